package durability

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is the real binary on one database.
type program struct {
	*testing.T
	binary string
	db     string
	addr   string
	token  string
	log    *bytes.Buffer
	run    *exec.Cmd
	ended  chan error // what the server that runs now ended with
	client *http.Client
}

// build makes the binary as it is shipped.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "kernehus")
	out, err := exec.Command("go", "build", "-o", binary, "kernehus/cmd/kernehus").CombinedOutput()
	if err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

func (p *program) command(args ...string) string {
	p.Helper()
	out, err := exec.Command(p.binary, append(args, "--db", p.db)...).CombinedOutput()
	if err != nil {
		p.Fatalf("kernehus %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// found sets a municipality up and gets a token.
func found(t *testing.T, binary, db string) *program {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &program{T: t, binary: binary, db: db, addr: l.Addr().String(), client: &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 200}}}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	p.command("setup", "--name", "Prøveby Kommune", "--admin", "admin@proeveby.example")
	said := strings.Fields(p.command("token", "create", "--role", "hr_konsulent", "--name", "prøve"))
	p.token = said[len(said)-1]
	t.Cleanup(func() {
		if p.run != nil {
			p.kill()
		}
	})
	return p
}

// start runs the server and waits until it answers.
func (p *program) start() {
	p.Helper()
	p.log = &bytes.Buffer{}
	run, ended := exec.Command(p.binary, "serve", "--db", p.db, "--addr", p.addr), make(chan error, 1)
	run.Stdout, run.Stderr = io.Discard, p.log
	if err := run.Start(); err != nil {
		p.Fatal(err)
	}
	go func() { ended <- run.Wait() }()
	p.run, p.ended = run, ended
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for range 1500 {
		select {
		case err := <-ended:
			p.Fatalf("the server ended by itself: %v\n%s", err, p.log)
		case <-tick.C:
		}
		if res, err := p.client.Get("http://" + p.addr + "/readyz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
	}
	p.Fatalf("the server did not become ready\n%s", p.log)
}

// kill ends the server as a power cut does.
func (p *program) kill() {
	p.Helper()
	if err := p.run.Process.Kill(); err != nil {
		p.Fatal(err)
	}
	<-p.ended
	p.run = nil
}

// call asks the API; a failure to get through is an error, an answer is not.
func (p *program) call(method, path, token string, body, into any) (int, error) {
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, "http://"+p.addr+"/api/v1"+path, in)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := p.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	if res.StatusCode >= 300 {
		return res.StatusCode, fmt.Errorf("%s %s: %s %s", method, path, res.Status, b)
	}
	if into == nil {
		return res.StatusCode, nil
	}
	return res.StatusCode, json.Unmarshal(b, into)
}

func (p *program) must(method, path, token string, body, into any) {
	p.Helper()
	if _, err := p.call(method, path, token, body, into); err != nil {
		p.Fatal(err)
	}
}

// cluster is a PostgreSQL of our own with its disk kept honest, because it is killed too.
type cluster struct {
	*testing.T
	bin, dir string
	port     int
	as       *syscall.Credential
}

func newCluster(t *testing.T) *cluster {
	t.Helper()
	dir, err := os.MkdirTemp("", "kernehus-durable")
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{T: t, bin: postgresBin(t), dir: dir}
	t.Cleanup(func() { os.RemoveAll(dir) }) //nolint:errcheck // what is left is in the temporary directory
	if os.Getuid() == 0 {                   // PostgreSQL refuses to run as root
		c.as = unprivileged(t)
		if err := os.Chown(dir, int(c.as.Uid), int(c.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.port = l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	c.do("initdb", "-D", c.data(), "-U", "kernehus", "-A", "trust", "-E", "UTF8", "--locale=C")
	c.start()
	t.Cleanup(func() { c.stop() })
	return c
}

func (c *cluster) data() string { return filepath.Join(c.dir, "data") }

func (c *cluster) url() string {
	return fmt.Sprintf("postgres://kernehus@127.0.0.1:%d/postgres?sslmode=disable", c.port)
}

func (c *cluster) start() {
	c.Helper()
	c.do("pg_ctl", "-D", c.data(), "-l", filepath.Join(c.dir, "log"), "-w", "-t", "60", "start",
		"-o", fmt.Sprintf("-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories='%s' -c fsync=on -c full_page_writes=on -c max_connections=200", c.port, c.dir))
}

// stop ends the cluster at once, as kill -9 of all of it would.
func (c *cluster) stop() { c.Helper(); c.do("pg_ctl", "-D", c.data(), "-m", "immediate", "-w", "stop") }

func (c *cluster) do(name string, args ...string) {
	c.Helper()
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	if c.as != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	}
	out, err := os.CreateTemp("", "pg")
	if err != nil {
		c.Fatal(err)
	}
	defer os.Remove(out.Name()) //nolint:errcheck // it is in the temporary directory
	defer out.Close()           //nolint:errcheck // what the server writes later is in its own log
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name()) //nolint:errcheck // the first failure is the one to tell
		c.Fatalf("%s: %v\n%s", name, err, said)
	}
}

func postgresBin(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("KERNEHUS_TEST_POSTGRES_BIN"); dir != "" {
		return dir
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		t.Fatal("this test starts a PostgreSQL of its own: run make test, which finds one and sets KERNEHUS_TEST_POSTGRES_BIN")
	}
	return found[len(found)-1]
}

func unprivileged(t *testing.T) *syscall.Credential {
	t.Helper()
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err1 == nil && err2 == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		}
	}
	t.Fatal("there is no user that PostgreSQL could run as")
	return nil
}
