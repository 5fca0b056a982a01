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

// count tells how many jobs meet a condition.
func count(t *testing.T, d *db.DB, where string) int {
	t.Helper()
	var n int
	err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) (err error) {
		n, err = db.One[int](tx, `SELECT count(*) FROM job WHERE municipality = $1 AND `+where)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func worker(d *db.DB, do job.Do) job.Runner {
	return job.Runner{DB: d, Log: nobody, Kinds: map[string]job.Do{"mail": do}}
}

// A job that panicked took the server down, was claimed again by the next one, and so on.
func TestAJobThatPanicsHasFailedAndTheWorkerLives(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, 1)
		r := worker(d, func(context.Context, string, json.RawMessage) error { panic("no stamp") })
		if did, err := r.Step(context.Background()); !did || err != nil {
			t.Fatal(did, err)
		}
		if n := count(t, d, `attempts = 1 AND claimed_until = 0 AND last_error LIKE '%no stamp%'`); n != 1 {
			t.Error("the panic is not kept as a failure")
		}
	})
}

func TestAnAttemptIsCountedBeforeTheWorkBegins(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, 1)
		r := worker(d, func(context.Context, string, json.RawMessage) error {
			if n := count(t, d, `attempts = 1`); n != 1 {
				t.Error("a job that ends the program here is tried for ever")
			}
			return nil
		})
		if did, err := r.Step(context.Background()); !did || err != nil {
			t.Fatal(did, err)
		}
	})
}

func TestAJobBrokenOffByTheProgramsEndIsNoAttempt(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, 1)
		ctx, end := context.WithCancel(context.Background())
		r := worker(d, func(ctx context.Context, _ string, _ json.RawMessage) error { end(); return ctx.Err() })
		if did, err := r.Step(ctx); !did || err != nil {
			t.Fatal(did, err)
		}
		if n := count(t, d, `attempts = 0 AND claimed_until = 0`); n != 1 {
			t.Error("the job is not as it was")
		}
	})
}

func TestALongJobStaysWithItsWorker(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, 1)
		until := func() int64 {
			var n int64
			err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) (err error) {
				n, err = db.One[int64](tx, `SELECT claimed_until FROM job WHERE municipality = $1`)
				return err
			})
			if err != nil {
				t.Error(err)
			}
			return n
		}
		r := worker(d, func(context.Context, string, json.RawMessage) error {
			look, first := time.NewTicker(5*time.Millisecond), until()
			defer look.Stop()
			for late := time.After(20 * time.Second); until() == first; {
				select {
				case <-look.C:
				case <-late:
					return errors.New("the claim was not renewed")
				}
			}
			return nil
		})
		r.Claim = 100 * time.Millisecond
		if did, err := r.Step(context.Background()); !did || err != nil {
			t.Fatal(did, err)
		}
		if n := count(t, d, `1 = 1`); n != 0 {
			t.Error("the job is not done")
		}
	})
}

// A worker that lost the race for one job went to sleep although others were due.
func TestAWorkerRestsOnlyWhenNothingIsDue(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		enqueue(t, d, 60)
		r := worker(d, func(context.Context, string, json.RawMessage) error { return nil })
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				for {
					did, err := r.Step(context.Background())
					if err != nil {
						t.Error(err)
					}
					if !did {
						if n := count(t, d, `claimed_until = 0`); n > 0 {
							t.Errorf("a worker rests while %d jobs are due", n)
						}
						return
					}
				}
			})
		}
		wg.Wait()
	})
}
