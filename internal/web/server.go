package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
)

// Config is what the server needs to know of its place in the world.
type Config struct {
	BaseURL string         // how people reach it: decides Secure cookies; empty while unknown
	Trusted []netip.Prefix // proxies whose X-Forwarded headers count
	Log     *slog.Logger
	Observe func(route string, status int, took time.Duration) // for metrics
	// SignIn makes the page that asks who you are; typed holds a form that was posted
	// after the sign-in had expired, to be given back.
	SignIn func(r *Request, back string, typed url.Values) Page
	// Patience is how long a client may take for each piece of an answer; 0 is 30 seconds.
	Patience time.Duration
}

// Server answers requests by its routes.
type Server struct {
	Config
	door   Door
	routes []Route
	mux    *http.ServeMux
	life   context.Context // ends when the server stops
	stop   context.CancelFunc
	open   streams
}

// NewServer makes a server of routes; a pattern that stands twice is a fault of ours and
// panics at the start.
func NewServer(c Config, door Door, routes []Route) *Server {
	s := &Server{Config: c, door: door, routes: routes, mux: http.NewServeMux()}
	s.life, s.stop = context.WithCancel(context.Background())
	for _, route := range routes {
		s.mux.Handle(route.Method+" "+route.Pattern, s.handle(route))
	}
	s.mux.Handle("/", s.handle(Route{Pattern: "/", Handle: func(*Request) (Reply, error) { return nil, fault.Missing() }}))
	return s
}

// Routes are all routes, for tests and documentation.
func (s *Server) Routes() []Route { return s.routes }

// Handle adds a plain handler beside the routes: static files, health.
func (s *Server) Handle(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

// Stop ends the streams, so that a graceful shutdown need not wait for screens.
func (s *Server) Stop() { s.stop() }

// untilStop ends with the request or with the server, whichever comes first.
func (s *Server) untilStop(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	off := context.AfterFunc(s.life, cancel)
	return ctx, func() { off(); cancel() }
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	guard(w, s.secure(r))
	zip := zipped(w, r)
	defer zip.Close()
	s.mux.ServeHTTP(zip, r)
}

func (s *Server) handle(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, plain *http.Request) {
		began := time.Now()
		rec := &recorder{ResponseWriter: w}
		r := s.request(plain)
		err := s.answer(rec, r, route)
		s.record(r, route, rec, began, err)
	})
}

func (s *Server) request(plain *http.Request) *Request {
	r := &Request{Request: plain, ID: id.Ordered(time.Now()), Server: s, Secure: s.secure(plain), Address: s.address(plain), Local: loopback(plain.Host)}
	r.Request = plain.WithContext(db.WithRequest(plain.Context(), r.ID))
	return r
}

// answer runs the way of a request: same origin, municipality, person, language,
// handler, reply; what goes wrong becomes a page or a problem document.
func (s *Server) answer(w *recorder, r *Request, route Route) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		} else if err != nil && r.Context().Err() != nil {
			err = hangup{err} // what broke off is the client's going away
			w.gone()
		}
		var gone hangup
		if err != nil && !errors.As(err, &gone) && !w.wrote {
			s.explain(w, r, route, err)
		}
	}()
	r.route = route
	r.Body = http.MaxBytesReader(w, r.Body, route.most())
	if err := s.knock(w, r, route); err != nil {
		return err
	}
	reply, err := route.Handle(r)
	w.Header().Set("Content-Language", string(r.Lang()))
	if err != nil {
		return err
	}
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", "no-store")
	}
	if r.after > 0 {
		tryAfter(w, r.after)
	}
	return reply.write(w, r)
}

func (s *Server) knock(w http.ResponseWriter, r *Request, route Route) error {
	site, err := s.door.Site(r.Context(), host(r.Host))
	if err != nil {
		s.speak(w, r, route)
		return s.nobody(w, r, route, err)
	}
	r.Site = site
	r.Visitor = Visitor{Actor: access.Anonymous(site.ID)}
	s.speak(w, r, route)
	if err := s.sameOrigin(r, route); err != nil {
		return err
	}
	if r.Visitor, err = s.visitor(r, route); err != nil {
		return err
	}
	s.speak(w, r, route)
	if signedOut(r, route) {
		return NeedSignIn()
	}
	if stop := r.Visitor.Stop; stop != "" && route.Kind == ForPeople && !strings.HasPrefix(r.URL.Path, stop) && r.URL.Path != "/log-ud" {
		return elsewhere{stop}
	}
	return nil
}

// nobody lets in those who set the first municipality up, and leads others there.
func (s *Server) nobody(w http.ResponseWriter, r *Request, route Route, err error) error {
	if !fault.HasCode(err, "not-set-up") || route.Kind != ForPeople {
		return err
	}
	if !route.Empty {
		return elsewhere{SetUp}
	}
	return s.sameOrigin(r, route)
}

// SetUp is where an empty installation is set up.
const SetUp = "/opsaetning"

// elsewhere sends a person to what must be done first.
type elsewhere struct{ to string }

func (e elsewhere) Error() string { return "go to " + e.to + " first" }

func (s *Server) visitor(r *Request, route Route) (Visitor, error) {
	if route.Kind == ForPrograms {
		if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && !strings.HasPrefix(token, "p_") {
			return s.door.Bearer(r.Context(), r.Site, token, r.Local)
		}
	}
	c, err := r.Cookie(r.cookieName())
	if err != nil {
		return Visitor{Actor: access.Anonymous(r.Site.ID)}, nil
	}
	return s.door.Visitor(r.Context(), r.Site, c.Value, r.Local)
}

// speak settles the language: the address, then the cookie, then the person's own, then
// what a program asks for. A browser asks for its own language with every call, also where
// its page is in another; it is told by the headers that only browsers send.
func (s *Server) speak(w http.ResponseWriter, r *Request, route Route) {
	lang, asked := text.Danish, false
	if l, ok := text.Accepted(r.Header.Get("Accept-Language")); ok && route.Kind == ForPrograms && r.Header.Get("Sec-Fetch-Site") == "" {
		lang, asked = l, true
	}
	if r.Visitor.Lang != "" {
		lang, asked = r.Visitor.Lang, true
	}
	if c, err := r.Cookie("sprog"); err == nil {
		if l, ok := text.ParseLang(c.Value); ok {
			lang, asked = l, true
		}
	}
	if l, ok := text.ParseLang(r.URL.Query().Get("lang")); ok {
		lang, asked = l, true
		w.Header().Del("Set-Cookie")
		http.SetCookie(w, &http.Cookie{Name: "sprog", Value: string(l), Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode, HttpOnly: true, Secure: r.Secure})
	}
	r.Request, r.asked = r.WithContext(text.With(r.Context(), lang)), asked
	w.Header().Set("Content-Language", string(lang))
}

func (s *Server) record(r *Request, route Route, w *recorder, began time.Time, err error) {
	took := time.Since(began)
	name := route.Method + " " + route.Pattern // never the path: it may hold a join code
	if s.Observe != nil {
		s.Observe(name, w.status, took)
	}
	level := slog.LevelInfo
	args := []any{"request", r.ID, "route", name, "status", w.status, "ms", float64(took.Microseconds()) / 1000, "bytes", w.bytes, "municipality", r.Site.Slug}
	var gone hangup
	switch {
	case err == nil || errors.As(err, &gone):
	case fault.As(err).Kind == fault.Broken:
		level = slog.LevelError
		args = append(args, "error", err)
	case fault.As(err).Kind == fault.Away: // who watches must learn what is away
		level = slog.LevelWarn
		args = append(args, "fault", string(fault.As(err).Code), "error", err)
	default:
		args = append(args, "fault", string(fault.As(err).Code))
	}
	s.Log.Log(r.Context(), level, "request", args...)
}

// recorder notes what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
	wrote  bool
}

func (w *recorder) WriteHeader(code int) {
	if !w.wrote {
		w.status, w.wrote = code, true
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *recorder) Write(b []byte) (int, error) {
	if !w.wrote {
		w.WriteHeader(http.StatusOK)
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

// clientGone is the status in log and metrics of a client that left before its answer.
const clientGone = 499

func (w *recorder) gone() {
	if !w.wrote {
		w.status = clientGone
	}
}

// Unwrap lets http.ResponseController reach flushing and deadlines.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func host(hostport string) string {
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		hostport = h
	}
	return strings.ToLower(strings.Trim(hostport, "[]"))
}

func loopback(hostport string) bool {
	h := host(hostport)
	if h == "localhost" || strings.HasSuffix(h, ".localhost") {
		return true
	}
	a, err := netip.ParseAddr(h)
	return err == nil && a.IsLoopback()
}

// frame gathers what surrounds a page.
func (s *Server) frame(r *Request, p Page) ui.Frame {
	f := ui.Frame{
		Title: p.Title, Description: p.Description, Municipality: r.Site.Name, Logo: r.Site.Logo, Theme: r.Site.Theme,
		Demo: r.Site.Demo, Nav: s.menu(r, p.Section), Person: r.Visitor.Name, Account: "/min-konto", SignIn: "/log-ind",
		OtherLang: otherLang(r), Accessible: r.Site.Accessible, Scripts: p.Scripts, Live: p.Live, Wide: p.Wide,
		Notice: p.Notice, Hidden: !p.Public, Searches: p.Searches,
	}
	if r.Method == http.MethodGet && r.URL.Path != "/log-ind" && r.URL.Path != "/" {
		f.SignIn = "/log-ind?til=" + url.QueryEscape(r.URL.RequestURI())
	}
	if r.May(access.UserManage) || r.May(access.ChangesRead) || r.May(access.OrgImport) {
		f.Manage = "/administration"
	}
	if len(p.Crumbs) > 0 {
		f.Crumbs = append([]ui.Link{{Text: text.Frame.FrontPage.In(r.Context()), Href: "/"}}, p.Crumbs...)
		f.Crumbs = append(f.Crumbs, ui.Link{Text: p.Title})
	}
	return f
}

// menu shows only what is built and what this visitor may see.
func (s *Server) menu(r *Request, section string) []ui.Link {
	ctx := r.Context()
	entries := []struct {
		text text.S
		href string
		may  access.Action
	}{
		{text.Frame.Home, "/hjem", access.UnitRead},
		{text.Frame.CoreTasks, "/kerneopgaver", access.CoreTaskPublic},
		{text.Frame.Dialogues, "/dialoger", access.UnitRead},
		{text.Frame.Units, "/enheder", access.UnitRead},
	}
	var out []ui.Link
	for _, e := range entries {
		if r.May(e.may) && s.answers(e.href) {
			out = append(out, ui.Link{Text: e.text.In(ctx), Href: e.href, Current: section == e.href})
		}
	}
	return out
}

func (s *Server) answers(path string) bool {
	for _, r := range s.routes {
		if r.Method == http.MethodGet && r.Pattern == path {
			return true
		}
	}
	return false
}

func otherLang(r *Request) string {
	u := *r.URL
	q := u.Query()
	q.Set("lang", string(text.English))
	if r.Lang() == text.English {
		q.Set("lang", string(text.Danish))
	}
	u.RawQuery = q.Encode()
	if r.Method != http.MethodGet {
		u.Path, u.RawQuery = "/", "lang="+q.Get("lang")
	}
	return u.RequestURI()
}
