package find

import (
	"slices"

	"kernehus/internal/arith/danish"
	"kernehus/internal/kernel/db"
)

// Public is the scope of everybody: what one may read without an account.
const Public Scope = "public"

// Whole is all of a kind that answers a query.
type Whole struct {
	Subjects map[string]bool
	Guessed  bool // only words one letter from what was asked for answer
}

// All gives everything of a kind that answers a query in any of the scopes, however much it is:
// for who narrows and orders it by something else than how well it answers.
func All(tx *db.Tx, kind string, scopes []Scope, query string) (Whole, error) {
	q, known, found, err := ask(tx, scopes, query)
	all := Whole{Subjects: make(map[string]bool, len(found))}
	for number := range found {
		if d, answers := known.documents[number]; answers && d.Kind == kind {
			all.Subjects[d.Subject] = true
		}
	}
	all.Guessed = len(all.Subjects) > 0 && slices.ContainsFunc(q.Clauses, guessed)
	return all, err
}

// guessed tells that nothing but a guess answers a word: one is tried only then.
func guessed(c danish.Clause) bool {
	return slices.ContainsFunc(c.Any, func(a danish.Alternative) bool { return a.Kind == danish.Guess })
}
