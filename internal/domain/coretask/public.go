package coretask

import (
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
	"time"
)

// Shown is what stands beside a text for citizens, frozen when it was published: a later
// change to a precondition or a contribution is seen first when it is published again.
type Shown struct {
	Preconditions []ShownPrecondition `json:"preconditions,omitempty"`
	Contributions []ShownContribution `json:"contributions,omitempty"`
}

// ShownPrecondition is a precondition as citizens read it. Owner is a unit or a role,
// never a person.
type ShownPrecondition struct {
	ID    id.Of[Precondition] `json:"id"`
	Text  string              `json:"text"`
	Owner string              `json:"owner,omitempty"`
	State PreconditionState   `json:"state,omitempty"`
}

// ShownContribution is a profession's contribution as citizens read it.
type ShownContribution struct {
	ID         id.Of[Contribution] `json:"id"`
	Profession string              `json:"profession"`
	Gives      string              `json:"gives"`
}

// show gives what citizens are to read of preconditions and contributions. units names
// the owners that are units.
func show(pre []Precondition, con []Contribution, units map[id.Of[org.Unit]]string) Shown {
	var s Shown
	for _, p := range pre {
		if p.Ended {
			continue
		}
		owner := p.Role
		if p.Unit != "" {
			owner = units[p.Unit]
		}
		s.Preconditions = append(s.Preconditions, ShownPrecondition{ID: p.ID, Text: p.Text, Owner: owner, State: p.State})
	}
	for _, c := range con {
		if !c.Ended && c.Gives != "" {
			s.Contributions = append(s.Contributions, ShownContribution{ID: c.ID, Profession: c.Profession, Gives: c.Gives})
		}
	}
	return s
}

// PublicTask is everything a citizen may know of a core task, and nothing else: an
// allow-list, made from a published version. It holds no person and no draft.
type PublicTask struct {
	ID          id.Of[Task]
	Slug        string
	Number      int
	AdoptedOn   day.Date
	Forum       string
	UpdatedAt   time.Time // when these words became public
	UnderReview bool
	FormerNames []string
	Unit        PublicUnit
	Above       []PublicUnit // the units above, the top first
	Words       PublicWords
	Narrative   *Narrative
	Shown       Shown
	Parents     []PublicPlace // what it interprets
	Chain       []PublicPlace // the red thread upwards, the top first, without itself
	Children    []PublicPlace
	LinksOut    []PublicLink
	LinksIn     []PublicLink
	Circles     [][]PublicPlace // circles of meaning through this task
	Disagreed   []string        // open disagreements in the words the unit has approved
	History     []PublicChange  // newest first
}

// PublicWords are the words of a version that citizens read.
type PublicWords struct {
	Name, Formulation, Purpose, TargetGroup, Citizens, Companies, Community, Why, Narrative string
	Formal, OwnRoom, Performed, Experienced                                                 string
	FormalReferences, PerformedReferences, ExperiencedReferences                            []Reference
	Overlap                                                                                 Overlap
}

// PublicUnit is a unit as citizens see it.
type PublicUnit struct {
	ID    id.Of[org.Unit]
	Name  string
	Level int
}

// PublicPlace is another core task as seen from this one.
type PublicPlace struct {
	Slug     string `db:"slug"`
	Name     string `db:"name"`
	Sentence string `db:"sentence"`
	Unit     string `db:"unit_name"`
}

// PublicLink is a link to or from another public core task.
type PublicLink struct {
	Kind   LinkKind
	Reason string // empty: no reason has been given
	Other  PublicPlace
}

// PublicChange is one published version in the history.
type PublicChange struct {
	Number      int
	On          day.Date
	Forum       string
	Reason      string   // in the words approved for citizens
	Changed     []string // names of the fields that differ from the published one before
	Name        string
	Formulation string
	Before      string // the formulation before
	NameBefore  string
	Dialogue    bool // it came from a conversation
}

// publicWords is the allow-list for a version's words.
func publicWords(w Words) PublicWords {
	return PublicWords{
		Name: w.Name, Formulation: w.Formulation, Purpose: w.Purpose, TargetGroup: w.TargetGroup,
		Citizens: w.Citizens, Companies: w.Companies, Community: w.Community, Why: w.Why, Narrative: w.Narrative,
		Formal: w.Formal, OwnRoom: w.OwnRoom, Performed: w.Performed, Experienced: w.Experienced,
		FormalReferences: w.FormalReferences, PerformedReferences: w.PerformedReferences, ExperiencedReferences: w.ExperiencedReferences,
		Overlap: w.Overlap,
	}
}

// Sentence is the formulation, and the purpose until there is one.
func (w PublicWords) Sentence() string {
	return Words{Formulation: w.Formulation, Purpose: w.Purpose}.Sentence()
}
