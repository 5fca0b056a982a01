package static

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func sample() map[string]file {
	return load(fstest.MapFS{
		".gitkeep":             {Data: nil},
		"app.js":               {Data: []byte("let plain")},
		"app.js.br":            {Data: []byte("brotli")},
		"app.js.gz":            {Data: []byte("gzip")},
		"fonts/a-Latin1.woff2": {Data: []byte("letters")},
	})
}

func TestOnlyFilesOfKnownTypesAreServed(t *testing.T) {
	got := sample()
	if len(got) != 2 {
		t.Errorf("load found %d files, want app.js and the font alone", len(got))
	}
	if got["fonts/a-Latin1.woff2"].contentType != "font/woff2" {
		t.Errorf("font has type %q, want font/woff2", got["fonts/a-Latin1.woff2"].contentType)
	}
}

func TestTheSmallestFormTheBrowserReadsIsSent(t *testing.T) {
	for _, c := range []struct{ accepts, encoding, body string }{
		{"", "", "let plain"},
		{"gzip, deflate", "gzip", "gzip"},
		{"gzip, deflate, br", "br", "brotli"},
		{"br;q=0, gzip", "gzip", "gzip"},
		{"br;q=0.5", "br", "brotli"},
		{"brotli", "", "let plain"},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/static/app.js", nil)
		r.Header.Set("Accept-Encoding", c.accepts)
		sample()["app.js"].serve(w, r, forever)
		if got := w.Header().Get("Content-Encoding"); got != c.encoding || w.Body.String() != c.body {
			t.Errorf("Accept-Encoding %q: encoding %q body %q, want %q %q", c.accepts, got, w.Body, c.encoding, c.body)
		}
	}
}

func TestAKeptFileIsNotSentAgain(t *testing.T) {
	f := sample()["app.js"]
	r := httptest.NewRequest("GET", "/static/app.js", nil)
	r.Header.Set("If-None-Match", `"`+f.hash+`"`)
	w := httptest.NewRecorder()
	f.serve(w, r, forever)
	if w.Code != http.StatusNotModified {
		t.Errorf("status %d, want 304", w.Code)
	}
}

func TestUnknownFilesAreNotFound(t *testing.T) {
	for _, path := range []string{"/static/", "/static/.gitkeep", "/static/app.js.br", "/static/../static.go", "/static/none.css"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/static/x", nil)
		r.URL.Path = path
		Handler().ServeHTTP(w, r)
		if w.Code != http.StatusNotFound {
			t.Errorf("GET %s: status %d, want 404", path, w.Code)
		}
	}
}

// The rest needs what `make assets` builds; on a bare clone only the answer "not built" can be tested.
func TestBuiltFilesHaveAddressesThatBrowsersMayKeep(t *testing.T) {
	if !Built() {
		if got := URL("app.js"); got != "/static/app.js" {
			t.Errorf("URL without a build = %q, want the plain address", got)
		}
		return
	}
	url := URL("app.js")
	for address, cache := range map[string]string{url: forever, "/static/app.js": "no-cache", "/static/app.js?v=old": "no-cache"} {
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, httptest.NewRequest("GET", address, nil))
		if w.Code != 200 || w.Header().Get("Cache-Control") != cache {
			t.Errorf("GET %s: %d, Cache-Control %q, want 200 %q", address, w.Code, w.Header().Get("Cache-Control"), cache)
		}
	}
	w := httptest.NewRecorder()
	ServiceWorker().ServeHTTP(w, httptest.NewRequest("GET", "/service-worker.js", nil))
	if w.Code != 200 || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("service worker: %d %q, want 200 no-cache", w.Code, w.Header().Get("Cache-Control"))
	}
	if !strings.Contains(Licences(), "dkfds") {
		t.Error("Licences names no dkfds, whose files are served")
	}
}

func TestNothingIsFetchedFromAnotherOrigin(t *testing.T) {
	for name, f := range files() {
		if strings.HasSuffix(name, ".css") && strings.Contains(string(f.plain), "url(http") {
			t.Errorf("%s points to another origin", name)
		}
	}
}

func TestThirdPartyCodeIsNotCommitted(t *testing.T) {
	lock, err := os.ReadFile(filepath.Join("..", "..", "..", "assets", "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error("assets/package-lock.json names where packages were fetched")
	}
}
