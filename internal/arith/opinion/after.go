package opinion

import (
	"fmt"
	"slices"
	"sort"
)

// After gives the conversation with one more vote, which is later than all others; c stays as
// it is. Directions are then sought from where they were, so that the next analysis is quick. It
// gives what starting over gives: groups and counts are the same, and numbers are as near as
// the directions are found, 1e-9 and less.
//
// Faults: a value that is no vote.
func (c *Conversation) After(v Vote) (*Conversation, error) {
	if v.Value < -1 || v.Value > 1 {
		return nil, fmt.Errorf("person %d voted %d on statement %d: a vote is -1, 0 or 1", v.Person, v.Value, v.Statement)
	}
	j, known := c.column[v.Statement]
	if !known { // every column moves
		v.At = 0
		return New(append(c.votes(), v), c.out)
	}
	code := int32(3*j + int(v.Value) + 1)
	was, is := c.of[v.Person]
	var row []int32
	if is {
		row = slices.Clone(c.row(was))
	}
	at := sort.Search(len(row), func(n int) bool { return row[n]/3 >= int32(j) })
	if at < len(row) && row[at]/3 == int32(j) {
		row[at] = code
	} else {
		row = slices.Insert(row, at, code)
	}
	out := *c
	out.people, out.start, out.codes = make([]int, 0, len(c.people)+1), make([]int32, 0, len(c.start)+1), make([]int32, 0, len(c.codes)+1)
	out.of = make(map[int]int, len(c.of)+1)
	put := func(person int, row []int32) {
		out.of[person] = len(out.people)
		out.people = append(out.people, person)
		out.start = append(out.start, int32(len(out.codes)))
		out.codes = append(out.codes, row...)
	}
	placed := false
	for i, person := range c.people {
		if is && i == was {
			continue
		}
		if !placed && before(row, v.Person, c.row(i), person) {
			put(v.Person, row)
			placed = true
		}
		put(person, c.row(i))
	}
	if !placed {
		put(v.Person, row)
	}
	out.start = append(out.start, int32(len(out.codes)))
	return &out, nil
}

// before is the order of people: by what they voted; who voted the same is in the order of names.
func before(a []int32, person int, b []int32, other int) bool {
	if d := slices.Compare(a, b); d != 0 {
		return d < 0
	}
	return person < other
}

// votes gives back what the conversation holds.
func (c *Conversation) votes() []Vote {
	out := make([]Vote, 0, len(c.codes)+1)
	for i, person := range c.people {
		for _, code := range c.row(i) {
			out = append(out, Vote{Person: person, Statement: c.statements[code/3], Value: int8(code%3) - 1, At: -1})
		}
	}
	return out
}
