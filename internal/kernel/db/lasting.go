package db

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// lastingLine is what must hold also after an older backup has been put back, as the file
// beside the database keeps it: the lasting columns of a record as they became, or that a
// fact was taken away. It holds no text that anybody wrote.
type lastingLine struct {
	Municipality string         `json:"municipality"`
	Kind         string         `json:"kind"`
	Subject      string         `json:"subject"`
	At           time.Time      `json:"at"`
	Became       map[string]any `json:"became,omitempty"` // column: bool or string
	Gone         bool           `json:"gone,omitempty"`
}

func (l lastingLine) whole() bool {
	if !plainName.MatchString(l.Kind) || l.Subject == "" || l.At.IsZero() || l.Gone == (len(l.Became) > 0) {
		return false
	}
	for column, v := range l.Became {
		switch v.(type) {
		case bool, string:
		default:
			return false
		}
		if !plainName.MatchString(column) {
			return false
		}
	}
	return true
}

// TakeAway deletes a fact that somebody wants gone, and remembers beside the database that
// it is: an older backup does not bring it back. kind is the table. What is not there is
// gone already.
func TakeAway(tx *Tx, kind, subject string) error {
	if n, err := takeAway(tx, kind, subject); err != nil || n == 0 {
		return err
	}
	tx.remember(lastingLine{Municipality: tx.Municipality, Kind: kind, Subject: subject, At: tx.now, Gone: true})
	return nil
}

func takeAway(tx *Tx, kind, subject string) (int64, error) {
	if !plainName.MatchString(kind) {
		return 0, fmt.Errorf("db: %q is no table", kind)
	}
	return Exec(tx, `DELETE FROM `+kind+` WHERE municipality = $1 AND id = $2`, subject)
}

func (tx *Tx) remember(lines ...lastingLine) {
	if len(lines) > 0 {
		tx.after = append(tx.after, func(d *DB) error { return appendLines(d, lines) })
	}
}

// lasting remembers which records of one kind are about to get other values in their
// lasting columns. Ask it before they are written.
func lasting(tx *Tx, list []kept) error {
	if len(list) == 0 {
		return nil
	}
	var cols []column
	for _, c := range columnsOf(list[0].row.Type()) {
		if c.lasting {
			cols = append(cols, c)
		}
	}
	if len(cols) == 0 {
		return nil
	}
	for size := mostPlaces(tx.engine) - 1; len(list) > 0; list = list[min(size, len(list)):] {
		if err := lastingOf(tx, list[:min(size, len(list))], cols); err != nil {
			return err
		}
	}
	return nil
}

func lastingOf(tx *Tx, list []kept, cols []column) error {
	s := &statement{args: []any{tx.Municipality}}
	s.WriteString("SELECT id")
	for _, c := range cols {
		s.WriteString(", " + c.name)
	}
	s.WriteString(" FROM " + list[0].Kind + " WHERE municipality = $1 AND id IN (")
	for i, k := range list {
		if i > 0 {
			s.WriteString(", ")
		}
		s.place(k.ID)
	}
	s.WriteString(")")
	were := map[string][]any{}
	err := Each(tx, func(v []any) error {
		were[v[0].(string)] = append([]any(nil), v[1:]...)
		return nil
	}, s.String(), s.args[1:]...)
	if err != nil {
		return err
	}
	var lines []lastingLine
	for _, k := range list {
		l := lastingLine{Municipality: tx.Municipality, Kind: k.Kind, Subject: k.ID, At: tx.now, Became: map[string]any{}}
		for i, c := range cols {
			v, err := c.value(k.row)
			if err != nil {
				return err
			}
			if was := were[k.ID]; was != nil && !alike(was[i], v) {
				l.Became[c.name] = v
			}
		}
		if len(l.Became) > 0 {
			lines = append(lines, l)
		}
	}
	tx.remember(lines...)
	return nil
}

// alike compares a column as a driver reads it, SQLite's booleans may be numbers, with what is bound to it.
func alike(was, now any) bool {
	if n, ok := was.(int64); ok {
		was = n != 0
	}
	return was == now
}

// newestOnly gives what each record became last, those of one kind together.
func newestOnly(lines []lastingLine) []lastingLine {
	at := map[string]int{}
	var out []lastingLine
	for _, l := range lines {
		key := l.Kind + " " + l.Subject
		i, seen := at[key]
		if !seen {
			at[key] = len(out)
			out = append(out, lastingLine{Municipality: l.Municipality, Kind: l.Kind, Subject: l.Subject, Became: map[string]any{}})
			i = len(out) - 1
		}
		out[i].At, out[i].Gone = l.At, l.Gone
		maps.Copy(out[i].Became, l.Became)
	}
	slices.SortStableFunc(out, func(a, b lastingLine) int { return strings.Compare(a.Kind, b.Kind) })
	return out
}

// due gives the lines that do not hold here: the record has not been written since, or the
// fact is there. A record that came after the backup is not there at all.
func due(tx *Tx, lines []lastingLine) ([]lastingLine, error) {
	var out []lastingLine
	for size := mostPlaces(tx.engine) - 2; len(lines) > 0; {
		n := 1
		for n < min(size, len(lines)) && lines[n].Kind == lines[0].Kind && lines[n].Gone == lines[0].Gone {
			n++
		}
		at, err := newestOf(tx, lines[:n])
		if err != nil {
			return nil, err
		}
		for _, l := range lines[:n] {
			if t, found := at[l.Subject]; found && t.Before(l.At) {
				out = append(out, l)
			}
		}
		lines = lines[n:]
	}
	return out, nil
}

// newestOf gives when the records of some lines of one kind were written last; for facts,
// which have no history, the zero time.
func newestOf(tx *Tx, lines []lastingLine) (map[string]time.Time, error) {
	s := &statement{args: []any{tx.Municipality}}
	if lines[0].Gone {
		s.WriteString("SELECT id, 0 FROM " + lines[0].Kind + " WHERE municipality = $1")
	} else {
		s.WriteString("SELECT id, MAX(at) FROM revision WHERE municipality = $1 AND kind = ")
		s.place(lines[0].Kind)
	}
	s.WriteString(" AND id IN (")
	for i, l := range lines {
		if i > 0 {
			s.WriteString(", ")
		}
		s.place(l.Subject)
	}
	s.WriteString(")")
	if !lines[0].Gone {
		s.WriteString(" GROUP BY id")
	}
	out := map[string]time.Time{}
	err := Each(tx, func(v []any) error {
		out[v[0].(string)] = time.UnixMicro(v[1].(int64))
		return nil
	}, s.String(), s.args[1:]...)
	return out, err
}

// again makes what a line says hold again.
func again(tx *Tx, l lastingLine) error {
	if err := Log(tx, l.Kind, l.Subject); err != nil {
		return err
	}
	if l.Gone {
		_, err := takeAway(tx, l.Kind, l.Subject)
		return err
	}
	newest, err := One[revisionBody](tx, `
		SELECT version, body
		FROM revision
		WHERE municipality = $1 AND kind = $2 AND id = $3
		ORDER BY version DESC
		LIMIT 1`, l.Kind, l.Subject)
	if err != nil {
		return err
	}
	var sets []string
	args := []any{l.Subject}
	for _, column := range slices.Sorted(maps.Keys(l.Became)) {
		args = append(args, l.Became[column])
		sets = append(sets, fmt.Sprintf("%s = $%d", column, len(args)+1))
	}
	if _, err := Exec(tx, `UPDATE `+l.Kind+` SET `+strings.Join(sets, ", ")+` WHERE municipality = $1 AND id = $2`, args...); err != nil {
		return err
	}
	return addRevision(tx, l.Kind, l.Subject, newest, l.Became)
}
