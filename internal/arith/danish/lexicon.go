package danish

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed lexicon.txt
var lexiconText string

// class says what a listed word can be; a word may be several.
type class int

const (
	noun class = 1 << iota
	verb
	adjective
	fixed // has no other forms
	whole // a noun that is not split though it looks like a compound
)

// lexicon is the list of common words, with all their forms.
type lexicon struct {
	classes map[string]class    // by lemma, the form found in a dictionary
	forms   map[string][]string // by lemma
	lemmas  map[string][]string // by form
	strong  map[string][]string // lemmas of irregular verbs, by form
	odd     map[string][]string // lemmas of irregular nouns, by form
}

var ownWords = sync.OnceValue(func() *lexicon { return readLexicon(lexiconText) })

func readLexicon(text string) *lexicon {
	x := &lexicon{
		classes: map[string]class{},
		forms:   map[string][]string{},
		lemmas:  map[string][]string{},
		strong:  map[string][]string{},
		odd:     map[string][]string{},
	}
	group := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			group = strings.Trim(line, "[]")
		case strings.Contains(line, "|"):
			for entry := range strings.SplitSeq(line, "|") {
				x.add(group, strings.Fields(entry))
			}
		default:
			for _, w := range strings.Fields(line) {
				x.add(group, []string{w})
			}
		}
	}
	return x
}

// add takes one entry: a lemma, and in the irregular groups its other forms.
func (x *lexicon) add(group string, entry []string) {
	if len(entry) == 0 {
		return
	}
	word := entry[0]
	switch group {
	case "verbs with -ede":
		x.learn(word, verb, verbForms(word, "ede"))
	case "verbs with -te":
		x.learn(word, verb, verbForms(word, "te"))
	case "strong and irregular verbs":
		forms := strongForms(entry)
		x.learn(word, verb, forms)
		note(x.strong, word, forms)
	case "adjectives":
		x.learn(word, adjective, adjectiveForms(word))
	case "irregular adjectives":
		x.learn(word, adjective, genitives(slices.Clone(entry)))
	case "nouns":
		x.learn(word, noun, nounForms(word))
	case "whole nouns":
		x.learn(word, noun|whole, nounForms(word))
	case "irregular nouns":
		x.learn(word, noun, genitives(slices.Clone(entry)))
		note(x.odd, word, genitives(slices.Clone(entry)))
	case "fixed":
		x.learn(word, fixed, entry)
	}
}

func (x *lexicon) learn(word string, c class, forms []string) {
	x.classes[word] |= c
	for _, f := range forms {
		if !slices.Contains(x.forms[word], f) {
			x.forms[word] = append(x.forms[word], f)
		}
	}
	note(x.lemmas, word, forms)
}

func note(index map[string][]string, word string, forms []string) {
	for _, f := range forms {
		if !slices.Contains(index[f], word) {
			index[f] = append(index[f], word)
		}
	}
}
