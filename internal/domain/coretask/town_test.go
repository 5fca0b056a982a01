package coretask_test

import (
	"context"
	"testing"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// town is a small municipality: council > schools > school > grades, where the school's
// leader adopts, the grades' team adopts itself, and the council is a forum.
type town struct {
	*testing.T
	coretask.Service
	db   *db.DB
	now  time.Time
	unit map[string]org.Unit
}

const here = "fjordby"

var spring = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func inTown(t *testing.T, story func(t *town)) {
	t.Helper()
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := &town{T: t, Service: coretask.Service{DB: d}, db: d, now: spring, unit: map[string]org.Unit{}}
		w.change(func(tx *db.Tx) error {
			_, err := db.Exec(tx, `
				INSERT INTO municipality (municipality, id, version, slug, name, demo, settings)
				VALUES ($1, $1, 1, $1, 'Fjordby Kommune', FALSE, '{}')`)
			return err
		})
		w.add("council", "", org.ByForum, "Byrådet")
		w.add("schools", "council", org.ByLeader, "Center for Skoler")
		w.add("school", "schools", org.ByLeader, "Åskolen")
		w.add("grades", "school", org.ByTeam, "Indskolingen")
		w.add("other", "council", org.ByLeader, "Vej og Park")
		story(w)
	})
}

func (w *town) change(do func(tx *db.Tx) error) {
	w.Helper()
	if err := w.db.Change(w.ctx(), access.Program(here), "test", do); err != nil {
		w.Fatal(err)
	}
}

func (w *town) ctx() context.Context { return db.WithNow(context.Background(), w.now) }

func (w *town) days(n int) { w.now = w.now.AddDate(0, 0, n) }

func (w *town) add(key, parent string, way org.Adopts, name string) {
	w.Helper()
	w.change(func(tx *db.Tx) error {
		u := org.Unit{ID: id.Of[org.Unit](id.Random()), Name: name, SortKey: text.SortKey(name), Kind: "center", Adopts: way, From: "2007-01-01"}
		u.Path, u.Level = "/"+u.ID.String()+"/", 1
		if p, ok := w.unit[parent]; ok {
			u.Parent, u.Path, u.Level = p.ID, p.Path+u.ID.String()+"/", p.Level+1
		}
		w.unit[key] = u
		return db.Put(tx, &u)
	})
}

// as is somebody with a role at a unit, who also works there.
func (w *town) as(role access.Role, unit string) access.Actor {
	p := w.person(string(role) + " " + unit)
	return access.Actor{Municipality: here, Person: p, Grants: []access.Grant{{Role: role, Unit: w.unit[unit].Path}}, Units: []string{w.unit[unit].Path}}
}

func (w *town) person(name string) string {
	w.Helper()
	p := org.Person{ID: id.Of[org.Person](id.Random()), Name: name, SortKey: text.SortKey(name), Language: "da", From: "2007-01-01"}
	w.change(func(tx *db.Tx) error { return db.Put(tx, &p) })
	return p.ID.String()
}

func anybody() access.Actor { return access.Anonymous(here) }

func (w *town) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// task begins a core task with a draft by somebody who works in the unit.
func (w *town) task(unit, name, formulation string) (coretask.Task, coretask.Version) {
	w.Helper()
	task, v, err := w.Create(w.ctx(), w.as(access.Employee, unit), coretask.NewTask{
		Unit: w.unit[unit].ID, Words: coretask.Words{Name: name, Formulation: formulation, Purpose: "At det nytter"},
	})
	w.ok(err)
	return task, v
}

// adopted is a task whose text is in force, and public too.
func (w *town) published(unit, name, formulation string) (coretask.Task, coretask.Version) {
	w.Helper()
	task, v := w.task(unit, name, formulation)
	return task, w.bringOut(unit, v)
}

func (w *town) bringOut(unit string, v coretask.Version) coretask.Version {
	w.Helper()
	v = w.adopt(unit, v)
	v, err := w.Publish(w.ctx(), w.as(access.Consultant, "council"), v.Seen())
	w.ok(err)
	return v
}

// adopt proposes and adopts the unit's own way.
func (w *town) adopt(unit string, v coretask.Version) coretask.Version {
	w.Helper()
	w.now = w.now.Add(time.Minute)
	v, err := w.Propose(w.ctx(), w.as(access.Employee, unit), v.Seen())
	w.ok(err)
	w.now = w.now.Add(time.Minute)
	in := coretask.Adoption{Version: v.Version, Reason: "Vi har talt om det", PublicReason: "Vi har talt om det med forældrene"}
	actor := w.as(access.Leader, unit)
	switch w.unit[unit].Adopts {
	case org.ByTeam:
		w.days(coretask.TeamDays)
		in.On, in.Forum, in.Attendance = today(w.now), "Teammøde", "9 af 11"
		actor = w.as(access.Employee, unit)
	case org.ByForum:
		in.On, in.Forum, in.CaseNumber = today(w.now), "Byrådet", "00.01.00-A00-1-26"
		actor = w.as(access.Consultant, "council")
	}
	v, err = w.Adopt(w.ctx(), actor, v.ID, in)
	w.ok(err)
	return v
}

func (w *town) public(slug string) coretask.PublicTask {
	w.Helper()
	p, err := w.Public(w.ctx(), anybody(), slug, "")
	w.ok(err)
	return p
}
