package db

import (
	"fmt"
	"sort"
	"time"
)

// Table is one table of the schema as it is in this database.
type Table struct {
	Name    string
	Columns []Column
	Key     []string // columns of the primary key, in order
}

// Column is one column of a table.
type Column struct {
	Name string
	Text bool // TEXT; numbers and booleans otherwise
}

// Has tells whether the table has a column.
func (t Table) Has(column string) bool {
	for _, c := range t.Columns {
		if c.Name == column {
			return true
		}
	}
	return false
}

// The catalogue of each engine: table, column, is text, place in the key (0 for none).
// It is the engines' own and so is not asked within a municipality.
const (
	sqliteCatalogue = `
		SELECT m.name, c.name, c.type = 'TEXT', c.pk
		FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
		ORDER BY m.name, c.cid`
	postgresCatalogue = `
		SELECT c.table_name, c.column_name, c.data_type = 'text', COALESCE(k.ordinal_position, 0)
		FROM information_schema.columns c
		JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
		LEFT JOIN information_schema.table_constraints p ON p.table_schema = c.table_schema AND p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY'
		LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema AND k.constraint_name = p.constraint_name AND k.column_name = c.column_name
		WHERE c.table_schema = current_schema()
		ORDER BY c.table_name, c.ordinal_position`
)

// Tables gives the tables whose rows belong to municipalities, by name.
func Tables(tx *Tx) ([]Table, error) {
	query := sqliteCatalogue
	if tx.engine == PostgreSQL {
		query = postgresCatalogue
	}
	rows, err := tx.sql.QueryContext(tx.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	defer rows.Close()
	var all []Table
	key := map[string]map[int]string{}
	for rows.Next() {
		var table string
		var c Column
		var place int
		if err := rows.Scan(&table, &c.Name, &c.Text, &place); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].Name != table {
			all = append(all, Table{Name: table})
			key[table] = map[int]string{}
		}
		last := &all[len(all)-1]
		last.Columns = append(last.Columns, c)
		if place > 0 {
			key[table][place] = c.Name
		}
	}
	var out []Table
	for _, t := range all {
		if t.Has("municipality") {
			t.Key = inOrder(key[t.Name])
			out = append(out, t)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, rows.Err()
}

func inOrder(places map[int]string) []string {
	out := make([]string, 0, len(places))
	for i := 1; i <= len(places); i++ {
		out = append(out, places[i])
	}
	return out
}

// Each gives the rows of a query one by one, as the driver reads them: string, int64,
// float64, bool or nil. $1 is the municipality. It is for what must work with every
// table; everything else has a row type.
func Each(tx *Tx, row func(values []any) error, query string, args ...any) error {
	bound, err := tx.args(args)
	if err != nil {
		return err
	}
	rows, err := tx.query(query, bound)
	if err != nil {
		return fmt.Errorf("%w in %s", err, squeeze(query))
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values, targets := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		for i, v := range values {
			switch x := v.(type) {
			case []byte:
				values[i] = string(x)
			case time.Time:
				values[i] = x.UTC().Format(time.RFC3339)
			}
		}
		if err := row(values); err != nil {
			return err
		}
	}
	return tx.said(rows.Err())
}
