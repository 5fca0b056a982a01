package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/internal/app/demo"
	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/web"
)

// writer is somebody of Fjordby who fills in every form they can open.
type writer struct {
	*testing.T
	house  *House
	server *web.Server
	actor  access.Actor
	secret string
	guest  []*http.Cookie
	open   map[string]bool // pages that were walked
	seen   map[string]bool // fields that were tried, by the form's pattern and name
	tried  []trial
	visit  func(page string, place int, form *html.Node) // what is done with every form that is met
}

// trial is one field into which personal data was written.
type trial struct {
	form, field, cpr, email string
	refused                 bool // the answer says that it looks like a CPR number
}

func (w *writer) ask(method, path string, form url.Values) *httptest.ResponseRecorder {
	w.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(context.Background(), method, path, body)
	r.Host = "127.0.0.1:8080"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if w.secret != "" {
		r.AddCookie(&http.Cookie{Name: "kernehus", Value: w.secret})
	}
	for _, c := range w.guest {
		r.AddCookie(c)
	}
	out := httptest.NewRecorder()
	w.server.ServeHTTP(out, r)
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// written is a form as it would be sent, and the fields in which somebody writes freely.
func written(form *html.Node) (values url.Values, free []string) {
	values = url.Values{}
	for _, n := range cascadia.QueryAll(form, cascadia.MustCompile("input, textarea, select")) {
		name, kind := attr(n, "name"), attr(n, "type")
		switch {
		case name == "" || kind == "file" || kind == "submit":
		case n.Data == "textarea":
			values.Add(name, words(n))
			free = append(free, name)
		case n.Data == "select":
			chosen := cascadia.Query(n, cascadia.MustCompile("option[selected]"))
			if chosen == nil {
				chosen = cascadia.Query(n, cascadia.MustCompile(`option:not([value=""])`))
			}
			if chosen != nil {
				values.Set(name, attr(chosen, "value"))
			}
		case kind == "checkbox" || kind == "radio":
			if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" }) || kind == "radio" && values.Get(name) == "" {
				values.Set(name, attr(n, "value"))
			}
		case kind == "" || kind == "text" || kind == "search":
			values.Add(name, attr(n, "value"))
			free = append(free, name)
		default:
			values.Add(name, attr(n, "value"))
			if kind == "email" && attr(n, "value") == "" {
				values.Set(name, "ny@fjordby.example")
			}
		}
	}
	// The button a press of Enter would press; the one beside it may take the thing away.
	if b := cascadia.Query(form, cascadia.MustCompile("button:not([type=button])")); b != nil && attr(b, "name") != "" && values.Get(attr(b, "name")) == "" {
		values.Set(attr(b, "name"), attr(b, "value"))
	}
	return values, free
}

// mayHoldAddress are fields that are asked for an address to write to, or are no free text:
// a code, a colour, a host, an id. A CPR number is refused in them all the same, or kept
// nowhere.
var mayHoldAddress = []string{"email", "controller_contact", "controller_officer", "feedback", "accessibility"}

// noText are fields for something else than text: what is no code, time or date is refused
// as such.
var noText = []string{"kode", "code", "time", "revisit_by", "formal_references_date", "performed_references_date", "experienced_references_date", "colour", "hosts", "days", "last"}

// fill writes a CPR number, and then an e-mail address, into every free field of a form,
// each a number and an address of its own; every other free field holds ordinary words.
func (w *writer) fill(page string, place int, form *html.Node) {
	w.Helper()
	to := attr(form, "action")
	if to == "" {
		to = page
	}
	values, free := written(form)
	for _, field := range free {
		key := w.pattern(to) + " " + field
		if w.seen[key] {
			continue
		}
		w.seen[key] = true
		n := len(w.tried)
		t := trial{form: to, field: field, cpr: fmt.Sprintf("010203-%04d", 1000+n), email: fmt.Sprintf("nogen%d@hjemme.example", n)}
		w.tried = append(w.tried, t)
		for _, text := range []string{"Ring om " + t.cpr + " i morgen", "Skriv til " + t.email + " i morgen"} {
			if again := w.forms(page); place < len(again) && attr(again[place], "action") == attr(form, "action") {
				values, _ = written(again[place]) // as it now is: somebody's try may have gone through
			}
			sent := url.Values{}
			for k, v := range values {
				sent[k] = slices.Clone(v)
			}
			for _, other := range free {
				if sent.Get(other) == "" && !slices.Contains(noText, other) {
					sent.Set(other, "Almindelige ord om arbejdet")
				}
			}
			sent.Set(field, text)
			got := w.ask(http.MethodPost, to, sent)
			if strings.Contains(got.Body.String(), "Det ligner et cpr-nummer") {
				w.tried[n].refused = true
			}
			if got.Code >= 500 {
				w.Errorf("POST %s with %s=%q: %d", to, field, text, got.Code)
			}
		}
	}
}

// pattern is the route a path belongs to, so that each form is filled in once.
func (w *writer) pattern(path string) string {
	path, _, _ = strings.Cut(path, "?")
	best := path
	for _, r := range w.server.Routes() {
		want, got := strings.Split(r.Pattern, "/"), strings.Split(path, "/")
		if r.Method != http.MethodPost || len(want) != len(got) {
			continue
		}
		if same(want, got) {
			best = r.Pattern
			if !strings.Contains(best, "{") {
				return best
			}
		}
	}
	return best
}

func same(want, got []string) bool {
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}

// walk opens a page, fills in its forms, and goes where its links lead, one page of each
// kind.
func (w *writer) walk(path string, left int) {
	w.Helper()
	path, _, _ = strings.Cut(path, "#")
	kind := w.kind(path)
	if left == 0 || w.open[kind] || w.open[path] {
		return
	}
	w.open[path] = true
	got := w.ask(http.MethodGet, path, nil)
	if got.Code >= 500 {
		w.Errorf("GET %s: %d", path, got.Code)
	}
	if got.Code != http.StatusOK || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") {
		return
	}
	w.open[kind] = true
	tree, err := html.Parse(got.Body)
	if err != nil {
		w.Fatal(err)
	}
	for i, form := range posted(tree) {
		w.visit(path, i, form)
	}
	for _, a := range cascadia.QueryAll(tree, cascadia.MustCompile(`a[href^="/"]`)) {
		if to := attr(a, "href"); !strings.Contains(to, "lang=") && !strings.HasSuffix(to, ".json") {
			w.walk(to, left-1)
		}
	}
}

func posted(tree *html.Node) []*html.Node {
	return cascadia.QueryAll(tree, cascadia.MustCompile(`form[method="post"]`))
}

// forms are those of a page as it now is.
func (w *writer) forms(path string) []*html.Node {
	w.Helper()
	tree, err := html.Parse(w.ask(http.MethodGet, path, nil).Body)
	if err != nil {
		w.Fatal(err)
	}
	return posted(tree)
}

// kind is a page's GET route with its query's names: one of each is enough.
func (w *writer) kind(path string) string {
	path, query, _ := strings.Cut(path, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return path
	}
	var names []string
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, r := range w.server.Routes() {
		want, got := strings.Split(strings.TrimSuffix(r.Pattern, "{$}"), "/"), strings.Split(path, "/")
		if r.Method == http.MethodGet && len(want) == len(got) && same(want, got) {
			return r.Pattern + " " + strings.Join(names, "&")
		}
	}
	return path
}

// found tells which of the tries stand anywhere in the database.
func (w *writer) found() (left []string) {
	w.Helper()
	err := w.house.DB.View(context.Background(), w.actor, func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			for _, c := range table.Columns {
				if !c.Text || table.Name == "find_posting" {
					continue
				}
				texts, err := db.All[string](tx, `SELECT `+c.Name+` FROM `+table.Name+` WHERE municipality = $1 AND (`+c.Name+` LIKE '%010203%' OR `+c.Name+` LIKE '%@hjemme.example%')`)
				if err != nil {
					return err
				}
				for _, text := range texts {
					left = append(left, w.blame(table.Name+"."+c.Name, text)...)
				}
			}
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	slices.Sort(left)
	return slices.Compact(left)
}

func (w *writer) blame(column, text string) (left []string) {
	for _, t := range w.tried {
		if strings.Contains(text, t.cpr) || strings.Contains(text, strings.ReplaceAll(t.cpr, "-", "")) {
			left = append(left, fmt.Sprintf("a CPR number in %s of %s is kept in %s", t.field, t.form, column))
		}
		if strings.Contains(text, t.email) && !slices.Contains(mayHoldAddress, t.field) {
			left = append(left, fmt.Sprintf("an e-mail address in %s of %s is kept in %s", t.field, t.form, column))
		}
	}
	return left
}

// Somebody writes a CPR number, or an e-mail address, into every field of every form there
// is a way to.
func TestNoFormKeepsWhatPointsAtAPerson(t *testing.T) {
	dbtest.AtOnce(t, func(t *testing.T, fresh dbtest.Address) {
		h, err := Build(t.Context(), Config{DB: fresh(t), KeyFile: filepath.Join(t.TempDir(), "kernehus.key")}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := h.Close(); err != nil {
				t.Error(err)
			}
		})
		d, m, err := h.ensureDemo(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		server, err := h.Server()
		if err != nil {
			t.Fatal(err)
		}
		w := &writer{T: t, house: h, server: server, actor: access.Program(m.ID.String()), seen: map[string]bool{}}
		w.visit = w.fill
		room, _, err := d.Open(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		for _, email := range []string{"leder@fjordby.example", "konsulent@fjordby.example", "medarbejder@fjordby.example", "admin@fjordby.example", ""} {
			w.open, w.secret = map[string]bool{}, ""
			if email != "" {
				in, err := h.Accounts.SignIn(t.Context(), m, account.Try{Email: email, Password: demo.Password, Local: true})
				if err != nil {
					t.Fatal(err)
				}
				w.secret = in.Secret
			}
			for _, start := range []string{"/hjem", "/", "/administration", "/kerneopgaver", "/enheder", "/dialoger", "/dialoger/" + string(room.ID) + "/styring", "/deltag/" + room.Code} {
				w.walk(start, 6)
			}
		}
		joined := w.ask(http.MethodPost, "/deltag/"+room.Code, url.Values{"id": {"2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a11"}, "hvem": {"citizen"}})
		if len(joined.Result().Cookies()) == 0 {
			t.Fatalf("nobody came in: %d", joined.Code)
		}
		w.guest = joined.Result().Cookies()
		w.open = map[string]bool{}
		w.walk("/deltag/"+room.Code, 2)
		if len(w.tried) < 60 {
			t.Errorf("only %d fields were found", len(w.tried))
		}
		for _, say := range w.found() {
			t.Error(say)
		}
		for _, x := range w.tried {
			if !x.refused && !slices.Contains(noText, x.field) {
				t.Errorf("nobody is told of the CPR number in %s of %s", x.field, x.form)
			}
		}
	})
}
