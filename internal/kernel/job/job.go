// Package job does later what must surely be done: mail, the search index, retention.
//
// A job is a row written in the same transaction as its cause, so it exists if and only
// if the cause does. A worker claims due jobs for a while; one that fails is tried again
// with growing pauses, and one that failed ten times stays where an administrator sees
// it. A job may run twice (a crash after the work, before the row is gone), so what it
// does must bear that.
package job

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
)

// Do carries out one job of a kind within a municipality.
type Do func(ctx context.Context, municipality string, payload json.RawMessage) error

// Most is how often a job is tried.
const Most = 10

const claim = 5 * time.Minute

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
}

type row struct {
	Municipality string `db:"municipality"`
	ID           string `db:"id"`
	Kind         string `db:"kind"`
	Payload      string `db:"payload"`
	Attempts     int    `db:"attempts"`
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
	do, known := r.Kinds[one.Kind]
	if !known {
		err = fmt.Errorf("nobody does jobs of kind %q", one.Kind)
	} else {
		err = do(ctx, one.Municipality, json.RawMessage(one.Payload))
	}
	if err != nil {
		r.Log.Warn("job failed", "kind", one.Kind, "job", one.ID, "attempt", one.Attempts+1, "error", err)
	}
	return true, r.settle(ctx, one, err)
}

func (r Runner) claim(ctx context.Context) (one row, found bool, err error) {
	err = r.DB.Change(ctx, access.Actor{Program: true}, "job.claim", func(tx *db.Tx) error {
		// the condition stands in the outer WHERE too: on PostgreSQL two workers may both
		// have chosen the row before one of them has written it
		one, found, err = db.Maybe[row](tx, `
			UPDATE job
			SET claimed_until = $1
			WHERE claimed_until < $2 AND run_at <= $2 AND attempts < $3
			  AND (municipality, id) IN (
			    SELECT municipality, id
			    FROM job
			    WHERE claimed_until < $2 AND run_at <= $2 AND attempts < $3
			    ORDER BY run_at, id
			    LIMIT 1)
			RETURNING municipality, id, kind, payload, attempts`, tx.Now().Add(claim), tx.Now(), Most)
		return err
	})
	return one, found, err
}

func (r Runner) settle(ctx context.Context, one row, failed error) error {
	return r.DB.Change(context.WithoutCancel(ctx), access.Program(one.Municipality), "job.settle", func(tx *db.Tx) error {
		if failed == nil {
			_, err := db.Exec(tx, `DELETE FROM job WHERE municipality = $1 AND id = $2`, one.ID)
			return err
		}
		pause := time.Duration(1<<one.Attempts) * 10 * time.Second
		_, err := db.Exec(tx, `
			UPDATE job
			SET attempts = attempts + 1, claimed_until = 0, run_at = $3, last_error = $4
			WHERE municipality = $1 AND id = $2`, one.ID, tx.Now().Add(pause), failed.Error())
		return err
	})
}
