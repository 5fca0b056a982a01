// Package front has the pages that belong to no area: the front page and the licences.
package front

import (
	"kernehus/internal/domain/catalogue"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/ui/static"
	"kernehus/internal/web"
)

// Pages answers for the front page and what stands around it.
type Pages struct{ Catalogue catalogue.Service }

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		web.Get("/{$}", p.front, access.CoreTaskPublic),
		web.Get("/licenser", p.licences, access.CoreTaskPublic),
	}
}

func (p Pages) front(r *web.Request) (web.Reply, error) {
	if r.Actor().SignedIn() {
		return web.Redirect{To: "/hjem"}, nil
	}
	top, err := p.Catalogue.Top(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	return web.Page{Public: true, Description: text.Front.Lead.In(r.Context()), View: frontView(r.Site.Name, top)}, nil
}

func (p Pages) licences(r *web.Request) (web.Reply, error) {
	title := text.Front.LicencesTitle.In(r.Context())
	return web.Page{Title: title, Crumbs: []ui.Link{}, View: licencesView(static.Licences())}, nil
}
