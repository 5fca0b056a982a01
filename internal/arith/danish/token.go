package danish

import (
	"unicode"
	"unicode/utf8"
)

// Token is one word of a text as it was written.
// Start and End are byte offsets: Text == text[Start:End].
type Token struct {
	Text       string
	Start, End int
}

// Tokens finds the words of a text, in order.
//
// A word is a run of letters, digits and combining marks. Inside a word, between
// two letters or digits, these belong to it: hyphen (børne-venlig), soft hyphen,
// apostrophe (DBU's), full stop (bl.a, 12.8.2014), underscore and @; and between two
// digits also comma (3,5) and colon (14:30). A full stop between a small and a
// capital letter (borgeren.Vi) is a forgotten space and parts two words.
func Tokens(text string) []Token {
	var tokens []Token
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !wordRune(r) {
			at += size
			continue
		}
		end := wordEnd(text, at)
		tokens = append(tokens, Token{Text: text[at:end], Start: at, End: end})
		at = end
	}
	return tokens
}

// wordEnd returns where the word that begins at start ends.
func wordEnd(text string, start int) int {
	var before rune
	at := start
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !wordRune(r) {
			after, _ := utf8.DecodeRuneInString(text[at+size:])
			if !joins(before, r, after) {
				return at
			}
		}
		if !unicode.IsMark(r) {
			before = r
		}
		at += size
	}
	return at
}

// wordRune reports whether r can begin or continue a word by itself.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// joins reports whether mark, standing between two runes, keeps them one word.
func joins(before, mark, after rune) bool {
	if !wordRune(before) || !wordRune(after) {
		return false
	}
	switch mark {
	case '-', '\u2010', '\u2011', '\u00ad', '\'', '\u2019', '_', '@':
		return true
	case '.':
		return !(unicode.IsLower(before) && unicode.IsUpper(after))
	case ',', ':':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}
