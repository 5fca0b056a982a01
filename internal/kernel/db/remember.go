package db

import (
	"strings"
	"sync"
	"time"
)

// memory keeps answers that are dear to find and seldom change. It forgets by the same
// topics that wake the screens.
type memory struct {
	mu    sync.Mutex
	moved map[string]int64 // how often something has moved in a municipality
	kept  map[string]answer
}

type answer struct {
	value        any
	municipality string
	about        []string
	until        time.Time
}

// mostAnswers is how many are kept; then all are forgotten.
const mostAnswers = 2000

// rememberFor is how long what another process has changed may go unseen.
const rememberFor = time.Minute

func newMemory() *memory { return &memory{moved: map[string]int64{}, kept: map[string]answer{}} }

// forget drops what is about a topic that moved.
func (m *memory) forget(topics []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range topics {
		municipality, topic, _ := strings.Cut(t, "/")
		m.moved[municipality]++
		for key, a := range m.kept {
			if a.municipality == municipality && a.isAbout(topic) {
				delete(m.kept, key)
			}
		}
	}
}

func (a answer) isAbout(topic string) bool {
	for _, prefix := range a.about {
		if strings.HasPrefix(topic, prefix) {
			return true
		}
	}
	return false
}

// age is how often something had moved when a reading began.
func (m *memory) age(municipality string) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.moved[municipality]
}

func (m *memory) get(key string, now time.Time) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, found := m.kept[key]
	return a.value, found && now.Before(a.until)
}

// keep keeps an answer, unless something has moved since its reading began: it may be the
// answer of before.
func (m *memory) keep(key string, a answer, age int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.moved[a.municipality] != age {
		return
	}
	if len(m.kept) >= mostAnswers {
		clear(m.kept)
	}
	m.kept[key] = a
}

// Remembered gives what find finds, and remembers it for everybody who reads until a topic
// moves that begins with one of about ("unit/"), or a minute has passed. The key says all
// that the answer depends on but the municipality. Nobody may change what it gives. In a
// Change it finds anew: there the answer may already be another.
func Remembered[T any](tx *Tx, key string, about []string, find func() (T, error)) (T, error) {
	if tx.memory == nil {
		return find()
	}
	key = tx.Municipality + "\x00" + key
	if v, found := tx.memory.get(key, tx.now); found {
		return v.(T), nil
	}
	v, err := find()
	if err == nil {
		tx.memory.keep(key, answer{v, tx.Municipality, about, tx.now.Add(rememberFor)}, tx.age)
	}
	return v, err
}
