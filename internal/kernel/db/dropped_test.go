package db_test

import (
	"context"
	"strings"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/migrations"
)

// columns are those of a table.
func columns(t *testing.T, d *db.DB, table string) (out []string) {
	t.Helper()
	err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		for _, x := range tables {
			for _, c := range x.Columns {
				if x.Name == table {
					out = append(out, c.Name)
				}
			}
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatal(table, out, err)
	}
	return out
}

// A backup from before 0011 has texts with a column that is gone: they come through whole.
func TestTextsOutliveTheColumnTheyWereSearchedBy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d, c, do := before(t, fresh(t), "0011_one_search.sql")
		names := columns(t, d, "core_task_version")
		for _, id := range []string{"v1", "v2"} {
			values := make([]string, len(names))
			for i, name := range names {
				switch values[i] = "'0'"; name { // zero, false or the figure
				case "id", "core_task":
					values[i] = "'" + id + "'"
				case "state":
					values[i] = "'udkast'"
				case "formulation":
					values[i] = "'Børn lærer'"
				}
			}
			do("INSERT INTO core_task_version (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(values, ", ") + ")")
		}
		if err := d.Migrate(context.Background(), migrations.Files); err != nil {
			t.Fatal(err)
		}
		left := columns(t, d, "core_task_version")
		if got, want := strings.Join(left, " "), strings.TrimSuffix(strings.Join(names, " "), " search"); got != want || len(left) == len(names) {
			t.Errorf("the columns are\n%s, want\n%s", got, want)
		}
		var kept string
		if err := c.QueryRowContext(context.Background(), `SELECT string_agg(id || formulation || sort_key, ' ') FROM (SELECT id, formulation, sort_key FROM core_task_version ORDER BY id) AS v`).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		if kept != "v1Børn lærer0 v2Børn lærer0" {
			t.Errorf("kept %q", kept)
		}
	})
}
