// Package fault holds the kinds of failure a person can meet.
//
// A person's mistake, or a "no" with a reason, is a *fault.Error with a Code;
// package text turns the code into a sentence, package web turns the kind into a
// status. Everything else is a plain error and becomes Broken at the edge.
package fault

import (
	"errors"
	"strings"
	"time"
)

// Kind says how a failure is answered; it decides the HTTP status and nothing else.
type Kind int

const (
	Broken      Kind = iota // 500: our fault; the log has the rest
	Invalid                 // 422: the form again, each field explained
	NotFound                // 404: also for what you may not see
	Forbidden               // 403: you may see it, but not do this
	SignIn                  // 401: who are you?
	Conflict                // 409: somebody else changed it; both versions, choose
	Closed                  // 409: the right thing at the wrong time
	Gone                    // 410: it was here, and is retired
	TooLarge                // 413: more bytes than we read
	TooMany                 // 429: slow down
	Misdirected             // 421: no municipality answers on this host
	Away                    // 503: come back in a moment
)

// Code names one sentence of package text; lower case with hyphens ("too-long").
type Code string

// Field explains what is wrong with one field of a form or a JSON body.
type Field struct {
	Name string // the field's name as the outside knows it
	Code Code
	Args []any // values the sentence needs, in its order
}

// Error is a failure that can be explained to the person who met it.
type Error struct {
	Kind   Kind
	Code   Code
	Args   []any
	Fields []Field
	After  time.Duration // with TooMany: when to try again
	Cause  error         // for the log, never for the person
}

// Error gives the log's wording; people get text.Fault instead.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	for _, f := range e.Fields {
		b.WriteString(" " + f.Name + "=" + string(f.Code))
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes a failure of a kind with the code of its sentence.
func New(k Kind, c Code, args ...any) *Error { return &Error{Kind: k, Code: c, Args: args} }

// OnField is an Invalid failure about one field.
func OnField(name string, c Code, args ...any) *Error {
	return &Error{Kind: Invalid, Code: "invalid", Fields: []Field{{Name: name, Code: c, Args: args}}}
}

// Fields collects what is wrong with a form; Err is nil while nothing is.
type Fields []Field

// Add notes one mistake.
func (f *Fields) Add(name string, c Code, args ...any) {
	*f = append(*f, Field{Name: name, Code: c, Args: args})
}

// Join notes the mistakes of a form that was refused already, so that all are told at once;
// any other failure is given back.
func (f *Fields) Join(err error) error {
	if err == nil {
		return nil
	}
	if !Is(err, Invalid) {
		return err
	}
	*f = append(*f, As(err).Fields...)
	return nil
}

// Err gives the mistakes as one Invalid failure, or nil when there are none.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: "invalid", Fields: f}
}

// As finds the *Error in err; a plain error comes back as Broken with err as its cause.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Broken, Code: "broken", Cause: err}
}

// Is tells whether err is a failure of kind k.
func Is(err error, k Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == k
}

// HasCode tells whether err, or one of its fields, carries the code c.
func HasCode(err error, c Code) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	for _, f := range e.Fields {
		if f.Code == c {
			return true
		}
	}
	return e.Code == c
}

// Missing is the answer for what is not there, and for what you may not see.
func Missing() *Error { return New(NotFound, "not-found") }

// Denied is the answer for what you may see but not do.
func Denied() *Error { return New(Forbidden, "not-allowed") }

// Stale is the answer when somebody else changed the record in between.
func Stale() *Error { return New(Conflict, "changed-meanwhile") }

// Why is the one code that says most: that of the first field where there is one.
func (e *Error) Why() string {
	if len(e.Fields) > 0 {
		return string(e.Fields[0].Code)
	}
	return string(e.Code)
}
