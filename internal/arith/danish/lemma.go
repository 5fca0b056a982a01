package danish

import (
	"slices"
	"strings"
)

// prefixes stand before verbs and keep their inflection: indgå, indgik.
var prefixes = strings.Fields(`af an be bi bort efter for fore fra fram frem gen gennem hen hjem igennem ind
	med mis mod ned om op over på sam sammen til tilbage u ud under ved vedlige vide`)

// lemmas returns the dictionary forms a folded word may belong to, at least one.
// A word of the list belongs to what the list says. Another is tried as a prefixed
// irregular verb, as a compound of an irregular noun, and by taking endings off; no
// guess contradicts the list.
func (x *lexicon) lemmasOf(word string) []string {
	if known := x.lemmas[word]; len(known) > 0 {
		return known
	}
	found := []string{word}
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(word, p)
		if !ok {
			continue
		}
		for _, v := range x.strong[rest] {
			found = appendNew(found, p+v)
		}
	}
	for i := range word {
		if i >= 3 {
			for _, n := range x.odd[word[i:]] {
				found = appendNew(found, word[:i]+n)
			}
		}
	}
	for _, c := range stripped(word) {
		if x.classes[c] == 0 && !slices.Contains(found, c) && slices.Contains(guessForms(c), word) {
			found = append(found, c)
		}
	}
	return found
}

// formsOf returns the forms a lemma may have, itself among them.
func (x *lexicon) formsOf(lemma string) []string {
	forms := slices.Clone(x.forms[lemma])
	if len(forms) > 0 {
		return forms
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(lemma, p); ok && x.classes[rest]&verb != 0 && len(x.strong[rest]) > 0 {
			for _, f := range x.forms[rest] {
				forms = append(forms, p+f)
			}
		}
	}
	for i := range lemma {
		if i >= 3 && slices.Contains(x.odd[lemma[i:]], lemma[i:]) {
			for _, f := range x.forms[lemma[i:]] {
				forms = append(forms, lemma[:i]+f)
			}
		}
	}
	return append(forms, guessForms(lemma)...)
}

// endings are what stripped takes off; all of them are tried.
var endings = strings.Fields(`e en et er ene erne ere est este eren ede edes te tes t n r rne ne nde ende st ste s es ens ets
	ers enes ernes eres erens edes ts ns rs rnes nes tt re um`)

// stripped returns words that word may be a form of, unchecked.
func stripped(word string) []string {
	var all []string
	for _, e := range endings {
		b, ok := strings.CutSuffix(word, e)
		if !ok || len(b) < 2 || !strings.ContainsAny(b, vowels) {
			continue
		}
		n := len(b)
		all = append(all, b, b+"e", b+"er")
		if strings.HasSuffix(b, "e") || strings.HasSuffix(b, "i") { // museet, gymnasiet
			all = append(all, b+"um")
		}
		if n > 2 && b[n-1] == b[n-2] {
			all = append(all, b[:n-1])
		}
		if strings.Contains("lnr", b[n-1:]) {
			all = append(all, b[:n-1]+"e"+b[n-1:], b[:n-1]+b[n-2:n-1]+"e"+b[n-1:])
		}
	}
	return all
}

func appendNew(all []string, words ...string) []string {
	for _, w := range words {
		if !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}
