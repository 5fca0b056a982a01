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
		LEFT JOIN revision b ON b.municipality = r.municipality AND b.kind = r.kind AND b.id = r.id AND b.version = r.version - 1
		WHERE r.municipality = $1 AND r.change = $2
		ORDER BY r.kind, r.id
		LIMIT 200`, change)
}

// mostAbout is how many rows of one table an archive about one person holds.
const mostAbout = 20_000

// eachAbout gives the rows of a table in which a person's id stands: in a column of its
// own or inside a list. Of the two logs only what the person did, and what is kept of
// the person.
func eachAbout(tx *db.Tx, t db.Table, names []string, only string, person id.Of[org.Person], row func([]any) error) error {
	var conditions []string
	arg := "%" + person.String() + "%"
	switch t.Name {
	case "change":
		conditions, arg = []string{"person = $2"}, person.String()
	case "revision":
		conditions, arg = []string{"id = $2"}, person.String()
	default:
		for _, c := range t.Columns {
			if c.Text && c.Name != "municipality" {
				conditions = append(conditions, c.Name+" LIKE $2")
			}
		}
	}
	if len(conditions) == 0 {
		return nil
	}
	where := "(" + strings.Join(conditions, " OR ") + ")"
	if only != "" {
		where += " AND " + only
	}
	return db.Each(tx, row, "SELECT "+strings.Join(names, ", ")+" FROM "+t.Name+" WHERE municipality = $1 AND "+where+
		" ORDER BY "+strings.Join(t.Key, ", ")+fmt.Sprintf(" LIMIT %d", mostAbout), arg)
}

// eachOf gives all rows of a table in the order of its key. It is read as it is written
// out, a row at a time; the limit only says that there is one.
func eachOf(tx *db.Tx, t db.Table, names []string, only string, row func([]any) error) error {
	where := "municipality = $1"
	if only != "" {
		where += " AND " + only
	}
	return db.Each(tx, row, "SELECT "+strings.Join(names, ", ")+" FROM "+t.Name+" WHERE "+where+
		" ORDER BY "+strings.Join(t.Key, ", ")+" LIMIT 50000000")
}
