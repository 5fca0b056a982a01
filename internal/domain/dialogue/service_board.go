package dialogue

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/plain"
)

// work lets a facilitator change what lies in the room; touches the desk and the board.
func (s *Service) work(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], do func(*db.Tx, opened) error) error {
	return s.DB.Change(ctx, actor, access.DialogueFacilitate, func(tx *db.Tx) error {
		o, err := s.loadToWork(tx, dialogue)
		if err != nil {
			return err
		}
		tx.Touch(DeskTopic(dialogue))
		tx.Touch(BoardTopic(dialogue))
		return do(tx, o)
	})
}

// loadToWork loads an open dialogue and keeps it from being closed meanwhile; others may
// work in it at the same time.
func (s *Service) loadToWork(tx *db.Tx, dialogue id.Of[Dialogue]) (opened, error) {
	d, err := loadHeld(tx, dialogue)
	if err != nil {
		return opened{}, err
	}
	o, err := s.open(tx, d)
	if err == nil {
		err = o.check(tx, access.DialogueFacilitate)
	}
	if err == nil && o.State.Phase == room.Shut {
		err = room.Closed("dialogue-closed")
	}
	return o, err
}

// PlaceInput says where a card lies on a step's board. A nil Place or Heading leaves it as
// it is, an empty one takes the card away from there. Version is the placing's that the
// facilitator saw, 0 for a card that lay nowhere; -1 for whatever it is.
type PlaceInput struct {
	Step    int
	Card    string
	Place   *string // a field of the overlap map
	Heading *string // id of a heading of the same step
	Version int64
}

// Place moves one card: on the overlap map, under a heading, or both. Who moves another
// card at the same time is not in the way.
//
// Faults: NotFound, Denied; Invalid on card, place, heading, step; Conflict
// "changed-meanwhile"; Closed "dialogue-closed".
func (s *Service) Place(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], in PlaceInput) (card.Placing, error) {
	var p card.Placing
	err := s.work(ctx, actor, dialogue, func(tx *db.Tx, o opened) error {
		if err := o.checkPlace(tx, in); err != nil {
			return err
		}
		var found bool
		var err error
		if p, found, err = card.LoadPlacing(tx, in.Card, in.Step); err != nil {
			return err
		}
		if !found {
			p = card.Placing{ID: card.PlacingID(in.Card, in.Step), Dialogue: dialogue.String(), Step: in.Step, Card: in.Card}
		}
		if in.Version >= 0 && in.Version != p.Version {
			return fault.Stale()
		}
		if in.Place != nil {
			p.Place = *in.Place
		}
		if in.Heading != nil {
			p.Heading = *in.Heading
		}
		return db.Put(tx, &p)
	})
	return p, err
}

func (o opened) checkPlace(tx *db.Tx, in PlaceInput) error {
	st, ok := o.guide.Step(in.Step)
	if !ok {
		return fault.OnField("step", "choose")
	}
	one, err := card.Of(tx, db.Shared, o.ID.String(), in.Card)
	if fault.Is(err, fault.NotFound) || err == nil && !slices.Contains(card.OnBoard(st), one.Step) {
		return fault.OnField("card", "no-such-card")
	}
	if err != nil {
		return err
	}
	from, _ := o.guide.Step(one.Step)
	if one.Kind == artefact.Mark || !one.Sight(from.Visibility, o.State).Sees(room.TheFacilitator) {
		return fault.OnField("card", "no-such-card")
	}
	if in.Place != nil && *in.Place != "" && !isPlace(*in.Place) {
		return fault.OnField("place", "choose")
	}
	if in.Heading == nil || *in.Heading == "" {
		return nil
	}
	h, err := card.LoadHeading(tx, o.ID.String(), *in.Heading)
	if fault.Is(err, fault.NotFound) || err == nil && (h.Ended || h.Step != in.Step) {
		return fault.OnField("heading", "choose")
	}
	return err
}

// mostHeading is how many characters a heading may have.
const mostHeading = 120

func checkHeading(title string) error {
	var wrong fault.Fields
	if title == "" {
		wrong.Add("title", "required")
	}
	checkLine(&wrong, "title", title, mostHeading)
	return wrong.Err()
}

// AddHeading makes a heading on a step's board.
//
// Faults: NotFound, Denied; Invalid on title, step; Closed "dialogue-closed".
func (s *Service) AddHeading(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], step int, title string) (card.Heading, error) {
	h := card.Heading{Dialogue: dialogue.String(), Step: step, Title: plain.Line(title)}
	if err := checkHeading(h.Title); err != nil {
		return h, err
	}
	err := s.work(ctx, actor, dialogue, func(tx *db.Tx, o opened) error {
		if _, ok := o.guide.Step(step); !ok {
			return fault.OnField("step", "choose")
		}
		h.ID = id.Of[card.Heading](tx.NewID())
		return db.Put(tx, &h)
	})
	return h, err
}

// HeadingEdit changes a heading, or takes it away: the cards under it lie loose again.
type HeadingEdit struct {
	Heading id.Of[card.Heading]
	Version int64
	Title   string
	End     bool
}

// EditHeading changes or ends a heading.
//
// Faults: NotFound, Denied; Invalid on title; Conflict "changed-meanwhile"; Closed
// "dialogue-closed".
func (s *Service) EditHeading(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], in HeadingEdit) (card.Heading, error) {
	var h card.Heading
	in.Title = plain.Line(in.Title)
	if !in.End {
		if err := checkHeading(in.Title); err != nil {
			return h, err
		}
	}
	err := s.work(ctx, actor, dialogue, func(tx *db.Tx, _ opened) error {
		var err error
		if h, err = card.LoadHeading(tx, dialogue.String(), in.Heading.String()); err != nil {
			return err
		}
		if h.Version != in.Version {
			return fault.Stale()
		}
		if h.Ended = in.End; !in.End {
			h.Title = in.Title
		}
		return db.Put(tx, &h)
	})
	return h, err
}

// Hide takes a card out of others' sight, or lets it be seen again. Its writer and the
// facilitators still see it.
//
// Faults: NotFound, Denied; Closed "dialogue-closed".
func (s *Service) Hide(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], cardID string, hide bool) error {
	return s.setCard(ctx, actor, dialogue, cardID, func(in *card.Input) { in.Hidden = hide })
}

// Admit takes a card out of the late tray and lays it with the others, or puts it back.
//
// Faults: NotFound, Denied; Closed "dialogue-closed".
func (s *Service) Admit(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], cardID string, admit bool) error {
	return s.setCard(ctx, actor, dialogue, cardID, func(in *card.Input) { in.Admitted = admit })
}

func (s *Service) setCard(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], cardID string, set func(*card.Input)) error {
	return s.work(ctx, actor, dialogue, func(tx *db.Tx, o opened) error {
		in, err := o.cardSeen(tx, cardID)
		if err != nil {
			return err
		}
		touch(tx, o.Dialogue, o.guide, in)
		set(&in)
		touch(tx, o.Dialogue, o.guide, in)
		if err := db.Log(tx, "dialogue", dialogue.String()); err != nil {
			return err
		}
		return card.Update(tx, in)
	})
}

// cardSeen gives a card that a facilitator may see; nobody else changes it meanwhile.
func (o opened) cardSeen(tx *db.Tx, cardID string) (card.Input, error) {
	in, err := card.Of(tx, db.Alone, o.ID.String(), cardID)
	if err != nil {
		return in, err
	}
	st, _ := o.guide.Step(in.Step)
	if !in.Sight(st.Visibility, o.State).Sees(room.TheFacilitator) {
		return in, fault.Missing()
	}
	return in, nil
}

// Entry is a contribution a facilitator writes for somebody else: from a paper form, or
// said in the room.
type Entry struct {
	ID         string // UUID, made with the form: sent twice, it is kept once
	Step       int
	Group      string // where it came from; empty for none
	Channel    card.Channel
	Actor      room.Actor // who wrote it, where the form says so
	Profession string     // likewise
	Kind       artefact.Kind
	Data       artefact.Data
}

// EnterFor stores what came on paper or was said. It counts like the rest, and late ones need
// no tray: a facilitator has looked at them.
//
// Faults: NotFound, Denied; Invalid with fields; Closed "step-waiting", "dialogue-closed";
// Conflict "id-reused".
func (s *Service) EnterFor(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], e Entry) (card.Receipt, error) {
	var r card.Receipt
	err := s.work(ctx, actor, dialogue, func(tx *db.Tx, o opened) error {
		w := card.Writing{ID: e.ID, Step: e.Step, Kind: e.Kind, Data: e.Data}
		if err := o.checkEntry(w, e); err != nil {
			return err
		}
		cardID := card.IDOf("facilitators of "+dialogue.String(), e.ID)
		late, refused := o.State.MayStore(e.Step, true, tx.Now())
		if refused != nil {
			var err error
			r, err = again(tx, cardID, w, refused)
			return err
		}
		in := card.Input{
			ID: cardID, Dialogue: dialogue.String(), Step: e.Step, Group: e.Group, Device: e.ID, First: w.Sum(), Rev: 1, Channel: e.Channel,
			Actor: e.Actor, Profession: plain.Line(e.Profession), Late: late, Admitted: late, At: tx.Now(),
		}.Filled(e.Kind, e.Data)
		isNew, err := db.InsertNew(tx, "dialogue_input", in)
		if err != nil {
			return err
		}
		if !isNew {
			r, err = again(tx, cardID, w, fault.Missing())
			return err
		}
		r = in.Receipt()
		touch(tx, o.Dialogue, o.guide, in)
		return nil
	})
	return r, err
}

func (o opened) checkEntry(w card.Writing, e Entry) error {
	var wrong fault.Fields
	if e.Channel != card.Paper && e.Channel != card.FromFacilitator {
		wrong.Add("channel", "choose")
	}
	if e.Actor != "" && !e.Actor.Known() {
		wrong.Add("actor", "choose")
	}
	checkLine(&wrong, "profession", plain.Line(e.Profession), mostProfession)
	if e.Group != "" && !room.IsKey(e.Group) {
		wrong.Add("group", "choose")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if st, ok := o.guide.Step(w.Step); ok && st.Visibility == guide.Private {
		return fault.OnField("step", "choose") // what is private cannot be told to anybody
	} else if ok && e.Kind == artefact.Disagreement && id.IsUUID(w.ID) {
		return artefact.Check(e.Kind, e.Data) // it is written down where it comes up, whatever the step asks for
	}
	return w.Check(o.guide)
}

// Cover notes how well a perspective is covered; an empty level takes the answer away.
//
// Faults: NotFound, Denied; Invalid on perspective, level; Closed "dialogue-closed".
func (s *Service) Cover(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], perspective string, level Coverage) error {
	var wrong fault.Fields
	if !slices.Contains(artefact.Perspectives(), perspective) {
		wrong.Add("perspective", "choose")
	}
	if level != "" && !slices.Contains(Coverages(), level) {
		wrong.Add("level", "choose")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.work(ctx, actor, dialogue, func(tx *db.Tx, _ opened) error {
		all, err := coverages(tx, dialogue)
		if err != nil {
			return err
		}
		c := Covered{ID: dialogue.String() + "." + perspective, Dialogue: dialogue.String(), Perspective: perspective}
		if i := slices.IndexFunc(all, func(x Covered) bool { return x.Perspective == perspective }); i >= 0 {
			c = all[i]
		}
		c.Level = level
		return db.Put(tx, &c)
	})
}

// GatherInput is the gathered text as a facilitator leaves it. Version is the one they saw.
type GatherInput struct {
	Version int64
	Pieces  []Piece // Text and Card are read; the rest follows from the card
	Reason  string
}

// LongestGathered is how many characters the gathered text may have: it becomes a core
// task's formulation.
const LongestGathered = wording.LongestFormulation

// mostPieces is how many stretches a gathered text may have.
const mostPieces = 60

func (in GatherInput) checked() (GatherInput, error) {
	var wrong fault.Fields
	var kept []Piece
	total := 0
	for _, p := range in.Pieces {
		p.Text = strings.TrimSpace(strings.ReplaceAll(p.Text, "\r\n", "\n"))
		if p.Text == "" {
			continue
		}
		total += utf8.RuneCountInString(p.Text) + 1
		personal.Check(&wrong, "pieces", p.Text)
		if !plain.Is(p.Text) {
			wrong.Add("pieces", "unseen-signs")
		}
		kept = append(kept, Piece{Text: p.Text, Card: p.Card})
	}
	in.Pieces, in.Reason = kept, strings.TrimSpace(in.Reason)
	if total > LongestGathered+1 || len(kept) > mostPieces { // the last piece is followed by no space
		wrong.Add("pieces", "too-long", LongestGathered)
	}
	if utf8.RuneCountInString(in.Reason) > artefact.Longest {
		wrong.Add("reason", "too-long", artefact.Longest)
	}
	if !plain.Is(in.Reason) {
		wrong.Add("reason", "unseen-signs")
	}
	personal.Check(&wrong, "reason", in.Reason)
	return in, wrong.Err()
}

// Gather keeps the one text made of the groups' drafts; of each stretch one can see which
// group gave it.
//
// Faults: NotFound, Denied; Invalid on pieces, reason; Conflict "changed-meanwhile"; Closed
// "dialogue-closed".
func (s *Service) Gather(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], in GatherInput) (Gathered, error) {
	var g Gathered
	in, err := in.checked()
	if err != nil {
		return g, err
	}
	err = s.work(ctx, actor, dialogue, func(tx *db.Tx, o opened) error {
		var err error
		if g, err = loadGathered(tx, dialogue); err != nil {
			return err
		}
		if g.Version != in.Version {
			return fault.Stale()
		}
		if g.Pieces, err = o.traced(tx, in.Pieces); err != nil {
			return err
		}
		g.Reason = in.Reason
		return db.Put(tx, &g)
	})
	return g, err
}

// traced gives the pieces with where each came from.
func (o opened) traced(tx *db.Tx, pieces []Piece) ([]Piece, error) {
	var cards []string
	for _, p := range pieces {
		if p.Card != "" {
			cards = append(cards, p.Card)
		}
	}
	known, err := card.ByID(tx, o.ID.String(), cards)
	if err != nil {
		return nil, err
	}
	out := make([]Piece, len(pieces))
	for i, p := range pieces {
		in, ok := known[p.Card]
		st, _ := o.guide.Step(in.Step)
		if p.Card != "" && (!ok || !in.Sight(st.Visibility, o.State).Sees(room.TheFacilitator)) {
			return nil, fault.OnField("pieces", "no-such-card")
		}
		out[i] = Piece{ID: id.Random(), Text: p.Text}
		if ok {
			out[i] = Piece{ID: out[i].ID, Text: p.Text, Card: p.Card, Step: in.Step, Group: in.Group, Edited: !strings.Contains(in.Data[in.Kind.Main()], p.Text)}
		}
	}
	return out, nil
}
