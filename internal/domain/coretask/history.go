package coretask

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Event is one thing somebody did with a core task.
type Event struct {
	At      time.Time
	Who     string // name; empty when nobody signed in did it, or who did has been erased
	Action  access.Action
	Reason  string
	Records []Touched
}

// Touched is a record that an event made or changed.
type Touched struct {
	Kind    string // core_task, core_task_version, precondition …
	ID      string
	New     bool
	Number  int    // of a version
	State   string // of a version or a task, after it
	Label   string // what the record is called by: a name, a topic, a profession
	Source  Source
	Changes []wording.Change
}

// historyPage is how many events are shown at once.
const historyPage = 30

// History gives what has been done with a core task, newest first: who, when, why, and the
// words before and after. next is where the following page begins.
//
// Faults: NotFound, also for who may not see the unit's work.
func (s Service) History(ctx context.Context, actor access.Actor, slug, before string) (list []Event, next string, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		p, err := loadSlug(tx, slug)
		if err != nil {
			return err
		}
		if !access.Can(actor, access.CoreTaskRead, p.object(tx.Municipality)) {
			return fault.Missing()
		}
		const most = 400
		rows, err := happened(tx, p.ID, before, most)
		if err != nil {
			return err
		}
		full := len(rows) == most
		if full && rows[0].Change != rows[most-1].Change { // the last one may be cut: it stands whole on the next page
			last := rows[most-1].Change
			rows = slices.DeleteFunc(rows, func(r happenedRow) bool { return r.Change == last })
		}
		list, next, err = events(tx, rows, full)
		return err
	})
	return list, next, err
}

// events gathers rows by the change they were part of and names the people.
func events(tx *db.Tx, rows []happenedRow, cut bool) ([]Event, string, error) {
	var list []Event
	var people []id.Of[org.Person]
	var who, changes []string
	for _, r := range rows {
		if len(changes) == 0 || changes[len(changes)-1] != r.Change {
			if len(list) == historyPage {
				cut = true
				break
			}
			list = append(list, Event{At: r.At, Action: access.Action(r.Action), Reason: r.Reason})
			changes, who = append(changes, r.Change), append(who, r.Person)
			people = append(people, id.Of[org.Person](r.Person))
		}
		t, err := r.touched()
		if err != nil {
			return nil, "", err
		}
		e := &list[len(list)-1]
		e.Records = append(e.Records, t)
	}
	names, err := personNames(tx, people)
	for i := range list {
		list[i].Who = names[id.Of[org.Person](who[i])]
	}
	if !cut || len(changes) == 0 {
		return list, "", err
	}
	return list, changes[len(changes)-1], err
}

// spoken are the columns that hold what people wrote, by record; the rest is machinery.
var spoken = map[string][]string{
	"core_task":         {"name", "state_reason"},
	"core_task_version": {"name", "formulation", "purpose", "target_group", "citizens", "companies", "community", "why", "narrative", "formal", "own_room", "performed", "experienced", "reason", "public_reason"},
	"precondition":      {"body", "owner_role"},
	"contribution":      {"profession", "gives", "needs", "unseen"},
	"disagreement":      {"topic", "views", "next_step", "public_words", "outcome"},
	"core_task_link":    {"reason"},
}

// touched reads what a revision changed.
func (r happenedRow) touched() (Touched, error) {
	after, err := bodyOf(r.Body)
	if err != nil {
		return Touched{}, err
	}
	before, err := bodyOf(r.Before)
	if err != nil {
		return Touched{}, err
	}
	t := Touched{Kind: r.Kind, ID: r.ID, New: r.Before == "", State: after.text("state"), Source: Source{after.text("source_kind"), after.text("source_id")}}
	if n, ok := after["number"].(float64); ok {
		t.Number = int(n)
	}
	for _, c := range []string{"name", "body", "profession", "topic", "reason"} {
		if s := after.text(c); s != "" && slices.Contains(spoken[r.Kind], c) {
			t.Label = s
			break
		}
	}
	for _, c := range spoken[r.Kind] {
		if was, is := before.text(c), after.text(c); was != is && !(t.New && r.Kind == "core_task_version" && c != "formulation") {
			t.Changes = append(t.Changes, wording.Change{Field: c, Before: was, After: is})
		}
	}
	return t, nil
}

// recordBody is a revision as it is stored: column by column.
type recordBody map[string]any

func bodyOf(s string) (recordBody, error) {
	out := recordBody{}
	if s == "" {
		return out, nil
	}
	return out, json.Unmarshal([]byte(s), &out)
}

func (b recordBody) text(column string) string {
	s, _ := b[column].(string)
	return s
}
