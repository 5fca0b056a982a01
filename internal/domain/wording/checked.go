package wording

import (
	"strings"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/plain"
)

// Checked gives the words tidied, or what is wrong with them field by field.
func (w Words) Checked() (Words, error) {
	var wrong fault.Fields
	w.Name = plain.Line(w.Name)
	Needed(&wrong, "name", w.Name, LongestName)
	for _, f := range w.Texts() {
		*f.Text = Tidy(*f.Text)
		Free(&wrong, f.Field, *f.Text, f.most)
	}
	for _, side := range w.References() {
		*side.List = checkedReferences(&wrong, side.Field, *side.List)
	}
	for _, p := range w.Overlap.Places() {
		*p.Cards = checkedCards(&wrong, "overlap_"+p.Name, *p.Cards)
	}
	return w, wrong.Err()
}

func checkedReferences(wrong *fault.Fields, field string, in []Reference) []Reference {
	var out []Reference
	for _, r := range in {
		for _, s := range []*string{&r.Law, &r.Paragraph, &r.Decision, &r.Committee, &r.Title} {
			*s = plain.Line(*s)
			Free(wrong, field, *s, LongestName*2)
		}
		r.Date = Date(wrong, field, r.Date)
		if !r.IsZero() {
			out = append(out, r)
		}
	}
	if len(out) > MostReferences {
		wrong.Add(field, "too-many-of-them", MostReferences)
	}
	return out
}

func checkedCards(wrong *fault.Fields, field string, in []string) []string {
	var out []string
	for _, s := range in {
		if s = plain.Line(s); s != "" {
			Free(wrong, field, s, LongestText)
			out = append(out, s)
		}
	}
	if len(out) > MostCards {
		wrong.Add(field, "too-many-of-them", MostCards)
	}
	return out
}

// Tidy takes away the space around a text and Windows line ends.
func Tidy(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// Free notes what is wrong with a free text: too long, signs that nobody sees, or something
// that points at a person.
func Free(wrong *fault.Fields, field, s string, most int) {
	if len([]rune(s)) > most {
		wrong.Add(field, "too-long", most)
		return
	}
	if !plain.Is(s) {
		wrong.Add(field, "unseen-signs")
	}
	personal.Check(wrong, field, s)
}

// Date reads a date as it was typed; what is none is noted, and kept as it is.
func Date(wrong *fault.Fields, field string, typed day.Date) day.Date {
	d, err := day.Parse(string(typed))
	if err != nil {
		wrong.Add(field, "not-a-date")
		return typed
	}
	return d
}

// Needed is Free for what may not be empty.
func Needed(wrong *fault.Fields, field, s string, most int) {
	if plain.Blank(s) {
		wrong.Add(field, "required")
		return
	}
	Free(wrong, field, s, most)
}
