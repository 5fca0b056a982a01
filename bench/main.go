// Bench measures Kernehus beside the machine's own floor for the same job, in one run:
// what the disk can sync, what a server that does nothing else can answer. docs/performance.md
// says how to read it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strings"
	"time"
)

// setting is one run.
type setting struct {
	binary   string
	dir      string // of the databases
	postgres string // address of a PostgreSQL with an honest disk; its databases are made here
	repeats  int
	units    int
	tasks    int
	people   int   // of the import
	phones   []int // rooms of so many phones
	window   time.Duration
	hold     time.Duration // of each closed loop
	soak     time.Duration // 0 for none
	quick    bool
	only     *regexp.Regexp // keys of the rows that are measured; nil for all
	engine   string         // the only one that is measured; empty for both
	out      string         // the file of figures
	table    string         // the document whose table is written anew; empty for none
}

// wants tells whether any of these rows is asked for.
func (s setting) wants(keys ...string) bool {
	return s.only == nil || slices.ContainsFunc(keys, s.only.MatchString)
}

// partly tells that the run is for who looks at something, and no result.
func (s setting) partly() bool {
	return s.quick || s.only != nil || s.engine != "" || s.repeats < 5
}

// crowds are how many write at once when it is asked how much can be kept.
var crowds = []int{1, 16, 128}

func main() {
	long := flag.Bool("long", false, "also rooms of 2,000 and 5,000 phones, and half an hour of steady writing")
	quick := flag.Bool("quick", false, "one short repeat, to see that everything runs; not a result")
	only := flag.String("only", "", "measure only the rows whose key matches, such as ^room or ^catalogue$; not a result")
	engine := flag.String("engine", "", "measure only sqlite or postgres; not a result")
	repeats := flag.Int("repeats", 5, "how often everything is measured; fewer than five is not a result")
	binary := flag.String("binary", "bin/kernehus", "the program to measure")
	out := flag.String("out", "bench/results.json", "where the figures go")
	table := flag.String("table", "", "a document whose table is written anew from a whole run, between its two marks")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s := setting{binary: *binary, postgres: os.Getenv("KERNEHUS_TEST_POSTGRES"), repeats: *repeats, engine: *engine, out: *out, table: *table, units: 3000, tasks: 2000, people: 50000, phones: []int{400}, window: 10 * time.Second, hold: 4 * time.Second}
	if *long {
		s.phones, s.soak = []int{400, 2000, 5000}, 30*time.Minute
	}
	if *quick {
		s.quick, s.repeats, s.units, s.tasks, s.people, s.phones, s.window, s.hold = true, 1, 200, 100, 1000, []int{40}, 2*time.Second, 500*time.Millisecond
	}
	var err error
	if *only != "" {
		s.only, err = regexp.Compile(*only)
	}
	if err == nil {
		err = run(ctx, s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: not a result:", err)
		os.Exit(1)
	}
}

// turn is one repeat at one place.
type turn struct {
	place   string
	measure func(*book) error
}

func run(ctx context.Context, s setting) error {
	if s.postgres == "" {
		return errors.New("needs a PostgreSQL: run make bench, or scripts/with-postgres.sh go run ./bench")
	}
	if err := manyFiles(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kernehus-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it is the temporary directory's
	s.dir = dir
	if err := forget(s); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b := newBook()
	servers, err := prepare(ctx, s)
	if err != nil {
		return err
	}
	if err := repeat(ctx, s, b, turns(ctx, s, servers)); err != nil {
		return err
	}
	if s.soak > 0 {
		for _, one := range servers {
			if err := one.steady(ctx, s, b); err != nil {
				return fmt.Errorf("%s, steady writing: %w", one.engine, err)
			}
		}
	}
	return b.close(s)
}

func turns(ctx context.Context, s setting, servers []*server) []turn {
	out := []turn{{onMachine, func(b *book) error { return errors.Join(floors(ctx, s, b), arithmetic(s, b)) }}}
	for _, one := range servers {
		out = append(out, turn{one.engine, func(b *book) error { return one.measure(ctx, s, b) }})
	}
	return out
}

// repeat takes the turns in alternating order. What a turn measured counts only when all of it
// went well. One that fails says why and is taken again, once in the whole run; the table
// tells of it. A second failure ends the run.
func repeat(ctx context.Context, s setting, b *book, turns []turn) error {
	for n := range s.repeats {
		fmt.Fprintf(os.Stderr, "repeat %d of %d, %s since the start\n", n+1, s.repeats, time.Since(b.begun).Round(time.Second))
		for i := range turns {
			one := turns[(i+n)%len(turns)]
			took, err := one.take(b)
			for err != nil {
				why := fmt.Sprintf("repeat %d on %s failed: %v", n+1, one.place, err)
				if b.failed != "" || ctx.Err() != nil {
					return errors.New(strings.TrimSuffix(why+"; before that: "+b.failed, "; before that: "))
				}
				fmt.Fprintln(os.Stderr, why+"\nit is taken again")
				b.failed = why
				took, err = one.take(b)
			}
			fmt.Fprintf(os.Stderr, "  %s: %s\n", one.place, took.Round(time.Second))
		}
	}
	return nil
}

// take measures into a book of its own, which is added to the other one at the end.
func (t turn) take(b *book) (time.Duration, error) {
	begun, own := time.Now(), newBook()
	if err := t.measure(own); err != nil {
		return 0, err
	}
	b.add(own)
	return time.Since(begun), nil
}

// forget takes the older result away, so that it is not taken for this one.
func forget(s setting) error {
	if s.partly() {
		return nil
	}
	return os.Remove(s.out)
}

// wantsAny tells whether one of these rows is asked for.
func (s setting) wantsAny(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return s.wants(r.key) })
}
