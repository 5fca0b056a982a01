package app

import (
	"bufio"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/job"
)

// behind serves Fjordby behind a proxy that speaks https to the world and http to us, as
// docs/operations.md describes it, and gives the proxy's address and a client that trusts it.
func (f *fjordby) behind(trusted ...string) (string, *http.Client) {
	f.Helper()
	f.house.Config.Proxies = trusted
	server, err := f.house.Server()
	if err != nil {
		f.Fatal(err)
	}
	inner := httptest.NewServer(server)
	f.Cleanup(inner.Close)
	to, err := url.Parse(inner.URL)
	if err != nil {
		f.Fatal(err)
	}
	outer := httptest.NewTLSServer(&httputil.ReverseProxy{FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Forwarded-For"] // as nginx's $proxy_add_x_forwarded_for
		r.SetXForwarded()
		r.Out.Host = r.In.Host
	}})
	f.Cleanup(outer.Close)
	client := outer.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return outer.URL, client
}

func TestBehindAProxyCookiesAreForHTTPSAndStreamsFlow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		f := inFjordby(t, fresh(t))
		for _, c := range []struct {
			name    string
			trusted []string
			secure  bool
			key     string
		}{
			{"a proxy that is trusted", []string{"127.0.0.0/8", "::1"}, true, "2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a31"},
			{"a proxy that is not", []string{"10.0.0.0/8"}, false, "2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a32"},
		} {
			at, client := f.behind(c.trusted...)
			joined, err := client.PostForm(at+"/deltag/"+f.known["code"][0], url.Values{"id": {c.key}, "hvem": {"citizen"}})
			if err != nil {
				t.Fatal(err)
			}
			joined.Body.Close() //nolint:errcheck // it was only read
			cookies := joined.Cookies()
			if joined.StatusCode != http.StatusSeeOther || len(cookies) == 0 || cookies[0].Secure != c.secure {
				t.Errorf("%s: %d, cookies %v", c.name, joined.StatusCode, cookies)
			}
			if to := joined.Header.Get("Location"); !strings.HasPrefix(to, "/") {
				t.Errorf("%s: leads to %s, away from the proxy", c.name, to)
			}
			f.flows(client, at+"/skaerm/"+f.known["token"][0]+"/stroem")
		}
	})
}

// A guess at a password is counted where it came from, which only a proxy that is trusted can
// say; what somebody writes into the header before it counts for nothing.
func TestGuessesBehindAProxyAreCountedByWhoIsBeforeIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		f := inFjordby(t, fresh(t))
		for _, c := range []struct {
			name, email string
			trusted     []string
			other       int // what somebody at another address is answered
		}{
			{"a proxy that is trusted", "en@fjordby.example", []string{"127.0.0.0/8", "::1"}, http.StatusUnprocessableEntity},
			{"a proxy that is not", "to@fjordby.example", []string{"10.0.0.0/8"}, http.StatusTooManyRequests},
		} {
			at, client := f.behind(c.trusted...)
			guess := func(from string) int {
				form := url.Values{"email": {c.email}, "password": {"gættet"}}
				r, err := http.NewRequestWithContext(f.Context(), http.MethodPost, at+"/log-ind", strings.NewReader(form.Encode()))
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.Header.Set("X-Forwarded-For", from)
				answer, err := client.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				answer.Body.Close() //nolint:errcheck // only its status is read
				return answer.StatusCode
			}
			for i := range 5 {
				if got := guess("192.0.2.1"); got != http.StatusUnprocessableEntity {
					t.Errorf("%s: guess %d is answered %d", c.name, i+1, got)
				}
			}
			if got := guess("192.0.2.1"); got != http.StatusTooManyRequests {
				t.Errorf("%s: the sixth guess is answered %d", c.name, got)
			}
			if got := guess("198.51.100.7, 192.0.2.1"); got != http.StatusTooManyRequests {
				t.Errorf("%s: who writes another address before the own is answered %d", c.name, got)
			}
			if got := guess("192.0.2.2"); got != c.other {
				t.Errorf("%s: a guess from elsewhere is answered %d, want %d", c.name, got, c.other)
			}
		}
	})
}

// box keeps the letters that were sent.
type box struct{ bodies []string }

func (b *box) Send(_ context.Context, _, _, body string) error {
	b.bodies = append(b.bodies, body)
	return nil
}

// Whoever asks for a letter to somebody else chooses the Host header; the link in the letter
// leads where the settings say.
func TestLinksInLettersLeadToTheConfiguredAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		f := inFjordbyAs(t, Config{DB: fresh(t), BaseURL: "https://kerne.fjordby.example"})
		letters := &box{}
		f.house.Accounts.Letters = letters
		set := func(tx *db.Tx) error { // a demo account gets no letters
			_, err := db.Exec(tx, `UPDATE account SET demo = FALSE WHERE municipality = $1`)
			return err
		}
		if err := f.house.DB.Change(f.Context(), access.Program(f.theirs.ID.String()), "test", set); err != nil {
			t.Fatal(err)
		}
		at, client := f.behind("127.0.0.0/8", "::1")
		r, err := http.NewRequestWithContext(f.Context(), http.MethodPost, at+"/glemt", strings.NewReader(url.Values{"email": {"leder@fjordby.example"}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "evil.example"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Forwarded-Host", "evil.example")
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close() //nolint:errcheck // what it led to is the letter
		work := job.Runner{DB: f.house.DB, Kinds: f.house.JobKinds(), Log: slog.New(slog.DiscardHandler)}
		for more := true; more; {
			if more, err = work.Step(f.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if len(letters.bodies) != 1 || !strings.Contains(letters.bodies[0], "https://kerne.fjordby.example/nyt-kodeord/") || strings.Contains(letters.bodies[0], "evil") {
			t.Errorf("asked: %d, letters: %v", answer.StatusCode, letters.bodies)
		}
	})
}

// flows tells whether the first words of a stream come while it is open.
func (f *fjordby) flows(client *http.Client, address string) {
	f.Helper()
	ctx, stop := context.WithTimeout(f.Context(), 20*time.Second)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		f.Fatal(err)
	}
	answer, err := client.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	if kind := answer.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") || answer.Header.Get("X-Accel-Buffering") != "no" {
		f.Errorf("%s: %s, X-Accel-Buffering %q", address, kind, answer.Header.Get("X-Accel-Buffering"))
	}
	if line, err := bufio.NewReader(answer.Body).ReadString('\n'); err != nil || strings.TrimSpace(line) == "" {
		f.Errorf("%s: first line %q, %v", address, line, err)
	}
}
