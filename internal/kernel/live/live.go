// Package live wakes screens. A topic is a name with a counter; touching it counts up
// and rings every listener's bell. Bells do not queue: a slow screen hears one ring for
// ten touches and asks for the newest frame, so nothing is replayed and nothing is lost.
package live

import (
	"slices"
	"strconv"
	"sync"
	"time"
)

// Hub holds the topics of this process.
type Hub struct {
	mu     sync.Mutex
	start  string // differs after a restart, so that an old version never looks current
	moved  uint64 // counts every touch of every topic
	topics map[string]*topic
	frames map[string]*frame
}

// topic is a name somebody has asked for. One that nobody has asked for is not kept, and
// reads as of the present count, which is newer than anything said of it before.
type topic struct {
	version uint64 // the hub's count when it last moved
	bells   map[*Listener]struct{}
	asked   time.Time
}

// New makes a hub; start is any text that differs between runs of the program.
func New(start string) *Hub {
	return &Hub{start: start, topics: map[string]*topic{}, frames: map[string]*frame{}}
}

// Touch says that topics moved.
func (h *Hub) Touch(names []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, name := range names {
		h.moved++
		t, known := h.topics[name]
		if !known {
			continue
		}
		t.version = h.moved
		for l := range t.bells {
			select {
			case l.bell <- struct{}{}:
			default: // it has already been rung
			}
		}
	}
}

func (h *Hub) topic(name string) *topic {
	t, ok := h.topics[name]
	if !ok {
		t = &topic{version: h.moved, bells: map[*Listener]struct{}{}}
		h.topics[name] = t
	}
	t.asked = time.Now()
	return t
}

// Version is an opaque mark of a topic's state; it differs after every touch and after
// a restart.
func (h *Hub) Version(name string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.start + "." + strconv.FormatUint(h.topic(name).version, 36)
}

// Listener hears the topics it was made for.
type Listener struct {
	hub   *Hub
	names []string
	bell  chan struct{}
}

// Listen makes a listener; Close it when the screen goes away.
func (h *Hub) Listen(names ...string) *Listener {
	l := &Listener{hub: h, bell: make(chan struct{}, 1)}
	l.Follow(names...)
	return l
}

// Bell gives the channel that is rung when one of the topics moved.
func (l *Listener) Bell() <-chan struct{} { return l.bell }

// Follow changes which topics are heard: a phone's group is another at the next step.
func (l *Listener) Follow(names ...string) {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	l.leave()
	l.names = names
	for _, n := range names {
		l.hub.topic(n).bells[l] = struct{}{}
	}
}

// Close takes the listener off its topics.
func (l *Listener) Close() {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	l.leave()
}

func (l *Listener) leave() {
	for _, n := range l.names {
		t := l.hub.topics[n]
		delete(t.bells, l)
	}
	l.names = nil
}

// frame is one rendered state, shared by everybody who sees the same.
type frame struct {
	mu      sync.Mutex
	version string
	body    []byte
	err     error
	used    time.Time
}

// Frame gives the body rendered for key at the topic's present version: the first who
// asks renders, those who ask meanwhile wait and share it. The key names everything the
// body depends on beside the topic: audience, language, group.
func (h *Hub) Frame(topic, key string, render func() ([]byte, error)) (body []byte, version string, err error) {
	h.mu.Lock()
	f, ok := h.frames[topic+"\x00"+key]
	if !ok {
		f = &frame{}
		h.frames[topic+"\x00"+key] = f
	}
	h.mu.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.used = time.Now()
	version = h.Version(topic) // what render reads is at least this new
	if f.version == version && f.err == nil {
		return f.body, version, nil
	}
	body, err = render()
	f.version, f.body, f.err = version, body, err // after render, which may panic
	return body, version, err
}

// Sweep forgets frames and topics nobody has asked for since before.
func (h *Hub) Sweep(before time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for key, f := range h.frames {
		if f.mu.TryLock() {
			if f.used.Before(before) {
				delete(h.frames, key)
			}
			f.mu.Unlock()
		}
	}
	for name, t := range h.topics {
		if len(t.bells) == 0 && t.asked.Before(before) {
			delete(h.topics, name)
		}
	}
}

// Hears tells whether the listener follows exactly these topics.
func (l *Listener) Hears(names ...string) bool {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	return slices.Equal(l.names, names)
}

// Topics is how many topics are kept.
func (h *Hub) Topics() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.topics)
}
