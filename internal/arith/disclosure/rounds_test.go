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

// rounds is a random question with another round of the same people before it, each with groups of
// its own kind.
func rounds(r *rand.Rand, kind string, n int) disclosure.Question {
	var first, second []disclosure.Group
	switch kind {
	case "tree":
		first = hierarchy(r, n)
		second = first
	case "table":
		n -= n % 2
		first = table(2, n/2)
		second = first
	default:
		first, second = filters(r, n, 2+r.IntN(5)), filters(r, n, 2+r.IntN(5))
	}
	before := disclosure.Question{Counts: countsOf(r, n, 10), Wanted: first}
	round := disclosure.Round{Counts: before.Counts, Moved: make([]int, n)}
	q := disclosure.Question{Counts: slices.Clone(before.Counts), Wanted: second}
	for a := range n {
		left, came := min(r.IntN(3)/2, before.Counts[a]), r.IntN(3)/2*r.IntN(4)
		q.Counts[a], round.Moved[a] = before.Counts[a]-left+came, left+came
	}
	for _, i := range shownOf(before.Protect()) {
		round.Published = append(round.Published, first[i])
	}
	q.Rounds = []disclosure.Round{round}
	return q
}

// Where groups overlap, what both rounds tell of follows by more than subtraction: each set is tried.
func TestTwoRoundsOfTablesAndFiltersDoNotEither(t *testing.T) {
	for kind, wild := range map[string]int{"table": 60, "filters": 20} {
		bare := 0
		for seed := range uint64(120) {
			q := rounds(rand.New(rand.NewPCG(seed, 15)), kind, 3+int(seed)%4)
			alone := q
			alone.Rounds = nil
			if both(alone, q.Rounds[0], shownOf(alone.Protect())) > 0 {
				bare++
			}
			shown := shownOf(q.Protect())
			if n := both(q, q.Rounds[0], shown); n > 0 || len(q.Audit(shown)) > 0 {
				t.Fatalf("%s, seed %d: %+v shows %v, of which %d sets tell", kind, seed, q, shown, n)
			}
		}
		if bare < wild {
			t.Errorf("%s: without the rule only %d of 120 would tell: the test is too tame", kind, bare)
		}
	}
}

// most tries every report and gives how many groups the best one shows.
func most(q disclosure.Question) int {
	alone := q
	alone.Rounds = nil
	var able []int
	for i, g := range q.Wanted {
		if people(g, q.Counts) >= limitOf(q) {
			able = append(able, i)
		}
	}
	best := 0
	for s := range 1 << len(able) {
		var shown []int
		for k, i := range able {
			if s>>k&1 == 1 {
				shown = append(shown, i)
			}
		}
		if len(shown) > best && both(q, q.Rounds[0], shown) == 0 && len(alone.Audit(shown)) == 0 {
			best = len(shown)
		}
	}
	return best
}

// The figure stands in docs/methods.md.
func TestASecondRoundShowsNearlyAllThatCanBeShown(t *testing.T) {
	shown, best := 0, 0
	for _, kind := range []string{"tree", "table", "filters"} {
		for seed := range uint64(40) {
			q := rounds(rand.New(rand.NewPCG(seed, 16)), kind, 4)
			got, want := len(shownOf(q.Protect())), most(q)
			if got > want {
				t.Fatalf("%s, seed %d: %+v shows %d groups, more than the best, %d", kind, seed, q, got, want)
			}
			shown, best = shown+got, best+want
		}
	}
	if shown*20 < best*19 {
		t.Errorf("%d groups are shown where %d could be", shown, best)
	}
	b, err := os.ReadFile("../../../docs/methods.md")
	if err != nil {
		t.Fatal(err)
	}
	if says := fmt.Sprintf("%d groups were shown where %d could have been", shown, best); !strings.Contains(strings.Join(strings.Fields(string(b)), " "), says) {
		t.Errorf("docs/methods.md does not say that %s", says)
	}
}

// A tree, a table and filters one after the other: each knows what was shown before.
func TestOneReportAfterAnotherGivesNothingSmallAway(t *testing.T) {
	shown, withheld := 0, map[disclosure.Code]int{}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 17))
		q := disclosure.Question{Counts: countsOf(r, 6, 7)}
		for range 2 + r.IntN(4) {
			switch r.IntN(3) {
			case 0:
				q.Wanted = hierarchy(r, 6)
			case 1:
				q.Wanted = table(2, 3)
			default:
				q.Wanted = filters(r, 6, 1+r.IntN(4))
			}
			verdicts := q.Protect()
			now := shownOf(verdicts)
			if found := q.Audit(now); len(found) > 0 {
				t.Fatalf("seed %d: %+v shown %v: %+v", seed, q, now, found)
			}
			if b := newBrute(q, now, false); len(b.narrow()) > 0 {
				t.Fatalf("seed %d: %+v shown %v: trying everything finds %v", seed, q, now, b.narrow())
			}
			for i, v := range verdicts {
				if withheld[v.Why]++; v.Shown {
					q.Earlier, shown = append(q.Earlier, q.Wanted[i]), shown+1
				}
			}
		}
	}
	if shown < 1500 || withheld[disclosure.Earlier] < 150 {
		t.Errorf("%d are shown, withheld %v: the reports are too tame", shown, withheld)
	}
}

// FuzzProtect makes a question of any bytes: counts, groups of this report, of an earlier one and
// of another round. What can be computed once the report is out could be before it.
func FuzzProtect(f *testing.F) {
	f.Add([]byte{12, 3, 8, 1, 0, 0}, []byte{7, 1, 2, 4}, []byte{3}, []byte{7, 6})
	f.Add([]byte{4, 1, 1, 2}, []byte{3, 5, 15}, []byte{}, []byte{})
	f.Add([]byte{0, 0, 9}, []byte{0, 255}, []byte{1, 2}, []byte{4, 0, 2})
	f.Fuzz(func(t *testing.T, counts, wanted, earlier, other []byte) {
		if len(counts) > 6 || len(wanted) > 7 || len(earlier) > 3 || len(other) > 6 {
			return
		}
		groups := func(masks []byte) (out []disclosure.Group) {
			for _, m := range masks {
				g := disclosure.Group{}
				for a := range counts {
					if m>>a&1 == 1 {
						g = append(g, a)
					}
				}
				out = append(out, g)
			}
			return out
		}
		q := disclosure.Question{Wanted: groups(wanted), Earlier: groups(earlier)}
		round := disclosure.Round{Published: groups(other)}
		for _, n := range counts {
			q.Counts = append(q.Counts, int(n%16))
			round.Counts, round.Moved = append(round.Counts, int(n/16)), append(round.Moved, int(n%3))
		}
		if len(other) > 0 {
			q.Rounds = []disclosure.Round{round}
		}
		shown := shownOf(q.Protect())
		for _, i := range shown {
			if people(q.Wanted[i], q.Counts) < limitOf(q) {
				t.Errorf("%+v shows %d people", q, people(q.Wanted[i], q.Counts))
			}
		}
		if found := q.Audit(shown); len(earlier) == 0 && len(found) > 0 {
			t.Errorf("%+v shows %v, and %+v can be found", q, shown, found)
		}
	})
}
