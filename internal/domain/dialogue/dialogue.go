// Package dialogue is a facilitated conversation: its plan, who facilitates it, what each
// of the people in it may do and see, and what comes of it.
//
// What it is made of are words of their own: package room is the state machine, the door,
// who sits with whom and who sees what; card what people write and where it lies;
// agreement what they take on. Here dialogue.go has the plan and its rules, view.go what
// screens are drawn from, result.go what is frozen at the close: all of them pure. The use
// cases stand in service.go (planning), service_room.go (steering), service_guest.go (the
// phones), service_board.go (the cards), service_result.go (the close and the minutes).
// The plan, the state and everything a facilitator places are kept records; what
// participants write are facts of which one row each is kept per id made on their device.
package dialogue

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/plain"
	"kernehus/internal/kernel/text"
)

// Dialogue is one conversation that is planned, held or closed.
type Dialogue struct {
	ID       id.Of[Dialogue] `db:"id"`
	Version  int64           `db:"version"`
	Unit     string          `db:"unit"`           // id.Of[org.Unit]
	CoreTask string          `db:"core_task,null"` // id.Of[coretask.Task]; empty for none
	Title    string          `db:"title,private"`
	Guide    string          `db:"guide"`     // id in the guide files
	GuideSum string          `db:"guide_sum"` // which text of the guide it was planned with
	Variant  string          `db:"variant"`
	Language text.Lang       `db:"language"` // the room's; people may read in their own
	Plan     Plan            `db:"plan,json"`
	Officer  string          `db:"case_officer,private"`
	State    room.State      `db:"state,json"`
	Phase    room.Phase      `db:"phase"` // as in State, for lists
	HeldOn   day.Date        `db:"held_on"`
	Code     string          `db:"code,private"`   // join code without the hyphen
	Screen   string          `db:"screen,private"` // secret of the projector's link
	Seed     int64           `db:"seed"`
	Closed   time.Time       `db:"closed_at"`
}

// Organiser is who arranges a dialogue.
type Organiser string

const (
	ByLeaderHere Organiser = "leder"
	ByMED        Organiser = "med"
)

// Plan is what is decided before people meet.
type Plan struct {
	Starts     time.Time     `json:"starts,omitzero"`
	Place      string        `json:"place,omitempty"`
	Expected   int           `json:"expected,omitempty"` // people; 0 where nobody knows
	Tables     int           `json:"tables,omitempty"`   // table groups; 0 follows from Expected
	InParts    bool          `json:"in_parts,omitempty"` // held in parts; steps may stay open for days
	Organiser  Organiser     `json:"organiser,omitempty"`
	MEDOn      day.Date      `json:"med_on,omitempty"` // discussed with MED or TRIO on this day
	Hosts      []string      `json:"hosts,omitempty"`  // co-hosts by role (tr, amr), never by union or name
	Heard      []room.Actor  `json:"heard,omitempty"`  // boards and councils that should be heard
	Sits       room.Division `json:"sits,omitempty"`   // how the tables are made: AtTables, BySide, ByRole, ByProfession, MixedTogether
	CaseNumber string        `json:"case_number,omitempty"`
	Also       string        `json:"also,omitempty"` // others who should be heard, in free words
}

// HostRoles are the roles of co-hosts one can name in a plan.
func HostRoles() []string { return []string{"tr", "amr", "med_naestformand"} }

// What a plan may hold.
const (
	MostTitle    = 160
	MostPlace    = 160
	MostExpected = 10000
	MostName     = 60
	MostCase     = 60
)

// PlanInput is what people write when they plan. Version is the one they saw; 0 for new.
type PlanInput struct {
	Version  int64
	Unit     string
	CoreTask string
	Title    string
	Guide    string
	Variant  string
	Language text.Lang
	Officer  string // case officer: a name only where the municipality puts it on its papers
	HeldOn   day.Date
	Plan     Plan
}

// checked gives the input tidied, or what is wrong with it field by field: unit, title,
// guide, variant, language, expected, tables, organiser, hosts, heard, also, case_number,
// place, case_officer.
func (in PlanInput) checked(g guide.Guide, known bool) (PlanInput, error) {
	var wrong fault.Fields
	in.Title, in.Officer = plain.Line(in.Title), plain.Line(in.Officer)
	in.Plan.Place, in.Plan.CaseNumber, in.Plan.Also = plain.Line(in.Plan.Place), plain.Line(in.Plan.CaseNumber), plain.Line(in.Plan.Also)
	if in.Unit == "" {
		wrong.Add("unit", "choose")
	}
	if in.Title == "" {
		wrong.Add("title", "required")
	}
	checkLine(&wrong, "title", in.Title, MostTitle)
	checkLine(&wrong, "place", in.Plan.Place, MostPlace)
	checkLine(&wrong, "also", in.Plan.Also, MostPlace)
	checkLine(&wrong, "case_officer", in.Officer, MostTitle)
	checkLine(&wrong, "case_number", in.Plan.CaseNumber, MostCase)
	in.checkGuide(&wrong, g, known)
	in.checkChoices(&wrong)
	if in.Language == "" {
		in.Language = text.Danish
	}
	return in, wrong.Err()
}

func (in PlanInput) checkGuide(wrong *fault.Fields, g guide.Guide, known bool) {
	if !known {
		wrong.Add("guide", "choose")
		return
	}
	if _, ok := g.Variant(in.Variant); !ok {
		wrong.Add("variant", "choose")
	}
}

func (in PlanInput) checkChoices(wrong *fault.Fields) {
	p := in.Plan
	if in.Language != "" && in.Language != text.Danish && in.Language != text.English {
		wrong.Add("language", "choose")
	}
	if p.Expected < 0 || p.Expected > MostExpected {
		wrong.Add("expected", "range", 0, MostExpected)
	}
	if p.Tables < 0 || p.Tables > room.MostTables {
		wrong.Add("tables", "range", 0, room.MostTables)
	}
	if p.Organiser != "" && p.Organiser != ByLeaderHere && p.Organiser != ByMED {
		wrong.Add("organiser", "choose")
	}
	switch p.Sits {
	case room.Together, room.AtTables, room.BySide, room.ByRole, room.ByProfession, room.MixedTogether:
	default:
		wrong.Add("sits", "choose")
	}
	for _, h := range p.Hosts {
		if !slices.Contains(HostRoles(), h) {
			wrong.Add("hosts", "choose")
		}
	}
	for _, a := range p.Heard {
		if !a.Known() {
			wrong.Add("heard", "choose")
		}
	}
}

func checkLine(wrong *fault.Fields, field, s string, most int) {
	if utf8.RuneCountInString(s) > most {
		wrong.Add(field, "too-long", most)
	}
	if !plain.Is(s) {
		wrong.Add(field, "unseen-signs")
	}
	personal.Check(wrong, field, s)
}

// Tables is how many table groups a dialogue begins with.
func (d Dialogue) Tables(g guide.Guide) int {
	if d.Plan.Tables > 0 {
		return d.Plan.Tables
	}
	return room.GroupsFor(g, cmp.Or(d.Plan.Expected, g.Participants.Max))
}

// division is how a step of this dialogue divides people.
func (d Dialogue) division(s guide.Step, v guide.Variant) room.Division {
	return room.DivisionIn(s, v, d.Plan.Sits)
}

// Groups is what the plan says of groups.
func (d Dialogue) Groups() room.Choice {
	return room.Choice{Variant: d.Variant, Sits: d.Plan.Sits, People: d.Plan.Expected, Groups: d.Plan.Tables}
}

// NormalCode gives a join code as it is kept: capital letters, no hyphen and no space.
func NormalCode(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ' || r == '–' || r == '\u00a0':
			return -1
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// ShowCode gives a join code as people read it: ABCDE-FGHJK.
func ShowCode(s string) string {
	if len(s) != CodeLength {
		return s
	}
	return s[:5] + "-" + s[5:]
}

// CodeLength is how many characters a join code has.
const CodeLength = 10

// isCode tells whether s can be a join code at all.
func isCode(s string) bool {
	return len(s) == CodeLength && strings.Trim(s, id.CodeAlphabet) == ""
}

// Coverage is how well a perspective is covered in the room's own judgement.
type Coverage string

const (
	Well   Coverage = "godt"
	Partly Coverage = "delvist"
	NotAt  Coverage = "slet_ikke"
)

// Coverages are the answers in the order they are shown.
func Coverages() []Coverage { return []Coverage{Well, Partly, NotAt} }

// isPlace tells whether a card can lie there on the overlap map.
func isPlace(place string) bool { return slices.Contains(artefact.Places(), place) }
