package app

import (
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/arith/spc"
)

var changing = []float64{11.9, 12.1, 11.7, 12.4, 12.0, 11.8, 12.3, 12.2, 11.6, 12.0, 12.1, 11.9, 11.2, 10.9, 11.1, 10.8, 11.0, 10.7, 11.3, 10.9}

func series(t *testing.T, values []float64) string {
	t.Helper()
	text := "date,value\n"
	for i, v := range values {
		text += fmt.Sprintf("2024-01-%02d,%g\n", i+1, v)
	}
	return fileWith(t, text)
}

func analysedSeries(t *testing.T, args ...string) (got seriesAnswer) {
	t.Helper()
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	if err := json.Unmarshal([]byte(s.must(append([]string{"analyse", "spc"}, args...)...)), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAnalyseSpcTellsWhereASeriesChanged(t *testing.T) {
	file := series(t, changing)
	got := analysedSeries(t, file, "--chart", "xmr", "--freeze", "12")
	if math.Abs(*got.Centre-12) > 1e-6 || math.Abs(*got.Lower-11.081090909) > 1e-6 || math.Abs(*got.Upper-12.918909091) > 1e-6 || math.Abs(*got.MeanRange-3.8/11) > 1e-6 || got.Verdict != spc.Changed || got.Rules != "wheeler" {
		t.Errorf("%+v", got.phaseAnswer)
	}
	var outside []int
	for i, x := range got.Points {
		if slices.Contains(x.Signals, spc.Outside) {
			outside = append(outside, i+1)
		}
	}
	last := got.Signals[len(got.Signals)-1]
	if !slices.Equal(outside, []int{14, 16, 17, 18, 20}) || last.Rule != spc.Side || last.Where != spc.Below || last.Points[0] != 12 || len(last.Points) != 9 {
		t.Errorf("outside at %v, %+v", outside, last)
	}
	got = analysedSeries(t, file, "--chart", "run")
	if *got.Centre != 11.75 || got.Lower != nil || got.MeanRange != nil || got.Longest != 8 || got.Crossings != 5 || got.Verdict != spc.Changed || got.Rules != "anhoej" {
		t.Errorf("%+v", got.phaseAnswer)
	}
}

func TestAnalyseSpcTakesOtherConventions(t *testing.T) {
	file := series(t, changing)
	narrow := analysedSeries(t, file, "--chart", "xmr", "--rules", "nhs", "--screen", "--limit-factor", "2.6596")
	if narrow.Rules != "nhs" || *narrow.Upper-*narrow.Centre >= 2.66**narrow.MeanRange {
		t.Errorf("%+v", narrow.phaseAnswer)
	}
	shares := analysedSeries(t, fileWith(t, "date;value;size;phase\njan;12;50;a\nfeb;15;50;a\nmar;NA;50;a\napr;8;40;b\n"), "--chart", "p")
	if len(shares.Phases) != 2 || shares.Points[2].Value != nil || *shares.Points[0].Value != 0.24 || *shares.Centre != 0.2 || shares.From != 4 || shares.Basis != spc.TooFew {
		t.Errorf("%+v", shares)
	}
}

func TestAnalyseSpcSaysWhereAFileIsWrong(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	bad := fileWith(t, "date,value\n2024-01-01,5\n2024-01-02,fem\n")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{bad}, Failed, "q.json: line 3, column 12: "},
		{[]string{fileWith(t, "date,value\n1,5\n"), "--chart", "p"}, Failed, "needs a column size"},
		{[]string{fileWith(t, "date,value\n1,-5\n"), "--chart", "c"}, Failed, "line 2, column 3: a count cannot be negative"},
		{[]string{fileWith(t, "date,value\n1,5\n"), "--freeze", "2"}, Failed, "the baseline of 2 points is longer"},
		{[]string{bad + "x"}, Failed, "q.jsonx: there is no such file"},
		{[]string{bad, "--freeze=-1"}, Misuse, "--freeze"},
		{[]string{bad, "--chart", "pie"}, Misuse, "--chart"},
		{[]string{bad, "--rules", "mine"}, Misuse, "--rules"},
		{[]string{bad, "--limit-factor", "NaN"}, Misuse, "--limit-factor"},
	} {
		code, say := s.run("", append([]string{"analyse", "spc"}, c.args...)...)
		if code != c.code || !strings.Contains(say, c.want) || strings.Contains(say, "{") {
			t.Errorf("%v: exit %d, %q", c.args, code, say)
		}
	}
}
