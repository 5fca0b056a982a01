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
}

type markCount struct {
	Card  string `db:"card"`
	Sort  string `db:"sort"`
	Count int    `db:"n"`
}

// Card gives an input as others see it.
func (p Pile) Card(in Input, s guide.Step, l text.Lang) Card {
	c := Card{ID: in.ID.String(), Step: in.Step, Group: in.Group, Kind: in.Kind, Data: in.Data, Late: in.Late}
	if in.Group != "" {
		c.Label = room.GroupLabel(in.Group, l)
	}
	c.Draft = in.Kind == artefact.Formulation && s.Who == guide.Leader
	for _, m := range p.Marks {
		if m.Card == c.ID {
			if c.Marks == nil {
				c.Marks = map[string]int{}
			}
			c.Marks[m.Sort] = m.Count
		}
	}
	return c
}

// placing is where a card lies on a step's board. Under a heading that has been taken away
// it lies as it did before.
func (p Pile) placing(card string, step int) (Placing, bool) {
	for _, one := range p.Placings {
		if one.Card == card && one.Step == step {
			if !slices.ContainsFunc(p.Headings, func(h Heading) bool { return !h.Ended && h.ID.String() == one.Heading }) {
				one.Heading = ""
			}
			return one, true
		}
	}
	return Placing{}, false
}

// Desk gives every card a facilitator sees on a step's board and those in the late tray.
func (p Pile) Desk(g guide.Guide, st room.State, at Viewpoint) (cards, tray []DeskCard) {
	for _, in := range p.Inputs {
		s, _ := g.Step(in.Step)
		if in.Kind == artefact.Mark || !in.Sight(s.Visibility, st).Sees(room.TheFacilitator) {
			continue
		}
		c := DeskCard{Card: p.Card(in, s, at.Lang), Channel: in.Channel, Shown: in.Sight(s.Visibility, st).Sees(room.Anybody), Hidden: in.Hidden, InTray: in.Late && !in.Admitted}
		if one, ok := p.placing(c.ID, at.Step); ok {
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
	for _, in := range p.Inputs {
		s, _ := g.Step(in.Step)
		if in.Kind == artefact.Mark || !in.Sight(s.Visibility, st).Sees(who) {
			continue
		}
		c := p.Card(in, s, at.Lang)
		if one, ok := p.placing(c.ID, at.Step); ok {
			c.Place, c.Heading = one.Place, one.Heading
		}
		out = append(out, c)
	}
	return out
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
