package account_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/pquerna/otp/totp"
	"golang.org/x/net/html"

	"kernehus/internal/app"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/web"
)

const good = "tre glade katte sover"

// browser is one browser in front of a whole house.
type browser struct {
	t       *testing.T
	house   *app.House
	server  *web.Server
	cookies map[string]string
	host    string
}

func house(t *testing.T, address string) *app.House {
	t.Helper()
	h, err := app.Build(context.Background(), app.Config{DB: address, Redactions: filepath.Join(t.TempDir(), "removed")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

func open(t *testing.T, h *app.House) *browser {
	t.Helper()
	s, err := h.Server()
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, house: h, server: s, cookies: map[string]string{}, host: "127.0.0.1:8080"}
}

// seen is an answer and, where it is a page, its tree.
type seen struct {
	t    *testing.T
	code int
	to   string
	body string
	tree *html.Node
}

func (b *browser) send(r *http.Request) seen {
	b.t.Helper()
	r.Host = b.host
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	tree, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		b.t.Fatal(err)
	}
	return seen{b.t, w.Code, w.Header().Get("Location"), w.Body.String(), tree}
}

func (b *browser) get(path string) seen {
	b.t.Helper()
	return b.send(httptest.NewRequest("GET", path, nil))
}

func (b *browser) post(path string, pairs ...string) seen {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// text gives the words of the first element a selector finds; it must be there.
func (s seen) text(selector string) string {
	s.t.Helper()
	n := cascadia.Query(s.tree, cascadia.MustCompile(selector))
	if n == nil {
		s.t.Fatalf("status %d: no %s in %.1500s", s.code, selector, s.body)
	}
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func (s seen) has(selector string) bool {
	return cascadia.Query(s.tree, cascadia.MustCompile(selector)) != nil
}

func (s seen) value(selector string) string {
	s.t.Helper()
	n := cascadia.Query(s.tree, cascadia.MustCompile(selector))
	if n == nil {
		s.t.Fatalf("no %s in %.1500s", selector, s.body)
	}
	for _, a := range n.Attr {
		if a.Key == "value" {
			return a.Val
		}
	}
	return ""
}

func (s seen) leads(code int, to string) {
	s.t.Helper()
	if s.code != code || s.to != to {
		s.t.Fatalf("answer %d to %q, want %d to %q; %.600s", s.code, s.to, code, to, s.body)
	}
}

// lejre is a house with a municipality and its administrator, who has a password and a
// second factor with the given secret.
func lejre(t *testing.T, h *app.House) (m municipality.Municipality, admin access.Actor) {
	t.Helper()
	ctx := context.Background()
	done, err := h.Accounts.SetUp(ctx, account.SetUp{Municipality: "Lejre Kommune", Email: "admin@lejre.example"})
	if err != nil {
		t.Fatal(err)
	}
	return done.Municipality, access.Program(done.Municipality.ID.String())
}

func user(t *testing.T, h *app.House, email string, role access.Role) {
	t.Helper()
	all, err := h.Municipalities.All(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	admin := access.Program(all[0].ID.String())
	if _, err := h.Accounts.Invite(context.Background(), admin, account.NewUser{Name: "Åse Prøve", Email: email, Role: role}); err != nil {
		t.Fatal(err)
	}
	if err := h.Accounts.SetPassword(context.Background(), admin, email, good); err != nil {
		t.Fatal(err)
	}
}

func TestEmptyInstallationIsSetUpWithTheOneTimeCode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		h.Opening = account.NewCode()
		b := open(t, h)
		b.get("/kerneopgaver").leads(303, "/opsaetning")
		b.get("/").leads(303, "/opsaetning")
		if got := b.get("/opsaetning").text("h1"); got != "Velkommen til Kernehus" {
			t.Errorf("h1 = %q", got)
		}
		fields := []string{"name", "Lejre Kommune", "admin_name", "Åse Prøve", "email", "aase@lejre.example"}
		refused := b.post("/opsaetning", append(fields, "code", "FORKERT")...)
		if refused.code != 422 || !refused.has("#f-code-error") || refused.value("#f-name") != "Lejre Kommune" {
			t.Errorf("wrong code: %d %.800s", refused.code, refused.body)
		}
		done := b.post("/opsaetning", append(fields, "code", h.Opening.Text())...)
		if done.code != 303 || !strings.HasPrefix(done.to, "/invitation/") {
			t.Fatalf("set-up: %d to %q %.600s", done.code, done.to, done.body)
		}
		if got := b.get(done.to).text("h1"); got != "Velkommen, Åse Prøve" {
			t.Errorf("h1 = %q", got)
		}
		if short := b.post(done.to, "password", "kort"); short.code != 422 || !short.has("#f-password-error") {
			t.Errorf("a short password: %d", short.code)
		}
		b.post(done.to, "password", good).leads(303, "/hjem")
		b.get("/min-konto").leads(303, account.SecondFactorPage)
		page := b.get(account.SecondFactorPage)
		if !page.has(".alert-info") {
			t.Errorf("it is not said why: %.900s", page.body)
		}
		b.post(account.SecondFactorPage+"/begynd").leads(303, account.SecondFactorPage)
		page = b.get(account.SecondFactorPage)
		if svg := b.get(account.SecondFactorPage + "/kode.svg"); svg.code != 200 || !strings.HasPrefix(svg.body, "<svg") {
			t.Errorf("picture: %d %.80s", svg.code, svg.body)
		}
		if wrong := b.post(account.SecondFactorPage+"/bekraeft", "code", "000000"); wrong.code != 422 || !wrong.has("#f-code-error") {
			t.Errorf("a wrong code: %d", wrong.code)
		}
		code, err := totp.GenerateCode(strings.ReplaceAll(page.text("code"), " ", ""), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		shown := b.post(account.SecondFactorPage+"/bekraeft", "code", code)
		if shown.code != 200 || len(cascadia.QueryAll(shown.tree, cascadia.MustCompile("main li code"))) != 8 {
			t.Fatalf("the recovery codes are not shown: %d %.900s", shown.code, shown.body)
		}
		b.post("/log-ud").leads(303, "/")
		half := b.post("/log-ind", "email", "aase@lejre.example", "password", good)
		b.post("/log-ind/kode", "halv", half.value(`[name="halv"]`), "code", shown.text("main li code"), "til", "/min-konto").leads(303, "/min-konto")
		page = b.get(account.SecondFactorPage)
		if strings.Contains(page.body, shown.text("main li:last-child code")) || !strings.Contains(page.body, "7 nødkoder") {
			t.Errorf("the page of the second factor: %.900s", page.body)
		}
		if wrong := b.post(account.SecondFactorPage+"/noedkoder", "recovery", "111111"); wrong.code != 422 || !wrong.has("#f-recovery-error") || wrong.has("#f-code-error") {
			t.Errorf("new ones without a right code: %d", wrong.code)
		}
		if fresh := b.post(account.SecondFactorPage+"/noedkoder", "recovery", shown.text("main li:last-child code")); fresh.code != 200 || !fresh.has("main li code") {
			t.Errorf("new ones: %d %.600s", fresh.code, fresh.body)
		}
		if got := b.get("/min-konto").text("dd:last-of-type"); !strings.HasPrefix(got, "Systemadministrator i ") {
			t.Errorf("roles = %q", got)
		}
		b.get("/opsaetning").leads(303, "/")
		if again := open(t, h).post("/opsaetning", append(fields, "code", "")...); again.code != 404 {
			t.Errorf("set-up a second time: %d", again.code)
		}
	})
}

func TestSignInLeadsBackAndOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		user(t, h, "aase@lejre.example", access.Leader)
		b := open(t, h)
		b.get("/min-konto").leads(303, "/log-ind?til=%2Fmin-konto")
		page := b.get("/log-ind?til=%2Fmin-konto")
		if page.value("input[name=til]") != "/min-konto" {
			t.Errorf("til = %q", page.value("input[name=til]"))
		}
		wrong := b.post("/log-ind", "til", "/min-konto", "email", "aase@lejre.example", "password", "noget helt andet")
		if wrong.code != 422 || wrong.value("#f-email") != "aase@lejre.example" || wrong.value("#f-password") != "" || strings.Contains(wrong.body, "noget helt andet") {
			t.Errorf("wrong password: %d %.1500s", wrong.code, wrong.body)
		}
		b.post("/log-ind", "til", "/min-konto", "email", "aase@lejre.example", "password", good).leads(303, "/min-konto")
		if got := b.get("/min-konto").text("h1"); got != "Min konto" {
			t.Errorf("h1 = %q", got)
		}
		if got := b.get("/min-konto?lang=en").text("h1"); got != "My account" {
			t.Errorf("h1 = %q", got)
		}
		b.post("/log-ud").leads(303, "/")
		if got := b.get("/min-konto"); got.code != 303 {
			t.Errorf("after signing out: %d", got.code)
		}
	})
}

func TestSignInNeverLeadsToAnotherSite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		user(t, h, "aase@lejre.example", access.Leader)
		for _, to := range []string{"https://ond.example/", "//ond.example", `/\ond.example`, "javascript:alert(1)", "", "ond", "/log-ind", "/\t/ond.example"} {
			b := open(t, h)
			b.post("/log-ind", "til", to, "email", "aase@lejre.example", "password", good).leads(303, "/hjem")
		}
	})
}

func TestWhatWasWrittenIsGivenBackAfterAnExpiredSignIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		user(t, h, "aase@lejre.example", access.Leader)
		b := open(t, h)
		expired := b.post("/min-konto/sprog?x=1", "language", "en", "grund", "Jeg har skrevet længe på det her.", "old", "hemmeligt", "valg", "a", "valg", "b")
		if expired.code != 401 || strings.Contains(expired.body, "hemmeligt") || expired.value("input[name=til]") != "/min-konto/sprog?x=1" {
			t.Fatalf("expired: %d %.2000s", expired.code, expired.body)
		}
		kept := []string{"til", "/min-konto/sprog?x=1", "felt.language", "en", "felt.grund", "Jeg har skrevet længe på det her.", "felt.valg", "a", "felt.valg", "b"}
		wrong := b.post("/log-ind", append(kept, "email", "aase@lejre.example", "password", "noget helt andet")...)
		if wrong.value(`input[name="felt.grund"]`) != "Jeg har skrevet længe på det her." {
			t.Error("lost by a wrong password")
		}
		in := b.post("/log-ind", append(kept, "email", "aase@lejre.example", "password", good)...)
		if in.code != 200 || in.text("h1") != "Her er det, du skrev" || in.text(".kh-quote") != "Jeg har skrevet længe på det her." {
			t.Fatalf("after signing in: %d %.2000s", in.code, in.body)
		}
		if !in.has(`form[action="/min-konto/sprog?x=1"] input[name=valg][value=b]`) || in.has("input[name=password]") {
			t.Errorf("the form: %.2000s", in.body)
		}
		b.post("/min-konto/sprog?x=1", "language", "en").leads(303, "/min-konto?lang=en")
		if got := b.get("/min-konto?lang=en").text("h1"); got != "My account" {
			t.Errorf("h1 = %q", got)
		}
	})
}

func TestAdministratorIsAskedForTheCodeOnItsOwnPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		m, _ := lejre(t, h)
		user(t, h, "chef@lejre.example", access.Administrator)
		b := open(t, h)
		b.post("/log-ind", "email", "chef@lejre.example", "password", good).leads(303, "/hjem")
		b.post(account.SecondFactorPage + "/begynd")
		key := strings.ReplaceAll(b.get(account.SecondFactorPage).text("code"), " ", "")
		code, err := totp.GenerateCode(key, time.Now().Add(-30*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		if shown := b.post(account.SecondFactorPage+"/bekraeft", "code", code); shown.code != 200 {
			t.Fatalf("setting it up: %d %.600s", shown.code, shown.body)
		}
		other := open(t, h)
		half := other.post("/log-ind", "email", "chef@lejre.example", "password", good, "felt.grund", "noget langt skrevet")
		if half.code != 200 || half.text("h1") != "Koden fra din telefon" || half.value(`input[name="felt.grund"]`) == "" {
			t.Fatalf("after the password: %d %.900s", half.code, half.body)
		}
		if other.get("/min-konto").code != 303 {
			t.Error("in with the password alone")
		}
		if wrong := other.post("/log-ind/kode", "halv", half.value("input[name=halv]"), "code", "000000"); wrong.code != 422 || !wrong.has("#f-code-error") || wrong.value("input[name=halv]") == "" {
			t.Errorf("a wrong code: %d", wrong.code)
		}
		if code, err = totp.GenerateCode(key, time.Now()); err != nil {
			t.Fatal(err)
		}
		other.post("/log-ind/kode", "halv", half.value("input[name=halv]"), "code", code).leads(303, "/hjem")
		if who, err := h.Accounts.Visitor(context.Background(), m, other.cookies["kernehus"], true); err != nil || !who.Actor.Holds(access.Administrator) {
			t.Errorf("visitor = %+v, %v", who, err)
		}
	})
}

func TestUsedAndUnknownLinksAreGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		for _, path := range []string{"/invitation/findesikke", "/nyt-kodeord/findesikke"} {
			if got := open(t, h).get(path); got.code != 410 {
				t.Errorf("%s: %d", path, got.code)
			}
		}
	})
}

func TestForgottenPasswordWithoutMailServerSaysWhomToAsk(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		page := open(t, h).get("/glemt")
		if page.has("form[action='/glemt']") || !strings.Contains(page.text("main"), "Bed din administrator") {
			t.Errorf("page: %.900s", page.text("main"))
		}
	})
}

func TestPasswordIsChangedFromOnesOwnPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		user(t, h, "aase@lejre.example", "")
		b := open(t, h)
		b.post("/log-ind", "email", "aase@lejre.example", "password", good).leads(303, "/hjem")
		wrong := b.post("/min-konto/kodeord", "old", "forkert", "password", "fire nye blå heste")
		if wrong.code != 422 || !wrong.has("#f-old-error") || strings.Contains(wrong.body, "fire nye") {
			t.Errorf("wrong old password: %d", wrong.code)
		}
		b.post("/min-konto/kodeord", "old", good, "password", "fire nye blå heste").leads(303, "/min-konto")
		open(t, h).post("/log-ind", "email", "aase@lejre.example", "password", "fire nye blå heste").leads(303, "/hjem")
		b.post("/min-konto/log-ud-alle-steder").leads(303, "/")
	})
}

func TestEverybodyTakesOutTheirOwnData(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		user(t, h, "aase@lejre.example", "")
		b := open(t, h)
		if got := b.post("/min-konto/mine-oplysninger.json"); got.code != 401 {
			t.Errorf("without signing in: %d", got.code)
		}
		b.post("/log-ind", "email", "aase@lejre.example", "password", good).leads(303, "/hjem")
		if got := b.get("/min-konto/mine-oplysninger.json"); got.code != 404 && got.code != 405 { // it is written down that somebody did
			t.Errorf("a link that writes: %d", got.code)
		}
		got := b.post("/min-konto/mine-oplysninger.json")
		if got.code != 200 || !strings.Contains(got.body, "aase@lejre.example") || strings.Contains(got.body, "argon2") || strings.Contains(got.body, "admin@") {
			t.Errorf("%d %.900s", got.code, got.body)
		}
	})
}

func TestFormFromAnotherSiteIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		lejre(t, h)
		b := open(t, h)
		r := httptest.NewRequest("POST", "/log-ind", strings.NewReader("email=a&password=b"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if got := b.send(r); got.code != 403 {
			t.Errorf("answer %d, want 403", got.code)
		}
		// a browser can be made to send Basic with a form of another site, but never Bearer
		r = httptest.NewRequest("POST", "/log-ind", strings.NewReader("email=a&password=b"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Authorization", "Basic YTpi")
		if got := b.send(r); got.code != 403 {
			t.Errorf("with Basic: answer %d, want 403", got.code)
		}
	})
}

func TestOneMunicipalityOpensNothingInAnother(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		ctx := context.Background()
		var made []account.SetUpDone
		for _, name := range []string{"Lejre", "Roskilde"} {
			done, err := h.Accounts.SetUp(ctx, account.SetUp{Municipality: name + " Kommune", Email: "admin@" + strings.ToLower(name) + ".example", Hosts: []string{strings.ToLower(name) + ".example"}})
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, done)
		}
		user(t, h, "aase@lejre.example", "")
		b := open(t, h)
		b.host = "lejre.example"
		b.post("/log-ind", "email", "aase@lejre.example", "password", good).leads(303, "/hjem")
		if got := b.get("/min-konto"); got.code != 200 || strings.Contains(got.body, "Roskilde") {
			t.Errorf("at home: %d", got.code)
		}
		b.host = "roskilde.example"
		b.get("/min-konto").leads(303, "/log-ind?til=%2Fmin-konto")
		if got := b.get("/log-ind"); strings.Contains(got.body, "Lejre") || strings.Contains(got.body, "Åse") {
			t.Error("a trace of the other municipality")
		}
		if got := b.post("/log-ind", "email", "aase@lejre.example", "password", good); got.code != 422 {
			t.Errorf("signing in there: %d", got.code)
		}
		if got := b.get(made[0].Path); got.code != 410 {
			t.Errorf("the other's link: %d", got.code)
		}
		b.host = "andet.example"
		if got := b.get("/log-ind"); got.code != 421 {
			t.Errorf("an unknown host: %d", got.code)
		}
	})
}

func TestDemoAccountsAreRefusedOnAnyOtherHost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		h := house(t, fresh(t))
		ctx := context.Background()
		done, err := h.Accounts.SetUp(ctx, account.SetUp{Municipality: "Fjordby Kommune", Email: "x@fjordby.example", Demo: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Accounts.DemoUser(ctx, done.Municipality, account.NewUser{Name: "Admin", Email: "admin@fjordby.example", Role: access.Administrator}, "fjordby-demo"); err != nil {
			t.Fatal(err)
		}
		b := open(t, h)
		b.post("/log-ind", "email", "admin@fjordby.example", "password", "fjordby-demo").leads(303, "/hjem")
		if got := b.get("/min-konto").code; got != 200 {
			t.Errorf("here: %d", got)
		}
		b.host = "192.0.2.5:8080"
		if got := b.get("/min-konto").code; got != 303 {
			t.Errorf("with the cookie on another host: %d", got)
		}
		if got := b.post("/log-ind", "email", "admin@fjordby.example", "password", "fjordby-demo").code; got != 422 {
			t.Errorf("signing in on another host: %d", got)
		}
	})
}
