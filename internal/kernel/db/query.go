package db

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"kernehus/internal/kernel/fault"
)

// A row type is a struct whose fields name their columns:
//
//	Name    string       `db:"name"`
//	Parent  id.Of[Unit]  `db:"parent,null"`  empty is stored as NULL
//	Sources []Source     `db:"sources,json"` stored as JSON text
//	At      time.Time    `db:"at"`           stored as microseconds UTC, 0 for none
//	Email   string       `db:"email,private"` never copied into revision: personal data
//	                                          stands in one place, so erasing is one place
//	Ended   bool         `db:"ended,lasting"` what it became holds also after an older backup
//	                                          has been put back; a bool or a text
//
// Fields of embedded structs count as the struct's own.

type column struct {
	name  string
	index []int
	json  bool
	null  bool
	// private columns are left out of revision
	private bool
	// lasting columns are remembered outside the database too
	lasting bool
}

var plans sync.Map // reflect.Type -> []column; filled once a type, then only read

func columnsOf(t reflect.Type) []column {
	if c, ok := plans.Load(t); ok {
		return c.([]column)
	}
	var out []column
	for _, f := range reflect.VisibleFields(t) {
		tag, ok := f.Tag.Lookup("db")
		if !ok || f.Anonymous {
			continue
		}
		name, opts, _ := strings.Cut(tag, ",")
		out = append(out, column{
			name: name, index: f.Index,
			json: strings.Contains(opts, "json"), null: strings.Contains(opts, "null"), private: strings.Contains(opts, "private"), lasting: strings.Contains(opts, "lasting"),
		})
	}
	plans.Store(t, out)
	return out
}

var timeType = reflect.TypeFor[time.Time]()

// bind turns a Go value into one of the values both drivers understand alike.
func bind(v any) (any, error) {
	switch x := v.(type) {
	case nil:
		return nil, nil
	case time.Time:
		return micros(x), nil
	case []byte:
		return x, nil
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.String:
		return r.String(), nil
	case reflect.Bool:
		return r.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int(), nil
	case reflect.Float32, reflect.Float64:
		return r.Float(), nil
	}
	return nil, fmt.Errorf("db: a %T cannot be a column value", v)
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func (c column) value(row reflect.Value) (any, error) {
	f := row.FieldByIndex(c.index)
	switch {
	case c.json:
		b, err := json.Marshal(f.Interface())
		return string(b), err
	case c.null && f.IsZero():
		return nil, nil
	}
	return bind(f.Interface())
}

// target gives where a column is scanned to, and what to do with it afterwards.
func target(f reflect.Value, isJSON bool) (any, func() error) {
	switch {
	case isJSON:
		var s sql.NullString
		return &s, func() error {
			if s.String == "" {
				return nil
			}
			return json.Unmarshal([]byte(s.String), f.Addr().Interface())
		}
	case f.Type() == timeType:
		var n sql.NullInt64
		return &n, func() error {
			if n.Int64 != 0 {
				f.Set(reflect.ValueOf(time.UnixMicro(n.Int64).UTC()))
			}
			return nil
		}
	case f.Kind() == reflect.String:
		var s sql.NullString
		return &s, func() error { f.SetString(s.String); return nil }
	case f.Kind() == reflect.Bool:
		var b sql.NullBool
		return &b, func() error { f.SetBool(b.Bool); return nil }
	case f.CanInt():
		var n sql.NullInt64
		return &n, func() error { f.SetInt(n.Int64); return nil }
	case f.CanFloat():
		var n sql.NullFloat64
		return &n, func() error { f.SetFloat(n.Float64); return nil }
	}
	return f.Addr().Interface(), func() error { return nil }
}

func scan[T any](rows *sql.Rows, names []string) (T, error) {
	var out T
	v := reflect.ValueOf(&out).Elem()
	targets, after := make([]any, len(names)), make([]func() error, len(names))
	if v.Kind() != reflect.Struct || v.Type() == timeType {
		if len(names) != 1 {
			return out, fmt.Errorf("db: %d columns for one %T", len(names), out)
		}
		targets[0], after[0] = target(v, false)
	} else if err := fields(v, names, targets, after); err != nil {
		return out, err
	}
	if err := rows.Scan(targets...); err != nil {
		return out, err
	}
	for _, f := range after {
		if err := f(); err != nil {
			return out, err
		}
	}
	return out, nil
}

func fields(v reflect.Value, names []string, targets []any, after []func() error) error {
	cols := columnsOf(v.Type())
next:
	for i, name := range names {
		for _, c := range cols {
			if c.name == name {
				targets[i], after[i] = target(v.FieldByIndex(c.index), c.json)
				continue next
			}
		}
		return fmt.Errorf("db: %s has no field for column %q", v.Type(), name)
	}
	return nil
}

func (tx *Tx) args(args []any) ([]any, error) {
	out := make([]any, 0, len(args)+1)
	if tx.Municipality != "" {
		out = append(out, tx.Municipality)
	}
	for _, a := range args {
		v, err := bind(a)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// All gives every row of a query; $1 is the municipality, args follow from $2. T is a
// row type, or a plain value when the query has one column.
func All[T any](tx *Tx, query string, args ...any) ([]T, error) {
	bound, err := tx.args(args)
	if err != nil {
		return nil, err
	}
	rows, err := tx.query(query, bound)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, squeeze(query))
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []T
	for rows.Next() {
		one, err := scan[T](rows, names)
		if err != nil {
			return nil, fmt.Errorf("%w in %s", err, squeeze(query))
		}
		out = append(out, one)
	}
	return out, tx.said(rows.Err())
}

// One gives the only row of a query, or fault NotFound.
func One[T any](tx *Tx, query string, args ...any) (T, error) {
	one, found, err := Maybe[T](tx, query, args...)
	if err == nil && !found {
		err = fault.Missing()
	}
	return one, err
}

// Maybe gives the first row of a query and whether there was one.
func Maybe[T any](tx *Tx, query string, args ...any) (T, bool, error) {
	var none T
	all, err := All[T](tx, query, args...)
	if err != nil || len(all) == 0 {
		return none, false, err
	}
	return all[0], true, nil
}

// Exec runs a statement; $1 is the municipality. It gives the number of rows it moved.
func Exec(tx *Tx, query string, args ...any) (int64, error) {
	bound, err := tx.args(args)
	if err != nil {
		return 0, err
	}
	r, err := tx.exec(query, bound)
	if err != nil {
		return 0, fmt.Errorf("%w in %s", err, squeeze(query))
	}
	return r.RowsAffected()
}

// Insert writes a fact: a row that is no kept record (a note in a room, a sign-in).
func Insert(tx *Tx, table string, row any) error {
	_, err := insert(tx, table, row, "")
	return err
}

// InsertNew is Insert that leaves an existing row alone; it tells whether the row is new.
func InsertNew(tx *Tx, table string, row any) (bool, error) {
	n, err := insert(tx, table, row, " ON CONFLICT DO NOTHING")
	return n == 1, err
}

func insert(tx *Tx, table string, row any, tail string) (int64, error) {
	v := reflect.Indirect(reflect.ValueOf(row))
	names, args := []string{"municipality"}, []any{tx.Municipality}
	for _, c := range columnsOf(v.Type()) {
		x, err := c.value(v)
		if err != nil {
			return 0, err
		}
		names, args = append(names, c.name), append(args, x)
	}
	q := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (" + places(len(args)) + ")" + tail
	r, err := tx.exec(q, args)
	if err != nil {
		return 0, fmt.Errorf("%w inserting into %s", err, table)
	}
	return r.RowsAffected()
}

func places(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		if i > 1 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i)
	}
	return b.String()
}

// List writes ($a, $a+1, …) for n values from place a on: what follows IN.
func List(from, n int) string {
	if n == 0 {
		return "(NULL)"
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", from+i)
	}
	return "(" + b.String() + ")"
}

// Anys turns a slice into query arguments.
func Anys[T any](in []T) []any {
	out := make([]any, len(in))
	for i, v := range in {
		out[i] = v
	}
	return out
}

func squeeze(query string) string {
	q := strings.Join(strings.Fields(query), " ")
	if len(q) > 120 {
		q = q[:120] + "…"
	}
	return q
}

// noRows is what database/sql says of an empty answer; it never leaves this package.
func noRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// Grip is how firmly a query holds the rows it reads until its transaction ends.
type Grip string

const (
	Shared Grip = "SHARE"  // others may read and hold them too, nobody changes them
	Alone  Grip = "UPDATE" // nobody else holds or changes them
)

// Held gives the query with a grip on the rows of one alias. PostgreSQL must be told; SQLite
// has one writer at a time. Use it in Change, where what is read decides what is written.
func Held(tx *Tx, g Grip, alias, query string) string {
	if tx.engine == SQLite {
		return query
	}
	return query + " FOR " + string(g) + " OF " + alias
}
