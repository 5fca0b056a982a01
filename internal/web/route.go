// Package web is where HTTP begins and ends: routes, requests, replies, faults.
//
// A handler takes a Request and gives a Reply or an error. It never writes headers; one
// place does, after the handler has returned, so that a fault halfway through a page
// cannot leave half a page behind.
package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
)

// Handler answers one request.
type Handler func(*Request) (Reply, error)

// Kind says who a route talks to; it decides how faults and sign-in are answered.
type Kind int

const (
	ForPeople   Kind = iota // pages and their forms
	ForPrograms             // the JSON API: problem documents, Bearer tokens
	ForScreens              // streams and fragments inside pages: a status, no page
)

// Route is one line of the table of everything that answers.
type Route struct {
	Method  string
	Pattern string
	Handle  Handler
	Action  access.Action // what the service will check; the menu and the documentation ask it too
	Kind    Kind
	Body    int64 // most bytes read of a body; 0 is the usual for its kind
	Empty   bool  // answers also while there is no municipality: setting up
}

// Get is a page.
func Get(pattern string, h Handler, a access.Action) Route {
	return Route{Method: http.MethodGet, Pattern: pattern, Handle: h, Action: a}
}

// Post is a form.
func Post(pattern string, h Handler, a access.Action) Route {
	return Route{Method: http.MethodPost, Pattern: pattern, Handle: h, Action: a}
}

// Upload is a form that carries a file of at most so many bytes.
func Upload(pattern string, h Handler, a access.Action, most int64) Route {
	return Route{Method: http.MethodPost, Pattern: pattern, Handle: h, Action: a, Body: most}
}

// Screen is a stream or a fragment that a page's script asks for.
func Screen(pattern string, h Handler, a access.Action) Route {
	return Route{Method: http.MethodGet, Pattern: pattern, Handle: h, Action: a, Kind: ForScreens}
}

// API is one operation of the JSON API.
func API(method, pattern string, h Handler, a access.Action) Route {
	return Route{Method: method, Pattern: pattern, Handle: h, Action: a, Kind: ForPrograms}
}

const (
	formBytes = 1 << 20
	jsonBytes = 64 << 10
)

func (r Route) most() int64 {
	switch {
	case r.Body > 0:
		return r.Body
	case r.Kind == ForPrograms:
		return jsonBytes
	}
	return formBytes
}

// Site is the municipality that answers on this host, as far as every page shows it.
type Site struct {
	ID         string
	Slug       string
	Name       string
	Demo       bool
	Logo       string // address, empty for none
	Theme      string // address of the style sheet with its colours
	Accessible string // address of the accessibility statement
}

// Visitor is who stands at the door.
type Visitor struct {
	Actor access.Actor
	Name  string
	Lang  text.Lang // the person's choice; empty for none
	Stop  string    // address this person must visit first (a second factor to set up); empty for none
	Watch []string  // full names of the topics that are rung when this sign-in ends
}

// Door knows municipalities by host and people by what they carry; app builds it.
type Door interface {
	// Site finds the municipality of a host; fault Misdirected when none answers there.
	Site(ctx context.Context, host string) (Site, error)
	// Visitor finds who carries a sign-in cookie's secret; the zero Visitor's Actor is
	// Anonymous when nobody does. Local tells that the request came to a loopback host.
	Visitor(ctx context.Context, site Site, secret string, local bool) (Visitor, error)
	// Bearer finds who carries an API token; fault SignIn when nobody does.
	Bearer(ctx context.Context, site Site, token string, local bool) (Visitor, error)
}

// Request is one request with what the door has found out.
type Request struct {
	*http.Request
	Site    Site
	Visitor Visitor
	ID      string // number of this request, in log, change and error page
	Address string // the client's address, behind trusted proxies the real one
	Local   bool   // the host is a loopback name
	Secure  bool   // cookies travel over https
	Server  *Server

	asked bool          // for a language of its own
	after time.Duration // when it may be tried again, where it was refused for being one too many
	route Route
}

// Actor is who asks.
func (r *Request) Actor() access.Actor { return r.Visitor.Actor }

// Lang is the language of the answer.
func (r *Request) Lang() text.Lang { return text.LangOf(r.Context()) }

// Now is the instant of the request.
func (r *Request) Now() time.Time { return db.Now(r.Context()) }

// Speak gives the answer in a language, unless who asks has chosen one.
func (r *Request) Speak(l text.Lang) {
	if l != "" && !r.asked {
		r.Request = r.WithContext(text.With(r.Context(), l))
	}
}

// May tells whether the visitor may do the action anywhere at all.
func (r *Request) May(a access.Action) bool { return access.May(r.Visitor.Actor, a) }

// Form reads the posted form. The values are what was typed, with line ends as \n and
// without space around them.
func (r *Request) Form() (url.Values, error) {
	if err := r.ParseForm(); err != nil {
		return nil, bodyFault(err)
	}
	return tidy(r.Request.PostForm), nil
}

// Typed gives a posted form as pages show it again when it is refused.
func (r *Request) Typed(err error) ui.Form {
	e := fault.As(err)
	if e.Kind == fault.TooMany {
		r.after = max(e.After, time.Second)
	}
	return ui.Form{Values: tidy(r.Request.PostForm), Fault: e}
}
