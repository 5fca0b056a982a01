// Package worddiff shows what changed between two versions of a text, word by word,
// so that a person can read it.
//
// Method: each text is parted into units, a word or a single mark with the spaces in
// front of it. Units are matched by patience (B. Cohen): words that stand exactly once
// in both texts and in the same order (longest increasing subsequence) are fixed
// points; between them the same again, and where no such word is left, the shortest
// edit script (E. W. Myers, An O(ND) difference algorithm, 1986). Afterwards a stretch
// that only came or only went is moved to where a line or sentence begins, and islands
// of unchanged text too small to help a reader are drawn into the change around them.
//
// Bounds: about n·log n in the number of units n where words repeat little. Myers' part
// gives up after maxEdits edits and shows the stretch as replaced, so no two texts take
// more than about maxEdits steps for each unit, nor memory for more than maxEdits² numbers
// at a time.
//
// Spaces and marks are kept exactly: Same and Added joined are the new text, Same and
// Removed the old one, byte by byte, also when the text is not valid UTF-8.
package worddiff

// Op says what happened to a part of the text.
type Op string

// What can happen to a part.
const (
	Same    Op = "same"
	Added   Op = "added"
	Removed Op = "removed"
)

// Part is a stretch of text with one fate. Text is never empty.
type Part struct {
	Op   Op
	Text string
}

// Diff returns the parts that lead from old to new, in reading order. Two neighbours
// never have the same Op, and what was removed stands before what took its place.
// Two equal texts give one Same part, two empty ones none.
func Diff(old, new string) []Part {
	if old == new {
		return build([]change{{same: old}})
	}
	a, b := units(old), units(new)
	pairs := match(a, b)
	slide(a, b, pairs)
	return build(soften(changes(a, b, pairs)))
}

// change is a stretch that was replaced, followed by a stretch that stayed.
type change struct {
	removed, added, same string
}

// changes walks both texts along the matched pairs.
func changes(a, b []unit, pairs []pair) []change {
	var all []change
	i, j := 0, 0
	for _, p := range pairs {
		c := change{removed: text(a[i:p.a]), added: text(b[j:p.b])}
		x, y := a[p.a], b[p.b]
		if x.space == y.space {
			c.same = x.space + x.core
		} else {
			c.removed += x.space
			c.added += y.space
			c.same = x.core
		}
		all = append(all, c)
		i, j = p.a+1, p.b+1
	}
	return joinSame(append(all, change{removed: text(a[i:]), added: text(b[j:])}))
}

// build turns changes into parts.
func build(all []change) []Part {
	var parts []Part
	add := func(op Op, s string) {
		if s == "" {
			return
		}
		if n := len(parts); n > 0 && parts[n-1].Op == op {
			parts[n-1].Text += s
			return
		}
		parts = append(parts, Part{Op: op, Text: s})
	}
	for _, c := range all {
		lead := commonSpace(c.removed, c.added)
		add(Same, lead)
		add(Removed, c.removed[len(lead):])
		add(Added, c.added[len(lead):])
		add(Same, c.same)
	}
	return parts
}

// Rewritten tells that less than half of the longer text stayed: then both texts are
// easier to read whole, one after the other, than mixed word by word. A text that only
// came or only went is not rewritten.
func Rewritten(parts []Part) bool {
	var same, old, new int
	for _, p := range parts {
		switch p.Op {
		case Same:
			same, old, new = same+len(p.Text), old+len(p.Text), new+len(p.Text)
		case Removed:
			old += len(p.Text)
		case Added:
			new += len(p.Text)
		}
	}
	return old > 0 && new > 0 && 2*same < max(old, new)
}
