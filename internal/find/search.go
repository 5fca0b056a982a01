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

// Search gives the documents, in any of the scopes and parts, that answer every word of a query.
// Who asks must be allowed to read all of a scope's words, or of a part's: what a query finds,
// and in which order, depends on all of them.
func Search(tx *db.Tx, scopes []Scope, query string, parts ...Part) (Answer, error) {
	q, known, found, err := ask(tx, scopes, query, parts...)
	a := Answer{Query: q, More: len(found) > MostHits}
	slices.SortFunc(found, func(x, y merit) int {
		if x.score != y.score {
			return cmp.Compare(y.score, x.score)
		}
		return cmp.Compare(x.at, y.at)
	})
	for _, m := range found[:min(len(found), MostHits)] {
		d := known.documents[m.at]
		a.Hits = append(a.Hits, Hit{Kind: d.Kind, Subject: d.Subject, Scope: d.Scope, Score: m.score, Guessed: m.guessed})
	}
	return a, err
}

// ask reads a query and gives what answers. What has changed since it was indexed answers nothing.
func ask(tx *db.Tx, scopes []Scope, query string, parts ...Part) (q danish.Query, known knowledge, found []merit, err error) {
	if len(scopes) == 0 {
		return q, known, nil, nil
	}
	if known, scopes, err = knowing(tx, scopes, parts); err != nil {
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
	return q, known, known.answer(answering(q, known.postings(rows), len(known.documents))), nil
}

// knowledge is what a query of some scopes is read with.
type knowledge struct {
	words     *danish.Analyzer
	documents []named        // by id
	numbers   []number       // rising
	mixed     map[Scope]bool // has rows with numbers that are none of the documents'
}

// number is one of the index, and where among the documents it stands.
type number struct {
	number int64
	at     int
}

func (n number) compare(sought int64) int { return cmp.Compare(n.number, sought) }

// know gives the vocabulary of some scopes and what its numbers stand for, which is remembered
// until the index moves.
func know(tx *db.Tx, scopes []Scope) (knowledge, error) {
	scopes = slices.Sorted(slices.Values(scopes))
	var key strings.Builder
	for _, s := range scopes {
		key.WriteString(" " + string(s))
	}
	return db.Remembered(tx, "find"+key.String(), []string{Topic}, func() (knowledge, error) {
		k := knowledge{words: &danish.Analyzer{}, mixed: map[Scope]bool{}}
		terms, err := vocabularyOf(tx, scopes)
		if err != nil {
			return k, err
		}
		counts := make(map[string]int, len(terms))
		for _, t := range terms {
			counts[t.Term] = max(t.Documents, 1)
		}
		if err := k.unlearn(tx, scopes, counts); err != nil {
			return k, err
		}
		k.words.LearnCounts(counts)
		k.documents, err = documentsIn(tx, scopes)
		k.number()
		return k, err
	})
}

// number puts the documents in order.
func (k *knowledge) number() {
	slices.SortFunc(k.documents, named.compare)
	k.numbers = make([]number, len(k.documents))
	for i, d := range k.documents {
		k.numbers[i] = number{d.Number, i}
	}
	slices.SortFunc(k.numbers, func(a, b number) int { return cmp.Compare(a.number, b.number) })
}

// answer keeps what stands for a document still, and says where that is.
func (k knowledge) answer(found []merit) []merit {
	out, left := found[:0], k.numbers
	for _, m := range found {
		step := 1 // what is sought is seldom far away
		for step < len(left) && left[step].number < m.number {
			step *= 2
		}
		at, is := slices.BinarySearchFunc(left[:min(step+1, len(left))], m.number, number.compare)
		if left = left[at:]; is {
			m.at = left[0].at
			out = append(out, m)
		}
	}
	return out
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

// merit is how well a document answers. Lists of them are in the order of the numbers, each
// once, so that two become one in one walk.
type merit struct {
	number  int64
	score   float64
	guessed bool
	at      int // in knowledge.documents, once that is known
}

// answering gives the documents that answer every clause. A clause's merit is the best of its
// alternatives': its weight times, for each entry, how much the document says of the term and how
// few others do: (1 + ln weight) · ln(1 + N/n), of N documents of which n have it (Salton and
// Buckley, 1988).
func answering(q danish.Query, of map[string][]posting, documents int) []merit {
	var found []merit
	for n, c := range q.Clauses {
		lists := make([][]merit, len(c.Any))
		for i, alt := range c.Any {
			lists[i] = alternative(alt, of, documents)
		}
		if answers := either(lists); n == 0 {
			found = answers
		} else {
			found = both(found, answers)
		}
		if len(found) == 0 {
			break
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
func alternative(alt danish.Alternative, of map[string][]posting, documents int) []merit {
	var found []merit
	for n, terms := range alt.All {
		lists := make([][]merit, len(terms))
		for i, t := range terms {
			lists[i] = make([]merit, len(of[t]))
			rare := math.Log(1 + float64(documents)/float64(max(len(of[t]), 1)))
			for k, p := range of[t] {
				lists[i][k] = merit{number: p.number, score: loudness[max(0, min(p.weight, mostWeight))] * rare, guessed: alt.Kind == danish.Guess}
			}
		}
		if one := either(lists); n == 0 {
			found = one
		} else {
			found = both(found, one)
		}
	}
	for i := range found {
		found[i].score *= alt.Weight / float64(len(alt.All))
	}
	return found
}

// either gives all that stands in any of some lists, each with its best merit; of two as good,
// the first.
func either(lists [][]merit) []merit {
	switch len(lists) {
	case 0:
		return nil
	case 1:
		return lists[0]
	}
	a, b := either(lists[:len(lists)/2]), either(lists[len(lists)/2:])
	if len(a) == 0 {
		return b
	}
	out := make([]merit, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].number < b[0].number:
			out, a = append(out, a[0]), a[1:]
		case a[0].number > b[0].number:
			out, b = append(out, b[0]), b[1:]
		default:
			if b[0].score > a[0].score {
				out = append(out, b[0])
			} else {
				out = append(out, a[0])
			}
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// both gives what stands in two lists, with the merits added up.
func both(a, b []merit) []merit {
	out := make([]merit, 0, min(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].number < b[0].number:
			a = a[1:]
		case a[0].number > b[0].number:
			b = b[1:]
		default:
			out = append(out, merit{number: a[0].number, score: a[0].score + b[0].score, guessed: a[0].guessed || b[0].guessed})
			a, b = a[1:], b[1:]
		}
	}
	return out
}
