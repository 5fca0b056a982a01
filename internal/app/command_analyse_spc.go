package app

import (
	"fmt"

	"kernehus/internal/arith/spc"
)

type analyseSPCCommand struct {
	File        string  `arg:"" help:"SERIES.csv with the columns date,value, as docs/methods.md describes it."`
	Chart       string  `enum:"run,xmr,mr,c,u,p,pp" default:"run" help:"run, xmr, mr (moving ranges), c (counts), u (rates), p (shares), pp (shares of very many); u, p and pp need a column size."`
	Freeze      int     `help:"How many of the first measurements make the baseline; all when left out."`
	Rules       string  `enum:",anhoej,wheeler,nhs,perla" default:"" help:"anhoej, wheeler, nhs or perla; when left out anhoej for run, wheeler else."`
	Screen      bool    `help:"Leave moving ranges above 3.267 times their mean out of the mean."`
	LimitFactor float64 `default:"2.66" help:"From the mean moving range to a limit of xmr; some use 2.6596."`
	RangeFactor float64 `default:"3.268" help:"From the mean moving range to the limit of moving ranges; some use 3.267."`
	Positive    bool    `help:"What is measured cannot be negative, and so the lower limit of xmr is not."`
}

// screenedAt is Nelson's factor, the upper limit of a moving range.
const screenedAt = 3.267

// plottedAnswer is a point; what a point has not got is null.
type plottedAnswer struct {
	Date    string     `json:"date"`
	Value   *float64   `json:"value"`
	Centre  *float64   `json:"centre"`
	Lower   *float64   `json:"lower"`
	Upper   *float64   `json:"upper"`
	Signals []spc.Code `json:"signals"`
}

// signalAnswer counts points from 1.
type signalAnswer struct {
	Rule   spc.Code `json:"rule"`
	Where  spc.Code `json:"where,omitempty"`
	Points []int    `json:"points"`
}

// phaseAnswer counts points from 1; lower and upper are null where each point has its own.
type phaseAnswer struct {
	From       int            `json:"from"`
	To         int            `json:"to"`
	Centre     *float64       `json:"centre"`
	Lower      *float64       `json:"lower"`
	Upper      *float64       `json:"upper"`
	MeanRange  *float64       `json:"mean_moving_range"`
	RangeUpper *float64       `json:"upper_moving_range"`
	Useful     int            `json:"useful"`
	Longest    int            `json:"longest_run"`
	Allowed    int            `json:"longest_run_allowed"`
	Crossings  int            `json:"crossings"`
	Needed     int            `json:"crossings_needed"`
	Signals    []signalAnswer `json:"signals"`
	Basis      spc.Code       `json:"basis"`
	Verdict    spc.Code       `json:"verdict"`
}

// seriesAnswer is the last phase, which is the one people ask about, and all of them.
type seriesAnswer struct {
	Chart spc.Chart `json:"chart"`
	Rules string    `json:"rules"`
	phaseAnswer
	Points []plottedAnswer `json:"points"`
	Phases []phaseAnswer   `json:"phases"`
}

// Run prints the chart of a series and what the rules say of it.
func (c analyseSPCCommand) Run(env *environment) error {
	if c.Freeze < 0 {
		return misuse{"--freeze is a number of measurements"}
	}
	if !(c.LimitFactor > 0 && c.LimitFactor <= 1000 && c.RangeFactor > 0 && c.RangeFactor <= 1000) {
		return misuse{"--limit-factor and --range-factor are above 0, and at most 1000"}
	}
	var out seriesAnswer
	err := env.patiently("reading the measurements", func() (err error) {
		out, err = c.analysed()
		return err
	})
	if err != nil {
		return err
	}
	return env.answer(out)
}

func (c analyseSPCCommand) analysed() (seriesAnswer, error) {
	b, err := readAnalysed(c.File)
	if err != nil {
		return seriesAnswer{}, err
	}
	s, err := spc.Read(b)
	if err != nil {
		return seriesAnswer{}, fmt.Errorf("%s: %w", c.File, err)
	}
	plan := c.plan(s)
	if plan.Chart.Sized() && !s.Sized {
		return seriesAnswer{}, fmt.Errorf("%s: line 1, column 1: the chart %s needs a column size", c.File, c.Chart)
	}
	r, err := spc.Analyse(s.Points, plan)
	if err != nil {
		return seriesAnswer{}, fmt.Errorf("%s: %w", c.File, s.Locate(err))
	}
	return seriesOf(s, r, plan.Chart, c.rules()), nil
}

func (c analyseSPCCommand) rules() string {
	switch {
	case c.Rules != "":
		return c.Rules
	case c.Chart == string(spc.Run):
		return "anhoej"
	}
	return "wheeler"
}

func (c analyseSPCCommand) plan(s spc.Series) spc.Plan {
	rules := map[string]func() spc.Rules{"anhoej": spc.Anhoej, "wheeler": spc.Wheeler, "nhs": spc.NHS, "perla": spc.Perla}
	p := spc.Plan{
		Chart: spc.Chart(c.Chart), Rules: rules[c.rules()](), Freeze: c.Freeze, Phases: s.Phases, Positive: c.Positive,
		Scales: spc.Scales{Limit: c.LimitFactor, Range: c.RangeFactor},
	}
	if c.Screen {
		p.Screen = screenedAt
	}
	return p
}

func seriesOf(s spc.Series, r spc.Result, chart spc.Chart, rules string) seriesAnswer {
	out := seriesAnswer{Chart: chart, Rules: rules}
	for _, f := range r.Phases {
		out.Phases = append(out.Phases, phaseOf(f, r.Points[f.From:f.To]))
		for i := f.From; i < f.To; i++ {
			x := r.Points[i]
			out.Points = append(out.Points, plottedAnswer{
				Date: s.Dates[i], Value: given(x.Value, !x.Missing), Centre: given(x.Centre, f.Known),
				Lower: given(x.Lower, x.Limited), Upper: given(x.Upper, x.Limited), Signals: append([]spc.Code{}, x.Signals...),
			})
		}
	}
	out.phaseAnswer = out.Phases[len(out.Phases)-1]
	return out
}

func phaseOf(f spc.Phase, points []spc.Plotted) phaseAnswer {
	out := phaseAnswer{
		From: f.From + 1, To: f.To, Centre: given(f.Centre, f.Known), MeanRange: given(f.MeanRange, f.Ranges), RangeUpper: given(f.RangeCap, f.Ranges),
		Useful: f.Useful, Longest: f.Longest, Allowed: f.Allowed, Crossings: f.Crossings, Needed: f.Needed, Signals: []signalAnswer{}, Basis: f.Basis, Verdict: f.Verdict,
	}
	one := points[0]
	for _, x := range points {
		one.Limited = one.Limited && x.Limited && x.Lower == one.Lower && x.Upper == one.Upper
	}
	out.Lower, out.Upper = given(one.Lower, one.Limited), given(one.Upper, one.Limited)
	for _, g := range f.Signals {
		a := signalAnswer{Rule: g.Rule, Where: g.Where}
		for _, i := range g.Points {
			a.Points = append(a.Points, i+1)
		}
		out.Signals = append(out.Signals, a)
	}
	return out
}

// given is a number, or null.
func given(n float64, there bool) *float64 {
	if !there {
		return nil
	}
	return &n
}
