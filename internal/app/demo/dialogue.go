package demo

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// talk is a conversation while it is held again.
type talk struct {
	*replay
	conversation
	book   guide.Guide
	begins []time.Time // of each step, from the first; the last one is the end
	held   dialogue.Dialogue
	guests map[int]dialogue.Guest
	cards  map[string]string // ids of the cards by the file's name for them
	agreed []promise
}

// converse puts every dialogue on the stage as it was held; the open one as it stands at
// now.
func (r *replay) converse(s *stage, list []conversation, now time.Time) error {
	for _, c := range list {
		book, ok := r.Dialogues.Guides.Get(c.guide)
		if !ok {
			return fmt.Errorf("%s: there is no guide %q", c.id, c.guide)
		}
		t := &talk{replay: r, conversation: c, book: book, guests: map[int]dialogue.Guest{}, cards: map[string]string{}}
		t.time(now)
		t.arrive(s)
		for n := range len(t.begins) - 1 {
			t.hold(s, n+1)
		}
		if !c.open {
			s.add(c.end, c.id+", close", t.close)
			t.promises(s, now)
		}
	}
	return nil
}

// time lays the steps between start and end, each as long as the guide gives it.
func (t *talk) time(now time.Time) {
	if !t.open {
		t.begins = append(t.spread(t.start, t.end, len(t.book.Steps)), t.end)
		return
	}
	t.start, t.end = now.Add(-t.sinceStart), now
	t.begins = append(t.spread(t.start, now.Add(-t.sinceStep), t.current-1), now.Add(-t.sinceStep), now)
}

// spread gives when each of the first steps begins.
func (t *talk) spread(from, to time.Time, steps int) []time.Time {
	long := func(n int) time.Duration {
		return time.Duration(t.book.Steps[n].Minutes(t.variant, t.book.AtGroups)) * time.Minute
	}
	var all time.Duration
	for n := range steps {
		all += long(n)
	}
	var out []time.Time
	for n := range steps {
		out = append(out, from)
		from = from.Add(time.Duration(float64(long(n)) / float64(all) * float64(to.Sub(out[0]))))
	}
	return out
}

// between is a moment of a step: 0 is its beginning and 1 its end.
func (t *talk) between(step int, share float64) time.Time {
	from, to := t.begins[step-1], t.begins[step]
	return from.Add(time.Duration(share * float64(to.Sub(from))))
}

func (t *talk) host(ctx context.Context) (access.Actor, error) {
	return t.who.actor(ctx, t.facilitators[0])
}

// arrive is what happens before the first step: it is planned, the doors open, and people
// come in.
func (t *talk) arrive(s *stage) {
	planned := t.start.AddDate(0, 0, -21)
	if t.open {
		planned = t.start.AddDate(0, 0, -6)
	}
	s.add(planned, t.id+", plan", t.plan)
	doors := t.start.Add(-15 * time.Minute)
	s.add(doors, t.id+", open the doors", func(ctx context.Context) error { return t.steer(ctx, room.Command{Do: room.OpenDoors}) })
	for i, nr := range t.order {
		if !t.comes(nr) {
			continue
		}
		at := doors.Add(time.Minute + time.Duration(i)*12*time.Minute/time.Duration(len(t.order)))
		s.add(at, fmt.Sprintf("%s, participant %d comes in", t.id, nr), func(ctx context.Context) error { return t.join(ctx, nr) })
	}
}

// comes tells whether somebody has a telephone in hand: all but those on paper, and of
// them who writes something private, which nobody else can enter.
func (t *talk) comes(nr int) bool {
	if !t.people[nr].paper {
		return true
	}
	for n, st := range t.steps {
		for _, in := range st.inputs {
			if book, _ := t.book.Step(n); in.by == nr && book.Visibility == guide.Private {
				return true
			}
		}
	}
	return false
}

func (t *talk) plan(ctx context.Context) error {
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	unit, err := t.who.unit(t.unit)
	if err != nil {
		return err
	}
	about, ok := t.byID[t.task]
	if !ok {
		return fmt.Errorf("there is no core task %q", t.task)
	}
	in := dialogue.PlanInput{
		Unit: unit.ID.String(), CoreTask: about.id.String(), Title: t.title, Guide: t.guide, Variant: t.variant, Language: text.Danish, Officer: t.who.names[t.officer],
		Plan: dialogue.Plan{
			Starts: t.start, Place: t.place, Expected: t.expected, Tables: t.tables, Organiser: dialogue.Organiser(t.organiser), MEDOn: t.discussed,
			CaseNumber: t.caseNumber,
		},
	}
	for _, h := range t.hosts {
		in.Plan.Hosts = append(in.Plan.Hosts, strings.ToLower(h))
	}
	in.Plan.Heard = heardAs(t.heard)
	if t.held, err = t.Dialogues.Plan(ctx, actor, in, false); err != nil {
		return err
	}
	for _, email := range t.facilitators[1:] {
		if err := t.Dialogues.AddHost(ctx, actor, t.held.ID, t.who.people[email]); err != nil {
			return fmt.Errorf("co-facilitator %s: %w", email, err)
		}
	}
	return nil
}

// heardAs gives boards and councils as a plan knows them.
func heardAs(names []string) []room.Actor {
	var out []room.Actor
	seen := map[room.Actor]bool{}
	for _, n := range names {
		as := room.Partner
		switch n = strings.ToLower(n); {
		case strings.Contains(n, "bestyrelse"):
			as = room.Board
		case strings.Contains(n, "råd"):
			as = room.Council
		}
		if !seen[as] {
			out, seen[as] = append(out, as), true
		}
	}
	return out
}

func (t *talk) steer(ctx context.Context, c room.Command) error {
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	_, err = t.Dialogues.Steer(ctx, actor, t.held.ID, c)
	return err
}

func (t *talk) join(ctx context.Context, nr int) error {
	p := t.people[nr]
	in := dialogue.JoinInput{ID: id.UUID(), Name: p.name, Actor: room.Actor(p.actor), Profession: p.profession, Table: p.table}
	town := t.who.program.Municipality
	j, _, err := t.Dialogues.Join(ctx, room.Visitor{Municipality: town, Address: "phone " + strconv.Itoa(nr)}, t.held.Code, in)
	t.guests[nr] = dialogue.Guest{Municipality: town, Code: t.held.Code, Token: j.Token}
	return err
}

// close freezes what the dialogue came to, and remembers the proposal it left.
func (t *talk) close(ctx context.Context) error {
	if err := t.steer(ctx, room.Command{Do: room.Close}); err != nil {
		return err
	}
	actor, err := t.host(ctx)
	if err != nil {
		return err
	}
	r, err := t.Dialogues.Result(ctx, actor, t.held.ID)
	if err == nil && t.becomes > 0 && r.Proposed == "" {
		err = fmt.Errorf("it came to no proposal")
	}
	t.made[t.id] = coretask.Version{ID: id.Of[coretask.Version](r.Proposed)}
	return err
}
