package danish

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of the LIX count.
const (
	longWord      = 7  // letters from which a word is long: "more than six letters"
	CertainFrom   = 50 // words from which LIX says something; below it is uncertain
	CitizenLIX    = 35 // highest advised LIX of a text written to citizens
	SentenceWords = 20 // highest advised number of words in one sentence
)

// Band is a code for how heavy a text is, after the Danish bands in common use.
type Band string

// The bands, by the rounded value.
const (
	NoBand   Band = ""          // no words
	VeryEasy Band = "very-easy" // up to 24
	Easy     Band = "easy"      // 25 to 34
	Medium   Band = "medium"    // 35 to 44
	Hard     Band = "hard"      // 45 to 54
	VeryHard Band = "very-hard" // 55 and more
)

// Readability is the count behind a LIX value, and the value.
type Readability struct {
	Value           float64 // words/sentences + 100·long/words; 0 without words; not rounded
	Words           int     // all words, also numbers
	Sentences       int     // at least 1 where there is a word
	LongWords       int     // words of seven or more letters
	LongestSentence int     // words in the longest sentence
	Uncertain       bool    // fewer than CertainFrom words
}

// Rounded is the value for display: the nearest whole number, halves away from zero.
func (r Readability) Rounded() int { return int(math.Round(r.Value)) }

// Band is the band of the rounded value, so that the number shown and the band agree.
func (r Readability) Band() Band {
	switch n := r.Rounded(); {
	case r.Words == 0:
		return NoBand
	case n <= 24:
		return VeryEasy
	case n <= 34:
		return Easy
	case n <= 44:
		return Medium
	case n <= 54:
		return Hard
	}
	return VeryHard
}

// LIX measures how heavy a text is: words/sentences + 100·longWords/words
// (C. H. Björnsson, 1968). It says nothing about the content.
//
// How it counts:
//   - A word is a Token; a hyphenated word is one word. A word is long from seven
//     letters; only letters count (æ, ø, å, é too), so a number is never long.
//   - A sentence ends at . ! ? : ; or … when a space or the end follows, closing
//     quotes and brackets aside. Without a word since the last end there is no sentence.
//   - The full stop of an abbreviation (bl.a., kl., m.v.) and of an initial ends
//     nothing, nor does one after a number when a small letter, a number or a month
//     follows (den 12. august). Points inside numbers and dates (12.8.2014) are no ends.
//   - A list item (-, *, •, –, 1., a)) and a heading (#, or a line without an end mark
//     above another) count as one sentence each, whatever stands in them.
//   - A line break ends a sentence unless the next line begins with a small letter.
func LIX(text string) Readability {
	var r Readability
	for _, b := range blocks(text) {
		r.add(b)
	}
	if r.Words > 0 {
		r.Value = float64(r.Words)/float64(r.Sentences) + 100*float64(r.LongWords)/float64(r.Words)
	}
	r.Uncertain = r.Words < CertainFrom
	return r
}

// add counts the words and sentences of one block.
func (r *Readability) add(b block) {
	tokens := Tokens(b.text)
	length := 0
	for i, t := range tokens {
		r.Words++
		length++
		if letters(t.Text) >= longWord {
			r.LongWords++
		}
		if i == len(tokens)-1 || !b.single && endsSentence(b.text, t, tokens[i+1]) {
			r.Sentences++
			r.LongestSentence = max(r.LongestSentence, length)
			length = 0
		}
	}
}

// letters counts the letters of a word; a letter with a combining mark counts once.
func letters(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsLetter(r) && r != utf8.RuneError {
			n++
		}
	}
	return n
}

// endsSentence reports whether a sentence ends between a word and the next one.
func endsSentence(text string, word, next Token) bool {
	gap := text[word.End:next.Start]
	marks, rest := closing(gap)
	if marks == "" {
		return false
	}
	if marks == "." && strings.HasPrefix(gap, ".") && dotBelongs(word.Text, next.Text) {
		return false
	}
	return rest
}

// closing returns the end marks of a gap between two words, and whether a space
// follows the last of them (closing quotes and brackets aside).
func closing(gap string) (marks string, spaced bool) {
	last := -1
	var found strings.Builder
	for i, r := range gap {
		if strings.ContainsRune(".!?:;…", r) {
			found.WriteRune(r)
			last = i + utf8.RuneLen(r)
		}
	}
	if last < 0 {
		return "", false
	}
	after := strings.TrimLeft(gap[last:], "\"'”’»«)]}*_")
	first, _ := utf8.DecodeRuneInString(after)
	return found.String(), unicode.IsSpace(first)
}

// dotBelongs reports whether the full stop after word is part of the word.
func dotBelongs(word, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	lower := strings.ToLower(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	if unicode.IsDigit(last) {
		return unicode.IsLower(first) || unicode.IsDigit(first) || months[strings.ToLower(next)]
	}
	if sometimesAbbreviated[lower] {
		return unicode.IsLower(first) || unicode.IsDigit(first)
	}
	return abbreviations[lower] || initials(lower)
}

// initials reports whether a word is made of parts of one or two letters with full
// stops between (m.v, o.l), or is a single letter.
func initials(word string) bool {
	parts := strings.Split(word, ".")
	most := 2
	if len(parts) == 1 {
		most = 1
	}
	for _, p := range parts {
		if n := utf8.RuneCountInString(p); n > most || letters(p) != n {
			return false
		}
	}
	return true
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// abbreviations are Danish abbreviations, without their last full stop.
var abbreviations = set(`
	adr afd afs alm ang anm apr aug bd bl bl.a bygn ca cand dec dept dgl dr ds dvs d.v.s
	eftf eks ekskl ekspl el.lign etc evt excl febr ff fhv fl fork forts f.eks f.kr e.kr
	fx gl hhv hr ifm ift inkl ing jan jf jfr jr kap kbh kgl kl kr lb lign maks max mfl m.fl
	mht mia mio mm m.m moms mv m.v mvh nedenst nkr nov nr nuv okt omkr opr osv o.lign ovenst ovf
	pct pga p.g.a pkt pl pr prof pt p.t resp sep sept skr skt sml spm stk stud suppl tidl tilh tlf
	ugtl vedr vha årg årh s.m.b.a a.m.b.a v.h.a i.h.t f.v.t`)

// sometimesAbbreviated are abbreviations that are also words; a capital after them
// begins a sentence.
var sometimesAbbreviated = set(`art avs best el feb fig int lic mag mar medl min obs op red ref sal sek side st tel udg var vol`)

var months = set(`januar februar marts april maj juni juli august september oktober november december
	jan feb febr mar apr jun jul aug sep sept okt nov dec`)
