package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kernehus/internal/app/demo"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/town"
)

// What is private in Fjordby, each kind by a word that stands nowhere else, and who may meet it;
// whoever takes personal data out sees what there is to take out, and sees it there alone.
var secrets = map[string][]string{
	"Kortsnegl":   {"the citizen in the room", "leder", "konsulent", "admin at /fjern"}, // a card that its group has not shown
	"Tankesnegl":  {"medarbejder"},                                                      // what somebody wrote for herself
	"Udkastsnegl": {"leder", "konsulent", "politiker", "revisor", "admin at /fjern"},    // a text that nobody has adopted, in other units than hers
	"Navnesnegl":  {"leder", "konsulent"},                                               // what somebody wants to be called by who facilitates
	"Skjultsnegl": {"the citizen in the room", "leder", "konsulent", "admin at /fjern"}, // a card that the facilitator has hidden
	"postsnegl":   {"admin"},                                                            // the address of somebody who is invited
	"Kodesnegl":   {},                                                                   // a password as it is kept
	"Faktorsnegl": {},                                                                   // a second factor's secret
	"Polletsnegl": {},                                                                   // what an API token is known by
}

// A crawl of every page and every answer of the API, as everybody there is.
func TestWhatIsPrivateIsMetByNobodyElse(t *testing.T) {
	dbtest.AtOnce(t, func(t *testing.T, fresh dbtest.Address) {
		f := inFjordby(t, fresh(t))
		callers := append(f.elsewhere(), f.plant()...)
		f.known["id"] = append(f.known["id"], f.column(`SELECT id FROM dialogue WHERE municipality = $1 AND phase <> 'lukket' ORDER BY id`)...)
		f.known["version"] = append(f.known["version"], f.column(`SELECT id FROM core_task_version WHERE municipality = $1 AND formulation = 'Udkastsnegl' ORDER BY id`)...)
		f.known["slug"] = append(f.known["slug"], "kendte-ansigter-i-doeren")
		f.known["slug"] = append(f.known["slug"], f.column(`SELECT s.id FROM core_task_slug s JOIN core_task_version v ON v.municipality = s.municipality AND v.core_task = s.core_task
			WHERE s.municipality = $1 AND v.formulation = 'Udkastsnegl' ORDER BY s.id`)...)
		met, told := map[string][]string{}, map[string]bool{}
		for _, c := range callers {
			for _, route := range f.server.Routes() {
				if route.Method != http.MethodGet {
					continue
				}
				for _, path := range append(f.addresses(route.Pattern), sought(route.Pattern)...) {
					page := f.reads(c, route.Pattern, path)
					told[route.Pattern] = told[route.Pattern] || strings.HasPrefix(page, "event: ")
					for word, may := range secrets {
						if !strings.Contains(page, word) {
							continue
						}
						met[word] = append(met[word], c.name)
						if !slices.Contains(may, c.name) && !(strings.HasSuffix(path, "/fjern") && slices.Contains(may, c.name+" at /fjern")) {
							t.Errorf("%s meets %s at %s", c.name, word, path)
						}
					}
				}
			}
		}
		for word, may := range secrets {
			for _, name := range may {
				if !slices.Contains(met[word], strings.TrimSuffix(name, " at /fjern")) {
					t.Errorf("%s never meets %s, and may", name, word)
				}
			}
		}
		for _, route := range f.server.Routes() {
			if streams(route.Pattern) && !strings.Contains(route.Pattern, "{upload}") && !told[route.Pattern] {
				t.Errorf("%s tells nobody anything", route.Pattern)
			}
		}
	})
}

// streams tells whether a route goes on for as long as somebody listens.
func streams(pattern string) bool {
	return strings.HasSuffix(pattern, "/stroem") || strings.HasSuffix(pattern, "/stream")
}

// reads gives a page, or all that a stream tells at once when it is opened.
func (f *fjordby) reads(c caller, pattern, path string) string {
	f.Helper()
	if !streams(pattern) {
		return f.ask(c, http.MethodGet, path, "", "").Body.String()
	}
	ctx, hangUp := context.WithTimeout(f.Context(), 20*time.Second)
	defer hangUp()
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	r.Host = "127.0.0.1:8080"
	c.carries(r)
	w := listener{httptest.NewRecorder(), hangUp}
	f.server.ServeHTTP(w, r)
	return w.Body.String()
}

// listener hangs up when the first words of a stream are sent.
type listener struct {
	*httptest.ResponseRecorder
	hangUp func()
}

func (l listener) Flush() { l.hangUp() }

// SetWriteDeadline lets a stream take its time: nothing here is slow.
func (l listener) SetWriteDeadline(time.Time) error { return nil }

// sought are the addresses at which somebody looks for the words, in small letters.
func sought(pattern string) (out []string) {
	if pattern == "/kerneopgaver" || pattern == "/soeg" || pattern == "/api/v1/core-tasks" {
		for word := range secrets {
			if small := strings.ToLower(word); small != word { // else the page only says again what was looked for
				out = append(out, pattern+"?q="+small)
			}
		}
	}
	return out
}

// plant puts the words where they belong, and gives those who are in Fjordby.
func (f *fjordby) plant() (out []caller) {
	f.Helper()
	for _, name := range []string{"leder", "konsulent", "medarbejder", "politiker", "admin"} {
		in, err := f.house.Accounts.SignIn(f.Context(), f.theirs, account.Try{Email: name + "@fjordby.example", Password: demo.Password, Local: true})
		if err != nil {
			f.Fatal(err)
		}
		out = append(out, caller{name: name, cookie: in.Secret})
	}
	f.send(out[2], "/kerneopgaver/kendte-ansigter-i-doeren/bidrag-mit", "Tankesnegl")
	err := f.house.DB.Change(context.Background(), access.Program(f.theirs.ID.String()), "test", func(tx *db.Tx) error {
		n, err := db.Exec(tx, `UPDATE core_task_version SET formulation = $2 WHERE municipality = $1 AND state IN ('lederudspil', 'udkast')`, "Udkastsnegl")
		if err == nil && n == 0 {
			f.Error("Fjordby has no draft")
		}
		tasks, err2 := db.All[string](tx, `SELECT id FROM core_task WHERE municipality = $1`)
		return errors.Join(err, err2, find.Touch(tx, coretask.Kind, tasks...))
	})
	if err != nil {
		f.Fatal(err)
	}
	f.index()
	door := "/deltag/" + f.known["code"][0]
	citizen := f.joins(door, "citizen", "Navnesnegl", "2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a21")
	f.send(citizen, door, "Kortsnegl")
	f.send(citizen, door, "Skjultsnegl")
	elsewhere := f.joins(f.anotherDoor(), "citizen", "", "2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a23")
	elsewhere.name = "a citizen in another room"
	out = append(out, citizen, f.joins(door, "leader", "", "2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a22"), elsewhere, f.auditor())
	f.keys()
	return out
}

// index has everything found that can be.
func (f *fjordby) index() {
	f.Helper()
	town.Index(f.Context(), f.T, f.house.DB)
}

// anotherDoor leads into a dialogue that has only just been opened.
func (f *fjordby) anotherDoor() string {
	f.Helper()
	unit := f.column(`SELECT id FROM unit WHERE municipality = $1 ORDER BY path LIMIT 1`)[0]
	d, err := f.house.Dialogues.Plan(f.Context(), access.Program(f.theirs.ID.String()), dialogue.PlanInput{Guide: "a1_hvem_definerer", Title: "Et andet sted", Unit: unit}, true)
	if err != nil {
		f.Fatal(err)
	}
	return "/deltag/" + d.Code
}

// auditor is somebody who reads the change log.
func (f *fjordby) auditor() caller {
	f.Helper()
	password, err := f.house.Accounts.LanUser(f.Context(), f.theirs, account.NewUser{Name: "Revisor", Email: "revisor@fjordby.example", Role: access.Auditor})
	if err != nil {
		f.Fatal(err)
	}
	in, err := f.house.Accounts.SignIn(f.Context(), f.theirs, account.Try{Email: "revisor@fjordby.example", Password: password, Local: true})
	if err != nil || in.Secret == "" {
		f.Fatalf("the auditor gets no further: %v", err)
	}
	return caller{name: "revisor", cookie: in.Secret}
}

// keys plants what nobody may ever see, after everybody has signed in, hides a card, and invites somebody.
func (f *fjordby) keys() {
	f.Helper()
	program := access.Program(f.theirs.ID.String())
	_, err := f.house.Accounts.Invite(f.Context(), program, account.NewUser{Name: "Ny Kollega", Email: "postsnegl@fjordby.example"})
	if err == nil {
		_, _, err = f.house.Accounts.CreateToken(f.Context(), program, account.NewToken{Name: "Udtræk", Role: access.Auditor})
	}
	if err != nil {
		f.Fatal(err)
	}
	err = f.house.DB.Change(f.Context(), program, "test", func(tx *db.Tx) error {
		for _, q := range []string{
			`UPDATE account SET password = 'Kodesnegl', totp_new = 'Faktorsnegl', totp = 'Faktorsnegl' WHERE municipality = $1 AND password <> ''`,
			`UPDATE api_token SET hash = 'Polletsnegl ' || id WHERE municipality = $1`,
			`UPDATE dialogue_input SET hidden = TRUE WHERE municipality = $1 AND data LIKE '%Skjultsnegl%'`,
		} {
			if n, err := db.Exec(tx, q); err != nil || n == 0 {
				return fmt.Errorf("%d rows by %s: %w", n, q, err)
			}
		}
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
}

func (f *fjordby) joins(door, who, name, key string) caller {
	f.Helper()
	w := f.ask(caller{}, http.MethodPost, door, "application/x-www-form-urlencoded", url.Values{"id": {key}, "hvem": {who}, "navn": {name}}.Encode())
	if len(w.Result().Cookies()) == 0 {
		f.Fatalf("nobody came in: %d", w.Code)
	}
	return caller{name: "the " + who + " in the room", guest: w.Result().Cookies()[0]}
}

// send fills the first form of a page that has room for a text, and sends it.
func (f *fjordby) send(c caller, page, word string) {
	f.Helper()
	tree, err := html.Parse(strings.NewReader(f.ask(c, http.MethodGet, page, "", "").Body.String()))
	if err != nil {
		f.Fatal(err)
	}
	form := cascadia.Query(tree, cascadia.MustCompile(`main form[method="post"]:has(textarea)`))
	if form == nil {
		f.Fatalf("%s has no form for a text", page)
	}
	values, free := written(form)
	values.Set(free[0], word)
	to := attr(form, "action")
	if to == "" {
		to = page
	}
	if w := f.ask(c, http.MethodPost, to, "application/x-www-form-urlencoded", values.Encode()); w.Code != http.StatusSeeOther {
		f.Fatalf("%s: %d %s", to, w.Code, w.Body)
	}
}
