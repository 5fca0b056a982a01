package app

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/internal/app/demo"
	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

// sharp is what somebody may call their unit, so that it becomes part of the page.
const sharp = `javascript:alert(1)//"><img src=x onerror=alert(1)><script>alert(1)</script>'{{.}}${7*7}`

// sharpen gives every person, unit, core task and dialogue that name.
func (f *fjordby) sharpen() {
	f.Helper()
	err := f.house.DB.Change(context.Background(), access.Program(f.theirs.ID.String()), "test", func(tx *db.Tx) error {
		for _, query := range []string{
			`UPDATE unit SET name = $2 WHERE municipality = $1`,
			`UPDATE person SET name = $2 WHERE municipality = $1`,
			`UPDATE core_task SET name = $2 WHERE municipality = $1`,
			`UPDATE core_task_version SET name = $2, formulation = $2, purpose = $2 WHERE municipality = $1`,
			`UPDATE dialogue SET title = $2 WHERE municipality = $1`,
		} {
			if _, err := db.Exec(tx, query, sharp); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
}

// Whatever things are called, it is read and never run.
func TestNoNameBecomesMarkup(t *testing.T) {
	dbtest.AtOnce(t, func(t *testing.T, fresh dbtest.Address) {
		f := inFjordby(t, fresh(t))
		f.sharpen()
		in, err := f.house.Accounts.SignIn(t.Context(), f.theirs, account.Try{Email: "konsulent@fjordby.example", Password: demo.Password, Local: true})
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, c := range []caller{{name: "nobody"}, {name: "consultant", cookie: in.Secret}} {
			for _, route := range f.server.Routes() {
				if route.Method != http.MethodGet || strings.HasSuffix(route.Pattern, "/stroem") || strings.HasSuffix(route.Pattern, "/stream") {
					continue
				}
				for _, path := range f.addresses(route.Pattern) {
					w := f.ask(c, http.MethodGet, path, "", "")
					if w.Code == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
						seen += f.harmless(c.name+" "+path, w.Body.String())
					}
				}
			}
		}
		if seen < 10 {
			t.Errorf("the name stood on only %d pages", seen)
		}
	})
}

// harmless tells whether the name stands on a page, as words.
func (f *fjordby) harmless(what, page string) int {
	f.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	if err != nil {
		f.Fatal(err)
	}
	if cascadia.Query(tree, cascadia.MustCompile(`img[src="x"], [onerror], script:not([src])`)) != nil {
		f.Errorf("%s: a name has become markup", what)
	}
	for _, n := range cascadia.QueryAll(tree, cascadia.MustCompile(`[href], [src], [action], [formaction]`)) {
		for _, a := range n.Attr {
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") && (a.Key == "href" || a.Key == "src" || strings.HasSuffix(a.Key, "action")) {
				f.Errorf("%s: a name has become an address", what)
			}
		}
	}
	if strings.Contains(words(tree), sharp) {
		return 1
	}
	return 0
}
