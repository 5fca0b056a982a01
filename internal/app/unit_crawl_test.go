package app

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kernehus/internal/app/demo"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/id"
	"kernehus/internal/web"
)

// filled is a form as somebody who may would send it.
type filled struct {
	to, pattern string
	values      url.Values
	by          caller
}

// everybodys are forms that the golden matrix gives to everybody: their own sign-in, their
// own note on how they contribute, and a place in a room whose code they have.
func everybodys(pattern string) bool {
	return strings.HasPrefix(pattern, "/min-konto") || strings.HasPrefix(pattern, "/log-") || strings.HasPrefix(pattern, "/glemt") ||
		strings.HasPrefix(pattern, "/deltag") || strings.HasSuffix(pattern, "/bidrag-mit") || pattern == "/opsaetning" || strings.Contains(pattern, "{ticket}")
}

// forms walks every page as those who may do most, and keeps one form of each kind, filled
// in as it would be sent.
func (f *fjordby) forms() (out []filled) {
	f.Helper()
	kept := map[string]bool{}
	w := &writer{T: f.T, house: f.house, server: f.server}
	w.visit = func(page string, _ int, form *html.Node) {
		to := attr(form, "action")
		if to == "" {
			to = page
		}
		values, free := written(form)
		for _, field := range free {
			if values.Get(field) == "" && !slices.Contains(noText, field) {
				values.Set(field, "Ord fra en anden enhed")
			}
		}
		pattern := w.pattern(to)
		if key := pattern + " " + values.Get("do") + values.Get("to"); !kept[key] && !everybodys(pattern) {
			kept[key] = true
			out = append(out, filled{to, pattern, values, caller{cookie: w.secret}})
		}
	}
	for _, email := range []string{"leder@fjordby.example", "konsulent@fjordby.example", "admin@fjordby.example"} {
		in, err := f.house.Accounts.SignIn(f.Context(), f.theirs, account.Try{Email: email, Password: demo.Password, Local: true})
		if err != nil {
			f.Fatal(err)
		}
		w.open, w.secret = map[string]bool{}, in.Secret
		for _, start := range []string{"/hjem", "/administration", "/kerneopgaver", "/enheder", "/dialoger", "/dialoger/" + f.known["id"][0], "/dialoger/" + f.known["id"][0] + "/styring"} {
			w.walk(start, 6)
		}
	}
	return out
}

// guessed are the routes whose forms no page showed just now: what somebody would send who
// knows the fields' names.
func (f *fjordby) guessed(met []filled) (out []filled) {
	f.Helper()
	for _, route := range f.server.Routes() {
		if route.Method != http.MethodPost || route.Kind != web.ForPeople || everybodys(route.Pattern) || slices.ContainsFunc(met, func(m filled) bool { return m.pattern == route.Pattern }) {
			continue
		}
		for _, to := range f.addresses(route.Pattern) {
			out = append(out, filled{to: to, pattern: route.Pattern, values: f.form()})
		}
	}
	return out
}

// elsewhere makes a unit of its own, beside all others, and somebody in every role that is
// held at a unit, somebody who only works there, and their programs.
func (f *fjordby) elsewhere() (out []caller) {
	f.Helper()
	program := access.Program(f.theirs.ID.String())
	root := id.Of[org.Unit](f.column(`SELECT id FROM unit WHERE municipality = $1 AND parent IS NULL ORDER BY id LIMIT 1`)[0])
	unit, err := org.Service{DB: f.house.DB}.CreateUnit(f.Context(), program, org.UnitInput{Parent: root, Name: "Enheden ved siden af", Kind: "team", Adopts: org.ByLeader})
	if err != nil {
		f.Fatal(err)
	}
	for _, role := range []access.Role{access.AreaHead, access.Leader, access.Coordinator, access.Facilitator, access.Employee, access.MEDMember, access.Politician, ""} {
		who := account.NewUser{Name: "Åse Elsewhere", Email: "elsewhere-" + string(role) + "@fjordby.example", Role: role, Unit: unit.ID}
		password, err := f.house.Accounts.LanUser(f.Context(), f.theirs, who)
		if err != nil {
			f.Fatal(err)
		}
		in, err := f.house.Accounts.SignIn(f.Context(), f.theirs, account.Try{Email: who.Email, Password: password, Local: true})
		if err != nil {
			f.Fatal(err)
		}
		out = append(out, caller{name: "another unit's " + string(role), cookie: in.Secret})
		if role == access.Leader || role == access.Facilitator {
			secret, _, err := f.house.Accounts.CreateToken(f.Context(), program, account.NewToken{Name: string(role), Role: role, Unit: unit.ID})
			if err != nil {
				f.Fatal(err)
			}
			out = append(out, caller{name: "another unit's " + string(role) + " by token", bearer: secret})
		}
	}
	return append(out, caller{name: "nobody"})
}

// changes counts what has been done in Fjordby.
func (f *fjordby) changes() (n int) {
	f.Helper()
	err := f.house.DB.View(context.Background(), access.Program(f.theirs.ID.String()), func(tx *db.Tx) (err error) {
		n, err = db.One[int](tx, `SELECT count(*) FROM change WHERE municipality = $1`)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return n
}

// Every form that those who may do most can fill in, sent by everybody another unit has:
// with all that it takes but the right to it.
func TestNobodyChangesWhatIsAnotherUnits(t *testing.T) {
	dbtest.AtOnce(t, func(t *testing.T, fresh dbtest.Address) {
		f := inFjordby(t, fresh(t))
		all, others := f.forms(), f.elsewhere()
		before, count := f.fingerprint(), f.changes()
		for _, c := range others {
			for _, form := range slices.Concat(all, f.guessed(all)) {
				f.changesNothing(c, form, &count)
			}
			f.programsChangeNothing(c, &count)
		}
		if after := f.fingerprint(); after != before {
			t.Errorf("something of Fjordby has changed:\n%s\nbefore:\n%s", after, before)
		}
		for _, form := range all { // and those who may do it
			f.ask(form.by, http.MethodPost, form.to, "application/x-www-form-urlencoded", form.values.Encode())
		}
		if done := f.changes() - count; len(all) < 40 || done < 15 {
			t.Errorf("%d forms were found, and %d of them do something for those who may", len(all), done)
		}
	})
}

func (f *fjordby) changesNothing(c caller, form filled, count *int) {
	f.Helper()
	w := f.ask(c, http.MethodPost, form.to, "application/x-www-form-urlencoded", form.values.Encode())
	if w.Code >= 500 {
		f.Errorf("POST %s as %s: %d", form.to, c.name, w.Code)
	}
	if now := f.changes(); now != *count {
		f.Errorf("POST %s as %s: %d, and it was done", form.to, c.name, w.Code)
		*count = now
	}
}

func (f *fjordby) programsChangeNothing(c caller, count *int) {
	f.Helper()
	slug, unit := f.known["slug"][0], f.column(`SELECT unit FROM core_task WHERE municipality = $1 ORDER BY id LIMIT 1`)[0]
	for _, call := range []struct{ method, path, body string }{
		{http.MethodPost, "/api/v1/dialogues", `{"guide":"a4_hvem_bidrager","unit":"` + unit + `","title":"Hvem bidrager?"}`},
		{http.MethodPost, "/api/v1/dialogues", `{"guide":"a4_hvem_bidrager","unit":"` + unit + `","title":"Hvem bidrager?","core_task":"` + slug + `"}`},
		{http.MethodPost, "/api/v1/dialogues/" + f.known["id"][0] + "/step", `{"to":"next"}`},
		{http.MethodPost, "/api/v1/dialogues/" + f.known["id"][0] + "/step", `{"to":"close"}`},
		{http.MethodPost, "/api/v1/dialogues/" + f.known["code"][0] + "/inputs", `{"id":"2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a11","step":1,"kind":"perspektivkort","data":{"perspektiv":"formelt","udsagn":"Ord"}}`},
		{http.MethodPut, "/api/v1/dialogues/" + f.known["code"][0] + "/inputs/2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a11", `{"rev":9,"kind":"perspektivkort","data":{}}`},
		{http.MethodDelete, "/api/v1/dialogues/" + f.known["code"][0] + "/inputs/2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a11?rev=9", ""},
	} {
		w := f.ask(c, call.method, call.path, "application/json", call.body)
		if now := f.changes(); w.Code < 400 || w.Code >= 500 || now != *count {
			f.Errorf("%s %s as %s: %d", call.method, call.path, c.name, w.Code)
			*count = now
		}
	}
}
