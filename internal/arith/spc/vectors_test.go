package spc_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"kernehus/internal/arith/spc"
)

func values(v ...float64) []spc.Point {
	out := make([]spc.Point, len(v))
	for i, x := range v {
		out[i].Value = x
	}
	return out
}

func analysed(t testing.TB, series []spc.Point, plan spc.Plan) spc.Result {
	t.Helper()
	r, err := spc.Analyse(series, plan)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func equal(t testing.TB, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6) {
		t.Errorf("%s is %.9f, want %.9f", what, got, want)
	}
}

// firedAt are the points, counted from 1, of the signals of one rule.
func firedAt(f spc.Phase, rule spc.Code) (points []int) {
	for _, s := range f.Signals {
		if s.Rule == rule {
			for _, i := range s.Points {
				points = append(points, i+1)
			}
		}
	}
	return points
}

func TestTheStableSeriesOfTheGuideHasNoSignal(t *testing.T) {
	r := analysed(t, values(5.1, 4.8, 5.4, 5.0, 5.6, 4.9, 5.3, 5.2, 4.7, 5.5, 5.1, 5.0), spc.Plan{Chart: spc.XmR, Rules: spc.Wheeler()})
	f, x := r.Phases[0], r.Points[0]
	equal(t, "centre", f.Centre, 61.6/12)
	equal(t, "mean range", f.MeanRange, 4.9/11)
	equal(t, "lower", x.Lower, 61.6/12-2.66*4.9/11)
	equal(t, "upper", x.Upper, 61.6/12+2.66*4.9/11)
	equal(t, "range cap", f.RangeCap, 3.268*4.9/11)
	if f.Verdict != spc.NoSignal || f.Basis != spc.BasisEnough || len(f.Signals) != 0 {
		t.Errorf("judged %+v", f)
	}
}

func TestTheChangedSeriesOfTheGuideTellsWhereItChanged(t *testing.T) {
	series := values(11.9, 12.1, 11.7, 12.4, 12.0, 11.8, 12.3, 12.2, 11.6, 12.0, 12.1, 11.9, 11.2, 10.9, 11.1, 10.8, 11.0, 10.7, 11.3, 10.9)
	r := analysed(t, series, spc.Plan{Chart: spc.XmR, Rules: spc.Wheeler(), Freeze: 12})
	f := r.Phases[0]
	equal(t, "centre", f.Centre, 12)
	equal(t, "mean range", f.MeanRange, 3.8/11)
	equal(t, "lower", r.Points[19].Lower, 12-2.66*3.8/11)
	equal(t, "upper", r.Points[19].Upper, 12+2.66*3.8/11)
	if got := firedAt(f, spc.Outside); !slices.Equal(got, []int{14, 16, 17, 18, 20}) {
		t.Errorf("outside at %v", got)
	}
	if got := firedAt(f, spc.Side); !slices.Equal(got, []int{12, 13, 14, 15, 16, 17, 18, 19, 20}) {
		t.Errorf("on one side at %v", got)
	}
	f = analysed(t, series, spc.Plan{Chart: spc.Run, Rules: spc.Anhoej()}).Phases[0]
	equal(t, "median", f.Centre, 11.75)
	if f.Useful != 20 || f.Longest != 8 || f.Allowed != 7 || f.Crossings != 5 || f.Needed != 6 || len(f.Signals) != 2 || f.Verdict != spc.Changed {
		t.Errorf("judged %+v", f)
	}
}

func TestTheTableOfAnhoejsRules(t *testing.T) {
	for n, want := range map[int][2]int{10: {6, 2}, 11: {6, 2}, 12: {7, 3}, 13: {7, 3}, 14: {7, 4}, 15: {7, 4}, 16: {7, 4}, 17: {7, 5}, 18: {7, 5}, 19: {7, 6},
		20: {7, 6}, 21: {7, 6}, 22: {7, 7}, 23: {8, 7}, 24: {8, 8}, 25: {8, 8}, 26: {8, 8}, 27: {8, 9}, 28: {8, 9}, 29: {8, 10}, 30: {8, 10}, 36: {8, 13},
		40: {8, 14}, 48: {9, 18}, 50: {9, 19}, 60: {9, 23}} {
		if got := [2]int{spc.LongestRun(n), spc.FewestCrossings(n)}; got != want {
			t.Errorf("%d points: %v, want %v", n, got, want)
		}
	}
}

// TestTheSeriesOfTheNHSPackage: NHSRplotthedots screens moving ranges and names the first of
// outside, trend, near, side that holds at a point.
func TestTheSeriesOfTheNHSPackage(t *testing.T) {
	b, err := os.ReadFile("testdata/nhs-xmr.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases map[string]struct {
		Args struct {
			Screen *bool `json:"screen_outliers"`
			Fix    int   `json:"fix_after_n_points"`
		}
		Rows struct {
			Y, Lpl, Upl []*float64
			Mean        []float64 `json:"mean_col"`
			Type        []string  `json:"special_cause_type"`
			Flag        []bool    `json:"special_cause_flag"`
		}
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	words := map[string]string{"Common Cause": "", "Above UCL": "outside", "Below LCL": "outside", "2 in 3 Above CL": "near", "2 in 3 Below CL": "near",
		"7 Points Above CL": "side", "7 Points Below CL": "side", "7 Point Trend (Increasing)": "trend", "7 Point Trend (Decreasing)": "trend"}
	for name, c := range cases {
		plan := spc.Plan{Chart: spc.XmR, Rules: spc.NHS(), Screen: 3.267, Freeze: c.Args.Fix}
		if c.Args.Screen != nil && !*c.Args.Screen {
			plan.Screen = 0
		}
		series := make([]spc.Point, len(c.Rows.Y))
		for i, y := range c.Rows.Y {
			if series[i].Missing = y == nil; y != nil {
				series[i].Value = *y
			}
		}
		for i, x := range analysed(t, series, plan).Points {
			equal(t, name+" centre", x.Centre, c.Rows.Mean[i])
			lower, upper := c.Rows.Lpl[i], c.Rows.Upl[i]
			if lower == nil { // a constant series: the package has no limits, ours are the mean
				lower, upper = &c.Rows.Mean[i], &c.Rows.Mean[i]
			}
			equal(t, name+" lower", x.Lower, *lower)
			equal(t, name+" upper", x.Upper, *upper)
			got := ""
			for _, rule := range []spc.Code{spc.Outside, spc.Trend, spc.Near, spc.Side} {
				if slices.Contains(x.Signals, rule) {
					got = string(rule)
					break
				}
			}
			if want, ok := words[c.Rows.Type[i]]; !ok || got != want || c.Rows.Flag[i] != (len(x.Signals) > 0) {
				t.Errorf("%s point %d: %v, want %s", name, i+1, x.Signals, c.Rows.Type[i])
			}
		}
	}
}

// sharedData is the folder of the shared files; a clone without them skips nothing, it has none of
// these cases. In CI they must be there.
func sharedData(t testing.TB) string {
	dir := os.Getenv("KERNEHUS_TESTDATA")
	if dir == "" && os.Getenv("CI") != "" {
		t.Fatal("KERNEHUS_TESTDATA is not set; CI holds the charts against the shared vectors")
	}
	return dir
}

// qicharts is how the R package qicharts2 draws: its constants are not ours.
func qicharts(c spc.Chart, freeze int) spc.Plan {
	return spc.Plan{Chart: c, Rules: spc.Anhoej(), Freeze: freeze, Scales: spc.Scales{Limit: 3 / 1.128, Range: 3.267}}
}

type qicRow struct {
	y, cl, lcl, ucl                            *float64
	sigma, runs                                bool
	useful, longest, allowed, crossings, least int
}

func (q qicRow) holds(t *testing.T, name string, x spc.Plotted, f spc.Phase) {
	t.Helper()
	if x.Missing != (q.y == nil) {
		t.Errorf("%s: missing is %v", name, x.Missing)
	} else if q.y != nil {
		equal(t, name+" value", x.Value, *q.y)
	}
	equal(t, name+" centre", x.Centre, *q.cl)
	if x.Limited != (q.lcl != nil) {
		t.Errorf("%s: limits are there: %v", name, x.Limited)
	} else if q.lcl != nil {
		equal(t, name+" lower", x.Lower, *q.lcl)
		equal(t, name+" upper", x.Upper, *q.ucl)
	}
	if got := slices.Contains(x.Signals, spc.Outside); got != q.sigma {
		t.Errorf("%s: outside is %v", name, got)
	}
	if got := len(firedAt(f, spc.LongRun))+len(firedAt(f, spc.FewCrossings)) > 0; got != q.runs {
		t.Errorf("%s: signal from runs is %v", name, got)
	}
	if [5]int{f.Useful, f.Longest, f.Allowed, f.Crossings, f.Needed} != [5]int{q.useful, q.longest, q.allowed, q.crossings, q.least} {
		t.Errorf("%s: %d useful, longest run %d of %d, %d crossings of %d, want %+v", name, f.Useful, f.Longest, f.Allowed, f.Crossings, f.Needed, q)
	}
}

func TestTheChartsOfQicharts2(t *testing.T) {
	dir := sharedData(t)
	if dir == "" {
		return
	}
	b, err := os.ReadFile(filepath.Join(dir, "spc", "qicharts2.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases map[string]struct {
		Chart  string
		Freeze int
		Rows   struct {
			Y, N, Cl, Lcl, Ucl []*float64
			Part               []int
			Sum                []*float64 `json:"y.sum"`
			Sigma              []bool     `json:"sigma.signal"`
			Runs               []bool     `json:"runs.signal"`
			Longest            []int      `json:"longest.run"`
			Allowed            []int      `json:"longest.run.max"`
			Crossings          []int      `json:"n.crossings"`
			Needed             []int      `json:"n.crossings.min"`
			Useful             []int      `json:"n.useful"`
		}
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for name, c := range cases {
		chart := map[string]spc.Chart{"i": spc.XmR}[c.Chart]
		if chart == "" {
			chart = spc.Chart(c.Chart)
		}
		plan := qicharts(chart, c.Freeze)
		series := make([]spc.Point, len(c.Rows.Sum))
		for i, sum := range c.Rows.Sum {
			if series[i].Missing = sum == nil; sum != nil {
				series[i].Value = *sum
			}
			if n := c.Rows.N[i]; n != nil {
				series[i].Size = *n
			}
			if i > 0 && c.Rows.Part[i] != c.Rows.Part[i-1] {
				plan.Phases = append(plan.Phases, i)
			}
		}
		r := analysed(t, series, plan)
		for i, x := range r.Points {
			q := qicRow{y: c.Rows.Y[i], cl: c.Rows.Cl[i], lcl: c.Rows.Lcl[i], ucl: c.Rows.Ucl[i], sigma: c.Rows.Sigma[i], runs: c.Rows.Runs[i],
				useful: c.Rows.Useful[i], longest: c.Rows.Longest[i], allowed: c.Rows.Allowed[i], crossings: c.Rows.Crossings[i], least: c.Rows.Needed[i]}
			q.holds(t, name, x, r.Phases[c.Rows.Part[i]-1])
		}
	}
}

// table reads a file of the package's tests; NA is nil.
func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(sharedData(t), "spc", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, v := range line {
			row[all[0][i]] = v
		}
		out = append(out, row)
	}
	return out
}

func number(t *testing.T, s string) *float64 {
	t.Helper()
	if s == "NA" {
		return nil
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return &n
}

func whole(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func packageRow(t *testing.T, row map[string]string) qicRow {
	return qicRow{y: number(t, row["y"]), cl: number(t, row["cl"]), lcl: number(t, row["lcl"]), ucl: number(t, row["ucl"]),
		sigma: row["sigma.signal"] == "TRUE", runs: row["runs.signal"] == "TRUE", useful: whole(t, row["n.useful"]), longest: whole(t, row["longest.run"]),
		allowed: whole(t, row["longest.run.max"]), crossings: whole(t, row["n.crossings"]), least: whole(t, row["n.crossings.min"])}
}

func TestTheTextbooksExamples(t *testing.T) {
	if sharedData(t) == "" {
		return
	}
	subgroups := func(file string) (out []spc.Point) {
		var held []float64
		rows := table(t, file)
		for i, row := range rows {
			held = append(held, *number(t, row["obs"]))
			if i+1 == len(rows) || rows[i+1]["sample"] != row["sample"] {
				out, held = append(out, spc.Group(held...)), nil
			}
		}
		return out
	}
	plain := func(file, value, size string) (out []spc.Point) {
		for _, row := range table(t, file) {
			x := spc.Point{Value: *number(t, row[value])}
			if size != "" {
				x.Size = *number(t, row[size])
			}
			out = append(out, x)
		}
		return out
	}
	for _, c := range []struct {
		file   string
		series []spc.Point
		chart  spc.Chart
		freeze int
	}{
		{"pkgtest_ex_6.3_1.csv", subgroups("montgomery_tbl_06.03.csv"), spc.XBar, 0},
		{"pkgtest_ex_6.3_2.csv", subgroups("montgomery_tbl_06.03.csv"), spc.S, 0},
		{"pkgtest_ex_6.4_1.csv", subgroups("montgomery_tbl_06.04.csv"), spc.XBar, 0},
		{"pkgtest_ex_6.4_2.csv", subgroups("montgomery_tbl_06.04.csv"), spc.S, 0},
		{"pkgtest_ex_6.5_3.csv", plain("montgomery_tbl_06.07.csv", "cost", ""), spc.XmR, 20},
		{"pkgtest_ex_6.5_4.csv", plain("montgomery_tbl_06.07.csv", "cost", ""), spc.MR, 20},
		{"pkgtest_tbl_7.4_1.csv", plain("montgomery_tbl_07.04.csv", "count", "size"), spc.P, 0},
	} {
		r := analysed(t, c.series, qicharts(c.chart, c.freeze))
		for i, row := range table(t, c.file) {
			packageRow(t, row).holds(t, c.file, r.Points[i], r.Phases[0])
		}
	}
}

// TestSubgroupsWithNothingInThem: the package counts a subgroup without values as −1 degree of
// freedom, which makes its limits wider by √(76/75); else they are ours.
func TestSubgroupsWithNothingInThem(t *testing.T) {
	if sharedData(t) == "" {
		return
	}
	rows := table(t, "pkgtest_NA_test.csv")
	var series []spc.Point
	for _, row := range rows {
		x := spc.Point{Size: *number(t, row["y.length"])}
		if m := number(t, row["y.mean"]); m == nil {
			x.Missing = true
		} else {
			x.Value = *m
		}
		if s := number(t, row["y.sd"]); s != nil {
			x.Spread = *s
		}
		series = append(series, x)
	}
	r := analysed(t, series, qicharts(spc.XBar, 0))
	for i, row := range rows {
		x := r.Points[i]
		wider := math.Sqrt(76.0 / 75)
		x.Lower, x.Upper = x.Centre+(x.Lower-x.Centre)*wider, x.Centre+(x.Upper-x.Centre)*wider
		packageRow(t, row).holds(t, "NA test", x, r.Phases[0])
	}
}

// TestTheHospitalsRuns: of these the data are not in the folder, only how many points, runs and
// crossings there were; what the rules make of them must be the same.
func TestTheHospitalsRuns(t *testing.T) {
	if sharedData(t) == "" {
		return
	}
	for _, file := range []string{"pkgtest_hai_1.csv", "pkgtest_hai_2.csv", "pkgtest_hai_3.csv", "pkgtest_hai_4.csv"} {
		for _, row := range table(t, file) {
			n := whole(t, row["n.useful"])
			allowed, needed := spc.LongestRun(n), spc.FewestCrossings(n)
			fired := whole(t, row["longest.run"]) > allowed || whole(t, row["n.crossings"]) < needed
			if allowed != whole(t, row["longest.run.max"]) || needed != whole(t, row["n.crossings.min"]) || fired != (row["runs.signal"] == "1") {
				t.Errorf("%s %v: %d, %d, %v", file, row, allowed, needed, fired)
			}
		}
	}
}
