package coretask

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"kernehus/internal/domain/wording"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Written is one text that stands in or beside a core task: in which record and field.
type Written struct {
	Kind  string // core_task_version, precondition …
	ID    string
	Field string
	Text  string
	Past  bool // it stands only in an earlier state of the record
}

// LoadBySlug gives a core task by any slug it has had, with what the access rules ask about.
//
// Faults: NotFound.
func LoadBySlug(tx *db.Tx, slug string) (Task, access.Object, error) {
	p, err := loadSlug(tx, slug)
	return p.Task, p.object(tx.Municipality), err
}

// WrittenIn gives every text that stands in or beside a core task, each once, also of what
// has ended and what has been rewritten since: it is still kept.
func WrittenIn(tx *db.Tx, task id.Of[Task]) ([]Written, error) {
	var out []Written
	add := func(kind, id, field, text string) {
		if text != "" && text != db.Removed {
			out = append(out, Written{Kind: kind, ID: id, Field: field, Text: text})
		}
	}
	p, err := loadPlaced(tx, task)
	if err != nil {
		return nil, err
	}
	versions, err := loadVersions(tx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		v.eachText(add)
	}
	add("core_task", p.ID.String(), "state_reason", p.StateReason)
	pre, err1 := everyPrecondition(tx, p.ID)
	con, err2 := everyContribution(tx, p.ID)
	dis, err3 := disagreements(tx, p.ID)
	ties, err4 := linksFrom(tx, p.ID)
	answered, err5 := checks(tx, p.ID)
	for _, x := range pre {
		add("precondition", x.ID.String(), "body", x.Text)
		add("precondition", x.ID.String(), "owner_role", x.Role)
	}
	for _, x := range con {
		for field, text := range map[string]string{"profession": x.Profession, "gives": x.Gives, "needs": x.Needs, "unseen": x.Unseen} {
			add("contribution", x.ID.String(), field, text)
		}
	}
	for _, x := range dis {
		for field, text := range map[string]string{"topic": x.Topic, "views": x.Views, "next_step": x.NextStep, "public_words": x.PublicWords, "outcome": x.Outcome} {
			add("disagreement", x.ID.String(), field, text)
		}
	}
	for _, x := range ties {
		add("core_task_link", x.ID.String(), "reason", x.Reason)
		if x.ShownReason != x.Reason {
			add("core_task_link", x.ID.String(), "shown_reason", x.ShownReason)
		}
	}
	for _, x := range answered {
		for question, a := range x.Answers {
			add("formulation_check", x.ID.String(), "answers."+question+".begrundelse", a.Reason)
		}
	}
	before, err6 := writtenBefore(tx, p.ID)
	return sorted(append(out, before...)), cmp.Or(err1, err2, err3, err4, err5, err6)
}

// writtenBefore gives the texts of every state the task and what belongs to it have had.
func writtenBefore(tx *db.Tx, task id.Of[Task]) ([]Written, error) {
	rows, err := happened(tx, task, "", mostWritten)
	var out []Written
	for _, r := range rows {
		body, err := bodyOf(r.Body)
		if err != nil {
			return nil, err
		}
		body.eachText(r.Kind, func(field, text string) {
			if text != "" && text != db.Removed {
				out = append(out, Written{r.Kind, r.ID, field, text, true})
			}
		})
	}
	return out, err
}

// eachText names every text of an earlier state, under the field it is taken out by.
func (b recordBody) eachText(kind string, add func(field, text string)) {
	for _, c := range spoken[kind] {
		if c != "name" && c != "narrative" {
			add(c, b.text(c))
		}
	}
	places, _ := b["overlap"].(map[string]any)
	for place, list := range places {
		cards, _ := list.([]any)
		for _, c := range cards {
			text, _ := c.(string)
			add("overlap."+place, text)
		}
	}
	for _, side := range wording.Sides() {
		list, _ := b[side+"_references"].([]any)
		for _, r := range list {
			reference, _ := r.(map[string]any)
			for key, value := range reference {
				if text, _ := value.(string); key != "dato" {
					add(side+"_references."+key, text)
				}
			}
		}
	}
}

// sorted puts the texts in one order and keeps of those that say the same in the same
// field, of a record or of several versions, the newest.
func sorted(list []Written) []Written {
	var out []Written
	for _, w := range list {
		same := func(o Written) bool {
			return w.Kind == o.Kind && w.Field == o.Field && w.Text == o.Text && (w.ID == o.ID || w.Kind == "core_task_version")
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b Written) int { return strings.Compare(a.Kind+a.ID+a.Field+a.Text, b.Kind+b.ID+b.Field+b.Text) })
	return out
}

// eachText names every text of a version but its name, which is also its address: a name
// is changed by a new version.
func (v Version) eachText(add func(kind, id, field, text string)) {
	const kind = "core_task_version"
	for _, f := range v.Texts() {
		if f.Field != "narrative" {
			add(kind, v.ID.String(), f.Field, *f.Text)
		}
	}
	for field, text := range map[string]string{"reason": v.Reason, "public_reason": v.PublicReason, "forum": v.Forum, "attendance": v.Attendance, "case_number": v.CaseNumber} {
		add(kind, v.ID.String(), field, text)
	}
	for _, p := range v.Overlap.Places() {
		for _, c := range *p.Cards {
			add(kind, v.ID.String(), "overlap."+p.Name, c)
		}
	}
	for _, side := range v.References() {
		for _, r := range *side.List {
			for key, text := range map[string]string{"lov": r.Law, "paragraf": r.Paragraph, "titel": r.Title, "beslutning": r.Decision, "udvalg": r.Committee} {
				add(kind, v.ID.String(), side.Field+"."+key, text)
			}
		}
	}
}

// TakeOut takes a text out for good: of the record, every earlier state of it, every other
// version that says the same, and what was shown to citizens.
func TakeOut(tx *db.Tx, task id.Of[Task], w Written) error {
	tx.Touch(topic(task.String())[0])
	if err := find.Touch(tx, Kind, task.String()); err != nil { // first, as every save of a text does: they wait for each other in one order
		return err
	}
	if w.Kind == "core_task_version" {
		if err := redactVersions(tx, task, w.Field, w.Text); err != nil {
			return err
		}
		return find.Forget(tx, Kind, task.String()) // the index gets the words that are left
	}
	if err := db.RedactText(tx, w.Kind, w.ID, w.Field, w.Text); err != nil {
		return err
	}
	if w.Kind == "core_task_link" {
		return db.RedactText(tx, w.Kind, w.ID, "shown_reason", w.Text)
	}
	if path, ok := shownAs[w.Kind+"."+w.Field]; ok {
		return redactVersions(tx, task, strings.Replace(path, "%", w.ID, 1), w.Text)
	}
	return nil
}

// shownAs is where a record's field stands in what citizens were shown.
var shownAs = map[string]string{
	"precondition.body": "shown.preconditions.%.text", "precondition.owner_role": "shown.preconditions.%.owner",
	"contribution.gives": "shown.contributions.%.gives", "contribution.profession": "shown.contributions.%.profession",
}

// redactVersions takes a text out of a field of every version that has ever held it.
func redactVersions(tx *db.Tx, task id.Of[Task], field, text string) error {
	holders, err := versionsHolding(tx, task, asStored(text))
	for _, v := range holders {
		if err == nil {
			err = db.RedactText(tx, "core_task_version", v.String(), field, text)
		}
	}
	return err
}

// asStored is a text as it stands inside a revision.
func asStored(s string) string {
	b, err := json.Marshal(s)
	if err != nil || len(b) < 2 {
		return s
	}
	return string(b[1 : len(b)-1])
}
