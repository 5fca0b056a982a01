package coretask_test

import (
	"testing"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
)

func today(t time.Time) day.Date { return day.Of(t) }

func TestTextComesIntoForceAndTheOneBeforeBecomesEarlier(t *testing.T) {
	inTown(t, func(w *town) {
		task, v := w.task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		v = w.adopt("school", v)
		if v.State != coretask.InForce || v.AdoptedOn != "2026-03-02" {
			w.Errorf("adopted = %s on %s", v.State, v.AdoptedOn)
		}
		w.days(30)
		next, err := w.Begin(w.ctx(), w.as(access.Employee, "school"), task.ID, false)
		w.ok(err)
		if next.Formulation != v.Formulation || next.Number != 2 {
			w.Errorf("the new draft begins with %q as number %d", next.Formulation, next.Number)
		}
		w.adopt("school", next)
		w.ok(w.db.View(w.ctx(), access.Program(here), func(tx *db.Tx) error {
			states, err := db.All[string](tx, `SELECT state FROM core_task_version WHERE municipality = $1 ORDER BY number LIMIT 10`)
			if len(states) != 2 || states[0] != "tidligere" || states[1] != "gaeldende" {
				w.Errorf("states = %v", states)
			}
			return err
		}))
	})
}

func TestSecondWriterOfADraftLosesNothing(t *testing.T) {
	inTown(t, func(w *town) {
		_, v := w.task("school", "Mod på at lære", "Første")
		a, b := w.as(access.Employee, "school"), w.as(access.Employee, "school")
		words := v.Words
		words.Formulation = "Skrevet af den første"
		_, err := w.Write(w.ctx(), a, v.ID, coretask.Writing{Version: v.Version, Words: words})
		w.ok(err)
		words.Formulation = "Skrevet af den anden"
		_, err = w.Write(w.ctx(), b, v.ID, coretask.Writing{Version: v.Version, Words: words})
		if !fault.HasCode(err, "changed-meanwhile") {
			w.Errorf("second writer got %v", err)
		}
	})
}

func TestLeadersChangeToATeamsTextIsTheLeadersOwnDraft(t *testing.T) {
	inTown(t, func(w *town) {
		task, v := w.task("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		leader := w.as(access.Leader, "school")
		words := v.Words
		words.Formulation = "Lederens ord"
		if _, err := w.Write(w.ctx(), leader, v.ID, coretask.Writing{Version: v.Version, Words: words}); !fault.HasCode(err, "team-writes-itself") {
			w.Errorf("the leader overwrote the team's draft: %v", err)
		}
		own, err := w.Begin(w.ctx(), leader, task.ID, false)
		w.ok(err)
		if own.State != coretask.LeadersDraft || own.ID == v.ID {
			w.Errorf("the leader's text is %s", own.State)
		}
		if _, err := w.Write(w.ctx(), w.as(access.Employee, "grades"), own.ID, coretask.Writing{Version: own.Version, Words: words}); !fault.HasCode(err, "leader-writes-itself") {
			w.Errorf("the team overwrote the leader's draft: %v", err)
		}
	})
}

func TestTeamAdoptsAfterSevenDaysAndObjectionsStayOpen(t *testing.T) {
	inTown(t, func(w *town) {
		_, v := w.task("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		member := w.as(access.Employee, "grades")
		v, err := w.Propose(w.ctx(), member, v.Seen())
		w.ok(err)
		d, err := w.Object(w.ctx(), member, v.ID, "Hvem tager bussen?", "Nogle mener, det er forældrenes")
		w.ok(err)
		in := coretask.Adoption{Version: v.Version, On: "2026-03-08", Forum: "Teammøde", Attendance: "9 af 11"}
		w.days(6)
		if _, err := w.Adopt(w.ctx(), member, v.ID, in); !fault.HasCode(err, "team-needs-days") {
			w.Errorf("adopted after six days: %v", err)
		}
		w.days(1)
		in.On = "2026-03-09"
		if _, err := w.Adopt(w.ctx(), w.as(access.Leader, "school"), v.ID, in); !fault.Is(err, fault.Forbidden) {
			w.Errorf("the leader adopted the team's text: %v", err)
		}
		if _, err := w.Adopt(w.ctx(), member, v.ID, coretask.Adoption{Version: v.Version, On: "2026-03-09"}); !fault.Is(err, fault.Invalid) {
			w.Errorf("adopted without meeting and attendance: %v", err)
		}
		_, err = w.Adopt(w.ctx(), member, v.ID, in)
		w.ok(err)
		w.ok(w.db.View(w.ctx(), access.Program(here), func(tx *db.Tx) error {
			open, err := db.One[int](tx, `SELECT count(*) FROM disagreement WHERE municipality = $1 AND id = $2 AND settled_on = ''`, d.ID)
			if open != 1 {
				w.Error("the objection is not open any more")
			}
			return err
		}))
	})
}

func TestForumNeedsItsNameDateAndCaseNumber(t *testing.T) {
	inTown(t, func(w *town) {
		_, v := w.task("council", "Gode liv", "Gode liv i levende landsbyer")
		consultant := w.as(access.Consultant, "council")
		v, err := w.Propose(w.ctx(), consultant, v.Seen())
		w.ok(err)
		_, err = w.Adopt(w.ctx(), consultant, v.ID, coretask.Adoption{Version: v.Version})
		for _, field := range []string{"on", "forum", "case_number"} {
			if !hasField(err, field) {
				w.Errorf("adopted without %s: %v", field, err)
			}
		}
	})
}

func hasField(err error, name string) bool {
	for _, f := range fault.As(err).Fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

func TestFormulationIsNeededToProposeAndNotBefore(t *testing.T) {
	inTown(t, func(w *town) {
		_, v := w.task("school", "Mod på at lære", "")
		_, err := w.Propose(w.ctx(), w.as(access.Employee, "school"), v.Seen())
		if !fault.HasCode(err, "formulation-needed") {
			w.Errorf("proposed without a formulation: %v", err)
		}
	})
}

func TestPersonalDataIsRefusedInEveryFreeText(t *testing.T) {
	inTown(t, func(w *town) {
		member := w.as(access.Employee, "school")
		_, _, err := w.Create(w.ctx(), member, coretask.NewTask{Unit: w.unit["school"].ID, Words: coretask.Words{Name: "Mod", Why: "Ring til 010190-1234"}})
		if !fault.HasCode(err, "has-cpr") {
			w.Errorf("a CPR number was kept in why: %v", err)
		}
		task, _ := w.task("school", "Mod på at lære", "Alle børn")
		_, err = w.KeepPrecondition(w.ctx(), member, coretask.Precondition{Task: task.ID, Text: "Skriv til hans@example.dk"})
		if !fault.HasCode(err, "has-email") {
			w.Errorf("an e-mail address was kept in a precondition: %v", err)
		}
	})
}

func TestWhoMayNotSeeTheWorkIsToldItIsNotThere(t *testing.T) {
	inTown(t, func(w *town) {
		_, v := w.task("school", "Mod på at lære", "Alle børn")
		stranger := w.as(access.Employee, "other")
		if _, err := w.Write(w.ctx(), stranger, v.ID, coretask.Writing{Version: v.Version, Words: v.Words}); !fault.Is(err, fault.NotFound) {
			w.Errorf("somebody from another unit got %v", err)
		}
		if _, err := w.Publish(w.ctx(), w.as(access.Employee, "school"), v.Seen()); !fault.Is(err, fault.Forbidden) {
			w.Errorf("an employee published: %v", err)
		}
	})
}

func TestProposalFromADialogueComesOnce(t *testing.T) {
	inTown(t, func(w *town) {
		task, _ := w.published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		in := coretask.Gathered{
			Task: task.ID, Words: coretask.Words{Formulation: "Alle går herfra med lyst til at lære mere", Experienced: "Børnene vil have ro"},
			Contributions: []coretask.Contribution{{Profession: "pædagog", Gives: "Legen"}},
			Disagreements: []coretask.Disagreement{{Topic: "Skal bøgerne væk?"}},
			Source:        coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
		}
		var one, two coretask.Version
		w.change(func(tx *db.Tx) (err error) { one, err = coretask.ProposeFromDialogue(tx, in); return err })
		w.change(func(tx *db.Tx) (err error) { two, err = coretask.ProposeFromDialogue(tx, in); return err })
		if one.State != coretask.Proposed || one.ID != two.ID || one.Purpose != "At det nytter" || one.Number != 2 {
			w.Errorf("first %+v, second %s", one, two.ID)
		}
	})
}

func TestUnitWithoutACoreTaskGetsOneFromItsDialogue(t *testing.T) {
	inTown(t, func(w *town) {
		in := coretask.Gathered{
			Unit: w.unit["grades"].ID, Name: "Tryg start", Words: coretask.Words{Formulation: "Vi følger børnene ind fra bussen"},
			Source: coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
		}
		var v coretask.Version
		w.change(func(tx *db.Tx) (err error) { v, err = coretask.ProposeFromDialogue(tx, in); return err })
		if v.State != coretask.Proposed || v.Name != "Tryg start" || v.Number != 1 {
			w.Errorf("version = %+v", v)
		}
	})
}
