package wording

import (
	"strings"

	"kernehus/internal/arith/danish"
)

// AdvisedLIX is the most that is advised for a text to citizens.
const AdvisedLIX = 35

// Reading is how easy a text is to read.
type Reading struct {
	LIX       int
	Band      danish.Band
	Uncertain bool // too few words to say much
	Longest   int  // words in the longest sentence
}

// Read measures the words as a text to citizens.
func (w Words) Read() Reading {
	r := danish.LIX(strings.Join([]string{w.Formulation, w.Purpose, w.TargetGroup, w.Citizens, w.Companies, w.Community, w.Why, w.Formal, w.OwnRoom, w.Performed, w.Experienced}, "\n\n"))
	return Reading{LIX: r.Rounded(), Band: r.Band(), Uncertain: r.Uncertain, Longest: r.LongestSentence}
}
