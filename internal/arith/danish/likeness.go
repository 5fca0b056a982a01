package danish

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Corpus finds texts that say much the same ("findes allerede?"). It holds each text as
// a vector: one axis per stem, stop words left out, weight (1 + ln count)·ln(1 + N/n)
// for N texts of which n have the stem; likeness is the cosine of two vectors (Salton
// and Buckley, Term-weighting approaches in automatic text retrieval, 1988). Sentences
// that everybody writes weigh little. The zero value is ready; it is not safe for
// concurrent use.
type Corpus struct {
	texts    map[string]map[string]int // stem counts by id
	postings map[string][]string       // ids by stem, in order of adding
	lengths  map[string]float64        // of the vectors, by id; empty after a change
}

// Match is a text of a corpus and how like it is: 0 nothing shared, 1 the same stems
// in the same shares. A word has no likeness of its own to a synonym.
type Match struct {
	ID       string
	Likeness float64
}

// Add puts a text into the corpus; the same id again replaces the text.
func (c *Corpus) Add(id, text string) {
	if c.texts == nil {
		c.texts, c.postings = map[string]map[string]int{}, map[string][]string{}
	}
	c.Remove(id)
	counts := countStems(text)
	c.texts[id] = counts
	for s := range counts {
		c.postings[s] = append(c.postings[s], id)
	}
}

// Remove takes a text out; an unknown id is no mistake.
func (c *Corpus) Remove(id string) {
	for s := range c.texts[id] {
		c.postings[s] = slices.DeleteFunc(c.postings[s], func(other string) bool { return other == id })
	}
	delete(c.texts, id)
	c.lengths = nil
}

// Similar returns the k texts most like text, the likest first, equal ones by id;
// texts that share no stem are left out.
func (c *Corpus) Similar(text string, k int) []Match {
	counts := countStems(text)
	dots := map[string]float64{}
	for _, s := range slices.Sorted(maps.Keys(counts)) { // always the same order, always the same last digit
		for _, id := range c.postings[s] {
			dots[id] += c.weight(s, counts[s]) * c.weight(s, c.texts[id][s])
		}
	}
	c.measure()
	own := c.length(counts)
	matches := make([]Match, 0, len(dots))
	for id, dot := range dots {
		matches = append(matches, Match{ID: id, Likeness: min(1, dot/(own*c.lengths[id]))})
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(a.ID, b.ID))
	})
	return matches[:max(0, min(k, len(matches)))]
}

// measure finds the lengths of all vectors once after each change.
func (c *Corpus) measure() {
	if len(c.lengths) > 0 {
		return
	}
	c.lengths = make(map[string]float64, len(c.texts))
	for id, counts := range c.texts {
		c.lengths[id] = c.length(counts)
	}
}

func (c *Corpus) weight(stem string, count int) float64 {
	n := len(c.postings[stem])
	if n == 0 {
		return 0
	}
	return (1 + math.Log(float64(count))) * math.Log(1+float64(len(c.texts))/float64(n))
}

// length is the Euclidean length of a vector, summed in a fixed order.
func (c *Corpus) length(counts map[string]int) float64 {
	squares := make([]float64, 0, len(counts))
	for s, n := range counts {
		w := c.weight(s, n)
		squares = append(squares, w*w)
	}
	slices.Sort(squares)
	sum := 0.0
	for _, x := range squares {
		sum += x
	}
	return math.Sqrt(sum)
}

func countStems(text string) map[string]int {
	counts := map[string]int{}
	for _, s := range Stems(text) {
		counts[s]++
	}
	return counts
}
