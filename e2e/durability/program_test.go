package durability

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kernehus/internal/phone"
)

// program is the real binary with a database of its own.
type program struct {
	binary, database, addr string
	log                    *os.File
	running                *exec.Cmd
}

// build makes the binary once for all tests, with the race detector when GOFLAGS say so.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "kernehus")
	c := exec.Command("go", "build", "-o", binary, "kernehus/cmd/kernehus")
	c.Dir = "../.."
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	return binary
}

func newProgram(t *testing.T, binary, database string) *program {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	p := &program{binary: binary, database: database, addr: l.Addr().String(), log: file}
	t.Cleanup(func() {
		p.kill()
		if said, err := os.ReadFile(file.Name()); err != nil || strings.Contains(string(said), "DATA RACE") { // make test builds it with the race detector
			t.Error("two goroutines of the program met without a lock")
		}
		if t.Failed() {
			t.Logf("the program's log ends:\n%s", p.tail())
		}
		file.Close()
	})
	return p
}

// tail is the end of what the program has said, but for the requests.
func (p *program) tail() string {
	b, err := os.ReadFile(p.log.Name())
	if err != nil {
		return err.Error()
	}
	var lines []string
	for l := range strings.Lines(string(b)) {
		if !strings.Contains(l, `"level":"INFO"`) {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines[max(0, len(lines)-40):], "")
}

// command is the program with its key beside its log, wherever the database is.
func (p *program) command(args ...string) *exec.Cmd {
	c := exec.Command(p.binary, args...)
	c.Env = append(os.Environ(), "KERNEHUS_KEY_FILE="+filepath.Join(filepath.Dir(p.log.Name()), "key"))
	return c
}

// run carries out one command and gives what it says.
func (p *program) run(t *testing.T, args ...string) string {
	t.Helper()
	c := p.command(append(args, "--db", p.database)...)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s%s", args, err, out, errs.String())
	}
	return string(out)
}

// start serves until kill, and returns when the program answers.
func (p *program) start(ctx context.Context) error {
	c := p.command("serve", "--addr", p.addr, "--db", p.database)
	c.Stdout, c.Stderr = p.log, p.log
	if err := c.Start(); err != nil {
		return err
	}
	p.running = c
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute) // how long says nothing: the machine may be busy, and the race detector slow
	defer stop()
	ask := phone.Server{Base: "http://" + p.addr, Client: &http.Client{Timeout: time.Second}}
	for {
		_, err := ask.Ask(ctx, http.MethodGet, "/readyz", nil, nil)
		if err == nil {
			return nil
		}
		if wait(ctx, 10*time.Millisecond) != nil {
			return fmt.Errorf("the program does not answer: %w", err)
		}
	}
}

// kill ends the program as a power cut would, at whatever it is doing.
func (p *program) kill() {
	if p.running == nil {
		return
	}
	p.running.Process.Kill() //nolint:errcheck // it may have ended
	p.running.Wait()         //nolint:errcheck // it ended by a signal
	p.running = nil
}

// wait waits, or gives up with ctx.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// open sets a municipality up, serves it, and opens a dialogue at a step that everybody
// writes in and whose contributions stand in the result.
func (p *program) open(t *testing.T, client *http.Client) *phone.Room {
	t.Helper()
	ctx := t.Context()
	p.run(t, "setup", "--name", "Prøvekøbing Kommune", "--admin", "it@proeve.example")
	words := strings.Fields(p.run(t, "token", "create", "--role", "hr_konsulent", "--name", "durability"))
	if err := p.start(ctx); err != nil {
		t.Fatal(err)
	}
	server := phone.Server{Base: "http://" + p.addr, Token: words[len(words)-1], Client: client}
	units, err := server.Units(ctx)
	if err != nil || len(units) == 0 {
		t.Fatalf("units: %v, %v", units, err)
	}
	room, err := phone.Open(ctx, server, "a1_hvem_definerer", units[0].ID, "Strømmen går")
	if err != nil {
		t.Fatal(err)
	}
	for range writing {
		if err := room.Move(ctx, "next"); err != nil {
			t.Fatal(err)
		}
	}
	return room
}

// writing is the step of the guide where people write cards.
const writing = 3
