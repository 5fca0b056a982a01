package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"kernehus/internal/kernel/access"
)

// shared is how many waiting turns one commit may carry.
const shared = 200

// turn is one Change waiting for SQLite's only writer.
type turn struct {
	ctx      context.Context
	actor    access.Actor
	action   access.Action
	do       func(*Tx) error
	answer   chan error
	err      error
	topics   []string
	after    []func(*DB) error
	panicked any
}

// queued stands in line for the writer and waits for the answer. A caller who gives up
// before its turn is left out; once begun, a turn is carried through, because the commit
// is shared with others.
func (d *DB) queued(ctx context.Context, actor access.Actor, action access.Action, do func(*Tx) error) error {
	t := &turn{ctx: ctx, actor: actor, action: action, do: do, answer: make(chan error, 1)}
	select {
	case d.queue <- t:
	case <-ctx.Done():
		return ctx.Err()
	case <-d.closing:
		return away(errors.New("the database is closed"))
	}
	select {
	case err := <-t.answer:
		if t.panicked != nil {
			panic(t.panicked)
		}
		return asFault(err)
	case <-d.ended:
		select {
		case err := <-t.answer:
			return asFault(err)
		default:
			return away(errors.New("the database closed before the turn came"))
		}
	}
}

// writer takes turns in order until the database closes.
func (d *DB) writer() {
	defer d.done.Done()
	defer close(d.ended)
	for {
		select {
		case t := <-d.queue:
			d.commit(d.gather(t))
		case <-d.closing:
			for {
				select {
				case t := <-d.queue:
					d.commit(d.gather(t))
				default:
					return
				}
			}
		}
	}
}

// gather takes along who else is already waiting.
func (d *DB) gather(first *turn) []*turn {
	turns := []*turn{first}
	for len(turns) < shared {
		select {
		case t := <-d.queue:
			turns = append(turns, t)
		default:
			return turns
		}
	}
	return turns
}

// commit runs the turns in one transaction, each under its own savepoint, and answers
// all of them after the commit.
func (d *DB) commit(turns []*turn) {
	ctx := context.Background()
	t, err := d.write.BeginTx(ctx, nil)
	if err == nil {
		for _, one := range turns {
			if err = d.take(ctx, t, one); err != nil {
				break
			}
		}
		if err == nil {
			err = t.Commit()
		} else {
			err = errors.Join(err, t.Rollback())
		}
		d.writes.compile(ctx)
	}
	for _, one := range turns {
		if err != nil {
			one.answer <- fmt.Errorf("commit: %w", err)
			continue
		}
		if one.err == nil {
			d.tell(one.topics)
			one.err = d.follow(one.after)
		}
		one.answer <- one.err
	}
}

// take runs one turn. Its own failure is kept in the turn; an error is returned only
// when the shared transaction itself can no longer be trusted.
func (d *DB) take(ctx context.Context, t *sql.Tx, one *turn) error {
	if one.err = one.ctx.Err(); one.err != nil {
		return nil
	}
	tx := d.tx(context.WithoutCancel(one.ctx), one.actor, one.action, t)
	tx.prepared = d.writes
	if _, err := tx.exec("SAVEPOINT turn", nil); err != nil {
		return err
	}
	d.run(one, tx)
	if one.err != nil || one.panicked != nil {
		_, err := t.ExecContext(ctx, "ROLLBACK TO turn; RELEASE turn")
		return err
	}
	one.topics, one.after = tx.topics, tx.after
	_, err := tx.exec("RELEASE turn", nil)
	return err
}

func (d *DB) run(one *turn, tx *Tx) {
	defer func() {
		if p := recover(); p != nil {
			one.panicked, one.err = p, fmt.Errorf("panic: %v", p)
		}
	}()
	defer d.enter(Writing)()
	one.err = one.do(tx)
}
