package phone

import (
	"bufio"
	"context"
	"net/http"
	"strings"
)

// Event is one event of a stream.
type Event struct{ Name, ID, Data string }

// Follow listens to the room until ctx ends or the stream breaks, and hands over every
// event as it comes.
func (p *Phone) Follow(ctx context.Context, heard func(Event)) error {
	return p.Listen(ctx, p.path("stream"), heard)
}

// Listen is Follow for any path that answers with Server-Sent Events.
func (s Server) Listen(ctx context.Context, path string, heard func(Event)) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Base+path, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Accept", "text/event-stream")
	if s.Token != "" {
		r.Header.Set("Authorization", "Bearer "+s.Token)
	}
	answer, err := s.Client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	if answer.StatusCode != http.StatusOK {
		return &Refused{answer.StatusCode, answer.Status}
	}
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(make([]byte, 64<<10), 16<<20)
	var e Event
	for lines.Scan() {
		switch name, value, _ := strings.Cut(lines.Text(), ":"); name {
		case "":
			if e.Name != "" || e.Data != "" {
				heard(e)
			}
			e = Event{}
		case "event":
			e.Name = strings.TrimSpace(value)
		case "id":
			e.ID = strings.TrimSpace(value)
		case "data":
			e.Data += strings.TrimPrefix(value, " ")
		}
	}
	return lines.Err()
}
