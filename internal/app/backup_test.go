package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

func run(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := Main(context.Background(), args, strings.NewReader(""), &out, &errs)
	return code, out.String() + errs.String()
}

func TestBackupIsPrivateAndRestores(t *testing.T) {
	dir := t.TempDir()
	file, copied := filepath.Join(dir, "a.db"), filepath.Join(dir, "copy.db")
	for _, args := range [][]string{{"migrate", "--db", file}, {"backup", copied, "--db", file}} {
		if code, say := run(t, args...); code != Done {
			t.Fatalf("%v: %d %s", args, code, say)
		}
	}
	info, err := os.Stat(copied)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("backup mode %v, %v", info.Mode(), err)
	}
	if code, say := run(t, "backup", copied, "--db", file); code != Failed {
		t.Errorf("a second backup overwrote the first: %s", say)
	}
	if code, say := run(t, "restore", copied, "--db", file); code != Failed || !strings.Contains(say, "--replace") {
		t.Errorf("restore over a database: %d %s", code, say)
	}
	if code, say := run(t, "restore", copied, "--replace", "--db", file); code != Done {
		t.Errorf("restore: %d %s", code, say)
	}
}

func TestRestoreRefusesUnderARunningServerAndADamagedFile(t *testing.T) {
	dir := t.TempDir()
	file, copied := filepath.Join(dir, "a.db"), filepath.Join(dir, "copy.db")
	run(t, "migrate", "--db", file)
	run(t, "backup", copied, "--db", file)
	release, err := occupy(file)
	if err != nil {
		t.Fatal(err)
	}
	if code, say := run(t, "restore", copied, "--replace", "--db", file); code != Failed || !strings.Contains(say, "running") {
		t.Errorf("under a server: %d %s", code, say)
	}
	release()
	if err := os.WriteFile(copied, []byte("not a database, but long enough to be looked at"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, say := run(t, "restore", copied, "--replace", "--db", file); code != Failed {
		t.Errorf("damaged file: %d %s", code, say)
	}
}

func TestWrongUseEndsWithTwoAndPostgresNamesItsOwnTools(t *testing.T) {
	if code, _ := run(t, "serve", "--no-such-flag"); code != Misuse {
		t.Errorf("unknown flag: %d", code)
	}
	if code, say := run(t, "backup", "x", "--db", "postgres://a:hemmelig@localhost/b"); code != Misuse || !strings.Contains(say, "pg_dump") {
		t.Errorf("backup of PostgreSQL: %d %s", code, say)
	}
}

func TestConfigMasksSecrets(t *testing.T) {
	for _, smtp := range []string{"smtp://b:hemmelig@mail", "hemmelig", "smtp://b:hemm%elig@mail"} {
		code, say := run(t, "config", "--db", "postgres://a:hemmelig@localhost/b", "--smtp", smtp)
		if code != Done || strings.Contains(say, "hemm") || !strings.Contains(say, "postgres://a:xxxxx@localhost/b") {
			t.Errorf("config: %d %s", code, say)
		}
	}
}

func TestEveryFlagHasAVariableAndASentence(t *testing.T) {
	t.Setenv("KERNEHUS_ADDR", "127.0.0.1:4321")
	t.Setenv("KERNEHUS_SETUP_NAME", "Prøvekøbing Kommune")
	code, say := run(t, "config")
	if code != Done {
		t.Fatalf("config: %d %s", code, say)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(say) {
		if !strings.HasPrefix(line, "KERNEHUS_") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		if seen[name] {
			t.Errorf("%s stands twice", name)
		}
		if seen[name] = true; len(strings.Fields(rest)) < 4 {
			t.Errorf("no sentence: %s", line)
		}
	}
	for _, name := range []string{"KERNEHUS_DB", "KERNEHUS_BASE_URL", "KERNEHUS_KEY_FILE", "KERNEHUS_TLS_CERT", "KERNEHUS_ADMIN_ADDR", "KERNEHUS_RESTORE_REPLACE", "KERNEHUS_IMPORT_ORGANISATION_DRY_RUN", "KERNEHUS_USER_ADD_EMAIL", "KERNEHUS_SIMULATE_PARTICIPANTS"} {
		if !seen[name] {
			t.Errorf("%s is not in kernehus config", name)
		}
	}
	if !strings.Contains(say, "127.0.0.1:4321") {
		t.Error("the value of KERNEHUS_ADDR is not shown")
	}
	if code, say := run(t, "setup", "--admin", "it@prove.example", "--db", filepath.Join(t.TempDir(), "a.db")); code != Done || !strings.Contains(say, "Prøvekøbing") {
		t.Errorf("a required flag from its variable: %d %s", code, say)
	}
}

func TestSignInKeyIsMadeOnceAndIsItsOwnersAlone(t *testing.T) {
	file := Config{DB: filepath.Join(t.TempDir(), "data", "a.db")}.keyFile()
	first, err := signInKey(file)
	if err != nil || len(first) != keyBytes {
		t.Fatalf("signInKey = %x, %v", first, err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 || !strings.HasSuffix(file, "a.db.key") {
		t.Errorf("%s: mode %v, %v", file, info.Mode(), err)
	}
	if again, err := signInKey(file); err != nil || !bytes.Equal(first, again) {
		t.Errorf("at the next start: %x, %v", again, err)
	}
	if err := os.WriteFile(file, []byte("kort\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := signInKey(file); err == nil {
		t.Error("a damaged key is used")
	}
}

// A dump of PostgreSQL from before a text was taken out is put back.
func TestPostgresRemembersWhatWasTakenOutBesideTheKey(t *testing.T) {
	dir := t.TempDir()
	c := Config{DB: dbtest.PostgresURL(t), KeyFile: filepath.Join(dir, "kernehus.key")}
	h, err := Build(t.Context(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // the database goes with the test
	done, err := h.Accounts.SetUp(t.Context(), account.SetUp{Municipality: "Lejre Kommune", Email: "it@lejre.example"})
	if err != nil {
		t.Fatal(err)
	}
	err = h.DB.Change(t.Context(), access.Program(done.Municipality.ID.String()), access.Redact, func(tx *db.Tx) error {
		return db.RedactField(tx, "unit", done.Root.ID.String(), "name")
	})
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, "kernehus"+db.RedactionFile)); err != nil || info.Size() == 0 || info.Mode().Perm() != 0o600 {
		t.Errorf("nothing is remembered outside the database: %v", err)
	}
}

// With pg_restore of an older dump a removed name came back: nothing outside a PostgreSQL
// database had remembered that it was taken out.
func TestARestoredDatabaseForgetsAgainOnBothEngines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		c := Config{DB: fresh(t), Redactions: filepath.Join(t.TempDir(), "keep", "removed")}
		within(t, c, func(tx *db.Tx) error {
			for _, q := range []string{
				`INSERT INTO municipality (municipality, id, version, slug, name, demo, settings) VALUES ($1, $1, 1, 'a', 'a', FALSE, '{}')`,
				`INSERT INTO person (municipality, id, version, name, sort_key, search, profession, language, valid_from, valid_to) VALUES ($1, 'p', 1, 'hedder Sofia', '', '', '', 'da', '', '')`,
			} {
				if _, err := db.Exec(tx, q); err != nil {
					return err
				}
			}
			return nil
		})
		within(t, c, func(tx *db.Tx) error { return db.RedactField(tx, "person", "p", "name") })
		within(t, c, func(tx *db.Tx) error { // what an older dump brings
			if _, err := db.Exec(tx, `UPDATE person SET name = 'hedder Sofia' WHERE municipality = $1`); err != nil {
				return err
			}
			if _, err := db.Exec(tx, `INSERT INTO find_posting (municipality, scope, term, chunk, documents) VALUES ($1, 'public', 'sofia', 0, '1:1')`); err != nil {
				return err
			}
			_, err := db.Exec(tx, `DELETE FROM redaction WHERE municipality = $1`)
			return err
		})
		within(t, c, func(tx *db.Tx) error {
			if n, err := db.One[int](tx, `SELECT COUNT(*) FROM find_posting WHERE municipality = $1`); n != 0 || err != nil {
				t.Errorf("after the restore the search knows the word: %d, %v", n, err)
			}
			got, err := db.One[string](tx, `SELECT name FROM person WHERE municipality = $1`)
			if got != db.Removed {
				t.Errorf("after the restore the name is %q", got)
			}
			return err
		})
	})
}

// An older backup let people in again who had been shut out since.
func TestARestoredBackupLetsNobodyInWhoWasShutOutSince(t *testing.T) {
	dir := t.TempDir()
	c := Config{DB: filepath.Join(dir, "a.db")}
	older := filepath.Join(dir, "older.db")
	h, err := Build(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	done, err := h.Accounts.SetUp(t.Context(), account.SetUp{Municipality: "Lejre Kommune", Email: "it@lejre.example"})
	must(t, err)
	boss := access.Program(done.Municipality.ID.String())
	closed, err := h.Accounts.Invite(t.Context(), boss, account.NewUser{Name: "Lukkes", Email: "lukkes@lejre.example"})
	must(t, err)
	_, err = h.Accounts.Invite(t.Context(), boss, account.NewUser{Name: "Mister", Email: "mister@lejre.example", Role: access.Auditor})
	must(t, err)
	leaves, err := h.Accounts.Invite(t.Context(), boss, account.NewUser{Name: "Stopper", Email: "stopper@lejre.example"})
	must(t, err)
	_, token, err := h.Accounts.CreateToken(t.Context(), boss, account.NewToken{Name: "Udtræk", Role: access.Auditor, Lasts: time.Hour})
	must(t, err)
	if got, want := lettingIn(t, h, boss), "Lukkes, Mister, Stopper, it, revisor, systemadministrator, token, 4 links"; got != want {
		t.Fatalf("before the backup %s may come in, want %s", got, want)
	}
	must(t, h.DB.Backup(t.Context(), older))
	must(t, h.Accounts.SetDisabled(t.Context(), boss, closed.Person.ID, true))
	must(t, h.Accounts.RevokeToken(t.Context(), boss, token.ID))
	must(t, h.DB.Change(t.Context(), boss, "test", func(tx *db.Tx) error {
		_, err := org.EndPerson(tx, leaves.Person.ID, org.EndInput{Version: leaves.Person.Version})
		return err
	}))
	users, _, err := h.Accounts.Users(t.Context(), boss, account.UserQuery{Words: "Mister", Limit: 2})
	must(t, err)
	must(t, h.Accounts.Revoke(t.Context(), boss, users[0].Roles[0].ID))
	must(t, h.Close())
	if code, say := run(t, "restore", older, "--replace", "--db", c.DB); code != Done {
		t.Fatalf("restore: %d %s", code, say)
	}
	h, err = Build(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	if got, want := lettingIn(t, h, boss), "Mister, it, systemadministrator, 0 links"; got != want {
		t.Errorf("after the restore %s may come in, want %s", got, want)
	}
	must(t, h.Close())
}

// lettingIn tells who and what may come in: open accounts, roles, tokens, links.
func lettingIn(t *testing.T, h *House, boss access.Actor) string {
	t.Helper()
	var out []string
	err := h.DB.View(t.Context(), boss, func(tx *db.Tx) error {
		open, err := db.All[string](tx, `
			SELECT p.name
			FROM account a
			JOIN person p ON p.municipality = a.municipality AND p.id = a.id
			WHERE a.municipality = $1 AND NOT a.disabled AND p.valid_to = ''
			ORDER BY p.name`)
		roles, err2 := db.All[string](tx, `SELECT role FROM role_grant WHERE municipality = $1 AND NOT ended ORDER BY role`)
		tokens, err3 := db.All[string](tx, `SELECT 'token' FROM api_token WHERE municipality = $1 AND NOT revoked`)
		links, err4 := db.One[int](tx, `SELECT count(*) FROM ticket WHERE municipality = $1`)
		out = append(slices.Concat(open, roles, tokens), fmt.Sprint(links, " links"))
		return errors.Join(err, err2, err3, err4)
	})
	must(t, err)
	return strings.Join(out, ", ")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnInstallationKnowsBeforeItServesThatItCannotRemember(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		file := filepath.Join(t.TempDir(), "no-directory")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := Build(t.Context(), Config{DB: fresh(t), Redactions: filepath.Join(file, "removed")}, slog.New(slog.DiscardHandler))
		if err != nil {
			return // what cannot be read stops even earlier
		}
		if err := h.DB.CanRemember(); err == nil {
			t.Error("a file was made within a file")
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
}

// within builds the house, changes municipality a, and closes it.
func within(t *testing.T, c Config, do func(*db.Tx) error) {
	t.Helper()
	h, err := Build(t.Context(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DB.Change(t.Context(), access.Program("a"), "test", do); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
}

func TestASecondRestoreKeepsWhatTheFirstKept(t *testing.T) {
	dir := t.TempDir()
	file, copied := filepath.Join(dir, "a.db"), filepath.Join(dir, "copy.db")
	run(t, "migrate", "--db", file)
	run(t, "backup", copied, "--db", file)
	if err := os.WriteFile(file+".before-restore-2-wal", []byte("of another database"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := map[string][]byte{}
	for _, aside := range []string{".before-restore", ".before-restore-3"} {
		was, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kept[file+aside] = was
		if code, say := run(t, "restore", copied, "--replace", "--db", file); code != Done {
			t.Fatalf("restore: %d %s", code, say)
		}
		within(t, Config{DB: file}, func(tx *db.Tx) error {
			_, err := db.Exec(tx, `INSERT INTO municipality (municipality, id, version, slug, name, demo, settings) VALUES ($1, $1, 1, 'a', 'a', FALSE, '{}')`)
			return err
		})
	}
	for name, was := range kept {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, was) {
			t.Errorf("%s is not what stood there before the restore: %v", filepath.Base(name), err)
		}
	}
}

// Somebody who had put a new program beside the running one took a backup, and with it
// brought the database up under the old server.
func TestBackupLeavesTheDatabaseAsItIs(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.db")
	d, err := db.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if code, say := run(t, "backup", filepath.Join(dir, "copy.db"), "--db", file); code != Done {
		t.Fatalf("backup: %d %s", code, say)
	}
	if d, err = db.Open(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	err = d.View(t.Context(), access.Actor{}, func(tx *db.Tx) error {
		n, err := db.One[int](tx, `SELECT count(*) FROM sqlite_master`)
		if n != 0 {
			t.Errorf("the backup made %d tables in the database", n)
		}
		return err
	})
	if err := errors.Join(err, d.Close()); err != nil {
		t.Error(err)
	}
	if code, _ := run(t, "backup", filepath.Join(dir, "other.db"), "--db", filepath.Join(dir, "none.db")); code != Failed {
		t.Error("a database that is not there was backed up")
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("backup made a database")
	}
}
