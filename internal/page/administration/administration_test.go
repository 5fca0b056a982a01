package administration_test

import (
	"archive/zip"
	"bytes"
	"context"
	"image"
	"image/png"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/internal/app"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/web"
)

// desk is a municipality and a browser in which somebody has signed in.
type desk struct {
	t      *testing.T
	house  *app.House
	server *web.Server
	m      municipality.Municipality
	root   org.Unit
	secret string
}

// sit opens the fictive municipality, where nobody needs a second factor, and signs
// somebody with the role in.
func sit(t *testing.T, fresh dbtest.Address, role access.Role) *desk {
	t.Helper()
	ctx := context.Background()
	h, err := app.Build(ctx, app.Config{DB: fresh(t), Redactions: filepath.Join(t.TempDir(), "removed")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	done, err := h.Accounts.SetUp(ctx, account.SetUp{Municipality: "Fjordby Kommune", Email: "first@fjordby.example", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	server, err := h.Server()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, house: h, server: server, m: done.Municipality, root: done.Root}
	if err := h.Accounts.DemoUser(ctx, d.m, account.NewUser{Name: "Åse Prøve", Email: "aase@fjordby.example", Role: role}, "fjordby-demo"); err != nil {
		t.Fatal(err)
	}
	d.signIn("aase@fjordby.example")
	return d
}

func (d *desk) signIn(email string) {
	d.t.Helper()
	in, err := d.house.Accounts.SignIn(context.Background(), d.m, account.Try{Email: email, Password: "fjordby-demo", Local: true})
	if err != nil {
		d.t.Fatal(err)
	}
	d.secret = in.Secret
}

func (d *desk) unit(name string) org.Unit {
	d.t.Helper()
	u, err := (org.Service{DB: d.house.DB}).CreateUnit(context.Background(), access.Program(d.m.ID.String()), org.UnitInput{Parent: d.root.ID, Name: name, Kind: "team"})
	if err != nil {
		d.t.Fatal(err)
	}
	return u
}

// seen is an answer and its tree.
type seen struct {
	t    *testing.T
	code int
	to   string
	body []byte
	tree *html.Node
}

func (d *desk) send(r *http.Request) seen {
	d.t.Helper()
	r.Host = "127.0.0.1:8080"
	r.AddCookie(&http.Cookie{Name: "kernehus", Value: d.secret})
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	tree, err := html.Parse(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		d.t.Fatal(err)
	}
	return seen{d.t, w.Code, w.Header().Get("Location"), w.Body.Bytes(), tree}
}

func (d *desk) get(path string) seen {
	d.t.Helper()
	return d.send(httptest.NewRequest("GET", path, nil))
}

func (d *desk) post(path string, pairs ...string) seen {
	d.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.send(r)
}

func (s seen) all(selector string) []string {
	var out []string
	for _, n := range cascadia.QueryAll(s.tree, cascadia.MustCompile(selector)) {
		var b strings.Builder
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			}
		}
		out = append(out, strings.Join(strings.Fields(b.String()), " "))
	}
	return out
}

func (s seen) text(selector string) string {
	s.t.Helper()
	all := s.all(selector)
	if len(all) == 0 {
		s.t.Fatalf("status %d: no %s in %.2000s", s.code, selector, s.body)
	}
	return all[0]
}

func (s seen) attr(selector, name string) string {
	s.t.Helper()
	n := cascadia.Query(s.tree, cascadia.MustCompile(selector))
	if n == nil {
		s.t.Fatalf("status %d: no %s in %.2000s", s.code, selector, s.body)
	}
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (s seen) leads(to string) {
	s.t.Helper()
	if s.code != 303 || s.to != to {
		s.t.Fatalf("answer %d to %q, want 303 to %q: %.1500s", s.code, s.to, to, s.body)
	}
}

func TestEverybodySeesTheirOwnPartOfTheAdministration(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		for role, want := range map[access.Role]string{
			access.Administrator: "Brugere og roller|Organisation|Kommunen|Farve og logo|Nøgler til andre systemer|Ændringslog|Hent alt",
			access.Consultant:    "Organisation",
			access.Auditor:       "Ændringslog",
		} {
			d := sit(t, fresh, role)
			if got := strings.Join(d.get("/administration").all(".kh-card h2"), "|"); got != want {
				t.Errorf("%s sees %q, want %q", role, got, want)
			}
		}
		d := sit(t, fresh, access.Leader)
		if got := d.get("/administration"); got.code != 403 {
			t.Errorf("a leader gets %d", got.code)
		}
	})
}

func TestLeadersGetNothingOfTheAdministration(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Leader)
		for _, r := range d.server.Routes() {
			if !strings.HasPrefix(r.Pattern, "/administration/") || r.Action == access.OrgImport || r.Action == access.UnitEdit {
				continue
			}
			path := strings.NewReplacer("{person}", "x", "{grant}", "x", "{token}", "x", "{change}", "x").Replace(r.Pattern)
			if strings.Contains(path, "{") {
				continue
			}
			var got seen
			if r.Method == "GET" {
				got = d.get(path)
			} else {
				got = d.post(path, "name", "x", "role", "facilitator", "email", "x@fjordby.example", "version", "1", "colour", "#112233")
			}
			if got.code != 403 && got.code != 404 {
				t.Errorf("%s %s gives a leader %d: %.300s", r.Method, path, got.code, got.body)
			}
		}
	})
}

func TestPersonIsInvitedWithALinkToHandOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		d.unit("Åskolen")
		page := d.post("/administration/brugere", "email", "bo@fjordby.example", "name", "Bo Prøve", "role", "leder", "unit_name", "åskol")
		link := page.text("code")
		if page.code != 200 || !strings.HasPrefix(link, "http://127.0.0.1:8080/invitation/") {
			t.Fatalf("%d %s", page.code, link)
		}
		list := d.get("/administration/brugere?q=Bo")
		if got := strings.Join(list.all("tbody td"), "|"); got != "bo@fjordby.example|Inviteret|Leder i Åskolen" {
			t.Errorf("list = %q", got)
		}
		again := d.post("/administration/brugere", "email", "", "name", "Uden adresse", "role", "")
		if again.code != 422 || again.attr("#f-name", "value") != "Uden adresse" || again.text("#f-email-error") == "" {
			t.Errorf("without address: %d", again.code)
		}
		if none := d.get("/administration/brugere?q=findesikke"); len(none.all(".kh-empty")) != 1 {
			t.Error("an empty list invites to nothing")
		}
	})
}

func TestSeveralUnitsOfOneNameAreAChoice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		d.unit("Team Nord")
		south := d.unit("Team Syd")
		fields := []string{"email", "bo@fjordby.example", "name", "Bo Prøve", "role", "tovholder", "unit_name", "team"}
		page := d.post("/administration/brugere", fields...)
		if page.code != 422 || len(page.all("input[name=unit]")) != 2 {
			t.Fatalf("two teams: %d %.3000s", page.code, page.body)
		}
		if page = d.post("/administration/brugere", append(fields, "unit", south.ID.String())...); page.code != 200 {
			t.Fatalf("chosen: %d", page.code)
		}
		if got := d.get("/administration/brugere?q=Bo").all("tbody td"); got[2] != "Tovholder i Team Syd" {
			t.Errorf("roles = %v", got)
		}
		if page = d.post("/administration/brugere", "email", "c@fjordby.example", "name", "C", "role", "leder", "unit_name", "findes ikke"); page.text("#f-unit_name-error") == "" {
			t.Error("an unknown unit is taken")
		}
	})
}

func TestRolesAreGivenAndTakenAndAccountsClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		d.post("/administration/brugere", "email", "bo@fjordby.example", "name", "Bo Prøve", "role", "")
		at := d.get("/administration/brugere?q=Bo").attr("tbody a", "href")
		d.post(at+"/rolle", "role", "revisor").leads(at)
		page := d.get(at)
		if got := page.text("li.kh-split span"); got != "Revisor i hele kommunen" {
			t.Errorf("role = %q", got)
		}
		d.post(page.attr("li.kh-split form", "action")).leads(at)
		if got := d.get(at).all("li.kh-split"); len(got) != 0 {
			t.Errorf("still %v", got)
		}
		d.post(at + "/luk").leads(at)
		if got := d.get(at).text(".kh-quiet"); got != "bo@fjordby.example · Lukket" {
			t.Errorf("state = %q", got)
		}
		d.post(at + "/aabn").leads(at)
		if got := d.post(at + "/link").text("code"); !strings.Contains(got, "/invitation/") {
			t.Errorf("link = %q", got)
		}
		self := d.get("/administration/brugere?q=Prøve+Åse").attr("tbody a", "href")
		if got := d.post(self + "/luk"); got.code != 409 || !strings.Contains(got.text(".alert-error"), "din egen konto") {
			t.Errorf("closing one's own: %d", got.code)
		}
	})
}

func TestSettingsAreEditedAndNobodyOverwritesUnseen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		page := d.get("/administration/kommune")
		version := page.attr("input[name=version]", "value")
		fields := []string{"version", version, "name", "Fjordby", "hosts", "a.fjordby.example\nB.fjordby.example:443", "input_months", "6", "people_days", "10", "smallest", "4", "accessibility", "https://was.digst.dk/x"}
		refused := d.post("/administration/kommune", fields...)
		if refused.code != 422 || refused.text("#f-smallest-error") == "" || refused.attr("#f-name", "value") != "Fjordby" {
			t.Fatalf("four in a group: %d", refused.code)
		}
		fields[11] = "7"
		d.post("/administration/kommune", fields...).leads("/administration/kommune")
		if got := d.get("/administration/kommune").text("#f-hosts"); got != "a.fjordby.example b.fjordby.example" {
			t.Errorf("hosts = %q", got)
		}
		stale := d.post("/administration/kommune", fields...)
		if stale.code != 409 || !strings.Contains(stale.text(".alert-error"), "En anden har ændret") {
			t.Errorf("from an old page: %d", stale.code)
		}
		fields[1] = stale.attr("input[name=version]", "value")
		d.post("/administration/kommune", fields...).leads("/administration/kommune")
	})
}

func TestColourIsTriedBeforeItIsUsed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		page := d.get("/administration/udseende?colour=%23ffee00")
		if got := page.attr("#proeve link", "href"); got != "/tema.css?farve=ffee00" {
			t.Errorf("preview = %q", got)
		}
		if got := page.text("#proeve"); !strings.Contains(got, "Farven er gjort mørkere") {
			t.Errorf("preview says %q", got)
		}
		if part := d.get("/administration/udseende/proeve?colour=%23003366"); strings.Contains(string(part.body), "<html") || !strings.Contains(string(part.body), "farve=003366") {
			t.Errorf("part: %.300s", part.body)
		}
		d.post("/administration/udseende", "version", page.attr("input[name=version]", "value"), "colour", "#003366").leads("/administration/udseende")
		if got := d.get("/administration"); !strings.Contains(string(got.body), "/tema.css?farve=003366") {
			t.Error("the colour is not used")
		}
		if got := d.post("/administration/udseende", "version", "99", "colour", "rød"); got.code != 422 && got.code != 409 {
			t.Errorf("no colour: %d", got.code)
		}
	})
}

func (d *desk) upload(name string, body []byte) seen {
	d.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("logo", name)
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := part.Write(body); err != nil {
		d.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		d.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/administration/udseende/logo", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return d.send(r)
}

func TestLogoIsTakenAndBadOnesAreExplained(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 10))); err != nil {
			t.Fatal(err)
		}
		d.upload("logo.png", picture.Bytes()).leads("/administration/udseende")
		if got := d.get("/administration").attr(".kh-logo img", "src"); !strings.HasPrefix(got, "/logo/") {
			t.Errorf("logo = %q", got)
		}
		for name, body := range map[string][]byte{"logo.svg": []byte("<svg/>"), "stort.png": make([]byte, 1<<20+1), "kaempe.png": make([]byte, 3<<20)} {
			if got := d.upload(name, body); got.code != 422 || got.text("#f-logo-error") == "" {
				t.Errorf("%s: %d", name, got.code)
			}
		}
		d.post("/administration/udseende/logo").text("#f-logo-error")
	})
}

func TestKeyIsShownOnceAndStopped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		page := d.post("/administration/noegler", "name", "Journalsystem", "role", "facilitator", "days", "10")
		secret := page.text("code")
		if !strings.HasPrefix(secret, "kh_") {
			t.Fatalf("key = %q", secret)
		}
		list := d.get("/administration/noegler")
		if strings.Contains(string(list.body), secret) || !strings.Contains(list.text("tbody"), "Virker") {
			t.Errorf("list: %s", list.text("tbody"))
		}
		d.post(list.attr("tbody form", "action")).leads("/administration/noegler")
		if got := d.get("/administration/noegler").text("tbody"); !strings.Contains(got, "Stoppet") {
			t.Errorf("list: %s", got)
		}
		if bad := d.post("/administration/noegler", "name", "", "role", "facilitator", "days", "x"); bad.code != 422 || bad.text("#f-days-error") == "" {
			t.Errorf("bad: %d", bad.code)
		}
	})
}

func TestAuditorReadsWhoChangedWhat(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Auditor)
		page := d.get("/administration/aendringer")
		if got := page.text("tbody tr"); !strings.Contains(got, "Åse PrøveLoggede ind") {
			t.Errorf("newest = %q", got)
		}
		hrefs := cascadia.QueryAll(page.tree, cascadia.MustCompile("tbody a"))
		founding := ""
		for _, a := range hrefs[len(hrefs)-1].Attr {
			founding = a.Val
		}
		detail := d.get(founding)
		if got := strings.Join(detail.all("section h2"), "|"); !strings.Contains(got, "Kommunen") || !strings.Contains(got, "Enhed") {
			t.Errorf("the founding wrote %q", got)
		}
		if strings.Contains(string(detail.body), "fjordby.example") {
			t.Error("an address stands in the log")
		}
		if got := d.get("/administration/aendringer?fra=i+gaar"); got.text("#f-fra-error") == "" {
			t.Error("a bad date is not explained")
		}
		if got := d.get("/administration/aendringer?til=2001-01-01"); len(got.all("tbody tr")) != 0 || len(got.all(".kh-empty")) != 1 {
			t.Error("changes from before the beginning")
		}
		if got := d.post("/administration/udlevering/kommune.zip"); got.code != 403 {
			t.Errorf("an auditor takes everything out: %d", got.code)
		}
	})
}

func TestEverythingIsTakenOutAsOneFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		got := d.post("/administration/udlevering/kommune.zip")
		if got.code != 200 {
			t.Fatalf("answer %d", got.code)
		}
		z, err := zip.NewReader(bytes.NewReader(got.body), int64(len(got.body)))
		if err != nil || len(z.File) < 10 {
			t.Fatalf("%d files, %v", len(z.File), err)
		}
		self := d.get("/administration/brugere?q=aase@").attr("tbody a", "href")
		if one := d.post(self + "/oplysninger.json"); one.code != 200 || !bytes.Contains(one.body, []byte("aase@fjordby.example")) {
			t.Errorf("one person: %d", one.code)
		}
		if log := d.get("/administration/aendringer").text("tbody"); strings.Count(log, "Hentede oplysninger ud") != 2 {
			t.Errorf("log: %s", log)
		}
	})
}

func TestPagesAreEnglishThroughout(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := sit(t, fresh, access.Administrator)
		for _, path := range []string{"/administration", "/administration/brugere", "/administration/brugere/ny", "/administration/kommune", "/administration/udseende", "/administration/noegler", "/administration/aendringer", "/administration/udlevering"} {
			page := d.get(path + "?lang=en")
			if got := page.attr("html", "lang"); page.code != 200 || got != "en" {
				t.Errorf("%s: %d in %q", path, page.code, got)
			}
			for _, danish := range []string{" og ", " er ", "Gem", "Brugere"} {
				if strings.Contains(page.text("main"), danish) {
					t.Errorf("%s says %q in English: %.600s", path, danish, page.text("main"))
				}
			}
		}
	})
}
