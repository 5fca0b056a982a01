// Package town gives tests a small municipality on both engines: people with roles in a
// tree of units, and core tasks as far along as a story needs them.
package town

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/search"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
	"kernehus/internal/kernel/text"
)

// Town is a small municipality: council > schools > school > grades, where the school's
// leader adopts, the grades' team adopts itself, and the council is a forum.
type Town struct {
	*testing.T
	Tasks coretask.Service
	DB    *db.DB
	Time  time.Time // what time it is in the story
	Unit  map[string]org.Unit
}

// Here is the municipality.
const Here = "fjordby"

var spring = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// In tells a story in a town of its own on each engine.
func In(t *testing.T, story func(t *Town), opts ...db.Option) {
	t.Helper()
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := &Town{T: t, Tasks: coretask.Service{DB: d}, DB: d, Time: spring, Unit: map[string]org.Unit{}}
		w.Change(func(tx *db.Tx) error {
			_, err := db.Exec(tx, `
				INSERT INTO municipality (municipality, id, version, slug, name, demo, settings)
				VALUES ($1, $1, 1, $1, 'Fjordby Kommune', FALSE, '{}')`)
			return err
		})
		w.Add("council", "", org.ByForum, "Byrådet")
		w.Add("schools", "council", org.ByLeader, "Center for Skoler")
		w.Add("school", "schools", org.ByLeader, "Åskolen")
		w.Add("grades", "school", org.ByTeam, "Indskolingen")
		w.Add("other", "council", org.ByLeader, "Vej og Park")
		story(w)
	}, opts...)
}

// Change writes as the program, and must succeed.
func (w *Town) Change(do func(tx *db.Tx) error) {
	w.Helper()
	if err := w.DB.Change(w.Ctx(), access.Program(Here), "test", do); err != nil {
		w.Fatal(err)
	}
}

// Ctx is the time it is in the story.
func (w *Town) Ctx() context.Context { return db.WithNow(context.Background(), w.Time) }

// Days lets days pass.
func (w *Town) Days(n int) { w.Time = w.Time.AddDate(0, 0, n) }

// Add makes a unit under another, known by its key.
func (w *Town) Add(key, parent string, way org.Adopts, name string) {
	w.Helper()
	w.Change(func(tx *db.Tx) error {
		u := org.Unit{ID: id.Of[org.Unit](id.Random()), Name: name, SortKey: text.SortKey(name), Kind: "center", Adopts: way, From: "2007-01-01"}
		u.Path, u.Level = "/"+u.ID.String()+"/", 1
		if p, ok := w.Unit[parent]; ok {
			u.Parent, u.Path, u.Level = p.ID, p.Path+u.ID.String()+"/", p.Level+1
		}
		w.Unit[key] = u
		return db.Put(tx, &u)
	})
}

// As is somebody with a role at a unit, who also works there.
func (w *Town) As(role access.Role, unit string) access.Actor {
	p := w.Person(string(role) + " " + unit)
	return access.Actor{Municipality: Here, Person: p, Grants: []access.Grant{{Role: role, Unit: w.Unit[unit].Path}}, Units: []string{w.Unit[unit].Path}}
}

// Person is somebody new who works here, by id.
func (w *Town) Person(name string) string {
	w.Helper()
	p := org.Person{ID: id.Of[org.Person](id.Random()), Name: name, SortKey: text.SortKey(name), Language: "da", From: "2007-01-01"}
	w.Change(func(tx *db.Tx) error { return db.Put(tx, &p) })
	return p.ID.String()
}

// Anybody is a citizen.
func Anybody() access.Actor { return access.Anonymous(Here) }

// OK stops the story at an error.
func (w *Town) OK(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// Task begins a core task with a draft by somebody who works in the unit.
func (w *Town) Task(unit, name, formulation string) (coretask.Task, coretask.Version) {
	w.Helper()
	task, v, err := w.Tasks.Create(w.Ctx(), w.As(access.Employee, unit), coretask.NewTask{
		Unit: w.Unit[unit].ID, Words: wording.Words{Name: name, Formulation: formulation, Purpose: "At det nytter"},
	})
	w.OK(err)
	return task, v
}

// Published is a task whose text is in force, and public too.
func (w *Town) Published(unit, name, formulation string) (coretask.Task, coretask.Version) {
	w.Helper()
	task, v := w.Task(unit, name, formulation)
	return task, w.BringOut(unit, v)
}

// BringOut adopts and publishes a draft.
func (w *Town) BringOut(unit string, v coretask.Version) coretask.Version {
	w.Helper()
	v = w.Adopted(unit, v)
	v, err := w.Tasks.Publish(w.Ctx(), w.As(access.Consultant, "council"), v.Seen(), coretask.Publication{})
	w.OK(err)
	return v
}

// Adopted proposes and adopts a draft the unit's own way.
func (w *Town) Adopted(unit string, v coretask.Version) coretask.Version {
	w.Helper()
	w.Time = w.Time.Add(time.Minute)
	v, err := w.Tasks.Propose(w.Ctx(), w.As(access.Employee, unit), v.Seen())
	w.OK(err)
	w.Time = w.Time.Add(time.Minute)
	in := coretask.Adoption{Version: v.Version, Reason: "Vi har talt om det", PublicReason: "Vi har talt om det med forældrene"}
	actor := w.As(access.Leader, unit)
	switch w.Unit[unit].Adopts {
	case org.ByTeam:
		w.Days(coretask.TeamDays)
		in.On, in.Forum, in.Attendance = Today(w.Time), "Teammøde", "9 af 11"
		actor = w.As(access.Employee, unit)
	case org.ByForum:
		in.On, in.Forum, in.CaseNumber = Today(w.Time), "Byrådet", "00.01.00-A00-1-26"
		actor = w.As(access.Consultant, "council")
	}
	v, err = w.Tasks.Adopt(w.Ctx(), actor, v.ID, in)
	w.OK(err)
	return v
}

// Index has everything found that can be, as the program does a moment after each change.
func (w *Town) Index() {
	w.Helper()
	Index(w.Ctx(), w.T, w.DB)
}

// Index does it for a database that is no Town.
func Index(ctx context.Context, t testing.TB, d *db.DB) {
	t.Helper()
	jobs := job.Runner{DB: d, Kinds: search.Service{DB: d}.Jobs(), Log: slog.New(slog.DiscardHandler)}
	for did := true; did; {
		var err error
		if did, err = jobs.Step(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

// Public is what citizens read.
func (w *Town) Public(slug string) coretask.PublicTask {
	w.Helper()
	p, err := w.Tasks.Public(w.Ctx(), Anybody(), slug, "")
	w.OK(err)
	return p
}

// Today is the date it is at an instant.
func Today(t time.Time) day.Date { return day.Of(t) }
