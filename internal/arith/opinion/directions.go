package opinion

import (
	"math"
	"slices"
)

// space is an orthonormal basis q, and what XᵀX makes of it. It is kept orthogonal to the last
// bit (each new vector is orthogonalised twice), so that the small matrix is found by plain inner
// products: T = QᵀXᵀXQ.
type space struct {
	x     *centred
	q, aq [][]float64
	t     [][]float64 // the lower half of T, as far as it has been asked for
	scale float64     // of XᵀX
}

// add takes in up to two more vectors, as far as they are new, and tells whether one was.
func (s *space) add(vectors ...[]float64) bool {
	old := len(s.q)
	for _, v := range vectors {
		if v = s.apart(v); v != nil {
			s.q, s.aq = append(s.q, v), append(s.aq, make([]float64, len(v)))
		}
	}
	switch len(s.q) - old {
	case 1:
		s.x.times(s.q[old], s.aq[old])
	case 2:
		s.x.timesTwo([2][]float64{s.q[old], s.q[old+1]}, [2][]float64{s.aq[old], s.aq[old+1]})
	}
	for _, a := range s.aq[old:] {
		s.scale = max(s.scale, norm(a))
	}
	return len(s.q) > old
}

// apart gives the part of v that lies outside the space, of unit length; nil where none does.
func (s *space) apart(v []float64) []float64 {
	v = slices.Clone(v)
	for j, m := range s.x.moderated {
		if m {
			v[j] = 0
		}
	}
	before := norm(v)
	for range 2 {
		for _, b := range s.q {
			subtract(v, b, dot(v, b))
		}
	}
	length := norm(v)
	if length <= 1e-10*before || length == 0 {
		return nil
	}
	for j := range v {
		v[j] /= length
	}
	return v
}

// lanczos builds up the space that XᵀX spans from some beginnings. done says that the two largest
// directions in it have converged, or that there is nothing more to find.
func (x *centred) lanczos(begin [][]float64) (s *space, done bool) {
	s = &space{x: x}
	for _, b := range begin {
		s.add(b)
	}
	for next := 0; next < len(s.q); next++ {
		full := len(s.q) >= min(mostSteps, len(x.statements))
		if full || next%4 == 3 {
			if done = len(s.ritz(2).open) == 0; done || full {
				return s, done || len(s.q) >= len(x.statements)
			}
		}
		s.add(s.aq[next])
	}
	return s, true // the space is exhausted: what is found is exact
}

// ritz are the largest eigenvalues of XᵀX within a space.
type ritz struct {
	values          []float64
	vectors, images [][]float64 // images are XᵀX times the vectors
	rest            []float64   // ‖XᵀX·w − λw‖: some eigenvalue is so near
	open            [][]float64 // of the first two, what is left of XᵀX·w − λw where that is too much
}

func (s *space) ritz(most int) ritz {
	m := len(s.q)
	t := make([][]float64, m)
	for i := range t {
		t[i] = make([]float64, m)
	}
	for i := range s.q {
		if i == len(s.t) {
			row := make([]float64, i+1)
			for j := range row {
				row[j] = dot(s.q[i], s.aq[j])
			}
			s.t = append(s.t, row)
		}
		for j, f := range s.t[i] {
			t[i][j], t[j][i] = f, f
		}
	}
	all, basis := jacobi(t)
	order := make([]int, m)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareFloat(all[b], all[a]) })
	var r ritz
	for k := range min(most, m) {
		value, v, a := all[order[k]], make([]float64, len(s.q[0])), make([]float64, len(s.q[0]))
		for i := range s.q {
			subtract(v, s.q[i], -basis[i][order[k]])
			subtract(a, s.aq[i], -basis[i][order[k]])
		}
		r.values, r.vectors, r.images = append(r.values, value), append(r.vectors, v), append(r.images, a)
		rest := slices.Clone(a)
		subtract(rest, v, value)
		r.rest = append(r.rest, norm(rest))
		if k < 2 && r.rest[k] > converged*s.scale {
			r.open = append(r.open, rest)
		}
	}
	return r
}

// known is what is kept of an analysis for the one after the next vote.
type known struct {
	q, aq   [][]float64
	apart   int     // how many of the directions have an eigenvalue over the ceiling, as far as is known
	ceiling float64 // what XᵀX can make of any direction at right angles to those, at most
}

// mostKept is how many directions are kept, and mostMore how many are added to them before it is
// quicker to start over.
const (
	mostKept = 8
	mostMore = 24
)

// known keeps a result that was found anew. The ceiling is set where the eigenvalues fall most.
func (r ritz) known() *known {
	k := &known{q: r.vectors, aq: r.images}
	widest := 0.0
	for n := 3; n < len(r.values); n++ {
		top := r.values[n] + r.rest[n]
		if gap := r.values[n-1] - top; gap > widest {
			k.apart, k.ceiling, widest = n, top, gap
		}
	}
	return k
}

// kept keeps a result that was found from what was known: the ceiling stays where it is.
func (r ritz) kept(before *known) *known {
	return &known{q: r.vectors, aq: r.images, apart: before.apart, ceiling: before.ceiling}
}

// largest tells whether the first two are certain to be the largest of all, as certain as what
// was known: no more eigenvalues than were apart can lie over the ceiling (R. Courant and
// E. Fischer), and of those the others lie within what is left of them, under the second.
func (r ritz) largest(before *known) bool {
	if before.apart < 3 || len(r.values) < before.apart || r.values[1] <= before.ceiling {
		return false
	}
	return r.values[2]+norm(r.rest[2:before.apart]) < r.values[1]
}

// moved gives what is known after column j of X has changed by d (by row of c; all others are as
// they were). With g = Xᵀd, XᵀX has changed by g·e_jᵀ + e_j·gᵀ + dᵀd·e_j·e_jᵀ, so that what it
// makes of the known directions is found without the votes.
func (k *known) moved(j int, g []float64, dd float64) *known {
	along := g[j] + dd/2
	by := math.Abs(along) + math.Sqrt(max(0, dot(g, g)-g[j]*g[j])+along*along) // at most what moves (H. Weyl, 1912)
	out := &known{q: k.q, apart: k.apart, ceiling: k.ceiling + by}
	for n, q := range k.q {
		a := slices.Clone(k.aq[n])
		subtract(a, g, -q[j])
		a[j] += dot(g, q) + dd*q[j]
		out.aq = append(out.aq, a)
	}
	return out
}

// refined turns what was known into the directions of now, by adding what is open of them. It
// fails where that is not quick, or not certain to be the two largest.
func (x *centred) refined(before *known) (*space, bool) {
	if before == nil || before.apart < 3 || len(before.q[0]) != len(x.statements) {
		return nil, false
	}
	s := &space{x: x, q: slices.Clone(before.q), aq: slices.Clone(before.aq)}
	for _, a := range s.aq {
		s.scale = max(s.scale, norm(a))
	}
	for range mostMore / 2 {
		r := s.ritz(before.apart)
		if len(r.open) == 0 {
			return s, r.largest(before)
		}
		if !s.add(r.open...) {
			break
		}
	}
	return nil, false
}

// change is what After does to X: g = Xᵀd and dᵀd, where d is what one more vote adds to column j.
func (c *Conversation) change(j, who int, own float64, mean float64) (g []float64, dd float64) {
	x := c.centred()
	sums := make([]float64, len(x.table))
	for i, row := range c.rows {
		d := own
		if i != who {
			if _, saw := voted(row, j); !saw {
				continue
			}
			d = x.centre[j] - mean
		}
		dd += d * d
		for _, code := range row {
			sums[code] += d
		}
	}
	if who < 0 {
		dd += own * own
	}
	g = make([]float64, len(x.centre))
	for k := range g {
		g[k] = x.gathered(k, sums[3*k], sums[3*k+1], sums[3*k+2])
	}
	return g, dd
}
