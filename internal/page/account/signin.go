package account

import (
	"net/url"
	"sort"
	"strings"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// kept is the mark of a field that belongs to the form somebody had posted before we
// knew that they were signed out.
const kept = "felt."

// Door is what the sign-in page shows.
type Door struct {
	Back  string
	Kept  []Field // a form that is given back after sign-in
	Half  string  // half a sign-in that waits for its code
	Mail  bool    // a forgotten password can be sent by letter
	Form  ui.Form
	Typed bool
}

// Field is one value of a form that is kept.
type Field struct{ Name, Value string }

// SignIn makes the page that asks who you are, with a form that was posted too late.
func (p Pages) SignIn(r *web.Request, to string, typed url.Values) web.Page {
	d := Door{Back: to, Kept: fields(typed, ""), Mail: p.Accounts.Letters != nil, Typed: len(typed) > 0}
	out := page(r, text.Account.Title)
	out.View = signInView(d)
	return out
}

// fields gives a form's values in order, each name with the mark; passwords are never
// handed around.
func fields(form url.Values, mark string) []Field {
	var out []Field
	for name, values := range form {
		if mark == "" && (name == "password" || name == "old") || !strings.HasPrefix(name, mark) {
			continue
		}
		for _, v := range values {
			out = append(out, Field{kept + strings.TrimPrefix(name, mark), v})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

func (p Pages) signIn(r *web.Request) (web.Reply, error) {
	to := back(r.URL.Query().Get("til"))
	if r.Actor().SignedIn() {
		return web.Redirect{To: to}, nil
	}
	return p.SignIn(r, to, nil), nil
}

func (p Pages) enter(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	// the password as it was typed: space at its ends may belong to it
	in, err := p.Accounts.SignIn(r.Context(), m, account.Try{Email: form.Get("email"), Password: r.PostForm.Get("password"), Address: r.Address, Local: r.Local})
	if err != nil {
		return web.Refused(r, err, func(f ui.Form) web.Page { return p.again(r, f, "") })
	}
	if in.Half != "" {
		return p.again(r, ui.Form{}, in.Half), nil
	}
	return p.entered(r, m, in)
}

// again shows the sign-in page as it was, or the page for the code when half is in.
func (p Pages) again(r *web.Request, f ui.Form, half string) web.Page {
	f.Values.Del("password")
	d := Door{Back: back(r.PostForm.Get("til")), Kept: fields(r.PostForm, kept), Mail: p.Accounts.Letters != nil, Form: f, Half: half}
	d.Typed = len(d.Kept) > 0
	if half != "" {
		out := page(r, text.Account.CodeTitle)
		out.View = codeView(d)
		return out
	}
	out := page(r, text.Account.Title)
	out.View = signInView(d)
	return out
}

func (p Pages) enterCode(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	in, err := p.Accounts.SignInCode(r.Context(), m, form.Get("halv"), form.Get("code"), r.Address)
	if fault.Is(err, fault.Gone) { // too old: begin again, with what was typed
		return p.again(r, ui.Form{}, ""), nil
	}
	if err != nil {
		return web.Refused(r, err, func(f ui.Form) web.Page { return p.again(r, f, form.Get("halv")) })
	}
	return p.entered(r, m, in)
}

// entered gives the cookie and goes on: to where the person was, or back to the form
// that was posted too late.
func (p Pages) entered(r *web.Request, m municipality.Municipality, in account.Entry) (web.Reply, error) {
	who, err := p.Accounts.Visitor(r.Context(), m, in.Secret, r.Local)
	if err != nil {
		return nil, err
	}
	header := r.SignInCookie(in.Secret, in.Life)
	to, typed := back(r.PostForm.Get("til")), fields(r.PostForm, kept)
	if len(typed) == 0 || who.MustEnrol {
		return web.WithHeader{Header: header, Reply: web.Redirect{To: to}}, nil
	}
	r.Visitor = web.Visitor{Actor: who.Actor, Name: who.Name, Lang: who.Lang}
	out := page(r, text.Account.TypedTitle)
	out.View = typedView(to, typed)
	return web.WithHeader{Header: header, Reply: out}, nil
}

func (p Pages) signOut(r *web.Request) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	if err := p.Accounts.SignOut(r.Context(), m, r.SignInSecret()); err != nil {
		return nil, err
	}
	return web.WithHeader{Header: r.SignInCookie("", 0), Reply: web.Redirect{To: "/", Say: text.Account.SignedOut.In(r.Context())}}, nil
}

func (p Pages) forgotten(r *web.Request) (web.Reply, error) {
	return p.forgottenPage(r, ui.Form{}), nil
}

func (p Pages) forgottenPage(r *web.Request, f ui.Form) web.Page {
	out := page(r, text.Account.ForgotTitle)
	out.View = forgottenView(f, p.Accounts.Letters != nil)
	return out
}

func (p Pages) sendLink(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	if _, err := p.Accounts.Forgotten(r.Context(), m, form.Get("email"), r.Address); err != nil {
		return web.Refused(r, err, func(f ui.Form) web.Page { return p.forgottenPage(r, f) })
	}
	return web.Redirect{To: "/log-ind", Say: text.Account.ForgotSent.In(r.Context())}, nil
}

func (p Pages) ticket(r *web.Request) (web.Reply, error) {
	return p.ticketPage(r, ui.Form{})
}

func (p Pages) ticketPage(r *web.Request, f ui.Form) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	t, err := p.Accounts.Ticket(r.Context(), m, r.PathValue("ticket"))
	if err != nil {
		return nil, err
	}
	f.Values.Del("password")
	title := text.Account.WelcomeTitle.F(r.Context(), t.Name)
	if t.Purpose == account.Reset {
		title = text.Account.ResetTitle.In(r.Context())
	}
	return web.Page{Title: title, View: ticketView(t, title, r.URL.Path, f)}, nil
}

func (p Pages) redeem(r *web.Request) (web.Reply, error) {
	if _, err := r.Form(); err != nil {
		return nil, err
	}
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	in, err := p.Accounts.Redeem(r.Context(), m, r.PathValue("ticket"), r.PostForm.Get("password"))
	if fault.Is(err, fault.Invalid) {
		out, pageErr := p.ticketPage(r, r.Typed(err))
		if shown, ok := out.(web.Page); ok {
			shown.Status = 422
			out = shown
		}
		return out, pageErr
	}
	if err != nil {
		return nil, err
	}
	if in.Secret == "" {
		return web.Redirect{To: "/log-ind", Say: text.Account.SignInNow.In(r.Context())}, nil
	}
	return web.WithHeader{Header: r.SignInCookie(in.Secret, in.Life), Reply: web.Redirect{To: "/hjem", Say: text.Account.PasswordSet.In(r.Context())}}, nil
}
