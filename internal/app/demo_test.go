package app

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDemoIsLoadedOnceAndLeavesNothingBeside(t *testing.T) {
	file := filepath.Join(t.TempDir(), "data", "k.db")
	if code, say := run(t, "demo", "--db", file); code != Done || !strings.Contains(say, "Fjordby Kommune") {
		t.Fatalf("demo: %d %s", code, say)
	}
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file + ".loading"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file it was loaded into is still there: %v", err)
	}
	if code, say := run(t, "demo", "--db", file); code != Done {
		t.Fatalf("demo again: %d %s", code, say)
	}
	again, err := os.ReadFile(file)
	if err != nil || string(again) != string(first) {
		t.Errorf("the second time changed the database (%v)", err)
	}
	if code, say := run(t, "setup", "--db", file, "--name", "Lejre Kommune", "--admin", "it@lejre.example", "--host", "lejre.example"); code != Done {
		t.Errorf("setting up a real municipality beside it: %d %s", code, say)
	}
}

func TestDemoRefusesBesideARealMunicipality(t *testing.T) {
	file := filepath.Join(t.TempDir(), "k.db")
	if code, say := run(t, "setup", "--db", file, "--name", "Lejre Kommune", "--admin", "it@lejre.example"); code != Done {
		t.Fatal(say)
	}
	if code, say := run(t, "demo", "--db", file); code != Failed || !strings.Contains(say, "real municipality") {
		t.Errorf("demo: %d %s", code, say)
	}
}

func TestDemoThatWasCutOffBeginsAnew(t *testing.T) {
	file := filepath.Join(t.TempDir(), "k.db")
	if err := os.WriteFile(file+".loading", []byte("cut off"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, say := run(t, "demo", "--db", file); code != Done {
		t.Errorf("demo: %d %s", code, say)
	}
}

func TestDemoOnTheNetworkHasPasswordsOfItsOwn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "k.db")
	env := &environment{ctx: t.Context(), out: &strings.Builder{}, config: &Config{DB: file}}
	if err := loadBeside(t.Context(), *env.config); err != nil {
		t.Fatal(err)
	}
	err := env.with(func(h *House) error {
		d, m, err := h.ensureDemo(t.Context())
		if err != nil {
			return err
		}
		known, err := demoPasswords(t.Context(), d, m, false)
		if err != nil || known["leder@fjordby.example"] != "fjordby-demo" {
			t.Errorf("at home: %v, %v", known, err)
		}
		chance, err := demoPasswords(t.Context(), d, m, true)
		if err != nil || len(chance["leder@fjordby.example"]) < 12 || chance["leder@fjordby.example"] == chance["admin@fjordby.example"] {
			t.Errorf("on the network: %v, %v", chance, err)
		}
		if open, err := h.Accounts.WellKnown(t.Context(), m, "leder@fjordby.example"); open || err != nil {
			t.Errorf("the printed password still opens: %t, %v", open, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNetworkAddressIsListenedOnAndShown(t *testing.T) {
	addr, open, err := serveCommand{Addr: "127.0.0.1:8080"}.onNetwork("http://kerne.example:8080")
	if err != nil || addr != "0.0.0.0:8080" || open != "http://kerne.example:8080" {
		t.Errorf("listen on %s, open %s, %v", addr, open, err)
	}
	_, open, err = serveCommand{Addr: "127.0.0.1:8080"}.onNetwork("")
	if host, port, _ := net.SplitHostPort(strings.TrimPrefix(open, "http://")); err == nil && (net.ParseIP(host) == nil || port != "8080") {
		t.Errorf("open %s", open)
	}
}
