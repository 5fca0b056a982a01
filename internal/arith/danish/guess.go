package danish

import (
	"slices"
	"unicode/utf8"
)

// letters people type by mistake; Danish and the digits.
const keyboard = "abcdefghijklmnopqrstuvwxyzæøåé0123456789"

// guesses returns the terms of the texts that are one typing error away from a word
// of at least four letters: a letter missing, too many, wrong, or two changed places
// (F. J. Damerau 1964). Of several words the one whose forms the texts use most is taken.
func (a *Analyzer) guesses(word string) []string {
	if utf8.RuneCountInString(word) < 4 || len(word) > 40 {
		return nil
	}
	x := ownWords()
	var best []string
	most := 0
	for _, w := range neighbours([]rune(word)) {
		if a.texts.counts[w] == 0 && x.classes[w] == 0 {
			continue
		}
		terms := a.present(a.asked(w))
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
