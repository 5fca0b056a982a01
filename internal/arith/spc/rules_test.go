package spc_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/arith/spc"
)

// fixed puts points after a baseline with the centre 0 and, by a factor of its own, the limits −3
// and 3: the moving ranges of 1, −1, 1, … are 2.
func fixed(t *testing.T, rules spc.Rules, points ...float64) spc.Result {
	t.Helper()
	base := values(1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1)
	return analysed(t, append(base, values(points...)...), spc.Plan{Chart: spc.XmR, Rules: rules, Freeze: 12, Scales: spc.Scales{Limit: 1.5}})
}

func fired(r spc.Result, rule spc.Code) string {
	var b strings.Builder
	for _, x := range r.Points[12:] {
		if slices.Contains(x.Signals, rule) {
			b.WriteByte('x')
		} else {
			b.WriteByte('.')
		}
	}
	return b.String()
}

func TestRulesFireAtTheirNumbersAndNotBefore(t *testing.T) {
	weco := spc.Rules{Near: []spc.Zone{{Need: 2, Of: 3, Share: 2.0 / 3}}}
	for _, c := range []struct {
		name   string
		rules  spc.Rules
		rule   spc.Code
		points []float64
		want   string
	}{
		{"on the limit is inside", spc.Wheeler(), spc.Outside, []float64{3, -3, 3.001, -3.001}, "..xx"},
		{"seven above are not eight", spc.Wheeler(), spc.Side, []float64{1, 2, 1, 2, 1, 2, 1, -1}, "........"},
		{"eight above", spc.Wheeler(), spc.Side, []float64{1, 2, 1, 2, 1, 2, 1, 2, -1}, "xxxxxxxx."},
		{"seven below for the NHS", spc.NHS(), spc.Side, []float64{1, -1, -2, -1, -2, -1, -2, -1, 1}, ".xxxxxxx."},
		{"the centre ends a row", spc.Wheeler(), spc.Side, []float64{1, 2, 1, 2, 0, 2, 1, 2, 1}, "........."},
		{"five rising are not six", spc.Wheeler(), spc.Trend, []float64{-2, -1, 0, 1, 2, 1}, "......"},
		{"six rising", spc.Wheeler(), spc.Trend, []float64{-2, -1, 0, 1, 2, 2.5, 1}, "xxxxxx."},
		{"six falling, from the turning point on", spc.Wheeler(), spc.Trend, []float64{2, 2.5, 2, 1, 0, -1, -2, 0}, ".xxxxxx."},
		{"equal neighbours end a trend", spc.Wheeler(), spc.Trend, []float64{-2, -1, 0, 0, 1, 2, 2.5, 1}, "........"},
		{"seven rising for the NHS", spc.NHS(), spc.Trend, []float64{-2, -1, 0, 1, 2, 2.5, 2.6, 1}, "xxxxxxx."},
		{"two of three near", spc.NHS(), spc.Near, []float64{2.5, 1, 2.5, -1}, "x.x."},
		{"the third on the other side", spc.NHS(), spc.Near, []float64{2.5, -1, 2.5, -1}, "...."},
		{"the third on the other side, for others", weco, spc.Near, []float64{2.5, -1, 2.5, -1}, "x.x."},
		{"outside is not near", spc.NHS(), spc.Near, []float64{2.5, 1, 3.5, -1}, "...."},
		{"outside is near, for others", weco, spc.Near, []float64{2.5, 1, 3.5, -1}, "x.x."},
		{"on opposite sides", weco, spc.Near, []float64{2.5, 1, -2.5, -1}, "...."},
		{"two in four", weco, spc.Near, []float64{2.5, 1, 1, 2.5}, "...."},
	} {
		if got := fired(fixed(t, c.rules, c.points...), c.rule); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestASignalSaysWhichWay(t *testing.T) {
	for _, c := range []struct {
		points []float64
		want   spc.Code
	}{{[]float64{4}, spc.Above}, {[]float64{-4}, spc.Below}, {[]float64{-2, -1, 0, 1, 2, 2.5}, spc.Rising}, {[]float64{2, 1, 0, -1, -2, -2.5}, spc.Falling}} {
		f := fixed(t, spc.Wheeler(), c.points...).Phases[0]
		if len(f.Signals) != 1 || f.Signals[0].Where != c.want || f.Verdict != spc.Changed {
			t.Errorf("%v: %+v, want %s", c.points, f.Signals, c.want)
		}
	}
	zone := spc.Rules{Near: []spc.Zone{{Need: 2, Of: 3, Share: 2.0 / 3}}}
	f := fixed(t, zone, 2.5, 2.6, 0, 0, 0, 2.5, 0, 2.6, -2.5, -2.5).Phases[0]
	if len(f.Signals) != 3 || !slices.Equal(f.Signals[1].Points, []int{17, 19}) || f.Signals[2].Where != spc.Below {
		t.Errorf("three times near: %+v", f.Signals)
	}
}

func TestOnARunChartWhatIsEqualNeitherCountsNorEnds(t *testing.T) {
	series := values(1, 2, 5, 3, 3, 3, 4, 4, 5, 2, 4, 2, 4)
	f := analysed(t, series, spc.Plan{Chart: spc.Run, Rules: spc.Perla()}).Phases[0]
	if f.Centre != 3 || f.Useful != 10 || f.Crossings != 5 || f.Longest != 4 {
		t.Errorf("judged %+v", f)
	}
	rising := values(9, 1, 2, 2, 3, 4, 4, 5, 0, 9)
	f = analysed(t, rising, spc.Plan{Chart: spc.Run, Rules: spc.Perla()}).Phases[0]
	if got := firedAt(f, spc.Trend); !slices.Equal(got, []int{2, 3, 5, 6, 8}) {
		t.Errorf("rising at %v", got)
	}
}

func TestAMissingPointNeitherCountsNorEnds(t *testing.T) {
	series := values(1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 2, 1, 2, 1, 0, 2, 1, 2, 1)
	series[16] = spc.Point{Missing: true, Value: math.NaN()}
	r := analysed(t, series, spc.Plan{Chart: spc.XmR, Rules: spc.Wheeler(), Freeze: 12})
	if got := firedAt(r.Phases[0], spc.Side); !slices.Equal(got, []int{13, 14, 15, 16, 18, 19, 20, 21}) || !r.Points[16].Missing || r.Points[16].Value != 0 {
		t.Errorf("on one side at %v, %+v", got, r.Points[16])
	}
	// No moving range goes across the gap: |9−1| is not among them.
	r = analysed(t, []spc.Point{{Value: 1}, {Value: 2}, {Value: 1}, {Missing: true}, {Value: 9}, {Value: 8}, {Value: 9}}, spc.Plan{Chart: spc.XmR})
	equal(t, "mean range", r.Phases[0].MeanRange, 1)
	r = analysed(t, []spc.Point{{Value: 1}, {Value: 2}, {Missing: true}, {Value: 9}, {Value: 7}}, spc.Plan{Chart: spc.MR})
	if !r.Points[0].Missing || r.Points[1].Value != 1 || !r.Points[2].Missing || !r.Points[3].Missing || r.Points[4].Value != 2 || r.Phases[0].Centre != 1.5 {
		t.Errorf("ranges %+v", r)
	}
}

func TestAConstantSeriesHasNoSignal(t *testing.T) {
	for _, c := range spc.Charts() {
		for _, rules := range []spc.Rules{spc.Anhoej(), spc.Wheeler(), spc.NHS(), spc.Perla()} {
			series := make([]spc.Point, 20)
			for i := range series {
				series[i] = spc.Point{Value: 0.1, Size: 3, Spread: 0.3}
			}
			r := analysed(t, series, spc.Plan{Chart: c, Rules: rules, Screen: 3.267})
			if f := r.Phases[0]; len(f.Signals) != 0 || f.Useful != 0 || f.Verdict == spc.Changed {
				t.Errorf("%s: %+v", c, f)
			}
			if x := r.Points[7]; c == spc.XmR && (x.Lower != 0.1 || x.Upper != 0.1 || !x.Limited) {
				t.Errorf("limits %+v", x)
			}
		}
	}
}

func TestTooFewPointsAreSaid(t *testing.T) {
	for _, c := range []struct {
		chart spc.Chart
		n     int
		basis spc.Code
	}{{spc.XmR, 0, spc.TooFew}, {spc.XmR, 1, spc.TooFew}, {spc.XmR, 5, spc.TooFew}, {spc.XmR, 6, spc.BasisProvisional}, {spc.XmR, 11, spc.BasisProvisional},
		{spc.XmR, 12, spc.BasisEnough}, {spc.Run, 9, spc.TooFew}, {spc.Run, 10, spc.BasisProvisional}, {spc.Run, 12, spc.BasisEnough}} {
		series := make([]spc.Point, c.n)
		for i := range series {
			series[i].Value = float64(i)
		}
		f := analysed(t, series, spc.Plan{Chart: c.chart, Rules: spc.Anhoej()}).Phases[0]
		if f.Basis != c.basis || (f.Verdict == spc.TooFew) != (c.basis == spc.TooFew) {
			t.Errorf("%s of %d: %s, %s", c.chart, c.n, f.Basis, f.Verdict)
		}
	}
	r := analysed(t, values(3), spc.Plan{Chart: spc.XmR, Rules: spc.Wheeler()})
	if r.Points[0].Limited || r.Phases[0].Ranges || !r.Phases[0].Known {
		t.Errorf("one point: %+v", r)
	}
	if r = analysed(t, []spc.Point{{Missing: true}}, spc.Plan{Chart: spc.P}); r.Phases[0].Known || r.Phases[0].Verdict != spc.TooFew {
		t.Errorf("no point: %+v", r)
	}
}

func TestTheRulesOfTheRunChartSayWhere(t *testing.T) {
	series := values(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4)
	f := analysed(t, series, spc.Plan{Chart: spc.Run, Rules: spc.Anhoej()}).Phases[0]
	if len(f.Signals) != 3 || f.Signals[0].Where != spc.Below || !slices.Equal(f.Signals[0].Points, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}) ||
		f.Signals[1].Where != spc.Above || !slices.Equal(f.Signals[1].Points, []int{10, 11, 12, 13, 14, 15, 16, 17, 18, 19}) || len(firedAt(f, spc.FewCrossings)) != 20 {
		t.Errorf("where: %+v", f.Signals)
	}
	nine := analysed(t, values(1, 1, 1, 1, 9, 9, 9, 9, 9), spc.Plan{Chart: spc.XmR, Rules: spc.Rules{Runs: true}}).Phases[0]
	if nine.Crossings >= nine.Needed && nine.Longest <= nine.Allowed || len(nine.Signals) != 0 {
		t.Errorf("nine points have %+v", nine.Signals)
	}
}

func TestScreeningLeavesOutRangesFarAboveTheirMean(t *testing.T) {
	series := values(0, 1, 0, 1, 0, 1, 0, 5) // ranges 1 ×6 and 5, mean 11/7
	for screen, want := range map[float64]float64{0: 11.0 / 7, 3: 1, 3.2: 11.0 / 7} {
		equal(t, "mean range", analysed(t, series, spc.Plan{Chart: spc.XmR, Screen: screen}).Phases[0].MeanRange, want)
	}
	equal(t, "constant", analysed(t, values(2, 2, 2), spc.Plan{Chart: spc.XmR, Screen: 3.267}).Phases[0].MeanRange, 0)
}

func TestVeryLargeSubgroupsHaveLimits(t *testing.T) {
	half := func(n float64) float64 {
		x := analysed(t, []spc.Point{{Value: 1, Size: n, Spread: 1}}, spc.Plan{Chart: spc.S}).Points[0]
		return (x.Upper - 1) * math.Sqrt(2*n)
	}
	for n, want := range map[float64]float64{9999: 3.000188, 10001: 3.000188, 1e6: 3.000002, 1e12: 3} {
		if got := half(n); math.Abs(got-want) > 5e-6 {
			t.Errorf("%g values: %g, want %g", n, got, want)
		}
	}
}

func TestEachPhaseIsJudgedByItself(t *testing.T) {
	series := values(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12, 11, 12, 11, 12, 11, 12)
	whole := analysed(t, series, spc.Plan{Chart: spc.XmR, Rules: spc.Wheeler()})
	if whole.Phases[0].Verdict != spc.Changed {
		t.Error("a jump of ten is not seen")
	}
	parts := analysed(t, series, spc.Plan{Chart: spc.XmR, Rules: spc.Wheeler(), Phases: []int{12}})
	a, b := parts.Phases[0], parts.Phases[1]
	if a.Centre != 1.5 || b.Centre != 11.5 || b.MeanRange != 1 || a.Verdict != spc.NoSignal || b.Verdict != spc.NoSignal || b.From != 12 || parts.Points[12].Centre != 11.5 {
		t.Errorf("phases %+v", parts.Phases)
	}
	r := analysed(t, series, spc.Plan{Chart: spc.MR, Phases: []int{12}})
	if !r.Points[12].Missing || r.Phases[1].Centre != 1 {
		t.Errorf("the step between phases counts: %+v", r.Points[12])
	}
}

func TestLimitsOfCountsAndSharesStayWhereTheyCanBe(t *testing.T) {
	for _, c := range []spc.Chart{spc.C, spc.U, spc.P, spc.PPrime, spc.MR, spc.S} {
		for _, x := range analysed(t, []spc.Point{{Value: 1, Size: 3, Spread: 1}, {Value: 3, Size: 3, Spread: 9}, {Value: 2, Size: 4, Spread: 2}}, spc.Plan{Chart: c}).Points {
			if x.Lower < 0 || (c == spc.P || c == spc.PPrime) && x.Upper > 1 {
				t.Errorf("%s: %+v", c, x)
			}
		}
	}
	plan := spc.Plan{Chart: spc.XmR}
	if x := analysed(t, values(1, 9, 1, 9), plan).Points[0]; x.Lower >= 0 {
		t.Errorf("an individual's limit is %g", x.Lower)
	}
	plan.Positive = true
	if x := analysed(t, values(1, 9, 1, 9), plan).Points[0]; x.Lower != 0 {
		t.Errorf("of what is never negative the limit is %g", x.Lower)
	}
	all := analysed(t, []spc.Point{{Value: 5, Size: 5}, {Value: 7, Size: 7}, {Value: 4, Size: 4}}, spc.Plan{Chart: spc.PPrime, Rules: spc.NHS()})
	if x := all.Points[1]; x.Lower != 1 || x.Upper != 1 || len(all.Phases[0].Signals) != 0 {
		t.Errorf("everybody, always: %+v", x)
	}
}

func TestPlansAndPointsThatCannotBeAreRefused(t *testing.T) {
	two := []spc.Point{{Value: 1, Size: 2}, {Value: 1, Size: 2}}
	for _, plan := range []spc.Plan{{}, {Chart: "x"}, {Chart: spc.Run, Freeze: 3}, {Chart: spc.Run, Freeze: -1}, {Chart: spc.Run, Phases: []int{0}}, {Chart: spc.Run, Phases: []int{2}},
		{Chart: spc.Run, Phases: []int{1, 1}}, {Chart: spc.Run, Phases: []int{1}, Freeze: 2}, {Chart: spc.Run, Screen: math.NaN()}, {Chart: spc.XmR, Scales: spc.Scales{Limit: -1}},
		{Chart: spc.XmR, Rules: spc.Rules{Side: 1}}, {Chart: spc.XmR, Rules: spc.Rules{Trend: -1}}, {Chart: spc.XmR, Rules: spc.Rules{Near: []spc.Zone{{Need: 3, Of: 2, Share: 1}}}}} {
		if _, err := spc.Analyse(two, plan); err == nil {
			t.Errorf("%+v is taken", plan)
		}
	}
	for _, c := range []struct {
		chart spc.Chart
		point spc.Point
	}{{spc.Run, spc.Point{Value: math.NaN()}}, {spc.XmR, spc.Point{Value: math.Inf(1)}}, {spc.XmR, spc.Point{Value: 1e16}}, {spc.C, spc.Point{Value: -1}}, {spc.U, spc.Point{Value: 1}},
		{spc.P, spc.Point{Value: 3, Size: 2}}, {spc.P, spc.Point{Value: 1, Size: math.NaN()}}, {spc.XBar, spc.Point{Value: 1, Size: 2, Spread: -1}}} {
		_, err := spc.Analyse([]spc.Point{two[0], c.point}, spc.Plan{Chart: c.chart})
		if u, ok := err.(spc.Unusable); !ok || u.Point != 1 || !strings.HasPrefix(u.Error(), "point 2: ") {
			t.Errorf("%s of %+v: %v", c.chart, c.point, err)
		}
	}
}

// slowly are the NHS's rules written as they are said, window by window.
func slowly(points []spc.Plotted, i int) (rules []spc.Code) {
	side := func(k int) int {
		switch {
		case points[k].Value > points[k].Centre:
			return 1
		case points[k].Value < points[k].Centre:
			return -1
		}
		return 0
	}
	windows := func(n int, holds func(from int) bool) bool {
		for from := max(0, i-n+1); from <= i && from+n <= len(points); from++ {
			if holds(from) {
				return true
			}
		}
		return false
	}
	outside := func(k int) bool { return points[k].Value > points[k].Upper || points[k].Value < points[k].Lower }
	near := func(k int) bool {
		x := points[k]
		return !outside(k) && math.Abs(x.Value-x.Centre) > (x.Upper-x.Centre)*2/3
	}
	if outside(i) {
		rules = append(rules, spc.Outside)
	}
	same := func(n int) func(int) bool {
		return func(from int) bool {
			for k := from; k < from+n; k++ {
				if side(k) == 0 || side(k) != side(from) {
					return false
				}
			}
			return true
		}
	}
	if windows(7, same(7)) {
		rules = append(rules, spc.Side)
	}
	if windows(7, func(from int) bool {
		up, down := 0, 0
		for k := from + 1; k < from+7; k++ {
			if points[k].Value > points[k-1].Value {
				up++
			}
			if points[k].Value < points[k-1].Value {
				down++
			}
		}
		return up == 6 || down == 6
	}) {
		rules = append(rules, spc.Trend)
	}
	if near(i) && windows(3, func(from int) bool {
		n := 0
		for k := from; k < from+3; k++ {
			if near(k) {
				n++
			}
		}
		return n >= 2 && same(3)(from)
	}) {
		rules = append(rules, spc.Near)
	}
	return rules
}

func TestTheRulesAreWhatTheySay(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 9))
	seen := map[spc.Code]int{}
	for range 3000 {
		series := make([]spc.Point, 1+chance.IntN(40))
		level, slope := 0.0, 0.0
		for i := range series {
			if chance.IntN(8) == 0 {
				level, slope = float64(chance.IntN(7)), float64(chance.IntN(5)-2)
			}
			level += slope
			series[i].Value = level + float64(chance.IntN(4))
		}
		r := analysed(t, series, spc.Plan{Chart: spc.XmR, Rules: spc.NHS()})
		for i, x := range r.Points {
			want := []spc.Code(nil)
			if x.Limited {
				want = slowly(r.Points, i)
			}
			if !slices.Equal(x.Signals, want) {
				t.Fatalf("%v point %d: %v, want %v", series, i+1, x.Signals, want)
			}
			for _, s := range x.Signals {
				seen[s]++
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("only %v fired", seen)
	}
}

func TestOrderAndUnitsDoNotMatter(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		series, other := make([]spc.Point, 24), make([]spc.Point, 24)
		for i := range series {
			series[i].Value = chance.NormFloat64()
			other[len(other)-1-i].Value = 40 - 1000*series[i].Value // turned round and upside down
		}
		a := analysed(t, series, spc.Plan{Chart: spc.XmR, Rules: spc.NHS()})
		b := analysed(t, other, spc.Plan{Chart: spc.XmR, Rules: spc.NHS()})
		for i, x := range a.Points {
			y := b.Points[len(other)-1-i]
			equal(t, "upper", y.Lower, 40-1000*x.Upper)
			if !slices.Equal(x.Signals, y.Signals) {
				t.Fatalf("%v, turned round %v", x.Signals, y.Signals)
			}
		}
	}
}

// A tenth has no end in binary; what is on the centre in whole numbers is there in tenths too.
func TestRoundingMakesNoSides(t *testing.T) {
	chance := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		n := 8 + chance.IntN(20)
		whole, tenths := make([]spc.Point, n), make([]spc.Point, n)
		offset := chance.IntN(3) * 12345
		for i := range whole {
			v := chance.IntN(9) - 4
			whole[i].Value, tenths[i].Value = float64(v+offset), float64(v+offset)/10
		}
		for _, chart := range []spc.Chart{spc.Run, spc.XmR, spc.MR} {
			plan := spc.Plan{Chart: chart, Rules: spc.NHS()}
			a, b := analysed(t, whole, plan), analysed(t, tenths, plan)
			f, g := a.Phases[0], b.Phases[0]
			if f.Useful != g.Useful || f.Crossings != g.Crossings || f.Longest != g.Longest {
				t.Fatalf("%s of %v: %+v, in tenths %+v", chart, whole, f, g)
			}
			for i := range a.Points {
				if !slices.Equal(a.Points[i].Signals, b.Points[i].Signals) {
					t.Fatalf("%s of %v, point %d: %v, in tenths %v", chart, whole, i+1, a.Points[i].Signals, b.Points[i].Signals)
				}
			}
		}
	}
}

func TestTheBinomialQuantileIsTheSameHoweverItIsComputed(t *testing.T) {
	for _, n := range []int{1500, 1999, 2000, 2001, 2002, 2100, 5001, 20001, 1000001} {
		k := spc.FewestCrossings(n)
		mean, sd := float64(n-1)/2, math.Sqrt(float64(n-1))/2
		if z := (float64(k) + 0.5 - mean) / sd; z < -1.6449-0.02 || z > -1.6449+1/sd {
			t.Errorf("%d points: %d crossings, z %.4f", n, k, z)
		}
	}
	for n := 1; n < 3000; n++ {
		if step := spc.FewestCrossings(n+1) - spc.FewestCrossings(n); step != 0 && step != 1 {
			t.Errorf("from %d points on it rises by %d", n, step)
		}
	}
}

func TestTheIntervalOfASurvey(t *testing.T) {
	for _, c := range []struct {
		s    spc.Sample
		half float64
		ok   bool
	}{
		{spc.Sample{Mean: 3.4, Spread: 0.8, Answered: 16}, 0.392, true},
		{spc.Sample{Mean: 3.4, Spread: 0.8, Answered: 16, People: 20}, 0.392 * math.Sqrt(4.0/19), true},
		{spc.Sample{Mean: 3.4, Spread: 0.8, Answered: 16, People: 16}, 0, true},
		{spc.Sample{Mean: 3.4, Spread: 0.8, Answered: 16, People: 15}, 0, false},
		{spc.Sample{Mean: 3.4, Answered: 1}, 0, false},
		{spc.Sample{Mean: math.NaN(), Answered: 5}, 0, false},
		{spc.Sample{Spread: math.Inf(1), Answered: 5}, 0, false},
		{spc.Sample{}, 0, false},
	} {
		lower, upper, ok := c.s.Interval()
		if ok != c.ok {
			t.Errorf("%+v: %v", c.s, ok)
		} else if ok {
			equal(t, "lower", lower, c.s.Mean-c.half)
			equal(t, "upper", upper, c.s.Mean+c.half)
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	f.Add([]byte{3, 1, 2, 250, 7, 7, 7, 7, 7, 7, 7, 7}, uint8(1), uint8(2), 1.5)
	f.Add([]byte{1, 0, 0, 0}, uint8(6), uint8(0), 1e15)
	f.Add([]byte{1, 2, 3, 4, 5}, uint8(8), uint8(3), -1e-300)
	f.Fuzz(func(t *testing.T, b []byte, chart, freeze uint8, scale float64) {
		charts := spc.Charts()
		plan := spc.Plan{Chart: charts[int(chart)%len(charts)], Rules: spc.NHS(), Freeze: int(freeze) % (len(b) + 1), Screen: 3.267}
		plan.Rules.Runs = true
		series := make([]spc.Point, len(b))
		for i, x := range b {
			series[i] = spc.Point{Value: scale * float64(x%16), Size: math.Abs(scale) * float64(x>>4), Spread: float64(x % 5), Missing: x == 255}
		}
		r, err := spc.Analyse(series, plan)
		if err != nil {
			return
		}
		for i, x := range r.Points {
			for _, n := range []float64{x.Value, x.Centre, x.Lower, x.Upper} {
				if math.IsNaN(n) || math.IsInf(n, 0) {
					t.Fatalf("%s point %d of %v: %+v", plan.Chart, i+1, series, x)
				}
			}
			if x.Limited && x.Lower > x.Upper {
				t.Fatalf("%s: %+v", plan.Chart, x)
			}
		}
		for _, n := range []float64{r.Phases[0].Centre, r.Phases[0].MeanRange, r.Phases[0].RangeCap} {
			if math.IsNaN(n) || math.IsInf(n, 0) {
				t.Fatalf("%s of %v: %+v", plan.Chart, series, r.Phases[0])
			}
		}
	})
}
