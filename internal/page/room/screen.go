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
	c.Board, err = p.Dialogues.BoardSeen(r.Context(), seat)
	return c, err
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
	case c.Board.Shown && n > 80:
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

// crowd makes cards smaller the more words there are. The steps were measured on a wall of
// 1920 × 1080.
func (c canvas) crowd() string {
	n := 0
	for _, one := range c.Board.Cards {
		n += perCard
		for _, pair := range one.Data.Pairs(one.Kind) {
			if pair.Field.Name == one.Kind.Main() || c.details(one.Kind) {
				n += len([]rune(pair.Value)) + perCard/2
			}
		}
	}
	if c.Board.Map { // the drawing takes a third of the wall, and the seven places have names
		n = n*2 + 300
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

// counts tells whether people write in the step: then the wall counts.
func (c canvas) counts() bool {
	return c.Room.Step != nil && len(c.Room.Step.Accepts) > 0 && c.Room.Step.Who == guide.Everyone
}

// heap is cards that lie together on a board, under the name of what they share.
type heap struct {
	ID       string
	Title    string
	Gathered bool // under a heading of the facilitator's
	Cards    []card.Card
	More     int // that had no room
}

// most is how many cards of a heap the projector has room for; the rest are counted.
const most = 8

// heaps lays a board out: by where cards lie on the overlap map where there is one, else
// under headings, and what is left by group.
func heaps(ctx context.Context, b dialogue.BoardView) []heap {
	if b.Map {
		return onMap(ctx, b)
	}
	var out []heap
	loose := b.Cards
	for _, h := range b.Headings {
		under := heap{ID: h.ID, Title: h.Title, Gathered: true}
		loose = slices.DeleteFunc(slices.Clone(loose), func(c card.Card) bool {
			if c.Heading == h.ID {
				under.Cards = append(under.Cards, c)
				return true
			}
			return false
		})
		if len(under.Cards) > 0 {
			out = append(out, under)
		}
	}
	return append(out, byGroup(loose)...)
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
	for _, place := range artefact.Places() {
		h := heap{ID: place, Title: artefact.OverlapMap.FieldLabel(place).In(ctx), Cards: lying(b, place)}
		if len(h.Cards) > 0 {
			out = append(out, h)
		}
	}
	if loose := lying(b, ""); len(loose) > 0 {
		out = append(out, heap{ID: "loose", Title: text.Room.Unplaced.In(ctx), Cards: loose})
	}
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
		if len(h.Cards) > most {
			out[i].More, out[i].Cards = len(h.Cards)-most, h.Cards[:most]
		}
	}
	return out
}
