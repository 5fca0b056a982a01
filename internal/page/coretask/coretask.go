// Package coretask has the pages of core tasks: the catalogue and the page that citizens
// read, and the working view of the unit that owns the task.
package coretask

import (
	"cmp"
	"strings"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/check"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/erasure"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// Pages answers for everything under /kerneopgaver.
type Pages struct {
	Tasks       coretask.Service
	Catalogue   catalogue.Service
	Reflections reflection.Service
	Erasure     erasure.Service
	Units       org.Service
	Places      *municipality.Service
	Questions   check.Sheet
}

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	all := []web.Route{
		web.Get("/kerneopgaver", p.list, access.CoreTaskPublic),
		web.Get("/kerneopgaver/{slug}", p.show, access.CoreTaskPublic),
	}
	all = append(all, workRoutes(p)...)
	all = append(all, partRoutes(p)...)
	return append(all, tieRoutes(p)...)
}

// at is the address of a core task's page.
func at(slug string) string { return "/kerneopgaver/" + slug }

// catalogueCrumb leads back to the catalogue.
func catalogueCrumb(r *web.Request) ui.Link {
	return ui.Link{Text: text.CoreTask.Title.In(r.Context()), Href: "/kerneopgaver"}
}

// inWords is what stands for a core task in a thread: its sentence, and its name while there
// is none, so that a link always says something.
func inWords(sentence, name string) string { return cmp.Or(strings.TrimSpace(sentence), name) }
