// Package static holds the built style sheets, scripts, letters and marks of the pages and serves them.
// The files are made by `make assets`; a bare clone compiles without them and Built tells so.
package static

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed all:dist
var embedded embed.FS

// Prefix is the path under which Handler serves.
const Prefix = "/static/"

// forever is for addresses that carry the hash of their content.
const forever = "public, max-age=31536000, immutable"

// file is one built file as it is sent.
type file struct {
	hash        string
	contentType string
	plain       []byte
	encoded     map[string][]byte // "br", "gzip": what the build wrote beside it
}

var files = sync.OnceValue(func() map[string]file { return load(FS()) })

// FS returns the built files by name.
func FS() fs.FS {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic(err) // "dist" is a constant that embed has checked
	}
	return dist
}

// Built tells whether the front end has been built into this binary.
func Built() bool {
	for _, name := range []string{"app.js", "kernehus.css", "phone.js", "phone.css"} {
		if _, ok := files()[name]; !ok {
			return false
		}
	}
	return true
}

// URL returns the address of a built file with the hash of its content, so that browsers may keep it for ever.
// A file that is not built has its plain address.
func URL(name string) string {
	f, ok := files()[name]
	if !ok {
		return Prefix + name
	}
	return Prefix + name + "?v=" + f.hash
}

// Licences returns the licence texts of the third-party files that are served.
func Licences() string {
	return string(files()["licences.txt"].plain)
}

// Handler serves the built files under Prefix.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, Prefix)
		f, found := files()[name]
		if !ok || !found {
			http.NotFound(w, r)
			return
		}
		cache := "no-cache"
		if r.URL.Query().Get("v") == f.hash {
			cache = forever
		}
		f.serve(w, r, cache)
	})
}

// ServiceWorker serves the service worker, whose address must be at the root and must always be asked for anew.
func ServiceWorker() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := files()["service-worker.js"]
		if !ok {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r, "no-cache")
	})
}

func (f file) serve(w http.ResponseWriter, r *http.Request, cache string) {
	body, encoding := f.choose(r.Header.Get("Accept-Encoding"))
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("Cache-Control", cache)
	h.Set("Vary", "Accept-Encoding")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("ETag", `"`+f.hash+encoding+`"`)
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// choose returns the smallest form of the file that the browser says it reads.
func (f file) choose(accepts string) (body []byte, encoding string) {
	for _, name := range []string{"br", "gzip"} {
		if b, ok := f.encoded[name]; ok && reads(accepts, name) {
			return b, name
		}
	}
	return f.plain, ""
}

func reads(accepts, name string) bool {
	for part := range strings.SplitSeq(accepts, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(coding) == name {
			return !strings.HasPrefix(strings.ReplaceAll(weight, " ", ""), "q=0") || strings.Contains(weight, "q=0.")
		}
	}
	return false
}

func load(dist fs.FS) map[string]file {
	found := map[string]file{}
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || contentType(name) == "" {
			return err
		}
		plain, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		found[name] = file{hash: hash(plain), contentType: contentType(name), plain: plain, encoded: encodings(dist, name)}
		return nil
	})
	if err != nil {
		panic(err) // the files are inside the binary
	}
	return found
}

func encodings(dist fs.FS, name string) map[string][]byte {
	found := map[string][]byte{}
	for encoding, suffix := range map[string]string{"br": ".br", "gzip": ".gz"} {
		if b, err := fs.ReadFile(dist, name+suffix); err == nil {
			found[encoding] = b
		}
	}
	return found
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// contentType returns the type of what may be served, and "" for everything else.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return ""
}
