// Package check knows the questions a group asks its own formulation. The outcome is a
// list of what to work on; there is no score, and the program judges no text.
package check

import (
	"slices"
)

// Answer is what the group says to a question.
type Answer string

const (
	Yes      Answer = "ja"
	Partly   Answer = "delvist"
	No       Answer = "nej"
	DontKnow Answer = "ved_ikke"
)

// Answers gives the answers in the order they are offered.
func Answers() []Answer { return []Answer{Yes, Partly, No, DontKnow} }

// Known tells whether a is an answer.
func (a Answer) Known() bool { return slices.Contains(Answers(), a) }

// Sheet is a set of questions that belong together.
type Sheet struct {
	Title     Sentence
	Use       Sentence // how to go about it
	Questions []Question
}

// Question is one of them.
type Question struct {
	ID    string // "v01"
	Text  Sentence
	IfNo  Sentence // what to do when the answer is no
	Guide string   // the id of a guide that helps; often none
}

// Get gives the question of that id.
func (s Sheet) Get(id string) (Question, bool) {
	for _, q := range s.Questions {
		if q.ID == id {
			return q, true
		}
	}
	return Question{}, false
}

// ToWorkOn gives the questions that were answered with anything but yes, the noes first,
// then partly, then don't know. A question without an answer is not among them.
func (s Sheet) ToWorkOn(answers map[string]Answer) []Question {
	var list []Question
	for _, a := range []Answer{No, Partly, DontKnow} {
		for _, q := range s.Questions {
			if answers[q.ID] == a {
				list = append(list, q)
			}
		}
	}
	return list
}
