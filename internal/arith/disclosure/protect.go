package disclosure

import (
	"cmp"
	"maps"
	"slices"
)

// Protect decides what of the report may be shown. Where all groups, with those published before,
// lie within each other or apart, no other choice withholds fewer; elsewhere it starts from
// everything, withholds the smallest publication that each small group follows from until the
// audit finds nothing, gives back, the largest first, what turns out to be harmless, and tries
// exchanges of one for several. The answer does not depend on the order of the groups.
func (q Question) Protect() []Verdict {
	if err := q.Check(); err != nil {
		panic(err)
	}
	m := q.ready()
	why := make([]Code, len(m.wanted))
	shown, barred := m.protect()
	m.rounds = nil
	before := m.audit(nil)
	for i := range why {
		switch _, yes := slices.BinarySearch(shown, i); {
		case m.people[i] < m.limit: // also where it was published before
			why[i] = Few
		case yes:
		case barred[i]:
			why[i] = Changed
		default:
			why[i] = m.why(i, before)
		}
	}
	out := make([]Verdict, len(q.Wanted))
	for i := range out {
		out[i] = Verdict{Shown: why[m.place[i]] == "", Why: why[m.place[i]]}
	}
	return out
}

// why tells why a group of enough people is withheld that other rounds do not forbid, given what
// could be computed before the report.
func (m *material) why(i int, before []Finding) Code {
	if len(m.earlier) == 0 {
		return Derivable
	}
	for _, f := range m.audit([]int{i}) {
		if !slices.ContainsFunc(before, func(b Finding) bool { return slices.Equal(b.Atoms, f.Atoms) }) {
			return Earlier
		}
	}
	return Derivable
}

// protect chooses within the round, and bars what other rounds forbid, until they forbid nothing;
// then it allows again what turns out to be harmless. Or it bars everything and allows what is, the
// largest or the smallest first, if more can be shown in the end.
func (m *material) protect() (shown []int, barred []bool) {
	barred = make([]bool, len(m.wanted))
	for again := true; again; {
		shown, again = m.choose(barred), false
		for _, i := range m.changed(shown) {
			again = again || !barred[i]
			barred[i] = true
		}
	}
	if !slices.Contains(barred, true) {
		return shown, barred
	}
	sizes := make([]int, len(barred))
	for i := range sizes {
		sizes[i] = i
	}
	slices.SortStableFunc(sizes, func(a, b int) int { return cmp.Compare(m.people[b], m.people[a]) })
	shown, barred = m.allow(shown, barred, sizes)
	for range 2 {
		if len(m.wanted) <= m.tries() {
			none := make([]bool, len(barred))
			for i := range none {
				none[i] = true
			}
			if other, all := m.allow(nil, none, sizes); m.groups(other) > m.groups(shown) {
				shown, barred = other, all
			}
		}
		slices.Reverse(sizes)
	}
	return shown, barred
}

// allow lifts bars in an order where that shows more and other rounds forbid nothing then.
func (m *material) allow(shown []int, barred []bool, order []int) ([]int, []bool) {
	tries := m.tries()
	for _, i := range order {
		if !barred[i] || tries == 0 {
			continue
		}
		tries--
		barred[i] = false
		if more := m.choose(barred); m.groups(more) > m.groups(shown) && len(m.changed(more)) == 0 {
			shown = more
		} else {
			barred[i] = true
		}
	}
	return shown, barred
}

// mostTried bounds what allowing again may cost, in atoms read: half a second.
const mostTried = 3_000_000

// tries is for how many groups that allows to choose anew; where groups overlap each choice is
// some audits for every pair.
func (m *material) tries() int {
	once := len(m.counts)
	for _, g := range m.wanted {
		once += len(g)
	}
	if m.newTree() == nil {
		once *= len(m.wanted) * len(m.wanted)
	}
	return mostTried / max(once, 1)
}

// groups counts the groups of the question among some of wanted.
func (m *material) groups(shown []int) int {
	n := 0
	for _, i := range shown {
		n += len(m.names[i])
	}
	return n
}

func (m *material) choose(barred []bool) []int {
	t := m.newTree()
	if t == nil {
		return newChoice(m, barred).make()
	}
	for v, n := range t.nodes {
		t.nodes[v].barred = n.wanted != none && barred[n.wanted]
	}
	return t.choose()
}

// changed lists what other rounds forbid: for every set of which one or two have come or left, the
// smallest of the groups it follows from.
func (m *material) changed(shown []int) []int {
	if len(m.rounds) == 0 {
		return nil
	}
	groups := m.published(shown)
	var out []int
	for _, f := range m.moved(newPicture(m.limit, m.counts, groups), groups) {
		var from []int
		for _, k := range f.From {
			if k < len(shown) {
				from = append(from, shown[k])
			}
		}
		if i := m.smallest(from); i != none && !slices.ContainsFunc(from, func(i int) bool { return slices.Contains(out, i) }) {
			out = append(out, i)
		}
	}
	return out
}

// smallest gives the group with the fewest people, of those of the report; none where all were
// published before.
func (m *material) smallest(from []int) int {
	best := none
	for _, i := range from {
		if i < len(m.wanted) && (best == none || cmp.Compare(m.people[i], m.people[best]) < 0) {
			best = i
		}
	}
	return best
}

// choice looks for what to show where groups overlap.
type choice struct {
	*material
	able  []int           // what may be shown at all, the largest first
	given map[string]bool // small sets that can be computed whatever is shown
	work  int             // what may still be spent on better choices, in atoms read and cells written
	round int             // atoms read by one audit
}

// mostSpent bounds what one answer may cost, in atoms read and cells of tableaus written: some
// seconds. What is not decided by then is called Unsure, and withheld.
const mostSpent = 1_000_000_000

// mostExchanged bounds what is spent on exchanges, which seldom show a group more in a large table.
const mostExchanged = mostSpent / 20

func newChoice(m *material, barred []bool) *choice {
	alone := *m
	alone.rounds = nil // what they forbid is barred
	c := &choice{material: &alone, given: map[string]bool{}, work: mostSpent / 2, round: len(m.counts)}
	for _, f := range alone.audit(nil) {
		c.given[keyOf(f.Atoms)] = true
	}
	for i, g := range m.wanted {
		c.round += len(g)
		if m.people[i] >= m.limit && !barred[i] {
			c.able = append(c.able, i)
		}
	}
	slices.SortStableFunc(c.able, func(a, b int) int { return cmp.Compare(m.people[b], m.people[a]) })
	return c
}

// option is a set of groups to show.
type option map[int]bool

func (o option) list() []int { return slices.Sorted(maps.Keys(o)) }

// worth counts the groups of the question that an option shows, then their people.
func (c *choice) worth(o option) (groups, people int) {
	for i := range o {
		groups += len(c.names[i])
		people += len(c.names[i]) * c.people[i]
	}
	return groups, people
}

func (c *choice) better(a, b option) bool {
	x, xs := c.worth(a)
	y, ys := c.worth(b)
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(xs, ys)) > 0
}

func (c *choice) make() []int {
	best := option{}
	for _, i := range c.able {
		best[i] = true
	}
	if !c.clean(best) {
		best = option{}
	}
	c.giveBack(best)
	for _, other := range []option{{}, c.nested()} {
		c.giveBack(other)
		if c.better(other, best) {
			best = other
		}
	}
	c.work = min(c.work, mostExchanged)
	for c.work > 0 {
		next := c.exchange(best)
		if next == nil {
			break
		}
		best = next
	}
	return best.list()
}

// nested is the best of the groups that lie within each other or apart, the largest taken first:
// safe, and found at once, whatever else is too entangled to decide.
func (c *choice) nested() option {
	family := *c.material
	family.wanted, family.names = nil, nil
	order := slices.Clone(c.able)
	for i := range c.earlier {
		order = append(order, len(c.wanted)+i)
	}
	group := func(i int) Group {
		if i < len(c.wanted) {
			return c.wanted[i]
		}
		return c.earlier[i-len(c.wanted)]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(group(b)), len(group(a))) })
	inside := make([]int, len(c.counts)) // the last group taken, by atom
	var places []int
	for k, i := range order {
		g := group(i)
		overlaps := slices.ContainsFunc(g, func(a int) bool { return inside[a] != inside[g[0]] })
		switch {
		case overlaps && i >= len(c.wanted):
			return option{} // what was published before cannot be left out
		case overlaps:
			continue
		case i < len(c.wanted):
			family.wanted, family.names, places = append(family.wanted, g), append(family.names, c.names[i]), append(places, i)
		}
		for _, a := range g {
			inside[a] = k + 1
		}
	}
	o := option{}
	for _, k := range family.newTree().choose() {
		o[places[k]] = true
	}
	return o
}

// found is what can be computed that this report could prevent.
func (c *choice) found(o option) []Finding {
	before := c.spent
	c.budget = max(c.work, 0)
	found := c.audit(o.list())
	c.work -= c.round + c.spent - before
	return slices.DeleteFunc(found, func(f Finding) bool { return c.given[keyOf(f.Atoms)] })
}

// clean withholds until nothing small can be computed; false when the work is spent before.
func (c *choice) clean(o option) bool {
	for dropped := true; dropped; {
		if c.work < 0 {
			return false
		}
		dropped = false
		for _, f := range c.found(o) {
			if slices.ContainsFunc(f.From, func(i int) bool { return i < len(c.wanted) && !o[i] }) {
				continue // what it followed from has just been withheld
			}
			if i := c.smallest(f.From); i != none {
				delete(o, i)
				dropped = true
			}
		}
	}
	return true
}

// giveBack shows what does no harm, the largest first.
func (c *choice) giveBack(o option) {
	for _, i := range c.able {
		if o[i] || c.work < 0 {
			continue
		}
		o[i] = true
		if len(c.found(o)) > 0 || c.work < 0 {
			delete(o, i)
		}
	}
}

// exchange shows one group more and withholds one of those that then give something small away;
// nil where no such exchange is better in the end.
func (c *choice) exchange(best option) option {
	for _, i := range c.able {
		if best[i] {
			continue
		}
		with := maps.Clone(best)
		with[i] = true
		for _, f := range c.found(with) {
			for _, k := range f.From {
				if k == i || !with[k] || c.work < 0 {
					continue
				}
				try := maps.Clone(with)
				delete(try, k)
				if !c.clean(try) {
					return nil
				}
				c.giveBack(try)
				if c.better(try, best) {
					return try
				}
			}
		}
	}
	return nil
}
