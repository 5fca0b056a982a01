package app

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"kernehus/internal/kernel/db/dbtest"
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
