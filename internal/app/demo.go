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
	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/text"
)

type demoCommand struct{}

// Run loads the demo municipality where it is not there yet, and prints its sign-ins.
func (demoCommand) Run(env *environment) error {
	if err := loadBeside(env.ctx, *env.config); err != nil {
		return err
	}
	return env.with(func(h *House) error {
		_, m, err := h.ensureDemo(env.ctx)
		if err != nil {
			return err
		}
		env.say("%s is in %s. Serve it with: kernehus serve --demo --db %s", m.Name, redacted(env.config.DB), redacted(env.config.DB))
		return nil
	})
}

// demo is what the loader drives. It holds the dialogues by the guides that came with the
// program, whatever lies over them.
func (h *House) demo() (demo.House, error) {
	guides, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		return demo.House{}, errors.New(wrong[0].Say(text.English))
	}
	return demo.House{
		DB: h.DB, Places: h.Municipalities, Accounts: h.Accounts, Units: org.Service{DB: h.DB}, Tasks: coretask.Service{DB: h.DB},
		Dialogues: dialogue.New(h.DB, guides, h.Municipalities), Agreements: agreement.Service{DB: h.DB}, Files: content.Files,
	}, nil
}

// ensureDemo loads the demo municipality where it is not there yet.
func (h *House) ensureDemo(ctx context.Context) (demo.House, municipality.Municipality, error) {
	d, err := h.demo()
	if err != nil {
		return d, municipality.Municipality{}, err
	}
	m, found, err := d.Found(ctx)
	if err != nil || found {
		return d, m, err
	}
	if m, err = d.Load(ctx, time.Now()); err != nil {
		err = fmt.Errorf("load the demo municipality: %w", err)
	}
	return d, m, err
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
	_, _, err = h.ensureDemo(ctx)
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
	d, m, err := h.ensureDemo(env.ctx)
	if err != nil {
		return err
	}
	passwords, err := demoPasswords(env.ctx, d, m, s.LAN)
	if err != nil {
		return err
	}
	env.say("\n%s, a made-up municipality. Sign in with:", m.Name)
	for _, email := range demo.SignIns() {
		env.say("  %-30s %s", email, passwords[email])
	}
	open, found, err := d.Open(env.ctx, m)
	if err != nil || !found {
		return err
	}
	home := s.home(*env.config)
	env.say("\nA dialogue is open: %s\n  Join it on a phone:       %s/deltag/%s  (code %s)", open.Title, home, open.Code, dialogue.ShowCode(open.Code))
	env.say("  Show it on a projector:   %s/skaerm/%s", home, open.Screen)
	env.say("  Facilitate it as leder@:  %s/dialoger/%s/styring\n", home, open.ID)
	return nil
}

// demoPasswords gives the sign-ins' passwords: the well-known one, or with lan new ones
// made by chance, which are kept nowhere but here.
func demoPasswords(ctx context.Context, d demo.House, m municipality.Municipality, lan bool) (map[string]string, error) {
	if lan {
		return d.Invite(ctx, m)
	}
	known, err := d.Accounts.WellKnown(ctx, m, demo.SignIns()[0])
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
	host, port, err := net.SplitHostPort(s.Addr)
	if err != nil || host != "" && !net.ParseIP(host).IsUnspecified() {
		return scheme + "://" + s.Addr
	}
	return scheme + "://" + net.JoinHostPort("127.0.0.1", port) // every address of this machine
}
