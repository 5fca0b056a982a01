package demo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
)

// hold puts one step on the stage.
func (t *talk) hold(s *stage, n int) {
	add := func(at time.Time, what string, do func(context.Context) error) {
		s.add(at, fmt.Sprintf("%s step %d, %s", t.id, n, what), do)
	}
	add(t.begins[n-1], "begin", func(ctx context.Context) error { return t.steer(ctx, room.Command{Do: room.Next, From: -1}) })
	add(t.between(n, .05), "sides", func(ctx context.Context) error { return t.sides(ctx, n) })
	st := t.steps[n]
	late := false
	for i, in := range st.inputs {
		at := t.between(n, .1+.65*float64(i)/float64(len(st.inputs)))
		if in.late {
			at, late = t.between(n, .97), true
		}
		add(at, fmt.Sprintf("input %d", i+1), func(ctx context.Context) error { return t.write(ctx, n, in) })
	}
	if st.show {
		add(t.between(n, .8), "show", func(ctx context.Context) error { return t.steer(ctx, room.Command{Do: room.Show, Step: n}) })
	}
	add(t.between(n, .85), "headings", func(ctx context.Context) error { return t.headings(ctx, n) })
	add(t.between(n, .87), "placements", func(ctx context.Context) error { return t.placements(ctx, n) })
	add(t.between(n, .89), "coverage", func(ctx context.Context) error { return t.cover(ctx, n) })
	add(t.between(n, .91), "gathered text", func(ctx context.Context) error { return t.gather(ctx, n) })
	if late {
		add(t.between(n, .95), "close for writing", func(ctx context.Context) error { return t.steer(ctx, room.Command{Do: room.CloseStep, Step: n}) })
	}
}

func (t *talk) division(n int) room.Division {
	st, _ := t.book.Step(n)
	v, _ := t.book.Variant(t.variant)
	return room.DivisionOf(st, v)
}

// sides moves who was dealt to another perspective than theirs.
func (t *talk) sides(ctx context.Context, n int) error {
	if t.division(n) != room.BySide {
		return nil
	}
	for _, nr := range slices.Sorted(maps.Keys(t.guests)) {
		if side := t.people[nr].side; side != "" {
			if err := t.Dialogues.ChangeSide(ctx, t.guests[nr], side); err != nil {
				return fmt.Errorf("participant %d: %w", nr, err)
			}
		}
	}
	return nil
}

func (t *talk) write(ctx context.Context, n int, in input) error {
	data := maps.Clone(in.data)
	if in.kind == artefact.Mark {
		data[artefact.FieldCard] = t.cards[data[artefact.FieldCard]]
	}
	book, _ := t.book.Step(n)
	var r card.Receipt
	var err error
	if guest, ok := t.guests[in.by]; ok && (!in.paper || book.Visibility == guide.Private) {
		r, _, err = t.Dialogues.Write(ctx, guest, card.Writing{ID: id.UUID(), Step: n, Kind: in.kind, Data: data, Late: in.late})
		if err == nil && in.shared {
			_, err = t.Dialogues.Share(ctx, guest, r.ID, true)
		}
	} else {
		r, err = t.enter(ctx, n, in, data)
	}
	if err != nil {
		return fmt.Errorf("%v: %w", data, err)
	}
	if in.ref != "" {
		t.cards[in.ref] = r.Card
	}
	return t.own(ctx, in, r)
}

// enter is what the facilitator types in: from paper, or said in the room.
func (t *talk) enter(ctx context.Context, n int, in input, data artefact.Data) (card.Receipt, error) {
	actor, err := t.host(ctx)
	if err != nil {
		return card.Receipt{}, err
	}
	e := dialogue.Entry{ID: id.UUID(), Step: n, Channel: card.FromFacilitator, Kind: in.kind, Data: data}
	if p, ok := t.people[in.by]; ok {
		e.Channel, e.Actor = card.Paper, room.Actor(p.actor)
		if e.Actor == room.Employee {
			e.Profession = p.profession
		}
		if e.Group, err = t.groupOf(ctx, n, p); err != nil {
			return card.Receipt{}, err
		}
	}
	return t.Dialogues.EnterFor(ctx, actor, t.held.ID, e)
}

// groupOf gives where somebody without a telephone sits in a step: at their table, with
// their perspective, or with those who are most like them.
func (t *talk) groupOf(ctx context.Context, n int, p participant) (string, error) {
	switch t.division(n) {
	case room.Together:
		return "", nil
	case room.AtTables:
		return p.table, nil
	case room.BySide:
		return p.side, nil
	}
	alike, most := 0, -1
	for _, nr := range slices.Sorted(maps.Keys(t.guests)) {
		points := 0
		for i, same := range []bool{t.people[nr].table == p.table, t.people[nr].profession == p.profession, t.people[nr].actor == p.actor} {
			if same {
				points += 1 << i
			}
		}
		if points > most {
			alike, most = nr, points
		}
	}
	seat, err := t.Dialogues.Enter(ctx, t.guests[alike])
	return seat.Group, err
}

// own gives an agreement or a knowledge need to who takes it on.
func (t *talk) own(ctx context.Context, in input, r card.Receipt) error {
	if in.owner == "" {
		return nil
	}
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	who, ok := t.who.people[in.owner]
	if !ok {
		return fmt.Errorf("there is nobody with the address %q", in.owner)
	}
	a, err := t.Dialogues.Agree(ctx, actor, t.held.ID, agreement.Input{Card: r.Card, Kind: in.kind, Data: in.data, Owner: who})
	t.agreed = append(t.agreed, promise{a, in})
	return err
}

// promise is an agreement with what the file says of it.
type promise struct {
	agreement.Agreed
	input
}

// longAgo is after how many days what was promised has been done.
const longAgo = 60

// promises puts on the stage that owners say yes the day after, and have done by the date
// what is long ago.
func (t *talk) promises(s *stage, now time.Time) {
	s.add(t.end.Add(16*time.Hour), t.id+", owners answer", func(ctx context.Context) error {
		return t.each(ctx, func(p promise) bool { return !p.declined }, func(ctx context.Context, p promise) error {
			actor, err := t.who.actor(ctx, p.owner)
			if err != nil {
				return err
			}
			return t.Agreements.Answer(ctx, actor, p.Agreed.ID, true)
		})
	})
	for _, on := range t.discussions() {
		s.add(on.Time().Add(15*time.Hour), t.id+", MED has discussed it", func(ctx context.Context) error { return t.discuss(ctx, on) })
	}
	if done := t.end.AddDate(0, 0, longAgo); done.Before(now) {
		s.add(done, t.id+", promises are kept", func(ctx context.Context) error {
			old := func(p promise) bool { return !p.declined && p.Due.Before(day.Of(done)) }
			return t.each(ctx, old, func(ctx context.Context, p promise) error {
				actor, err := t.who.actor(ctx, p.owner)
				if err != nil {
					return err
				}
				return t.Agreements.Finish(ctx, actor, p.Agreed.ID, true)
			})
		})
	}
}

// discussions are the days on which MED discussed something that was agreed on.
func (t *talk) discussions() []day.Date {
	var out []day.Date
	for _, st := range t.steps {
		for _, in := range st.inputs {
			if !in.discussed.IsZero() && !slices.Contains(out, in.discussed) {
				out = append(out, in.discussed)
			}
		}
	}
	slices.Sort(out)
	return out
}

// discuss notes that MED has discussed what was on its agenda that day.
func (t *talk) discuss(ctx context.Context, on day.Date) error {
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	now, err := t.Dialogues.Desk(ctx, actor, t.held.ID, 0)
	if err != nil {
		return err
	}
	return t.each(ctx, func(p promise) bool { return p.input.discussed == on }, func(ctx context.Context, p promise) error {
		i := slices.IndexFunc(now.Agreements, func(a agreement.Agreed) bool { return a.ID == p.Agreed.ID })
		if i < 0 {
			return fmt.Errorf("the agreement is gone")
		}
		a := now.Agreements[i]
		_, err := t.Dialogues.Agree(ctx, actor, t.held.ID, agreement.Input{
			ID: a.ID, Version: a.Version, Kind: a.Kind, Data: a.Data, Owner: id.Of[org.Person](a.Owner), Due: a.Due, MED: a.MED, MEDOn: on,
		})
		return err
	})
}

func (t *talk) each(ctx context.Context, which func(promise) bool, do func(context.Context, promise) error) error {
	for _, p := range t.agreed {
		if which(p) {
			if err := do(ctx, p); err != nil {
				return fmt.Errorf("%s: %w", p.owner, err)
			}
		}
	}
	return nil
}

func (t *talk) headings(ctx context.Context, n int) error {
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	for _, one := range t.steps[n].headings {
		h, err := t.Dialogues.AddHeading(ctx, actor, t.held.ID, n, one.title)
		if err != nil {
			return fmt.Errorf("%q: %w", one.title, err)
		}
		under := h.ID.String()
		for _, ref := range one.cards {
			if _, err := t.Dialogues.Place(ctx, actor, t.held.ID, dialogue.PlaceInput{Step: n, Card: t.cards[ref], Heading: &under, Version: -1}); err != nil {
				return fmt.Errorf("%s under %q: %w", ref, one.title, err)
			}
		}
	}
	return nil
}

func (t *talk) placements(ctx context.Context, n int) error {
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	for _, p := range t.steps[n].placements {
		if _, err := t.Dialogues.Place(ctx, actor, t.held.ID, dialogue.PlaceInput{Step: n, Card: t.cards[p.card], Place: &p.place, Version: -1}); err != nil {
			return fmt.Errorf("%s at %s: %w", p.card, p.place, err)
		}
	}
	return nil
}

// coverages are the file's words for how well a perspective is covered.
var coverages = map[string]dialogue.Coverage{"godt": dialogue.Well, "delvist": dialogue.Partly, "ikke": dialogue.NotAt}

func (t *talk) cover(ctx context.Context, n int) error {
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	for _, side := range slices.Sorted(maps.Keys(t.steps[n].coverage)) {
		if err := t.Dialogues.Cover(ctx, actor, t.held.ID, side, coverages[t.steps[n].coverage[side]]); err != nil {
			return fmt.Errorf("%s: %w", side, err)
		}
	}
	return nil
}

// gather lays the one text together; a piece made of several drafts is traced to the first.
func (t *talk) gather(ctx context.Context, n int) error {
	if len(t.steps[n].gathered) == 0 {
		return nil
	}
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	var in dialogue.GatherInput
	for _, p := range t.steps[n].gathered {
		one := dialogue.Piece{Text: p.text}
		if len(p.from) > 0 {
			one.Card = t.cards[p.from[0]]
		}
		in.Pieces = append(in.Pieces, one)
	}
	_, err = t.Dialogues.Gather(ctx, actor, t.held.ID, in)
	return err
}
