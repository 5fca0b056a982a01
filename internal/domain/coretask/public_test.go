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
)

func TestAdoptingAndPublishingAreTwoActs(t *testing.T) {
	inTown(t, func(w *town) {
		task, v := w.task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		v = w.adopt("school", v)
		if _, err := w.Public(w.ctx(), anybody(), task.Slug, ""); !fault.Is(err, fault.NotFound) {
			w.Errorf("an adopted text that is not published: %v", err)
		}
		seen, err := w.Preview(w.ctx(), w.as(access.Employee, "other"), task.Slug)
		w.ok(err)
		if seen.Words.Formulation != v.Formulation || seen.Public {
			w.Errorf("a colleague reads %q, public %v", seen.Words.Formulation, seen.Public)
		}
		_, err = w.Publish(w.ctx(), w.as(access.Leader, "school"), v.Seen())
		w.ok(err)
		if p := w.public(task.Slug); p.Words.Formulation != v.Formulation || !p.Public {
			w.Errorf("citizens read %q", p.Words.Formulation)
		}
	})
}

func TestCitizensKeepTheOldTextUntilTheNewIsPublished(t *testing.T) {
	inTown(t, func(w *town) {
		task, first := w.published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		w.days(10)
		draft, err := w.Begin(w.ctx(), w.as(access.Employee, "school"), task.ID, false)
		w.ok(err)
		draft.Words.Name, draft.Words.Formulation = "Lyst til at lære", "Hvert barn går herfra med lyst til at lære mere"
		draft, err = w.Write(w.ctx(), w.as(access.Employee, "school"), draft.ID, coretask.Writing{Version: draft.Version, Words: draft.Words})
		w.ok(err)
		next := w.adopt("school", draft)
		if p := w.public(task.Slug); p.Words.Name != first.Name || p.Slug != "mod-paa-at-laere" || len(p.History) != 1 {
			w.Errorf("before publishing citizens read %q at %s", p.Words.Name, p.Slug)
		}
		_, err = w.Publish(w.ctx(), w.as(access.Leader, "school"), next.Seen())
		w.ok(err)
		p := w.public("mod-paa-at-laere")
		if p.Slug != "lyst-til-at-laere" || p.Words.Name != "Lyst til at lære" || !slices.Equal(p.FormerNames, []string{"Mod på at lære"}) {
			w.Errorf("after publishing: %s %q, formerly %v", p.Slug, p.Words.Name, p.FormerNames)
		}
		if c := p.History[0].Changes; len(p.History) != 2 || len(c) != 2 || c[0].Field != "name" || c[1].Before != first.Formulation {
			w.Errorf("history = %+v", p.History)
		}
		then, err := w.Public(w.ctx(), anybody(), p.Slug, "2026-03-05")
		w.ok(err)
		if then.Words.Formulation != first.Formulation {
			w.Errorf("on 5 March it said %q", then.Words.Formulation)
		}
		if _, err := w.Public(w.ctx(), anybody(), p.Slug, "2026-01-01"); !fault.HasCode(err, "no-text-then") {
			w.Errorf("before it began: %v", err)
		}
	})
}

func TestWhatStandsBesideTheTextIsShownFirstWhenPublishedAgain(t *testing.T) {
	inTown(t, func(w *town) {
		member := w.as(access.Employee, "school")
		task, v := w.task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		pre, err := w.KeepPrecondition(w.ctx(), member, coretask.Precondition{Task: task.ID, Text: "To voksne", Unit: w.unit["school"].ID, State: coretask.Partly})
		w.ok(err)
		v = w.bringOut("school", v)
		pre.Text = "To voksne i alle timer"
		_, err = w.KeepPrecondition(w.ctx(), member, pre)
		w.ok(err)
		before := w.now
		w.days(5)
		if p := w.public(task.Slug); len(p.Shown.Preconditions) != 1 || p.Shown.Preconditions[0].Text != "To voksne" || p.Shown.Preconditions[0].Owner != "Åskolen" {
			w.Errorf("before: %+v", p.Shown)
		}
		_, err = w.Publish(w.ctx(), w.as(access.Leader, "school"), v.Seen())
		w.ok(err)
		if p := w.public(task.Slug); p.Shown.Preconditions[0].Text != "To voksne i alle timer" {
			w.Errorf("after: %+v", p.Shown)
		}
		then, err := w.Public(w.ctx(), anybody(), task.Slug, today(before))
		w.ok(err)
		if then.Shown.Preconditions[0].Text != "To voksne" {
			w.Errorf("then: %+v", then.Shown)
		}
	})
}

func TestDisagreementIsPublicOnlyInApprovedWords(t *testing.T) {
	inTown(t, func(w *town) {
		task, _ := w.published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		d, err := w.KeepDisagreement(w.ctx(), w.as(access.Employee, "school"), coretask.Disagreement{Task: task.ID, Topic: "Lektier", Views: "Nogle vil, andre ikke", PublicWords: "Vi er ikke enige om lektier"})
		w.ok(err)
		if p := w.public(task.Slug); len(p.Disagreed) != 0 {
			w.Errorf("before approval citizens read %v", p.Disagreed)
		}
		d, err = w.ApproveWords(w.ctx(), w.as(access.Leader, "school"), d.Seen(), true)
		w.ok(err)
		if p := w.public(task.Slug); !slices.Equal(p.Disagreed, []string{"Vi er ikke enige om lektier"}) {
			w.Errorf("citizens read %v", p.Disagreed)
		}
		d.PublicWords = "Lærerne vil af med lektierne"
		_, err = w.KeepDisagreement(w.ctx(), w.as(access.Employee, "school"), d)
		w.ok(err)
		if p := w.public(task.Slug); len(p.Disagreed) != 0 {
			w.Errorf("other words than the approved are public: %v", p.Disagreed)
		}
	})
}

func TestLinksCircleAndAreSeenFromBothEnds(t *testing.T) {
	inTown(t, func(w *town) {
		school, sv := w.task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		roads, rv := w.task("other", "Sikker vej", "Alle kan cykle sikkert gennem byen")
		boss := w.as(access.Consultant, "council")
		_, err := w.KeepLink(w.ctx(), boss, coretask.Link{From: roads.ID, To: school.ID, Kind: coretask.Supports, Reason: "Børn, der cykler, kommer friske"})
		w.ok(err)
		_, err = w.KeepLink(w.ctx(), boss, coretask.Link{From: school.ID, To: roads.ID, Kind: coretask.PreconditionOf, Reason: "Cyklistprøven"})
		w.ok(err)
		w.bringOut("school", sv)
		if p := w.public(school.Slug); len(p.LinksIn)+len(p.LinksOut) != 0 {
			w.Error("a link to what is not public is shown")
		}
		w.bringOut("other", rv)
		p := w.public(school.Slug)
		if len(p.LinksIn) != 1 || p.LinksIn[0].Reason != "Børn, der cykler, kommer friske" || len(p.LinksOut) != 1 || p.LinksOut[0].Kind != coretask.PreconditionOf {
			w.Errorf("in %+v, out %+v", p.LinksIn, p.LinksOut)
		}
		if len(p.Circles) != 1 || p.Circles[0][0].Name != "Sikker vej" {
			w.Errorf("circles = %+v", p.Circles)
		}
	})
}

func TestRedThreadRunsFromTheTopToWhatInterpretsIt(t *testing.T) {
	inTown(t, func(w *town) {
		council, _ := w.published("council", "Gode liv", "Gode liv i levende landsbyer")
		school, _ := w.published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		grades, _ := w.published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		boss := w.as(access.Consultant, "council")
		for _, x := range [][2]id.Of[coretask.Task]{{school.ID, council.ID}, {grades.ID, school.ID}} {
			_, err := w.Interpret(w.ctx(), boss, x[0], x[1])
			w.ok(err)
		}
		if _, err := w.Interpret(w.ctx(), boss, council.ID, grades.ID); !fault.HasCode(err, "interprets-itself") {
			w.Errorf("a circle of levels: %v", err)
		}
		p := w.public(grades.Slug)
		if len(p.Chain) != 2 || p.Chain[0].Name != "Gode liv" || p.Chain[1].Name != "Mod på at lære" {
			w.Errorf("thread = %+v", p.Chain)
		}
		if p := w.public(school.Slug); len(p.Children) != 1 || p.Children[0].Sentence != "Vi følger børnene ind fra bussen" {
			w.Errorf("children = %+v", p.Children)
		}
	})
}

func TestRetiredTaskNamesItsSuccessorAndNothingElse(t *testing.T) {
	inTown(t, func(w *town) {
		old, _ := w.published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		next, _ := w.published("schools", "Børn, der tør", "Hvert barn møder en voksen, der kender det")
		leader := w.as(access.Leader, "schools")
		_, err := w.Retire(w.ctx(), leader, coretask.Seen[coretask.Task]{ID: old.ID}, "De to er blevet én", next.ID)
		w.ok(err)
		p := w.public(old.Slug)
		if !p.Retired || p.Successor == nil || p.Successor.Slug != next.Slug || p.Words.Formulation != "" {
			w.Errorf("retired = %+v", p)
		}
		list, _, err := w.List(w.ctx(), anybody(), coretask.Filter{})
		w.ok(err)
		if len(list) != 1 || list[0].ID != next.ID {
			w.Errorf("the catalogue lists %+v", list)
		}
		_, err = w.Revive(w.ctx(), leader, coretask.Seen[coretask.Task]{ID: old.ID})
		w.ok(err)
		if p := w.public(old.Slug); p.Retired {
			w.Error("it did not come back")
		}
	})
}

func TestListIsSearchedByAnyFormOfAWordAndPagedByKey(t *testing.T) {
	inTown(t, func(w *town) {
		w.published("council", "Gode liv", "Gode liv i levende landsbyer")
		w.published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		w.published("other", "Sikker vej", "Alle kan cykle sikkert gennem byen")
		w.task("other", "Hemmelig", "Et udkast om børn")
		for query, want := range map[string]int{"barnet": 1, "børn": 1, "BØRN": 1, "landsby": 1, "cykler": 1, "veje": 1, "alle": 2, "100%_": 0, "hemmelig": 0} {
			list, _, err := w.List(w.ctx(), anybody(), coretask.Filter{Query: query})
			w.ok(err)
			if len(list) != want {
				w.Errorf("%q found %d, want %d", query, len(list), want)
			}
		}
		var names []string
		for after := ""; ; {
			list, next, err := w.List(w.ctx(), anybody(), coretask.Filter{Limit: 1, After: after})
			w.ok(err)
			names = append(names, list[0].Name)
			if after = next; after == "" {
				break
			}
		}
		if !slices.Equal(names, []string{"Gode liv", "Sikker vej", "Mod på at lære"}) {
			w.Errorf("pages = %v", names)
		}
		list, _, err := w.List(w.ctx(), anybody(), coretask.Filter{Area: w.unit["schools"].ID})
		w.ok(err)
		if len(list) != 1 || list[0].Name != "Mod på at lære" {
			w.Errorf("in the area of schools: %+v", list)
		}
		areas, err := w.Areas(w.ctx(), anybody())
		w.ok(err)
		if len(areas) != 2 || areas[0].Name != "Center for Skoler" {
			w.Errorf("areas = %+v", areas)
		}
		if _, _, err := w.List(w.ctx(), anybody(), coretask.Filter{After: "x"}); !fault.Is(err, fault.Invalid) {
			w.Errorf("a page key of somebody's own: %v", err)
		}
	})
}

// publicColumns are the columns of a published version that citizens may read, and those
// no text can be planted in.
var publicColumns = strings.Fields(`name formulation purpose target_group citizens companies community why narrative formal
	formal_references own_room performed performed_references experienced experienced_references overlap public_reason forum
	adopted_on shown id core_task state municipality source_kind sort_key search coverage`)

// structural columns of any table hold ids, states and dates, never a text of somebody's.
var structural = strings.Fields(`municipality id version core_task state kind slug unit successor triggers former_names revisit_by
	from_task to_task child parent parent_version owner_unit owner_person person about held_on settled_on place adopts
	published_from published_until adopted_on sort_key answers shown_reason public_words formal_references
	performed_references experienced_references overlap coverage shown name_of source_kind`)

func TestNoFieldButThePublicOnesReachesACitizen(t *testing.T) {
	inTown(t, func(w *town) {
		member, leader := w.as(access.Employee, "school"), w.as(access.Leader, "school")
		task, v := w.task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		other, _ := w.published("other", "Sikker vej", "Alle kan cykle sikkert")
		_, err := w.KeepPrecondition(w.ctx(), member, coretask.Precondition{Task: task.ID, Text: "To voksne", Person: "", Role: "Rektor"})
		w.ok(err)
		_, err = w.KeepContribution(w.ctx(), member, coretask.Contribution{Task: task.ID, Profession: "lærer", Gives: "Faget"})
		w.ok(err)
		_, err = w.KeepLink(w.ctx(), member, coretask.Link{From: task.ID, To: other.ID, Kind: coretask.Supports, Reason: "Cyklistprøven"})
		w.ok(err)
		v = w.bringOut("school", v)
		_, err = w.KeepDisagreement(w.ctx(), member, coretask.Disagreement{Task: task.ID, Topic: "x", PublicWords: "HEMMELIGT ikke godkendt"})
		w.ok(err)
		w.ok(w.Reflect(w.ctx(), member, task.ID, "x", true))
		_, err = w.KeepCheck(w.ctx(), member, coretask.Check{About: v.ID, Answers: map[string]coretask.CheckReply{"v01": {Answer: "nej", Reason: "HEMMELIGT"}}}, []string{"v01"})
		w.ok(err)
		adopted, err := w.Begin(w.ctx(), member, task.ID, false)
		w.ok(err)
		w.adopt("school", adopted)
		_, err = w.Begin(w.ctx(), leader, task.ID, true)
		w.ok(err)
		_, err = w.Review(w.ctx(), member, coretask.Seen[coretask.Task]{ID: task.ID}, "x")
		w.ok(err)
		w.change(func(tx *db.Tx) error { return plant(tx) })

		p := w.public(task.Slug)
		dated, err := w.Public(w.ctx(), anybody(), task.Slug, today(w.now))
		w.ok(err)
		list, _, err := w.List(w.ctx(), anybody(), coretask.Filter{})
		w.ok(err)
		far := w.public(other.Slug)
		for _, seen := range []any{p, dated, list, far} {
			b, err := json.Marshal(seen)
			w.ok(err)
			if i := strings.Index(string(b), "HEMMELIGT"); i >= 0 {
				w.Errorf("a citizen reads …%s…", b[max(0, i-60):min(len(b), i+60)])
			}
		}
		if p.Words.Formulation == "" || len(p.Shown.Preconditions) != 1 || len(p.Shown.Contributions) != 1 || len(p.LinksOut) != 1 {
			w.Errorf("the page is empty, the test proves nothing: %+v", p)
		}
		if _, err := w.Preview(w.ctx(), anybody(), task.Slug); !fault.Is(err, fault.NotFound) {
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
