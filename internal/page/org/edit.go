package org

import (
	"net/url"
	"strconv"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// Edit is what a form about a unit shows. Now is how the unit stands when somebody else
// changed it in between.
type Edit struct {
	Unit  org.Unit   // the zero Unit for one that is new
	Chain []org.Unit // above a new unit, the place it gets
	Form  ui.Form
	Now   bool
}

func (e Edit) action() string {
	switch {
	case e.Unit.ID != "":
		return address(e.Unit.ID, "/ret")
	case len(e.Chain) > 0:
		return address(e.Chain[len(e.Chain)-1].ID, "/ny")
	}
	return section + "/ny"
}

func (e Edit) back() string {
	switch {
	case e.Unit.ID != "":
		return address(e.Unit.ID, "")
	case len(e.Chain) > 0:
		return address(e.Chain[len(e.Chain)-1].ID, "")
	}
	return section
}

// editable gives the chain down to a unit the visitor may edit.
func (p Pages) editable(r *web.Request) ([]org.Unit, error) {
	look, err := p.Units.Look(r.Context(), r.Actor(), unitOf(r), "")
	if err == nil && !look.MayEdit {
		err = fault.Denied()
	}
	return look.Chain, err
}

func (p Pages) newTop(r *web.Request) (web.Reply, error) {
	return newPage(r, Edit{Form: ui.Filled("adopts", string(org.ByLeader))}), nil
}

func (p Pages) newUnder(r *web.Request) (web.Reply, error) {
	chain, err := p.editable(r)
	if err != nil {
		return nil, err
	}
	return newPage(r, Edit{Chain: chain, Form: ui.Filled("adopts", string(org.ByLeader))}), nil
}

func newPage(r *web.Request, e Edit) web.Page {
	ctx := r.Context()
	title := text.Org.NewTop.In(ctx)
	if n := len(e.Chain); n > 0 {
		title = text.Org.NewTitle.F(ctx, e.Chain[n-1].Name)
	}
	return web.Page{Title: title, Section: section, Crumbs: crumbs(ctx, e.Chain), View: editView(title, e)}
}

func (p Pages) create(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	var chain []org.Unit
	if unitOf(r) != "" {
		if chain, err = p.editable(r); err != nil {
			return nil, err
		}
	}
	in := org.UnitInput{Parent: unitOf(r)}
	u, err := p.Units.CreateUnit(r.Context(), r.Actor(), written(in, form))
	if err != nil {
		return web.Refused(r, err, func(f ui.Form) web.Page { return newPage(r, Edit{Chain: chain, Form: f}) })
	}
	return web.Redirect{To: address(u.ID, ""), Say: text.Org.Created.In(r.Context())}, nil
}

// written puts what the form says about a unit into an input.
func written(in org.UnitInput, form url.Values) org.UnitInput {
	in.Name, in.Kind, in.Adopts, in.External = form.Get("name"), form.Get("kind"), org.Adopts(form.Get("adopts")), form.Get("external_id")
	return in
}

func (p Pages) edit(r *web.Request) (web.Reply, error) {
	chain, err := p.editable(r)
	if err != nil {
		return nil, err
	}
	u := chain[len(chain)-1]
	f := ui.Filled("name", u.Name, "kind", kindName(r.Context(), u.Kind), "adopts", string(u.Adopts), "external_id", u.External, "version", decimal(u.Version))
	return editPage(r, Edit{Unit: u, Chain: chain, Form: f}), nil
}

func editPage(r *web.Request, e Edit) web.Page {
	ctx := r.Context()
	title := text.Org.EditTitle.F(ctx, e.Unit.Name)
	return web.Page{Title: title, Section: section, Crumbs: crumbs(ctx, e.Chain), View: editView(title, e)}
}

func (p Pages) keep(r *web.Request) (web.Reply, error) {
	chain, err := p.editable(r)
	if err != nil {
		return nil, err
	}
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	u := chain[len(chain)-1]
	in := written(u.Input(), form)
	in.Version = number(form.Get("version"))
	if _, err := p.Units.EditUnit(r.Context(), r.Actor(), u.ID, in); err != nil {
		return web.Refused(r, err, func(f ui.Form) web.Page {
			e := Edit{Unit: u, Chain: chain, Form: f, Now: fault.HasCode(err, "changed-meanwhile")}
			if e.Now { // saving again is then a choice made knowingly
				f.Values.Set("version", decimal(u.Version))
			}
			return editPage(r, e)
		})
	}
	return web.Redirect{To: address(u.ID, ""), Say: text.Org.Saved.In(r.Context())}, nil
}

// Choose is what a page shows on which another unit or a person is found and chosen.
type Choose struct {
	Unit   org.Unit
	Query  string
	Units  []org.Hit
	People []org.Person
	Top    bool // the visitor may put a unit at the top
	Form   ui.Form
}

func (p Pages) place(r *web.Request) (web.Reply, error) { return p.placePage(r, ui.Form{}) }

func (p Pages) placePage(r *web.Request, f ui.Form) (web.Page, error) {
	chain, err := p.editable(r)
	if err != nil {
		return web.Page{}, err
	}
	ctx := r.Context()
	c := Choose{Unit: chain[len(chain)-1], Query: r.URL.Query().Get("q"), Form: f, Top: p.Units.MayTop(r.Actor())}
	if c.Query != "" {
		if c.Units, err = p.Units.SearchUnits(ctx, r.Actor(), c.Query); err != nil {
			return web.Page{}, err
		}
	}
	return web.Page{Title: text.Org.MoveTitle.F(ctx, c.Unit.Name), Section: section, Crumbs: crumbs(ctx, chain), View: placeView(c)}, nil
}

func (p Pages) move(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	return p.changed(r, text.Org.Moved, p.placePage, func(in *org.UnitInput) { in.Parent = id.Of[org.Unit](form.Get("parent")) })
}

func (p Pages) leader(r *web.Request) (web.Reply, error) { return p.leaderPage(r, ui.Form{}) }

func (p Pages) leaderPage(r *web.Request, f ui.Form) (web.Page, error) {
	chain, err := p.editable(r)
	if err != nil {
		return web.Page{}, err
	}
	ctx := r.Context()
	c := Choose{Unit: chain[len(chain)-1], Query: r.URL.Query().Get("q"), Form: f}
	if c.Query != "" {
		if c.People, err = p.Units.SearchPeople(ctx, r.Actor(), c.Query); err != nil {
			return web.Page{}, err
		}
	}
	return web.Page{Title: text.Org.LeaderTitle.F(ctx, c.Unit.Name), Section: section, Crumbs: crumbs(ctx, chain), View: leaderView(c)}, nil
}

func (p Pages) lead(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	return p.changed(r, text.Org.LeaderSaved, p.leaderPage, func(in *org.UnitInput) { in.Leader = id.Of[org.Person](form.Get("leader")) })
}

// changed changes one thing about a unit as it was when the page was shown, and says so
// or shows the page again with what is wrong.
func (p Pages) changed(r *web.Request, said text.S, again func(*web.Request, ui.Form) (web.Page, error), change func(*org.UnitInput)) (web.Reply, error) {
	chain, err := p.editable(r)
	if err != nil {
		return nil, err
	}
	in := chain[len(chain)-1].Input()
	in.Version = number(r.PostForm.Get("version"))
	change(&in)
	if _, err := p.Units.EditUnit(r.Context(), r.Actor(), unitOf(r), in); err != nil {
		return refused(r, err, again)
	}
	return web.Redirect{To: address(unitOf(r), ""), Say: said.In(r.Context())}, nil
}

// refused is web.Refused for pages that must be read anew.
func refused(r *web.Request, err error, again func(*web.Request, ui.Form) (web.Page, error)) (web.Reply, error) {
	var broken error
	reply, err := web.Refused(r, err, func(f ui.Form) web.Page {
		page, e := again(r, f)
		broken = e
		return page
	})
	if broken != nil {
		return nil, broken
	}
	return reply, err
}

func (p Pages) ending(r *web.Request) (web.Reply, error) { return p.endPage(r, ui.Form{}) }

func (p Pages) endPage(r *web.Request, f ui.Form) (web.Page, error) {
	chain, err := p.editable(r)
	if err != nil {
		return web.Page{}, err
	}
	u := chain[len(chain)-1]
	title := text.Org.EndTitle.F(r.Context(), u.Name)
	return web.Page{Title: title, Section: section, Crumbs: crumbs(r.Context(), chain), View: endView(Choose{Unit: u, Form: f})}, nil
}

func (p Pages) end(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	last, err := day.Parse(form.Get("last"))
	if err != nil {
		return refused(r, fault.OnField("last", "not-a-date"), p.endPage)
	}
	in := org.EndInput{Version: number(form.Get("version")), Last: last}
	if _, err := p.Units.EndUnit(r.Context(), r.Actor(), unitOf(r), in); err != nil {
		return refused(r, err, p.endPage)
	}
	return web.Redirect{To: address(unitOf(r), ""), Say: text.Org.EndSaid.In(r.Context())}, nil
}

func (p Pages) reopen(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	if _, err := p.Units.ReopenUnit(r.Context(), r.Actor(), unitOf(r), number(form.Get("version"))); err != nil {
		return nil, err
	}
	return web.Redirect{To: address(unitOf(r), ""), Say: text.Org.Reopened.In(r.Context())}, nil
}
