package spc_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"kernehus/internal/arith/file"
	"kernehus/internal/arith/spc"
)

func read(t *testing.T, text string) spc.Series {
	t.Helper()
	s, err := spc.Read([]byte(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return s
}

func TestAFileOfMeasurements(t *testing.T) {
	s := read(t, "\ufeffdate;value;size;phase\r\n2024-01;1.234,5;2000;før\r\n2024-02;..;2000;før\r\n2024-03;\u22120,5;1\u00a0000;efter\r\n")
	if len(s.Points) != 3 || s.Points[0].Value != 1234.5 || !s.Points[1].Missing || s.Points[2].Value != -0.5 || s.Points[2].Size != 1000 || !s.Sized || len(s.Phases) != 1 || s.Phases[0] != 2 || s.Dates[2] != "2024-03" {
		t.Errorf("read as %+v", s)
	}
}

func TestTheFileDecidesWhatACommaIs(t *testing.T) {
	for _, c := range []struct {
		text string
		want []float64
	}{
		{"date,value\n1,12.5\n2,1e-3\n3,1.234\n", []float64{12.5, 0.001, 1.234}},
		{"date,value\n1,\"12,5\"\n2,\"1,234\"\n", []float64{12.5, 1.234}},
		{"date,value\n1,\"1,234.5\"\n2,\"1,234\"\n", []float64{1234.5, 1234}},
		{"date;value\n1;12,5\n2;1.234\n3;+7\n", []float64{12.5, 1234, 7}},
		{"date;value\n1;12.5\n2;1.234\n", []float64{12.5, 1.234}},
		{"date;value\n1;0.234\n2;1.234\n", []float64{0.234, 1.234}},
		{"date;value\n1;1.234\n2;2.345.678\n", []float64{1234, 2345678}},
		{"date\tvalue\n1\t1,234\n", []float64{1.234}},
		{"value,date\n5,uge 1\n6,uge 2\n", []float64{5, 6}},
	} {
		s := read(t, c.text)
		for i, want := range c.want {
			if s.Points[i].Value != want {
				t.Errorf("%q: %v, want %v", c.text, s.Points, c.want)
				break
			}
		}
	}
}

func TestAMistakeIsToldWithItsPlace(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "line 1, column 1: the file is empty"},
		{"value\n5\n", "line 1, column 1: there is no column date; the first line names the columns: date,value"},
		{"date,value,note\n", `line 1, column 12: "note" is none of the columns`},
		{"date,date\n", "line 1, column 6: the column date stands twice"},
		{"date,value\n", "line 2, column 1: there are no measurements"},
		{"date,value\n2024-01-01,5\n2024-01-02,x5\n", `line 3, column 12: "x5" is no number`},
		{"date,value\n2024-01-01,5\n2024-01-02,NaN\n", `line 3, column 12: "NaN" is no number`},
		{"date,value\n2024-01-01,1e999\n", `line 2, column 12: "1e999" is no number`},
		{"date,value\n2024-01-01,1.23.456\n", `line 2, column 12: "1.23.456" is no number`},
		{"date,value\n2024-01-01,12,5\n", "line 2, column 15: there are 3 columns, not 2; a text or a number with a comma in it stands in quotes"},
		{"date,value\n2024-01-01\n", "line 2, column 1: the line ends after column 1 of 2"},
		{"date,value\n2024-01-01,5\n2024-02-30,6\n", `line 3, column 1: "2024-02-30" is no date like 2024-01-01 above`},
		{"date,value\n2024-01-02,5\n2024-01-01,6\n", "line 3, column 1: 2024-01-01 is before the date above"},
		{"date;value\n31-01-2024;5\n01-01-2024;6\n", "line 3, column 1: 01-01-2024 is before the date above"},
		{"date,value\n,5\n", "line 2, column 1: a date"},
		{"date;value\n1;12,5\n2;12.5\n", `line 3, column 3: "12.5" and "12,5" in line 2 have different decimal signs`},
		{"date,value\n1,1.234\n2,\"1,234\"\n", `line 3, column 3: "1,234" can be read in two ways`},
		{"date,value\n1,\"5\n", "line 2, column 6: a quotation mark is not closed, or stands where none can"},
		{"date,value\n1,5\n2,\"6\n3,7\n", "line 3, column 1: a quotation mark in this line is not closed"},
		{"date,value\n1,5\"\n", "line 2, column 4: a quotation mark is not closed, or stands where none can"},
		{"date,value\n1," + strings.Repeat("1", 500) + "\n", `line 2, column 3: "` + strings.Repeat("1", 40) + `" is no number`},
		{"date,value\n1,5\nl\xf8rdag,6\n", "line 3, column 2: this is not UTF-8"},
	} {
		_, err := spc.Read([]byte(c.text))
		var m file.Misread
		if !errors.As(err, &m) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	s := read(t, "date,value,size\n1,5,9\n2,5,4\n")
	_, err := spc.Analyse(s.Points, spc.Plan{Chart: spc.P})
	if got := s.Locate(err).Error(); got != "line 3, column 3: the count is larger than what it is out of" {
		t.Error(got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("date,value\n2024-01-01,5\n"))
	f.Add([]byte("\ufeffdate;value;size;phase\r\n2024-01;1.234,5;2000;a\n2024-02;-;2000;b"))
	f.Add([]byte("date\tvalue\n\"1\"\t1e5\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := spc.Read(b)
		var m file.Misread
		if err != nil {
			if !errors.As(err, &m) || m.Line < 1 || m.Column < 1 {
				t.Fatalf("%q: %v", b, err)
			}
			return
		}
		if len(s.Points) == 0 || len(s.Dates) != len(s.Points) {
			t.Fatalf("%q: %+v", b, s)
		}
		for _, p := range s.Points {
			if math.IsNaN(p.Value) || math.IsInf(p.Value, 0) || math.IsNaN(p.Size) {
				t.Fatalf("%q: %+v", b, p)
			}
		}
		if _, err := spc.Analyse(s.Points, spc.Plan{Chart: spc.XmR, Rules: spc.NHS(), Phases: s.Phases}); err != nil && s.Locate(err) == err {
			t.Fatalf("%q: %v has no place", b, err)
		}
	})
}
