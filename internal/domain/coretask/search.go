package coretask

import (
	"strings"

	"kernehus/internal/arith/danish"
)

// SearchText gives what a search looks through: every word as it stands, folded, and the
// stem of each, so that other forms are found too.
func (w Words) SearchText() string {
	var b strings.Builder
	all := w.Name + " \n" + w.Formulation + " \n" + w.Purpose
	for _, t := range danish.Tokens(all) {
		b.WriteString(" " + danish.Fold(t.Text))
	}
	b.WriteString(" |")
	for _, s := range danish.Stems(all) {
		b.WriteString(" " + s)
	}
	b.WriteString(" ")
	return b.String()
}

// folded is how names of professions are compared.
func folded(s string) string { return danish.Fold(line(s)) }
