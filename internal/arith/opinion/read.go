package opinion

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Misread is what is wrong with a file, and where; lines and columns count from 1, columns in
// bytes.
type Misread struct {
	Line, Column int
	Reason       string
}

// Error gives the place and the reason.
func (m Misread) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", m.Line, m.Column, m.Reason)
}

// MostRows is how many lines of a file are read.
const MostRows = 20_000_000

// ReadVotes reads votes, as `kernehus analyse opinion` takes them: commas, the names of the
// columns in the first line, in any order, others are passed over.
//
//	participant_id,comment_id,vote[,created_ms]
//
// A vote is 1, 0 or -1. Of two votes of one person on one statement the later counts; without
// created_ms there may be only one.
func ReadVotes(b []byte) ([]Vote, error) {
	t, err := newTable(b, []string{"participant_id", "comment_id", "vote"}, []string{"created_ms"})
	if err != nil {
		return nil, err
	}
	var out []Vote
	seen := map[[2]int]bool{}
	err = t.rows(func(f []string) error {
		v := Vote{}
		var n [4]int
		for k := range f {
			if k == 3 && t.at[3] < 0 {
				continue
			}
			whole, err := strconv.Atoi(f[k])
			if err != nil {
				return t.says(k, "%q is no whole number", f[k])
			}
			n[k] = whole
		}
		if n[2] < -1 || n[2] > 1 {
			return t.says(2, "a vote is 1, 0 or -1")
		}
		v.Person, v.Statement, v.Value, v.At = n[0], n[1], int8(n[2]), int64(n[3])
		if t.at[3] < 0 {
			if seen[[2]int{n[0], n[1]}] {
				return t.says(0, "participant %d has voted on statement %d before; which vote is later stands in created_ms", n[0], n[1])
			}
			seen[[2]int{n[0], n[1]}] = true
		}
		out = append(out, v)
		return nil
	})
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
	t, err := newTable(b, []string{"comment_id", "moderated"}, []string{"body"})
	if err != nil {
		return out, err
	}
	err = t.rows(func(f []string) error {
		s, err := strconv.Atoi(f[0])
		if err != nil {
			return t.says(0, "%q is no whole number", f[0])
		}
		if _, twice := out.Texts[s]; twice {
			return t.says(0, "statement %d stands here before", s)
		}
		out.Texts[s] = f[2]
		switch f[1] {
		case "-1":
			out.Moderated = append(out.Moderated, s)
		case "0", "1":
		default:
			return t.says(1, "moderated is -1 (out), 0 or 1")
		}
		return nil
	})
	return out, err
}

// ReadGroups reads groups from outside: participant_id and group (or published_group_id), which
// may be any text; empty is nobody's. Names are in the order of the alphabet, numbers by size.
func ReadGroups(b []byte) (names []string, groups Given, err error) {
	t, err := newTable(b, []string{"participant_id", "group"}, nil)
	var m Misread
	if errors.As(err, &m) {
		if again, err2 := newTable(b, []string{"participant_id", "published_group_id"}, nil); err2 == nil {
			t, err = again, nil
		}
	}
	if err != nil {
		return nil, nil, err
	}
	of, seen := map[string][]int{}, map[int]bool{}
	err = t.rows(func(f []string) error {
		p, err := strconv.Atoi(f[0])
		if err != nil {
			return t.says(0, "%q is no whole number", f[0])
		}
		if seen[p] {
			return t.says(0, "participant %d stands here before", p)
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
	slices.SortFunc(names, func(a, b string) int {
		m, err := strconv.Atoi(a)
		n, err2 := strconv.Atoi(b)
		if err == nil && err2 == nil && m != n {
			return m - n
		}
		return strings.Compare(a, b)
	})
	for _, g := range names {
		groups = append(groups, of[g])
	}
	return names, groups, nil
}

// table reads the wanted columns of a CSV file, in the order they are wanted.
type table struct {
	r     *csv.Reader
	names []string
	at    []int // in the line; −1 for one that is not there
	width int
}

func newTable(b []byte, needed, welcome []string) (*table, error) {
	t := &table{r: csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))), names: append(slices.Clone(needed), welcome...)}
	t.r.FieldsPerRecord, t.r.ReuseRecord = -1, true
	head, err := t.r.Read()
	if errors.Is(err, io.EOF) {
		return nil, Misread{1, 1, "the file is empty; its first line is " + strings.Join(needed, ",")}
	}
	if err != nil {
		return nil, misread(err)
	}
	t.width = len(head)
	for i, name := range t.names {
		at := slices.Index(head, name)
		if at < 0 && i < len(needed) {
			return nil, Misread{1, 1, "there is no column " + name}
		}
		t.at = append(t.at, at)
	}
	return t, nil
}

func misread(err error) Misread {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return Misread{p.Line, p.Column, "a quotation mark stands where none can"}
	}
	return Misread{1, 1, err.Error()}
}

// says is what is wrong with one of the wanted columns of this line.
func (t *table) says(column int, format string, args ...any) Misread {
	line, at := t.r.FieldPos(max(t.at[column], 0))
	return Misread{line, at, fmt.Sprintf(format, args...)}
}

func (t *table) rows(do func(fields []string) error) error {
	fields := make([]string, len(t.names))
	for n := 0; ; n++ {
		line, err := t.r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return misread(err)
		}
		at, _ := t.r.FieldPos(0)
		if len(line) != t.width {
			return Misread{at, 1, fmt.Sprintf("%d fields, where the first line has %d", len(line), t.width)}
		}
		if n == MostRows {
			return Misread{at, 1, fmt.Sprintf("more than %d lines", MostRows)}
		}
		for k, i := range t.at {
			if fields[k] = ""; i >= 0 {
				fields[k] = line[i]
			}
		}
		if err := do(fields); err != nil {
			return err
		}
	}
}
