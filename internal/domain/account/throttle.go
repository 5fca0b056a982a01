package account

import (
	"sync"
	"time"
)

// limit is how many tries are free, and how often one more is given after that.
type limit struct {
	burst int
	every time.Duration
}

// The limits of guessing. A whole school may stand behind one address, so the narrow limit
// is for one account from one address, and the wide ones are for one account and for one
// address. The wide limit of an account has a price: strangers who go on guessing from
// many addresses can keep its owner from signing in anew for as long as they do. Who is
// signed in already stays so.
var (
	accountFromAddress = limit{5, time.Minute}
	accountAnywhere    = limit{25, 30 * time.Second}
	addressAnything    = limit{60, 5 * time.Second}
	letterPerAccount   = limit{3, 20 * time.Minute}
	letterPerAddress   = limit{20, time.Minute}
	openingCode        = limit{10, 10 * time.Second}
)

// mostBuckets bounds the memory guessing can take.
const mostBuckets = 20_000

type bucket struct {
	left float64
	at   time.Time
	of   limit
}

func (b bucket) filled(now time.Time) bucket {
	b.left = min(float64(b.of.burst), b.left+float64(now.Sub(b.at))/float64(b.of.every))
	b.at = now
	return b
}

// guard counts tries; it lives in memory, so a restart forgives.
type guard struct {
	mu      sync.Mutex
	buckets map[string]bucket
}

type try struct {
	key string
	of  limit
}

// take counts one try under every key, or says how long to wait and counts none.
func (g *guard) take(now time.Time, tries ...try) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	taken := make([]bucket, len(tries))
	var wait time.Duration
	for i, t := range tries {
		b, known := g.buckets[t.key]
		if !known {
			b = bucket{left: float64(t.of.burst), at: now, of: t.of}
		}
		if b = b.filled(now); b.left < 1 {
			wait = max(wait, time.Duration((1-b.left)*float64(t.of.every))+time.Second)
		}
		b.left--
		taken[i] = b
	}
	if wait > 0 {
		return wait
	}
	if len(g.buckets) > mostBuckets {
		g.tidy(now)
	}
	for i, t := range tries {
		g.buckets[t.key] = taken[i]
	}
	return 0
}

// forgive gives the tries back: it was the right person.
func (g *guard) forgive(tries ...try) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, t := range tries {
		if b, known := g.buckets[t.key]; known {
			b.left = min(float64(b.of.burst), b.left+1)
			g.buckets[t.key] = b
		}
	}
}

// tidy drops the buckets that are full again, and when all are in use, half of them.
func (g *guard) tidy(now time.Time) {
	for k, b := range g.buckets {
		if b = b.filled(now); b.left >= float64(b.of.burst) {
			delete(g.buckets, k)
		}
	}
	for k := range g.buckets {
		if len(g.buckets) <= mostBuckets/2 {
			return
		}
		delete(g.buckets, k)
	}
}
