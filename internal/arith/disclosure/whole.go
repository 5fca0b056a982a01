package disclosure

import (
	"maps"
	"slices"
)

// whole solves the block exactly: the largest and the smallest the set can be, in whole numbers.
func (b *block) whole(set []int) (move, narrow) {
	up, down := map[int]int64{}, map[int]int64{}
	for _, j := range set {
		up[j], down[j] = 1, -1
	}
	all := program{vars: len(b.size), rows: b.rows, sum: b.sums()}
	high, rowsHigh := b.best(all, up)
	low, rowsLow := b.best(all, down)
	rows := slices.Compact(slices.Sorted(slices.Values(append(rowsHigh, rowsLow...))))
	if high == nil || low == nil {
		return nil, narrow{set: set, unsure: true, rows: b.touching(set)}
	}
	most, least := sumOf(high, up), sumOf(low, up)
	if most-least < b.limit {
		return nil, narrow{set: set, low: least, high: most, rows: rows}
	}
	m := move{}
	for j := range high {
		if d := high[j] - low[j]; d != 0 {
			m[j] = d
		}
	}
	return m, narrow{}
}

func (b *block) sums() []int {
	out := make([]int, len(b.rows))
	for i, row := range b.rows {
		for _, j := range row {
			out[i] += b.size[j]
		}
	}
	return out
}

// best branches until the largest value in whole numbers is found; nil where that is too much
// work. The equations are those that bound the first, undivided program.
func (b *block) best(p program, weight map[int]int64) (best []int, rows []int) {
	first := true
	unsure := false
	var branch func(p program)
	branch = func(p program) {
		if b.work--; b.exhausted() {
			unsure = true
		}
		if unsure {
			return
		}
		t, able := p.start()
		defer func() { b.spent += t.spent }()
		if !able {
			return
		}
		t.aim(weight)
		t.climb(nil)
		if t.failed {
			unsure = true
			return
		}
		if first {
			first, rows = false, t.binding(len(p.rows))
		}
		at, whole := t.values(p.vars)
		value := t.objective() + p.base(weight)
		if best != nil && value <= int64(sumOf(best, weight)) {
			return
		}
		if whole {
			best = make([]int, p.vars)
			for j, v := range at {
				best[j] = int(v/t.den) + p.need[j]
			}
			return
		}
		j := slices.IndexFunc(at, func(v int64) bool { return v%t.den != 0 })
		floor := int(at[j]/t.den) + p.need[j]
		branch(p.with(j, p.need[j], floor))
		most, ok := p.most[j]
		if !ok {
			most = none
		}
		branch(p.with(j, floor+1, most))
	}
	branch(p)
	if unsure {
		return nil, rows
	}
	return best, rows
}

// with bounds one variable; most is none where it is free above.
func (p program) with(j, need, most int) program {
	p.need, p.most = maps.Clone(p.need), maps.Clone(p.most)
	if p.need == nil {
		p.need = map[int]int{}
	}
	if p.most == nil {
		p.most = map[int]int{}
	}
	p.need[j] = need
	if most != none {
		p.most[j] = most
	}
	return p
}

// base is what the lower bounds alone give of the objective.
func (p program) base(weight map[int]int64) int64 {
	n := int64(0)
	for j, w := range weight {
		n += w * int64(p.need[j])
	}
	return n
}
