package coretask_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/town"
)

func TestAdoptingAndPublishingAreTwoActs(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		v = w.Adopted("school", v)
		if _, err := w.Tasks.Public(w.Ctx(), town.Anybody(), task.Slug, ""); !fault.Is(err, fault.NotFound) {
			w.Errorf("an adopted text that is not published: %v", err)
		}
		seen, err := w.Tasks.Preview(w.Ctx(), w.As(access.Employee, "other"), task.Slug)
		w.OK(err)
		if seen.Words.Formulation != v.Formulation || seen.Public {
			w.Errorf("a colleague reads %q, public %v", seen.Words.Formulation, seen.Public)
		}
		_, err = w.Tasks.Publish(w.Ctx(), w.As(access.Leader, "school"), v.Seen(), coretask.Publication{})
		w.OK(err)
		if p := w.Public(task.Slug); p.Words.Formulation != v.Formulation || !p.Public {
			w.Errorf("citizens read %q", p.Words.Formulation)
		}
	})
}

func TestCitizensKeepTheOldTextUntilTheNewIsPublished(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, first := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		w.Days(10)
		draft, err := w.Tasks.Begin(w.Ctx(), w.As(access.Employee, "school"), task.ID, false)
		w.OK(err)
		draft.Words.Name, draft.Words.Formulation = "Lyst til at lære", "Hvert barn går herfra med lyst til at lære mere"
		draft, err = w.Tasks.Write(w.Ctx(), w.As(access.Employee, "school"), draft.ID, coretask.Writing{Version: draft.Version, Words: draft.Words})
		w.OK(err)
		next := w.Adopted("school", draft)
		if p := w.Public(task.Slug); p.Words.Name != first.Name || p.Slug != "mod-paa-at-laere" || len(p.History) != 1 {
			w.Errorf("before publishing citizens read %q at %s", p.Words.Name, p.Slug)
		}
		_, err = w.Tasks.Publish(w.Ctx(), w.As(access.Leader, "school"), next.Seen(), coretask.Publication{})
		w.OK(err)
		p := w.Public("mod-paa-at-laere")
		if p.Slug != "lyst-til-at-laere" || p.Words.Name != "Lyst til at lære" || !slices.Equal(p.FormerNames, []string{"Mod på at lære"}) {
			w.Errorf("after publishing: %s %q, formerly %v", p.Slug, p.Words.Name, p.FormerNames)
		}
		if c := p.History[0].Changes; len(p.History) != 2 || len(c) != 2 || c[0].Field != "name" || c[1].Before != first.Formulation {
			w.Errorf("history = %+v", p.History)
		}
		then, err := w.Tasks.Public(w.Ctx(), town.Anybody(), p.Slug, "2026-03-05")
		w.OK(err)
		if then.Words.Formulation != first.Formulation {
			w.Errorf("on 5 March it said %q", then.Words.Formulation)
		}
		if _, err := w.Tasks.Public(w.Ctx(), town.Anybody(), p.Slug, "2026-01-01"); !fault.HasCode(err, "no-text-then") {
			w.Errorf("before it began: %v", err)
		}
	})
}

// A working name may be anything until the unit has shown it: adopted is not published.
func TestANameThatWasAdoptedAndNeverPublishedIsNoFormerNameForCitizens(t *testing.T) {
	town.In(t, func(w *town.Town) {
		member := w.As(access.Employee, "school")
		task, v := w.Task("school", "Lukning af Vestskolen", "Alle børn går herfra med mod på at lære mere")
		w.Adopted("school", v)
		w.Days(10)
		draft, err := w.Tasks.Begin(w.Ctx(), member, task.ID, false)
		w.OK(err)
		draft.Words.Name = "Mod på at lære"
		draft, err = w.Tasks.Write(w.Ctx(), member, draft.ID, coretask.Writing{Version: draft.Version, Words: draft.Words})
		w.OK(err)
		w.BringOut("school", draft)
		if p := w.Public("mod-paa-at-laere"); len(p.FormerNames) != 0 || len(p.History) != 1 {
			w.Errorf("citizens read that it was called %q before, and %d versions", p.FormerNames, len(p.History))
		}
	})
}

func TestWhatStandsBesideTheTextIsShownFirstWhenPublishedAgain(t *testing.T) {
	town.In(t, func(w *town.Town) {
		member := w.As(access.Employee, "school")
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		pre, err := w.Tasks.KeepPrecondition(w.Ctx(), member, coretask.Precondition{Task: task.ID, Text: "To voksne", Unit: w.Unit["school"].ID, State: coretask.Partly})
		w.OK(err)
		v = w.BringOut("school", v)
		pre.Text = "To voksne i alle timer"
		_, err = w.Tasks.KeepPrecondition(w.Ctx(), member, pre)
		w.OK(err)
		before := w.Time
		w.Days(5)
		if p := w.Public(task.Slug); len(p.Shown.Preconditions) != 1 || p.Shown.Preconditions[0].Text != "To voksne" || p.Shown.Preconditions[0].Owner != "Åskolen" {
			w.Errorf("before: %+v", p.Shown)
		}
		_, err = w.Tasks.Publish(w.Ctx(), w.As(access.Leader, "school"), v.Seen(), coretask.Publication{})
		w.OK(err)
		if p := w.Public(task.Slug); p.Shown.Preconditions[0].Text != "To voksne i alle timer" {
			w.Errorf("after: %+v", p.Shown)
		}
		then, err := w.Tasks.Public(w.Ctx(), town.Anybody(), task.Slug, town.Today(before))
		w.OK(err)
		if then.Shown.Preconditions[0].Text != "To voksne" {
			w.Errorf("then: %+v", then.Shown)
		}
	})
}

func TestDisagreementIsPublicOnlyInApprovedWords(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		d, err := w.Tasks.KeepDisagreement(w.Ctx(), w.As(access.Employee, "school"), coretask.Disagreement{Task: task.ID, Topic: "Lektier", Views: "Nogle vil, andre ikke", PublicWords: "Vi er ikke enige om lektier"})
		w.OK(err)
		if p := w.Public(task.Slug); len(p.Disagreed) != 0 {
			w.Errorf("before approval citizens read %v", p.Disagreed)
		}
		d, err = w.Tasks.ApproveWords(w.Ctx(), w.As(access.Leader, "school"), d.Seen(), true)
		w.OK(err)
		if p := w.Public(task.Slug); !slices.Equal(p.Disagreed, []string{"Vi er ikke enige om lektier"}) {
			w.Errorf("citizens read %v", p.Disagreed)
		}
		d.PublicWords = "Lærerne vil af med lektierne"
		_, err = w.Tasks.KeepDisagreement(w.Ctx(), w.As(access.Employee, "school"), d)
		w.OK(err)
		if p := w.Public(task.Slug); len(p.Disagreed) != 0 {
			w.Errorf("other words than the approved are public: %v", p.Disagreed)
		}
	})
}

func TestLinksCircleAndAreSeenFromBothEnds(t *testing.T) {
	town.In(t, func(w *town.Town) {
		school, sv := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		roads, rv := w.Task("other", "Sikker vej", "Alle kan cykle sikkert gennem byen")
		boss := w.As(access.Consultant, "council")
		_, err := w.Tasks.KeepLink(w.Ctx(), boss, coretask.Link{From: roads.ID, To: school.ID, Kind: coretask.Supports, Reason: "Børn, der cykler, kommer friske"})
		w.OK(err)
		_, err = w.Tasks.KeepLink(w.Ctx(), boss, coretask.Link{From: school.ID, To: roads.ID, Kind: coretask.PreconditionOf, Reason: "Cyklistprøven"})
		w.OK(err)
		w.BringOut("school", sv)
		if p := w.Public(school.Slug); len(p.LinksIn)+len(p.LinksOut) != 0 {
			w.Error("a link to what is not public is shown")
		}
		w.BringOut("other", rv)
		p := w.Public(school.Slug)
		if len(p.LinksIn) != 1 || p.LinksIn[0].Reason != "Børn, der cykler, kommer friske" || len(p.LinksOut) != 1 || p.LinksOut[0].Kind != coretask.PreconditionOf {
			w.Errorf("in %+v, out %+v", p.LinksIn, p.LinksOut)
		}
		if len(p.Circles) != 1 || p.Circles[0][0].Name != "Sikker vej" {
			w.Errorf("circles = %+v", p.Circles)
		}
	})
}

func TestRedThreadRunsFromTheTopToWhatInterpretsIt(t *testing.T) {
	town.In(t, func(w *town.Town) {
		council, _ := w.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		school, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		grades, _ := w.Published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		boss := w.As(access.Consultant, "council")
		for _, x := range [][2]id.Of[coretask.Task]{{school.ID, council.ID}, {grades.ID, school.ID}} {
			_, err := w.Tasks.Interpret(w.Ctx(), boss, x[0], x[1])
			w.OK(err)
		}
		if _, err := w.Tasks.Interpret(w.Ctx(), boss, council.ID, grades.ID); !fault.HasCode(err, "interprets-itself") {
			w.Errorf("a circle of levels: %v", err)
		}
		p := w.Public(grades.Slug)
		if len(p.Chain) != 2 || p.Chain[0].Name != "Gode liv" || p.Chain[1].Name != "Mod på at lære" {
			w.Errorf("thread = %+v", p.Chain)
		}
		if p := w.Public(school.Slug); len(p.Children) != 1 || p.Children[0].Sentence != "Vi følger børnene ind fra bussen" {
			w.Errorf("children = %+v", p.Children)
		}
	})
}

func TestRetiredTaskNamesItsSuccessorAndNothingElse(t *testing.T) {
	town.In(t, func(w *town.Town) {
		old, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		next, _ := w.Published("schools", "Børn, der tør", "Hvert barn møder en voksen, der kender det")
		leader := w.As(access.Leader, "schools")
		_, err := w.Tasks.Retire(w.Ctx(), leader, coretask.Seen[coretask.Task]{ID: old.ID}, "De to er blevet én", next.ID)
		w.OK(err)
		p := w.Public(old.Slug)
		if !p.Retired || p.Successor == nil || p.Successor.Slug != next.Slug || p.Words.Formulation != "" {
			w.Errorf("retired = %+v", p)
		}
		_, err = w.Tasks.Revive(w.Ctx(), leader, coretask.Seen[coretask.Task]{ID: old.ID})
		w.OK(err)
		if p := w.Public(old.Slug); p.Retired {
			w.Error("it did not come back")
		}
	})
}

// publicColumns are the columns of a published version that citizens may read, and those
// no text can be planted in.
var publicColumns = strings.Fields(`name formulation purpose target_group citizens companies community why narrative formal
	formal_references own_room performed performed_references experienced experienced_references overlap public_reason forum
	adopted_on shown id core_task state municipality source_kind sort_key coverage`)

// structural columns of any table hold ids, states and dates, never a text of somebody's.
var structural = strings.Fields(`municipality id version core_task state kind slug unit successor triggers former_names revisit_by
	from_task to_task child parent parent_version owner_unit owner_person person about held_on settled_on place adopts
	published_from published_until adopted_on sort_key answers shown_reason public_words formal_references
	performed_references experienced_references overlap coverage shown name_of source_kind raw`)

func TestNoFieldButThePublicOnesReachesACitizen(t *testing.T) {
	town.In(t, func(w *town.Town) {
		member, leader := w.As(access.Employee, "school"), w.As(access.Leader, "school")
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		other, _ := w.Published("other", "Sikker vej", "Alle kan cykle sikkert")
		_, err := w.Tasks.KeepPrecondition(w.Ctx(), member, coretask.Precondition{Task: task.ID, Text: "To voksne", Person: "", Role: "Rektor"})
		w.OK(err)
		_, err = w.Tasks.KeepContribution(w.Ctx(), member, coretask.Contribution{Task: task.ID, Profession: "lærer", Gives: "Faget"})
		w.OK(err)
		_, err = w.Tasks.KeepLink(w.Ctx(), member, coretask.Link{From: task.ID, To: other.ID, Kind: coretask.Supports, Reason: "Cyklistprøven"})
		w.OK(err)
		v = w.BringOut("school", v)
		_, err = w.Tasks.KeepDisagreement(w.Ctx(), member, coretask.Disagreement{Task: task.ID, Topic: "x", PublicWords: "HEMMELIGT ikke godkendt"})
		w.OK(err)
		_, err = w.Tasks.KeepCheck(w.Ctx(), member, coretask.Check{About: v.ID, Answers: map[string]coretask.CheckReply{"v01": {Answer: "nej", Reason: "HEMMELIGT"}}}, []string{"v01"})
		w.OK(err)
		adopted, err := w.Tasks.Begin(w.Ctx(), member, task.ID, false)
		w.OK(err)
		w.Adopted("school", adopted)
		_, err = w.Tasks.Begin(w.Ctx(), leader, task.ID, true)
		w.OK(err)
		_, err = w.Tasks.Review(w.Ctx(), member, coretask.Seen[coretask.Task]{ID: task.ID}, "x")
		w.OK(err)
		w.Change(func(tx *db.Tx) error { return plant(tx) })

		p := w.Public(task.Slug)
		dated, err := w.Tasks.Public(w.Ctx(), town.Anybody(), task.Slug, town.Today(w.Time))
		w.OK(err)
		far := w.Public(other.Slug)
		for _, seen := range []any{p, dated, far} {
			b, err := json.Marshal(seen)
			w.OK(err)
			if i := strings.Index(string(b), "HEMMELIGT"); i >= 0 {
				w.Errorf("a citizen reads …%s…", b[max(0, i-60):min(len(b), i+60)])
			}
		}
		if p.Words.Formulation == "" || len(p.Shown.Preconditions) != 1 || len(p.Shown.Contributions) != 1 || len(p.LinksOut) != 1 {
			w.Errorf("the page is empty, the test proves nothing: %+v", p)
		}
		if _, err := w.Tasks.Preview(w.Ctx(), town.Anybody(), task.Slug); !fault.Is(err, fault.NotFound) {
			w.Errorf("anybody sees the preview: %v", err)
		}
	})
}

// plant writes a secret into every text column that is not public.
func plant(tx *db.Tx) error {
	for _, table := range []string{"core_task", "core_task_version", "core_task_link", "interpretation", "precondition", "contribution", "disagreement", "reflection", "formulation_check"} {
		columns, err := columnsOf(tx, table)
		if err != nil {
			return err
		}
		for _, c := range columns {
			if slices.Contains(structural, c) || table == "core_task" && c == "name" {
				continue
			}
			where, spare := "", slices.Contains(publicColumns, c)
			if table == "core_task_version" && spare {
				where = " AND NOT public_now"
			}
			q := fmt.Sprintf("UPDATE %s SET %s = 'HEMMELIGT %s.%s ' || id WHERE municipality = $1%s", table, c, table, c, where)
			if _, err := db.Exec(tx, q); err != nil {
				return err
			}
		}
	}
	return nil
}

// columnsOf gives a table's text columns as the database itself knows them.
func columnsOf(tx *db.Tx, table string) ([]string, error) {
	if tx.Engine() == db.SQLite {
		return db.All[string](tx, `SELECT name FROM pragma_table_info($2) WHERE type = 'TEXT' AND $1 <> ''`, table)
	}
	return db.All[string](tx, `SELECT column_name FROM information_schema.columns WHERE table_name = $2 AND data_type = 'text' AND CAST($1 AS TEXT) <> ''`, table)
}
