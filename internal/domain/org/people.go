package org

import (
	"context"
	"slices"
	"strings"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
	"kernehus/internal/kernel/text"
)

// Roster is a page of those who work in a unit, and where the next page begins.
type Roster struct {
	People []Person
	Next   string
}

// People gives those who work in exactly this unit, by name.
//
// Faults: NotFound; Forbidden for who may not know who works there.
func (s Service) People(ctx context.Context, actor access.Actor, unit id.Of[Unit], from string, limit int) (Roster, error) {
	var r Roster
	limit = page(limit)
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		if _, err := loadFor(tx, access.PersonRead, unit); err != nil {
			return err
		}
		var err error
		r.People, err = people(tx, unit, parseAfter(from), limit+1)
		return err
	})
	if len(r.People) > limit {
		r.People = r.People[:limit]
		last := r.People[limit-1]
		r.Next = after{last.SortKey, last.ID.String()}.String()
	}
	return r, err
}

// Staff is what everybody with an account may know of who works in a unit and below.
type Staff struct {
	People      int
	Professions []Profession
	Leader      Person // the nearest leader; the zero Person when there is none
}

// Staff counts who works in a unit and below it, by profession.
func (s Service) Staff(ctx context.Context, actor access.Actor, unit id.Of[Unit]) (Staff, error) {
	var out Staff
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		u, err := loadFor(tx, access.UnitRead, unit)
		if err != nil {
			return err
		}
		out, err = staffOf(tx, u.Path)
		return err
	})
	return out, err
}

// seen tells whether the actor may know about a person: themselves, or one who works
// where the actor may know who works.
func seen(tx *db.Tx, person id.Of[Person]) (bool, error) {
	actor := tx.Actor()
	if actor.Person == person.String() || access.Can(actor, access.PersonRead, access.Object{Municipality: tx.Municipality, Unit: "/"}) {
		return true, nil
	}
	paths, err := MembershipPaths(tx, person)
	return slices.ContainsFunc(paths, func(path string) bool {
		return access.Can(actor, access.PersonRead, access.Object{Municipality: tx.Municipality, Unit: path})
	}), err
}

// Person gives one person.
//
// Faults: NotFound, also for who may not know about them.
func (s Service) Person(ctx context.Context, actor access.Actor, person id.Of[Person]) (Person, error) {
	var p Person
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		ok, err := seen(tx, person)
		if err != nil {
			return err
		}
		if !ok {
			return fault.Missing()
		}
		p, err = LoadPerson(tx, person)
		return err
	})
	return p, err
}

// UnitsOf gives the units a person works in, by name.
//
// Faults: NotFound, also for who may not know about them.
func (s Service) UnitsOf(ctx context.Context, actor access.Actor, person id.Of[Person]) ([]Unit, error) {
	var out []Unit
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		ok, err := seen(tx, person)
		if err != nil {
			return err
		}
		if !ok {
			return fault.Missing()
		}
		out, err = unitsOf(tx, person)
		return err
	})
	return out, err
}

// searchWords splits what somebody typed into folded words, each begun by a space.
func searchWords(q string) []string {
	words := strings.Fields(searchText(q))
	for i, w := range words {
		words[i] = " " + w
	}
	return words[:min(len(words), 5)]
}

// SearchPeople finds people by the beginnings of words in their names, for choosing a
// leader or an owner: at most 20, and only for who edits units or knows who works there.
//
// Faults: Forbidden.
func (s Service) SearchPeople(ctx context.Context, actor access.Actor, q string) ([]Person, error) {
	var out []Person
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if !access.May(actor, access.UnitEdit) && !access.May(actor, access.DialoguePlan) {
			return fault.Denied()
		}
		if words := searchWords(q); len(words) > 0 {
			out, err = searchPeople(tx, words, 20)
		}
		return err
	})
	return out, err
}

// NameOf gives a person's name to whoever may search for it.
//
// Faults: NotFound; Forbidden.
func (s Service) NameOf(ctx context.Context, actor access.Actor, person id.Of[Person]) (string, error) {
	var p Person
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if !access.May(actor, access.UnitEdit) && !access.May(actor, access.DialoguePlan) {
			return fault.Denied()
		}
		p, err = LoadPerson(tx, person)
		return err
	})
	return p.Name, err
}

// MayTop tells whether somebody may put units at the top of the tree.
func (s Service) MayTop(actor access.Actor) bool {
	return access.Can(actor, access.UnitEdit, access.Object{Municipality: actor.Municipality, Unit: "/"})
}

// NewPerson writes a person inside the caller's own transaction; who may is the caller's
// to check.
//
// Faults: Invalid; Conflict "already-taken" for an address or external id in use.
func NewPerson(tx *db.Tx, in PersonInput) (Person, error) {
	in, err := in.checked()
	if err != nil {
		return Person{}, err
	}
	p := Person{ID: id.Of[Person](tx.NewID()), From: in.From}
	if p.From.IsZero() {
		p.From = today(tx)
	}
	p = p.written(in, text.SortKey(in.Name))
	return p, db.Put(tx, &p)
}

// EditPerson writes what changed about a person inside the caller's own transaction; who
// may is the caller's to check.
//
// Faults: NotFound; Invalid; Conflict "changed-meanwhile", "already-taken".
func EditPerson(tx *db.Tx, person id.Of[Person], in PersonInput) (Person, error) {
	p, err := LoadPerson(tx, person)
	if err != nil {
		return p, err
	}
	if p.Version != in.Version {
		return p, fault.Stale()
	}
	if in, err = in.checked(); err != nil {
		return p, err
	}
	if !in.From.IsZero() {
		p.From = in.From
	}
	p = p.written(in, text.SortKey(in.Name))
	return p, db.Put(tx, &p)
}

// EndPerson gives a person their last day inside the caller's own transaction. An empty
// last day ends it at once; memberships count only while the person does.
func EndPerson(tx *db.Tx, person id.Of[Person], in EndInput) (Person, error) {
	p, err := LoadPerson(tx, person)
	if err != nil {
		return p, err
	}
	if p.Version != in.Version {
		return p, fault.Stale()
	}
	p.To = in.last(tx)
	if err := db.Put(tx, &p); err != nil {
		return p, err
	}
	return p, left(tx, p)
}

// LeftKind is the job that follows when people leave, or can no longer sign in: it looks
// for all who have left, and takes away what was theirs alone.
const LeftKind = "person.left"

// left has the job done the day after each last day.
func left(tx *db.Tx, people ...Person) error {
	known := map[time.Time]bool{}
	for _, p := range people {
		if p.To.IsZero() {
			continue
		}
		at := p.To.AddDays(1).Time()
		if at.Before(tx.Now()) {
			at = tx.Now()
		}
		if known[at] {
			continue
		}
		known[at] = true
		if err := job.Enqueue(tx, LeftKind, struct{}{}, at); err != nil {
			return err
		}
	}
	return nil
}

// Join makes a person a member of a unit from today, inside the caller's own
// transaction; who may is the caller's to check. Who is a member already stays one.
func Join(tx *db.Tx, person id.Of[Person], unit id.Of[Unit]) (Membership, error) {
	m, found, err := membership(tx, person, unit)
	if err != nil || found {
		return m, err
	}
	m = Membership{ID: id.Of[Membership](tx.NewID()), Person: person, Unit: unit, From: today(tx)}
	return m, db.Put(tx, &m)
}

// Leave ends a person's membership of a unit at once, inside the caller's own
// transaction.
func Leave(tx *db.Tx, person id.Of[Person], unit id.Of[Unit]) error {
	m, found, err := membership(tx, person, unit)
	if err != nil || !found {
		return err
	}
	m.To = today(tx).AddDays(-1)
	return db.Put(tx, &m)
}

// AddMember lets who edits a unit take a person in.
//
// Faults: NotFound; Forbidden.
func (s Service) AddMember(ctx context.Context, actor access.Actor, unit id.Of[Unit], person id.Of[Person]) error {
	return s.DB.Change(ctx, actor, access.UnitEdit, func(tx *db.Tx) error {
		if _, err := loadFor(tx, access.UnitEdit, unit); err != nil {
			return err
		}
		if _, err := LoadPerson(tx, person); err != nil {
			return err
		}
		_, err := Join(tx, person, unit)
		return err
	})
}

// RemoveMember lets who edits a unit end a membership at once.
//
// Faults: NotFound; Forbidden.
func (s Service) RemoveMember(ctx context.Context, actor access.Actor, unit id.Of[Unit], person id.Of[Person]) error {
	return s.DB.Change(ctx, actor, access.UnitEdit, func(tx *db.Tx) error {
		if _, err := loadFor(tx, access.UnitEdit, unit); err != nil {
			return err
		}
		return Leave(tx, person, unit)
	})
}

// Look is everything the page of a unit shows, for one reader.
type Look struct {
	Unit         Unit
	Chain        []Unit // from the top down, this unit last
	Children     []Unit
	Next         string // where more children begin
	Staff        Staff
	LeaderAbove  bool // the leader leads a unit above, not this one
	MayEdit      bool
	MayPlan      bool // a conversation
	MayWrite     bool // a core task
	MaySeePeople bool
	Member       bool // the reader works in exactly this unit
}

// Look gives what a reader may see of a unit. Professions that few have are left out for
// those who may not know who works there.
//
// Faults: NotFound.
func (s Service) Look(ctx context.Context, actor access.Actor, unit id.Of[Unit], from string) (Look, error) {
	var l Look
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		u, err := loadFor(tx, access.UnitRead, unit)
		if err != nil {
			return err
		}
		l = lookFor(tx, u)
		if l.Chain, err = LoadChain(tx, u.Path); err != nil {
			return err
		}
		if l.Children, err = children(tx, u.ID, parseAfter(from), 101); err != nil {
			return err
		}
		if len(l.Children) > 100 {
			l.Children = l.Children[:100]
			l.Next = after{l.Children[99].SortKey, l.Children[99].ID.String()}.String()
		}
		l.Staff, err = staffOf(tx, u.Path)
		l.LeaderAbove = u.Leader != l.Staff.Leader.ID
		if !l.MaySeePeople {
			l.Staff.Professions = slices.DeleteFunc(l.Staff.Professions, func(p Profession) bool { return p.People < fewest })
		}
		return err
	})
	return l, err
}

// fewest is how many must share a profession before everybody may read how many they are.
const fewest = 5

func lookFor(tx *db.Tx, u Unit) Look {
	o := u.Object(tx.Municipality)
	return Look{
		Unit:         u,
		MayEdit:      access.Can(tx.Actor(), access.UnitEdit, o),
		MayPlan:      access.Can(tx.Actor(), access.DialoguePlan, o),
		MayWrite:     access.Can(tx.Actor(), access.CoreTaskEdit, o),
		MaySeePeople: access.Can(tx.Actor(), access.PersonRead, o),
		Member:       slices.Contains(tx.Actor().Units, u.Path),
	}
}

func staffOf(tx *db.Tx, path string) (out Staff, err error) {
	all, err := working(tx, path)
	if err != nil {
		return out, err
	}
	for _, t := range all {
		out.People += t.People
	}
	out.Professions = named(all)
	out.Leader, _, err = LeaderOf(tx, path)
	return out, err
}

// ProfessionsOf gives the professions of those who work in a unit or below it, the
// largest first, by name where they are equal.
func ProfessionsOf(tx *db.Tx, unitPath string) ([]Profession, error) {
	all, err := working(tx, unitPath)
	return named(all), err
}

// working counts who works in a place. Of a whole municipality it is much to count, and asked
// for by every phone at the door; it changes when a unit, a membership or a person does.
func working(tx *db.Tx, path string) ([]trade, error) {
	ids := PathIDs(path)
	if len(ids) == 0 {
		return nil, nil
	}
	unit := ids[len(ids)-1]
	return db.Remembered(tx, "working "+unit.String()+" "+string(today(tx)), []string{"unit", "person"}, func() ([]trade, error) { return trades(tx, unit) })
}

// named leaves out those without a profession.
func named(all []trade) []Profession {
	var out []Profession
	for _, t := range all {
		if t.Name != "" {
			out = append(out, Profession(t))
		}
	}
	return out[:min(len(out), mostProfessions)]
}

// mostProfessions is how many professions are told of in one place.
const mostProfessions = 200

// mostColleagues is how many people are offered when somebody is to be chosen among them.
const mostColleagues = 400

// Colleagues gives those who work in a unit or below it, and those who lead there, by name:
// for choosing who facilitates, and who is asked to take something on. Nobody, for who may
// neither know who works there nor plan a conversation there.
func (s Service) Colleagues(ctx context.Context, actor access.Actor, unit id.Of[Unit]) ([]Person, error) {
	var out []Person
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		u, err := loadFor(tx, access.UnitRead, unit)
		if err != nil {
			return err
		}
		o := u.Object(tx.Municipality)
		if access.Can(actor, access.PersonRead, o) || access.Can(actor, access.DialoguePlan, o) {
			out, err = colleagues(tx, u.Path, mostColleagues)
		}
		return err
	})
	return out, err
}

// Named gives the people of some ids, for pages that say who facilitates: to everybody
// with an account.
func (s Service) Named(ctx context.Context, actor access.Actor, people []id.Of[Person]) ([]Person, error) {
	var out []Person
	if !actor.SignedIn() {
		return nil, nil
	}
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = LoadPeople(tx, people)
		return err
	})
	return out, err
}
