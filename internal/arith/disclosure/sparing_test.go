package disclosure_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/arith/disclosure"
)

// fewest tries every report and gives how many groups of enough people the best one withholds.
func fewest(q disclosure.Question) int {
	var able []int
	for i, g := range q.Wanted {
		if people(g, q.Counts) >= limitOf(q) {
			able = append(able, i)
		}
	}
	best := len(able)
	for s := range 1 << len(able) {
		var shown []int
		for k, i := range able {
			if s>>k&1 == 1 {
				shown = append(shown, i)
			}
		}
		if len(able)-len(shown) < best && len(q.Audit(shown)) == 0 {
			best = len(able) - len(shown)
		}
	}
	return best
}

// withheld counts the groups of enough people that are not shown.
func withheld(q disclosure.Question, v []disclosure.Verdict) int {
	n := 0
	for i, g := range q.Wanted {
		if !v[i].Shown && people(g, q.Counts) >= limitOf(q) {
			n++
		}
	}
	return n
}

func TestATreeWithholdsAsFewAsCanBe(t *testing.T) {
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 3 + r.IntN(5)
		q := disclosure.Question{Counts: countsOf(r, n, 7), Wanted: hierarchy(r, n)}
		if got, want := withheld(q, q.Protect()), fewest(q); got != want {
			t.Fatalf("seed %d: %+v: withholds %d, the fewest are %d", seed, q, got, want)
		}
	}
}

// The figure stands in docs/methods.md.
func TestOverlappingGroupsWithholdLittleMore(t *testing.T) {
	more, all := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 2))
		q := disclosure.Question{Counts: countsOf(r, 6, 9), Wanted: table(2, 3)}
		if seed%2 == 1 {
			q = disclosure.Question{Counts: countsOf(r, 7, 6), Wanted: filters(r, 7, 6)}
		}
		got, want := withheld(q, q.Protect()), fewest(q)
		if got < want {
			t.Fatalf("seed %d: withholds %d, fewer than the fewest, %d", seed, got, want)
		}
		more, all = more+got-want, all+want
	}
	if more*20 > all {
		t.Errorf("withheld %d where the fewest were %d: more than one in twenty too many", all+more, all)
	}
	b, err := os.ReadFile("../../../docs/methods.md")
	if err != nil {
		t.Fatal(err)
	}
	if says := fmt.Sprintf("%d groups were withheld where %d would have done", all+more, all); !strings.Contains(strings.Join(strings.Fields(string(b)), " "), says) {
		t.Errorf("docs/methods.md does not say that %s", says)
	}
}

// family is a group and those that divide it.
type family struct {
	whole int
	parts []int
}

// siblings is complementary suppression as it is done by hand: where one part is withheld, or so
// few people that they could be computed, the smallest part that is shown goes too, until nothing
// changes.
func siblings(q disclosure.Question, families []family) []int {
	shown := make([]bool, len(q.Wanted))
	size := func(i int) int { return people(q.Wanted[i], q.Counts) }
	for i := range q.Wanted {
		shown[i] = size(i) >= limitOf(q)
	}
	for again := true; again; {
		again = false
		for _, f := range families {
			if !shown[f.whole] {
				continue
			}
			away, n, smallest := 0, 0, -1
			for _, i := range f.parts {
				if !shown[i] {
					n++
					away += size(i)
				} else if smallest < 0 || size(i) < size(smallest) {
					smallest = i
				}
			}
			if away > 0 && (n == 1 || away < limitOf(q)) && smallest >= 0 {
				shown[smallest], again = false, true
			}
		}
	}
	var out []int
	for i, yes := range shown {
		if yes {
			out = append(out, i)
		}
	}
	return out
}

// families finds what divides what: in a tree the groups right below, in a table the cells of a
// line and the lines of all.
func families(q disclosure.Question) []family {
	var out []family
	for w, whole := range q.Wanted {
		var inside []int
		for i, g := range q.Wanted {
			if i != w && len(g) < len(whole) && !slices.ContainsFunc(g, func(a int) bool { return !slices.Contains(whole, a) }) {
				inside = append(inside, i)
			}
		}
		parts := slices.DeleteFunc(slices.Clone(inside), func(i int) bool {
			return slices.ContainsFunc(inside, func(k int) bool {
				return len(q.Wanted[k]) > len(q.Wanted[i]) && !slices.ContainsFunc(q.Wanted[i], func(a int) bool { return !slices.Contains(q.Wanted[k], a) })
			})
		})
		if len(parts) > 0 {
			out = append(out, family{w, parts})
		}
	}
	return out
}

func TestNeverWithholdsMoreThanTheSmallestSiblingWould(t *testing.T) {
	compared := 0
	for seed := range uint64(800) {
		r := rand.New(rand.NewPCG(seed, 3))
		n := 4 + r.IntN(8)
		q := disclosure.Question{Counts: countsOf(r, n, 9), Wanted: hierarchy(r, n)}
		if seed%2 == 1 {
			rows, columns := 2+r.IntN(3), 2+r.IntN(3)
			q = disclosure.Question{Counts: countsOf(r, rows*columns, 12), Wanted: table(rows, columns)}
		}
		if seed%200 == 199 { // too large to try all, and to try all exchanges
			q = disclosure.Question{Counts: countsOf(r, 48, 20), Wanted: table(6, 8)}
		}
		byHand := siblings(q, families(q))
		if len(q.Audit(byHand)) > 0 {
			continue // by hand something small can be computed
		}
		compared++
		if got := shownOf(q.Protect()); len(got) < len(byHand) {
			t.Errorf("seed %d: %v: shows %d groups, the smallest sibling %d", seed, q, len(got), len(byHand))
		}
	}
	if compared < 200 {
		t.Errorf("only %d of the comparisons were any", compared)
	}
}

func TestTheOrderOfTheQuestionDoesNotMatter(t *testing.T) {
	for seed := range uint64(500) {
		w := worldOf(seed)
		want := w.q.Protect()
		r := rand.New(rand.NewPCG(seed, 4))
		order := r.Perm(len(w.q.Wanted))
		q := w.q
		q.Wanted = make([]disclosure.Group, len(order))
		for i, from := range order {
			q.Wanted[i] = slices.Clone(w.q.Wanted[from])
			r.Shuffle(len(q.Wanted[i]), func(a, b int) { g := q.Wanted[i]; g[a], g[b] = g[b], g[a] })
		}
		got := make([]disclosure.Verdict, len(order))
		for i, v := range q.Protect() {
			got[order[i]] = v
		}
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, and in another order %v", seed, want, got)
		}
	}
}
