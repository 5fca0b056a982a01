package find

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"kernehus/internal/arith/danish"
	"kernehus/internal/kernel/db"
)

// Hit is a document that answers a query.
type Hit struct {
	Kind, Subject string
	Scope         Scope
	Score         float64
	Guessed       bool // only words one letter from what was asked for answer
}

// Answer is what a query gives: the best first, of two as good by id.
type Answer struct {
	Query danish.Query // to mark the words with that answer
	Hits  []Hit
	More  bool // than MostHits answer; the rest is not told of
}

// MostHits is how many documents are told of.
const MostHits = 2000

// Search gives the documents, in any of the scopes, that answer every word of a query. The caller
// decides who may see them.
func Search(tx *db.Tx, scopes []Scope, query string) (Answer, error) {
	q, known, found, err := ask(tx, scopes, query)
	a := Answer{Query: q}
	a.name(known, found)
	return a, err
}

// Subjects gives all that answers, by id and without an order: for who measures the index, and
// has more than MostHits to count.
func Subjects(tx *db.Tx, scopes []Scope, query string) ([]string, error) {
	_, known, found, err := ask(tx, scopes, query)
	seen := map[string]bool{}
	for number := range found {
		if d, answers := known.documents[number]; answers {
			seen[d.Subject] = true
		}
	}
	return slices.Sorted(maps.Keys(seen)), err
}

// ask reads a query and gives the documents that answer.
func ask(tx *db.Tx, scopes []Scope, query string) (q danish.Query, known knowledge, found map[int64]merit, err error) {
	if len(scopes) == 0 {
		return q, known, nil, nil
	}
	if known, err = know(tx, scopes); err != nil {
		return q, known, nil, err
	}
	q = known.words.Query(query)
	if len(q.Clauses) == 0 {
		return q, known, nil, nil
	}
	rows, err := postingsOf(tx, scopes, termsOf(q))
	if err != nil {
		return q, known, nil, err
	}
	return q, known, answering(q, rows, len(known.documents)), nil
}

// knowledge is what a query of some scopes is read with.
type knowledge struct {
	words     *danish.Analyzer
	documents map[int64]named
}

// know gives the vocabulary of some scopes and what its numbers stand for, which is remembered
// until the index moves.
func know(tx *db.Tx, scopes []Scope) (knowledge, error) {
	scopes = slices.Sorted(slices.Values(scopes))
	var key strings.Builder
	for _, s := range scopes {
		key.WriteString(" " + string(s))
	}
	return db.Remembered(tx, "find"+key.String(), []string{Topic}, func() (knowledge, error) {
		k := knowledge{words: &danish.Analyzer{}, documents: map[int64]named{}}
		terms, err := vocabularyOf(tx, scopes)
		if err != nil {
			return k, err
		}
		counts := make(map[string]int, len(terms))
		for _, t := range terms {
			counts[t.Term] = max(t.Documents, 1)
		}
		k.words.LearnCounts(counts)
		documents, err := documentsIn(tx, scopes)
		for _, d := range documents {
			k.documents[d.Number] = d
		}
		return k, err
	})
}

func termsOf(q danish.Query) []string {
	seen := map[string]bool{}
	for _, c := range q.Clauses {
		for _, alt := range c.Any {
			for _, terms := range alt.All {
				for _, t := range terms {
					seen[t] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// merit is how well a document answers.
type merit struct {
	score   float64
	guessed bool
}

// answering gives the documents that answer every clause. A clause's merit is the best of its
// alternatives': its weight times, for each entry, how much the document says of the term and how
// few others do: (1 + ln weight) · ln(1 + N/n), of N documents of which n have it (Salton and
// Buckley, 1988).
func answering(q danish.Query, rows []postingRow, documents int) map[int64]merit {
	slices.SortFunc(rows, func(a, b postingRow) int {
		return cmp.Or(cmp.Compare(a.Term, b.Term), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Chunk, b.Chunk))
	})
	of := map[string][]posting{}
	for _, r := range rows {
		of[r.Term] = append(of[r.Term], parsePostings(r.Documents)...)
	}
	var found map[int64]merit
	for _, c := range q.Clauses {
		var answers map[int64]merit
		for _, alt := range c.Any {
			scores := alternative(alt, of, documents)
			if answers == nil {
				answers = make(map[int64]merit, len(scores))
			}
			for number, score := range scores {
				m := merit{alt.Weight * score, alt.Kind == danish.Guess}
				if old, better := answers[number]; !better || m.score > old.score {
					answers[number] = m
				}
			}
		}
		if answers == nil {
			return nil
		}
		if found == nil {
			found = answers
			continue
		}
		for number, m := range found {
			one, ok := answers[number]
			if !ok {
				delete(found, number)
				continue
			}
			found[number] = merit{m.score + one.score, m.guessed || one.guessed}
		}
	}
	return found
}

// loudness is 1 + ln weight, by weight.
var loudness = func() (out [mostWeight + 1]float64) {
	for w := 1; w <= mostWeight; w++ {
		out[w] = 1 + math.Log(float64(w))
	}
	return out
}()

// alternative scores the documents that have, for each entry, one of its terms.
func alternative(alt danish.Alternative, of map[string][]posting, documents int) map[int64]float64 {
	var found map[int64]float64
	for _, terms := range alt.All {
		most := 0
		for _, t := range terms {
			most += len(of[t])
		}
		best := make(map[int64]float64, most)
		for _, t := range terms {
			list := of[t]
			rare := math.Log(1 + float64(documents)/float64(max(len(list), 1)))
			for _, p := range list {
				if s := loudness[max(0, min(p.weight, mostWeight))] * rare; s > best[p.number] {
					best[p.number] = s
				}
			}
		}
		if found == nil {
			found = best
			continue
		}
		for number, s := range found {
			one, ok := best[number]
			if !ok {
				delete(found, number)
				continue
			}
			found[number] = s + one
		}
	}
	if len(alt.All) > 1 {
		for number := range found {
			found[number] /= float64(len(alt.All))
		}
	}
	return found
}

// name says what the numbers stand for, the best first. What has changed since it was indexed
// answers nothing.
func (a *Answer) name(known knowledge, found map[int64]merit) {
	for number, m := range found {
		if d, answers := known.documents[number]; answers {
			a.Hits = append(a.Hits, Hit{Kind: d.Kind, Subject: d.Subject, Scope: d.Scope, Score: m.score, Guessed: m.guessed})
		}
	}
	slices.SortFunc(a.Hits, func(x, y Hit) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Scope, y.Scope), cmp.Compare(x.Kind, y.Kind))
	})
	if len(a.Hits) > MostHits {
		a.Hits, a.More = a.Hits[:MostHits], true
	}
}
