package coretask_test

import (
	"fmt"
	"slices"
	"testing"

	"kernehus/internal/domain/check"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/town"
)

func noticed(w *town.Town, slug string, kind coretask.NoticeKind) bool {
	w.Helper()
	work, err := w.Tasks.Work(w.Ctx(), w.As(access.Consultant, "council"), slug)
	w.OK(err)
	return slices.ContainsFunc(work.Notices, func(n coretask.Notice) bool { return n.Kind == kind })
}

func TestNoticesTellTheUnitWhatMayNeedATalk(t *testing.T) {
	town.In(t, func(w *town.Town) {
		boss := w.As(access.Consultant, "council")
		council, _ := w.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		grades, v := w.Task("grades", "Tryg start", "Gode liv i levende landsbyer")
		if !noticed(w, grades.Slug, coretask.NothingAbove) {
			w.Error("no notice that it interprets nothing")
		}
		_, err := w.Tasks.Interpret(w.Ctx(), boss, grades.ID, council.ID)
		w.OK(err)
		for _, kind := range []coretask.NoticeKind{coretask.RepeatsAbove, coretask.LevelMissing, coretask.SideEmpty} {
			if !noticed(w, grades.Slug, kind) {
				w.Errorf("no notice %s", kind)
			}
		}
		w.Adopted("grades", v)
		if !noticed(w, grades.Slug, coretask.NotYetShown) {
			w.Error("no notice that citizens cannot read it")
		}
		w.Days(1)
		next, err := w.Tasks.Begin(w.Ctx(), boss, council.ID, false)
		w.OK(err)
		next.Words.Formulation = "Alle kan leve godt, også på Tangø"
		next, err = w.Tasks.Write(w.Ctx(), boss, next.ID, coretask.Writing{Version: next.Version, Words: next.Words})
		w.OK(err)
		w.Adopted("council", next)
		if !noticed(w, grades.Slug, coretask.AboveChanged) {
			w.Error("no notice that the one above has changed")
		}
		w.OK(w.Tasks.StillFits(w.Ctx(), boss, grades.ID, council.ID))
		if noticed(w, grades.Slug, coretask.AboveChanged) || noticed(w, grades.Slug, coretask.RepeatsAbove) {
			w.Error("the notice stays after the unit has looked")
		}
		_, err = w.Tasks.Revisit(w.Ctx(), boss, coretask.Seen[coretask.Task]{ID: grades.ID}, town.Today(w.Time), []coretask.Trigger{coretask.NewCouncil})
		w.OK(err)
		if !noticed(w, grades.Slug, coretask.RevisitDue) {
			w.Error("no notice that it is time to take it up again")
		}
	})
}

func TestWorkIsForThoseItConcerns(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, _ := w.Published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		for who, sees := range map[*access.Actor]bool{
			ptr(w.As(access.Employee, "grades")): true, ptr(w.As(access.Leader, "school")): true, ptr(w.As(access.Consultant, "council")): true,
			ptr(w.As(access.Employee, "school")): false, ptr(w.As(access.Leader, "other")): false, ptr(town.Anybody()): false,
		} {
			_, err := w.Tasks.Work(w.Ctx(), *who, task.Slug)
			if sees != (err == nil) || !sees && !fault.Is(err, fault.NotFound) {
				w.Errorf("%v gets %v", who.Grants, err)
			}
		}
	})
}

func ptr[T any](v T) *T { return &v }

func TestHistoryTellsWhoWhenWhyAndWhatChanged(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, v := w.Task("school", "Mod på at lære", "Alle børn lærer")
		writer := w.As(access.Employee, "school")
		w.Days(1)
		v.Words.Formulation = "Alle børn lærer mere"
		v, err := w.Tasks.Write(w.Ctx(), writer, v.ID, coretask.Writing{Version: v.Version, Words: v.Words, Reason: "Elevrådet bad om det"})
		w.OK(err)
		w.Adopted("school", v)
		list, next, err := w.Tasks.History(w.Ctx(), writer, task.Slug, "")
		w.OK(err)
		if len(list) != 4 || next != "" {
			w.Fatalf("%d events, next %q", len(list), next)
		}
		wrote := list[2]
		if wrote.Who != "medarbejder school" || len(wrote.Records) != 1 || wrote.Records[0].Changes[0] != (wording.Change{Field: "formulation", Before: "Alle børn lærer", After: "Alle børn lærer mere"}) {
			w.Errorf("the second event is %+v", wrote)
		}
		if _, _, err := w.Tasks.History(w.Ctx(), town.Anybody(), task.Slug, ""); !fault.Is(err, fault.NotFound) {
			w.Errorf("anybody reads the history: %v", err)
		}
	})
}

func TestCheckGivesAListToWorkOnAndNoScore(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, v := w.Task("school", "Mod på at lære", "Alle børn lærer")
		member := w.As(access.Employee, "school")
		ids := []string{"v01", "v02", "v03"}
		_, err := w.Tasks.KeepCheck(w.Ctx(), member, coretask.Check{About: v.ID, Answers: map[string]coretask.CheckReply{"v01": {Answer: "ja"}, "v02": {Answer: "nej", Reason: "For bred"}}}, ids)
		w.OK(err)
		work, err := w.Tasks.Work(w.Ctx(), member, task.Slug)
		w.OK(err)
		if work.Check == nil || work.Check.Answers["v02"].Reason != "For bred" || work.Check.HeldOn != town.Today(w.Time) {
			w.Errorf("check = %+v", work.Check)
		}
		for _, wrong := range []map[string]coretask.CheckReply{{"v99": {Answer: "ja"}}, {"v01": {Answer: "måske"}}, {}} {
			if _, err := w.Tasks.KeepCheck(w.Ctx(), member, coretask.Check{About: v.ID, Answers: wrong}, ids); !fault.Is(err, fault.Invalid) {
				w.Errorf("%v was kept: %v", wrong, err)
			}
		}
	})
}

func TestTwoGroupsThatAnswerTheSameTextLoseNothing(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, v := w.Task("school", "Mod på at lære", "Alle børn lærer")
		member, other, ids := w.As(access.Employee, "school"), w.As(access.Employee, "school"), []string{"v01", "v02"}
		said := func(q string, a check.Answer) map[string]coretask.CheckReply {
			return map[string]coretask.CheckReply{q: {Answer: a}}
		}
		first, err := w.Tasks.KeepCheck(w.Ctx(), member, coretask.Check{About: v.ID, Answers: said("v01", check.No)}, ids)
		w.OK(err)
		if _, err := w.Tasks.KeepCheck(w.Ctx(), other, coretask.Check{About: v.ID, Answers: said("v02", check.Yes)}, ids); !fault.HasCode(err, "changed-meanwhile") {
			w.Errorf("a second list for the same text: %v", err)
		}
		w.Days(2)
		again, err := w.Tasks.KeepCheck(w.Ctx(), other, coretask.Check{ID: first.ID, Version: first.Version, About: v.ID, Answers: said("v02", check.Yes)}, ids)
		w.OK(err)
		if _, err := w.Tasks.KeepCheck(w.Ctx(), member, coretask.Check{ID: first.ID, Version: first.Version, About: v.ID, Answers: said("v01", check.Yes)}, ids); !fault.HasCode(err, "changed-meanwhile") {
			w.Errorf("written over what changed since: %v", err)
		}
		w.Adopted("school", v)
		next, err := w.Tasks.Begin(w.Ctx(), member, task.ID, false)
		w.OK(err)
		_, err = w.Tasks.KeepCheck(w.Ctx(), member, coretask.Check{About: next.ID, Answers: said("v01", check.Partly)}, ids)
		w.OK(err)
		work, err := w.Tasks.Work(w.Ctx(), member, task.Slug)
		w.OK(err)
		if len(work.Checks) != 2 || work.Check.About != next.ID || work.Checks[1].HeldOn != town.Today(w.Time) || work.Checks[1].ID != again.ID {
			w.Errorf("the two texts have %+v", work.Checks)
		}
	})
}

func TestTheFormalSideOfARetiredTaskIsClosed(t *testing.T) {
	town.In(t, func(w *town.Town) {
		leader := w.As(access.Leader, "schools")
		old, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		draft, err := w.Tasks.Begin(w.Ctx(), leader, old.ID, false)
		w.OK(err)
		_, err = w.Tasks.Retire(w.Ctx(), leader, coretask.Seen[coretask.Task]{ID: old.ID}, "De to er blevet én", "")
		w.OK(err)
		in := coretask.Writing{Version: draft.Version, Words: wording.Words{Formal: "Loven siger det"}}
		if _, err := w.Tasks.WriteFormal(w.Ctx(), w.As(access.Politician, "council"), draft.ID, in); !fault.HasCode(err, "task-retired") {
			w.Errorf("a retired task was written on: %v", err)
		}
	})
}

func TestWhatIsAddedLastStandsLast(t *testing.T) {
	town.In(t, func(w *town.Town) {
		member := w.As(access.Employee, "school")
		task, _ := w.Task("school", "Mod på at lære", "Alle børn")
		keep := func(p coretask.Precondition) coretask.Precondition {
			p, err := w.Tasks.KeepPrecondition(w.Ctx(), member, p)
			w.OK(err)
			return p
		}
		first, second := keep(coretask.Precondition{Task: task.ID, Text: "Ro"}), keep(coretask.Precondition{Task: task.ID, Text: "Tid"})
		keep(coretask.Precondition{Task: task.ID, Text: "Penge"})
		first.Ended, second.Ended = true, true
		keep(first)
		keep(second)
		keep(coretask.Precondition{Task: task.ID, Text: "Plads"})
		w.Change(func(tx *db.Tx) error {
			_, err := coretask.ProposeFromDialogue(tx, coretask.Gathered{
				Task: task.ID, Words: wording.Words{Formulation: "Alle børn"}, Contributions: []coretask.Contribution{{Profession: "pædagog", Gives: "Legen"}},
				Source: coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
			})
			return err
		})
		_, err := w.Tasks.KeepContribution(w.Ctx(), member, coretask.Contribution{Task: task.ID, Profession: "lærer", Gives: "Bogen"})
		w.OK(err)
		work, err := w.Tasks.Work(w.Ctx(), member, task.Slug)
		w.OK(err)
		if p, c := work.Preconditions, work.Contributions; p[0].Text != "Penge" || p[1].Text != "Plads" || c[1].Profession != "lærer" {
			w.Errorf("they stand as %+v and %+v", p, c)
		}
	})
}

func TestTheHistoryLosesNothingWhereMuchWasDoneAtOnce(t *testing.T) {
	town.In(t, func(w *town.Town) {
		member := w.As(access.Employee, "school")
		task, _ := w.Task("school", "Mod på at lære", "Alle børn")
		given := make([]coretask.Contribution, 150)
		for i := range given {
			given[i] = coretask.Contribution{Profession: "pædagog", Gives: fmt.Sprint("Legen ", i)}
		}
		for _, source := range []string{"d1", "d2", "d3"} {
			w.Days(1)
			w.Change(func(tx *db.Tx) error {
				_, err := coretask.ProposeFromDialogue(tx, coretask.Gathered{
					Task: task.ID, Words: wording.Words{Formulation: "Alle børn, " + source}, Contributions: slices.Clone(given), Source: coretask.Source{Kind: coretask.FromDialogue, ID: source},
				})
				return err
			})
		}
		seen := 0
		for next, more := "", true; more; more = next != "" {
			var list []coretask.Event
			var err error
			list, next, err = w.Tasks.History(w.Ctx(), member, task.Slug, next)
			w.OK(err)
			for _, e := range list {
				for _, r := range e.Records {
					if r.Kind == "contribution" {
						seen++
					}
				}
			}
		}
		if seen != 3*len(given) {
			w.Errorf("%d of %d contributions stand in the history", seen, 3*len(given))
		}
	})
}
