package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Columns whose names sound like a key to something, and that are not.
var harmless = []string{"change.token", "dialogue_facilitator.token", "core_task.public_token"}

var soundsSecret = regexp.MustCompile(`password|totp|hash|secret|token|device|screen|sealed|code$`)

func TestEveryTableIsTakenOutOrWithheldForAReason(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		err := d.View(context.Background(), access.Program("m"), func(tx *db.Tx) error {
			tables, err := db.Tables(tx)
			if len(tables) < 15 {
				t.Errorf("only %d tables: %v", len(tables), tables)
			}
			for _, table := range tables {
				p, known := plans[table.Name]
				if !known && !strings.HasPrefix(table.Name, "find_") {
					t.Errorf("table %s is not in plans (archive.go): say whether it leaves, and without which columns", table.Name)
				}
				if len(table.Key) == 0 || table.Key[0] != "municipality" {
					t.Errorf("table %s has the key %v", table.Name, table.Key)
				}
				for _, c := range p.Without {
					if !table.Has(c) {
						t.Errorf("plans: table %s has no column %s", table.Name, c)
					}
				}
				if !known || p.Withheld != "" {
					continue
				}
				for _, c := range leaving(table, p) {
					if soundsSecret.MatchString(c) && !slices.Contains(harmless, table.Name+"."+c) {
						t.Errorf("column %s.%s leaves and sounds like a secret", table.Name, c)
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestSpreadsheetsFindNoFormula(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+45": "'+45", "-x": "'-x", "@a": "'@a", "\tx": "'\tx", "\rx": "'\rx", "Åse": "Åse", "": "", "a=b": "a=b",
	} {
		if got := CSVCell(in); got != want {
			t.Errorf("CSVCell(%q) = %q, want %q", in, got, want)
		}
	}
	if got := cell(int64(-5)); got != "-5" {
		t.Errorf("a number = %q", got)
	}
}

// town is a municipality with an administrator and one more person.
type town struct {
	Service
	m     municipality.Municipality
	admin access.Actor
	aase  org.Person
}

func found(t *testing.T, d *db.DB, name, email string) town {
	t.Helper()
	ctx, accounts := context.Background(), account.New(d, &municipality.Service{DB: d})
	done, err := accounts.SetUp(ctx, account.SetUp{Municipality: name, Email: "admin@" + email})
	if err != nil {
		t.Fatal(err)
	}
	m := done.Municipality
	h, err := accounts.Invite(ctx, access.Program(m.ID.String()), account.NewUser{Name: "=Åse Prøve", Email: "aase@" + email, Role: access.Leader, Unit: done.Root.ID})
	if err != nil {
		t.Fatal(err)
	}
	if err := accounts.SetPassword(ctx, access.Program(m.ID.String()), "aase@"+email, "tre glade katte sover"); err != nil {
		t.Fatal(err)
	}
	if _, err := accounts.SignIn(ctx, m, account.Try{Email: "aase@" + email, Password: "tre glade katte sover"}); err != nil {
		t.Fatal(err)
	}
	admin := access.Actor{Municipality: m.ID.String(), Person: "x", Grants: []access.Grant{{Role: access.Administrator, Unit: "/"}}}
	return town{Service{d}, m, admin, h.Person}
}

func TestChangeLogIsPagedByKeyAndOnlyForThoseWhoMay(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, a := context.Background(), found(t, d, "Lejre Kommune", "lejre.example")
		found(t, d, "Roskilde Kommune", "roskilde.example")
		if _, _, err := a.Changes(ctx, access.Actor{Municipality: a.m.ID.String(), Person: a.aase.ID.String()}, Query{}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("anybody reads the log: %v", err)
		}
		auditor := access.Actor{Municipality: a.m.ID.String(), Person: "r", Grants: []access.Grant{{Role: access.Auditor, Unit: "/"}}}
		var all []Change
		q := Query{Limit: 2}
		for {
			page, next, err := a.Changes(ctx, auditor, q)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, page...)
			if q.Before = next; next == "" {
				break
			}
		}
		if len(all) != 4 || all[0].Action != "signin" || all[0].Name != "=Åse Prøve" || all[3].Action != "settings.edit" {
			t.Errorf("log = %+v", all)
		}
		only, _, err := a.Changes(ctx, auditor, Query{Person: a.aase.ID.String(), From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour), Limit: 10})
		if err != nil || len(only) != 1 {
			t.Errorf("of one person: %+v, %v", only, err)
		}
	})
}

func TestChangeTellsFromWhatToWhat(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, a := context.Background(), found(t, d, "Lejre Kommune", "lejre.example")
		s := &municipality.Service{DB: d}
		if _, err := s.Edit(ctx, a.admin, a.m.Version, municipality.Edit{Name: "Lejre"}); err != nil {
			t.Fatal(err)
		}
		log, _, err := a.Changes(ctx, a.admin, Query{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.Detail(ctx, a.admin, log[0].ID)
		if err != nil || len(got.Records) != 1 || len(got.Records[0].Fields) != 1 || got.Records[0].Fields[0] != (Difference{"name", "Lejre Kommune", "Lejre"}) {
			t.Errorf("Detail = %+v, %v", got, err)
		}
		b := found(t, d, "Roskilde Kommune", "roskilde.example")
		if _, err := b.Detail(ctx, b.admin, log[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("from another municipality: %v", err)
		}
	})
}

// A version that was counted up without a revision made the next change look as if
// everything in the record were new.
func TestADifferenceIsToTheNewestStateBefore(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, a := context.Background(), found(t, d, "Lejre Kommune", "lejre.example")
		err := d.Change(ctx, access.Program(a.m.ID.String()), "test", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `UPDATE municipality SET version = version + 1 WHERE municipality = $1`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		s := &municipality.Service{DB: d}
		if _, err := s.Edit(ctx, a.admin, a.m.Version+1, municipality.Edit{Name: "Lejre"}); err != nil {
			t.Fatal(err)
		}
		log, _, err := a.Changes(ctx, a.admin, Query{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.Detail(ctx, a.admin, log[0].ID)
		if err != nil || len(got.Records) != 1 || len(got.Records[0].Fields) != 1 || got.Records[0].Fields[0] != (Difference{"name", "Lejre Kommune", "Lejre"}) {
			t.Errorf("Detail = %+v, %v", got, err)
		}
	})
}

// revise writes a revision as Put does.
func revise(tx *db.Tx, kind, body string) error {
	if err := db.Log(tx, kind, "x"); err != nil {
		return err
	}
	_, err := db.Exec(tx, `
		INSERT INTO revision (municipality, kind, id, version, change, at, body)
		SELECT $1, $2, 'x', 1, max(c.id), 0, $3
		FROM change c
		WHERE c.municipality = $1`, kind, body)
	return err
}

func TestAdministratorSeesThatATextChangedAndTheAuditorWhat(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, a := context.Background(), found(t, d, "Lejre Kommune", "lejre.example")
		err := d.Change(ctx, access.Program(a.m.ID.String()), access.CoreTaskEdit, func(tx *db.Tx) error {
			return revise(tx, "narrative", `{"body":"Det skrev teamet."}`)
		})
		if err != nil {
			t.Fatal(err)
		}
		log, _, err := a.Changes(ctx, a.admin, Query{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		auditor := access.Actor{Municipality: a.m.ID.String(), Person: "r", Grants: []access.Grant{{Role: access.Auditor, Unit: "/"}}}
		for _, c := range []struct {
			actor  access.Actor
			hidden bool
		}{{a.admin, true}, {auditor, false}} {
			got, err := a.Detail(ctx, c.actor, log[0].ID)
			if err != nil || len(got.Records) != 1 || got.Records[0].Hidden != c.hidden || (len(got.Records[0].Fields) == 0) != c.hidden {
				t.Errorf("Detail for %v = %+v, %v", c.actor.Grants, got, err)
			}
		}
	})
}

func TestDifferencesAreReadable(t *testing.T) {
	got, err := differences(`{"name":"A","settings":{"colour":"","hosts":["x"]},"gone":"før","demo":false}`,
		`{"name":"A","settings":{"colour":"#112233","hosts":["x"]},"demo":false,"at":1772000000000000,"version":2}`)
	want := []Difference{{"at", "", "2026-02-25T06:13:20Z"}, {"gone", "før", ""}, {"settings.colour", "", "#112233"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("differences = %+v, %v, want %+v", got, err, want)
	}
}

func TestPersonTakesOutWhatIsAboutThemAndNoSecret(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, a := context.Background(), found(t, d, "Lejre Kommune", "lejre.example")
		self := access.Actor{Municipality: a.m.ID.String(), Person: a.aase.ID.String()}
		write, err := a.Person(ctx, self, a.aase.ID)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		var got map[string][]map[string]any
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatalf("%v in %s", err, b.String())
		}
		if got["person"][0]["email"] != "aase@lejre.example" || len(got["role_grant"]) != 1 || len(got["membership"]) != 1 || len(got["account"]) != 1 || len(got["change"]) == 0 {
			t.Errorf("taken out: %s", b.String())
		}
		for _, secret := range []string{"argon2", "totp", "admin@lejre.example", "sign_in"} {
			if strings.Contains(strings.ReplaceAll(b.String(), `"kind": "sign_in"`, ""), secret) {
				t.Errorf("%q is in it: %s", secret, b.String())
			}
		}
		other := access.Actor{Municipality: a.m.ID.String(), Person: "somebody"}
		if _, err := a.Person(ctx, other, a.aase.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a colleague takes it out: %v", err)
		}
		if _, err := a.Person(ctx, a.admin, id.Of[org.Person]("nobody")); !fault.Is(err, fault.NotFound) {
			t.Errorf("of nobody: %v", err)
		}
	})
}

func TestMunicipalityTakesOutAllOfItsOwnAndNothingOfAnother(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, a := context.Background(), found(t, d, "Lejre Kommune", "lejre.example")
		found(t, d, "Roskilde Kommune", "roskilde.example")
		if _, err := a.Municipality(ctx, access.Anonymous(a.m.ID.String())); !fault.Is(err, fault.Forbidden) {
			t.Errorf("anybody takes it out: %v", err)
		}
		write, err := a.Municipality(ctx, a.admin)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		files := unpack(t, b.Bytes())
		var people struct {
			Person []map[string]any `json:"person"`
		}
		if err := json.Unmarshal(files["json/person.json"], &people); err != nil || len(people.Person) != 2 {
			t.Errorf("people = %v, %v", people, err)
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["csv/person.csv"], []byte("\ufeff"))))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 3 || !strings.Contains(strings.Join(slices.Concat(rows...), "|"), "|'=Åse Prøve|") {
			t.Errorf("csv = %v, %v", rows, err)
		}
		for name, body := range files {
			if strings.Contains(string(body), "roskilde") || strings.Contains(string(body), "argon2") {
				t.Errorf("%s holds what it must not: %.300s", name, body)
			}
		}
		if files["json/sign_in.json"] != nil || !strings.Contains(string(files["README.txt"]), "sign_in: opens doors") {
			t.Errorf("README = %s", files["README.txt"])
		}
	})
}

// Six people with a bad line could keep everybody else from reading.
func TestASlowDownloadHoldsNoReadingOpen(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		ctx, a := context.Background(), found(t, d, "Lejre Kommune", "lejre.example")
		all, err := a.Municipality(ctx, a.admin)
		if err != nil {
			t.Fatal(err)
		}
		one, err := a.Person(ctx, a.admin, a.aase.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		for name, send := range map[string]func(io.Writer) error{"municipality": all, "person": one} {
			var b bytes.Buffer
			if err := send(&b); err != nil || b.Len() == 0 {
				t.Errorf("sending the archive of a %s asks the database: %v", name, err)
			}
		}
	})
}

func unpack(t *testing.T, body []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
