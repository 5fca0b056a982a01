package danish

import (
	"strings"
	"unicode"
)

// Terms returns the words of a text as they are put into a search index, in order:
// folded, stop words too (a query leaves them out where it can). A word with marks
// inside gives itself without hyphens and its parts: p-plads gives pplads, p and plads.
// Terms depends on nothing but the text, so an index never has to be built anew when
// the vocabulary grows; all cleverness is in Analyzer.Query.
func Terms(text string) []string {
	var terms []string
	for _, t := range Tokens(text) {
		terms = append(terms, termsOf(t.Text)...)
	}
	return terms
}

// termsOf returns the index terms of one word.
func termsOf(word string) []string {
	folded := Fold(word)
	parts := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	switch {
	case len(parts) == 0:
		return nil
	case len(parts) == 1:
		return parts
	case strings.Contains(folded, "'") && len(parts) == 2 && len(parts[1]) <= 4: // DBU's
		return parts[:1]
	}
	return append([]string{strings.ReplaceAll(folded, "-", "")}, parts...)
}
