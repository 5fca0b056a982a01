package reflection_test

import (
	"testing"

	"kernehus/internal/domain/org"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/town"
)

func TestReflectionIsPrivateUntilShared(t *testing.T) {
	town.In(t, func(w *town.Town) {
		s := reflection.Service{DB: w.DB}
		task, _ := w.Published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		me, colleague := w.As(access.Employee, "grades"), w.As(access.Employee, "grades")
		w.OK(s.Write(w.Ctx(), me, task.ID, "Jeg tager imod ved bussen", false))
		own, _, err := s.Seen(w.Ctx(), me, task.ID)
		w.OK(err)
		theirs, others, err := s.Seen(w.Ctx(), colleague, task.ID)
		w.OK(err)
		if own.Text != "Jeg tager imod ved bussen" || theirs.Text != "" || len(others) != 0 {
			w.Errorf("I see %+v, a colleague sees %+v", own, others)
		}
		w.OK(s.Write(w.Ctx(), me, task.ID, "Jeg tager imod ved bussen", true))
		if _, others, err = s.Seen(w.Ctx(), colleague, task.ID); err != nil || len(others) != 1 || others[0].Name == "" {
			w.Errorf("shared: %+v, %v", others, err)
		}
		if _, others, err = s.Seen(w.Ctx(), town.Anybody(), task.ID); err != nil || len(others) != 0 {
			w.Errorf("a citizen sees %+v, %v", others, err)
		}
		w.OK(s.Write(w.Ctx(), me, task.ID, "", true))
		if _, others, err = s.Seen(w.Ctx(), colleague, task.ID); err != nil || len(others) != 0 {
			w.Errorf("taken away, and still there: %+v, %v", others, err)
		}
	})
}

func TestReflectionLeavesNoHistoryAndGoesWithItsWriter(t *testing.T) {
	town.In(t, func(w *town.Town) {
		s := reflection.Service{DB: w.DB}
		task, _ := w.Published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		me := w.As(access.Employee, "grades")
		w.OK(s.Write(w.Ctx(), me, task.ID, "Det er kun til mig selv", false))
		w.Change(func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT count(*) FROM revision WHERE municipality = $1 AND body LIKE '%kun til mig%'`)
			if n != 0 {
				w.Error("the note stands in the history")
			}
			if err != nil {
				return err
			}
			if all, err := reflection.AllOf(tx, id.Of[org.Person](me.Person)); err != nil || len(all) != 1 {
				w.Errorf("the export holds %+v, %v", all, err)
			}
			return reflection.Forget(tx, id.Of[org.Person](me.Person))
		})
		if own, _, err := s.Seen(w.Ctx(), me, task.ID); err != nil || own.Text != "" {
			w.Errorf("after leaving: %+v, %v", own, err)
		}
	})
}

func TestReflectionHoldsNoCPRNumberAndNeedsAPerson(t *testing.T) {
	town.In(t, func(w *town.Town) {
		s := reflection.Service{DB: w.DB}
		task, _ := w.Published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		if err := s.Write(w.Ctx(), w.As(access.Employee, "grades"), task.ID, "Han hedder 010190-1234", false); !fault.HasCode(err, "has-cpr") {
			w.Errorf("kept: %v", err)
		}
		if err := s.Write(w.Ctx(), town.Anybody(), task.ID, "Hej", false); !fault.Is(err, fault.NotFound) {
			w.Errorf("a citizen wrote: %v", err)
		}
	})
}
