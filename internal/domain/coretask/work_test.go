package coretask_test

import (
	"slices"
	"testing"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
)

func (w *town) noticed(slug string, kind coretask.NoticeKind) bool {
	w.Helper()
	work, err := w.Work(w.ctx(), w.as(access.Consultant, "council"), slug)
	w.ok(err)
	return slices.ContainsFunc(work.Notices, func(n coretask.Notice) bool { return n.Kind == kind })
}

func TestNoticesTellTheUnitWhatMayNeedATalk(t *testing.T) {
	inTown(t, func(w *town) {
		boss := w.as(access.Consultant, "council")
		council, _ := w.published("council", "Gode liv", "Gode liv i levende landsbyer")
		grades, v := w.task("grades", "Tryg start", "Gode liv i levende landsbyer")
		if !w.noticed(grades.Slug, coretask.NothingAbove) {
			w.Error("no notice that it interprets nothing")
		}
		_, err := w.Interpret(w.ctx(), boss, grades.ID, council.ID)
		w.ok(err)
		for _, kind := range []coretask.NoticeKind{coretask.RepeatsAbove, coretask.LevelMissing, coretask.SideEmpty} {
			if !w.noticed(grades.Slug, kind) {
				w.Errorf("no notice %s", kind)
			}
		}
		w.adopt("grades", v)
		if !w.noticed(grades.Slug, coretask.NotYetShown) {
			w.Error("no notice that citizens cannot read it")
		}
		w.days(1)
		next, err := w.Begin(w.ctx(), boss, council.ID, false)
		w.ok(err)
		next.Words.Formulation = "Alle kan leve godt, også på Tangø"
		next, err = w.Write(w.ctx(), boss, next.ID, coretask.Writing{Version: next.Version, Words: next.Words})
		w.ok(err)
		w.adopt("council", next)
		if !w.noticed(grades.Slug, coretask.AboveChanged) {
			w.Error("no notice that the one above has changed")
		}
		w.ok(w.StillFits(w.ctx(), boss, grades.ID, council.ID))
		if w.noticed(grades.Slug, coretask.AboveChanged) || w.noticed(grades.Slug, coretask.RepeatsAbove) {
			w.Error("the notice stays after the unit has looked")
		}
		_, err = w.Revisit(w.ctx(), boss, coretask.Seen[coretask.Task]{ID: grades.ID}, today(w.now), []coretask.Trigger{coretask.NewCouncil})
		w.ok(err)
		if !w.noticed(grades.Slug, coretask.RevisitDue) {
			w.Error("no notice that it is time to take it up again")
		}
	})
}

func TestWorkIsForThoseItConcerns(t *testing.T) {
	inTown(t, func(w *town) {
		task, _ := w.published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		for who, sees := range map[*access.Actor]bool{
			ptr(w.as(access.Employee, "grades")): true, ptr(w.as(access.Leader, "school")): true, ptr(w.as(access.Consultant, "council")): true,
			ptr(w.as(access.Employee, "school")): false, ptr(w.as(access.Leader, "other")): false, ptr(anybody()): false,
		} {
			_, err := w.Work(w.ctx(), *who, task.Slug)
			if sees != (err == nil) || !sees && !fault.Is(err, fault.NotFound) {
				w.Errorf("%v gets %v", who.Grants, err)
			}
		}
	})
}

func ptr[T any](v T) *T { return &v }

func TestHistoryTellsWhoWhenWhyAndWhatChanged(t *testing.T) {
	inTown(t, func(w *town) {
		task, v := w.task("school", "Mod på at lære", "Alle børn lærer")
		writer := w.as(access.Employee, "school")
		w.days(1)
		v.Words.Formulation = "Alle børn lærer mere"
		v, err := w.Write(w.ctx(), writer, v.ID, coretask.Writing{Version: v.Version, Words: v.Words, Reason: "Elevrådet bad om det"})
		w.ok(err)
		w.adopt("school", v)
		list, next, err := w.History(w.ctx(), writer, task.Slug, "")
		w.ok(err)
		if len(list) != 4 || next != "" {
			w.Fatalf("%d events, next %q", len(list), next)
		}
		wrote := list[2]
		if wrote.Who != "medarbejder school" || len(wrote.Records) != 1 || wrote.Records[0].Changes[0] != (coretask.Change{Field: "formulation", Before: "Alle børn lærer", After: "Alle børn lærer mere"}) {
			w.Errorf("the second event is %+v", wrote)
		}
		if _, _, err := w.History(w.ctx(), anybody(), task.Slug, ""); !fault.Is(err, fault.NotFound) {
			w.Errorf("anybody reads the history: %v", err)
		}
	})
}

func TestReflectionIsPrivateUntilShared(t *testing.T) {
	inTown(t, func(w *town) {
		task, _ := w.published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		me, colleague := w.as(access.Employee, "grades"), w.as(access.Employee, "grades")
		w.ok(w.Reflect(w.ctx(), me, task.ID, "Jeg tager imod ved bussen", false))
		seen, err := w.Work(w.ctx(), colleague, task.Slug)
		w.ok(err)
		mine, err := w.Work(w.ctx(), me, task.Slug)
		w.ok(err)
		if len(seen.Shared) != 0 || seen.Reflection.Text != "" || mine.Reflection.Text != "Jeg tager imod ved bussen" {
			w.Errorf("colleague sees %+v, I see %+v", seen.Shared, mine.Reflection)
		}
		w.ok(w.Reflect(w.ctx(), me, task.ID, "Jeg tager imod ved bussen", true))
		seen, err = w.Work(w.ctx(), colleague, task.Slug)
		w.ok(err)
		if len(seen.Shared) != 1 || seen.Shared[0].Name == "" {
			w.Errorf("shared: %+v", seen.Shared)
		}
		w.ok(w.Reflect(w.ctx(), me, task.ID, "", true))
		seen, err = w.Work(w.ctx(), colleague, task.Slug)
		w.ok(err)
		if len(seen.Shared) != 0 {
			w.Error("taken away, and still there")
		}
	})
}

func TestCheckGivesAListToWorkOnAndNoScore(t *testing.T) {
	inTown(t, func(w *town) {
		task, v := w.task("school", "Mod på at lære", "Alle børn lærer")
		member := w.as(access.Employee, "school")
		ids := []string{"v01", "v02", "v03"}
		_, err := w.KeepCheck(w.ctx(), member, coretask.Check{About: v.ID, Answers: map[string]coretask.CheckReply{"v01": {Answer: "ja"}, "v02": {Answer: "nej", Reason: "For bred"}}}, ids)
		w.ok(err)
		work, err := w.Work(w.ctx(), member, task.Slug)
		w.ok(err)
		if work.Check == nil || work.Check.Answers["v02"].Reason != "For bred" || work.Check.HeldOn != today(w.now) {
			w.Errorf("check = %+v", work.Check)
		}
		for _, wrong := range []map[string]coretask.CheckReply{{"v99": {Answer: "ja"}}, {"v01": {Answer: "måske"}}, {}} {
			if _, err := w.KeepCheck(w.ctx(), member, coretask.Check{About: v.ID, Answers: wrong}, ids); !fault.Is(err, fault.Invalid) {
				w.Errorf("%v was kept: %v", wrong, err)
			}
		}
	})
}
