package web_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/live"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// town is a door with one municipality and one person, who carries the secret "åse".
type town struct{}

func (town) Site(_ context.Context, host string) (web.Site, error) {
	if host == "nowhere.example" {
		return web.Site{}, fault.New(fault.Misdirected, "wrong-host")
	}
	return web.Site{ID: "m", Name: "Prøvekøbing", Theme: "/tema.css", Accessible: "/tilgaengelighed"}, nil
}

func (town) Visitor(_ context.Context, _ web.Site, secret string, _ bool) (web.Visitor, error) {
	if secret != "aase" {
		return web.Visitor{Actor: access.Anonymous("m")}, nil
	}
	return web.Visitor{Actor: access.Actor{Municipality: "m", Person: "p1"}, Name: "Åse Prøve"}, nil
}

func (town) Bearer(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{}, fault.New(fault.SignIn, "sign-in")
}

func serve(t *testing.T, routes ...web.Route) *web.Server {
	t.Helper()
	c := web.Config{Log: slog.New(slog.DiscardHandler), Trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	return web.NewServer(c, town{}, routes)
}

func ask(s http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func page(r *web.Request) (web.Reply, error) {
	return web.Page{Title: "Side", View: templ.Raw("<h1>Hej</h1>")}, nil
}

func TestEveryAnswerCarriesThePolicy(t *testing.T) {
	s := serve(t, web.Get("/side", page, access.CoreTaskPublic), web.Get("/uheld", func(*web.Request) (web.Reply, error) { panic("oops") }, access.CoreTaskPublic))
	for _, path := range []string{"/side", "/findes-ikke", "/uheld"} {
		w := ask(s, httptest.NewRequest("GET", path, nil))
		if got := w.Header().Get("Content-Security-Policy"); got != web.Policy {
			t.Errorf("%s: policy %q", path, got)
		}
	}
}

func TestFaultsBecomePagesInTheReadersLanguage(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		say    string
	}{
		{fault.Missing(), 404, "There is no such page"},
		{fault.Denied(), 403, "You cannot do this here"},
		{fault.Stale(), 409, "It was changed meanwhile"},
		{fault.New(fault.TooMany, "too-many"), 429, "One moment"},
		{errors.New("secret detail"), 500, "Something went wrong"},
	} {
		s := serve(t, web.Get("/side", func(*web.Request) (web.Reply, error) { return nil, c.err }, access.CoreTaskPublic))
		w := ask(s, httptest.NewRequest("GET", "/side?lang=en", nil))
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.say) || strings.Contains(w.Body.String(), "secret detail") {
			t.Errorf("%v: status %d, page %.200s", c.err, w.Code, w.Body)
		}
	}
}

func TestPanicBecomesAPageWithANumber(t *testing.T) {
	s := serve(t, web.Get("/side", func(*web.Request) (web.Reply, error) { panic("oops") }, access.CoreTaskPublic))
	w := ask(s, httptest.NewRequest("GET", "/side", nil))
	if w.Code != 500 || strings.Contains(w.Body.String(), "oops") {
		t.Errorf("status %d, page %.300s", w.Code, w.Body)
	}
}

func TestProgramsGetProblemDocuments(t *testing.T) {
	fields := fault.Fields{}
	fields.Add("udsagn", "required")
	s := serve(t, web.API("POST", "/api/v1/ting", func(r *web.Request) (web.Reply, error) {
		var in struct{ Navn string }
		if err := r.ReadJSON(&in); err != nil {
			return nil, err
		}
		return nil, fields.Err()
	}, access.CoreTaskPublic))
	for _, c := range []struct {
		body   string
		status int
		code   string
		field  string
	}{
		{`{"navn":"x"}`, 422, "invalid", "udsagn"},
		{`{"andet":1}`, 422, "invalid", "andet"},
		{`{"navn":1}`, 422, "invalid", "Navn"},
		{`{`, 422, "not-json", ""},
		{`{"navn":"` + strings.Repeat("a", 65<<10) + `"}`, 413, "too-large", ""},
	} {
		w := ask(s, httptest.NewRequest("POST", "/api/v1/ting", strings.NewReader(c.body)))
		var p web.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Fatalf("%.40s: %v in %s", c.body, err, w.Body)
		}
		if w.Code != c.status || p.Code != c.code || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.40s: %d %+v", c.body, w.Code, p)
		}
		if c.field != "" && (len(p.Errors) != 1 || !strings.EqualFold(p.Errors[0].Field, c.field) || p.Errors[0].Message == "") {
			t.Errorf("%.40s: errors %+v, want one about %s", c.body, p.Errors, c.field)
		}
	}
}

func TestFormOfAnotherSiteIsRefused(t *testing.T) {
	done := false
	s := serve(t, web.Post("/gem", func(*web.Request) (web.Reply, error) { done = true; return web.NoContent{}, nil }, access.CoreTaskPublic))
	r := httptest.NewRequest("POST", "/gem", nil)
	r.Header.Set("Origin", "https://evil.example")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := ask(s, r); w.Code != 403 || done {
		t.Errorf("status %d, done %v", w.Code, done)
	}
}

// Any Authorization header, and a Bearer one on a page, opened the forms to other sites.
func TestOnlyAProgramAtTheAPINeedsNoOwnSite(t *testing.T) {
	done := func(*web.Request) (web.Reply, error) { return web.NoContent{}, nil }
	s := serve(t, web.Post("/gem", done, access.CoreTaskPublic), web.API("POST", "/api/v1/gem", done, access.CoreTaskPublic))
	for _, c := range []struct {
		path, authorization string
		status              int
	}{
		{"/gem", "Bearer p_x", 403}, {"/gem", "Basic eDp5", 403},
		{"/api/v1/gem", "Basic eDp5", 403}, {"/api/v1/gem", "", 403}, {"/api/v1/gem", "Bearer p_x", 204},
	} {
		r := httptest.NewRequest("POST", c.path, nil)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if c.authorization != "" {
			r.Header.Set("Authorization", c.authorization)
		}
		if w := ask(s, r); w.Code != c.status {
			t.Errorf("%s with %q: status %d, want %d", c.path, c.authorization, w.Code, c.status)
		}
	}
}

// A phone that went away in the middle of a request was an error in the log and a 500 in
// the metrics.
func TestAClientThatLeavesIsNoFailureOfOurs(t *testing.T) {
	var log bytes.Buffer
	var seen []int
	c := web.Config{Log: slog.New(slog.NewTextHandler(&log, nil)), Observe: func(_ string, status int, _ time.Duration) { seen = append(seen, status) }}
	s := web.NewServer(c, town{}, []web.Route{web.Get("/side", func(r *web.Request) (web.Reply, error) {
		<-r.Context().Done()
		return nil, fmt.Errorf("begin reading: %w", r.Context().Err())
	}, access.CoreTaskPublic)})
	ctx, leave := context.WithCancel(context.Background())
	leave()
	ask(s, httptest.NewRequest("GET", "/side", nil).WithContext(ctx))
	if strings.Contains(log.String(), "ERROR") || len(seen) != 1 || seen[0] != 499 {
		t.Errorf("status %v, log %s", seen, log.String())
	}
}

func TestAClientThatTakesNothingIsLetGo(t *testing.T) {
	ended := make(chan int, 1)
	c := web.Config{Log: slog.New(slog.DiscardHandler), Patience: 50 * time.Millisecond, Observe: func(_ string, status int, _ time.Duration) { ended <- status }}
	s := web.NewServer(c, town{}, []web.Route{web.Get("/stor", func(*web.Request) (web.Reply, error) {
		return web.File{Type: "application/zip", Body: make([]byte, 64<<20)}, nil
	}, access.CoreTaskPublic)})
	ts := httptest.NewServer(s)
	defer ts.Close()
	conn, err := net.Dial("tcp", ts.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /stor HTTP/1.1\r\nHost: m\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Error("the answer still waits for a client that reads nothing")
	}
}

func TestOnePersonHasOnlySoManyStreams(t *testing.T) {
	hub := live.New("run1")
	s := serve(t, web.Screen("/stroem", func(*web.Request) (web.Reply, error) {
		return web.Stream{Hub: hub, Next: func(context.Context) ([]web.Event, []string, error) {
			return []web.Event{{Name: "board", ID: "1", Data: []byte("{}")}}, []string{"board"}, nil
		}}, nil
	}, access.CoreTaskPublic))
	ts := httptest.NewServer(s)
	defer ts.Close()
	defer s.Stop()
	open := func(token string) *http.Response {
		r, err := http.NewRequest("GET", ts.URL+"/stroem", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: "deltager", Value: token})
		resp, err := ts.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { resp.Body.Close() }) //nolint:errcheck // a stream is broken off
		return resp
	}
	for n := range 30 {
		if got := open("p_aase"); got.StatusCode != 200 {
			t.Fatalf("stream %d: status %d", n+1, got.StatusCode)
		}
	}
	if got := open("p_aase"); got.StatusCode != 429 || got.Header.Get("Retry-After") == "" {
		t.Errorf("one too many: status %d, Retry-After %q", got.StatusCode, got.Header.Get("Retry-After"))
	}
	if got := open("p_bo"); got.StatusCode != 200 {
		t.Errorf("somebody else in the same house: status %d", got.StatusCode)
	}
}

func TestWhoIsNotSignedInIsLedToTheDoorAndBack(t *testing.T) {
	s := serve(t, web.Get("/hjem", page, access.UnitRead))
	w := ask(s, httptest.NewRequest("GET", "/hjem?a=1", nil))
	if got := w.Header().Get("Location"); w.Code != 303 || got != "/log-ind?til=%2Fhjem%3Fa%3D1" {
		t.Errorf("status %d to %q", w.Code, got)
	}
	r := httptest.NewRequest("GET", "/hjem", nil)
	r.AddCookie(&http.Cookie{Name: "kernehus", Value: "aase"})
	if w := ask(s, r); w.Code != 200 || !strings.Contains(w.Body.String(), "Åse Prøve") {
		t.Errorf("signed in: status %d", w.Code)
	}
}

func TestUnknownHostIsMisdirected(t *testing.T) {
	s := serve(t, web.Get("/side", page, access.CoreTaskPublic))
	for language, want := range map[string]string{"da": `lang="da"`, "en": `lang="en"`} {
		r := httptest.NewRequest("GET", "/side?lang="+language, nil)
		r.Host = "nowhere.example"
		if w := ask(s, r); w.Code != 421 || !strings.Contains(w.Body.String(), "<html "+want) {
			t.Errorf("in %s: status %d, want 421 in the language that was asked for", language, w.Code)
		}
	}
}

func TestForwardedHeadersCountOnlyFromTheProxy(t *testing.T) {
	var got string
	s := serve(t, web.Get("/side", func(r *web.Request) (web.Reply, error) { got = r.Address; return web.NoContent{}, nil }, access.CoreTaskPublic))
	for _, c := range []struct{ remote, forwarded, want string }{
		{"203.0.113.9:1", "1.2.3.4", "203.0.113.9"},
		{"10.0.0.2:1", "1.2.3.4", "1.2.3.4"},
		{"10.0.0.2:1", "6.6.6.6, 1.2.3.4, 10.0.0.7", "1.2.3.4"},
		{"10.0.0.2:1", "", "10.0.0.2"},
	} {
		r := httptest.NewRequest("GET", "/side", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		ask(s, r)
		if got != c.want {
			t.Errorf("%+v: address %s", c, got)
		}
	}
}

func TestLanguageFollowsTheAddressThenTheCookie(t *testing.T) {
	var got text.Lang
	s := serve(t, web.Get("/side", func(r *web.Request) (web.Reply, error) { got = r.Lang(); return web.NoContent{}, nil }, access.CoreTaskPublic))
	ask(s, httptest.NewRequest("GET", "/side", nil))
	if got != text.Danish {
		t.Errorf("without a choice: %s", got)
	}
	w := ask(s, httptest.NewRequest("GET", "/side?lang=en", nil))
	if got != text.English {
		t.Errorf("?lang=en: %s", got)
	}
	r := httptest.NewRequest("GET", "/side", nil)
	for _, c := range w.Result().Cookies() {
		r.AddCookie(c)
	}
	if ask(s, r); got != text.English {
		t.Errorf("with the cookie: %s", got)
	}
}

func TestStreamGivesTheNewestStateAndThenEachChangeOnce(t *testing.T) {
	hub := live.New("run1")
	s := serve(t, web.Screen("/stroem", func(r *web.Request) (web.Reply, error) {
		return web.Stream{Hub: hub, Next: func(context.Context) ([]web.Event, []string, error) {
			return []web.Event{{Name: "board", ID: hub.Version("board"), Data: []byte(`{"v":"` + hub.Version("board") + `"}`)}}, []string{"board"}, nil
		}}, nil
	}, access.CoreTaskPublic))
	ts := httptest.NewServer(s)
	defer ts.Close()
	defer s.Stop()
	resp, err := http.Get(ts.URL + "/stroem")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewReader(resp.Body)
	if got := data(t, lines); got != `{"v":"run1.0"}` {
		t.Errorf("first frame %s", got)
	}
	for range 5 {
		hub.Touch([]string{"board"})
	}
	if got := data(t, lines); got != `{"v":"run1.5"}` {
		t.Errorf("after five touches %s, want the newest", got)
	}
}

func data(t *testing.T, r *bufio.Reader) string {
	t.Helper()
	for {
		line, err := r.ReadString('\n')
		if errors.Is(err, io.EOF) || err != nil {
			t.Fatalf("stream ended: %v", err)
		}
		if d, ok := strings.CutPrefix(line, "data: "); ok && !strings.HasPrefix(d, "{}") {
			return strings.TrimSpace(d)
		}
	}
}

// A page that says "we are away a moment" left no trace of what was away.
func TestWhoWatchesReadsInTheLogWhatWasAway(t *testing.T) {
	var said strings.Builder
	away := fault.New(fault.Away, "away")
	away.Cause = errors.New("the disk is full")
	c := web.Config{Log: slog.New(slog.NewJSONHandler(&said, nil))}
	s := web.NewServer(c, town{}, []web.Route{web.Get("/vaek", func(*web.Request) (web.Reply, error) { return nil, away }, access.CoreTaskPublic)})
	w := ask(s, httptest.NewRequest(http.MethodGet, "/vaek", nil))
	if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "disk") || !strings.Contains(said.String(), "the disk is full") || !strings.Contains(said.String(), `"level":"WARN"`) {
		t.Errorf("answered %d %s, log %s", w.Code, w.Body, said.String())
	}
}

// A file's name may be a unit's or a dialogue's, whatever people have called it.
func TestAFileKeepsItsNameAndAddsNoHeader(t *testing.T) {
	for _, name := range []string{"referat.html", `Rød "grød" med fløde.csv`, "Åse; filename=ond.exe", "to\r\nSet-Cookie: ond=1.csv", `bag\slås.txt`} {
		s := serve(t, web.Get("/fil", func(*web.Request) (web.Reply, error) {
			return web.File{Name: name, Type: "text/plain", Body: []byte("x")}, nil
		}, access.CoreTaskPublic))
		got := ask(s, httptest.NewRequest(http.MethodGet, "/fil", nil)).Header()
		way, params, err := mime.ParseMediaType(got.Get("Content-Disposition"))
		if err != nil || way != "attachment" || params["filename"] != name || strings.ContainsAny(got.Get("Content-Disposition"), "\r\nøÅ") || got.Get("Set-Cookie") != "" || got.Get("Content-Security-Policy") != web.Policy {
			t.Errorf("%q: %q, %v", name, got.Get("Content-Disposition"), err)
		}
	}
}

func TestAFormThatIsOneTooManySaysWhenToTryAgain(t *testing.T) {
	s := serve(t, web.Post("/proev", func(r *web.Request) (web.Reply, error) {
		e := fault.New(fault.TooMany, "too-many")
		e.After = 40 * time.Second
		return web.Refused(r, e, func(ui.Form) web.Page { return web.Page{Title: "Prøve", View: templ.NopComponent} })
	}, access.UnitRead))
	r := httptest.NewRequest("POST", "/proev", nil)
	r.AddCookie(&http.Cookie{Name: "kernehus", Value: "aase"})
	w := ask(s, r)
	if got := w.Header().Get("Retry-After"); w.Code != 429 || got != "40" {
		t.Errorf("status %d, Retry-After %q", w.Code, got)
	}
}
