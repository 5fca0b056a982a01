package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kernehus/internal/kernel/id"
	"kernehus/internal/phone"
)

// writing is the step of the guide in which everybody writes cards for their own group.
const writing = 3

func card(n int) phone.Input {
	return phone.Input{ID: id.UUID(), Step: writing, Kind: "perspektivkort", Data: map[string]string{"perspektiv": "oplevet", "udsagn": fmt.Sprintf("Vi venter længst om eftermiddagen, når bussen er kørt (%d)", n)}}
}

// open makes a dialogue where people write.
func (s *server) open(ctx context.Context, title string) (*phone.Room, error) {
	r, err := phone.Open(ctx, phone.Server{Base: s.base, Token: s.token, Client: newClient(4)}, "a1_hvem_definerer", s.unit, title)
	if err != nil {
		return nil, err
	}
	return r, r.Move(ctx, fmt.Sprint(writing))
}

// crowd lets so many phones join, at most 64 at a time.
func crowd(ctx context.Context, r *phone.Room, n int, client *http.Client) ([]*phone.Phone, error) {
	phones := make([]*phone.Phone, n)
	for i := range phones {
		phones[i] = phone.New(phone.Server{Base: r.Base, Client: client}, r.Code)
	}
	return phones, together(64, n, func(i int) error { return phones[i].Join(ctx, "citizen", "") })
}

// together does n things, so many at a time, and gives the first error.
func together(atOnce, n int, do func(i int) error) error {
	var next atomic.Int64
	var work sync.WaitGroup
	wrong := make(chan error, atOnce)
	for range min(atOnce, n) {
		work.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(i); err != nil {
					wrong <- err
					return
				}
			}
		})
	}
	work.Wait()
	select {
	case err := <-wrong:
		return err
	default:
		return nil
	}
}

// capacity is how many inputs are acknowledged when so many phones write as fast as they can.
func (s *server) capacity(ctx context.Context, set setting, b *book, workers int) error {
	r, err := s.open(ctx, fmt.Sprintf("Så hurtigt %d kan skrive", workers))
	if err != nil {
		return err
	}
	phones, err := crowd(ctx, r, workers, newClient(workers))
	if err != nil {
		return err
	}
	n, err := s.busy(at("inputs", workers), b, func() (tally, error) {
		return loop(ctx, workers, set.hold/2, func(ctx context.Context, client *http.Client, worker int) error {
			one := *phones[worker]
			one.Client = client
			return written(one.Write(ctx, card(worker)))
		})
	})
	if err != nil {
		return err
	}
	b.notes(at("inputs", workers), s.engine, n)
	return s.complete(ctx, r, len(n.took))
}

func written(status int, err error) error {
	if err == nil && status != http.StatusCreated {
		err = fmt.Errorf("an input was answered %d", status)
	}
	return err
}

// complete compares what the room holds with what was acknowledged.
func (s *server) complete(ctx context.Context, r *phone.Room, want int) error {
	result, err := r.Result(ctx)
	if err == nil && len(result.Artefacts) != want {
		err = fmt.Errorf("the room holds %d inputs, %d were acknowledged", len(result.Artefacts), want)
	}
	return err
}

// seen is a count the projector showed, and when.
type seen struct {
	count int
	at    time.Time
}

// sent is one input of the room.
type sent struct{ from, to time.Time }

// room is so many phones that listen and each write once within the window, while a
// projector shows how many have written.
type room struct {
	*phone.Room
	phones   []*phone.Phone
	sent     []sent
	mu       sync.Mutex
	screen   []seen
	step     int // the room has been moved to
	moved    time.Time
	heard    []time.Duration // from then until a phone heard of it
	hear     atomic.Int64    // phones that have heard something
	listener sync.WaitGroup
}

func (s *server) fill(ctx context.Context, set setting, n int, b *book) error {
	opened, err := s.open(ctx, fmt.Sprintf("%d i rummet", n))
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	r := &room{Room: opened, sent: make([]sent, n)}
	defer r.listener.Wait()
	defer stop()
	client := newClient(n)
	begun := time.Now()
	if r.phones, err = crowd(ctx, opened, n, client); err != nil {
		return err
	}
	r.listen(ctx, newClient(n+1))
	if err := until(ctx, 30*time.Second, func() bool { return int(r.hear.Load()) == n && r.shown() >= 0 }); err != nil {
		return fmt.Errorf("%d of %d phones listen: %w", r.hear.Load(), n, err)
	}
	key := func(what string) string { return at("room", n) + "-" + what }
	b.note(key("join"), s.engine, time.Since(begun).Seconds())
	if err := r.write(ctx, set.window); err != nil {
		return err
	}
	if err := until(ctx, 10*time.Second, func() bool { return r.shown() == n }); err != nil {
		return fmt.Errorf("the projector shows %d of %d inputs: %w", r.shown(), n, err)
	}
	memory, err := s.memory()
	if err != nil {
		return err
	}
	b.note(key("memory"), s.engine, memory)
	answers := make([]time.Duration, n)
	for i, one := range r.sent {
		answers[i] = one.to.Sub(one.from)
	}
	b.note(key("p50"), s.engine, quantile(answers, .5))
	b.note(key("p99"), s.engine, quantile(answers, .99))
	delays := r.delays()
	b.note(key("screen-p50"), s.engine, quantile(delays, .5))
	b.note(key("screen-p99"), s.engine, quantile(delays, .99))
	if err := s.complete(ctx, opened, n); err != nil {
		return err
	}
	steps, err := r.steps(ctx)
	if err != nil {
		return err
	}
	b.note(key("step-p50"), s.engine, quantile(steps, .5))
	b.note(key("step-p99"), s.engine, quantile(steps, .99))
	return opened.Move(ctx, "close")
}

// steps moves the room on and back and takes the time from the facilitator's press until
// each phone has heard where the room is now.
func (r *room) steps(ctx context.Context) ([]time.Duration, error) {
	var took []time.Duration
	for n := range 10 {
		to := writing + 1 - n%2
		r.mu.Lock()
		r.step, r.moved, r.heard = to, time.Now(), nil
		r.mu.Unlock()
		if err := r.Move(ctx, fmt.Sprint(to)); err != nil {
			return nil, err
		}
		if err := until(ctx, 10*time.Second, func() bool { return len(r.arrived()) == len(r.phones) }); err != nil {
			return nil, fmt.Errorf("%d of %d phones heard of the step: %w", len(r.arrived()), len(r.phones), err)
		}
		took = append(took, r.arrived()...)
		if err := pause(ctx, 300*time.Millisecond); err != nil { // a screen is told at most every 150 ms
			return nil, err
		}
	}
	return took, nil
}

// arrived is how long it took each phone that has heard of the newest step.
func (r *room) arrived() []time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.heard)
}

// tell notes that a phone has heard of a step.
func (r *room) tell(e phone.Event) {
	now := time.Now()
	var v struct{ Step struct{ Number int } }
	if e.Name != "step" || json.Unmarshal([]byte(e.Data), &v) != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if v.Step.Number == r.step {
		r.heard = append(r.heard, now.Sub(r.moved))
	}
}

// listen opens every phone's stream and the projector's.
func (r *room) listen(ctx context.Context, client *http.Client) {
	for _, one := range r.phones {
		ear := *one
		ear.Client = client
		r.listener.Go(func() {
			heard := false
			ear.Follow(ctx, func(e phone.Event) { //nolint:errcheck // it ends with ctx; who hears nothing is counted
				if !heard {
					heard = true
					r.hear.Add(1)
				}
				r.tell(e)
			})
		})
	}
	screen := phone.Server{Base: r.Base, Client: client}
	at := r.ScreenURL[strings.Index(r.ScreenURL, "/skaerm/"):]
	r.listener.Go(func() {
		screen.Listen(ctx, at+"/stroem", func(e phone.Event) { //nolint:errcheck // likewise
			var v struct{ Written int }
			if e.Name != "count" || json.Unmarshal([]byte(e.Data), &v) != nil {
				return
			}
			r.mu.Lock()
			defer r.mu.Unlock()
			r.screen = append(r.screen, seen{v.Written, time.Now()})
		})
	})
}

// shown is the newest count on the projector, -1 before the first.
func (r *room) shown() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.screen) == 0 {
		return -1
	}
	return r.screen[len(r.screen)-1].count
}

// write lets every phone write once at a moment of chance within the window.
func (r *room) write(ctx context.Context, window time.Duration) error {
	var all sync.WaitGroup
	wrong := make(chan error, len(r.phones))
	begun := time.Now()
	for i, one := range r.phones {
		at := begun.Add(time.Duration(rand.Int64N(int64(window))))
		all.Go(func() {
			if err := pause(ctx, time.Until(at)); err != nil {
				wrong <- err
				return
			}
			r.sent[i].from = time.Now()
			if err := written(one.Write(ctx, card(i))); err != nil {
				wrong <- err
			}
			r.sent[i].to = time.Now()
		})
	}
	all.Wait()
	select {
	case err := <-wrong:
		return err
	default:
		return nil
	}
}

// delays is how long each input took from the phone's press to the projector. The screen
// shows a number; an input is counted as shown once that number is as high as all that were
// sent before this one's answer came, which can only make the delay longer than it was.
func (r *room) delays() []time.Duration {
	froms := make([]time.Time, len(r.sent))
	for i, one := range r.sent {
		froms[i] = one.from
	}
	slices.SortFunc(froms, time.Time.Compare)
	out := make([]time.Duration, 0, len(r.sent))
	for _, one := range r.sent {
		before, _ := slices.BinarySearchFunc(froms, one.to, time.Time.Compare)
		for _, s := range r.screen {
			if s.count >= before {
				out = append(out, s.at.Sub(one.from))
				break
			}
		}
	}
	return out
}

var errLate = errors.New("waited in vain")

// until waits for something, asking ten times a second.
func until(ctx context.Context, most time.Duration, is func() bool) error {
	for end := time.Now().Add(most); !is(); {
		if time.Now().After(end) {
			return errLate
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// listen reads a stream of events of any server.
func listen(ctx context.Context, client *http.Client, address string, heard func()) error {
	return phone.Server{Base: address, Client: client}.Listen(ctx, "/", func(phone.Event) { heard() })
}
