// Package durability kills the server, again and again, while people write, and looks for
// every contribution that was acknowledged. Its tests start the real program and a
// PostgreSQL of their own with an honest disk.
package durability

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"kernehus/internal/kernel/id"
	"kernehus/internal/phone"
)

const (
	connections = 64
	kills       = 20
	stops       = 2 // of PostgreSQL itself, among the kills
)

// ledger is what the phones know of what they have sent.
type ledger struct {
	mu           sync.Mutex
	acknowledged map[string]string // text by id: answered 201 or 200
	uncertain    map[string]string // sent, and given up without an answer
	first        int               // of them answered 201 the first time they were sent
	wrong        []error
	written      chan struct{} // one for each acknowledgement
}

func (l *ledger) note(in phone.Input, acknowledged, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !acknowledged {
		l.uncertain[in.ID] = in.Data["udsagn"]
		return
	}
	l.acknowledged[in.ID] = in.Data["udsagn"]
	if first {
		l.first++
	}
	select {
	case l.written <- struct{}{}:
	default:
	}
}

func (l *ledger) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wrong = append(l.wrong, err)
}

// TestAcknowledgedInputsSurviveKills is the promise of the API: an input answered 201 is
// there, once, whenever the server dies afterwards.
func TestAcknowledgedInputsSurviveKills(t *testing.T) {
	binary := build(t)
	t.Run("sqlite", func(t *testing.T) {
		p := newProgram(t, binary, t.TempDir()+"/kernehus.db")
		survive(t, p, nil)
	})
	t.Run("postgres", func(t *testing.T) {
		c := newCluster(t)
		p := newProgram(t, binary, c.url)
		survive(t, p, c.crash)
	})
}

// survive lets phones write, kills the program at moments of chance, and counts. crash
// stops the database under it a few times.
func survive(t *testing.T, p *program, crash func(t *testing.T)) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("moments of chance from seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	client := &http.Client{Timeout: 15 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: connections + 2}}
	room := p.open(t, client)
	phones := arrive(t, room, client)
	book := &ledger{acknowledged: map[string]string{}, uncertain: map[string]string{}, written: make(chan struct{}, 1)}

	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for n, one := range phones {
		writers.Go(func() { write(ctx, one, book, rand.New(rand.NewPCG(seed, uint64(n+2)))) })
	}
	for n := range kills {
		waitFor(t, book)
		if err := wait(ctx, time.Duration(50+chance.IntN(400))*time.Millisecond); err != nil {
			t.Fatal(err)
		}
		if crash != nil && n%(kills/stops) == 1 {
			crash(t)
		}
		p.kill()
		if err := p.start(ctx); err != nil {
			t.Fatal(err)
		}
	}
	waitFor(t, book)
	stop()
	writers.Wait()
	look(t, room, phones, book)
}

// arrive lets every phone join.
func arrive(t *testing.T, room *phone.Room, client *http.Client) []*phone.Phone {
	t.Helper()
	var out []*phone.Phone
	for range connections {
		one := phone.New(phone.Server{Base: room.Base, Client: client}, room.Code)
		if err := one.Join(t.Context(), "citizen", ""); err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	return out
}

// waitFor waits until somebody has been acknowledged anew.
func waitFor(t *testing.T, book *ledger) {
	t.Helper()
	select {
	case <-book.written: // perhaps from before
	default:
	}
	select {
	case <-book.written:
	case <-time.After(30 * time.Second):
		book.mu.Lock()
		defer book.mu.Unlock()
		t.Fatalf("nothing was acknowledged for 30 s; the last errors: %v", book.wrong[max(0, len(book.wrong)-3):])
	}
}

// write sends one contribution after the other. As a real phone, it sends the same again
// until it has an answer; a few times it gives up instead, as a phone whose battery is
// empty.
func write(ctx context.Context, one *phone.Phone, book *ledger, chance *rand.Rand) {
	for n := 1; ctx.Err() == nil; n++ {
		in := phone.Input{ID: id.UUID(), Step: writing, Kind: "perspektivkort", Data: map[string]string{"perspektiv": "oplevet", "udsagn": fmt.Sprintf("Udsagn %d fra %s", n, one.ID)}}
		for try := 0; ; try++ {
			status, err := one.Write(context.WithoutCancel(ctx), in)
			if err == nil {
				book.note(in, true, try == 0 && status == http.StatusCreated)
				break
			}
			var refused *phone.Refused
			if errors.As(err, &refused) && refused.Status != http.StatusServiceUnavailable && refused.Status != http.StatusInternalServerError {
				book.fail(err)
			}
			if ctx.Err() != nil || chance.IntN(20) == 0 {
				book.note(in, false, false)
				break
			}
			if wait(ctx, time.Duration(10+chance.IntN(40))*time.Millisecond) != nil {
				book.note(in, false, false)
				break
			}
		}
		wait(ctx, time.Duration(chance.IntN(40))*time.Millisecond) //nolint:errcheck // the loop asks ctx
	}
}

// look finds every acknowledged contribution exactly once, among the phone's own and in the
// room's result, and nothing that nobody sent.
func look(t *testing.T, room *phone.Room, phones []*phone.Phone, book *ledger) {
	t.Helper()
	for _, err := range book.wrong {
		t.Errorf("a phone was refused: %v", err)
	}
	own, inRoom := map[string]int{}, map[string]int{}
	for _, one := range phones {
		items, err := one.Inputs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			if item.Own {
				own[item.ID]++
			}
		}
	}
	result, err := room.Result(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range result.Artefacts {
		inRoom[a.Data["udsagn"]]++
	}
	lost, twice := 0, 0
	for key, text := range book.acknowledged {
		switch {
		case own[key] == 0 || inRoom[text] == 0:
			lost++
		case own[key] > 1 || inRoom[text] > 1:
			twice++
		}
	}
	for key, text := range book.uncertain {
		if own[key] > 1 || inRoom[text] > 1 {
			twice++
		}
	}
	if lost > 0 || twice > 0 {
		t.Errorf("of %d acknowledged contributions %d are lost and %d are there twice", len(book.acknowledged), lost, twice)
	}
	if most := len(book.acknowledged) + len(book.uncertain); len(own) > most || len(inRoom) > most {
		t.Errorf("the room holds %d contributions, %d were sent", len(inRoom), most)
	}
	t.Logf("%d kills, %d acknowledged (%d at the first try), %d given up without an answer", kills, len(book.acknowledged), book.first, len(book.uncertain))
}
