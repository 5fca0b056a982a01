package coretask

import (
	"context"

	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// KeepPrecondition writes a precondition: new without an id, else in the place of the one
// that was looked at.
//
// Faults: NotFound, Forbidden, Conflict, Invalid.
func (s Service) KeepPrecondition(ctx context.Context, actor access.Actor, in Precondition) (Precondition, error) {
	var p Precondition
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		p = in
		if in.ID != "" {
			was, err := loadPrecondition(tx, in.ID)
			if err != nil {
				return err
			}
			p.Task, p.Place = was.Task, was.Place
		}
		if _, err := taskFor(tx, access.CoreTaskEdit, p.Task); err != nil {
			return err
		}
		if in.ID == "" {
			all, err := preconditions(tx, p.Task)
			if err != nil {
				return err
			}
			p.ID, p.Version, p.Place = id.Of[Precondition](tx.NewID()), 0, 1
			if n := len(all); n > 0 { // last, whatever has ended since
				p.Place = all[n-1].Place + 1
			}
		}
		var err error
		if p, err = p.checked(); err != nil {
			return err
		}
		return db.Put(tx, &p)
	})
	return p, err
}

// KeepContribution writes what a profession gives: new without an id.
//
// Faults: NotFound, Forbidden, Conflict, Invalid.
func (s Service) KeepContribution(ctx context.Context, actor access.Actor, in Contribution) (Contribution, error) {
	var c Contribution
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		c = in
		if in.ID != "" {
			was, err := loadContribution(tx, in.ID)
			if err != nil {
				return err
			}
			c.Task, c.Place, c.From = was.Task, was.Place, was.From
		}
		if _, err := taskFor(tx, access.CoreTaskEdit, c.Task); err != nil {
			return err
		}
		if in.ID == "" {
			all, err := contributions(tx, c.Task)
			if err != nil {
				return err
			}
			c.ID, c.Version, c.Place = id.Of[Contribution](tx.NewID()), 0, 1
			if n := len(all); n > 0 { // last, whatever has ended since
				c.Place = all[n-1].Place + 1
			}
		}
		var err error
		if c, err = c.checked(); err != nil {
			return err
		}
		return db.Put(tx, &c)
	})
	return c, err
}

// KeepDisagreement writes down what people see differently: new without an id. Other
// public words than those approved must be approved again.
//
// Faults: NotFound, Forbidden, Conflict, Invalid.
func (s Service) KeepDisagreement(ctx context.Context, actor access.Actor, in Disagreement) (Disagreement, error) {
	var d Disagreement
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		d = Disagreement{Task: in.Task, ID: id.Of[Disagreement](tx.NewID()), NotedAt: tx.Now()}
		if in.ID != "" {
			was, err := loadDisagreement(tx, in.ID)
			if err != nil {
				return err
			}
			d = was
			d.Version = in.Version
		}
		if _, err := taskFor(tx, access.CoreTaskEdit, d.Task); err != nil {
			return err
		}
		d.Approved = d.Approved && wording.Tidy(in.PublicWords) == d.PublicWords
		d.Topic, d.Views, d.NextStep, d.PublicWords = in.Topic, in.Views, in.NextStep, in.PublicWords
		var err error
		if d, err = d.checked(); err != nil {
			return err
		}
		return db.Put(tx, &d)
	})
	return d, err
}

// Object writes down an objection to a proposed text. It stays as an open disagreement
// when the text is adopted.
//
// Faults: NotFound, Forbidden, Invalid, Closed "version-not-proposed".
func (s Service) Object(ctx context.Context, actor access.Actor, version id.Of[Version], topic, views string) (Disagreement, error) {
	var d Disagreement
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		p, v, err := versionFor(tx, access.CoreTaskEdit, Seen[Version]{ID: version})
		if err != nil {
			return err
		}
		if v.State != Proposed || v.SetAside {
			return errClosed("version-not-proposed")
		}
		d = Disagreement{ID: id.Of[Disagreement](tx.NewID()), Task: p.ID, About: v.ID, Objection: true, Topic: topic, Views: views, NotedAt: tx.Now()}
		if d, err = d.checked(); err != nil {
			return err
		}
		return db.Put(tx, &d)
	})
	return d, err
}

// disagreed runs one step in a disagreement's life.
func (s Service) disagreed(ctx context.Context, actor access.Actor, do access.Action, which Seen[Disagreement], step func(tx *db.Tx, d Disagreement) (Disagreement, error)) (Disagreement, error) {
	var d Disagreement
	err := s.DB.Change(ctx, actor, do, func(tx *db.Tx) error {
		was, err := loadDisagreement(tx, which.ID)
		if err != nil {
			return err
		}
		if _, err := taskFor(tx, do, was.Task); err != nil {
			return err
		}
		if which.stale(was.Version) {
			return fault.Stale()
		}
		if d, err = step(tx, was); err != nil {
			return err
		}
		return db.Put(tx, &d)
	})
	return d, err
}

// ApproveWords lets citizens read a disagreement in its public words, or takes them back.
//
// Faults: NotFound, Forbidden, Conflict, Invalid.
func (s Service) ApproveWords(ctx context.Context, actor access.Actor, which Seen[Disagreement], yes bool) (Disagreement, error) {
	return s.disagreed(ctx, actor, access.CoreTaskPublish, which, func(_ *db.Tx, d Disagreement) (Disagreement, error) {
		return d.approve(yes)
	})
}

// Settle ends a disagreement with what came of it.
//
// Faults: NotFound, Forbidden, Conflict, Invalid.
func (s Service) Settle(ctx context.Context, actor access.Actor, which Seen[Disagreement], outcome string) (Disagreement, error) {
	return s.disagreed(ctx, actor, access.CoreTaskEdit, which, func(tx *db.Tx, d Disagreement) (Disagreement, error) {
		return d.settle(day.Of(tx.Now()), outcome)
	})
}

// Unsettle takes a settled disagreement up again.
//
// Faults: NotFound, Forbidden, Conflict.
func (s Service) Unsettle(ctx context.Context, actor access.Actor, which Seen[Disagreement]) (Disagreement, error) {
	return s.disagreed(ctx, actor, access.CoreTaskEdit, which, func(_ *db.Tx, d Disagreement) (Disagreement, error) {
		return d.settle("", "")
	})
}

// KeepLink writes why one core task supports another or is a precondition of it. The same
// link twice is one link with the newest reason.
//
// Faults: NotFound, Forbidden, Invalid.
func (s Service) KeepLink(ctx context.Context, actor access.Actor, in Link) (Link, error) {
	var l Link
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		if _, err := taskFor(tx, access.CoreTaskEdit, in.From); err != nil {
			return err
		}
		in, err := in.checked()
		if err != nil {
			return err
		}
		if err := visible(tx, in.To, "to"); err != nil {
			return err
		}
		was, found, err := linkBetween(tx, in.From, in.To, in.Kind)
		if err != nil {
			return err
		}
		l = in
		if found {
			l = was
			l.Reason, l.Ended = in.Reason, false
		} else {
			l.ID, l.Version = id.Of[Link](tx.NewID()), 0
		}
		return db.Put(tx, &l)
	})
	return l, err
}

// visible refuses a task that the actor may not know of, as a choice that is not there.
func visible(tx *db.Tx, task id.Of[Task], field string) error {
	p, err := loadPlaced(tx, task)
	if fault.Is(err, fault.NotFound) || err == nil && (p.State == Retired || !access.Can(tx.Actor(), access.CoreTaskAdopted, p.object(tx.Municipality))) {
		return fault.OnField(field, "choose")
	}
	return err
}

// EndLink ends a link; citizens see it gone when the task is published again.
//
// Faults: NotFound, Forbidden, Conflict.
func (s Service) EndLink(ctx context.Context, actor access.Actor, link id.Of[Link]) error {
	return s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		l, err := loadLink(tx, link)
		if err != nil {
			return err
		}
		if _, err := taskFor(tx, access.CoreTaskEdit, l.From); err != nil {
			return err
		}
		l.Ended = true
		return db.Put(tx, &l)
	})
}

// Interpret says that a task interprets one of the level above, as that reads now.
//
// Faults: NotFound, Forbidden; Invalid "interprets-itself" where the one above already
// interprets this one.
func (s Service) Interpret(ctx context.Context, actor access.Actor, child, parent id.Of[Task]) (Interpretation, error) {
	var x Interpretation
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		if _, err := taskFor(tx, access.CoreTaskEdit, child); err != nil {
			return err
		}
		if err := visible(tx, parent, "parent"); err != nil {
			return err
		}
		var err error
		x, err = interpret(tx, child, parent)
		return err
	})
	return x, err
}

// interpret keeps an interpretation with the parent's text of now.
func interpret(tx *db.Tx, child, parent id.Of[Task]) (Interpretation, error) {
	above, err := ancestors(tx, parent)
	if err != nil {
		return Interpretation{}, err
	}
	circle := child == parent
	for _, k := range above {
		circle = circle || k.Task == child
	}
	if circle {
		return Interpretation{}, fault.OnField("parent", "interprets-itself")
	}
	current, err := inForce(tx, []id.Of[Task]{parent})
	if err != nil {
		return Interpretation{}, err
	}
	list, err := interpretations(tx, child)
	if err != nil {
		return Interpretation{}, err
	}
	x := Interpretation{ID: id.Of[Interpretation](tx.NewID()), Child: child, Parent: parent}
	for _, was := range list {
		if was.Parent == parent {
			x = was
		}
	}
	x.ParentVersion, x.Ended = current[parent].ID, false
	return x, db.Put(tx, &x)
}

// interpreted runs one step with what a task interprets.
func (s Service) interpreted(ctx context.Context, actor access.Actor, child, parent id.Of[Task], step func(tx *db.Tx, x Interpretation) (Interpretation, error)) error {
	return s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		if _, err := taskFor(tx, access.CoreTaskEdit, child); err != nil {
			return err
		}
		list, err := interpretations(tx, child)
		if err != nil {
			return err
		}
		for _, x := range list {
			if x.Parent == parent && !x.Ended {
				if x, err = step(tx, x); err != nil {
					return err
				}
				return db.Put(tx, &x)
			}
		}
		return fault.Missing()
	})
}

// StillFits says that the task's words still fit after the one above has changed.
//
// Faults: NotFound, Forbidden.
func (s Service) StillFits(ctx context.Context, actor access.Actor, child, parent id.Of[Task]) error {
	return s.interpreted(ctx, actor, child, parent, func(tx *db.Tx, x Interpretation) (Interpretation, error) {
		current, err := inForce(tx, []id.Of[Task]{parent})
		x.ParentVersion = current[parent].ID
		return x, err
	})
}

// NoLongerInterprets ends an interpretation.
//
// Faults: NotFound, Forbidden.
func (s Service) NoLongerInterprets(ctx context.Context, actor access.Actor, child, parent id.Of[Task]) error {
	return s.interpreted(ctx, actor, child, parent, func(_ *db.Tx, x Interpretation) (Interpretation, error) {
		x.Ended = true
		return x, nil
	})
}

// KeepCheck keeps what a group answered to the check questions about one text. There is
// one list of answers for a text: who begins one while another is kept, or writes on one
// that somebody has changed since, gets a Conflict, and the caller shows both. questions
// are the ids that may be answered.
//
// Faults: NotFound, Forbidden, Invalid; Conflict "changed-meanwhile".
func (s Service) KeepCheck(ctx context.Context, actor access.Actor, in Check, questions []string) (Check, error) {
	var c Check
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		v, err := loadVersion(tx, in.About)
		if err != nil {
			return err
		}
		if _, err := taskFor(tx, access.CoreTaskEdit, v.Task); err != nil {
			return err
		}
		if c, err = in.checked(questions); err != nil {
			return err
		}
		c.Task = v.Task
		was, found, err := checkAbout(tx, v.ID)
		switch {
		case err != nil:
			return err
		case found && (c.ID != was.ID || c.Version != was.Version):
			return fault.Stale()
		case !found:
			c.ID, c.Version = id.Of[Check](tx.NewID()), 0
		}
		c.HeldOn = day.Of(tx.Now())
		return db.Put(tx, &c)
	})
	if fault.HasCode(err, "already-taken") { // another one began at the same instant
		err = fault.Stale()
	}
	return c, err
}

// KeepNarrative writes the story that core tasks are part of; one with the same name is
// written anew.
//
// Faults: Forbidden, Invalid.
func (s Service) KeepNarrative(ctx context.Context, actor access.Actor, in Narrative) (Narrative, error) {
	var n Narrative
	err := s.DB.Change(ctx, actor, access.CoreTaskImport, func(tx *db.Tx) error {
		if !access.Can(actor, access.CoreTaskImport, access.Object{Municipality: tx.Municipality}) {
			return fault.Denied()
		}
		var err error
		n, err = TakeNarrative(tx, in)
		return err
	})
	return n, err
}

// TakeNarrative is KeepNarrative within a transaction; who may is the caller's to decide.
//
// Faults: Invalid.
func TakeNarrative(tx *db.Tx, in Narrative) (Narrative, error) {
	in, err := in.checked()
	if err != nil {
		return in, err
	}
	was, found, err := narrativeNamed(tx, in.Name)
	if err != nil {
		return in, err
	}
	in.ID, in.Version = was.ID, was.Version
	if !found {
		in.ID = id.Of[Narrative](tx.NewID())
	} else if in == was {
		return in, nil
	}
	return in, db.Put(tx, &in)
}
