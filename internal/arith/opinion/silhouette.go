package opinion

import (
	"math"
	"slices"
)

// silhouettes gives the mean silhouette of each way to divide. The distances are measured once.
func silhouettes(points, cells []spot, labels map[int][]int, out map[int]float64) {
	spots, of := cells, labels
	if len(points) > mostCompared {
		of = map[int][]int{}
		for k, l := range labels {
			of[k] = assigned(cells, centresOf(points, l, k))
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
			d := float64(other.weight) * math.Sqrt(square(&s.at, &other.at))
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
