package app

import (
	"context"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
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
	s := web.Site{ID: m.ID.String(), Slug: m.Slug, Name: m.Name, Demo: m.Demo, Theme: "/tema.css", Accessible: "/tilgaengelighed"}
	if m.Settings.Logo != "" {
		s.Logo = "/logo/" + m.Settings.Logo
	}
	return s
}

// Visitor finds who carries a sign-in cookie's secret.
func (d door) Visitor(_ context.Context, s web.Site, _ string, _ bool) (web.Visitor, error) {
	return web.Visitor{Actor: access.Anonymous(s.ID)}, nil
}

// Bearer finds who carries an API token.
func (d door) Bearer(_ context.Context, s web.Site, _ string, _ bool) (web.Visitor, error) {
	return web.Visitor{Actor: access.Anonymous(s.ID)}, nil
}
