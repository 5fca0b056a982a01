package disclosure

import (
	"cmp"
	"maps"
	"slices"
)

// block is classes that hang together: none follows by subtraction alone.
type block struct {
	limit  int
	class  []int   // in the picture, by variable
	size   []int   // people, by variable
	rows   [][]int // variables, by equation
	source []int   // the publication an equation comes from
	in     [][]int // equations, by variable

	held   [][]move // certificates, by each variable they move
	work   int      // sets and branches that may still be looked at before the block is called too entangled
	spent  int      // cells of tableaus written
	budget int      // what they may be
	found  []move   // certificates that start from what is, for other pictures of the same people
}

// move is a certificate: the difference between two populations with the same publications, by
// variable.
type move map[int]int

func (m move) of(set []int) int {
	n := 0
	for _, j := range set {
		n += m[j]
	}
	return n
}

const (
	mostVars = 300    // of a program that is solved whole
	mostWork = 40_000 // sets and branches looked at in one block
)

// blocks divides what is not plain.
func (p *picture) blocks() []*block {
	open := make([][]int, len(p.group)) // what is not plain, by publication
	together := newUnion(len(p.size))
	for i, g := range p.group {
		for _, c := range g {
			if !p.plain[c] {
				open[i] = append(open[i], c)
				together.join(c, open[i][0])
			}
		}
	}
	at := make([]int, len(p.size)) // of a class among its block's variables
	byLeader := map[int]*block{}
	var out []*block
	for c := range p.size {
		if p.plain[c] {
			continue
		}
		b := byLeader[together.find(c)]
		if b == nil {
			b = &block{limit: p.limit, work: mostWork}
			byLeader[together.find(c)] = b
			out = append(out, b)
		}
		at[c] = len(b.class)
		b.class, b.size = append(b.class, c), append(b.size, p.size[c])
	}
	for i, cs := range open {
		if len(cs) > 0 {
			byLeader[together.find(cs[0])].say(i, cs, at)
		}
	}
	for _, b := range out {
		b.in, b.held = make([][]int, len(b.size)), make([][]move, len(b.size))
		for i, row := range b.rows {
			for _, j := range row {
				b.in[j] = append(b.in[j], i)
			}
		}
	}
	return out
}

// say adds the equation of a publication, if no other says the same.
func (b *block) say(publication int, classes, at []int) {
	row := make([]int, len(classes))
	for k, c := range classes {
		row[k] = at[c]
	}
	slices.Sort(row)
	if len(b.rows) < mostVars && slices.ContainsFunc(b.rows, func(r []int) bool { return slices.Equal(r, row) }) {
		return
	}
	b.rows, b.source = append(b.rows, row), append(b.source, publication)
}

// union is sets of numbers that grow together.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) { u[u.find(i)] = u.find(j) }

// narrow is a small set of variables that a reader knows too well.
type narrow struct {
	set       []int
	low, high int
	rows      []int
	unsure    bool
}

// search finds every small set that is narrow and holds no smaller one that is. It starts at
// each small variable; a set that has a certificate grows by what moves against it, since only
// such a set can be narrow itself.
func (b *block) search() []narrow {
	if len(b.rows) == 1 && b.size[0] > 0 {
		return b.single()
	}
	var found []narrow
	seen := map[string]bool{}
	var grow func(set []int, people int)
	grow = func(set []int, people int) {
		key := keyOf(set)
		if seen[key] || slices.ContainsFunc(found, func(n narrow) bool { return contains(set, n.set) }) {
			return
		}
		seen[key] = true
		m, n := b.certify(set, people)
		if m == nil {
			found = append(found, n)
			return
		}
		for _, j := range b.against(m, set, people) {
			grow(slices.Sorted(slices.Values(append(slices.Clone(set), j))), people+b.size[j])
		}
	}
	for _, j := range b.bySize() {
		if b.size[j] < b.limit {
			grow([]int{j}, b.size[j])
		}
		if b.exhausted() {
			break // what was not looked at stands behind the one that is called unsure
		}
	}
	return minimal(found)
}

// single answers for a block of one equation: any part of it may be nought or all of it.
func (b *block) single() []narrow {
	total := 0
	for _, n := range b.size {
		total += n
	}
	if total >= b.limit {
		return nil
	}
	all := make([]int, len(b.size))
	for j := range all {
		all[j] = j
	}
	return []narrow{{set: all, low: total, high: total, rows: []int{0}}}
}

func (b *block) bySize() []int {
	out := make([]int, len(b.size))
	for j := range out {
		out[j] = j
	}
	slices.SortStableFunc(out, func(x, y int) int { return cmp.Compare(b.size[x], b.size[y]) })
	return out
}

// minimal drops sets that hold another one found.
func minimal(found []narrow) []narrow {
	var out []narrow
	for i, n := range found {
		if !slices.ContainsFunc(found, func(m narrow) bool { return len(m.set) < len(n.set) && contains(n.set, m.set) }) {
			out = append(out, found[i])
		}
	}
	return out
}

// contains tells whether an increasing list holds all of another.
func contains(large, small []int) bool {
	i := 0
	for _, j := range large {
		if i < len(small) && small[i] == j {
			i++
		}
	}
	return i == len(small)
}

func keyOf(set []int) string {
	out := make([]byte, 0, 4*len(set))
	for _, j := range set {
		out = append(out, byte(j), byte(j>>8), byte(j>>16), byte(j>>24))
	}
	return string(out)
}

// against lists the small variables that move against the set, if together they could make it
// narrow without making it large: with so many people more, how far can they drop?
func (b *block) against(m move, set []int, people int) []int {
	room := b.limit - 1 - people
	if room < 1 {
		return nil
	}
	way := cmp.Compare(m.of(set), 0)
	drop := make([]int, room+1)
	var out []int
	for _, j := range slices.Sorted(maps.Keys(m)) {
		if m[j]*way >= 0 || b.size[j] > room || slices.Contains(set, j) {
			continue
		}
		out = append(out, j)
		for have := room; have >= b.size[j]; have-- {
			drop[have] = max(drop[have], drop[have-b.size[j]]+abs(m[j]))
		}
	}
	if abs(m.of(set))-drop[room] >= b.limit {
		return nil
	}
	return out
}

// certify finds two populations between which the set differs by the limit, or says how narrow it
// is. It takes what was found before, of that what leaves least to look at; else it looks near
// by first, with all else as it is: what is found there holds.
func (b *block) certify(set []int, people int) (move, narrow) {
	if b.work--; b.exhausted() {
		return nil, narrow{set: set, unsure: true, rows: b.touching(set)}
	}
	var best move
	left := 0
	for _, j := range set {
		for _, m := range b.held[j] {
			if abs(m.of(set)) < b.limit {
				continue
			}
			if n := len(b.against(m, set, people)); best == nil || n < left {
				best, left = m, n
			}
			if left == 0 {
				return best, narrow{}
			}
		}
	}
	if best != nil {
		return best, narrow{}
	}
	for _, near := range []struct{ rings, wide int }{{1, 8}, {2, 8}, {3, 6}} {
		vars := b.around(set, near.rings, near.wide)
		if len(vars) == len(b.size) {
			break
		}
		if m := b.part(vars).certificate(set, vars, b); m != nil {
			return b.keep(m), narrow{}
		}
	}
	if len(b.size) > mostVars {
		return nil, narrow{set: set, unsure: true, rows: b.touching(set)}
	}
	m, n := b.whole(set)
	if m != nil {
		return b.keep(m), narrow{}
	}
	return nil, n
}

func (b *block) exhausted() bool { return b.work < 0 || b.spent > b.budget }

// mostHeld is how many certificates are remembered for one variable.
const mostHeld = 64

func (b *block) keep(m move) move {
	for j := range m {
		if len(b.held[j]) < mostHeld {
			b.held[j] = append(b.held[j], m)
		}
	}
	return m
}

func (b *block) touching(set []int) []int {
	var out []int
	for _, j := range set {
		out = append(out, b.in[j]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// around gives the variables within so many equations of the set, at most some of each equation,
// the largest first: they have most to give.
func (b *block) around(set []int, rings, wide int) []int {
	in := map[int]bool{}
	var all []int
	add := func(j int) {
		if !in[j] {
			in[j] = true
			all = append(all, j)
		}
	}
	for _, j := range set {
		add(j)
	}
	met := map[int]bool{}
	from := 0
	for range rings {
		to := len(all)
		for _, j := range all[from:to] {
			for _, i := range b.in[j] {
				if met[i] {
					continue
				}
				met[i] = true
				row := b.rows[i]
				if len(row) > wide {
					row = slices.Clone(row)
					slices.SortStableFunc(row, func(x, y int) int { return cmp.Compare(b.size[y], b.size[x]) })
					row = row[:wide]
				}
				for _, k := range row {
					add(k)
				}
			}
		}
		from = to
	}
	slices.Sort(all)
	return all
}

// part is the block with everything outside some variables held as it is.
func (b *block) part(vars []int) program {
	at := make(map[int]int, len(vars))
	for k, j := range vars {
		at[j] = k
	}
	p := program{vars: len(vars)}
	met := map[int]bool{}
	for _, j := range vars {
		for _, i := range b.in[j] {
			if met[i] {
				continue
			}
			met[i] = true
			var row []int
			sum := 0
			for _, k := range b.rows[i] {
				if x, ok := at[k]; ok {
					row = append(row, x)
					sum += b.size[k]
				}
			}
			p.rows, p.sum = append(p.rows, row), append(p.sum, sum)
		}
	}
	return p
}

// certificate climbs from what is, up and then down, until the set has changed by the limit.
func (p program) certificate(set, vars []int, b *block) (m move) {
	t, able := p.start()
	defer func() { b.spent += t.spent }()
	if !able || t.failed {
		return nil
	}
	weight := map[int]int64{}
	have := 0
	for _, j := range set {
		k, _ := slices.BinarySearch(vars, j)
		weight[k] = 1
		have += b.size[j]
	}
	// From 2·limit−1 on, no larger set that is small can be narrow: what is added has too few people.
	high := t.reachTo(weight, p.vars, int64(max(have+b.limit, 2*b.limit-1)))
	if high == nil {
		return nil
	}
	low := make([]int, len(vars))
	for k, j := range vars {
		low[k] = b.size[j]
	}
	if sumOf(high, weight) >= have+b.limit {
		defer func() { b.found = append(b.found, m) }()
	} else {
		for k := range weight {
			weight[k] = -1
		}
		goal := sumOf(high, weight) * -1
		if low = t.reachTo(weight, p.vars, int64(b.limit-goal)); low == nil {
			return nil
		}
	}
	m = move{}
	for k, j := range vars {
		if d := high[k] - low[k]; d != 0 {
			m[j] = d
		}
	}
	if abs(m.of(set)) < b.limit {
		return nil
	}
	return m
}

func sumOf(at []int, weight map[int]int64) int {
	n := 0
	for k, w := range weight {
		n += int(w) * at[k]
	}
	return n
}

// reachTo climbs until the goal is met by whole numbers, or no further; nil where the corner is
// not whole.
func (t *tableau) reachTo(weight map[int]int64, vars int, goal int64) []int {
	t.aim(weight)
	t.climb(func() bool {
		if t.objective() < goal {
			return false
		}
		_, whole := t.values(vars)
		return whole
	})
	at, whole := t.values(vars)
	if t.failed || !whole {
		return nil
	}
	out := make([]int, vars)
	for j, v := range at {
		out[j] = int(v / t.den)
	}
	return out
}

func abs(n int) int { return max(n, -n) }
