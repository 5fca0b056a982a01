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
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/web"
)

// fjordby is an installation with all that is in the demo.
type fjordby struct {
	*testing.T
	house  *House
	server *web.Server
	theirs municipality.Municipality
	known  map[string][]string // placeholder of a route -> what Fjordby has for it
}

// neighbours are two municipalities in one installation: Fjordby, and Lejre, whose people
// try to see something of it.
type neighbours struct {
	*fjordby
	lejre account.SetUpDone
}

const lejreHost = "kerne.lejre.example"

func settle(t *testing.T, address string) *neighbours {
	t.Helper()
	n := &neighbours{fjordby: inFjordby(t, address)}
	var err error
	if n.lejre, err = n.house.Accounts.SetUp(t.Context(), account.SetUp{Municipality: "Lejre Kommune", Email: "admin@lejre.example", Hosts: []string{lejreHost}, Demo: true}); err != nil {
		t.Fatal(err)
	}
	return n
}

func inFjordby(t *testing.T, address string) *fjordby {
	t.Helper()
	return inFjordbyAs(t, Config{DB: address})
}

func inFjordbyAs(t *testing.T, c Config) *fjordby {
	t.Helper()
	c.KeyFile = filepath.Join(t.TempDir(), "kernehus.key") // and what is remembered beside it: nothing is written where the tests stand
	h, err := Build(t.Context(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	n := &fjordby{T: t, house: h}
	if _, n.theirs, err = h.ensureDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n.server, err = h.Server(); err != nil {
		t.Fatal(err)
	}
	n.known = map[string][]string{}
	for place, query := range map[string]string{
		"slug":    `SELECT id FROM core_task_slug WHERE municipality = $1 ORDER BY id LIMIT 2`,
		"unit":    `SELECT id FROM unit WHERE municipality = $1 ORDER BY id LIMIT 2`,
		"person":  `SELECT id FROM account WHERE municipality = $1 ORDER BY id LIMIT 2`,
		"version": `SELECT id FROM core_task_version WHERE municipality = $1 ORDER BY id LIMIT 2`,
		"change":  `SELECT id FROM change WHERE municipality = $1 ORDER BY id LIMIT 2`,
		"grant":   `SELECT id FROM role_grant WHERE municipality = $1 ORDER BY id LIMIT 1`,
		"id":      `SELECT id FROM dialogue WHERE municipality = $1 ORDER BY id LIMIT 2`,
		"code":    `SELECT code FROM dialogue WHERE municipality = $1 AND phase <> 'lukket' ORDER BY id LIMIT 1`,
		"token":   `SELECT screen FROM dialogue WHERE municipality = $1 ORDER BY id DESC LIMIT 2`,
		"upload":  `SELECT id FROM dialogue WHERE municipality = $1 ORDER BY id LIMIT 1`,
		"ticket":  `SELECT id FROM sign_in WHERE municipality = $1 UNION SELECT 'x' ORDER BY 1 LIMIT 1`,
		"logo":    `SELECT id FROM unit WHERE municipality = $1 ORDER BY id LIMIT 1`,
	} {
		n.known[place] = n.column(query)
	}
	n.known["id"] = append(n.known["id"], n.column(`SELECT id FROM agreement WHERE municipality = $1 ORDER BY id LIMIT 1`)...)
	return n
}

func (n *fjordby) column(query string) []string {
	n.Helper()
	var out []string
	err := n.house.DB.View(context.Background(), access.Program(n.theirs.ID.String()), func(tx *db.Tx) (err error) {
		out, err = db.All[string](tx, query)
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	if len(out) == 0 {
		n.Fatalf("Fjordby has none of it: %s", query)
	}
	return out
}

// caller is one who asks: by cookie, by token, as a guest in a room, or nobody.
type caller struct {
	name, cookie, bearer string
	guest                *http.Cookie
}

// carries gives a request what its caller carries.
func (c caller) carries(r *http.Request) {
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "kernehus", Value: c.cookie})
	}
	if c.guest != nil {
		r.AddCookie(c.guest)
	}
	if c.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+c.bearer)
	}
}

func (n *neighbours) callers() []caller {
	n.Helper()
	ctx, program := context.Background(), access.Program(n.lejre.Municipality.ID.String())
	out := []caller{{name: "nobody"}}
	for _, role := range access.Roles() {
		email := string(role) + "@lejre.example"
		password, err := n.house.Accounts.LanUser(ctx, n.lejre.Municipality, account.NewUser{Name: "Åse Lejre", Email: email, Role: role, Unit: n.lejre.Root.ID})
		if err != nil {
			n.Fatal(err)
		}
		in, err := n.house.Accounts.SignIn(ctx, n.lejre.Municipality, account.Try{Email: email, Password: password})
		if err != nil || in.Secret == "" {
			n.Fatalf("%s: %v", role, err)
		}
		secret, _, err := n.house.Accounts.CreateToken(ctx, program, account.NewToken{Name: string(role), Role: role})
		if err != nil {
			n.Fatal(err)
		}
		out = append(out, caller{name: string(role), cookie: in.Secret}, caller{name: string(role) + " by token", bearer: secret})
	}
	// Lejre was made up only so that its administrator needs no telephone
	err := n.house.DB.Change(ctx, program, "test", func(tx *db.Tx) error {
		_, err := db.Exec(tx, `UPDATE municipality SET demo = FALSE WHERE municipality = $1`)
		tx.Touch(municipality.Topic)
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return out
}

var placeholder = regexp.MustCompile(`\{(\w+)(\.\.\.|\$)?\}`)

// addresses gives a route's paths with Fjordby's own ids, slugs and codes in them.
func (n *fjordby) addresses(pattern string) []string {
	n.Helper()
	pattern = strings.ReplaceAll(pattern, "{$}", "")
	at := placeholder.FindStringSubmatch(pattern)
	if at == nil {
		return []string{pattern}
	}
	known := n.known[at[1]]
	if known == nil {
		n.Fatalf("route %s: say in crawl_test.go what Fjordby has for {%s}", pattern, at[1])
	}
	var out []string
	for _, v := range known {
		out = append(out, n.addresses(strings.Replace(pattern, at[0], url.PathEscape(v), 1))...)
	}
	return out
}

func (n *neighbours) ask(c caller, method, path string, body io.Reader) *httptest.ResponseRecorder {
	n.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, path, body)
	r.Host = lejreHost
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	c.carries(r)
	w := httptest.NewRecorder()
	n.server.ServeHTTP(w, r)
	return w
}

// form is what somebody in Lejre would post to get at what is Fjordby's.
func (n *fjordby) form() url.Values {
	out := url.Values{"name": {"Nyt navn"}, "tekst": {"En tekst"}, "version": {"1"}, "role": {"leder"}, "to": {"next"}, "reason": {"grund"}}
	for _, field := range []string{"unit", "parent", "enhed", "under"} {
		out.Set(field, n.known["unit"][0])
	}
	for _, field := range []string{"person", "leader", "leder", "owner", "ejer"} {
		out.Set(field, n.known["person"][0])
	}
	for _, field := range []string{"task", "core_task", "kerneopgave", "other", "target"} {
		out.Set(field, n.column(`SELECT id FROM core_task WHERE municipality = $1 ORDER BY id LIMIT 1`)[0])
	}
	out.Set("code", n.known["code"][0])
	return out
}

// traces are words of Fjordby that no page of ours and nobody in Lejre has.
func (n *fjordby) traces() []string {
	names := n.column(`SELECT name FROM person WHERE municipality = $1 ORDER BY id LIMIT 40`)
	names = append(names, n.column(`SELECT email FROM person WHERE municipality = $1 AND email <> '' ORDER BY id LIMIT 40`)...)
	names = append(names, n.column(`SELECT title FROM dialogue WHERE municipality = $1`)...)
	names = append(names, n.column(`SELECT formulation FROM core_task_version WHERE municipality = $1 AND formulation <> ''`)...)
	return append(names, "Fjordby", "fjordby")
}

// fingerprint is everything Fjordby has, row by row.
func (n *fjordby) fingerprint() string {
	n.Helper()
	var out strings.Builder
	err := n.house.DB.View(context.Background(), access.Program(n.theirs.ID.String()), func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		for _, table := range tables {
			if table.Has("version") {
				sum, err := db.One[int](tx, `SELECT COALESCE(SUM(version), 0) FROM `+table.Name+` WHERE municipality = $1`) //nolint:gosec // a name from the schema
				if err != nil {
					return err
				}
				fmt.Fprintf(&out, "%s versions %d\n", table.Name, sum)
			}
			count, err := db.One[int](tx, `SELECT count(*) FROM `+table.Name+` WHERE municipality = $1`)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "%s rows %d\n", table.Name, count)
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return out.String()
}

// Every route of the table, as everybody Lejre has, with the ids, slugs, codes and links
// that are Fjordby's.
func TestNothingOfOneMunicipalityIsSeenInAnother(t *testing.T) {
	dbtest.AtOnce(t, func(t *testing.T, fresh dbtest.Address) {
		n := settle(t, fresh(t))
		traces, before, asked := n.traces(), n.fingerprint(), 0
		for _, c := range n.callers() {
			for _, route := range n.server.Routes() {
				if endsTheWalk(route) {
					continue
				}
				asked += n.try(c, route, traces)
			}
			for _, route := range n.server.Routes() { // last what ends the walk
				if endsTheWalk(route) {
					asked += n.try(c, route, traces)
				}
			}
			n.try(c, web.Route{Method: http.MethodPost, Pattern: "/log-ud"}, traces)
		}
		if after := n.fingerprint(); after != before {
			t.Errorf("something of Fjordby has changed:\n%s\nbefore:\n%s", after, before)
		}
		if asked < 2000 {
			t.Errorf("only %d requests", asked)
		}
	})
}

// endsTheWalk tells of what somebody does to their own sign-in: after it they are out.
func endsTheWalk(r web.Route) bool {
	return r.Method == http.MethodPost && (strings.HasPrefix(r.Pattern, "/min-konto") || r.Pattern == "/log-ud")
}

// try asks a route for everything Fjordby has for it, and tells how often it asked.
func (n *neighbours) try(c caller, route web.Route, traces []string) (asked int) {
	n.Helper()
	for _, path := range n.addresses(route.Pattern) {
		var body io.Reader
		if route.Method != http.MethodGet {
			body = strings.NewReader(n.form().Encode())
		} else {
			path += "?q=Fjordby&efter=&unit=" + n.known["unit"][0]
		}
		asked++
		n.nothingOf(traces, c, route.Method, path, n.ask(c, route.Method, path, body))
	}
	return asked
}

func (n *neighbours) nothingOf(traces []string, c caller, method, path string, w *httptest.ResponseRecorder) {
	n.Helper()
	if w.Code >= 500 {
		n.Errorf("%s %s as %s: %d", method, path, c.name, w.Code)
	}
	said := strings.ReplaceAll(w.Body.String(), url.QueryEscape("q=Fjordby"), "")
	said = strings.ReplaceAll(said, `value="Fjordby"`, "") // what was searched for is given back
	said = strings.ReplaceAll(said, "q=Fjordby", "")
	said = strings.ReplaceAll(said, "„Fjordby“", "")
	i := slices.IndexFunc(traces, func(trace string) bool { return strings.Contains(said, trace) })
	if i >= 0 {
		at := strings.Index(said, traces[i])
		n.Errorf("%s %s as %s: %d shows %q: …%s…", method, path, c.name, w.Code, traces[i], said[max(0, at-80):min(len(said), at+80)])
	}
}
