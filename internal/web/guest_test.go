package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/web"
)

func TestGuestCookieGoesToOneDialogueAlone(t *testing.T) {
	var token, link string
	s := serve(t,
		web.Post("/deltag/{code}", func(r *web.Request) (web.Reply, error) {
			return web.WithHeader{Header: r.GuestCookie(r.PathValue("code"), "p_hemmelig", time.Hour), Reply: web.NoContent{}}, nil
		}, access.CoreTaskPublic),
		web.Get("/deltag/{code}", func(r *web.Request) (web.Reply, error) {
			token, link = r.GuestToken(), r.Link("/deltag/AAAAABBBBB")
			return web.NoContent{}, nil
		}, access.CoreTaskPublic))
	w := ask(s, httptest.NewRequest("POST", "/deltag/AAAAABBBBB", nil))
	var paths []string
	r := httptest.NewRequest("GET", "/deltag/AAAAABBBBB", nil)
	for _, c := range w.Result().Cookies() {
		paths = append(paths, c.Path)
		if !c.HttpOnly || c.Value != "p_hemmelig" {
			t.Errorf("cookie %v", c)
		}
		if c.Path == "/deltag/AAAAABBBBB" {
			r.AddCookie(c)
		}
	}
	if got := strings.Join(paths, " "); got != "/deltag/AAAAABBBBB /api/v1/dialogues/AAAAABBBBB" {
		t.Errorf("paths %s", got)
	}
	if ask(s, r); token != "p_hemmelig" || link != "http://example.com/deltag/AAAAABBBBB" {
		t.Errorf("token %q, link %q", token, link)
	}
	r = httptest.NewRequest("GET", "/deltag/AAAAABBBBB", nil)
	r.Header.Set("Authorization", "Bearer p_anden")
	if ask(s, r); token != "p_anden" {
		t.Errorf("a program's token: %q", token)
	}
}

// Whatever stands in the address is a path in the cookie, and nothing else of it.
func TestAGuestsCookieStaysAtItsPath(t *testing.T) {
	s := serve(t, web.Post("/deltag/{code}", func(r *web.Request) (web.Reply, error) {
		return web.WithHeader{Header: r.GuestCookie(r.PathValue("code"), "p", time.Hour), Reply: web.NoContent{}}, nil
	}, access.CoreTaskPublic))
	for path, want := range map[string]string{
		"/deltag/%2f..%2f..": "/deltag/%2F..%2F..", "/deltag/a%3B%20Domain=example": "/deltag/a%3B%20Domain=example", "/deltag/%00%C3%B8": "/deltag/%00%C3%B8",
	} {
		c := ask(s, httptest.NewRequest("POST", path, nil)).Result().Cookies()
		if len(c) != 2 || c[0].Path != want || c[0].Domain != "" {
			t.Errorf("%s: %v", path, c)
		}
	}
}
