package spc

import (
	"errors"
	"math"
	"slices"
)

// Rules are what counts as a signal; a rule with the number 0 is not asked.
type Rules struct {
	Runs    bool // Anhøj's longest run and crossings
	Outside bool // a point outside the limits
	Side    int  // points in a row on one side of the centre
	Trend   int  // points in a row, each above (or each below) the one before
	Near    []Zone
}

// Zone is a rule about points near a limit: Need of Of points in a row lie on the same side, at
// least Share of the way from the centre to the limit. The signal is those points.
type Zone struct {
	Need, Of int
	Share    float64
	Within   bool // points outside the limit are not near it
	OneSide  bool // the other points of the Of lie on that side too
}

// Anhoej are the Danish rules for run charts, and on control charts the limits too: best at lasting
// shifts, with few false alarms.
func Anhoej() Rules { return Rules{Runs: true, Outside: true} }

// Wheeler are the rules most used with XmR.
func Wheeler() Rules { return Rules{Outside: true, Side: 8, Trend: 6} }

// NHS are the rules of the English health service's "Making data count".
func NHS() Rules {
	return Rules{Outside: true, Side: 7, Trend: 7, Near: []Zone{{Need: 2, Of: 3, Share: 2.0 / 3, Within: true, OneSide: true}}}
}

// Perla are the older rules for run charts of the Institute for Healthcare Improvement.
func Perla() Rules { return Rules{Side: 6, Trend: 5} }

func (r Rules) check() error {
	if r.Side < 0 || r.Side == 1 || r.Trend < 0 || r.Trend == 1 {
		return errors.New("a rule about points in a row needs at least two")
	}
	for _, z := range r.Near {
		if z.Need < 1 || z.Of < z.Need || z.Of > 100 || !(z.Share > 0 && z.Share <= 1) {
			return errors.New("a rule about points near a limit needs some of some, and a share of the way")
		}
	}
	return nil
}

// judge asks every rule of a phase.
func (p Plan) judge(s stretch, f *Phase) {
	places := s.places()
	s.runs(p.Rules.Runs, places, f)
	if p.Rules.Outside {
		s.outside(places, f)
	}
	// On a run chart what is equal is passed over, on a control chart it ends the row.
	skip := p.Chart == Run
	if p.Rules.Side > 0 {
		s.rows(row{rule: Side, need: p.Rules.Side, skip: skip, up: Above, down: Below}, places, f)
	}
	if p.Rules.Trend > 0 {
		s.rows(row{rule: Trend, need: p.Rules.Trend, skip: skip, up: Rising, down: Falling}, places, f)
	}
	for _, z := range p.Rules.Near {
		s.near(z, places, f)
	}
}

// places are the points of the phase that are there.
func (s stretch) places() []int {
	out := make([]int, 0, s.to-s.from)
	for i := s.from; i < s.to; i++ {
		if !s.points[i].Missing {
			out = append(out, i)
		}
	}
	return out
}

// compare is −1, 0 or 1; what differs by less than rounding may is equal.
func (s stretch) compare(a, b float64) int {
	switch d := a - b; {
	case math.Abs(d) <= s.rounding:
		return 0
	case d > 0:
		return 1
	}
	return -1
}

func (s stretch) side(i int) int { return s.compare(s.points[i].Value, s.points[i].Centre) }

// add notes a signal, and at its points that the rule fired there.
func (s stretch) add(f *Phase, g Signal) {
	f.Signals = append(f.Signals, g)
	for _, i := range g.Points {
		x := &s.points[i]
		if n := len(x.Signals); n == 0 || x.Signals[n-1] != g.Rule { // rules come one after the other
			x.Signals = append(x.Signals, g.Rule)
		}
	}
}

func (s stretch) outside(places []int, f *Phase) {
	for _, i := range places {
		switch x := s.points[i]; {
		case !x.Limited:
		case s.compare(x.Value, x.Upper) > 0:
			s.add(f, Signal{Rule: Outside, Where: Above, Points: []int{i}})
		case s.compare(x.Value, x.Lower) < 0:
			s.add(f, Signal{Rule: Outside, Where: Below, Points: []int{i}})
		}
	}
}

// row is a rule about points in a row that all go the same way.
type row struct {
	rule     Code
	need     int
	skip     bool
	up, down Code
}

func (s stretch) rows(r row, places []int, f *Phase) {
	held := make([]int, 0, len(places))
	way := 0
	end := func() {
		if len(held) >= r.need && way != 0 {
			where := r.up
			if way < 0 {
				where = r.down
			}
			s.add(f, Signal{Rule: r.rule, Where: where, Points: slices.Clone(held)})
		}
	}
	for _, i := range places {
		w := s.side(i)
		if r.rule == Trend && len(held) == 0 {
			held = append(held, i)
			continue
		}
		if r.rule == Trend {
			w = s.compare(s.points[i].Value, s.points[held[len(held)-1]].Value)
		}
		if w == 0 && r.skip {
			continue
		}
		if w != way || w == 0 {
			end()
			way = w
			if n := len(held); r.rule == Trend && w != 0 { // the turning point belongs to both
				held[0], held = held[n-1], held[:1]
			} else {
				held = held[:0]
			}
		}
		held = append(held, i)
	}
	end()
}

// near asks a zone's rule of both limits; windows that share a point near the limit are one signal.
func (s stretch) near(z Zone, places []int, f *Phase) {
	for _, way := range []int{1, -1} {
		found := Signal{Rule: Near, Where: Above}
		if way < 0 {
			found.Where = Below
		}
		last := -1 // the last point found
		for k := 0; k+z.Of <= len(places); k++ {
			window := places[k : k+z.Of]
			if s.close(window, way, z) < z.Need || z.OneSide && s.against(window, way) {
				continue
			}
			for _, i := range window {
				if !s.isClose(i, way, z) {
					continue
				}
				if last >= 0 && last < window[0] {
					s.add(f, found)
					found.Points = nil
				}
				if i > last {
					found.Points = append(found.Points, i)
					last = i
				}
			}
		}
		if last >= 0 {
			s.add(f, found)
		}
	}
}

// against says whether some of the points do not lie on that side of the centre.
func (s stretch) against(places []int, way int) bool {
	for _, i := range places {
		if s.side(i) != way {
			return true
		}
	}
	return false
}

// close is how many of the points lie near the limit on that side.
func (s stretch) close(places []int, way int, z Zone) (n int) {
	for _, i := range places {
		if s.isClose(i, way, z) {
			n++
		}
	}
	return n
}

func (s stretch) isClose(i, way int, z Zone) bool {
	x := s.points[i]
	limit := x.Upper
	if way < 0 {
		limit = x.Lower
	}
	from := x.Centre + (limit-x.Centre)*z.Share
	return x.Limited && s.side(i) == way && s.compare(x.Value, from) == way && !(z.Within && s.compare(x.Value, limit) == way)
}
