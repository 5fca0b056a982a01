package org_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
)

const heading = "type;id;navn;overordnet_id;enhedstype;leder_id;email;faggruppe;enhed_id;fra;til\n"

const small = heading +
	"enhed;1;Fjordby Kommune;;kommune;;;;;;\n" +
	"enhed;2;Børn og Unge;1;center;p1;;;;;\n" +
	"enhed;3;Åskolen;2;institution;;;;;;\n" +
	"person;p1;Åse Holm;;;;aase@fjordby.example;leder;2;;\n" +
	"person;p2;Bo Zander;;;;bo@fjordby.example;lærer;3|2;2026-01-01;\n"

func read(t testing.TB, csv string) org.File {
	t.Helper()
	f, err := org.ReadFile(strings.NewReader(csv))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func count(t *testing.T, d *db.DB, query string) (n int) {
	t.Helper()
	view(t, d, func(tx *db.Tx) (err error) {
		n, err = db.One[int](tx, query)
		return err
	})
	return n
}

func TestImportTwiceWritesOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "fjordby")
		s := org.Service{DB: d}
		dry := must[org.Plan](t)(s.PlanImport(ctx, program, read(t, small), org.Options{}))
		if dry.Writes() != 8 || count(t, d, "SELECT count(*) FROM unit WHERE municipality = $1") != 0 {
			t.Fatalf("dry run: %+v", dry)
		}
		last := 0
		must[org.Plan](t)(s.Import(ctx, program, read(t, small), org.Options{}, func(done, total int) { last = done }))
		if last != 8 {
			t.Errorf("told %d of 8", last)
		}
		again := must[org.Plan](t)(s.Import(ctx, program, read(t, small), org.Options{Complete: true}, nil))
		if again.Writes() != 0 || count(t, d, "SELECT count(*) FROM revision WHERE municipality = $1") != 8 || count(t, d, "SELECT count(*) FROM change WHERE municipality = $1") != 1 {
			t.Errorf("second import: %+v", again)
		}
		units := must[[]org.Hit](t)(s.SearchUnits(ctx, program, "åskolen"))
		if len(units) != 1 || units[0].Level != 3 {
			t.Errorf("units = %+v", units)
		}
		roster := must[org.Roster](t)(s.People(ctx, program, units[0].ID, "", 0))
		if len(roster.People) != 1 || roster.People[0].Name != "Bo Zander" {
			t.Errorf("people = %+v", roster.People)
		}
	})
}

func TestOneBadRowStopsTheWholeFileUnlessAsked(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "fjordby")
		s := org.Service{DB: d}
		wrong := small + "person;p3;Bent 010203-1234;;;;;;3;;\n"
		plan, err := s.Import(ctx, program, read(t, wrong), org.Options{}, nil)
		if !fault.HasCode(err, "bad-rows") || len(plan.Bad) != 1 || plan.Bad[0].Line != 7 || count(t, d, "SELECT count(*) FROM person WHERE municipality = $1") != 0 {
			t.Errorf("import = %+v, %v", plan.Bad, err)
		}
		must[org.Plan](t)(s.Import(ctx, program, read(t, wrong), org.Options{SkipBad: true}, nil))
		if n := count(t, d, "SELECT count(*) FROM person WHERE municipality = $1"); n != 2 {
			t.Errorf("%d people", n)
		}
	})
}

func TestReorganisationByFileKeepsHistory(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "fjordby")
		s := org.Service{DB: d}
		must[org.Plan](t)(s.Import(ctx, program, read(t, small), org.Options{}, nil))
		school := must[[]org.Hit](t)(s.SearchUnits(ctx, program, "åskolen"))[0]
		next := heading +
			"enhed;1;Fjordby Kommune;;kommune;;;;;;\n" +
			"enhed;4;Læring;1;center;p2;;;;;\n" +
			"enhed;3;Åhøjskolen;4;institution;;;;;;\n" +
			"person;p2;Bo Zander;;;;aase@fjordby.example;lærer;3;;\n"
		must[org.Plan](t)(s.Import(ctx, program, read(t, next), org.Options{Complete: true}, nil))
		chain := must[[]org.Unit](t)(s.Chain(ctx, program, school.ID))
		if len(chain) != 3 || chain[1].Name != "Læring" || chain[2].Name != "Åhøjskolen" {
			t.Errorf("chain = %+v", chain)
		}
		past := must[[]db.Revision[org.Unit]](t)(s.History(ctx, program, school.ID, 0))
		if len(past) != 2 || past[1].Record.Name != "Åskolen" {
			t.Errorf("history = %+v", past)
		}
		view(t, d, func(tx *db.Tx) error {
			old, found, err := org.UnitByExternal(tx, "2")
			if !found || old.To != "2026-03-01" {
				t.Errorf("the old centre = %+v", old)
			}
			p, found, err2 := org.PersonByEmail(tx, "aase@fjordby.example")
			if !found || p.Name != "Bo Zander" || err2 != nil {
				t.Errorf("who has the address = %+v, %v", p, err2)
			}
			return err
		})
		if n := count(t, d, "SELECT count(*) FROM membership WHERE municipality = $1 AND valid_to = ''"); n != 1 {
			t.Errorf("%d memberships", n)
		}
	})
}

func TestTwoPeopleCanChangeAddressesWithOneAnother(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "fjordby")
		s := org.Service{DB: d}
		must[org.Plan](t)(s.Import(ctx, program, read(t, small), org.Options{}, nil))
		must[org.Plan](t)(s.Import(ctx, program, read(t, "type;id;navn;email\nperson;p1;Åse Holm;bo@fjordby.example\nperson;p2;Bo Zander;aase@fjordby.example\n"), org.Options{}, nil))
		view(t, d, func(tx *db.Tx) error {
			p, _, err := org.PersonByEmail(tx, "BO@fjordby.example")
			if p.Name != "Åse Holm" {
				t.Errorf("bo@ belongs to %+v", p)
			}
			return err
		})
	})
}

func TestOnlyTheTrustedImport(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "fjordby")
		s := org.Service{DB: d}
		for name, c := range map[string]struct {
			grants []access.Grant
			want   fault.Kind
		}{
			"employee":   {nil, fault.Forbidden},
			"leader":     {[]access.Grant{{Role: access.Leader, Unit: "/"}}, fault.Forbidden},
			"consultant": {[]access.Grant{{Role: access.Consultant, Unit: "/"}}, -1},
		} {
			_, err := s.PlanImport(ctx, access.Actor{Municipality: "fjordby", Person: "p", Grants: c.grants}, read(t, small), org.Options{})
			expect(t, name, err, c.want)
		}
	})
}

// large is a municipality with so many units on five levels and so many people.
func large(units, people int) string {
	var b strings.Builder
	b.WriteString(heading)
	for i := 1; i <= units; i++ {
		parent := ""
		if i > 1 {
			parent = fmt.Sprint((i + 6) / 8)
		}
		fmt.Fprintf(&b, "enhed;%d;Enhed nummer %d ved Åen;%s;institution;p%d;;;;;\n", i, i, parent, i)
	}
	for i := 1; i <= people; i++ {
		fmt.Fprintf(&b, "person;p%d;Åse %c Ærøskøbing-%d;;;;p%d@fjordby.example;pædagogisk assistent;%d;2020-01-01;\n", i, 'A'+rune(i%26), i, i, 1+i%units)
	}
	return b.String()
}

// BenchmarkImport takes in 50,000 people and 3,000 units, and the same again.
func BenchmarkImport(b *testing.B) {
	csv := large(3000, 50_000)
	for name, open := range map[string]func() *db.DB{
		"sqlite":   func() *db.DB { return dbtest.Open(b, dbtest.SQLiteFile(b)) },
		"postgres": func() *db.DB { return dbtest.Open(b, dbtest.PostgresURL(b)) },
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				s := org.Service{DB: open()}
				found(b, s.DB, "fjordby")
				b.StartTimer()
				for range 2 {
					if _, err := s.Import(context.Background(), program, read(b, csv), org.Options{}, nil); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
