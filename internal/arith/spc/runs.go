package spc

import (
	"math"
	"math/big"
	"math/bits"
)

// runs counts runs and crossings, and asks Anhøj's rules where they are in use.
func (s stretch) runs(ask bool, places []int, f *Phase) {
	useful := make([]int, 0, len(places))
	for _, i := range places {
		if s.side(i) != 0 {
			useful = append(useful, i)
		}
	}
	ask = ask && len(useful) >= FewestForRuns
	f.Useful, f.Allowed, f.Needed = len(useful), LongestRun(len(useful)), FewestCrossings(len(useful))
	for from := 0; from < len(useful); {
		to := from + 1
		for to < len(useful) && s.side(useful[to]) == s.side(useful[from]) {
			to++
		}
		if from > 0 {
			f.Crossings++
		}
		f.Longest = max(f.Longest, to-from)
		if ask && to-from > f.Allowed {
			where := Above
			if s.side(useful[from]) < 0 {
				where = Below
			}
			f.Signals = append(f.Signals, Signal{Rule: LongRun, Where: where, Points: useful[from:to:to]})
		}
		from = to
	}
	if ask && f.Crossings < f.Needed {
		f.Signals = append(f.Signals, Signal{Rule: FewCrossings, Points: useful})
	}
}

// LongestRun is how many of n points may lie in a row on one side by chance: round(log2 n) + 3,
// for n up to four thousand million.
func LongestRun(n int) int {
	if n < 1 {
		return 0
	}
	k := bits.Len64(uint64(n)) - 1 // log2 n, rounded down
	// It rounds up from 2^(k+½) on, that is, where n² ≥ 2^(2k+1).
	if bits.Len64(uint64(n)*uint64(n)) > 2*k+1 {
		k++
	}
	return k + 3
}

// exactTrials is up to how many trials the binomial quantile is computed in whole numbers.
const exactTrials = 2000

// FewestCrossings is how often n points cross the centre at least, but for one series in twenty:
// the smallest k with P(X ≤ k) ≥ 0.05, X binomial of n−1 trials with chance ½.
func FewestCrossings(n int) int {
	trials := n - 1
	switch {
	case trials < 1:
		return 0
	case trials <= 62:
		return quantileSmall(uint64(trials))
	case trials <= exactTrials:
		return quantileBig(int64(trials))
	}
	return quantileLog(float64(trials))
}

// quantileSmall counts in 64 bits; it ends before the middle, where the numbers are largest.
func quantileSmall(trials uint64) int {
	enough := (uint64(1)<<trials + 19) / 20 // sum/2^trials ≥ 1/20
	var sum uint64
	choose := uint64(1)
	for k := uint64(0); ; k++ {
		if sum += choose; sum >= enough {
			return int(k)
		}
		choose = choose * (trials - k) / (k + 1)
	}
}

func quantileBig(trials int64) int {
	all := new(big.Int).Lsh(big.NewInt(1), uint(trials))
	sum, choose, left := new(big.Int), big.NewInt(1), new(big.Int)
	for k := int64(0); ; k++ {
		sum.Add(sum, choose)
		if left.Mul(sum, big.NewInt(20)); left.Cmp(all) >= 0 {
			return int(k)
		}
		choose.Mul(choose, big.NewInt(trials-k)).Quo(choose, big.NewInt(k+1))
	}
}

// quantileLog sums from eight standard deviations under the mean on, where the tail below is under
// 10⁻¹⁴; its own error is under 10⁻⁸.
func quantileLog(trials float64) int {
	k := math.Floor(trials/2 - 4*math.Sqrt(trials))
	all, _ := math.Lgamma(trials + 1)
	a, _ := math.Lgamma(k + 1)
	b, _ := math.Lgamma(trials - k + 1)
	chance := math.Exp(all - a - b - trials*math.Ln2)
	for sum := chance; sum < 0.05; sum += chance {
		chance *= (trials - k) / (k + 1)
		k++
	}
	return int(k)
}
