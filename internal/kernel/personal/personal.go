// Package personal finds what could point at a person in a free text: a CPR number or
// an e-mail address. It is asked before anything is stored, so that what it finds is in
// no row, no log and no error report.
package personal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kernehus/internal/kernel/fault"
)

// Kind is what was found.
type Kind string

const (
	CPR   Kind = "cpr"
	Email Kind = "email"
)

// Hit is one finding; the text is s[Start:End], in bytes.
type Hit struct {
	Kind       Kind
	Start, End int
}

// Find gives every CPR number and every e-mail address in s, CPR numbers first. Digits,
// dashes, spaces and @ of other scripts count as ours, and invisible characters between
// them are looked through.
func Find(s string) []Hit {
	line := readable(s)
	return append(findCPR(line), findEmails(line)...)
}

// Has tells whether there is anything to find in s.
func Has(s string) bool { return len(Find(s)) > 0 }

// Check notes on the field name that s holds a CPR number (has-cpr) or an e-mail address
// (has-email); at most one of each. The fault never carries the text itself.
func Check(fields *fault.Fields, name, s string) {
	seen := map[Kind]bool{}
	for _, h := range Find(s) {
		if seen[h.Kind] {
			continue
		}
		seen[h.Kind] = true
		if h.Kind == CPR {
			fields.Add(name, "has-cpr")
		} else {
			fields.Add(name, "has-email")
		}
	}
}

// Mask gives s with every finding replaced by "[fjernet]", for texts that must be kept
// but may not point at anybody.
func Mask(s string) string {
	covered := make([]bool, len(s))
	for _, h := range Find(s) {
		for i := h.Start; i < h.End; i++ {
			covered[i] = true
		}
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case !covered[i]:
			b.WriteByte(s[i])
		case i == 0 || !covered[i-1]:
			b.WriteString("[fjernet]")
		}
	}
	return b.String()
}

// mark is one character as it reads, with its place in the text.
type mark struct {
	r          rune // digits as '0'–'9', every dash as '-', every space as ' ', every at sign as '@'
	start, end int
}

// readable gives the characters of s as they read, without the invisible ones.
func readable(s string) []mark {
	marks := make([]mark, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.Is(unicode.Cf, r) {
			marks = append(marks, mark{plain(r), i, i + size})
		}
		i += size
	}
	return marks
}

func plain(r rune) rune {
	switch {
	case r < 0x80 && r != '\t':
		return r
	case unicode.Is(unicode.Nd, r):
		return '0' + digitValue(r)
	case unicode.Is(unicode.Pd, r), r == '−', r == '⁃':
		return '-'
	case unicode.Is(unicode.Zs, r), r == '\t':
		return ' '
	case r == '＠', r == '﹫':
		return '@'
	case r == '．', r == '。':
		return '.'
	}
	return r
}

// digitValue is the value of a decimal digit: Unicode keeps them in runs of ten that
// start at zero.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// findCPR finds six digits that can be a date, a gap or none, and four digits, not
// inside a longer number. There is no check digit: it has not been valid since 2007.
func findCPR(line []mark) []Hit {
	var hits []Hit
	for i := 0; i < len(line); {
		if !isDigit(line[i].r) {
			i++
			continue
		}
		if end, ok := cprAt(line, i); ok {
			hits = append(hits, Hit{CPR, line[i].start, line[end-1].end})
			i = end
			continue
		}
		i += digitsAt(line, i)
	}
	return hits
}

// cprAt tells whether a CPR number starts at i, the first digit of a run, and where it ends.
func cprAt(line []mark, i int) (end int, ok bool) {
	n := digitsAt(line, i)
	if n != 6 && n != 10 || !canBeDate(line[i:i+6]) {
		return 0, false
	}
	if n == 10 {
		return i + 10, true
	}
	j := gapEnd(line, i+6)
	return j + 4, j > i+6 && digitsAt(line, j) == 4
}

// gapEnd passes what people write between the two halves: a space, a dash, or a dash
// between spaces.
func gapEnd(line []mark, i int) int {
	for _, r := range " - " {
		if i < len(line) && line[i].r == r {
			i++
		}
	}
	return i
}

// digitsAt counts the digits in a row from i on.
func digitsAt(line []mark, i int) int {
	n := 0
	for i+n < len(line) && isDigit(line[i+n].r) {
		n++
	}
	return n
}

// canBeDate reads ddmmyy; the century is unknown, so 29 February needs a year that
// divides by four.
func canBeDate(six []mark) bool {
	two := func(i int) int { return int(six[i].r-'0')*10 + int(six[i+1].r-'0') }
	day, month, year := two(0), two(2), two(4)
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	last := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 {
		last = 29
	}
	return day <= last
}

// findEmails finds name@house.country.
func findEmails(line []mark) []Hit {
	var hits []Hit
	from := 0
	for i := range line {
		if line[i].r != '@' {
			continue
		}
		start := i
		for start > from && isLocal(line[start-1].r) {
			start--
		}
		if end := domainEnd(line, i+1); start < i && end > 0 {
			hits = append(hits, Hit{Email, line[start].start, line[end-1].end})
			from = end
		}
	}
	return hits
}

func isLocal(r rune) bool { return isLabel(r) || strings.ContainsRune(".!#$%&'*+/=?^_`{|}~", r) }
func isLabel(r rune) bool {
	return r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// domainEnd gives the end of a host name that starts at i and has a dot with at least two
// letters after it; 0 when there is none.
func domainEnd(line []mark, i int) int {
	end, letters, dots, label := 0, 0, 0, 0
	for ; i < len(line); i++ {
		switch r := line[i].r; {
		case r == '.' && label > 0:
			dots, label, letters = dots+1, 0, 0
			continue
		case !isLabel(r):
			return end
		case unicode.IsLetter(r):
			letters++
		}
		label++
		if dots > 0 && letters >= 2 {
			end = i + 1
		}
	}
	return end
}
