package opinion

import (
	"math"
	"sync"
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

// within is how far a direction may be, as an angle, from where starting over would find it.
const within = 1e-9

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
	x := &centred{Conversation: c, centre: make([]float64, len(c.statements)), table: make([]float64, 3*len(c.statements))}
	for j := range x.centre {
		x.centre[j] = c.mean(j)
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

// times gives XᵀX·w in out. It passes over the votes once: a person's row is multiplied while it
// is at hand.
func (x *centred) times(w, out []float64) {
	x.weigh(w)
	sums := make([]float64, len(x.table))
	for _, row := range x.rows {
		add(sums, row, along(row, x.table))
	}
	for j := range out {
		out[j] = x.gathered(j, sums[3*j], sums[3*j+1], sums[3*j+2])
	}
}

// timesTwo does the same for two directions in one pass.
func (x *centred) timesTwo(w, out [2][]float64) {
	both := x.weighTwo(w)
	var sums [shares][][2]float64
	x.share(func(n, from, to int) {
		sums[n] = make([][2]float64, len(both))
		for _, row := range x.rows[from:to] {
			addTwo(sums[n], row, alongTwo(row, both))
		}
	})
	for _, more := range sums[1:] {
		for code := range more {
			sums[0][code][0] += more[code][0]
			sums[0][code][1] += more[code][1]
		}
	}
	for k := range out {
		for j := range out[k] {
			out[k][j] = x.gathered(j, sums[0][3*j][k], sums[0][3*j+1][k], sums[0][3*j+2][k])
		}
	}
}

// shares is into how many parts the people are divided, so that two processors can work at once.
// It is the same everywhere, because sums depend on it in the last bit.
const shares = 2

func (x *centred) share(do func(n, from, to int)) {
	var all sync.WaitGroup
	for n := range shares {
		from, to := n*len(x.rows)/shares, (n+1)*len(x.rows)/shares
		all.Go(func() { do(n, from, to) })
	}
	all.Wait()
}

// weighTwo is the table for two directions.
func (x *centred) weighTwo(w [2][]float64) [][2]float64 {
	both := make([][2]float64, len(x.table))
	for k := range w {
		x.weigh(w[k])
		for code, f := range x.table {
			both[code][k] = f
		}
	}
	return both
}

// along is a row of X times a direction that was weighed. It adds up in four places, so that no
// sum need wait for another; and in plain variables, which stay in the processor.
func along(row []int32, table []float64) float64 {
	var a, b, c, d float64
	for ; len(row) >= 4; row = row[4:] {
		a += table[row[0]]
		b += table[row[1]]
		c += table[row[2]]
		d += table[row[3]]
	}
	for _, code := range row {
		a += table[code]
	}
	return a + c + (b + d)
}

// add adds u to the sum of every vote in a row, none of which is there twice.
func add(sums []float64, row []int32, u float64) {
	for ; len(row) >= 4; row = row[4:] {
		a, b, c, d := row[0], row[1], row[2], row[3]
		p, q, r, s := sums[a], sums[b], sums[c], sums[d]
		sums[a], sums[b], sums[c], sums[d] = p+u, q+u, r+u, s+u
	}
	for _, code := range row {
		sums[code] += u
	}
}

// addTwo does the same for two sums.
func addTwo(sums [][2]float64, row []int32, u [2]float64) {
	f, g := u[0], u[1]
	for ; len(row) >= 4; row = row[4:] {
		p, q, r, s := &sums[row[0]], &sums[row[1]], &sums[row[2]], &sums[row[3]]
		a, b, c, d := p[0]+f, q[0]+f, r[0]+f, s[0]+f
		p[0], q[0], r[0], s[0] = a, b, c, d
		a, b, c, d = p[1]+g, q[1]+g, r[1]+g, s[1]+g
		p[1], q[1], r[1], s[1] = a, b, c, d
	}
	for _, code := range row {
		s := &sums[code]
		s[0], s[1] = s[0]+f, s[1]+g
	}
}

// alongTwo does the same as along for two directions.
func alongTwo(row []int32, both [][2]float64) [2]float64 {
	var a, b, c, d, e, f, g, h float64
	for ; len(row) >= 4; row = row[4:] {
		p, q, r, s := &both[row[0]], &both[row[1]], &both[row[2]], &both[row[3]]
		a, b = a+p[0], b+p[1]
		c, d = c+q[0], d+q[1]
		e, f = e+r[0], f+r[1]
		g, h = g+s[0], h+s[1]
	}
	for _, code := range row {
		p := &both[code]
		a, b = a+p[0], b+p[1]
	}
	return [2]float64{a + c + (e + g), b + d + (f + h)}
}

// gathered is column j of Xᵀ times something, from its sums over those who disagree, pass, agree.
func (x *centred) gathered(j int, disagree, pass, agree float64) float64 {
	if x.moderated[j] {
		return 0
	}
	return (-1-x.centre[j])*disagree - x.centre[j]*pass + (1-x.centre[j])*agree
}

// plane finds the directions and puts everybody in the plane.
func (c *Conversation) plane() Plane {
	x := c.centred()
	p := Plane{Centre: x.centre, Points: make([][2]float64, len(c.people)), Extremity: make([]float64, len(c.statements))}
	p.Directions, c.known = x.directions(c.known)
	both, all := x.weighTwo(p.Directions), float64(len(c.statements))
	for i, row := range c.rows {
		f, at := math.Sqrt(all/float64(max(c.counted(row), 1))), alongTwo(row, both)
		p.Points[i] = [2]float64{f * at[0], f * at[1]}
	}
	for j := range c.statements {
		p.Extremity[j] = math.Sqrt(all/float64(c.zeroed+1)) * math.Hypot(both[3*j+2][0], both[3*j+2][1])
	}
	return p
}

// counted is n_i: one's own votes, and every moderated column.
func (c *Conversation) counted(row []int32) int {
	n := len(row) + c.zeroed
	if c.zeroed == 0 {
		return n
	}
	for _, code := range row {
		if c.moderated[code/3] {
			n--
		}
	}
	return n
}

// directions are found from what is known of the conversation one vote ago, where that proves
// that they are the two largest, and else anew. A direction in which nobody differs is zero.
func (x *centred) directions(before *known) (out [2][]float64, now *known) {
	n := len(x.statements)
	s, refined := x.refined(before)
	var begin [][]float64
	if before != nil && len(before.q) > 1 && len(before.q[0]) == n {
		begin = append(begin, before.q[0], before.q[1])
	}
	for turn, done := 0, refined; !done && turn < 20; turn++ {
		s, done = x.lanczos(append(begin, fixedStart(n)))
		begin = s.ritz(2).vectors
	}
	r := s.ritz(mostKept)
	now = r.known()
	if refined {
		now = r.kept(before)
	}
	for k := range out {
		out[k] = make([]float64, n)
		if k < len(r.values) && r.values[k] > converged*max(r.values[0], math.SmallestNonzeroFloat64) && r.values[0] > 1e-12 {
			subtract(out[k], r.vectors[k], -signOf(r.vectors[k]))
		}
	}
	return out, now
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

// signOf makes the largest loading positive; of two as large, the first.
func signOf(w []float64) float64 {
	at := 0
	for j := range w {
		if math.Abs(w[j]) > math.Abs(w[at])*(1+1e-9) {
			at = j
		}
	}
	if w[at] < 0 {
		return -1
	}
	return 1
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

// dot adds up in four places, so that no sum need wait for another.
func dot(a, b []float64) float64 {
	var p, q, r, s float64
	for ; len(a) >= 4 && len(b) >= 4; a, b = a[4:], b[4:] {
		p += a[0] * b[0]
		q += a[1] * b[1]
		r += a[2] * b[2]
		s += a[3] * b[3]
	}
	for n := range a {
		p += a[n] * b[n]
	}
	return p + q + (r + s)
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
