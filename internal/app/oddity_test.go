package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kernehus/internal/app/demo"
	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/web"
)

// oddity is a body that no browser and no program of good will sends.
type oddity struct {
	name, kind, body string
	within           bool // it gets past the reading of it, perhaps as far as the database
}

func oddities() []oddity {
	const form, json = "application/x-www-form-urlencoded", "application/json"
	return []oddity{
		{"nothing", "", "", false},
		{"a form with NUL", form, "name=a%00b&tekst=%00&title=%00&to=%00&text=a%00b&id=%00&code=%00&unit=%00&version=%00&person=%00", true},
		{"a form that is no UTF-8", form, "name=%ff%fe&tekst=%c3%28&title=%ff&to=%ff&id=%ff&code=%ff&unit=%ff&version=%ff&person=%ff", true},
		{"a form with broken escapes", form, "name=%zz&tekst=%&to=next", false},
		{"a form that says everything twice", form, "name=a&name=b&to=next&to=close&id=1&id=2&version=1&version=2&unit=x&unit=y", true},
		{"numbers beyond numbers", form, "version=99999999999999999999&step=-1&trin=1e99&minutes=-5&minutter=999999999&rev=NaN&days=-1&expected=99999999999&date=9999-99-99&from=0000-00-00", true},
		{"multipart without a boundary", "multipart/form-data", "x", false},
		{"multipart that breaks off", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ntype;id", false},
		{"multipart of another boundary", "multipart/form-data; boundary=b", "--c\r\n\r\nx\r\n--c--\r\n", false},
		{"a file whose name is a path", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../\x00.csv\"\r\n\r\ntype;id\x00\xff\r\n--b--\r\n", true},
		{"a kind nobody knows", "application/x-ond; charset=\xff", "name=a", false},
		{"JSON to a form, or a form's words as JSON", json, `{"name":"a","to":"next","id":"x","data":{}}`, false},
		{"JSON with NUL", json, `{"id":"\u0000","name":"\u0000","to":"\u0000","guide":"\u0000","unit":"\u0000","title":"a\u0000","kind":"\u0000","step":0,"actor":"citizen"}`, true},
		{"JSON of half letters", json, "{\"name\":\"\xff\xfe\",\"title\":\"\\ud800\",\"id\":\"\\ud800\"}", true},
		{"JSON that says a key twice", json, `{"id":"a","id":"b","to":"next","to":"close","rev":1,"rev":2}`, false},
		{"deep JSON", json, strings.Repeat(`{"data":`, 9_000), false},
		{"deep lists", json, strings.Repeat(`[`, 60_000), false},
		{"a number for everything", json, `{"id":1,"name":2,"to":{},"guide":[],"unit":4,"title":5,"kind":6,"data":7,"step":"x","rev":"y","late":"z"}`, false},
		{"null", json, `null`, false},
	}
}

// insider is who of Fjordby gets furthest on a route: its administrator, somebody in the
// room, or a leader who runs its open dialogue.
func (f *fjordby) insider() func(route web.Route) caller {
	f.Helper()
	signedIn := func(email string) caller {
		in, err := f.house.Accounts.SignIn(f.Context(), f.theirs, account.Try{Email: email, Password: demo.Password, Local: true})
		if err != nil {
			f.Fatal(err)
		}
		return caller{name: email, cookie: in.Secret}
	}
	admin, leader := signedIn("admin@fjordby.example"), signedIn("leder@fjordby.example")
	in := f.ask(caller{}, http.MethodPost, "/deltag/"+f.known["code"][0], "application/x-www-form-urlencoded", "id=2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a11&hvem=citizen")
	if len(in.Result().Cookies()) == 0 {
		f.Fatalf("nobody came in: %d", in.Code)
	}
	phone := in.Result().Cookies()[0]
	return func(route web.Route) caller {
		switch {
		case strings.HasPrefix(route.Pattern, "/administration"):
			return admin
		case strings.HasPrefix(route.Pattern, "/deltag/"):
			return caller{name: "somebody in the room", guest: phone}
		case strings.HasPrefix(route.Pattern, "/api/") && strings.Contains(route.Pattern, "{code}"):
			return caller{name: "somebody in the room", bearer: phone.Value}
		}
		return leader
	}
}

func (f *fjordby) ask(c caller, method, path, kind, body string) *httptest.ResponseRecorder {
	f.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
	r.Host = "127.0.0.1:8080"
	c.carries(r)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w := httptest.NewRecorder()
	f.server.ServeHTTP(w, r)
	return w
}

// refuses tells that an answer is a clear one: never a failure of ours.
func (f *fjordby) refuses(what string, w *httptest.ResponseRecorder) {
	f.Helper()
	if w.Code >= 500 || w.Code < 200 {
		f.Errorf("%s: %d %.200s", what, w.Code, w.Body)
	}
	if w.Header().Get("Content-Security-Policy") != web.Policy {
		f.Errorf("%s: policy %q", what, w.Header().Get("Content-Security-Policy"))
	}
}

// Every route of the table gets what nobody should send, from those who may do most.
func TestOddInputIsNeverAFailureOfOurs(t *testing.T) {
	dbtest.AtOnce(t, func(t *testing.T, fresh dbtest.Address) {
		f := inFjordby(t, fresh(t))
		by := f.insider()
		for _, route := range f.server.Routes() {
			c, path := by(route), f.addresses(route.Pattern)[0]
			switch {
			case endsTheWalk(route):
			case route.Method == http.MethodGet:
				f.refuses(c.name+" GET "+path, f.ask(c, route.Method, path+"?q=%00&efter=%ff&after=%00&unit=%00&limit=%00&dato=%00&side=-1&version=%ff&lang=%00&til=%00", "", ""))
			default:
				for _, o := range oddities() {
					if !o.within && strings.HasSuffix(t.Name(), "postgres") {
						continue // it is refused before any database is asked
					}
					f.refuses(c.name+" "+route.Method+" "+path+" "+o.name, f.ask(c, route.Method, path, o.kind, o.body))
				}
			}
			for _, bad := range []string{"%00", "%ff", "..%2f..%2fetc%2fpasswd", strings.Repeat("9", 400)} {
				if at := placeholder.FindString(route.Pattern); at != "" && !strings.Contains(at, "$") {
					path := f.addresses(strings.Replace(route.Pattern, at, bad, 1))[0]
					f.refuses(c.name+" "+route.Method+" "+path, f.ask(c, route.Method, path, "application/x-www-form-urlencoded", "version=1&to=next"))
				}
			}
		}
	})
}

// listening is Fjordby behind a real listener, set up as serve does.
func (f *fjordby) listening() (address string) {
	f.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.Fatal(err)
	}
	ctx, stop := context.WithCancel(f.Context())
	over := make(chan error, 1)
	go func() { over <- f.house.serveOn(ctx, serveCommand{}, listener) }()
	f.Cleanup(func() {
		stop()
		if err := <-over; err != nil {
			f.Errorf("served until %v", err)
		}
	})
	return listener.Addr().String()
}

// raw sends bytes as they are and reads the head of the answer.
func (f *fjordby) raw(address, request string) (status int, head http.Header) {
	f.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		f.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // it may be closed already
	sent := make(chan struct{})
	go func() { // who is refused early may find the door closed before all is said
		defer close(sent)
		io.WriteString(conn, request) //nolint:errcheck // the answer tells
	}()
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		f.Fatalf("%.60q: %v", request, err)
	}
	conn.Close() //nolint:errcheck // its head is all: a stream would be read for ever
	<-sent
	return res.StatusCode, res.Header
}

// guards are what every answer carries, whatever it is.
var guards = map[string]string{
	"Content-Security-Policy": web.Policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
	"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}

func TestEveryKindOfAnswerIsGuarded(t *testing.T) {
	dbtest.AtOnce(t, func(t *testing.T, fresh dbtest.Address) { inFjordby(t, fresh(t)).guarded() })
}

// knock is what is sent, byte for byte, and the status it is answered with.
type knock struct {
	request string
	status  int
}

// knocks are one of each kind of answer there is.
func knocks(code, screen string) map[string]knock {
	get := func(path string) string { return "GET " + path + " HTTP/1.1\r\nHost: m\r\n\r\n" }
	post := func(path, kind, body string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: m\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", path, kind, len(body), body)
	}
	chunks := "POST %s HTTP/1.1\r\nHost: m\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n" + strings.Repeat("4000\r\n"+strings.Repeat("a", 0x4000)+"\r\n", 80) + "0\r\n\r\n"
	const form = "application/x-www-form-urlencoded"
	return map[string]knock{
		"a page":                         {get("/"), 200},
		"a page that is none":            {get("/findes-ikke"), 404},
		"a method that is none":          {"PUT /kerneopgaver HTTP/1.1\r\nHost: m\r\nContent-Length: 0\r\n\r\n", 404},
		"a way to sign in":               {get("/hjem"), 303},
		"a path that is tidied":          {get("//kerneopgaver/../kerneopgaver"), 307},
		"a file of ours":                 {get("/service-worker.js"), 200},
		"a file that is none":            {get("/static/findes-ikke.js"), 404},
		"a sheet":                        {get("/tema.css"), 200},
		"alive":                          {get("/livez"), 200},
		"ready":                          {get("/readyz"), 200},
		"a stream of the projector":      {get("/skaerm/" + screen + "/stroem"), 200},
		"a stream of the API":            {get("/api/v1/dialogues/" + code + "/stream"), 200},
		"a stream that is not yours":     {get("/deltag/" + code + "/stroem"), 401},
		"an answer to a program":         {get("/api/v1/core-tasks"), 200},
		"a problem document":             {get("/api/v1/core-tasks?limit=0"), 422},
		"a problem document of a path":   {get("/api/v1/findes-ikke"), 404},
		"a form that is too large":       {post("/log-ind", form, "email="+strings.Repeat("a", 1<<20)), 413},
		"a form in pieces, too large":    {fmt.Sprintf(chunks, "/log-ind", form), 413},
		"a body that is too large":       {post("/api/v1/dialogues/"+code+"/participants", "application/json", `{"id":"`+strings.Repeat("a", 64<<10)+`"}`), 413},
		"a body in pieces, too large":    {fmt.Sprintf(chunks, "/api/v1/dialogues/"+code+"/participants", "application/json"), 413},
		"a form of another site":         {"POST /log-ind HTTP/1.1\r\nHost: m\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n\r\n", 403},
		"a long header that is no use":   {"GET / HTTP/1.1\r\nHost: m\r\nX-Long: " + strings.Repeat("a", 20<<10) + "\r\nCookie: " + strings.Repeat("b=1; ", 1000) + "\r\n\r\n", 200},
		"a sign-in that nobody has":      {"GET /hjem HTTP/1.1\r\nHost: m\r\nCookie: kernehus=" + strings.Repeat("x", 4000) + "\r\n\r\n", 303},
		"a language that nobody speaks":  {"GET /api/v1/core-tasks HTTP/1.1\r\nHost: m\r\nAccept-Language: " + strings.Repeat("x-y;q=9,", 900) + "\r\n\r\n", 200},
		"a token that is no word of any": {"GET /api/v1/units HTTP/1.1\r\nHost: m\r\nAuthorization: Bearer \xff\xfe\r\n\r\n", 401},
	}
}

func (f *fjordby) guarded() {
	f.Helper()
	address := f.listening()
	for name, c := range knocks(f.known["code"][0], f.known["token"][0]) {
		status, head := f.raw(address, c.request)
		if status != c.status {
			f.Errorf("%s: status %d, want %d", name, status, c.status)
		}
		for header, want := range guards {
			if got := head.Get(header); got != want {
				f.Errorf("%s: %s is %q", name, header, got)
			}
		}
	}
	if status, _ := f.raw(address, "GET / HTTP/1.1\r\nHost: m\r\nX-Long: "+strings.Repeat("a", 64<<10)+"\r\n\r\n"); status != http.StatusRequestHeaderFieldsTooLarge {
		f.Errorf("headers that are too large: status %d", status)
	}
	for _, wrong := range []string{"GET / HTTP/1.1\r\n\r\n", "GET /\x00 HTTP/1.1\r\nHost: m\r\n\r\n", "POST / HTTP/1.1\r\nHost: m\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "GET / HTTP/1.1\r\nHost: m\r\nTransfer-Encoding: ond\r\n\r\n"} {
		if status, _ := f.raw(address, wrong); status < 400 || status == 500 {
			f.Errorf("%q: status %d", wrong, status)
		}
	}
}
