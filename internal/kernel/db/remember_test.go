package db_test

import (
	"context"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

// counted asks how many people there are in a way that is remembered, and tells whether it
// had to count.
func counted(t *testing.T, d *db.DB, place string, meanwhile func()) (n int, anew bool) {
	t.Helper()
	err := d.View(context.Background(), access.Program(place), func(tx *db.Tx) (err error) {
		n, err = db.Remembered(tx, "people", []string{"person/"}, func() (int, error) {
			anew = true
			n, err := db.One[int](tx, `SELECT count(*) FROM person WHERE municipality = $1`)
			meanwhile()
			return n, err
		})
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return n, anew
}

func come(t *testing.T, d *db.DB, place, id, topic string) {
	t.Helper()
	err := d.Change(context.Background(), access.Program(place), "test", func(tx *db.Tx) error {
		tx.Touch(topic)
		return db.Insert(tx, "person", &person{ID: id, Name: "Åse"})
	})
	if err != nil {
		t.Error(err)
	}
}

// What is remembered is forgotten by what it is about, in its own municipality, and by
// nothing else.
func TestWhatIsRememberedIsForgottenWhenItMoves(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a", "b")
		nothing := func() {}
		for _, step := range []struct {
			do   func()
			n    int
			anew bool
		}{
			{nothing, 0, true},
			{nothing, 0, false},
			{func() { come(t, d, "a", "p1", "person/p1") }, 1, true},
			{func() { come(t, d, "b", "p1", "person/p1") }, 1, false},
			{func() { come(t, d, "a", "p2", "dialogue/1") }, 1, false}, // it said that something else moved
			{func() { come(t, d, "a", "p3", "person/p3") }, 3, true},
		} {
			step.do()
			if n, anew := counted(t, d, "a", nothing); n != step.n || anew != step.anew {
				t.Errorf("%d people, counted anew: %v, want %d, %v", n, anew, step.n, step.anew)
			}
		}
	})
}

// Somebody comes between the counting and the remembering: the number of before is not kept.
func TestANumberThatWasOvertakenIsNotRemembered(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		counted(t, d, "a", func() { come(t, d, "a", "p1", "person/p1") })
		if n, anew := counted(t, d, "a", func() {}); n != 1 || !anew {
			t.Errorf("%d people, counted anew: %v; want 1, true", n, anew)
		}
	})
}
