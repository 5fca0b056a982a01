package spc_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kernehus/internal/arith/spc"
)

var howMany = flag.Int("series", 4000, "how many series the figures are measured on")

// ways are how a series can be looked at: the rule sets, with and without a baseline.
func ways() []struct {
	name string
	plan spc.Plan
} {
	out := []struct {
		name string
		plan spc.Plan
	}{
		{"run, anhoej", spc.Plan{Chart: spc.Run, Rules: spc.Anhoej()}},
		{"run, six and five", spc.Plan{Chart: spc.Run, Rules: spc.Perla()}},
		{"xmr, anhoej", spc.Plan{Chart: spc.XmR, Rules: spc.Anhoej()}},
		{"xmr, wheeler", spc.Plan{Chart: spc.XmR, Rules: spc.Wheeler()}},
		{"xmr, nhs", spc.Plan{Chart: spc.XmR, Rules: spc.NHS(), Screen: 3.267}},
	}
	for _, w := range out[:5] {
		w.name, w.plan.Freeze = w.name+", first 12 frozen", 12
		out = append(out, w)
	}
	return out
}

// measured is in how many of a hundred series of 24 normal values the change of so many standard
// deviations, from the thirteenth value on, gives a signal that a later value has a part in; with
// no change, any signal.
func measured(t testing.TB, plan spc.Plan, shift float64, seed uint64) float64 {
	chance := rand.New(rand.NewPCG(seed, 24))
	series, caught := make([]spc.Point, 24), 0
	for range *howMany {
		for i := range series {
			series[i].Value = chance.NormFloat64()
			if i >= 12 {
				series[i].Value += shift
			}
		}
		for _, s := range analysed(t, series, plan).Phases[0].Signals {
			if shift == 0 || s.Points[len(s.Points)-1] >= 12 {
				caught++
				break
			}
		}
	}
	return 100 * float64(caught) / float64(*howMany)
}

var shifts = []float64{0, 1, 1.5, 2}

// TestTheFiguresInTheGuideAreTrue holds docs/methods.md against a fresh simulation. They may differ
// by four standard errors of the simulation and the rounding. To write them anew:
// go test ./internal/arith/spc -run Figures -v -args -series 100000
func TestTheFiguresInTheGuideAreTrue(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	for seed, w := range ways() {
		row := "| " + w.name + " |"
		var fresh []float64
		for _, shift := range shifts {
			fresh = append(fresh, measured(t, w.plan, shift, uint64(seed)))
			row += fmt.Sprintf(" %.0f |", fresh[len(fresh)-1])
		}
		t.Log(row)
		_, after, ok := strings.Cut(string(b), "| "+w.name+" |")
		if !ok {
			t.Errorf("docs/methods.md has no row %q", w.name)
			continue
		}
		for i, cell := range strings.SplitN(after, "|", len(shifts)+1)[:len(shifts)] {
			told, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
			if err != nil {
				t.Fatalf("%s: %v", w.name, err)
			}
			p := told / 100
			if may := 0.5 + 400*math.Sqrt(p*(1-p)/float64(*howMany)); math.Abs(fresh[i]-told) > may {
				t.Errorf("%s, a change of %g: the guide says %g of 100, measured %.1f (may differ by %.1f)", w.name, shifts[i], told, fresh[i], may)
			}
		}
	}
}

func BenchmarkAHundredThousandSeries(b *testing.B) {
	chance := rand.New(rand.NewPCG(1, 1))
	series := make([]spc.Point, 24)
	for i := range series {
		series[i].Value = chance.NormFloat64()
	}
	rules := spc.NHS()
	rules.Runs = true
	for b.Loop() {
		for range 100_000 {
			analysed(b, series, spc.Plan{Chart: spc.XmR, Rules: rules, Screen: 3.267})
		}
	}
}

func BenchmarkAMillionMeasurements(b *testing.B) {
	chance := rand.New(rand.NewPCG(1, 1))
	var text strings.Builder
	text.WriteString("date,value\n")
	for i := range spc.MostPoints {
		fmt.Fprintf(&text, "%d,%.3f\n", i, chance.NormFloat64())
	}
	for b.Loop() {
		s, err := spc.Read([]byte(text.String()))
		if err != nil {
			b.Fatal(err)
		}
		analysed(b, s.Points, spc.Plan{Chart: spc.XmR, Rules: spc.NHS()})
	}
}
