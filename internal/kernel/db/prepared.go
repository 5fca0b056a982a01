package db

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"sync"
)

// prepared keeps SQLite's compiled statements: compiling is a third of what a short one
// costs. pgx does the same for PostgreSQL by itself.
//
// A statement cannot be compiled while its asker holds the pool's only connection; so it
// is noted, and compiled when the transaction is over.
type prepared struct {
	pool *sql.DB

	mu     sync.Mutex
	seen   map[string]bool // asked for once: lists of many lengths are not worth keeping
	wanted []string
	known  map[string]*sql.Stmt
}

// mostPrepared is how many statements a pool keeps; each connection compiles its own.
const mostPrepared = 400

func newPrepared(pool *sql.DB) *prepared {
	return &prepared{pool: pool, seen: map[string]bool{}, known: map[string]*sql.Stmt{}}
}

// get gives the compiled statement, or nil while there is none. A nil *prepared has none.
func (p *prepared) get(query string) *sql.Stmt {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	st := p.known[query]
	if st != nil || len(p.known)+len(p.wanted) >= mostPrepared {
		return st
	}
	if !p.seen[query] {
		if len(p.seen) >= 4*mostPrepared {
			clear(p.seen)
		}
		p.seen[query] = true
		return nil
	}
	delete(p.seen, query)
	p.wanted = append(p.wanted, query)
	return nil
}

// compile compiles what was asked for. The caller must hold no connection of the pool. A
// statement that cannot be compiled is asked plainly each time, which tells its mistake.
func (p *prepared) compile(ctx context.Context) {
	if p == nil {
		return
	}
	p.mu.Lock()
	wanted := p.wanted
	p.wanted = nil
	p.mu.Unlock()
	for _, q := range wanted {
		st, err := p.pool.PrepareContext(ctx, q)
		if err != nil {
			continue
		}
		p.mu.Lock()
		twice := p.known[q]
		p.known[q] = st
		p.mu.Unlock()
		if twice != nil {
			twice.Close() //nolint:errcheck // the other one does its work
		}
	}
}

func (p *prepared) close() error {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var all error
	for _, st := range p.known {
		all = errors.Join(all, st.Close())
	}
	clear(p.known)
	return all
}

// limitWritten gives a query whose limit stands in its text. SQLite compiles a statement anew
// each time another number may be bound to its LIMIT, which costs more than the answer; of
// limits there are few, so of texts too.
func limitWritten(query string, args []any) (string, []any) {
	last := len(args)
	place := "LIMIT $" + strconv.Itoa(last)
	head, found := strings.CutSuffix(query, place)
	if !found {
		return query, args
	}
	most, is := args[last-1].(int64)
	if !is || strings.Contains(head, "$"+strconv.Itoa(last)) {
		return query, args
	}
	return head + "LIMIT " + strconv.FormatInt(most, 10), args[:last-1]
}

// query asks with a compiled statement where there is one.
func (tx *Tx) query(query string, args []any) (*sql.Rows, error) {
	tx.asked(query)
	if tx.engine == SQLite {
		query, args = limitWritten(query, args)
	}
	if st := tx.prepared.get(query); st != nil {
		return tx.sql.StmtContext(tx.ctx, st).QueryContext(tx.ctx, args...)
	}
	rows, err := tx.sql.QueryContext(tx.ctx, query, args...)
	return rows, tx.said(err)
}

// exec runs with a compiled statement where there is one.
func (tx *Tx) exec(query string, args []any) (sql.Result, error) {
	tx.asked(query)
	if st := tx.prepared.get(query); st != nil {
		return tx.sql.StmtContext(tx.ctx, st).ExecContext(tx.ctx, args...)
	}
	done, err := tx.sql.ExecContext(tx.ctx, query, args...)
	return done, tx.said(err)
}
