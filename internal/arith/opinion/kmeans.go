package opinion

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// spot is a point where so many people stand.
type spot struct {
	at     [2]float64
	weight int
}

func square(a, b *[2]float64) float64 {
	x, y := a[0]-b[0], a[1]-b[1]
	return x*x + y*y
}

// starts is how often k-means begins; finalists of them at most are carried to the end, and only
// those that are as good as the best or nearly.
const (
	starts    = 30
	finalists = 3
	nearly    = 1.02
)

// split is one way to divide: each group's centre, the group of each spot, and the sum of squared
// distances.
type split struct {
	centres [][2]float64
	of      []int
	inertia float64
}

// best gives the split into k groups with the least inertia over the points. Starts are tried on
// the cells (or the points themselves, where they are few), and the best of them go on with every
// point until nobody changes group.
func best(cells, points []spot, k int, chance *rand.Rand) split {
	var all []split
	for range starts {
		all = append(all, settle(cells, begin(cells, k, chance), nil))
	}
	slices.SortStableFunc(all, func(a, b split) int { return cmp.Compare(a.inertia, b.inertia) })
	all = slices.CompactFunc(all, func(a, b split) bool { return a.inertia <= b.inertia*(1+1e-12) && b.inertia <= a.inertia*(1+1e-12) })
	least := split{inertia: math.Inf(1)}
	for _, one := range all[:min(finalists, len(all))] {
		if one.inertia > nearly*all[0].inertia {
			break
		}
		of := settle(points, one.centres, nil).of
		if one = settle(points, exchange(points, of, k), of); one.inertia < least.inertia {
			least = one
		}
	}
	return least
}

// begin draws k centres among the spots, each with a chance by its squared distance to the
// nearest drawn before (k-means++).
func begin(cells []spot, k int, chance *rand.Rand) [][2]float64 {
	far := make([]float64, len(cells))
	for i, s := range cells {
		far[i] = float64(s.weight)
	}
	var centres [][2]float64
	for len(centres) < k {
		c := cells[draw(far, chance)].at
		centres = append(centres, c)
		for i, s := range cells {
			d := float64(s.weight) * square(&s.at, &c)
			if len(centres) == 1 || d < far[i] {
				far[i] = d
			}
		}
	}
	return centres
}

// draw gives an index with a chance by its weight.
func draw(weights []float64, chance *rand.Rand) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	at := chance.Float64() * total
	for i, w := range weights {
		if at < w {
			return i
		}
		at -= w
	}
	return slices.Index(weights, slices.Max(weights))
}

// settle repeats Lloyd's step until nobody changes group. of is where they were before, if that
// is known; it is written anew. Who stands so much nearer to one centre than to all others that
// what centres have moved since cannot have changed it is not measured again (G. Hamerly, 2010).
func settle(points []spot, centres [][2]float64, of []int) split {
	s := split{centres: slices.Clone(centres), of: of}
	sums := make([][3]float64, len(centres))
	for i, g := range of {
		move(&sums[g], points[i], 1)
	}
	first := of == nil
	if first {
		s.of = make([]int, len(points))
	}
	sure, gone := make([]float64, len(points)), 0.0 // sure until centres have gone so far
	for range 500 {
		moved := first
		for i := range points {
			if gone < sure[i] {
				continue
			}
			g, lead := leading(&points[i].at, s.centres)
			sure[i] = gone + lead/2*(1-1e-9)
			if g == s.of[i] && !first {
				continue
			}
			if !first {
				move(&sums[s.of[i]], points[i], -1)
			}
			move(&sums[g], points[i], 1)
			s.of[i], moved = g, true
		}
		if first = false; !moved {
			break
		}
		gone += step(s.centres, sums)
	}
	for i, g := range s.of {
		s.inertia += float64(points[i].weight) * square(&points[i].at, &s.centres[g])
	}
	return s
}

// step moves each centre into the middle of its group, and gives the longest way one went.
func step(centres [][2]float64, sums [][3]float64) (longest float64) {
	for g, s := range sums {
		if s[2] > 0 {
			to := [2]float64{s[0] / s[2], s[1] / s[2]}
			longest = max(longest, math.Sqrt(square(&centres[g], &to)))
			centres[g] = to
		}
	}
	return longest
}

// move adds a spot to the sums of its group, or takes it away.
func move(sum *[3]float64, p spot, sign float64) {
	w := sign * float64(p.weight)
	sum[0] += w * p.at[0]
	sum[1] += w * p.at[1]
	sum[2] += w
}

// exchange moves people one by one where that makes the whole tighter, until no such move is
// left, and writes where they are then into of: moving somebody also moves both centres, which
// Lloyd's step does not reckon with (J. Hartigan, 1975).
func exchange(points []spot, of []int, k int) [][2]float64 {
	centres := centresOf(points, of, k)
	size := make([]float64, len(centres))
	for i, g := range of {
		size[g] += float64(points[i].weight)
	}
	for moved, pass := true, 0; moved && pass < 100; pass++ {
		moved = false
		for i, p := range points {
			a, w := of[i], float64(p.weight)
			if size[a] <= w {
				continue
			}
			to, gain := a, size[a]*w/(size[a]-w)*square(&p.at, &centres[a])*(1-1e-12)
			for b := range centres {
				d := square(&p.at, &centres[b])
				if b == a || d >= 2*gain && size[b] >= w { // the factor is a half at least
					continue
				}
				if cost := size[b] * w / (size[b] + w) * d; cost < gain {
					to, gain = b, cost
				}
			}
			if to == a {
				continue
			}
			for k := range 2 {
				centres[a][k] += (centres[a][k] - p.at[k]) * w / (size[a] - w)
				centres[to][k] += (p.at[k] - centres[to][k]) * w / (size[to] + w)
			}
			size[a], size[to] = size[a]-w, size[to]+w
			of[i], moved = to, true
		}
	}
	return centresOf(points, of, len(centres))
}

// leading gives the nearest centre, and how much further it is to the second.
func leading(p *[2]float64, centres [][2]float64) (at int, lead float64) {
	least, second := math.Inf(1), math.Inf(1)
	for g := range centres {
		x, y := p[0]-centres[g][0], p[1]-centres[g][1]
		switch d := x*x + y*y; {
		case d < least:
			at, least, second = g, d, least
		case d < second:
			second = d
		}
	}
	return at, math.Sqrt(second) - math.Sqrt(least)
}

// assigned gives the nearest centre of each spot.
func assigned(points []spot, centres [][2]float64) []int {
	of := make([]int, len(points))
	for i := range points {
		of[i], _ = leading(&points[i].at, centres)
	}
	return of
}

func centresOf(points []spot, of []int, k int) [][2]float64 {
	sums := make([][3]float64, k)
	for i, g := range of {
		w := float64(points[i].weight)
		sums[g][0] += w * points[i].at[0]
		sums[g][1] += w * points[i].at[1]
		sums[g][2] += w
	}
	out := make([][2]float64, k)
	for g, s := range sums {
		out[g] = [2]float64{s[0] / max(s[2], 1), s[1] / max(s[2], 1)}
	}
	return out
}
