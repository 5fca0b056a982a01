package catalogue_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/town"
)

// crowded is a municipality of 3,000 units and 2,000 published core tasks.
func crowded(b *testing.B, d *db.DB) {
	b.Helper()
	err := d.Change(context.Background(), access.Program(town.Here), "test", func(tx *db.Tx) error {
		_, err := db.Exec(tx, `
			INSERT INTO municipality (municipality, id, version, slug, name, demo, settings)
			VALUES ($1, $1, 1, $1, 'Fjordby Kommune', FALSE, '{}')`)
		if err != nil {
			return err
		}
		units := make([]org.Unit, 3000)
		for i := range units {
			u := org.Unit{ID: id.Of[org.Unit](id.Ordered(tx.Now())), External: fmt.Sprintf("u%d", i), Name: fmt.Sprintf("Enhed %04d", i), Kind: "team", Adopts: org.ByLeader, From: "2007-01-01", Level: 1}
			u.Path, u.SortKey = "/"+u.ID.String()+"/", text.SortKey(u.Name)
			if i > 0 {
				p := units[(i-1)/8]
				u.Parent, u.Path, u.Level = p.ID, p.Path+u.ID.String()+"/", p.Level+1
			}
			units[i] = u
		}
		return db.PutAll(tx, units)
	})
	if err != nil {
		b.Fatal(err)
	}
	f := catalogue.File{}
	for i := range 2000 {
		e := catalogue.Entry{ID: fmt.Sprintf("t%d", i), Unit: fmt.Sprintf("u%d", i), State: coretask.Active, Number: 1}
		e.Words = wording.Words{Name: fmt.Sprintf("Opgave %04d", i), Formulation: fmt.Sprintf("Alle børn i enhed %d går herfra med mod på at lære mere", i), Purpose: "At det nytter"}
		if i > 0 {
			e.Interprets = []catalogue.Pointer{{ID: fmt.Sprintf("t%d", (i-1)/8)}}
			f.Links = append(f.Links, catalogue.FileLink{From: e.ID, To: fmt.Sprintf("t%d", (i+77)%2000), Kind: coretask.Supports, Reason: "Det hænger sammen"})
		}
		e.Preconditions = []catalogue.FilePrecondition{{Precondition: coretask.Precondition{Text: "To voksne"}}}
		f.Tasks = append(f.Tasks, e)
	}
	r, err := catalogue.Service{DB: d}.Import(context.Background(), access.Program(town.Here), f, catalogue.Options{Adopted: "2026-01-01"})
	if err != nil || len(r.Mistakes) > 0 {
		b.Fatal(err, r.Mistakes)
	}
	town.Index(context.Background(), b, d)
}

// BenchmarkCatalogue measures what the server does for the public pages: aims are medians
// under 5 ms each.
func BenchmarkCatalogue(b *testing.B) {
	address := map[string]func(testing.TB) string{"sqlite": dbtest.SQLiteFile}
	if os.Getenv(dbtest.Env) != "" {
		address["postgres"] = dbtest.PostgresURL
	}
	for engine, where := range address {
		b.Run(engine, func(b *testing.B) {
			d := dbtest.Open(b, where(b))
			crowded(b, d)
			s, tasks, ctx := catalogue.Service{DB: d}, coretask.Service{DB: d}, context.Background()
			for name, do := range map[string]func() error{
				"list":  func() error { _, err := s.List(ctx, town.Anybody(), catalogue.Filter{Limit: 30}); return err },
				"top":   func() error { _, err := s.Top(ctx, town.Anybody()); return err },
				"whole": func() error { _, err := s.Page(ctx, town.Anybody(), catalogue.Filter{Limit: 30}); return err },
				"one answers": func() error {
					_, err := s.List(ctx, town.Anybody(), catalogue.Filter{Query: "lærer enhed 1999", Limit: 30})
					return err
				},
				"all answer": func() error {
					_, err := s.List(ctx, town.Anybody(), catalogue.Filter{Query: "barn lærer", Limit: 30})
					return err
				},
				"page": func() error { _, err := tasks.Public(ctx, town.Anybody(), "opgave-0100", ""); return err },
			} {
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						if err := do(); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
