// Package privacy has the pages a municipality owes everybody: how it treats what people
// write, how accessible the pages are, and its own colours and picture.
package privacy

import (
	"strings"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// Pages answers for privacy, accessibility and the municipality's look.
type Pages struct {
	Places *municipality.Service
}

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		web.Get("/privatliv", p.privacy, ""),
		web.Get("/tilgaengelighed", p.accessibility, ""),
		web.Get("/was", p.was, ""),
		web.Screen("/tema.css", p.theme, ""),
		web.Screen("/logo/{logo}", p.logo, ""),
	}
}

func (p Pages) place(r *web.Request) (municipality.Municipality, error) {
	return p.Places.ByID(r.Context(), id.Of[municipality.Municipality](r.Site.ID))
}

func (p Pages) privacy(r *web.Request) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	return web.Page{Title: text.Privacy.Title.In(ctx), Description: text.Privacy.Lead.In(ctx), Public: true, View: privacyView(m)}, nil
}

func (p Pages) accessibility(r *web.Request) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	return web.Page{Title: text.Privacy.AccessTitle.In(ctx), Description: text.Privacy.AccessLead.In(ctx), Public: true, View: accessView(m.Settings)}, nil
}

// was is the short address the law gives the statement.
func (p Pages) was(r *web.Request) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	if m.Settings.Access == "" {
		return web.Redirect{To: "/tilgaengelighed"}, nil
	}
	return web.Redirect{To: m.Settings.Access}, nil
}

// theme is the municipality's colours, or for a preview those of the colour in the
// address. An address with a colour always gives the same and may be kept.
func (p Pages) theme(r *web.Request) (web.Reply, error) {
	asked := r.URL.Query().Get("farve")
	if c, ok := municipality.ParseColour(asked); ok && asked != "" {
		return sheet(c, true), nil
	}
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	return sheet(m.Settings.Colour, false), nil
}

func sheet(c municipality.Colour, keep bool) web.File {
	return web.File{Type: "text/css; charset=utf-8", Body: []byte(c.Theme().Stylesheet()), Keep: keep}
}

func (p Pages) logo(r *web.Request) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(r.PathValue("logo"), ".png")
	if name == "" || name != m.Settings.Logo {
		return nil, fault.Missing()
	}
	l, err := p.Places.Logo(r.Context(), m, name)
	return web.File{Type: l.MediaType, Body: l.Body, Keep: true}, err
}
