package disclosure

import (
	"fmt"
	"slices"
)

// joint puts the classes of two rounds together: the classes of one and of the other (which follow
// in number) that hold people who were in both. Whatever can be computed in both rounds counts
// everybody in a part equally often. Nothing of a bad part can be: of somebody in it one round
// tells nothing.
func (p *picture) joint(other *picture, here, there []int) (together union, bad []bool) {
	together = newUnion(len(p.size) + len(other.size))
	bad = make([]bool, len(together))
	for a, c := range p.class {
		switch d := other.class[a]; {
		case c != none && d != none:
			x, y := together.find(c), together.find(len(p.size)+d)
			either := bad[x] || bad[y]
			together.join(x, y)
			bad[together.find(x)] = either
		case c != none && there[a] > 0: // nothing is known of these people in the other round
			bad[together.find(c)] = true
		case d != none && here[a] > 0:
			bad[together.find(len(p.size)+d)] = true
		}
	}
	return together, bad
}

// mostCells bounds the table that between makes: a larger one is not decided, and called Unsure.
const mostCells = 4_000_000

// between finds what sums and differences give in both rounds and of which one or two people have
// come or left, where subtraction alone (common) does not find it all. A sum of publications of
// this round and one of the other tell of the same people where all classes of a part have the same
// factor in both; they tell of who moved in the parts whose factor is not zero. These sums are a
// space, found exactly, by elimination in whole numbers.
func (p *picture) between(other *picture, r Round, here []int) []Finding {
	if !slices.Contains(p.plain, false) && !slices.Contains(other.plain, false) {
		return nil
	}
	s := newSpace(p, other, r, here)
	var out []Finding
	for _, v := range s.few() {
		f := Finding{Why: Changed, Count: v.moved, Low: v.moved, High: v.moved}
		if s.tangled {
			f.Why = Unsure
		}
		factor := make([]int64, len(p.size))
		for i, classes := range p.group {
			if v.times[i] == 0 {
				continue
			}
			f.From = append(f.From, i)
			for _, c := range classes {
				factor[c] += v.times[i]
			}
		}
		var classes []int
		for c, n := range factor {
			if n != 0 {
				classes = append(classes, c)
			}
		}
		if f.Atoms = p.spread(classes); len(f.From) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// space is what two rounds tell of the same people, as rows of whole numbers: first what must be
// zero, then the factor of each part in which somebody moved, then how often each publication is
// taken, this round's before the other's.
type space struct {
	parts   [][]int // their classes, the one that stands for them first
	must    []int   // the column of what must be zero, by class; none for what stands for a part
	moved   []int   // people, by part in which somebody moved
	column  []int   // among those, by part; none where nobody moved
	zero    int     // how many numbers of a row must be zero
	rows    [][]int64
	touched [][]int64 // the publications of this round that tell of it, by part in which somebody moved
	tangled bool      // too much to decide
}

// told is a sum: who moved in it, and how often each publication is taken.
type told struct {
	moved int
	times []int64
}

func newSpace(p, other *picture, r Round, here []int) *space {
	together, bad := p.joint(other, here, r.Counts)
	s := &space{must: make([]int, len(together))}
	place := map[int]int{}
	for c := range together {
		k := together.find(c)
		if _, met := place[k]; !met && !bad[k] {
			place[k], s.must[c] = len(s.parts), none
			s.parts, s.column = append(s.parts, []int{c}), append(s.column, 0)
			continue
		}
		s.must[c] = s.zero
		s.zero++
		if !bad[k] {
			s.parts[place[k]] = append(s.parts[place[k]], c)
		}
	}
	for a, n := range r.Moved {
		c := p.class[a]
		if c == none && other.class[a] != none {
			c = len(p.size) + other.class[a]
		}
		if c != none && !bad[together.find(c)] {
			s.column[place[together.find(c)]] += n
		}
	}
	for k, n := range s.column {
		if s.column[k] = none; n > 0 {
			s.column[k] = len(s.moved)
			s.moved = append(s.moved, n)
		}
	}
	if slices.ContainsFunc(s.moved, func(n int) bool { return n < fewestMoved }) {
		s.fill(p, other)
	}
	return s
}

func (s *space) fill(p, other *picture) {
	groups := slices.Clone(p.group)
	for _, g := range other.group {
		far := make([]int, len(g))
		for k, d := range g {
			far[k] = len(p.size) + d
		}
		groups = append(groups, far)
	}
	width := s.zero + len(s.moved) + len(groups)
	s.tangled = len(groups)*width > mostCells
	s.touched = make([][]int64, len(s.moved))
	for m := range s.touched {
		s.touched[m] = make([]int64, len(groups))
	}
	part := make([]int, len(s.must))
	for c := range part {
		part[c] = none
	}
	for k, classes := range s.parts {
		for _, c := range classes {
			part[c] = k
		}
	}
	for i, g := range groups {
		row := make([]int64, width)
		for _, c := range g {
			if part[c] != none && s.column[part[c]] != none && i < len(p.group) {
				s.touched[s.column[part[c]]][i] = 1
			}
			if s.must[c] != none {
				row[s.must[c]]++
				continue
			}
			for _, d := range s.parts[part[c]][1:] { // all of a part have the factor of the first
				row[s.must[d]]--
			}
			if m := s.column[part[c]]; m != none {
				row[s.zero+m]++
			}
		}
		row[s.zero+len(s.moved)+i] = 1
		if s.rows = append(s.rows, row); s.tangled {
			return
		}
	}
	s.solve()
}

// solve keeps the rows in which everything is zero that must be, and brings them to echelon form
// in who moved.
func (s *space) solve() {
	for j := range s.zero {
		i := slices.IndexFunc(s.rows, func(r []int64) bool { return r[j] != 0 })
		if i < 0 {
			continue
		}
		by := s.rows[i]
		s.rows = slices.Delete(s.rows, i, i+1)
		s.clear(s.rows, by, j)
	}
	top := 0
	for j := s.zero; j < s.zero+len(s.moved); j++ {
		i := slices.IndexFunc(s.rows[top:], func(r []int64) bool { return r[j] != 0 })
		if i < 0 {
			continue
		}
		s.rows[top], s.rows[top+i] = s.rows[top+i], s.rows[top]
		s.clear(s.rows[:top], s.rows[top], j)
		s.clear(s.rows[top+1:], s.rows[top], j)
		top++
	}
	s.rows = s.rows[:top]
}

// largestFactor keeps products within 64 bits; beyond it nothing is decided.
const largestFactor = 1 << 31

// clear makes column j zero in rows, by taking away what it takes of another.
func (s *space) clear(rows [][]int64, by []int64, j int) {
	for _, r := range rows {
		if r[j] == 0 || s.tangled {
			continue
		}
		g := gcd(r[j], by[j])
		a, b := by[j]/g, r[j]/g
		common := int64(0)
		for k := range r {
			r[k] = r[k]*a - by[k]*b
			common = gcd(common, r[k])
		}
		for k := range r {
			if r[k] /= common; r[k] >= largestFactor || r[k] <= -largestFactor {
				s.tangled = true
			}
		}
	}
}

// gcd is the largest common divisor, never negative; that of 0 and 0 is 0.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}

// few gives sums in which one or two people moved. A row is one where only one or two parts have
// a factor, and so are two rows of which only the first parts differ: in echelon form there is no
// other way.
func (s *space) few() []told {
	if s.tangled {
		return s.unsure()
	}
	type ending struct {
		row   []int64
		scale int64
	}
	var out []told
	like := map[string]ending{} // rows whose first part one person moved in, by the rest
	for _, row := range s.rows {
		factors, times := row[s.zero:s.zero+len(s.moved)], row[s.zero+len(s.moved):]
		moved := 0
		for m, f := range factors {
			if f != 0 {
				moved += s.moved[m]
			}
		}
		first := slices.IndexFunc(factors, func(f int64) bool { return f != 0 })
		if moved < fewestMoved {
			out = append(out, told{moved, times})
		}
		rest, scale := simplest(factors, first)
		if scale == 0 || s.moved[first] > 1 {
			continue
		}
		key := fmt.Sprint(rest)
		if other, met := like[key]; met {
			both := make([]int64, len(times))
			for i, n := range other.row[s.zero+len(s.moved):] {
				both[i] = scale*n - other.scale*times[i]
			}
			out = append(out, told{2, both})
		}
		like[key] = ending{row, scale}
	}
	return out
}

// simplest gives numbers without one of them and without their common divisor, the first positive,
// and what they were divided by; 0 where all are zero.
func simplest(numbers []int64, without int) (out []int64, by int64) {
	out = slices.Clone(numbers)
	out[without] = 0
	for _, n := range out {
		by = gcd(by, n)
	}
	if i := slices.IndexFunc(out, func(n int64) bool { return n != 0 }); i >= 0 && out[i] < 0 {
		by = -by
	}
	if by != 0 {
		for i := range out {
			out[i] /= by
		}
	}
	return out, by
}

// unsure gives every part of which too few moved, where the space is too large to find.
func (s *space) unsure() []told {
	var out []told
	for m, n := range s.moved {
		if n < fewestMoved {
			out = append(out, told{n, s.touched[m]})
		}
	}
	return out
}
