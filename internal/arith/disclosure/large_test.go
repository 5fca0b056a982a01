package disclosure_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"kernehus/internal/arith/disclosure"
)

// Numbers that do not fit in what is reckoned with are never decided wrongly: what a million hides or
// gives away, a billion of billions does too, or it is called unsure.
func TestVeryLargeCountsAreDecidedAlikeOrNotAtAll(t *testing.T) {
	alike := 0
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 21))
		q := disclosure.Question{Counts: countsOf(r, 6, 6), Wanted: table(2, 3)}
		if seed%2 == 1 {
			q.Wanted = filters(r, 6, 5)
		}
		vast := q
		vast.Counts = slices.Clone(q.Counts)
		q.Counts = slices.Clone(q.Counts)
		for a := range q.Counts {
			if r.IntN(2) == 0 {
				q.Counts[a] += 1 << 20
				vast.Counts[a] += 1 << (30 + seed%26)
			}
		}
		var shown []int
		for i := range q.Wanted {
			if r.IntN(3) > 0 && people(q.Wanted[i], q.Counts) >= 5 {
				shown = append(shown, i)
			}
		}
		want, got := q.Audit(shown), vast.Audit(shown)
		unsure := slices.ContainsFunc(got, func(f disclosure.Finding) bool { return f.Why == disclosure.Unsure })
		switch same := slices.EqualFunc(want, got, func(a, b disclosure.Finding) bool {
			return slices.Equal(a.Atoms, b.Atoms) && a.Low == b.Low && a.High == b.High
		}); {
		case same:
			alike++
		case !unsure:
			t.Fatalf("seed %d: %+v shown %v: %+v, and with %v: %+v", seed, q, shown, want, vast.Counts, got)
		}
		for _, f := range vast.Audit(shownOf(vast.Protect())) { // what Protect knew from another choice the audit may be unsure of
			if f.Why != disclosure.Unsure {
				t.Fatalf("seed %d: %+v shows what gives away %+v", seed, vast, f)
			}
		}
	}
	if alike < 50 {
		t.Errorf("only %d were decided", alike)
	}
}
