// Package spc says of a series of measurements whether it has changed, or only varies as it
// always has: run charts and control charts (statistical process control).
//
// A series is points in the order of time. A chart has a centre and, but for the run chart,
// limits between which nearly all points of a stable series fall. x̄ is the mean of the values,
// mR̄ the mean of the moving ranges |x[i] − x[i−1]|, both over the baseline: the first Freeze
// points of the first phase, else the whole phase.
//
//	Run     centre = median, no limits
//	XmR     x̄ ± 2.66 · mR̄                       (2.66 ≈ 3/1.128: mR̄/1.128 estimates σ)
//	MR      mR̄, 0 … 3.268 · mR̄                  the moving ranges themselves
//	C       c̄ ± 3·√c̄                            counts, with about the same opportunity each time
//	U       ū = Σcounts/Σsizes ± 3·√(ū/size)     counts per size
//	P       p̄ = Σcounts/Σsizes ± 3·√(p̄(1−p̄)/size)   shares of size people or cases
//	PPrime  p̄ ± 3·√(p̄(1−p̄)/size)·σz             as P where sizes are so large that P's limits are
//	        too narrow (Laney): z = (share − p̄)/√(p̄(1−p̄)/size), σz = mean|z[i] − z[i−1]| / 1.128
//	XBar    Σsize·mean/Σsize ± 3·s/(c4(size)·√size)  means of subgroups, s as in S
//	S       s ± 3·s·√(1−c4²)/c4                  standard deviations of subgroups; s is their mean,
//	        or √(Σ(size−1)·s[i]²/Σ(size−1)) where sizes differ; c4(n) = √(2/(n−1))·Γ(n/2)/Γ((n−1)/2)
//
// Limits of C, U, P, PPrime, MR and S are never under zero, those of P and PPrime never over one.
//
// Anhøj's rules look at the whole phase. n points do not lie on the centre; a run is such points in
// a row on one side, a crossing is where the side changes. The series has changed when the longest
// run is longer than round(log2 n) + 3, or there are fewer crossings than the smallest k with
// P(X ≤ k) ≥ 0.05, X binomial of n−1 trials with chance ½: 7 and 6 for n = 20. Under ten such
// points they say nothing. The other rules look at points; see Rules.
//
// Edges. A missing point neither counts nor ends anything, but no moving range is taken across it.
// A point on the centre neither counts nor ends a run on a run chart; on a control chart it ends a
// row on one side, as equal neighbours end a trend (on a run chart they count once). A constant
// series has limits equal to its mean and no signal. Numbers that
// differ by less than 10⁻¹³ of the phase's largest are equal, so that rounding makes no sides.
//
// Sources: J. Anhøj and A. V. Olesen, "Run Charts Revisited", PLoS ONE 9(11) e113825 (2014);
// M. F. Schilling, "The Surprising Predictability of Long Runs", Math. Magazine 85 (2012);
// Z. Chen, "A note on the runs test", Model Assisted Statistics and Applications 5 (2010);
// D. J. Wheeler, "Understanding Variation" (1993); L. S. Nelson, "Control charts for individual
// measurements", J. Quality Technology 14 (1982), for screening; P. B. Laney, "Improved control
// charts for attributes", Quality Engineering 14 (2002); D. C. Montgomery, "Introduction to
// Statistical Quality Control", ch. 6 and 7; NHS England, "Making data count".
package spc

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Chart is how a series is drawn and judged.
type Chart string

// The charts.
const (
	Run    Chart = "run"
	XmR    Chart = "xmr"
	MR     Chart = "mr"
	C      Chart = "c"
	U      Chart = "u"
	P      Chart = "p"
	PPrime Chart = "pp"
	XBar   Chart = "xbar"
	S      Chart = "s"
)

// Charts are all charts.
func Charts() []Chart { return []Chart{Run, XmR, MR, C, U, P, PPrime, XBar, S} }

// Sized says whether the chart's points have a size.
func (c Chart) Sized() bool { return c == U || c == P || c == PPrime || c == XBar || c == S }

// Point is one measurement.
type Point struct {
	Value   float64 // the measurement; a count for C, U, P and PPrime; the subgroup's mean for XBar and S
	Size    float64 // what the count is out of (U, P, PPrime); values in the subgroup (XBar, S)
	Spread  float64 // the subgroup's standard deviation (XBar, S); without meaning at size 1
	Missing bool
}

// Group is the point of a subgroup of values; of none, a missing one.
func Group(values ...float64) Point {
	if len(values) == 0 {
		return Point{Missing: true}
	}
	m, q := mean(values), 0.0
	for _, v := range values {
		q += (v - m) * (v - m)
	}
	p := Point{Value: m, Size: float64(len(values))}
	if len(values) > 1 {
		p.Spread = math.Sqrt(q / (p.Size - 1))
	}
	return p
}

// Plan is how a series is to be looked at.
type Plan struct {
	Chart  Chart
	Rules  Rules
	Freeze int   // how many of the first points make the baseline; 0 is the whole phase
	Phases []int // at which points, counted from 0, a new phase starts; rising
	// Screen leaves moving ranges above so many times their mean out of the mean (Nelson 1982:
	// 3.267); 0 leaves none out.
	Screen   float64
	Scales   Scales
	Positive bool // what is measured cannot be negative, and so the lower limit of XmR is not
}

// Scales are the factors that turn a mean moving range into limits; 0 is ours.
type Scales struct {
	Limit float64 // XmR: half the width, 2.66; some use 3/1.128
	Range float64 // MR: the upper limit, 3.268; some use 3.267
}

const (
	limitScale   = 2.66
	rangeScale   = 3.268
	rangeToSigma = 1.128 // d2 of two values
)

// FewestForRuns is under how many points off the centre Anhøj's rules say nothing.
const FewestForRuns = 10

// A baseline has enough points at Enough, and is provisional from Provisional on.
const (
	Enough      = 12
	Provisional = 6
)

// Largest is how large a value, a size or its inverse may be: beyond, nothing is left of the decimals.
const Largest = 1e15

// Code is why something is said, where, or how well it is founded.
type Code string

// What was seen.
const (
	Outside      Code = "outside"       // a point outside the limits
	Side         Code = "side"          // so many points in a row on one side of the centre
	Trend        Code = "trend"         // so many points in a row rising, or falling
	Near         Code = "near"          // so many of so many near a limit
	LongRun      Code = "long_run"      // the longest run is too long to be chance
	FewCrossings Code = "few_crossings" // the centre is crossed too seldom to be chance
)

// Where it lies.
const (
	Above   Code = "above"
	Below   Code = "below"
	Rising  Code = "rising"
	Falling Code = "falling"
)

// What is to be thought of it.
const (
	TooFew   Code = "too_few"   // too few points to judge by
	NoSignal Code = "no_signal" // nothing but the usual variation
	Changed  Code = "signal"    // a rule has fired
)

// How well it is founded.
const (
	BasisEnough      Code = "enough"
	BasisProvisional Code = "provisional"
)

// Signal is one firing of one rule. Points are those it is about, counted from 0; of few crossings
// it is every point of the phase that counts.
type Signal struct {
	Rule   Code
	Where  Code // which way; empty for few crossings
	Points []int
}

// Plotted is a point as it is drawn.
type Plotted struct {
	Value                float64 // what is drawn: shares, rates, ranges where the chart says so
	Centre, Lower, Upper float64
	Missing              bool // no value
	Limited              bool // has limits
	Signals              []Code
}

// Phase is a stretch with one centre.
type Phase struct {
	From, To  int // points, To not included
	Centre    float64
	Known     bool // has a centre: at least one point is there
	MeanRange float64
	RangeCap  float64 // the upper limit of the moving ranges
	Ranges    bool    // has moving ranges (XmR, MR)
	Useful    int     // points not on the centre
	Longest   int     // points in the longest run
	Allowed   int     // points in a run that chance still explains
	Crossings int
	Needed    int // crossings that chance gives
	Signals   []Signal
	Basis     Code
	Verdict   Code
}

// Result is a series, judged.
type Result struct {
	Points []Plotted
	Phases []Phase // at least one
}

// Analyse judges a series. The error is about the plan or the points, and says which.
func Analyse(series []Point, plan Plan) (Result, error) {
	if err := plan.check(series); err != nil {
		return Result{}, err
	}
	r := Result{Points: plotted(series, plan.Chart)}
	starts := append([]int{0}, plan.Phases...)
	for i, from := range starts {
		to := len(series)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		base := to
		if i == 0 && plan.Freeze > 0 {
			base = plan.Freeze
		}
		r.Phases = append(r.Phases, plan.phase(stretch{chart: plan.Chart, from: from, to: to, base: base, series: series, points: r.Points}))
	}
	return r, nil
}

func (p Plan) check(series []Point) error {
	first := len(series)
	if len(p.Phases) > 0 {
		first = p.Phases[0]
	}
	if p.Freeze < 0 || p.Freeze > first {
		return fmt.Errorf("the baseline of %d points is longer than the first phase of %d", p.Freeze, first)
	}
	before := 0
	for _, at := range p.Phases {
		if at <= before || at >= len(series) {
			return fmt.Errorf("a phase cannot start at point %d", at+1)
		}
		before = at
	}
	if !known(p.Chart) {
		return fmt.Errorf("%q is no chart", p.Chart)
	}
	if err := p.Rules.check(); err != nil {
		return err
	}
	for _, n := range []float64{p.Screen, p.Scales.Limit, p.Scales.Range} {
		if !(n >= 0 && n <= 1000) {
			return errors.New("a factor is not between 0 and 1000")
		}
	}
	for i, x := range series {
		if err := x.check(p.Chart); err != nil {
			return Unusable{Point: i, Reason: err.Error()}
		}
	}
	return nil
}

// Unusable is what is wrong with a point; points count from 0.
type Unusable struct {
	Point  int
	Reason string
}

// Error counts the point from 1.
func (u Unusable) Error() string { return fmt.Sprintf("point %d: %s", u.Point+1, u.Reason) }

func known(c Chart) bool {
	return slices.Contains(Charts(), c)
}

func (x Point) check(c Chart) error {
	counts := c == C || c == U || c == P || c == PPrime
	switch {
	case x.Missing:
		return nil
	case !(math.Abs(x.Value) <= Largest):
		return fmt.Errorf("the value is not between −%g and %g", Largest, Largest)
	case counts && x.Value < 0:
		return errors.New("a count cannot be negative")
	case c.Sized() && !(x.Size >= 1/Largest && x.Size <= Largest):
		return errors.New("the size is not above zero, or too large")
	case (c == P || c == PPrime) && x.Value > x.Size:
		return errors.New("the count is larger than what it is out of")
	case (c == XBar || c == S) && x.Size > 1 && !(x.Spread >= 0 && x.Spread <= Largest):
		return errors.New("the standard deviation is negative, or too large")
	}
	return nil
}
