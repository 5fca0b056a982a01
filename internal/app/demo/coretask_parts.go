package demo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
)

// parts puts on the stage what stands beside a task's newest text: it is written while
// that text is a draft, and links when what they lead to is there.
func (r *replay) parts(s *stage, l *living) {
	written := at(l.last.adopted.AddDays(-1), 10, 0)
	add := func(when time.Time, what string, do func(context.Context, access.Actor) error) {
		s.add(when, l.task.id+", "+what, func(ctx context.Context) error {
			actor, err := r.writer(ctx, l)
			if err != nil {
				return err
			}
			return do(ctx, actor)
		})
	}
	add(written, "preconditions", func(ctx context.Context, actor access.Actor) error { return r.preconditions(ctx, actor, l) })
	add(written, "contributions", func(ctx context.Context, actor access.Actor) error { return r.contributions(ctx, actor, l) })
	add(written, "disagreements", func(ctx context.Context, actor access.Actor) error { return r.disagreements(ctx, actor, l) })
	again := time.Time{}
	for _, k := range l.links {
		when := written.Add(time.Hour)
		if to, ok := r.byID[k.to]; ok && to.born.After(when) {
			when = to.born.Add(time.Hour)
		}
		if when.After(at(l.last.public, 9, 0)) && when.After(again) {
			again = when
		}
		add(when, "link to "+k.to, func(ctx context.Context, actor access.Actor) error { return r.link(ctx, actor, l, k) })
	}
	if l.last.public != "" && !again.IsZero() {
		s.add(again.Add(time.Hour), l.task.id+", publish with its links", func(ctx context.Context) error { return r.publish(ctx, l, l.last) })
	}
}

func (r *replay) preconditions(ctx context.Context, actor access.Actor, l *living) error {
	for _, n := range l.needs {
		p := coretask.Precondition{Task: l.id, Text: n.text, Role: n.role, State: n.state}
		if n.unit != "" {
			u, err := r.who.unit(n.unit)
			if err != nil {
				return err
			}
			p.Unit = u.ID
		}
		if _, err := r.Tasks.KeepPrecondition(ctx, actor, p); err != nil {
			return fmt.Errorf("%q: %w", n.text, err)
		}
	}
	return nil
}

// contributions writes what professions give, but for those who have said it themselves in
// a dialogue.
func (r *replay) contributions(ctx context.Context, actor access.Actor, l *living) error {
	w, err := r.Tasks.Work(ctx, actor, l.slug)
	if err != nil {
		return err
	}
	for _, c := range l.gives {
		if slices.ContainsFunc(w.Contributions, func(said coretask.Contribution) bool { return sameTrade(said.Profession, c.Profession) }) {
			continue
		}
		c.Task = l.id
		if _, err := r.Tasks.KeepContribution(ctx, actor, c); err != nil {
			return fmt.Errorf("%q: %w", c.Profession, err)
		}
	}
	return nil
}

// sameTrade tells that one name of a profession begins with the other: "køkken" and
// "køkkenassistent".
func sameTrade(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

// disagreements writes what stays open, with the words for citizens. What a dialogue left
// and the file does not name has been settled when the text is adopted.
func (r *replay) disagreements(ctx context.Context, actor access.Actor, l *living) error {
	w, err := r.Tasks.Work(ctx, actor, l.slug)
	if err != nil {
		return err
	}
	left := map[string]coretask.Disagreement{}
	for _, d := range w.Disagreements {
		left[d.Topic] = d
	}
	for _, d := range l.disagree {
		was := left[d.Topic]
		delete(left, d.Topic)
		d.Task, d.ID, d.Version = l.id, was.ID, was.Version
		if err := r.disagree(ctx, actor, l, d); err != nil {
			return fmt.Errorf("%q: %w", d.Topic, err)
		}
	}
	for _, topic := range slices.Sorted(maps.Keys(left)) {
		d := left[topic]
		if _, err := r.Tasks.Settle(ctx, actor, d.Seen(), fmt.Sprintf(settled, d.NextStep)); err != nil {
			return fmt.Errorf("settle %q: %w", topic, err)
		}
	}
	return nil
}

// settled is how the municipality's own people write that a disagreement was dealt with.
const settled = "Vi gjorde, som vi var enige om: %s"

func (r *replay) disagree(ctx context.Context, actor access.Actor, l *living, d coretask.Disagreement) error {
	d, err := r.Tasks.KeepDisagreement(ctx, actor, d)
	if err != nil || d.PublicWords == "" {
		return err
	}
	publisher, err := r.publisher(ctx, l)
	if err != nil {
		return err
	}
	_, err = r.Tasks.ApproveWords(ctx, publisher, d.Seen(), true)
	return err
}

func (r *replay) link(ctx context.Context, actor access.Actor, l *living, k link) error {
	to, ok := r.byID[k.to]
	if !ok {
		return fmt.Errorf("there is no core task %q", k.to)
	}
	_, err := r.Tasks.KeepLink(ctx, actor, coretask.Link{From: l.id, To: to.id, Kind: k.kind, Reason: k.why})
	return err
}

// unrest puts on the stage what happens to the text in force: it is taken up again, and
// somebody writes a newer one.
func (r *replay) unrest(s *stage, l *living) {
	if l.review != nil {
		s.add(at(l.review.since, 9, 0), l.task.id+", taken up again", func(ctx context.Context) error {
			actor, err := r.writer(ctx, l)
			if err != nil {
				return err
			}
			_, err = r.Tasks.Review(ctx, actor, coretask.Seen[coretask.Task]{ID: l.id}, l.review.why)
			return err
		})
	}
	if l.draft != nil {
		s.add(at(l.draft.adopted, 20, 0), l.task.id+", a newer text", func(ctx context.Context) error { return r.newer(ctx, l) })
	}
}

func (r *replay) newer(ctx context.Context, l *living) error {
	actor, err := r.who.leader(ctx, l.unit)
	if err != nil {
		return err
	}
	v, err := r.Tasks.Begin(ctx, actor, l.id, l.draft.asLeader)
	if err != nil {
		return err
	}
	words := l.words
	words.Formulation = l.draft.formulation
	_, err = r.Tasks.Write(ctx, actor, v.ID, coretask.Writing{Version: v.Version, Words: words, Reason: l.draft.reason})
	return err
}
