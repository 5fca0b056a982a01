package coretask

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Written is one text that stands in or beside a core task: in which record and field.
type Written struct {
	Kind  string // core_task_version, precondition …
	ID    string
	Field string
	Text  string
}

// Redact takes a text out for good: in the record, in every earlier state of it, in every
// other version that says the same, and in what was shown to citizens. reason is kept in
// the log. What a citizen reads changes at once.
//
// Faults: NotFound, Forbidden, Invalid.
func (s Service) Redact(ctx context.Context, actor access.Actor, task id.Of[Task], what Written, reason string) error {
	var wrong fault.Fields
	needed(&wrong, "reason", tidy(reason), LongestText)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.DB.Change(db.WithReason(ctx, tidy(reason)), actor, access.Redact, func(tx *db.Tx) error {
		p, err := taskFor(tx, access.Redact, task)
		if err != nil {
			return err
		}
		all, err := writtenIn(tx, p)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(w Written) bool {
			return w.Kind == what.Kind && w.ID == what.ID && w.Field == what.Field && w.Text == what.Text
		})
		if i < 0 {
			return fault.OnField("what", "choose")
		}
		if err := takeOut(tx, p, all[i]); err != nil {
			return err
		}
		tx.Touch(topic(p.ID.String())[0])
		return nil
	})
}

// Written gives every text that stands in or beside a core task, for who may redact.
//
// Faults: NotFound, Forbidden.
func (s Service) Written(ctx context.Context, actor access.Actor, slug string) (t Task, list []Written, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		p, err := loadSlug(tx, slug)
		if err != nil {
			return err
		}
		if err := allowed(tx, access.Redact, p); err != nil {
			return err
		}
		t = p.Task
		list, err = writtenIn(tx, p)
		return err
	})
	return t, list, err
}

// writtenIn gathers the texts, each once.
func writtenIn(tx *db.Tx, p placed) ([]Written, error) {
	var out []Written
	add := func(kind, id, field, text string) {
		if text != "" && text != db.Removed {
			out = append(out, Written{kind, id, field, text})
		}
	}
	versions, err := loadVersions(tx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		v.eachText(add)
	}
	add("core_task", p.ID.String(), "state_reason", p.StateReason)
	pre, err := preconditions(tx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range pre {
		add("precondition", x.ID.String(), "body", x.Text)
		add("precondition", x.ID.String(), "owner_role", x.Role)
	}
	con, err := contributions(tx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range con {
		for field, text := range map[string]string{"gives": x.Gives, "needs": x.Needs, "unseen": x.Unseen} {
			add("contribution", x.ID.String(), field, text)
		}
	}
	dis, err := disagreements(tx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range dis {
		for field, text := range map[string]string{"topic": x.Topic, "views": x.Views, "next_step": x.NextStep, "public_words": x.PublicWords, "outcome": x.Outcome} {
			add("disagreement", x.ID.String(), field, text)
		}
	}
	ties, err := linksFrom(tx, p.ID)
	for _, x := range ties {
		add("core_task_link", x.ID.String(), "reason", x.Reason)
	}
	return sorted(out), err
}

// sorted puts the texts in one order and keeps of those that say the same in the same
// field of several versions the newest.
func sorted(list []Written) []Written {
	var out []Written
	for _, w := range list {
		same := func(o Written) bool {
			return o.Kind == "core_task_version" && w.Kind == o.Kind && w.Field == o.Field && w.Text == o.Text
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b Written) int { return strings.Compare(a.Kind+a.ID+a.Field, b.Kind+b.ID+b.Field) })
	return out
}

// eachText names every text of a version but its name, which is also its address: a name
// is changed by a new version.
func (v Version) eachText(add func(kind, id, field, text string)) {
	const kind = "core_task_version"
	for _, f := range v.texts() {
		if f.name != "narrative" {
			add(kind, v.ID.String(), f.name, *f.text)
		}
	}
	for field, text := range map[string]string{"reason": v.Reason, "public_reason": v.PublicReason, "forum": v.Forum, "attendance": v.Attendance} {
		add(kind, v.ID.String(), field, text)
	}
	for _, p := range v.Overlap.Places() {
		for _, c := range *p.Cards {
			add(kind, v.ID.String(), "overlap."+p.Name, c)
		}
	}
	for _, side := range []struct {
		field string
		list  []Reference
	}{{"formal_references", v.FormalReferences}, {"performed_references", v.PerformedReferences}, {"experienced_references", v.ExperiencedReferences}} {
		for _, r := range side.list {
			for key, text := range map[string]string{"titel": r.Title, "beslutning": r.Decision, "udvalg": r.Committee} {
				add(kind, v.ID.String(), side.field+"."+key, text)
			}
		}
	}
}

// takeOut blanks one text wherever it stands.
func takeOut(tx *db.Tx, p placed, w Written) error {
	if w.Kind == "core_task_version" {
		holders, err := versionsHolding(tx, p.ID, asStored(w.Text))
		if err != nil {
			return err
		}
		for _, v := range holders {
			if err := db.RedactText(tx, w.Kind, v.String(), w.Field, w.Text); err != nil {
				return err
			}
		}
		return searchAgain(tx, p.ID)
	}
	if err := db.RedactText(tx, w.Kind, w.ID, w.Field, w.Text); err != nil {
		return err
	}
	if w.Kind == "core_task_link" {
		return db.RedactText(tx, w.Kind, w.ID, "shown_reason", w.Text)
	}
	return takeOutShown(tx, p.ID, w)
}

// shownAs is where a record's field stands in what citizens were shown.
var shownAs = map[string]string{
	"precondition.body": "shown.preconditions.%.text", "precondition.owner_role": "shown.preconditions.%.owner", "contribution.gives": "shown.contributions.%.gives",
}

func takeOutShown(tx *db.Tx, task id.Of[Task], w Written) error {
	path, ok := shownAs[w.Kind+"."+w.Field]
	if !ok {
		return nil
	}
	holders, err := versionsHolding(tx, task, asStored(w.Text))
	if err != nil {
		return err
	}
	for _, v := range holders {
		if err := db.RedactText(tx, "core_task_version", v.String(), strings.Replace(path, "%", w.ID, 1), w.Text); err != nil {
			return err
		}
	}
	return nil
}

// asStored is a text as it stands inside a revision.
func asStored(s string) string {
	b, err := json.Marshal(s)
	if err != nil || len(b) < 2 {
		return s
	}
	return string(b[1 : len(b)-1])
}

// searchAgain makes the search look through the words that are left.
func searchAgain(tx *db.Tx, task id.Of[Task]) error {
	all, err := loadVersions(tx, task)
	if err != nil {
		return err
	}
	for _, v := range all {
		if v.Search != v.SearchText() {
			if err := keep(tx, &v); err != nil {
				return err
			}
		}
	}
	return nil
}
