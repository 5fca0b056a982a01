package opinion

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// Code says why there are no groups.
type Code string

// The codes.
const (
	Grouped          Code = ""                   // there are groups
	TooFewPeople     Code = "too-few-people"     // fewer than 15 in the conversation
	TooFewStatements Code = "too-few-statements" // fewer than 8 that are not moderated out
	Alike            Code = "alike"              // all stand at one point, or nearly
	TooSmall         Code = "too-small"          // however they are divided, some group has fewer than five
)

// Result is what a conversation has come to.
type Result struct {
	Plane
	Inside     []int           // names of those in the conversation, rising
	K          int             // how many groups are shown; 0 for none
	Why        Code            // why there are none
	Silhouette map[int]float64 // by k, also of those that are not shown
	Inertia    map[int]float64 // by k: the sum of squared distances to one's own group's centre
	Groups     [][]int         // names, rising; the largest group first
	labels     []int           // by row; −1 for nobody's
	labelsOf   map[int][]int   // by k, of those inside
}

// Analyse finds the plane and the groups. Chance decides where k-means starts, and seldom
// anything else: the same seed gives the same.
func (c *Conversation) Analyse(seed uint64) Result {
	r := Result{Plane: c.plane(), Silhouette: map[int]float64{}, Inertia: map[int]float64{}, labelsOf: map[int][]int{}}
	inside := c.inside()
	for _, i := range inside {
		r.Inside = append(r.Inside, c.people[i])
	}
	slices.Sort(r.Inside)
	r.labels = slices.Repeat([]int{-1}, len(c.people))
	switch {
	case len(inside) < fewestPeople:
		r.Why = TooFewPeople
		return r
	case len(c.statements)-c.zeroed < fewestStatements:
		r.Why = TooFewStatements
		return r
	}
	points := make([]spot, len(inside))
	for n, i := range inside {
		points[n] = spot{r.Points[i], 1}
	}
	r.divide(points, seed)
	if r.K == 0 {
		return r
	}
	c.tell(&r, inside)
	return r
}

// tell fills the groups.
func (c *Conversation) tell(r *Result, inside []int) {
	r.Groups, r.labels = make([][]int, r.K), slices.Repeat([]int{-1}, len(c.people))
	for n, i := range inside {
		r.labels[i] = r.labelsOf[r.K][n]
	}
	for _, p := range r.Inside {
		g := r.labels[c.of[p]]
		r.Groups[g] = append(r.Groups[g], p)
	}
}

// Point is where somebody stands, and whether they have voted.
func (r Result) Point(c *Conversation, person int) ([2]float64, bool) {
	i, voted := c.of[person]
	if !voted {
		return [2]float64{}, false
	}
	return r.Points[i], true
}

// divide tries every k, and chooses.
func (r *Result) divide(points []spot, seed uint64) {
	cells := points
	if len(points) > mostCompared {
		cells = gather(points)
	}
	r.Why = Alike
	most := min(mostGroups, 2+len(points)/12)
	for most >= 2 && distinct(cells, most) < most {
		most--
	}
	var tried [mostGroups + 1]struct {
		of      []int
		inertia float64
	}
	var all sync.WaitGroup // each k has its own chance, so that it does not matter which is first
	for k := 2; k <= most; k++ {
		all.Go(func() {
			centres := best(cells, points, k, rand.New(rand.NewPCG(seed, uint64(k))))
			of, inertia := assigned(points, centres)
			tried[k].of, tried[k].inertia = bySize(of, points, k), inertia
		})
	}
	all.Wait()
	labels := map[int][]int{}
	for k := 2; k <= most; k++ {
		labels[k], r.Inertia[k] = tried[k].of, tried[k].inertia
	}
	if len(labels) == 0 {
		return
	}
	silhouettes(points, cells, labels, r.Silhouette)
	r.labelsOf = labels
	r.Why = TooSmall
	for k := 2; k <= mostGroups; k++ {
		of, tried := labels[k]
		if !tried || smallest(of, k) < SmallestGroup {
			continue
		}
		if r.K == 0 || r.Silhouette[k] > r.Silhouette[r.K] {
			r.K, r.Why = k, Grouped
		}
	}
}

// Smoothing keeps the number of groups that is shown calm while people vote: another number
// must win four times running before it takes over. The zero value has shown nothing.
type Smoothing struct {
	Shown   int
	Waiting int // the number that has won of late
	Wins    int // how often running
}

// winsNeeded is how often running a new number of groups must win.
const winsNeeded = 4

// After gives the smoothing after another analysis found k groups. Where there are no groups
// any more (0), none are shown at once: a group under five is never kept for the sake of calm.
func (s Smoothing) After(k int) Smoothing {
	switch {
	case k == s.Shown, s.Shown == 0, k == 0:
		return Smoothing{Shown: k}
	case k != s.Waiting:
		s.Waiting, s.Wins = k, 1
	default:
		s.Wins++
	}
	if s.Wins >= winsNeeded {
		return Smoothing{Shown: k}
	}
	return s
}

// With gives the result with another number of groups, as Smoothing shows it. Where that
// number was not tried, or a group of it has fewer than five, the result stays as it is.
func (c *Conversation) With(r Result, k int) Result {
	of, tried := r.labelsOf[k]
	if !tried || k == r.K || smallest(of, k) < SmallestGroup {
		return r
	}
	r.K, r.Why = k, Grouped
	c.tell(&r, c.inside())
	return r
}

// spot is a point where so many people stand.
type spot struct {
	at     [2]float64
	weight int
}

func square(a, b [2]float64) float64 {
	x, y := a[0]-b[0], a[1]-b[1]
	return x*x + y*y
}

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
		if !slices.ContainsFunc(kept, func(k [2]float64) bool { return square(k, s.at) <= 1e-18 }) {
			kept = append(kept, s.at)
		}
	}
	return len(kept)
}

// starts is how often k-means begins; finalists of them at most are carried to the end, and only
// those that are as good as the best or nearly.
const (
	starts    = 30
	finalists = 3
	nearly    = 1.02
)

// best gives the centres with the least inertia over the points. Starts are tried on the cells
// (or the points themselves, where they are few), and the best of them go on with every point
// until nobody changes group.
func best(cells, points []spot, k int, chance *rand.Rand) [][2]float64 {
	type tried struct {
		centres [][2]float64
		inertia float64
	}
	var all []tried
	for range starts {
		centres, _ := settle(cells, begin(cells, k, chance), nil)
		_, inertia := assigned(cells, centres)
		all = append(all, tried{centres, inertia})
	}
	slices.SortStableFunc(all, func(a, b tried) int { return cmp.Compare(a.inertia, b.inertia) })
	all = slices.CompactFunc(all, func(a, b tried) bool { return a.inertia <= b.inertia*(1+1e-12) && b.inertia <= a.inertia*(1+1e-12) })
	least := tried{inertia: math.Inf(1)}
	for _, one := range all[:min(finalists, len(all))] {
		if one.inertia > nearly*all[0].inertia {
			break
		}
		_, of := settle(points, one.centres, nil)
		centres, _ := settle(points, exchange(points, of, k), of)
		if _, inertia := assigned(points, centres); inertia < least.inertia {
			least = tried{centres, inertia}
		}
	}
	return least.centres
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
			d := float64(s.weight) * square(s.at, c)
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
// is known; it is written anew.
func settle(points []spot, centres [][2]float64, of []int) ([][2]float64, []int) {
	centres = slices.Clone(centres)
	sums := make([][3]float64, len(centres))
	for i, g := range of {
		move(&sums[g], points[i], 1)
	}
	first := of == nil
	if first {
		of = make([]int, len(points))
	}
	for range 500 {
		moved := first
		for i := range points {
			g, _ := nearest(&points[i].at, centres)
			if g == of[i] && !first {
				continue
			}
			if !first {
				move(&sums[of[i]], points[i], -1)
			}
			move(&sums[g], points[i], 1)
			of[i], moved = g, true
		}
		if first = false; !moved {
			break
		}
		for g, s := range sums {
			if s[2] > 0 {
				centres[g] = [2]float64{s[0] / s[2], s[1] / s[2]}
			}
		}
	}
	return centres, of
}

// move adds a spot to the sums of its group, or takes it away.
func move(sum *[3]float64, p spot, sign float64) {
	w := sign * float64(p.weight)
	sum[0] += w * p.at[0]
	sum[1] += w * p.at[1]
	sum[2] += w
}

// exchange moves people one by one where that makes the whole tighter, until no such move is
// left, and writes where they are then into of: moving somebody also moves both centres, which Lloyd's step does not reckon with
// (J. Hartigan, 1975).
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
			to, gain := a, size[a]*w/(size[a]-w)*square(p.at, centres[a])*(1-1e-12)
			for b := range centres {
				d := square(p.at, centres[b])
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

func nearest(p *[2]float64, centres [][2]float64) (int, float64) {
	at, least := 0, math.Inf(1)
	for g := range centres {
		x, y := p[0]-centres[g][0], p[1]-centres[g][1]
		if d := x*x + y*y; d < least {
			at, least = g, d
		}
	}
	return at, least
}

func assigned(points []spot, centres [][2]float64) (of []int, inertia float64) {
	of = make([]int, len(points))
	for i := range points {
		var d float64
		of[i], d = nearest(&points[i].at, centres)
		inertia += float64(points[i].weight) * d
	}
	return of, inertia
}

// bySize numbers groups from the largest; of two as large, the one further left.
func bySize(of []int, points []spot, k int) []int {
	size, left := make([]int, k), make([]float64, k)
	for g := range left {
		left[g] = math.Inf(1)
	}
	for i, g := range of {
		size[g]++
		left[g] = min(left[g], points[i].at[0])
	}
	order := make([]int, k)
	for g := range order {
		order[g] = g
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(left[a], left[b])) })
	number := make([]int, k)
	for n, g := range order {
		number[g] = n
	}
	out := make([]int, len(of))
	for i, g := range of {
		out[i] = number[g]
	}
	return out
}

func smallest(of []int, k int) int {
	size := make([]int, k)
	for _, g := range of {
		size[g]++
	}
	return slices.Min(size)
}

// silhouettes gives the mean silhouette of each way to divide. The distances are measured once.
func silhouettes(points, cells []spot, labels map[int][]int, out map[int]float64) {
	spots, of := cells, labels
	if len(points) > mostCompared {
		of = map[int][]int{}
		for k, l := range labels {
			of[k], _ = assigned(cells, centresOf(points, l, k))
		}
	}
	var ks []int
	for k := range of {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	sums := make([][mostGroups]float64, len(ks))
	total := make([]float64, len(ks))
	people := 0
	sizes := make([][mostGroups]float64, len(ks))
	for n, k := range ks {
		for i, g := range of[k] {
			sizes[n][g] += float64(spots[i].weight)
		}
	}
	for i, s := range spots {
		clear(sums)
		for j, other := range spots {
			d := float64(other.weight) * math.Sqrt(square(s.at, other.at))
			for n, k := range ks {
				sums[n][of[k][j]] += d
			}
		}
		people += s.weight
		for n, k := range ks {
			total[n] += float64(s.weight) * silhouette(&sums[n], &sizes[n], of[k][i], k)
		}
	}
	for n, k := range ks {
		out[k] = total[n] / float64(people)
	}
}

// silhouette is one person's: (b − a) / max(a, b), with a the mean distance to the others of
// one's own group and b that to the nearest other group. Somebody alone has 0.
func silhouette(sums, sizes *[mostGroups]float64, own, k int) float64 {
	if sizes[own] <= 1 {
		return 0
	}
	a, b := sums[own]/(sizes[own]-1), math.Inf(1)
	for g := range k {
		if g != own && sizes[g] > 0 {
			b = min(b, sums[g]/sizes[g])
		}
	}
	if m := max(a, b); m > 0 && !math.IsInf(b, 1) {
		return (b - a) / m
	}
	return 0
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
