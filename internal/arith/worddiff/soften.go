package worddiff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// joinSame puts neighbours together where nothing was replaced between them.
func joinSame(all []change) []change {
	var out []change
	var same []string
	flush := func() {
		if n := len(out); n > 0 {
			out[n-1].same = strings.Join(same, "")
		}
		same = same[:0]
	}
	for _, c := range all {
		if len(out) == 0 || c.removed != "" || c.added != "" {
			flush()
			out = append(out, change{removed: c.removed, added: c.added})
		}
		same = append(same, c.same)
	}
	flush()
	return out
}

// soften draws islands into the changes on both sides of them.
func soften(all []change) []change {
	var out []change
	var open draft
	for i, c := range all {
		open.add(c.removed, c.added)
		if i+1 < len(all) && (c.removed != "" || c.added != "") && island(c, all[i+1]) {
			open.add(c.same, c.same)
			continue
		}
		out = append(out, change{removed: open.removed.String(), added: open.added.String(), same: c.same})
		open = draft{}
	}
	return out
}

// draft is a change being put together.
type draft struct{ removed, added strings.Builder }

func (d *draft) add(removed, added string) {
	d.removed.WriteString(removed)
	d.added.WriteString(added)
}

// island reports whether the text between two changes is too small to help a reader:
// marks and spaces only between two replacements, or one word of at most three letters
// between replacements of several words each.
func island(c, next change) bool {
	if next.removed == "" && next.added == "" {
		return false
	}
	switch n := words(c.same); {
	case n == 0:
		return replaced(c) && replaced(next) && !strings.ContainsAny(c.same, "\n\r")
	case n == 1:
		return utf8.RuneCountInString(strings.TrimSpace(c.same)) <= 3 && wide(c) && wide(next)
	}
	return false
}

// replaced reports whether words stand on both sides of a change.
func replaced(c change) bool { return words(c.removed) > 0 && words(c.added) > 0 }

// wide reports whether a change replaces several words by several.
func wide(c change) bool { return words(c.removed) > 1 && words(c.added) > 1 }

// words counts the runs of letters and digits.
func words(s string) int {
	return len(strings.FieldsFunc(s, func(r rune) bool { return !wordRune(r) }))
}

// commonSpace is the white space both begin with.
func commonSpace(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) {
		r, size := utf8.DecodeRuneInString(a[n:])
		if !unicode.IsSpace(r) || !strings.HasPrefix(b[n:], a[n:n+size]) {
			break
		}
		n += size
	}
	return a[:n]
}
