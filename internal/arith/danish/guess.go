package danish

import (
	"slices"
	"unicode/utf8"
)

// letters people type by mistake; Danish and the digits.
const keyboard = "abcdefghijklmnopqrstuvwxyzæøåé0123456789"

// guesses returns the terms of the texts that are one typing error away from a word
// of at least four letters: a letter missing, too many, wrong, or two changed places
// (F. J. Damerau 1964). Of several words the one whose forms the texts use most is taken;
// where they use none, the one whose other words or compounds they use most.
func (a *Analyzer) guesses(word string) []string {
	if utf8.RuneCountInString(word) < 4 || len(word) > 40 {
		return nil
	}
	var known []string
	for _, w := range neighbours([]rune(word)) {
		if a.texts.counts[w] > 0 || ownWords().classes[w] != 0 || len(ownSynonyms().of[w]) > 0 {
			known = append(known, w)
		}
	}
	if best := a.mostUsed(known, func(w string) []string { return a.present(a.asked(w)) }); len(best) > 0 {
		return best
	}
	return a.mostUsed(known, func(w string) []string {
		terms := a.compounds(w)
		for _, other := range ownSynonyms().of[w] {
			terms = append(terms, a.present(a.asked(other))...) // a phrase of several words has none
		}
		slices.Sort(terms)
		return slices.Compact(terms)
	})
}

// mostUsed gives those of the words' terms that the texts use most.
func (a *Analyzer) mostUsed(words []string, of func(word string) []string) (best []string) {
	most := 0
	for _, w := range words {
		terms := of(w)
		if n := a.uses(terms); n > most || n == most && slices.Compare(terms, best) < 0 {
			best, most = terms, n
		}
	}
	return best
}

// uses counts how often the texts use some terms.
func (a *Analyzer) uses(terms []string) int {
	n := 0
	for _, t := range terms {
		n += a.texts.counts[t]
	}
	return n
}

// neighbours returns every string one edit away from word.
func neighbours(word []rune) []string {
	var all []string
	for i := 0; i <= len(word); i++ {
		head, tail := string(word[:i]), word[i:]
		for _, r := range keyboard {
			all = append(all, head+string(r)+string(tail))
			if len(tail) > 0 {
				all = append(all, head+string(r)+string(tail[1:]))
			}
		}
		if len(tail) > 0 {
			all = append(all, head+string(tail[1:]))
		}
		if len(tail) > 1 {
			all = append(all, head+string([]rune{tail[1], tail[0]})+string(tail[2:]))
		}
	}
	return all
}
