// Package disclosure decides what may be shown of answers that were given anonymously.
//
// An atom is the finest combination of what a round knows of people (unit, profession, …);
// of each it is known how many answered. A publication is a total, a mean or a distribution
// over a set of atoms, a group: a unit with all below it, a profession in a unit, a filter.
// Whoever knows the total or the mean of a group knows the sum over its atoms, so every
// publication is one linear equation in the sizes x of the atoms:
//
//	Σ x[a], a in the group = its size,   x[a] a whole number ≥ 0.
//
// Nothing may let a reader compute a group of fewer than the limit, five where nothing else
// is said. A set of atoms with 1 … limit−1 people is derivable when
//   - its indicator lies in the span of the published groups: sums and differences of
//     what is published give it; or
//   - the equations and x ≥ 0 pin its size to an interval narrower than the limit.
//
// Both are decided exactly, in whole numbers: the first is the second with an interval of
// one number, and the interval is found by the simplex method on integers (Edmonds' pivoting
// without fractions) with branching where a corner is not whole.
//
// Every set is covered, not only those somebody has named. The reason is the certificate: two
// populations that give the very same publications, in which the set differs by the limit or
// more. A certificate for a set S holds for every larger set too, unless it holds some atom
// that moved the other way; so a search that starts at each small atom and only ever adds such
// atoms meets every set that could be narrow (see block.go). In a tree, where groups lie within
// each other or apart, none of this is needed: what can be computed are the differences between
// a group and the groups right below it, and the fewest groups to withhold are found by dynamic
// programming (see tree.go), exactly and in linear time.
//
// What is assumed of the reader: knows the population's atoms, which of them nobody answered
// in, and every publication ever made of the round; does not know why a group is withheld.
// Knowing more, such as one colleague's own answer, is what the limit itself is for.
//
// Two rounds: a set that can be computed in both, of which one or two people have come or left,
// tells what those one or two answered. Sets that changed by nobody, or by three or more, may be
// shown. Where subtraction alone gives everything, as in trees, these sets are unions of the least
// that both rounds know; elsewhere they are found in the space of sums that both rounds tell of
// the same people, by elimination in whole numbers (see between.go). A factor other than one counts
// as much. What is barred this way is allowed again where it turns out to be harmless. Rounds are
// held against this one each by itself.
//
// After L. Sweeney's and L. Cox's work on complementary suppression; M. Fischetti and
// J. J. Salazar, "Solving the Cell Suppression Problem on Tabular Data with Linear Constraints",
// Management Science 47 (2001), for the interval that an attacker computes; J. Edmonds, "Systems
// of distinct representatives and linear algebra" (1967), for pivoting in whole numbers.
package disclosure

import (
	"cmp"
	"fmt"
	"slices"
)

// DefaultLimit is the smallest group of which anything may be known.
const DefaultLimit = 5

// MostLimit is the largest limit: what Protect weighs grows with its square.
const MostLimit = 1000

// fewestMoved is how many must have come or left between two rounds, if anybody has.
const fewestMoved = 3

// Group is the atoms something is published about, as indices, in any order.
type Group []int

// Question is what is to be published, and all that has been.
type Question struct {
	Limit   int     // 0 is DefaultLimit
	Counts  []int   // people who answered, by atom
	Wanted  []Group // the report, in any order; groups with the same people are decided alike
	Earlier []Group // what has been published of this round; it cannot be taken back
	Rounds  []Round // other rounds of the same people
}

// Round is another round with the same atoms.
type Round struct {
	Counts    []int   // people who answered then, by atom
	Published []Group // of that round
	Moved     []int   // by atom: people who answered in only one of the two rounds
}

// Code is why something is withheld or found.
type Code string

// The reasons.
const (
	Few       Code = "few"       // fewer people than the limit
	Derivable Code = "derivable" // else a small group could be computed from this report
	Earlier   Code = "earlier"   // else a small group could be computed with what was published before
	Changed   Code = "changed"   // one or two people have come or left since another round
	Unsure    Code = "unsure"    // too entangled to decide; withheld to be safe
)

// Verdict is what becomes of one wanted group.
type Verdict struct {
	Shown bool
	Why   Code // empty where it is shown
}

// Finding is a small group that a reader could compute.
type Finding struct {
	Atoms     []int // those in which somebody answered, increasing
	Count     int   // people
	Low, High int   // what a reader knows of the count
	Why       Code  // Few: published itself; Derivable, Changed or Unsure
	From      []int // publications it follows from: shown groups, and len(Wanted)+i for Earlier[i]; increasing
}

// Check tells what is wrong with the question itself: an index that is no atom, a negative count,
// a limit under two or over MostLimit, lists of different lengths. Protect and Audit panic on such a question.
func (q Question) Check() error {
	if q.Limit != 0 && q.Limit < 2 {
		return fmt.Errorf("limit %d protects nobody", q.Limit)
	}
	if q.Limit > MostLimit {
		return fmt.Errorf("limit %d is over %d", q.Limit, MostLimit)
	}
	for i, n := range q.Counts {
		if n < 0 {
			return fmt.Errorf("atom %d has %d people", i, n)
		}
	}
	if err := q.checkGroups("wanted", q.Wanted); err != nil {
		return err
	}
	if err := q.checkGroups("earlier", q.Earlier); err != nil {
		return err
	}
	for i, r := range q.Rounds {
		if len(r.Counts) != len(q.Counts) || len(r.Moved) != len(q.Counts) {
			return fmt.Errorf("round %d: %d counts and %d moved for %d atoms", i, len(r.Counts), len(r.Moved), len(q.Counts))
		}
		if i := slices.IndexFunc(append(slices.Clone(r.Counts), r.Moved...), func(n int) bool { return n < 0 }); i >= 0 {
			return fmt.Errorf("a round has a negative number at atom %d", i%len(q.Counts))
		}
		if err := q.checkGroups("published in another round", r.Published); err != nil {
			return err
		}
	}
	return nil
}

func (q Question) checkGroups(name string, groups []Group) error {
	for i, g := range groups {
		for _, a := range g {
			if a < 0 || a >= len(q.Counts) {
				return fmt.Errorf("%s group %d: atom %d of %d", name, i, a, len(q.Counts))
			}
		}
	}
	return nil
}

func (q Question) limit() int {
	if q.Limit == 0 {
		return DefaultLimit
	}
	return q.Limit
}

// lived gives the groups with only the atoms in which somebody answered, increasing and once.
func lived(groups []Group, counts []int) []Group {
	out := make([]Group, len(groups))
	for i, g := range groups {
		kept := make(Group, 0, len(g))
		for _, a := range g {
			if counts[a] > 0 {
				kept = append(kept, a)
			}
		}
		if !slices.IsSorted(kept) {
			slices.Sort(kept)
		}
		out[i] = slices.Compact(kept)
	}
	return out
}

// People counts those who answered in a group; an atom that stands twice counts once.
func People(g Group, counts []int) int {
	return people(lived([]Group{g}, counts)[0], counts)
}

func people(g Group, counts []int) int {
	n := 0
	for _, a := range g {
		n += counts[a]
	}
	return n
}

// byWeight orders findings: the smallest first, then by their atoms.
func byWeight(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Count, b.Count), slices.Compare(a.Atoms, b.Atoms), cmp.Compare(a.Why, b.Why))
}
