package catalogue

import (
	"strconv"
	"strings"

	"kernehus/internal/arith/danish"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

const listedColumns = `t.id, t.slug, v.name, v.formulation, v.purpose, v.target_group, v.number, v.adopted_on, v.shown_at,
			v.version AS revision, v.sort_key, t.unit, u.name AS unit_name, u.path AS unit_path, u.level AS unit_level,
			t.state = 'under_revision' AS under_review`

// conditions collects what a list is narrowed by, with its places.
type conditions struct {
	sql  strings.Builder
	args []any
}

// place adds an argument and gives the place it is bound to; $1 is the municipality.
func (c *conditions) place(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args)+1)
}

func (c *conditions) and(condition string) { c.sql.WriteString(" AND " + condition) }

// narrowed writes a filter as conditions.
func (f Filter) narrowed(c *conditions) {
	if f.Unit != "" {
		c.and("t.unit = " + c.place(f.Unit))
	}
	if f.Area != "" {
		c.and("u.path LIKE " + c.place("%/"+likeLiteral(string(f.Area))+"/%"))
	}
	if f.Level > 0 {
		c.and("u.level = " + c.place(f.Level))
	}
	for _, w := range searchWords(f.Query) {
		stem := w
		if s := danish.Stem(w); len(s) > 2 {
			stem = " " + s + " "
		}
		c.and("(v.search LIKE " + c.place("%"+likeLiteral(w)+"%") + " ESCAPE '!' OR v.search LIKE " + c.place("%"+likeLiteral(stem)+"%") + " ESCAPE '!')")
	}
}

// listed gives a page of the public catalogue by level and name, and one row more.
func listed(tx *db.Tx, f Filter, after pageKey) ([]Listed, error) {
	c := &conditions{args: []any{after.level, after.sort, after.id}}
	f.narrowed(c)
	limit := c.place(f.limit() + 1)
	return db.All[Listed](tx, `
		SELECT `+listedColumns+`
		FROM core_task_version v
		JOIN core_task t ON t.municipality = v.municipality AND t.id = v.core_task
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		WHERE v.municipality = $1 AND v.public_now AND t.state <> 'udgaaet'
		AND (u.level > $2 OR u.level = $2 AND (v.sort_key > $3 OR v.sort_key = $3 AND t.id > $4))`+c.sql.String()+`
		ORDER BY u.level, v.sort_key, t.id
		LIMIT `+limit, c.args...)
}

type parentRow struct {
	Child id.Of[coretask.Task] `db:"child"`
	Slug  string               `db:"slug"`
	Name  string               `db:"name"`
}

// publicParents gives what each of the tasks interprets, as far as citizens may see it.
func publicParents(tx *db.Tx, tasks []id.Of[coretask.Task]) ([]parentRow, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	return db.All[parentRow](tx, `
		SELECT i.child, t.slug, v.name
		FROM interpretation i
		JOIN core_task t ON t.municipality = i.municipality AND t.id = i.parent AND t.state <> 'udgaaet'
		JOIN core_task_version v ON v.municipality = t.municipality AND v.core_task = t.id AND v.public_now
		WHERE i.municipality = $1 AND NOT i.ended AND i.child IN `+db.List(2, len(tasks))+`
		ORDER BY v.sort_key, t.id
		LIMIT 1000`, db.Anys(tasks)...)
}

// areas gives the units right under the top that have a public core task in them.
func areas(tx *db.Tx) ([]Area, error) {
	return db.All[Area](tx, `
		SELECT a.id, a.name
		FROM unit a
		WHERE a.municipality = $1 AND a.level = 2
		AND EXISTS (SELECT 1
			FROM unit u
			JOIN core_task t ON t.municipality = u.municipality AND t.unit = u.id AND t.state <> 'udgaaet'
			JOIN core_task_version v ON v.municipality = t.municipality AND v.core_task = t.id AND v.public_now
			WHERE u.municipality = a.municipality AND u.path LIKE a.path || '%')
		ORDER BY a.sort_key, a.id
		LIMIT 100`)
}
