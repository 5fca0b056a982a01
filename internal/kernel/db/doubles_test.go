package db_test

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/migrations"
)

// A database from before 0009 may hold two lists of answers for one text.
func TestDoubledCheckListsBecomeOneWhenMigrated(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d, c, do := before(t, fresh(t), "0009_check_once.sql")
		do(`INSERT INTO formulation_check (municipality, id, version, core_task, about, held_on, answers) VALUES
			('a', '1', 1, 't', 'doubled', '2026-03-01', '{}'), ('a', '2', 1, 't', 'doubled', '2026-03-02', '{}'),
			('a', '3', 1, 't', 'same day', '2026-03-01', '{}'), ('a', '4', 1, 't', 'same day', '2026-03-01', '{}'),
			('a', '5', 1, 't', 'single', '2026-03-01', '{}'), ('b', '6', 1, 't', 'doubled', '2026-02-01', '{}')`)
		if err := d.Migrate(context.Background(), migrations.Files); err != nil {
			t.Fatal(err)
		}
		var left string
		if err := c.QueryRowContext(context.Background(), `SELECT string_agg(id, ',') FROM (SELECT id FROM formulation_check ORDER BY id) AS kept`).Scan(&left); err != nil {
			t.Fatal(err)
		}
		if left != "2,4,5,6" {
			t.Errorf("kept %s, want the newest of each text: 2,4,5,6", left)
		}
	})
}

// before gives a database as it was before a migration, by the product and from beside it, and
// a way to do something there, with rows that need none of the rows they point at.
func before(t *testing.T, address, migration string) (*db.DB, *sql.Conn, func(statement string)) {
	t.Helper()
	d := dbtest.Open(t, address)
	c, err := raw(t, address).Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	do := func(statement string) {
		t.Helper()
		if _, err := c.ExecContext(context.Background(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if d.Engine == db.PostgreSQL {
		do("SET session_replication_role = replica")
	}
	for _, later := range backTo(t, migration) { // what came after it goes first
		_, down, _ := strings.Cut(later, "-- +goose Down")
		for statement := range strings.SplitSeq(strings.TrimSpace(down), ";\n") {
			do(statement)
		}
	}
	number, _, _ := strings.Cut(migration, "_")
	do("DELETE FROM goose_db_version WHERE version_id >= " + strings.TrimLeft(number, "0"))
	return d, c, do
}

// raw opens a database beside the product, as somebody with a shell would.
func raw(t *testing.T, address string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if !strings.HasPrefix(address, "postgres") {
		driver, address = "sqlite", "file:"+address
	}
	c, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// backTo gives the migrations from the newest back to the one that is named.
func backTo(t *testing.T, name string) (out []string) {
	t.Helper()
	all, err := migrations.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range slices.Backward(all) {
		b, err := migrations.Files.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if out = append(out, string(b)); f.Name() == name {
			return out
		}
	}
	t.Fatalf("there is no migration %s", name)
	return nil
}
