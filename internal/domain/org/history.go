package org

import (
	"context"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Aspect is a side of a unit that can change.
type Aspect string

const (
	AspectName   Aspect = "name"
	AspectKind   Aspect = "kind"
	AspectPlace  Aspect = "place"
	AspectLeader Aspect = "leader"
	AspectAdopts Aspect = "adopts"
	AspectFrom   Aspect = "from"
	AspectTo     Aspect = "to"
)

// Difference is one side of a unit before and after; empty for none. Names stand in
// place of ids, as they are today.
type Difference struct {
	Aspect        Aspect
	Before, After string
}

// UnitChange is what one act did to a unit. Who is empty to readers who may not know,
// and for what the product did on its own.
type UnitChange struct {
	At      time.Time
	Version int64
	First   bool // the unit came into being
	File    bool // it came from an organisation file
	Who     string
	What    []Difference
}

// Changes gives what has been done to a unit, newest first, from before a version (0 for
// the newest on), and where the next page begins (0 for nowhere). Moves that only carried
// the unit along are left out.
//
// Faults: NotFound.
func (s Service) Changes(ctx context.Context, actor access.Actor, unit id.Of[Unit], before int64) (list []UnitChange, next int64, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		u, err := loadFor(tx, access.UnitRead, unit)
		if err != nil {
			return err
		}
		past, err := db.History[Unit](tx, "unit", unit.String(), before, 51)
		if err != nil {
			return err
		}
		names, err := namesIn(tx, past)
		if err != nil {
			return err
		}
		maySee := access.Can(actor, access.PersonRead, u.Object(tx.Municipality))
		list, next = changesOf(past, names, maySee)
		return nil
	})
	return list, next, err
}

func changesOf(past []db.Revision[Unit], names map[string]string, maySee bool) (list []UnitChange, next int64) {
	if len(past) > 50 {
		next = past[49].Version
	}
	for i, r := range past[:min(len(past), 50)] {
		c := UnitChange{At: r.At, Version: r.Version, First: r.Version == 1, File: r.Action == string(access.OrgImport)}
		if maySee {
			c.Who = names[r.Person]
		}
		if i+1 < len(past) {
			c.What = differences(past[i+1].Record, r.Record, names, maySee)
		}
		if c.First || len(c.What) > 0 {
			list = append(list, c)
		}
	}
	return list, next
}

func differences(was, now Unit, names map[string]string, maySee bool) []Difference {
	var out []Difference
	differs := func(a Aspect, before, after string) {
		if before != after {
			out = append(out, Difference{a, before, after})
		}
	}
	differs(AspectName, was.Name, now.Name)
	differs(AspectKind, was.Kind, now.Kind)
	if was.Parent != now.Parent {
		out = append(out, Difference{AspectPlace, names[was.Parent.String()], names[now.Parent.String()]})
	}
	if was.Leader != now.Leader && maySee {
		out = append(out, Difference{AspectLeader, names[was.Leader.String()], names[now.Leader.String()]})
	}
	differs(AspectAdopts, string(was.Adopts), string(now.Adopts))
	differs(AspectFrom, string(was.From), string(now.From))
	differs(AspectTo, string(was.To), string(now.To))
	return out
}

// namesIn gives today's names of the units and people that a unit's past points at.
func namesIn(tx *db.Tx, past []db.Revision[Unit]) (map[string]string, error) {
	units, people := map[id.Of[Unit]]bool{}, map[id.Of[Person]]bool{}
	for _, r := range past {
		units[r.Record.Parent] = true
		people[r.Record.Leader] = true
		people[id.Of[Person](r.Person)] = true
	}
	names := map[string]string{}
	list, err := LoadUnits(tx, keys(units))
	if err != nil {
		return nil, err
	}
	for _, u := range list {
		names[u.ID.String()] = u.Name
	}
	staff, err := LoadPeople(tx, keys(people))
	for _, p := range staff {
		names[p.ID.String()] = p.Name
	}
	return names, err
}

func keys[T any](set map[id.Of[T]]bool) []id.Of[T] {
	var out []id.Of[T]
	for k := range set {
		if k != "" {
			out = append(out, k)
		}
	}
	return out
}

// Input gives what is written about a unit, to be changed in part and given to EditUnit.
func (u Unit) Input() UnitInput {
	return UnitInput{Version: u.Version, Parent: u.Parent, Name: u.Name, Kind: u.Kind, Leader: u.Leader, Adopts: u.Adopts, External: u.External}
}

// Day gives a difference's date, before and after, of AspectFrom and AspectTo.
func (d Difference) Day() (before, after day.Date) { return day.Date(d.Before), day.Date(d.After) }
