package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheTableIsWrittenBetweenItsMarksInTheDocument(t *testing.T) {
	document, err := os.ReadFile("../docs/performance.md")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "performance.md")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	f := figure{About: "server time", Unit: "ms", Aim: "< 5", Places: map[string]spread{onSQLite: spreadOf([]float64{3, 1, 2})}}
	r := result{At: "2026-03-02T09:00:00Z", Go: "go1", CPU: 2, Repeats: 5, Seconds: 700, Rows: []figure{f}}
	for range 2 { // the second takes the place of the first
		if err := r.into(file); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(written), "| server time | ms |  | 2.00 (1.00–3.00) |  | < 5 |"); n != 1 {
		t.Errorf("the row stands %d times", n)
	}
	head, _, _ := strings.Cut(string(document), tableBegins)
	_, tail, _ := strings.Cut(string(document), tableEnds)
	if !strings.HasPrefix(string(written), head) || !strings.HasSuffix(string(written), tail) {
		t.Error("what stands around the table has changed")
	}
}

func TestARepeatThatFailsIsTakenAgainOnceAndItsFiguresDoNotCount(t *testing.T) {
	b, taken := newBook(), 0
	flaky := turn{onSQLite, func(own *book) error {
		taken++
		own.note("x", onSQLite, float64(taken))
		if taken == 1 {
			return os.ErrDeadlineExceeded
		}
		return nil
	}}
	if err := repeat(t.Context(), setting{repeats: 2}, b, []turn{flaky}); err != nil {
		t.Fatal(err)
	}
	if got := b.figures["x "+onSQLite]; len(got) != 2 || got[0] != 2 {
		t.Errorf("figures %v, want those of the second and third time", got)
	}
	if !strings.Contains(b.failed, "repeat 1 on sqlite failed") {
		t.Errorf("the table tells of it as %q", b.failed)
	}
	broken := turn{onSQLite, func(*book) error { return os.ErrDeadlineExceeded }}
	if err := repeat(t.Context(), setting{repeats: 2}, newBook(), []turn{broken}); err == nil || !strings.Contains(err.Error(), "i/o timeout") {
		t.Errorf("a repeat that fails twice ends the run with %v", err)
	}
}
