package spc

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Series is a file of measurements, as `kernehus analyse spc` takes it: a table of text (UTF-8)
// with the columns date and value, and where wanted size and phase, named in the first line and
// separated by the comma, the semicolon or the tab that follows the first name.
//
//	date,value
//	2024-01-01,12.5
//
// Lines are in the order of time. Where the first date is a day (2024-01-31, 31-01-2024) or a month
// (2024-01) all are, and none is before the one above; anything else is a name for the point. A value
// that is empty, NA, "." or ".." is missing. A new phase starts where the column phase changes.
//
// Numbers have a decimal point or a decimal comma, and may have the other one (or a space that
// does not break) between thousands: what the file's numbers allow decides, and is the same for
// all of them. If both are possible, as with nothing but 1.234, it is read as the separator of the
// columns makes likely: semicolon and tab are Danish (1234), comma is English (1.234), but "1,234"
// between quotes is refused there.
type Series struct {
	Dates  []string
	Points []Point
	Phases []int
	Sized  bool // has the column size
	places []place
}

// Misread is what is wrong with a file, and where; lines and columns count from 1, columns in bytes.
type Misread struct {
	Line, Column int
	Reason       string
}

// Error gives the place and the reason.
func (m Misread) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", m.Line, m.Column, m.Reason)
}

// MostPoints is how many measurements are read.
const MostPoints = 1_000_000

type place struct{ line, column int }

func (p place) says(format string, args ...any) Misread {
	return Misread{Line: p.line, Column: p.column, Reason: fmt.Sprintf(format, args...)}
}

// columns say at which place of a line each column stands; −1 is nowhere.
type columns struct{ date, value, size, phase int }

// Read reads a file. The error is a Misread.
func Read(b []byte) (Series, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if at := invalid(b); at >= 0 {
		return Series{}, whereIs(b, at).says("this is not UTF-8; save the file as UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	r.Comma = separator(b)
	head, err := next(r)
	if errors.Is(err, io.EOF) {
		return Series{}, place{1, 1}.says("the file is empty; its first line is date,value")
	}
	if err != nil {
		return Series{}, err
	}
	c, err := named(r, head)
	if err != nil {
		return Series{}, err
	}
	t := table{columns: c, width: len(head), english: r.Comma == ','}
	for {
		line, err := next(r)
		if errors.Is(err, io.EOF) {
			return t.series()
		}
		if err == nil {
			err = t.add(r, line)
		}
		if err != nil {
			return Series{}, err
		}
	}
}

// invalid is where the first byte stands that is no UTF-8, or −1.
func invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

func whereIs(b []byte, at int) place {
	before := b[:at]
	return place{bytes.Count(before, []byte("\n")) + 1, at - bytes.LastIndexByte(before, '\n')}
}

// separator is the first of the three in the first line.
func separator(b []byte) rune {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	if i := bytes.IndexAny(line, ",;\t"); i >= 0 {
		return rune(line[i])
	}
	return ','
}

// next reads a line, and tells what is wrong with it in our way.
func next(r *csv.Reader) ([]string, error) {
	line, err := r.Read()
	var p *csv.ParseError
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return line, err
	case errors.As(err, &p) && p.Line > p.StartLine: // it reads on to the end, where nothing is wrong
		return nil, place{p.StartLine, 1}.says("a quotation mark in this line is not closed, or stands where none can")
	case errors.As(err, &p):
		return nil, place{p.Line, p.Column}.says("a quotation mark is not closed, or stands where none can")
	}
	return nil, place{1, 1}.says("%v", err)
}

func at(r *csv.Reader, field int) place {
	line, column := r.FieldPos(field)
	return place{line, column}
}

func named(r *csv.Reader, head []string) (columns, error) {
	c := columns{-1, -1, -1, -1}
	of := map[string]*int{"date": &c.date, "value": &c.value, "size": &c.size, "phase": &c.phase}
	for i, name := range head {
		where, ok := of[strings.ToLower(strings.TrimSpace(name))]
		if !ok {
			return c, at(r, i).says("%.40q is none of the columns date, value, size, phase", name)
		}
		if *where >= 0 {
			return c, at(r, i).says("the column %s stands twice", name)
		}
		*where = i
	}
	if c.date < 0 || c.value < 0 {
		return c, place{1, 1}.says("the first line names the columns: date,value")
	}
	return c, nil
}

// table is a file while it is being read.
type table struct {
	columns
	width   int
	english bool // if nothing else decides
	layout  string
	last    time.Time
	phase   string
	out     Series
	numbers []written // values and sizes, one after the other
}

func (t *table) add(r *csv.Reader, line []string) error {
	switch {
	case len(t.out.Points) == MostPoints:
		return at(r, 0).says("there are more than %d measurements", MostPoints)
	case len(line) > t.width:
		return at(r, t.width).says("there are %d columns, not %d; a number with a decimal comma stands in quotes, or ; separates the columns", len(line), t.width)
	case len(line) < t.width:
		return at(r, len(line)-1).says("the line ends after column %d of %d", len(line), t.width)
	}
	if err := t.dated(line[t.date], at(r, t.date)); err != nil {
		return err
	}
	if t.columns.phase >= 0 {
		name := strings.TrimSpace(line[t.columns.phase])
		if n := len(t.out.Points); n > 0 && name != t.phase {
			t.out.Phases = append(t.out.Phases, n)
		}
		t.phase = name
	}
	t.out.places = append(t.out.places, at(r, t.value))
	t.out.Points = append(t.out.Points, Point{Missing: missing(line[t.value]) || t.size >= 0 && missing(line[t.size])})
	t.numbers = append(t.numbers, number(line[t.value], at(r, t.value)))
	if t.size >= 0 {
		t.numbers = append(t.numbers, number(line[t.size], at(r, t.size)))
	}
	return nil
}

const longestDate = 60 // bytes

func (t *table) dated(s string, where place) error {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > longestDate {
		return where.says("a date, or a name for the point of up to %d bytes, is missing", longestDate)
	}
	if len(t.out.Dates) == 0 {
		for _, layout := range []string{"2006-01-02", "2006-01", "02-01-2006"} {
			if d, err := time.Parse(layout, s); err == nil {
				t.layout, t.last = layout, d
			}
		}
	}
	if t.layout != "" {
		d, err := time.Parse(t.layout, s)
		switch {
		case err != nil:
			return where.says("%.40q is no date like %s above", s, t.out.Dates[0])
		case d.Before(t.last):
			return where.says("%s is before the date above; the oldest comes first", s)
		}
		t.last = d
	}
	t.out.Dates = append(t.out.Dates, s)
	return nil
}

func missing(s string) bool {
	switch strings.TrimSpace(s) {
	case "", "NA", ".", "..":
		return true
	}
	return false
}

// series decides how the numbers are to be read, and reads them.
func (t *table) series() (Series, error) {
	if len(t.out.Points) == 0 {
		return Series{}, place{2, 1}.says("there are no measurements")
	}
	english, err := language(t.numbers, t.english)
	if err != nil {
		return Series{}, err
	}
	t.out.Sized = t.size >= 0
	each := 1
	if t.out.Sized {
		each = 2
	}
	for i := range t.out.Points {
		p := &t.out.Points[i]
		if p.Missing {
			continue
		}
		p.Value = t.numbers[i*each].as(english)
		if t.out.Sized {
			p.Size = t.numbers[i*each+1].as(english)
		}
	}
	return t.out, nil
}

// Locate turns an error about a point into a Misread of its place in the file.
func (s Series) Locate(err error) error {
	var about Unusable
	if errors.As(err, &about) && about.Point < len(s.places) {
		return s.places[about.Point].says("%s", about.Reason)
	}
	return err
}
