// Package dbtest gives tests real databases, migrated and empty, one of each engine.
package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/migrations"
)

// Env names the PostgreSQL the tests may make databases in; scripts/with-postgres.sh
// starts one and sets it.
const Env = "KERNEHUS_TEST_POSTGRES"

// Both runs the test on SQLite and on PostgreSQL, each in a database of its own.
func Both(t *testing.T, test func(t *testing.T, d *db.DB), opts ...db.Option) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, SQLiteFile(t), opts...)) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, PostgresURL(t), opts...)) })
}

// Address makes the address of a new database of one engine; what runs on it migrates it.
type Address func(testing.TB) string

// Each runs the test once on each engine, for tests that open their databases themselves:
// by the program, and more than one.
func Each(t *testing.T, test func(t *testing.T, fresh Address)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLiteFile) })
	t.Run("postgres", func(t *testing.T) { test(t, PostgresURL) })
}

// AtOnce is Each with both engines at the same time, for tests that take long and share nothing.
func AtOnce(t *testing.T, test func(t *testing.T, fresh Address)) {
	t.Helper()
	Each(t, func(t *testing.T, fresh Address) {
		t.Parallel()
		test(t, fresh)
	})
}

// Open opens and migrates a database and closes it when the test ends.
func Open(t testing.TB, address string, opts ...db.Option) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), address, append([]db.Option{db.Watched(neverWithin)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := d.Migrate(context.Background(), migrations.Files); err != nil {
		t.Fatal(err)
	}
	return d
}

// SQLiteFile makes a new SQLite file in the test's own directory: a copy of one that was
// migrated when the first test asked for one, because a migration costs more than most tests.
func SQLiteFile(t testing.TB) string {
	t.Helper()
	b, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// migrated gives a migrated and empty SQLite database as it lies on disk.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "kernehus-template")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it is the temporary directory's
	file := filepath.Join(dir, "template.db")
	d, err := db.Open(context.Background(), file)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(d.Migrate(context.Background(), migrations.Files), d.Close()); err != nil { // closing puts all into the one file
		return nil, err
	}
	return os.ReadFile(file)
})

// PostgresURL makes a new database from a migrated template and drops it afterwards.
func PostgresURL(t testing.TB) string {
	t.Helper()
	admin := os.Getenv(Env)
	if admin == "" {
		t.Fatalf("these tests need a PostgreSQL: run make test, or scripts/with-postgres.sh go test …, which sets %s", Env)
	}
	conn, err := sql.Open("pgx", admin)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	template := makeTemplate(t, conn, admin)
	name := "t_" + id.Random()
	if _, err := conn.Exec("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drop(t, admin, name) })
	return named(t, admin, name)
}

// makeTemplate migrates one database a set of migrations; packages running at once wait
// for one another on an advisory lock. Left to itself it sorts as Danes do, so that every
// test finds what depends on the locale of somebody's database.
func makeTemplate(t testing.TB, conn *sql.DB, admin string) string {
	t.Helper()
	name := fmt.Sprintf("kernehus_danish_%x", fingerprint(t))
	ctx := context.Background()
	c, err := conn.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "SELECT pg_advisory_lock(4200)"); err != nil {
		t.Fatal(err)
	}
	defer c.ExecContext(ctx, "SELECT pg_advisory_unlock(4200)") //nolint:errcheck // the connection's end unlocks too
	var n int
	if err := c.QueryRowContext(ctx, "SELECT count(*) FROM pg_database WHERE datname = $1", name).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n == 1 {
		return name
	}
	if _, err := c.ExecContext(ctx, "CREATE DATABASE "+name+"_new TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'da-DK' LOCALE 'C'"); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(ctx, named(t, admin, name+"_new"))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Migrate(ctx, migrations.Files); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ExecContext(ctx, "ALTER DATABASE "+name+"_new RENAME TO "+name); err != nil {
		t.Fatal(err)
	}
	return name
}

func fingerprint(t testing.TB) uint64 {
	t.Helper()
	h := fnv.New64a()
	entries, err := migrations.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := migrations.Files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		h.Write(b) //nolint:errcheck // a hash never fails
	}
	return h.Sum64()
}

func named(t testing.TB, admin, name string) string {
	t.Helper()
	u, err := url.Parse(admin)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func drop(t testing.TB, admin, name string) {
	conn, err := sql.Open("pgx", admin)
	if err != nil {
		t.Error(err)
		return
	}
	defer conn.Close()
	if _, err := conn.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
		t.Error(err)
	}
}
