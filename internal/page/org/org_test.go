package org_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/internal/app"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/job"
	"kernehus/internal/web"
)

const good = "tre glade katte sover"

const heading = "type;id;navn;overordnet_id;enhedstype;leder_id;email;faggruppe;enhed_id;fra;til\n"

const fjordby = heading +
	"enhed;1;Fjordby Kommune;;kommune;;;;;;\n" +
	"enhed;2;Børn og Unge;1;center;p1;;;;;\n" +
	"enhed;3;Åskolen;2;institution;;;;;;\n" +
	"enhed;4;Vej og Park;1;Klub;;;;;;\n" +
	"person;p1;Åse Holm;;;;leder@fjordby.example;leder;2;;\n" +
	"person;p2;Bo Zander;;;;bo@fjordby.example;lærer;3;;\n" +
	"person;p3;Kim Konsulent;;;;konsulent@fjordby.example;konsulent;1;;\n"

// office is a house with Fjordby's organisation in it.
type office struct {
	*testing.T
	house  *app.House
	server *web.Server
	actor  access.Actor
	unit   map[string]org.Unit // by the file's id
}

func open(t *testing.T, fresh dbtest.Address, opts ...db.Option) *office {
	t.Helper()
	h, err := app.Build(context.Background(), app.Config{DB: fresh(t), Redactions: filepath.Join(t.TempDir(), "removed")}, slog.New(slog.DiscardHandler), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := h.Server()
	if err != nil {
		t.Fatal(err)
	}
	done, err := h.Accounts.SetUp(context.Background(), account.SetUp{Municipality: "Fjordby Kommune", Email: "admin@fjordby.example"})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{T: t, house: h, server: s, actor: access.Program(done.Municipality.ID.String()), unit: map[string]org.Unit{}}
	o.take(fjordby)
	return o
}

// take takes an organisation file in without pages, and learns the units.
func (o *office) take(csv string) {
	o.Helper()
	f, err := org.ReadFile(strings.NewReader(csv))
	if err != nil {
		o.Fatal(err)
	}
	if _, err := (org.Service{DB: o.house.DB}).Import(context.Background(), o.actor, f, org.Options{}, nil); err != nil {
		o.Fatal(err)
	}
	for i := range 10 {
		o.view(func(tx *db.Tx) error {
			u, found, err := org.UnitByExternal(tx, fmt.Sprint(i))
			if found {
				o.unit[fmt.Sprint(i)] = u
			}
			return err
		})
	}
}

func (o *office) view(do func(*db.Tx) error) {
	o.Helper()
	if err := o.house.DB.View(context.Background(), o.actor, do); err != nil {
		o.Fatal(err)
	}
}

// person is somebody from the file with an account and a role at a unit.
func (o *office) person(email string, role access.Role, unit string) *browser {
	o.Helper()
	ctx := context.Background()
	var p org.Person
	o.view(func(tx *db.Tx) (err error) {
		p, _, err = org.PersonByEmail(tx, email)
		return err
	})
	in := account.NewUser{Name: p.Name, Email: email, Role: role, Unit: o.unit[unit].ID}
	if _, err := o.house.Accounts.Invite(ctx, o.actor, in); err != nil {
		o.Fatal(err)
	}
	if err := o.house.Accounts.SetPassword(ctx, o.actor, email, good); err != nil {
		o.Fatal(err)
	}
	b := &browser{office: o, cookies: map[string]string{}}
	if s := b.post("/log-ind", "email", email, "password", good); s.code != 303 {
		o.Fatalf("%s cannot sign in: %d %.900s", email, s.code, s.body)
	}
	return b
}

func (o *office) consultant() *browser {
	return o.person("konsulent@fjordby.example", access.Consultant, "")
}

func (o *office) at(unit, below string) string {
	return "/enheder/" + o.unit[unit].ID.String() + below
}

// browser is one browser in front of the house.
type browser struct {
	*office
	cookies map[string]string
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
	b.Helper()
	r.Host = "127.0.0.1:8080"
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
		b.Fatal(err)
	}
	return seen{b.T, w.Code, w.Header().Get("Location"), w.Body.String(), tree}
}

func (b *browser) get(path string) seen {
	b.Helper()
	return b.send(httptest.NewRequest("GET", path, nil))
}

func (b *browser) post(path string, pairs ...string) seen {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// hand hands a file in.
func (b *browser) hand(name, body string, pairs ...string) seen {
	b.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := part.Write([]byte(body)); err != nil {
		b.Fatal(err)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/administration/organisation", &buf)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.send(r)
}

// work does the jobs that are due.
func (o *office) work() {
	o.Helper()
	j := job.Runner{DB: o.house.DB, Kinds: o.house.JobKinds(), Log: slog.New(slog.DiscardHandler), Pause: time.Second}
	for {
		did, err := j.Step(context.Background())
		if err != nil {
			o.Fatal(err)
		}
		if !did {
			return
		}
	}
}

func (s seen) all(selector string) []*html.Node {
	return cascadia.QueryAll(s.tree, cascadia.MustCompile(selector))
}

func (s seen) has(selector string) bool { return len(s.all(selector)) > 0 }

// text gives the words of the first element a selector finds; it must be there.
func (s seen) text(selector string) string {
	s.t.Helper()
	list := s.all(selector)
	if len(list) == 0 {
		s.t.Fatalf("status %d: no %s in %.1800s", s.code, selector, s.body)
	}
	var out strings.Builder
	for d := range list[0].Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func (s seen) attr(selector, name string) string {
	s.t.Helper()
	list := s.all(selector)
	if len(list) == 0 {
		s.t.Fatalf("status %d: no %s in %.1800s", s.code, selector, s.body)
	}
	for _, a := range list[0].Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (s seen) leads(to string) {
	s.t.Helper()
	if s.code != 303 || s.to != to {
		s.t.Fatalf("answer %d to %q, want 303 to %q; %.900s", s.code, s.to, to, s.body)
	}
}

func TestTreeShowsUnitsInOrderAndFindsThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		b := o.consultant()
		page := b.get("/enheder")
		if page.text("h1") != "Organisation" || page.text("main .kh-tree > li > a") != "Fjordby Kommune" || page.text(".kh-tree .kh-tree > li > a") != "Børn og Unge" {
			t.Errorf("tree: %.2000s", page.body)
		}
		if page.text(".kh-tree details summary") != "1 enhed Under Børn og Unge" {
			t.Errorf("summary = %q", page.text(".kh-tree details summary"))
		}
		if got := b.get("/enheder?q=%C3%A5sk").text("main ul li a"); got != "Åskolen" {
			t.Errorf("found %q", got)
		}
		if got := b.get("/enheder?q=%C3%A5sk").text("main ul li .kh-quiet"); got != "Institution under Børn og Unge" {
			t.Errorf("the hit does not say where it lies: %q", got)
		}
		if got := b.get("/enheder?q=zzz"); !got.has("main p[role=status]") {
			t.Errorf("nothing found is not said")
		}
		if got := b.get("/enheder?under=" + o.unit["2"].ID.String() + "&lang=en"); got.text("h1") != "Under Børn og Unge" || got.attr("html", "lang") != "en" {
			t.Errorf("under: %q", got.text("h1"))
		}
		if got := b.get("/enheder?under=nowhere"); got.code != 404 {
			t.Errorf("under an unknown unit: %d", got.code)
		}
	})
}

func TestLargeTreeIsShownInParts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		var csv strings.Builder
		csv.WriteString(heading)
		for i := range 3000 {
			fmt.Fprintf(&csv, "enhed;w%d;Enhed %04d;1;team;;;;;;\n", i, i)
		}
		o.take(csv.String())
		b := o.consultant()
		page := b.get("/enheder")
		if n := len(page.all(".kh-tree li")); n > 301 || len(page.body) > 200_000 {
			t.Errorf("%d units in %d bytes", n, len(page.body))
		}
		more := page.attr("main p.kh-noprint a[href*=efter]", "href")
		if next := b.get(more); next.code != 200 || len(next.all(".kh-tree li")) != 300 {
			t.Errorf("the next part: %d, %d units", next.code, len(next.all(".kh-tree li")))
		}
		if top := b.get(o.at("1", "")); top.code != 200 || len(top.all("#under li")) != 100 || !top.has("a[href*=efter]") {
			t.Errorf("the page of the top: %d, %d units", top.code, len(top.all("#under li")))
		}
	})
}

func TestUnitPageSaysWhatTheReaderMayKnow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		consultant, member, other := o.consultant(), o.person("bo@fjordby.example", access.Employee, "3"), o.person("leder@fjordby.example", access.Leader, "2")
		if got := (&browser{office: o, cookies: map[string]string{}}).get(o.at("3", "")); got.code != 401 && got.code != 303 {
			t.Errorf("a citizen: %d", got.code)
		}
		page := consultant.get(o.at("3", ""))
		if page.text("h1") != "Åskolen" || page.text(".kh-eyebrow") != "Institution" || page.text("#leder") != "Åse Holm (leder af enheden ovenover)" || page.text("#vedtages") != "Lederen vedtager" {
			t.Errorf("school: %.3000s", page.body)
		}
		if page.text(".kh-chain-here p") != "Åskolen" || len(page.all(".kh-chain li")) != 3 || len(page.all(".breadcrumbs__list-item")) != 5 {
			t.Errorf("chain of %d, crumbs of %d", len(page.all(".kh-chain li")), len(page.all(".breadcrumbs__list-item")))
		}
		for name, c := range map[string]struct {
			b              *browser
			unit           string
			people, change bool
		}{
			"consultant":      {consultant, "3", true, true},
			"member":          {member, "3", true, false},
			"member, beside":  {member, "4", false, false},
			"leader":          {other, "3", true, true},
			"leader, beside":  {other, "4", false, false},
			"leader, at home": {other, "2", true, true},
		} {
			page := c.b.get(o.at(c.unit, ""))
			if page.has("a[href$='/medarbejdere']") != c.people || page.has("a[href$='/ret']") != c.change || page.has("#faggrupper") && !c.people {
				t.Errorf("%s: people %v, change %v", name, page.has("a[href$='/medarbejdere']"), page.has("a[href$='/ret']"))
			}
			want := map[bool]int{true: 200, false: 403}
			if got := c.b.get(o.at(c.unit, "/medarbejdere")); got.code != want[c.people] {
				t.Errorf("%s asks who works there: %d", name, got.code)
			}
			for _, below := range []string{"/ret", "/flyt", "/leder", "/nedlaeg", "/ny"} {
				if got := c.b.get(o.at(c.unit, below)); got.code != want[c.change] {
					t.Errorf("%s at %s: %d", name, below, got.code)
				}
			}
			if got := c.b.post(o.at(c.unit, "/ret"), "version", "1", "name", ""); got.code != map[bool]int{true: 422, false: 403}[c.change] {
				t.Errorf("%s writes: %d", name, got.code)
			}
		}
	})
}

func TestUnitIsEditedMovedLedAndEnded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		b := o.consultant()
		form := b.get(o.at("3", "/ret"))
		version := form.attr("form[action$='/ret'] input[name=version]", "value")
		b.post(o.at("3", "/ret"), "version", version, "name", "Åhøjskolen", "kind", "Institution", "adopts", "team", "external_id", "3").leads(o.at("3", ""))
		page := b.get(o.at("3", ""))
		if page.text("h1") != "Åhøjskolen" || page.text("#vedtages") != "Holdet vedtager sammen" || page.text(".alert-success") != "Det er gemt." {
			t.Errorf("edited: %.2000s", page.body)
		}
		late := b.post(o.at("3", "/ret"), "version", version, "name", "Et andet navn", "kind", "Institution", "adopts", "leder", "external_id", "3")
		if late.code != 409 || !late.has("#nu") || late.attr("#f-name", "value") != "Et andet navn" || late.attr("form[action$='/ret'] input[name=version]", "value") == version {
			t.Errorf("late: %d %.2500s", late.code, late.body)
		}

		found := b.get(o.at("3", "/flyt?q=vej"))
		b.post(o.at("3", "/flyt"), "version", found.attr("#fundet input[name=version]", "value"), "parent", found.attr("#fundet input[name=parent]", "value")).leads(o.at("3", ""))
		if got := b.get(o.at("3", "")).text(".kh-chain .kh-chain .kh-chain-item, .kh-chain ol a"); got != "Vej og Park" {
			t.Errorf("lies under %q", got)
		}

		found = b.get(o.at("3", "/leder?q=bo"))
		b.post(o.at("3", "/leder"), "version", found.attr("#fundet input[name=version]", "value"), "leader", found.attr("#fundet input[name=leader]", "value")).leads(o.at("3", ""))
		if got := b.get(o.at("3", "")).text("#leder"); got != "Bo Zander" {
			t.Errorf("led by %q", got)
		}

		ending := b.get(o.at("3", "/nedlaeg"))
		v := ending.attr("input[name=version]", "value")
		if wrong := b.post(o.at("3", "/nedlaeg"), "version", v, "last", "snart"); wrong.code != 422 || !wrong.has("#f-last-error") {
			t.Errorf("ends soon: %d", wrong.code)
		}
		b.post(o.at("3", "/nedlaeg"), "version", v, "last", "").leads(o.at("3", ""))
		page = b.get(o.at("3", ""))
		if !page.has(".kh-notice form[action$='/genaabn']") || page.has("a[href$='/ret']") {
			t.Errorf("ended: %.2000s", page.body)
		}
		b.post(o.at("3", "/genaabn"), "version", page.attr(".kh-notice input[name=version]", "value")).leads(o.at("3", ""))

		past := b.get(o.at("3", "/historik"))
		if n := len(past.all(".kh-timeline > li")); n != 6 {
			t.Errorf("%d entries in the history: %.3000s", n, past.body)
		}
		if got := past.text(".kh-timeline > li:last-child"); !strings.Contains(got, "Enheden kom til.") || !strings.Contains(got, "organisationsfil") {
			t.Errorf("the beginning = %q", got)
		}
		if !strings.Contains(past.text(".kh-timeline > li:nth-child(5)"), "før: Åskolen") || !strings.Contains(past.text(".kh-timeline > li:nth-child(5)"), "af Kim Konsulent") {
			t.Errorf("the rename = %q", past.text(".kh-timeline > li:nth-child(5)"))
		}
	})
}

func TestUnitsAreCreatedAtTheTopAndBelow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		b := o.consultant()
		refused := b.post("/enheder/ny", "name", "", "kind", "team", "adopts", "leder")
		if refused.code != 422 || !refused.has("#f-name-error") || refused.attr("#f-kind", "value") != "team" {
			t.Errorf("without a name: %d", refused.code)
		}
		if cpr := b.post(o.at("3", "/ny"), "name", "Hold 010203-1234", "kind", "team", "adopts", "leder"); cpr.code != 422 || !cpr.has("#f-name-error") {
			t.Errorf("with a CPR number: %d", cpr.code)
		}
		made := b.post(o.at("3", "/ny"), "name", "Indskolingen", "kind", "Team", "adopts", "team")
		if page := b.get(made.to); page.text("h1") != "Indskolingen" || len(page.all(".kh-chain li")) != 4 {
			t.Errorf("made: %d %.800s", made.code, made.body)
		}
		leader := o.person("leder@fjordby.example", access.Leader, "2")
		if got := leader.post("/enheder/ny", "name", "Min egen", "kind", "team", "adopts", "leder"); got.code != 403 {
			t.Errorf("a leader at the top: %d", got.code)
		}
	})
}

func TestPeopleAreAddedAndTakenOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		b := o.consultant()
		found := b.get(o.at("3", "/medarbejdere?q=%C3%A5se"))
		who := found.attr("#fundet input[name=person]", "value")
		b.post(o.at("3", "/medarbejdere"), "person", who).leads(o.at("3", "/medarbejdere"))
		page := b.get(o.at("3", "/medarbejdere"))
		if len(page.all("#liste li")) != 2 || page.text(".alert-success") != "Åse Holm hører nu til enheden." {
			t.Errorf("after adding: %.2000s", page.body)
		}
		b.post(o.at("3", "/medarbejdere/fjern"), "person", who).leads(o.at("3", "/medarbejdere"))
		if page := b.get(o.at("3", "/medarbejdere")); len(page.all("#liste li")) != 1 {
			t.Errorf("after taking out: %d", len(page.all("#liste li")))
		}
		member := o.person("bo@fjordby.example", access.Employee, "3")
		if got := member.post(o.at("3", "/medarbejdere"), "person", who); got.code != 403 {
			t.Errorf("a member adds: %d", got.code)
		}
	})
}

func TestOrganisationFileIsHandedInShownAndWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		b := o.consultant()
		if page := b.get("/administration/organisation"); page.text("h1") != "Organisation og medarbejdere" || !page.has("input[type=file]") {
			t.Errorf("desk: %.900s", page.body)
		}
		if none := b.hand("org.csv", ""); none.code != 422 || !none.has("#f-file-error") {
			t.Errorf("an empty file: %d", none.code)
		}
		up := b.hand("org.csv", fjordby+"enhed;5;Kultur;1;center;;;;;;\nperson;p9;Ida 010203-1234;;;;;;5;;\n")
		wait := b.get(up.to)
		if wait.text("h1") != "Vi læser filen" || wait.attr("body", "data-live") != up.to+"/stroem" || !wait.has("a[href='"+up.to+"']") {
			t.Errorf("waiting: %.1500s", wait.body)
		}
		o.work()
		plan := b.get(up.to)
		if plan.text("h1") != "Det her vil ske" || plan.text("[data-did=enhed-created]") != "1" || plan.text("#fejl tbody td") != "10" || strings.Contains(plan.body, "010203-1234") {
			t.Errorf("plan: %.3000s", plan.body)
		}
		if got := b.post(up.to + "/indlaes"); got.code != 422 || !got.has(".kh-error-summary") {
			t.Errorf("with bad rows: %d", got.code)
		}
		b.post(up.to+"/indlaes", "skip_bad", "ja").leads(up.to)
		o.work()
		if done := b.get(up.to); done.text("h1") != "Organisationen er rettet" || done.text("[data-did=enhed-created]") != "1" {
			t.Errorf("done: %.2000s", done.body)
		}
		if got := b.get("/enheder?q=kultur").text("main ul li a"); got != "Kultur" {
			t.Errorf("found %q", got)
		}
		if page := b.get("/administration/organisation"); len(page.all("#seneste tbody tr")) != 1 || strings.Contains(page.text("#seneste"), "org.csv") {
			t.Errorf("latest: %q", page.text("#seneste"))
		}
	})
}

func TestFileCanBeWithdrawnAndOneThatCannotBeReadSaysWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		b := o.consultant()
		wrong, left := b.hand("org.csv", "navn;id\nBo;1\n"), b.hand("org.csv", heading+"enhed;1;Fjordby Kommune;;kommune;;;;;;\n", "complete", "ja")
		o.work()
		if page := b.get(wrong.to); page.text("h1") != "Det gik ikke" || page.text(".kh-lead") != "Kolonnen “type” mangler i første linje." {
			t.Errorf("unreadable: %.1500s", page.body)
		}
		if page := b.get(left.to + "?lang=en"); page.text("[data-did=enhed-ended]") != "3" || page.text("[data-did=person-ended]") != "3" || !page.has(".kh-notice-warn") {
			t.Errorf("complete: %.2500s", page.body)
		}
		b.post(left.to + "/fortryd").leads(left.to)
		if page := b.get(left.to + "?lang=da"); page.text("h1") != "Filen er taget tilbage" {
			t.Errorf("withdrawn: %q", page.text("h1"))
		}
		if got := b.post(left.to + "/indlaes"); got.code != 409 {
			t.Errorf("written after all: %d", got.code)
		}
	})
}

func TestOnlyTheTrustedSeeFilesAndTemplates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		consultant, leader := o.consultant(), o.person("leder@fjordby.example", access.Leader, "2")
		up := consultant.hand("org.csv", fjordby)
		for _, path := range []string{"/administration/organisation", "/administration/organisation/skabelon.csv", "/administration/organisation/skabelon.xlsx", up.to, up.to + "/stroem"} {
			if got := leader.get(path); got.code != 403 {
				t.Errorf("a leader at %s: %d", path, got.code)
			}
		}
		if got := leader.hand("org.csv", fjordby); got.code != 403 {
			t.Errorf("a leader hands in: %d", got.code)
		}
		if got := consultant.get("/administration/organisation/skabelon.csv"); !strings.HasPrefix(got.body, "\ufefftype;id;navn;") {
			t.Errorf("CSV template: %.100q", got.body)
		}
		if got := consultant.get("/administration/organisation/skabelon.xlsx"); !strings.HasPrefix(got.body, "PK") {
			t.Errorf("XLSX template: %.10q", got.body)
		}
	})
}

func TestPlanOfAFileAsksAboutASecondTopAndNamesWhoIsWrong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		o := open(t, fresh)
		b := o.consultant()
		up := b.hand("org.csv", fjordby+"enhed;7;Team Skoven;;team;;;;;;\nperson;p8;Mads Iversen;;;;;;;;\nperson;p9;Ny Nielsen;;;;ny(at)x;;;i går;\n")
		o.work()
		plan := b.get(up.to)
		if got := plan.text(".kh-top-beside"); !strings.Contains(got, "Team Skoven kommer til øverst, ved siden af Fjordby Kommune – er det rigtigt?") {
			t.Errorf("a second top: %q", got)
		}
		if got := plan.text("#fejl tbody"); !strings.Contains(got, "Ny Nielsen") || !strings.Contains(got, "ny(at)x") || !strings.Contains(got, "i går") {
			t.Errorf("mistakes: %q", got)
		}
		if got := plan.text("#aendringer tbody"); !strings.Contains(got, "fandtes ikkeøverst") || !strings.Contains(got, "uden enhed") {
			t.Errorf("before and after: %q", got)
		}
	})
}
