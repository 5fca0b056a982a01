package dialogue

import (
	"context"

	"kernehus/internal/domain/card"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Steer carries out a facilitator's command and gives the room as it then is. Closing
// freezes the result and proposes the gathered text; see Result.
//
// Faults: NotFound, Denied, and those of State.Apply.
func (s *Service) Steer(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], c room.Command) (RoomView, error) {
	var v RoomView
	m, err := s.municipality(ctx, actor.Municipality)
	if err != nil {
		return v, err
	}
	err = s.DB.Change(ctx, actor, access.DialogueFacilitate, func(tx *db.Tx) error {
		o, err := s.changeFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		if err := s.steer(tx, &o, c, m); err != nil {
			return err
		}
		v = o.room(o.guide, look{lang: text.LangOf(ctx), now: tx.Now()})
		return nil
	})
	return v, err
}

func (s *Service) steer(tx *db.Tx, o *opened, c room.Command, m municipality.Municipality) error {
	before := o.State
	var err error
	if c.Minutes == 0 && (c.Do == room.Next || c.Do == room.Previous || c.Do == room.GoTo) {
		if c.Minutes, err = o.minutesFor(tx, c); err != nil {
			return err
		}
	}
	if o.State, err = before.Apply(c, tx.Now()); err != nil {
		return err
	}
	o.Phase, o.Closed = o.State.Phase, o.State.Closed
	if err := db.Put(tx, &o.Dialogue); err != nil {
		return err
	}
	tx.Touch(BoardTopic(o.ID))
	return s.follow(tx, o, before, m)
}

// follow does what a change of state brings with it.
func (s *Service) follow(tx *db.Tx, o *opened, before room.State, m municipality.Municipality) error {
	if before.Phase == room.Planned && o.State.Phase == room.Open {
		if err := reviveCode(tx, o.Code); err != nil {
			return err
		}
		if err := layTables(tx, o.Dialogue, o.guide); err != nil {
			return err
		}
	}
	if before.Step != o.State.Step {
		if err := room.NobodyNeedsTime(tx, o.ID.String()); err != nil {
			return err
		}
		if err := o.seatAll(tx, o.State.Step); err != nil {
			return err
		}
	}
	switch {
	case before.Phase != room.Shut && o.State.Phase == room.Shut:
		return s.freeze(tx, o, m)
	case before.Phase == room.Shut && o.State.Phase == room.Open:
		return reviveCode(tx, o.Code)
	}
	return nil
}

// minutesFor is how long the step that is about to begin takes with the groups there are.
func (o opened) minutesFor(tx *db.Tx, c room.Command) (int, error) {
	to := c.Step
	switch c.Do {
	case room.Next:
		to = o.State.Step + 1
	case room.Previous:
		to = o.State.Step - 1
	}
	step, ok := o.guide.Step(to)
	if !ok {
		return 0, nil
	}
	n, err := o.presenting(tx, to)
	return room.Lasts(step, o.Variant, o.Plan.InParts, n), err
}

// presenting is how many groups there are in the step before that had groups; as many as
// the guide reckons with where nobody has sat in one.
func (o opened) presenting(tx *db.Tx, step int) (int, error) {
	variant, _ := o.guide.Variant(o.Variant)
	for n := step; n >= 1; n-- {
		s, _ := o.guide.Step(n)
		by := o.division(s, variant)
		if by == room.Together {
			continue
		}
		if by == room.AtTables {
			n = 0
		}
		rows, err := o.at(n).Tables(tx)
		if err != nil {
			return 0, err
		}
		if busy := withPeople(rows); busy > 0 {
			return busy, nil
		}
		break
	}
	return o.guide.AtGroups, nil
}

func withPeople(rows []room.Table) int {
	n := 0
	for _, r := range rows {
		if r.People > 0 {
			n++
		}
	}
	return n
}

func (o opened) size() room.GroupSize {
	return room.GroupSize{Min: o.guide.Participants.GroupMin, Max: o.guide.Participants.GroupMax}
}

// seatAll gives a seat in a step to everybody who has none there.
func (o opened) seatAll(tx *db.Tx, step int) error {
	st, ok := o.guide.Step(step)
	if !ok {
		return nil
	}
	variant, _ := o.guide.Variant(o.Variant)
	by := o.division(st, variant)
	if by == room.Together || by == room.AtTables {
		return nil
	}
	people, err := unseated(tx, o.ID, step)
	if err != nil || len(people) == 0 {
		return err
	}
	rows, err := o.at(step).Tables(tx)
	if err != nil {
		return err
	}
	all, seats := room.Divide(by, seatedOf(people), room.GroupsOf(rows), o.size(), o.Seed+int64(step))
	return o.at(step).Save(tx, all[len(rows):], seats)
}

// at is a step of the dialogue, where people sit.
func (d Dialogue) at(step int) room.At { return room.At{Dialogue: d.ID.String(), Step: step} }

func seatedOf(people []participant) []room.Seated {
	out := make([]room.Seated, len(people))
	for i, p := range people {
		out[i] = p.seated()
	}
	return out
}

// seatLate gives the key of somebody's group in a step, seating them if they have no seat.
func seatLate(tx *db.Tx, d Dialogue, g guide.Guide, step int, p room.Seated) (string, error) {
	st, ok := g.Step(step)
	if !ok {
		return "", nil
	}
	variant, _ := g.Variant(d.Variant)
	by := d.division(st, variant)
	switch by {
	case room.Together:
		return "", nil
	case room.AtTables:
		return p.Table, nil
	}
	if key, found, err := d.at(step).SeatOf(tx, p.ID); err != nil || found {
		return key, err
	}
	rows, err := d.at(step).Tables(tx)
	if err != nil {
		return "", err
	}
	size := room.GroupSize{Min: g.Participants.GroupMin, Max: g.Participants.GroupMax}
	all, seats := room.Divide(by, []room.Seated{p}, room.GroupsOf(rows), size, d.Seed+int64(step))
	key := seats[p.ID]
	tx.Touch(DeskTopic(d.ID))
	return key, d.at(step).Seat(tx, p.ID, named(all, key))
}

func named(groups []room.Group, key string) room.Group {
	for _, g := range groups {
		if g.Key == key {
			return g
		}
	}
	return room.Group{Key: key}
}

// NewCode gives the dialogue another join code. The old one lets nobody more in; who came
// in by it stays.
//
// Faults: NotFound, Denied; Closed "dialogue-closed".
func (s *Service) NewCode(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) (string, error) {
	var code string
	err := s.DB.Change(ctx, actor, access.DialogueFacilitate, func(tx *db.Tx) error {
		o, err := s.changeFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		if o.State.Phase == room.Shut {
			return room.Closed("dialogue-closed")
		}
		code = id.Code(CodeLength)
		o.Code = code
		if err := db.Put(tx, &o.Dialogue); err != nil {
			return err
		}
		return newCode(tx, &o.Dialogue)
	})
	return code, err
}

// InRoom is a participant as a facilitator can point one out: by the mark that stands on
// their own phone. What they wrote cannot be told from it.
type InRoom struct {
	Mark  string
	Table string
	Name  string // as they chose to be called; empty for most
}

// People gives who is in the room now.
//
// Faults: NotFound, Denied.
func (s *Service) People(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) ([]InRoom, error) {
	var out []InRoom
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		if _, err := s.loadFor(tx, access.DialogueFacilitate, dialogue); err != nil {
			return err
		}
		all, err := participants(tx, dialogue)
		for _, p := range all {
			out = append(out, InRoom{Mark: markOf(p.ID), Table: p.Table, Name: p.Name})
		}
		return err
	})
	return out, err
}

// markOf is the short mark by which a phone can be pointed out in the room: 40 bits, so that
// no two of thousands are alike.
func markOf(participant string) string {
	return NormalCode(string(card.IDOf(participant, "mark")[:8]))
}

// Remove takes a phone out of the room; its token opens nothing any more. What was written
// on it stays and can be hidden.
//
// Faults: NotFound, Denied.
func (s *Service) Remove(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], mark string) error {
	return s.DB.Change(ctx, actor, access.DialogueFacilitate, func(tx *db.Tx) error {
		if _, err := s.changeFor(tx, access.DialogueFacilitate, dialogue); err != nil {
			return err
		}
		all, err := participants(tx, dialogue)
		if err != nil {
			return err
		}
		for _, p := range all {
			if markOf(p.ID) == NormalCode(mark) {
				tx.Touch(SeatTopic(dialogue, p.ID))
				tx.Touch(DeskTopic(dialogue))
				if err := db.Log(tx, "dialogue", dialogue.String()); err != nil {
					return err
				}
				return setGone(tx, p.ID, removed)
			}
		}
		return fault.Missing()
	})
}
