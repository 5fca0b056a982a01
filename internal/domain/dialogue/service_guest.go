package dialogue

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

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

// DoorView is what is said to somebody before they come in.
type DoorView struct {
	Room              RoomView
	Language          text.Lang
	Unit              string // its name
	Professions       []string
	Tables            int
	LeaderFacilitates bool // a facilitator is the leader of the unit
	GroundRules       []string
	Purpose           string
	Door              bool // newcomers are let in
}

// AtDoor shows a room to somebody outside it who has the code.
//
// Faults: NotFound "no-such-code"; TooMany.
func (s *Service) AtDoor(ctx context.Context, v room.Visitor, code string) (DoorView, error) {
	var out DoorView
	err := s.knock(ctx, v, code, func(tx *db.Tx, d Dialogue) error {
		o, err := s.open(tx, d)
		if err != nil {
			return err
		}
		u, err := org.LoadUnit(tx, id.Of[org.Unit](d.Unit))
		if err != nil {
			return err
		}
		l := text.LangOf(ctx)
		out = DoorView{
			Room: o.room(o.guide, look{lang: l, now: tx.Now()}), Language: d.Language, Unit: u.Name, Tables: d.Tables(o.guide), Door: d.State.Door,
			LeaderFacilitates: o.ledBy(u), Purpose: o.guide.Purpose.Say(l),
		}
		for _, r := range o.guide.GroundRules {
			out.GroundRules = append(out.GroundRules, r.Say(l))
		}
		known, err := org.ProfessionsOf(tx, u.Path)
		for _, p := range known {
			if !room.LeaderHere.Called(p.Name) { // who leads says so, and is not asked for a profession
				out.Professions = append(out.Professions, p.Name)
			}
		}
		return err
	})
	return out, err
}

// ledBy tells whether one of the facilitators leads the unit.
func (o opened) ledBy(u org.Unit) bool {
	for _, h := range living(o.hosts) {
		if h.Person != "" && h.Person == u.Leader.String() {
			return true
		}
	}
	return false
}

// knock looks a code up for somebody outside and reads the room; a wrong code is counted.
func (s *Service) knock(ctx context.Context, v room.Visitor, code string, do func(*db.Tx, Dialogue) error) error {
	return s.DB.View(ctx, access.Anonymous(v.Municipality), func(tx *db.Tx) error {
		d, err := s.tried(tx, v, code)
		if err != nil {
			return err
		}
		return do(tx, d)
	})
}

// tried finds the dialogue a code lets into, unless far too many wrong codes came from there.
func (s *Service) tried(tx *db.Tx, v room.Visitor, code string) (Dialogue, error) {
	if err := s.door.Admit(v, tx.Now()); err != nil {
		return Dialogue{}, err
	}
	if code = NormalCode(code); isCode(code) {
		if d, found, err := dialogueByCode(tx, code); err != nil || found {
			return d, err
		}
	}
	if err := s.door.Wrong(v, tx.Now()); err != nil {
		return Dialogue{}, err
	}
	return Dialogue{}, fault.New(fault.NotFound, "no-such-code")
}

// Join lets a phone into the room. The same id gets the same participant again, also when
// the door has been closed meanwhile; isNew tells which it was.
//
// Faults: Invalid with fields; NotFound "no-such-code"; TooMany; Closed "door-closed",
// "removed", "not-open".
func (s *Service) Join(ctx context.Context, v room.Visitor, code string, in JoinInput) (j Joined, isNew bool, err error) {
	in, err = in.checked()
	if err != nil {
		return j, false, err
	}
	err = s.DB.Change(ctx, access.Anonymous(v.Municipality), access.DialogueTakePart, func(tx *db.Tx) error {
		d, err := s.tried(tx, v, code)
		if fault.Is(err, fault.TooMany) { // who was inside already guesses nothing
			if known, was, failed := wasInside(tx, code, in.ID); was || failed != nil {
				d, err = known, failed
			}
		}
		if err != nil {
			return err
		}
		if d, err = loadHeld(tx, d.ID); err != nil { // the room does not move or close under who comes in
			return err
		}
		if err := oneAtATime(tx, code); err != nil {
			return err
		}
		j, isNew, err = s.join(tx, d, in)
		return err
	})
	return j, isNew, err
}

// wasInside finds the dialogue of a code if a phone has been in it before. Only who knows
// the phone's own secret id learns that the code is right.
func wasInside(tx *db.Tx, code, device string) (Dialogue, bool, error) {
	d, found, err := dialogueByCode(tx, NormalCode(code))
	if err != nil || !found {
		return d, false, err
	}
	_, err = participantByDevice(tx, d.ID, hashOf(strings.ToLower(device)))
	if fault.Is(err, fault.NotFound) {
		return d, false, nil
	}
	return d, err == nil, err
}

func (s *Service) join(tx *db.Tx, d Dialogue, in JoinInput) (Joined, bool, error) {
	g, err := s.guideOf(tx, d)
	if err != nil {
		return Joined{}, false, err
	}
	device := hashOf(strings.ToLower(in.ID))
	p, err := participantByDevice(tx, d.ID, device)
	if fault.Is(err, fault.NotFound) {
		return s.admit(tx, d, g, in)
	}
	if err != nil {
		return Joined{}, false, err
	}
	j, err := comeBack(tx, d, g, p, in.ID)
	return j, false, err
}

// comeBack gives a phone that is known its place again.
func comeBack(tx *db.Tx, d Dialogue, g guide.Guide, p participant, device string) (Joined, error) {
	if p.Gone != here {
		return Joined{}, room.Closed("removed")
	}
	group, err := seatLate(tx, d, g, d.State.Step, p.seated())
	return p.joined(d, unseal(p.Sealed, device), group), err
}

func (p participant) joined(d Dialogue, token, group string) Joined {
	if d.State.Step == 0 {
		group = p.Table
	}
	return Joined{Participant: p.ID, Token: token, Group: group, Mark: markOf(p.ID)}
}

func (s *Service) admit(tx *db.Tx, d Dialogue, g guide.Guide, in JoinInput) (Joined, bool, error) {
	switch {
	case d.State.Phase != room.Open:
		return Joined{}, false, room.Closed("not-open")
	case !d.State.Door:
		return Joined{}, false, room.Closed("door-closed")
	}
	table, err := tableFor(tx, d, g, in.Table)
	if err != nil {
		return Joined{}, false, err
	}
	token := tokenPrefix + id.Secret()
	p := participant{
		ID: tx.NewID(), Dialogue: d.ID.String(), Device: hashOf(strings.ToLower(in.ID)), Token: hashOf(token), Sealed: seal(token, in.ID),
		Actor: in.Actor, Profession: in.Profession, Name: in.Name, Table: table, Joined: tx.Now(),
	}
	isNew, err := db.InsertNew(tx, "participant", p)
	if err != nil {
		return Joined{}, false, err
	}
	if !isNew { // the same phone knocked twice at once
		if p, err = participantByDevice(tx, d.ID, p.Device); err != nil {
			return Joined{}, false, err
		}
		j, err := comeBack(tx, d, g, p, in.ID)
		return j, false, err
	}
	if err := d.at(0).Add(tx, room.Group{Key: table, People: 1}); err != nil {
		return Joined{}, false, err
	}
	tx.Touch(DeskTopic(d.ID))
	group, err := seatLate(tx, d, g, d.State.Step, p.seated())
	return p.joined(d, token, group), true, err
}

// tableFor gives the table somebody sits at: the one they came from, or the emptiest. Where
// the plan names no number, a new table is begun when all are full.
func tableFor(tx *db.Tx, d Dialogue, g guide.Guide, asked string) (string, error) {
	if asked != "" {
		return asked, nil
	}
	emptiest, found, err := d.at(0).Emptiest(tx)
	if err != nil || !found {
		return "1", err
	}
	if d.Plan.Tables > 0 || emptiest.People < g.Participants.GroupMax+room.Crowd {
		return emptiest.Key, nil
	}
	n, err := d.at(0).Count(tx)
	if n >= room.MostTables {
		return emptiest.Key, err
	}
	return strconv.Itoa(n + 1), err
}

// insider is somebody in the room, loaded for one act.
type insider struct {
	insideRow
	Dialogue
	guide guide.Guide
}

func (i insider) seated() room.Seated {
	return room.Seated{ID: i.Participant, Actor: i.Actor, Profession: i.Profession, Table: i.Table}
}

// enter finds who carries a guest's token. held keeps the room from being closed until the
// transaction ends.
//
// Faults: SignIn "not-inside", "removed".
func (s *Service) enter(tx *db.Tx, who Guest, held bool) (insider, error) {
	row, found, err := loadInside(tx, NormalCode(who.Code), hashOf(who.Token), held)
	if err != nil {
		return insider{}, err
	}
	d := row.dialogue()
	switch {
	case !found, !tokenLife(d, tx.Now()), row.Gone == finished:
		return insider{}, fault.New(fault.SignIn, "not-inside")
	case row.Gone == removed:
		return insider{}, fault.New(fault.SignIn, "removed")
	}
	i := insider{insideRow: row, Dialogue: d}
	i.guide, err = s.guideOf(tx, d)
	return i, err
}

// act lets a guest do something in the room.
func (s *Service) act(ctx context.Context, who Guest, do func(*db.Tx, insider) error) error {
	return s.DB.Change(ctx, access.Anonymous(who.Municipality), access.DialogueTakePart, func(tx *db.Tx) error {
		i, err := s.enter(tx, who, true)
		if err != nil {
			return err
		}
		return do(tx, i)
	})
}

// Write stores what a guest wrote. The same id with the same words again gives the first
// answer again, whatever has happened since; isNew tells which it was.
//
// Faults: SignIn "not-inside", "removed"; Invalid with fields; Forbidden "leader-writes",
// "facilitator-writes"; Closed "step-closed", "step-waiting", "dialogue-closed"; Conflict
// "id-reused".
func (s *Service) Write(ctx context.Context, who Guest, w card.Writing) (r card.Receipt, isNew bool, err error) {
	err = s.act(ctx, who, func(tx *db.Tx, i insider) error {
		if err := w.Check(i.guide); err != nil {
			return err
		}
		cardID := card.IDOf(i.Participant, w.ID)
		late, refused := i.Dialogue.State.MayStore(w.Step, w.Late, tx.Now())
		if refused == nil {
			st, _ := i.guide.Step(w.Step)
			refused = card.MayWrite(st, i.Actor, w.Kind)
		}
		if refused != nil {
			r, err = again(tx, cardID, w, refused)
			return err
		}
		in, err := i.input(tx, cardID, w, late)
		if err != nil {
			return err
		}
		if isNew, err = db.InsertNew(tx, "dialogue_input", in); err != nil {
			return err
		}
		if !isNew {
			r, err = again(tx, cardID, w, fault.Missing())
			return err
		}
		r = in.Receipt()
		i.touch(tx, in)
		return nil
	})
	return r, isNew, err
}

// again gives the first answer to what was sent before; refused where it was not.
func again(tx *db.Tx, cardID id.Of[card.Input], w card.Writing, refused error) (card.Receipt, error) {
	before, found, err := card.Load(tx, cardID)
	switch {
	case err != nil:
		return card.Receipt{}, err
	case !found:
		return card.Receipt{}, refused
	case before.First != w.Sum():
		return card.Receipt{}, fault.New(fault.Conflict, "id-reused")
	}
	return before.Receipt(), nil
}

func (i insider) input(tx *db.Tx, cardID id.Of[card.Input], w card.Writing, late bool) (card.Input, error) {
	if err := i.checkMark(tx, w.Step, w.Kind, w.Data); err != nil {
		return card.Input{}, err
	}
	group, err := seatLate(tx, i.Dialogue, i.guide, w.Step, i.seated())
	in := card.Input{
		ID: cardID, Dialogue: i.Dialogue.ID.String(), Step: w.Step, Group: group, Participant: i.Participant, Device: w.ID, First: w.Sum(), Rev: 1,
		Channel: card.Phone, Actor: i.Actor, Profession: i.Profession, Late: late, At: tx.Now(),
	}
	return in.Filled(w.Kind, w.Data), err
}

// checkMark sees to it that a mark lies on a card that its writer can see on this board.
func (i insider) checkMark(tx *db.Tx, step int, k artefact.Kind, d artefact.Data) error {
	if k != artefact.Mark {
		return nil
	}
	st, _ := i.guide.Step(step)
	one, err := card.Of(tx, db.Shared, i.Dialogue.ID.String(), strings.TrimSpace(d[artefact.FieldCard]))
	if fault.Is(err, fault.NotFound) {
		return fault.OnField(artefact.FieldCard, "no-such-card")
	}
	if err != nil {
		return err
	}
	from, _ := i.guide.Step(one.Step)
	if one.Kind == artefact.Mark || !slices.Contains(card.OnBoard(st), one.Step) || !one.Sight(from.Visibility, i.Dialogue.State).Sees(room.Anybody) {
		return fault.OnField(artefact.FieldCard, "no-such-card")
	}
	return nil
}

// touch wakes those who see the input, and nobody else.
func (i insider) touch(tx *db.Tx, in card.Input) { touch(tx, i.Dialogue, i.guide, in) }

func touch(tx *db.Tx, d Dialogue, g guide.Guide, in card.Input) {
	st, _ := g.Step(in.Step)
	sight := in.Sight(st.Visibility, d.State)
	sight.Withdrawn, sight.Hidden = false, false // who saw it must learn that it has gone
	tx.Touch(DeskTopic(d.ID))
	if sight.Sees(room.OwnGroup) && in.Group != "" {
		tx.Touch(GroupTopic(d.ID, in.Step, in.Group))
	}
	if sight.Sees(room.Anybody) {
		tx.Touch(BoardTopic(d.ID))
	}
}

// own gives a guest's own input by the id their phone gave it; nobody else changes it
// meanwhile.
//
// Faults: NotFound.
func (i insider) own(tx *db.Tx, uuid string) (card.Input, error) {
	in, found, err := card.LoadToChange(tx, card.IDOf(i.Participant, uuid))
	if err == nil && !found {
		err = fault.Missing()
	}
	return in, err
}

// Correct changes one's own while its step is open; a lower or equal rev changes nothing.
//
// Faults: SignIn; NotFound; Invalid with fields; Closed "step-closed", "dialogue-closed".
func (s *Service) Correct(ctx context.Context, who Guest, uuid string, c card.Correction) (OwnInput, error) {
	var out OwnInput
	err := s.act(ctx, who, func(tx *db.Tx, i insider) error {
		in, err := i.own(tx, uuid)
		if err != nil {
			return err
		}
		st, _ := i.guide.Step(in.Step)
		if !st.Takes(c.Kind) {
			return fault.OnField("kind", "choose")
		}
		if err := card.CheckData(st, c.Kind, c.Data); err != nil {
			return err
		}
		if out = i.ownView(in, tx.Now()); c.Rev <= in.Rev {
			return nil
		}
		if err := i.checkMark(tx, in.Step, c.Kind, c.Data); err != nil {
			return err
		}
		out, err = i.keep(tx, in, in.Corrected(c))
		return err
	})
	return out, err
}

// keep writes a changed input of one's own while its step is open.
func (i insider) keep(tx *db.Tx, before, in card.Input) (OwnInput, error) {
	if _, err := i.Dialogue.State.MayStore(in.Step, false, tx.Now()); err != nil {
		return OwnInput{}, err
	}
	i.touch(tx, before)
	i.touch(tx, in)
	return i.ownView(in, tx.Now()), card.Update(tx, in)
}

func (i insider) ownView(in card.Input, now time.Time) OwnInput {
	st, _ := i.guide.Step(in.Step)
	return OwnInput{
		Private: st.Visibility == guide.Private,
		ID:      in.Device, Card: in.ID.String(), Step: in.Step, Kind: in.Kind, Data: in.Data, Rev: in.Rev, Late: in.Late, Shared: in.Shared,
		Withdrawn: in.Withdrawn, Open: i.Dialogue.State.Status(in.Step, now) == room.StepOpen,
	}
}

// Withdraw takes back one's own while its step is open: its words are gone everywhere, also
// from what a facilitator has made of them.
//
// Faults: SignIn; NotFound; Closed "step-closed", "dialogue-closed".
func (s *Service) Withdraw(ctx context.Context, who Guest, uuid string, rev int64) (OwnInput, error) {
	var out OwnInput
	err := s.act(ctx, who, func(tx *db.Tx, i insider) error {
		in, err := i.own(tx, uuid)
		if err != nil {
			return err
		}
		if out = i.ownView(in, tx.Now()); rev < in.Rev || in.Withdrawn {
			return nil
		}
		if out, err = i.keep(tx, in, in.Withdraw(rev)); err != nil {
			return err
		}
		return forgetUses(tx, i.Dialogue.ID, in.ID)
	})
	return out, err
}

// Share lets others see a private note of one's own: the facilitators, and all once its
// step is shown. It is then kept at the close. Taken back, it is the writer's alone again.
//
// Faults: SignIn; NotFound; Closed "dialogue-closed".
func (s *Service) Share(ctx context.Context, who Guest, uuid string, share bool) (OwnInput, error) {
	var out OwnInput
	err := s.act(ctx, who, func(tx *db.Tx, i insider) error {
		in, err := i.own(tx, uuid)
		if err != nil {
			return err
		}
		if out = i.ownView(in, tx.Now()); in.Withdrawn {
			return nil
		}
		if i.Dialogue.State.Phase == room.Shut {
			return room.Closed("dialogue-closed")
		}
		i.touch(tx, in)
		in.Shared = share
		i.touch(tx, in)
		out = i.ownView(in, tx.Now())
		if err := card.Update(tx, in); err != nil || share {
			return err
		}
		return forgetUses(tx, i.Dialogue.ID, in.ID)
	})
	return out, err
}

// forgetUses takes the words of a card that was taken back out of the gathered text and out
// of the agreements that were made of it.
func forgetUses(tx *db.Tx, dialogue id.Of[Dialogue], cardID id.Of[card.Input]) error {
	g, err := gatheredToChange(tx, dialogue)
	if err != nil {
		return err
	}
	before := len(g.Pieces)
	g.Pieces = slices.DeleteFunc(g.Pieces, func(p Piece) bool { return p.Card == cardID.String() })
	if len(g.Pieces) < before {
		if err := db.Put(tx, &g); err != nil {
			return err
		}
		tx.Touch(BoardTopic(dialogue))
		tx.Touch(DeskTopic(dialogue))
	}
	return agreement.TakeBack(tx, cardID.String())
}

// NeedTime says of one's own group that it needs time, or that it works.
//
// Faults: SignIn; Closed "not-in-groups".
func (s *Service) NeedTime(ctx context.Context, who Guest, needs bool) error {
	return s.act(ctx, who, func(tx *db.Tx, i insider) error {
		d := i.Dialogue
		group, err := seatLate(tx, d, i.guide, d.State.Step, i.seated())
		if err != nil {
			return err
		}
		if group == "" {
			return room.Closed("not-in-groups")
		}
		tx.Touch(DeskTopic(d.ID))
		tx.Touch(GroupTopic(d.ID, d.State.Step, group))
		return d.at(i.groupStep(d.State.Step)).NeedsTime(tx, group, needs)
	})
}

// groupStep is under which step the groups of a step are kept: 0 where the tables are.
func (i insider) groupStep(step int) int {
	variant, _ := i.guide.Variant(i.Dialogue.Variant)
	st, _ := i.guide.Step(step)
	if i.Dialogue.division(st, variant) == room.AtTables {
		return 0
	}
	return step
}

// ChangeSide moves a guest to another of the three perspectives.
//
// Faults: SignIn; Closed "not-in-groups"; Invalid on group.
func (s *Service) ChangeSide(ctx context.Context, who Guest, side string) error {
	return s.act(ctx, who, func(tx *db.Tx, i insider) error {
		d := i.Dialogue
		variant, _ := i.guide.Variant(d.Variant)
		st, ok := i.guide.Step(d.State.Step)
		if !ok || d.division(st, variant) != room.BySide {
			return room.Closed("not-in-groups")
		}
		if !slices.Contains(artefact.Perspectives(), side) {
			return fault.OnField("group", "choose")
		}
		from, err := seatLate(tx, d, i.guide, d.State.Step, i.seated())
		if err != nil || from == side {
			return err
		}
		tx.Touch(SeatTopic(d.ID, i.Participant))
		tx.Touch(DeskTopic(d.ID))
		return d.at(d.State.Step).Move(tx, i.Participant, from, side)
	})
}

// Leave says that a guest is done on this phone: its token opens nothing any more. What was
// written stays.
//
// Faults: SignIn.
func (s *Service) Leave(ctx context.Context, who Guest) error {
	return s.act(ctx, who, func(tx *db.Tx, i insider) error {
		tx.Touch(SeatTopic(i.Dialogue.ID, i.Participant)) // a stream that is still open hears nothing more
		tx.Touch(DeskTopic(i.Dialogue.ID))
		return setGone(tx, i.Participant, finished)
	})
}

// OwnInputs gives what a guest wrote, and of their group's cards in the current step what
// they may see.
//
// Faults: SignIn.
func (s *Service) OwnInputs(ctx context.Context, who Guest) (Inputs, error) {
	out := Inputs{Own: []OwnInput{}, Group: []card.Card{}}
	err := s.DB.View(ctx, access.Anonymous(who.Municipality), func(tx *db.Tx) error {
		i, err := s.enter(tx, who, false)
		if err != nil {
			return err
		}
		mine, err := card.OwnBy(tx, i.Participant)
		if err != nil {
			return err
		}
		for _, in := range mine {
			out.Own = append(out.Own, i.ownView(in, tx.Now()))
		}
		seat, err := i.seat(tx, who.Municipality)
		if err != nil || seat.Group == "" {
			return err
		}
		g, err := groupView(tx, i.Dialogue, i.guide, seat)
		out.Group = g.Cards
		return err
	})
	return out, err
}
