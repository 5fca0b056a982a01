package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/job"
)

var nobody = slog.New(slog.DiscardHandler)

func enqueue(t *testing.T, d *db.DB, n int) {
	t.Helper()
	err := d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error {
		if _, err := db.Exec(tx, `
			INSERT INTO municipality (municipality, id, version, slug, name, demo, settings)
			VALUES ($1, $1, 1, 'a', 'a', FALSE, '{}')
			ON CONFLICT DO NOTHING`); err != nil {
			return err
		}
		for i := range n {
			if err := job.Enqueue(tx, "mail", i, tx.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryJobIsDoneOnceByManyWorkers(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, 30)
		var done atomic.Int32
		r := job.Runner{DB: d, Log: nobody, Kinds: map[string]job.Do{"mail": func(context.Context, string, json.RawMessage) error {
			done.Add(1)
			return nil
		}}}
		var wg sync.WaitGroup
		for range 4 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for {
					did, err := r.Step(context.Background())
					if err != nil {
						t.Error(err)
					}
					if !did {
						return
					}
				}
			}()
		}
		wg.Wait()
		if done.Load() != 30 {
			t.Errorf("done %d times, want 30", done.Load())
		}
	})
}

func TestAFailedJobWaitsAndIsTriedAgain(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, 1)
		tries := 0
		r := job.Runner{DB: d, Log: nobody, Kinds: map[string]job.Do{"mail": func(context.Context, string, json.RawMessage) error {
			tries++
			return errors.New("no post office")
		}}}
		if did, err := r.Step(context.Background()); !did || err != nil {
			t.Fatal(did, err)
		}
		if did, _ := r.Step(context.Background()); did {
			t.Error("tried again at once")
		}
		later := db.WithNow(context.Background(), time.Now().Add(time.Minute))
		if did, _ := r.Step(later); !did || tries != 2 {
			t.Errorf("after the pause: did %v, %d tries", did, tries)
		}
	})
}
