// Package access answers one question in one place: may this actor do this here?
//
// The rules are the table in rules.go: for an action, which role may do it in which
// situation. Can decides for one loaded object; Where writes the same rules as a SQL
// condition for lists. A property test holds the two together, and a golden file shows
// the table to an auditor. What you may not see is "not found", never "forbidden".
package access

import (
	"slices"
	"strconv"
	"strings"
)

// Role is what a person is trusted with; the names are the ones people meet.
type Role string

const (
	Administrator Role = "systemadministrator" // runs the installation; reads no conversation
	Consultant    Role = "hr_konsulent"        // facilitates and pushes, in the whole municipality
	AreaHead      Role = "omraadechef"         // leads an area: a unit and all below it
	Leader        Role = "leder"               // leads a unit and those below it
	Coordinator   Role = "tovholder"           // keeps the practical things together in a unit
	Facilitator   Role = "facilitator"         // may run dialogues in a unit and below
	Employee      Role = "medarbejder"         // everybody who works here
	MEDMember     Role = "med_medlem"          // sits in the MED committee of a unit
	Politician    Role = "politiker"           // council member: reads, and writes the formal side
	Auditor       Role = "revisor"             // reads the change log
)

// Roles are all roles in the order people read them.
func Roles() []Role {
	return []Role{Administrator, Consultant, AreaHead, Leader, Coordinator, Facilitator, Employee, MEDMember, Politician, Auditor}
}

// ParseRole finds a role by its name.
func ParseRole(s string) (Role, bool) {
	for _, r := range Roles() {
		if string(r) == s {
			return r, true
		}
	}
	return "", false
}

// Grant is a role held at a unit; Unit is the unit's path ("/a/b/"), and "/" is the
// whole municipality.
type Grant struct {
	Role Role
	Unit string
}

// Actor is who asks. The zero Actor is nobody: a citizen without an account.
type Actor struct {
	Municipality string
	Person       string // id of the signed-in person
	Token        string // id of the API token, when it is not a person at a screen
	Grants       []Grant
	Units        []string // paths of the units this person works in
	Dialogue     string   // the dialogue a participant is in
	Participant  string
	Program      bool // the product itself: jobs, the command line, the demo loader
}

// SignedIn tells that this is somebody with an account.
func (a Actor) SignedIn() bool { return a.Person != "" || a.Token != "" }

// Holds tells whether the actor has the role anywhere.
func (a Actor) Holds(r Role) bool {
	for _, g := range a.Grants {
		if g.Role == r {
			return true
		}
	}
	return false
}

// Anonymous is anybody at the door of a municipality.
func Anonymous(municipality string) Actor { return Actor{Municipality: municipality} }

// Program is the product acting on its own in a municipality.
func Program(municipality string) Actor { return Actor{Municipality: municipality, Program: true} }

// Object is what an action is about: only what the rules need to know of it.
type Object struct {
	Municipality string
	Unit         string   // path of the unit it belongs to; empty when it belongs to none
	Published    bool     // citizens may see it
	Adopted      bool     // in force: colleagues may see it
	Owner        string   // the person whose own it is
	Facilitators []string // who runs this dialogue
	Dialogue     string   // id of the dialogue it belongs to
}

// Can tells whether the actor may do the action with the object.
func Can(a Actor, do Action, o Object) bool {
	if a.Municipality == "" || a.Municipality != o.Municipality {
		return false
	}
	if a.Program {
		return true
	}
	for _, r := range rules[do] {
		if r.holds(a, o) {
			return true
		}
	}
	return false
}

// May tells whether the actor may do the action somewhere at all: what a menu asks.
func May(a Actor, do Action) bool {
	if a.Program {
		return true
	}
	for _, r := range rules[do] {
		switch {
		case r.role == anybody && (r.when == always || r.when == published):
			return true
		case r.role == anybody && r.when == takesPart:
			if a.Dialogue != "" {
				return true
			}
		case r.role == anybody:
			if a.SignedIn() {
				return true
			}
		case a.Holds(r.role):
			return true
		}
	}
	return false
}

func (r rule) holds(a Actor, o Object) bool {
	if r.role == anybody {
		return r.when.about(a, o)
	}
	for _, g := range a.Grants {
		if g.Role != r.role {
			continue
		}
		if r.when == within {
			if o.Unit != "" && strings.HasPrefix(o.Unit, g.Unit) {
				return true
			}
			continue
		}
		if r.when.about(a, o) {
			return true
		}
	}
	return false
}

func (s situation) about(a Actor, o Object) bool {
	switch s {
	case always:
		return true
	case published:
		return o.Published
	case signedIn:
		return a.SignedIn()
	case adopted:
		return a.SignedIn() && o.Adopted
	case member:
		return a.Person != "" && o.Unit != "" && slices.Contains(a.Units, o.Unit)
	case own:
		return a.Person != "" && o.Owner == a.Person
	case facilitates:
		return a.Person != "" && slices.Contains(o.Facilitators, a.Person) || a.Token != "" && slices.Contains(o.Facilitators, a.Token)
	case takesPart:
		return a.Dialogue != "" && a.Dialogue == o.Dialogue
	}
	return false
}

// Columns names, for Where, the SQL expressions that hold what Object holds. An empty
// one means that no row has it. Facilitator is a condition with one %s for the actor's
// place, such as EXISTS (… AND f.person = %s).
type Columns struct {
	Unit        string // TEXT path
	Published   string // BOOLEAN
	Adopted     string // BOOLEAN
	Owner       string // TEXT person id
	Facilitator string
	Dialogue    string // TEXT dialogue id
}

// Where gives the rows for which Can holds, as a condition whose places begin at
// $from, and its arguments. The municipality is the query's own $1.
func Where(a Actor, do Action, c Columns, from int) (string, []any) {
	if a.Program {
		return "1 = 1", nil
	}
	if a.Municipality == "" {
		return "1 = 0", nil
	}
	w := &where{from: from}
	for _, r := range rules[do] {
		w.rule(a, r, c)
	}
	if len(w.or) == 0 {
		return "1 = 0", nil
	}
	return "(" + strings.Join(w.or, " OR ") + ")", w.args
}

type where struct {
	from int
	or   []string
	args []any
}

func (w *where) place(v any) string {
	w.args = append(w.args, v)
	return "$" + strconv.Itoa(w.from+len(w.args)-1)
}

func (w *where) add(condition string) { w.or = append(w.or, condition) }

func (w *where) rule(a Actor, r rule, c Columns) {
	if r.role != anybody && r.when == within {
		if c.Unit == "" {
			return
		}
		for _, g := range a.Grants {
			if g.Role == r.role {
				w.add(c.Unit + " LIKE " + w.place(g.Unit+"%"))
			}
		}
		return
	}
	if r.role == anybody || a.Holds(r.role) {
		w.situation(a, r.when, c)
	}
}

func (w *where) situation(a Actor, s situation, c Columns) {
	switch {
	case s == always, s == signedIn && a.SignedIn():
		w.add("1 = 1")
	case s == published && c.Published != "":
		w.add(c.Published)
	case s == adopted && a.SignedIn() && c.Adopted != "":
		w.add(c.Adopted)
	case s == member && a.Person != "" && c.Unit != "":
		for _, u := range a.Units {
			w.add(c.Unit + " = " + w.place(u))
		}
	case s == own && a.Person != "" && c.Owner != "":
		w.add(c.Owner + " = " + w.place(a.Person))
	case s == facilitates && a.SignedIn() && c.Facilitator != "":
		who := a.Person
		if who == "" {
			who = a.Token
		}
		w.add(strings.ReplaceAll(c.Facilitator, "%s", w.place(who)))
	case s == takesPart && a.Dialogue != "" && c.Dialogue != "":
		w.add(c.Dialogue + " = " + w.place(a.Dialogue))
	}
}
