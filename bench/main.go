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
	"runtime"
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
}

// crowds are how many write at once when it is asked how much can be kept.
var crowds = []int{1, 16, 128}

func main() {
	long := flag.Bool("long", false, "also rooms of 2,000 and 5,000 phones, and half an hour of steady writing")
	quick := flag.Bool("quick", false, "one short repeat, to see that everything runs; not a result")
	binary := flag.String("binary", "bin/kernehus", "the program to measure")
	out := flag.String("out", "bench/results.json", "where the figures go")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s := setting{binary: *binary, postgres: os.Getenv("KERNEHUS_TEST_POSTGRES"), repeats: 5, units: 3000, tasks: 2000, people: 50000, phones: []int{400}, window: 10 * time.Second, hold: 4 * time.Second}
	if *long {
		s.phones, s.soak = []int{400, 2000, 5000}, 30*time.Minute
	}
	if *quick {
		s.quick, s.repeats, s.units, s.tasks, s.people, s.phones, s.window, s.hold = true, 1, 200, 100, 1000, []int{40}, 2*time.Second, 500*time.Millisecond
	}
	if err := run(ctx, s, *out); err != nil {
		fmt.Fprintln(os.Stderr, "bench: not a result:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s setting, out string) error {
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
	if err := forget(s, out); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	begun := time.Now()
	b := newBook()
	servers, err := prepare(ctx, s)
	if err != nil {
		return err
	}
	turns := []func() error{func() error { return floors(ctx, s, b) }}
	for _, one := range servers {
		turns = append(turns, func() error {
			if err := one.measure(ctx, s, b); err != nil {
				return fmt.Errorf("%s: %w", one.engine, err)
			}
			return nil
		})
	}
	for n := range s.repeats {
		fmt.Fprintf(os.Stderr, "repeat %d of %d, %s since the start\n", n+1, s.repeats, time.Since(begun).Round(time.Second))
		for i := range turns {
			if err := turns[(i+n)%len(turns)](); err != nil { // in alternating order
				return err
			}
		}
	}
	if s.soak > 0 {
		for _, one := range servers {
			if err := one.steady(ctx, s, b); err != nil {
				return fmt.Errorf("%s, steady writing: %w", one.engine, err)
			}
		}
	}
	fmt.Printf("%s, %d processors, %d repeats, median (min–max), %s in all\n\n", runtime.Version(), runtime.NumCPU(), s.repeats, time.Since(begun).Round(time.Second))
	return b.close(s, out)
}

// forget takes the older result away, so that it is not taken for this one.
func forget(s setting, out string) error {
	if s.quick {
		return nil
	}
	return os.Remove(out)
}
