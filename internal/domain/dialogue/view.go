package dialogue

import (
	"cmp"
	"slices"
	"time"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// RoomView is what everybody in a dialogue sees of where the room is. Its JSON is the
// event "step" and the answer to GET …/state.
type RoomView struct {
	Version int64      `json:"version"`
	Open    bool       `json:"open"`
	Phase   room.Phase `json:"phase"`
	Steps   int        `json:"steps"` // how many the guide has
	Step    *StepView  `json:"step"`  // the room's current one; null before the first and after the close
	// Earlier are steps the room has left in which one may still write.
	Earlier []StepView `json:"earlier,omitempty"`
	Group   *string    `json:"group"` // key of one's own group in the current step; null where nobody is in a group
	Label   string     `json:"group_label,omitempty"`

	Dialogue          id.Of[Dialogue] `json:"-"`
	Title             string          `json:"title"`
	Guide             string          `json:"-"` // the guide's title
	Door              bool            `json:"-"`
	People            int             `json:"-"` // who have come in; only for the wall, before the first step
	ByTables          bool            `json:"-"` // some step is done at the tables: it matters where one sits
	Sided             bool            `json:"-"` // the guide looks at the three sides
	LeaderFacilitates bool            `json:"-"` // a facilitator is the leader of the unit: the join page says so
}

// StepView is one step as the room sees it.
type StepView struct {
	Number     int              `json:"number"`
	Title      string           `json:"title"`
	Prompt     string           `json:"prompt"`
	Accepts    []Accepts        `json:"accepts"`
	EndsAt     *time.Time       `json:"ends_at"`
	Remaining  int              `json:"remaining_s"`
	Running    bool             `json:"running"`
	OpenUntil  *time.Time       `json:"open_until,omitempty"` // of an earlier step
	Status     room.StepStatus  `json:"status"`
	Visibility guide.Visibility `json:"visibility"`
	Who        guide.Writer     `json:"writes"`
	Marks      []string         `json:"marks,omitempty"`
	CardsFrom  []int            `json:"cards_from,omitempty"`

	Division room.Division `json:"-"`
	Coverage string        `json:"-"` // what is asked of each perspective; empty where nothing is
	Gathers  []int         `json:"-"`
	Minutes  int           `json:"-"`
}

// Accepts is a kind of thing that can be made in a step.
type Accepts struct {
	Kind   artefact.Kind `json:"kind"`
	Fields []FieldView   `json:"fields"`
}

// FieldView is one field of a kind.
type FieldView struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Values   []string `json:"values,omitempty"`
	Max      int      `json:"max"`
}

// GroupView is what a group sees of its own work in a step. Its JSON is the event "group".
type GroupView struct {
	Step      int         `json:"step"`
	Group     string      `json:"group"`
	Label     string      `json:"label"`
	NeedsTime bool        `json:"needs_time"`
	Cards     []card.Card `json:"cards"`
	Older     bool        `json:"older,omitempty"` // there are older cards than these
}

// Piece is a stretch of the gathered text. Card says which draft it was taken from; an
// edited one still says so.
type Piece struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Card   string `json:"card,omitempty"`
	Step   int    `json:"step,omitempty"`
	Group  string `json:"group,omitempty"`
	Label  string `json:"group_label,omitempty"`
	Edited bool   `json:"edited,omitempty"`
}

// BoardView is what all see: what is open or has been shown. Its JSON is the event "board".
type BoardView struct {
	Step          int                 `json:"step"`
	Contributions int                 `json:"contributions"` // in the current step, private ones too
	Shown         bool                `json:"shown"`         // something lies on it
	Map           bool                `json:"map"`           // cards lie on the overlap map
	Cards         []card.Card         `json:"cards"`
	Headings      []card.HeadingView  `json:"headings"`
	Coverage      map[string]Coverage `json:"coverage"`
	Gathered      []Piece             `json:"gathered"`
	Disagreements []card.Card         `json:"disagreements"` // of earlier steps too, where the step asks for them
	Written       int                 `json:"written"`       // contributions without the marks
	Earlier       *card.Map           `json:"earlier_map,omitempty"`
}

// DeskView is all a facilitator works with in one step.
type DeskView struct {
	Room          RoomView
	Dialogue      Dialogue
	Shown         StepDesk // the step that is looked at
	Groups        []GroupDesk
	People        int
	Actors        []Counted // by actor, merged below the smallest group
	Cards         []card.DeskCard
	Older         bool            // there are more than lie here
	Noted         []card.DeskCard // agreements, what we lack to know and disagreements of all steps
	Earlier       *card.Map
	Tray          []card.DeskCard // came late
	Headings      []card.HeadingView
	Coverage      map[string]Covered
	Gathered      Gathered
	Agreements    []agreement.Agreed
	Contributions int
	All           []StepDesk
}

// StepDesk is a step with what only the facilitator reads.
type StepDesk struct {
	StepView
	Outcome string
	Script  ScriptView
	Prompts []PromptView // where groups get different questions
}

// ScriptView is what the facilitator is told to say and do.
type ScriptView struct{ Say, Do, IfQuiet, IfDominated, StopWhen, Note string }

// PromptView is the question one group gets.
type PromptView struct{ Group, Label, Prompt string }

// GroupDesk is all one sees of a group: that it works, or that it needs time.
type GroupDesk struct {
	Key       string
	Label     string
	NeedsTime bool
	Shown     bool
}

// Counted is how many share a label.
type Counted struct {
	Label string `json:"label"`
	Count int    `json:"count"`
}

// OwnInput is one's own contribution as its writer gets it back.
type OwnInput struct {
	ID        string        `json:"id"`
	Card      string        `json:"card"`
	Step      int           `json:"step"`
	Kind      artefact.Kind `json:"kind"`
	Data      artefact.Data `json:"data"`
	Rev       int64         `json:"rev"`
	Late      bool          `json:"late"`
	Shared    bool          `json:"shared"`
	Withdrawn bool          `json:"withdrawn"`
	Open      bool          `json:"open"` // it can still be corrected
	Private   bool          `json:"-"`    // written in a step that is its writer's own: it can be shared
}

// Inputs is the answer to GET …/inputs.
type Inputs struct {
	Own   []OwnInput  `json:"own"`
	Group []card.Card `json:"group"`
}

// look is who looks at a step, and when.
type look struct {
	group string // key of the group whose question is wanted; empty for the step's own
	lang  text.Lang
	now   time.Time
	step  int // whose board it is
}

func stepView(st room.State, g guide.Guide, s guide.Step, at look) StepView {
	run, l, now := st.Steps[s.Number-1], at.lang, at.now
	v := StepView{
		Number: s.Number, Title: s.Title.Say(l), Prompt: s.Prompt(at.group).Say(l), Accepts: accepts(g, s), Status: st.Status(s.Number, now),
		Visibility: s.Visibility, Who: s.Who, Marks: s.Marks, CardsFrom: s.CardsFrom, Coverage: s.Coverage.Say(l), Gathers: s.Gathers, Minutes: run.Minutes,
	}
	if s.Number == st.Step {
		v.Running, v.Remaining = st.Clock.Running(), int(st.Clock.Remaining(now)/time.Second)
		if v.Running {
			ends := st.Clock.Ends
			v.EndsAt = &ends
		}
	} else if !run.Until.IsZero() {
		until := run.Until
		v.OpenUntil = &until
	}
	return v
}

func accepts(g guide.Guide, s guide.Step) []Accepts {
	out := []Accepts{}
	for _, k := range s.Accepts {
		a := Accepts{Kind: k}
		for _, f := range g.Asks(k) {
			values := f.Values
			if k == artefact.Mark && f.Name == artefact.FieldSort {
				values = s.Marks
			}
			a.Fields = append(a.Fields, FieldView{Name: f.Name, Type: string(f.Type), Required: f.Required, Values: values, Max: f.Max})
		}
		out = append(out, a)
	}
	return out
}

// room makes the view of where the room is for one who sits in at.group in the current step;
// the empty group is for all who sit in none.
func (d Dialogue) room(g guide.Guide, at look) RoomView {
	group, l, now := at.group, at.lang, at.now
	v := RoomView{
		Version: d.Version, Open: d.State.Phase == room.Open, Phase: d.State.Phase, Steps: len(g.Steps), Dialogue: d.ID, Title: d.Title,
		Guide: g.Title.Say(l), Door: d.State.Door, ByTables: d.ByTables(g), Sided: g.Sided(),
	}
	if d.State.Phase != room.Open {
		return v
	}
	variant, _ := g.Variant(d.Variant)
	for _, n := range d.State.OpenSteps(now) {
		if s, ok := g.Step(n); ok && n != d.State.Step && len(s.Accepts) > 0 {
			before := stepView(d.State, g, s, look{lang: l, now: now})
			before.Division = d.division(s, variant)
			v.Earlier = append(v.Earlier, before)
		}
	}
	s, ok := g.Step(d.State.Step)
	if !ok {
		return v
	}
	one := stepView(d.State, g, s, at)
	one.Division = d.division(s, variant)
	v.Step = &one
	if group != "" {
		v.Group, v.Label = &group, room.GroupLabel(group, l)
	}
	return v
}

// ByTables tells whether some step is done at the table groups.
func (d Dialogue) ByTables(g guide.Guide) bool {
	variant, _ := g.Variant(d.Variant)
	return slices.ContainsFunc(g.Steps, func(s guide.Step) bool { return d.division(s, variant) == room.AtTables })
}

// lying is all that lies on a board.
type lying struct {
	card.Pile
	covered  []Covered
	gathered Gathered
	count    int          // written in the step, private ones too
	marks    int          // of these, how many are marks
	noted    []card.Input // of the kinds that are looked after whatever the step
	earlier  *card.MapPile
}

// levels gives the perspectives that have been judged.
func (p lying) levels() map[string]Coverage {
	out := map[string]Coverage{}
	for _, c := range p.covered {
		if c.Level != "" {
			out[c.Perspective] = c.Level
		}
	}
	return out
}

func sortGroups(g []GroupDesk) {
	slices.SortFunc(g, func(a, b GroupDesk) int { return room.ByKey(a.Key, b.Key) })
}

// countLabels gives how many share each label that may be shown, the largest first.
func countLabels(counts map[string]int, least int) []Counted {
	shown := room.MergeLabels(counts, least)
	sums := map[string]int{}
	for l, n := range counts {
		sums[shown[l]] += n
	}
	out := make([]Counted, 0, len(sums))
	for l, n := range sums {
		out = append(out, Counted{Label: l, Count: n})
	}
	slices.SortFunc(out, func(a, b Counted) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label)) })
	return out
}

// Listed is one line of the list of dialogues.
type Listed struct {
	ID       id.Of[Dialogue] `db:"id"`
	Title    string          `db:"title"`
	Unit     string          `db:"unit"`
	UnitName string          `db:"unit_name"`
	CoreTask string          `db:"core_task"`
	Guide    string          `db:"guide"`
	Phase    room.Phase      `db:"phase"`
	HeldOn   day.Date        `db:"held_on"`
}
