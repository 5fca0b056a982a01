package reflection_test

import (
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
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
			all, err := reflection.AllOf(tx, id.Of[org.Person](me.Person))
			if err != nil || len(all) != 1 {
				w.Errorf("the export holds %+v, %v", all, err)
			}
			return err
		})
	})
}

func TestPrivateReflectionsAreGoneWhenTheirWriterIs(t *testing.T) {
	ends := func(last func(w *town.Town) day.Date) func(*town.Town, id.Of[org.Person]) {
		return func(w *town.Town, person id.Of[org.Person]) {
			w.Change(func(tx *db.Tx) error {
				_, err := org.EndPerson(tx, person, org.EndInput{Version: 1, Last: last(w)})
				return err
			})
		}
	}
	boss := func(w *town.Town) access.Actor { return w.As(access.Administrator, "council") }
	for name, leave := range map[string]func(*town.Town, id.Of[org.Person]){
		"at once":            ends(func(*town.Town) day.Date { return "" }),
		"on a day to come":   ends(func(w *town.Town) day.Date { return town.Today(w.Time).AddDays(2) }),
		"through the import": leaveByImport,
		"by deactivation": func(w *town.Town, person id.Of[org.Person]) {
			w.Change(func(tx *db.Tx) error { return db.Put(tx, &account.Account{ID: person, Created: tx.Now()}) })
			w.OK((&account.Service{DB: w.DB}).SetDisabled(w.Ctx(), boss(w), person, true))
		},
	} {
		t.Run(name, func(t *testing.T) {
			town.In(t, func(w *town.Town) {
				s := reflection.Service{DB: w.DB}
				task, _ := w.Published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
				other, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
				me, stays := w.As(access.Employee, "grades"), w.As(access.Employee, "grades")
				w.OK(s.Write(w.Ctx(), me, task.ID, "Kun til mig", false))
				w.OK(s.Write(w.Ctx(), me, other.ID, "Til os alle", true))
				w.OK(s.Write(w.Ctx(), stays, task.ID, "Jeg bliver", false))
				leave(w, id.Of[org.Person](me.Person))
				w.Days(4)
				jobs := job.Runner{DB: w.DB, Kinds: s.Jobs(), Log: slog.New(slog.DiscardHandler)}
				for did := true; did; {
					var err error
					did, err = jobs.Step(w.Ctx())
					w.OK(err)
				}
				w.Change(func(tx *db.Tx) error {
					left, err := db.All[string](tx, `SELECT body FROM reflection WHERE municipality = $1 ORDER BY body LIMIT 10`)
					if !slices.Equal(left, []string{"Jeg bliver", "Til os alle"}) {
						w.Errorf("left: %v", left)
					}
					return err
				})
			})
		})
	}
}

// leaveByImport takes a person out by a file that says when they stopped.
func leaveByImport(w *town.Town, person id.Of[org.Person]) {
	w.Change(func(tx *db.Tx) error {
		_, err := db.Exec(tx, `UPDATE person SET external_id = 'p1' WHERE municipality = $1 AND id = $2`, person)
		return err
	})
	file, err := org.ReadFile(strings.NewReader("type;id;navn;til\nperson;p1;medarbejder grades;" + string(town.Today(w.Time)) + "\n"))
	w.OK(err)
	_, err = org.Service{DB: w.DB}.Import(w.Ctx(), w.As(access.Administrator, "council"), file, org.Options{Today: town.Today(w.Time)}, nil)
	w.OK(err)
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

// What somebody has taken back or taken away stays so when a backup from before is put back.
func TestAnOlderBackupBringsBackNothingThatWasTakenAway(t *testing.T) {
	town.In(t, func(w *town.Town) {
		s := reflection.Service{DB: w.DB}
		taken, _ := w.Published("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		unshared, _ := w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		me := w.As(access.Employee, "grades")
		w.OK(s.Write(w.Ctx(), me, taken.ID, "Tog jeg væk", false))
		w.OK(s.Write(w.Ctx(), me, unshared.ID, "Delte jeg", true))
		backup := rows(w)
		w.OK(s.Write(w.Ctx(), me, taken.ID, "", false))
		w.OK(s.Write(w.Ctx(), me, unshared.ID, "Nu kun til mig", false))
		w.Change(func(tx *db.Tx) error {
			if _, err := db.Exec(tx, `DELETE FROM reflection WHERE municipality = $1`); err != nil {
				return err
			}
			return db.InsertAll(tx, reflection.Kind, backup)
		})
		n, err := w.DB.Replay(w.Ctx(), func(*db.Tx) error { return nil })
		if left := rows(w); err != nil || n != 2 || len(backup) != 2 || len(left) != 0 {
			w.Errorf("took %d of %d away, left %+v, %v", n, len(backup), left, err)
		}
	}, db.Redactions(filepath.Join(t.TempDir(), "kept")))
}

func rows(w *town.Town) (out []reflection.Reflection) {
	w.Change(func(tx *db.Tx) (err error) {
		out, err = db.All[reflection.Reflection](tx, `SELECT id, core_task, person, body, shared, written_at FROM reflection WHERE municipality = $1 ORDER BY id LIMIT 10`)
		return err
	})
	return out
}
