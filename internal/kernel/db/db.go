// Package db is the one way to the database: View reads, Change writes, Put keeps.
//
// One SQL text serves SQLite and PostgreSQL (the house dialect: TEXT, BIGINT, DOUBLE
// PRECISION, BOOLEAN, $n). Every query is asked within one municipality, whose id is
// always $1. Change is one transaction with one now; what is kept with Put gets its
// version checked, its whole text in revision and one row in change. Touched topics are
// told to the listener after the commit, never before.
package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // driver "sqlite"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Engine names one of the two databases.
type Engine string

const (
	SQLite     Engine = "sqlite"
	PostgreSQL Engine = "postgres"
)

// DB is an open database. Close waits for the writer to finish.
type DB struct {
	Engine  Engine
	File    string // the SQLite file; empty on PostgreSQL
	write   *sql.DB
	read    *sql.DB
	touched func(topics []string)
	queue   chan *turn
	done    sync.WaitGroup
	closing chan struct{} // closed when no new turn is taken
	ended   chan struct{} // closed when the writer has stopped
	once    sync.Once
	writes  *prepared // nil on PostgreSQL
	reads   *prepared
	memory  *memory

	redactions string // the file that remembers redactions; empty for the usual place
	enter      func(Way) (leave func())
	asked      func(statement string)
}

// Way is how a transaction is made.
type Way string

const (
	Reading Way = "View"
	Writing Way = "Change"
)

// Watched names who is told when the work of a transaction begins and, by calling leave,
// ends. Tests use it to find a transaction that is opened within another: on PostgreSQL
// that takes a second connection while holding the first, on SQLite it waits for ever.
func Watched(enter func(Way) (leave func())) Option { return func(d *DB) { d.enter = enter } }

// Asked names who is told of every statement, and of the beginning of every transaction as
// Begin, that tests may count what a page costs.
func Asked(tell func(statement string)) Option { return func(d *DB) { d.asked = tell } }

// Begin is what Asked is told when a transaction begins.
const Begin = "BEGIN"

// Option changes how a database is opened.
type Option func(*DB)

// Touched names who is told, after a commit, which topics moved.
func Touched(tell func(topics []string)) Option { return func(d *DB) { d.touched = tell } }

// Open opens a file name as SQLite and a postgres:// address as PostgreSQL. It does not
// migrate.
func Open(ctx context.Context, address string, opts ...Option) (*DB, error) {
	d := &DB{
		touched: func([]string) {},
		enter:   func(Way) func() { return func() {} },
		asked:   func(string) {},
		queue:   make(chan *turn, 1024),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
		memory:  newMemory(),
	}
	for _, o := range opts {
		o(d)
	}
	var err error
	if isPostgres(address) {
		err = d.openPostgres(address)
	} else {
		err = d.openSQLite(address)
	}
	if err != nil {
		return nil, err
	}
	if err := d.write.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), d.write.Close(), d.read.Close())
	}
	d.done.Add(1)
	go d.writer()
	return d, nil
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

func (d *DB) openPostgres(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("the database address cannot be read") // without the address: it may hold a password
	}
	q := u.Query()
	q.Set("synchronous_commit", "on") // an answer is on disk before it is given
	q.Set("timezone", "UTC")
	u.RawQuery = q.Encode()
	c, err := pgx.ParseConfig(u.String())
	if err != nil {
		return errors.New("the database address cannot be read")
	}
	c.BuildContextWatcherHandler = patiently
	c.DialFunc = line(cmp.Or(c.ConnectTimeout, reaching)).DialContext
	pool := stdlib.OpenDB(*c)
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	d.Engine, d.write, d.read = PostgreSQL, pool, pool
	return nil
}

func (d *DB) openSQLite(file string) error {
	d.Engine, d.File = SQLite, file
	if err := ownFile(file); err != nil {
		return err
	}
	pragmas := "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_pragma=secure_delete(1)"
	path := fileURI(file)
	var err error
	if d.write, err = sql.Open("sqlite", path+pragmas+"&_txlock=immediate"); err != nil {
		return err
	}
	d.write.SetMaxOpenConns(1)
	if d.read, err = sql.Open("sqlite", path+pragmas+"&_pragma=query_only(1)"); err != nil {
		return err
	}
	d.read.SetMaxOpenConns(6)
	d.read.SetMaxIdleConns(6)
	d.writes, d.reads = newPrepared(d.write), newPrepared(d.read)
	return nil
}

// fileURI names a file as SQLite's URIs do, whatever signs its path holds.
func fileURI(file string) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath()}).String()
}

// ownFile makes a new database its owner's alone; SQLite gives its companion files the
// same mode.
func ownFile(file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	return f.Close()
}

// Close ends the writer after the turns it holds, then the connections.
func (d *DB) Close() error {
	d.once.Do(func() { close(d.closing) })
	d.done.Wait()
	if d.read == d.write {
		return d.write.Close()
	}
	return errors.Join(d.reads.close(), d.writes.close(), d.read.Close(), d.write.Close())
}

// Ready tells whether the database answers.
func (d *DB) Ready(ctx context.Context) error { return d.read.PingContext(ctx) }

// Tx is one transaction: one municipality, one actor, one now.
type Tx struct {
	Municipality string
	actor        access.Actor
	action       access.Action
	ctx          context.Context
	sql          *sql.Tx
	prepared     *prepared
	engine       Engine
	now          time.Time
	change       string // id of the change row once there is one
	topics       []string
	after        []func(*DB) error // what is done once it is committed
	grown        []string          // tables that have got many rows
	memory       *memory           // nil in a Change
	asked        func(statement string)
	age          int64 // of the memory when this reading began
}

// Context carries the caller's values (language, request) into store functions.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Actor is who asked for this transaction.
func (tx *Tx) Actor() access.Actor { return tx.actor }

// Engine tells which database this is; only find/ and sealed tables may care.
func (tx *Tx) Engine() Engine { return tx.engine }

// Now is the transaction's one instant, in microseconds, UTC.
func (tx *Tx) Now() time.Time { return tx.now }

// NewID gives an id that sorts by this transaction's time.
func (tx *Tx) NewID() string { return id.Ordered(tx.now) }

// Touch says that a topic moves when this transaction commits.
func (tx *Tx) Touch(topic string) { tx.topics = append(tx.topics, tx.Municipality+"/"+topic) }

// Topic gives the full name under which Touch tells of a topic.
func Topic(municipality, topic string) string { return municipality + "/" + topic }

type nowKey struct{}

// WithNow makes transactions under ctx believe it is t. Only tests and the loader of
// the demo municipality, whose history began years ago, may use it (an arch test).
func WithNow(ctx context.Context, t time.Time) context.Context {
	return context.WithValue(ctx, nowKey{}, t)
}

// Now is the instant it is under ctx, for pages that show how much of a time is left. What
// is kept takes its time from the transaction.
func Now(ctx context.Context) time.Time {
	if t, ok := ctx.Value(nowKey{}).(time.Time); ok {
		return t.UTC().Truncate(time.Microsecond)
	}
	return time.Now().UTC().Truncate(time.Microsecond)
}

type reasonKey struct{}

// WithReason carries the reason a person gave into the change row.
func WithReason(ctx context.Context, reason string) context.Context {
	return context.WithValue(ctx, reasonKey{}, reason)
}

type requestKey struct{}

// WithRequest carries the request's number into the change row.
func WithRequest(ctx context.Context, request string) context.Context {
	return context.WithValue(ctx, requestKey{}, request)
}

// View reads within the actor's municipality. On PostgreSQL every query of one View
// sees the same moment.
func (d *DB) View(ctx context.Context, actor access.Actor, do func(*Tx) error) error {
	defer d.enter(Reading)()
	opt := &sql.TxOptions{ReadOnly: true}
	if d.Engine == PostgreSQL {
		opt.Isolation = sql.LevelRepeatableRead
	}
	age := d.memory.age(actor.Municipality) // before the moment that is read
	t, leave, err := d.begin(ctx, d.read, opt)
	if err != nil {
		return asFault(fmt.Errorf("begin reading: %w", err))
	}
	defer d.reads.compile(context.WithoutCancel(ctx)) // once the connection is back
	defer leave()
	tx := d.tx(ctx, actor, "", t)
	tx.prepared, tx.memory, tx.age = d.reads, d.memory, age
	return asFault(do(tx))
}

// Change writes within the actor's municipality: all of do or nothing of it. It returns
// after the commit is on disk. On SQLite writers stand in one line and those that wait
// together share a commit; each still has its own all-or-nothing.
//
// Faults: whatever do returns; Conflict "already-taken" for a value that must be unique.
func (d *DB) Change(ctx context.Context, actor access.Actor, action access.Action, do func(*Tx) error) error {
	defer d.enter(Writing)()
	if d.Engine == SQLite {
		return d.queued(ctx, actor, action, do)
	}
	t, leave, err := d.begin(ctx, d.write, nil)
	if err != nil {
		return asFault(fmt.Errorf("begin writing: %w", err))
	}
	defer leave()
	tx := d.tx(ctx, actor, action, t)
	if err := do(tx); err != nil {
		return asFault(err)
	}
	if err := tx.said(t.Commit()); err != nil {
		return asFault(fmt.Errorf("commit: %w", err))
	}
	leave() // what follows may need a connection
	d.tell(tx.topics)
	return d.follow(tx.after)
}

// follow does what waited for the commit.
func (d *DB) follow(after []func(*DB) error) error {
	var wrong error
	for _, do := range after {
		wrong = errors.Join(wrong, do(d))
	}
	return wrong
}

func (d *DB) tx(ctx context.Context, actor access.Actor, action access.Action, t *sql.Tx) *Tx {
	d.asked(Begin)
	return &Tx{Municipality: actor.Municipality, actor: actor, action: action, ctx: ctx, sql: t, engine: d.Engine, now: Now(ctx), asked: d.asked}
}

func (d *DB) tell(topics []string) {
	if len(topics) > 0 {
		d.memory.forget(topics)
		d.touched(topics)
	}
}

// Away is the failure of a database that has closed or cannot be reached.
func away(err error) error {
	e := fault.New(fault.Away, "away")
	e.Cause = err
	return e
}
