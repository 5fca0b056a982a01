package worddiff

import "strings"

// side is one of the two texts as slide sees it: the units, and the number of the unit
// in a pair.
type side struct {
	units []unit
	of    func(*pair) *int
}

// slide moves a stretch that was only added, or only removed, to the left where that
// reads better: "A. Vi B. Vi C." without its middle is A. [Vi B.] Vi C., not
// A. Vi [B. Vi] C. Which words are kept stays the same.
func slide(a, b []unit, pairs []pair) {
	old := side{a, func(p *pair) *int { return &p.a }}
	new := side{b, func(p *pair) *int { return &p.b }}
	for next := 1; next <= len(pairs); next++ {
		endA, endB := len(a), len(b)
		if next < len(pairs) {
			endA, endB = pairs[next].a, pairs[next].b
		}
		last := pairs[next-1]
		switch {
		case last.b+1 == endB && last.a+1 < endA:
			old.shift(new, pairs[:next], endA)
		case last.a+1 == endA && last.b+1 < endB:
			new.shift(old, pairs[:next], endB)
		}
	}
}

// shift moves the unmatched units between the last pair and end to the best place.
func (s side) shift(other side, pairs []pair, end int) {
	start := *s.of(&pairs[len(pairs)-1]) + 1
	best, steps := s.beginning(start), 0
	for k := 1; k <= len(pairs); k++ {
		p := pairs[len(pairs)-k]
		at := *s.of(&p)
		touching := at == start-k && *other.of(&p) == *other.of(&pairs[len(pairs)-1])-k+1
		if !touching || s.units[at].whole != s.units[end-k].whole {
			break
		}
		if score := s.beginning(at); score > best {
			best, steps = score, k
		}
	}
	for k := 1; k <= steps; k++ {
		*s.of(&pairs[len(pairs)-k]) = end - k
	}
}

// beginning says how well a stretch may begin at unit i: best at a new line, then
// after a sentence, then after another mark.
func (s side) beginning(i int) int {
	switch {
	case i == 0 || strings.ContainsAny(s.units[i].space, "\n\r"):
		return 3
	case strings.Contains(".!?", s.units[i-1].core):
		return 2
	case strings.Contains(",:;", s.units[i-1].core):
		return 1
	}
	return 0
}
