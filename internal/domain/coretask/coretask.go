// Package coretask is the core task: what a unit is there for, and how the words for it
// live.
//
// A Task belongs to one unit. Its words stand in Versions: a leader's draft, a draft, a
// proposed text, the text in force, and the earlier ones. Adopting and publishing are two
// acts: what citizens see is a version that was both, together with what was shown when
// it was published (Shown). What belongs to the task and lives on its own - preconditions,
// contributions, disagreements, links, what it interprets - are records beside it.
package coretask

import (
	"slices"
	"strings"
	"time"

	"kernehus/internal/domain/org"
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

// Reference is what a perspective is known from: a law and its paragraph, a decision and
// who took it, or anything else with a title.
type Reference struct {
	Law       string   `json:"lov,omitempty"`
	Paragraph string   `json:"paragraf,omitempty"`
	Decision  string   `json:"beslutning,omitempty"`
	Committee string   `json:"udvalg,omitempty"`
	Title     string   `json:"titel,omitempty"`
	Date      day.Date `json:"dato,omitempty"`
}

// IsZero tells that nothing is written.
func (r Reference) IsZero() bool { return r == Reference{} }

// Overlap is what the three perspectives share, what two share, and what only one says:
// the cards people placed, never text matching (P-04, P-06).
type Overlap struct {
	Shared               []string `json:"faelles,omitempty"`
	FormalPerformed      []string `json:"formelt_og_udfoert,omitempty"`
	PerformedExperienced []string `json:"udfoert_og_oplevet,omitempty"`
	FormalExperienced    []string `json:"formelt_og_oplevet,omitempty"`
	OnlyFormal           []string `json:"kun_formelt,omitempty"`
	OnlyPerformed        []string `json:"kun_udfoert,omitempty"`
	OnlyExperienced      []string `json:"kun_oplevet,omitempty"`
}

// Places are the seven lists in order, each under its name outside Go.
func (o *Overlap) Places() []Place {
	return []Place{
		{"faelles", &o.Shared}, {"formelt_og_udfoert", &o.FormalPerformed}, {"udfoert_og_oplevet", &o.PerformedExperienced},
		{"formelt_og_oplevet", &o.FormalExperienced}, {"kun_formelt", &o.OnlyFormal}, {"kun_udfoert", &o.OnlyPerformed},
		{"kun_oplevet", &o.OnlyExperienced},
	}
}

// Place is one of the seven lists of an Overlap.
type Place struct {
	Name  string
	Cards *[]string
}

// Empty tells that nobody has placed anything.
func (o Overlap) Empty() bool {
	return !slices.ContainsFunc(o.Places(), func(p Place) bool { return len(*p.Cards) > 0 })
}

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

// Words are what a version says.
type Words struct {
	Name                  string      `db:"name"`
	Formulation           string      `db:"formulation"`
	Purpose               string      `db:"purpose"`      // the desired effect, never the activities (K-02)
	TargetGroup           string      `db:"target_group"` // whom it is for
	Citizens              string      `db:"citizens"`     // what they contribute themselves (K-09)
	Companies             string      `db:"companies"`
	Community             string      `db:"community"`
	Why                   string      `db:"why"`
	Narrative             string      `db:"narrative"` // name of the narrative it is part of (C-01)
	Formal                string      `db:"formal"`
	FormalReferences      []Reference `db:"formal_references,json"`
	OwnRoom               string      `db:"own_room"` // where the unit chooses for itself (K-20)
	Performed             string      `db:"performed"`
	PerformedReferences   []Reference `db:"performed_references,json"`
	Experienced           string      `db:"experienced"`
	ExperiencedReferences []Reference `db:"experienced_references,json"`
	Overlap               Overlap     `db:"overlap,json"`
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
	Words
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
	ShownAt        time.Time `db:"shown_at"`       // when Shown was last brought up to date
	Shown          Shown     `db:"shown,json"`     // what stood beside it when it was published
	Search         string    `db:"search,private"` // folded words of name, formulation and purpose; derived
}

// Open tells that the text is being worked on.
func (v Version) Open() bool {
	return !v.SetAside && (v.State == LeadersDraft || v.State == Draft || v.State == Proposed)
}

// WasPublic tells that citizens have been able to read it.
func (v Version) WasPublic() bool { return !v.PublishedFrom.IsZero() }

// WasInForce tells that the text has been adopted, now or earlier.
func (v Version) WasInForce() bool { return v.State == InForce || v.State == Earlier }

// Longest is how many characters each text may have.
const (
	LongestName        = 120
	LongestFormulation = 600
	LongestText        = 2000
	MostReferences     = 20
	MostCards          = 40 // in one place of the overlap
)

// Sentence is what stands as the task's own words: the formulation, and the purpose until
// there is one.
func (w Words) Sentence() string {
	if strings.TrimSpace(w.Formulation) != "" {
		return w.Formulation
	}
	return w.Purpose
}

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
