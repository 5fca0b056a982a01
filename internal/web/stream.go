package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/live"
)

// Event is the newest state of one thing a screen shows. Its ID differs when the state
// does; an event whose ID the screen already has is not sent again.
type Event struct {
	Name string
	ID   string
	Data []byte // one line: JSON, or a mark that tells the page to fetch
}

// Stream is a connection that is told the newest state after every ring of the bell.
type Stream struct {
	Hub *live.Hub
	// Next gives the newest events and the full names of the topics to hear from now on.
	// It is asked at once and after every ring, and reads who asks from the request each
	// time: they may hold fewer roles than when the stream began. An error ends the stream.
	Next func(ctx context.Context) (events []Event, topics []string, err error)
}

const (
	heartbeat = 5 * time.Second
	frameGap  = 150 * time.Millisecond // at most one frame a screen in this time
	writeTime = 10 * time.Second
)

func (s Stream) write(w http.ResponseWriter, r *Request) error {
	leave, err := r.Server.open.enter(r)
	if err != nil {
		return err
	}
	defer leave()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	listener := s.Hub.Listen()
	defer listener.Close()
	pen := &pen{w: w, control: http.NewResponseController(w), sent: map[string]string{}}
	ctx, cancel := r.Server.untilStop(r.Context())
	defer cancel()
	ping := time.NewTicker(heartbeat)
	defer ping.Stop()
	for {
		events, err := s.next(ctx, r, listener)
		if err != nil {
			return hangup{err}
		}
		if err := pen.write(events); err != nil {
			return hangup{err}
		}
		if err := s.wait(ctx, r, listener, ping, pen); err != nil {
			return hangup{err}
		}
	}
}

// next asks again when a topic was new to the listener: it may have moved between the
// reading and the listening. Before that it asks at the door who listens.
func (s Stream) next(ctx context.Context, r *Request, l *live.Listener) ([]Event, error) {
	for {
		if err := r.knockAgain(); err != nil {
			return nil, err
		}
		events, topics, err := s.Next(ctx)
		topics = slices.Concat(topics, r.Visitor.Watch)
		if err != nil || l.Hears(topics...) {
			return events, err
		}
		l.Follow(topics...)
	}
}

// personal tells that a stream is only for some who have signed in. All others guard their
// streams by a token of their own, and the API has them with no action at all.
func (r *Request) personal() bool {
	return r.route.Action != "" && !access.May(access.Anonymous(r.Site.ID), r.route.Action)
}

// knockAgain finds out who listens to a personal stream now: it has been open for long, and
// meanwhile a sign-in ends, an account is closed, a role is taken away.
func (r *Request) knockAgain() error {
	if !r.personal() {
		return nil
	}
	now, err := r.Server.visitor(r, r.route)
	if err != nil {
		return err
	}
	was := r.Visitor.Actor
	if now.Actor.Person != was.Person || now.Actor.Token != was.Token || now.Stop != "" || !access.May(now.Actor, r.route.Action) {
		return NeedSignIn()
	}
	r.Visitor = now
	return nil
}

// wait returns when there may be something to tell. A personal stream looks at every beat of
// the heart too: another process, or the date, may have ended what it was opened for.
func (s Stream) wait(ctx context.Context, r *Request, l *live.Listener, ping *time.Ticker, p *pen) error {
	gap := time.NewTimer(frameGap)
	defer gap.Stop()
	select { // however often the bell rings, the next frame waits for the gap
	case <-ctx.Done():
		return ctx.Err()
	case <-gap.C:
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.Bell():
			return nil
		case <-ping.C:
			if err := p.ping(); err != nil || r.personal() {
				return err
			}
		}
	}
}

// pen writes events and remembers which the screen has.
type pen struct {
	w       http.ResponseWriter
	control *http.ResponseController
	sent    map[string]string
}

func (p *pen) write(events []Event) error {
	fresh := false
	for _, e := range events {
		if p.sent[e.Name] == e.ID {
			continue
		}
		p.sent[e.Name] = e.ID
		fresh = true
		if err := p.event(e); err != nil {
			return err
		}
	}
	if !fresh {
		return nil
	}
	return p.control.Flush()
}

// event writes the data as it is: the same bytes go to every screen of an audience.
func (p *pen) event(e Event) error {
	if err := p.line("event: " + e.Name + "\nid: " + e.ID + "\ndata: "); err != nil {
		return err
	}
	if _, err := p.w.Write(e.Data); err != nil {
		return err
	}
	return p.line("\n\n")
}

func (p *pen) ping() error {
	if err := p.line("event: ping\ndata: {}\n\n"); err != nil {
		return err
	}
	return p.control.Flush()
}

func (p *pen) line(s string) error {
	if err := p.control.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	_, err := p.w.Write([]byte(s))
	return err
}
