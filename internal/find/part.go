package find

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kernehus/internal/kernel/db"
)

// Part is what some things of a kind have in a scope. Who may read no more asks in it: no word of the
// others' changes an answer.
type Part struct {
	Kind     string
	Scope    Scope
	Subjects []string
}

// knowing gives what a query of some scopes and parts is read with, and all scopes that are then
// looked in. Where a part is all of its scope, the scope's words are at hand already.
func knowing(tx *db.Tx, scopes []Scope, parts []Part) (knowledge, []Scope, error) {
	all, in := slices.Clone(scopes), map[Scope]map[string]bool{}
	parts = slices.DeleteFunc(slices.Clone(parts), func(p Part) bool { return len(p.Subjects) == 0 })
	for _, p := range parts {
		all, in[p.Scope] = append(all, p.Scope), make(map[string]bool, len(p.Subjects))
		for _, s := range p.Subjects {
			in[p.Scope][s] = true
		}
	}
	k, err := know(tx, all)
	foreign := func(d named) bool { return in[d.Scope] != nil && !in[d.Scope][d.Subject] }
	if err != nil || !slices.ContainsFunc(k.documents, foreign) {
		return k, all, err
	}
	if k, err = know(tx, scopes); err == nil {
		k, err = k.with(tx, parts)
	}
	return k, all, err
}

// with gives a knowledge that also has parts of other scopes.
func (k knowledge) with(tx *db.Tx, parts []Part) (knowledge, error) {
	k.documents, k.mixed = slices.Clone(k.documents), maps.Clone(k.mixed)
	counts := map[string]int{}
	for _, p := range parts {
		k.mixed[p.Scope] = true
		list, err := standing(tx, p)
		if err != nil {
			return k, err
		}
		for _, d := range list {
			k.documents = append(k.documents, named{Number: d.Number, Kind: d.Kind, Subject: d.Subject, Scope: d.Scope})
			for _, term := range strings.Fields(d.Terms) {
				counts[term]++
			}
		}
	}
	k.number()
	k.words = k.words.With(counts)
	return k, nil
}

// unlearn takes out of a vocabulary what stands only in documents that answer nothing: they may
// have been taken from who asks.
func (k knowledge) unlearn(tx *db.Tx, scopes []Scope, counts map[string]int) error {
	gone, err := goneIn(tx, scopes)
	if err != nil || len(gone) == 0 {
		return err
	}
	hidden, left := map[int64]bool{}, map[string]int{}
	for _, d := range gone {
		k.mixed[d.Scope], hidden[d.Number] = true, true
		for _, term := range strings.Fields(d.Terms) {
			left[term] = 0
		}
	}
	rows, err := postingsOf(tx, scopes, slices.Sorted(maps.Keys(left)))
	for _, r := range rows {
		for _, p := range parsePostings(r.Documents) {
			if !hidden[p.number] {
				left[r.Term]++
			}
		}
	}
	for term, n := range left {
		if counts[term] = n; n == 0 {
			delete(counts, term)
		}
	}
	return err
}

// postings gives what stands in rows, by term and in the order of the numbers. In mixed rows it
// leaves out what stands for none of the documents.
func (k knowledge) postings(rows []postingRow) map[string][]posting {
	of := map[string][]posting{}
	for _, r := range rows {
		list := parsePostings(r.Documents)
		if k.mixed[r.Scope] {
			list = slices.DeleteFunc(list, func(p posting) bool {
				_, is := slices.BinarySearchFunc(k.numbers, p.number, number.compare)
				return !is
			})
		}
		of[r.Term] = append(of[r.Term], list...)
	}
	for _, list := range of {
		slices.SortFunc(list, func(a, b posting) int { return cmp.Compare(a.number, b.number) })
	}
	return of
}
