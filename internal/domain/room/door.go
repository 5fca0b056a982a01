package room

import (
	"maps"
	"sync"
	"time"

	"kernehus/internal/kernel/address"
	"kernehus/internal/kernel/fault"
)

// How many wrong join codes are heard in a minute before the door is not answered for the
// rest of it.
const (
	wrongPerAddress      = 30
	wrongPerMunicipality = 600
	guessingTime         = time.Minute
	mostAddresses        = 50_000
)

// Doorkeeper counts wrong join codes in memory. Those inside carry a token and never meet it.
type Doorkeeper struct {
	mu      sync.Mutex
	counted map[string]guesses
}

type guesses struct {
	since time.Time
	n     int
}

// Visitor is somebody outside the room.
type Visitor struct {
	Municipality string
	Address      string
}

func (v Visitor) keys() map[string]int {
	return map[string]int{v.Municipality: wrongPerMunicipality, v.Municipality + "\x00" + address.Neighbourhood(v.Address): wrongPerAddress}
}

// Admit refuses to look at a code while too many wrong ones have been tried.
//
// Faults: TooMany.
func (k *Doorkeeper) Admit(v Visitor, now time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for key, most := range v.keys() {
		if g := k.counted[key]; g.n >= most && now.Sub(g.since) < guessingTime {
			e := fault.New(fault.TooMany, "too-many")
			e.After = guessingTime - now.Sub(g.since)
			return e
		}
	}
	return nil
}

// Wrong counts a wrong code.
func (k *Doorkeeper) Wrong(v Visitor, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.counted == nil {
		k.counted = map[string]guesses{}
	}
	if len(k.counted) > mostAddresses {
		maps.DeleteFunc(k.counted, func(_ string, g guesses) bool { return now.Sub(g.since) >= guessingTime })
	}
	for key := range v.keys() {
		g := k.counted[key]
		if now.Sub(g.since) >= guessingTime {
			g = guesses{since: now}
		}
		g.n++
		k.counted[key] = g
	}
}
