package web

import (
	"compress/gzip"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
)

// Policy is the Content-Security-Policy of every answer: nothing from elsewhere, nothing
// written into the page.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

func guard(w http.ResponseWriter, secure bool) {
	h := w.Header()
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// sameOrigin refuses forms that another site's page has sent. Programs that carry their
// own token to the API are no browser and need no such care.
func (s *Server) sameOrigin(r *Request, route Route) error {
	if route.Kind == ForPrograms && strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		return nil
	}
	if err := http.NewCrossOriginProtection().Check(r.Request); err != nil {
		e := fault.New(fault.Forbidden, "not-same-origin")
		e.Cause = err
		return e
	}
	return nil
}

func (s *Server) trusted(r *http.Request) bool {
	a, ok := remote(r)
	return ok && s.among(a)
}

func remote(r *http.Request) (netip.Addr, bool) {
	h, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, false
	}
	a, err := netip.ParseAddr(h)
	return a.Unmap(), err == nil
}

// address is the client's own address. Of X-Forwarded-For the last entry that no trusted
// proxy wrote counts: what stands before it anybody can have written.
func (s *Server) address(r *http.Request) string {
	a, ok := remote(r)
	if !ok {
		return ""
	}
	if !s.trusted(r) {
		return a.String()
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		a = hop.Unmap()
		if !s.among(a) {
			break
		}
	}
	return a.String()
}

// among tells whether an address is one of the trusted proxies'.
func (s *Server) among(a netip.Addr) bool {
	return slices.ContainsFunc(s.Trusted, func(p netip.Prefix) bool { return p.Contains(a) })
}

// secure tells whether people reach this over https.
func (s *Server) secure(r *http.Request) bool {
	if r.TLS != nil || s.trusted(r) && r.Header.Get("X-Forwarded-Proto") == "https" {
		return true
	}
	return strings.HasPrefix(s.BaseURL, "https://")
}

func status(e *fault.Error) int {
	switch e.Kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.SignIn:
		return http.StatusUnauthorized
	case fault.Conflict, fault.Closed:
		return http.StatusConflict
	case fault.Gone:
		return http.StatusGone
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Misdirected:
		return http.StatusMisdirectedRequest
	case fault.Away:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// tryAfter says in whole seconds when to try again.
func tryAfter(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(max(1, int(wait/time.Second))))
}

// explain turns a failure into what this kind of client understands.
func (s *Server) explain(w http.ResponseWriter, r *Request, route Route, err error) {
	e := fault.As(err)
	w.Header().Set("Cache-Control", "no-store")
	if e.Kind == fault.TooMany || e.Kind == fault.Away {
		tryAfter(w, e.After)
	}
	var first elsewhere
	var reply Reply
	switch {
	case errors.As(err, &first):
		reply = Redirect{To: first.to}
	case route.Kind == ForPrograms || strings.HasPrefix(r.URL.Path, "/api/"):
		reply = problem(r, e)
	case route.Kind == ForScreens:
		http.Error(w, text.Fault(r.Lang(), e.Code, sayArgs(r, e)...), status(e))
		return
	case e.Kind == fault.SignIn && (s.SignIn != nil || r.Method == http.MethodGet):
		reply = s.signInFirst(r)
	default:
		reply = problemPage(r, e)
	}
	if err := reply.write(w, r); err != nil {
		s.Log.Error("explaining a failure failed", "request", r.ID, "error", err)
	}
}

func (s *Server) signInFirst(r *Request) Reply {
	if r.Method == http.MethodGet {
		return Redirect{To: "/log-ind?til=" + url.QueryEscape(r.URL.RequestURI())}
	}
	if err := r.ParseForm(); err != nil {
		return problemPage(r, fault.As(bodyFault(err)))
	}
	p := s.SignIn(r, r.URL.RequestURI(), r.Request.PostForm)
	p.Status = http.StatusUnauthorized
	return p
}

func sayArgs(r *Request, e *fault.Error) []any {
	if e.Kind == fault.Broken {
		return []any{r.ID}
	}
	return e.Args
}

func problemPage(r *Request, e *fault.Error) Reply {
	ctx := r.Context()
	title := map[fault.Kind]text.S{
		fault.NotFound: text.Frame.NotFoundTitle, fault.Forbidden: text.Frame.ForbiddenTitle, fault.Conflict: text.Frame.ConflictTitle,
		fault.Away: text.Frame.AwayTitle, fault.SignIn: text.Frame.SignInTitle, fault.TooMany: text.Frame.TooManyTitle, fault.Gone: text.Frame.GonePageTitle,
	}[e.Kind]
	if title.Da == "" {
		title = text.Frame.ProblemTitle
	}
	say := text.FaultIn(ctx, e.Code, sayArgs(r, e)...)
	view := ui.Problem(title.In(ctx), say, ui.Link{Text: text.Frame.HomePage.In(ctx), Href: "/"})
	if r.Site.ID == "" { // no municipality, so no frame
		return Bare{View: ui.Plain(title.In(ctx), say), Status: status(e)}
	}
	return Page{Title: title.In(ctx), View: view, Status: status(e)}
}

// Problem is a problem document (RFC 9457) with the mistakes of each field.
type Problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Code     string         `json:"code"`
	Instance string         `json:"instance,omitempty"`
	Errors   []ProblemField `json:"errors,omitempty"`
}

// ProblemField is what is wrong with one field.
type ProblemField struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func problem(r *Request, e *fault.Error) Reply {
	p := Problem{Type: "urn:kernehus:fault:" + string(e.Code), Title: text.Fault(r.Lang(), e.Code, sayArgs(r, e)...), Status: status(e), Code: string(e.Code), Instance: r.ID}
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, ProblemField{Field: f.Name, Code: string(f.Code), Message: text.Fault(r.Lang(), f.Code, f.Args...)})
	}
	return problemJSON{JSON{Status: p.Status, Value: p}}
}

type problemJSON struct{ JSON }

func (j problemJSON) write(w http.ResponseWriter, r *Request) error {
	return j.writeAs(r.paced(w), "application/problem+json")
}

// zipper compresses text as it is written, when the client can read it.
type zipper struct {
	http.ResponseWriter
	accepts bool
	decided bool
	gz      *gzip.Writer
}

func zipped(w http.ResponseWriter, r *http.Request) *zipper {
	return &zipper{ResponseWriter: w, accepts: strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")}
}

const worthZipping = 1000 // bytes; below that the header costs more than it saves

func (z *zipper) WriteHeader(code int) {
	if !z.decided {
		z.decided = true
		h := z.Header()
		kind := h.Get("Content-Type")
		long, err := strconv.Atoi(h.Get("Content-Length"))
		small := err == nil && long < worthZipping
		if z.accepts && !small && h.Get("Content-Encoding") == "" && code != http.StatusNoContent && code >= 200 && code != http.StatusNotModified && zippable(kind) {
			h.Del("Content-Length")
			h.Set("Content-Encoding", "gzip")
			h.Add("Vary", "Accept-Encoding")
			z.gz, _ = gzip.NewWriterLevel(z.ResponseWriter, gzip.BestSpeed) // the level is a constant: no error
		}
	}
	z.ResponseWriter.WriteHeader(code)
}

func zippable(kind string) bool {
	for _, p := range []string{"text/html", "text/css", "text/javascript", "text/plain", "application/json", "application/problem+json", "application/javascript", "image/svg+xml"} {
		if strings.HasPrefix(kind, p) {
			return true
		}
	}
	return false
}

func (z *zipper) Write(b []byte) (int, error) {
	if !z.decided {
		z.WriteHeader(http.StatusOK)
	}
	if z.gz != nil {
		return z.gz.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

// Close ends the compressed body.
func (z *zipper) Close() {
	if z.gz != nil {
		z.gz.Close() //nolint:errcheck // the client is gone: nobody to tell
	}
}

// Unwrap lets http.ResponseController reach flushing and deadlines; streams are never
// compressed, so nothing is held back.
func (z *zipper) Unwrap() http.ResponseWriter { return z.ResponseWriter }

// cookieName carries the __Host- prefix wherever the browser accepts it.
func (r *Request) cookieName() string {
	if r.Secure {
		return "__Host-kernehus"
	}
	return "kernehus"
}

// SignInCookie gives the browser its sign-in secret; an empty secret takes it away.
func (r *Request) SignInCookie(secret string, life time.Duration) http.Header {
	c := &http.Cookie{Name: r.cookieName(), Value: secret, Path: "/", HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode, MaxAge: int(life / time.Second)}
	if secret == "" {
		c.MaxAge = -1
	}
	return http.Header{"Set-Cookie": {c.String()}}
}

// SignInSecret is the secret of this browser's sign-in, or nothing.
func (r *Request) SignInSecret() string {
	c, err := r.Cookie(r.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

// remember keeps a sentence for the next page; said gives it, once.
func (r *Request) remember(w http.ResponseWriter, say string) {
	http.SetCookie(w, &http.Cookie{Name: "besked", Value: url.QueryEscape(say), Path: "/", HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode, MaxAge: 60})
}

func (r *Request) said(w http.ResponseWriter) string {
	c, err := r.Cookie("besked")
	if err != nil {
		return ""
	}
	http.SetCookie(w, &http.Cookie{Name: "besked", Path: "/", MaxAge: -1})
	say, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return say
}

// Status is the status a failure is answered with.
func Status(err error) int { return status(fault.As(err)) }
