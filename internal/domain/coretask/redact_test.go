package coretask_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"kernehus/internal/domain/check"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/erasure"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/town"
)

const telling = "Sofias mor & far i 4.b ringer hver dag"

func TestRedactedTextIsNowhereAnyMore(t *testing.T) {
	town.In(t, func(w *town.Town) {
		eraser := erasure.Service{DB: w.DB}
		member, boss := w.As(access.Employee, "school"), w.As(access.Consultant, "council")
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		v.Words.Why, v.Words.Overlap.Shared = telling, []string{telling, "Bussen er fuld"}
		v, err := w.Tasks.Write(w.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
		w.OK(err)
		pre, err := w.Tasks.KeepPrecondition(w.Ctx(), member, coretask.Precondition{Task: task.ID, Text: telling})
		w.OK(err)
		w.BringOut("school", v)
		next, err := w.Tasks.Begin(w.Ctx(), member, task.ID, false)
		w.OK(err)
		_, list, err := eraser.InTask(w.Ctx(), boss, task.Slug)
		w.OK(err)
		for _, x := range list {
			if x.Text == telling {
				w.OK(eraser.FromTask(w.Ctx(), boss, task.ID, x, "En familie kan genkendes"))
			}
		}
		p := w.Public(task.Slug)
		if p.Words.Why != db.Removed || p.Words.Overlap.Shared[1] != "Bussen er fuld" || p.Shown.Preconditions[0].Text != db.Removed {
			w.Errorf("citizens read %+v", p)
		}
		b, err := json.Marshal(telling)
		w.OK(err)
		w.OK(w.DB.View(w.Ctx(), access.Program(town.Here), func(tx *db.Tx) error {
			bodies, err := db.All[string](tx, `
				SELECT body FROM revision WHERE municipality = $1
				UNION ALL SELECT why || overlap || shown FROM core_task_version WHERE municipality = $1
				UNION ALL SELECT body FROM precondition WHERE municipality = $1 LIMIT 1000`)
			if all := strings.Join(bodies, "\n"); strings.Contains(all, telling) || strings.Contains(all, strings.Trim(string(b), `"`)) || strings.Contains(all, "Sofia") {
				w.Errorf("the text is still there")
			}
			return err
		}))
		next.Words.Why = telling
		if _, err := w.Tasks.Write(w.Ctx(), member, next.ID, coretask.Writing{Version: next.Version, Words: next.Words}); !fault.HasCode(err, "changed-meanwhile") {
			w.Errorf("an open form brought it back: %v", err)
		}
		if _, err := w.Tasks.KeepPrecondition(w.Ctx(), member, pre); !fault.HasCode(err, "changed-meanwhile") {
			w.Errorf("an open form brought it back: %v", err)
		}
		inFile(w, "Sofia")
	})
}

// inFile looks for words in the database's own file once it is written afresh.
func inFile(w *town.Town, words string) {
	w.Helper()
	if w.DB.Engine != db.SQLite {
		return
	}
	copied := w.DB.File + ".vacuumed"
	w.OK(w.DB.Backup(w.Ctx(), copied))
	b, err := os.ReadFile(copied)
	w.OK(err)
	if bytes.Contains(b, []byte(words)) {
		w.Errorf("%q stands in the file", words)
	}
}

func TestOnlyWhoMayRedactsAndOnlyWhatIsThere(t *testing.T) {
	town.In(t, func(w *town.Town) {
		eraser := erasure.Service{DB: w.DB}
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		what := coretask.Written{Kind: "core_task_version", ID: v.ID.String(), Field: "formulation", Text: v.Formulation}
		if err := eraser.FromTask(w.Ctx(), w.As(access.Leader, "school"), task.ID, what, "x"); !fault.Is(err, fault.Forbidden) {
			w.Errorf("a leader redacted: %v", err)
		}
		boss := w.As(access.Consultant, "council")
		if err := eraser.FromTask(w.Ctx(), boss, task.ID, what, ""); !fault.HasCode(err, "required") {
			w.Errorf("without a reason: %v", err)
		}
		for _, field := range []string{"id", "state", "name = ''"} {
			if err := eraser.FromTask(w.Ctx(), boss, task.ID, coretask.Written{Kind: what.Kind, ID: what.ID, Field: field}, "x"); !fault.Is(err, fault.Invalid) {
				w.Errorf("%s was taken out: %v", field, err)
			}
		}
		w.OK(eraser.FromTask(w.Ctx(), boss, task.ID, what, "x"))
	})
}

// What has been taken away beside a core task is kept all the same, and citizens may still
// read it until the page is shown again.
func TestWhatHasEndedCanBeTakenOutToo(t *testing.T) {
	town.In(t, func(w *town.Town) {
		eraser := erasure.Service{DB: w.DB}
		member, boss := w.As(access.Employee, "school"), w.As(access.Consultant, "council")
		other, _ := w.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		pre, err := w.Tasks.KeepPrecondition(w.Ctx(), member, coretask.Precondition{Task: task.ID, Text: telling})
		w.OK(err)
		con, err := w.Tasks.KeepContribution(w.Ctx(), member, coretask.Contribution{Task: task.ID, Profession: "pædagog", Gives: telling})
		w.OK(err)
		tie, err := w.Tasks.KeepLink(w.Ctx(), member, coretask.Link{From: task.ID, To: other.ID, Kind: coretask.PreconditionOf, Reason: telling})
		w.OK(err)
		w.BringOut("school", v)
		pre.Ended, con.Ended = true, true
		_, err = w.Tasks.KeepPrecondition(w.Ctx(), member, pre)
		w.OK(err)
		_, err = w.Tasks.KeepContribution(w.Ctx(), member, con)
		w.OK(err)
		w.OK(w.Tasks.EndLink(w.Ctx(), member, tie.ID))
		_, list, err := eraser.InTask(w.Ctx(), boss, task.Slug)
		w.OK(err)
		taken := 0
		for _, x := range list {
			if x.Text == telling {
				w.OK(eraser.FromTask(w.Ctx(), boss, task.ID, x, "En familie kan genkendes"))
				taken++
			}
		}
		if taken != 3 {
			w.Errorf("%d of three ended texts can be taken out: %+v", taken, list)
		}
		if p := w.Public(task.Slug); p.Shown.Preconditions[0].Text != db.Removed || p.Shown.Contributions[0].Gives != db.Removed || len(p.LinksOut) > 0 && p.LinksOut[0].Reason != db.Removed {
			w.Errorf("citizens read %+v", p)
		}
		inFile(w, "Sofia")
	})
}

func TestReasonsInTheCheckAndTheWordsOfAReferenceCanBeTakenOutToo(t *testing.T) {
	town.In(t, func(w *town.Town) {
		eraser := erasure.Service{DB: w.DB}
		member, boss := w.As(access.Employee, "school"), w.As(access.Consultant, "council")
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		v.Words.PerformedReferences = []wording.Reference{{Law: telling}, {Paragraph: telling, Title: "Skoleloven"}}
		v, err := w.Tasks.Write(w.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
		w.OK(err)
		answers := map[string]coretask.CheckReply{"v01": {Answer: check.No, Reason: telling}, "v02": {Answer: check.Yes, Reason: "Den er kort"}}
		_, err = w.Tasks.KeepCheck(w.Ctx(), member, coretask.Check{About: v.ID, Answers: answers}, []string{"v01", "v02"})
		w.OK(err)
		_, list, err := eraser.InTask(w.Ctx(), boss, task.Slug)
		w.OK(err)
		for _, x := range list {
			if x.Text == telling {
				w.OK(eraser.FromTask(w.Ctx(), boss, task.ID, x, "En familie kan genkendes"))
			}
		}
		work, err := w.Tasks.Work(w.Ctx(), member, task.Slug)
		w.OK(err)
		draft, _ := work.Open(coretask.Draft)
		if got := work.Check.Answers; got["v01"].Reason != db.Removed || got["v01"].Answer != check.No || got["v02"].Reason != "Den er kort" {
			w.Errorf("the check says %+v", got)
		}
		if got := draft.PerformedReferences; got[0].Law != db.Removed || got[1].Paragraph != db.Removed || got[1].Title != "Skoleloven" {
			w.Errorf("the references say %+v", got)
		}
		inFile(w, "Sofia")
	})
}

// What somebody has written and a colleague has mended still stands in the history.
func TestWhatHasBeenRewrittenCanBeTakenOutOfTheHistory(t *testing.T) {
	town.In(t, func(w *town.Town) {
		eraser := erasure.Service{DB: w.DB}
		member, boss := w.As(access.Employee, "school"), w.As(access.Consultant, "council")
		task, v := w.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		clean := v.Words
		v.Words.Why, v.Words.Overlap.Shared, v.Words.FormalReferences = telling, []string{telling}, []wording.Reference{{Title: telling}}
		v, err := w.Tasks.Write(w.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
		w.OK(err)
		_, err = w.Tasks.Write(w.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: clean})
		w.OK(err)
		pre, err := w.Tasks.KeepPrecondition(w.Ctx(), member, coretask.Precondition{Task: task.ID, Text: telling})
		w.OK(err)
		pre.Text = "To voksne"
		_, err = w.Tasks.KeepPrecondition(w.Ctx(), member, pre)
		w.OK(err)
		_, list, err := eraser.InTask(w.Ctx(), boss, task.Slug)
		w.OK(err)
		taken := 0
		for _, x := range list {
			if x.Text == telling {
				taken++
				w.OK(eraser.FromTask(w.Ctx(), boss, task.ID, x, "En familie kan genkendes"))
			}
			if x.Past != (x.Text == telling) {
				w.Errorf("it stands only in the history: %v, of %+v", x.Past, x)
			}
		}
		events, _, err := w.Tasks.History(w.Ctx(), member, task.Slug, "")
		w.OK(err)
		if b, err := json.Marshal(events); err != nil || taken != 4 || strings.Contains(string(b), "Sofia") {
			w.Errorf("%d of four taken out, the history says %s, %v", taken, b, err)
		}
		work, err := w.Tasks.Work(w.Ctx(), member, task.Slug)
		w.OK(err)
		if now, _ := work.Open(coretask.Draft); now.Formulation != v.Formulation || work.Preconditions[0].Text != "To voksne" {
			w.Errorf("what stands now has changed: %+v", now)
		}
		inFile(w, "Sofia")
	})
}
