package worddiff

import "sort"

// maxEdits bounds the shortest-edit search of one stretch; see the package comment.
const maxEdits = 600

// pair says that unit a of the old text is unit b of the new one.
type pair struct{ a, b int }

// matcher holds both texts as numbers, equal cores having equal numbers.
type matcher struct {
	a, b       []int
	countA     []int // by number; zero between uses
	countB     []int
	lastA      []int
	pairs      []pair
	unfinished []stretch
}

// stretch is a part of both texts, [a0,a1) and [b0,b1), that is still to be matched.
type stretch struct {
	a0, a1, b0, b1 int
}

// match pairs the units of two texts; both sides of the pairs rise.
func match(a, b []unit) []pair {
	numbers := map[string]int{}
	number := func(all []unit) []int {
		ids := make([]int, len(all))
		for i, u := range all {
			id, ok := numbers[u.core]
			if !ok {
				id = len(numbers)
				numbers[u.core] = id
			}
			ids[i] = id
		}
		return ids
	}
	m := &matcher{a: number(a), b: number(b)}
	m.countA, m.countB, m.lastA = make([]int, len(numbers)), make([]int, len(numbers)), make([]int, len(numbers))
	m.unfinished = []stretch{{0, len(a), 0, len(b)}}
	for len(m.unfinished) > 0 {
		s := m.unfinished[len(m.unfinished)-1]
		m.unfinished = m.unfinished[:len(m.unfinished)-1]
		m.stretch(s)
	}
	sort.Slice(m.pairs, func(i, j int) bool { return m.pairs[i].a < m.pairs[j].a })
	return m.pairs
}

// stretch matches equal ends, then by fixed points, and leaves what lies between
// the fixed points for later.
func (m *matcher) stretch(s stretch) {
	for s.a0 < s.a1 && s.b0 < s.b1 && m.a[s.a0] == m.b[s.b0] {
		m.pairs = append(m.pairs, pair{s.a0, s.b0})
		s.a0++
		s.b0++
	}
	for s.a0 < s.a1 && s.b0 < s.b1 && m.a[s.a1-1] == m.b[s.b1-1] {
		s.a1--
		s.b1--
		m.pairs = append(m.pairs, pair{s.a1, s.b1})
	}
	if s.a0 == s.a1 || s.b0 == s.b1 {
		return
	}
	fixed := rising(m.unique(s))
	if len(fixed) == 0 {
		m.pairs = append(m.pairs, shortest(m.a[s.a0:s.a1], m.b[s.b0:s.b1], s.a0, s.b0)...)
		return
	}
	a, b := s.a0, s.b0
	for _, p := range fixed {
		m.pairs = append(m.pairs, p)
		m.unfinished = append(m.unfinished, stretch{a, p.a, b, p.b})
		a, b = p.a+1, p.b+1
	}
	m.unfinished = append(m.unfinished, stretch{a, s.a1, b, s.b1})
}

// unique returns the pairs of units that stand once on each side, in b's order.
func (m *matcher) unique(s stretch) []pair {
	for i := s.a0; i < s.a1; i++ {
		m.countA[m.a[i]]++
		m.lastA[m.a[i]] = i
	}
	for j := s.b0; j < s.b1; j++ {
		m.countB[m.b[j]]++
	}
	var all []pair
	for j := s.b0; j < s.b1; j++ {
		if w := m.b[j]; m.countA[w] == 1 && m.countB[w] == 1 {
			all = append(all, pair{m.lastA[w], j})
		}
	}
	for i := s.a0; i < s.a1; i++ {
		m.countA[m.a[i]] = 0
	}
	for j := s.b0; j < s.b1; j++ {
		m.countB[m.b[j]] = 0
	}
	return all
}

// rising returns a longest run of pairs, in b's order, whose a rises too.
func rising(all []pair) []pair {
	piles := make([]int, 0, len(all)) // index of the pair with the smallest a that ends a run of this length
	before := make([]int, len(all))
	for i, p := range all {
		n := sort.Search(len(piles), func(k int) bool { return all[piles[k]].a >= p.a })
		before[i] = -1
		if n > 0 {
			before[i] = piles[n-1]
		}
		if n == len(piles) {
			piles = append(piles, i)
		} else {
			piles[n] = i
		}
	}
	if len(piles) == 0 {
		return nil
	}
	run := make([]pair, len(piles))
	for i, k := piles[len(piles)-1], len(piles)-1; k >= 0; k-- {
		run[k] = all[i]
		i = before[i]
	}
	return run
}

// shortest returns the pairs of a shortest edit script (Myers 1986), moved by a0 and
// b0, or none when the script has more than maxEdits edits.
func shortest(a, b []int, a0, b0 int) []pair {
	limit := min(len(a)+len(b), maxEdits)
	reach := make([]int, 2*limit+3) // furthest a-index on each diagonal
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int(nil), reach[limit+1-d:limit+2+d]...))
		for k := -d; k <= d; k += 2 {
			x := furthest(reach, limit+1+k, k == -d, k == d)
			for x < len(a) && x-k >= 0 && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			reach[limit+1+k] = x
			if x >= len(a) && x-k >= len(b) {
				return backtrack(trace, len(a), len(b), pair{a0, b0})
			}
		}
	}
	return nil
}

// furthest steps to diagonal k from its better neighbour: down (k+1) or right (k-1).
func furthest(reach []int, at int, lowest, highest bool) int {
	if lowest || !highest && reach[at-1] < reach[at+1] {
		return reach[at+1]
	}
	return reach[at-1] + 1
}

// backtrack reads the pairs off the trace; trace[d] holds the diagonals -d…d as they
// were before step d.
func backtrack(trace [][]int, x, y int, origin pair) []pair {
	var pairs []pair
	for d := len(trace) - 1; d >= 0; d-- {
		fromX, fromY := 0, 0
		if d > 0 {
			k := x - y
			from := k - 1
			if k == -d || k != d && trace[d][d+k-1] < trace[d][d+k+1] {
				from = k + 1
			}
			fromX = trace[d][d+from]
			fromY = fromX - from
		}
		for x > fromX && y > fromY && x > 0 && y > 0 {
			x--
			y--
			pairs = append(pairs, pair{origin.a + x, origin.b + y})
		}
		x, y = fromX, fromY
	}
	return pairs
}
