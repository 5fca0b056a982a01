package disclosure_test

import (
	"fmt"
	"math/bits"
	"slices"

	"kernehus/internal/arith/disclosure"
)

// brute answers by trying everything: every population that gives the same publications, and
// every set of people who cannot be told apart.
type brute struct {
	limit  int
	all    bool    // every set is looked at, not only the small ones
	size   []int   // of each class
	atoms  [][]int // of each class
	groups [][]int // classes of each publication
	sums   []int
	low    []int // by set, as bits
	high   []int
}

func newBrute(q disclosure.Question, shown []int, all bool) *brute {
	groups := slices.Clone(q.Earlier)
	for _, i := range shown {
		groups = append(groups, q.Wanted[i])
	}
	b := &brute{limit: limitOf(q), all: all}
	at := map[string]int{}
	for a, n := range q.Counts {
		key := ""
		for _, g := range groups {
			key += fmt.Sprint(slices.Contains(g, a), " ")
		}
		if n == 0 || !slices.ContainsFunc(groups, func(g disclosure.Group) bool { return slices.Contains(g, a) }) {
			continue
		}
		if _, ok := at[key]; !ok {
			at[key] = len(b.size)
			b.size, b.atoms = append(b.size, 0), append(b.atoms, nil)
		}
		b.size[at[key]] += n
		b.atoms[at[key]] = append(b.atoms[at[key]], a)
	}
	for _, g := range groups {
		var row []int
		sum := 0
		for c, atoms := range b.atoms {
			if slices.Contains(g, atoms[0]) {
				row = append(row, c)
				sum += b.size[c]
			}
		}
		b.groups, b.sums = append(b.groups, row), append(b.sums, sum)
	}
	b.populations()
	return b
}

// populations meets every population and keeps, for every set, its smallest and largest size.
func (b *brute) populations() {
	n := len(b.size)
	b.low, b.high = make([]int, 1<<n), make([]int, 1<<n)
	var sets []int
	for s := 1; s < 1<<n; s++ {
		b.low[s] = 1 << 30
		if b.all || b.people(s) < b.limit {
			sets = append(sets, s)
		}
	}
	in := make([][]int, n)
	for i, g := range b.groups {
		for _, c := range g {
			in[c] = append(in[c], i)
		}
	}
	x, left, wrong := make([]int, n), slices.Clone(b.sums), 0
	for _, l := range left {
		if l > 0 {
			wrong++ // sums that are not met yet
		}
	}
	var next func(c int)
	next = func(c int) {
		if c == n {
			if wrong == 0 {
				b.meet(sets, x)
			}
			return
		}
		most := 1 << 30
		for _, i := range in[c] {
			most = min(most, left[i])
		}
		for v := 0; v <= most; v++ {
			x[c] = v
			for _, i := range in[c] {
				if left[i] -= v; left[i] == 0 && v > 0 {
					wrong--
				}
			}
			next(c + 1)
			for _, i := range in[c] {
				if left[i] == 0 && v > 0 {
					wrong++
				}
				left[i] += v
			}
		}
	}
	if n > 0 {
		next(0)
	}
}

func (b *brute) meet(sets, x []int) {
	for _, s := range sets {
		n := 0
		for rest := s; rest > 0; rest &= rest - 1 {
			n += x[bits.TrailingZeros(uint(rest))]
		}
		b.low[s], b.high[s] = min(b.low[s], n), max(b.high[s], n)
	}
}

// people counts those of a set of classes.
func (b *brute) people(s int) int {
	n := 0
	for c, size := range b.size {
		n += size * (s >> c & 1)
	}
	return n
}

// narrow lists the small sets that are known too well and hold no smaller one that is.
func (b *brute) narrow() []string {
	var sets []int
	for s := 1; s < 1<<len(b.size); s++ {
		if b.people(s) < b.limit && b.high[s]-b.low[s] < b.limit {
			sets = append(sets, s)
		}
	}
	var out []string
	for _, s := range sets {
		if slices.ContainsFunc(sets, func(t int) bool { return t != s && t&s == t }) {
			continue
		}
		var atoms []int
		for c, list := range b.atoms {
			if s>>c&1 == 1 {
				atoms = append(atoms, list...)
			}
		}
		slices.Sort(atoms)
		out = append(out, fmt.Sprint(atoms))
	}
	slices.Sort(out)
	return out
}
