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
	above float64     // what XᵀX can make of any direction outside, at most, where that is known
}

// enough is how large ‖XᵀX·w − λw‖ may be. Where it is known what lies outside, the direction is
// then at most within of where it would be (C. Davis and W. Kahan, 1970).
func (s *space) enough(value float64) float64 {
	if s.above > 0 {
		return max(converged*s.scale, within*(value-s.above))
	}
	return converged * s.scale
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
		s.x.timesTwo([2][]float64(s.q[old:]), [2][]float64(s.aq[old:]))
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

func (s *space) ritz(most int) (r ritz) {
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
		if k < 2 && r.rest[k] > s.enough(value) {
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

// change is what one more vote does to X: column j changes by d.
type change struct {
	j  int
	g  []float64 // Xᵀd, with X as it was
	dd float64   // dᵀd
	e  []float64 // XᵀX·e_j, with X as it is then
}

// moved gives what is known after a change. XᵀX changes by g·e_jᵀ + e_j·gᵀ + dᵀd·e_j·e_jᵀ, so that
// what it makes of the known directions is found without the votes; and e_j itself is the direction
// that is missed most.
func (k *known) moved(c change) *known {
	j := c.j
	along := c.g[j] + c.dd/2
	by := math.Abs(along) + math.Sqrt(max(0, dot(c.g, c.g)-c.g[j]*c.g[j])+along*along) // at most what moves (H. Weyl, 1912)
	out := &known{q: slices.Clone(k.q), apart: k.apart, ceiling: k.ceiling + by}
	for n, q := range k.q {
		a := slices.Clone(k.aq[n])
		subtract(a, c.g, -q[j])
		a[j] += dot(c.g, q) + c.dd*q[j]
		out.aq = append(out.aq, a)
	}
	if len(k.q) >= 2*mostKept {
		return out
	}
	e, a := make([]float64, len(c.g)), slices.Clone(c.e)
	e[j] = 1
	for range 2 { // as in apart
		for n, q := range out.q {
			f := dot(e, q)
			subtract(e, q, f)
			subtract(a, out.aq[n], f)
		}
	}
	if length := norm(e); length > 1e-3 { // else it is among them, and what is left of it inexact
		for n := range e {
			e[n], a[n] = e[n]/length, a[n]/length
		}
		out.q, out.aq = append(out.q, e), append(out.aq, a)
	}
	return out
}

// refined turns what was known into the directions of now, by adding what is open of them. It
// fails where that is not quick, or not certain to be the two largest.
func (x *centred) refined(before *known) (*space, bool) {
	if before == nil || before.apart < 3 || len(before.q[0]) != len(x.statements) {
		return nil, false
	}
	s := &space{x: x, q: slices.Clone(before.q), aq: slices.Clone(before.aq), above: before.ceiling}
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

// change finds what a vote does: who is its person's row (−1 for a new one), own what it adds to
// theirs, value what X has for it then, and mean the new c_j.
func (c *Conversation) change(j, who int, own, value, mean float64) change {
	x := c.centred()
	out := change{j: j, g: make([]float64, len(x.centre)), e: make([]float64, len(x.centre))}
	sums := make([][2]float64, len(x.table))
	add := func(row []int32, d, now float64) {
		out.dd += d * d
		out.e[j] += d * now
		for _, code := range row {
			sum := &sums[code]
			sum[0] += d
			sum[1] += now
		}
	}
	for i, row := range c.rows {
		if i == who {
			add(row, own, value)
		} else if at, saw := voted(row, j); saw {
			add(row, x.centre[j]-mean, float64(row[at]%3)-1-mean)
		}
	}
	if who < 0 {
		add(nil, own, value)
	}
	for k := range out.g {
		a, b, c := sums[3*k], sums[3*k+1], sums[3*k+2]
		out.g[k] = x.gathered(k, a[0], b[0], c[0])
		out.e[k] += x.gathered(k, a[1], b[1], c[1])
	}
	return out
}
