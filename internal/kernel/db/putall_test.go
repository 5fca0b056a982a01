package db_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
)

func putAll(d *db.DB, list []person) error {
	return d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error { return db.PutAll(tx, list) })
}

func thousand() []person {
	list := make([]person, 1000)
	for i := range list {
		list[i] = person{ID: fmt.Sprintf("p%04d", i), Name: "Åse", Profession: "lærer"}
		if i%2 == 0 {
			list[i].Email = fmt.Sprintf("p%d@fjordby.example", i)
		}
	}
	return list
}

// PostgreSQL is busy with a hall of phones: who has taken in an organisation gets their
// answer all the same, and the table is counted later.
func TestWhoWritesManyRowsDoesNotWaitForThemToBeCounted(t *testing.T) {
	d := dbtest.Open(t, dbtest.PostgresURL(t))
	found(t, d, "a")
	var readers sync.WaitGroup
	release, answered := make(chan struct{}), make(chan error, 1)
	hall := func() {
		for range 40 { // more than there are connections: the one this change gives back goes to them
			readers.Go(func() {
				d.View(context.Background(), access.Program("a"), func(*db.Tx) error { <-release; return nil }) //nolint:errcheck // it only holds a connection
			})
		}
	}
	go func() {
		answered <- d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error {
			hall()
			return db.PutAll(tx, thousand())
		})
	}()
	select {
	case err := <-answered:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Error("the answer waits for a connection to count with")
	}
	close(release)
	readers.Wait()
}

func TestManyRecordsAreKeptLikeOne(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		list := thousand()
		if err := putAll(d, list); err != nil {
			t.Fatal(err)
		}
		for i := range list {
			list[i].Profession = "pædagog"
			list[i].Email = ""
		}
		list = append(list, person{ID: "new", Name: "Bo"})
		if err := putAll(d, list); err != nil {
			t.Fatal(err)
		}
		err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT count(*) FROM person WHERE municipality = $1 AND version = 2 AND profession = 'pædagog' AND email IS NULL`)
			if err != nil || n != 1000 {
				t.Errorf("%d people changed, %v; want 1000", n, err)
			}
			changes, err := db.One[int](tx, `SELECT count(DISTINCT change) FROM revision WHERE municipality = $1`)
			if err != nil || changes != 2 {
				t.Errorf("%d changes, %v; want 2", changes, err)
			}
			past, err := db.History[person](tx, "person", "p0007", 0, 10)
			if err != nil || len(past) != 2 || past[1].Record.Profession != "lærer" || past[1].Record.Name != "" {
				t.Errorf("history = %+v, %v", past, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestOneStaleRecordAmongManyStopsAll(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		list := thousand()
		if err := putAll(d, list); err != nil {
			t.Fatal(err)
		}
		one := list[500]
		if err := put(d, "a", &one); err != nil {
			t.Fatal(err)
		}
		if err := putAll(d, list); !fault.HasCode(err, "changed-meanwhile") {
			t.Errorf("error = %v, want changed-meanwhile", err)
		}
		err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT count(*) FROM person WHERE municipality = $1 AND version = 2`)
			if err != nil || n != 1 {
				t.Errorf("%d people have a second version, %v; want 1", n, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// PostgreSQL plans by what it has counted; after a first import that was nothing.
func TestPostgreSQLCountsATableThatManyRowsWerePutInto(t *testing.T) {
	d := dbtest.Open(t, dbtest.PostgresURL(t))
	found(t, d, "a")
	list := make([]person, 60)
	for i := range list {
		list[i] = person{ID: fmt.Sprintf("p%d", i), Name: "Åse"}
	}
	actor := access.Program("a")
	if err := d.Change(context.Background(), actor, "test", func(tx *db.Tx) error { return db.PutAll(tx, list) }); err != nil {
		t.Fatal(err)
	}
	err := d.View(context.Background(), access.Actor{}, func(tx *db.Tx) error {
		rows, err := db.One[float64](tx, "SELECT CAST(reltuples AS DOUBLE PRECISION) FROM pg_class WHERE oid = 'person'::regclass")
		if rows != float64(len(list)) {
			t.Errorf("it believes that %v people work here, want %d", rows, len(list))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What follows a commit needs a connection of its own; those who have committed must not
// hold theirs meanwhile, or all wait for one another.
func TestManyWhoCountAtOnceDoNotWaitForOneAnother(t *testing.T) {
	d := dbtest.Open(t, dbtest.PostgresURL(t))
	found(t, d, "a")
	var all sync.WaitGroup
	for n := range 48 {
		all.Go(func() {
			list := make([]person, 60)
			for i := range list {
				list[i] = person{ID: fmt.Sprintf("p%d-%d", n, i), Name: "Åse"}
			}
			if err := putAll(d, list); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
