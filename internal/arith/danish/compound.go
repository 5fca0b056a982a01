package danish

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// links are what Danish puts between the parts of a compound.
var links = []string{"", "s", "e", "er", "n"}

// derived are endings that look like words but make a new word of the same root
// (venlig, farvel, hårløs): they are no parts.
var derived = []string{"lig", "løs", "bar", "som", "hed", "skab", "dom", "ing", "ning", "else", "isk", "ig", "er", "eri", "agtig", "vis", "mæssig", "ende", "et", "en"}

// splitter cuts compounds into parts that the list or the vocabulary knows.
type splitter struct {
	words  *lexicon
	texts  *vocabulary
	simple map[string]bool // what is known to have no parts: keeps made-up words from costing exponential time
}

// split returns the parts of a compound as dictionary forms, or nil when word is none.
// The word is brought to its dictionary form first, so that no ending is taken for a
// part (billeder is not bil and leder). Where it has several, the one with the fewest
// parts is taken, then the one with the longest last part (leder, not led).
func (s splitter) split(word string) []string {
	if len(word) > 80 {
		return nil
	}
	var best []string
	for _, lemma := range s.words.lemmasOf(word) {
		parts := s.splitLemma(lemma)
		if n := len(parts); n > 0 && (best == nil || n < len(best) || n == len(best) && len(parts[n-1]) > len(best[n-1])) {
			best = parts
		}
	}
	return best
}

// splitLemma cuts a dictionary form: in two at the first place where both sides are
// known, else in more; each part is split again.
func (s splitter) splitLemma(word string) []string {
	if s.simple[word] || s.words.classes[word]&(verb|fixed|whole) != 0 {
		return nil
	}
	for i := range word {
		if modifier := s.modifierOf(word, i); modifier != "" && s.head(word[i:]) && !latinVerb(word[:i], word[i:]) {
			return append(s.deeper(modifier), s.deeper(word[i:])...)
		}
	}
	for i := range word {
		if modifier := s.modifierOf(word, i); modifier != "" {
			if rest := s.splitLemma(word[i:]); rest != nil {
				return append(s.deeper(modifier), rest...)
			}
		}
	}
	s.simple[word] = true
	return nil
}

func (s splitter) deeper(part string) []string {
	if parts := s.splitLemma(part); parts != nil {
		return parts
	}
	return []string{part}
}

// latinVerb reports whether a cut goes through the ending of a verb in -ere (parkering,
// interesseret), which ends like ring and ret.
func latinVerb(before, part string) bool {
	return strings.HasSuffix(before, "e") && (part == "ring" || part == "ret" || part == "rede" || part == "rer")
}

// head reports whether a part can be the last of a compound.
func (s splitter) head(part string) bool {
	if utf8.RuneCountInString(part) < 3 || slices.Contains(derived, part) {
		return false
	}
	c := s.words.classes[part]
	return c&noun != 0 || c == 0 && s.learned(part)
}

// modifierOf returns the lemma of what stands before i in word, or "".
func (s splitter) modifierOf(word string, i int) string {
	if i < 2 || len(word)-i < 3 {
		return ""
	}
	return s.modifier(word[:i])
}

// modifier returns the lemma of a part that is not the last, with its link, or "".
func (s splitter) modifier(part string) string {
	for _, link := range links {
		stem, ok := strings.CutSuffix(part, link)
		if !ok || utf8.RuneCountInString(stem) < 2 {
			continue
		}
		c := s.words.classes[stem]
		if c&(noun|adjective) != 0 || c&verb != 0 && link == "" && strings.HasSuffix(stem, "e") || c == 0 && s.learned(stem) {
			return stem
		}
		if link == "s" && s.words.classes[stem+"e"]&(noun|verb) != 0 { // arbejds-, of arbejde
			return stem + "e"
		}
		if link == "" || link == "e" {
			for _, l := range s.words.odd[part] { // børne-, mænds-
				return l
			}
			for _, l := range s.words.odd[stem] {
				return l
			}
		}
	}
	return ""
}

// learned reports whether the texts use a word by itself, long enough to trust.
func (s splitter) learned(word string) bool {
	return utf8.RuneCountInString(word) >= 4 && s.texts.counts[word] > 0 && len(s.words.lemmas[word]) == 0
}
