package phone

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// Room is a dialogue as the program that opened it sees it; its Server carries an API
// token.
type Room struct {
	Server
	ID, Code, JoinURL, ScreenURL string
}

// Unit is one unit of the tree.
type Unit struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Children []Unit `json:"children"`
}

// Units gives the tree of units to a program with a token.
func (s Server) Units(ctx context.Context) ([]Unit, error) {
	var out struct{ Items []Unit }
	_, err := s.Ask(ctx, http.MethodGet, "/api/v1/units", nil, &out)
	return out.Items, err
}

// Open makes a dialogue whose doors are open.
func Open(ctx context.Context, s Server, guide, unit, title string) (*Room, error) {
	var out struct {
		ID, Code  string
		JoinURL   string `json:"join_url"`
		ScreenURL string `json:"screen_url"`
	}
	if _, err := s.Ask(ctx, http.MethodPost, "/api/v1/dialogues", map[string]string{"guide": guide, "unit": unit, "title": title}, &out); err != nil {
		return nil, fmt.Errorf("open a dialogue: %w", err)
	}
	return &Room{s, out.ID, out.Code, out.JoinURL, out.ScreenURL}, nil
}

// Move takes the room to "next", "previous", "close" or a step's number.
func (r *Room) Move(ctx context.Context, to string) error {
	_, err := r.Ask(ctx, http.MethodPost, "/api/v1/dialogues/"+url.PathEscape(r.ID)+"/step", map[string]string{"to": to}, nil)
	return err
}

// Result is what the room has come to, as far as phones care.
type Result struct {
	Artefacts []struct {
		ID   string            `json:"id"`
		Kind string            `json:"kind"`
		Data map[string]string `json:"data"`
	} `json:"artefacts"`
}

// Result gives what the room has come to so far.
func (r *Room) Result(ctx context.Context) (Result, error) {
	var out Result
	_, err := r.Ask(ctx, http.MethodGet, "/api/v1/dialogues/"+url.PathEscape(r.ID)+"/result", nil, &out)
	return out, err
}
