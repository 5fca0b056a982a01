package db_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/kernel/db/dbtest"
)

// Tables that belong to no municipality: who is who among them, and the history of the
// schema itself.
var common = []string{"municipality", "host", "logo", "goose_db_version", "migration_sum", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}

type foreignKey struct{ from, to []string }

// schema reads the tables of a SQLite database migrated to the newest version; the text
// of the migrations is the same on PostgreSQL.
func schema(t *testing.T) (keys map[string][]string, refs map[string][]foreignKey, indexes map[string][][]string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "schema.db")
	dbtest.Open(t, file)
	c, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	keys, refs, indexes = map[string][]string{}, map[string][]foreignKey{}, map[string][][]string{}
	for _, table := range texts(t, c, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%' ORDER BY name`) {
		if slices.Contains(common, table) {
			continue
		}
		keys[table] = texts(t, c, `SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk`, table)
		for _, n := range texts(t, c, `SELECT DISTINCT id FROM pragma_foreign_key_list($1) ORDER BY id`, table) {
			refs[table] = append(refs[table], foreignKey{
				from: texts(t, c, `SELECT "from" FROM pragma_foreign_key_list($1) WHERE id = CAST($2 AS INTEGER) ORDER BY seq`, table, n),
				to:   texts(t, c, `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1) WHERE id = CAST($2 AS INTEGER)`, table, n),
			})
		}
		indexes[table] = append(indexes[table], keys[table])
		for _, index := range texts(t, c, `SELECT name FROM pragma_index_list($1)`, table) {
			indexes[table] = append(indexes[table], texts(t, c, `SELECT name FROM pragma_index_info($1) ORDER BY seqno`, index))
		}
	}
	return keys, refs, indexes
}

func texts(t *testing.T, c *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := c.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func TestEveryKeyBeginsWithTheMunicipality(t *testing.T) {
	keys, refs, _ := schema(t)
	if len(keys) < 10 {
		t.Fatalf("read only %d tables", len(keys))
	}
	for table, key := range keys {
		if len(key) == 0 || key[0] != "municipality" {
			t.Errorf("%s: primary key %v does not begin with the municipality", table, key)
		}
	}
	for table, list := range refs {
		for _, fk := range list {
			if fk.from[0] != "municipality" {
				t.Errorf("%s: %v points to %v without the municipality: a row could point across", table, fk.from, fk.to)
			}
		}
	}
}

func TestEveryReferenceCanBeFollowedBackwards(t *testing.T) {
	_, refs, indexes := schema(t)
	for table, list := range refs {
		for _, fk := range list {
			found := slices.ContainsFunc(indexes[table], func(index []string) bool {
				return len(index) >= len(fk.from) && sameSet(index[:len(fk.from)], fk.from)
			})
			if !found {
				t.Errorf("%s: no index begins with %s, so finding or ending what points to %v reads the whole table", table, strings.Join(fk.from, ", "), fk.to)
			}
		}
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
