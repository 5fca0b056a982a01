package app

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kernehus/internal/app/demo"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/id"
)

// watched is Fjordby with a server that listens, and the dialogue that is open there.
type watched struct {
	*testing.T
	house   *House
	url     string
	m       municipality.Municipality
	program access.Actor
	room    dialogue.Dialogue
}

func watch(t *testing.T, address string) *watched {
	t.Helper()
	h, err := Build(t.Context(), Config{DB: address, KeyFile: filepath.Join(t.TempDir(), "kernehus.key")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	d, m, err := h.ensureDemo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	room, _, err := d.Open(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	server, err := h.Server()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(server)
	t.Cleanup(func() { server.Stop(); s.Close() })
	return &watched{t, h, s.URL, m, access.Program(m.ID.String()), room}
}

func (w *watched) person(email string) (who id.Of[org.Person]) {
	w.Helper()
	err := w.house.DB.View(context.Background(), w.program, func(tx *db.Tx) error {
		p, _, err := org.PersonByEmail(tx, email)
		who = p.ID
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return who
}

func (w *watched) signIn(email string) string {
	w.Helper()
	in, err := w.house.Accounts.SignIn(context.Background(), w.m, account.Try{Email: email, Password: demo.Password, Local: true})
	if err != nil {
		w.Fatal(err)
	}
	return in.Secret
}

func (w *watched) open(ctx context.Context, path, secret string) *http.Response {
	w.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+path, nil)
	if err != nil {
		w.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "kernehus", Value: secret})
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		w.Fatal(err)
	}
	return res
}

// heard reads a stream until something is told, or the end, and gives what was read.
func heard(lines *bufio.Reader) (string, error) {
	var all strings.Builder
	for {
		line, err := lines.ReadString('\n')
		all.WriteString(line)
		if err != nil || strings.HasPrefix(line, "event: ") && line != "event: ping\n" {
			return all.String(), err
		}
	}
}

// leaving is one way in which somebody loses the right to a stream.
type leaving struct {
	way, email, path string
	do               func(who id.Of[org.Person], secret string) error
}

// leave opens a stream, does what ends the right to it, and moves the room: nothing of that
// may come through, the stream ends, and it opens no more.
func (w *watched) leave(l leaving) {
	w.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	who, secret := w.person(l.email), w.signIn(l.email)
	res := w.open(ctx, l.path, secret)
	defer res.Body.Close() //nolint:errcheck // read to its end
	lines := bufio.NewReader(res.Body)
	if said, err := heard(lines); err != nil {
		w.Fatalf("%s: before it: %d %s %v", l.way, res.StatusCode, said, err)
	}
	if err := l.do(who, secret); err != nil {
		w.Fatalf("%s: %v", l.way, err)
	}
	w.house.Hub.Touch([]string{db.Topic(w.m.ID.String(), dialogue.DeskTopic(w.room.ID))})
	if said, err := heard(lines); !errors.Is(err, io.EOF) {
		w.Errorf("%s: the open stream goes on: %q %v", l.way, said, err)
	}
	again := w.open(ctx, l.path, secret)
	defer again.Body.Close() //nolint:errcheck // its status is all
	if again.StatusCode < 300 {
		w.Errorf("%s: the stream opens again: %d", l.way, again.StatusCode)
	}
}

func (w *watched) change(do func(*db.Tx) error) error {
	return w.house.DB.Change(context.Background(), w.program, "test", do)
}

func (w *watched) works(who id.Of[org.Person], until day.Date) error {
	return w.change(func(tx *db.Tx) error {
		p, err := org.LoadPerson(tx, who)
		if err != nil {
			return err
		}
		p.To = until
		return db.Put(tx, &p)
	})
}

// upload is the address of a file that waits to be read.
func (w *watched) upload(who id.Of[org.Person]) string {
	w.Helper()
	up, err := w.house.Uploads.HandIn(context.Background(), access.Actor{Municipality: w.m.ID.String(), Person: who.String(), Grants: []access.Grant{{Role: access.Consultant, Unit: "/"}}}, org.NewUpload{FileName: "enheder.csv", Body: strings.NewReader("type;id\n")})
	if err != nil {
		w.Fatal(err)
	}
	return "/administration/organisation/" + up.ID.String() + "/stroem"
}

// Who has no right to it any more hears nothing more, though the stream was opened while
// they had.
func TestAnOpenStreamEndsWithTheRightToIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		w := watch(t, fresh(t))
		ctx, a, email, consultant := context.Background(), w.house.Accounts, "leder@fjordby.example", "konsulent@fjordby.example"
		desk := "/dialoger/" + w.room.ID.String() + "/stroem"
		w.leave(leaving{"signed out", email, desk, func(_ id.Of[org.Person], secret string) error { return a.SignOut(ctx, w.m, secret) }})
		w.leave(leaving{"signed out everywhere", email, desk, func(who id.Of[org.Person], _ string) error {
			return a.SignOutEverywhere(ctx, access.Actor{Municipality: w.m.ID.String(), Person: who.String()})
		}})
		w.leave(leaving{"a new password", email, desk, func(id.Of[org.Person], string) error { return a.SetPassword(ctx, w.program, email, demo.Password) }})
		w.leave(leaving{"the account is closed", email, desk, func(who id.Of[org.Person], _ string) error { return a.SetDisabled(ctx, w.program, who, true) }})
		if err := a.SetDisabled(ctx, w.program, w.person(email), false); err != nil {
			t.Fatal(err)
		}
		w.leave(leaving{"works here no more", email, desk, func(who id.Of[org.Person], _ string) error { return w.works(who, "2020-01-01") }})
		if err := w.works(w.person(email), ""); err != nil {
			t.Fatal(err)
		}
		w.leave(leaving{"facilitates no more", email, desk, func(who id.Of[org.Person], _ string) error {
			return w.change(func(tx *db.Tx) error {
				_, err := db.Exec(tx, `UPDATE dialogue_facilitator SET ended = TRUE WHERE municipality = $1 AND person = $2`, who)
				return err
			})
		}})
		w.leave(leaving{"the role is taken away", consultant, w.upload(w.person(consultant)), func(who id.Of[org.Person], _ string) error {
			u, err := a.User(ctx, w.program, who)
			for _, g := range u.Roles {
				err = errors.Join(err, a.Revoke(ctx, w.program, g.ID))
			}
			return err
		}})
	})
}
