package id

import (
	"strings"
	"testing"
)

func TestSlugIsReadable(t *testing.T) {
	for in, want := range map[string]string{
		"Kendte ansigter i døren":   "kendte-ansigter-i-doeren",
		"Én plan, alle kan stå ved": "en-plan-alle-kan-staa-ved",
		"A\u030aben dør på Allé":    "aaben-doer-paa-alle",
		"Björn & Käthe":             "bjoern-kaethe",
		" – ":                       "",
		strings.Repeat("å", 60):     strings.Repeat("aa", 40),
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}
