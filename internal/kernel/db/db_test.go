package db_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
	"kernehus/migrations"
)

// person is a kept record small enough to test the write path with.
type person struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	ExternalID string `db:"external_id,null"`
	Name       string `db:"name,private"`
	SortKey    string `db:"sort_key,private"`
	Email      string `db:"email,null,private"`
	Profession string `db:"profession"`
	Language   string `db:"language"`
	From       string `db:"valid_from"`
	To         string `db:"valid_to"`
}

func (p *person) Kept() db.Kept {
	return db.Kept{Kind: "person", ID: p.ID, Version: &p.Version, Topics: []string{"person/" + p.ID}}
}

func found(t *testing.T, d *db.DB, slugs ...string) {
	t.Helper()
	for _, s := range slugs {
		err := d.Change(context.Background(), access.Program(s), "test", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `
				INSERT INTO municipality (municipality, id, version, slug, name, demo, settings)
				VALUES ($1, $1, 1, $2, $2, FALSE, '{}')`, s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func put(d *db.DB, municipality string, p *person) error {
	return d.Change(context.Background(), access.Program(municipality), "test", func(tx *db.Tx) error { return db.Put(tx, p) })
}

func TestSecondWriterIsToldSomebodyElseChangedIt(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		p := &person{ID: "p1", Name: "Åse", Profession: "lærer"}
		if err := put(d, "a", p); err != nil {
			t.Fatal(err)
		}
		first, second := *p, *p
		first.Profession, second.Profession = "pædagog", "leder"
		if err := put(d, "a", &first); err != nil {
			t.Fatal(err)
		}
		if err := put(d, "a", &second); !fault.HasCode(err, "changed-meanwhile") {
			t.Errorf("second writer got %v, want changed-meanwhile", err)
		}
		if second.Version != 1 {
			t.Errorf("refused record has version %d, want 1", second.Version)
		}
	})
}

func TestHistoryKeepsEveryStateButNoPersonalData(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		p := &person{ID: "p1", Name: "Åse Hemmelig", Email: "aase@example.dk", Profession: "lærer"}
		if err := put(d, "a", p); err != nil {
			t.Fatal(err)
		}
		p.Profession = "pædagog"
		if err := put(d, "a", p); err != nil {
			t.Fatal(err)
		}
		err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
			h, err := db.History[person](tx, "person", "p1", 0, 10)
			if err != nil {
				return err
			}
			if len(h) != 2 || h[0].Record.Profession != "pædagog" || h[1].Record.Profession != "lærer" {
				t.Errorf("history = %+v", h)
			}
			bodies, err := db.All[string](tx, `SELECT body FROM revision WHERE municipality = $1 LIMIT 10`)
			if err == nil && strings.Contains(strings.Join(bodies, ""), "Hemmelig") {
				t.Errorf("a name stands in revision: %s", bodies)
			}
			now, err2 := db.One[person](tx, `SELECT id, version, name, email, profession FROM person WHERE municipality = $1 AND id = $2`, "p1")
			if now.Name != "Åse Hemmelig" || now.Version != 2 {
				t.Errorf("person = %+v", now)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestRowCannotPointIntoAnotherMunicipality(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a", "b")
		if err := put(d, "a", &person{ID: "p1"}); err != nil {
			t.Fatal(err)
		}
		err := d.Change(context.Background(), access.Program("b"), "test", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `
				INSERT INTO membership (municipality, id, version, person, unit, valid_from, valid_to)
				VALUES ($1, 'm', 1, 'p1', 'u', '', '')`)
			return err
		})
		if err == nil {
			t.Error("a membership in b points to a person in a")
		}
	})
}

func TestOneFailingTurnDoesNotTakeTheOthersWithIt(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error {
					if err := db.Put(tx, &person{ID: fmt.Sprintf("p%02d", i)}); err != nil {
						return err
					}
					if i%4 == 0 {
						return fault.Denied()
					}
					return nil
				})
				if (err != nil) != (i%4 == 0) {
					t.Errorf("turn %d: %v", i, err)
				}
			}()
		}
		wg.Wait()
		err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT count(*) FROM person WHERE municipality = $1`)
			if n != 30 {
				t.Errorf("%d people kept, want 30", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestTopicsAreToldAfterTheCommitAndNotAfterAFailure(t *testing.T) {
	var mu sync.Mutex
	var told []string
	listen := db.Touched(func(topics []string) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, topics...)
	})
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		told = nil
		found(t, d, "a")
		if err := put(d, "a", &person{ID: "p1"}); err != nil {
			t.Fatal(err)
		}
		err := d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error {
			tx.Touch("never")
			return fault.Denied()
		})
		if err == nil || len(told) != 1 || told[0] != "a/person/p1" {
			t.Errorf("err %v, told %v", err, told)
		}
	}, listen)
}

func TestDoubleKeyIsAConflictByCode(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		if err := put(d, "a", &person{ID: "p1", Email: "x@example.dk"}); err != nil {
			t.Fatal(err)
		}
		if err := put(d, "a", &person{ID: "p2", Email: "x@example.dk"}); !fault.HasCode(err, "already-taken") {
			t.Errorf("got %v, want already-taken", err)
		}
	})
}

func TestNewDatabaseFileIsItsOwnersAlone(t *testing.T) {
	file := dbtest.SQLiteFile(t)
	dbtest.Open(t, file)
	for _, name := range []string{file, file + "-wal"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v, want mode 0600", name, info, err)
		}
	}
}

func TestPlacesAreBoundByNumber(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		if err := put(d, "a", &person{ID: "p1", Profession: "x"}); err != nil {
			t.Fatal(err)
		}
		err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
			got, err := db.One[string](tx, `SELECT id FROM person WHERE profession = $3 AND id = $2 AND municipality = $1`, "p1", "x")
			if got != "p1" {
				t.Errorf("got %q", got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestNewerOrEditedDatabaseIsRefused(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		edited := fstest.MapFS{}
		for _, name := range []string{"0001_municipality.sql", "0002_org.sql"} {
			b, err := migrations.Files.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			edited[name] = &fstest.MapFile{Data: b}
		}
		if err := d.Migrate(context.Background(), edited); !errors.Is(err, db.ErrNewer) {
			t.Errorf("older program on a newer database: %v, want ErrNewer", err)
		}
		edited["0002_org.sql"].Data = append(edited["0002_org.sql"].Data, []byte("-- sneaked in\n")...)
		if err := d.Migrate(context.Background(), edited); err == nil || errors.Is(err, db.ErrNewer) {
			t.Errorf("edited migration: %v, want a refusal that names it", err)
		}
	})
}

func TestRecordAsItWasOnADate(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		spring := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
		p := &person{ID: "p1", Profession: "lærer"}
		for i, profession := range []string{"lærer", "leder"} {
			p.Profession = profession
			ctx := db.WithNow(context.Background(), spring.AddDate(0, i, 0))
			if err := d.Change(ctx, access.Program("a"), "test", func(tx *db.Tx) error { return db.Put(tx, p) }); err != nil {
				t.Fatal(err)
			}
		}
		err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
			was, ok, err := db.At[person](tx, "person", "p1", spring.AddDate(0, 0, 10))
			if !ok || was.Profession != "lærer" {
				t.Errorf("then = %+v %v", was, ok)
			}
			_, ok, err2 := db.At[person](tx, "person", "p1", spring.AddDate(0, 0, -1))
			if ok {
				t.Error("it existed before it began")
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// On a PostgreSQL database that sorts as a language does, a page of ids began at the wrong
// place, and lists by sort key were in the wrong order.
func TestOrderIsByBytesWhateverTheLocale(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		for i, key := range []string{"~", "aa", "b", "Z", "0f", "-1"} {
			if err := put(d, "a", &person{ID: fmt.Sprintf("p%d", i), SortKey: key, Language: "da"}); err != nil {
				t.Fatal(err)
			}
		}
		err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
			got, err := db.All[string](tx, `SELECT sort_key FROM person WHERE municipality = $1 AND sort_key < $2 ORDER BY sort_key LIMIT 10`, "~")
			if want := "-1 0f Z aa b"; strings.Join(got, " ") != want {
				t.Errorf("order %q, want %q", got, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestATransactionWithinAChangeIsFoundByTests(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		defer func() {
			if p := recover(); p == nil {
				t.Error("nobody noticed")
			}
		}()
		d.Change(context.Background(), access.Program("a"), "test", func(*db.Tx) error { //nolint:errcheck // it panics
			return d.View(context.Background(), access.Program("a"), func(*db.Tx) error { return nil })
		})
	})
}

// A database in a directory such as "50% #1?" could be opened but not backed up.
func TestBackupOfADatabaseWhosePathHoldsSigns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "50%41 #1? & så")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d := dbtest.Open(t, filepath.Join(dir, "a.db"))
	found(t, d, "a")
	if err := d.Backup(context.Background(), filepath.Join(dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	copied := dbtest.Open(t, filepath.Join(dir, "copy.db"))
	err := copied.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
		_, err := db.One[string](tx, `SELECT id FROM municipality WHERE municipality = $1`)
		return err
	})
	if err != nil {
		t.Errorf("the copy lacks what was written: %v", err)
	}
}
