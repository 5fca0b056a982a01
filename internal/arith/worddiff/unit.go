package worddiff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unit is a word or a mark, with the spaces in front of it. The last unit of a text
// may be spaces alone. whole is both, cut out of the text in one piece.
type unit struct {
	whole, space, core string
}

// units parts a text into its units; joined they are the text.
func units(s string) []unit {
	all := make([]unit, 0, len(s)/6+1)
	for at := 0; at < len(s); {
		word := at + spaces(s[at:])
		end := word + coreLength(s[word:])
		all = append(all, unit{whole: s[at:end], space: s[at:word], core: s[word:end]})
		at = end
	}
	return all
}

func spaces(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)) }

// coreLength is the length of the word or the single mark that s begins with.
// A hyphen, apostrophe, full stop, comma or colon between letters or digits is inside a word.
func coreLength(s string) int {
	at := 0
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !wordRune(r) {
			next, _ := utf8.DecodeRuneInString(s[at+size:])
			inside := at > 0 && strings.ContainsRune("-'’.,:\u00ad", r) && wordRune(next)
			if !inside {
				break
			}
		}
		at += size
	}
	if at == 0 && s != "" {
		_, at = utf8.DecodeRuneInString(s)
	}
	return at
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// text joins neighbouring units.
func text(all []unit) string {
	if len(all) == 1 {
		return all[0].whole
	}
	var b strings.Builder
	for _, u := range all {
		b.WriteString(u.whole)
	}
	return b.String()
}
