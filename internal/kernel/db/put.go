package db

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Record is something that is kept: it has a version, a history and an audit trail.
type Record interface{ Kept() Kept }

// Kept says where a record lives. Kind is the table's name and the name in revision.
type Kept struct {
	Kind    string
	ID      string
	Version *int64   // 0 for a new record; Put counts it up
	Topics  []string // live topics that move with it
}

// Put writes a record: new at version 1, otherwise only if nobody else has written it
// since it was read. The whole record goes into revision, who and why into change.
//
// Faults: Conflict "changed-meanwhile"; Conflict "already-taken".
func Put(tx *Tx, r Record) error {
	k := r.Kept()
	v := reflect.Indirect(reflect.ValueOf(r))
	before := *k.Version
	*k.Version = before + 1
	var n int64
	var err error
	if before == 0 {
		n, err = insert(tx, k.Kind, r, "")
	} else if err = lasting(tx, []kept{{k, v}}); err == nil {
		n, err = update(tx, k, v, before)
	}
	if err == nil && n == 0 {
		err = fault.Stale()
	}
	if err != nil {
		*k.Version = before
		return fmt.Errorf("keep %s %s: %w", k.Kind, k.ID, err)
	}
	if err := revise(tx, k, v); err != nil {
		return err
	}
	for _, t := range k.Topics {
		tx.Touch(t)
	}
	return nil
}

func update(tx *Tx, k Kept, v reflect.Value, before int64) (int64, error) {
	var sets []string
	args := []any{tx.Municipality, k.ID, before}
	for _, c := range columnsOf(v.Type()) {
		if c.name == "id" {
			continue
		}
		x, err := c.value(v)
		if err != nil {
			return 0, err
		}
		args = append(args, x)
		sets = append(sets, fmt.Sprintf("%s = $%d", c.name, len(args)))
	}
	q := "UPDATE " + k.Kind + " SET " + strings.Join(sets, ", ") + " WHERE municipality = $1 AND id = $2 AND version = $3"
	res, err := tx.exec(q, args)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func revise(tx *Tx, k Kept, v reflect.Value) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	if err := Log(tx, k.Kind, k.ID); err != nil {
		return err
	}
	_, err = Exec(tx, `
		INSERT INTO revision (municipality, kind, id, version, change, at, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		k.Kind, k.ID, *k.Version, tx.change, tx.now, body)
	return err
}

// Log makes sure that this transaction has its row in change: who, when, what, why. Put
// calls it; call it yourself for an act that keeps no record and still must be seen by
// the auditor. What a participant of a dialogue does leaves no person here.
func Log(tx *Tx, kind, subject string) error {
	if tx.change != "" {
		return nil
	}
	tx.change = id.Ordered(tx.now)
	reason, _ := tx.ctx.Value(reasonKey{}).(string)
	request, _ := tx.ctx.Value(requestKey{}).(string)
	_, err := Exec(tx, `
		INSERT INTO change (municipality, id, at, person, token, action, kind, subject, reason, request)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.change, tx.now, tx.actor.Person, tx.actor.Token, string(tx.action), kind, subject, reason, request)
	return err
}

// encode writes a record's columns as one JSON object.
func encode(v reflect.Value) (string, error) {
	m := map[string]any{}
	for _, c := range columnsOf(v.Type()) {
		if c.private {
			continue
		}
		f := v.FieldByIndex(c.index)
		if c.json {
			m[c.name] = f.Interface()
			continue
		}
		x, err := bind(f.Interface())
		if err != nil {
			return "", err
		}
		m[c.name] = x
	}
	b, err := json.Marshal(m)
	return string(b), err
}

// decode reads what encode wrote; a column that has come later stays zero.
func decode(body string, v reflect.Value) error {
	var m map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		return err
	}
	for _, c := range columnsOf(v.Type()) {
		raw, ok := m[c.name]
		if !ok || string(raw) == "null" {
			continue
		}
		f := v.FieldByIndex(c.index)
		if f.Type() == timeType {
			var us int64
			if err := json.Unmarshal(raw, &us); err != nil {
				return err
			}
			if us != 0 {
				f.Set(reflect.ValueOf(time.UnixMicro(us).UTC()))
			}
			continue
		}
		if err := json.Unmarshal(raw, f.Addr().Interface()); err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return nil
}

// Revision is one earlier state of a record with who, when and why.
type Revision[T any] struct {
	Version int64
	At      time.Time
	Person  string // id; empty when nobody signed in did it
	Action  string
	Reason  string
	Record  T
}

type revisionRow struct {
	Version int64     `db:"version"`
	At      time.Time `db:"at"`
	Person  string    `db:"person"`
	Action  string    `db:"action"`
	Reason  string    `db:"reason"`
	Body    string    `db:"body"`
}

// History gives a record's states, newest first, at most limit of them and only those
// before version (0 for all).
func History[T any](tx *Tx, kind, subject string, before int64, limit int) ([]Revision[T], error) {
	if before == 0 {
		before = 1 << 62
	}
	rows, err := All[revisionRow](tx, `
		SELECT r.version, r.at, c.person, c.action, c.reason, r.body
		FROM revision r
		JOIN change c ON c.municipality = r.municipality AND c.id = r.change
		WHERE r.municipality = $1 AND r.kind = $2 AND r.id = $3 AND r.version < $4
		ORDER BY r.version DESC
		LIMIT $5`, kind, subject, before, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Revision[T], len(rows))
	for i, row := range rows {
		out[i] = Revision[T]{Version: row.Version, At: row.At, Person: row.Person, Action: row.Action, Reason: row.Reason}
		if err := decode(row.Body, reflect.ValueOf(&out[i].Record).Elem()); err != nil {
			return nil, fmt.Errorf("revision %d of %s %s: %w", row.Version, kind, subject, err)
		}
	}
	return out, nil
}

// At gives a record as it was at an instant, and whether it existed then.
func At[T any](tx *Tx, kind, subject string, at time.Time) (T, bool, error) {
	var out T
	body, found, err := Maybe[string](tx, `
		SELECT body
		FROM revision
		WHERE municipality = $1 AND kind = $2 AND id = $3 AND at <= $4
		ORDER BY version DESC
		LIMIT 1`, kind, subject, at)
	if err != nil || !found {
		return out, false, err
	}
	return out, true, decode(body, reflect.ValueOf(&out).Elem())
}
