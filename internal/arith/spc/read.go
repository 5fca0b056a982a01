package spc

import (
	"errors"
	"io"
	"strings"
	"time"

	"kernehus/internal/arith/file"
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
	places []file.Place
}

// MostPoints is how many measurements are read.
const MostPoints = 1_000_000

// The columns of a file.
const (
	dateColumn = iota
	valueColumn
	sizeColumn
	phaseColumn
)

// Read reads a file. The error is a file.Misread.
func Read(b []byte) (Series, error) {
	t, err := file.OpenTable(b, file.Columns{Needed: []string{"date", "value"}, Welcome: []string{"size", "phase"}, Only: true})
	if err != nil {
		return Series{}, err
	}
	r := reader{Table: t}
	for {
		line, err := t.Next()
		if errors.Is(err, io.EOF) {
			return r.series()
		}
		if err == nil {
			err = r.add(line)
		}
		if err != nil {
			return Series{}, err
		}
	}
}

// reader is a file while it is being read.
type reader struct {
	*file.Table
	layout  string
	last    time.Time
	phase   string
	out     Series
	numbers []written // values and sizes, one after the other
}

func (r *reader) add(line []string) error {
	if len(r.out.Points) == MostPoints {
		return r.Row().Says("there are more than %d measurements", MostPoints)
	}
	if err := r.dated(line[dateColumn], r.Place(dateColumn)); err != nil {
		return err
	}
	if r.Has(phaseColumn) {
		name := strings.TrimSpace(line[phaseColumn])
		if n := len(r.out.Points); n > 0 && name != r.phase {
			r.out.Phases = append(r.out.Phases, n)
		}
		r.phase = name
	}
	r.out.places = append(r.out.places, r.Place(valueColumn))
	r.out.Points = append(r.out.Points, Point{Missing: missing(line[valueColumn]) || r.Has(sizeColumn) && missing(line[sizeColumn])})
	r.numbers = append(r.numbers, number(line[valueColumn], r.Place(valueColumn)))
	if r.Has(sizeColumn) {
		r.numbers = append(r.numbers, number(line[sizeColumn], r.Place(sizeColumn)))
	}
	return nil
}

const longestDate = 60 // bytes

func (r *reader) dated(s string, where file.Place) error {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > longestDate {
		return where.Says("a date, or a name for the point of up to %d bytes, is missing", longestDate)
	}
	if len(r.out.Dates) == 0 {
		for _, layout := range []string{"2006-01-02", "2006-01", "02-01-2006"} {
			if d, err := time.Parse(layout, s); err == nil {
				r.layout, r.last = layout, d
			}
		}
	}
	if r.layout != "" {
		d, err := time.Parse(r.layout, s)
		switch {
		case err != nil:
			return where.Says("%.40q is no date like %s above", s, r.out.Dates[0])
		case d.Before(r.last):
			return where.Says("%s is before the date above; the oldest comes first", s)
		}
		r.last = d
	}
	r.out.Dates = append(r.out.Dates, s)
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
func (r *reader) series() (Series, error) {
	if len(r.out.Points) == 0 {
		return Series{}, file.Place{Line: 2, Column: 1}.Says("there are no measurements")
	}
	english, err := language(r.numbers, r.Comma == ',')
	if err != nil {
		return Series{}, err
	}
	r.out.Sized = r.Has(sizeColumn)
	each := 1
	if r.out.Sized {
		each = 2
	}
	for i := range r.out.Points {
		p := &r.out.Points[i]
		if p.Missing {
			continue
		}
		p.Value = r.numbers[i*each].as(english)
		if r.out.Sized {
			p.Size = r.numbers[i*each+1].as(english)
		}
	}
	return r.out, nil
}

// Locate turns an error about a point into a Misread of its place in the file.
func (s Series) Locate(err error) error {
	var about Unusable
	if errors.As(err, &about) && about.Point < len(s.places) {
		return s.places[about.Point].Says("%s", about.Reason)
	}
	return err
}
