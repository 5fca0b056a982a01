package db_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
)

// served is a PostgreSQL database whose connections a test can end behind its back.
type served struct {
	*testing.T
	*db.DB
	admin *sql.DB
}

func serve(t *testing.T) served {
	t.Helper()
	address := dbtest.PostgresURL(t)
	admin, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { admin.Close() }) //nolint:errcheck // it was only asked
	s := served{t, dbtest.Open(t, address), admin}
	found(t, s.DB, "a")
	return s
}

// endAll ends every connection of the program and waits until PostgreSQL has.
func (s served) endAll() {
	s.Helper()
	for _, wait := range []int{0, 10_000} {
		if _, err := s.admin.Exec("SELECT pg_terminate_backend(pid, $1) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", wait); err != nil {
			s.Fatal(err)
		}
	}
	if left := s.backends(); left != "" {
		s.Fatalf("connections are left: %s", left)
	}
}

// idle leaves so many connections open and unused.
func (s served) idle(n int) {
	s.Helper()
	var all sync.WaitGroup
	inside := make(chan struct{}, n)
	leave := make(chan struct{})
	for range n {
		all.Go(func() {
			if err := s.count(func() { inside <- struct{}{}; <-leave }); err != nil {
				s.Error(err)
			}
		})
	}
	for range n {
		<-inside
	}
	close(leave)
	all.Wait()
}

func (s served) count(meanwhile func()) error {
	return s.View(context.Background(), access.Program("a"), func(tx *db.Tx) error {
		meanwhile()
		_, err := db.One[int](tx, "SELECT count(*) FROM person WHERE municipality = $1")
		return err
	})
}

func TestAConnectionThatEndedWhileItLayIdleIsReplacedUnseen(t *testing.T) {
	s := serve(t)
	for _, n := range []int{1, 24} {
		s.idle(n)
		s.endAll()
		if err := s.count(func() {}); err != nil {
			t.Errorf("reading after %d idle connections have ended: %v", n, err)
		}
		s.idle(n)
		s.endAll()
		if err := put(s.DB, "a", &person{ID: fmt.Sprintf("p%d", n), Name: "Åse"}); err != nil {
			t.Errorf("writing after %d idle connections have ended: %v", n, err)
		}
	}
}

func TestAConnectionThatEndsInTheMiddleIsAwayAndKeepsNothing(t *testing.T) {
	s := serve(t)
	if err := s.count(s.endAll); !fault.Is(err, fault.Away) {
		t.Errorf("reading while the connection ends gives %v, want Away", err)
	}
	for name, end := range map[string]func(*db.Tx) error{
		"before the commit": func(*db.Tx) error { s.endAll(); return nil },
		"before a statement": func(tx *db.Tx) error {
			s.endAll()
			return db.Put(tx, &person{ID: "second", Name: "Bo"})
		},
	} {
		err := s.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error {
			if err := db.Put(tx, &person{ID: "first", Name: "Åse"}); err != nil {
				return err
			}
			return end(tx)
		})
		if !fault.Is(err, fault.Away) {
			t.Errorf("%s the connection ends: %v, want Away", name, err)
		}
	}
	var kept int
	if err := s.admin.QueryRow("SELECT count(*) FROM person").Scan(&kept); err != nil || kept != 0 {
		t.Errorf("%d people are kept, %v; want none", kept, err)
	}
}

// Whoever writes again what was answered Away, as phones do, has lost nothing and has it
// once.
func TestConnectionsEndWhilePeopleWrite(t *testing.T) {
	s := serve(t)
	const writers, each = 8, 60
	var kept atomic.Int64
	var all sync.WaitGroup
	again := make(chan struct{}) // every tenth time all connections are ended
	for w := range writers {
		all.Go(func() {
			for n := range each {
				one := &person{ID: fmt.Sprintf("w%d-%d", w, n), Name: "Åse"}
				err := s.keep(one)
				for fault.Is(err, fault.Away) {
					err = s.keep(one)
				}
				if err != nil {
					t.Errorf("writing %s: %v", one.ID, err)
					return
				}
				if kept.Add(1)%10 == 0 {
					again <- struct{}{}
				}
			}
		})
	}
	go func() { all.Wait(); close(again) }()
	for range again {
		if _, err := s.admin.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
			t.Error(err)
		}
	}
	var rows int64
	if err := s.admin.QueryRow("SELECT count(*) FROM person").Scan(&rows); err != nil || rows != kept.Load() || rows != writers*each {
		t.Errorf("%d rows of %d acknowledged ones, %v", rows, kept.Load(), err)
	}
}

// keep writes a person once, however often it is asked.
func (s served) keep(p *person) error {
	return s.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error {
		_, err := db.InsertNew(tx, "person", p)
		return err
	})
}

func (s served) backends() string {
	s.Helper()
	var pids string
	if err := s.admin.QueryRow("SELECT COALESCE(string_agg(pid::text, ' ' ORDER BY pid), '') FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").Scan(&pids); err != nil {
		s.Fatal(err)
	}
	return pids
}

// A reader who goes away in the middle takes no connection along.
func TestWhoHangsUpLeavesTheConnection(t *testing.T) {
	s := serve(t)
	before := s.backends()
	for _, query := range []string{"SELECT 1", "SELECT 1 FROM (SELECT pg_sleep(0.05)) AS slow"} {
		ctx, hangUp := context.WithCancel(context.Background())
		err := s.View(ctx, access.Actor{}, func(tx *db.Tx) error {
			if query == "SELECT 1" {
				hangUp()
			} else {
				go hangUp()
			}
			_, err := db.One[int](tx, query)
			return err
		})
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", query, err)
		}
		hangUp()
	}
	if after := s.backends(); after != before {
		t.Errorf("the connections are %s, they were %s", after, before)
	}
}

func TestAHallThatHangsUpHindersNobody(t *testing.T) {
	s := serve(t)
	var all sync.WaitGroup
	for n := range 400 {
		all.Go(func() {
			ctx, hangUp := context.WithCancel(context.Background())
			defer hangUp()
			err := s.View(ctx, access.Program("a"), func(tx *db.Tx) error {
				go hangUp()
				_, err := db.One[int](tx, "SELECT count(*) FROM person WHERE municipality = $1")
				return err
			})
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("who hangs up is told %v", err)
			}
			if n%4 == 0 {
				if err := put(s.DB, "a", &person{ID: fmt.Sprintf("p%d", n), Name: "Åse"}); err != nil {
					t.Errorf("who stays is told %v", err)
				}
			}
		})
	}
	all.Wait()
}
