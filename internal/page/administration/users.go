package administration

import (
	"net/url"
	"strings"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

const usersAtOnce = 50

// List is a page of people with their accounts.
type List struct {
	Users []account.User
	Words string
	All   bool
	Other string // address of the list with or without those who have no account
	Next  string
}

func (p Pages) users(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	in := account.UserQuery{Words: q.Get("q"), All: q.Get("alle") == "1", After: q.Get("efter"), Limit: usersAtOnce}
	list, next, err := p.Accounts.Users(r.Context(), r.Actor(), in)
	if err != nil {
		return nil, err
	}
	v := List{Users: list, Words: in.Words, All: in.All, Other: listAt(in.Words, !in.All, "")}
	if next != "" {
		v.Next = listAt(in.Words, in.All, next)
	}
	reply := page(r, text.Administration.UsersTitle)
	reply.View = usersView(v)
	return reply, nil
}

func listAt(words string, all bool, after string) string {
	q := url.Values{}
	if words != "" {
		q.Set("q", words)
	}
	if all {
		q.Set("alle", "1")
	}
	if after != "" {
		q.Set("efter", after)
	}
	if len(q) == 0 {
		return users
	}
	return users + "?" + q.Encode()
}

// Roles is the choice of a role and of the unit where it is held.
type Roles struct {
	Form  ui.Form
	Units []ui.Option // those that match what was written; empty until there is a choice
}

func (p Pages) newUser(r *web.Request) (web.Reply, error) { return newUserPage(r, Roles{}), nil }

func newUserPage(r *web.Request, in Roles) web.Page {
	reply := page(r, text.Administration.NewTitle)
	reply.Crumbs = append(reply.Crumbs, ui.Link{Text: text.Administration.UsersTitle.In(r.Context()), Href: users})
	reply.View = newUserView(in)
	return reply
}

// unit finds the unit somebody means by a choice or by part of its name; none is the
// whole municipality. The options are what to choose from when several match.
func (p Pages) unit(r *web.Request, form url.Values) (id.Of[org.Unit], []ui.Option, error) {
	name := form.Get("unit_name")
	if chosen := form.Get("unit"); chosen != "" || name == "" {
		return id.Of[org.Unit](chosen), nil, nil
	}
	found, err := p.Units.SearchUnits(r.Context(), r.Actor(), name)
	if err != nil {
		return "", nil, err
	}
	var options []ui.Option
	for _, u := range found {
		if strings.EqualFold(u.Name, name) && len(found) > 1 {
			options = append([]ui.Option{{Value: u.ID.String(), Text: u.Name, Hint: u.Above}}, options...)
			continue
		}
		options = append(options, ui.Option{Value: u.ID.String(), Text: u.Name, Hint: u.Above})
	}
	switch len(options) {
	case 0:
		return "", nil, fault.OnField("unit_name", "no-such-unit")
	case 1:
		return found[0].ID, nil, nil
	}
	return "", options, fault.OnField("unit_name", "which-unit")
}

func (p Pages) invite(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	var given account.Handed
	unit, options, err := p.unit(r, form)
	if err == nil {
		given, err = p.Accounts.Invite(r.Context(), r.Actor(), account.NewUser{
			Name: form.Get("name"), Email: form.Get("email"), Profession: form.Get("profession"), Language: string(r.Lang()),
			Role: access.Role(form.Get("role")), Unit: unit,
		})
	}
	if err != nil {
		return web.Refused(r, err, func(f ui.Form) web.Page { return newUserPage(r, Roles{f, options}) })
	}
	return p.handed(r, given)
}

// handed says that a letter is on its way, or shows the link this once.
func (p Pages) handed(r *web.Request, given account.Handed) (web.Reply, error) {
	ctx, back := r.Context(), users+"/"+given.Person.ID.String()
	if given.Mailed {
		return web.Redirect{To: back, Say: text.Administration.LinkMailed.F(ctx, given.Person.Name)}, nil
	}
	reply := page(r, text.Administration.LinkTitle)
	reply.View = linkView(given.Person.Name, address(r)+given.Path, back)
	return reply, nil
}

func person(r *web.Request) id.Of[org.Person] { return id.Of[org.Person](r.PathValue("person")) }

func (p Pages) user(r *web.Request) (web.Reply, error) { return p.userPage(r, Roles{}) }

func (p Pages) userPage(r *web.Request, in Roles) (web.Reply, error) {
	u, err := p.Accounts.User(r.Context(), r.Actor(), person(r))
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	return web.Page{
		Title:  u.Name,
		Crumbs: []ui.Link{{Text: text.Administration.Title.In(ctx), Href: top}, {Text: text.Administration.UsersTitle.In(ctx), Href: users}},
		View:   userView(u, in, r.Actor().Person == u.Person.String()),
	}, nil
}

// again gives a person's page once more with what is wrong.
func (p Pages) again(r *web.Request, err error, options []ui.Option) (web.Reply, error) {
	var pageErr error
	reply, err := web.Refused(r, err, func(f ui.Form) web.Page {
		again, e := p.userPage(r, Roles{f, options})
		pageErr = e
		shown, _ := again.(web.Page)
		return shown
	})
	if pageErr != nil {
		return nil, pageErr
	}
	return reply, err
}

func (p Pages) giveAccount(r *web.Request) (web.Reply, error) {
	given, err := p.Accounts.Invite(r.Context(), r.Actor(), account.NewUser{Person: person(r)})
	if err != nil {
		return p.again(r, err, nil)
	}
	return p.handed(r, given)
}

func (p Pages) link(r *web.Request) (web.Reply, error) {
	given, err := p.Accounts.HandNew(r.Context(), r.Actor(), person(r))
	if err != nil {
		return p.again(r, err, nil)
	}
	return p.handed(r, given)
}

func (p Pages) grant(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	unit, options, err := p.unit(r, form)
	if err == nil {
		err = p.Accounts.Grant(r.Context(), r.Actor(), account.Grant{Person: person(r), Role: access.Role(form.Get("role")), Unit: unit})
	}
	if err != nil {
		return p.again(r, err, options)
	}
	return p.done(r, text.Administration.RoleGiven)
}

func (p Pages) done(r *web.Request, say text.S) (web.Reply, error) {
	return web.Redirect{To: users + "/" + r.PathValue("person"), Say: say.In(r.Context())}, nil
}

func (p Pages) revoke(r *web.Request) (web.Reply, error) {
	if err := p.Accounts.Revoke(r.Context(), r.Actor(), id.Of[account.Grant](r.PathValue("grant"))); err != nil {
		return p.again(r, err, nil)
	}
	return p.done(r, text.Administration.RoleTaken)
}

func (p Pages) disable(r *web.Request) (web.Reply, error) {
	if err := p.Accounts.SetDisabled(r.Context(), r.Actor(), person(r), true); err != nil {
		return p.again(r, err, nil)
	}
	return p.done(r, text.Administration.UserClosed)
}

func (p Pages) enable(r *web.Request) (web.Reply, error) {
	if err := p.Accounts.SetDisabled(r.Context(), r.Actor(), person(r), false); err != nil {
		return p.again(r, err, nil)
	}
	return p.done(r, text.Administration.UserOpened)
}

func (p Pages) takeFactor(r *web.Request) (web.Reply, error) {
	if err := p.Accounts.TakeSecondFactor(r.Context(), r.Actor(), person(r)); err != nil {
		return p.again(r, err, nil)
	}
	return p.done(r, text.Administration.UserFactorTaken)
}

// person hands out everything about one person; it is a form and no link, because it is
// written down that somebody did.
func (p Pages) person(r *web.Request) (web.Reply, error) {
	write, err := p.Archive.Person(r.Context(), r.Actor(), person(r))
	if err != nil {
		return nil, err
	}
	return web.File{Name: "oplysninger.json", Type: "application/json", Write: write}, nil
}
