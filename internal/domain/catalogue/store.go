package catalogue

import (
	"strconv"
	"strings"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

const listedColumns = `t.id, t.slug, v.name, v.formulation, v.purpose, v.target_group, v.number, v.adopted_on, v.shown_at,
			v.version AS revision, v.sort_key, t.unit, u.name AS unit_name, u.path AS unit_path, u.level AS unit_level,
			t.state = 'under_revision' AS under_review,
			CASE WHEN u.level > 2 THEN (SELECT a.name FROM unit a WHERE a.municipality = u.municipality AND a.id = u.parent) END AS above`

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
		c.and("u.path LIKE " + c.place("%/"+likeLiteral(string(f.Area))+"/%") + " ESCAPE '!'")
	}
	if f.Level > 0 {
		c.and("u.level = " + c.place(f.Level))
	}
	if f.Below > 0 {
		c.and("u.level > " + c.place(f.Below))
	}
}

// listed gives a page of the public catalogue by name, and one row more. It walks the
// index of public texts in that order and stops when the page is full.
func listed(tx *db.Tx, f Filter, after pageKey) ([]Listed, error) {
	c := &conditions{args: []any{after.sort, after.id}}
	f.narrowed(c)
	limit := c.place(f.limit() + 1)
	return db.All[Listed](tx, `
		SELECT `+listedColumns+`
		FROM core_task_version v
		CROSS JOIN core_task t
		CROSS JOIN unit u
		WHERE v.municipality = $1 AND v.public_now = TRUE
		AND (v.sort_key, v.core_task) > ($2, $3)
		AND t.municipality = v.municipality AND t.id = v.core_task AND t.state <> 'udgaaet'
		AND u.municipality = t.municipality AND u.id = t.unit`+c.sql.String()+`
		ORDER BY v.sort_key, v.core_task
		LIMIT `+limit, c.args...)
}

// named gives core tasks of the public catalogue by name.
func named(tx *db.Tx, tasks []string) ([]Listed, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	return db.All[Listed](tx, `
		SELECT `+listedColumns+`
		FROM core_task t
		CROSS JOIN core_task_version v
		CROSS JOIN unit u
		WHERE t.municipality = $1 AND t.id IN `+db.List(2, len(tasks))+` AND t.state <> 'udgaaet'
		AND v.municipality = t.municipality AND v.core_task = t.id AND v.public_now
		AND u.municipality = t.municipality AND u.id = t.unit
		ORDER BY v.sort_key, t.id
		LIMIT 1000`, db.Anys(tasks)...)
}

// places gives where every public core task stands, by name. A search needs them all and they
// seldom move.
func places(tx *db.Tx) ([]place, error) {
	return db.Remembered(tx, "places", []string{"coretask", "unit/"}, func() ([]place, error) {
		return db.All[place](tx, `
			SELECT v.core_task, v.sort_key, u.id AS unit, u.path, u.level
			FROM core_task_version v
			CROSS JOIN core_task t
			CROSS JOIN unit u
			WHERE v.municipality = $1 AND v.public_now = TRUE
			AND t.municipality = v.municipality AND t.id = v.core_task AND t.state <> 'udgaaet'
			AND u.municipality = t.municipality AND u.id = t.unit
			ORDER BY v.sort_key, v.core_task
			LIMIT 1000000`)
	})
}

// topmost gives the public core tasks of the two upper levels.
func topmost(tx *db.Tx) ([]Listed, error) {
	return db.All[Listed](tx, `
		SELECT `+listedColumns+`
		FROM unit u
		CROSS JOIN core_task t
		CROSS JOIN core_task_version v
		WHERE u.municipality = $1 AND u.level IN (1, 2)
		AND t.municipality = u.municipality AND t.unit = u.id AND t.state <> 'udgaaet'
		AND v.municipality = t.municipality AND v.core_task = t.id AND v.public_now
		ORDER BY u.level, v.sort_key, t.id
		LIMIT $2`, MostTop)
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

// areas gives the units right under the top. They stand on every page of the catalogue and
// seldom change.
func areas(tx *db.Tx) ([]Area, error) {
	today := day.Of(tx.Now())
	return db.Remembered(tx, "areas "+string(today), []string{"unit/"}, func() ([]Area, error) {
		return db.All[Area](tx, `
			SELECT id, name
			FROM unit
			WHERE municipality = $1 AND level = 2 AND (valid_to = '' OR valid_to >= $2)
			ORDER BY sort_key, id
			LIMIT 100`, today)
	})
}

// known is a core task that has been taken in before, or a unit, under its id in the
// municipality's files.
type known struct {
	ID       string `db:"id"`
	External string `db:"external_id"`
	Name     string `db:"name"`
}

// tasksByFile gives the core tasks that are known under ids of a file.
func tasksByFile(tx *db.Tx, ids []string) ([]known, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return db.All[known](tx, `
		SELECT id, external_id, name
		FROM core_task
		WHERE municipality = $1 AND external_id IN `+db.List(2, len(ids))+`
		LIMIT 20000`, db.Anys(ids)...)
}

// unitsByName gives the units that are known by ids of ours or of the municipality's files.
func unitsByName(tx *db.Tx, ids []string) ([]known, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in := db.List(2, len(ids))
	return db.All[known](tx, `
		SELECT id, COALESCE(external_id, '') AS external_id, name
		FROM unit
		WHERE municipality = $1 AND (external_id IN `+in+` OR id IN `+in+`)
		LIMIT 20000`, db.Anys(ids)...)
}

// currentVersions gives the version in force of each task.
func currentVersions(tx *db.Tx, tasks []id.Of[coretask.Task]) (map[id.Of[coretask.Task]]id.Of[coretask.Version], error) {
	type row struct {
		ID   id.Of[coretask.Version] `db:"id"`
		Task id.Of[coretask.Task]    `db:"core_task"`
	}
	out := map[id.Of[coretask.Task]]id.Of[coretask.Version]{}
	if len(tasks) == 0 {
		return out, nil
	}
	rows, err := db.All[row](tx, `
		SELECT id, core_task
		FROM core_task_version
		WHERE municipality = $1 AND state = 'gaeldende' AND core_task IN `+db.List(2, len(tasks))+`
		LIMIT 20000`, db.Anys(tasks)...)
	for _, r := range rows {
		out[r.Task] = r.ID
	}
	return out, err
}

// slugRow is an address a core task has had.
type slugRow struct {
	ID   string               `db:"id"`
	Task id.Of[coretask.Task] `db:"core_task"`
}

func allSlugs(tx *db.Tx) ([]string, error) {
	return db.All[string](tx, `
		SELECT id
		FROM core_task_slug
		WHERE municipality = $1
		LIMIT 1000000`)
}

type linkKey struct {
	From id.Of[coretask.Task] `db:"from_task"`
	To   id.Of[coretask.Task] `db:"to_task"`
	Kind coretask.LinkKind    `db:"kind"`
}

func allLinks(tx *db.Tx) ([]linkKey, error) {
	return db.All[linkKey](tx, `
		SELECT from_task, to_task, kind
		FROM core_task_link
		WHERE municipality = $1
		LIMIT 1000000`)
}
