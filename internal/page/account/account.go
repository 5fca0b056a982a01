// Package account has the pages about getting in: sign-in, forgotten passwords,
// invitations, one's own account, and the set-up of an empty installation.
package account

import (
	"net/url"
	"strings"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/archive"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// Pages answers for sign-in.
type Pages struct {
	Accounts *account.Service
	Places   *municipality.Service
	Archive  archive.Service
	Opening  *account.Code
	Opened   func() // told once set-up in the browser is done; may be nil
}

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		web.Get("/log-ind", p.signIn, ""),
		web.Post("/log-ind", p.enter, ""),
		web.Post("/log-ind/kode", p.enterCode, ""),
		web.Post("/log-ud", p.signOut, ""),
		web.Get("/glemt", p.forgotten, ""),
		web.Post("/glemt", p.sendLink, ""),
		web.Get("/invitation/{ticket}", p.ticket, ""),
		web.Post("/invitation/{ticket}", p.redeem, ""),
		web.Get("/nyt-kodeord/{ticket}", p.ticket, ""),
		web.Post("/nyt-kodeord/{ticket}", p.redeem, ""),
		web.Get("/min-konto", p.own, access.SignInSelf),
		web.Post("/min-konto/kodeord", p.changePassword, access.SignInSelf),
		web.Post("/min-konto/sprog", p.setLanguage, access.SignInSelf),
		web.Post("/min-konto/log-ud-alle-steder", p.signOutEverywhere, access.SignInSelf),
		web.Post("/min-konto/mine-oplysninger.json", p.data, access.SignInSelf),
		web.Get(account.SecondFactorPage, p.factor, access.SignInSelf),
		web.Screen(account.SecondFactorPage+"/kode.svg", p.factorPicture, access.SignInSelf),
		web.Post(account.SecondFactorPage+"/begynd", p.beginFactor, access.SignInSelf),
		web.Post(account.SecondFactorPage+"/bekraeft", p.confirmFactor, access.SignInSelf),
		web.Post(account.SecondFactorPage+"/fjern", p.takeFactor, access.SignInSelf),
		web.Post(account.SecondFactorPage+"/noedkoder", p.newRecovery, access.SignInSelf),
		{Method: "GET", Pattern: web.SetUp, Handle: p.setUp, Empty: true},
		{Method: "POST", Pattern: web.SetUp, Handle: p.found, Empty: true},
	}
}

func (p Pages) place(r *web.Request) (municipality.Municipality, error) {
	return p.Places.ByID(r.Context(), id.Of[municipality.Municipality](r.Site.ID))
}

// page is one page of this area in the frame.
func page(r *web.Request, title text.S) web.Page {
	return web.Page{Title: title.In(r.Context())}
}

// back gives a path of this site to go on to; anything else is the person's own page.
func back(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") || u.Path == "/log-ind" {
		return "/hjem"
	}
	return to
}
