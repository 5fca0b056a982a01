package archive

import (
	"fmt"
	"strings"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

const changeColumns = `c.id, c.at, c.person, COALESCE(p.name, '') AS name, COALESCE(t.name, c.token) AS token,
		c.action, c.kind, c.subject, c.reason, c.request`

const changeFrom = `
		FROM change c
		LEFT JOIN person p ON p.municipality = c.municipality AND p.id = c.person
		LEFT JOIN api_token t ON t.municipality = c.municipality AND t.id = c.token`

func changes(tx *db.Tx, q Query) ([]Change, error) {
	args := []any{q.Limit + 1}
	where := ""
	add := func(condition string, v any) {
		args = append(args, v)
		where += fmt.Sprintf(" AND "+condition, len(args)+1)
	}
	if q.Before != "" {
		add("c.id < $%d", q.Before)
	}
	if q.Person != "" {
		add("c.person = $%d", q.Person)
	}
	if q.Kind != "" {
		add("c.kind = $%d", q.Kind)
	}
	if q.Subject != "" {
		add("c.subject = $%d", q.Subject)
	}
	if !q.From.IsZero() {
		add("c.at >= $%d", q.From)
	}
	if !q.To.IsZero() {
		add("c.at < $%d", q.To)
	}
	return db.All[Change](tx, `
		SELECT `+changeColumns+changeFrom+`
		WHERE c.municipality = $1`+where+`
		ORDER BY c.id DESC
		LIMIT $2`, args...)
}

func oneChange(tx *db.Tx, change string) (Change, error) {
	return db.One[Change](tx, `
		SELECT `+changeColumns+changeFrom+`
		WHERE c.municipality = $1 AND c.id = $2`, change)
}

type revisionRow struct {
	Kind    string `db:"kind"`
	ID      string `db:"id"`
	Version int64  `db:"version"`
	Body    string `db:"body"`
	Before  string `db:"before"`
}

// written gives what a change wrote, each with its state before; at most 200 records.
func written(tx *db.Tx, change string) ([]revisionRow, error) {
	return db.All[revisionRow](tx, `
		SELECT r.kind, r.id, r.version, r.body, COALESCE(b.body, '') AS before
		FROM revision r
		LEFT JOIN revision b ON b.municipality = r.municipality AND b.kind = r.kind AND b.id = r.id AND b.version = (
			SELECT max(x.version)
			FROM revision x
			WHERE x.municipality = r.municipality AND x.kind = r.kind AND x.id = r.id AND x.version < r.version)
		WHERE r.municipality = $1 AND r.change = $2
		ORDER BY r.kind, r.id
		LIMIT 200`, change)
}

// mostAbout is how many rows of one table an archive about one person holds.
const mostAbout = 20_000

// reading is what leaves of one table.
type reading struct {
	table db.Table
	names []string // columns
	only  string   // condition; empty for all rows
}

func (r reading) query(where string, most int) string {
	if r.only != "" {
		where += " AND " + r.only
	}
	return "SELECT " + strings.Join(r.names, ", ") + " FROM " + r.table.Name + " WHERE municipality = $1 AND " + where +
		" ORDER BY " + strings.Join(r.table.Key, ", ") + fmt.Sprintf(" LIMIT %d", most)
}

// about gives the rows in which a person's id stands: in a column of its own or inside a
// list. Of the two logs only what the person did, and what is kept of the person.
func (r reading) about(tx *db.Tx, person id.Of[org.Person], row func([]any) error) error {
	switch r.table.Name {
	case "change":
		return db.Each(tx, row, r.query("person = $2", mostAbout), person)
	case "revision":
		return db.Each(tx, row, r.query("id = $2", mostAbout), person)
	}
	var found []string
	for _, c := range r.table.Columns {
		if c.Text && c.Name != "municipality" {
			found = append(found, c.Name+" LIKE $2")
		}
	}
	if len(found) == 0 {
		return nil
	}
	return db.Each(tx, row, r.query("("+strings.Join(found, " OR ")+")", mostAbout), "%"+person.String()+"%")
}

// all gives all rows in the order of the key. They are written out as they are read, a
// row at a time; the limit only says that there is one.
func (r reading) all(tx *db.Tx, row func([]any) error) error {
	return db.Each(tx, row, r.query("1 = 1", 50_000_000))
}
