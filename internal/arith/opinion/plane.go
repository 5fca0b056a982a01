package opinion

import (
	"math"
	"slices"
)

// Plane is where people stand: the directions in which they differ most.
type Plane struct {
	Centre     []float64 // by statement: the mean of the seen votes; 0 where moderated out
	Directions [2][]float64
	Points     [][2]float64 // by row
	Extremity  []float64    // by statement
}

// converged is how small ‖XᵀX·w − λw‖ is beside λ1 before a direction counts as found.
const converged = 1e-11

// mostSteps is how many directions Lanczos' method builds up before it begins anew with the
// best it has.
const mostSteps = 120

// centred is X, of which only what was seen is there.
type centred struct {
	*Conversation
	centre []float64
	table  []float64 // (v − c_j)·w_j, or a sum, by code
}

func (c *Conversation) centred() *centred {
	sum, seen := make([]int, len(c.statements)), make([]int, len(c.statements))
	for _, code := range c.codes {
		sum[code/3] += int(code%3) - 1
		seen[code/3]++
	}
	x := &centred{Conversation: c, centre: make([]float64, len(c.statements)), table: make([]float64, 3*len(c.statements))}
	for j := range x.centre {
		if !c.moderated[j] {
			x.centre[j] = float64(sum[j]) / float64(seen[j])
		}
	}
	return x
}

// weigh writes the table of (v − c_j)·w_j; a moderated column is zero.
func (x *centred) weigh(w []float64) {
	for j, m := range x.moderated {
		for v := range 3 {
			x.table[3*j+v] = 0
			if !m {
				x.table[3*j+v] = (float64(v) - 1 - x.centre[j]) * w[j]
			}
		}
	}
}

// times gives XᵀX·w in out. It passes over the votes once: a person's row is multiplied while
// it is at hand.
func (x *centred) times(w, out []float64, sums []float64) {
	x.weigh(w)
	clear(sums)
	for i := range x.people {
		row := x.row(i)
		u := 0.0
		for _, code := range row {
			u += x.table[code]
		}
		for _, code := range row {
			sums[code] += u
		}
	}
	for j, m := range x.moderated {
		out[j] = 0
		if !m {
			out[j] = (-1-x.centre[j])*sums[3*j] - x.centre[j]*sums[3*j+1] + (1-x.centre[j])*sums[3*j+2]
		}
	}
}

// plane finds the directions and puts everybody in the plane.
func (c *Conversation) plane() Plane {
	x := c.centred()
	p := Plane{Centre: x.centre, Directions: x.directions(c.warm)}
	c.warm = p.Directions[:]
	p.Points, p.Extremity = make([][2]float64, len(c.people)), make([]float64, len(c.statements))
	both := make([][2]float64, 3*len(c.statements))
	open := make([]int, len(c.statements)) // 1 for what is not moderated out
	for k, w := range p.Directions {
		x.weigh(w)
		for code, f := range x.table {
			both[code][k] = f
		}
	}
	all := float64(len(c.statements))
	for j := range c.statements {
		if !c.moderated[j] {
			open[j] = 1
		}
		p.Extremity[j] = math.Sqrt(all/float64(c.zeroed+1)) * math.Hypot(both[3*j+2][0], both[3*j+2][1])
	}
	for i := range c.people {
		n, sum := c.zeroed, [2]float64{}
		for _, code := range c.row(i) {
			n += open[code/3]
			sum[0] += both[code][0]
			sum[1] += both[code][1]
		}
		f := math.Sqrt(all / float64(max(n, 1)))
		p.Points[i] = [2]float64{f * sum[0], f * sum[1]}
	}
	return p
}

// directions are the two directions, from what is known already or from a fixed start. A
// direction in which nobody differs is zero.
func (x *centred) directions(warm [][]float64) (out [2][]float64) {
	n := len(x.statements)
	out[0], out[1] = make([]float64, n), make([]float64, n)
	begin := make([][]float64, 0, 2)
	if len(warm) == 2 && len(warm[0]) == n {
		begin = append(begin, slices.Clone(warm[0]), slices.Clone(warm[1]))
	}
	begin = append(begin, fixedStart(n))
	for range 20 {
		values, vectors, done := x.lanczos(begin)
		for k := range out {
			if k < len(values) && values[k] > converged*max(values[0], math.SmallestNonzeroFloat64) && values[0] > 1e-12 {
				out[k] = signed(vectors[k])
			}
		}
		if done {
			break
		}
		begin = append(vectors[:min(2, len(vectors))], fixedStart(n))
	}
	return out
}

// fixedStart is a direction that leans on every statement, and a little differently.
func fixedStart(n int) []float64 {
	out := make([]float64, n)
	state := uint64(0x9e3779b97f4a7c15)
	for j := range out {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		out[j] = 1 + float64(state>>11)/(1<<53)
		if state&1 == 1 {
			out[j] = -out[j]
		}
	}
	return out
}

// signed gives the direction whose largest loading is positive; of two as large, the first.
func signed(w []float64) []float64 {
	at := 0
	for j := range w {
		if math.Abs(w[j]) > math.Abs(w[at])*(1+1e-9) {
			at = j
		}
	}
	if len(w) > 0 && w[at] < 0 {
		for j := range w {
			w[j] = -w[j]
		}
	}
	return w
}

// lanczos builds an orthonormal basis of the space that XᵀX spans from some beginnings, and
// gives the largest eigenvalues there with their vectors. done says that the two largest have
// converged, or that there is nothing more to find.
//
// The basis is kept orthogonal to the last bit (each new vector is orthogonalised twice), so
// that the small matrix is found by plain inner products: T = QᵀXᵀXQ.
func (x *centred) lanczos(begin [][]float64) (values []float64, vectors [][]float64, done bool) {
	n := len(x.statements)
	var q, aq [][]float64
	sums := make([]float64, 3*n)
	scale := 0.0
	add := func(v []float64) bool {
		v = slices.Clone(v)
		for j, m := range x.moderated {
			if m {
				v[j] = 0
			}
		}
		before := norm(v)
		for range 2 {
			for _, b := range q {
				subtract(v, b, dot(v, b))
			}
		}
		length := norm(v)
		if length <= 1e-10*before || length == 0 {
			return false
		}
		for j := range v {
			v[j] /= length
		}
		a := make([]float64, n)
		x.times(v, a, sums)
		q, aq = append(q, v), append(aq, a)
		scale = max(scale, norm(a))
		return true
	}
	for _, b := range begin {
		add(b)
	}
	for next := 0; next < len(q); next++ {
		full := len(q) >= min(mostSteps, n)
		if full || next%4 == 3 {
			values, vectors, done = ritz(q, aq, scale)
			if done || full {
				return values, vectors, done || len(q) >= n
			}
		}
		add(aq[next])
	}
	values, vectors, _ = ritz(q, aq, scale) // the space is exhausted: what is found is exact
	return values, vectors, true
}

// ritz gives the eigenvalues and vectors of XᵀX within the span of q.
func ritz(q, aq [][]float64, scale float64) (values []float64, vectors [][]float64, done bool) {
	m := len(q)
	if m == 0 {
		return nil, nil, true
	}
	t := make([][]float64, m)
	for i := range t {
		t[i] = make([]float64, m)
	}
	for i := range q {
		for j := range i + 1 {
			t[i][j] = dot(q[i], aq[j])
			t[j][i] = t[i][j]
		}
	}
	all, basis := jacobi(t)
	order := make([]int, m)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareFloat(all[b], all[a]) })
	done = true
	for k := range min(2, m) {
		v, residual := make([]float64, len(q[0])), make([]float64, len(q[0]))
		for i := range q {
			subtract(v, q[i], -basis[i][order[k]])
			subtract(residual, aq[i], -basis[i][order[k]])
		}
		subtract(residual, v, all[order[k]])
		if norm(residual) > converged*scale {
			done = false
		}
		values, vectors = append(values, all[order[k]]), append(vectors, v)
	}
	return values, vectors, done
}

// jacobi gives the eigenvalues of a small symmetric matrix, and the vectors as columns, by
// plane rotations (C. Jacobi, 1846). It spoils t.
func jacobi(t [][]float64) (values []float64, vectors [][]float64) {
	n := len(t)
	vectors = make([][]float64, n)
	for i := range vectors {
		vectors[i] = make([]float64, n)
		vectors[i][i] = 1
	}
	for range 60 {
		off, total := 0.0, 0.0
		for i := range t {
			for j := range t {
				total += t[i][j] * t[i][j]
				if i != j {
					off += t[i][j] * t[i][j]
				}
			}
		}
		if off <= 1e-30*total {
			break
		}
		for p := range n {
			for r := p + 1; r < n; r++ {
				rotate(t, vectors, p, r)
			}
		}
	}
	values = make([]float64, n)
	for i := range t {
		values[i] = t[i][i]
	}
	return values, vectors
}

// rotate makes t[p][r] zero.
func rotate(t, vectors [][]float64, p, r int) {
	if t[p][r] == 0 {
		return
	}
	theta := (t[r][r] - t[p][p]) / (2 * t[p][r])
	tan := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		tan = -tan
	}
	cos := 1 / math.Sqrt(tan*tan+1)
	sin := tan * cos
	for k := range t {
		a, b := t[k][p], t[k][r]
		t[k][p], t[k][r] = cos*a-sin*b, sin*a+cos*b
	}
	for k := range t {
		a, b := t[p][k], t[r][k]
		t[p][k], t[r][k] = cos*a-sin*b, sin*a+cos*b
	}
	for k := range vectors {
		a, b := vectors[k][p], vectors[k][r]
		vectors[k][p], vectors[k][r] = cos*a-sin*b, sin*a+cos*b
	}
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

func norm(a []float64) float64 { return math.Sqrt(dot(a, a)) }

// subtract takes f times b from a.
func subtract(a, b []float64, f float64) {
	for i := range a {
		a[i] -= f * b[i]
	}
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
