package privacy_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"kernehus/internal/app"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db/dbtest"
)

// visit asks a house for pages as anybody may.
type visit struct {
	t     *testing.T
	house *app.House
	m     municipality.Municipality
}

func open(t *testing.T, fresh dbtest.Address) visit {
	t.Helper()
	h, err := app.Build(context.Background(), app.Config{DB: fresh(t), Redactions: filepath.Join(t.TempDir(), "removed")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	done, err := h.Accounts.SetUp(context.Background(), account.SetUp{Municipality: "Lejre Kommune", Email: "admin@lejre.example"})
	if err != nil {
		t.Fatal(err)
	}
	return visit{t, h, done.Municipality}
}

func (v visit) get(path string) *httptest.ResponseRecorder {
	v.t.Helper()
	s, err := v.house.Server()
	if err != nil {
		v.t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w
}

func (v visit) edit(s municipality.Settings) {
	v.t.Helper()
	if _, err := v.house.Municipalities.Edit(context.Background(), access.Program(v.m.ID.String()), v.m.Version, municipality.Edit{Name: v.m.Name, Settings: s}); err != nil {
		v.t.Fatal(err)
	}
}

func TestPrivacyPageIsMadeFromTheSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		v := open(t, fresh)
		if got := v.get("/privatliv").Body.String(); !strings.Contains(got, "Lejre Kommune er dataansvarlig") || !strings.Contains(got, "12 måneder") || !strings.Contains(got, "færre end 5") {
			t.Errorf("as it begins: %.3000s", got)
		}
		v.edit(municipality.Settings{InputMonths: 1, PeopleDays: 14, Smallest: 8, Controller: municipality.Controller{Name: "Byrådet", Contact: "kontakt@lejre.example", Officer: "dpo@lejre.example"}})
		got := v.get("/privatliv?lang=en").Body.String()
		for _, want := range []string{"Byrådet is the data controller", "14 days after", "1 month after", "fewer than 8", "kontakt@lejre.example", "dpo@lejre.example"} {
			if !strings.Contains(got, want) {
				t.Errorf("after the edit: no %q", want)
			}
		}
	})
}

func TestShortAddressLeadsToTheStatement(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		v := open(t, fresh)
		if w := v.get("/was"); w.Code != 303 || w.Header().Get("Location") != "/tilgaengelighed" {
			t.Errorf("without a statement: %d %s", w.Code, w.Header().Get("Location"))
		}
		v.edit(municipality.Settings{Access: "https://was.digst.dk/kernehus-lejre-dk", Feedback: "web@lejre.example"})
		if w := v.get("/was"); w.Code != 303 || w.Header().Get("Location") != "https://was.digst.dk/kernehus-lejre-dk" {
			t.Errorf("with a statement: %d %s", w.Code, w.Header().Get("Location"))
		}
		if got := v.get("/tilgaengelighed").Body.String(); !strings.Contains(got, `href="https://was.digst.dk/kernehus-lejre-dk"`) || !strings.Contains(got, "web@lejre.example") {
			t.Errorf("page: %.3000s", got)
		}
	})
}

func TestThemeIsTheMunicipalitysAndSafe(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		v := open(t, fresh)
		v.edit(municipality.Settings{Colour: "#7a1f1f"})
		w := v.get("/tema.css")
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") || !strings.Contains(w.Body.String(), "--kh-primary:#7a1f1f") {
			t.Errorf("%v %s", w.Header(), w.Body)
		}
		if got := v.get("/tema.css?farve=003366"); !strings.Contains(got.Body.String(), "#003366") || !strings.Contains(got.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("preview: %v %s", got.Header(), got.Body)
		}
		if got := v.get("/tema.css?farve=red;}body{").Body.String(); !strings.Contains(got, "#7a1f1f") {
			t.Errorf("no colour: %s", got)
		}
		if got := v.get("/privatliv").Body.String(); !strings.Contains(got, `/tema.css?farve=7a1f1f"`) {
			t.Error("the page does not use the colour")
		}
	})
}

func TestLogoIsShownUnderItsOwnAddressOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		v := open(t, fresh)
		var body bytes.Buffer
		if err := png.Encode(&body, image.NewGray(image.Rect(0, 0, 30, 10))); err != nil {
			t.Fatal(err)
		}
		m, err := v.house.Municipalities.SetLogo(context.Background(), access.Program(v.m.ID.String()), body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if w := v.get("/logo/" + m.Settings.Logo); w.Code != 200 || w.Header().Get("Content-Type") != "image/png" {
			t.Errorf("logo: %d %v", w.Code, w.Header())
		}
		if w := v.get("/logo/andet"); w.Code != 404 {
			t.Errorf("another: %d", w.Code)
		}
		if got := v.get("/privatliv").Body.String(); !strings.Contains(got, `src="/logo/`+m.Settings.Logo+`"`) {
			t.Error("the page does not show it")
		}
	})
}
