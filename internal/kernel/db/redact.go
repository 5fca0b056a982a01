package db

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"time"

	"kernehus/internal/kernel/fault"
)

// Removed is what stands where something was taken out that pointed at a person.
const Removed = "[fjernet]"

// Redaction says that a field was taken out: where and when, never what.
type Redaction struct {
	ID      string    `db:"id" json:"id"`
	Kind    string    `db:"kind" json:"kind"` // the table
	Subject string    `db:"subject" json:"subject"`
	Field   string    `db:"field" json:"field"`
	Digest  string    `db:"digest" json:"digest,omitempty"` // of the only text that is blanked; empty for every text of the field
	Person  string    `db:"person" json:"-"`
	At      time.Time `db:"at" json:"at"`
}

// redactionLine is a Redaction as the file beside the database keeps it.
type redactionLine struct {
	Municipality string `json:"municipality"`
	Redaction
}

var plainName = regexp.MustCompile(`^[a-z][a-z_]*$`)

// RedactField blanks one field of one record for good: in its row and in every one of its
// revisions stands Removed. kind is the table, subject the id. field is a column; with
// points it leads into a column that holds JSON: "data.udsagn", "overlap.faelles",
// "shown.preconditions.ID.text" (ID picks the list's element with that id; without it all
// elements are meant), "pieces.card=ID.text" (every element whose card is ID),
// "answers.*.begrundelse" (* is every key, or every text of a list). Every text found there
// is blanked, but dates are left.
//
// A kept record counts up its version, so that a form somebody has open cannot bring the
// text back. The redaction is remembered in the table redaction and, after the commit, in
// the file beside the database, from which a restored older backup gets it again. Who asks
// and whether they may is the caller's to decide, as is an index made of the text.
//
// Faults: NotFound for a record that is not there.
func RedactField(tx *Tx, kind, subject, field string) error {
	return forGood(tx, Redaction{Kind: kind, Subject: subject, Field: field})
}

// RedactText is RedactField for one text: other texts that the field has held stay. What is
// remembered is the text's SHA-256, never the text.
//
// Faults: NotFound for a record that is not there.
func RedactText(tx *Tx, kind, subject, field, text string) error {
	return forGood(tx, Redaction{Kind: kind, Subject: subject, Field: field, Digest: digestOf(text)})
}

func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// forGood redacts, and remembers it beside the database after the commit.
func forGood(tx *Tx, one Redaction) error {
	one.ID, one.Person, one.At = tx.NewID(), tx.actor.Person, tx.now
	if err := redact(tx, one); err != nil {
		return err
	}
	line := redactionLine{tx.Municipality, one}
	tx.after = append(tx.after, func(d *DB) error { return appendLines(d, []redactionLine{line}) })
	return nil
}

func redact(tx *Tx, one Redaction) error {
	column, path, nested := strings.Cut(one.Field, ".")
	if !plainName.MatchString(one.Kind) || !plainName.MatchString(column) {
		return fmt.Errorf("db: %s.%s is no field", one.Kind, one.Field)
	}
	r := redacting{tx: tx, kind: one.Kind, subject: one.Subject, column: column, blanker: blanker{one.Digest}}
	if nested {
		r.path = strings.Split(path, ".")
	}
	if err := r.row(); err != nil {
		return err
	}
	if err := Log(tx, one.Kind, one.Subject); err != nil {
		return err
	}
	if err := r.revisions(); err != nil {
		return err
	}
	return Insert(tx, "redaction", one)
}

// redacting is one field on its way out.
type redacting struct {
	tx                    *Tx
	kind, subject, column string
	path                  []string // into JSON; nil for a plain column
	blanker
}

// blanker blanks texts: every one, or only the one with a digest.
type blanker struct{ digest string }

func (r redacting) row() error {
	was, err := One[string](r.tx, `
		SELECT COALESCE(`+r.column+`, '')
		FROM `+r.kind+`
		WHERE municipality = $1 AND id = $2`, r.subject)
	if err != nil {
		return err
	}
	now, err := r.blank(was)
	if err != nil {
		return err
	}
	_, err = Exec(r.tx, `
		UPDATE `+r.kind+`
		SET `+r.column+` = $3
		WHERE municipality = $1 AND id = $2`, r.subject, now)
	return err
}

// blank takes the text out of a column as the row holds it.
func (r redacting) blank(was string) (string, error) {
	if r.path == nil {
		return r.text(was), nil
	}
	if was == "" {
		return "", nil
	}
	v, err := readJSON([]byte(was))
	if err != nil {
		return "", fmt.Errorf("redact %s.%s: %w", r.kind, r.column, err)
	}
	b, err := json.Marshal(r.at(v, r.path))
	return string(b), err
}

type revisionBody struct {
	Version int64  `db:"version"`
	Body    string `db:"body"`
}

// mostRevisions is how many revisions of one record are blanked in one statement.
const mostRevisions = 400

// revisions blanks the field in every revision and adds one that says when it was done.
func (r redacting) revisions() error {
	var newest revisionBody
	for before := int64(1) << 62; ; {
		rows, err := All[revisionBody](r.tx, `
			SELECT version, body
			FROM revision
			WHERE municipality = $1 AND kind = $2 AND id = $3 AND version < $4
			ORDER BY version DESC
			LIMIT $5`, r.kind, r.subject, before, mostRevisions)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		if err := r.blankBodies(rows); err != nil {
			return err
		}
		if newest.Version == 0 {
			newest = rows[0]
		}
		before = rows[len(rows)-1].Version
	}
	if newest.Version == 0 {
		return nil // a fact, or a private column of a record without history
	}
	return addRevision(r.tx, r.kind, r.subject, newest, nil)
}

// blankBodies blanks the field in some revisions, in place and in the database.
func (r redacting) blankBodies(rows []revisionBody) error {
	args := []any{r.kind, r.subject}
	var cases strings.Builder
	for i := range rows {
		body, err := r.blankBody(rows[i].Body)
		if err != nil {
			return err
		}
		rows[i].Body = body
		args = append(args, rows[i].Version, body)
		fmt.Fprintf(&cases, " WHEN CAST($%d AS BIGINT) THEN $%d", len(args), len(args)+1)
	}
	least, most := rows[len(rows)-1].Version, rows[0].Version
	args = append(args, least, most)
	_, err := Exec(r.tx, `
		UPDATE revision
		SET body = CASE version`+cases.String()+` ELSE body END
		WHERE municipality = $1 AND kind = $2 AND id = $3
		AND version BETWEEN $`+fmt.Sprint(len(args))+` AND $`+fmt.Sprint(len(args)+1), args...)
	return err
}

func (r redacting) blankBody(body string) (string, error) {
	v, err := readJSON([]byte(body))
	if err != nil {
		return "", fmt.Errorf("redact a revision of %s %s: %w", r.kind, r.subject, err)
	}
	record, ok := v.(map[string]any)
	if !ok {
		return body, nil
	}
	if held, ok := record[r.column]; ok {
		record[r.column] = r.at(held, r.path)
	}
	b, err := json.Marshal(record)
	return string(b), err
}

// addRevision counts a record's version up, with a revision of its own: the newest with
// some columns changed.
func addRevision(tx *Tx, kind, subject string, newest revisionBody, changed map[string]any) error {
	n, err := Exec(tx, `
		UPDATE `+kind+`
		SET version = version + 1
		WHERE municipality = $1 AND id = $2 AND version = $3`, subject, newest.Version)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.Stale()
	}
	v, err := readJSON([]byte(newest.Body))
	if err != nil {
		return err
	}
	if record, ok := v.(map[string]any); ok {
		maps.Copy(record, changed)
		record["version"] = newest.Version + 1
	}
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = Exec(tx, `
		INSERT INTO revision (municipality, kind, id, version, change, at, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		kind, subject, newest.Version+1, tx.change, tx.now, string(body))
	return err
}

// readJSON keeps numbers as they are written.
func readJSON(b []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, errors.New("the stored value is no JSON")
	}
	return v, nil
}

// at blanks what a path leads to.
func (b blanker) at(v any, path []string) any {
	switch x := v.(type) {
	case []any:
		return b.list(x, path)
	case map[string]any:
		for k := range x {
			switch {
			case len(path) == 0:
				x[k] = b.at(x[k], nil)
			case path[0] == k, path[0] == "*":
				x[k] = b.at(x[k], path[1:])
			}
		}
		return x
	case string:
		if len(path) == 0 {
			return b.text(x)
		}
	}
	return v
}

// list blanks the element whose id is the path's next part, those whose key has a value
// (key=value), or all of them (* for plain texts).
func (b blanker) list(list []any, path []string) any {
	which, rest := "", []string(nil)
	if len(path) > 0 {
		which, rest = path[0], path[1:]
	}
	key, value, chosen := strings.Cut(which, "=")
	if !chosen {
		key, value = "id", which
	}
	for _, e := range list {
		if m, ok := e.(map[string]any); ok && which != "" && m[key] == value {
			b.at(m, rest)
			chosen = true
		}
	}
	for i := range list {
		switch _, plain := list[i].(string); {
		case chosen:
		case plain && which == "*":
			list[i] = b.at(list[i], rest)
		default:
			list[i] = b.at(list[i], path)
		}
	}
	return list
}

var dateText = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// text gives Removed, but nothing for nothing and a date for a date.
func (b blanker) text(s string) string {
	if s == "" || b.digest != "" && b.digest != digestOf(s) || dateText.MatchString(s) {
		return s
	}
	return Removed
}
