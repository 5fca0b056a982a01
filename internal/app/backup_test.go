package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	code, say := run(t, "config", "--db", "postgres://a:hemmelig@localhost/b", "--smtp", "smtp://b:hemmelig@mail")
	if code != Done || strings.Contains(say, "hemmelig") || !strings.Contains(say, "KERNEHUS_ADDR") {
		t.Errorf("config: %d %s", code, say)
	}
}
