// Package phone is a telephone without anybody holding it: it joins a dialogue, writes and
// listens over the JSON API as a real one does. kernehus simulate, the tests that kill the
// server and the benchmarks use it. It knows nothing of the server but its contract.
package phone

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"kernehus/internal/kernel/id"
)

// Refused is an answer that is not 2xx.
type Refused struct {
	Status int
	Body   string
}

// Error gives the status and what the server said.
func (r *Refused) Error() string { return fmt.Sprintf("answered %d: %s", r.Status, r.Body) }

// Server is where phones and programs send what they have to say. Token is a participant's
// or an API token; empty for nobody in particular.
type Server struct {
	Base   string // http://127.0.0.1:8080
	Token  string
	Client *http.Client
}

// Ask sends one request and reads the answer into out, unless that is nil. The status is 0
// where no answer came; any answer but 2xx is a *Refused.
func (s Server) Ask(ctx context.Context, method, path string, in, out any) (int, error) {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return 0, err
		}
		body = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(ctx, method, s.Base+path, body)
	if err != nil {
		return 0, err
	}
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if s.Token != "" {
		r.Header.Set("Authorization", "Bearer "+s.Token)
	}
	answer, err := s.Client.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	b, err := io.ReadAll(io.LimitReader(answer.Body, 256<<20))
	if err != nil {
		return 0, err // an answer cut off half-way is none
	}
	if answer.StatusCode/100 != 2 {
		return answer.StatusCode, &Refused{answer.StatusCode, strings.TrimSpace(string(b))}
	}
	if out == nil || len(b) == 0 {
		return answer.StatusCode, nil
	}
	return answer.StatusCode, json.Unmarshal(b, out)
}

// Phone is one telephone in one dialogue.
type Phone struct {
	Server
	Code  string
	ID    string // the secret it made for itself
	Group string
}

// New makes a phone that has not joined yet.
func New(s Server, code string) *Phone { return &Phone{Server: s, Code: code, ID: id.UUID()} }

func (p *Phone) path(tail string) string {
	return "/api/v1/dialogues/" + url.PathEscape(p.Code) + "/" + tail
}

// Join comes in as an actor ("citizen", "employee" …); an employee has a profession.
func (p *Phone) Join(ctx context.Context, actor, profession string) error {
	in := map[string]string{"id": p.ID, "actor": actor}
	if profession != "" {
		in["profession"] = profession
	}
	var out struct{ Token, Group string }
	if _, err := p.Ask(ctx, http.MethodPost, p.path("participants"), in, &out); err != nil {
		return fmt.Errorf("join: %w", err)
	}
	p.Token, p.Group = out.Token, out.Group
	return nil
}

// State is where the room is.
type State struct {
	Version int64 `json:"version"`
	Open    bool  `json:"open"`
	Step    *Step `json:"step"`
}

// Step is the room's current step.
type Step struct {
	Number  int       `json:"number"`
	Title   string    `json:"title"`
	Writes  string    `json:"writes"` // who may write: alle, leder, facilitator
	Accepts []Accepts `json:"accepts"`
}

// Accepts is a kind of contribution with its fields.
type Accepts struct {
	Kind   string  `json:"kind"`
	Fields []Field `json:"fields"`
}

// Field is one field of a kind.
type Field struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Values   []string `json:"values"`
	Max      int      `json:"max"`
}

// State asks where the room is.
func (p *Phone) State(ctx context.Context) (State, error) {
	var out State
	_, err := p.Ask(ctx, http.MethodGet, p.path("state"), nil, &out)
	return out, err
}

// Input is one contribution.
type Input struct {
	ID   string            `json:"id"`
	Step int               `json:"step"`
	Kind string            `json:"kind"`
	Data map[string]string `json:"data"`
	Late bool              `json:"late,omitempty"`
}

// Write sends a contribution once. 201 says it is kept, 200 that it had been before.
func (p *Phone) Write(ctx context.Context, in Input) (int, error) {
	return p.Ask(ctx, http.MethodPost, p.path("inputs"), in, nil)
}

// Item is one of the contributions a phone may see.
type Item struct {
	ID   string            `json:"id"`
	Own  bool              `json:"own"`
	Step int               `json:"step"`
	Kind string            `json:"kind"`
	Data map[string]string `json:"data"`
}

// Inputs gives all the phone may see, page by page: its own and its group's.
func (p *Phone) Inputs(ctx context.Context) ([]Item, error) {
	var all []Item
	for after := ""; ; {
		var page struct {
			Items []Item
			Next  *string
		}
		if _, err := p.Ask(ctx, http.MethodGet, p.path("inputs?limit=200&after="+url.QueryEscape(after)), nil, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.Next == nil || *page.Next == "" {
			return all, nil
		}
		after = *page.Next
	}
}
