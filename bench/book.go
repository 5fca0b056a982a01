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

// once tells that the row is measured only at the end of a long run.
func (r row) once() bool { return strings.HasPrefix(r.key, "soak-") }

// rows are everything that must be there, in the order of the table.
func rows(s setting) []row {
	both, machine := []string{onSQLite, onPostgres}, []string{onMachine}
	out := []row{
		{"fsync", "fsync of 4 kB in the data directory", "/s", "", "", machine},
		{"http", "a net/http handler that answers 2 bytes, c=16", "req/s", "", "", machine},
		{"sse-p99", "one event to 400 listeners of a handler that does nothing else, p99", "ms", "", "", machine},
	}
	for _, c := range crowds {
		out = append(out,
			row{at("inputs", c), fmt.Sprintf("inputs acknowledged on disk, c=%d", c), "/s", at("durable", c), "", both},
			row{at("inputs", c) + "-p50", "… p50", "ms", at("durable", c) + "-p50", "", both},
			row{at("inputs", c) + "-p99", "… p99", "ms", at("durable", c) + "-p99", "", both},
			row{at("inputs", c) + "-cpu", "… processor time of the program for each", "ms", "", "", both},
		)
	}
	for _, n := range s.phones {
		out = append(out, roomRows(s, n)...)
	}
	for _, p := range pages {
		out = append(out,
			row{p.key, fmt.Sprintf("%s, %d units and %d core tasks: server time, p50", p.about, s.units, s.tasks), "ms", "", p.aim, both},
			row{p.key + "-p99", "… p99", "ms", "", "", both},
			row{p.key + "-cpu", "… processor time of the program for each", "ms", "", "", both},
			row{p.key + "-rate", "… c=16, beside a handler that answers as many bytes", "req/s", p.key + "-floor", "", both},
		)
	}
	out = append(out,
		row{"start", "start until it answers", "ms", "", "≤ 300", both},
		row{"binary", "size of the program", "MB", "", "≤ 60", machine},
		row{"idle", "memory after start", "MB", "", "≤ 60", both},
		row{"backup", "online backup while 64 phones write: time it takes", "s", "", "", []string{onSQLite}},
		row{"backup-p99", "… answer p99 meanwhile, none failed", "ms", "", "", []string{onSQLite}},
		row{"import", fmt.Sprintf("import of %d people and %d units into an empty municipality", s.people, s.units), "s", "", "< 60", both},
	)
	for _, one := range s.searches() {
		out = append(out,
			row{one.key, fmt.Sprintf("a search in %d texts, of which one in %d answers: p50", one.texts, topicsIn), "ms", "", "", one.places},
			row{one.key + "-p99", "… p99", "ms", "", one.aim, one.places},
		)
	}
	out = append(out, arithmeticRows(s)...)
	if s.soak > 0 {
		out = append(out,
			row{"soak-p99", fmt.Sprintf("40 inputs/s for %s, answer p99", s.soak), "ms", "", "≤ 15", both},
			row{"soak-memory", "… memory at the end less after a tenth of the time", "MB", "", "flat", both},
		)
	}
	return out
}

func at(what string, n int) string { return fmt.Sprintf("%s-%d", what, n) }

// roomRows are the rows of a dialogue with so many phones. The aims are for 400.
func roomRows(s setting, n int) []row {
	both := []string{onSQLite, onPostgres}
	room := at("room", n)
	aim := func(s string) string {
		if n == 400 {
			return s
		}
		return ""
	}
	return []row{
		{room + "-join", fmt.Sprintf("%d phones in one dialogue: all have joined and listen", n), "s", "", "", both},
		{room + "-p50", fmt.Sprintf("… all answer within %s, p50", s.window), "ms", "", "", both},
		{room + "-p99", "… p99", "ms", "", aim("< 150"), both},
		{room + "-screen-p50", "… from a phone's input to the projector, p50", "ms", "", "", both},
		{room + "-screen-p99", "… p99", "ms", "", aim("< 400"), both},
		{room + "-step-p50", "… from the facilitator's press to every phone, p50", "ms", "sse-p50", "", both},
		{room + "-step-p99", "… p99", "ms", "sse-p99", "", both},
		{room + "-memory", "… memory", "MB", "", aim("≤ 150"), both},
	}
}

// book holds the figures.
type book struct {
	begun   time.Time
	figures map[string][]float64
	failed  string // the repeat that failed and was taken again, and why
}

func newBook() *book { return &book{begun: time.Now(), figures: map[string][]float64{}} }

// add takes over what was noted in another book.
func (b *book) add(other *book) {
	for key, list := range other.figures {
		b.figures[key] = append(b.figures[key], list...)
	}
}

func (b *book) note(key, place string, figure float64) {
	b.figures[key+" "+place] = append(b.figures[key+" "+place], figure)
}

// spread is the median of the repeats with the least and the most.
type spread struct {
	Median  float64   `json:"median"`
	Least   float64   `json:"min"`
	Most    float64   `json:"max"`
	Repeats []float64 `json:"repeats"`
	Share   float64   `json:"of_floor,omitempty"` // the median divided by the floor's
}

func spreadOf(list []float64) spread {
	sorted := slices.Sorted(slices.Values(list))
	return spread{Median: sorted[len(sorted)/2], Least: sorted[0], Most: sorted[len(sorted)-1], Repeats: list}
}

func (s spread) String() string {
	out := short(s.Median)
	if s.Least != s.Most {
		out += fmt.Sprintf(" (%s–%s)", short(s.Least), short(s.Most))
	}
	if s.Share > 0 {
		out += fmt.Sprintf(", ×%.2f", s.Share)
	}
	return out
}

func short(x float64) string {
	switch {
	case x >= 1000:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// result is what a run found out.
type result struct {
	At      string   `json:"at"`
	Go      string   `json:"go"`
	CPU     int      `json:"processors"`
	Repeats int      `json:"repeats"`
	Seconds float64  `json:"seconds"`
	Failed  string   `json:"failed_and_repeated,omitempty"`
	Rows    []figure `json:"rows"`
}

type figure struct {
	Key    string            `json:"key"`
	About  string            `json:"about"`
	Unit   string            `json:"unit"`
	Aim    string            `json:"aim,omitempty"`
	Floor  string            `json:"floor,omitempty"`
	Places map[string]spread `json:"places"`
}

// close prints the table and writes the file. A row that is missing makes it no result.
func (b *book) close(s setting) error {
	out := result{
		At: b.begun.UTC().Format(time.RFC3339), Go: runtime.Version(), CPU: runtime.NumCPU(), Repeats: s.repeats,
		Seconds: time.Since(b.begun).Round(time.Second).Seconds(), Failed: b.failed,
	}
	var missing []string
	for _, r := range rows(s) {
		f, lacks := b.figure(s, r)
		missing = append(missing, lacks...)
		if len(f.Places) > 0 {
			out.Rows = append(out.Rows, f)
		}
	}
	fmt.Print(out.table())
	if s.partly() {
		return nil
	}
	if len(missing) > 0 {
		return errors.New("these are missing: " + strings.Join(missing, ", "))
	}
	j, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.out, append(j, '\n'), 0o644); err != nil || s.table == "" {
		return err
	}
	return out.into(s.table)
}

// figure gathers a row, and names what is missing of it.
func (b *book) figure(s setting, r row) (f figure, missing []string) {
	f = figure{r.key, r.about, r.unit, r.aim, r.floor, map[string]spread{}}
	floor := 0.0
	if list := b.figures[r.floor+" "+onMachine]; len(list) > 0 {
		f.Places[onMachine] = spreadOf(list)
		floor = f.Places[onMachine].Median
	}
	if r.floor != "" && len(b.figures[r.floor+" "+onMachine]) < s.repeats {
		missing = append(missing, r.floor+" on "+onMachine)
	}
	for _, place := range r.places {
		list := b.figures[r.key+" "+place]
		if len(list) < s.repeats && !r.once() || len(list) == 0 {
			missing = append(missing, r.key+" on "+place)
		}
		if len(list) == 0 {
			continue
		}
		one := spreadOf(list)
		if floor > 0 {
			one.Share = one.Median / floor
		}
		f.Places[place] = one
	}
	return f, missing
}

// table writes the result as documents have it.
func (r result) table() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s, %s, %d processors, %d repeats in %s: median (least–most)\n\n", r.At[:len("2006-01-02")], r.Go, r.CPU, r.Repeats, time.Duration(r.Seconds)*time.Second)
	out.WriteString("| what | unit | machine | SQLite | PostgreSQL | aim |\n|---|---|---|---|---|---|\n")
	for _, f := range r.Rows {
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s |\n", f.About, f.Unit, cell(f.Places, onMachine), cell(f.Places, onSQLite), cell(f.Places, onPostgres), f.Aim)
	}
	if r.Failed != "" {
		fmt.Fprintf(&out, "\nOne repeat was thrown away and taken again: %s\n", r.Failed)
	}
	return out.String()
}

// The table stands between these two in a document.
const (
	tableBegins = "<!-- written by make bench TABLE=docs/performance.md -->\n"
	tableEnds   = "<!-- /written by make bench -->\n"
)

// into writes the table into a document, in the place of the one before.
func (r result) into(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, rest, found := strings.Cut(string(b), tableBegins)
	_, tail, ends := strings.Cut(rest, tableEnds)
	if !found || !ends {
		return fmt.Errorf("%s has no place for the table: %q and %q", file, tableBegins, tableEnds)
	}
	return os.WriteFile(file, []byte(head+tableBegins+"\n"+r.table()+"\n"+tableEnds+tail), 0o644)
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
