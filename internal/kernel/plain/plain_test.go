package plain_test

import (
	"testing"

	"kernehus/internal/kernel/plain"
)

func TestWhatNobodyCanSeeIsBlank(t *testing.T) {
	for _, s := range []string{"", " \n\t", "\u200b", "\ufeff \u00ad", "\u200d\u200c", "\u2060"} {
		if !plain.Blank(s) {
			t.Errorf("%q is taken for text", s)
		}
	}
	if plain.Blank("\u200bi") {
		t.Error("a letter is taken for nothing")
	}
}

func TestSignsThatNobodySeesAreTakenOut(t *testing.T) {
	for in, want := range map[string]string{
		"Vi hjælper\u202e regrob":      "Vi hjælper regrob",
		"a\u2066b\u2069c\u202ad\u202c": "abcd",
		"nul\x00, klokke\a, C1\u0085":  "nul, klokke, C1",
		"halv \xff rune":               "halv  rune",
		"to\nlinjer\tog tabulator":     "to\nlinjer\tog tabulator",
		"👩\u200d🏫 og می\u200cشود":      "👩\u200d🏫 og می\u200cشود",
	} {
		if got := plain.Text(in); got != want || plain.Is(in) != (in == want) || !plain.Is(got) {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}
