package opinion

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"kernehus/internal/arith/file"
)

// MostRows is how many lines of a file are read.
const MostRows = 20_000_000

// ReadVotes reads votes, as `kernehus analyse opinion` takes them: a table (file.Table) with these
// columns, in any order; others are passed over.
//
//	participant_id,comment_id,vote[,created_ms]
//
// A vote is 1, 0 or -1. Of two votes of one person on one statement the later counts; without
// created_ms there may be only one. The error is a file.Misread.
func ReadVotes(b []byte) ([]Vote, error) {
	t, err := opened(b, []string{"participant_id", "comment_id", "vote"}, "created_ms")
	if err != nil {
		return nil, err
	}
	var out []Vote
	seen := map[[2]int]bool{}
	err = t.rows(func(f []string) error {
		var n [4]int
		for k := range f {
			if !t.Has(k) {
				continue
			}
			if n[k], err = t.whole(f, k); err != nil {
				return err
			}
		}
		if n[2] < -1 || n[2] > 1 {
			return t.Place(2).Says("a vote is 1, 0 or -1")
		}
		if !t.Has(3) {
			if seen[[2]int{n[0], n[1]}] {
				return t.Place(0).Says("participant %d has voted on statement %d before; which vote is later stands in created_ms", n[0], n[1])
			}
			seen[[2]int{n[0], n[1]}] = true
		}
		out = append(out, Vote{Person: n[0], Statement: n[1], Value: int8(n[2]), At: int64(n[3])})
		return nil
	})
	if err == nil && len(out) == 0 {
		err = file.Place{Line: 2, Column: 1}.Says("there are no votes")
	}
	return out, err
}

// Comments are the statements of a file.
type Comments struct {
	Moderated []int // those that are out
	Texts     map[int]string
}

// ReadComments reads statements: comment_id,moderated[,body], where -1 is moderated out.
func ReadComments(b []byte) (Comments, error) {
	out := Comments{Texts: map[int]string{}}
	t, err := opened(b, []string{"comment_id", "moderated"}, "body")
	if err != nil {
		return out, err
	}
	err = t.rows(func(f []string) error {
		s, err := t.whole(f, 0)
		if err != nil {
			return err
		}
		if _, twice := out.Texts[s]; twice {
			return t.Place(0).Says("statement %d stands here before", s)
		}
		out.Texts[s] = f[2]
		switch strings.TrimSpace(f[1]) {
		case "-1":
			out.Moderated = append(out.Moderated, s)
		case "0", "1":
		default:
			return t.Place(1).Says("moderated is -1 (out), 0 or 1")
		}
		return nil
	})
	return out, err
}

// ReadGroups reads groups from outside: participant_id and group (or published_group_id), which
// may be any text; empty or -1 is nobody's. Numbers come first, by size, then names by the alphabet.
func ReadGroups(b []byte) (names []string, groups Given, err error) {
	t, err := opened(b, []string{"participant_id", "group"})
	if err != nil {
		if again, err2 := opened(b, []string{"participant_id", "published_group_id"}); err2 == nil {
			t, err = again, nil
		}
	}
	if err != nil {
		return nil, nil, err
	}
	of, seen := map[string][]int{}, map[int]bool{}
	err = t.rows(func(f []string) error {
		p, err := t.whole(f, 0)
		if err != nil {
			return err
		}
		if seen[p] {
			return t.Place(0).Says("participant %d stands here before", p)
		}
		seen[p] = true
		if g := strings.TrimSpace(f[1]); g != "" && g != "-1" {
			of[g] = append(of[g], p)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for g := range of {
		names = append(names, g)
	}
	slices.SortFunc(names, compareNames)
	for _, g := range names {
		groups = append(groups, of[g])
	}
	return names, groups, nil
}

// compareNames is one order of all names: one by letter for names and by size for two numbers would
// go in a ring (2, 10, 1x, 2).
func compareNames(a, b string) int {
	m, noNumber := strconv.Atoi(a)
	n, noOther := strconv.Atoi(b)
	switch {
	case noNumber == nil && noOther == nil:
		return cmp.Or(cmp.Compare(m, n), strings.Compare(a, b))
	case noNumber == nil:
		return -1
	case noOther == nil:
		return 1
	}
	return strings.Compare(a, b)
}

// table is a file of whole numbers and texts.
type table struct{ *file.Table }

func opened(b []byte, needed []string, welcome ...string) (table, error) {
	t, err := file.OpenTable(b, file.Columns{Needed: needed, Welcome: welcome})
	return table{t}, err
}

// whole is the number in a column.
func (t table) whole(fields []string, column int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(fields[column]))
	if err != nil {
		return 0, t.Place(column).Says("%.40q is no whole number", fields[column])
	}
	return n, nil
}

func (t table) rows(do func(fields []string) error) error {
	for n := 0; ; n++ {
		fields, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && n == MostRows {
			err = t.Row().Says("more than %d lines", MostRows)
		}
		if err == nil {
			err = do(fields)
		}
		if err != nil {
			return err
		}
	}
}
