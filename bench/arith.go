package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"kernehus/internal/arith/disclosure"
	"kernehus/internal/arith/spc"
)

// arithmeticRows are the figures of pure arithmetic on one core. What numpy took for the same was measured
// once on a machine like this one; where scikit-learn is installed it is measured in the same run.
func arithmeticRows(s setting) []row {
	machine := []string{onMachine}
	people, statements := s.crowd()
	out := []row{
		{"opinion", "opinion groups, 2031 people × 896 statements, 222,000 votes (numpy: 0.42)", "s", "", "≤ 0.15", machine},
		{"opinion-large", fmt.Sprintf("… %d × %d, one vote in three (numpy at 5000 × 1000: 1.7)", people, statements), "s", "", "≤ 0.6", machine},
		{"opinion-more", "… one more vote there", "ms", "", "≤ 20", machine},
		{"spc", "100,000 series of 24 measurements, control chart with all rules", "s", "", "", machine},
		{"disclosure", fmt.Sprintf("what a report of %d units × 25 professions must withhold", s.units), "ms", "", "≤ 1000", machine},
	}
	if !hasSklearn() {
		return out
	}
	return slices.Insert(out, 3,
		row{"opinion-sklearn", "… numpy and scikit-learn at 2031 × 896", "s", "", "", machine},
		row{"opinion-large-sklearn", fmt.Sprintf("… at %d × %d", people, statements), "s", "", "", machine},
	)
}

// crowd is how large the large conversation is.
func (s setting) crowd() (people, statements int) {
	if s.quick {
		return 500, 200
	}
	return 5000, 1000
}

// arithmetic measures it, on one core.
func arithmetic(s setting, b *book) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if s.wants("opinion", "opinion-large", "opinion-more", "opinion-sklearn", "opinion-large-sklearn") {
		if err := opinions(s, b); err != nil {
			return err
		}
	}
	if s.wants("spc") {
		if err := series(b); err != nil {
			return err
		}
	}
	if s.wants("disclosure") {
		q := tree(s.units, 25)
		begun := time.Now()
		q.Protect()
		b.note("disclosure", onMachine, float64(time.Since(begun).Microseconds())/1000)
	}
	return nil
}

func series(b *book) error {
	chance := rand.New(rand.NewPCG(1, 1))
	points := make([]spc.Point, 24)
	rules := spc.NHS()
	rules.Runs = true
	begun := time.Now()
	for range 100_000 {
		points[chance.IntN(len(points))].Value = chance.NormFloat64()
		if _, err := spc.Analyse(points, spc.Plan{Chart: spc.XmR, Rules: rules, Screen: 3.267}); err != nil {
			return err
		}
	}
	b.note("spc", onMachine, time.Since(begun).Seconds())
	return nil
}

// tree is a report of a whole municipality: units in tens of tens, and the professions of each.
func tree(units, professions int) disclosure.Question {
	chance := rand.New(rand.NewPCG(3, 3))
	var q disclosure.Question
	below := func(from, to int) (g disclosure.Group) {
		for a := from * professions; a < min(to, units)*professions; a++ {
			g = append(g, a)
		}
		return g
	}
	for u := range units {
		for p := range professions {
			people := 0
			if chance.IntN(4) == 0 {
				people = 1 + chance.IntN(12)
			}
			q.Counts = append(q.Counts, people)
			q.Wanted = append(q.Wanted, disclosure.Group{u*professions + p})
		}
	}
	for size := 1; size < units; size *= 10 {
		for u := 0; u < units; u += size {
			q.Wanted = append(q.Wanted, below(u, u+size))
		}
	}
	q.Wanted = append(q.Wanted, below(0, units))
	return q
}
