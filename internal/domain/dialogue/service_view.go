package dialogue

import (
	"context"
	"slices"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Enter gives the seat of somebody inside: what their screens are drawn from.
//
// Faults: SignIn "not-inside", "removed".
func (s *Service) Enter(ctx context.Context, who Guest) (Seat, error) {
	var seat Seat
	err := s.DB.View(ctx, access.Anonymous(who.Municipality), func(tx *db.Tx) error {
		i, err := s.enter(tx, who, false)
		if err != nil {
			return err
		}
		seat, err = i.seat(tx, who.Municipality)
		return err
	})
	return seat, err
}

func (i insider) seat(tx *db.Tx, municipality string) (Seat, error) {
	d := i.Dialogue
	seat := Seat{
		Municipality: municipality, Dialogue: d.ID, Participant: i.Participant, Mark: markOf(i.Participant), Name: i.Name, Actor: i.Actor, Profession: i.Profession,
		Step: d.State.Step, Table: i.Table, Language: d.Language, Shut: d.State.Phase == room.Shut,
	}
	st, ok := i.guide.Step(d.State.Step)
	if !ok {
		return seat, nil
	}
	variant, _ := i.guide.Variant(d.Variant)
	switch d.division(st, variant) {
	case room.Together:
	case room.AtTables:
		seat.Group = i.Table
	default:
		var err error
		if seat.Group, _, err = d.at(seat.Step).SeatOf(tx, i.Participant); err != nil {
			return seat, err
		}
	}
	return seat, nil
}

// LanguageInside gives the language of a dialogue to who is inside it or knocks with its
// code; empty where it cannot be told.
func (s *Service) LanguageInside(ctx context.Context, who Guest, v room.Visitor) text.Lang {
	see := func() (Seat, error) { return s.SeatAtDoor(ctx, v, who.Code) }
	if who.Token != "" {
		see = func() (Seat, error) { return s.Enter(ctx, who) }
	}
	seat, err := see()
	if err != nil {
		return "" // the call itself has said what is wrong
	}
	return seat.Language
}

// LanguageOf gives the language of a dialogue to who may know of it; empty to others.
func (s *Service) LanguageOf(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) text.Lang {
	d, _, err := s.Get(ctx, actor, dialogue)
	if err != nil {
		return ""
	}
	return d.Language
}

// SeatAtDoor gives the seat of anybody who has the code: it sees the step and the board.
//
// Faults: NotFound "no-such-code"; TooMany.
func (s *Service) SeatAtDoor(ctx context.Context, v room.Visitor, code string) (Seat, error) {
	var seat Seat
	err := s.knock(ctx, v, code, func(_ *db.Tx, d Dialogue) error {
		seat = Seat{Municipality: v.Municipality, Dialogue: d.ID, Step: d.State.Step, Language: d.Language}
		return nil
	})
	return seat, err
}

// AtScreen gives the projector's seat and the dialogue it shows.
//
// Faults: NotFound.
func (s *Service) AtScreen(ctx context.Context, municipality, screen string) (Seat, Dialogue, error) {
	var d Dialogue
	err := s.DB.View(ctx, access.Anonymous(municipality), func(tx *db.Tx) error {
		var found bool
		var err error
		if d, found, err = dialogueByScreen(tx, screen); err == nil && !found {
			err = fault.Missing()
		}
		return err
	})
	return Seat{Municipality: municipality, Dialogue: d.ID, Step: d.State.Step, Screen: true}, d, err
}

// RoomSeen gives where the room is, as a seat sees it.
//
// Faults: NotFound.
func (s *Service) RoomSeen(ctx context.Context, seat Seat) (RoomView, error) {
	var v RoomView
	err := s.see(ctx, seat, func(tx *db.Tx, d Dialogue, g guide.Guide) error {
		v = d.room(g, look{group: seat.Group, lang: text.LangOf(ctx), now: tx.Now()})
		if !seat.Screen {
			return nil
		}
		if v.Step != nil {
			if s, _ := g.Step(v.Step.Number); len(room.OwnPrompts(s, v.Step.Division)) > 0 {
				v.Step.Prompt = room.TogetherPrompt(v.Step.Division, text.LangOf(ctx))
			}
			return nil
		}
		a, err := countActors(tx, d.ID) // the wall says how many have come in
		v.People = a.people
		return err
	})
	return v, err
}

func (s *Service) see(ctx context.Context, seat Seat, do func(*db.Tx, Dialogue, guide.Guide) error) error {
	return s.DB.View(ctx, access.Anonymous(seat.Municipality), func(tx *db.Tx) error {
		d, err := loadDialogue(tx, seat.Dialogue)
		if err != nil {
			return err
		}
		g, err := s.guideOf(tx, d)
		if err != nil {
			return err
		}
		return do(tx, d, g)
	})
}

// GroupSeen gives a group's own cards in the room's current step. It is the same for all
// who sit in the group.
//
// Faults: NotFound.
func (s *Service) GroupSeen(ctx context.Context, seat Seat) (GroupView, error) {
	var v GroupView
	err := s.see(ctx, seat, func(tx *db.Tx, d Dialogue, g guide.Guide) (err error) {
		seat.Step = d.State.Step
		v, err = groupView(tx, d, g, seat)
		return err
	})
	return v, err
}

// mostInGroup is how many of a group's newest cards its phones show.
const mostInGroup = 300

func groupView(tx *db.Tx, d Dialogue, g guide.Guide, seat Seat) (GroupView, error) {
	l := text.LangOf(tx.Context())
	v := GroupView{Step: seat.Step, Group: seat.Group, Label: room.GroupLabel(seat.Group, l), Cards: []card.Card{}}
	if seat.Group == "" {
		return v, nil
	}
	inputs, err := card.Written(tx, d.ID.String(), []int{seat.Step}, card.Query{Group: &seat.Group, Newest: mostInGroup + 1, Cards: true})
	if err != nil {
		return v, err
	}
	if v.Older = len(inputs) > mostInGroup; v.Older {
		inputs = inputs[1:]
	}
	v.Cards = card.Pile{Inputs: inputs}.SeenBy(room.OwnGroup, g, d.State, card.Viewpoint{Lang: l})
	variant, _ := g.Variant(d.Variant)
	st, _ := g.Step(seat.Step)
	at := seat.Step
	if d.division(st, variant) == room.AtTables {
		at = 0
	}
	row, _, err := d.at(at).Table(tx, seat.Group)
	v.NeedsTime = row.NeedsTime
	return v, err
}

// BoardSeen gives what all see in the room's current step. It is the same for everybody.
//
// Faults: NotFound.
func (s *Service) BoardSeen(ctx context.Context, seat Seat) (BoardView, error) {
	var v BoardView
	err := s.see(ctx, seat, func(tx *db.Tx, d Dialogue, g guide.Guide) error {
		p, err := pileOf(tx, d, g, d.State.Step)
		if err != nil {
			return err
		}
		l := text.LangOf(ctx)
		at := card.Viewpoint{Lang: l, Step: d.State.Step}
		v = BoardView{Step: d.State.Step, Contributions: p.count, Written: p.count - p.marks, Headings: p.HeadingViews(), Coverage: p.levels(), Gathered: p.gathered.Pieces}
		v.Cards = p.SeenBy(room.Anybody, g, d.State, at)
		v.Disagreements = card.Pile{Inputs: p.noted}.Disputes(g, d.State, at)
		v.Earlier = p.earlier.Map(room.Anybody, g, d.State, l)
		v.Map = slices.ContainsFunc(v.Cards, func(c card.Card) bool { return c.Place != "" })
		if v.Gathered == nil {
			v.Gathered = []Piece{}
		}
		v.Shown = len(v.Cards)+len(v.Gathered)+len(v.Coverage)+len(v.Disagreements) > 0 || v.Earlier != nil
		return nil
	})
	return v, err
}

// pileOf reads all that lies on a step's board.
func pileOf(tx *db.Tx, d Dialogue, g guide.Guide, step int) (lying, error) {
	var p lying
	st, ok := g.Step(step)
	if !ok {
		return p, nil
	}
	var err error
	if p.Pile, err = card.Lying(tx, d.ID.String(), st); err != nil {
		return p, err
	}
	if p.noted, p.earlier, err = p.Beside(tx, d.ID.String(), g, st); err != nil {
		return p, err
	}
	p.Inputs = slices.DeleteFunc(p.Inputs, func(in card.Input) bool { return p.earlier != nil && in.Step == p.earlier.Step }) // they lie on its map
	p.Headings = slices.DeleteFunc(p.Headings, func(h card.Heading) bool { return h.Step != step })
	if st.Takes(artefact.Mark) {
		if p.Marks, err = card.MarkCounts(tx, d.ID.String()); err != nil {
			return p, err
		}
	}
	if st.AsksCoverage() {
		if p.covered, err = coverages(tx, d.ID); err != nil {
			return p, err
		}
	}
	if len(st.Gathers) > 0 || st.AsksCoverage() {
		if p.gathered, err = loadGathered(tx, d.ID); err != nil {
			return p, err
		}
	}
	p.count, p.marks, err = card.Count(tx, d.ID.String(), step)
	return p, err
}

// Desk gives a facilitator all of one step; 0 is the room's current one, and before the
// first step the first.
//
// Faults: NotFound, Denied.
func (s *Service) Desk(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], step int) (DeskView, error) {
	var v DeskView
	least, err := s.smallest(ctx, actor.Municipality)
	if err != nil {
		return v, err
	}
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		o, err := s.loadFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		if step == 0 {
			step = max(o.State.Step, 1)
		}
		v, err = o.desk(tx, step, least)
		return err
	})
	return v, err
}

func (o opened) desk(tx *db.Tx, step, least int) (DeskView, error) {
	l := text.LangOf(tx.Context())
	at := look{lang: l, now: tx.Now(), step: step}
	st, ok := o.guide.Step(step)
	if !ok {
		return DeskView{}, fault.Missing()
	}
	v := DeskView{Room: o.room(o.guide, at), Dialogue: o.Dialogue, Coverage: map[string]Covered{}}
	u, err := org.LoadUnit(tx, id.Of[org.Unit](o.Unit))
	if err != nil {
		return v, err
	}
	v.Room.LeaderFacilitates = o.ledBy(u)
	for _, s := range o.guide.Steps {
		v.All = append(v.All, o.stepDesk(s, at))
	}
	v.Shown = v.All[st.Number-1]
	p, err := pileOf(tx, o.Dialogue, o.guide, step)
	if err != nil {
		return v, err
	}
	v.Cards, _ = p.Desk(o.guide, o.State, card.Viewpoint{Lang: l, Step: step})
	v.Noted, _ = card.Pile{Inputs: p.noted}.Desk(o.guide, o.State, card.Viewpoint{Lang: l, Step: step})
	v.Earlier = p.earlier.Map(room.TheFacilitator, o.guide, o.State, l)
	v.Headings, v.Gathered, v.Contributions, v.Older = p.HeadingViews(), p.gathered, p.count-p.marks, p.Older
	for _, c := range p.covered {
		v.Coverage[c.Perspective] = c
	}
	late, err := card.Late(tx, o.ID.String())
	if err != nil {
		return v, err
	}
	_, v.Tray = card.Pile{Inputs: late}.Desk(o.guide, o.State, card.Viewpoint{Lang: l, Step: step})
	if v.Agreements, err = agreement.Of(tx, o.ID.String()); err != nil {
		return v, err
	}
	return v, o.deskGroups(tx, &v, least)
}

func (o opened) deskGroups(tx *db.Tx, v *DeskView, least int) error {
	variant, _ := o.guide.Variant(o.Variant)
	st, _ := o.guide.Step(v.Shown.Number)
	at := v.Shown.Number
	if by := o.division(st, variant); by == room.Together || by == room.AtTables {
		at = 0
	}
	rows, err := o.at(at).Tables(tx)
	if err != nil {
		return err
	}
	l := text.LangOf(tx.Context())
	for _, r := range rows {
		if r.People > 0 {
			v.Groups = append(v.Groups, GroupDesk{Key: r.Key, Label: room.GroupLabel(r.Key, l), NeedsTime: r.NeedsTime, Shown: o.State.IsShown(v.Shown.Number, r.Key)})
		}
	}
	sortGroups(v.Groups)
	a, err := countActors(tx, o.ID)
	v.People = a.people
	if a.people >= least {
		v.Actors = countLabels(a.actors, least)
	}
	return err
}

func (o opened) stepDesk(s guide.Step, at look) StepDesk {
	l := at.lang
	v := StepDesk{StepView: stepView(o.State, o.guide, s, look{lang: l, now: at.now}), Outcome: s.Outcome.Say(l)}
	variant, _ := o.guide.Variant(o.Variant)
	v.Division = o.division(s, variant)
	v.Script = ScriptView{
		Say: s.Script.Say.Say(l), Do: s.Script.Do.Say(l), IfQuiet: s.Script.IfQuiet.Say(l), IfDominated: s.Script.IfDominated.Say(l),
		StopWhen: s.Script.StopWhen.Say(l), Note: s.Script.Note(o.Variant).Say(l),
	}
	for _, key := range room.OwnPrompts(s, v.Division) {
		v.Prompts = append(v.Prompts, PromptView{Group: key, Label: room.GroupLabel(key, l), Prompt: s.Prompt(key).Say(l)})
	}
	return v
}
