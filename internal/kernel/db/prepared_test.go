package db_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
)

// A statement that has been compiled gives each asker their own answer, also beside others
// and after one that failed.
func TestACompiledStatementAnswersEachAskerForThemselves(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a", "b")
		var wg sync.WaitGroup
		for i := range 12 {
			wg.Go(func() {
				place := []string{"a", "b"}[i%2]
				for n := range 20 {
					p := &person{ID: fmt.Sprintf("p%d-%d", i, n), Name: fmt.Sprint(i, n)}
					err := d.Change(context.Background(), access.Program(place), "test", func(tx *db.Tx) error {
						if err := db.Insert(tx, "person", p); err != nil {
							return err
						}
						if n%5 == 4 {
							return db.Insert(tx, "person", p) // it is there already
						}
						return nil
					})
					if (n%5 == 4) != fault.HasCode(err, "already-taken") {
						t.Errorf("%s: %v", p.ID, err)
					}
					name, there, err := named(d, place, p.ID)
					if err != nil || there != (n%5 != 4) || there && name != p.Name {
						t.Errorf("%s is %q, %v, %v", p.ID, name, there, err)
					}
				}
			})
		}
		wg.Wait()
	})
}

func named(d *db.DB, place, id string) (name string, there bool, err error) {
	err = d.View(context.Background(), access.Program(place), func(tx *db.Tx) (err error) {
		name, there, err = db.Maybe[string](tx, `SELECT name FROM person WHERE municipality = $1 AND id = $2`, id)
		return err
	})
	return name, there, err
}
