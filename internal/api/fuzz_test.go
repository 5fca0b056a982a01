package api_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kernehus/content"
	"kernehus/internal/api"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/live"
	"kernehus/internal/web"
)

// gate is the door of the fuzzed house: one token, one municipality.
type gate struct{ actor access.Actor }

func (gate) Site(context.Context, string) (web.Site, error) { return web.Site{ID: "fjordby"}, nil }

func (gate) Visitor(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{Actor: access.Anonymous("fjordby")}, nil
}

func (g gate) Bearer(_ context.Context, _ web.Site, token string, _ bool) (web.Visitor, error) {
	if token != "konsulent" {
		return web.Visitor{}, fault.New(fault.SignIn, "sign-in")
	}
	return web.Visitor{Actor: g.actor}, nil
}

// fuzzed is a server with a dialogue in its third step and somebody inside.
type fuzzed struct {
	http.Handler
	id, code, token string
	broken          *strings.Builder // what the log says of failures that are ours
}

func newFuzzed(f *testing.F) fuzzed {
	f.Helper()
	d := dbtest.Open(f, dbtest.SQLiteFile(f))
	lib, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		f.Fatal(wrong)
	}
	unit := org.Unit{ID: "u", Name: "Skolen", Kind: "institution", Adopts: org.ByLeader, Path: "/u/", Level: 1}
	err := d.Change(context.Background(), access.Program("fjordby"), "test", func(tx *db.Tx) error {
		if _, err := db.Exec(tx, `
			INSERT INTO municipality (municipality, id, version, slug, name, demo, settings)
			VALUES ($1, $1, 1, $1, 'Fjordby', FALSE, '{}')`); err != nil {
			return err
		}
		if _, err := db.Exec(tx, `
			INSERT INTO api_token (municipality, id, version, hash, name, role, unit, created, expires, revoked)
			VALUES ($1, 't', 1, 't', 't', 'hr_konsulent', NULL, 0, 0, FALSE)`); err != nil {
			return err
		}
		return db.Put(tx, &unit)
	})
	if err != nil {
		f.Fatal(err)
	}
	s := dialogue.New(d, lib, &municipality.Service{DB: d})
	actor := access.Actor{Municipality: "fjordby", Token: "t", Grants: []access.Grant{{Role: access.Consultant, Unit: "/"}}}
	out := fuzzed{broken: &strings.Builder{}}
	log := slog.New(slog.NewTextHandler(out.broken, &slog.HandlerOptions{Level: slog.LevelError}))
	out.Handler = web.NewServer(web.Config{Log: log}, gate{actor}, api.API{Dialogues: s, Org: org.Service{DB: d}, Hub: live.New("f")}.Routes())
	out.id, out.code = out.made(f)
	return out
}

func (z *fuzzed) made(f *testing.F) (dialogueID, code string) {
	f.Helper()
	m := z.ask("POST", "/api/v1/dialogues", "konsulent", `{"guide":"a1_hvem_definerer","unit":"u","title":"x"}`)
	dialogueID, code = field(m.body, "id"), field(m.body, "code")
	j := z.ask("POST", "/api/v1/dialogues/"+code+"/participants", "", `{"id":"`+id.UUID()+`","actor":"employee"}`)
	z.token = field(j.body, "token")
	if s := z.ask("POST", "/api/v1/dialogues/"+dialogueID+"/step", "konsulent", `{"to":3}`); s.status != 200 || z.token == "" {
		f.Fatalf("%s %s %s", m.body, j.body, s.body)
	}
	return dialogueID, code
}

func field(body, name string) string {
	_, rest, _ := strings.Cut(body, `"`+name+`":"`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

type reply struct {
	status int
	body   string
}

func (z *fuzzed) ask(method, path, token, body string) reply {
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	rec := httptest.NewRecorder()
	z.ServeHTTP(rec, req)
	b, _ := io.ReadAll(rec.Body) //nolint:errcheck // a recorder never fails
	return reply{rec.Code, string(b)}
}

// FuzzBodies sends anything to every operation that takes a body. It is taken or refused
// with a reason; it never breaks the program.
func FuzzBodies(f *testing.F) {
	for _, seed := range []string{
		`{"id":"00000000-0000-4000-8000-000000000001","step":3,"kind":"perspektivkort","data":{"perspektiv":"udfoert","udsagn":"x"}}`,
		`{"rev":2,"kind":"perspektivkort","data":{"perspektiv":"udfoert","udsagn":"x"}}`, `{"to":"next"}`, `{"to":-1}`, `{"to":1e99}`, `{"to":{}}`,
		`{"id":"00000000-0000-4000-8000-000000000001","actor":"citizen","table":7,"name":"Bo"}`, `{"guide":"a1_hvem_definerer","unit":"u","title":"\u0000"}`,
		`null`, `[]`, `{"data":null}`, `{"step":99999999999999999999}`, `{"data":{"udsagn":null}}`, "\xff", `{"id":"\ud800"}`,
	} {
		for which := range uint8(5) {
			f.Add(which, seed)
		}
	}
	z := newFuzzed(f)
	f.Fuzz(func(t *testing.T, which uint8, body string) {
		z.broken.Reset()
		r := [...]func() reply{
			func() reply { return z.ask("POST", "/api/v1/dialogues/"+z.code+"/inputs", z.token, body) },
			func() reply {
				return z.ask("PUT", "/api/v1/dialogues/"+z.code+"/inputs/00000000-0000-4000-8000-000000000001", z.token, body)
			},
			func() reply { return z.ask("POST", "/api/v1/dialogues/"+z.id+"/step", "konsulent", body) },
			func() reply { return z.ask("POST", "/api/v1/dialogues/"+z.code+"/participants", "", body) },
			func() reply { return z.ask("POST", "/api/v1/dialogues", "konsulent", body) },
		}[which%5]()
		if r.status >= 500 {
			t.Errorf("%q gave %d %s: %s", body, r.status, r.body, z.broken)
		}
		if strings.Contains(body, `"close"`) { // the next one needs an open room
			z.ask("POST", "/api/v1/dialogues/"+z.id+"/step", "konsulent", `{"to":3}`)
		}
	})
}
