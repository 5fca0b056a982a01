package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/id"
	"kernehus/internal/phone"
)

// ownContent is a municipality's directory with one guide: that of the documentation.
func ownContent(t *testing.T, change func(guide string) string) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/guides.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "```yaml\n")
	text, _, _ := strings.Cut(rest, "```")
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "guides"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "guides", "vores_egen.yaml"), []byte(change(text)), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func asItIs(guide string) string { return guide }

// pageOf gives the body of a page, as somebody who has signed in.
func pageOf(t *testing.T, address, secret string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "kernehus", Value: secret})
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was only read
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s answered %d, %v", address, res.StatusCode, err)
	}
	return string(b)
}

// serve --content DIR: the guide is there to choose, and runs from the plan to the minutes.
func TestAGuideOfTheMunicipalitysOwnIsChosenAndRunsToTheMinutes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		ctx := context.Background()
		h, err := Build(ctx, Config{DB: fresh(t), Content: ownContent(t, asItIs), KeyFile: filepath.Join(t.TempDir(), "kernehus.key")}, slog.New(slog.DiscardHandler))
		ok := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		ok(err)
		defer h.Close() //nolint:errcheck // the database is the test's own
		place, err := h.Accounts.SetUp(ctx, account.SetUp{Municipality: "Lejre Kommune", Email: "admin@lejre.example", Demo: true})
		ok(err)
		password, err := h.Accounts.LanUser(ctx, place.Municipality, account.NewUser{Name: "Åse Leder", Email: "leder@lejre.example", Role: access.Leader, Unit: place.Root.ID})
		ok(err)
		in, err := h.Accounts.SignIn(ctx, place.Municipality, account.Try{Email: "leder@lejre.example", Password: password})
		ok(err)
		token, _, err := h.Accounts.CreateToken(ctx, access.Program(place.Municipality.ID.String()), account.NewToken{Name: "prøve", Role: access.Leader})
		ok(err)
		server, err := h.Server()
		ok(err)
		s := httptest.NewServer(server)
		defer func() { server.Stop(); s.Close() }()

		choose := pageOf(t, s.URL+"/dialoger/ny", in.Secret)
		for _, title := range []string{"Kort om kerneopgaven", "Hvem bestemmer, hvad kerneopgaven er?", "Hvem bidrager med hvad?"} {
			if !strings.Contains(choose, title) {
				t.Errorf("“%s” is not there to choose", title)
			}
		}
		room, err := phone.Open(ctx, phone.Server{Base: s.URL, Token: token, Client: s.Client()}, "kort_om_kerneopgaven", place.Root.ID.String(), "Kort og godt")
		ok(err)
		p := phone.New(phone.Server{Base: s.URL, Client: s.Client()}, room.Code)
		ok(p.Join(ctx, "citizen", ""))
		ok(room.Move(ctx, "next"))
		_, err = p.Write(ctx, phone.Input{ID: id.UUID(), Step: 1, Kind: "formulering", Data: map[string]string{"tekst": "En by, hvor man kan finde hjælp"}})
		ok(err)
		ok(room.Move(ctx, "next"))
		_, err = p.Write(ctx, phone.Input{ID: id.UUID(), Step: 2, Kind: "uenighed", Data: map[string]string{"emne": "Hvem der skal spørges først"}})
		ok(err)
		ok(room.Move(ctx, "close"))
		minutes := pageOf(t, s.URL+"/dialoger/"+room.ID+"/referat", in.Secret)
		for _, words := range []string{"Kort om kerneopgaven", "Ved bordene", "En by, hvor man kan finde hjælp", "Hvem der skal spørges først"} {
			if !strings.Contains(minutes, words) {
				t.Errorf("the minutes lack “%s”", words)
			}
		}
	})
}

func TestAGuideWithAMistakeStopsTheStartAndIsNamedAtItsLine(t *testing.T) {
	dir := ownContent(t, func(guide string) string { return strings.Replace(guide, "skriver: alle", "skriver: hvem", 1) })
	_, err := Build(t.Context(), Config{DB: filepath.Join(t.TempDir(), "x.db"), Content: dir}, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "vores_egen.yaml:") || !strings.Contains(err.Error(), "hvem") {
		t.Errorf("started with %v", err)
	}
}
