package app_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kernehus/internal/app"
)

// run carries out a command line on a database file.
func run(t *testing.T, db string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = app.Main(context.Background(), append(args, "--db", db), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func TestImportOrganisationFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	db, good, wrong := filepath.Join(dir, "k.db"), filepath.Join(dir, "org.csv"), filepath.Join(dir, "wrong.csv")
	text := "type;id;navn;overordnet_id;enhed_id\nenhed;1;Fjordby Kommune;;\nenhed;2;Åskolen;1;\nperson;p1;Åse Holm;;2\n"
	for name, body := range map[string]string{good: text, wrong: text + "person;p2;Bo 010203-1234;;2\nenhed;3;Ny;9;\n"} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, errs := run(t, db, "setup", "--name", "Fjordby Kommune", "--admin", "admin@fjordby.example"); code != 0 {
		t.Fatal(errs)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{good, "--dry-run"}, 0, "Units:  2 created, 0 changed, 0 moved, 0 ended, 0 reopened\nPeople: 1 created"},
		{[]string{wrong}, 1, "line 5, navn: This looks like a CPR number"},
		{[]string{wrong, "--dry-run", "--json"}, 1, `"code": "unknown-unit"`},
		{[]string{good}, 0, "Units:  2 created"},
		{[]string{good, "--complete"}, 0, "Rows:   3 read, 3 as before, 0 wrong"},
		{[]string{wrong, "--skip-bad", "--json"}, 0, `"unchanged": 3`},
		{[]string{filepath.Join(dir, "absent.csv")}, 1, ""},
	} {
		code, out, errs := run(t, db, append([]string{"import", "organisation"}, c.args...)...)
		if code != c.code || !strings.Contains(out, c.want) || strings.Contains(out+errs, "010203-1234") {
			t.Errorf("import %v: %d, want %d\n%s%s", c.args, code, c.code, out, errs)
		}
	}
}
