package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"

	"kernehus/internal/phone"
)

// server is the real program on one engine, with a database of the size that is measured.
type server struct {
	engine, binary, database string
	addr, base, token        string
	unit, top                string // one in the middle, and the one above all
	slug                     string // of a core task in the middle
	dir                      string
	log                      *os.File
	said                     int64 // how much of the log was there before this repeat
	running                  *exec.Cmd
	browser                  *http.Client // of somebody who works here
}

const (
	password = "en hel anden sang 7"
	email    = "leder@maalekoebing.example"
)

// prepare builds a database on each engine.
func prepare(ctx context.Context, s setting) ([]*server, error) {
	if _, err := os.Stat(s.binary); err != nil {
		return nil, fmt.Errorf("%w: run make build first", err)
	}
	address, err := newDatabase(ctx, s.postgres)
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL: %w", err)
	}
	out := []*server{
		{engine: onSQLite, dir: s.dir, binary: s.binary, database: filepath.Join(s.dir, "kernehus.db")},
		{engine: onPostgres, dir: s.dir, binary: s.binary, database: address},
	}
	out = slices.DeleteFunc(out, func(one *server) bool { return s.engine != "" && one.engine != s.engine })
	for _, one := range out {
		begun := time.Now()
		if err := one.seed(ctx, s); err != nil {
			return nil, fmt.Errorf("%s: %w", one.engine, err)
		}
		fmt.Fprintf(os.Stderr, "%s holds %d units and %d core tasks after %s\n", one.engine, s.units, s.tasks, time.Since(begun).Round(time.Second))
	}
	return out, nil
}

// newDatabase makes a database in a PostgreSQL whose disk is honest.
func newDatabase(ctx context.Context, address string) (string, error) {
	d, err := sql.Open("pgx", address)
	if err != nil {
		return "", err
	}
	defer d.Close() //nolint:errcheck // it was only asked
	var fsync string
	if err := d.QueryRowContext(ctx, "SHOW fsync").Scan(&fsync); err != nil {
		return "", err
	}
	if fsync != "on" {
		return "", errors.New("fsync is " + fsync + ", so its figures would be too good: FSYNC=on scripts/with-postgres.sh go run ./bench")
	}
	name := "bench_" + strconv.FormatInt(time.Now().UnixNano(), 36)
	if _, err := d.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

// environment has the program keep its key where the databases are.
func (s *server) environment() []string {
	return append(os.Environ(), "KERNEHUS_KEY_FILE="+filepath.Join(s.dir, s.engine+".key"))
}

// command carries out one command of the program and gives what it says.
func (s *server) command(ctx context.Context, in string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, s.binary, append(args, "--db", s.database)...)
	c.Env = s.environment()
	c.Stdin = strings.NewReader(in)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		err = fmt.Errorf("kernehus %s: %w: %s %s", strings.Join(args[:2], " "), err, out, errs.String())
	}
	return string(out), err
}

func (s *server) seed(ctx context.Context, set setting) error {
	organisation, tasks := filepath.Join(set.dir, "organisation.csv"), filepath.Join(set.dir, "core-tasks.yaml")
	if err := os.WriteFile(organisation, organisationFile(set.units, 2*set.units), 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(tasks, coreTaskFile(set.units, set.tasks), 0o600); err != nil {
		return err
	}
	for _, c := range []struct {
		in   string
		args []string
	}{
		{"", []string{"setup", "--name", "Målekøbing Kommune", "--admin", "it@maalekoebing.example"}},
		{"", []string{"import", "organisation", organisation}},
		{"", []string{"import", "core-tasks", tasks}},
		{password + "\n", []string{"user", "add", "--email", email, "--name", "Mette Målebånd", "--role", "hr_konsulent", "--password-stdin"}},
	} {
		if _, err := s.command(ctx, c.in, c.args...); err != nil {
			return err
		}
	}
	said, err := s.command(ctx, "", "token", "create", "--role", "hr_konsulent", "--name", "bench")
	words := strings.Fields(said)
	if err != nil || len(words) == 0 {
		return err
	}
	s.token = words[len(words)-1]
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.addr = l.Addr().String()
	s.base = "http://" + s.addr
	if s.log, err = os.Create(filepath.Join(set.dir, s.engine+".log")); err != nil {
		return err
	}
	return l.Close()
}

// measure is one repeat on one engine. What the server has logged of a failure is told with it.
func (s *server) measure(ctx context.Context, set setting, b *book) error {
	var err error
	if s.said, err = s.log.Seek(0, io.SeekEnd); err != nil {
		return err
	}
	if err := s.start(ctx, b); err != nil {
		return err
	}
	defer s.stop()
	if err := errors.Join(s.work(ctx, set, b), s.mistakes()); err != nil {
		return err
	}
	s.stop()
	for _, one := range set.searches() {
		if set.wants(one.key) && slices.Contains(one.places, s.engine) {
			if err := s.search(ctx, set, b, one); err != nil {
				return fmt.Errorf("search: %w", err)
			}
		}
	}
	if !set.wants("import") {
		return nil
	}
	return s.imports(ctx, set, b)
}

func (s *server) work(ctx context.Context, set setting, b *book) error {
	if err := s.enter(ctx); err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	if err := s.read(ctx, set, b); err != nil {
		return fmt.Errorf("pages: %w", err)
	}
	for _, n := range set.phones {
		if !set.wantsAny(roomRows(set, n)) {
			continue
		}
		if err := s.fill(ctx, set, n, b); err != nil {
			return fmt.Errorf("%d phones: %w", n, err)
		}
	}
	for _, c := range crowds {
		if !set.wants(at("inputs", c)) {
			continue
		}
		if err := s.capacity(ctx, set, b, c); err != nil {
			return fmt.Errorf("inputs of %d: %w", c, err)
		}
	}
	if s.engine == onPostgres || !set.wants("backup") {
		return nil // pg_dump is not ours
	}
	if err := s.backup(ctx, set, b); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}

// imports takes a whole organisation into an empty municipality.
func (s *server) imports(ctx context.Context, set setting, b *book) error {
	empty, file := *s, filepath.Join(set.dir, "import.csv")
	var err error
	if empty.database, err = s.another(ctx, set); err != nil {
		return err
	}
	if err := os.WriteFile(file, organisationFile(set.units, set.people), 0o600); err != nil {
		return err
	}
	if _, err := empty.command(ctx, "", "setup", "--name", "Målekøbing Kommune", "--admin", "it@maalekoebing.example"); err != nil {
		return err
	}
	begun := time.Now()
	said, err := empty.command(ctx, "", "import", "organisation", file)
	if err != nil {
		return err
	}
	b.note("import", s.engine, time.Since(begun).Seconds())
	if want := fmt.Sprintf("%d created", set.people); !strings.Contains(said, want) {
		return fmt.Errorf("the import says %q, want %q", said, want)
	}
	return nil
}

// another names a new database on the same engine.
func (s *server) another(ctx context.Context, set setting) (string, error) {
	if s.engine == onPostgres {
		return newDatabase(ctx, set.postgres)
	}
	return filepath.Join(set.dir, fmt.Sprintf("import%d.db", time.Now().UnixNano())), nil
}

// start serves, and notes how long it took until it answered and what it then holds.
func (s *server) start(ctx context.Context, b *book) error {
	info, err := os.Stat(s.binary)
	if err != nil {
		return err
	}
	b.note("binary", onMachine, float64(info.Size())/(1<<20))
	s.running = exec.Command(s.binary, "serve", "--addr", s.addr, "--db", s.database)
	s.running.Env, s.running.Stdout, s.running.Stderr = s.environment(), io.Discard, s.log
	begun := time.Now()
	if err := s.running.Start(); err != nil {
		return err
	}
	ask := phone.Server{Base: s.base, Client: newClient(1)}
	for {
		if _, err := ask.Ask(ctx, http.MethodGet, "/readyz", nil, nil); err == nil {
			break
		}
		if time.Since(begun) > 20*time.Second {
			return errors.New("it does not answer")
		}
		if err := pause(ctx, 2*time.Millisecond); err != nil {
			return err
		}
	}
	b.note("start", s.engine, milliseconds(time.Since(begun)))
	if err := pause(ctx, time.Second); err != nil {
		return err
	}
	memory, err := s.memory()
	b.note("idle", s.engine, memory)
	return err
}

func (s *server) stop() {
	if s.running == nil {
		return
	}
	s.running.Process.Signal(syscall.SIGINT) //nolint:errcheck // it may have ended
	ended := make(chan struct{})
	go func() { s.running.Wait(); close(ended) }() //nolint:errcheck // its log says why
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		s.running.Process.Kill() //nolint:errcheck // it hangs
		<-ended
	}
	s.running = nil
}

// memory is what the program holds in the machine's memory, in MB.
func (s *server) memory() (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.running.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, found := strings.CutPrefix(line, "VmRSS:"); found {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024, err
		}
	}
	return 0, errors.New("the system does not tell what a program holds in memory")
}

// worked is how long the program has kept a processor busy since it started.
func (s *server) worked() (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.running.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(user+system) * (time.Second / 100), err // the kernel counts hundredths
}

// busy tells how much of a processor the program used for each of the things it did.
func (s *server) busy(key string, b *book, do func() (tally, error)) (tally, error) {
	before, err := s.worked()
	if err != nil {
		return tally{}, err
	}
	n, err := do()
	if err != nil {
		return n, err
	}
	after, err := s.worked()
	b.note(key+"-cpu", s.engine, milliseconds(after-before)/float64(len(n.took)))
	return n, err
}

// mistakes fails when the server has logged one in this repeat: a repeat with a single error
// does not count.
func (s *server) mistakes() error {
	b, err := os.ReadFile(s.log.Name())
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(bytes.NewReader(b[s.said:]))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if line := lines.Text(); strings.Contains(line, `"level":"ERROR"`) || strings.Contains(line, `"status":5`) {
			return errors.New("the server logged: " + line)
		}
	}
	return lines.Err()
}

// enter signs in as somebody who works here, and finds the top unit and a core task.
func (s *server) enter(ctx context.Context) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	s.browser = newClient(4)
	s.browser.Jar = jar
	s.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	form := url.Values{"email": {email}, "password": {password}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+"/log-ind", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := s.browser.Do(r)
	if err != nil {
		return err
	}
	answer.Body.Close() //nolint:errcheck // the cookie counts
	if here, _ := url.Parse(s.base); len(jar.Cookies(here)) == 0 || answer.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("answered %d", answer.StatusCode)
	}
	program := phone.Server{Base: s.base, Token: s.token, Client: newClient(1)}
	units, err := program.Units(ctx)
	if err != nil || len(units) == 0 {
		return fmt.Errorf("units: %w", err)
	}
	s.top = units[0].ID
	middle := units[0]
	for range 2 {
		if len(middle.Children) > 0 {
			middle = middle.Children[len(middle.Children)/2]
		}
	}
	s.unit = middle.ID
	var list struct {
		Items []struct{ Slug string }
	}
	if _, err := program.Ask(ctx, http.MethodGet, "/api/v1/core-tasks?limit=50", nil, &list); err != nil || len(list.Items) == 0 {
		return fmt.Errorf("core tasks: %w", err)
	}
	s.slug = list.Items[len(list.Items)/2].Slug
	return nil
}
