package account_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/pquerna/otp/totp"

	"kernehus/internal/app"
	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/job"
)

// journal is a log that can be read while it is written.
type journal struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.all.Write(b)
}

func (j *journal) text() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.all.String()
}

// postOffice plays a mail server that takes every letter but those to "refused@…".
func postOffice(t *testing.T) (address string, letters <-chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() }) //nolint:errcheck // the test is over
	out := make(chan string, 10)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			out <- converse(c)
			c.Close() //nolint:errcheck // the client has said goodbye
		}
	}()
	return l.Addr().String(), out
}

func converse(c net.Conn) string {
	in, letter := bufio.NewReader(c), ""
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 test")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return letter
		}
		switch word := strings.ToUpper(strings.TrimSpace(line)); {
		case strings.HasPrefix(word, "EHLO"):
			say("250 8BITMIME")
		case strings.HasPrefix(word, "RCPT TO:<REFUSED"):
			say("550 5.1.1 " + strings.TrimSpace(line[8:]) + " is unknown here")
		case word == "DATA":
			say("354 go on")
			for line = ""; line != ".\r\n" && err == nil; {
				line, err = in.ReadString('\n')
				letter += line
			}
			say("250 taken")
		case word == "QUIT":
			say("221 bye")
			return letter
		default:
			say("250 ok")
		}
	}
}

var linkIn = regexp.MustCompile(`http://127\.0\.0\.1:8080(/(?:invitation|nyt-kodeord)/(\w+))`)

// arrived waits for the next conversation with the mail server, but not for ever.
func arrived(t *testing.T, letters <-chan string) string {
	t.Helper()
	select {
	case letter := <-letters:
		return letter
	case <-time.After(30 * time.Second):
		t.Fatal("no letter comes")
	}
	return ""
}

// posted waits for a letter and gives the path and the secret of its link.
func posted(t *testing.T, letters <-chan string) (path, secret string) {
	t.Helper()
	letter := arrived(t, letters)
	_, body, _ := strings.Cut(letter, "\r\n\r\n")
	words, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(body)))
	if err != nil {
		t.Fatal(err)
	}
	link := linkIn.FindStringSubmatch(string(words))
	if link == nil {
		t.Fatalf("no link in %s", letter)
	}
	return link[1], link[2]
}

func (b *browser) asProgram(method, path, token, body string) (int, string) {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = b.host
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// Letters are sent by the mail server the settings name, their links work, and neither a
// link nor any other secret, nor anybody's address, stands in the log: not when all goes
// well and not when something is refused.
func TestLettersArriveAndNoSecretStandsInTheLog(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		ctx, stop := context.WithCancel(context.Background())
		var log journal
		server, letters := postOffice(t)
		h, err := app.Build(ctx, app.Config{DB: fresh(t), SMTP: "smtp://" + server, MailFrom: "kernehus@lejre.example"}, slog.New(slog.NewJSONHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		var jobs sync.WaitGroup
		bell := make(chan struct{}, 1)
		jobs.Go(func() {
			job.Runner{DB: h.DB, Log: h.Log, Wake: bell, Pause: 20 * time.Millisecond, Kinds: h.JobKinds()}.Run(ctx)
		})
		t.Cleanup(func() {
			stop()
			jobs.Wait()
			if err := h.Close(); err != nil {
				t.Error(err)
			}
		})
		secrets := visitEverything(t, h, letters)
		for what, secret := range secrets {
			if secret == "" {
				t.Errorf("%s was not made", what)
			} else if strings.Contains(strings.ToLower(log.text()), strings.ToLower(secret)) {
				t.Errorf("%s (%s) stands in the log", what, secret)
			}
		}
		if !strings.Contains(log.text(), "job failed") {
			t.Error("the refused letter is not in the log")
		}
	})
}

// visitEverything comes in by every way there is and gives the secrets it has used.
func visitEverything(t *testing.T, h *app.House, letters <-chan string) map[string]string {
	t.Helper()
	ctx := context.Background()
	done, err := h.Accounts.SetUp(ctx, account.SetUp{Municipality: "Lejre Kommune", Email: "admin@lejre.example"})
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, h)
	secrets := map[string]string{"the first link": done.Path[strings.LastIndex(done.Path, "/")+1:], "the password": good, "an address": "aase@lejre.example", "a refused address": "refused@lejre.example"}
	b.get(done.Path)
	b.cookies["kernehus"] = "valgt-af-en-anden" // a browser in which another has put a sign-in beforehand
	b.post(done.Path, "password", good).leads(303, "/hjem")
	if secrets["the sign-in"] = b.cookies["kernehus"]; secrets["the sign-in"] == "valgt-af-en-anden" {
		t.Error("a sign-in takes the secret the browser came with")
	}
	secondFactor(t, b, secrets)
	b.post("/administration/brugere", "name", "Åse Prøve", "email", secrets["an address"], "role", string(access.Facilitator))
	var path string
	path, secrets["the invitation"] = posted(t, letters)
	other := open(t, h)
	if got := other.get(path); got.code != 200 {
		t.Errorf("the link in the letter: %d", got.code)
	}
	other.post(path, "password", "kort")
	other.post(path, "password", good).leads(303, "/hjem")
	other.post(path, "password", good)
	before := other.cookies["kernehus"]
	other.post("/log-ind", "email", secrets["an address"], "password", good).leads(303, "/hjem")
	if secrets["a second sign-in"] = other.cookies["kernehus"]; before == other.cookies["kernehus"] {
		t.Error("the secret of the sign-in is the same after signing in anew")
	}
	other.post("/log-ind", "email", secrets["an address"], "password", "forkert kodeord")
	secrets["a wrong password"] = "forkert kodeord"
	other.post("/glemt", "email", secrets["an address"])
	path, secrets["the way to a new password"] = posted(t, letters)
	other.get(path)
	b.post("/administration/brugere", "name", "Bo Prøve", "email", secrets["a refused address"])
	arrived(t, letters)
	token(t, b, done.Root.ID.String(), secrets)
	return secrets
}

// secondFactor sets one up, signs out, and comes back with it.
func secondFactor(t *testing.T, b *browser, secrets map[string]string) {
	t.Helper()
	b.post(account.SecondFactorPage + "/begynd")
	key := strings.ReplaceAll(b.get(account.SecondFactorPage).text("code"), " ", "")
	code, err := totp.GenerateCode(key, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	shown := b.post(account.SecondFactorPage+"/bekraeft", "code", code)
	secrets["the second factor"], secrets["a recovery code"] = key, shown.text("main li code")
	b.post("/log-ud").leads(303, "/")
	half := b.post("/log-ind", "email", "admin@lejre.example", "password", good)
	secrets["half a sign-in"] = half.value(`[name="halv"]`)
	b.post("/log-ind/kode", "halv", secrets["half a sign-in"], "code", "000000")
	b.post("/log-ind/kode", "halv", secrets["half a sign-in"], "code", secrets["a recovery code"]).leads(303, "/hjem")
}

// token makes an API token, opens a dialogue with it, and takes part.
func token(t *testing.T, b *browser, unit string, secrets map[string]string) {
	t.Helper()
	made := b.post("/administration/noegler", "name", "Måling", "role", string(access.Facilitator), "days", "30")
	key := regexp.MustCompile(`kh_\w+`).FindString(made.body)
	secrets["the token"] = key
	status, body := b.asProgram(http.MethodPost, "/api/v1/dialogues", key, `{"guide":"a1_hvem_definerer","unit":"`+unit+`","title":"Hvad er vi til for?"}`)
	if status != http.StatusCreated {
		t.Fatalf("opening a dialogue: %d %s; the token: %d %.600s", status, body, made.code, made.text("main"))
	}
	secrets["the join code"] = regexp.MustCompile(`"code":"([\w-]+)"`).FindStringSubmatch(body)[1]
	secrets["the screen"] = regexp.MustCompile(`"screen_url":"[^"]*/([\w-]+)"`).FindStringSubmatch(body)[1]
	at := "/api/v1/dialogues/" + secrets["the join code"]
	status, body = b.asProgram(http.MethodPost, at+"/participants", "", `{"id":"2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a11","actor":"citizen"}`)
	in := regexp.MustCompile(`"token":"(\w+)"`).FindStringSubmatch(body)
	if in == nil {
		t.Fatalf("joining: %d %s", status, body)
	}
	secrets["who takes part"], secrets["their own id"] = in[1], "2f1a52a4-93a6-4c2e-a6f5-0d2f0c1b9a11"
	b.asProgram(http.MethodGet, at+"/state", in[1], "")
	b.asProgram(http.MethodPost, at+"/inputs", in[1], `{`)
	b.asProgram(http.MethodGet, at+"/state", "p_forkert", "")
	b.get("/skaerm/" + secrets["the screen"])
	b.get("/deltag/" + secrets["the join code"] + "?navn=x")
	if cascadia.Query(made.tree, cascadia.MustCompile("main")) == nil {
		t.Error("the token's page is no page")
	}
}
