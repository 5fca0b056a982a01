package spc

import "math"

// Sample is what a survey gave: how many of how many answered, and the mean and the standard
// deviation (with n−1) of their answers. People 0 is: very many.
type Sample struct {
	Mean, Spread     float64
	Answered, People int
}

// Interval is between what lies the mean that all would have given, in 95 of 100 such surveys:
//
//	mean ± 1.96 · s/√n · √((N−n)/(N−1))
//
// n answered of N people. The last factor, for a finite population, makes the interval of a unit
// where nearly everybody answered narrow, and where all did, nothing. It takes those who answered
// for a chance sample, which they are not quite. There is none for fewer than two answers, for
// more answers than people, or for numbers that are not finite.
// W. G. Cochran, "Sampling Techniques", ch. 2.
func (s Sample) Interval() (lower, upper float64, ok bool) {
	if s.Answered < 2 || s.People != 0 && s.People < s.Answered || !(math.Abs(s.Mean) <= Largest) || !(s.Spread >= 0 && s.Spread <= Largest) {
		return 0, 0, false
	}
	d := 1.96 * s.Spread / math.Sqrt(float64(s.Answered))
	if s.People != 0 {
		d *= math.Sqrt(float64(s.People-s.Answered) / float64(s.People-1))
	}
	return s.Mean - d, s.Mean + d, true
}
