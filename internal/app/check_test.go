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

func TestCheckGuideTellsEveryMistakeWithFileAndLine(t *testing.T) {
	whole, err := os.ReadFile("../../content/guides/a4_hvem_bidrager.yaml")
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(strings.Replace(string(whole), "gruppering: par", "gruppering: parvis", 1), "ved_grupper: 5", "ved_grupper: 5\nfarve: blå", 1)
	file := filepath.Join(t.TempDir(), "min.yaml")
	if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code := app.Main(context.Background(), []string{"check", "guide", file}, strings.NewReader(""), &out, &errs)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if code != app.Failed || len(lines) != 2 {
		t.Fatalf("check ends with %d and says:\n%s%s", code, &out, &errs)
	}
	for i, want := range []string{"“farve” is not known here", "“parvis” cannot be used here"} {
		if !strings.HasPrefix(lines[i], file+":") || !strings.Contains(lines[i], want) {
			t.Errorf("line %d is %q, want the file, the line and %s", i+1, lines[i], want)
		}
	}
	if !strings.Contains(errs.String(), "mistakes found: 2") {
		t.Errorf("standard error says %q", errs.String())
	}
}

func TestCheckGuideSumsUpAGuideThatIsInOrder(t *testing.T) {
	var out, errs bytes.Buffer
	code := app.Main(context.Background(), []string{"check", "guide", "../../content/guides/a1_hvem_definerer.yaml"}, strings.NewReader(""), &out, &errs)
	if code != app.Done || !strings.Contains(out.String(), "perspektivgrupper: 130 minutes with 3 groups, in 3 part(s)") {
		t.Errorf("check ends with %d and says:\n%s%s", code, &out, &errs)
	}
	if code := app.Main(context.Background(), []string{"check", "guide", "ikke-her.yaml"}, strings.NewReader(""), &out, &errs); code != app.Failed {
		t.Errorf("a file that is not there ends with %d, want %d", code, app.Failed)
	}
}
