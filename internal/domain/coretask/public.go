package coretask

import (
	"slices"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
)

// Shown is what stands beside a text for citizens, frozen when it was published: a later
// change to a precondition or a contribution is seen first when it is published again.
type Shown struct {
	Preconditions []ShownPrecondition `json:"preconditions,omitempty"`
	Contributions []ShownContribution `json:"contributions,omitempty"`
}

// same tells that nothing differs.
func (s Shown) same(o Shown) bool {
	return slices.Equal(s.Preconditions, o.Preconditions) && slices.Equal(s.Contributions, o.Contributions)
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

// Show gives what citizens are to read of preconditions and contributions. units names
// the owners that are units.
func Show(pre []Precondition, con []Contribution, units map[id.Of[org.Unit]]string) Shown {
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
	Slug        string // where it lives now; another than was asked for has moved
	Number      int
	AdoptedOn   day.Date
	Forum       string
	UpdatedAt   time.Time // when these words, with what stands beside them, became public
	AsOf        day.Date  // the date that was asked for; empty for today
	Public      bool      // false in a preview
	UnderReview bool
	Retired     bool         // nothing but Name, Unit and Successor is then given
	Successor   *PublicPlace // of a retired task
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
	Circles     [][]PublicPlace // circles of meaning through this task, which stands first and is left out
	Disagreed   []string        // open disagreements in the words the unit has approved
	History     []PublicChange  // newest first
}

// PublicWords are the words of a version that citizens read.
type PublicWords struct {
	Name, Formulation, Purpose, TargetGroup, Citizens, Companies, Community, Why, Narrative string
	Formal, OwnRoom, Performed, Experienced                                                 string
	FormalReferences, PerformedReferences, ExperiencedReferences                            []wording.Reference
	Overlap                                                                                 wording.Overlap
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
	Number   int
	On       day.Date
	Forum    string
	Reason   string           // in the words approved for citizens
	Changes  []wording.Change // from the published one before; none for the first
	Dialogue bool             // it came from a conversation
}

// publicWords is the allow-list for a version's words.
func publicWords(w wording.Words) PublicWords {
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
	return wording.Words{Formulation: w.Formulation, Purpose: w.Purpose}.Sentence()
}

// publicHistory gives the history of versions that were published, the newest first in
// both.
func publicHistory(published []Version) []PublicChange {
	out := make([]PublicChange, len(published))
	for i, v := range published {
		c := PublicChange{Number: v.Number, On: v.AdoptedOn, Forum: v.Forum, Reason: v.PublicReason, Dialogue: v.SourceKind == FromDialogue}
		if i+1 < len(published) {
			c.Changes = wording.Changes(published[i+1].Words, v.Words)
		}
		out[i] = c
	}
	return out
}

// publicAt gives the version citizens could read at an instant.
func publicAt(published []Version, at time.Time) (Version, bool) {
	for _, v := range published {
		if !v.PublishedFrom.After(at) && (v.PublishedUntil.IsZero() || v.PublishedUntil.After(at)) {
			return v, true
		}
	}
	return Version{}, false
}

// mostCircles is how many circles of meaning a page shows.
const mostCircles = 5

// circles gives the ways that lead from a task over at most three others back to itself,
// short ones first, without the task.
func circles(task id.Of[Task], edges []edge) [][]id.Of[Task] {
	next := map[id.Of[Task]][]id.Of[Task]{}
	for _, e := range edges {
		next[e.From] = append(next[e.From], e.To)
	}
	var out [][]id.Of[Task]
	ways := [][]id.Of[Task]{{}}
	for range 4 {
		var longer [][]id.Of[Task]
		for _, w := range ways {
			last := task
			if len(w) > 0 {
				last = w[len(w)-1]
			}
			for _, to := range next[last] {
				switch {
				case to == task:
					out = append(out, w)
				case !slices.Contains(w, to):
					longer = append(longer, append(slices.Clone(w), to))
				}
			}
		}
		ways = longer[:min(len(longer), 200)]
	}
	return out[:min(len(out), mostCircles)]
}

// thread gives the main way up from a task, the top first: at each level the first task it
// interprets.
func thread(task id.Of[Task], above []kin) []kin {
	var up []kin
	for at, step := task, 0; step < mostChain; step++ {
		i := slices.IndexFunc(above, func(k kin) bool { return k.Child == at })
		if i < 0 {
			break
		}
		up = append(up, above[i])
		at = above[i].Task
	}
	slices.Reverse(up)
	return up
}
