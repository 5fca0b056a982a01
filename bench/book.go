package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// where a figure was measured.
const (
	onMachine  = "machine" // the floor
	onSQLite   = "sqlite"
	onPostgres = "postgres"
)

// row is one thing that is measured: its repeats on the machine and on both engines.
type row struct {
	key, about, unit string
	floor            string // key of the row that is its floor
	aim              string
	places           []string
}

// rows are everything that must be there, in the order of the table.
func rows(s setting) []row {
	both := []string{onSQLite, onPostgres}
	out := []row{
		{"fsync", "fsync of 4 kB in the data directory", "/s", "", "", []string{onMachine}},
		{"http", "a net/http handler that answers 2 bytes, c=16", "req/s", "", "", []string{onMachine}},
		{"http-page", "the same with a page of 23 kB", "req/s", "", "", []string{onMachine}},
		{"durable", "a server that does nothing but keep rows: SQLite, one writer, shared commits, c=64", "/s", "", "", []string{onMachine}},
		{"sse-p99", "one event to 400 listeners, p99", "ms", "", "", []string{onMachine}},
		{"inputs", "acknowledged inputs, c=64", "/s", "durable", "", both},
		{"inputs-p99", "the same, answer p99", "ms", "", "", both},
	}
	for _, n := range s.phones {
		at := func(what string) string { return fmt.Sprintf("room-%d-%s", n, what) }
		about := func(what string) string { return fmt.Sprintf("%d phones in one dialogue%s", n, what) }
		aim := func(s string) string {
			if n == 400 {
				return s
			}
			return ""
		}
		out = append(out,
			row{at("join"), about(": all have joined and listen"), "s", "", "", both},
			row{at("p50"), fmt.Sprintf("%s answer within %s, p50", about(" all"), s.window), "ms", "", "", both},
			row{at("p99"), about(" …, p99"), "ms", "", aim("< 150"), both},
			row{at("screen-p50"), about(": input to projector, p50"), "ms", "", "", both},
			row{at("screen-p99"), about(" …, p99"), "ms", "sse-p99", aim("< 400"), both},
			row{at("memory"), about(": memory"), "MB", "", aim("≤ 150"), both},
		)
	}
	for _, p := range pages {
		out = append(out,
			row{p.key, fmt.Sprintf("%s, %d units and %d core tasks: server time, median", p.about, s.units, s.tasks), "ms", "", p.aim, both},
			row{p.key + "-p99", "… p99", "ms", "", "", both},
		)
	}
	out = append(out,
		row{"page-rate", "catalogue page, c=16", "req/s", "http-page", "", both},
		row{"start", "start until it answers", "ms", "", "≤ 300", both},
		row{"binary", "size of the program", "MB", "", "≤ 60", []string{onMachine}},
		row{"idle", "memory after start", "MB", "", "≤ 60", both},
		row{"backup", "online backup while 64 phones write: time it takes", "s", "", "", []string{onSQLite}},
		row{"backup-p99", "… answer p99 meanwhile, none failed", "ms", "", "", []string{onSQLite}},
	)
	if s.soak > 0 {
		out = append(out,
			row{"soak-p99", fmt.Sprintf("40 inputs/s for %s, answer p99", s.soak), "ms", "", "≤ 15", both},
			row{"soak-memory", "… memory at the end less after a tenth of the time", "MB", "", "flat", both},
		)
	}
	return out
}

// book holds the figures.
type book struct{ figures map[string][]float64 }

func newBook() *book { return &book{map[string][]float64{}} }

func (b *book) note(key, place string, figure float64) {
	b.figures[key+" "+place] = append(b.figures[key+" "+place], figure)
}

// spread is the median of the repeats with the least and the most.
type spread struct {
	Median  float64   `json:"median"`
	Least   float64   `json:"min"`
	Most    float64   `json:"max"`
	Repeats []float64 `json:"repeats"`
}

func spreadOf(list []float64) spread {
	sorted := slices.Sorted(slices.Values(list))
	return spread{Median: sorted[len(sorted)/2], Least: sorted[0], Most: sorted[len(sorted)-1], Repeats: list}
}

func (s spread) String() string {
	if len(s.Repeats) == 1 {
		return figure(s.Median)
	}
	return fmt.Sprintf("%s (%s–%s)", figure(s.Median), figure(s.Least), figure(s.Most))
}

func figure(x float64) string {
	switch {
	case x >= 1000:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// close prints the table and writes the file. A row that is missing makes it no result.
func (b *book) close(s setting, file string) error {
	type figureOf struct {
		Key    string            `json:"key"`
		About  string            `json:"about"`
		Unit   string            `json:"unit"`
		Aim    string            `json:"aim,omitempty"`
		Floor  string            `json:"floor,omitempty"`
		Places map[string]spread `json:"places"`
	}
	out := struct {
		At      string     `json:"at"`
		Go      string     `json:"go"`
		CPU     int        `json:"processors"`
		Repeats int        `json:"repeats"`
		Rows    []figureOf `json:"rows"`
	}{time.Now().UTC().Format(time.RFC3339), runtime.Version(), runtime.NumCPU(), s.repeats, nil}
	var missing []string
	fmt.Println("| what | unit | machine | SQLite | PostgreSQL | aim |\n|---|---|---|---|---|---|")
	for _, r := range rows(s) {
		f := figureOf{r.key, r.about, r.unit, r.aim, r.floor, map[string]spread{}}
		for _, place := range r.places {
			if list := b.figures[r.key+" "+place]; len(list) > 0 {
				f.Places[place] = spreadOf(list)
			} else {
				missing = append(missing, r.key+" on "+place)
			}
		}
		if list := b.figures[r.floor+" "+onMachine]; len(list) > 0 {
			f.Places[onMachine] = spreadOf(list)
		}
		fmt.Printf("| %s | %s | %s | %s | %s | %s |\n", r.about, r.unit, cell(f.Places, onMachine), cell(f.Places, onSQLite), cell(f.Places, onPostgres), r.aim)
		out.Rows = append(out.Rows, f)
	}
	if len(missing) > 0 {
		return errors.New("not a result, these are missing: " + strings.Join(missing, ", "))
	}
	j, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(j, '\n'), 0o644)
}

func cell(places map[string]spread, place string) string {
	if s, ok := places[place]; ok {
		return s.String()
	}
	return ""
}

// quantile gives how long the share of all took that were quickest, in milliseconds.
func quantile(list []time.Duration, share float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return milliseconds(sorted[min(len(sorted)-1, int(share*float64(len(sorted))))])
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
