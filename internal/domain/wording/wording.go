// Package wording is what a core task says: its name, its formulation, its three sides and
// what they share. It is words and the rules for words; it knows no task, no version and
// no database. Who may change them, and when they are in force, is said in coretask.
package wording

import (
	"slices"
	"strings"

	"kernehus/internal/kernel/day"
)

// Longest is how many characters each text may have.
const (
	LongestName        = 120
	LongestFormulation = 600
	LongestText        = 2000
	MostReferences     = 20
	MostCards          = 40 // in one place of the overlap
)

// Words are what a version of a core task says.
type Words struct {
	Name                  string      `db:"name"`
	Formulation           string      `db:"formulation"`
	Purpose               string      `db:"purpose"`      // the desired effect, never the activities (K-02)
	TargetGroup           string      `db:"target_group"` // whom it is for
	Citizens              string      `db:"citizens"`     // what they contribute themselves (K-09)
	Companies             string      `db:"companies"`
	Community             string      `db:"community"`
	Why                   string      `db:"why"`
	Narrative             string      `db:"narrative"` // name of the narrative it is part of (C-01)
	Formal                string      `db:"formal"`
	FormalReferences      []Reference `db:"formal_references,json"`
	OwnRoom               string      `db:"own_room"` // where the unit chooses for itself (K-20)
	Performed             string      `db:"performed"`
	PerformedReferences   []Reference `db:"performed_references,json"`
	Experienced           string      `db:"experienced"`
	ExperiencedReferences []Reference `db:"experienced_references,json"`
	Overlap               Overlap     `db:"overlap,json"`
}

// Reference is what a perspective is known from: a law and its paragraph, a decision and
// who took it, or anything else with a title.
type Reference struct {
	Law       string   `json:"lov,omitempty"`
	Paragraph string   `json:"paragraf,omitempty"`
	Decision  string   `json:"beslutning,omitempty"`
	Committee string   `json:"udvalg,omitempty"`
	Title     string   `json:"titel,omitempty"`
	Date      day.Date `json:"dato,omitempty"`
}

// IsZero tells that nothing is written.
func (r Reference) IsZero() bool { return r == Reference{} }

// Overlap is what the three perspectives share, what two share, and what only one says:
// the cards people placed, never text matching (P-04, P-06).
type Overlap struct {
	Shared               []string `json:"faelles,omitempty"`
	FormalPerformed      []string `json:"formelt_og_udfoert,omitempty"`
	PerformedExperienced []string `json:"udfoert_og_oplevet,omitempty"`
	FormalExperienced    []string `json:"formelt_og_oplevet,omitempty"`
	OnlyFormal           []string `json:"kun_formelt,omitempty"`
	OnlyPerformed        []string `json:"kun_udfoert,omitempty"`
	OnlyExperienced      []string `json:"kun_oplevet,omitempty"`
}

// Places are the seven lists in order, each under its name outside Go.
func (o *Overlap) Places() []Place {
	return []Place{
		{"faelles", &o.Shared}, {"formelt_og_udfoert", &o.FormalPerformed}, {"udfoert_og_oplevet", &o.PerformedExperienced},
		{"formelt_og_oplevet", &o.FormalExperienced}, {"kun_formelt", &o.OnlyFormal}, {"kun_udfoert", &o.OnlyPerformed},
		{"kun_oplevet", &o.OnlyExperienced},
	}
}

// Place is one of the seven lists of an Overlap.
type Place struct {
	Name  string
	Cards *[]string
}

// Empty tells that nobody has placed anything.
func (o Overlap) Empty() bool {
	return !slices.ContainsFunc(o.Places(), func(p Place) bool { return len(*p.Cards) > 0 })
}

func (o Overlap) same(p Overlap) bool {
	a, b := o.Places(), p.Places()
	for i := range a {
		if !slices.Equal(*a[i].Cards, *b[i].Cards) {
			return false
		}
	}
	return true
}

// Sentence is what stands as the task's own words: the formulation, and the purpose until
// there is one.
func (w Words) Sentence() string {
	if strings.TrimSpace(w.Formulation) != "" {
		return w.Formulation
	}
	return w.Purpose
}

// Sides are the names of the three sides.
func Sides() []string { return []string{"formal", "performed", "experienced"} }

// Side is the text of one of the three sides.
func (w Words) Side(name string) string {
	return map[string]string{"formal": w.Formal, "performed": w.Performed, "experienced": w.Experienced}[name]
}

// Text is one free text among the words, under its field's name.
type Text struct {
	Field string
	Text  *string
	most  int
}

// Texts are the free texts but the name.
func (w *Words) Texts() []Text {
	return []Text{
		{"formulation", &w.Formulation, LongestFormulation}, {"purpose", &w.Purpose, LongestText},
		{"target_group", &w.TargetGroup, LongestText}, {"citizens", &w.Citizens, LongestText},
		{"companies", &w.Companies, LongestText}, {"community", &w.Community, LongestText},
		{"why", &w.Why, LongestText}, {"narrative", &w.Narrative, LongestName},
		{"formal", &w.Formal, LongestText}, {"own_room", &w.OwnRoom, LongestText},
		{"performed", &w.Performed, LongestText}, {"experienced", &w.Experienced, LongestText},
	}
}

// References are what each of the three sides is known from, under their fields' names.
func (w *Words) References() []References {
	return []References{
		{"formal_references", &w.FormalReferences}, {"performed_references", &w.PerformedReferences}, {"experienced_references", &w.ExperiencedReferences},
	}
}

// References is what one side is known from.
type References struct {
	Field string
	List  *[]Reference
}

// With gives w with every text of over that is not empty in its place.
func (w Words) With(over Words) Words {
	if over.Name != "" {
		w.Name = over.Name
	}
	old, new := w.Texts(), over.Texts()
	for i := range old {
		if strings.TrimSpace(*new[i].Text) != "" {
			*old[i].Text = *new[i].Text
		}
	}
	was, is := w.References(), over.References()
	for i := range was {
		if len(*is[i].List) > 0 {
			*was[i].List = *is[i].List
		}
	}
	if !over.Overlap.Empty() {
		w.Overlap = over.Overlap
	}
	return w
}

// Change is one text that reads differently in two versions.
type Change struct{ Field, Before, After string }

// Changes gives what reads differently between two versions, the name first.
func Changes(before, after Words) []Change {
	var out []Change
	if before.Name != after.Name {
		out = append(out, Change{"name", before.Name, after.Name})
	}
	old, new := before.Texts(), after.Texts()
	for i := range old {
		if *old[i].Text != *new[i].Text {
			out = append(out, Change{old[i].Field, *old[i].Text, *new[i].Text})
		}
	}
	was, is := before.References(), after.References()
	for i := range was {
		if !slices.Equal(*was[i].List, *is[i].List) {
			out = append(out, Change{Field: was[i].Field})
		}
	}
	if !before.Overlap.same(after.Overlap) {
		out = append(out, Change{Field: "overlap"})
	}
	return out
}
