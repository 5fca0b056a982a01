package municipality_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"
	"time"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
)

func nothing(*db.Tx, municipality.Municipality) error { return nil }

func found(t *testing.T, s *municipality.Service, name string, hosts ...string) municipality.Municipality {
	t.Helper()
	m, err := s.Found(context.Background(), municipality.Found{Name: name, Hosts: hosts}, nothing)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func administrator(m municipality.Municipality) access.Actor {
	return access.Actor{Municipality: m.ID.String(), Person: "p", Grants: []access.Grant{{Role: access.Administrator, Unit: "/"}}}
}

func TestTheOnlyMunicipalityAnswersOnEveryHost(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, s := context.Background(), &municipality.Service{DB: d}
		if _, err := s.ByHost(ctx, "localhost:8080"); !fault.HasCode(err, "not-set-up") {
			t.Errorf("empty installation: %v, want not-set-up", err)
		}
		lejre := found(t, s, "Lejre Kommune", "kerne.lejre.dk")
		if m, err := s.ByHost(ctx, "127.0.0.1:8080"); err != nil || m.ID != lejre.ID || m.Slug != "lejre-kommune" {
			t.Errorf("ByHost = %+v, %v", m, err)
		}
		roskilde := found(t, s, "Roskilde Kommune", "kerne.roskilde.dk")
		if m, err := s.ByHost(ctx, "Kerne.Roskilde.dk:443"); err != nil || m.ID != roskilde.ID {
			t.Errorf("ByHost = %+v, %v", m, err)
		}
		if _, err := s.ByHost(ctx, "127.0.0.1:8080"); !fault.Is(err, fault.Misdirected) {
			t.Errorf("two municipalities, unknown host: %v, want wrong-host", err)
		}
	})
}

// A server runs; somebody uses the command line beside it, on the same database.
func TestWhatAnotherProcessSetsUpIsSeenByARunningServer(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, server, command := context.Background(), &municipality.Service{DB: d}, &municipality.Service{DB: d}
		if _, err := server.ByHost(ctx, "kerne.lejre.dk"); !fault.HasCode(err, "not-set-up") {
			t.Fatalf("empty installation: %v", err)
		}
		lejre := found(t, command, "Lejre Kommune", "kerne.lejre.dk")
		if m, err := server.ByHost(ctx, "kerne.lejre.dk"); err != nil || m.ID != lejre.ID {
			t.Errorf("set up beside the server: %+v, %v", m, err)
		}
		roskilde := found(t, command, "Roskilde Kommune", "kerne.roskilde.dk")
		soon(t, "the second municipality answers on its host", func() bool {
			m, err := server.ByHost(ctx, "kerne.roskilde.dk")
			return err == nil && m.ID == roskilde.ID
		})
		if _, err := server.ByHost(ctx, "kerne.ny.dk"); !fault.Is(err, fault.Misdirected) {
			t.Errorf("a host nobody has: %v", err)
		}
		in := municipality.Edit{Name: "Ny Kommune", Settings: municipality.Settings{Hosts: []string{"kerne.ny.dk"}}}
		if _, err := command.Edit(ctx, administrator(lejre), lejre.Version, in); err != nil {
			t.Fatal(err)
		}
		if m, err := server.ByHost(ctx, "kerne.ny.dk"); err != nil || m.Name != "Ny Kommune" {
			t.Errorf("given a host beside the server: %+v, %v", m, err)
		}
		if _, err := server.ByHost(ctx, "kerne.lejre.dk"); !fault.Is(err, fault.Misdirected) {
			t.Errorf("the host it gave up: %v", err)
		}
	})
}

// soon waits for what must come true by itself.
func soon(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !holds(); {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

func TestFirstMunicipalityIsFoundedOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		s := &municipality.Service{DB: d}
		first := func(name string) error {
			_, err := s.Found(context.Background(), municipality.Found{Name: name, First: true}, nothing)
			return err
		}
		if err := first("Lejre Kommune"); err != nil {
			t.Fatal(err)
		}
		if err := first("Roskilde Kommune"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a second first one: %v", err)
		}
	})
}

func TestHostBelongsToOneMunicipalityOnly(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, s := context.Background(), &municipality.Service{DB: d}
		found(t, s, "Lejre Kommune", "kerne.lejre.dk")
		other := found(t, s, "Roskilde Kommune")
		_, err := s.Edit(ctx, administrator(other), other.Version, municipality.Edit{Name: other.Name, Settings: municipality.Settings{Hosts: []string{"kerne.lejre.dk"}}})
		if !fault.HasCode(err, "already-taken") {
			t.Errorf("taking another's host: %v, want already-taken", err)
		}
		if _, err := s.Edit(ctx, administrator(other), other.Version, municipality.Edit{Name: other.Name}); !fault.HasCode(err, "needs-host") {
			t.Errorf("giving up its last host: %v, want needs-host", err)
		}
		if _, err := s.Found(ctx, municipality.Found{Name: "Lejre kommune"}, nothing); !fault.HasCode(err, "already-taken") {
			t.Errorf("founding it again: %v, want already-taken", err)
		}
	})
}

func TestOnlyAnAdministratorEditsAndNobodyOverwritesUnseen(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, s := context.Background(), &municipality.Service{DB: d}
		m := found(t, s, "Lejre Kommune")
		in := municipality.Edit{Name: "Lejre", Settings: municipality.Settings{Colour: "#ffcc00", Smallest: 8}}
		if _, err := s.Edit(ctx, access.Anonymous(m.ID.String()), m.Version, in); !fault.Is(err, fault.Forbidden) {
			t.Errorf("anybody: %v, want not-allowed", err)
		}
		edited, err := s.Edit(ctx, administrator(m), m.Version, in)
		if err != nil || edited.Version != m.Version+1 {
			t.Fatalf("Edit = %+v, %v", edited, err)
		}
		if _, err := s.Edit(ctx, administrator(m), m.Version, in); !fault.HasCode(err, "changed-meanwhile") {
			t.Errorf("from an old page: %v, want changed-meanwhile", err)
		}
		if now, err := s.ByHost(ctx, "x"); err != nil || now.Name != "Lejre" || now.SmallestGroup() != 8 {
			t.Errorf("after the edit: %+v, %v", now, err)
		}
	})
}

func TestLogoBelongsToItsMunicipality(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, s := context.Background(), &municipality.Service{DB: d}
		a, b := found(t, s, "A"), found(t, s, "B")
		var body bytes.Buffer
		if err := png.Encode(&body, image.NewGray(image.Rect(0, 0, 30, 10))); err != nil {
			t.Fatal(err)
		}
		a, err := s.SetLogo(ctx, administrator(a), body.Bytes())
		if err != nil || a.Settings.Logo == "" {
			t.Fatalf("SetLogo = %+v, %v", a, err)
		}
		if l, err := s.Logo(ctx, a, a.Settings.Logo); err != nil || l.Width != 30 || len(l.Body) == 0 {
			t.Errorf("Logo = %dx%d, %v", l.Width, l.Height, err)
		}
		if _, err := s.Logo(ctx, b, a.Settings.Logo); !fault.Is(err, fault.NotFound) {
			t.Errorf("from another municipality: %v, want not-found", err)
		}
		if a, err = s.SetLogo(ctx, administrator(a), nil); err != nil || a.Settings.Logo != "" {
			t.Errorf("taken away: %+v, %v", a, err)
		}
	})
}

func TestCitizenNoticeIsTheMunicipalitysOwnOrTheDefault(t *testing.T) {
	m := municipality.Municipality{Settings: municipality.Settings{Notice: municipality.Words{Da: "Vores ord."}}}
	if got := m.CitizenNotice(context.Background()); got != "Vores ord." {
		t.Errorf("Danish = %q", got)
	}
	english := text.With(context.Background(), text.English)
	if got := m.CitizenNotice(english); got != text.Administration.CitizenNotice.En {
		t.Errorf("English = %q, want the default", got)
	}
}
