package administration

import (
	"net/url"
	"strconv"
	"time"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/archive"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func (p Pages) tokens(r *web.Request) (web.Reply, error) {
	reply, err := p.tokensPage(r, Roles{})
	return reply, err
}

func (p Pages) tokensPage(r *web.Request, in Roles) (web.Page, error) {
	list, err := p.Accounts.Tokens(r.Context(), r.Actor())
	reply := page(r, text.Administration.TokensTitle)
	reply.View = tokensView(list, in)
	return reply, err
}

func (p Pages) createToken(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	unit, options, err := p.unit(r, form)
	var secret string
	var t account.Token
	if err == nil {
		secret, t, err = p.newToken(r, form, unit)
	}
	if err != nil {
		var pageErr error
		reply, err := web.Refused(r, err, func(f ui.Form) web.Page {
			shown, e := p.tokensPage(r, Roles{f, options})
			pageErr = e
			return shown
		})
		if pageErr != nil {
			return nil, pageErr
		}
		return reply, err
	}
	reply := page(r, text.Administration.TokenMade)
	reply.View = tokenView(t.Name, secret)
	return reply, nil
}

func (p Pages) newToken(r *web.Request, form url.Values, unit id.Of[org.Unit]) (string, account.Token, error) {
	days := 0
	if s := form.Get("days"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return "", account.Token{}, fault.OnField("days", "not-a-number")
		}
		days = min(n, 100_000)
	}
	return p.Accounts.CreateToken(r.Context(), r.Actor(), account.NewToken{
		Name: form.Get("name"), Role: access.Role(form.Get("role")), Unit: unit, Lasts: time.Duration(days) * 24 * time.Hour,
	})
}

func (p Pages) stopToken(r *web.Request) (web.Reply, error) {
	if err := p.Accounts.RevokeToken(r.Context(), r.Actor(), id.Of[account.Token](r.PathValue("token"))); err != nil {
		return nil, err
	}
	return web.Redirect{To: tokens, Say: text.Administration.TokenStopped.In(r.Context())}, nil
}

// Log is a page of the change log.
type Log struct {
	Changes []archive.Change
	Form    ui.Form
	Person  string // id of the one person whose changes are shown
	Name    string
	Next    string
}

func (p Pages) log(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	in := archive.Query{Before: q.Get("efter"), Person: q.Get("person"), Subject: q.Get("om"), Limit: 50}
	v := Log{Form: ui.Form{Values: q}, Person: in.Person}
	var wrong fault.Fields
	in.From, in.To = span(q, &wrong)
	if err := wrong.Err(); err != nil {
		v.Form.Fault = fault.As(err)
	} else {
		list, next, err := p.Archive.Changes(r.Context(), r.Actor(), in)
		if err != nil {
			return nil, err
		}
		v.Changes = list
		if next != "" {
			q.Set("efter", next)
			v.Next = log + "?" + q.Encode()
		}
		if in.Person != "" && len(list) > 0 {
			v.Name = list[0].Name
		}
	}
	reply := page(r, text.Administration.LogTitle)
	reply.View = logView(v)
	return reply, nil
}

// span reads the dates people ask for; the last one is wholly in it.
func span(q url.Values, wrong *fault.Fields) (from, to time.Time) {
	read := func(name string) day.Date {
		d, err := day.Parse(q.Get(name))
		if err != nil {
			wrong.Add(name, "not-a-date")
		}
		return d
	}
	if d := read("fra"); !d.IsZero() {
		from = d.Time()
	}
	if d := read("til"); !d.IsZero() {
		to = d.AddDays(1).Time()
	}
	return from, to
}

func (p Pages) change(r *web.Request) (web.Reply, error) {
	d, err := p.Archive.Detail(r.Context(), r.Actor(), r.PathValue("change"))
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	return web.Page{
		Title:  text.ActionName(d.Change.Action).In(ctx),
		Crumbs: []ui.Link{{Text: text.Administration.Title.In(ctx), Href: top}, {Text: text.Administration.LogTitle.In(ctx), Href: log}},
		View:   changeView(d),
	}, nil
}

func (p Pages) archive(r *web.Request) (web.Reply, error) {
	reply := page(r, text.Administration.ExportTitle)
	reply.View = archiveView()
	return reply, nil
}

// everything hands out all of the municipality; it is a form and no link, because it is
// written down that somebody did.
func (p Pages) everything(r *web.Request) (web.Reply, error) {
	write, err := p.Archive.Municipality(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	return web.File{Name: r.Site.Slug + "-kernehus.zip", Type: "application/zip", Write: write}, nil
}
