package danish

import (
	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/danish"
)

// Stem reduces a folded word to the stem it shares with its other forms, by the
// Danish Snowball algorithm (snowballstem.org/algorithms/danish), with the exceptions
// of our own below. A stem is a key for comparing, not a word to show: a few
// different words share one (over-stemming), a few forms of one word do not
// (under-stemming). The Analyzer does better where a vocabulary is at hand.
func Stem(word string) string {
	if lemma, ok := exceptions[word]; ok {
		word = lemma
	}
	env := snowballstem.NewEnv(word)
	snowball.Stem(env)
	return env.Current()
}

// Stems returns the stem of each word of a text, in order, stop words left out.
func Stems(text string) []string {
	var stems []string
	for _, t := range Tokens(text) {
		if w := Fold(t.Text); !stopWords[w] {
			stems = append(stems, Stem(w))
		}
	}
	return stems
}

// exceptions are forms that no suffix rule can bring home: nouns that change their
// vowel and the comparisons of the commonest adjectives. They are stemmed as the word
// they stand for.
var exceptions = map[string]string{
	"børn": "barn", "børns": "barn", "børnene": "barn", "børnenes": "barn",
	"mænd": "mand", "mænds": "mand", "mændene": "mand", "mændenes": "mand",
	"bøger": "bog", "bøgers": "bog", "bøgerne": "bog", "bøgernes": "bog",
	"hænder": "hånd", "hænders": "hånd", "hænderne": "hånd", "hændernes": "hånd",
	"fødder": "fod", "fødderne": "fod", "tænder": "tand", "tænderne": "tand", "tændernes": "tand",
	"nætter": "nat", "nætterne": "nat", "kræfter": "kraft", "kræfterne": "kraft",
	"brødre": "bror", "brødrene": "bror", "mødre": "mor", "mødrene": "mor", "mødres": "mor",
	"fædre": "far", "fædrene": "far", "fædres": "far", "døtre": "datter", "døtrene": "datter",
	"øjne": "øje", "øjnene": "øje", "rødder": "rod", "rødderne": "rod",
	"bedre": "god", "bedst": "god", "bedste": "god", "større": "stor", "størst": "stor", "største": "stor",
	"mindre": "lille", "mindst": "lille", "mindste": "lille", "små": "lille",
	"yngre": "ung", "yngst": "ung", "yngste": "ung", "længere": "lang", "længst": "lang", "længste": "lang",
}
