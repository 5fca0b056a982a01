package disclosure_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"kernehus/internal/arith/disclosure"
)

func TestDecisionsByHand(t *testing.T) {
	all := disclosure.Group{0, 1, 2}
	for name, c := range map[string]struct {
		q    disclosure.Question
		want string
	}{
		"a small team is not shown, nor the smallest beside it": {
			disclosure.Question{Counts: []int{12, 3, 8}, Wanted: []disclosure.Group{all, {0}, {1}, {2}}}, "shown shown few derivable",
		},
		"two small teams hide each other": {
			disclosure.Question{Counts: []int{12, 3, 2}, Wanted: []disclosure.Group{all, {0}, {1}, {2}}}, "shown shown few few",
		},
		"two that are four together do not": {
			disclosure.Question{Counts: []int{12, 3, 1}, Wanted: []disclosure.Group{all, {0}, {1}, {2}}}, "shown derivable few few",
		},
		"nobody answered in the third": {
			disclosure.Question{Counts: []int{12, 7, 0}, Wanted: []disclosure.Group{all, {0}, {1}, {2}}}, "shown shown shown few",
		},
		"a report before this one": {
			disclosure.Question{Counts: []int{12, 3, 8}, Wanted: []disclosure.Group{{0, 2}}, Earlier: []disclosure.Group{all}}, "earlier",
		},
		"a filter that leaves three out": {
			disclosure.Question{Counts: []int{12, 3, 8}, Wanted: []disclosure.Group{all, {0, 2}}}, "shown derivable",
		},
		"a municipality that wants ten": {
			disclosure.Question{Limit: 10, Counts: []int{12, 13, 8}, Wanted: []disclosure.Group{all, {0}, {1}, {2}}}, "shown derivable shown few",
		},
		"one has come since last time": {
			disclosure.Question{Counts: []int{12, 9, 8}, Wanted: []disclosure.Group{all, {0}, {1}, {2}}, Rounds: []disclosure.Round{
				{Counts: []int{11, 9, 8}, Published: []disclosure.Group{all, {0}, {1}, {2}}, Moved: []int{1, 0, 0}},
			}}, "changed changed shown shown",
		},
		"three have come since last time": {
			disclosure.Question{Counts: []int{12, 9, 8}, Wanted: []disclosure.Group{all, {0}, {1}, {2}}, Rounds: []disclosure.Round{
				{Counts: []int{9, 9, 8}, Published: []disclosure.Group{all, {0}, {1}, {2}}, Moved: []int{3, 0, 0}},
			}}, "shown shown shown shown",
		},
	} {
		got := ""
		for i, v := range c.q.Protect() {
			if i > 0 {
				got += " "
			}
			if v.Shown {
				got += "shown"
			}
			got += string(v.Why)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAFindingSaysHow(t *testing.T) {
	q := disclosure.Question{Counts: []int{12, 3, 8}, Wanted: []disclosure.Group{{0, 1, 2}, {0}, {2}}, Earlier: []disclosure.Group{{1, 2}}}
	found := q.Audit([]int{0, 1})
	if len(found) != 0 {
		t.Errorf("eleven are not few: %+v", found)
	}
	found = q.Audit([]int{0, 2})
	if len(found) != 1 || found[0].Count != 3 || found[0].Why != disclosure.Derivable || !slices.Equal(found[0].Atoms, []int{1}) || !slices.Equal(found[0].From, []int{2, 3}) {
		t.Errorf("the middle one is the earlier report less the third group: %+v", found)
	}
	found = disclosure.Question{Counts: []int{2, 9}, Wanted: []disclosure.Group{{0}}}.Audit([]int{0})
	if len(found) != 1 || found[0].Why != disclosure.Few {
		t.Errorf("two people were shown: %+v", found)
	}
}

// A table in which no sum or difference gives the small cell, but what is left for it is pinned
// between two numbers.
func TestAnIntervalIsEnough(t *testing.T) {
	// 4 1 | 5     the first row, the first column and all are shown: from two to five in the corner
	// 1 2 |
	// 5     8
	q := disclosure.Question{Counts: []int{4, 1, 1, 2}, Wanted: []disclosure.Group{{0, 1}, {0, 2}, {0, 1, 2, 3}}}
	found := q.Audit([]int{0, 1, 2})
	if last := len(found) - 1; last < 0 || !slices.Equal(found[last].Atoms, []int{0}) || found[last].Low != 2 || found[last].High != 5 || !slices.Equal(found[last].From, []int{0, 1, 2}) {
		t.Errorf("%+v", found)
	}
}

func TestWhatIsWrongWithAQuestionIsSaid(t *testing.T) {
	g := []disclosure.Group{{0, 1}}
	for name, q := range map[string]disclosure.Question{
		"an atom that is none": {Counts: []int{5}, Wanted: g}, "less than nobody": {Counts: []int{5, -1}}, "a limit of one": {Limit: 1},
		"an earlier one": {Counts: []int{5}, Earlier: g}, "a shorter round": {Counts: []int{5, 5}, Rounds: []disclosure.Round{{Counts: []int{5}}}},
		"moved less than nobody": {Counts: []int{5, 5}, Rounds: []disclosure.Round{{Counts: []int{5, 5}, Moved: []int{0, -1}}}},
	} {
		if q.Check() == nil {
			t.Errorf("%s is let through", name)
		}
	}
}

// Two rounds of one tree: no set of people that both tell of has changed by one or two.
func TestTwoRoundsDoNotTellWhatOnePersonAnswered(t *testing.T) {
	bare := 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 5))
		n := 3 + r.IntN(4)
		units := hierarchy(r, n)
		before := disclosure.Question{Counts: countsOf(r, n, 8), Wanted: units}
		now := disclosure.Question{Counts: slices.Clone(before.Counts), Wanted: units}
		round := disclosure.Round{Counts: before.Counts, Moved: make([]int, n)}
		for a := range n {
			left, came := min(r.IntN(3)/2, before.Counts[a]), r.IntN(3)/2*r.IntN(4)
			now.Counts[a], round.Moved[a] = before.Counts[a]-left+came, left+came
		}
		for _, i := range shownOf(before.Protect()) {
			round.Published = append(round.Published, units[i])
		}
		bare += both(now, round, shownOf(now.Protect()))
		now.Rounds = []disclosure.Round{round}
		if both(now, round, shownOf(now.Protect())) > 0 || len(now.Audit(shownOf(now.Protect()))) > 0 {
			t.Fatalf("seed %d: %+v shows %v", seed, now, now.Protect())
		}
	}
	if bare < 500 {
		t.Errorf("without the rule only %d were found: the test is too tame", bare)
	}
}

// both counts the sets of atoms whose size follows in both rounds, of which one or two people
// have come or left, by trying every set.
func both(now disclosure.Question, round disclosure.Round, shown []int) int {
	all := make([]int, len(round.Published))
	for i := range all {
		all[i] = i
	}
	here := newBrute(now, shown, true)
	there := newBrute(disclosure.Question{Limit: now.Limit, Counts: round.Counts, Wanted: round.Published}, all, true)
	n := 0
	for s := 1; s < 1<<len(now.Counts); s++ {
		moved := 0
		for a, m := range round.Moved {
			moved += m * (s >> a & 1)
		}
		if moved > 0 && moved < 3 && here.tells(s, now.Counts) && there.tells(s, round.Counts) {
			n++
		}
	}
	return n
}

// tells says whether a set of atoms, as bits, has one size in every population.
func (b *brute) tells(atoms int, counts []int) bool {
	set, met := 0, 0
	for c, list := range b.atoms {
		in := 0
		for _, a := range list {
			in += atoms >> a & 1
		}
		if in > 0 && in < len(list) {
			return false
		}
		if in > 0 {
			set |= 1 << c
		}
		met += in
	}
	for a, n := range counts {
		if n == 0 {
			met += atoms >> a & 1
		}
	}
	lived := 0
	for a := range counts {
		lived += atoms >> a & 1
	}
	return met == lived && set != 0 && b.low[set] == b.high[set]
}

// whole is a municipality: units in a tree of five levels, and professions in each.
func whole(units, professions int) (tree, cross disclosure.Question) {
	r := rand.New(rand.NewPCG(1, 1))
	parent := make([]int, units)
	groups := make([]disclosure.Group, units)
	counts := make([]int, units*professions)
	first := []int{0, 1, 1 + 8, 1 + 8 + 60, 1 + 8 + 60 + 500}
	level := func(u int) int {
		for l := len(first) - 1; ; l-- {
			if u >= first[l] {
				return l
			}
		}
	}
	for u := range units {
		if l := level(u); l > 0 {
			parent[u] = first[l-1] + r.IntN(first[l]-first[l-1])
		}
		for range r.IntN(30) {
			counts[u*professions+min(int(r.ExpFloat64()*4), professions-1)]++
		}
	}
	for u := units - 1; u >= 0; u-- {
		for p := range professions {
			groups[u] = append(groups[u], u*professions+p)
		}
		if u > 0 {
			groups[parent[u]] = append(groups[parent[u]], groups[u]...)
		}
	}
	tree = disclosure.Question{Counts: counts, Wanted: groups}
	cross = tree
	for _, g := range groups {
		by := make([]disclosure.Group, professions)
		for _, a := range g {
			by[a%professions] = append(by[a%professions], a)
		}
		cross.Wanted = append(cross.Wanted, by...)
	}
	return tree, cross
}

func BenchmarkWholeTree(b *testing.B) {
	tree, _ := whole(3000, 25)
	for b.Loop() {
		v := tree.Protect()
		b.ReportMetric(float64(len(shownOf(v))), "shown")
	}
}

func BenchmarkWholeCrossTable(b *testing.B) {
	for _, units := range []int{20, 100, 3000} {
		b.Run(fmt.Sprint(units), func(b *testing.B) {
			_, cross := whole(units, 25)
			for b.Loop() {
				v := cross.Protect()
				b.ReportMetric(float64(len(shownOf(v))), "shown")
			}
		})
	}
}
