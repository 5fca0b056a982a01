package danish

import "strings"

// Searchable gives what a simple search looks through: every word as it stands, folded,
// then, behind a bar, the stem of each, so that other forms are found too. A space stands
// on both sides of each.
func Searchable(text string) string {
	var b strings.Builder
	for _, t := range Tokens(text) {
		b.WriteString(" " + Fold(t.Text))
	}
	b.WriteString(" |")
	for _, s := range Stems(text) {
		b.WriteString(" " + s)
	}
	b.WriteString(" ")
	return b.String()
}
