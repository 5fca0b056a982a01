package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kernehus/internal/phone"
)

// page is a page whose server time is measured.
type page struct {
	key, about, aim string
	route           string // as the log names it
	signedIn        bool
	path            func(s *server) string
}

var pages = []page{
	{"front", "the front page", "< 5", "GET /{$}", false, func(*server) string { return "/" }},
	{"catalogue", "the catalogue's page", "< 5", "GET /kerneopgaver", false, func(*server) string { return "/kerneopgaver" }},
	{"search", "a search in the catalogue", "", "GET /kerneopgaver", false, func(*server) string { return "/kerneopgaver?q=b%C3%B8rn+l%C3%A6rer" }},
	{"soeg", "a search from the box on every page", "< 5", "GET /soeg", false, func(*server) string { return "/soeg?q=b%C3%B8rn+l%C3%A6rer" }},
	{"core-task", "a public core task", "< 5", "GET /kerneopgaver/{slug}", false, func(s *server) string { return "/kerneopgaver/" + s.slug }},
	{"unit", "a unit, signed in", "< 5", "GET /enheder/{unit}", true, func(s *server) string { return "/enheder/" + s.unit }},
	{"top-unit", "the unit at the top, signed in", "< 5", "GET /enheder/{unit}", true, func(s *server) string { return "/enheder/" + s.top }},
}

// read asks for every page again and again: one at a time, which takes the time the server
// says it used, and then by sixteen at once, beside a handler that only sends as much.
func (s *server) read(ctx context.Context, set setting, b *book) error {
	for _, p := range pages {
		if !set.wants(p.key) {
			continue
		}
		if err := s.readOne(ctx, set, b, p); err != nil {
			return fmt.Errorf("%s: %w", p.key, err)
		}
	}
	return nil
}

func (s *server) readOne(ctx context.Context, set setting, b *book, p page) error {
	var cookies http.CookieJar
	if p.signedIn {
		cookies = s.browser.Jar
	}
	ask := func(ctx context.Context, client *http.Client, _ int) error {
		one := *client
		one.Jar = cookies
		return get(ctx, &one, s.base+p.path(s))
	}
	client := newClient(1)
	for range 20 { // until what is compiled once has been
		if err := ask(ctx, client, 0); err != nil {
			return err
		}
	}
	end, err := s.log.Seek(0, 2)
	if err != nil {
		return err
	}
	for begun, n := time.Now(), 0; n < 120 || time.Since(begun) < set.hold/8; n++ {
		if err := ask(ctx, client, 0); err != nil {
			return err
		}
	}
	took, size, err := s.times(end, p.route)
	if err != nil || len(took) < 100 {
		return errors.Join(err, fmt.Errorf("the log names %s only %d times", p.route, len(took)))
	}
	b.note(p.key, s.engine, quantile(took, .5))
	b.note(p.key+"-p99", s.engine, quantile(took, .99))
	n, err := s.busy(p.key, b, func() (tally, error) { return loop(ctx, 16, set.hold/4, ask) })
	if err != nil {
		return err
	}
	b.note(p.key+"-rate", s.engine, n.rate())
	floor, err := handlerFloor(ctx, size, set.hold/8)
	b.note(p.key+"-floor", onMachine, floor)
	return err
}

// times reads from the server's log how long a route took, and how many bytes it answered.
func (s *server) times(from int64, route string) (out []time.Duration, size int, err error) {
	whole, err := os.ReadFile(s.log.Name())
	if err != nil {
		return nil, 0, err
	}
	lines := bufio.NewScanner(bytes.NewReader(whole[from:]))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one struct {
			Route  string
			Status int
			Bytes  int
			MS     float64 `json:"ms"`
		}
		if json.Unmarshal(lines.Bytes(), &one) == nil && one.Route == route && one.Status == http.StatusOK {
			out, size = append(out, time.Duration(one.MS*float64(time.Millisecond))), one.Bytes
		}
	}
	return out, size, lines.Err()
}

// backup copies the database while 64 phones write; none may fail.
func (s *server) backup(ctx context.Context, set setting, b *book) error {
	const workers = 64
	r, err := s.open(ctx, "Mens der tages kopi")
	if err != nil {
		return err
	}
	phones, err := crowd(ctx, r, workers, newClient(workers))
	if err != nil {
		return err
	}
	copied := filepath.Join(set.dir, fmt.Sprintf("copy%d.db", time.Now().UnixNano()))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var lasted time.Duration
	var n tally
	var writers sync.WaitGroup
	writers.Go(func() {
		var failed error
		n, failed = loop(ctx, workers, time.Hour, func(ctx context.Context, client *http.Client, worker int) error {
			one := *phones[worker]
			one.Client = client
			err := written(one.Write(context.WithoutCancel(ctx), card(worker)))
			return errors.Join(err, pause(ctx, 20*time.Millisecond))
		})
		stop(failed)
	})
	begun := time.Now()
	_, err = s.command(ctx, "", "backup", copied)
	lasted = time.Since(begun)
	stop(errDone)
	writers.Wait()
	if cause := context.Cause(ctx); !errors.Is(cause, errDone) && !errors.Is(cause, context.Canceled) {
		err = errors.Join(err, cause)
	}
	if err != nil || len(n.took) == 0 {
		return errors.Join(err, os.Remove(copied))
	}
	b.note("backup", s.engine, lasted.Seconds())
	b.note("backup-p99", s.engine, max(0, quantile(n.took, .99)-20)) // without the pause
	return os.Remove(copied)
}

var errDone = errors.New("the copy is made")

// steady writes 40 inputs a second for a long time and sees whether memory grows.
func (s *server) steady(ctx context.Context, set setting, b *book) error {
	if err := s.start(ctx, newBook()); err != nil {
		return err
	}
	defer s.stop()
	if err := s.enter(ctx); err != nil {
		return err
	}
	const workers = 40
	r, err := s.open(ctx, "En lang dag")
	if err != nil {
		return err
	}
	phones, err := crowd(ctx, r, workers, newClient(workers))
	if err != nil {
		return err
	}
	var early float64
	var took []time.Duration
	var mu sync.Mutex
	begun := time.Now()
	err = together(workers, workers, func(i int) error {
		return s.often(ctx, phones[i], set.soak, func(d time.Duration) error {
			mu.Lock()
			defer mu.Unlock()
			took = append(took, d)
			if early == 0 && time.Since(begun) > set.soak/10 {
				var err error
				early, err = s.memory()
				return err
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	late, err := s.memory()
	b.note("soak-p99", s.engine, quantile(took, .99))
	b.note("soak-memory", s.engine, late-early)
	return errors.Join(err, s.complete(ctx, r, len(took)))
}

// often writes once a second.
func (s *server) often(ctx context.Context, one *phone.Phone, lasts time.Duration, tell func(time.Duration) error) error {
	for begun, n := time.Now(), 0; time.Since(begun) < lasts; n++ {
		from := time.Now()
		if err := written(one.Write(ctx, card(n))); err != nil {
			return err
		}
		if err := tell(time.Since(from)); err != nil {
			return err
		}
		if err := pause(ctx, time.Until(from.Add(time.Second))); err != nil {
			return err
		}
	}
	return nil
}
