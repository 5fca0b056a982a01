package account

import (
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func (p Pages) own(r *web.Request) (web.Reply, error) { return p.ownPage(r, ui.Form{}) }

func (p Pages) ownPage(r *web.Request, f ui.Form) (web.Reply, error) {
	own, err := p.Accounts.Own(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f.Values.Del("password")
	f.Values.Del("old")
	out := page(r, text.Account.OwnTitle)
	out.View = ownView(own, f)
	if f.Refused() {
		out.Status = 422
	}
	return out, nil
}

func (p Pages) changePassword(r *web.Request) (web.Reply, error) {
	if _, err := r.Form(); err != nil {
		return nil, err
	}
	err := p.Accounts.ChangePassword(r.Context(), r.Actor(), account.PasswordChange{
		Old: r.PostForm.Get("old"), New: r.PostForm.Get("password"), Keep: r.SignInSecret(),
	})
	if err != nil {
		return p.refusedOwn(r, err)
	}
	return web.Redirect{To: "/min-konto", Say: text.Account.PasswordChanged.In(r.Context())}, nil
}

// refusedOwn gives the account page again when err is something to mend.
func (p Pages) refusedOwn(r *web.Request, err error) (web.Reply, error) {
	var again web.Reply
	var pageErr error
	out, err := web.Refused(r, err, func(f ui.Form) web.Page {
		again, pageErr = p.ownPage(r, f)
		shown, _ := again.(web.Page)
		return shown
	})
	if pageErr != nil {
		return nil, pageErr
	}
	return out, err
}

// data is everything that is kept about the person; it is a form and no link, because it is
// written down that somebody took it out.
func (p Pages) data(r *web.Request) (web.Reply, error) {
	write, err := p.Archive.Person(r.Context(), r.Actor(), id.Of[org.Person](r.Actor().Person))
	if err != nil {
		return nil, err
	}
	return web.File{Name: "mine-oplysninger.json", Type: "application/json", Write: write}, nil
}

func (p Pages) setLanguage(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	lang, ok := text.ParseLang(form.Get("language"))
	if !ok {
		lang = text.Danish
	}
	if err := p.Accounts.SetLanguage(r.Context(), r.Actor(), lang); err != nil {
		return nil, err
	}
	// the address settles the language of this browser too
	return web.Redirect{To: "/min-konto?lang=" + string(lang), Say: text.Account.LanguageSaved.Say(lang)}, nil
}

func (p Pages) signOutEverywhere(r *web.Request) (web.Reply, error) {
	if err := p.Accounts.SignOutEverywhere(r.Context(), r.Actor()); err != nil {
		return nil, err
	}
	return web.WithHeader{Header: r.SignInCookie("", 0), Reply: web.Redirect{To: "/", Say: text.Account.SignedOut.In(r.Context())}}, nil
}

func (p Pages) factor(r *web.Request) (web.Reply, error) { return p.factorPage(r, ui.Form{}) }

func (p Pages) factorPage(r *web.Request, f ui.Form) (web.Reply, error) {
	own, err := p.Accounts.Own(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	shown, begun, err := p.Accounts.Enrolling(r.Context(), m, r.Actor())
	if err != nil {
		return nil, err
	}
	f.Values.Del("code")
	f.Values.Del("recovery")
	out := page(r, text.Account.FactorTitle)
	out.View = factorView(Factor{On: own.Second, Recovery: own.Recovery, Begun: begun, Must: r.Visitor.Stop != "", Key: shown.Secret, Form: f})
	return out, nil
}

// Factor is what the page of the second factor shows.
type Factor struct {
	On       bool // it is asked for at sign-in
	Recovery int  // recovery codes that are left
	Begun    bool // a key is shown and waits for its first code
	Must     bool // nothing else can be done before
	Key      string
	Form     ui.Form
}

func (p Pages) factorPicture(r *web.Request) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	shown, begun, err := p.Accounts.Enrolling(r.Context(), m, r.Actor())
	if err != nil {
		return nil, err
	}
	if !begun {
		return web.NoContent{}, nil
	}
	svg, err := shown.Picture()
	return web.File{Type: "image/svg+xml", Body: []byte(svg)}, err
}

func (p Pages) beginFactor(r *web.Request) (web.Reply, error) {
	m, err := p.place(r)
	if err != nil {
		return nil, err
	}
	if _, err := p.Accounts.Enrol(r.Context(), m, r.Actor()); err != nil {
		return nil, err
	}
	return web.Redirect{To: account.SecondFactorPage}, nil
}

func (p Pages) confirmFactor(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	codes, err := p.Accounts.Confirm(r.Context(), r.Actor(), r.SignInSecret(), form.Get("code"))
	if err != nil {
		return p.refusedFactor(r, err)
	}
	return recoveryPage(r, codes, text.Account.FactorDone.In(r.Context())), nil
}

// recoveryPage shows recovery codes; there is no other page that does.
func recoveryPage(r *web.Request, codes []string, say string) web.Page {
	out := page(r, text.Account.RecoveryShown)
	out.View, out.Notice = recoveryView(codes), say
	return out
}

func (p Pages) newRecovery(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	codes, err := p.Accounts.NewRecovery(r.Context(), r.Actor(), form.Get("recovery"))
	if err != nil {
		return p.refusedFactor(r, onField(err, "recovery"))
	}
	return recoveryPage(r, codes, ""), nil
}

// onField tells of a wrong code at the field of its own form.
func onField(err error, name string) error {
	e := fault.As(err)
	if len(e.Fields) == 1 && e.Fields[0].Name == "code" {
		return fault.OnField(name, e.Fields[0].Code, e.Fields[0].Args...)
	}
	return err
}

func (p Pages) takeFactor(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	if err := p.Accounts.Unenrol(r.Context(), r.Actor(), form.Get("code")); err != nil {
		return p.refusedFactor(r, err)
	}
	return web.Redirect{To: "/min-konto", Say: text.Account.FactorTaken.In(r.Context())}, nil
}

func (p Pages) refusedFactor(r *web.Request, err error) (web.Reply, error) {
	var pageErr error
	out, err := web.Refused(r, err, func(f ui.Form) web.Page {
		again, e := p.factorPage(r, f)
		pageErr = e
		shown, _ := again.(web.Page)
		return shown
	})
	if pageErr != nil {
		return nil, pageErr
	}
	return out, err
}
