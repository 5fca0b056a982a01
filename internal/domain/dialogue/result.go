package dialogue

import (
	"strings"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
)

// Result is what a dialogue came to. Frozen at the close it is what the minutes are made
// of; it holds no participant, no name and no time finer than the day.
type Result struct {
	Dialogue      string              `json:"dialogue"`
	Title         string              `json:"title"`
	Guide         string              `json:"guide"`
	Variant       string              `json:"variant"`
	Unit          string              `json:"unit"`
	CoreTask      string              `json:"core_task,omitempty"`
	HeldOn        day.Date            `json:"held_on"`
	ClosedOn      day.Date            `json:"closed_on,omitempty"` // empty while it is held
	People        int                 `json:"people"`
	Actors        []Counted           `json:"actors"`
	Professions   []Counted           `json:"professions"`
	Artefacts     []Artefact          `json:"artefacts"`
	Coverage      map[string]Coverage `json:"coverage"`
	Disagreements []Artefact          `json:"disagreements"`
	Agreements    []agreement.View    `json:"agreements"`
	Gathered      GatheredView        `json:"gathered"`
	Headings      []card.HeadingView  `json:"headings"`
	Proposed      string              `json:"proposed_version,omitempty"` // of the core task
	NotProposed   string              `json:"not_proposed,omitempty"`     // why there is none though a text was gathered
}

// Artefact is something made in the room with where it came from.
type Artefact struct {
	ID         string         `json:"id"`
	Kind       artefact.Kind  `json:"kind"`
	Data       artefact.Data  `json:"data"`
	Late       bool           `json:"late,omitempty"`
	Provenance Provenance     `json:"provenance"`
	Place      string         `json:"place,omitempty"`
	Heading    string         `json:"heading,omitempty"`
	Marks      map[string]int `json:"marks,omitempty"`
	Draft      bool           `json:"leaders_draft,omitempty"`
	Shown      bool           `json:"shown"`
}

// Provenance says which step and group something came from, and as whom. An actor or a
// profession that too few share is MergedLabel.
type Provenance struct {
	Step       int          `json:"step"`
	Group      string       `json:"group,omitempty"`
	Actor      string       `json:"actor,omitempty"`
	Profession string       `json:"profession,omitempty"`
	Channel    card.Channel `json:"channel"`
}

// GatheredView is the gathered text with its stretches.
type GatheredView struct {
	Text   string  `json:"text"`
	Reason string  `json:"reason,omitempty"`
	Pieces []Piece `json:"pieces"`
}

// attendance is who was in the room, counted.
type attendance struct {
	actors      map[string]int
	professions map[string]int
	people      int
	least       int // the smallest group that is shown as one
}

// result gathers what a dialogue came to as an audience may see it: TheFacilitator while
// it is held, Minutes when it is frozen.
func (p lying) result(d Dialogue, g guide.Guide, there attendance, who room.Audience) Result {
	least := there.least
	r := Result{
		Dialogue: d.ID.String(), Title: d.Title, Guide: d.Guide, Variant: d.Variant, Unit: d.Unit, CoreTask: d.CoreTask, HeldOn: d.HeldOn,
		People: there.people, Actors: countLabels(there.actors, least), Professions: countLabels(there.professions, least),
		Artefacts: []Artefact{}, Disagreements: []Artefact{}, Agreements: []agreement.View{}, Coverage: map[string]Coverage{}, Headings: p.HeadingViews(),
	}
	if there.people < least { // too few to say anything of who they were
		r.Actors, r.Professions = []Counted{}, []Counted{}
	}
	x := p.Index()
	actors, professions := room.MergeLabels(there.actors, least), room.MergeLabels(there.professions, least)
	for _, in := range p.Inputs {
		s, _ := g.Step(in.Step)
		if in.Kind == artefact.Mark || !in.Sight(s.Visibility, d.State).Sees(who) {
			continue
		}
		a := artefactOf(x, in, s, d.State)
		a.Provenance = Provenance{Step: in.Step, Group: in.Group, Channel: in.Channel, Actor: actors[string(in.Actor)], Profession: professions[in.Profession]}
		r.Artefacts = append(r.Artefacts, a)
		if in.Kind == artefact.Disagreement {
			r.Disagreements = append(r.Disagreements, a)
		}
	}
	return r
}

func artefactOf(x card.Index, in card.Input, s guide.Step, st room.State) Artefact {
	c := x.Card(in, s, text.Danish) // its label is not used
	a := Artefact{ID: c.ID, Kind: in.Kind, Data: in.Data, Late: in.Late, Marks: c.Marks, Draft: c.Draft, Shown: in.Sight(s.Visibility, st).Sees(room.Anybody)}
	for _, one := range x.Placings(a.ID) { // the last step it was placed in counts
		if one.Place != "" {
			a.Place = one.Place
		}
		if one.Heading != "" {
			a.Heading = one.Heading
		}
	}
	return a
}

func (r Result) with(c []Covered, g Gathered, agreed []agreement.Agreed) Result {
	for _, one := range c {
		if one.Level != "" {
			r.Coverage[one.Perspective] = one.Level
		}
	}
	r.Gathered = GatheredView{Text: g.Text(), Reason: g.Reason, Pieces: g.Pieces}
	if r.Gathered.Pieces == nil {
		r.Gathered.Pieces = []Piece{}
	}
	for _, a := range agreed {
		if !a.Ended {
			r.Agreements = append(r.Agreements, a.View())
		}
	}
	return r
}

// Text is the gathered text as one.
func (g Gathered) Text() string {
	var parts []string
	for _, p := range g.Pieces {
		if t := strings.TrimSpace(p.Text); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// OverlapMap gives the words of the cards on each place of the overlap map.
func (r Result) OverlapMap() map[string][]string {
	out := map[string][]string{}
	for _, a := range r.Artefacts {
		if w := a.Data[a.Kind.Main()]; a.Place != "" && w != "" {
			out[a.Place] = append(out[a.Place], w)
		}
		if a.Kind == artefact.OverlapMap {
			for _, p := range artefact.Places() {
				if w := a.Data[p]; w != "" {
					out[p] = append(out[p], w)
				}
			}
		}
	}
	return out
}
