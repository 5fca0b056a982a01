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
	var tried [mostGroups + 1]split
	var all sync.WaitGroup // each k has its own chance, so that it does not matter which is first
	for k := 2; k <= most; k++ {
		all.Go(func() { tried[k] = best(cells, points, k, rand.New(rand.NewPCG(seed, uint64(k)))) })
	}
	all.Wait()
	labels := map[int][]int{}
	for k := 2; k <= most; k++ {
		labels[k], r.Inertia[k] = bySize(tried[k].of, points, k), tried[k].inertia
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
