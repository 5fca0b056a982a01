package mail

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	"strings"
	"testing"
)

func TestMailServerIsWrittenAsAnAddress(t *testing.T) {
	s, err := Parse("smtps://bruger:hemmelig@post.example", "kernehus@kommune.example")
	if err != nil || s.port != 465 || !s.tls || s.password != "hemmelig" {
		t.Errorf("Parse = %+v, %v", s, err)
	}
	if s, err := Parse("smtp://post.example:2525", "a@b.example"); err != nil || s.port != 2525 || s.plain {
		t.Errorf("Parse = %+v, %v", s, err)
	}
	for _, bad := range []string{"", "post.example", "http://post.example", "smtp://u:hemmelig@", "smtp://u:hemmelig@[x"} {
		if _, err := Parse(bad, "a@b.example"); err == nil || strings.Contains(err.Error(), "hemmelig") {
			t.Errorf("Parse(%q) = %v, want a refusal without the password", bad, err)
		}
	}
	if _, err := Parse("smtp://post.example", ""); err == nil {
		t.Error("a server without sender is taken")
	}
}

// receive plays a mail server for one letter and gives what it was sent.
func receive(t *testing.T) (address string, letter <-chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() }) //nolint:errcheck // the test is over
	out := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close() //nolint:errcheck // the test is over
		out <- converse(c)
	}()
	return l.Addr().String(), out
}

func converse(c net.Conn) string {
	in, got := bufio.NewReader(c), ""
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 test")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return got
		}
		got += line
		switch word := strings.ToUpper(strings.TrimSpace(line)); {
		case strings.HasPrefix(word, "EHLO"):
			say("250 8BITMIME")
		case word == "DATA":
			say("354 go on")
			for {
				line, err := in.ReadString('\n')
				if err != nil || line == ".\r\n" {
					break
				}
				got += line
			}
			say("250 taken")
		case word == "QUIT":
			say("221 bye")
			return got
		default:
			say("250 ok")
		}
	}
}

func TestLetterArrivesInDanishAndOnOneSubjectLine(t *testing.T) {
	address, letter := receive(t)
	s, err := Parse("smtp://"+address, "kernehus@kommune.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(context.Background(), "aase@kommune.example", "Hej\r\nBcc: alle@kommune.example", "Kære Åse\nHer er dit link.\n"); err != nil {
		t.Fatal(err)
	}
	got := <-letter
	if strings.Contains(got, "\nBcc:") || !strings.Contains(got, "RCPT TO:<aase@kommune.example>") || !strings.Contains(got, "Auto-Submitted: auto-generated") {
		t.Errorf("sent:\n%s", got)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(got[strings.Index(got, "\r\n\r\n"):])))
	if err != nil || !strings.Contains(string(body), "Kære Åse") {
		t.Errorf("body = %q, %v", body, err)
	}
}
