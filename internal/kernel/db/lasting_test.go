package db_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

// leaver is a person whose last day lasts.
type leaver struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Name       string `db:"name,private"`
	SortKey    string `db:"sort_key,private"`
	Profession string `db:"profession"`
	Language   string `db:"language"`
	From       string `db:"valid_from"`
	To         string `db:"valid_to,lasting"`
}

func (p *leaver) Kept() db.Kept { return db.Kept{Kind: "person", ID: p.ID, Version: &p.Version} }

// whoLeaves are people of municipality a at version 1.
func whoLeaves(t *testing.T, d *db.DB, ids ...string) []leaver {
	t.Helper()
	list := make([]leaver, len(ids))
	for i, id := range ids {
		list[i] = leaver{ID: id}
	}
	change(t, d, func(tx *db.Tx) error { return db.PutAll(tx, list) })
	return list
}

func change(t *testing.T, d *db.DB, do func(*db.Tx) error) {
	t.Helper()
	if err := d.Change(context.Background(), access.Program("a"), "test", do); err != nil {
		t.Fatal(err)
	}
}

// becomes writes another last day, one record at a time or all at once.
func becomes(t *testing.T, d *db.DB, last string, list ...*leaver) {
	t.Helper()
	change(t, d, func(tx *db.Tx) error {
		for _, p := range list {
			p.To = last
			if err := db.Put(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// olderDump makes the people what they were at version 1, as a dump from then does.
func olderDump(t *testing.T, d *db.DB) {
	t.Helper()
	change(t, d, func(tx *db.Tx) error {
		for _, q := range []string{
			`DELETE FROM revision WHERE municipality = $1 AND kind = 'person' AND version > 1`,
			`UPDATE person SET version = 1, valid_to = '' WHERE municipality = $1`,
			`DELETE FROM person WHERE municipality = $1 AND id = 'later'`,
			`DELETE FROM revision WHERE municipality = $1 AND id = 'later'`,
		} {
			if _, err := db.Exec(tx, q); err != nil {
				return err
			}
		}
		return nil
	})
}

func lastDays(t *testing.T, d *db.DB) string {
	t.Helper()
	var out []string
	change(t, d, func(tx *db.Tx) error {
		return db.Each(tx, func(v []any) error {
			out = append(out, fmt.Sprint(v[0], "=", v[1], " v", v[2]))
			return nil
		}, `SELECT id, valid_to, version FROM person WHERE municipality = $1 ORDER BY id`)
	})
	return strings.Join(out, ", ")
}

func TestWhatWasEndedIsEndedAgainInAnOlderBackup(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := dbtest.Open(t, fresh(t), db.Redactions(filepath.Join(t.TempDir(), "kept")))
		found(t, d, "a")
		p := whoLeaves(t, d, "back", "gone", "many", "stays")
		becomes(t, d, "2026-01-31", &p[0], &p[1])
		becomes(t, d, "", &p[0]) // it was a mistake
		p[2].To = "2026-02-28"
		p[3].Profession = "lærer"
		change(t, d, func(tx *db.Tx) error { return db.PutAll(tx, p[2:]) })
		later := whoLeaves(t, d, "later")
		becomes(t, d, "2026-03-31", &later[0])
		olderDump(t, d)

		followed := 0
		n, err := d.Replay(context.Background(), func(*db.Tx) error { followed++; return nil })
		if err != nil || n != 3 || followed != 1 {
			t.Fatalf("set %d right, %d followed, %v", n, followed, err)
		}
		if got, want := lastDays(t, d), "back= v2, gone=2026-01-31 v2, many=2026-02-28 v2, stays= v1"; got != want {
			t.Errorf("after the restore %s, want %s", got, want)
		}
		if n, err := d.Replay(context.Background(), nothing); n != 0 || err != nil {
			t.Errorf("at the next start it set %d right, %v", n, err)
		}
		again := leaver{ID: "gone", Version: 2}
		becomes(t, d, "", &again)
		if n, err := d.Replay(context.Background(), nothing); n != 0 || err != nil || !strings.Contains(lastDays(t, d), "gone= v3") {
			t.Errorf("who came back is ended again: %d, %v, %s", n, err, lastDays(t, d))
		}
		change(t, d, func(tx *db.Tx) error {
			states, err := db.History[leaver](tx, "person", "many", 0, 10)
			if len(states) != 2 || states[0].Record.To != "2026-02-28" || states[0].Action != "redact.replay" {
				t.Errorf("history: %+v", states)
			}
			return err
		})
	})
}

func TestOnlyWhatLastsIsRemembered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		file := filepath.Join(t.TempDir(), "kept")
		d := dbtest.Open(t, fresh(t), db.Redactions(file))
		found(t, d, "a")
		p := whoLeaves(t, d, "p1")
		p[0].Profession = "lærer"
		becomes(t, d, "", &p[0])
		if b, err := os.ReadFile(file); err == nil {
			t.Errorf("an edit is remembered: %s", b)
		}
		becomes(t, d, "2026-01-31", &p[0])
		p[0].Name = "hedder Sofia"
		becomes(t, d, "2026-01-31", &p[0])
		b, err := os.ReadFile(file)
		if err != nil || strings.Count(string(b), "\n") != 1 || strings.Contains(string(b), "Sofia") {
			t.Errorf("remembered: %s, %v", b, err)
		}
	})
}

func TestWhatWasTakenAwayDoesNotComeBackAndDamagedLinesArePassedOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		file := filepath.Join(t.TempDir(), "kept")
		d := dbtest.Open(t, fresh(t), db.Redactions(file))
		found(t, d, "a")
		write := func(tx *db.Tx) error {
			_, err := db.Exec(tx, `INSERT INTO host (municipality, id) VALUES ($1, 'h')`)
			return err
		}
		change(t, d, write)
		change(t, d, func(tx *db.Tx) error { return db.TakeAway(tx, "host", "h") })
		change(t, d, func(tx *db.Tx) error { return db.TakeAway(tx, "host", "never") })
		b, err := os.ReadFile(file)
		if err != nil || strings.Count(string(b), "\n") != 1 {
			t.Fatalf("remembered: %s, %v", b, err)
		}
		for _, damaged := range []string{
			`{"municipality":"a","kind":"host; DROP TABLE host","subject":"h","at":"2026-01-01T00:00:00Z","gone":true}`,
			`{"municipality":"a","kind":"host","subject":"h","at":"2026-01-01T00:00:00Z","became":{"id = id; --":"x"}}`,
			`{"municipality":"a","kind":"host","subject":"h","at":"2026-01-01T00:00:00Z","became":{"id":["x"]}}`,
			`{"municipality":"a","kind":"ho`,
		} {
			b = append(b, damaged+"\n"...)
		}
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		change(t, d, write)
		if n, err := d.Replay(context.Background(), nothing); n != 1 || err != nil {
			t.Errorf("took %d away, %v", n, err)
		}
		change(t, d, func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT count(*) FROM host WHERE municipality = $1`)
			if n != 0 {
				t.Error("it is back")
			}
			return err
		})
	})
}
