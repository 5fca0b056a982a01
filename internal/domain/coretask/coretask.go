// Package coretask is the core task: what a unit is there for, and how the words for it
// live.
//
// A Task belongs to one unit. Its words (package wording) stand in Versions: a leader's
// draft, a draft, a proposed text, the text in force, and the earlier ones. Adopting and
// publishing are two acts: what citizens see is a version that was both, together with
// what was shown when it was published (Shown). What belongs to the task and lives on its own - preconditions,
// contributions, disagreements, links, what it interprets - are records beside it.
package coretask

import (
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// TaskState says how a task lives.
type TaskState string

const (
	Active      TaskState = "aktiv"
	UnderReview TaskState = "under_revision" // the adopted text stays in force meanwhile
	Retired     TaskState = "udgaaet"
)

// Trigger is something that makes a unit take its core task up again (K-14).
type Trigger string

// The known triggers; a new council is one.
const (
	NewLaw     Trigger = "ny_lov"
	NewBudget  Trigger = "ny_budgetaftale"
	NewLeader  Trigger = "ny_leder"
	NewCouncil Trigger = "nyt_byraad"
	Result     Trigger = "maalingsresultat"
	Other      Trigger = "andet"
)

// Triggers are the known triggers in the order people read them.
func Triggers() []Trigger {
	return []Trigger{NewLaw, NewBudget, NewLeader, NewCouncil, Result, Other}
}

// Source points to what a record came from, in a later word's language: Kind is
// "dialogue" or "import".
type Source struct{ Kind, ID string }

// From is a Source as records keep it.
type From struct {
	SourceKind string `db:"source_kind"`
	SourceID   string `db:"source_id"`
}

// Source is what the record came from; the zero Source is nothing but the unit itself.
func (f From) Source() Source { return Source{f.SourceKind, f.SourceID} }

func from(s Source) From { return From{s.Kind, s.ID} }

// The kinds of source.
const (
	FromDialogue = "dialogue"
	FromImport   = "import"
)

// Task is the core task of a unit.
type Task struct {
	ID          id.Of[Task]     `db:"id"`
	Version     int64           `db:"version"`
	External    string          `db:"external_id,null"` // the id in an imported file
	Unit        id.Of[org.Unit] `db:"unit"`
	Name        string          `db:"name"` // of the text in force, or of the first draft
	SortKey     string          `db:"sort_key"`
	Slug        string          `db:"slug"`
	State       TaskState       `db:"state"`
	Successor   id.Of[Task]     `db:"successor,null"`
	StateReason string          `db:"state_reason"` // why it is under revision or retired
	RevisitBy   day.Date        `db:"revisit_by"`
	Triggers    []Trigger       `db:"triggers,json"`
	FormerNames []string        `db:"former_names,json"`
}

// State says how far a version's text has come.
type State string

const (
	LeadersDraft State = "lederudspil"
	Draft        State = "udkast"
	Proposed     State = "foreslaaet"
	InForce      State = "gaeldende"
	Earlier      State = "tidligere"
)

// Covered says how well a perspective was covered, as the room saw it (P-09).
type Covered string

const (
	CoveredWell   Covered = "godt"
	CoveredPartly Covered = "delvist"
	CoveredNot    Covered = "ikke"
)

// Coverage says it for each perspective.
type Coverage struct {
	Formal      Covered `json:"formelt,omitempty"`
	Performed   Covered `json:"udfoert,omitempty"`
	Experienced Covered `json:"oplevet,omitempty"`
}

// Version is one text of a task.
type Version struct {
	ID       id.Of[Version] `db:"id"`
	Version  int64          `db:"version"` // of the record: what a second writer is refused by
	Task     id.Of[Task]    `db:"core_task"`
	Number   int            `db:"number"` // 1, 2, 3 … within the task
	State    State          `db:"state"`
	SetAside bool           `db:"set_aside"` // a draft nobody works on any more
	SortKey  string         `db:"sort_key"`
	wording.Words
	Raw            []string  `db:"raw,json"` // sides that are a dialogue's cards line by line: nobody has written them together yet
	Coverage       Coverage  `db:"coverage,json"`
	Reason         string    `db:"reason"`        // why the text changed, for the unit
	PublicReason   string    `db:"public_reason"` // the words of it that citizens may read
	Forum          string    `db:"forum"`         // where it was adopted
	CaseNumber     string    `db:"case_number"`
	AdoptedOn      day.Date  `db:"adopted_on"`
	Attendance     string    `db:"attendance"` // who was there, by role and number
	BegunAt        time.Time `db:"begun_at"`
	ProposedAt     time.Time `db:"proposed_at"`
	AdoptedAt      time.Time `db:"adopted_at"`
	From                     // what it came from
	PublicNow      bool      `db:"public_now"`
	PublishedFrom  time.Time `db:"published_from"`
	PublishedUntil time.Time `db:"published_until"`
	ShownAt        time.Time `db:"shown_at"`   // when Shown was last brought up to date
	Shown          Shown     `db:"shown,json"` // what stood beside it when it was published
}

// Open tells that the text is being worked on.
func (v Version) Open() bool {
	return !v.SetAside && (v.State == LeadersDraft || v.State == Draft || v.State == Proposed)
}

// WasPublic tells that citizens have been able to read it.
func (v Version) WasPublic() bool { return !v.PublishedFrom.IsZero() }

// WasInForce tells that the text has been adopted, now or earlier.
func (v Version) WasInForce() bool { return v.State == InForce || v.State == Earlier }

// Narrative is the story of the place that core tasks are part of (C-01).
type Narrative struct {
	ID        id.Of[Narrative] `db:"id"`
	Version   int64            `db:"version"`
	Name      string           `db:"name"`
	Text      string           `db:"body"`
	AdoptedOn day.Date         `db:"adopted_on"`
	Forum     string           `db:"forum"`
}

// errClosed is a refusal of the right thing at the wrong time.
func errClosed(c fault.Code, args ...any) error { return fault.New(fault.Closed, c, args...) }
