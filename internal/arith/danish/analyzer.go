package danish

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Kind says why a word of a text answers a word of a query.
type Kind string

// The kinds, the surest first.
const (
	Form    Kind = "form"    // the word itself in some form: skolerne for skole
	Synonym Kind = "synonym" // another word for it: skrald for affald
	Part    Kind = "part"    // a compound with it: skolegård, folkeskole for skole
	Begun   Kind = "begun"   // a word that begins so: folkesk for folkeskole; tried only where nothing above answers
	Guess   Kind = "guess"   // one letter off, tried only where nothing else answers
)

// weights rank the kinds, Form = 1. They are choices of ours, not measurements.
var weights = map[Kind]float64{Form: 1, Synonym: 0.7, Part: 0.5, Begun: 0.4, Guess: 0.3}

// Alternative is one way to answer a word of a query: every entry of All must be met,
// an entry is met by any of its index terms.
type Alternative struct {
	Kind   Kind
	Weight float64 // between 0 and 1, for ranking
	All    [][]string
}

// Clause is one word (or known phrase) of a query; any alternative answers it.
// Without alternatives nothing the vocabulary knows answers it.
type Clause struct {
	Words string // as asked, folded
	Any   []Alternative
}

// Query is what a person asked for; a text answers when it answers every clause.
// Without clauses nothing was asked.
type Query struct{ Clauses []Clause }

// Analyzer turns queries into index terms with the help of a vocabulary learned from
// the texts that are indexed. The zero value is ready, knows only the list of our own,
// and may be used by several goroutines at once. What it answers depends on the set of
// words learned, not on their order.
type Analyzer struct {
	mu    sync.RWMutex
	texts vocabulary
}

// Learn adds the words of texts to the vocabulary.
func (a *Analyzer) Learn(texts ...string) {
	var terms []string
	for _, t := range texts {
		terms = append(terms, Terms(t)...)
	}
	a.LearnTerms(terms...)
}

// LearnTerms adds index terms, as Terms gave them, to the vocabulary.
func (a *Analyzer) LearnTerms(terms ...string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.texts.add(terms)
}

// LearnCounts adds index terms with how often the texts use each.
func (a *Analyzer) LearnCounts(counts map[string]int) {
	terms := make([]string, 0, len(counts))
	for t, n := range counts {
		if n > 0 {
			terms = append(terms, t)
		}
	}
	slices.Sort(terms)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.texts.add(terms)
	for _, t := range terms {
		a.texts.counts[t] += counts[t] - 1
	}
}

// With gives an analyzer that knows some more terms, with how often the texts use each; a stays as
// it is.
func (a *Analyzer) With(counts map[string]int) *Analyzer {
	a.mu.RLock()
	defer a.mu.RUnlock()
	b := &Analyzer{texts: vocabulary{counts: maps.Clone(a.texts.counts), forward: slices.Clone(a.texts.forward), backward: slices.Clone(a.texts.backward)}}
	b.LearnCounts(counts)
	return b
}

// Split returns the parts of a compound as dictionary forms (borgerservicemedarbejder:
// borger, service, medarbejder), or the word's own dictionary form alone.
func (a *Analyzer) Split(word string) []string {
	a.mu.RLock()
	defer a.mu.RUnlock()
	word = Fold(word)
	s := splitter{words: ownWords(), texts: &a.texts, simple: map[string]bool{}}
	if parts := s.split(word); parts != nil {
		return parts
	}
	return a.asked(word)[:1]
}

// Query reads what a person typed. Stop words are left out unless there is nothing
// else; a phrase with a synonym (kollektiv trafik) is one clause.
func (a *Analyzer) Query(text string) Query {
	a.mu.RLock()
	defer a.mu.RUnlock()
	words := queryWords(text)
	var q Query
	for i := 0; i < len(words); {
		n, clause := a.phrase(words[i:])
		if n == 0 {
			n, clause = 1, a.clause(words[i])
		}
		q.Clauses = append(q.Clauses, clause)
		i += n
	}
	return q
}

// maxQueryWords bounds a query; what comes after is ignored.
const maxQueryWords = 32

// queryWords returns the folded words that count.
func queryWords(text string) []string {
	var all, stops []string
	for _, t := range Tokens(text) {
		if w := Fold(t.Text); len(w) > 80 || len(termsOf(t.Text)) == 0 {
			continue
		} else if stopWords[w] {
			stops = append(stops, w)
		} else {
			all = append(all, w)
		}
	}
	if len(all) == 0 {
		all = stops
	}
	return all[:min(len(all), maxQueryWords)]
}

// clause answers one word.
func (a *Analyzer) clause(word string) Clause {
	c := Clause{Words: word}
	terms := termsOf(word)
	lemmas := a.asked(terms[0])
	c.add(Form, a.present(lemmas))
	if len(terms) > 1 {
		var all [][]string
		for _, part := range terms[1:] {
			all = append(all, a.present(a.asked(part)))
		}
		c.addPhrase(Form, all)
	}
	for _, l := range lemmas {
		a.synonyms(&c, l)
		c.add(Part, a.compounds(l))
	}
	if len(c.Any) == 0 && utf8.RuneCountInString(terms[0]) >= fewestBegun {
		c.add(Begun, slices.Clone(a.texts.beginning(terms[0])))
	}
	if len(c.Any) == 0 {
		c.add(Guess, a.guesses(terms[0]))
	}
	return c
}

// fewestBegun is how many letters of a word must stand there before the rest is not asked for.
const fewestBegun = 4

// phrase answers the longest phrase that words begin with and that has synonyms;
// n is its number of words, 0 when there is none.
func (a *Analyzer) phrase(words []string) (n int, c Clause) {
	for n = min(3, len(words)); n > 1; n-- {
		phrase := strings.Join(words[:n], " ")
		if len(ownSynonyms().of[phrase]) == 0 {
			continue
		}
		c.Words = phrase
		c.addPhrase(Form, a.presentAll(words[:n]))
		a.synonyms(&c, phrase)
		return n, c
	}
	return 0, Clause{}
}

// synonyms adds the other words for a lemma or phrase.
func (a *Analyzer) synonyms(c *Clause, lemma string) {
	for _, other := range ownSynonyms().of[lemma] {
		c.addPhrase(Synonym, a.presentAll(strings.Fields(other)))
	}
}

// presentAll returns the forms of each word that the texts use.
func (a *Analyzer) presentAll(words []string) [][]string {
	var all [][]string
	for _, w := range words {
		all = append(all, a.present(a.asked(w)))
	}
	return all
}

func (c *Clause) add(kind Kind, terms []string) { c.addPhrase(kind, [][]string{terms}) }

// addPhrase adds an alternative unless a part of it has no term.
func (c *Clause) addPhrase(kind Kind, all [][]string) {
	for _, terms := range all {
		if len(terms) == 0 {
			return
		}
	}
	c.Any = append(c.Any, Alternative{Kind: kind, Weight: weights[kind], All: all})
}

// asked returns the lemmas a person may mean by a word. The list decides where it
// knows the word; else a lemma that the texts use by itself; else the one with the
// most forms in the texts.
func (a *Analyzer) asked(word string) []string {
	x := ownWords()
	if x.classes[word] != 0 {
		return []string{word}
	}
	lemmas := x.lemmasOf(word)
	if len(x.lemmas[word]) > 0 || len(lemmas) == 1 {
		return lemmas
	}
	best, most := word, 0
	for _, l := range lemmas[1:] {
		if n := len(a.present([]string{l})); a.texts.counts[l] > 0 || n > most {
			if a.texts.counts[l] > 0 {
				return []string{l}
			}
			best, most = l, n
		}
	}
	if len(a.present([]string{word})) >= most {
		best = word
	}
	return []string{best}
}

// present returns the forms of lemmas that the texts use.
func (a *Analyzer) present(lemmas []string) []string {
	x := ownWords()
	var terms []string
	for _, l := range lemmas {
		for _, f := range x.formsOf(l) {
			if a.texts.counts[f] > 0 && !slices.Contains(terms, f) && slices.Contains(x.lemmasOf(f), l) {
				terms = append(terms, f)
			}
		}
	}
	slices.Sort(terms)
	return terms
}

// compounds returns the terms that have a lemma as a part.
func (a *Analyzer) compounds(lemma string) []string {
	if utf8.RuneCountInString(lemma) < 3 {
		return nil
	}
	var terms []string
	s := splitter{words: ownWords(), texts: &a.texts, simple: map[string]bool{}}
	check := func(term string) {
		if !slices.Contains(terms, term) && slices.Contains(s.split(term), lemma) {
			terms = append(terms, term)
		}
	}
	for _, term := range a.texts.beginning(lemma) {
		check(term)
	}
	for _, f := range ownWords().formsOf(lemma) {
		if utf8.RuneCountInString(f) < 3 {
			continue
		}
		for _, reversed := range a.texts.ending(f) {
			check(reverse(reversed))
		}
	}
	slices.Sort(terms)
	return terms
}

// Mark is a word of a text that answers a query, and why.
type Mark struct {
	Token
	Kind Kind
}

// Marks returns the words of a text that answer some clause, in order, for snippets.
func (q Query) Marks(text string) []Mark {
	kinds := map[string]Kind{}
	for _, c := range q.Clauses {
		for _, a := range c.Any {
			for _, term := range slices.Concat(a.All...) {
				if old, ok := kinds[term]; !ok || weights[a.Kind] > weights[old] {
					kinds[term] = a.Kind
				}
			}
		}
	}
	var marks []Mark
	for _, t := range Tokens(text) {
		for _, term := range termsOf(t.Text) {
			if k, ok := kinds[term]; ok {
				marks = append(marks, Mark{t, k})
				break
			}
		}
	}
	return marks
}
