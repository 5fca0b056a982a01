package find

import "kernehus/internal/kernel/db"

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
	_, known, found, err := ask(tx, scopes, query)
	all := Whole{Subjects: make(map[string]bool, len(found))}
	for _, m := range found {
		if d := known.documents[m.at]; d.Kind == kind {
			all.Subjects[d.Subject] = true
			all.Guessed = all.Guessed || m.guessed
		}
	}
	return all, err
}
