package coretask_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/content"
	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/check"
	"kernehus/internal/domain/erasure"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/kernel/access"
	page "kernehus/internal/page/coretask"
	"kernehus/internal/town"
	"kernehus/internal/web"

	"github.com/a-h/templ"
)

// house is a town with its pages.
type house struct {
	*town.Town
	server *web.Server
	people map[string]access.Actor // by the secret in the cookie
}

func inHouse(t *testing.T, story func(h *house)) {
	t.Helper()
	town.In(t, func(w *town.Town) {
		sheet, wrong := check.Load(content.Files)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		h := &house{Town: w, people: map[string]access.Actor{}}
		pages := page.Pages{
			Tasks: w.Tasks, Catalogue: catalogue.Service{DB: w.DB}, Reflections: reflection.Service{DB: w.DB}, Erasure: erasure.Service{DB: w.DB},
			Units: org.Service{DB: w.DB}, Places: &municipality.Service{DB: w.DB}, Questions: sheet,
		}
		signIn := func(*web.Request, string, url.Values) web.Page { return web.Page{Title: "Log ind", View: nothing{}} }
		h.server = web.NewServer(web.Config{Log: slog.New(slog.DiscardHandler), SignIn: signIn}, h, pages.Routes())
		story(h)
	})
}

type nothing struct{}

// Render writes the page of the sign-in that these tests do not look at.
func (nothing) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, "<h1>Log ind</h1>")
	return err
}

var _ templ.Component = nothing{}

// Site lets every host be the town.
func (h *house) Site(context.Context, string) (web.Site, error) {
	return web.Site{ID: town.Here, Slug: town.Here, Name: "Fjordby Kommune", Theme: "/tema.css", Accessible: "/tilgaengelighed"}, nil
}

// Visitor knows the people of the story by their cookie.
func (h *house) Visitor(_ context.Context, _ web.Site, secret string, _ bool) (web.Visitor, error) {
	if a, ok := h.people[secret]; ok {
		return web.Visitor{Actor: a, Name: "Test"}, nil
	}
	return web.Visitor{Actor: town.Anybody()}, nil
}

// Bearer knows nobody.
func (h *house) Bearer(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{Actor: town.Anybody()}, nil
}

// browser is one browser.
type browser struct {
	*house
	secret string
}

func (h *house) citizen() *browser { return &browser{house: h} }

// signedIn is the browser of somebody who works here.
func (h *house) signedIn(a access.Actor) *browser {
	h.people[a.Person] = a
	return &browser{house: h, secret: a.Person}
}

// seen is an answer as a tree.
type seen struct {
	t    *testing.T
	code int
	to   string
	body string
	tree *html.Node
}

func (b *browser) send(method, path, form string) seen {
	b.Helper()
	var body io.Reader
	if method == "POST" {
		body = strings.NewReader(form)
	}
	r := httptest.NewRequestWithContext(b.Ctx(), method, path, body)
	r.Host = "127.0.0.1:8080"
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if b.secret != "" {
		r.AddCookie(&http.Cookie{Name: "kernehus", Value: b.secret})
	}
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r)
	tree, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		b.Fatal(err)
	}
	return seen{b.T, w.Code, w.Header().Get("Location"), w.Body.String(), tree}
}

func (b *browser) get(path string) seen { b.Helper(); return b.send("GET", path, "") }

// post sends a form written as pairs of name and value.
func (b *browser) post(path string, pairs ...string) seen {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.send("POST", path, form.Encode())
}

// submit sends the form a page holds, as a browser without script would, with some fields
// filled in anew.
func (b *browser) submit(s seen, selector string, pairs ...string) seen {
	b.Helper()
	f := s.one(selector)
	form := url.Values{}
	for n := range f.Descendants() {
		name := attr(n, "name")
		if n.Type != html.ElementNode || name == "" {
			continue
		}
		switch n.Data {
		case "textarea":
			form.Add(name, words(n, false))
		case "input":
			if kind := attr(n, "type"); kind != "checkbox" && kind != "radio" || has(n, "checked") {
				form.Add(name, attr(n, "value"))
			}
		case "select":
			form.Add(name, chosen(n))
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.send("POST", attr(f, "action"), form.Encode())
}

func chosen(n *html.Node) string {
	first, found := "", false
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		if has(o, "selected") {
			return attr(o, "value")
		}
		if !found {
			first, found = attr(o, "value"), true
		}
	}
	return first
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func words(n *html.Node, squeeze bool) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
			if squeeze {
				out.WriteByte(' ')
			}
		}
	}
	if squeeze {
		return strings.Join(strings.Fields(out.String()), " ")
	}
	return out.String()
}

func (s seen) one(selector string) *html.Node {
	s.t.Helper()
	n := cascadia.Query(s.tree, cascadia.MustCompile(selector))
	if n == nil {
		s.t.Fatalf("status %d to %q: no %s in %.3000s", s.code, s.to, selector, s.main())
	}
	return n
}

// main is what stands between the frame.
func (s seen) main() string {
	if n := cascadia.Query(s.tree, cascadia.MustCompile("main")); n != nil {
		return words(n, true)
	}
	return s.body
}

func (s seen) text(selector string) string { s.t.Helper(); return words(s.one(selector), true) }

func (s seen) all(selector string) []*html.Node {
	return cascadia.QueryAll(s.tree, cascadia.MustCompile(selector))
}

func (s seen) has(selector string) bool { return len(s.all(selector)) > 0 }

// is checks status and, where it leads on, where to.
func (s seen) is(code int, to string) seen {
	s.t.Helper()
	if s.code != code || s.to != to {
		s.t.Fatalf("status %d to %q, want %d to %q: %.1500s", s.code, s.to, code, to, s.main())
	}
	return s
}
