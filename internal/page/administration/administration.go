// Package administration has the pages of those who look after the installation: users
// and roles, the municipality's settings and look, keys, the change log, the archive.
package administration

import (
	"net/url"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/archive"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// Pages answers for the administration.
type Pages struct {
	Accounts *account.Service
	Places   *municipality.Service
	Units    org.Service
	Archive  archive.Service
	Import   string // address of the organisation's import; empty while there is none
}

const (
	top    = "/administration"
	users  = top + "/brugere"
	place  = top + "/kommune"
	look   = top + "/udseende"
	tokens = top + "/noegler"
	log    = top + "/aendringer"
	out    = top + "/udlevering"
)

// Routes are the pages of this area. What they need is held in the whole municipality, so
// that even an empty form is for those alone who may send it.
func (p Pages) Routes() []web.Route {
	all := p.routes()
	for i := range all {
		all[i].Handle = only(all[i].Action, all[i].Handle)
	}
	return all
}

func only(a access.Action, do web.Handler) web.Handler {
	return func(r *web.Request) (web.Reply, error) {
		if !r.May(a) {
			return nil, fault.Denied()
		}
		return do(r)
	}
}

func (p Pages) routes() []web.Route {
	return []web.Route{
		web.Get(top, p.index, access.UnitRead),
		web.Get(users, p.users, access.UserManage),
		web.Get(users+"/ny", p.newUser, access.UserManage),
		web.Post(users, p.invite, access.UserManage),
		web.Get(users+"/{person}", p.user, access.UserManage),
		web.Post(users+"/{person}/konto", p.giveAccount, access.UserManage),
		web.Post(users+"/{person}/link", p.link, access.UserManage),
		web.Post(users+"/{person}/rolle", p.grant, access.UserManage),
		web.Post(users+"/{person}/rolle/{grant}/fjern", p.revoke, access.UserManage),
		web.Post(users+"/{person}/luk", p.disable, access.UserManage),
		web.Post(users+"/{person}/aabn", p.enable, access.UserManage),
		web.Post(users+"/{person}/totrin", p.takeFactor, access.UserManage),
		web.Post(users+"/{person}/oplysninger.json", p.person, access.ExportAll),
		web.Get(place, p.place, access.SettingsEdit),
		web.Post(place, p.editPlace, access.SettingsEdit),
		web.Get(look, p.look, access.SettingsEdit),
		web.Post(look, p.setColour, access.SettingsEdit),
		web.Screen(look+"/proeve", p.tryColour, access.SettingsEdit),
		web.Upload(look+"/logo", p.setLogo, access.SettingsEdit, municipality.LargestLogo+64<<10),
		web.Get(tokens, p.tokens, access.TokenManage),
		web.Post(tokens, p.createToken, access.TokenManage),
		web.Post(tokens+"/{token}/stop", p.stopToken, access.TokenManage),
		web.Get(log, p.log, access.ChangesRead),
		web.Get(log+"/{change}", p.change, access.ChangesRead),
		web.Get(out, p.archive, access.ExportAll),
		web.Post(out+"/kommune.zip", p.everything, access.ExportAll),
	}
}

// page is one page of the administration in the frame.
func page(r *web.Request, title text.S) web.Page {
	ctx := r.Context()
	return web.Page{Title: title.In(ctx), Crumbs: []ui.Link{{Text: text.Administration.Title.In(ctx), Href: top}}}
}

func (p Pages) here(r *web.Request) (municipality.Municipality, error) {
	return p.Places.ByID(r.Context(), id.Of[municipality.Municipality](r.Site.ID))
}

// Card leads to one part of the administration.
type Card struct{ Title, Say, Href string }

func (p Pages) index(r *web.Request) (web.Reply, error) {
	t := &text.Administration
	all := []struct {
		title, say text.S
		href       string
		may        access.Action
	}{
		{t.UsersTitle, t.UsersCard, users, access.UserManage},
		{t.OrgTitle, t.OrgCard, p.Import, access.OrgImport},
		{t.PlaceTitle, t.PlaceCard, place, access.SettingsEdit},
		{t.LookTitle, t.LookCard, look, access.SettingsEdit},
		{t.TokensTitle, t.TokensCard, tokens, access.TokenManage},
		{t.LogTitle, t.LogCard, log, access.ChangesRead},
		{t.ExportTitle, t.ExportCard, out, access.ExportAll},
	}
	var cards []Card
	for _, c := range all {
		if c.href != "" && r.May(c.may) {
			cards = append(cards, Card{c.title.In(r.Context()), c.say.In(r.Context()), c.href})
		}
	}
	if len(cards) == 0 {
		return nil, fault.Denied()
	}
	return web.Page{Title: t.Title.In(r.Context()), View: indexView(cards)}, nil
}

// address is this site's own, for links that are handed over.
func address(r *web.Request) string {
	u := url.URL{Scheme: "http", Host: r.Host}
	if r.Secure {
		u.Scheme = "https"
	}
	return u.String()
}
