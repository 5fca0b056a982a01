package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCoreTasksAreTakenInFromTheCommandLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "k.db")
	if code, _, errs := run(t, file, "setup", "--name", "Lejre Kommune", "--admin", "a@example.dk"); code != 0 {
		t.Fatal(errs)
	}
	const example = "../../content/examples/catalogue-lejre.yaml"
	if code, out, errs := run(t, file, "import", "core-tasks", example, "--dry-run"); code != 0 || !strings.Contains(out, "Nothing was changed") {
		t.Errorf("dry run: %d %s%s", code, out, errs)
	}
	if code, out, errs := run(t, file, "import", "core-tasks", example, "--adopted", "2017-06-26"); code != 0 || !strings.Contains(out, "5 core tasks and 7 links are new") {
		t.Errorf("import: %d %s%s", code, out, errs)
	}
	if code, out, _ := run(t, file, "import", "core-tasks", example); code != 0 || !strings.Contains(out, "0 core tasks and 0 links are new; 5 were taken in before") {
		t.Errorf("again: %d %s", code, out)
	}
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("kerneopgaver:\n  - id: a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := run(t, file, "import", "core-tasks", bad); code != 1 || !strings.Contains(out, "bad.yaml:2: “navn” is missing") {
		t.Errorf("a mistake: %d %s", code, out)
	}
	if code, _, errs := run(t, file, "import", "core-tasks", example, "--adopted", "i går"); code != 2 || !strings.Contains(errs, "--adopted") {
		t.Errorf("no date: %d %s", code, errs)
	}
	if code, _, _ := run(t, file, "import", "core-tasks", example, "--unit", "nowhere"); code != 2 {
		t.Errorf("no unit: %d", code)
	}
}
