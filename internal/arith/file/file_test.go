package file_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/arith/file"
)

var columns = file.Columns{Needed: []string{"date", "value"}, Welcome: []string{"size"}}

// rows reads a table until it ends or is wrong.
func rows(b []byte, c file.Columns) (out []string, err error) {
	t, err := file.OpenTable(b, c)
	for err == nil {
		var line []string
		if line, err = t.Next(); err == nil {
			out = append(out, strings.Join(line, "|"))
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return out, err
}

func TestColumnsAreFoundByTheirNames(t *testing.T) {
	for text, want := range map[string][]string{
		"date,value\n1,2\n": {"1|2|"},
		"\ufeffvalue;other; Date ;SIZE\r\n2;x;1;3\r\n\r\n": {"1|2|3"},
		"size\tvalue\tdate\n\t\"a\tb\"\t\"1\n2\"":          {"1\n2|a\tb|"},
	} {
		if got, err := rows([]byte(text), columns); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestEveryMistakeHasItsPlace(t *testing.T) {
	only := columns
	only.Only = true
	for _, c := range []struct {
		text    string
		columns file.Columns
		want    string
	}{
		{"", columns, "line 1, column 1: the file is empty; its first line is date,value"},
		{"date\n", columns, "line 1, column 1: there is no column value; the first line names the columns: date,value"},
		{"date,value,other\n", only, `line 1, column 12: "other" is none of the columns date, value, size`},
		{"date,value,DATE\n", columns, "line 1, column 12: the column date stands twice"},
		{"date,value\n1,2\n3,4,5\n", columns, "line 3, column 5: there are 3 columns, not 2; a text or a number with a comma in it stands in quotes, or ; separates the columns"},
		{"date;value\n3;4;5\n", columns, "line 2, column 5: there are 3 columns, not 2; a text with a ; in it stands in quotes"},
		{"date\tvalue\n3\t4\t5\n", columns, "line 2, column 5: there are 3 columns, not 2; a text with a tab in it stands in quotes"},
		{"date,value\n1\n", columns, "line 2, column 1: the line ends after column 1 of 2"},
		{"date,value\n1,\"2\n", columns, "line 2, column 6: a quotation mark is not closed, or stands where none can"},
		{"date,value\n1,\"2\n3,4\n5,6\n", columns, "line 2, column 1: a quotation mark in this line is not closed, or stands where none can"},
		{"date,value\n1,2\n3,\xff\n", columns, "line 3, column 3: this is not UTF-8; save the file as UTF-8"},
	} {
		_, err := rows([]byte(c.text), c.columns)
		var m file.Misread
		if !errors.As(err, &m) || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	if p := file.At([]byte("a\nbc"), 99); p != (file.Place{Line: 2, Column: 3}) {
		t.Errorf("behind the end: %+v", p)
	}
}

func TestEmptyLinesAboveTheFirstSayNothingOfTheSeparator(t *testing.T) {
	for _, text := range []string{"\ndate;value\n1;2\n", "\r\n\r\ndate;value\r\n1;2\r\n"} {
		got, err := rows([]byte(text), columns)
		if err != nil || len(got) != 1 {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("date,value\n1,2\n"))
	f.Add([]byte("\ufeffvalue;date\r\n\"1\n2\";\"\"\"\"\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := rows(b, columns)
		var m file.Misread
		if err != nil && (!errors.As(err, &m) || m.Line < 1 || m.Column < 1) {
			t.Fatalf("%q: %v", b, err)
		}
		if lines := strings.Count(string(b), "\n") + 1; len(got) > lines || m.Line > lines {
			t.Fatalf("%q: %d rows, %v", b, len(got), err)
		}
	})
}
