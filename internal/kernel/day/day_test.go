package day_test

import (
	"testing"

	"kernehus/internal/kernel/day"
)

func TestADateIsReadHoweverItIsTypedAndGivenBackAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]day.Date{"2.3.2026": "2026-03-02", "02-03-2026": "2026-03-02", "2/3/2026": "2026-03-02", "2026-03-02": "2026-03-02", "": ""} {
		d, err := day.Parse(typed)
		if err != nil || d != want {
			t.Errorf("Parse(%q) = %q, %v", typed, d, err)
		}
	}
	if got := day.Date("2026-03-02").Typed(); got != "2.3.2026" {
		t.Errorf("typed %q", got)
	}
	if got := day.Date("").Typed(); got != "" {
		t.Errorf("no date is typed %q", got)
	}
	for _, wrong := range []string{"forleden", "32.1.2026", "2026-02-30"} {
		if d, err := day.Parse(wrong); err == nil {
			t.Errorf("Parse(%q) = %q", wrong, d)
		}
	}
}
