package front_test

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
	"kernehus/internal/page/front"
	"kernehus/internal/web"
)

// door is a municipality at whose door somebody stands.
type door struct{ who access.Actor }

func (d door) Site(context.Context, string) (web.Site, error) {
	return web.Site{ID: "fjordby", Slug: "fjordby", Name: "Fjordby Kommune", Theme: "/tema.css", Accessible: "/tilgaengelighed"}, nil
}

func (d door) Visitor(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{Actor: d.who, Name: "Test"}, nil
}

func (d door) Bearer(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{Actor: d.who}, nil
}

func get(t *testing.T, who access.Actor, path string) (*httptest.ResponseRecorder, *html.Node) {
	t.Helper()
	signIn := func(*web.Request, string, url.Values) web.Page { return web.Page{} }
	s := web.NewServer(web.Config{Log: slog.New(slog.DiscardHandler), SignIn: signIn}, door{who}, front.Pages{}.Routes())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.Host = "127.0.0.1:8080"
	r.AddCookie(&http.Cookie{Name: "kernehus", Value: "x"})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	tree, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return w, tree
}

func TestTheFrontPageLeadsACitizenToTheThreeDoors(t *testing.T) {
	for lang, title := range map[string]string{"da": "Hvilken forskel skal vi gøre", "en": "What difference"} {
		w, tree := get(t, access.Anonymous("fjordby"), "/?lang="+lang)
		for _, to := range []string{"/kerneopgaver", "/deltag", "/log-ind"} {
			if cascadia.Query(tree, cascadia.MustCompile(`main .kh-card a[href="`+to+`"]`)) == nil {
				t.Errorf("%s: nothing leads to %s", lang, to)
			}
		}
		if heads := cascadia.QueryAll(tree, cascadia.MustCompile("h1")); w.Code != 200 || len(heads) != 1 || !strings.Contains(w.Body.String(), title) {
			t.Errorf("%s: status %d, %d first headings", lang, w.Code, len(heads))
		}
	}
}

func TestWhoIsSignedInComesHome(t *testing.T) {
	w, _ := get(t, access.Actor{Municipality: "fjordby", Person: "p", Grants: []access.Grant{{Role: access.Employee, Unit: "/1/"}}}, "/")
	if w.Code != 303 || w.Header().Get("Location") != "/hjem" {
		t.Errorf("status %d to %q", w.Code, w.Header().Get("Location"))
	}
}

func TestLicencesAreReadable(t *testing.T) {
	w, tree := get(t, access.Anonymous("fjordby"), "/licenser")
	if w.Code != 200 || cascadia.Query(tree, cascadia.MustCompile(`pre.kh-licences[tabindex="0"]`)) == nil {
		t.Errorf("status %d", w.Code)
	}
}
