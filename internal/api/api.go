// Package api is the JSON API. What it offers is one table of operations; the routes and
// the OpenAPI document are both made from it, so that they cannot say different things.
package api

import (
	"encoding/json"
	"net/http"
	"strconv"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/live"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// API answers programs and the phones' own script.
type API struct {
	Dialogues *dialogue.Service
	Catalogue catalogue.Service
	Tasks     coretask.Service
	Org       org.Service
	Hub       *live.Hub
}

// who says what an operation asks of the one who calls.
type who string

const (
	anybody who = "anybody"
	guests  who = "guest" // a participant's token, as Bearer or cookie
	tokens  who = "token" // an API token, or a signed-in person
)

// operation is one line of the API: how it is called, what it takes, what it answers.
type operation struct {
	id       string
	method   string
	path     string
	summary  string
	who      who
	optional bool // the token may be left out
	action   access.Action
	query    []parameter
	body     any         // an example of what is sent; nil for nothing
	answers  map[int]any // by status, an example of what comes back
	faults   []int
	stream   bool
	handle   web.Handler
}

// parameter is one of the query.
type parameter struct {
	name, kind, about string
	required          bool
}

var paging = []parameter{
	{name: "limit", kind: "integer", about: "How many items at most, 1 to 200; 50 where it is left out."},
	{name: "after", kind: "string", about: "What next said in the answer before."},
}

// Page is a list with where its next page begins; null after the last.
type Page[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

func page[T any](items []T, next string) Page[T] {
	p := Page[T]{Items: items}
	if p.Items == nil {
		p.Items = []T{}
	}
	if next != "" {
		p.Next = &next
	}
	return p
}

// operations are everything the API offers.
func (a API) operations() []operation {
	return append(a.catalogueOperations(), a.dialogueOperations()...)
}

// Routes are the operations and their document.
func (a API) Routes() []web.Route {
	var out []web.Route
	for _, o := range a.operations() {
		out = append(out, web.API(o.method, o.path, a.guarded(o), o.action))
	}
	return append(out, web.API(http.MethodGet, "/api/v1/openapi.json", a.document, ""))
}

// guarded asks for a token where the operation needs one, and says what went wrong in the
// dialogue's language.
func (a API) guarded(o operation) web.Handler {
	return func(r *web.Request) (web.Reply, error) {
		if o.who == tokens && !r.Actor().SignedIn() {
			return nil, web.NeedSignIn()
		}
		reply, err := o.handle(r)
		if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.TooMany) { // a wrong code is counted once
			r.Speak(a.language(r))
		}
		return reply, err
	}
}

// language is that of the dialogue a call is about, as far as who calls may know of it;
// empty otherwise.
func (a API) language(r *web.Request) text.Lang {
	switch {
	case r.PathValue("code") != "":
		return a.Dialogues.LanguageInside(r.Context(), guest(r), visitor(r))
	case r.PathValue("id") != "":
		return a.Dialogues.LanguageOf(r.Context(), r.Actor(), dialogueID(r))
	}
	return ""
}

func (a API) document(r *web.Request) (web.Reply, error) {
	return web.JSON{Value: a.openAPI(r.Link(""))}, nil
}

// limit reads how many items are wanted.
//
// Faults: Invalid on limit.
func limit(r *web.Request) (int, error) {
	s := r.URL.Query().Get("limit")
	if s == "" {
		return 50, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 200 {
		return 0, fault.OnField("limit", "range", 1, 200)
	}
	return n, nil
}

func guest(r *web.Request) dialogue.Guest {
	return dialogue.Guest{Municipality: r.Site.ID, Code: r.PathValue("code"), Token: r.GuestToken()}
}

func visitor(r *web.Request) room.Visitor {
	return room.Visitor{Municipality: r.Site.ID, Address: r.Address}
}

// loose is a text that may also be sent as a number, as a table or a step is.
type loose string

// UnmarshalJSON takes a text, a number or null.
func (l *loose) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*l = loose(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		*l = "?" // neither: the rule that reads it says what is wrong
		return nil
	}
	*l = loose(n.String())
	return nil
}
