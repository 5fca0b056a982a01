package disclosure

import (
	"cmp"
	"slices"
)

// tree is groups that lie within each other or apart.
type tree struct {
	limit int
	nodes []node
}

// node is a group.
type node struct {
	parent int   // none at the top
	below  []int // the groups right under it
	people int
	own    int      // people in no group below
	wanted int      // its place in the report; none where it was published before only
	weight int      // how many groups of the question it is
	fixed  bool     // published before
	barred bool     // may not be shown for another reason
	steps  [][]step // by group below, by sum
}

// newTree answers nil where two groups overlap. Groups of nobody are left out.
func (m *material) newTree() *tree {
	groups := append(slices.Clone(m.wanted), m.earlier...)
	order := make([]int, 0, len(groups))
	for i, g := range groups {
		if len(g) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(groups[b]), len(groups[a])) })
	t := &tree{limit: m.limit}
	owner := make([]int, len(m.counts))
	for a := range owner {
		owner[a] = none
	}
	atoms := []int{}
	for _, i := range order {
		g := groups[i]
		at := owner[g[0]]
		if slices.ContainsFunc(g, func(a int) bool { return owner[a] != at }) {
			return nil
		}
		if at == none || atoms[at] != len(g) {
			t.nodes, atoms = append(t.nodes, node{parent: at, wanted: none}), append(atoms, len(g))
			if at != none {
				t.nodes[at].below = append(t.nodes[at].below, len(t.nodes)-1)
			}
			at = len(t.nodes) - 1
			t.nodes[at].people = people(g, m.counts)
			t.nodes[at].own = t.nodes[at].people
			if above := t.nodes[at].parent; above != none {
				t.nodes[above].own -= t.nodes[at].people
			}
			for _, a := range g {
				owner[a] = at
			}
		}
		if i < len(m.wanted) {
			t.nodes[at].wanted, t.nodes[at].weight = i, len(m.names[i])
		} else {
			t.nodes[at].fixed = true
		}
	}
	return t
}

// price is what a choice costs: small groups that can be computed all the same (only what was
// published before can force that), groups withheld, and the people in them.
type price struct{ broken, withheld, people int }

func (a price) plus(b price) price {
	return price{a.broken + b.broken, a.withheld + b.withheld, a.people + b.people}
}

func (a price) compare(b price) int {
	return cmp.Or(cmp.Compare(a.broken, b.broken), cmp.Compare(a.withheld, b.withheld), cmp.Compare(a.people, b.people))
}

// rest is the best way to leave so many people of a group uncounted by what is shown in it: from
// nobody to the limit, where the limit means at least so many.
type rest struct {
	price price
	able  bool
	shown bool // the group itself is shown
	under int  // if so, what is left uncounted in it by what is shown below
}

// step is how a sum over the groups below came about: the sum before, and what one more left.
type step struct{ have, more int }

// choose gives the groups of the report to show so that what can be computed is never of few,
// with as few as possible withheld, and the fewest people in them. Every difference between a
// shown group and the shown ones right below it must be of nobody or of the limit.
func (t *tree) choose() []int {
	best := make([][]rest, len(t.nodes))
	for v := len(t.nodes) - 1; v >= 0; v-- { // those below stand after
		best[v] = t.settle(v, best)
	}
	var shown []int
	var take func(v, left int)
	take = func(v, left int) {
		r := best[v][left]
		if r.shown {
			if at := t.nodes[v].wanted; at != none {
				shown = append(shown, at)
			}
			left = r.under
		}
		for k := len(t.nodes[v].below) - 1; k >= 0; k-- {
			s := t.nodes[v].steps[k][left]
			take(t.nodes[v].below[k], s.more)
			left = s.have
		}
	}
	for v, n := range t.nodes {
		if n.parent == none {
			take(v, cheapest(best[v]))
		}
	}
	slices.Sort(shown)
	return shown
}

func cheapest(list []rest) int {
	at := none
	for i, r := range list {
		if r.able && (at == none || r.price.compare(list[at].price) < 0) {
			at = i
		}
	}
	return at
}

// settle gives, for one group, the best for each rest it can leave to the one above.
func (t *tree) settle(v int, best [][]rest) []rest {
	n := &t.nodes[v]
	inside := make([]rest, t.limit+1)
	inside[min(n.own, t.limit)].able = true
	for _, u := range n.below {
		var steps []step
		inside, steps = t.together(inside, best[u])
		n.steps = append(n.steps, steps)
	}
	out := make([]rest, t.limit+1)
	if !n.fixed {
		cost := price{withheld: n.weight, people: n.people * n.weight}
		for left, r := range inside {
			if r.able {
				out[left] = rest{price: r.price.plus(cost), able: true}
			}
		}
	}
	if n.fixed || n.people >= t.limit && !n.barred {
		t.show(out, inside, n.fixed)
	}
	return out
}

// together adds one more group below.
func (t *tree) together(inside, more []rest) ([]rest, []step) {
	next, steps := make([]rest, t.limit+1), make([]step, t.limit+1)
	for have, a := range inside {
		for left, b := range more {
			if !a.able || !b.able {
				continue
			}
			sum, cost := min(t.limit, have+left), a.price.plus(b.price)
			if !next[sum].able || cost.compare(next[sum].price) < 0 {
				next[sum], steps[sum] = rest{price: cost, able: true}, step{have, left}
			}
		}
	}
	return next, steps
}

// show adds the choice of showing the group: it leaves nobody uncounted.
func (t *tree) show(out, inside []rest, forced bool) {
	for under, r := range inside {
		cost := r.price
		if under > 0 && under < t.limit {
			if !forced {
				continue
			}
			cost.broken++
		}
		if r.able && (!out[0].able || cost.compare(out[0].price) < 0) {
			out[0] = rest{price: cost, able: true, shown: true, under: under}
		}
	}
}
