package account

import (
	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func (p Pages) setUp(r *web.Request) (web.Reply, error) {
	if r.Site.ID != "" {
		return web.Redirect{To: "/"}, nil
	}
	return web.Bare{View: setUpView(ui.Form{})}, nil
}

// found sets the first municipality up for whoever has the one-time code, and leads to
// the page where they choose a password.
func (p Pages) found(r *web.Request) (web.Reply, error) {
	if r.Site.ID != "" {
		return nil, fault.Missing()
	}
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	in := account.SetUp{Municipality: form.Get("name"), Name: form.Get("admin_name"), Email: form.Get("email"), First: true}
	var done account.SetUpDone
	err = p.Accounts.Open(p.Opening, form.Get("code"), r.Address, func() error {
		done, err = p.Accounts.SetUp(r.Context(), in)
		return err
	})
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooMany) {
		return web.Bare{View: setUpView(r.Typed(err)), Status: 422}, nil
	}
	if err != nil {
		return nil, err
	}
	if p.Opened != nil {
		p.Opened()
	}
	return web.Redirect{To: done.Path}, nil
}
