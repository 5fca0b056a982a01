package room

import (
	"context"
	"slices"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// canvas is everything the projector shows. It is made of what all see, so nothing a group
// has not revealed can reach it.
type canvas struct {
	place
	Token string
	Dark  bool
	Seat  dialogue.Seat
	Room  dialogue.RoomView
	Board dialogue.BoardView
	Code  string // as people read it
	Join  string // address that the QR code holds
	Host  string // where one writes the code
}

func (p Pages) onScreen(r *web.Request) (canvas, error) {
	seat, d, err := p.Dialogues.AtScreen(r.Context(), r.Site.ID, r.PathValue("token"))
	if err != nil {
		return canvas{}, err
	}
	c := canvas{place: placeOf(r), Token: r.PathValue("token"), Seat: seat, Code: dialogue.ShowCode(d.Code), Join: r.Link("/deltag/" + d.Code), Host: short(r.Link("/deltag"))}
	c.Dark = r.URL.Query().Get("tema") == "moerk"
	if c.Room, err = p.Dialogues.RoomSeen(r.Context(), seat); err != nil {
		return c, err
	}
	if c.Board, err = p.Dialogues.BoardSeen(r.Context(), seat); err == nil {
		c.settle()
	}
	return c, err
}

// settle takes the drafts off the wall once the room is past them: they have become one
// text, and what is agreed on needs the room. Phones keep them.
func (c *canvas) settle() {
	s, b := c.Room.Step, c.Board
	if s == nil || len(b.Gathered) == 0 {
		return
	}
	agreed, _ := apart(b.Cards, artefact.Agreement)
	if len(b.Coverage)+len(b.Disagreements)+len(agreed) == 0 {
		return
	}
	c.Board.Cards = slices.DeleteFunc(slices.Clone(b.Cards), func(one card.Card) bool {
		return one.Kind == artefact.Formulation && slices.Contains(s.Gathers, one.Step)
	})
}

// covers tells whether the wall shows how well each side is covered: once there is
// something to judge.
func (c canvas) covers() bool {
	return c.Room.Step.Coverage != "" && len(c.Board.Gathered)+len(c.Board.Coverage) > 0
}

// cards tells whether cards of the step's own lie on the wall.
func (c canvas) cards() bool { return len(c.Board.Cards)+len(c.Board.Disagreements) > 0 }

// aside tells whether something stands beside the cards: the gathered text, how the sides
// are covered, or the map of an earlier step.
func (c canvas) aside() bool {
	return c.cards() && (len(c.Board.Gathered) > 0 || c.covers() || c.Board.Earlier != nil)
}

// before is the wall of the earlier step whose map comes along.
func (c canvas) before() canvas {
	c.Board = dialogue.BoardView{Map: true, Cards: c.Board.Earlier.Cards, Headings: c.Board.Earlier.Headings}
	return c
}

// short is an address as one reads it aloud.
func short(link string) string {
	for _, scheme := range []string{"https://", "http://"} {
		if len(link) > len(scheme) && link[:len(scheme)] == scheme {
			return link[len(scheme):]
		}
	}
	return link
}

// at is the address of something of this screen.
func (c canvas) at(path string) string { return "/skaerm/" + c.Token + path }

func (p Pages) screen(r *web.Request) (web.Reply, error) {
	c, err := p.onScreen(r)
	if err != nil {
		return nil, err
	}
	c.OtherLang = c.with("lang", otherLang(r))
	return web.Bare{View: screenView(c)}, nil
}

func otherLang(r *web.Request) string {
	if r.Lang() == text.English {
		return "da"
	}
	return "en"
}

// with is the screen's own address with one thing said in it; the theme stays.
func (c canvas) with(key, value string) string {
	s := c.at("?" + key + "=" + value)
	if c.Dark && key != "tema" {
		s += "&tema=moerk"
	}
	return s
}

func (p Pages) canvas(r *web.Request) (web.Reply, error) {
	c, err := p.onScreen(r)
	if err != nil {
		return nil, err
	}
	return web.Fragment{View: canvasView(c)}, nil
}

func (p Pages) screenTop(r *web.Request) (web.Reply, error) {
	c, err := p.onScreen(r)
	if err != nil {
		return nil, err
	}
	return web.Fragment{View: screenTopView(c)}, nil
}

func (p Pages) screenFoot(r *web.Request) (web.Reply, error) {
	c, err := p.onScreen(r)
	if err != nil {
		return nil, err
	}
	return web.Fragment{View: screenFootView(c)}, nil
}

func (p Pages) screenCorner(r *web.Request) (web.Reply, error) {
	c, err := p.onScreen(r)
	if err != nil {
		return nil, err
	}
	return web.Fragment{View: cornerView(c)}, nil
}

// size fits the question to the wall: alone it may be huge; beside what has been shown it
// makes room.
func (c canvas) size() string {
	n := len([]rune(c.Room.Step.Prompt))
	switch {
	case c.Board.Shown && (n > 80 || c.aside()):
		return "pj-asked-long"
	case c.Board.Shown:
		return "pj-asked"
	case n > 130:
		return "pj-long"
	case n > 70:
		return ""
	}
	return "pj-huge"
}

// crowd makes cards smaller the more words there are; what is still too much or too little
// the wall's script mends. The steps were measured on a wall of 1920 × 1080.
func (c canvas) crowd() string {
	n := 0
	for _, one := range append(slices.Clone(c.Board.Cards), c.Board.Disagreements...) {
		n += perCard
		for _, pair := range one.Data.Pairs(one.Kind) {
			if pair.Field.Name == one.Kind.Main() || c.details(one.Kind) {
				n += len([]rune(pair.Value)) + perCard/2
			}
		}
	}
	if c.Board.Map { // the drawing takes a third of the wall, and the seven places have names
		n = n*3/2 + 100
	}
	switch {
	case n > 1350:
		return "pj-crowd pj-packed"
	case n > 700:
		return "pj-crowd"
	case n > 350:
		return "pj-many"
	}
	return ""
}

// perCard is how many letters the edges of a card take the room of.
const perCard = 35

// details tells whether a card shows more than its main words: where there is room, and
// always where the parts belong together.
func (c canvas) details(k artefact.Kind) bool {
	return k == artefact.Contribution || k == artefact.Agreement || len(c.Board.Cards) <= 6 && !c.Board.Map
}

// counts tells whether people write in the step: then the wall counts. None is no number
// beside what has already been shown.
func (c canvas) counts() bool {
	return c.Room.Step != nil && (c.Board.Written > 0 || !c.Board.Shown) && len(c.Room.Step.Accepts) > 0 && c.Room.Step.Who == guide.Everyone
}

// heap is cards that lie together on a board, under the name of what they share.
type heap struct {
	ID       string
	Title    string
	Gathered bool   // under a heading of the facilitator's
	Under    []heap // gathered under headings in the same place
	Cards    []card.Card
	More     int // that had no room
}

// all is how many cards lie in the heap, under its headings too.
func (h heap) all() int {
	n := len(h.Cards)
	for _, u := range h.Under {
		n += len(u.Cards)
	}
	return n
}

// most is how many cards of a heap the projector has room for; the rest are counted.
const most = 8

// heaps lays a board out: by where cards lie on the overlap map where there is one, else
// under headings, and what is left by group. What has been agreed comes first, what is not
// agreed on last, each under its own name.
func heaps(ctx context.Context, b dialogue.BoardView) []heap {
	var out []heap
	agreed, rest := apart(b.Cards, artefact.Agreement)
	_, b.Cards = apart(rest, artefact.Disagreement)
	if len(agreed) > 0 {
		out = append(out, heap{ID: "aftaler", Title: text.Room.Agreed.In(ctx), Cards: agreed})
	}
	if b.Map {
		out = append(out, onMap(ctx, b)...)
	} else {
		under, loose := gathered(b.Headings, b.Cards, "")
		out = append(append(out, under...), byGroup(loose)...)
	}
	if len(b.Disagreements) > 0 {
		out = append(out, heap{ID: "uenighed", Title: text.Desk.Disputes.In(ctx), Cards: b.Disagreements})
	}
	return out
}

// apart gives the cards of a kind, and the others.
func apart(cards []card.Card, k artefact.Kind) (of, others []card.Card) {
	for _, c := range cards {
		if c.Kind == k {
			of = append(of, c)
		} else {
			others = append(others, c)
		}
	}
	return of, others
}

// gathered gives the cards of a place that lie under headings, and those that do not.
func gathered(headings []card.HeadingView, cards []card.Card, place string) (under []heap, loose []card.Card) {
	loose = cards
	for _, h := range headings {
		one := heap{ID: h.ID + place, Title: h.Title, Gathered: true}
		loose = slices.DeleteFunc(slices.Clone(loose), func(c card.Card) bool {
			if c.Heading == h.ID {
				one.Cards = append(one.Cards, c)
				return true
			}
			return false
		})
		if len(one.Cards) > 0 {
			under = append(under, one)
		}
	}
	return under, loose
}

func byGroup(cards []card.Card) []heap {
	var out []heap
	for _, c := range cards {
		i := slices.IndexFunc(out, func(h heap) bool { return h.Title == c.Label })
		if i < 0 {
			out = append(out, heap{ID: "g" + c.Group, Title: c.Label})
			i = len(out) - 1
		}
		out[i].Cards = append(out[i].Cards, c)
	}
	slices.SortStableFunc(out, func(a, b heap) int { return inOrder(a.Cards[0].Group, b.Cards[0].Group) })
	return out
}

// inOrder is the order of groups: the three sides as they are always shown, then by number.
func inOrder(a, b string) int {
	sides := artefact.Perspectives()
	if x, y := slices.Index(sides, a), slices.Index(sides, b); x >= 0 && y >= 0 {
		return x - y
	}
	return room.ByKey(a, b)
}

func onMap(ctx context.Context, b dialogue.BoardView) []heap {
	var out []heap
	add := func(id, title, place string) {
		h := heap{ID: id, Title: title}
		if h.Under, h.Cards = gathered(b.Headings, lying(b, place), "-"+id); h.all() > 0 {
			out = append(out, h)
		}
	}
	for _, place := range artefact.Places() {
		add(place, artefact.OverlapMap.FieldLabel(place).In(ctx), place)
	}
	add("loose", text.Room.Unplaced.In(ctx), "")
	return out
}

// lying gives the cards of a place on the overlap map; the words a facilitator wrote on the
// map itself lie in every place they name.
func lying(b dialogue.BoardView, place string) []card.Card {
	var out []card.Card
	for _, c := range b.Cards {
		switch {
		case c.Kind == artefact.OverlapMap:
			if place != "" && c.Data[place] != "" {
				out = append(out, card.Card{ID: c.ID + "-" + place, Kind: artefact.OverlapMap, Data: artefact.Data{place: c.Data[place]}})
			}
		case c.Place == place:
			out = append(out, c)
		}
	}
	return out
}

// trimmed leaves out what has no room on a wall.
func trimmed(all []heap) []heap {
	out := slices.Clone(all)
	for i, h := range out {
		out[i].Under = trimmed(h.Under)
		if len(h.Cards) > most {
			out[i].More, out[i].Cards = len(h.Cards)-most, h.Cards[:most]
		}
	}
	return out
}
