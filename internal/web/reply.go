package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/ui"
)

// Reply is an answer that has been decided but not yet written.
type Reply interface {
	write(w http.ResponseWriter, r *Request) error
}

// Page is a whole page in the frame.
type Page struct {
	Title       string
	Description string
	View        templ.Component
	Section     string    // address of the menu entry that is lit
	Crumbs      []ui.Link // between the front page and this page
	Scripts     []string
	Live        string
	Wide        bool
	Public      bool // search engines may list it
	Notice      string
	Status      int  // 0 is 200
	Searches    bool // it has a search box of its own, and needs none above it
}

func (p Page) write(w http.ResponseWriter, r *Request) error {
	if p.Notice == "" {
		p.Notice = r.said(w)
	}
	ctx := templ.WithChildren(r.Context(), p.View)
	return render(ctx, r.paced(w), p.Status, ui.Page(r.Server.frame(r, p)))
}

// Bare is a page with a frame of its own: the phone, the projector, paper.
type Bare struct {
	View   templ.Component
	Status int
}

func (b Bare) write(w http.ResponseWriter, r *Request) error {
	return render(r.Context(), r.paced(w), b.Status, b.View)
}

// Fragment is a part of a page that script has asked for.
type Fragment struct {
	View   templ.Component
	Status int
}

func (f Fragment) write(w http.ResponseWriter, r *Request) error {
	return render(r.Context(), r.paced(w), f.Status, f.View)
}

func render(ctx context.Context, w http.ResponseWriter, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return send(w, status, b.Bytes())
}

func send(w http.ResponseWriter, status int, body []byte) error {
	if status == 0 {
		status = http.StatusOK
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, err := w.Write(body)
	if err != nil {
		return hangup{err}
	}
	return nil
}

// pace gives the client some time for every piece of an answer. One that takes nothing for
// so long is gone: it must not hold a connection, and what stands behind it, for ever.
type pace struct {
	http.ResponseWriter
	control  *http.ResponseController
	patience time.Duration
}

func (r *Request) paced(w http.ResponseWriter) http.ResponseWriter {
	p := pace{w, http.NewResponseController(w), r.Server.Patience}
	if p.patience == 0 {
		p.patience = 30 * time.Second
	}
	return p
}

const pieceBytes = 64 << 10

// Write writes in pieces, each with its own deadline.
func (p pace) Write(b []byte) (int, error) {
	n := 0
	for {
		piece := b[n:min(n+pieceBytes, len(b))]
		err := p.control.SetWriteDeadline(time.Now().Add(p.patience))
		if err != nil && !errors.Is(err, http.ErrNotSupported) {
			return n, err
		}
		m, err := p.ResponseWriter.Write(piece)
		if n += m; err != nil || n == len(b) {
			return n, err
		}
	}
}

// Unwrap lets http.ResponseController reach what is beneath.
func (p pace) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// hangup says that the client is gone; there is nobody to answer.
type hangup struct{ error }

// Refused gives the form again with what is wrong, when err is something a person can
// mend; any other error goes on as it is. again makes the page from the refused form.
func Refused(r *Request, err error, again func(ui.Form) Page) (Reply, error) {
	e := fault.As(err)
	switch e.Kind {
	case fault.Invalid, fault.Conflict, fault.Closed, fault.TooMany:
		p := again(r.Typed(err))
		p.Status = status(e)
		return p, nil
	}
	return nil, err
}

// Redirect sends the browser on after a form (303) or to a page's new address.
type Redirect struct {
	To        string
	Permanent bool // 308: the page has moved for good
	Say       string
}

func (d Redirect) write(w http.ResponseWriter, r *Request) error {
	if d.Say != "" {
		r.remember(w, d.Say)
	}
	code := http.StatusSeeOther
	if d.Permanent {
		code = http.StatusPermanentRedirect
	}
	http.Redirect(w, r.Request, d.To, code)
	return nil
}

// JSON is an answer to a program.
type JSON struct {
	Status int
	Value  any
}

func (j JSON) write(w http.ResponseWriter, r *Request) error {
	return j.writeAs(r.paced(w), "application/json")
}

func (j JSON) writeAs(w http.ResponseWriter, mediaType string) error {
	b, err := json.Marshal(j.Value)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaType)
	return send(w, j.Status, b)
}

// NoContent says that it is done and there is nothing to show.
type NoContent struct{}

func (NoContent) write(w http.ResponseWriter, _ *Request) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// File is something to download, or to show when Inline.
type File struct {
	Name   string
	Type   string
	Body   []byte
	Write  func(io.Writer) error // for what is too large to hold; Body is then empty
	Inline bool
	Keep   bool // the address changes when the content does: browsers may keep it a year
}

func (f File) write(w http.ResponseWriter, r *Request) error {
	w = r.paced(w)
	h := w.Header()
	h.Set("Content-Type", f.Type)
	if f.Name != "" {
		way := "attachment"
		if f.Inline {
			way = "inline"
		}
		h.Set("Content-Disposition", mime.FormatMediaType(way, map[string]string{"filename": f.Name}))
	}
	if f.Keep {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if f.Write == nil {
		return send(w, 0, f.Body)
	}
	w.WriteHeader(http.StatusOK)
	if err := f.Write(w); err != nil {
		return hangup{err} // the status is sent: all that is left is the log
	}
	return nil
}

// WithHeader sets headers before another reply is written.
type WithHeader struct {
	Header http.Header
	Reply  Reply
}

func (h WithHeader) write(w http.ResponseWriter, r *Request) error {
	for k, vs := range h.Header {
		for _, v := range vs {
			w.Header().Add(k, v)
		}
	}
	return h.Reply.write(w, r)
}

// NeedSignIn is the fault for a page that somebody without an account cannot see.
func NeedSignIn() error { return fault.New(fault.SignIn, "sign-in") }

// signedOut tells that the reason for "not found" may be that nobody has signed in.
func signedOut(r *Request, route Route) bool {
	return !r.Visitor.Actor.SignedIn() && route.Kind != ForPrograms && route.Action != "" && !access.May(r.Visitor.Actor, route.Action)
}
