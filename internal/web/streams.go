package web

import (
	"sync"
	"time"

	"kernehus/internal/kernel/address"
	"kernehus/internal/kernel/fault"
)

// How many streams may be open at once. A school, or a hall with thousands of phones,
// stands behind one address; one person has a few tabs and telephones.
const (
	streamsPerAddress = 8_000
	streamsPerPerson  = 30
	streamRetry       = 10 * time.Second
)

// streams counts the open ones, by address and by who has opened them.
type streams struct {
	mu   sync.Mutex
	open map[string]int
}

// enter counts a stream until leave is called.
//
// Faults: TooMany.
func (s *streams) enter(r *Request) (leave func(), err error) {
	most := map[string]int{"address " + address.Neighbourhood(r.Address): streamsPerAddress}
	switch token, person := r.GuestToken(), r.Actor().Person; {
	case token != "":
		most["guest "+token] = streamsPerPerson
	case person != "":
		most["person "+r.Site.ID+" "+person] = streamsPerPerson
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, n := range most {
		if s.open[key] >= n {
			e := fault.New(fault.TooMany, "too-many")
			e.After = streamRetry
			return nil, e
		}
	}
	if s.open == nil {
		s.open = map[string]int{}
	}
	for key := range most {
		s.open[key]++
	}
	return func() { s.leave(most) }, nil
}

func (s *streams) leave(of map[string]int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key := range of {
		if s.open[key]--; s.open[key] == 0 {
			delete(s.open, key)
		}
	}
}
