package room_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/content"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/live"
	page "kernehus/internal/page/room"
	"kernehus/internal/town"
	"kernehus/internal/web"
)

// house is a dialogue in a town, with the pages that people without an account meet.
type house struct {
	*town.Town
	service *dialogue.Service
	server  *web.Server
	host    access.Actor
	d       dialogue.Dialogue
	hub     *live.Hub
	asked   *atomic.Int64 // statements the database was asked
}

// gate lets everybody in as nobody: the room's own pages ask for more.
type gate struct{}

func (gate) Site(context.Context, string) (web.Site, error) {
	return web.Site{ID: town.Here, Name: "Fjordby Kommune", Theme: "/tema.css", Accessible: "/tilgaengelighed"}, nil
}

func (gate) Visitor(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{Actor: access.Anonymous(town.Here)}, nil
}

func (gate) Bearer(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{Actor: access.Anonymous(town.Here)}, nil
}

// inRoom tells a story in a dialogue whose doors are open, on each engine.
func inRoom(t *testing.T, in dialogue.PlanInput, story func(*house)) {
	t.Helper()
	guides, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	hub, asked := live.New("x"), new(atomic.Int64)
	town.In(t, func(w *town.Town) {
		places := &municipality.Service{DB: w.DB}
		h := &house{Town: w, service: dialogue.New(w.DB, guides, places), host: w.As(access.Facilitator, "school"), hub: hub, asked: asked}
		pages := page.Pages{Dialogues: h.service, Municipalities: places, Hub: hub}
		h.server = web.NewServer(web.Config{Log: slog.New(slog.DiscardHandler)}, gate{}, pages.Routes())
		in.Unit = w.Unit["school"].ID.String()
		if in.Title == "" {
			in.Title = "Hvad er vi til for?"
		}
		var err error
		h.d, err = h.service.Plan(w.Ctx(), h.host, in, true)
		h.OK(err)
		story(h)
	}, db.Touched(hub.Touch), db.Asked(func(string) { asked.Add(1) }))
}

func a1() dialogue.PlanInput {
	return dialogue.PlanInput{Guide: "a1_hvem_definerer", Variant: "perspektivgrupper"}
}

func a4() dialogue.PlanInput { return dialogue.PlanInput{Guide: "a4_hvem_bidrager"} }

func (h *house) steer(c room.Command) {
	h.Helper()
	_, err := h.service.Steer(h.Ctx(), h.host, h.d.ID, c)
	h.OK(err)
}

func (h *house) to(step int) { h.Helper(); h.steer(room.Command{Do: room.GoTo, Step: step}) }

// browser is one browser: it keeps cookies by path, as real ones do.
type browser struct {
	*house
	cookies []*http.Cookie
	lang    string
}

func (h *house) browser() *browser { return &browser{house: h} }

func (b *browser) send(r *http.Request) answer {
	b.Helper()
	for _, c := range b.cookies {
		if r.URL.Path == c.Path || strings.HasPrefix(r.URL.Path, strings.TrimSuffix(c.Path, "/")+"/") {
			r.AddCookie(c)
		}
	}
	if b.lang != "" {
		r.AddCookie(&http.Cookie{Name: "sprog", Value: b.lang})
	}
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r.WithContext(db.WithNow(r.Context(), b.Time)))
	for _, c := range w.Result().Cookies() {
		b.keep(c)
	}
	body, err := io.ReadAll(w.Body)
	b.OK(err)
	doc, err := html.Parse(strings.NewReader(string(body)))
	b.OK(err)
	return answer{T: b.T, Code: w.Code, To: w.Header().Get("Location"), Body: string(body), doc: doc}
}

func (b *browser) keep(c *http.Cookie) {
	var kept []*http.Cookie
	for _, old := range b.cookies {
		if old.Name != c.Name || old.Path != c.Path {
			kept = append(kept, old)
		}
	}
	if b.cookies = kept; c.MaxAge >= 0 {
		b.cookies = append(b.cookies, c)
	}
}

func (b *browser) get(path string) answer {
	b.Helper()
	return b.send(httptest.NewRequest("GET", path, nil))
}

func (b *browser) post(path string, pairs ...string) answer {
	b.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// at is an address in the room.
func (h *house) at(path string) string { return "/deltag/" + h.d.Code + path }

// join comes in through the form, as a browser without script does.
func (h *house) join(actor room.Actor, profession string) *browser {
	h.Helper()
	b := h.browser()
	b.enter(actor, profession)
	return b
}

func (b *browser) enter(actor room.Actor, profession string) {
	b.Helper()
	device := b.get(b.at("")).one(`form.ph-join input[name=id]`).attr("value")
	got := b.post(b.at(""), "id", device, "hvem", string(actor), "faggruppe", profession)
	if got.Code != 303 || got.To != b.at("") {
		b.Fatalf("coming in: %d to %q: %s", got.Code, got.To, got.text("main"))
	}
}

// write sends the sheet of a kind, filled in, as it stands on the page.
func (b *browser) write(kind string, pairs ...string) answer {
	b.Helper()
	form := b.get(b.at("")).one(`form[data-outbox=""][data-kind=` + kind + `]`)
	return b.post(form.attr("action"), append(form.given(), pairs...)...)
}

// answer is what a browser got.
type answer struct {
	*testing.T
	Code int
	To   string
	Body string
	doc  *html.Node
}

// node is one element of a page.
type node struct {
	*testing.T
	*html.Node
}

func (a answer) all(selector string) []node {
	a.Helper()
	var out []node
	for _, n := range cascadia.QueryAll(a.doc, cascadia.MustCompile(selector)) {
		out = append(out, node{a.T, n})
	}
	return out
}

func (a answer) one(selector string) node {
	a.Helper()
	found := a.all(selector)
	if len(found) != 1 {
		a.Fatalf("%d of %q in: %s", len(found), selector, a.Body)
	}
	return found[0]
}

func (a answer) has(selector string) bool { a.Helper(); return len(a.all(selector)) > 0 }

func (a answer) text(selector string) string {
	a.Helper()
	var out []string
	for _, n := range a.all(selector) {
		out = append(out, n.text())
	}
	return strings.Join(out, " | ")
}

// wants fails for every sentence the page does not say.
func (a answer) wants(sentences ...string) {
	a.Helper()
	said := a.text("body")
	for _, s := range sentences {
		if !strings.Contains(said, s) {
			a.Errorf("the page does not say %q: %s", s, said)
		}
	}
}

// lacks fails for every sentence that is anywhere in the answer, attributes too.
func (a answer) lacks(sentences ...string) {
	a.Helper()
	for _, s := range sentences {
		if strings.Contains(a.Body, s) {
			a.Errorf("the answer holds %q", s)
		}
	}
}

func (n node) attr(name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (n node) text() string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(x *html.Node) {
		if x.Type == html.TextNode {
			b.WriteString(x.Data)
		}
		for c := x.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n.Node)
	return strings.Join(strings.Fields(b.String()), " ")
}

// given are the fields of a form as the server filled them in, as pairs.
func (n node) given() []string {
	var out []string
	for _, x := range cascadia.QueryAll(n.Node, cascadia.MustCompile(`input[type=hidden], input[checked], textarea`)) {
		v := node{n.T, x}.attr("value")
		if x.Data == "textarea" {
			v = node{n.T, x}.text()
		}
		out = append(out, node{n.T, x}.attr("name"), v)
	}
	return out
}
