package id

import (
	"strconv"
	"strings"
)

// LongestSlug is how many characters a slug may have.
const LongestSlug = 80

var danishLetters = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa")

// Slug gives a name as an address that people can read: lower case, æ as ae, ø as oe, å as
// aa, every other run of characters as one hyphen, at most LongestSlug characters. A name
// without letters or digits gives nothing.
func Slug(name string) string {
	var b strings.Builder
	for _, r := range danishLetters.Replace(strings.ToLower(name)) {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			b.WriteRune(r)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	return cut(strings.Trim(b.String(), "-"), LongestSlug)
}

// NumberedSlug gives the n-th slug to try for a name: "trivsel", "trivsel-2", "trivsel-3" …
func NumberedSlug(slug string, n int) string {
	if n < 2 {
		return slug
	}
	tail := "-" + strconv.Itoa(n)
	return cut(slug, LongestSlug-len(tail)) + tail
}

func cut(s string, most int) string {
	if len(s) > most {
		s = s[:most]
	}
	return strings.Trim(s, "-")
}
