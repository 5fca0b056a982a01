package erasure

import (
	"context"
	"fmt"
	"slices"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// gone is what is left where something was taken out.
const gone = db.Removed

// Service takes texts out for those who may (access.Redact).
type Service struct {
	DB        *db.DB
	Dialogues *dialogue.Service
}

// may refuses who may not: as missing to who may not even know of the thing.
func may(tx *db.Tx, know access.Action, o access.Object) error {
	switch {
	case access.Can(tx.Actor(), access.Redact, o):
		return nil
	case access.Can(tx.Actor(), know, o):
		return fault.Denied()
	}
	return fault.Missing()
}

// InDialogue gives the dialogue's title and the texts in it that hold what is looked for;
// all but chosen names where nothing is.
//
// Faults: NotFound, Denied.
func (s Service) InDialogue(ctx context.Context, actor access.Actor, d id.Of[dialogue.Dialogue], find string) (dialogue.Dialogue, []Text, error) {
	var list []Text
	var h holdings
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if h, err = s.hold(tx, d); err == nil {
			list = h.texts(find)
		}
		return err
	})
	return h.Dialogue, list, err
}

// hold loads all that has been written in a dialogue for who may take it out.
func (s Service) hold(tx *db.Tx, d id.Of[dialogue.Dialogue]) (holdings, error) {
	o, err := s.Dialogues.Open(tx, d)
	if err != nil {
		return holdings{}, err
	}
	h := holdings{Dialogue: o.Dialogue, guide: o.Guide}
	if err := may(tx, access.DialogueList, o.Object); err != nil {
		return h, err
	}
	var steps []int
	for _, st := range o.Guide.Steps {
		steps = append(steps, st.Number)
	}
	if h.inputs, err = card.Written(tx, d.String(), steps, card.Query{Newest: most}); err != nil {
		return h, err
	}
	if h.headings, err = headings(tx, d); err != nil {
		return h, err
	}
	if h.gathered, err = gathered(tx, d); err != nil {
		return h, err
	}
	if h.agreed, err = agreement.Of(tx, d.String()); err != nil {
		return h, err
	}
	if h.frozen, err = frozen(tx, d); err != nil {
		return h, err
	}
	if h.people, err = people(tx, d); err != nil {
		return h, err
	}
	if h.labelled, err = labelled(tx, d); err != nil {
		return h, err
	}
	h.groups, err = groups(tx, d)
	return h, err
}

// FromDialogue takes texts of a dialogue out for good, by their ids: in the room, the
// result, the minutes, what was gathered or agreed from them, and in the core task they were
// carried into. reason is kept in the log.
//
// Faults: NotFound, Denied; Invalid on what, reason.
func (s Service) FromDialogue(ctx context.Context, actor access.Actor, d id.Of[dialogue.Dialogue], texts []string, reason string) error {
	reason, err := checkedReason(reason)
	if err != nil {
		return err
	}
	if len(texts) == 0 {
		return fault.OnField("what", "choose")
	}
	return s.DB.Change(db.WithReason(ctx, reason), actor, access.Redact, func(tx *db.Tx) error {
		if err := dialogue.Hold(tx, d); err != nil {
			return err
		}
		h, err := s.hold(tx, d)
		if err != nil {
			return err
		}
		words := map[string]string{}
		h.each(func(p place, w string) {
			if !p.private && w != "" && w != gone {
				words[idOf(w)] = w
			}
		})
		for _, one := range texts {
			if words[one] == "" {
				return fault.OnField("what", "choose")
			}
		}
		for _, one := range texts {
			if err := h.takeOut(tx, words[one]); err != nil {
				return err
			}
		}
		h.wake(tx)
		return nil
	})
}

// takeOut blanks some words wherever they stand.
func (h holdings) takeOut(tx *db.Tx, words string) error {
	all, pieces := h.targets(words)
	for _, t := range all {
		if err := t.blank(tx); err != nil {
			return fmt.Errorf("take out of %s %s: %w", t.kind, t.subject, err)
		}
	}
	if h.CoreTask == "" {
		return nil
	}
	task := id.Of[coretask.Task](h.CoreTask)
	list, err := coretask.WrittenIn(tx, task)
	if err != nil {
		return err
	}
	for _, w := range list {
		if !carried(w, words, pieces) {
			continue
		}
		if err := coretask.TakeOut(tx, task, w); err != nil {
			return err
		}
	}
	return nil
}

func (t target) blank(tx *db.Tx) error {
	if t.only != "" {
		return db.RedactText(tx, t.kind, t.subject, t.field, t.only)
	}
	return db.RedactField(tx, t.kind, t.subject, t.field)
}

// wake has every screen of the dialogue drawn anew.
func (h holdings) wake(tx *db.Tx) {
	for _, t := range []string{dialogue.StepTopic(h.ID), dialogue.BoardTopic(h.ID), dialogue.DeskTopic(h.ID), dialogue.ListTopic} {
		tx.Touch(t)
	}
	for _, in := range h.inputs {
		if in.Group != "" {
			tx.Touch(dialogue.GroupTopic(h.ID, in.Step, in.Group))
		}
	}
}

// InTask gives every text that stands in or beside a core task, and what people have shared
// about their own part in it, for who may redact.
//
// Faults: NotFound, Denied.
func (s Service) InTask(ctx context.Context, actor access.Actor, slug string) (t coretask.Task, list []coretask.Written, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		var o access.Object
		if t, o, err = coretask.LoadBySlug(tx, slug); err != nil {
			return err
		}
		if err := may(tx, access.CoreTaskRead, o); err != nil {
			return err
		}
		list, err = inTask(tx, t.ID)
		return err
	})
	return t, list, err
}

func inTask(tx *db.Tx, task id.Of[coretask.Task]) ([]coretask.Written, error) {
	list, err := coretask.WrittenIn(tx, task)
	if err != nil {
		return nil, err
	}
	shared, err := reflection.SharedOn(tx, task)
	for _, r := range shared {
		if r.Text != gone {
			list = append(list, coretask.Written{Kind: reflection.Kind, ID: r.ID.String(), Field: "body", Text: r.Text})
		}
	}
	return list, err
}

// FromTask takes a text out of a core task for good: in the record, in every earlier state
// of it, in every other version that says the same, and in what was shown to citizens.
// reason is kept in the log. What a citizen reads changes at once.
//
// Faults: NotFound, Denied; Invalid on what, reason.
func (s Service) FromTask(ctx context.Context, actor access.Actor, task id.Of[coretask.Task], what coretask.Written, reason string) error {
	reason, err := checkedReason(reason)
	if err != nil {
		return err
	}
	return s.DB.Change(db.WithReason(ctx, reason), actor, access.Redact, func(tx *db.Tx) error {
		o, err := coretask.LoadObject(tx, task)
		if err != nil {
			return err
		}
		if err := may(tx, access.CoreTaskRead, o); err != nil {
			return err
		}
		list, err := inTask(tx, task)
		if err != nil {
			return err
		}
		switch {
		case !slices.Contains(list, what):
			return fault.OnField("what", "choose")
		case what.Kind == reflection.Kind:
			tx.Touch("coretask/" + task.String())
			return db.RedactField(tx, what.Kind, what.ID, what.Field)
		}
		return coretask.TakeOut(tx, task, what)
	})
}
