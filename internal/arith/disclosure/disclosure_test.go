package disclosure_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"kernehus/internal/arith/disclosure"
)

// shownOf lists what may be shown.
func shownOf(v []disclosure.Verdict) []int {
	var out []int
	for i := range v {
		if v[i].Shown {
			out = append(out, i)
		}
	}
	return out
}

// world is a random question, small enough to try everything.
type world struct {
	name string
	q    disclosure.Question
}

// hierarchy is a random tree over some atoms: every unit, each at least twice divided.
func hierarchy(r *rand.Rand, atoms int) []disclosure.Group {
	var out []disclosure.Group
	var divide func(g disclosure.Group)
	divide = func(g disclosure.Group) {
		out = append(out, g)
		if len(g) < 2 {
			return
		}
		parts := 2 + r.IntN(min(3, len(g)-1))
		cut := r.Perm(len(g) - 1)[:parts-1]
		slices.Sort(cut)
		from := 0
		for _, c := range append(cut, len(g)-1) {
			divide(g[from : c+1])
			from = c + 1
		}
	}
	all := make(disclosure.Group, atoms)
	for a := range all {
		all[a] = a
	}
	divide(all)
	return out
}

// table is a cross-table with its margins: every cell, row, column and all.
func table(rows, columns int) []disclosure.Group {
	var out []disclosure.Group
	all := disclosure.Group{}
	for i := range rows {
		row := disclosure.Group{}
		for j := range columns {
			out = append(out, disclosure.Group{i*columns + j})
			row = append(row, i*columns+j)
		}
		out, all = append(out, row), append(all, row...)
	}
	for j := range columns {
		column := disclosure.Group{}
		for i := range rows {
			column = append(column, i*columns+j)
		}
		out = append(out, column)
	}
	return append(out, all)
}

// filters are groups that overlap as they like.
func filters(r *rand.Rand, atoms, n int) []disclosure.Group {
	out := make([]disclosure.Group, n)
	for i := range out {
		for a := range atoms {
			if r.IntN(2) == 0 {
				out[i] = append(out[i], a)
			}
		}
	}
	return out
}

func countsOf(r *rand.Rand, atoms, most int) []int {
	out := make([]int, atoms)
	for a := range out {
		out[a] = r.IntN(most + 1)
	}
	return out
}

func worldOf(seed uint64) world {
	r := rand.New(rand.NewPCG(seed, 7))
	w := world{name: fmt.Sprintf("seed %d", seed)}
	w.q.Limit = []int{0, 0, 3, 4}[r.IntN(4)]
	switch r.IntN(4) {
	case 0:
		n := 3 + r.IntN(5)
		w.q.Counts, w.q.Wanted = countsOf(r, n, 6), hierarchy(r, n)
	case 1:
		rows, columns := 2+r.IntN(2), 2+r.IntN(2)
		w.q.Counts, w.q.Wanted = countsOf(r, rows*columns, 5), table(rows, columns)
	case 2:
		n := 3 + r.IntN(5)
		w.q.Counts, w.q.Wanted = countsOf(r, n, 5), filters(r, n, 2+r.IntN(6))
	default: // a report after another
		n := 3 + r.IntN(4)
		w.q.Counts, w.q.Wanted = countsOf(r, n, 6), hierarchy(r, n)
		first := disclosure.Question{Limit: w.q.Limit, Counts: w.q.Counts, Wanted: filters(r, n, 1+r.IntN(3))}
		for _, i := range shownOf(first.Protect()) {
			w.q.Earlier = append(w.q.Earlier, first.Wanted[i])
		}
	}
	return w
}

func TestNothingSmallCanBeComputedFromWhatIsShown(t *testing.T) {
	for seed := range uint64(1500) {
		w := worldOf(seed)
		shown := shownOf(w.q.Protect())
		if found := w.q.Audit(shown); len(found) > 0 {
			t.Fatalf("%s: %+v shown %v: %+v", w.name, w.q, shown, found)
		}
		if b := newBrute(w.q, shown, false); len(b.narrow()) > 0 {
			t.Fatalf("%s: %+v shown %v: trying everything finds %v", w.name, w.q, shown, b.narrow())
		}
	}
}

func TestTheAuditFindsWhatTryingEverythingFinds(t *testing.T) {
	found := 0
	for seed := range uint64(1500) {
		w := worldOf(seed)
		var shown []int
		for i := range w.q.Wanted {
			if seed%2 == 0 || people(w.q.Wanted[i], w.q.Counts) >= limitOf(w.q) {
				shown = append(shown, i)
			}
		}
		want := newBrute(w.q, shown, false).narrow()
		var got []string
		for _, f := range w.q.Audit(shown) {
			got = append(got, fmt.Sprint(f.Atoms))
			if f.Why == disclosure.Unsure {
				t.Fatalf("%s: unsure of %v", w.name, f.Atoms)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: %+v shown %v: found %v, and by trying everything %v", w.name, w.q, shown, got, want)
		}
		found += len(got)
	}
	if found < 1500 {
		t.Errorf("the worlds are too tame: %d small groups", found)
	}
}

func people(g disclosure.Group, counts []int) int {
	n := 0
	for _, a := range slices.Compact(slices.Sorted(slices.Values(g))) {
		n += counts[a]
	}
	return n
}

func limitOf(q disclosure.Question) int {
	if q.Limit == 0 {
		return disclosure.DefaultLimit
	}
	return q.Limit
}
