package disclosure

import (
	"cmp"
	"slices"
)

// Audit is the attacker: given the groups of the report that are shown, all that was published
// before and the other rounds, it lists the small groups that can be computed and hold no smaller
// one that can. Shown are indices of Wanted.
func (q Question) Audit(shown []int) []Finding {
	if err := q.Check(); err != nil {
		panic(err)
	}
	m := q.ready()
	var places []int
	for _, i := range shown {
		places = append(places, m.place[i])
	}
	slices.Sort(places)
	found := m.audit(slices.Compact(places))
	for _, f := range found {
		for k, at := range f.From {
			if at < len(m.wanted) {
				at = m.names[at][slices.IndexFunc(m.names[at], func(i int) bool { return slices.Contains(shown, i) })]
			} else {
				at += m.first - len(m.wanted)
			}
			f.From[k] = at
		}
		slices.Sort(f.From)
	}
	return found
}

// material is a question made ready: groups of the same people are one, and in an order of our
// own, so that the order of the question does not matter.
type material struct {
	counts  []int
	limit   int
	wanted  []Group
	earlier []Group
	rounds  []Round
	place   []int   // of each group of the question among wanted
	names   [][]int // of each of wanted in the question, increasing
	people  []int   // in each of wanted
	first   int     // name of Earlier[0]
	spent   int     // work done by audits
	budget  int     // what the next one may do
	pool    []shift // certificates found by audits
}

func (q Question) ready() *material {
	m := &material{budget: mostSpent, counts: q.Counts, limit: q.limit(), earlier: lived(q.Earlier, q.Counts), first: len(q.Wanted)}
	all := lived(q.Wanted, q.Counts)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(all[a]), len(all[b])), slices.Compare(all[a], all[b]))
	})
	m.place = make([]int, len(all))
	for _, i := range order {
		if n := len(m.wanted); n == 0 || !slices.Equal(m.wanted[n-1], all[i]) {
			m.wanted, m.names, m.people = append(m.wanted, all[i]), append(m.names, nil), append(m.people, people(all[i], q.Counts))
		}
		at := len(m.wanted) - 1
		m.place[i] = at
		m.names[at] = append(m.names[at], i)
	}
	for _, r := range q.Rounds {
		r.Published = lived(r.Published, r.Counts)
		m.rounds = append(m.rounds, r)
	}
	return m
}

// published gives the groups a reader has: those shown, as places in wanted, and the earlier ones.
func (m *material) published(shown []int) []Group {
	out := make([]Group, 0, len(shown)+len(m.earlier))
	for _, i := range shown {
		out = append(out, m.wanted[i])
	}
	return append(out, m.earlier...)
}

// audit is Audit with places in wanted: From are such places, and len(wanted)+i for earlier ones.
func (m *material) audit(shown []int) []Finding {
	groups := m.published(shown)
	p := newPicture(m.limit, m.counts, groups)
	p.pool, p.budget = m.pool, m.budget
	found := append(p.findings(), m.moved(p, groups)...)
	m.spent, m.pool = m.spent+p.spent, p.pool
	for i := range found {
		for k, at := range found[i].From {
			if at < len(shown) {
				found[i].From[k] = shown[at]
			} else {
				found[i].From[k] = len(m.wanted) + at - len(shown)
			}
		}
	}
	slices.SortFunc(found, byWeight)
	return found
}

// findings lists what is small and known; From are places in the picture's publications.
func (p *picture) findings() []Finding {
	var out []Finding
	for c, n := range p.size {
		if p.plain[c] && n < p.limit {
			out = append(out, Finding{Atoms: p.atoms[c], Count: n, Low: n, High: n, Why: Derivable, From: p.sources(nil, map[int]int{c: 1})})
		}
	}
	blocks := p.blocks()
	p.recall(blocks)
	for _, b := range blocks {
		b.budget = p.budget - p.spent
		for _, n := range b.search() {
			out = append(out, p.finding(b, n))
		}
		p.spent += b.spent
		p.remember(b)
	}
	for i := range out { // what is small and published holds what is found, or is it
		if len(out[i].From) == 1 && out[i].Why != Unsure {
			out[i].Why = Few
		}
	}
	return out
}

func (p *picture) finding(b *block, n narrow) Finding {
	f := Finding{Low: n.low, High: n.high, Why: Derivable}
	if n.unsure {
		f.Why = Unsure
	}
	var classes []int
	for _, j := range n.set {
		classes = append(classes, b.class[j])
		f.Count += b.size[j]
	}
	f.Atoms = p.spread(classes)
	times := map[int]int{}
	for _, i := range n.rows {
		times[b.source[i]] = 1
	}
	f.From = p.sources(times, nil)
	return f
}

// moved finds what can be computed in this round and in another, and of which one or two people
// have come or left.
func (m *material) moved(p *picture, groups []Group) []Finding {
	var out []Finding
	for _, r := range m.rounds {
		other := newPicture(m.limit, r.Counts, r.Published)
		for i, g := range groups {
			if n := movedIn(g, r.Moved); n > 0 && n < fewestMoved && other.knows(g, r.Counts) {
				out = append(out, Finding{Atoms: g, Count: n, Low: n, High: n, Why: Changed, From: []int{i}})
			}
		}
		for _, classes := range p.common(other, m.counts, r.Counts) {
			atoms := p.spread(classes)
			if n := movedIn(p.withOther(other, classes), r.Moved); n > 0 && n < fewestMoved {
				plain := map[int]int{}
				for _, c := range classes {
					plain[c] = 1
				}
				out = append(out, Finding{Atoms: atoms, Count: n, Low: n, High: n, Why: Changed, From: p.sources(nil, plain)})
			}
		}
		out = append(out, p.between(other, r, m.counts)...)
	}
	slices.SortFunc(out, byWeight)
	return slices.CompactFunc(out, func(a, b Finding) bool { return slices.Equal(a.Atoms, b.Atoms) })
}

func movedIn(atoms []int, moved []int) int {
	n := 0
	for _, a := range atoms {
		n += moved[a]
	}
	return n
}

// knows tells whether the size of a set of atoms follows from the publications by subtraction alone.
func (p *picture) knows(set []int, counts []int) bool {
	in := map[int]int{}
	for _, a := range set {
		if counts[a] == 0 {
			continue
		}
		if p.class[a] == none || !p.plain[p.class[a]] {
			return false
		}
		in[p.class[a]]++
	}
	for c, n := range in {
		if n < len(p.atoms[c]) {
			return false
		}
	}
	return true
}

// common gives the smallest sets of plain classes that another round knows too: classes that
// overlap one of the other round's go together. Here and there are the people of both rounds, by
// atom.
func (p *picture) common(other *picture, here, there []int) [][]int {
	together, bad := p.joint(other, here, there)
	for c, plain := range slices.Concat(p.plain, other.plain) {
		if k := together.find(c); !plain {
			bad[k] = true
		}
	}
	sets := map[int][]int{}
	for c := range p.size {
		if k := together.find(c); !bad[k] {
			sets[k] = append(sets[k], c)
		}
	}
	out := make([][]int, 0, len(sets))
	for _, s := range sets {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// withOther gives the atoms of the classes and of the other round's classes that overlap them.
func (p *picture) withOther(other *picture, classes []int) []int {
	atoms := p.spread(classes)
	met := map[int]bool{}
	for _, a := range atoms {
		if d := other.class[a]; d != none && !met[d] {
			met[d] = true
			atoms = append(atoms, other.atoms[d]...)
		}
	}
	slices.Sort(atoms)
	return slices.Compact(atoms)
}
