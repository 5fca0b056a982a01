package demo

import (
	"context"
	"fmt"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
)

// How long things take where the file gives no date.
const (
	daysProposed = 7  // from proposing to adopting
	daysTeam     = 10 // the same where a team adopts: it needs at least seven
	daysToShow   = 6  // from adopting to publishing
)

// replay is the catalogue on its way through the years.
type replay struct {
	House
	who  *cast
	byID map[string]*living
	made map[string]coretask.Version // what dialogues have come to, by the dialogue's id
}

// living is a core task as it stands so far.
type living struct {
	task
	id      id.Of[coretask.Task]
	slug    string // any it has had
	version coretask.Version
	born    time.Time // when its first text came into force
	knows   map[string]bool
}

// live puts the whole catalogue on the stage.
func (r *replay) live(s *stage, c catalogue) {
	s.add(at(c.story.AdoptedOn, 12, 0), "the narrative", func(ctx context.Context) error {
		actor, err := r.who.actor(ctx, consultant)
		if err != nil {
			return err
		}
		_, err = r.Tasks.KeepNarrative(ctx, actor, c.story)
		return err
	})
	for _, t := range c.tasks {
		l := &living{task: t, knows: map[string]bool{}}
		l.last.name, l.last.formulation, l.last.purpose = t.words.Name, t.words.Formulation, t.words.Purpose
		first := append(append([]edition{}, l.earlier...), l.last)[0]
		l.born = at(first.adopted, 10, 0)
		r.byID[t.id] = l
	}
	for _, t := range c.tasks {
		l := r.byID[t.id]
		for _, e := range l.earlier {
			r.edition(s, l, e)
		}
		r.edition(s, l, l.last)
		r.parts(s, l)
		r.unrest(s, l)
	}
}

// writer is who writes and adopts a unit's text: its leader, somebody of the team, or the
// consultant for a forum.
func (r *replay) writer(ctx context.Context, l *living) (access.Actor, error) {
	switch l.adopts {
	case org.ByTeam:
		return r.who.member(ctx, l.unit)
	case org.ByForum:
		return r.who.actor(ctx, consultant)
	}
	return r.who.leader(ctx, l.unit)
}

// publisher is who lets citizens see it.
func (r *replay) publisher(ctx context.Context, l *living) (access.Actor, error) {
	if l.adopts == org.ByForum {
		return r.who.actor(ctx, consultant)
	}
	return r.who.leader(ctx, l.unit)
}

// edition is one version's way into force and to the citizens.
func (r *replay) edition(s *stage, l *living, e edition) {
	if e.proposed == "" {
		e.proposed = e.adopted.AddDays(-daysProposed)
		if l.adopts == org.ByTeam {
			e.proposed = e.adopted.AddDays(-daysTeam)
		}
	}
	if e.public == "" && e.number != l.last.number && l.last.public != "" {
		e.public = e.adopted.AddDays(daysToShow)
	}
	add := func(on day.Date, hour int, what string, do func(context.Context, *living, edition) error) {
		s.add(at(on, hour, 0), fmt.Sprintf("%s version %d, %s", l.task.id, e.number, what), func(ctx context.Context) error { return do(ctx, l, e) })
	}
	add(e.proposed, 8, "write", r.write)
	add(e.proposed, 9, "propose", r.propose)
	add(e.adopted, 10, "adopt", r.adopt)
	if e.public != "" {
		add(e.public, 9, "publish", r.publish)
	}
}

// words are what an edition says: only the newest is told in full.
func (l *living) wordsOf(e edition) wording.Words {
	if e.number == l.last.number {
		return l.words
	}
	w := wording.Words{Name: e.name, Formulation: e.formulation, Purpose: e.purpose, TargetGroup: l.words.TargetGroup}
	if w.Name == "" {
		w.Name = l.words.Name
	}
	return w
}

func (r *replay) write(ctx context.Context, l *living, e edition) error {
	actor, err := r.writer(ctx, l)
	if err != nil {
		return err
	}
	unit, err := r.who.unit(l.unit)
	if err != nil {
		return err
	}
	words := l.wordsOf(e)
	switch made, outcome := r.made[e.dialogue]; {
	case outcome: // the proposal the dialogue left is taken back to be written out
		l.version, err = r.Tasks.Withdraw(ctx, actor, coretask.Seen[coretask.Version]{ID: made.ID})
	case l.id == "":
		var t coretask.Task
		t, l.version, err = r.Tasks.Create(ctx, actor, coretask.NewTask{Unit: unit.ID, Words: words})
		l.id, l.slug = t.ID, t.Slug
	default:
		l.version, err = r.Tasks.Begin(ctx, actor, l.id, false)
	}
	if err != nil {
		return err
	}
	if l.version, err = r.Tasks.Write(ctx, actor, l.version.ID, coretask.Writing{Version: l.version.Version, Words: words, Reason: e.reason}); err != nil {
		return err
	}
	return r.interpret(ctx, l, actor)
}

// interpret ties a task to those above it as soon as they are there.
func (r *replay) interpret(ctx context.Context, l *living, actor access.Actor) error {
	for _, name := range l.interprets {
		above, ok := r.byID[name]
		if !ok {
			return fmt.Errorf("%s interprets %s, which is not there", l.task.id, name)
		}
		if above.version.State != coretask.InForce && !above.version.WasInForce() || l.knows[name] {
			continue
		}
		if _, err := r.Tasks.Interpret(ctx, actor, l.id, above.id); err != nil {
			return fmt.Errorf("interpret %s: %w", name, err)
		}
		l.knows[name] = true
	}
	return nil
}

func (r *replay) propose(ctx context.Context, l *living, _ edition) error {
	actor, err := r.writer(ctx, l)
	if err != nil {
		return err
	}
	l.version, err = r.Tasks.Propose(ctx, actor, l.version.Seen())
	return err
}

func (r *replay) adopt(ctx context.Context, l *living, e edition) error {
	actor, err := r.writer(ctx, l)
	if err != nil {
		return err
	}
	in := coretask.Adoption{Version: l.version.Version, On: e.adopted, Forum: e.forum, CaseNumber: e.caseNumber, Reason: e.reason, PublicReason: e.reason, RevisitBy: l.revisit}
	if l.adopts == org.ByTeam {
		in.Attendance = fmt.Sprintf(present, l.present)
	}
	if l.version, err = r.Tasks.Adopt(ctx, actor, l.version.ID, in); err != nil || e.number != l.last.number {
		return err
	}
	_, err = r.Tasks.Revisit(ctx, actor, coretask.Seen[coretask.Task]{ID: l.id}, l.revisit, l.triggers)
	return err
}

// present is how the municipality's own minutes tell who was there.
const present = "%d fra teamet var til stede"

func (r *replay) publish(ctx context.Context, l *living, _ edition) error {
	actor, err := r.publisher(ctx, l)
	if err != nil {
		return err
	}
	l.version, err = r.Tasks.Publish(ctx, actor, l.version.Seen(), coretask.Publication{})
	return err
}
