package org

import (
	"testing"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
)

func TestKindIsTheKnownOneHoweverItIsSpelled(t *testing.T) {
	for in, want := range map[string]string{
		" Team ": "team", "FORVALTNING": "forvaltning", "Fagområde": "fagomraade", "fagomraade": "fagomraade",
		"Klub  for unge": "Klub for unge", "": "",
	} {
		if got := KindOf(in); got != want {
			t.Errorf("KindOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestUnitIsActiveFromItsFirstDayToItsLast(t *testing.T) {
	u := Unit{From: "2026-01-02", To: "2026-03-31"}
	for on, want := range map[day.Date]bool{"2026-01-01": false, "2026-01-02": true, "2026-03-31": true, "2026-04-01": false} {
		if got := u.Active(on); got != want {
			t.Errorf("Active(%s) = %v, want %v", on, got, want)
		}
	}
	if open := (Unit{}); !open.Active("2026-01-01") {
		t.Error("a unit without days is not active")
	}
}

func TestUnitCannotLieUnderItselfOrUnderAnEndedOne(t *testing.T) {
	top := Unit{ID: "a"}.placed(nil)
	centre := Unit{ID: "b"}.placed(&top)
	team := Unit{ID: "c"}.placed(&centre)
	if team.Path != "/a/b/c/" || team.Level != 3 {
		t.Errorf("team lies at %s on level %d", team.Path, team.Level)
	}
	if err := centre.mayLieUnder(team, "2026-01-01"); !fault.HasCode(err, "unit-in-itself") {
		t.Errorf("centre under its own team: %v", err)
	}
	if err := centre.mayLieUnder(centre, "2026-01-01"); !fault.HasCode(err, "unit-in-itself") {
		t.Errorf("centre under itself: %v", err)
	}
	top.To = "2025-12-31"
	if err := team.mayLieUnder(top, "2026-01-01"); !fault.HasCode(err, "unit-ended") {
		t.Errorf("team under an ended unit: %v", err)
	}
	deep := Unit{ID: "d", Level: MostDepth, Path: "/x/"}
	if err := team.mayLieUnder(deep, "2026-01-01"); !fault.HasCode(err, "too-deep") {
		t.Errorf("team too deep: %v", err)
	}
}

func TestMovedBranchKeepsItsShape(t *testing.T) {
	from, to := Unit{ID: "b", Path: "/a/b/", Level: 2}, Unit{ID: "b", Path: "/b/", Level: 1}
	got := moved([]Unit{{ID: "c", Path: "/a/b/c/", Level: 3}, {ID: "d", Path: "/a/b/c/d/", Level: 4}}, from, to)
	if got[0].Path != "/b/c/" || got[0].Level != 2 || got[1].Path != "/b/c/d/" || got[1].Level != 3 {
		t.Errorf("moved = %+v", got)
	}
}

func TestUnitWithLivingChildrenCannotEnd(t *testing.T) {
	u := Unit{From: "2026-01-01"}
	if _, err := u.ended("2026-06-30", 1); !fault.HasCode(err, "unit-has-children") {
		t.Errorf("with children: %v", err)
	}
	if _, err := u.ended("2025-06-30", 0); !fault.HasCode(err, "ends-before-start") {
		t.Errorf("before it began: %v", err)
	}
	got, err := u.ended("2026-06-30", 0)
	if err != nil || got.To != "2026-06-30" {
		t.Errorf("ended = %+v, %v", got, err)
	}
	if _, err := got.ended("2026-06-30", 0); !fault.HasCode(err, "unit-ended") {
		t.Errorf("twice: %v", err)
	}
}

func TestPersonInputIsCheckedFieldByField(t *testing.T) {
	cases := []struct {
		in    PersonInput
		field string
		code  fault.Code
	}{
		{PersonInput{}, "name", "required"},
		{PersonInput{Name: "Bo 010203-1234"}, "name", "has-cpr"},
		{PersonInput{Name: "Bo", Email: "bo"}, "email", "not-an-email"},
		{PersonInput{Name: "Bo", Email: "bo@fjordby"}, "email", "not-an-email"},
		{PersonInput{Name: "Bo", Email: "0102031234@fjordby.example"}, "email", "has-cpr"},
		{PersonInput{Name: "Bo", External: "010203-1234"}, "external_id", "has-cpr"},
		{PersonInput{Name: "Bo", Profession: "lærer bo@fjordby.example"}, "profession", "has-email"},
	}
	for _, c := range cases {
		_, err := c.in.checked()
		f := fault.As(err).Fields
		if len(f) != 1 || f[0].Name != c.field || f[0].Code != c.code {
			t.Errorf("checked(%+v) = %v, want %s %s", c.in, err, c.field, c.code)
		}
	}
	got, err := PersonInput{Name: " Åse  Holm ", Email: " Ase@Fjordby.Example "}.checked()
	if err != nil || got.Name != "Åse Holm" || got.Email != "ase@fjordby.example" || got.Language != "da" {
		t.Errorf("checked = %+v, %v", got, err)
	}
}

func TestSearchTextFindsOldAndNewSpelling(t *testing.T) {
	if a, b := searchText("Aase Holm-Åkjær"), searchText("Åse Holm Aakjær"); a != b || a != " åse holm åkjær" {
		t.Errorf("searchText = %q and %q", a, b)
	}
}
