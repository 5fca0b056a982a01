package org

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
)

// Standing is the organisation as it is before an import: all units and people, also
// those who have ended, and the memberships that have not.
type Standing struct {
	Units       []Unit
	People      []Person
	Memberships []Membership
}

// Options say how a file is taken in.
type Options struct {
	Complete bool     // what is not in the file ends
	SkipBad  bool     // rows that are wrong are left out; otherwise one stops all
	Today    day.Date // what is new begins today unless the file says otherwise
}

// Did is what happens to a unit or a person.
type Did string

const (
	Created  Did = "created"
	Changed  Did = "changed"
	Moved    Did = "moved" // a unit to another parent, a person to other units
	Ended    Did = "ended"
	Reopened Did = "reopened"
)

// Dids are all of them in the order people read them.
func Dids() []Did { return []Did{Created, Changed, Moved, Ended, Reopened} }

// Step is one thing an import does to one unit or person.
type Step struct {
	Sort   Sort     `json:"sort"`
	Did    Did      `json:"did"`
	ID     string   `json:"id"` // the file's
	Name   string   `json:"name"`
	Line   int      `json:"line"` // 0 for what is not in the file
	Before string   `json:"before,omitempty"`
	After  string   `json:"after,omitempty"`
	Beside string   `json:"beside,omitempty"`  // of a unit that comes to lie at the top: another one there
	Column []Column `json:"columns,omitempty"` // what changes
}

// Plan is what an import would do: what a dry run shows, and what is then written.
type Plan struct {
	Rows    int      `json:"rows"`
	Bad     []BadRow `json:"bad"`
	Ignored []string `json:"ignored"` // headings we do not know
	Steps   []Step   `json:"steps"`
	Same    int      `json:"unchanged"` // rows that say what already is

	units       []Unit
	people      []Person
	memberships []Membership
	freed       []id.Of[Person] // whose address somebody else gets: it is let go first
}

// Count gives how many units or people something happens to.
func (p Plan) Count(sort Sort, did Did) int {
	n := 0
	for _, s := range p.Steps {
		if s.Sort == sort && s.Did == did {
			n++
		}
	}
	return n
}

// Writes tells how many records the import would write.
func (p Plan) Writes() int { return len(p.units) + len(p.people) + len(p.memberships) }

// planner is a plan on its way: the rows that are still good, and what they refer to.
type planner struct {
	opt   Options
	newID func() string
	was   Standing
	plan  Plan

	units    map[string]*Unit // by the file's id, as they stand
	people   map[string]*Person
	unitByID map[id.Of[Unit]]*Unit
	works    map[id.Of[Person]][]Membership

	unitRows   map[string]*unitRow
	personRows map[string]*personRow
	order      []*unitRow
	staff      []*personRow
	looked     bool              // references have been looked at
	shared     bool              // addresses have been shared out
	stays      map[string]bool   // absent units that cannot end
	owner      map[string]string // who has an address afterwards, by personKey
}

type unitRow struct {
	row            *Row
	id, name, kind string
	parent, leader string
	from, to       day.Date
	bad            bool
	unit           Unit // as it will be
}

type personRow struct {
	row                         *Row
	id, name, email, profession string
	units                       []string
	from, to                    day.Date
	bad                         bool
	person                      Person // as it will be
}

// mostPasses is how often a file is looked through again because a row fell that others
// lean on; honest files need three or four.
const mostPasses = 100

// MakePlan works out what a file would do to the organisation as it stands. Every row
// that cannot be taken in is told with its line, column and reason; what depends on such
// a row cannot be taken in either. newID gives ids for what is new.
func MakePlan(was Standing, file File, opt Options, newID func() string) Plan {
	p := planner{opt: opt, newID: newID, was: was, stays: map[string]bool{}}
	p.plan = Plan{Rows: len(file.Rows) + len(file.Bad), Ignored: file.Ignored, Bad: slices.Clone(file.Bad)}
	p.index()
	p.understand(file.Rows)
	for before, pass := -1, 0; before != len(p.plan.Bad) && pass < mostPasses; pass++ {
		before = len(p.plan.Bad)
		p.checkReferences()
		p.checkCycles()
		p.checkEnds()
		p.checkAddresses()
	}
	p.settlePeople()
	p.settleUnits()
	p.settleMemberships()
	slices.SortStableFunc(p.plan.Steps, func(a, b Step) int { return cmp.Compare(a.Sort, b.Sort) }) // units first
	slices.SortStableFunc(p.plan.Bad, func(a, b BadRow) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Line, b.Line))
	})
	return p.plan
}

func (p *planner) index() {
	p.units, p.people = map[string]*Unit{}, make(map[string]*Person, len(p.was.People))
	p.unitByID, p.works = map[id.Of[Unit]]*Unit{}, map[id.Of[Person]][]Membership{}
	for i := range p.was.Units {
		u := &p.was.Units[i]
		p.unitByID[u.ID] = u
		if u.External != "" {
			p.units[u.External] = u
		}
	}
	for i := range p.was.People {
		if x := &p.was.People[i]; x.External != "" {
			p.people[x.External] = x
		}
	}
	for _, m := range p.was.Memberships {
		p.works[m.Person] = append(p.works[m.Person], m)
	}
}

func (p *planner) bad(r *Row, c Column, code fault.Code, args ...any) {
	name, value := personal.Mask(r.cell(ColumnName)), personal.Mask(r.cell(c))
	if c == ColumnEmail && !hasCPR(r.cell(c)) { // an address belongs in its own column, and is what must be mended
		value = r.cell(c)
	}
	if c == ColumnName {
		value = name
	}
	p.plan.Bad = append(p.plan.Bad, BadRow{Sheet: r.Sheet, Line: r.Line, Column: c, Name: name, Value: value, Code: code, Args: args})
}

// understand reads every row on its own.
func (p *planner) understand(rows []Row) {
	p.unitRows, p.personRows = map[string]*unitRow{}, make(map[string]*personRow, len(rows))
	for i := range rows {
		switch r := &rows[i]; strings.ToLower(r.cell(ColumnType)) {
		case string(UnitRow):
			p.understandUnit(r)
		case string(PersonRow):
			p.understandPerson(r)
		case "":
			p.bad(r, ColumnType, "required")
		default:
			p.bad(r, ColumnType, "type-unknown")
		}
	}
}

func (p *planner) understandUnit(r *Row) {
	u := &unitRow{row: r, id: r.cell(ColumnID), name: r.cell(ColumnName), kind: KindOf(r.cell(ColumnKind)), parent: r.cell(ColumnParent), leader: r.cell(ColumnLeader)}
	before := len(p.plan.Bad)
	p.checkID(r, u.id)
	p.checkCell(r, ColumnName, MostName, true)
	p.checkCell(r, ColumnKind, MostKind, false)
	u.from, u.to = p.dates(r)
	first, twice := p.unitRows[u.id]
	switch {
	case twice && first.leader != u.leader && u.leader != "" && first.leader != "":
		p.bad(r, ColumnLeader, "two-leaders", first.row.Line)
	case twice:
		p.bad(r, ColumnID, "double", first.row.Line)
	}
	if strings.ContainsAny(u.leader, "|,;/") && p.people[u.leader] == nil {
		p.bad(r, ColumnLeader, "two-leaders", r.Line)
		u.leader = "" // nobody is looked up for it
	}
	u.bad = len(p.plan.Bad) > before
	if twice || u.id == "" {
		return
	}
	p.unitRows[u.id] = u
	p.order = append(p.order, u)
}

func (p *planner) understandPerson(r *Row) {
	x := &personRow{row: r, id: r.cell(ColumnID), name: r.cell(ColumnName), email: Address(r.cell(ColumnEmail)), profession: r.cell(ColumnProfession), units: split(r.cell(ColumnUnit))}
	before := len(p.plan.Bad)
	p.checkID(r, x.id)
	if hasCPR(x.id) {
		p.bad(r, ColumnID, "has-cpr")
	}
	p.checkCell(r, ColumnName, MostName, true)
	p.checkCell(r, ColumnProfession, MostKind, false)
	if code := emailCode(x.email); code != "" {
		p.bad(r, ColumnEmail, code)
	}
	x.from, x.to = p.dates(r)
	first, twice := p.personRows[x.id]
	if twice {
		p.bad(r, ColumnID, "double", first.row.Line)
	}
	x.bad = len(p.plan.Bad) > before
	if twice || x.id == "" {
		return
	}
	p.personRows[x.id] = x
	p.staff = append(p.staff, x)
}

// split gives the ids of a cell that may hold several, as in "1204|1205".
func split(cell string) []string {
	var out []string
	for _, s := range strings.Split(cell, "|") {
		if s = clean(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (p *planner) checkID(r *Row, s string) {
	switch {
	case s == "":
		p.bad(r, ColumnID, "required")
	case len([]rune(s)) > MostID:
		p.bad(r, ColumnID, "too-long", MostID)
	}
}

// checkCell refuses what is too long or points at a person by number or address.
func (p *planner) checkCell(r *Row, c Column, most int, needed bool) {
	s := r.cell(c)
	switch {
	case s == "" && needed:
		p.bad(r, c, "required")
	case len([]rune(s)) > most:
		p.bad(r, c, "too-long", most)
	case s != "" && personal.Has(s):
		var wrong fault.Fields
		personal.Check(&wrong, string(c), s)
		for _, f := range wrong {
			p.bad(r, c, f.Code)
		}
	}
}

func (p *planner) dates(r *Row) (from, to day.Date) {
	from, err := dateOf(r.cell(ColumnFrom))
	if err != nil {
		p.bad(r, ColumnFrom, "not-a-date")
	}
	to, err = dateOf(r.cell(ColumnTo))
	if err != nil {
		p.bad(r, ColumnTo, "not-a-date")
	}
	if !to.IsZero() && to.Before(from) {
		p.bad(r, ColumnTo, "ends-before-start")
	}
	return from, to
}

// target is what a reference points at.
type target struct{ inFile, bad, stands bool }

// refer tells what is wrong with a reference to a row or to what already is.
func (p *planner) refer(r *Row, c Column, key string, to target) bool {
	switch {
	case to.inFile && !to.bad, !to.inFile && to.stands:
		return true
	case to.inFile:
		p.bad(r, c, "refers-to-bad", key)
	case c == ColumnLeader:
		p.bad(r, c, "unknown-person", key)
	default:
		p.bad(r, c, "unknown-unit", key)
	}
	return false
}

func (p *planner) unitKnown(r *Row, c Column, key string) bool {
	u, inFile := p.unitRows[key]
	return p.refer(r, c, key, target{inFile, inFile && u.bad, p.units[key] != nil})
}

// checkReferences refuses rows that point at what is nowhere, or at a row that is wrong.
func (p *planner) checkReferences() {
	again := p.looked // a row that was wrong by itself is still looked at once, so that all its mistakes are told
	p.looked = true
	for _, x := range p.staff {
		if x.bad && again {
			continue
		}
		for _, key := range x.units {
			if !p.unitKnown(x.row, ColumnUnit, key) {
				x.bad = true
			}
		}
	}
	for _, u := range p.order {
		if u.bad && again {
			continue
		}
		if u.parent != "" && !p.unitKnown(u.row, ColumnParent, u.parent) {
			u.bad = true
		}
		if u.leader != "" {
			x, inFile := p.personRows[u.leader]
			if !p.refer(u.row, ColumnLeader, u.leader, target{inFile, inFile && x.bad, p.people[u.leader] != nil}) {
				u.bad = true
			}
		}
	}
}

// parentOf gives the file's id of the unit above, as it will be, and whether that is
// known by a file's id at all.
func (p *planner) parentOf(key string) string {
	if u, ok := p.unitRows[key]; ok && !u.bad && u.row.says(ColumnParent) {
		return u.parent
	}
	if u := p.units[key]; u != nil {
		return p.external(u.Parent)
	}
	return ""
}

// external gives the file's id of a standing unit; its own id where it has none.
func (p *planner) external(unit id.Of[Unit]) string {
	u := p.unitByID[unit]
	switch {
	case u == nil:
		return ""
	case u.External == "":
		return "\x00" + string(unit)
	}
	return u.External
}

// above gives the parent's key for any key, also that of a unit no file knows.
func (p *planner) above(key string) string {
	if own, found := strings.CutPrefix(key, "\x00"); found {
		return p.external(p.unitByID[id.Of[Unit](own)].Parent)
	}
	return p.parentOf(key)
}

// checkCycles refuses units that would lie under themselves, or too deep. Every unit is
// walked over once: depth holds what is known, 1 at the top and -1 in or under a circle.
func (p *planner) checkCycles() {
	depth, walk := map[string]int{}, map[string]int{}
	var wrong []string
	for n, u := range p.order {
		var path []string
		key := u.id
		for key != "" && depth[key] == 0 && walk[key] != n+1 {
			walk[key] = n + 1
			path = append(path, key)
			key = p.above(key)
		}
		base := depth[key]
		if key != "" && base == 0 {
			base = -1
			wrong = append(wrong, path[slices.Index(path, key):]...)
		}
		for i, k := range slices.Backward(path) {
			if depth[k] = -1; base >= 0 {
				depth[k] = base + len(path) - i
			}
		}
	}
	p.refuse(wrong, "cycle")
	p.refuse(slices.DeleteFunc(slices.Collect(maps.Keys(depth)), func(k string) bool { return depth[k] > 0 }), "refers-to-bad", "")
	p.refuse(slices.DeleteFunc(slices.Collect(maps.Keys(depth)), func(k string) bool { return depth[k] <= MostDepth }), "too-deep", MostDepth)
}

// refuse marks those of the units that are good rows of the file.
func (p *planner) refuse(keys []string, code fault.Code, args ...any) {
	for _, key := range keys {
		if u := p.unitRows[key]; u != nil && !u.bad {
			p.bad(u.row, ColumnParent, code, args...)
			u.bad = true
		}
	}
}
