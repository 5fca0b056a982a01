// Package plain knows the signs that nobody sees and that can make a text read otherwise
// than it is written: control characters other than line ends and tabs, and the ones that
// turn or close the direction of what follows. Text from a form loses them; where a
// program sends a text, or a file holds one, it is refused. Signs without width that turn
// nothing (U+200B, U+FEFF, the soft hyphen) come along with pasted text and do no harm:
// they are let be, but are no text by themselves (Blank).
package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unseen tells whether r is such a sign. What joins letters and emoji (U+200C, U+200D) is
// none: without it words of other languages fall apart.
func unseen(r rune) bool {
	switch {
	case r == '\n', r == '\r', r == '\t':
		return false
	case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
		return true
	}
	return unicode.IsControl(r)
}

// Blank tells that nothing can be seen in s.
func Blank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) })
}

// Line puts a text on one line, without space at its ends or doubled inside.
func Line(s string) string { return strings.Join(strings.Fields(s), " ") }

// Is tells that s is text, and has no sign that nobody sees.
func Is(s string) bool { return utf8.ValidString(s) && !strings.ContainsFunc(s, unseen) }

// Text gives s without what is no text and without the signs that nobody sees.
func Text(s string) string {
	if Is(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
