package spc

import (
	"math"
	"slices"
)

// stretch is a phase while it is being judged.
type stretch struct {
	chart    Chart
	from, to int // of the series
	base     int // where the baseline ends
	series   []Point
	points   []Plotted
	rounding float64 // what two numbers may differ by and still be equal
}

// digits is the part of the largest value of a phase that rounding may eat.
const digits = 1e-13

// precision finds how much rounding there may be in the phase's numbers.
func (s stretch) precision() float64 {
	largest := 0.0
	for i := s.from; i < s.to; i++ {
		if !s.points[i].Missing {
			largest = max(largest, math.Abs(s.points[i].Value))
		}
		if s.chart == MR && !s.series[i].Missing {
			largest = max(largest, math.Abs(s.series[i].Value))
		}
	}
	return digits * largest
}

// plotted gives what is drawn, without centre and limits.
func plotted(series []Point, c Chart) []Plotted {
	out := make([]Plotted, len(series))
	for i, x := range series {
		out[i] = Plotted{Value: x.Value, Missing: x.Missing}
		switch {
		case x.Missing:
			out[i].Value = 0
		case c == U || c == P || c == PPrime:
			out[i].Value = x.Value / x.Size
		case c == S:
			out[i].Value, out[i].Missing = x.Spread, x.Size < 2
		case c == MR:
			out[i].Missing = i == 0 || series[i-1].Missing
			if !out[i].Missing {
				out[i].Value = math.Abs(x.Value - series[i-1].Value)
			}
		}
		if out[i].Missing {
			out[i].Value = 0
		}
	}
	return out
}

func (p Plan) phase(s stretch) Phase {
	f := Phase{From: s.from, To: s.to}
	if p.Chart == MR && s.from > 0 { // the step from one phase to the next belongs to none
		s.points[s.from].Missing, s.points[s.from].Value = true, 0
	}
	s.rounding = s.precision()
	baseline := s.present(s.base)
	if f.Known = len(baseline) > 0; f.Known {
		p.limit(s, baseline, &f)
		p.judge(s, &f)
	}
	p.weigh(len(baseline), &f)
	return f
}

// present are the values that are there, up to a point.
func (s stretch) present(end int) []float64 {
	var out []float64
	for _, x := range s.points[s.from:end] {
		if !x.Missing {
			out = append(out, x.Value)
		}
	}
	return out
}

// limit finds the phase's centre and each point's limits.
func (p Plan) limit(s stretch, baseline []float64, f *Phase) {
	switch p.Chart {
	case Run:
		f.Centre = median(baseline)
	case XmR:
		p.individuals(s, baseline, f)
	case MR:
		f.Centre, f.MeanRange, f.Ranges = p.screened(baseline), p.screened(baseline), true
		f.RangeCap = f.Centre * or(p.Scales.Range, rangeScale)
		s.limits(func(Point) (float64, float64, bool) { return 0, f.RangeCap, true })
	case C:
		f.Centre = mean(baseline)
		s.limits(around(f.Centre, math.Inf(1), func(Point) float64 { return 3 * math.Sqrt(f.Centre) }))
	case U:
		f.Centre = s.pooled()
		s.limits(around(f.Centre, math.Inf(1), func(x Point) float64 { return 3 * math.Sqrt(f.Centre/x.Size) }))
	case P, PPrime:
		p.shares(s, f)
	case XBar, S:
		s.subgroups(p.Chart, f)
	}
	for i := s.from; i < s.to; i++ {
		s.points[i].Centre = f.Centre
	}
}

// limits sets each point's limits, where it has any.
func (s stretch) limits(of func(Point) (lower, upper float64, limited bool)) {
	for i := s.from; i < s.to; i++ {
		if x := &s.points[i]; !(s.series[i].Missing && s.chart.Sized()) {
			x.Lower, x.Upper, x.Limited = of(s.series[i])
		}
	}
}

// around gives limits at a distance from the centre, which for counts and shares end at zero.
func around(centre, most float64, distance func(Point) float64) func(Point) (float64, float64, bool) {
	return func(x Point) (float64, float64, bool) {
		d := distance(x)
		return max(0, centre-d), min(most, centre+d), true
	}
}

func (p Plan) individuals(s stretch, baseline []float64, f *Phase) {
	f.Centre = mean(baseline)
	var ranges []float64
	for i := s.from + 1; i < s.base; i++ {
		if !s.points[i].Missing && !s.points[i-1].Missing {
			ranges = append(ranges, math.Abs(s.points[i].Value-s.points[i-1].Value))
		}
	}
	if f.Ranges = len(ranges) > 0; !f.Ranges {
		return
	}
	f.MeanRange = p.screened(ranges)
	f.RangeCap = f.MeanRange * or(p.Scales.Range, rangeScale)
	d := f.MeanRange * or(p.Scales.Limit, limitScale)
	lower := f.Centre - d
	if p.Positive {
		lower = max(0, lower)
	}
	s.limits(func(Point) (float64, float64, bool) { return lower, f.Centre + d, true })
}

// screened is the mean of the moving ranges, without those far above it where the plan says so.
func (p Plan) screened(ranges []float64) float64 {
	m := mean(ranges)
	if p.Screen == 0 {
		return m
	}
	var kept []float64
	for _, r := range ranges {
		if r <= p.Screen*m {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 { // all are a rounding above it, or the factor is under one
		return m
	}
	return mean(kept)
}

// pooled is all counts out of all sizes.
func (s stretch) pooled() float64 {
	var counts, sizes float64
	for _, x := range s.series[s.from:s.base] {
		if !x.Missing {
			counts += x.Value
			sizes += x.Size
		}
	}
	return counts / sizes
}

func (p Plan) shares(s stretch, f *Phase) {
	f.Centre = min(1, s.pooled())
	sigma := func(x Point) float64 { return math.Sqrt(f.Centre * (1 - f.Centre) / x.Size) }
	between := 1.0
	if p.Chart == PPrime {
		between = s.between(f.Centre, sigma)
	}
	s.limits(around(f.Centre, 1, func(x Point) float64 { return 3 * sigma(x) * between }))
}

// between is Laney's σz, how much more the shares vary than their sizes explain; without two
// neighbours it is 1.
func (s stretch) between(centre float64, sigma func(Point) float64) float64 {
	var steps []float64
	z := func(i int) float64 { return (s.points[i].Value - centre) / sigma(s.series[i]) }
	for i := s.from + 1; i < s.base; i++ {
		if !s.points[i].Missing && !s.points[i-1].Missing && sigma(s.series[i]) > 0 && sigma(s.series[i-1]) > 0 {
			steps = append(steps, math.Abs(z(i)-z(i-1)))
		}
	}
	if len(steps) == 0 {
		return 1
	}
	return mean(steps) / rangeToSigma
}

func (s stretch) subgroups(c Chart, f *Phase) {
	spread := s.spread()
	f.Centre = spread
	if c == XBar {
		f.Centre = s.weighted()
	}
	s.limits(func(x Point) (float64, float64, bool) {
		if x.Size < 2 {
			return 0, 0, false
		}
		k := short(x.Size)
		if c == XBar {
			d := 3 * spread / ((1 - k) * math.Sqrt(x.Size))
			return f.Centre - d, f.Centre + d, true
		}
		d := 3 * spread * math.Sqrt(k*(2-k)) / (1 - k) // 1 − c4² = k(2−k)
		return max(0, spread-d), spread + d, true
	})
}

// weighted is the mean of all values of all subgroups.
func (s stretch) weighted() float64 {
	var sum, sizes, origin float64
	for _, x := range s.series[s.from:s.base] {
		if x.Missing {
			continue
		}
		if sizes == 0 {
			origin = x.Value
		}
		sum += x.Size * (x.Value - origin)
		sizes += x.Size
	}
	return origin + sum/sizes
}

// spread is the standard deviation within subgroups: the mean, or pooled where sizes differ.
func (s stretch) spread() float64 {
	var plain []float64
	var squares, freedom float64
	sizes := map[float64]bool{}
	for _, x := range s.series[s.from:s.base] {
		if x.Missing {
			continue
		}
		sizes[x.Size] = true
		if x.Size >= 2 {
			plain = append(plain, x.Spread)
			squares += (x.Size - 1) * x.Spread * x.Spread
			freedom += x.Size - 1
		}
	}
	switch {
	case len(plain) == 0:
		return 0
	case len(sizes) > 1:
		return math.Sqrt(squares / freedom)
	}
	return mean(plain)
}

// short is 1 − c4(n): by which part the standard deviation of n normal values is too small, on average.
func short(n float64) float64 {
	if n > 1e4 { // the gamma functions run out of digits; the series has them all
		return 1/(4*n) + 7/(32*n*n) + 19/(128*n*n*n)
	}
	a, _ := math.Lgamma(n / 2)
	b, _ := math.Lgamma((n - 1) / 2)
	return 1 - math.Sqrt(2/(n-1))*math.Exp(a-b)
}

// weigh says how well the phase is founded, and what is to be thought of it.
func (p Plan) weigh(baseline int, f *Phase) {
	switch {
	case baseline >= Enough:
		f.Basis = BasisEnough
	case baseline >= Provisional:
		f.Basis = BasisProvisional
	default:
		f.Basis = TooFew
	}
	if p.Chart == Run && f.Useful < FewestForRuns {
		f.Basis = TooFew
	}
	switch {
	case f.Basis == TooFew:
		f.Verdict = TooFew
	case len(f.Signals) > 0:
		f.Verdict = Changed
	default:
		f.Verdict = NoSignal
	}
}

// mean is taken from the first value on, so that a constant series is its own mean.
func mean(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v - values[0]
	}
	return values[0] + sum/float64(len(values))
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	low, high := sorted[(n-1)/2], sorted[n/2]
	return low + (high-low)/2
}

func or(given, ours float64) float64 {
	if given != 0 {
		return given
	}
	return ours
}
