package room

import (
	"maps"
	"sync"
	"time"

	"kernehus/internal/kernel/address"
	"kernehus/internal/kernel/fault"
)

// How many wrong join codes are answered in a minute. Whoever has guessed more is told to
// wait; the right code still lets in, since a whole hall may share one address. That tells
// a guesser when a guess was right, so what bounds guessing is how many codes are looked up
// at all: lookedUp times as many. There are 30^10 codes. At 6,000 wrong ones a minute, all
// year, against a hundred open doors, the chance of one hit is below one in a thousand.
const (
	wrongPerAddress      = 30
	wrongPerMunicipality = 600
	lookedUp             = 10
	guessingTime         = time.Minute
	mostAddresses        = 50_000
)

// Doorkeeper counts wrong join codes in memory; right ones cost nothing. Those inside carry
// a token and never meet it.
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

// Admit refuses to look at a code, right or wrong, while far too many wrong ones have been
// tried.
//
// Faults: TooMany.
func (k *Doorkeeper) Admit(v Visitor, now time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.beyond(v, lookedUp, now)
}

// Wrong counts a wrong code, and says so where there have been too many.
//
// Faults: TooMany.
func (k *Doorkeeper) Wrong(v Visitor, now time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	err := k.beyond(v, 1, now)
	k.count(v, now)
	return err
}

// beyond refuses once a count has come so many times as far as a wrong code is answered.
func (k *Doorkeeper) beyond(v Visitor, times int, now time.Time) error {
	for key, most := range v.keys() {
		if g := k.counted[key]; g.n >= most*times && now.Sub(g.since) < guessingTime {
			e := fault.New(fault.TooMany, "too-many")
			e.After = guessingTime - now.Sub(g.since)
			return e
		}
	}
	return nil
}

func (k *Doorkeeper) count(v Visitor, now time.Time) {
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
