package opinion

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Tally is how a group voted on a statement.
type Tally struct{ Agree, Disagree, Seen int }

func (t Tally) plus(o Tally) Tally {
	return Tally{t.Agree + o.Agree, t.Disagree + o.Disagree, t.Seen + o.Seen}
}

// Says is what one group says of one statement beside all the others: the numbers of the
// package comment.
type Says struct {
	Statement int
	Tally
	Agreement    Side
	Disagreement Side
}

// Side is one direction of Says.
type Side struct {
	P     float64 // pa or pd: the share, drawn towards a half by one vote each way
	Test  float64 // pat or pdt: whether that is more than half
	Rep   float64 // ra or rd: how many times the others' share
	RTest float64 // rat or rdt: whether it is more than theirs
}

// significant is the z that is passed one time in ten by chance.
const significant = 1.2816

// Sure tells whether the group is for it and more so than the others, both beyond chance.
func (s Side) Sure() bool { return s.RTest > significant && s.Test > significant }

// Metric is by how much a side marks a group.
func (s Side) Metric() float64 { return s.Rep * s.RTest * s.P * s.Test }

func share(n, seen int) float64 { return float64(n+1) / float64(seen+2) }

func overHalf(n, seen int) float64 {
	return 2 * math.Sqrt(float64(seen+1)) * (float64(n+1)/float64(seen+1) - 0.5)
}

func sideOf(n, seen, restN, restSeen int) Side {
	s := Side{P: share(n, seen), Test: overHalf(n, seen)}
	s.Rep = s.P / share(restN, restSeen)
	s1, s2, n1, n2 := float64(n+1), float64(restN+1), float64(seen+1), float64(restSeen+1)
	if pi := (s1 + s2) / (n1 + n2); pi != 1 {
		s.RTest = (s1/n1 - s2/n2) / math.Sqrt(pi*(1-pi)*(1/n1+1/n2))
	}
	return s
}

// Given are groups from outside (perspectives, professions): the people of each, by name. Who
// stands in none is in none; who stands in several counts in the first. Groups of which fewer
// than five voted are left out, and so is their index in what is told.
type Given [][]int

// Division is who belongs where.
type Division struct {
	labels []int // by row; −1 for nobody's
	kept   []int // the groups' numbers
}

// Found are the groups of a result.
func (r Result) Found() Division {
	d := Division{labels: r.labels}
	for g := range r.K {
		d.kept = append(d.kept, g)
	}
	return d
}

// Divide sets groups from outside over the conversation.
func (c *Conversation) Divide(given Given) Division {
	d := Division{labels: slices.Repeat([]int{-1}, len(c.people))}
	for g, people := range given {
		var rows []int
		for _, p := range people {
			if i, ok := c.of[p]; ok && d.labels[i] < 0 {
				d.labels[i] = g
				rows = append(rows, i)
			}
		}
		if len(rows) >= SmallestGroup {
			d.kept = append(d.kept, g)
			continue
		}
		for _, i := range rows {
			d.labels[i] = -1
		}
	}
	return d
}

// Groups are the numbers of the groups that are told of.
func (d Division) Groups() []int { return slices.Clone(d.kept) }

// Tallies counts by group, as Groups has them, and statement, as Statements has them. Moderated
// ones are empty.
func (c *Conversation) Tallies(d Division) [][]Tally {
	return c.tallies(d, false)
}

// tallies counts moderated ones too, where all is set.
func (c *Conversation) tallies(d Division, all bool) [][]Tally {
	at := map[int]int{}
	for n, g := range d.kept {
		at[g] = n
	}
	out := make([][]Tally, len(d.kept))
	for n := range out {
		out[n] = make([]Tally, len(c.statements))
	}
	for i, g := range d.labels {
		n, told := at[g]
		if g < 0 || !told {
			continue
		}
		c.count(i, out[n], all)
	}
	return out
}

func (c *Conversation) count(i int, into []Tally, all bool) {
	for _, code := range c.rows[i] {
		j := code / 3
		if c.moderated[j] && !all {
			continue
		}
		into[j].Seen++
		switch code % 3 {
		case 0:
			into[j].Disagree++
		case 2:
			into[j].Agree++
		}
	}
}

// All counts everybody's votes by statement. Beside the tallies of groups it tells of those who are
// in none: where that may be fewer than five, show one or the other.
func (c *Conversation) All() []Tally {
	out := make([]Tally, len(c.statements))
	for i := range c.people {
		c.count(i, out, false)
	}
	return out
}

// Compared gives what each group says of each statement that is not moderated out, by group as
// Groups has them.
func (c *Conversation) Compared(d Division) [][]Says {
	by := c.Tallies(d)
	out := make([][]Says, len(by))
	for j, s := range c.statements {
		if c.moderated[j] {
			continue
		}
		var all Tally
		for _, g := range by {
			all = all.plus(g[j])
		}
		for n, g := range by {
			t := g[j]
			rest := Tally{all.Agree - t.Agree, all.Disagree - t.Disagree, all.Seen - t.Seen}
			out[n] = append(out[n], Says{Statement: s, Tally: t, Agreement: sideOf(t.Agree, t.Seen, rest.Agree, rest.Seen), Disagreement: sideOf(t.Disagree, t.Seen, rest.Disagree, rest.Seen)})
		}
	}
	return out
}

// Mark is a statement that marks a group.
type Mark struct {
	Says
	Agrees bool // the direction that marks it
	Sure   bool // beyond chance; a group always has a mark, if need be one that is not
}

// Side is the direction that marks the group.
func (m Mark) Side() Side {
	if m.Agrees {
		return m.Agreement
	}
	return m.Disagreement
}

// mostMarks is how many statements tell of a group.
const mostMarks = 5

// Marks chooses what tells most of a group: what it agrees on best first, the rest by how much
// they mark it, five at most, agreements before disagreements.
func Marks(says []Says) []Mark {
	var sure []Mark
	var agreed *Says
	for i := range says {
		s := &says[i]
		if s.Agreement.Sure() || s.Disagreement.Sure() {
			sure = append(sure, Mark{*s, s.Agreement.RTest > s.Disagreement.RTest, true})
		}
		if better(s, agreed) {
			agreed = s
		}
	}
	if len(sure) == 0 {
		return likeliest(says, agreed)
	}
	slices.SortStableFunc(sure, func(a, b Mark) int { return cmp.Compare(b.Side().Metric(), a.Side().Metric()) })
	if agreed != nil {
		first := Mark{*agreed, true, agreed.Agreement.Sure()}
		sure = slices.DeleteFunc(sure, func(m Mark) bool { return m.Statement == agreed.Statement })
		sure = slices.Insert(sure, 0, first)
	}
	sure = sure[:min(mostMarks, len(sure))]
	slices.SortStableFunc(sure, func(a, b Mark) int { return cmp.Compare(rank(a), rank(b)) })
	return sure
}

func rank(m Mark) int {
	if m.Agrees {
		return 0
	}
	return 1
}

// better tells whether a group agrees better on s than on the best so far, in the statements'
// order.
func better(s, so *Says) bool {
	a := s.Agreement
	switch {
	case s.Agree == 0 && s.Disagree == 0:
		return false
	case so == nil:
		return a.Test > significant || a.Rep > 1 && a.P > 0.5
	case so.Agreement.Rep > 1:
		return a.Metric() > so.Agreement.Metric()
	}
	return a.P*a.Test > so.Agreement.P*so.Agreement.Test
}

// likeliest is the one mark of a group that nothing marks beyond chance.
func likeliest(says []Says, agreed *Says) []Mark {
	if agreed != nil {
		return []Mark{{*agreed, true, false}}
	}
	var most *Says
	strength := func(s *Says) float64 { return max(s.Agreement.RTest, s.Disagreement.RTest) }
	for i := range says {
		if s := &says[i]; s.Seen > 0 && (most == nil || strength(s) > strength(most)) {
			most = s
		}
	}
	if most == nil {
		return nil
	}
	return []Mark{{*most, most.Agreement.RTest > most.Disagreement.RTest, false}}
}

// Shared is how far all groups say the same of a statement.
type Shared struct {
	Statement int
	Agree     float64 // Π (na+1)/(ns+2)
	Disagree  float64 // Π (nd+1)/(ns+2)
	Groups    int     // how many factors; compare with as many only
}

// Consensus gives every statement that is not moderated out, in the order of their names.
func (c *Conversation) Consensus(d Division) []Shared {
	return c.consensus(d, false)
}

// ConsensusOfAll gives the moderated ones too, as they were voted on. It is for who checks the
// numbers; no page shows it.
func (c *Conversation) ConsensusOfAll(d Division) []Shared {
	return c.consensus(d, true)
}

func (c *Conversation) consensus(d Division, all bool) []Shared {
	by := c.tallies(d, all)
	var out []Shared
	for j, s := range c.statements {
		if c.moderated[j] && !all {
			continue
		}
		one := Shared{Statement: s, Agree: 1, Disagree: 1, Groups: len(by)}
		for _, g := range by {
			one.Agree *= share(g[j].Agree, g[j].Seen)
			one.Disagree *= share(g[j].Disagree, g[j].Seen)
		}
		out = append(out, one)
	}
	return out
}

// Majority gives what most of all voters agree on, and what most reject: over half beyond
// chance, five of each at most, the strongest first.
func (c *Conversation) Majority() (agree, disagree []int) {
	type strong struct {
		statement int
		by        float64
	}
	var yes, no []strong
	for j, t := range c.All() {
		if c.moderated[j] {
			continue
		}
		if p, z := share(t.Agree, t.Seen), overHalf(t.Agree, t.Seen); p > 0.5 && z > significant {
			yes = append(yes, strong{c.statements[j], p * z})
		}
		if p, z := share(t.Disagree, t.Seen), overHalf(t.Disagree, t.Seen); p > 0.5 && z > significant {
			no = append(no, strong{c.statements[j], p * z})
		}
	}
	top := func(list []strong) (out []int) {
		slices.SortStableFunc(list, func(a, b strong) int { return cmp.Compare(b.by, a.by) })
		for _, s := range list[:min(mostMarks, len(list))] {
			out = append(out, s.statement)
		}
		return out
	}
	return top(yes), top(no)
}

// Priority is how much it would help to have a statement shown next. agree, pass and seen are
// summed over the groups; extremity is the plane's. Of a statement about the conversation itself
// (meta) it is fixed.
func Priority(agree, pass, seen int, extremity float64, meta bool) float64 {
	if meta {
		return 7 * 7
	}
	a, p, s := float64(agree), float64(pass), float64(seen)
	importance := (1 - (p+1)/(s+2)) * (extremity + 1) * (a + 1) / (s + 2)
	w := importance * (1 + 8*math.Pow(2, -s/5))
	return w * w
}

// Turn is whose turn it is, and what may be shown to them.
type Turn struct {
	Person int
	Among  []int                    // statements
	Meta   func(statement int) bool // which of them are about the conversation itself; nil for none
}

// Next draws the statement to show somebody among those that may be shown, with a chance by its
// priority; what they have voted on, and what is moderated out, is passed over. d are the
// groups; without any, everybody counts. It tells whether there is one.
func (c *Conversation) Next(turn Turn, r Result, d Division, chance *rand.Rand) (int, bool) {
	voted := map[int]bool{}
	if i, ok := c.of[turn.Person]; ok {
		for _, code := range c.rows[i] {
			voted[c.statements[code/3]] = true
		}
	}
	sum := c.All()
	if by := c.Tallies(d); len(by) > 0 {
		clear(sum)
		for _, g := range by {
			for j := range sum {
				sum[j] = sum[j].plus(g[j])
			}
		}
	}
	var left []int
	var weights []float64
	for _, s := range turn.Among {
		var t Tally
		extremity := 0.0
		if j, known := c.column[s]; known {
			if c.moderated[j] || voted[s] {
				continue
			}
			t, extremity = sum[j], r.Extremity[j]
		}
		left = append(left, s)
		weights = append(weights, Priority(t.Agree, t.Seen-t.Agree-t.Disagree, t.Seen, extremity, turn.Meta != nil && turn.Meta(s)))
	}
	if len(left) == 0 {
		return 0, false
	}
	return left[draw(weights, chance)], true
}
