package app

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// shell runs commands against one database.
type shell struct {
	t  *testing.T
	db string
}

func (s shell) run(typed string, args ...string) (int, string) {
	s.t.Helper()
	var out, errs bytes.Buffer
	code := Main(context.Background(), append(args, "--db", s.db), strings.NewReader(typed), &out, &errs)
	return code, out.String() + errs.String()
}

func (s shell) must(args ...string) string {
	s.t.Helper()
	code, say := s.run("", args...)
	if code != Done {
		s.t.Fatalf("%v: %d %s", args, code, say)
	}
	return say
}

func TestMunicipalityAndPeopleAreMadeFromTheCommandLine(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "a.db")}
	if code, say := s.run("", "user", "list"); code != Failed || !strings.Contains(say, "not been set up") {
		t.Errorf("before set-up: %d %s", code, say)
	}
	say := s.must("setup", "--name", "Lejre Kommune", "--admin", "admin@lejre.example", "--host", "kerne.lejre.example")
	if !strings.Contains(say, "https://kerne.lejre.example/invitation/") {
		t.Errorf("setup: %s", say)
	}
	if say := s.must("user", "add", "--email", "bo@lejre.example", "--name", "Bo Prøve", "--role", "leder"); !strings.Contains(say, "/invitation/") {
		t.Errorf("user add: %s", say)
	}
	if code, say := s.run("tre glade katte sover\n", "user", "passwd", "--email", "bo@lejre.example", "--password-stdin"); code != Done {
		t.Errorf("passwd: %d %s", code, say)
	}
	if code, say := s.run("kort\n", "user", "passwd", "--email", "bo@lejre.example", "--password-stdin"); code != Failed || !strings.Contains(say, "at least 12") {
		t.Errorf("a short password: %d %s", code, say)
	}
	s.must("user", "disable", "--email", "admin2@lejre.example", "--municipality", "lejre-kommune", "--email", "bo@lejre.example")
	if say := s.must("user", "list"); !strings.Contains(say, "admin@lejre.example\tadmin\tinvited\tsystemadministrator") || !strings.Contains(say, "bo@lejre.example\tBo Prøve\tdisabled\tleder") {
		t.Errorf("user list: %s", say)
	}
	for _, wrong := range [][]string{
		{"user", "add", "--email", "c@lejre.example", "--name", "C", "--role", "konge"},
		{"user", "add", "--email", "c@lejre.example", "--name", "C", "--role", "leder", "--unit", "findes-ikke"},
		{"user", "disable", "--email", "ingen@lejre.example"},
		{"setup", "--name", "Lejre Kommune", "--admin", "x@lejre.example"},
	} {
		if code, say := s.run("", wrong...); code != Failed {
			t.Errorf("%v: %d %s", wrong, code, say)
		}
	}
	if code, _ := s.run("", "user", "add"); code != Misuse {
		t.Errorf("user add without anything: %d, want %d", code, Misuse)
	}
}

func TestSeveralMunicipalitiesMustBeNamed(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "a.db")}
	s.must("setup", "--name", "Lejre Kommune", "--admin", "admin@lejre.example", "--host", "lejre.example")
	s.must("setup", "--name", "Roskilde Kommune", "--admin", "admin@roskilde.example", "--slug", "roskilde", "--host", "roskilde.example")
	if code, say := s.run("", "user", "list"); code != Failed || !strings.Contains(say, "--municipality") {
		t.Errorf("unnamed: %d %s", code, say)
	}
	if say := s.must("user", "list", "--municipality", "roskilde"); !strings.Contains(say, "admin@roskilde.example") || strings.Contains(say, "lejre") {
		t.Errorf("named: %s", say)
	}
}

func TestMunicipalityWithoutAHostIsToldOfAndGivenOne(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "a.db")}
	s.must("setup", "--name", "Lejre Kommune", "--admin", "admin@lejre.example")
	say := s.must("setup", "--name", "Roskilde Kommune", "--admin", "admin@roskilde.example", "--host", "roskilde.example")
	if !strings.Contains(say, "kernehus host --municipality lejre-kommune NAME") {
		t.Errorf("setup says %s", say)
	}
	if say := s.must("host", "Lejre.example", "--municipality", "lejre-kommune"); say != "Lejre Kommune answers on lejre.example.\n" {
		t.Errorf("host says %s", say)
	}
	if code, say := s.run("", "host", "roskilde.example", "--municipality", "lejre-kommune"); code != Failed {
		t.Errorf("another's host: %s", say)
	}
}

func TestTokenIsTheLastWordAndIsRevoked(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "a.db")}
	s.must("setup", "--name", "Lejre Kommune", "--admin", "admin@lejre.example")
	words := strings.Fields(s.must("token", "create", "--role", "facilitator", "--name", "Journal", "--expires", "30d"))
	if secret := words[len(words)-1]; !strings.HasPrefix(secret, "kh_") {
		t.Errorf("last word = %q", secret)
	}
	list := s.must("token", "list")
	if !strings.Contains(list, "active") || strings.Contains(list, "kh_") {
		t.Errorf("list: %s", list)
	}
	s.must("token", "revoke", strings.Fields(list)[0])
	if list = s.must("token", "list"); !strings.Contains(list, "revoked") {
		t.Errorf("list: %s", list)
	}
	if code, _ := s.run("", "token", "create", "--role", "facilitator", "--name", "x", "--expires", "engang"); code != Misuse {
		t.Errorf("--expires engang: %d, want %d", code, Misuse)
	}
}

func TestTokensLastAsLongAsIsSaid(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Duration{"": 0, "30d": 720 * time.Hour, "7": 168 * time.Hour, "2026-03-02": 11 * time.Hour} {
		if got, err := lasting(in, now); got != want || err != nil {
			t.Errorf("lasting(%q) = %v, %v, want %v", in, got, err, want)
		}
	}
}
