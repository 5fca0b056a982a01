package id

import (
	"strings"
	"testing"
)

// The rule is the outside contract's, word for word: no letter but the Danish three is read as another.
func TestSlugIsAsTheContractSays(t *testing.T) {
	for in, want := range map[string]string{
		"Aktivt & selvstændigt liv": "aktivt-selvstaendigt-liv",
		"Kendte ansigter i døren":   "kendte-ansigter-i-doeren",
		"Én plan, alle kan stå ved": "n-plan-alle-kan-staa-ved",
		" – ":                       "",
		strings.Repeat("å", 60):     strings.Repeat("aa", 40),
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}
