package opinion

import (
	"cmp"
	"slices"
)

// mostCompared is how many people are looked at one by one in every start and in the
// silhouette. With more of them it is the cells: their people count, and stand in their middle.
const (
	mostCompared = 2000
	mostCells    = 128
)

// gather gives at most mostCells spots: people who stand close together, by halving the widest
// side at its median again and again.
func gather(points []spot) []spot {
	parts := []part{newPart(slices.Clone(points))}
	for len(parts) < min(mostCells, len(points)) {
		widest := 0
		for n, p := range parts {
			if p.spread > parts[widest].spread {
				widest = n
			}
		}
		p := parts[widest]
		if p.spread == 0 {
			break
		}
		half := len(p.spots) / 2
		halve(p.spots, half, p.axis)
		parts[widest] = newPart(p.spots[:half])
		parts = append(parts, newPart(p.spots[half:]))
	}
	out := make([]spot, 0, len(parts))
	for _, p := range parts {
		one := spot{weight: len(p.spots)}
		for _, s := range p.spots {
			one.at[0] += s.at[0] / float64(len(p.spots))
			one.at[1] += s.at[1] / float64(len(p.spots))
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b spot) int { return cmp.Or(cmp.Compare(a.at[0], b.at[0]), cmp.Compare(a.at[1], b.at[1])) })
	return out
}

// halve puts the spots that come first along an axis before the others, so many of them
// (quickselect: C. Hoare, 1961).
func halve(spots []spot, first, axis int) {
	before := func(a, b spot) bool {
		if a.at[axis] != b.at[axis] {
			return a.at[axis] < b.at[axis]
		}
		return a.at[1-axis] < b.at[1-axis]
	}
	for low, high := 0, len(spots)-1; low < high; {
		pivot, i, j := spots[(low+high)/2], low, high
		for i <= j {
			for before(spots[i], pivot) {
				i++
			}
			for before(pivot, spots[j]) {
				j--
			}
			if i <= j {
				spots[i], spots[j] = spots[j], spots[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case first <= j:
			high = j
		case first >= i:
			low = i
		default:
			return
		}
	}
}

// part is people who may be divided once more.
type part struct {
	spots  []spot
	axis   int     // the wider one
	spread float64 // how much there is to gain
}

func newPart(spots []spot) part {
	p := part{spots: spots}
	if len(spots) < 2 {
		return p
	}
	low, high := spots[0].at, spots[0].at
	for _, s := range spots {
		for k, x := range s.at {
			low[k], high[k] = min(low[k], x), max(high[k], x)
		}
	}
	if high[1]-low[1] > high[0]-low[0] {
		p.axis = 1
	}
	p.spread = float64(len(spots)) * (high[p.axis] - low[p.axis])
	return p
}

// distinct counts different spots, but no more than enough.
func distinct(cells []spot, enough int) int {
	var kept [][2]float64
	for _, s := range cells {
		if len(kept) == enough {
			break
		}
		if !slices.ContainsFunc(kept, func(k [2]float64) bool { return square(&k, &s.at) <= 1e-18 }) {
			kept = append(kept, s.at)
		}
	}
	return len(kept)
}
