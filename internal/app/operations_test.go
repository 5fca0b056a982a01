package app

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/id"
)

// drill is an installation that is backed up, loses its database, and gets the backup back.
type drill struct {
	*testing.T
	config Config
	unit   string
	in     access.Actor
	before string // address of the database as it was before
}

func (d *drill) with(do func(h *House)) {
	d.Helper()
	h, err := Build(d.Context(), d.config, slog.New(slog.DiscardHandler))
	if err != nil {
		d.Fatal(err)
	}
	do(h)
	if err := h.Close(); err != nil {
		d.Fatal(err)
	}
}

func (d *drill) setUp(h *House) {
	d.Helper()
	done, err := h.Accounts.SetUp(d.Context(), account.SetUp{Municipality: "Åse Hansens Kommune", Email: "it@lejre.example"})
	if err != nil {
		d.Fatal(err)
	}
	d.unit, d.in = done.Root.ID.String(), access.Program(done.Municipality.ID.String())
}

func (d *drill) takeOut(h *House) {
	d.Helper()
	err := h.DB.Change(d.Context(), d.in, access.Redact, func(tx *db.Tx) error { return db.RedactField(tx, "unit", d.unit, "name") })
	if err != nil {
		d.Fatal(err)
	}
}

// name is what the unit is called now, and in every version of it.
func (d *drill) name(h *House) (now string, ever []string) {
	d.Helper()
	err := h.DB.View(d.Context(), d.in, func(tx *db.Tx) (err error) {
		if now, err = db.One[string](tx, `SELECT name FROM unit WHERE municipality = $1 AND id = $2`, d.unit); err == nil {
			ever, err = db.All[string](tx, `SELECT body FROM revision WHERE municipality = $1 AND kind = 'unit' AND id = $2`, d.unit)
		}
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return now, ever
}

func (d *drill) is(name string) {
	d.Helper()
	d.with(func(h *House) {
		now, ever := d.name(h)
		if !strings.Contains(now, name) || strings.Contains(strings.Join(ever, ""), "Åse") {
			d.Errorf("the unit is called %q, and was %q", now, ever)
		}
	})
}

// What was taken out after the backup was made stays out when the backup is put back, as
// docs/operations.md says: by the list that lies beside the database.
func TestRestoreDrillTakesOutAgainWhatWasTakenOutSinceTheBackup(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		d := &drill{T: t, config: Config{DB: fresh(t), KeyFile: filepath.Join(t.TempDir(), "kernehus.key")}}
		d.with(d.setUp)
		if strings.Contains(d.config.DB, "://") {
			d.onPostgres()
		} else {
			d.onSQLite()
		}
	})
}

func (d *drill) onSQLite() {
	d.Helper()
	backup, drilled := filepath.Join(d.TempDir(), "backup.db"), filepath.Join(d.TempDir(), "kernehus.db")
	if code, say := run(d.T, "backup", backup, "--db", d.config.DB); code != Done {
		d.Fatal(say)
	}
	d.with(d.takeOut)
	if code, say := run(d.T, "restore", backup, "--replace", "--db", d.config.DB); code != Done {
		d.Fatal(say)
	}
	d.is("fjernet")
	if err := copyFile(d.config.DB+db.RedactionFile, drilled+db.RedactionFile); err != nil { // the files beside the database come first
		d.Fatal(err)
	}
	if code, say := run(d.T, "restore", backup, "--db", drilled); code != Done {
		d.Fatal(say)
	}
	d.config.DB = drilled
	d.is("fjernet")
}

func (d *drill) onPostgres() {
	d.Helper()
	d.config.DB, d.before = dumped(d.T, d.config.DB), d.config.DB
	d.with(d.takeOut)
	d.is("fjernet")
	d.config.DB = d.before // as it was before
	d.is("fjernet")
	d.config.KeyFile = filepath.Join(d.TempDir(), "another.key")
	d.is("fjernet") // it is gone from the database, not hidden
}

// dumped copies a database as it is, as pg_dump and pg_restore do, into a new one.
func dumped(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	from, name := strings.TrimPrefix(u.Path, "/"), "t_"+id.Random()
	admin, err := sql.Open("pgx", os.Getenv(dbtest.Env))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + from); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		admin.Close() //nolint:errcheck // the test is over
	})
	u.Path = "/" + name
	return u.String()
}

// certificate makes one for localhost and gives its files.
func certificate(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	plan := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, plan, plan, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "chain.pem"), filepath.Join(dir, "key.pem")
	chain := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	for name, body := range map[string][]byte{cert: chain, key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})} {
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(chain)
	return cert, key, pool
}

func TestServesHTTPSWithACertificateOfItsOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) { overHTTPS(t, fresh(t)) })
}

func overHTTPS(t *testing.T, address string) {
	t.Helper()
	h, err := Build(t.Context(), Config{DB: address, KeyFile: filepath.Join(t.TempDir(), "kernehus.key")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Accounts.SetUp(t.Context(), account.SetUp{Municipality: "Lejre Kommune", Email: "it@lejre.example", Demo: true}); err != nil {
		t.Fatal(err)
	}
	cert, key, pool := certificate(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- h.serveOn(ctx, serveCommand{TLSCert: cert, TLSKey: key}, listener) }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	res, err := client.Get("https://localhost:" + port + "/log-ind")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("Lejre Kommune")) || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%d %v %v", res.StatusCode, res.Header, err)
	}
	res.Body.Close() //nolint:errcheck // read to its end
	client.CloseIdleConnections()
	stop()
	if err := <-over; err != nil {
		t.Errorf("served until %v", err)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
}
