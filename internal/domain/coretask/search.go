package coretask

import "kernehus/internal/arith/danish"

// SearchText gives what a search looks through.
func (w Words) SearchText() string {
	return danish.Searchable(w.Name + " \n" + w.Formulation + " \n" + w.Purpose)
}

// folded is how names of professions are compared.
func folded(s string) string { return danish.Fold(line(s)) }
