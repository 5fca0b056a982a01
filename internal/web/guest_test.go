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
