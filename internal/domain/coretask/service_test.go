package coretask_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/town"
)

func TestTextComesIntoForceAndTheOneBeforeBecomesEarlier(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		v = w.Adopted("school", v)
		if v.State != coretask.InForce || v.AdoptedOn != "2026-03-02" {
			w.Errorf("adopted = %s on %s", v.State, v.AdoptedOn)
		}
		w.Days(30)
		next, err := w.Tasks.Begin(w.Ctx(), w.As(access.Employee, "school"), task.ID, false)
		w.OK(err)
		if next.Formulation != v.Formulation || next.Number != 2 {
			w.Errorf("the new draft begins with %q as number %d", next.Formulation, next.Number)
		}
		w.Adopted("school", next)
		w.OK(w.DB.View(w.Ctx(), access.Program(town.Here), func(tx *db.Tx) error {
			states, err := db.All[string](tx, `SELECT state FROM core_task_version WHERE municipality = $1 ORDER BY number LIMIT 10`)
			if len(states) != 2 || states[0] != "tidligere" || states[1] != "gaeldende" {
				w.Errorf("states = %v", states)
			}
			return err
		}))
	})
}

func TestSecondWriterOfADraftLosesNothing(t *testing.T) {
	town.In(t, func(w *town.Town) {
		_, v := w.Task("school", "Mod på at lære", "Første")
		a, b := w.As(access.Employee, "school"), w.As(access.Employee, "school")
		words := v.Words
		words.Formulation = "Skrevet af den første"
		_, err := w.Tasks.Write(w.Ctx(), a, v.ID, coretask.Writing{Version: v.Version, Words: words})
		w.OK(err)
		words.Formulation = "Skrevet af den anden"
		_, err = w.Tasks.Write(w.Ctx(), b, v.ID, coretask.Writing{Version: v.Version, Words: words})
		if !fault.HasCode(err, "changed-meanwhile") {
			w.Errorf("second writer got %v", err)
		}
	})
}

func TestLeadersChangeToATeamsTextIsTheLeadersOwnDraft(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, v := w.Task("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		leader := w.As(access.Leader, "school")
		words := v.Words
		words.Formulation = "Lederens ord"
		if _, err := w.Tasks.Write(w.Ctx(), leader, v.ID, coretask.Writing{Version: v.Version, Words: words}); !fault.HasCode(err, "team-writes-itself") {
			w.Errorf("the leader overwrote the team's draft: %v", err)
		}
		own, err := w.Tasks.Begin(w.Ctx(), leader, task.ID, false)
		w.OK(err)
		if own.State != coretask.LeadersDraft || own.ID == v.ID {
			w.Errorf("the leader's text is %s", own.State)
		}
		if _, err := w.Tasks.Write(w.Ctx(), w.As(access.Employee, "grades"), own.ID, coretask.Writing{Version: own.Version, Words: words}); !fault.HasCode(err, "leader-writes-itself") {
			w.Errorf("the team overwrote the leader's draft: %v", err)
		}
	})
}

func TestTeamAdoptsAfterSevenDaysAndObjectionsStayOpen(t *testing.T) {
	town.In(t, func(w *town.Town) {
		_, v := w.Task("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		member := w.As(access.Employee, "grades")
		v, err := w.Tasks.Propose(w.Ctx(), member, v.Seen())
		w.OK(err)
		d, err := w.Tasks.Object(w.Ctx(), member, v.ID, "Hvem tager bussen?", "Nogle mener, det er forældrenes")
		w.OK(err)
		in := coretask.Adoption{Version: v.Version, On: "2026-03-08", Forum: "Teammøde", Attendance: "9 af 11"}
		w.Days(6)
		if _, err := w.Tasks.Adopt(w.Ctx(), member, v.ID, in); !fault.HasCode(err, "team-needs-days") {
			w.Errorf("adopted after six days: %v", err)
		}
		w.Days(1)
		in.On = "2026-03-09"
		if _, err := w.Tasks.Adopt(w.Ctx(), w.As(access.Leader, "school"), v.ID, in); !fault.Is(err, fault.Forbidden) {
			w.Errorf("the leader adopted the team's text: %v", err)
		}
		if _, err := w.Tasks.Adopt(w.Ctx(), member, v.ID, coretask.Adoption{Version: v.Version, On: "2026-03-09"}); !fault.Is(err, fault.Invalid) {
			w.Errorf("adopted without meeting and attendance: %v", err)
		}
		_, err = w.Tasks.Adopt(w.Ctx(), member, v.ID, in)
		w.OK(err)
		w.OK(w.DB.View(w.Ctx(), access.Program(town.Here), func(tx *db.Tx) error {
			open, err := db.One[int](tx, `SELECT count(*) FROM disagreement WHERE municipality = $1 AND id = $2 AND settled_on = ''`, d.ID)
			if open != 1 {
				w.Error("the objection is not open any more")
			}
			return err
		}))
	})
}

// Two open drafts of one kind would hide each other: Begin and the unit's page know one.
func TestATextIsNotTakenOutAgainBesideAnotherOpenDraft(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, v := w.Task("school", "Mod på at lære", "Alle børn")
		member := w.As(access.Employee, "school")
		first, err := w.Tasks.SetAside(w.Ctx(), member, v.Seen(), true)
		w.OK(err)
		second, err := w.Tasks.Begin(w.Ctx(), member, task.ID, false)
		w.OK(err)
		if _, err := w.Tasks.SetAside(w.Ctx(), member, first.Seen(), false); !fault.HasCode(err, "draft-open") {
			w.Errorf("beside another draft: %v", err)
		}
		_, err = w.Tasks.SetAside(w.Ctx(), member, second.Seen(), true)
		w.OK(err)
		if back, err := w.Tasks.SetAside(w.Ctx(), member, first.Seen(), false); err != nil || !back.Open() {
			w.Errorf("when it is alone: %v", err)
		}
	})
}

func TestATeamThatTakesUpTheLeadersDraftKeepsHowWellItWasCovered(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, _ := w.Task("grades", "Tryg start", "")
		covered := coretask.Coverage{Formal: coretask.CoveredWell, Experienced: coretask.CoveredNot}
		w.Change(func(tx *db.Tx) error {
			_, err := coretask.ProposeFromDialogue(tx, coretask.Gathered{Task: task.ID, Words: wording.Words{Formulation: "Vi følger børnene ind"}, Coverage: covered, Source: coretask.Source{Kind: coretask.FromDialogue, ID: "d1"}})
			return err
		})
		member := w.As(access.Employee, "grades")
		work, err := w.Tasks.Work(w.Ctx(), member, task.Slug)
		w.OK(err)
		draft, _ := work.Open(coretask.Draft)
		_, err = w.Tasks.SetAside(w.Ctx(), member, draft.Seen(), true)
		w.OK(err)
		leaders, err := w.Tasks.Begin(w.Ctx(), w.As(access.Leader, "school"), task.ID, true)
		w.OK(err)
		own, err := w.Tasks.TakeUp(w.Ctx(), member, leaders.ID)
		w.OK(err)
		if leaders.Coverage != covered || own.Coverage != covered {
			w.Errorf("the leader's draft %+v, the team's %+v, want %+v", leaders.Coverage, own.Coverage, covered)
		}
	})
}

func TestForumNeedsItsNameDateAndCaseNumber(t *testing.T) {
	town.In(t, func(w *town.Town) {
		_, v := w.Task("council", "Gode liv", "Gode liv i levende landsbyer")
		consultant := w.As(access.Consultant, "council")
		v, err := w.Tasks.Propose(w.Ctx(), consultant, v.Seen())
		w.OK(err)
		_, err = w.Tasks.Adopt(w.Ctx(), consultant, v.ID, coretask.Adoption{Version: v.Version})
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
	town.In(t, func(w *town.Town) {
		_, v := w.Task("school", "Mod på at lære", "")
		_, err := w.Tasks.Propose(w.Ctx(), w.As(access.Employee, "school"), v.Seen())
		if !fault.HasCode(err, "formulation-needed") {
			w.Errorf("proposed without a formulation: %v", err)
		}
	})
}

func TestPersonalDataIsRefusedInEveryFreeText(t *testing.T) {
	town.In(t, func(w *town.Town) {
		member := w.As(access.Employee, "school")
		_, _, err := w.Tasks.Create(w.Ctx(), member, coretask.NewTask{Unit: w.Unit["school"].ID, Words: wording.Words{Name: "Mod", Why: "Ring til 010190-1234"}})
		if !fault.HasCode(err, "has-cpr") {
			w.Errorf("a CPR number was kept in why: %v", err)
		}
		task, _ := w.Task("school", "Mod på at lære", "Alle børn")
		_, err = w.Tasks.KeepPrecondition(w.Ctx(), member, coretask.Precondition{Task: task.ID, Text: "Skriv til hans@example.dk"})
		if !fault.HasCode(err, "has-email") {
			w.Errorf("an e-mail address was kept in a precondition: %v", err)
		}
	})
}

func TestWhoMayNotSeeTheWorkIsToldItIsNotThere(t *testing.T) {
	town.In(t, func(w *town.Town) {
		_, v := w.Task("school", "Mod på at lære", "Alle børn")
		stranger := w.As(access.Employee, "other")
		if _, err := w.Tasks.Write(w.Ctx(), stranger, v.ID, coretask.Writing{Version: v.Version, Words: v.Words}); !fault.Is(err, fault.NotFound) {
			w.Errorf("somebody from another unit got %v", err)
		}
		if _, err := w.Tasks.Publish(w.Ctx(), w.As(access.Employee, "school"), v.Seen(), coretask.Publication{}); !fault.Is(err, fault.Forbidden) {
			w.Errorf("an employee published: %v", err)
		}
	})
}

func TestProposalFromADialogueComesOnce(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		in := coretask.Gathered{
			Task: task.ID, Words: wording.Words{Formulation: "Alle går herfra med lyst til at lære mere", Experienced: "Børnene vil have ro"},
			Contributions: []coretask.Contribution{{Profession: "pædagog", Gives: "Legen"}},
			Disagreements: []coretask.Disagreement{{Topic: "Skal bøgerne væk?"}},
			Source:        coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
		}
		var one, two coretask.Version
		w.Change(func(tx *db.Tx) (err error) { one, err = coretask.ProposeFromDialogue(tx, in); return err })
		w.Change(func(tx *db.Tx) (err error) { two, err = coretask.ProposeFromDialogue(tx, in); return err })
		if one.State != coretask.Proposed || one.ID != two.ID || one.Purpose != "At det nytter" || one.Number != 2 {
			w.Errorf("first %+v, second %s", one, two.ID)
		}
	})
}

// A dialogue that was opened and closed once more says something else now.
func TestAProposalFromADialogueIsReplacedByItsNextOne(t *testing.T) {
	town.In(t, func(w *town.Town) {
		task, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		first := coretask.Gathered{
			Task: task.ID, Words: wording.Words{Formulation: "Det første bud"}, IfEmpty: wording.Words{Experienced: "Første side"},
			Contributions: []coretask.Contribution{{Profession: "pædagog", Gives: "Legen"}, {Profession: "lærer", Gives: "Bogen"}},
			Disagreements: []coretask.Disagreement{{Topic: "Skal bøgerne væk?"}, {Topic: "Hvornår ringer klokken?"}},
			Source:        coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
		}
		propose := func(in coretask.Gathered) (v coretask.Version) {
			w.Change(func(tx *db.Tx) (err error) { v, err = coretask.ProposeFromDialogue(tx, in); return err })
			return v
		}
		one := propose(first)
		second := first
		second.Words.Formulation, second.IfEmpty.Experienced = "Det andet bud", "Anden side"
		second.Contributions, second.Disagreements = second.Contributions[:1], second.Disagreements[:1]
		two := propose(second)
		work, err := w.Tasks.Work(w.Ctx(), w.As(access.Leader, "school"), task.Slug)
		w.OK(err)
		before, _ := work.Version(one.ID)
		now, open := work.Open(coretask.Proposed)
		if !before.SetAside || before.Formulation != "Det første bud" || !open || now.ID != two.ID || now.Experienced != "Anden side" {
			w.Errorf("before %+v, now %+v", before, now)
		}
		if len(work.Contributions) != 1 || len(work.Disagreements) != 2 || work.Disagreements[0].Open() == work.Disagreements[1].Open() {
			w.Errorf("contributions %+v, disagreements %+v", work.Contributions, work.Disagreements)
		}
		_, err = w.Tasks.Adopt(w.Ctx(), w.As(access.Leader, "school"), two.ID, coretask.Adoption{Version: two.Version, Reason: "Ja"})
		w.OK(err)
		third := second
		third.Words.Formulation = "Det tredje bud"
		if v := propose(third); v.State != coretask.Proposed || v.ID == two.ID {
			w.Errorf("after the adoption: %+v", v)
		}
	})
}

func TestUnitWithoutACoreTaskGetsOneFromItsDialogue(t *testing.T) {
	town.In(t, func(w *town.Town) {
		in := coretask.Gathered{
			Unit: w.Unit["grades"].ID, Name: "Tryg start", Words: wording.Words{Formulation: "Vi følger børnene ind fra bussen"},
			Source: coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
		}
		var v coretask.Version
		w.Change(func(tx *db.Tx) (err error) { v, err = coretask.ProposeFromDialogue(tx, in); return err })
		if v.State != coretask.Proposed || v.Name != "Tryg start" || v.Number != 1 {
			w.Errorf("version = %+v", v)
		}
	})
}

// A name is the unit's to give; until it has, the core task is not called the same as the
// unit, and the unit is told.
func TestACoreTaskFromADialogueHasAProvisionalNameUntilTheUnitGivesItOne(t *testing.T) {
	town.In(t, func(w *town.Town) {
		leader, member := w.As(access.Leader, "school"), w.As(access.Employee, "school")
		in := coretask.Gathered{Unit: w.Unit["school"].ID, Words: wording.Words{Formulation: "Alle børn tør lære"}, Source: coretask.Source{Kind: coretask.FromDialogue, ID: "d1"}}
		var v coretask.Version
		w.Change(func(tx *db.Tx) (err error) { v, err = coretask.ProposeFromDialogue(tx, in); return err })
		if v.Name != "Kerneopgaven for Åskolen" {
			w.Errorf("it is called %q", v.Name)
		}
		told := func(slug string) bool {
			work, err := w.Tasks.Work(w.Ctx(), leader, slug)
			w.OK(err)
			return slices.ContainsFunc(work.Notices, func(n coretask.Notice) bool { return n.Kind == coretask.ToBeNamed })
		}
		if !told("kerneopgaven-for-aaskolen") {
			w.Error("nobody is told that it has no name of its own")
		}
		v, err := w.Tasks.Withdraw(w.Ctx(), member, v.Seen())
		w.OK(err)
		v.Words.Name = "Mod på at lære"
		_, err = w.Tasks.Write(w.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
		w.OK(err)
		if told("kerneopgaven-for-aaskolen") {
			w.Error("it has a name now, and the unit is told it has none")
		}
	})
}

// A unit's name may be longer than a core task's.
func TestADialogueInAUnitWithALongNameStillProposes(t *testing.T) {
	town.In(t, func(w *town.Town) {
		w.Add("long", "school", org.ByLeader, strings.TrimSpace(strings.Repeat("Åskolen ", 20)))
		in := coretask.Gathered{Unit: w.Unit["long"].ID, Words: wording.Words{Formulation: "Alle børn tør lære"}, Source: coretask.Source{Kind: coretask.FromDialogue, ID: "d1"}}
		w.Change(func(tx *db.Tx) error {
			v, err := coretask.ProposeFromDialogue(tx, in)
			if err == nil && !strings.HasSuffix(v.Name, "…") {
				w.Errorf("it is called %q", v.Name)
			}
			return err
		})
	})
}

// What the room put on cards is no text for citizens until somebody has written it together.
func TestSidesMadeOfCardsAreWrittenTogetherOrPublishedKnowingly(t *testing.T) {
	town.In(t, func(w *town.Town) {
		leader, member := w.As(access.Leader, "school"), w.As(access.Employee, "school")
		in := coretask.Gathered{
			Unit: w.Unit["school"].ID, Words: wording.Words{Formulation: "Alle børn tør lære"},
			IfEmpty: wording.Words{Performed: "Vi ringer\nVi står ved døren", Experienced: "Bussen er fuld\nDer er koldt"},
			Source:  coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
		}
		var v coretask.Version
		w.Change(func(tx *db.Tx) (err error) { v, err = coretask.ProposeFromDialogue(tx, in); return err })
		if !slices.Equal(v.Raw, []string{"performed", "experienced"}) {
			w.Errorf("sides made of cards = %v", v.Raw)
		}
		v, err := w.Tasks.Withdraw(w.Ctx(), member, v.Seen())
		w.OK(err)
		v.Words.Performed = "Vi ringer hjem, og vi står ved døren om morgenen"
		v, err = w.Tasks.Write(w.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
		w.OK(err)
		if !slices.Equal(v.Raw, []string{"experienced"}) {
			w.Errorf("after one side was written together: %v", v.Raw)
		}
		v, err = w.Tasks.Propose(w.Ctx(), member, v.Seen())
		w.OK(err)
		v, err = w.Tasks.Adopt(w.Ctx(), leader, v.ID, coretask.Adoption{Version: v.Version})
		w.OK(err)
		if _, err := w.Tasks.Publish(w.Ctx(), leader, v.Seen(), coretask.Publication{}); !hasField(err, "as_cards") {
			w.Errorf("raw cards were published unasked: %v", err)
		}
		v, err = w.Tasks.Publish(w.Ctx(), leader, v.Seen(), coretask.Publication{AsCards: true})
		w.OK(err)
		_, err = w.Tasks.Publish(w.Ctx(), leader, v.Seen(), coretask.Publication{}) // who reads them already is not asked about again
		w.OK(err)
		next, err := w.Tasks.Begin(w.Ctx(), member, v.Task, false)
		w.OK(err)
		if !slices.Equal(next.Raw, []string{"experienced"}) {
			w.Errorf("the next draft has forgotten that a side is cards: %v", next.Raw)
		}
		next.Words.Experienced = "Børnene mærker, at bussen er fuld, og at der er koldt"
		next, err = w.Tasks.Write(w.Ctx(), member, next.ID, coretask.Writing{Version: next.Version, Words: next.Words})
		w.OK(err)
		w.Adopted("school", next)
	})
}

// Of two who founded a core task of the same name at the same moment one was told that the name
// was taken.
func TestManyFoundTheSameNameAtOnce(t *testing.T) {
	town.In(t, func(w *town.Town) {
		const many = 12
		actor := w.As(access.Employee, "grades")
		var all sync.WaitGroup
		slugs := make([]string, many)
		for n := range many {
			all.Go(func() {
				task, _, err := w.Tasks.Create(w.Ctx(), actor, coretask.NewTask{Unit: w.Unit["grades"].ID, Words: wording.Words{Name: "Tryg start", Purpose: "At det nytter"}})
				if err != nil {
					t.Error(err)
				}
				slugs[n] = task.Slug
			})
		}
		all.Wait()
		slices.Sort(slugs)
		if got := slices.Compact(slugs); len(got) != many {
			t.Errorf("addresses %v", got)
		}
	})
}
