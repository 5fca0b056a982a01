package disclosure

// program is a question to a set of equations: how large can the sum over some variables be?
//
//	rows[i]: Σ x[j], j in rows[i] = sum[i];  x ≥ 0;  x[j] ≤ most[j] where that is not negative.
type program struct {
	vars int
	rows [][]int
	sum  []int
	most map[int]int // upper bounds
	need map[int]int // lower bounds
}

// tableau is the simplex tableau in whole numbers: every entry is a minor of the system, and
// den is what all are to be divided by (Edmonds). Row 0 is the objective. Entries of such 0/1
// systems are small; if one grows beyond 31 bits, failed is set and nothing is concluded.
type tableau struct {
	cells  [][]int64 // 0: objective; then a row per equation; last column: right side
	basis  []int     // of row i+1
	den    int64
	vars   int // structural variables, slacks included; artificial ones follow
	failed bool
	spent  int // cells written, a measure of the work
}

const reach = 1 << 31

// start builds the tableau with one artificial variable a row, and drives them out: phase one.
// Able tells whether there is a solution.
func (p program) start() (t *tableau, able bool) {
	var bounded []int
	for j := range p.vars {
		if m, ok := p.most[j]; ok && m >= 0 {
			bounded = append(bounded, j)
		}
	}
	m := len(p.rows) + len(bounded)
	t = &tableau{den: 1, vars: p.vars + len(bounded)}
	width := t.vars + m + 1
	t.cells = make([][]int64, m+1)
	block := make([]int64, (m+1)*width)
	for i := range t.cells {
		t.cells[i], block = block[:width:width], block[width:]
	}
	for i, row := range p.rows {
		right := p.sum[i]
		for _, j := range row {
			t.cells[i+1][j] = 1
			right -= p.need[j]
		}
		t.cells[i+1][width-1] = int64(right)
	}
	for k, j := range bounded {
		row := t.cells[1+len(p.rows)+k]
		row[j], row[p.vars+k], row[width-1] = 1, 1, int64(p.most[j]-p.need[j])
	}
	t.basis = make([]int, m)
	for i := range m {
		row := t.cells[i+1]
		if row[width-1] < 0 {
			for j := range t.vars {
				row[j] = -row[j]
			}
			row[width-1] = -row[width-1]
		}
		row[t.vars+i] = 1
		t.basis[i] = t.vars + i
	}
	return t, t.feasible()
}

// feasible minimises the sum of the artificial variables and tells whether it is nought.
func (t *tableau) feasible() bool {
	obj := t.cells[0]
	for j := range obj {
		obj[j] = 0
		if j >= t.vars && j < len(obj)-1 {
			continue
		}
		for i := 1; i < len(t.cells); i++ {
			obj[j] -= t.cells[i][j]
		}
	}
	t.climb(nil)
	if t.failed {
		return true // the caller sees failed
	}
	if t.cells[0][len(obj)-1] != 0 {
		return false
	}
	for i := range t.basis { // artificial ones at nought leave where they can
		if t.basis[i] < t.vars {
			continue
		}
		for j := range t.vars {
			if t.cells[i+1][j] != 0 {
				t.pivot(i+1, j)
				break
			}
		}
	}
	return true
}

// aim sets the objective: the sum of the variables, each so many times, is to become as large as
// possible.
func (t *tableau) aim(weight map[int]int64) {
	obj := t.cells[0]
	for j := range obj {
		obj[j] = 0
	}
	for j, w := range weight {
		obj[j] = -w * t.den
	}
	for i, b := range t.basis {
		w := weight[b]
		if w == 0 {
			continue
		}
		for j, v := range t.cells[i+1] {
			obj[j] += w * v
		}
	}
}

// climb pivots until nothing gets better, or enough says so. After many steps it goes by Bland's
// rule, which cannot go in circles.
func (t *tableau) climb(enough func() bool) {
	t.failed = t.failed || t.beyond()
	for step := 0; !t.failed; step++ {
		if enough != nil && enough() {
			return
		}
		s := t.entering(step > 40+4*len(t.basis))
		if s < 0 {
			return
		}
		r := t.leaving(s)
		if r < 0 {
			t.failed = true // without bound: cannot be, as every variable stands in an equation
			return
		}
		t.pivot(r, s)
	}
}

// beyond tells whether the objective or a right side, which are sums of what was given, is too large
// for what follows.
func (t *tableau) beyond() bool {
	last := len(t.cells[0]) - 1
	for i, row := range t.cells {
		if v := row[last]; v >= reach || v <= -reach {
			return true
		}
		if i > 0 {
			continue
		}
		for _, v := range row {
			if v >= reach || v <= -reach {
				return true
			}
		}
	}
	return false
}

func (t *tableau) entering(bland bool) int {
	best, at := int64(0), -1
	for j, v := range t.cells[0][:t.vars] {
		if v < best {
			best, at = v, j
			if bland {
				return at
			}
		}
	}
	return at
}

func (t *tableau) leaving(s int) int {
	last := len(t.cells[0]) - 1
	at := -1
	var right, below int64
	for i := 1; i < len(t.cells); i++ {
		c := t.cells[i][s]
		if c <= 0 {
			continue
		}
		r := t.cells[i][last]
		// r/c < right/below, without division
		if at < 0 || r*below < right*c || r*below == right*c && t.basis[i-1] < t.basis[at-1] {
			at, right, below = i, r, c
		}
	}
	return at
}

// pivot brings variable s into the basis in row r.
func (t *tableau) pivot(r, s int) {
	row := t.cells[r]
	p := row[s]
	if p < 0 {
		for j := range row {
			row[j] = -row[j]
		}
		p = -p
	}
	for i, other := range t.cells {
		if i == r {
			continue
		}
		f := other[s]
		if f == 0 && p == t.den {
			continue
		}
		for j, v := range other {
			w := row[j]
			if f == 0 || w == 0 {
				if v == 0 {
					continue
				}
			}
			v = (v*p - f*w) / t.den
			if v >= reach || v <= -reach {
				t.failed = true
				return
			}
			other[j] = v
		}
	}
	t.den = p
	t.basis[r-1] = s
	t.spent += len(t.cells) * len(row)
}

// value gives variable j times den.
func (t *tableau) values(vars int) (at []int64, whole bool) {
	at, whole = make([]int64, vars), true
	last := len(t.cells[0]) - 1
	for i, b := range t.basis {
		if b < vars {
			at[b] = t.cells[i+1][last]
			whole = whole && at[b]%t.den == 0
		}
	}
	return at, whole
}

// objective gives the objective's value, rounded down.
func (t *tableau) objective() int64 {
	v := t.cells[0][len(t.cells[0])-1]
	q := v / t.den
	if v%t.den != 0 && v < 0 {
		q--
	}
	return q
}

// binding gives the equations, of the first rows, that hold the objective where it is: those
// whose dual is not nought.
func (t *tableau) binding(rows int) []int {
	var out []int
	for i := range rows {
		if t.cells[0][t.vars+i] != 0 {
			out = append(out, i)
		}
	}
	return out
}
