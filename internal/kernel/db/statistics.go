package db

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// SQLite chooses how to answer from what it believes of each index, and without being told
// it believes that any first column leaves about ten rows. Here that column is the
// municipality, and of it there is mostly one: an index of which only the municipality is
// known would be walked from end to end. So it is told, the same for every database whatever
// its size, that a municipality narrows nothing and each column after it what SQLite
// believes of any. Real counts would do as well, and give another plan in every town.

// believedRows is how many rows a table is said to have.
const believedRows = 100000

// believed are SQLite's own beliefs: the rows that are left when one, two … columns are known.
var believed = []int{10, 9, 8, 7, 6, 5}

// tellStatistics writes what SQLite is to believe of every index, where that is not what it
// has been told already.
func (d *DB) tellStatistics(ctx context.Context) error {
	if d.Engine != SQLite {
		return nil
	}
	want, err := d.beliefs(ctx)
	if err != nil {
		return err
	}
	if _, err := d.write.ExecContext(ctx, `ANALYZE sqlite_schema`); err != nil { // counts nothing; makes the table
		return err
	}
	told, err := d.told(ctx)
	if err != nil || maps.Equal(told, want) {
		return err
	}
	t, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() //nolint:errcheck // after a commit it does nothing
	if _, err := t.ExecContext(ctx, `DELETE FROM sqlite_stat1; DELETE FROM sqlite_stat4`); err != nil {
		return err
	}
	for _, i := range slices.SortedFunc(maps.Keys(want), indexName.compare) {
		if _, err := t.ExecContext(ctx, `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)`, i.table, i.index, want[i]); err != nil {
			return err
		}
	}
	if err := t.Commit(); err != nil {
		return err
	}
	_, err = d.write.ExecContext(ctx, `ANALYZE sqlite_schema`) // now it is read
	return err
}

type indexName struct{ table, index string }

func (i indexName) compare(o indexName) int {
	return strings.Compare(i.table+"\x00"+i.index, o.table+"\x00"+o.index)
}

// beliefs gives what is to be believed of every index of the schema.
func (d *DB) beliefs(ctx context.Context) (map[indexName]string, error) {
	rows, err := d.write.QueryContext(ctx, `
		SELECT m.name, l.name, l."unique", c.name
		FROM sqlite_schema m
		CROSS JOIN pragma_index_list(m.name) l
		CROSS JOIN pragma_index_info(l.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!'
		ORDER BY m.name, l.name, c.seqno
		LIMIT 10000`)
	if err != nil {
		return nil, fmt.Errorf("read the indexes: %w", err)
	}
	defer rows.Close()
	columns, unique := map[indexName][]string{}, map[indexName]bool{}
	for rows.Next() {
		var i indexName
		var once bool
		var column sql.NullString // none for an expression
		if err := rows.Scan(&i.table, &i.index, &once, &column); err != nil {
			return nil, err
		}
		columns[i], unique[i] = append(columns[i], column.String), once
	}
	out := map[indexName]string{}
	for i, names := range columns {
		out[i] = belief(names, unique[i])
	}
	return out, rows.Err()
}

// belief writes the rows of the table and those that are left after each column, as
// sqlite_stat1 wants it.
func belief(columns []string, unique bool) string {
	left := []string{strconv.Itoa(believedRows)}
	known := 0
	for n, c := range columns {
		rows := believedRows
		if c != "municipality" {
			rows = believed[min(known, len(believed)-1)]
			known++
		}
		if unique && n == len(columns)-1 {
			rows = 1
		}
		left = append(left, strconv.Itoa(rows))
	}
	return strings.Join(left, " ")
}

// told gives what SQLite has been told; what somebody has let it count is in the way.
func (d *DB) told(ctx context.Context) (map[indexName]string, error) {
	rows, err := d.write.QueryContext(ctx, `
		SELECT tbl, COALESCE(idx, ''), COALESCE(stat, '')
		FROM sqlite_stat1
		UNION ALL
		SELECT DISTINCT tbl, COALESCE(idx, ''), 'counted'
		FROM sqlite_stat4
		LIMIT 10000`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[indexName]string{}
	for rows.Next() {
		var i indexName
		var stat string
		if err := rows.Scan(&i.table, &i.index, &stat); err != nil {
			return nil, err
		}
		out[i] = stat
	}
	return out, rows.Err()
}

// counting is how long who wrote many rows waits for their tables to be counted.
const counting = 2 * time.Second

// manyRows is how many rows at once make it worth to have a table counted anew.
const manyRows = 50

// recount has PostgreSQL count a table once many rows have been committed to it. By itself
// it does so within some minutes, and until then answers as if the table were what it was:
// empty, after a first import, so that every query walks all of it again and again. SQLite
// is told what to believe, whatever the size.
func (tx *Tx) recount(table string, rows int) {
	if tx.engine == SQLite || rows < manyRows || slices.Contains(tx.grown, table) {
		return
	}
	if tx.grown = append(tx.grown, table); len(tx.grown) > 1 {
		return // they are counted together
	}
	tx.after = append(tx.after, func(d *DB) error {
		ctx, stop := context.WithTimeout(context.WithoutCancel(tx.ctx), counting)
		defer stop()
		d.write.ExecContext(ctx, "ANALYZE (SKIP_LOCKED) "+strings.Join(tx.grown, ", ")) //nolint:errcheck // they are counted later, then
		return nil
	})
}
