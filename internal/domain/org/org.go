// Package org is the organisation: a tree of units of free depth, the people who work
// in it, and how both are read from a file.
//
// A unit's place is its path, "/town/centre/team/", the ids from the top down; access
// rules and every question about "here and below" are asked of the path. Names of kinds
// are the municipality's own; the known ones only help it to begin. Nothing is deleted:
// units, people and memberships have a first and a last day, so that a reorganisation
// keeps its history.
package org

import (
	"slices"
	"strings"

	"kernehus/internal/arith/danish"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/plain"
)

// What one field may hold, in characters, and how deep a tree may grow.
const (
	MostName  = 200
	MostID    = 100
	MostKind  = 60
	MostEmail = 254
	MostDepth = 20
)

// Adopts says who adopts a unit's core task.
type Adopts string

const (
	ByLeader Adopts = "leder" // the unit's leader, or the nearest above
	ByTeam   Adopts = "team"  // the members, at a meeting
	ByForum  Adopts = "forum" // a forum, recorded by a consultant or the head of the area
)

// Ways are the three ways in the order people read them.
func Ways() []Adopts { return []Adopts{ByLeader, ByTeam, ByForum} }

// Unit is one place in the organisation. To is the last day it exists; empty is for now.
type Unit struct {
	ID       id.Of[Unit]   `db:"id"`
	Version  int64         `db:"version"`
	External string        `db:"external_id,null"`
	Parent   id.Of[Unit]   `db:"parent,null"`
	Name     string        `db:"name"`
	SortKey  string        `db:"sort_key"`
	Search   string        `db:"search"`
	Kind     string        `db:"kind"`
	Leader   id.Of[Person] `db:"leader,null"`
	Adopts   Adopts        `db:"adopts"`
	Path     string        `db:"path"`
	Level    int           `db:"level"` // 1 for a unit at the top
	From     day.Date      `db:"valid_from"`
	To       day.Date      `db:"valid_to"`
}

// Active tells whether the unit exists on a day.
func (u Unit) Active(on day.Date) bool { return valid(u.From, u.To, on) }

// Above gives the ids of the units above, the top first, without the unit itself.
func (u Unit) Above() []id.Of[Unit] {
	ids := PathIDs(u.Path)
	return ids[:max(0, len(ids)-1)]
}

// PathIDs gives the ids a path is made of, the top first.
func PathIDs(path string) []id.Of[Unit] {
	var out []id.Of[Unit]
	for _, s := range strings.Split(strings.Trim(path, "/"), "/") {
		if s != "" {
			out = append(out, id.Of[Unit](s))
		}
	}
	return out
}

// valid tells whether a day lies from the first to the last day; an empty end is open.
func valid(from, to, on day.Date) bool { return !on.Before(from) && (to.IsZero() || !to.Before(on)) }

// UnitInput is what people write about a unit. Empty External ties it to no file.
type UnitInput struct {
	Version  int64
	Parent   id.Of[Unit]
	Name     string
	Kind     string
	Leader   id.Of[Person]
	Adopts   Adopts
	External string
	From     day.Date
}

// knownKinds are the kinds most municipalities have, from the top down.
var knownKinds = []string{"kommune", "direktion", "forvaltning", "center", "fagomraade", "institution", "afdeling", "afsnit", "team", "udvalg", "stab"}

// KnownKinds are kinds to choose from; others may be written freely.
func KnownKinds() []string { return slices.Clone(knownKinds) }

// KindOf gives the name a kind is kept under: the known one, however it is spelled, or
// what was written.
func KindOf(s string) string {
	s = clean(s)
	plain := strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa").Replace(strings.ToLower(s))
	if slices.Contains(knownKinds, plain) {
		return plain
	}
	return s
}

// clean puts a name on one line without spaces at its ends or doubled inside, and without
// signs that cannot be seen.
func clean(s string) string {
	return plain.Line(plain.Text(s))
}

// searchText gives what is looked through when somebody types part of a name.
func searchText(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, notInWord) {
		b.WriteByte(' ')
		b.WriteString(danish.Fold(w))
	}
	return b.String()
}

func notInWord(r rune) bool { return strings.ContainsRune(" \t\r\n-–/&.,;:()'\"%_\\", r) }

// checked gives the input tidied, or what is wrong with it field by field.
func (in UnitInput) checked() (UnitInput, error) {
	var wrong fault.Fields
	in.Name, in.Kind, in.External = clean(in.Name), KindOf(in.Kind), clean(in.External)
	checkText(&wrong, "name", in.Name, MostName)
	checkText(&wrong, "kind", in.Kind, MostKind)
	if len([]rune(in.External)) > MostID {
		wrong.Add("external_id", "too-long", MostID)
	}
	if !isNumber(in.External) {
		personal.Check(&wrong, "external_id", in.External)
	}
	if in.Adopts == "" {
		in.Adopts = ByLeader
	}
	if !slices.Contains(Ways(), in.Adopts) {
		wrong.Add("adopts", "choose")
	}
	return in, wrong.Err()
}

// isNumber tells whether a unit's id is digits alone: the number of a production unit has
// ten, and may begin like a date.
func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// checkText refuses what is empty, too long, or points at a person by number or address.
func checkText(wrong *fault.Fields, field, s string, most int) {
	switch {
	case s == "":
		wrong.Add(field, "required")
	case len([]rune(s)) > most:
		wrong.Add(field, "too-long", most)
	default:
		personal.Check(wrong, field, s)
	}
}

// placed gives the unit under a parent (nil for the top) with path and level to match.
func (u Unit) placed(parent *Unit) Unit {
	if parent == nil {
		u.Parent, u.Path, u.Level = "", "/"+u.ID.String()+"/", 1
		return u
	}
	u.Parent, u.Path, u.Level = parent.ID, parent.Path+u.ID.String()+"/", parent.Level+1
	return u
}

// moved gives the units of a subtree as they lie after their top has moved from one
// place to another: same order, new paths and levels.
func moved(below []Unit, from, to Unit) []Unit {
	out := make([]Unit, len(below))
	for i, u := range below {
		u.Path = to.Path + strings.TrimPrefix(u.Path, from.Path)
		u.Level += to.Level - from.Level
		out[i] = u
	}
	return out
}

// mayLieUnder refuses a place inside the unit itself, under a unit that has ended, and
// deeper than a tree may grow.
func (u Unit) mayLieUnder(parent Unit, on day.Date) error {
	switch {
	case u.Path != "" && strings.HasPrefix(parent.Path, u.Path):
		return fault.OnField("parent", "unit-in-itself")
	case !parent.Active(on):
		return fault.OnField("parent", "unit-ended")
	case parent.Level >= MostDepth:
		return fault.OnField("parent", "too-deep", MostDepth)
	}
	return nil
}

// ended gives the unit with its last day. children tells how many units below it live on.
func (u Unit) ended(last day.Date, children int) (Unit, error) {
	switch {
	case !u.To.IsZero() && u.To <= last:
		return u, fault.New(fault.Closed, "unit-ended")
	case children > 0:
		return u, fault.New(fault.Closed, "unit-has-children")
	case last.Before(u.From.AddDays(-1)):
		return u, fault.OnField("last", "ends-before-start")
	}
	u.To = last
	return u, nil
}
