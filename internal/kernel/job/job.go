// Package job does later what must surely be done: mail, the search index, retention.
//
// A job is a row written in the same transaction as its cause, so it exists if and only
// if the cause does. A worker claims due jobs for a while; one that fails is tried again
// with growing pauses, and one that failed ten times, or ended the program as often,
// stays where an administrator sees it. A job may run twice (a crash after the work, before the row is gone), so what it
// does must bear that.
package job

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
)

// Do carries out one job of a kind within a municipality.
type Do func(ctx context.Context, municipality string, payload json.RawMessage) error

// Most is how often a job is tried.
const Most = 10

// Enqueue writes a job to be done at or after an instant.
func Enqueue(tx *db.Tx, kind string, payload any, at time.Time) error {
	b, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("job %s: %w", kind, err)
	}
	_, err = db.Exec(tx, `
		INSERT INTO job (municipality, id, kind, payload, run_at, attempts, claimed_until, last_error)
		VALUES ($1, $2, $3, $4, $5, 0, 0, '')`, tx.NewID(), kind, string(b), at)
	tx.Touch("jobs")
	return err
}

// Runner works through the due jobs of all municipalities, one at a time.
type Runner struct {
	DB    *db.DB
	Kinds map[string]Do
	Log   *slog.Logger
	Wake  <-chan struct{} // rung when a job was written; nil is allowed
	Pause time.Duration   // the longest sleep between looks
	Claim time.Duration   // how long a job is held before the claim is renewed; 0 is five minutes
}

type row struct {
	Municipality string `db:"municipality"`
	ID           string `db:"id"`
	Kind         string `db:"kind"`
	Payload      string `db:"payload"`
	Attempts     int    `db:"attempts"` // with this one
}

// Run works until ctx ends.
func (r Runner) Run(ctx context.Context) {
	for ctx.Err() == nil {
		did, err := r.Step(ctx)
		if err != nil && ctx.Err() == nil {
			r.Log.Error("jobs", "error", err)
		}
		if did {
			continue
		}
		t := time.NewTimer(r.Pause)
		select {
		case <-ctx.Done():
		case <-t.C:
		case <-r.Wake:
		}
		t.Stop()
	}
}

// Step claims and does one due job; it tells whether there was one.
func (r Runner) Step(ctx context.Context) (bool, error) {
	one, found, err := r.claim(ctx)
	if err != nil || !found {
		return false, err
	}
	err = r.perform(ctx, one)
	if err != nil && ctx.Err() != nil {
		return true, r.putBack(ctx, one)
	}
	if err != nil {
		r.Log.Warn("job failed", "kind", one.Kind, "job", one.ID, "attempt", one.Attempts, "error", err)
	}
	return true, r.settle(ctx, one, err)
}

// perform does a job and holds it while it lasts. A job that panics has failed.
func (r Runner) perform(ctx context.Context, one row) (err error) {
	do, known := r.Kinds[one.Kind]
	if !known {
		return fmt.Errorf("nobody does jobs of kind %q", one.Kind)
	}
	held, let := context.WithCancel(ctx)
	var holder sync.WaitGroup
	holder.Go(func() { r.hold(held, one) })
	defer holder.Wait()
	defer let()
	defer func() {
		if p := recover(); p != nil {
			r.Log.Error("job panicked", "kind", one.Kind, "job", one.ID, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return do(ctx, one.Municipality, json.RawMessage(one.Payload))
}

func (r Runner) claimTime() time.Duration {
	if r.Claim == 0 {
		return 5 * time.Minute
	}
	return r.Claim
}

// hold renews the claim until ctx ends, so that nobody else takes a job that lasts long.
func (r Runner) hold(ctx context.Context, one row) {
	t := time.NewTicker(r.claimTime() / 3)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		err := r.DB.Change(ctx, access.Program(one.Municipality), "job.hold", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `
				UPDATE job
				SET claimed_until = $3
				WHERE municipality = $1 AND id = $2 AND attempts = $4`, one.ID, tx.Now().Add(r.claimTime()), one.Attempts)
			return err
		})
		if err != nil && ctx.Err() == nil {
			r.Log.Warn("job not held", "kind", one.Kind, "job", one.ID, "error", err)
		}
	}
}

// claim takes the job that has been due longest. The attempt is counted now: a job that
// ends the whole program is not tried for ever.
func (r Runner) claim(ctx context.Context) (one row, found bool, err error) {
	for due := true; due && !found && err == nil; {
		err = r.DB.Change(ctx, access.Actor{Program: true}, "job.claim", func(tx *db.Tx) error {
			if one, found, err = claimOne(tx, r.claimTime()); err != nil || found {
				return err
			}
			due, err = anyDue(tx) // another worker was faster; there may be more
			return err
		})
	}
	return one, found, err
}

func claimOne(tx *db.Tx, lasts time.Duration) (row, bool, error) {
	// the condition stands in the outer WHERE too: on PostgreSQL two workers may both
	// have chosen the row before one of them has written it
	return db.Maybe[row](tx, `
		UPDATE job
		SET claimed_until = $1, attempts = attempts + 1
		WHERE claimed_until < $2 AND run_at <= $2 AND attempts < $3
		  AND (municipality, id) IN (
		    SELECT municipality, id
		    FROM job
		    WHERE claimed_until < $2 AND run_at <= $2 AND attempts < $3
		    ORDER BY run_at, id
		    LIMIT 1)
		RETURNING municipality, id, kind, payload, attempts`, tx.Now().Add(lasts), tx.Now(), Most)
}

func anyDue(tx *db.Tx) (bool, error) {
	_, found, err := db.Maybe[string](tx, `
		SELECT id
		FROM job
		WHERE claimed_until < $1 AND run_at <= $1 AND attempts < $2
		LIMIT 1`, tx.Now(), Most)
	return found, err
}

// putBack gives a job back that was broken off because the program ends; that was no
// attempt.
func (r Runner) putBack(ctx context.Context, one row) error {
	return r.DB.Change(context.WithoutCancel(ctx), access.Program(one.Municipality), "job.settle", func(tx *db.Tx) error {
		_, err := db.Exec(tx, `
			UPDATE job
			SET attempts = attempts - 1, claimed_until = 0
			WHERE municipality = $1 AND id = $2 AND attempts = $3`, one.ID, one.Attempts)
		return err
	})
}

// settle deletes a job that is done and sets the next try of one that failed, unless
// another worker has taken it since.
func (r Runner) settle(ctx context.Context, one row, failed error) error {
	return r.DB.Change(context.WithoutCancel(ctx), access.Program(one.Municipality), "job.settle", func(tx *db.Tx) error {
		if failed == nil {
			_, err := db.Exec(tx, `DELETE FROM job WHERE municipality = $1 AND id = $2`, one.ID)
			return err
		}
		pause := time.Duration(1<<(one.Attempts-1)) * 10 * time.Second
		_, err := db.Exec(tx, `
			UPDATE job
			SET claimed_until = 0, run_at = $3, last_error = $4
			WHERE municipality = $1 AND id = $2 AND attempts = $5`, one.ID, tx.Now().Add(pause), failed.Error(), one.Attempts)
		return err
	})
}
