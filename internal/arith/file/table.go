package file

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// Columns are the names a table is read by; neither case nor spaces around them count.
type Columns struct {
	Needed  []string
	Welcome []string
	Only    bool // others are a mistake, and else passed over
}

// Table is a table while it is being read: a row a line, the names of the columns in the first, and
// between them the comma, the semicolon or the tab that follows the first name.
type Table struct {
	Comma  rune // what separates the columns
	r      *csv.Reader
	at     []int // of each column in the line; −1 for one that is not there
	width  int
	fields []string
}

// OpenTable reads the first line. The columns of a row are then numbered as they are named in c, the
// needed ones first. The error is a Misread.
func OpenTable(b []byte, c Columns) (*Table, error) {
	b, err := Text(b)
	if err != nil {
		return nil, err
	}
	t := &Table{Comma: separator(b), r: csv.NewReader(bytes.NewReader(b))}
	t.r.FieldsPerRecord, t.r.ReuseRecord, t.r.Comma = -1, true, t.Comma
	head, err := t.next()
	if errors.Is(err, io.EOF) {
		return nil, Place{1, 1}.Says("the file is empty; its first line is %s", strings.Join(c.Needed, ","))
	}
	if err != nil {
		return nil, err
	}
	return t, t.name(head, c)
}

// name finds the columns in the first line.
func (t *Table) name(head []string, c Columns) error {
	names := slices.Concat(c.Needed, c.Welcome)
	t.width, t.at, t.fields = len(head), slices.Repeat([]int{-1}, len(names)), make([]string, len(names))
	for i, h := range head {
		k := slices.Index(names, strings.ToLower(strings.TrimSpace(h)))
		switch {
		case k < 0 && c.Only:
			return t.place(i).Says("%.40q is none of the columns %s", h, strings.Join(names, ", "))
		case k >= 0 && t.at[k] >= 0:
			return t.place(i).Says("the column %s stands twice", names[k])
		case k >= 0:
			t.at[k] = i
		}
	}
	for k, n := range c.Needed {
		if t.at[k] < 0 {
			return Place{1, 1}.Says("there is no column %s; the first line names the columns: %s", n, strings.Join(c.Needed, ","))
		}
	}
	return nil
}

// Has tells whether a column is there.
func (t *Table) Has(column int) bool { return t.at[column] >= 0 }

// Next reads a row: what stands in each column, and nothing in one that is not there. It is good
// until the next one is read. The error is io.EOF at the end, or a Misread.
func (t *Table) Next() ([]string, error) {
	line, err := t.next()
	switch {
	case err != nil:
		return nil, err
	case len(line) > t.width:
		return nil, t.place(t.width).Says("there are %d columns, not %d; %s", len(line), t.width, t.hint())
	case len(line) < t.width:
		return nil, t.place(len(line)-1).Says("the line ends after column %d of %d", len(line), t.width)
	}
	for k, i := range t.at {
		if t.fields[k] = ""; i >= 0 {
			t.fields[k] = line[i]
		}
	}
	return t.fields, nil
}

func (t *Table) hint() string {
	switch t.Comma {
	case ',':
		return "a text or a number with a comma in it stands in quotes, or ; separates the columns"
	case '\t':
		return "a text with a tab in it stands in quotes"
	}
	return "a text with a ; in it stands in quotes"
}

// Place is where a column stands in the row that was read last; the beginning of the row for one
// that is not there.
func (t *Table) Place(column int) Place { return t.place(max(t.at[column], 0)) }

// Row is where the row that was read last begins.
func (t *Table) Row() Place { return t.place(0) }

func (t *Table) place(field int) Place {
	line, column := t.r.FieldPos(field)
	return Place{line, column}
}

// next reads a line, and tells what is wrong with it in our way.
func (t *Table) next() ([]string, error) {
	line, err := t.r.Read()
	var p *csv.ParseError
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return line, err
	case errors.As(err, &p) && p.Line > p.StartLine: // it reads on to the end, where nothing is wrong
		return nil, Place{p.StartLine, 1}.Says("a quotation mark in this line is not closed, or stands where none can")
	case errors.As(err, &p):
		return nil, Place{p.Line, p.Column}.Says("a quotation mark is not closed, or stands where none can")
	}
	return nil, Place{1, 1}.Says("%v", err)
}

// separator is the first of the three in the first line that is not empty: others are passed over.
func separator(b []byte) rune {
	line, _, _ := bytes.Cut(bytes.TrimLeft(b, "\r\n"), []byte("\n"))
	if i := bytes.IndexAny(line, ",;\t"); i >= 0 {
		return rune(line[i])
	}
	return ','
}
