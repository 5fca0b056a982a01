package durability

import (
	"bufio"
	"context"
	"database/sql"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
)

// cluster is a PostgreSQL of the test's own, so that stopping it stops nobody else's.
type cluster struct {
	url, data string
}

// newCluster starts one with an honest disk by the script that all tests use, and has it
// taken away at the end.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	c := exec.Command("../../scripts/with-postgres.sh", "sh", "-c", `echo "$KERNEHUS_TEST_POSTGRES"; exec cat`)
	c.Env = append(environmentWithout("KERNEHUS_TEST_POSTGRES"), "FSYNC=on")
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := c.Wait(); err != nil {
			t.Errorf("PostgreSQL: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("PostgreSQL did not start: %v", err)
	}
	go io.Copy(io.Discard, out) //nolint:errcheck // it ends with the script
	k := &cluster{url: strings.TrimSpace(line)}
	k.ask(t, "SHOW data_directory", &k.data)
	k.makeDatabase(t)
	return k
}

func environmentWithout(names ...string) []string {
	var out []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		keep := true
		for _, n := range names {
			keep = keep && n != name
		}
		if keep {
			out = append(out, v)
		}
	}
	return out
}

func (k *cluster) ask(t *testing.T, query string, out any) {
	t.Helper()
	c, err := sql.Open("pgx", k.url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.QueryRow(query).Scan(out); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func (k *cluster) makeDatabase(t *testing.T) {
	t.Helper()
	c, err := sql.Open("pgx", k.url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Exec("CREATE DATABASE durability"); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(k.url)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/durability"
	k.url = u.String()
}

// crash stops PostgreSQL at once, without a checkpoint and without asking anybody to
// finish, and starts it again as it was started: it recovers from its log.
func (k *cluster) crash(t *testing.T) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(k.data, "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	opts, err := os.ReadFile(filepath.Join(k.data, "postmaster.opts"))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil { // PostgreSQL's word for immediate
		t.Fatal(err)
	}
	k.until(t, "it has stopped", func(context.Context) bool {
		_, err := os.Stat(filepath.Join(k.data, "postmaster.pid"))
		return os.IsNotExist(err)
	})
	k.restart(t, string(opts))
}

// restart runs the command line that postmaster.opts remembers, as the owner of the data.
func (k *cluster) restart(t *testing.T, opts string) {
	t.Helper()
	words := commandLine(strings.TrimSpace(opts))
	c := exec.Command(words[0], words[1:]...)
	c.Dir = filepath.Dir(k.data)
	info, err := os.Stat(k.data)
	if err != nil {
		t.Fatal(err)
	}
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if own, ok := info.Sys().(*syscall.Stat_t); ok && int(own.Uid) != os.Getuid() {
		c.SysProcAttr.Credential = &syscall.Credential{Uid: own.Uid, Gid: own.Gid}
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	go c.Wait() //nolint:errcheck // it ends when it is crashed again or the script stops it
	k.until(t, "it answers", func(ctx context.Context) bool {
		d, err := sql.Open("pgx", k.url)
		if err != nil {
			return false
		}
		defer d.Close()
		return d.PingContext(ctx) == nil
	})
}

func (k *cluster) until(t *testing.T, what string, is func(context.Context) bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	for !is(ctx) {
		if wait(ctx, 10*time.Millisecond) != nil {
			t.Fatalf("PostgreSQL: waited in vain until %s", what)
		}
	}
}

// commandLine splits what postmaster.opts holds: /bin/postgres "-D" "/dir" …
func commandLine(s string) []string {
	program, rest, _ := strings.Cut(s, " ")
	out := []string{program}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		word, after, found := strings.Cut(strings.TrimPrefix(rest, `"`), `"`)
		if !found {
			break
		}
		out, rest = append(out, word), after
	}
	return out
}
