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

// times gives XᵀX·w in out, and X·w in along. It passes over the votes once: a person's row is multiplied while
// it is at hand.
func (x *centred) times(w, out, along []float64) {
	x.weigh(w)
	sums := make([]float64, len(x.table))
	for i, row := range x.rows {
		u := 0.0
		for _, code := range row {
			u += x.table[code]
		}
		for _, code := range row {
			sums[code] += u
		}
		along[i] = u
	}
	for j := range out {
		out[j] = x.gathered(j, sums[3*j], sums[3*j+1], sums[3*j+2])
	}
}

// timesTwo does the same for two directions in one pass.
func (x *centred) timesTwo(w, out, along [2][]float64) {
	both := x.weighTwo(w)
	var sums [shares][][2]float64
	x.share(func(n, from, to int) {
		sums[n] = make([][2]float64, len(both))
		addTwo(x.rows[from:to], both, sums[n], [2][]float64{along[0][from:to], along[1][from:to]})
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

// addTwo adds to each code the two sums of everybody who voted so. It takes four votes at a time,
// so that no sum need wait for another.
func addTwo(rows [][]int32, both, sums [][2]float64, along [2][]float64) {
	for i, row := range rows {
		var a, b, c, d [2]float64
		left := row
		for ; len(left) >= 4; left = left[4:] {
			p, q, r, s := &both[left[0]], &both[left[1]], &both[left[2]], &both[left[3]]
			a[0], a[1] = a[0]+p[0], a[1]+p[1]
			b[0], b[1] = b[0]+q[0], b[1]+q[1]
			c[0], c[1] = c[0]+r[0], c[1]+r[1]
			d[0], d[1] = d[0]+s[0], d[1]+s[1]
		}
		for _, code := range left {
			p := &both[code]
			a[0], a[1] = a[0]+p[0], a[1]+p[1]
		}
		f, g := a[0]+b[0]+(c[0]+d[0]), a[1]+b[1]+(c[1]+d[1])
		along[0][i], along[1][i] = f, g
		for _, code := range row {
			s := &sums[code]
			s[0] += f
			s[1] += g
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
	p := Plane{Centre: x.centre}
	found := x.directions(c.known)
	c.known = found.known
	all := float64(len(c.statements))
	p.Points, p.Extremity = make([][2]float64, len(c.people)), make([]float64, len(c.statements))
	for i, row := range c.rows {
		f := math.Sqrt(all / float64(max(c.counted(row), 1)))
		p.Points[i] = [2]float64{f * found.along[0][i], f * found.along[1][i]}
	}
	p.Directions = found.directions
	both := x.weighTwo(p.Directions)
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

// found are the two directions, and where people stand along them.
type found struct {
	directions, along [2][]float64
	known             *known
}

// directions are found from what is known of the conversation one vote ago, where that proves
// that they are the two largest, and else anew. A direction in which nobody differs is zero.
func (x *centred) directions(before *known) found {
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
	r := s.whole()
	out := found{known: r.known()}
	if refined {
		out.known = r.kept(before)
	}
	for k := range out.directions {
		out.directions[k], out.along[k] = make([]float64, n), make([]float64, len(x.rows))
		if k < len(r.values) && r.values[k] > converged*max(r.values[0], math.SmallestNonzeroFloat64) && r.values[0] > 1e-12 {
			sign := signOf(r.vectors[k])
			subtract(out.directions[k], r.vectors[k], -sign)
			subtract(out.along[k], r.along[k], -sign)
		}
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
	var s [4]float64
	b = b[:len(a)]
	n := 0
	for ; n+3 < len(a); n += 4 {
		s[0] += a[n] * b[n]
		s[1] += a[n+1] * b[n+1]
		s[2] += a[n+2] * b[n+2]
		s[3] += a[n+3] * b[n+3]
	}
	for ; n < len(a); n++ {
		s[0] += a[n] * b[n]
	}
	return s[0] + s[1] + (s[2] + s[3])
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
