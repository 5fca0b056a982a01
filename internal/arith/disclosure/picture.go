package disclosure

import (
	"container/heap"
	"maps"
	"slices"
)

// picture is what somebody knows who has read a set of publications of one round.
//
// Atoms that lie in the same publications cannot be told apart: they are one class. A class is
// plain when its size follows by subtraction alone: it is the only one in some publication
// that is not already plain. The others hang together in blocks.
type picture struct {
	limit  int
	class  []int   // by atom; none where nobody answered, or nothing is published
	size   []int   // people, by class
	atoms  [][]int // by class, increasing
	group  [][]int // classes, by publication
	in     [][]int // publications, by class
	plain  []bool  // by class
	by     []int   // the publication that made a class plain
	order  []int   // the plain classes, as they became so
	rank   []int   // of a plain class in order
	spent  int     // work done by looking for what is narrow
	budget int     // what it may be
	pool   []shift // certificates found in other pictures of the same people, and in this one
}

const none = -1

// newPicture takes groups as lived returns them.
func newPicture(limit int, counts []int, groups []Group) *picture {
	p := &picture{limit: limit, class: classes(counts, groups)}
	n := 0
	for _, c := range p.class {
		n = max(n, c+1)
	}
	p.size, p.atoms, p.in = make([]int, n), make([][]int, n), make([][]int, n)
	for a, c := range p.class {
		if c != none {
			p.size[c] += counts[a]
			p.atoms[c] = append(p.atoms[c], a)
		}
	}
	p.group = make([][]int, len(groups))
	seen := make([]int, n)
	for i, g := range groups {
		for _, a := range g {
			if c := p.class[a]; seen[c] != i+1 {
				seen[c] = i + 1
				p.group[i] = append(p.group[i], c)
				p.in[c] = append(p.in[c], i)
			}
		}
	}
	p.peel()
	return p
}

// classes numbers the atoms by which groups they lie in, by splitting: exact, in the time of
// reading the groups once.
func classes(counts []int, groups []Group) []int {
	class := make([]int, len(counts)) // 0: in no group yet
	members, next := []int{len(counts)}, 1
	inside, moved := []int{0}, []int{0}
	var touched []int
	for _, g := range groups {
		for _, a := range g {
			if c := class[a]; inside[c] == 0 {
				touched = append(touched, c)
			}
			inside[class[a]]++
		}
		for _, c := range touched {
			moved[c] = c
			if c == 0 || inside[c] < members[c] {
				moved[c] = next
				members[c] -= inside[c]
				members, inside, moved = append(members, inside[c]), append(inside, 0), append(moved, 0)
				next++
			}
		}
		for _, a := range g {
			class[a] = moved[class[a]]
		}
		for _, c := range touched {
			inside[c] = 0
		}
		touched = touched[:0]
	}
	number := make([]int, next)
	n := 0
	for a := range class {
		c := class[a]
		if c != 0 && number[c] == 0 {
			n++
			number[c] = n
		}
		class[a] = number[c] - 1
	}
	return class
}

// peel finds the plain classes.
func (p *picture) peel() {
	p.plain, p.by, p.rank = make([]bool, len(p.size)), make([]int, len(p.size)), make([]int, len(p.size))
	open := make([]int, len(p.group))
	var ready []int
	for i, g := range p.group {
		if open[i] = len(g); open[i] == 1 {
			ready = append(ready, i)
		}
	}
	for len(ready) > 0 {
		i := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		at := slices.IndexFunc(p.group[i], func(c int) bool { return !p.plain[c] })
		if at < 0 {
			continue
		}
		c := p.group[i][at]
		p.plain[c], p.by[c] = true, i
		p.rank[c] = len(p.order)
		p.order = append(p.order, c)
		for _, j := range p.in[c] {
			if open[j]--; open[j] == 1 {
				ready = append(ready, j)
			}
		}
	}
}

// sources gives the publications whose sum, each some times, is what the reader used: the
// publications given, each so many times, less what is plain in them. Those that cancel out are
// not among them. A plain class itself is given by plain.
func (p *picture) sources(times map[int]int, plain map[int]int) []int {
	sum, owed := map[int]int{}, map[int]int{}
	for i, n := range times {
		sum[i] += n
		for _, c := range p.group[i] {
			if p.plain[c] {
				owed[c] -= n
			}
		}
	}
	for c, n := range plain {
		owed[c] += n
	}
	var next waiting // a class follows from earlier ones only, so the latest goes first
	for c := range owed {
		next = append(next, p.rank[c])
	}
	heap.Init(&next)
	for len(next) > 0 {
		c := p.order[heap.Pop(&next).(int)]
		n := owed[c]
		delete(owed, c)
		if n == 0 {
			continue
		}
		sum[p.by[c]] += n
		for _, d := range p.group[p.by[c]] {
			if d == c {
				continue
			}
			if _, met := owed[d]; !met {
				heap.Push(&next, p.rank[d])
			}
			owed[d] -= n
		}
	}
	var out []int
	for i, n := range sum {
		if n != 0 {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// waiting is the ranks of classes, the latest first.
type waiting []int

func (w waiting) Len() int           { return len(w) }
func (w waiting) Less(i, j int) bool { return w[i] > w[j] }
func (w waiting) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }
func (w *waiting) Push(x any)        { *w = append(*w, x.(int)) }
func (w *waiting) Pop() any {
	last := len(*w) - 1
	x := (*w)[last]
	*w = (*w)[:last]
	return x
}

// spread gives the atoms of some classes, increasing.
func (p *picture) spread(classes []int) []int {
	var out []int
	for _, c := range classes {
		out = append(out, p.atoms[c]...)
	}
	slices.Sort(out)
	return out
}

// shift is a certificate by atoms, so that it can serve when other groups are shown: how the
// people of one population differ from what is.
type shift []change

type change struct{ atom, by int }

// remember keeps the certificates a block found.
func (p *picture) remember(b *block) {
	for _, m := range b.found {
		s := make(shift, 0, len(m))
		for _, j := range slices.Sorted(maps.Keys(m)) {
			s = append(s, change{p.atoms[b.class[j]][0], m[j]})
		}
		p.pool = append(p.pool, s)
	}
}

// recall gives the blocks the certificates that hold in this picture too: nobody is fewer than
// none, and every publication is as before.
func (p *picture) recall(blocks []*block) {
	if len(p.pool) == 0 {
		return
	}
	type place struct{ block, variable int }
	at := make([]place, len(p.size))
	for i, b := range blocks {
		for j, c := range b.class {
			at[c] = place{i, j}
		}
	}
	for _, s := range p.pool {
		parts := map[int]move{}
		for _, c := range s {
			class := p.class[c.atom]
			if class == none || p.plain[class] {
				continue
			}
			to := at[class]
			if parts[to.block] == nil {
				parts[to.block] = move{}
			}
			parts[to.block][to.variable] += c.by
		}
		for i, m := range parts {
			if blocks[i].allows(m) {
				blocks[i].keep(m)
			}
		}
	}
}

func (b *block) allows(m move) bool {
	sums := map[int]int{}
	for j, by := range m {
		if b.size[j]+by < 0 {
			return false
		}
		for _, i := range b.in[j] {
			sums[i] += by
		}
	}
	for _, n := range sums {
		if n != 0 {
			return false
		}
	}
	return len(m) > 0
}
