package org_test

import (
	"context"
	"testing"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

var ctx = db.WithNow(context.Background(), time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))

var program = access.Program("fjordby")

func found(t testing.TB, d *db.DB, slug string) {
	t.Helper()
	err := d.Change(ctx, access.Program(slug), "test", func(tx *db.Tx) error {
		_, err := db.Exec(tx, `
			INSERT INTO municipality (municipality, id, version, slug, name, demo, settings)
			VALUES ($1, $1, 1, $2, $2, FALSE, '{}')`, slug)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// town is Fjordby with a school under a centre, and two people in the school.
type town struct {
	s                   org.Service
	top, centre, school org.Unit
	leader, teacher     org.Person
}

func build(t *testing.T, d *db.DB) town {
	t.Helper()
	found(t, d, "fjordby")
	w := town{s: org.Service{DB: d}}
	unit := must[org.Unit](t)
	w.leader, w.teacher = person(t, d, "Åse Holm", "leder"), person(t, d, "Bo Zander", "lærer")
	w.top = unit(w.s.CreateUnit(ctx, program, org.UnitInput{Name: "Fjordby Kommune", Kind: "kommune"}))
	w.centre = unit(w.s.CreateUnit(ctx, program, org.UnitInput{Parent: w.top.ID, Name: "Børn og Unge", Kind: "center", Leader: w.leader.ID}))
	w.school = unit(w.s.CreateUnit(ctx, program, org.UnitInput{Parent: w.centre.ID, Name: "Åskolen", Kind: "institution"}))
	for _, p := range []org.Person{w.leader, w.teacher} {
		if err := w.s.AddMember(ctx, program, w.school.ID, p.ID); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func person(t *testing.T, d *db.DB, name, profession string) org.Person {
	t.Helper()
	var p org.Person
	err := d.Change(ctx, program, "test", func(tx *db.Tx) (err error) {
		p, err = org.NewPerson(tx, org.PersonInput{Name: name, Profession: profession})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func view(t *testing.T, d *db.DB, do func(tx *db.Tx) error) {
	t.Helper()
	if err := d.View(ctx, program, do); err != nil {
		t.Fatal(err)
	}
}

func TestMovedUnitTakesAlongEverythingBelow(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		other := must[org.Unit](t)(w.s.CreateUnit(ctx, program, org.UnitInput{Parent: w.top.ID, Name: "Kultur", Kind: "center"}))
		in := org.UnitInput{Version: w.centre.Version, Parent: other.ID, Name: "Børn og Unge", Kind: "afdeling", Leader: w.leader.ID}
		moved := must[org.Unit](t)(w.s.EditUnit(ctx, program, w.centre.ID, in))
		chain := must[[]org.Unit](t)(w.s.Chain(ctx, program, w.school.ID))
		if len(chain) != 4 || chain[1].ID != other.ID || chain[2].ID != moved.ID || chain[3].Level != 4 {
			t.Errorf("chain = %+v", chain)
		}
		past, err := w.s.History(ctx, program, w.school.ID, 0)
		if err != nil || len(past) != 2 || past[1].Record.Path != w.school.Path {
			t.Errorf("history = %+v, %v", past, err)
		}
		if _, err := w.s.EditUnit(ctx, program, w.centre.ID, in); !fault.HasCode(err, "changed-meanwhile") {
			t.Errorf("a second edit of the same version: %v", err)
		}
		in.Version, in.Parent = moved.Version, w.school.ID
		if _, err := w.s.EditUnit(ctx, program, w.centre.ID, in); !fault.HasCode(err, "unit-in-itself") {
			t.Errorf("moved into itself: %v", err)
		}
	})
}

func TestLeaderIsTheUnitsOwnOrTheNearestAbove(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		view(t, d, func(tx *db.Tx) error {
			p, found, err := org.LeaderOf(tx, w.school.Path)
			if !found || p.ID != w.leader.ID {
				t.Errorf("leader of the school = %v %v", p, found)
			}
			if _, found, _ := org.LeaderOf(tx, w.top.Path); found {
				t.Error("the top has a leader")
			}
			led, err2 := org.LedPaths(tx, w.leader.ID)
			if err2 != nil || len(led) != 1 || led[0] != w.centre.Path {
				t.Errorf("led = %v, %v", led, err2)
			}
			return err
		})
	})
}

func TestWhoLeavesIsNoMemberAnyMore(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		err := d.Change(ctx, program, "test", func(tx *db.Tx) error {
			_, err := org.EndPerson(tx, w.teacher.ID, org.EndInput{Version: w.teacher.Version})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		view(t, d, func(tx *db.Tx) error {
			paths, err := org.MembershipPaths(tx, w.teacher.ID)
			if len(paths) != 0 {
				t.Errorf("paths = %v", paths)
			}
			still, _ := org.MembershipPaths(tx, w.leader.ID)
			if len(still) != 1 || still[0] != w.school.Path {
				t.Errorf("the leader's paths = %v", still)
			}
			return err
		})
		staff := must[org.Staff](t)(w.s.Staff(ctx, program, w.top.ID))
		if staff.People != 1 || len(staff.Professions) != 1 || staff.Professions[0] != (org.Profession{Name: "leder", People: 1}) {
			t.Errorf("staff = %+v", staff)
		}
	})
}

func TestUnitEndsWithItsMembershipsAndCanBeReopened(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		if _, err := w.s.EndUnit(ctx, program, w.centre.ID, org.EndInput{Version: w.centre.Version}); !fault.HasCode(err, "unit-has-children") {
			t.Errorf("ending the centre: %v", err)
		}
		ended := must[org.Unit](t)(w.s.EndUnit(ctx, program, w.school.ID, org.EndInput{Version: w.school.Version}))
		view(t, d, func(tx *db.Tx) error {
			paths, err := org.MembershipPaths(tx, w.teacher.ID)
			if len(paths) != 0 {
				t.Errorf("paths = %v", paths)
			}
			return err
		})
		list, _, err := w.s.Children(ctx, program, w.centre.ID, "", 0)
		if err != nil || len(list) != 0 {
			t.Errorf("children = %v, %v", list, err)
		}
		back := must[org.Unit](t)(w.s.ReopenUnit(ctx, program, w.school.ID, ended.Version))
		if !back.To.IsZero() {
			t.Errorf("reopened = %+v", back)
		}
	})
}

func TestTreeIsInReadingOrderAndStopsAtADepth(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		must[org.Unit](t)(w.s.CreateUnit(ctx, program, org.UnitInput{Parent: w.centre.ID, Name: "Zebraskolen", Kind: "institution"}))
		must[org.Unit](t)(w.s.CreateUnit(ctx, program, org.UnitInput{Parent: w.top.ID, Name: "Affald", Kind: "center"}))
		for _, c := range []struct {
			q    org.TreeQuery
			want string
		}{
			{org.TreeQuery{}, "Fjordby Kommune>Affald>Børn og Unge>Zebraskolen>Åskolen>"},
			{org.TreeQuery{Depth: 2}, "Fjordby Kommune>Affald>Børn og Unge>"},
			{org.TreeQuery{Root: w.centre.ID}, "Børn og Unge>Zebraskolen>Åskolen>"},
			{org.TreeQuery{Root: w.centre.ID, Depth: 1}, "Børn og Unge>"},
			{org.TreeQuery{After: w.centre.ID, Limit: 1}, "Zebraskolen>"},
		} {
			got := ""
			for _, n := range must[[]org.Node](t)(w.s.Tree(ctx, program, c.q)) {
				got += n.Name + ">"
			}
			if got != c.want {
				t.Errorf("Tree(%+v) = %s, want %s", c.q, got, c.want)
			}
		}
		roots := must[[]org.BranchForAPI](t)(w.s.TreeForAPI(ctx, program))
		if len(roots) != 1 || len(roots[0].Children) != 2 || roots[0].Children[1].Children[0].Name != "Zebraskolen" || *roots[0].Children[0].Parent != w.top.ID.String() {
			t.Errorf("for the API: %+v", roots)
		}
	})
}

func TestWhoMaySeeAndEdit(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		found(t, d, "andenby")
		in := org.UnitInput{Version: w.school.Version, Parent: w.centre.ID, Name: "Åskolen", Kind: "institution"}
		leads := func(path string) access.Actor {
			return access.Actor{Municipality: "fjordby", Person: "p", Grants: []access.Grant{{Role: access.Leader, Unit: path}}}
		}
		member := access.Actor{Municipality: "fjordby", Person: "p", Units: []string{w.school.Path}}
		for name, c := range map[string]struct {
			actor              access.Actor
			read, people, edit fault.Kind
		}{
			"citizen":            {access.Anonymous("fjordby"), fault.NotFound, fault.NotFound, fault.NotFound},
			"colleague":          {access.Actor{Municipality: "fjordby", Person: "p"}, -1, fault.Forbidden, fault.Forbidden},
			"member":             {member, -1, -1, fault.Forbidden},
			"leader beside":      {leads("/elsewhere/"), -1, fault.Forbidden, fault.Forbidden},
			"other municipality": {access.Actor{Municipality: "andenby", Person: "p", Grants: []access.Grant{{Role: access.Administrator, Unit: "/"}}}, fault.NotFound, fault.NotFound, fault.NotFound},
			"leader":             {leads(w.centre.Path), -1, -1, -1},
		} {
			_, err := w.s.Unit(ctx, c.actor, w.school.ID)
			expect(t, name+" reads", err, c.read)
			_, err = w.s.People(ctx, c.actor, w.school.ID, "", 0)
			expect(t, name+" sees people", err, c.people)
			_, err = w.s.EditUnit(ctx, c.actor, w.school.ID, in)
			expect(t, name+" edits", err, c.edit)
		}
		in.Version, in.Parent = in.Version+1, ""
		if _, err := w.s.EditUnit(ctx, leads(w.centre.Path), w.school.ID, in); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a leader moves a unit to the top: %v", err)
		}
	})
}

// expect wants no error for kind -1.
func expect(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if kind < 0 && err != nil || kind >= 0 && !fault.Is(err, kind) {
		t.Errorf("%s: %v, want kind %d", what, err, kind)
	}
}

func TestPeopleComeByNameAPageAtATime(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		first := must[org.Roster](t)(w.s.People(ctx, program, w.school.ID, "", 1))
		second := must[org.Roster](t)(w.s.People(ctx, program, w.school.ID, first.Next, 1))
		if first.People[0].ID != w.teacher.ID || second.People[0].ID != w.leader.ID || second.Next != "" {
			t.Errorf("people = %+v, then %+v", first, second)
		}
		hits := must[[]org.Person](t)(w.s.SearchPeople(ctx, program, "aas hol"))
		if len(hits) != 1 || hits[0].ID != w.leader.ID {
			t.Errorf("search = %+v", hits)
		}
		units := must[[]org.Hit](t)(w.s.SearchUnits(ctx, program, "unge"))
		if len(units) != 1 || units[0].ID != w.centre.ID {
			t.Errorf("units = %+v", units)
		}
		if hits := must[[]org.Person](t)(w.s.SearchPeople(ctx, program, "%")); len(hits) != 0 {
			t.Errorf("search for %% = %+v", hits)
		}
	})
}

func TestUnknownLeaderIsRefused(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		w := build(t, d)
		_, err := w.s.CreateUnit(ctx, program, org.UnitInput{Name: "X", Kind: "team", Parent: w.top.ID, Leader: id.Of[org.Person]("nobody")})
		if !fault.HasCode(err, "choose") {
			t.Errorf("error = %v", err)
		}
	})
}
