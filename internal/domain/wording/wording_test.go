package wording_test

import (
	"reflect"
	"strings"
	"testing"

	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/fault"
)

func TestEverythingWrongWithTheWordsIsToldAtOnceAtItsField(t *testing.T) {
	w := wording.Words{
		Formulation:      strings.Repeat("a", wording.LongestFormulation+1),
		Purpose:          "Vi hj\u202eælper",
		Why:              "Ring til 010190-1234",
		FormalReferences: []wording.Reference{{Title: "Serviceloven", Date: "i går"}},
		Overlap:          wording.Overlap{Shared: []string{strings.Repeat("b", wording.LongestText+1)}},
	}
	_, err := w.Checked()
	var got []string
	for _, f := range fault.As(err).Fields {
		got = append(got, f.Name+" "+string(f.Code))
	}
	want := []string{"name required", "formulation too-long", "purpose unseen-signs", "why has-cpr", "formal_references not-a-date", "overlap_faelles too-long"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Checked = %q, want %q", got, want)
	}
}

func TestANameThatNobodyCanSeeIsNone(t *testing.T) {
	for _, name := range []string{"", " \n", "\u200b", "\ufeff\u00ad"} {
		if _, err := (wording.Words{Name: name}).Checked(); !fault.HasCode(err, "required") {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestOnlyWhatIsSaidTakesTheOldWordsPlace(t *testing.T) {
	was := wording.Words{Name: "Hjem", Purpose: "Tryghed", FormalReferences: []wording.Reference{{Title: "Loven"}}, Overlap: wording.Overlap{Shared: []string{"tid"}}}
	got := was.With(wording.Words{Formulation: "Vi giver tryghed", Purpose: "  "})
	want := was
	want.Formulation = "Vi giver tryghed"
	if !reflect.DeepEqual(got, want) {
		t.Errorf("With = %+v, want %+v", got, want)
	}
	if c := wording.Changes(was, got); len(c) != 1 || c[0] != (wording.Change{Field: "formulation", After: "Vi giver tryghed"}) {
		t.Errorf("Changes = %+v, want the formulation alone", c)
	}
}
