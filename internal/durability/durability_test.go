package durability

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kernehus/internal/kernel/id"
)

const (
	kills       = 20
	connections = 64
)

func TestEveryAcknowledgedInputOutlivesKillNineOnSQLite(t *testing.T) {
	p := found(t, build(t), filepath.Join(t.TempDir(), "kernehus.db"))
	storm(p, func(int) { p.kill(); p.start() })
}

func TestEveryAcknowledgedInputOutlivesKillNineOnPostgreSQL(t *testing.T) {
	c := newCluster(t)
	p := found(t, build(t), c.url())
	storm(p, func(n int) {
		if n%2 == 1 { // the database goes down as well, the server as it stands
			c.stop()
			c.start()
		}
		p.kill()
		p.start()
	})
}

// writer is one connection that writes until it is told to stop, each input until it is
// acknowledged.
type writer struct {
	*program
	token  string
	path   string
	ledger map[string]string // id -> card, of what was acknowledged
}

type receipt struct {
	ID   string `json:"id"`
	Card string `json:"card"`
}

// storm writes from all connections while strike ends the server at random moments, and
// then compares what was acknowledged with what is there.
func storm(p *program, strike func(n int)) {
	p.Helper()
	p.start()
	dialogue, path, writers := open(p)
	var done atomic.Bool
	var acknowledged atomic.Int64
	var running sync.WaitGroup
	for _, w := range writers {
		running.Go(func() {
			for !done.Load() {
				w.write(&acknowledged)
			}
		})
	}
	chance := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for n := range kills {
		awaitMore(p, &acknowledged, 20+chance.Int64N(200))
		pause(time.Duration(chance.Int64N(int64(30 * time.Millisecond))))
		strike(n)
	}
	awaitMore(p, &acknowledged, 100)
	done.Store(true)
	running.Wait()
	p.must(http.MethodPost, "/dialogues/"+dialogue+"/step", p.token, map[string]any{"to": "close"}, nil)
	compare(p, dialogue, writers)
	p.Logf("%d acknowledged inputs outlived %d kills (%s)", acknowledged.Load(), kills, path)
}

// open makes a dialogue and lets the writers in.
func open(p *program) (dialogue, path string, writers []*writer) {
	p.Helper()
	var units struct {
		Items []struct{ ID string }
	}
	p.must(http.MethodGet, "/units", p.token, nil, &units)
	var d struct{ ID, Code string }
	p.must(http.MethodPost, "/dialogues", p.token, map[string]any{"guide": "a1_hvem_definerer", "unit": units.Items[0].ID, "title": "Kan det tåle en strømafbrydelse?"}, &d)
	path = "/dialogues/" + d.Code
	for range connections {
		var j struct{ Token string }
		p.must(http.MethodPost, path+"/participants", "", map[string]any{"id": id.UUID(), "actor": "employee"}, &j)
		writers = append(writers, &writer{program: p, token: j.Token, path: path + "/inputs", ledger: map[string]string{}})
	}
	p.must(http.MethodPost, "/dialogues/"+d.ID+"/step", p.token, map[string]any{"to": 3}, nil)
	return d.ID, path, writers
}

// write sends one input until it is acknowledged, as a phone with bad Wi-Fi does.
func (w *writer) write(acknowledged *atomic.Int64) {
	in := map[string]any{"id": id.UUID(), "step": 3, "kind": "perspektivkort", "data": map[string]string{"perspektiv": "udfoert", "udsagn": "Vi holder, hvad vi lover"}}
	for {
		var r receipt
		status, err := w.call(http.MethodPost, w.path, w.token, in, &r)
		if err == nil {
			w.ledger[r.ID] = r.Card
			acknowledged.Add(1)
			return
		}
		if status >= 400 && status < 500 {
			w.Errorf("refused: %v", err)
			return
		}
		pause(10 * time.Millisecond)
	}
}

func pause(d time.Duration) { <-time.After(d) }

func awaitMore(p *program, acknowledged *atomic.Int64, more int64) {
	p.Helper()
	until, patience := acknowledged.Load()+more, time.After(2*time.Minute)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for acknowledged.Load() < until {
		select {
		case <-patience:
			p.Fatalf("nothing is acknowledged any more\n%s", p.log)
		case <-tick.C:
		}
	}
}

// compare holds the ledgers against the result: all of them there, each once, nothing else.
func compare(p *program, dialogue string, writers []*writer) {
	p.Helper()
	var r struct{ Artefacts []struct{ ID string } }
	p.must(http.MethodGet, "/dialogues/"+dialogue+"/result", p.token, nil, &r)
	times := map[string]int{}
	for _, a := range r.Artefacts {
		times[a.ID]++
	}
	lost, doubled, total := 0, 0, 0
	for _, w := range writers {
		total += len(w.ledger)
		for _, card := range w.ledger {
			switch times[card] {
			case 1:
			case 0:
				lost++
			default:
				doubled++
			}
		}
	}
	if lost > 0 || doubled > 0 || total != len(r.Artefacts) {
		p.Errorf("of %d acknowledged %d are lost and %d are double; the result has %d", total, lost, doubled, len(r.Artefacts))
	}
	if total == 0 {
		p.Error(fmt.Errorf("nothing was written"))
	}
}
