package org

import (
	"context"
	"strings"

	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Service is what can be done with the organisation.
type Service struct{ DB *db.DB }

// Object is what the access rules need to know of a unit.
func (u Unit) Object(municipality string) access.Object {
	return access.Object{Municipality: municipality, Unit: u.Path}
}

// after is the place in a list where the next page begins: "sortkey/id" in one word.
type after struct{ key, id string }

func parseAfter(s string) after {
	key, id, _ := strings.Cut(s, ".")
	return after{key, id}
}

func (a after) String() string { return a.key + "." + a.id }

// page keeps a limit within 1 to 200.
func page(limit int) int {
	if limit <= 0 {
		return 50
	}
	return min(limit, 200)
}

// loadFor loads a unit and refuses who may not do the action with it: as missing to who
// may not even see it.
func loadFor(tx *db.Tx, do access.Action, unit id.Of[Unit]) (Unit, error) {
	u, err := LoadUnit(tx, unit)
	if err != nil {
		return Unit{}, err
	}
	o := u.Object(tx.Municipality)
	switch {
	case !access.Can(tx.Actor(), access.UnitRead, o):
		return Unit{}, fault.Missing()
	case !access.Can(tx.Actor(), do, o):
		return Unit{}, fault.Denied()
	}
	return u, nil
}

// Unit gives one unit, also one that has ended.
//
// Faults: NotFound, also for who may not see it.
func (s Service) Unit(ctx context.Context, actor access.Actor, unit id.Of[Unit]) (Unit, error) {
	var u Unit
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		u, err = loadFor(tx, access.UnitRead, unit)
		return err
	})
	return u, err
}

// PathOf gives a unit's path.
func (s Service) PathOf(ctx context.Context, actor access.Actor, unit id.Of[Unit]) (string, error) {
	u, err := s.Unit(ctx, actor, unit)
	return u.Path, err
}

// Chain gives the units from the top down to one, that one last.
func (s Service) Chain(ctx context.Context, actor access.Actor, unit id.Of[Unit]) ([]Unit, error) {
	var chain []Unit
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		u, err := loadFor(tx, access.UnitRead, unit)
		if err != nil {
			return err
		}
		chain, err = LoadChain(tx, u.Path)
		return err
	})
	return chain, err
}

// Children gives the units right under one (the top ones for an empty id) by name, and
// where the next page begins.
func (s Service) Children(ctx context.Context, actor access.Actor, parent id.Of[Unit], from string, limit int) ([]Unit, string, error) {
	var list []Unit
	limit = page(limit)
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if !access.Can(actor, access.UnitRead, access.Object{Municipality: actor.Municipality}) {
			return fault.Missing()
		}
		list, err = children(tx, parent, parseAfter(from), limit+1)
		return err
	})
	if len(list) <= limit {
		return list, "", err
	}
	last := list[limit-1]
	return list[:limit], after{last.SortKey, last.ID.String()}.String(), err
}

// TreeQuery asks for a part of the tree: under Root (empty for all), so many levels deep
// (0 for all of them), from the node after After, at most Limit nodes (0 for all).
type TreeQuery struct {
	Root  id.Of[Unit]
	Depth int
	After id.Of[Unit]
	Limit int
}

// Node is a unit of the tree.
type Node struct {
	Unit
	LeaderName string // empty to who may not know who works there
	Children   int    // living units right under it
	Depth      int    // 0 for the first level shown
}

// Tree gives living units in reading order: each followed by what lies under it, beside
// one another by name. It asks the database once.
func (s Service) Tree(ctx context.Context, actor access.Actor, q TreeQuery) ([]Node, error) {
	var rows []nodeRow
	top := Unit{Path: "/"}
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if q.Root != "" {
			if top, err = loadFor(tx, access.UnitRead, q.Root); err != nil {
				return err
			}
		} else if !access.Can(actor, access.UnitRead, access.Object{Municipality: actor.Municipality}) {
			return fault.Missing()
		}
		level := MostDepth + 1
		if q.Depth > 0 {
			level = max(top.Level, 1) + q.Depth - 1
		}
		rows, err = nodes(tx, top.Path, level)
		return err
	})
	if err != nil {
		return nil, err
	}
	return cut(ordered(rows, top), q), nil
}

// ordered puts rows, which come by name, into reading order.
func ordered(rows []nodeRow, top Unit) []Node {
	under := map[id.Of[Unit]][]nodeRow{}
	first := under[""]
	for _, r := range rows {
		if r.ID == top.ID || top.ID == "" && r.Parent == "" {
			first = append(first, r)
			continue
		}
		under[r.Parent] = append(under[r.Parent], r)
	}
	out := make([]Node, 0, len(rows))
	var walk func(list []nodeRow, depth int)
	walk = func(list []nodeRow, depth int) {
		for _, r := range list {
			out = append(out, Node{Unit: r.Unit, LeaderName: r.LeaderName, Children: r.Children, Depth: depth})
			walk(under[r.ID], depth+1)
		}
	}
	walk(first, 0)
	return out
}

func cut(list []Node, q TreeQuery) []Node {
	if q.After != "" {
		for i, n := range list {
			if n.ID == q.After {
				list = list[i+1:]
				break
			}
		}
	}
	if q.Limit > 0 && len(list) > q.Limit {
		list = list[:q.Limit]
	}
	return list
}

// CreateUnit makes a unit under another, or at the top.
//
// Faults: Forbidden; Invalid; Conflict "already-taken" for an external id in use.
func (s Service) CreateUnit(ctx context.Context, actor access.Actor, in UnitInput) (Unit, error) {
	var u Unit
	err := s.DB.Change(ctx, actor, access.UnitEdit, func(tx *db.Tx) (err error) {
		u, err = NewUnit(tx, in)
		return err
	})
	return u, err
}

// NewUnit is CreateUnit inside the caller's own transaction.
func NewUnit(tx *db.Tx, in UnitInput) (Unit, error) {
	in, err := in.checked()
	if err != nil {
		return Unit{}, err
	}
	u := Unit{ID: id.Of[Unit](tx.NewID()), From: in.From}
	if u.From.IsZero() {
		u.From = today(tx)
	}
	if u, err = place(tx, u, in.Parent); err != nil {
		return Unit{}, err
	}
	return keep(tx, u, in)
}

// place puts a unit under a parent, where the actor may edit the parent; at the top only
// who may edit everywhere.
func place(tx *db.Tx, u Unit, parent id.Of[Unit]) (Unit, error) {
	if parent == "" {
		if !(Service{}).MayTop(tx.Actor()) {
			return u, fault.Denied()
		}
		return u.placed(nil), nil
	}
	p, err := loadFor(tx, access.UnitEdit, parent)
	if fault.Is(err, fault.NotFound) {
		return u, fault.OnField("parent", "choose")
	}
	if err != nil {
		return u, err
	}
	if err := u.mayLieUnder(p, today(tx)); err != nil {
		return u, err
	}
	return u.placed(&p), nil
}

// keep writes what people wrote about a unit.
func keep(tx *db.Tx, u Unit, in UnitInput) (Unit, error) {
	if in.Leader != "" && in.Leader != u.Leader {
		p, err := LoadPerson(tx, in.Leader)
		if err != nil || !p.Active(today(tx)) {
			return u, fault.OnField("leader", "choose")
		}
	}
	if u.Name != "" && u.Name != in.Name {
		if err := find.Touch(tx, UnitKind, u.ID.String()); err != nil {
			return u, err
		}
	}
	u.Name, u.Kind, u.Leader, u.Adopts, u.External = in.Name, in.Kind, in.Leader, in.Adopts, in.External
	u.SortKey, u.Search = text.SortKey(in.Name), searchText(in.Name)
	err := db.Put(tx, &u)
	tx.Touch("units")
	return u, err
}

// EditUnit renames, moves, or changes kind, leader or way of adopting. A move carries
// along everything below.
//
// Faults: NotFound; Forbidden; Invalid; Conflict "changed-meanwhile".
func (s Service) EditUnit(ctx context.Context, actor access.Actor, unit id.Of[Unit], in UnitInput) (Unit, error) {
	var u Unit
	err := s.DB.Change(ctx, actor, access.UnitEdit, func(tx *db.Tx) error {
		before, err := loadFor(tx, access.UnitEdit, unit)
		if err != nil {
			return err
		}
		if in, err = in.checked(); err != nil {
			return err
		}
		u, err = edit(tx, before, in)
		return err
	})
	return u, err
}

func edit(tx *db.Tx, before Unit, in UnitInput) (Unit, error) {
	if in.Version != before.Version {
		return before, fault.Stale()
	}
	u, err := before, error(nil)
	if in.Parent != before.Parent {
		if u, err = place(tx, before, in.Parent); err != nil {
			return before, err
		}
	}
	if !in.From.IsZero() {
		u.From = in.From
	}
	if u, err = keep(tx, u, in); err != nil || u.Path == before.Path {
		return u, err
	}
	return u, carry(tx, before, u)
}

// carry gives everything below a moved unit its new path and level.
func carry(tx *db.Tx, before, u Unit) error {
	list, err := below(tx, before.Path)
	if err != nil {
		return err
	}
	list = moved(list, before, u)
	for _, b := range list {
		if b.Level > MostDepth {
			return fault.OnField("parent", "too-deep", MostDepth)
		}
	}
	return db.PutAll(tx, list)
}

// EndInput says when something ends: Last is its last day, empty for "now", which leaves
// yesterday as the last.
type EndInput struct {
	Version int64
	Last    day.Date
}

func (in EndInput) last(tx *db.Tx) day.Date {
	if in.Last.IsZero() {
		return today(tx).AddDays(-1)
	}
	return in.Last
}

// EndUnit gives a unit its last day; the memberships in it end with it.
//
// Faults: NotFound; Forbidden; Closed "unit-has-children", "unit-ended"; Conflict.
func (s Service) EndUnit(ctx context.Context, actor access.Actor, unit id.Of[Unit], in EndInput) (Unit, error) {
	var u Unit
	err := s.DB.Change(ctx, actor, access.UnitEdit, func(tx *db.Tx) (err error) {
		if u, err = loadFor(tx, access.UnitEdit, unit); err != nil {
			return err
		}
		if u.Version != in.Version {
			return fault.Stale()
		}
		last := in.last(tx)
		n, err := countChildren(tx, unit, last)
		if err != nil {
			return err
		}
		if u, err = u.ended(last, n); err != nil {
			return err
		}
		if err := db.Put(tx, &u); err != nil {
			return err
		}
		return endMembers(tx, unit, last)
	})
	return u, err
}

func endMembers(tx *db.Tx, unit id.Of[Unit], last day.Date) error {
	tx.Touch("units")
	list, err := members(tx, unit, last)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].To = last
	}
	return db.PutAll(tx, list)
}

// ReopenUnit takes back that a unit has ended. Its memberships stay ended.
//
// Faults: NotFound; Forbidden; Invalid "unit-ended" while the unit above has ended.
func (s Service) ReopenUnit(ctx context.Context, actor access.Actor, unit id.Of[Unit], version int64) (Unit, error) {
	var u Unit
	err := s.DB.Change(ctx, actor, access.UnitEdit, func(tx *db.Tx) (err error) {
		if u, err = loadFor(tx, access.UnitEdit, unit); err != nil {
			return err
		}
		if u.Version != version {
			return fault.Stale()
		}
		if u.Parent != "" {
			p, err := LoadUnit(tx, u.Parent)
			if err != nil {
				return err
			}
			if !p.Active(today(tx)) {
				return fault.New(fault.Closed, "unit-above-ended")
			}
		}
		u.To = ""
		tx.Touch("units")
		return db.Put(tx, &u)
	})
	return u, err
}

// History gives a unit's earlier states, newest first, from before a version (0 for the
// newest on).
func (s Service) History(ctx context.Context, actor access.Actor, unit id.Of[Unit], before int64) ([]db.Revision[Unit], error) {
	var out []db.Revision[Unit]
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		if _, err := loadFor(tx, access.UnitRead, unit); err != nil {
			return err
		}
		var err error
		out, err = db.History[Unit](tx, "unit", unit.String(), before, 50)
		return err
	})
	return out, err
}

// Hit is a unit that was searched for, with the name of the one above it: there may be
// many of the same name.
type Hit struct {
	Unit
	Above string
}

// SearchUnits finds living units by the beginnings of words in their names.
func (s Service) SearchUnits(ctx context.Context, actor access.Actor, q string) ([]Hit, error) {
	var out []Hit
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		if !access.Can(actor, access.UnitRead, access.Object{Municipality: actor.Municipality}) {
			return fault.Missing()
		}
		words := searchWords(q)
		if len(words) == 0 {
			return nil
		}
		found, err := searchUnits(tx, words, 20)
		if err != nil {
			return err
		}
		out, err = placed(tx, found)
		return err
	})
	return out, err
}

// placed names the unit above each.
func placed(tx *db.Tx, units []Unit) ([]Hit, error) {
	var ids []id.Of[Unit]
	for _, u := range units {
		if u.Parent != "" {
			ids = append(ids, u.Parent)
		}
	}
	above, err := LoadUnits(tx, ids)
	names := map[id.Of[Unit]]string{}
	for _, u := range above {
		names[u.ID] = u.Name
	}
	out := make([]Hit, len(units))
	for i, u := range units {
		out[i] = Hit{u, names[u.Parent]}
	}
	return out, err
}

// BranchForAPI is a unit as the API shows it, with what lies under it.
type BranchForAPI struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Kind     string         `json:"kind"`
	Level    int            `json:"level"`
	Parent   *string        `json:"parent"`
	Adopts   string         `json:"adopts"`
	Children []BranchForAPI `json:"children"`
}

// TreeForAPI gives all living units as trees, without people.
func (s Service) TreeForAPI(ctx context.Context, actor access.Actor) ([]BranchForAPI, error) {
	list, err := s.Tree(ctx, actor, TreeQuery{})
	if err != nil {
		return nil, err
	}
	out, _ := branches(list, 0)
	return out, nil
}

// branches reads the nodes of one depth from a list in reading order, and gives what is
// left of it.
func branches(list []Node, depth int) ([]BranchForAPI, []Node) {
	out := []BranchForAPI{}
	for len(list) > 0 && list[0].Depth == depth {
		n := list[0]
		b := BranchForAPI{ID: n.ID.String(), Name: n.Name, Kind: n.Kind, Level: n.Level, Adopts: string(n.Adopts)}
		if n.Parent != "" {
			parent := n.Parent.String()
			b.Parent = &parent
		}
		b.Children, list = branches(list[1:], depth+1)
		out = append(out, b)
	}
	return out, list
}
