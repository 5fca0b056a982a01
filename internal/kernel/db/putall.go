package db

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"kernehus/internal/kernel/fault"
)

// mostPlaces is how many places one statement may have. PostgreSQL binds 65,535 and is no
// faster for using them all; SQLite's driver looks every place up among all others, so
// that few are fastest (measured).
func mostPlaces(e Engine) int {
	if e == SQLite {
		return 100
	}
	return 8_000
}

// PutAll is Put for many records of one kind: all of them or none, with the same version
// check and the same revisions, in statements of many rows. The records' own topics are
// not touched: who writes thousands says once what moved.
//
// Faults: Conflict "changed-meanwhile"; Conflict "already-taken".
func PutAll[T any, P interface {
	*T
	Record
}](tx *Tx, list []T) error {
	var created, changed []kept
	for i := range list {
		r := P(&list[i])
		k := kept{Kept: r.Kept(), row: reflect.ValueOf(r).Elem()}
		if *k.Version == 0 {
			created = append(created, k)
		} else {
			changed = append(changed, k)
		}
	}
	if err := lasting(tx, changed); err != nil {
		return err
	}
	for _, b := range []batch{{created, insertMany}, {changed, updateMany}} {
		if err := b.put(tx); err != nil {
			return err
		}
	}
	return nil
}

type kept struct {
	Kept
	row reflect.Value
}

type batch struct {
	list  []kept
	write func(*Tx, []kept, []column) (*statement, error)
}

// put writes a batch in statements that stay within mostPlaces.
func (b batch) put(tx *Tx) error {
	if len(b.list) == 0 {
		return nil
	}
	first := b.list[0]
	cols := columnsOf(first.row.Type())
	if err := Log(tx, first.Kind, first.ID); err != nil {
		return err
	}
	tx.recount(first.Kind, len(b.list))
	tx.recount("revision", len(b.list))
	rows, revisions := sender{tx: tx}, sender{tx: tx}
	defer rows.close()
	defer revisions.close()
	size := max(1, mostPlaces(tx.engine)/(len(cols)+1))
	for from := 0; from < len(b.list); from += size {
		part := b.list[from:min(from+size, len(b.list))]
		for _, k := range part {
			*k.Version++
		}
		st, err := b.write(tx, part, cols)
		if err == nil {
			err = rows.send(st, len(part))
		}
		if err != nil {
			return fmt.Errorf("keep %d of %s: %w", len(part), first.Kind, err)
		}
		if st, err = reviseMany(tx, part); err == nil {
			err = revisions.send(st, len(part))
		}
		if err != nil {
			return fmt.Errorf("revise %d of %s: %w", len(part), first.Kind, err)
		}
	}
	return nil
}

// statement grows a text and its arguments together.
type statement struct {
	strings.Builder
	args []any
}

func (s *statement) place(v any) {
	s.args = append(s.args, v)
	s.WriteByte('$')
	s.WriteString(strconv.Itoa(len(s.args)))
}

// sender sends statements of which most have the same text: that one is prepared once.
type sender struct {
	tx   *Tx
	text string
	stmt *sql.Stmt
}

func (s *sender) close() {
	if s.stmt != nil {
		s.stmt.Close() //nolint:errcheck // it has done its work
	}
}

// send runs a statement that must move so many rows.
func (s *sender) send(st *statement, rows int) error {
	if text := st.String(); text != s.text {
		s.close()
		var err error
		if s.stmt, err = s.tx.sql.PrepareContext(s.tx.ctx, text); err != nil {
			return err
		}
		s.text = text
	}
	res, err := s.stmt.ExecContext(s.tx.ctx, st.args...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != int64(rows) {
		return errors.Join(err, fault.Stale())
	}
	return nil
}

func insertMany(tx *Tx, part []kept, cols []column) (*statement, error) {
	s := &statement{args: []any{tx.Municipality}}
	s.WriteString("INSERT INTO " + part[0].Kind + " (municipality")
	for _, c := range cols {
		s.WriteString(", " + c.name)
	}
	s.WriteString(") VALUES ")
	for i, k := range part {
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteString("($1")
		for _, c := range cols {
			x, err := c.value(k.row)
			if err != nil {
				return nil, err
			}
			s.WriteString(", ")
			s.place(x)
		}
		s.WriteByte(')')
	}
	return s, nil
}

// updateMany joins the table with the new values. Their types are said in the first row,
// because PostgreSQL takes a bare place in VALUES for text.
func updateMany(tx *Tx, part []kept, cols []column) (*statement, error) {
	s := &statement{args: []any{tx.Municipality}}
	var names, sets []string
	for _, c := range cols {
		names = append(names, c.name)
		if c.name != "id" {
			sets = append(sets, c.name+" = v."+c.name)
		}
	}
	s.WriteString("WITH v (" + strings.Join(names, ", ") + ") AS (VALUES ")
	for i, k := range part {
		if i > 0 {
			s.WriteString(", ")
		}
		if err := s.row(k, cols, i == 0); err != nil {
			return nil, err
		}
	}
	table := part[0].Kind
	s.WriteString(") UPDATE " + table + " SET " + strings.Join(sets, ", ") +
		" FROM v WHERE " + table + ".municipality = $1 AND " + table + ".id = v.id AND " + table + ".version = v.version - 1")
	return s, nil
}

func (s *statement) row(k kept, cols []column, typed bool) error {
	s.WriteByte('(')
	for i, c := range cols {
		x, err := c.value(k.row)
		if err != nil {
			return err
		}
		if i > 0 {
			s.WriteString(", ")
		}
		if !typed {
			s.place(x)
			continue
		}
		s.WriteString("CAST(")
		s.place(x)
		s.WriteString(" AS " + sqlType(k.row.FieldByIndex(c.index), c) + ")")
	}
	s.WriteByte(')')
	return nil
}

func sqlType(f reflect.Value, c column) string {
	switch {
	case c.json:
		return "TEXT"
	case f.Type() == timeType, f.CanInt():
		return "BIGINT"
	case f.Kind() == reflect.Bool:
		return "BOOLEAN"
	case f.CanFloat():
		return "DOUBLE PRECISION"
	}
	return "TEXT"
}

func reviseMany(tx *Tx, part []kept) (*statement, error) {
	s := &statement{args: []any{tx.Municipality, part[0].Kind, tx.change, micros(tx.now)}}
	s.WriteString("INSERT INTO revision (municipality, kind, change, at, id, version, body) VALUES ")
	for i, k := range part {
		body, err := encode(k.row)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteString("($1, $2, $3, $4, ")
		s.place(k.ID)
		s.WriteString(", ")
		s.place(*k.Version)
		s.WriteString(", ")
		s.place(body)
		s.WriteByte(')')
	}
	return s, nil
}

// InsertAll is Insert for many facts of one table, in statements of many rows.
func InsertAll[T any](tx *Tx, table string, list []T) error {
	if len(list) == 0 {
		return nil
	}
	cols := columnsOf(reflect.TypeFor[T]())
	size := max(1, mostPlaces(tx.engine)/(len(cols)+1))
	tx.recount(table, len(list))
	s := sender{tx: tx}
	defer s.close()
	for from := 0; from < len(list); from += size {
		var part []kept
		for i := from; i < min(from+size, len(list)); i++ {
			part = append(part, kept{Kept: Kept{Kind: table}, row: reflect.ValueOf(&list[i]).Elem()})
		}
		st, err := insertMany(tx, part, cols)
		if err == nil {
			err = s.send(st, len(part))
		}
		if err != nil {
			return fmt.Errorf("insert %d into %s: %w", len(part), table, err)
		}
	}
	return nil
}
