package archive

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Service takes out what is kept.
type Service struct{ DB *db.DB }

// Change is one line of the change log.
type Change struct {
	ID      string    `db:"id"`
	At      time.Time `db:"at"`
	Person  string    `db:"person"`
	Name    string    `db:"name"`  // of the person; empty for the program and for tokens
	Token   string    `db:"token"` // name of the token
	Action  string    `db:"action"`
	Kind    string    `db:"kind"`
	Subject string    `db:"subject"`
	Reason  string    `db:"reason"`
	Request string    `db:"request"`
}

// Query chooses changes, newest first. Empty fields choose all.
type Query struct {
	Before  string // id of the last one seen
	Person  string
	Kind    string
	Subject string
	From    time.Time
	To      time.Time // the first instant no longer wanted
	Limit   int
}

// Changes gives a page of the change log and where to go on.
//
// Faults: Denied.
func (s Service) Changes(ctx context.Context, actor access.Actor, q Query) ([]Change, string, error) {
	var out []Change
	var next string
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if !access.Can(actor, access.ChangesRead, access.Object{Municipality: actor.Municipality}) {
			return fault.Denied()
		}
		q.Limit = max(1, min(q.Limit, 200))
		if out, err = changes(tx, q); err != nil {
			return err
		}
		if len(out) > q.Limit {
			out = out[:q.Limit]
			next = out[q.Limit-1].ID
		}
		return nil
	})
	return out, next, err
}

// Difference is one field of a record before and after.
type Difference struct{ Field, Before, After string }

// Record is one record a change has written.
type Record struct {
	Kind    string
	ID      string
	Version int64
	Hidden  bool // people's texts, which this reader may not read
	Fields  []Difference
}

// Detail is a change with what it did.
type Detail struct {
	Change  Change
	Records []Record
}

// running are the records that running the installation is about. All others hold what
// people write, which an administrator runs but does not read.
var running = map[string]bool{"municipality": true, "account": true, "role_grant": true, "api_token": true, "person": true, "unit": true, "membership": true}

// Detail gives one change with each record it wrote, from what to what.
//
// Faults: Denied; NotFound.
func (s Service) Detail(ctx context.Context, actor access.Actor, change string) (Detail, error) {
	var out Detail
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		if !access.Can(actor, access.ChangesRead, access.Object{Municipality: actor.Municipality}) {
			return fault.Denied()
		}
		one, err := oneChange(tx, change)
		if err != nil {
			return err
		}
		rows, err := written(tx, change)
		if err != nil {
			return err
		}
		out.Change = one
		texts := access.Can(actor, access.CoreTaskRead, access.Object{Municipality: actor.Municipality, Unit: "/"})
		for _, r := range rows {
			if !texts && !running[r.Kind] {
				out.Records = append(out.Records, Record{Kind: r.Kind, ID: r.ID, Version: r.Version, Hidden: true})
				continue
			}
			fields, err := differences(r.Before, r.Body)
			if err != nil {
				return fmt.Errorf("revision %s %s: %w", r.Kind, r.ID, err)
			}
			out.Records = append(out.Records, Record{Kind: r.Kind, ID: r.ID, Version: r.Version, Fields: fields})
		}
		return nil
	})
	return out, err
}

// differences compares two records as they are kept, field by field, also inside
// settings and the like. No record before is all empty; what was nothing and is nothing
// is no difference.
func differences(before, after string) ([]Difference, error) {
	a, err := flat(before)
	if err != nil {
		return nil, err
	}
	b, err := flat(after)
	if err != nil {
		return nil, err
	}
	names := slices.Collect(maps.Keys(b))
	for name := range a {
		if _, still := b[name]; !still {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []Difference
	for _, name := range names {
		if a[name] != b[name] && name != "version" {
			out = append(out, Difference{Field: name, Before: a[name], After: b[name]})
		}
	}
	return out, nil
}

// flat gives a kept record's fields as text, those of an object inside it under
// "object.field".
func flat(body string) (map[string]string, error) {
	out := map[string]string{}
	if body == "" {
		return out, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &fields); err != nil {
		return nil, err
	}
	for name, raw := range fields {
		flatten(out, name, raw)
	}
	return out, nil
}

func flatten(out map[string]string, name string, raw json.RawMessage) {
	var inside map[string]json.RawMessage
	if raw[0] == '{' && json.Unmarshal(raw, &inside) == nil {
		for field, value := range inside {
			flatten(out, name+"."+field, value)
		}
		return
	}
	if s := readable(raw); s != "" {
		out[name] = s
	}
}

// readable is a value as people read it; nothing, zero and no are nothing.
func readable(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var n int64
	if json.Unmarshal(raw, &n) == nil && n > firstInstant && n < lastInstant {
		return time.UnixMicro(n).UTC().Format(time.RFC3339)
	}
	switch s = string(raw); s {
	case "null", "false", "0", "[]", `""`:
		return ""
	}
	return s
}

// Numbers of this size are instants in microseconds: the years 2001 to 2096.
const firstInstant, lastInstant = 1_000_000_000_000_000, 4_000_000_000_000_000

// Person gives what writes everything that is kept about one person, as JSON: to the
// person, or to an administrator who is asked for it. It can be called once.
//
// Faults: Denied; NotFound.
func (s Service) Person(ctx context.Context, actor access.Actor, person id.Of[org.Person]) (func(io.Writer) error, error) {
	own := access.Can(actor, access.SignInSelf, access.Object{Municipality: actor.Municipality, Owner: person.String()})
	if !own && !access.Can(actor, access.ExportAll, access.Object{Municipality: actor.Municipality}) {
		return nil, fault.Denied()
	}
	err := s.DB.Change(ctx, actor, access.ExportAll, func(tx *db.Tx) error {
		if _, err := org.LoadPerson(tx, person); err != nil {
			return err
		}
		return db.Log(tx, "person", person.String())
	})
	if err != nil {
		return nil, err
	}
	return aside(func(w io.Writer) error {
		return s.DB.View(ctx, actor, func(tx *db.Tx) error { return s.writePerson(tx, w, about{person, own}) })
	})
}

// aside writes an archive to a temporary file and gives what sends it from there: whoever
// takes it may be slow, and must not keep a reading of the database open meanwhile. The
// file has no name any more, so that it is gone with the program whatever happens.
func aside(write func(io.Writer) error) (send func(io.Writer) error, err error) {
	f, err := os.CreateTemp("", "kernehus-archive-")
	if err != nil {
		return nil, fmt.Errorf("make an archive: %w", err)
	}
	err = os.Remove(f.Name())
	if err == nil {
		err = write(f)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return errors.Join(err, f.Close())
	}, nil
}

// about is whose data is taken out, and whether they take it out themselves.
type about struct {
	person id.Of[org.Person]
	own    bool
}

func (s Service) writePerson(tx *db.Tx, w io.Writer, a about) error {
	tables, err := db.Tables(tx)
	if err != nil {
		return err
	}
	out := newObject(w)
	for _, t := range tables {
		p, known := plans[t.Name]
		if !known || p.Withheld != "" || t.Name == "municipality" {
			continue
		}
		if err := out.list(t.Name, func(row func(names []string, values []any) error) error {
			names := leaving(t, p)
			return reading{t, names, p.private(a)}.about(tx, a.person, func(v []any) error { return row(names, v) })
		}); err != nil {
			return err
		}
	}
	return out.end()
}

// private is the condition under which a row may be seen by who takes it out: one's own
// private rows are one's own, but an administrator does not read them.
func (p Plan) private(a about) string {
	if a.own {
		return ""
	}
	return p.Only
}

// leaving are the columns of a table that leave.
func leaving(t db.Table, p Plan) []string {
	var out []string
	for _, c := range t.Columns {
		if c.Name != "municipality" && !slices.Contains(p.Without, c.Name) {
			out = append(out, c.Name)
		}
	}
	return out
}

// Municipality gives what writes everything a municipality has as a zip of JSON and CSV
// files, one of each a table. It can be called once.
//
// Faults: Denied.
func (s Service) Municipality(ctx context.Context, actor access.Actor) (func(io.Writer) error, error) {
	if !access.Can(actor, access.ExportAll, access.Object{Municipality: actor.Municipality}) {
		return nil, fault.Denied()
	}
	err := s.DB.Change(ctx, actor, access.ExportAll, func(tx *db.Tx) error { return db.Log(tx, "municipality", actor.Municipality) })
	if err != nil {
		return nil, err
	}
	return aside(func(w io.Writer) error {
		z := zip.NewWriter(w)
		// one reading: every file is of the same moment
		err := s.DB.View(ctx, actor, func(tx *db.Tx) error { return writeAll(tx, z) })
		if err != nil {
			return err
		}
		return z.Close()
	})
}

func writeAll(tx *db.Tx, z *zip.Writer) error {
	tables, err := db.Tables(tx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if p, known := plans[t.Name]; known && p.Withheld == "" {
			if err := writeJSON(tx, z, t, p); err != nil {
				return err
			}
			if err := writeCSV(tx, z, t, p); err != nil {
				return err
			}
		}
	}
	return writeReadme(tx, z, tables)
}

func file(tx *db.Tx, z *zip.Writer, name string) (io.Writer, error) {
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: tx.Now()})
}

func writeJSON(tx *db.Tx, z *zip.Writer, t db.Table, p Plan) error {
	w, err := file(tx, z, "json/"+t.Name+".json")
	if err != nil {
		return err
	}
	out, names := newObject(w), leaving(t, p)
	err = out.list(t.Name, func(row func([]string, []any) error) error {
		return reading{t, names, p.Only}.all(tx, func(v []any) error { return row(names, v) })
	})
	if err != nil {
		return err
	}
	return out.end()
}

func writeCSV(tx *db.Tx, z *zip.Writer, t db.Table, p Plan) error {
	w, err := file(tx, z, "csv/"+t.Name+".csv")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // spreadsheets then read æøå as they are
		return err
	}
	out, names := csv.NewWriter(w), leaving(t, p)
	out.Comma = ';'
	if err := out.Write(names); err != nil {
		return err
	}
	cells := make([]string, len(names))
	err = reading{t, names, p.Only}.all(tx, func(values []any) error {
		for i, v := range values {
			cells[i] = cell(v)
		}
		return out.Write(cells)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

func cell(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return CSVCell(x)
	case int64:
		return strconv.FormatInt(x, 10)
	}
	return fmt.Sprint(v)
}

func writeReadme(tx *db.Tx, z *zip.Writer, tables []db.Table) error {
	w, err := file(tx, z, "README.txt")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "Kernehus, everything of one municipality, %s.\n\nEach table is here as json/NAME.json and csv/NAME.csv (semicolons, UTF-8). Instants are microseconds since 1970, UTC.\nText in CSV that begins with = + - @ has an apostrophe before it.\n\nNot here:\n", tx.Now().Format(time.RFC3339)); err != nil {
		return err
	}
	for _, t := range tables {
		p, known := plans[t.Name]
		why := p.Withheld
		if !known {
			why = derived
		}
		if why != "" {
			if _, err := fmt.Fprintf(w, "  %s: %s\n", t.Name, why); err != nil {
				return err
			}
		}
		if len(p.Without) > 0 {
			if _, err := fmt.Fprintf(w, "  %s: columns %v\n", t.Name, p.Without); err != nil {
				return err
			}
		}
		if p.Only != "" {
			if _, err := fmt.Fprintf(w, "  %s: rows that are private to one person\n", t.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// object writes one JSON object of lists without holding them in memory.
type object struct {
	w     io.Writer
	begun bool
	err   error
}

func newObject(w io.Writer) *object { return &object{w: w} }

func (o *object) write(s string) {
	if o.err == nil {
		_, o.err = io.WriteString(o.w, s)
	}
}

// list writes "name": [ … ]; an empty list is left out.
func (o *object) list(name string, rows func(row func([]string, []any) error) error) error {
	first := true
	err := rows(func(names []string, values []any) error {
		if first {
			o.separate()
			o.write(strconv.Quote(name) + ": [\n  ")
		} else {
			o.write(",\n  ")
		}
		first = false
		return o.row(names, values)
	})
	if !first {
		o.write("\n]")
	}
	if err != nil {
		return err
	}
	return o.err
}

func (o *object) separate() {
	if o.begun {
		o.write(",\n")
	} else {
		o.write("{\n")
	}
	o.begun = true
}

func (o *object) row(names []string, values []any) error {
	o.write("{")
	for i, name := range names {
		b, err := json.Marshal(values[i])
		if err != nil {
			return err
		}
		if i > 0 {
			o.write(", ")
		}
		o.write(strconv.Quote(name) + ": " + string(b))
	}
	o.write("}")
	return o.err
}

func (o *object) end() error {
	if !o.begun {
		o.write("{")
	}
	o.write("\n}\n")
	return o.err
}
