// Package mail sends letters by SMTP. They are plain text: nothing in them is loaded from
// anywhere, and every mail program can read them.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// SMTP is a mail server and who writes.
type SMTP struct {
	host     string
	port     int
	tls      bool // from the first byte; else STARTTLS
	plain    bool // no encryption: only to a mail server on the same machine
	user     string
	password string
	from     string
}

// Parse reads smtp://user:password@host:587 (STARTTLS) or smtps://…:465 (TLS at once).
// Without encryption it speaks only to a server on this machine.
func Parse(address, from string) (SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return SMTP{}, errors.New("the mail server is written smtp://user:password@host:587 or smtps://user:password@host:465") // not err: it holds the password
	}
	s := SMTP{host: u.Hostname(), port: 587, tls: u.Scheme == "smtps", user: u.User.Username(), from: from}
	s.password, _ = u.User.Password()
	s.plain = !s.tls && (s.host == "localhost" || s.host == "127.0.0.1" || s.host == "::1")
	if s.tls {
		s.port = 465
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil {
			return SMTP{}, fmt.Errorf("mail server's port %q is no number", p)
		}
	}
	if !strings.Contains(from, "@") {
		return SMTP{}, errors.New("a mail server needs a sender: set KERNEHUS_MAIL_FROM, such as kernehus@kommune.dk")
	}
	return s, nil
}

// Send sends one letter and returns when the mail server has taken it.
func (s SMTP) Send(ctx context.Context, to, subject, body string) error {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.From(s.from); err != nil {
		return fmt.Errorf("sender: %w", err)
	}
	if err := m.To(to); err != nil {
		return errors.New("the receiver's address cannot be used") // without it: it is personal data
	}
	m.Subject(strings.Join(strings.Fields(subject), " ")) // one line
	m.SetDate()
	m.SetMessageID()
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(gomail.TypeTextPlain, body)
	c, err := gomail.NewClient(s.host, s.options()...)
	if err != nil {
		return err
	}
	if err := c.DialAndSendWithContext(ctx, m); err != nil {
		return nameless(err, to)
	}
	return nil
}

// nameless is a failure without the receiver's address, which a mail server likes to repeat
// and which stands in no log.
func nameless(err error, to string) error {
	return errors.New(regexp.MustCompile("(?i)"+regexp.QuoteMeta(to)).ReplaceAllString(err.Error(), "…"))
}

func (s SMTP) options() []gomail.Option {
	out := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(20 * time.Second)}
	switch {
	case s.tls:
		out = append(out, gomail.WithSSL())
	case s.plain:
		out = append(out, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	default:
		out = append(out, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.user != "" {
		out = append(out, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
	}
	return out
}
