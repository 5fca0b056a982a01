package card

import (
	"slices"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/text"
)

// Card is a contribution as others see it: never who wrote it, nor when.
type Card struct {
	ID      string         `json:"id"`
	Step    int            `json:"step"`
	Group   string         `json:"group,omitempty"`
	Label   string         `json:"group_label,omitempty"`
	Kind    artefact.Kind  `json:"kind"`
	Data    artefact.Data  `json:"data"`
	Late    bool           `json:"late,omitempty"`
	Place   string         `json:"place,omitempty"`   // on the overlap map
	Heading string         `json:"heading,omitempty"` // id
	Marks   map[string]int `json:"marks,omitempty"`   // how many set each sort of mark
	Draft   bool           `json:"leaders_draft,omitempty"`
}

// DeskCard is a card as facilitators see it.
type DeskCard struct {
	Card
	Channel Channel
	Shown   bool
	Hidden  bool
	InTray  bool  // came late and lies in the tray
	Version int64 // of its placing; 0 while it lies nowhere
}

// HeadingView is a heading on a board.
type HeadingView struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Version int64  `json:"-"`
}

// OnBoard are the steps whose cards lie on a step's board.
func OnBoard(s guide.Step) []int {
	steps := append([]int{s.Number}, s.CardsFrom...)
	steps = append(steps, s.Gathers...)
	slices.Sort(steps)
	return slices.Compact(steps)
}

// Carried is the earlier step whose overlap map comes along to a step's board, the latest
// one: it is looked at there, and moved where it was made.
func Carried(g guide.Guide, s guide.Step) (guide.Step, bool) {
	for _, n := range slices.Backward(s.CardsFrom) {
		if from, ok := g.Step(n); ok && from.Takes(artefact.OverlapMap) {
			return from, true
		}
	}
	return guide.Step{}, false
}

// Viewpoint is on which step's board cards are looked at, and in which language.
type Viewpoint struct {
	Lang text.Lang
	Step int
}

// Pile is everything that lies in a room, as a board is made of it.
type Pile struct {
	Inputs   []Input
	Placings []Placing
	Headings []Heading
	Marks    []markCount
	Older    bool // there are more cards, older than these
}

type markCount struct {
	Card  string `db:"card"`
	Sort  string `db:"sort"`
	Count int    `db:"n"`
}

// Index is a pile that has been read once, so that each card finds its own at once.
type Index struct {
	marks  map[string]map[string]int // by card, then by sort
	places map[string][]Placing      // by card, in the order of the steps
	open   map[string]bool           // headings that still stand
}

// Index reads the pile once.
func (p Pile) Index() Index {
	x := Index{marks: map[string]map[string]int{}, places: map[string][]Placing{}, open: map[string]bool{}}
	for _, m := range p.Marks {
		if x.marks[m.Card] == nil {
			x.marks[m.Card] = map[string]int{}
		}
		x.marks[m.Card][m.Sort] = m.Count
	}
	for _, h := range p.Headings {
		x.open[h.ID.String()] = !h.Ended
	}
	for _, one := range p.Placings {
		if !x.open[one.Heading] { // it has been taken away: the card lies as it did before
			one.Heading = ""
		}
		x.places[one.Card] = append(x.places[one.Card], one)
	}
	return x
}

// Card gives an input as others see it.
func (x Index) Card(in Input, s guide.Step, l text.Lang) Card {
	c := Card{ID: in.ID.String(), Step: in.Step, Group: in.Group, Kind: in.Kind, Data: in.Data, Late: in.Late, Marks: x.marks[in.ID.String()]}
	if in.Group != "" {
		c.Label = room.GroupLabel(in.Group, l)
	}
	c.Draft = in.Kind == artefact.Formulation && s.Who == guide.Leader
	return c
}

// Placings gives where a card lies, step by step.
func (x Index) Placings(card string) []Placing { return x.places[card] }

// placing is where a card lies on a step's board.
func (x Index) placing(card string, step int) (Placing, bool) {
	for _, one := range x.places[card] {
		if one.Step == step {
			return one, true
		}
	}
	return Placing{}, false
}

// Desk gives every card a facilitator sees on a step's board and those in the late tray.
func (p Pile) Desk(g guide.Guide, st room.State, at Viewpoint) (cards, tray []DeskCard) {
	x := p.Index()
	for _, in := range p.Inputs {
		s, _ := g.Step(in.Step)
		if in.Kind == artefact.Mark || !in.Sight(s.Visibility, st).Sees(room.TheFacilitator) {
			continue
		}
		c := DeskCard{Card: x.Card(in, s, at.Lang), Channel: in.Channel, Shown: in.Sight(s.Visibility, st).Sees(room.Anybody), Hidden: in.Hidden, InTray: in.Late && !in.Admitted}
		if one, ok := x.placing(c.ID, at.Step); ok {
			c.Place, c.Heading, c.Version = one.Place, one.Heading, one.Version
		}
		if c.InTray {
			tray = append(tray, c)
			continue
		}
		cards = append(cards, c)
	}
	return cards, tray
}

// SeenBy gives the cards an audience sees, in the order they were written.
func (p Pile) SeenBy(who room.Audience, g guide.Guide, st room.State, at Viewpoint) []Card {
	out := []Card{}
	x := p.Index()
	for _, in := range p.Inputs {
		s, _ := g.Step(in.Step)
		if in.Kind == artefact.Mark || !in.Sight(s.Visibility, st).Sees(who) {
			continue
		}
		c := x.Card(in, s, at.Lang)
		if one, ok := x.placing(c.ID, at.Step); ok {
			c.Place, c.Heading = one.Place, one.Heading
		}
		out = append(out, c)
	}
	return out
}

// Disputes are the disagreements all see on a step's board: what has been noted there, and
// in a step that asks for them those of all steps, so that the room comes back to them.
func (p Pile) Disputes(g guide.Guide, s room.State, at Viewpoint) []Card {
	now, _ := g.Step(at.Step)
	return slices.DeleteFunc(p.SeenBy(room.Anybody, g, s, at), func(c Card) bool {
		return c.Kind != artefact.Disagreement || c.Step != at.Step && !now.Takes(artefact.Disagreement)
	})
}

// HeadingViews gives the headings of all boards.
func (p Pile) HeadingViews() []HeadingView {
	out := []HeadingView{}
	for _, h := range p.Headings {
		if !h.Ended {
			out = append(out, HeadingView{ID: h.ID.String(), Title: h.Title, Version: h.Version})
		}
	}
	return out
}

// MapPile is what lies on the overlap map of an earlier step.
type MapPile struct {
	Pile
	Step int
}

// Map is the overlap map of an earlier step, where a later one looks at it.
type Map struct {
	Step     int           `json:"step"`
	Cards    []Card        `json:"cards"`
	Headings []HeadingView `json:"headings"`
}

// Map gives the map as an audience sees it; nil where there is nothing on it for them.
func (p *MapPile) Map(who room.Audience, g guide.Guide, st room.State, l text.Lang) *Map {
	if p == nil {
		return nil
	}
	v := Map{Step: p.Step, Cards: p.SeenBy(who, g, st, Viewpoint{Lang: l, Step: p.Step}), Headings: p.HeadingViews()}
	if len(v.Cards) == 0 {
		return nil
	}
	return &v
}
