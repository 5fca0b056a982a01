// Package org has the pages of the organisation: the tree of units, a unit with its
// people and history, and the organisation file.
package org

import (
	"context"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/live"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// Pages answers for units, people and organisation files.
type Pages struct {
	Units   org.Service
	Uploads *org.Uploads
	Tasks   coretask.Service
	Hub     *live.Hub
}

const section = "/enheder"

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	return append(p.fileRoutes(),
		web.Get("/enheder", p.tree, access.UnitRead),
		web.Get("/enheder/ny", p.newTop, access.UnitEdit),
		web.Post("/enheder/ny", p.create, access.UnitEdit),
		web.Get("/enheder/{unit}", p.show, access.UnitRead),
		web.Get("/enheder/{unit}/ny", p.newUnder, access.UnitEdit),
		web.Post("/enheder/{unit}/ny", p.create, access.UnitEdit),
		web.Get("/enheder/{unit}/ret", p.edit, access.UnitEdit),
		web.Post("/enheder/{unit}/ret", p.keep, access.UnitEdit),
		web.Get("/enheder/{unit}/flyt", p.place, access.UnitEdit),
		web.Post("/enheder/{unit}/flyt", p.move, access.UnitEdit),
		web.Get("/enheder/{unit}/leder", p.leader, access.UnitEdit),
		web.Post("/enheder/{unit}/leder", p.lead, access.UnitEdit),
		web.Get("/enheder/{unit}/nedlaeg", p.ending, access.UnitEdit),
		web.Post("/enheder/{unit}/nedlaeg", p.end, access.UnitEdit),
		web.Post("/enheder/{unit}/genaabn", p.reopen, access.UnitEdit),
		web.Get("/enheder/{unit}/medarbejdere", p.people, access.PersonRead),
		web.Post("/enheder/{unit}/medarbejdere", p.add, access.UnitEdit),
		web.Post("/enheder/{unit}/medarbejdere/fjern", p.remove, access.UnitEdit),
		web.Get("/enheder/{unit}/historik", p.history, access.UnitRead),
	)
}

func unitOf(r *web.Request) id.Of[org.Unit] { return id.Of[org.Unit](r.PathValue("unit")) }

// address is the path of a unit's page, or of a page below it.
func address(unit id.Of[org.Unit], below string) string {
	return section + "/" + unit.String() + below
}

// kindName gives a kind as people read it.
func kindName(ctx context.Context, kind string) string {
	if s, known := text.Org.Kinds[kind]; known {
		return s.In(ctx)
	}
	if kind == "" {
		return text.Org.AnyKind.In(ctx)
	}
	return kind
}

// crumbs lead from the organisation down to the units above the last of a chain.
func crumbs(ctx context.Context, chain []org.Unit) []ui.Link {
	out := []ui.Link{{Text: text.Org.Title.In(ctx), Href: section}}
	for _, u := range chain {
		out = append(out, ui.Link{Text: u.Name, Href: address(u.ID, "")})
	}
	return out
}

// above is a chain without its last.
func above(chain []org.Unit) []org.Unit { return chain[:max(0, len(chain)-1)] }

// Tree is what the page of all units shows.
type Tree struct {
	Query    string
	Hits     []org.Hit
	Top      org.Unit // the zero Unit for the whole municipality
	Branches []Branch
	More     string // address of the next part of a wide tree
	MayEdit  bool
	MayTake  bool // take in a file
	Form     ui.Form
}

// Branch is a unit of the tree with what is shown under it. Hidden counts what is not.
type Branch struct {
	org.Node
	Sub    []Branch
	Hidden int
}

// most is how many units one page of the tree shows.
const most = 300

func (p Pages) tree(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	t := Tree{Query: q.Get("q"), MayEdit: p.Units.MayTop(r.Actor()), MayTake: r.May(access.OrgImport)}
	t.Form = ui.Filled("q", t.Query)
	ctx, title, trail := r.Context(), text.Org.Title.In(r.Context()), []ui.Link(nil)
	if under := id.Of[org.Unit](q.Get("under")); under != "" {
		chain, err := p.Units.Chain(ctx, r.Actor(), under)
		if err != nil {
			return nil, err
		}
		t.Top = chain[len(chain)-1]
		title, trail = text.Org.Under.F(ctx, t.Top.Name), crumbs(ctx, above(chain))
	}
	if err := p.fill(r, &t, id.Of[org.Unit](q.Get("efter"))); err != nil {
		return nil, err
	}
	return web.Page{Title: title, Section: section, Crumbs: trail, View: treeView(t)}, nil
}

// fill gets what a tree page shows: hits of a search, or three levels, or two where three
// are too many for one page.
func (p Pages) fill(r *web.Request, t *Tree, from id.Of[org.Unit]) (err error) {
	ctx := r.Context()
	if t.Query != "" {
		t.Hits, err = p.Units.SearchUnits(ctx, r.Actor(), t.Query)
		return err
	}
	var list []org.Node
	for _, depth := range []int{3, 2} {
		list, err = p.Units.Tree(ctx, r.Actor(), org.TreeQuery{Root: t.Top.ID, Depth: depth, After: from, Limit: most + 1})
		if err != nil || len(list) <= most {
			break
		}
	}
	if len(list) > most {
		list = list[:most]
		t.More = section + "?efter=" + list[most-1].ID.String()
		if t.Top.ID != "" {
			t.More += "&under=" + t.Top.ID.String()
		}
	}
	t.Branches = grow(list)
	return err
}

// grow makes branches of units in reading order.
func grow(list []org.Node) []Branch {
	var out []Branch
	for i := 0; i < len(list); {
		next := i + 1
		for next < len(list) && list[next].Depth > list[i].Depth {
			next++
		}
		b := Branch{Node: list[i], Sub: grow(list[i+1 : next])}
		if len(b.Sub) == 0 {
			b.Hidden = b.Children
		}
		out = append(out, b)
		i = next
	}
	return out
}

// Unit is what the page of one unit shows.
type Unit struct {
	org.Look
	Tasks []coretask.OfUnit
}

func (p Pages) show(r *web.Request) (web.Reply, error) {
	ctx := r.Context()
	look, err := p.Units.Look(ctx, r.Actor(), unitOf(r), r.URL.Query().Get("efter"))
	if err != nil {
		return nil, err
	}
	tasks, err := p.Tasks.Of(ctx, r.Actor(), look.Unit.ID)
	if err != nil {
		return nil, err
	}
	return web.Page{Title: look.Unit.Name, Section: section, Crumbs: crumbs(ctx, above(look.Chain)), View: unitView(Unit{look, tasks})}, nil
}

// People is what the page of who works in a unit shows.
type People struct {
	org.Look
	Roster org.Roster
	Query  string
	Found  []org.Person // to be added
	Form   ui.Form
}

func (p Pages) people(r *web.Request) (web.Reply, error) {
	ctx, q := r.Context(), r.URL.Query()
	look, err := p.Units.Look(ctx, r.Actor(), unitOf(r), "")
	if err != nil {
		return nil, err
	}
	out := People{Look: look, Query: q.Get("q"), Form: ui.Filled("q", q.Get("q"))}
	if out.Roster, err = p.Units.People(ctx, r.Actor(), look.Unit.ID, q.Get("efter"), 100); err != nil {
		return nil, err
	}
	if out.Query != "" && look.MayEdit {
		if out.Found, err = p.Units.SearchPeople(ctx, r.Actor(), out.Query); err != nil {
			return nil, err
		}
	}
	return web.Page{Title: text.Org.PeopleTitle.F(ctx, look.Unit.Name), Section: section, Crumbs: crumbs(ctx, look.Chain), View: peopleView(out)}, nil
}

func (p Pages) add(r *web.Request) (web.Reply, error) {
	return p.member(r, p.Units.AddMember, text.Org.Added)
}

func (p Pages) remove(r *web.Request) (web.Reply, error) {
	return p.member(r, p.Units.RemoveMember, text.Org.Removed)
}

func (p Pages) member(r *web.Request, do func(context.Context, access.Actor, id.Of[org.Unit], id.Of[org.Person]) error, said text.S) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	ctx, who := r.Context(), id.Of[org.Person](form.Get("person"))
	name, err := p.Units.NameOf(ctx, r.Actor(), who)
	if err != nil {
		return nil, err
	}
	if err := do(ctx, r.Actor(), unitOf(r), who); err != nil {
		return nil, err
	}
	return web.Redirect{To: address(unitOf(r), "/medarbejdere"), Say: said.F(ctx, name)}, nil
}

// History is what the page of a unit's past shows.
type History struct {
	Unit    org.Unit
	Changes []org.UnitChange
	More    string
}

func (p Pages) history(r *web.Request) (web.Reply, error) {
	ctx := r.Context()
	chain, err := p.Units.Chain(ctx, r.Actor(), unitOf(r))
	if err != nil {
		return nil, err
	}
	h := History{Unit: chain[len(chain)-1]}
	list, next, err := p.Units.Changes(ctx, r.Actor(), h.Unit.ID, number(r.URL.Query().Get("foer")))
	if err != nil {
		return nil, err
	}
	if h.Changes = list; next > 0 {
		h.More = address(h.Unit.ID, "/historik?foer=") + decimal(next)
	}
	return web.Page{Title: text.Org.HistoryTitle.F(ctx, h.Unit.Name), Section: section, Crumbs: crumbs(ctx, chain), View: historyView(h)}, nil
}
