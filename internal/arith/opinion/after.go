package opinion

import (
	"fmt"
	"slices"
	"sort"
)

// After gives the conversation with one more vote, which is later than all others; c stays as
// it is. Directions are then sought from where they were, so that the next analysis is quick. It
// gives what starting over gives: groups and counts are the same, directions are within 1e-9, and
// what follows from them is within 1e-8.
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
	who, is := c.of[v.Person]
	var row []int32
	if is {
		row = slices.Clone(c.rows[who])
	} else {
		who = -1
	}
	out := *c
	out.sum, out.seen = slices.Clone(c.sum), slices.Clone(c.seen)
	was := 0.0
	at, saw := voted(row, j)
	if saw {
		if row[at] == code {
			return &out, nil
		}
		out.sum[j] -= int(row[at]%3) - 1
		was = float64(row[at]%3) - 1 - c.mean(j)
		row[at] = code
	} else {
		row = slices.Insert(row, at, code)
		out.seen[j]++
	}
	out.sum[j] += int(v.Value)
	if c.known != nil && !c.moderated[j] {
		now := float64(v.Value) - out.mean(j)
		out.known = c.known.moved(c.change(j, who, now-was, now, out.mean(j)))
	}
	out.place(v.Person, who, row)
	return &out, nil
}

// voted finds a statement among somebody's votes, or where it belongs.
func voted(row []int32, j int) (int, bool) {
	at := sort.Search(len(row), func(n int) bool { return row[n] >= int32(3*j) })
	return at, at < len(row) && row[at] < int32(3*j+3)
}

// place puts a person, who stood at a row or nowhere (−1), where the new row belongs.
func (c *Conversation) place(person, stood int, row []int32) {
	people, rows := slices.Clone(c.people), slices.Clone(c.rows)
	if stood >= 0 {
		people, rows = slices.Delete(people, stood, stood+1), slices.Delete(rows, stood, stood+1)
	}
	at := sort.Search(len(rows), func(i int) bool { return before(row, person, rows[i], people[i]) })
	c.people, c.rows = slices.Insert(people, at, person), slices.Insert(rows, at, row)
	c.of = make(map[int]int, len(c.people))
	for i, p := range c.people {
		c.of[p] = i
	}
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
	out := make([]Vote, 0, 8*len(c.people))
	for i, person := range c.people {
		for _, code := range c.rows[i] {
			out = append(out, Vote{Person: person, Statement: c.statements[code/3], Value: int8(code%3) - 1, At: -1})
		}
	}
	return out
}
