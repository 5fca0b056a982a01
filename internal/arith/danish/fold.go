package danish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold gives the form in which words are compared: small letters (also ÆØÅ), no soft
// hyphens, letters built of a base and a combining mark put together, é and other
// foreign accents taken off (é→e, ü→u, ä→æ, ö→ø), æ, ø and å kept. Old aa becomes å
// where it stands for it: before the word's first vowel sound has passed (Aabenraa,
// Faaborg), at its end, and in gaard; never where two parts meet (temaaften).
// Folding what is folded changes nothing.
func Fold(word string) string {
	if plainLetters(word) {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		switch {
		case r == '\u00ad':
		case unicode.Is(unicode.Mn, r):
			compose(&b, r)
		default:
			b.WriteString(plainLetter(unicode.ToLower(r)))
		}
	}
	return foldAA(b.String())
}

// plainLetters reports whether a word needs no folding.
func plainLetters(word string) bool {
	for i := 0; i < len(word); i++ {
		c := word[i]
		small := c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		if !small || c == 'a' && i > 0 && word[i-1] == 'a' {
			return false
		}
	}
	return true
}

// compose lets a combining mark change the letter it follows: a ring over a makes å,
// a diaeresis makes æ and ø as ä and ö do; other marks are dropped.
func compose(b *strings.Builder, mark rune) {
	s := b.String()
	if s == "" {
		return
	}
	letter := map[rune]map[byte]string{'\u030a': {'a': "å"}, '\u0308': {'a': "æ", 'o': "ø"}}[mark][s[len(s)-1]]
	if letter == "" {
		return
	}
	b.Reset()
	b.WriteString(s[:len(s)-1])
	b.WriteString(letter)
}

// plainLetter takes the accent off a small letter; what it does not know it keeps.
func plainLetter(r rune) string {
	if r < utf8.RuneSelf || r == 'æ' || r == 'ø' || r == 'å' {
		return string(r)
	}
	for _, f := range accents {
		if strings.ContainsRune(f.from, r) {
			return f.to
		}
	}
	return string(r)
}

var accents = []struct{ from, to string }{
	{"éèêëēęě", "e"}, {"áàâãā", "a"}, {"äǽ", "æ"}, {"öǿőõ", "ø"}, {"ǻ", "å"}, {"üúùûū", "u"},
	{"íìîïī", "i"}, {"óòôō", "o"}, {"ýÿ", "y"}, {"çćč", "c"}, {"ñń", "n"}, {"šś", "s"}, {"žźż", "z"},
	{"ð", "d"}, {"þ", "th"}, {"ß", "ss"}, {"ł", "l"}, {"œ", "ø"}, {"‐‑", "-"}, {"’", "'"},
}

// foldAA writes old aa as å, see Fold.
func foldAA(word string) string {
	if !strings.Contains(word, "aa") {
		return word
	}
	var b strings.Builder
	vowel := false
	for i := 0; i < len(word); i++ {
		rest := word[i:]
		if strings.HasPrefix(rest, "aa") && (!vowel || rest == "aa" || oldGaard(word, i)) {
			b.WriteString("å")
			vowel = true
			i++
			continue
		}
		vowel = vowel || strings.IndexByte("aeiouy", word[i]) >= 0 || word[i] == 0xc3
		b.WriteByte(word[i])
	}
	return b.String()
}

// oldGaard reports whether the aa at i stands in gaard.
func oldGaard(word string, i int) bool {
	return i > 0 && word[i-1] == 'g' && strings.HasPrefix(word[i:], "aard")
}
