package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // driver "sqlite"
)

// floors measures what the machine itself can do.
func floors(ctx context.Context, s setting, b *book) error {
	if s.only != nil {
		return nil // who looks at one thing looks at the program
	}
	if err := fsyncs(s, b); err != nil {
		return err
	}
	rate, err := handlerFloor(ctx, 2, s.hold/4)
	if err != nil {
		return fmt.Errorf("handler: %w", err)
	}
	b.note("http", onMachine, rate)
	for _, c := range crowds {
		if err := durableFloor(ctx, s, b, c); err != nil {
			return fmt.Errorf("durable, c=%d: %w", c, err)
		}
	}
	return fanOutFloor(ctx, b)
}

// handlerFloor is how many requests a handler answers that does nothing but send so many
// bytes.
func handlerFloor(ctx context.Context, size int, hold time.Duration) (float64, error) {
	page := bytes.Repeat([]byte("x"), size)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(page) })) //nolint:errcheck // the loop counts
	defer server.Close()
	n, err := loop(ctx, 16, hold, func(ctx context.Context, client *http.Client, _ int) error { return get(ctx, client, server.URL) })
	return n.rate(), err
}

// fsyncs counts how often 4 kB can be appended and synced in a second.
func fsyncs(s setting, b *book) error {
	f, err := os.Create(filepath.Join(s.dir, "fsync"))
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it is thrown away
	block := make([]byte, 4096)
	n, begun := 0, time.Now()
	for ; time.Since(begun) < time.Second; n++ {
		if _, err := f.Write(block); err != nil {
			return err
		}
		if err := f.Sync(); err != nil {
			return err
		}
	}
	b.note("fsync", onMachine, float64(n)/time.Since(begun).Seconds())
	return nil
}

// tally is what a closed loop has done.
type tally struct {
	took  []time.Duration
	lasts time.Duration
}

func (t tally) rate() float64 { return float64(len(t.took)) / t.lasts.Seconds() }

// loop lets so many workers do the same again and again for a while; an error ends it.
func loop(ctx context.Context, workers int, lasts time.Duration, do func(ctx context.Context, client *http.Client, worker int) error) (tally, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	client := newClient(workers)
	defer client.CloseIdleConnections()
	var all tally
	var mu sync.Mutex
	var work sync.WaitGroup
	begun := time.Now()
	for n := range workers {
		work.Go(func() {
			var own []time.Duration
			for time.Since(begun) < lasts && ctx.Err() == nil {
				from := time.Now()
				if err := do(ctx, client, n); err != nil {
					stop(err)
					break
				}
				own = append(own, time.Since(from))
			}
			mu.Lock()
			defer mu.Unlock()
			all.took = append(all.took, own...)
		})
	}
	work.Wait()
	all.lasts = time.Since(begun)
	return all, context.Cause(ctx)
}

// notes keeps how often a loop went round in a second, and how long each round took.
func (b *book) notes(key, place string, t tally) {
	b.note(key, place, t.rate())
	b.note(key+"-p50", place, quantile(t.took, .5))
	b.note(key+"-p99", place, quantile(t.took, .99))
}

func newClient(connections int) *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConns: 0, MaxIdleConnsPerHost: connections, DisableCompression: true}}
}

func get(ctx context.Context, client *http.Client, address string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	answer.Body.Close() //nolint:errcheck // it was only read
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %d", address, answer.StatusCode)
	}
	return err
}

// waiting is a row that waits for the commit it shares with others.
type waiting struct {
	body []byte
	done chan error
}

// durableFloor is a server that does nothing but keep what it is sent: it tells how much of
// an input's cost is the disk's and HTTP's, and how much is ours.
func durableFloor(ctx context.Context, s setting, b *book, workers int) error {
	d, err := sql.Open("sqlite", "file:"+filepath.Join(s.dir, fmt.Sprintf("floor%d.db", time.Now().UnixNano()))+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // it is thrown away
	d.SetMaxOpenConns(1)
	if _, err := d.ExecContext(ctx, "CREATE TABLE vote (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"); err != nil {
		return err
	}
	queue := make(chan waiting, 1024)
	var writer sync.WaitGroup
	writer.Go(func() { keepAll(d, queue) })
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in map[string]any
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		body, _ := json.Marshal(in) //nolint:errcheck // it was JSON
		one := waiting{body, make(chan error, 1)}
		queue <- one
		if <-one.done != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusCreated)
	}))
	body := []byte(`{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","step":3,"kind":"perspektivkort","data":{"perspektiv":"oplevet","udsagn":"Vi venter længst om eftermiddagen"}}`)
	n, err := loop(ctx, workers, s.hold/2, func(ctx context.Context, client *http.Client, _ int) error {
		return send(ctx, client, server.URL, body)
	})
	server.Close()
	close(queue)
	writer.Wait()
	if err == nil {
		b.notes(at("durable", workers), onMachine, n)
	}
	return err
}

func send(ctx context.Context, client *http.Client, address string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	io.Copy(io.Discard, answer.Body) //nolint:errcheck // the status says it
	answer.Body.Close()              //nolint:errcheck // it was only read
	if answer.StatusCode != http.StatusCreated {
		return fmt.Errorf("answered %d", answer.StatusCode)
	}
	return nil
}

// keepAll writes what waits together in one commit, and answers after it.
func keepAll(d *sql.DB, queue chan waiting) {
	for first := range queue {
		list := []waiting{first}
		for more := true; more && len(list) < 200; {
			select {
			case one, ok := <-queue:
				if more = ok; ok {
					list = append(list, one)
				}
			default:
				more = false
			}
		}
		err := keep(d, list)
		for _, one := range list {
			one.done <- err
		}
	}
}

func keep(d *sql.DB, list []waiting) error {
	tx, err := d.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	for _, one := range list {
		if _, err := tx.Exec("INSERT INTO vote (body) VALUES ($1)", string(one.body)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// bell wakes everybody who waits for it.
type bell struct {
	mu   sync.Mutex
	next chan struct{}
}

func (b *bell) wait() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.next
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.next)
	b.next = make(chan struct{})
}

// ServeHTTP writes one event at once and one for every ring.
func (b *bell) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	for {
		next := b.wait()
		fmt.Fprint(w, "data: {}\n\n") //nolint:errcheck // the listener counts
		if flush.Flush() != nil {
			return
		}
		select {
		case <-next:
		case <-r.Context().Done():
			return
		}
	}
}

// fanOutFloor tells 400 listeners something twenty times and asks how long each waited.
func fanOutFloor(ctx context.Context, b *book) error {
	const listeners, times = 400, 20
	tower := &bell{next: make(chan struct{})}
	server := httptest.NewServer(tower)
	defer server.Close()
	ctx, stop := context.WithCancel(ctx)
	client := newClient(listeners)
	var rung, ready atomic.Int64
	heard := make(chan time.Duration, listeners*(times+1))
	var all sync.WaitGroup
	for range listeners {
		all.Go(func() {
			first := true
			listen(ctx, client, server.URL, func() { //nolint:errcheck // it ends with ctx
				if first {
					first = false
					ready.Add(1)
					return
				}
				heard <- time.Since(time.UnixMicro(rung.Load()))
			})
		})
	}
	err := until(ctx, 20*time.Second, func() bool { return ready.Load() == listeners })
	var took []time.Duration
	for n := 0; n < times && err == nil; n++ {
		rung.Store(time.Now().UnixMicro())
		tower.ring()
		for range listeners {
			select {
			case d := <-heard:
				took = append(took, d)
			case <-time.After(10 * time.Second):
				err = errors.New("a listener of the floor heard nothing")
			}
		}
	}
	stop()
	all.Wait()
	if err == nil {
		b.note("sse-p50", onMachine, quantile(took, .5))
		b.note("sse-p99", onMachine, quantile(took, .99))
	}
	return err
}
