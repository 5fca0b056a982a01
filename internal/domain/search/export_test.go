package search

import "kernehus/internal/arith/danish"

// Snippet cuts a text as for a query whose words the text has taught.
func Snippet(text, query string) []Piece {
	var a danish.Analyzer
	a.Learn(text)
	return snippet(text, a.Query(query))
}

// Read is the part of a query that is looked for.
func Read(query string) string { return read(query) }
