package app

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/internal/mail"
	"kernehus/internal/web"
)

// door knows municipalities by host and people by what they carry.
type door struct{ h *House }

// Site finds the municipality that answers on a host.
func (d door) Site(ctx context.Context, host string) (web.Site, error) {
	m, err := d.h.Municipalities.ByHost(ctx, host)
	if err != nil {
		return web.Site{}, err
	}
	return site(m), nil
}

func site(m municipality.Municipality) web.Site {
	s := web.Site{ID: m.ID.String(), Slug: m.Slug, Name: m.Name, Demo: m.Demo, Theme: "/tema.css?farve=" + strings.TrimPrefix(string(m.Settings.Colour.Theme().Primary), "#"), Accessible: "/tilgaengelighed"}
	if m.Settings.Logo != "" {
		s.Logo = "/logo/" + m.Settings.Logo
	}
	return s
}

// Visitor finds who carries a sign-in cookie's secret.
func (d door) Visitor(ctx context.Context, s web.Site, secret string, local bool) (web.Visitor, error) {
	m, err := d.h.Municipalities.ByID(ctx, id.Of[municipality.Municipality](s.ID))
	if err != nil {
		return web.Visitor{}, err
	}
	w, err := d.h.Accounts.Visitor(ctx, m, secret, local)
	v := web.Visitor{Actor: w.Actor, Name: w.Name, Lang: w.Lang}
	if w.Person != "" {
		v.Watch = account.Topics(s.ID, w.Person)
	}
	if w.MustEnrol {
		v.Stop = account.SecondFactorPage
	}
	return v, err
}

// Bearer finds who carries an API token.
func (d door) Bearer(ctx context.Context, s web.Site, token string, _ bool) (web.Visitor, error) {
	m, err := d.h.Municipalities.ByID(ctx, id.Of[municipality.Municipality](s.ID))
	if err != nil {
		return web.Visitor{}, err
	}
	actor, err := d.h.Accounts.Bearer(ctx, m, token)
	return web.Visitor{Actor: actor}, err
}

// accounts makes sign-in with the mail server the settings name, if any.
func accounts(c Config, d *db.DB, places *municipality.Service) (*account.Service, error) {
	s := account.New(d, places)
	s.Address = c.address
	if c.SMTP == "" {
		return s, nil
	}
	server, err := mail.Parse(c.SMTP, c.MailFrom)
	s.Letters = server
	return s, err
}

// address is where a municipality is reached: its first host under the installation's
// scheme, or the installation's own address.
func (c Config) address(m municipality.Municipality) string {
	base, err := url.Parse(c.BaseURL)
	if c.BaseURL == "" || err != nil {
		base = &url.URL{Scheme: "http", Host: "127.0.0.1:8080"}
		if len(m.Settings.Hosts) > 0 {
			base = &url.URL{Scheme: "https", Host: m.Settings.Hosts[0]}
		}
		return base.String()
	}
	if hosts := m.Settings.Hosts; len(hosts) > 0 && !slices.Contains(hosts, base.Hostname()) {
		port := base.Port()
		if base.Host = hosts[0]; port != "" {
			base.Host += ":" + port
		}
	}
	return strings.TrimSuffix(base.String(), "/")
}

// known is where a municipality is reached when the settings say so; empty means as whoever
// asks has reached it.
func (c Config) known(m municipality.Municipality) string {
	if c.BaseURL == "" {
		return ""
	}
	return c.address(m)
}
