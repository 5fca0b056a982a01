package db_test

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/migrations"
)

// SQLite believes of an index that its first column leaves a few rows, and walked a whole
// municipality for the sake of an ORDER BY.
func TestSQLiteLooksUpWhatIsKnownAndWalksNoMunicipality(t *testing.T) {
	file := dbtest.SQLiteFile(t)
	dbtest.Open(t, file)
	c, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	for query, way := range map[string]string{
		`SELECT u.id FROM unit u WHERE u.municipality = $1 AND u.id IN ($2, $3) ORDER BY u.level LIMIT 100`:                                "municipality=? AND id=?",
		`SELECT number FROM find_document WHERE municipality = $1 AND kind = $2 AND subject IN ($3) AND scope = $2 AND NOT gone LIMIT 100`: "municipality=? AND kind=? AND subject=?",
		`WITH RECURSIVE up (parent, depth) AS (
			SELECT i.parent, 1 FROM interpretation i WHERE i.municipality = $1 AND i.child = $2
			UNION
			SELECT i.parent, up.depth + 1 FROM interpretation i JOIN up ON up.parent = i.child WHERE i.municipality = $1 AND up.depth < $3
		) SELECT parent FROM up LIMIT 100`: "municipality=? AND child=?",
	} {
		for _, step := range plan(t, c, query) {
			if (strings.HasPrefix(step, "SEARCH") || step == "SCAN find_document") && !strings.Contains(step, way) {
				t.Errorf("%q in %s", step, query)
			}
		}
	}
}

// plan gives the steps by which SQLite would answer.
func plan(t *testing.T, c *sql.DB, query string) []string {
	t.Helper()
	rows, err := c.Query("EXPLAIN QUERY PLAN "+query, "m", "x", "y")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		out = append(out, detail)
	}
	if len(out) == 0 || rows.Err() != nil {
		t.Fatal("no plan", rows.Err())
	}
	return out
}

// What somebody else's ANALYZE has counted is put right at the next start, and a start that
// changes nothing writes nothing.
func TestWhatSQLiteBelievesIsTheSameAfterEveryStart(t *testing.T) {
	file := dbtest.SQLiteFile(t)
	d := dbtest.Open(t, file)
	c, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	first := texts(t, c, `SELECT tbl || ' ' || idx || ' ' || stat FROM sqlite_stat1 ORDER BY tbl, idx`)
	if len(first) < 50 {
		t.Fatalf("SQLite is told of %d indexes only", len(first))
	}
	if _, err := c.Exec("ANALYZE"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := d.Migrate(context.Background(), migrations.Files); err != nil {
			t.Fatal(err)
		}
		if again := texts(t, c, `SELECT tbl || ' ' || idx || ' ' || stat FROM sqlite_stat1 ORDER BY tbl, idx`); !slices.Equal(first, again) {
			t.Errorf("SQLite is told\n%v\nwas\n%v", again, first)
		}
	}
}

// The limit is written into the text where it is the last thing bound, whatever else is there.
func TestALimitedListIsAsLongAsItsLimit(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		err := d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error {
			for _, id := range []string{"p1", "p2", "p3", "p4"} {
				if err := db.Insert(tx, "person", &person{ID: id, Name: "Åse"}); err != nil {
					return err
				}
			}
			for most := range 5 {
				all, err := db.All[string](tx, `SELECT id FROM person WHERE municipality = $1 AND name = $2 ORDER BY id LIMIT $3`, "Åse", most)
				if err != nil || len(all) != most {
					t.Errorf("limit %d gives %v, %v", most, all, err)
				}
				all, err = db.All[string](tx, `SELECT id FROM person WHERE municipality = $1 AND CAST(version AS BIGINT) < $2 ORDER BY id LIMIT $2`, most)
				if err != nil || len(all) > most {
					t.Errorf("limit %d gives %v, %v", most, all, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
