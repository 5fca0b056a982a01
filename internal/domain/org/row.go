package org

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
)

// Column is a column of an organisation file; its text is the heading.
type Column string

// The columns of an organisation file in the order of the template.
const (
	ColumnType       Column = "type"
	ColumnID         Column = "id"
	ColumnName       Column = "navn"
	ColumnParent     Column = "overordnet_id"
	ColumnKind       Column = "enhedstype"
	ColumnLeader     Column = "leder_id"
	ColumnEmail      Column = "email"
	ColumnProfession Column = "faggruppe"
	ColumnUnit       Column = "enhed_id"
	ColumnFrom       Column = "fra"
	ColumnTo         Column = "til"
)

// columns are all of them; a row's cells stand in this order.
var columns = [...]Column{ColumnType, ColumnID, ColumnName, ColumnParent, ColumnKind, ColumnLeader, ColumnEmail, ColumnProfession, ColumnUnit, ColumnFrom, ColumnTo}

// Columns are the columns of an organisation file in the order of the template.
func Columns() []Column { return columns[:] }

// What a file may hold.
const (
	MostBytes = 50 << 20
	MostRows  = 200_000
)

// Sort is what a row is about.
type Sort string

const (
	UnitRow   Sort = "enhed"
	PersonRow Sort = "person"
)

// heading tells in which place of a sheet each column stands; 0 where it is absent,
// otherwise one more than its index.
type heading [len(columns)]int

func (h *heading) has(c Column) bool { return h[placeOf(c)] > 0 }

func placeOf(c Column) int {
	for i, k := range columns {
		if k == c {
			return i
		}
	}
	return -1
}

// Row is one line of a file as it was written.
type Row struct {
	Sheet string // empty in a text file
	Line  int    // from 1, as people count; the headings are a line too
	cells [len(columns)]string
	head  *heading
}

func (r *Row) cell(c Column) string { return r.cells[placeOf(c)] }

// says tells whether the file has the column at all: what it does not say is untouched.
func (r *Row) says(c Column) bool { return r.head.has(c) }

// File is an organisation file that has been read but not yet understood.
type File struct {
	Rows    []Row
	Ignored []string // headings we do not know
	Bad     []BadRow // lines that could not be read as rows
}

// BadRow is one reason why a row cannot be taken in. Line 0 is the organisation as it
// stands, which the file would leave in a state it may not have.
type BadRow struct {
	Sheet  string     `json:"sheet,omitempty"`
	Line   int        `json:"line"`
	Column Column     `json:"column"`
	Name   string     `json:"name,omitempty"`  // what the row is called
	Value  string     `json:"value,omitempty"` // what stands in the cell; what points at a person is taken out of both
	Code   fault.Code `json:"code"`
	Args   []any      `json:"args,omitempty"`
}

// readHeading makes a heading out of the first line of a sheet. sort is what all of its rows
// are about, empty when a column says so.
func readHeading(line []string, sort Sort) (*heading, []string, error) {
	h, ignored := heading{}, []string(nil)
	for i, cell := range line {
		name := strings.ReplaceAll(strings.ToLower(clean(cell)), " ", "_")
		switch at := placeOf(Column(name)); {
		case name == "":
		case at < 0:
			ignored = append(ignored, clean(cell))
		case h[at] > 0:
			return nil, nil, fault.New(fault.Invalid, "column-twice", name)
		default:
			h[at] = i + 1
		}
	}
	needed := []Column{ColumnID, ColumnName, ColumnType}
	if sort != "" {
		needed = needed[:2]
	}
	for _, c := range needed {
		if !h.has(c) {
			return nil, nil, fault.New(fault.Invalid, "column-missing", string(c))
		}
	}
	return &h, ignored, nil
}

// row takes the cells of one line; found is false for a line with nothing in it, and for an
// example of the template.
func (h *heading) row(line []string, sort Sort) (r Row, found bool) {
	r.head = h
	for i, at := range h {
		if at > 0 && at <= len(line) {
			r.cells[i] = unguarded(clean(strings.ToValidUTF8(line[at-1], "�")))
			found = found || r.cells[i] != ""
		}
	}
	if sort != "" {
		r.cells[placeOf(ColumnType)] = string(sort)
	}
	return r, found && !strings.HasPrefix(strings.ToLower(r.cell(ColumnType)), example)
}

var serial = regexp.MustCompile(`^[0-9]{4,6}(\.0*)?$`)

// dateOf reads a date as people and spreadsheets write it: 2026-03-02, 2.3.2026,
// 2026-03-02 00:00:00, or Excel's number of days.
func dateOf(s string) (day.Date, error) {
	if d, err := day.Parse(s); err == nil {
		return d, nil
	}
	if serial.MatchString(s) {
		n, err := strconv.ParseFloat(s, 64)
		if err == nil && n >= 10_000 && n < 110_000 { // 1927 to 2201
			return day.Date(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly)), nil
		}
	}
	before, _, _ := strings.Cut(strings.ReplaceAll(s, "T", " "), " ")
	return day.Parse(before)
}

var scientific = regexp.MustCompile(`^[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,2}$`)

// numberText gives a whole number that a spreadsheet wrote as 1.0032596E9 as people
// wrote it; other texts are left alone.
func numberText(s string) string {
	if !scientific.MatchString(s) {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != float64(int64(f)) || f > 1e15 {
		return s
	}
	return strconv.FormatInt(int64(f), 10)
}

// Guarded gives a cell that no spreadsheet takes for a formula: what begins like one is
// written as text.
func Guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// unguarded takes back what Guarded did, so that a file that came from here says the same.
func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@", cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}
