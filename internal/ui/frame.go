// Package ui is the design system: the page frame and the parts pages are made of.
//
// Parts take what they show and decide nothing. The classes are Det Fælles Designsystem's
// and our own (docs/frontend.md); no part carries a style attribute or a script of its own.
package ui

import (
	"context"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
)

// Link is a text that leads somewhere.
type Link struct {
	Text    string
	Href    string
	Current bool
}

// Frame is what surrounds every page.
type Frame struct {
	Title        string // of the page; the municipality's name follows it
	Description  string // for search engines and shared links; may be empty
	Municipality string
	Logo         string // address; empty where the name stands instead
	Theme        string // address of the municipality's colours
	Demo         bool
	Nav          []Link
	Crumbs       []Link // from the front page down; the last is this page
	Person       string // who is signed in; empty for nobody
	Account      string // address of one's own page
	Manage       string // address of the administration; empty for most
	SignIn       string // address with the way back
	OtherLang    string // this page in the other language
	Accessible   string // address of the accessibility statement
	Scripts      []string
	Live         string // address of the page's stream; empty when it has none
	Wide         bool   // boards and tables use the whole width
	Notice       string // said once, at the top, after something was done
	Hidden       bool   // not for search engines
	Searches     bool   // the page has a search box of its own
}

// FullTitle is the page's title with the municipality behind it.
func (f Frame) FullTitle() string {
	if f.Title == "" {
		return f.Municipality
	}
	return f.Title + " – " + f.Municipality
}

// Form is what somebody typed and what is wrong with it. The zero Form is empty and
// without mistakes.
type Form struct {
	Values url.Values
	Fault  *fault.Error
}

// Filled makes a form that shows values from a record.
func Filled(pairs ...string) Form {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return Form{Values: v}
}

// Value is what stands in a field.
func (f Form) Value(name string) string { return f.Values.Get(name) }

// Has tells whether a value is among those chosen in a field.
func (f Form) Has(name, value string) bool {
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Error is all that is wrong with a field, a sentence for each thing: who mends one is not refused for the next.
func (f Form) Error(ctx context.Context, name string) string {
	if f.Fault == nil {
		return ""
	}
	var all []string
	for _, x := range f.Fault.Fields {
		if x.Name == name {
			all = append(all, text.FaultIn(ctx, x.Code, x.Args...))
		}
	}
	return strings.Join(all, " ")
}

// Refused tells that something is wrong with the form.
func (f Form) Refused() bool { return f.Fault != nil }

// Field is one field of a form.
type Field struct {
	Form     Form
	Name     string
	Label    string
	Hint     string
	Type     string // text, email, password, number, search; empty is text
	Max      int    // characters; 0 for no limit
	Rows     int    // of a text area
	Optional bool
	Auto     string // autocomplete
	Draft    bool   // the browser may keep what is half typed
	Options  []Option
	Width    int // 1–6 tenths of the line for short things such as dates; 0 is the whole
}

// Option is one choice.
type Option struct {
	Value string
	Text  string
	Hint  string
}

// ID is the field's id in the page.
func (f Field) ID() string { return "f-" + f.Name }

// Describes lists the ids of what explains the field.
func (f Field) Describes(ctx context.Context) string {
	s := ""
	if f.Hint != "" {
		s = f.ID() + "-hint"
	}
	if f.Form.Error(ctx, f.Name) != "" {
		if s != "" {
			s += " "
		}
		s += f.ID() + "-error"
	}
	return s
}

// AsWritten marks people's own words, which stay Danish on an English page.
func AsWritten(ctx context.Context) templ.Attributes {
	if text.LangOf(ctx) == text.English {
		return templ.Attributes{"lang": "da"}
	}
	return templ.Attributes{}
}
