// Package opinion finds groups of people who vote alike on statements, what all groups share,
// what marks each, and which statement to show next.
//
// # Votes
//
// A vote is +1 (agree), 0 (pass) or −1 (disagree); what somebody has not seen is missing and is
// never taken for a pass. The latest vote counts. C is the number of statements anybody voted on.
// A statement that was moderated out is a column of zeros which everybody has seen: it keeps its
// place among the C, pulls nobody anywhere, and is left out of every list.
//
// # The plane
//
// With c_j the mean of the seen votes on statement j, X_ij = v_ij − c_j where i has seen j and 0
// where not (a missing vote is the mean). w1 and w2 are the eigenvectors of XᵀX with the largest
// eigenvalues: unit length, the loading that is largest in size is positive. X is never made:
// only what was seen is stored, four bytes a vote, and XᵀX is only multiplied with (Lanczos'
// method with full reorthogonalisation, until ‖XᵀX·w − λw‖ ≤ 1e-11·λ1; see plane.go). After one
// more vote they are found from what was known, until they are within 1e-9 of where they would
// stand (directions.go).
//
//	p_k(i) = √(C / max(n_i, 1)) · Σ_j seen X_ij·w_kj,   k = 1, 2
//
// with n_i the votes of i, moderated columns counted for everybody. Extremity E_j is the length
// of the same point for somebody whose only vote is agreement with j.
//
// # Groups
//
// In the conversation is who has voted at least min(7, C) times; where fewer than 15 have, the
// most active others fill up to 15. From seven statements on, who is in by their own votes stays
// in, because votes are changed and never taken back; who filled up gives way to who has voted more.
// Groups are k-means in the plane, k = 2 … min(5, 2+⌊n/12⌋),
// each k from 30 seeded starts (k-means++), the one with the least within-group sum of squares;
// it is a fixed point of Lloyd's step. Shown is the k with the largest mean silhouette among those
// whose groups all have five people or more. With fewer than 15 people in the conversation or
// fewer than 8 statements, or when no k will do, there are no groups, and a code says why.
// Groups are numbered from the largest.
//
// # What groups say
//
// na, nd, ns are a group's agreements, disagreements and seen; r marks all other groups together.
//
//	pa  = (na+1)/(ns+2)                 pat = 2·√(ns+1)·((na+1)/(ns+1) − ½)
//	ra  = pa / ((na_r+1)/(ns_r+2))      rat = (s1/n1 − s2/n2) / √(π(1−π)(1/n1+1/n2)),
//	      s1 = na+1, n1 = ns+1, s2 = na_r+1, n2 = ns_r+1, π = (s1+s2)/(n1+n2); 0 where π = 1
//
// and alike for disagreement. z is significant over 1.2816 (90 %, one-sided). Consensus over the
// groups is Π_g pa (agreement) or Π_g pd (rejection); compare it within one conversation only.
//
// # Order
//
// The same votes in any order, and the same people under other names, give the same result to
// the last bit: people are put in the order of what they voted before anything is added up.
//
// Sources: C. Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion
// spaces", Recerca 26 (2021), doi 10.6035/recerca.5516, for the method; C. Lanczos (1950) for the
// directions; D. Arthur and S. Vassilvitskii (2007) for the starts; P. Rousseeuw (1987) for the
// silhouette. Written from the formulas.
package opinion

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Vote is one person's vote on one statement. People and statements go by any numbers.
type Vote struct {
	Person, Statement int
	Value             int8  // +1 agree, 0 pass, −1 disagree
	At                int64 // when; the latest counts, and of two at once the lower value
}

// The sizes of the method.
const (
	fewestVotes      = 7  // to be in the conversation
	fewestPeople     = 15 // in the conversation, to have groups
	fewestStatements = 8  // to have groups
	SmallestGroup    = 5  // of which anything is told
	mostGroups       = 5
)

// Conversation is the votes, one a person and statement, in the order of the package comment.
type Conversation struct {
	people     []int     // names
	statements []int     // names, rising
	moderated  []bool    // by statement
	zeroed     int       // how many are moderated out
	out        []int     // all that were to be moderated out
	rows       [][]int32 // by person: 3·statement + value + 1, rising; moderated ones are there too
	sum, seen  []int     // of the votes, by statement
	of         map[int]int
	column     map[int]int

	known *known // of the directions, from the last analysis
}

// New gathers votes. Statements in moderated are out.
//
// Faults: a value that is no vote.
func New(votes []Vote, moderated []int) (*Conversation, error) {
	latest := slices.Clone(votes)
	slices.SortFunc(latest, func(a, b Vote) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Statement, b.Statement), cmp.Compare(b.At, a.At), cmp.Compare(a.Value, b.Value))
	})
	latest = slices.CompactFunc(latest, func(a, b Vote) bool { return a.Person == b.Person && a.Statement == b.Statement })
	for _, v := range latest {
		if v.Value < -1 || v.Value > 1 {
			return nil, fmt.Errorf("person %d voted %d on statement %d: a vote is -1, 0 or 1", v.Person, v.Value, v.Statement)
		}
	}
	if len(latest) > math.MaxInt32 {
		return nil, errors.New("more votes than can be counted")
	}
	c := &Conversation{out: slices.Clone(moderated)}
	c.name(latest, moderated)
	c.fill(latest)
	return c, nil
}

// name gives statements their columns.
func (c *Conversation) name(votes []Vote, moderated []int) {
	seen := map[int]bool{}
	for _, v := range votes {
		if !seen[v.Statement] {
			seen[v.Statement] = true
			c.statements = append(c.statements, v.Statement)
		}
	}
	slices.Sort(c.statements)
	c.column = make(map[int]int, len(c.statements))
	for j, s := range c.statements {
		c.column[s] = j
	}
	c.moderated = make([]bool, len(c.statements))
	for _, s := range moderated {
		if j, ok := c.column[s]; ok && !c.moderated[j] {
			c.moderated[j] = true
			c.zeroed++
		}
	}
}

// fill puts people in the order of what they voted, and their votes beside each other.
func (c *Conversation) fill(votes []Vote) {
	codes := make([]int32, len(votes))
	type row struct{ person, from, to int }
	var rows []row
	for i, v := range votes {
		codes[i] = int32(3*c.column[v.Statement] + int(v.Value) + 1)
		if i == 0 || votes[i-1].Person != v.Person {
			rows = append(rows, row{v.Person, i, i})
		}
		rows[len(rows)-1].to = i + 1
	}
	slices.SortStableFunc(rows, func(a, b row) int { return slices.Compare(codes[a.from:a.to], codes[b.from:b.to]) })
	all := make([]int32, 0, len(codes))
	c.of, c.rows = make(map[int]int, len(rows)), make([][]int32, 0, len(rows))
	c.sum, c.seen = make([]int, len(c.statements)), make([]int, len(c.statements))
	for i, r := range rows {
		c.of[r.person] = i
		c.people = append(c.people, r.person)
		from := len(all)
		all = append(all, codes[r.from:r.to]...)
		c.rows = append(c.rows, all[from:len(all):len(all)])
	}
	for _, code := range all {
		c.sum[code/3] += int(code%3) - 1
		c.seen[code/3]++
	}
}

// mean is c_j.
func (c *Conversation) mean(j int) float64 {
	if c.moderated[j] {
		return 0
	}
	return float64(c.sum[j]) / float64(c.seen[j])
}

// People are the names of those who voted, rising.
func (c *Conversation) People() []int { return slices.Sorted(slices.Values(c.people)) }

// Statements are the names of the statements somebody voted on, rising.
func (c *Conversation) Statements() []int { return slices.Clone(c.statements) }

// Open tells whether a statement is voted on and not moderated out.
func (c *Conversation) Open(statement int) bool {
	j, ok := c.column[statement]
	return ok && !c.moderated[j]
}

// inside gives who is in the conversation, by row.
func (c *Conversation) inside() []int {
	var in, out []int
	least := min(fewestVotes, len(c.statements))
	for i, row := range c.rows {
		if len(row) >= least {
			in = append(in, i)
		} else {
			out = append(out, i)
		}
	}
	if len(in) < fewestPeople {
		slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(len(c.rows[b]), len(c.rows[a])) })
		in = append(in, out[:min(len(out), fewestPeople-len(in))]...)
		slices.Sort(in)
	}
	return in
}
