package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
)

// connections is how many are open to PostgreSQL at most.
const connections = 24

// How long PostgreSQL may go on with what nobody waits for any more, and how long it then has
// to obey.
const (
	patience = time.Second
	obeying  = 10 * time.Second
)

// patiently lets a question that was asked come to its answer although who asked has gone:
// nearly always it is there in a moment. To break it off at once would cost the connection,
// and when a hall of phones hangs up together, all of them.
func patiently(c *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.CancelRequestContextWatcherHandler{Conn: c, CancelRequestDelay: patience, DeadlineDelay: obeying}
}

// begin begins a transaction; leave ends it, if nothing has yet, and gives its connection
// back. Nobody waits for a connection longer than ctx.
//
// A connection that PostgreSQL has ended while it lay idle says so only when it is used
// again. Nothing has been asked on it yet, so another one is tried, until a new one must be
// made: that one tells whether the database is there.
func (d *DB) begin(ctx context.Context, pool *sql.DB, opt *sql.TxOptions) (t *sql.Tx, leave func(), err error) {
	if d.Engine == SQLite {
		t, err = pool.BeginTx(ctx, opt)
		return t, func() { t.Rollback() }, err //nolint:errcheck // nothing was written
	}
	for range connections + 1 {
		var c *sql.Conn
		if c, err = pool.Conn(ctx); err == nil {
			if t, err = c.BeginTx(context.WithoutCancel(ctx), opt); err == nil {
				return t, func() { t.Rollback(); c.Close() }, nil //nolint:errcheck // after a commit it does nothing
			}
			c.Close() //nolint:errcheck // it is of no use
		}
		if !brokenOff(err) {
			return nil, nil, err
		}
	}
	return nil, nil, away(err)
}

// noAnswer tells that PostgreSQL could not be reached.
func noAnswer(err error) bool {
	var dial *pgconn.ConnectError
	return errors.As(err, &dial)
}

// said marks what PostgreSQL's connection says when it breaks off as Away: here it is known
// that the words are the connection's and not those of a file somebody reads meanwhile.
//
// What PostgreSQL was made to break off because who asked had gone is their going.
func (tx *Tx) said(err error) error {
	var pg *pgconn.PgError
	switch {
	case err == nil || tx.engine == SQLite:
		return err
	case tx.ctx.Err() != nil && (brokenOff(err) || errors.As(err, &pg) && pg.Code == pgCanceled):
		return fmt.Errorf("%w: %w", tx.ctx.Err(), err)
	case brokenOff(err):
		return away(err)
	}
	return err
}

// brokenOff tells that a connection ended while it was used: the server was stopped, or the
// line cut. A caller who went away is something else.
func brokenOff(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || noAnswer(err) {
		return false
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == pgAdminShutdown || pg.Code == pgCrashShutdown
	}
	var line *net.OpError
	return errors.As(err, &line) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err)
}
