// Package webtest drives pages in tests as a browser without script does: it gets, presses
// buttons, sends the forms a page holds, and looks at the answer by CSS selector.
package webtest

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/internal/kernel/access"
	"kernehus/internal/web"
)

// House is a server of some pages, at whose door people are known by the browser they use.
type House struct {
	*testing.T
	Now    func() context.Context // the time it is in the story
	server *web.Server
	site   web.Site
	people map[string]web.Visitor
}

// New opens a house for a site. Its pages are asked at the time now tells.
func New(t *testing.T, site web.Site, now func() context.Context, routes []web.Route) *House {
	h := &House{T: t, Now: now, site: site, people: map[string]web.Visitor{}}
	h.server = web.NewServer(web.Config{Log: slog.New(slog.DiscardHandler)}, h, routes)
	return h
}

// Site lets every host be the one site.
func (h *House) Site(context.Context, string) (web.Site, error) { return h.site, nil }

// Visitor knows people by their cookie.
func (h *House) Visitor(_ context.Context, site web.Site, secret string, _ bool) (web.Visitor, error) {
	if v, ok := h.people[secret]; ok {
		return v, nil
	}
	return web.Visitor{Actor: access.Anonymous(site.ID)}, nil
}

// Bearer knows nobody.
func (h *House) Bearer(_ context.Context, site web.Site, _ string, _ bool) (web.Visitor, error) {
	return web.Visitor{Actor: access.Anonymous(site.ID)}, nil
}

// Browser is one browser.
type Browser struct {
	*House
	Lang    string // the language it has chosen; empty for none
	cookies map[string]string
}

// Nobody is the browser of somebody who has not signed in.
func (h *House) Nobody() *Browser { return &Browser{House: h, cookies: map[string]string{}} }

// SignedIn is the browser of somebody who works here.
func (h *House) SignedIn(a access.Actor, name string) *Browser {
	h.people[a.Person] = web.Visitor{Actor: a, Name: name}
	return &Browser{House: h, cookies: map[string]string{"kernehus": a.Person}}
}

// Get asks for a page.
func (b *Browser) Get(path string) Answer { b.Helper(); return b.send("GET", path, nil) }

// Post sends pairs of name and value.
func (b *Browser) Post(path string, pairs ...string) Answer {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.send("POST", path, form)
}

// Press sends the form a button stands in, as the page filled it in, with some fields
// filled in anew.
func (b *Browser) Press(button Node, pairs ...string) Answer {
	b.Helper()
	form := button.form()
	given := form.values()
	if name := button.Attr("name"); name != "" {
		given.Set(name, button.Attr("value"))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		given.Set(pairs[i], pairs[i+1])
	}
	if !strings.EqualFold(form.Attr("method"), "post") {
		return b.send("GET", form.Attr("action")+"?"+given.Encode(), nil)
	}
	return b.send("POST", form.Attr("action"), given)
}

// Follow asks for where an answer leads.
func (b *Browser) Follow(a Answer) Answer {
	b.Helper()
	if a.Code != http.StatusSeeOther {
		b.Fatalf("%d leads nowhere: %.2000s", a.Code, a.Text("main"))
	}
	return b.Get(a.To)
}

func (b *Browser) send(method, path string, form url.Values) Answer {
	b.Helper()
	path, _, _ = strings.Cut(path, "#") // a browser keeps that to itself
	r := httptest.NewRequestWithContext(b.Now(), method, path, strings.NewReader(form.Encode()))
	r.Host = "127.0.0.1:8080"
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	if b.Lang != "" {
		r.AddCookie(&http.Cookie{Name: "sprog", Value: b.Lang})
	}
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c.Value
	}
	tree, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		b.Fatal(err)
	}
	return Answer{b.T, w.Code, w.Header().Get("Location"), w.Body.String(), tree}
}

// Answer is what a browser got.
type Answer struct {
	*testing.T
	Code int
	To   string // where it leads
	Body string
	tree *html.Node
}

// Is checks the status and, where it leads on, where to.
func (a Answer) Is(code int, to string) Answer {
	a.Helper()
	if a.Code != code || a.To != to {
		a.Fatalf("%d to %q, want %d to %q: %.2000s", a.Code, a.To, code, to, a.Text("main"))
	}
	return a
}

// All gives the elements a selector finds.
func (a Answer) All(selector string) []Node {
	a.Helper()
	var out []Node
	for _, n := range cascadia.QueryAll(a.tree, cascadia.MustCompile(selector)) {
		out = append(out, Node{a.T, n})
	}
	return out
}

// Has tells whether a selector finds anything.
func (a Answer) Has(selector string) bool { a.Helper(); return len(a.All(selector)) > 0 }

// One gives the one element a selector finds, or stops the test.
func (a Answer) One(selector string) Node {
	a.Helper()
	found := a.All(selector)
	if len(found) != 1 {
		a.Fatalf("%d of %q in a %d to %q: %.3000s", len(found), selector, a.Code, a.To, a.Text("main"))
	}
	return found[0]
}

// Button is the first button inside what a selector finds whose name begins with some words.
func (a Answer) Button(inside, words string) Node {
	a.Helper()
	for _, b := range a.All(inside + " button") {
		if strings.HasPrefix(b.Text(), words) || b.Attr("aria-label") == words {
			return b
		}
	}
	a.Fatalf("no button in %q says %q in a %d to %q: %.3000s", inside, words, a.Code, a.To, a.Text("main"))
	return Node{}
}

// Text is what all the elements a selector finds say, with single spaces.
func (a Answer) Text(selector string) string {
	a.Helper()
	var out []string
	for _, n := range a.All(selector) {
		out = append(out, n.Text())
	}
	return strings.Join(out, " | ")
}

// Says fails for every sentence that the content of the page does not say.
func (a Answer) Says(sentences ...string) {
	a.Helper()
	said := a.Text("main")
	for _, s := range sentences {
		if !strings.Contains(said, s) {
			a.Errorf("the page does not say %q: %.3000s", s, said)
		}
	}
}

// Lacks fails for every sentence that is anywhere in the answer, attributes too.
func (a Answer) Lacks(sentences ...string) {
	a.Helper()
	for _, s := range sentences {
		if strings.Contains(a.Body, s) {
			a.Errorf("the answer holds %q", s)
		}
	}
}

// Node is one element of a page.
type Node struct {
	*testing.T
	node *html.Node
}

// Attr is the value of an attribute; empty where it is absent.
func (n Node) Attr(name string) string {
	for _, a := range n.node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Has tells whether an attribute is there.
func (n Node) Has(name string) bool {
	for _, a := range n.node.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// Text is what the element says, with single spaces.
func (n Node) Text() string { return strings.Join(strings.Fields(n.raw()), " ") }

func (n Node) raw() string {
	var out strings.Builder
	for d := range n.node.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return out.String()
}

// Value is what a field holds: typed, chosen or ticked.
func (n Node) Value() string {
	switch n.node.Data {
	case "textarea":
		return n.raw()
	case "select":
		return n.chosen()
	}
	return n.Attr("value")
}

func (n Node) chosen() string {
	options := cascadia.QueryAll(n.node, cascadia.MustCompile("option"))
	for _, o := range options {
		if (Node{n.T, o}).Has("selected") {
			return Node{n.T, o}.Attr("value")
		}
	}
	if len(options) == 0 {
		return ""
	}
	return Node{n.T, options[0]}.Attr("value")
}

// form is the form a button sends.
func (n Node) form() Node {
	n.Helper()
	if n.node.Data == "form" {
		return n
	}
	for up := n.node.Parent; up != nil; up = up.Parent {
		if up.Type == html.ElementNode && up.Data == "form" {
			return Node{n.T, up}
		}
	}
	n.Fatalf("%s stands in no form", n.Text())
	return n
}

// values are the fields of a form as they stand, without its buttons.
func (n Node) values() url.Values {
	out := url.Values{}
	for _, x := range cascadia.QueryAll(n.node, cascadia.MustCompile("input[name], textarea[name], select[name]")) {
		f := Node{n.T, x}
		if kind := f.Attr("type"); (kind == "checkbox" || kind == "radio") && !f.Has("checked") {
			continue
		}
		out.Add(f.Attr("name"), f.Value())
	}
	return out
}
