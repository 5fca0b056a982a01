package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"kernehus/content"
	"kernehus/internal/app/demo"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
)

type demoCommand struct{}

// Run loads the demo municipality where it is not there yet, and prints its sign-ins.
func (demoCommand) Run(env *environment) error {
	if err := loadBeside(env.ctx, *env.config); err != nil {
		return err
	}
	return env.with(func(h *House) error {
		m, err := h.ensureDemo(env.ctx)
		if err != nil {
			return err
		}
		env.say("%s is in %s. Serve it with: kernehus serve --demo --db %s", m.Name, redacted(env.config.DB), redacted(env.config.DB))
		return nil
	})
}

func (h *House) demo() demo.House {
	return demo.House{DB: h.DB, Places: h.Municipalities, Accounts: h.Accounts, Units: org.Service{DB: h.DB}, Tasks: coretask.Service{DB: h.DB}, Files: content.Files}
}

// ensureDemo loads the demo municipality where it is not there yet.
func (h *House) ensureDemo(ctx context.Context) (municipality.Municipality, error) {
	m, found, err := h.demo().Found(ctx)
	if err != nil || found {
		return m, err
	}
	if m, err = h.demo().Load(ctx, time.Now()); err != nil {
		err = fmt.Errorf("load the demo municipality: %w", err)
	}
	return m, err
}

// loadBeside makes a SQLite file with the demo municipality where there is no file yet:
// under another name first, so that a load that is cut off leaves nothing behind.
func loadBeside(ctx context.Context, c Config) error {
	if strings.Contains(c.DB, "://") {
		return nil
	}
	if _, err := os.Stat(c.DB); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file := c.DB
	c.DB += ".loading"
	for _, tail := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(c.DB + tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	h, err := Build(ctx, c, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	_, err = h.ensureDemo(ctx)
	if err := errors.Join(err, h.Close()); err != nil {
		return err
	}
	return os.Rename(c.DB, file)
}

// onNetwork gives the address to listen on and the one telephones on the same network
// open.
func (s serveCommand) onNetwork(base string) (addr, open string, err error) {
	_, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return "", "", misuse{"--addr " + s.Addr + " is no address such as 127.0.0.1:8080"}
	}
	if base != "" {
		return net.JoinHostPort("0.0.0.0", port), base, nil
	}
	ip, err := ownAddress()
	if err != nil {
		return "", "", err
	}
	at := url.URL{Scheme: "http", Host: net.JoinHostPort(ip, port)}
	return net.JoinHostPort("0.0.0.0", port), at.String(), nil
}

// ownAddress gives this machine's address on the network it would use to reach others.
// Nothing is sent: choosing a way tells it already.
func ownAddress() (string, error) {
	c, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return "", errors.New("this machine has no address on a network, so no telephone can reach it: join a network, or serve without --lan")
	}
	defer c.Close() //nolint:errcheck // nothing was sent
	ip, _, err := net.SplitHostPort(c.LocalAddr().String())
	return ip, err
}

// welcome tells how to look around in the demo municipality.
func (s serveCommand) welcome(env *environment, h *House) error {
	m, err := h.ensureDemo(env.ctx)
	if err != nil {
		return err
	}
	passwords, err := h.demoPasswords(env.ctx, m, s.LAN)
	if err != nil {
		return err
	}
	env.say("\n%s, a made-up municipality. Sign in with:", m.Name)
	for _, email := range demo.SignIns() {
		env.say("  %-30s %s", email, passwords[email])
	}
	return nil
}

// demoPasswords gives the sign-ins' passwords: the well-known one, or with lan new ones
// made by chance, which are kept nowhere but here.
func (h *House) demoPasswords(ctx context.Context, m municipality.Municipality, lan bool) (map[string]string, error) {
	d := h.demo()
	if lan {
		return d.Invite(ctx, m)
	}
	known, err := h.Accounts.WellKnown(ctx, m, demo.SignIns()[0])
	if err == nil && !known {
		err = d.LetIn(ctx, m)
	}
	out := map[string]string{}
	for _, email := range demo.SignIns() {
		out[email] = demo.Password
	}
	return out, err
}

// home is the address to open in a browser.
func (s serveCommand) home(c Config) string {
	if c.BaseURL != "" {
		return c.BaseURL
	}
	scheme := "http"
	if s.TLSCert != "" {
		scheme = "https"
	}
	return scheme + "://" + s.Addr
}
