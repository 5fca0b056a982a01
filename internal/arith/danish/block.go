package danish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is a stretch of text that no sentence crosses; a single block counts as one
// sentence whatever stands in it.
type block struct {
	text   string
	single bool
}

// line is one non-blank line of a text, without its surrounding spaces.
type line struct {
	start, end int    // where it stands in the text, list mark included
	body       string // without the mark of a list item or heading
	kind       lineKind
	apart      bool // a blank line stands before it
}

type lineKind int

const (
	plain lineKind = iota
	item
	title
)

// blocks parts a text into paragraphs, headings and list items. A line that begins
// with a small letter goes on where the line before it stopped.
func blocks(text string) []block {
	lines := readLines(text)
	var all []block
	for i := 0; i < len(lines); {
		first := lines[i]
		last := i
		for last+1 < len(lines) && first.kind != title && lines[last+1].continues() {
			last++
		}
		whole := text[first.end-len(first.body) : lines[last].end]
		single := first.kind != plain || last+1 < len(lines) && heading(whole)
		all = append(all, block{text: whole, single: single})
		i = last + 1
	}
	return all
}

// continues reports whether a line goes on with the sentence of the line before.
func (l line) continues() bool {
	r, _ := utf8.DecodeRuneInString(l.body)
	return l.kind == plain && !l.apart && unicode.IsLower(r)
}

func readLines(text string) []line {
	var all []line
	apart := false
	for start := 0; start <= len(text); {
		end := len(text)
		if n := strings.IndexAny(text[start:], "\n\r\u2028\u2029"); n >= 0 {
			end = start + n
		}
		raw := text[start:end]
		trimmed := strings.TrimSpace(raw)
		switch {
		case trimmed != "":
			at := start + strings.Index(raw, trimmed)
			kind, body := readMark(trimmed)
			all = append(all, line{start: at, end: at + len(trimmed), body: body, kind: kind, apart: apart})
			apart = false
		case end < len(text) && !strings.HasSuffix(text[:end], "\r"):
			apart = true
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		start = end + max(size, 1)
	}
	return all
}

// readMark recognises the mark of a list item or heading and takes it away.
func readMark(trimmed string) (lineKind, string) {
	mark, rest, found := strings.Cut(trimmed, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case !found || rest == "":
		return plain, trimmed
	case strings.Trim(mark, "#") == "":
		return title, rest
	case bullets[mark] || numbered(mark, rest):
		return item, rest
	}
	return plain, trimmed
}

var bullets = set("- * + • – — ‣ ◦ ▪ ·")

// numbered reports whether mark is 1. or 1) or a); a number before a month (1. maj)
// is a date.
func numbered(mark, rest string) bool {
	body, dot := strings.CutSuffix(mark, ".")
	body, bracket := strings.CutSuffix(body, ")")
	if dot == bracket || body == "" || len(body) > 3 {
		return false
	}
	if bracket && utf8.RuneCountInString(body) == 1 && letters(body) == 1 {
		return true
	}
	next, _, _ := strings.Cut(rest, " ")
	return strings.Trim(body, "0123456789") == "" && !months[strings.ToLower(strings.Trim(next, ".,:;"))]
}

// heading reports whether a line that others follow looks like a heading: it has no
// end mark at its end, and no sentence but one with a colon or semicolon inside.
func heading(text string) bool {
	tokens := Tokens(text)
	if len(tokens) == 0 || strings.ContainsAny(text[tokens[len(tokens)-1].End:], ".:;!?…") {
		return false
	}
	for i := range tokens[1:] {
		gap := text[tokens[i].End:tokens[i+1].Start]
		if strings.ContainsAny(gap, ".!?…") && endsSentence(text, tokens[i], tokens[i+1]) {
			return false
		}
	}
	return true
}
