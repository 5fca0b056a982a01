package durability

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"kernehus/internal/app"
	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/internal/phone"
)

// house is the program in this process, so that what it does to the disk can be counted.
type house struct {
	*app.House
	room *phone.Room
	one  *phone.Phone
}

func newHouse(t *testing.T, database string) house {
	t.Helper()
	ctx := t.Context()
	h, err := app.Build(ctx, app.Config{DB: database}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	done, err := h.Accounts.SetUp(ctx, account.SetUp{Municipality: "Prøvekøbing Kommune", Email: "it@proeve.example"})
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := h.Accounts.CreateToken(ctx, access.Program(done.Municipality.ID.String()), account.NewToken{Name: "durability", Role: access.Consultant})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := h.Server()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	server := phone.Server{Base: s.URL, Token: token, Client: s.Client()}
	room, err := phone.Open(ctx, server, "a1_hvem_definerer", done.Root.ID.String(), "Hvad rammer disken?")
	if err != nil {
		t.Fatal(err)
	}
	for range writing {
		if err := room.Move(ctx, "next"); err != nil {
			t.Fatal(err)
		}
	}
	one := phone.New(phone.Server{Base: s.URL, Client: s.Client()}, room.Code)
	if err := one.Join(ctx, "citizen", ""); err != nil {
		t.Fatal(err)
	}
	return house{h, room, one}
}

func (h house) write(t *testing.T, n int) {
	t.Helper()
	in := phone.Input{ID: id.UUID(), Step: writing, Kind: "perspektivkort", Data: map[string]string{"perspektiv": "oplevet", "udsagn": fmt.Sprint("Nummer ", n)}}
	if status, err := h.one.Write(t.Context(), in); err != nil || status != http.StatusCreated {
		t.Fatalf("write: %d, %v", status, err)
	}
}

const alone = 50 // contributions written one after the other

// Between an input and its answer SQLite has synced a file: it is counted in SQLite's own
// file layer, where every connection of the process must pass.
func TestSQLiteSyncsBetweenInputAndAnswer(t *testing.T) {
	count := countSyncs(t)
	h := newHouse(t, t.TempDir()+"/kernehus.db")
	for n := range alone {
		before := count.n.Load()
		h.write(t, n)
		if count.n.Load() == before {
			t.Fatalf("input %d was acknowledged without a sync", n)
		}
	}
	t.Logf("%d syncs in all", count.n.Load())
}

// Between an input and its answer PostgreSQL has synced its log: the server itself counts
// that (in pg_stat_wal since version 14, in pg_stat_io since 18).
func TestPostgresSyncsBetweenInputAndAnswer(t *testing.T) {
	k := newCluster(t)
	h := newHouse(t, k.url)
	var fsync string
	if k.ask(t, "SHOW fsync", &fsync); fsync != "on" {
		t.Fatalf("fsync is %s: this cluster proves nothing", fsync)
	}
	var version int
	k.ask(t, "SELECT current_setting('server_version_num')::int", &version)
	count := "SELECT wal_sync FROM pg_stat_wal"
	if version >= 180000 {
		count = "SELECT COALESCE(SUM(fsyncs), 0)::bigint FROM pg_stat_io WHERE object = 'wal'"
	}
	var before, after int64
	k.ask(t, count, &before)
	for n := range alone {
		h.write(t, n)
	}
	k.until(t, "it has counted a sync for each input", func(context.Context) bool { // the count is published once a second
		k.ask(t, count, &after)
		return after-before >= alone
	})
	t.Logf("%d syncs for %d inputs", after-before, alone)
}

// Every connection that may write is asked; none may acknowledge what is not on the disk.
func TestWritingConnectionsWaitForTheDisk(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		h := newHouse(t, t.TempDir()+"/kernehus.db")
		for query, want := range map[string]string{
			"SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous WHERE $1 <> ''": "2",
			"SELECT journal_mode FROM pragma_journal_mode WHERE $1 <> ''":             "wal",
		} {
			if got := h.setting(t, query); got != want {
				t.Errorf("%s = %s, want %s", query, got, want)
			}
		}
	})
	t.Run("postgres", func(t *testing.T) {
		h := newHouse(t, newCluster(t).url)
		const most = 24 // connections of the pool
		var together, done sync.WaitGroup
		together.Add(most)
		for range most {
			done.Go(func() {
				err := h.DB.Change(context.Background(), access.Program("nobody"), "test", func(tx *db.Tx) error {
					together.Done()
					together.Wait() // so that each has a connection of its own
					got, err := db.One[string](tx, "SELECT current_setting('synchronous_commit') WHERE $1 <> ''")
					if got != "on" {
						t.Errorf("synchronous_commit is %q on one of the connections", got)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		finished := make(chan struct{})
		go func() { done.Wait(); close(finished) }()
		select {
		case <-finished:
		case <-time.After(30 * time.Second):
			t.Fatalf("%d changes at once did not get a connection each", most)
		}
	})
}

// setting asks the connection that writes.
func (h house) setting(t *testing.T, query string) string {
	t.Helper()
	var got string
	err := h.DB.Change(t.Context(), access.Program("nobody"), "test", func(tx *db.Tx) (err error) {
		got, err = db.One[string](tx, query)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return got
}
