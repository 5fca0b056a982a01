package opinion

import "slices"

// space is an orthonormal basis q, and what XᵀX makes of it. It is kept orthogonal to the last
// bit (each new vector is orthogonalised twice), so that the small matrix is found by plain inner
// products: T = QᵀXᵀXQ.
type space struct {
	x     *centred
	q, aq [][]float64
	scale float64 // of XᵀX
	begun bool    // with what was known, and not anew
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
	open            [][]float64 // of the first two, what is left of XᵀX·w − λw where that is too much
	third           float64     // the same of the third, its length
}

func (s *space) ritz(most int) ritz {
	m := len(s.q)
	t := make([][]float64, m)
	for i := range t {
		t[i] = make([]float64, m)
	}
	for i := range s.q {
		for j := range i + 1 {
			t[i][j] = dot(s.q[i], s.aq[j])
			t[j][i] = t[i][j]
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
		if k > 2 {
			continue
		}
		rest := slices.Clone(a)
		subtract(rest, v, value)
		switch length := norm(rest); {
		case k == 2:
			r.third = length
		case length > converged*s.scale:
			r.open = append(r.open, rest)
		}
	}
	return r
}

// known is what is kept of an analysis for the one after the next vote.
type known struct {
	q, aq [][]float64
	room  float64 // how far XᵀX may move before some other direction could be among the two largest
}

// mostKept is how many directions are kept, and mostMore how many are added to them before it is
// quicker to start over.
const (
	mostKept = 8
	mostMore = 24
)

// known keeps a result. The third eigenvalue is at most its estimate and what is open of it; where
// XᵀX moves by less than half of the gap to the second, the first two stay the first two
// (H. Weyl, 1912).
func (r ritz) known(before *known, begun bool) *known {
	k := &known{q: r.vectors, aq: r.images}
	switch {
	case begun:
		k.room = before.room
	case len(r.values) > 2:
		k.room = (r.values[1] - r.values[2] - r.third) / 2
	}
	return k
}

// moved gives what is known after column j of X has changed by d (by row of c; all others are as
// they were). With g = Xᵀd, XᵀX has changed by g·e_jᵀ + e_j·gᵀ + dᵀd·e_j·e_jᵀ, so that what it
// makes of the known directions is found without the votes.
func (k *known) moved(j int, g []float64, dd float64) *known {
	out := &known{q: k.q, room: k.room - 2*norm(g) - dd}
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
	if before == nil || before.room <= 0 {
		return nil, false
	}
	s := &space{x: x, q: slices.Clone(before.q), aq: slices.Clone(before.aq), begun: true}
	for _, a := range s.aq {
		s.scale = max(s.scale, norm(a))
	}
	for range mostMore / 2 {
		open := s.ritz(2).open
		if len(open) == 0 {
			return s, true
		}
		if !s.add(open...) {
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
