package account

import (
	"context"
	"crypto/subtle"
	"errors"
	"strings"
	"sync"
	"time"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	addresses "kernehus/internal/kernel/address"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// SetUp is a new municipality with its first administrator.
type SetUp struct {
	Municipality string
	Slug         string
	Hosts        []string
	Name         string // of the administrator; empty: the address is shown until it is changed
	Email        string
	Demo         bool
	First        bool // only where there is no municipality yet
}

// SetUpDone is what setting up gives: the municipality and the path of a link that works
// once, with which the first administrator chooses a password.
type SetUpDone struct {
	Municipality municipality.Municipality
	Root         org.Unit
	Path         string
}

// SetUp founds a municipality with its top unit and its first administrator. It is the
// program's own act: the command line, or the browser with the one-time code.
//
// Faults: Invalid on name, hosts, admin_name, email; Conflict "already-taken"; NotFound
// when it was to be the first and is not.
func (s *Service) SetUp(ctx context.Context, in SetUp) (SetUpDone, error) {
	var out SetUpDone
	if !strings.Contains(in.Email, "@") {
		return out, fault.OnField("email", "not-an-email")
	}
	if strings.TrimSpace(in.Name) == "" {
		in.Name, _, _ = strings.Cut(in.Email, "@")
	}
	found := municipality.Found{Name: in.Municipality, Slug: in.Slug, Hosts: in.Hosts, Demo: in.Demo, First: in.First}
	m, err := s.Places.Found(ctx, found, func(tx *db.Tx, m municipality.Municipality) error {
		root, err := org.NewUnit(tx, org.UnitInput{Name: m.Name, Kind: "kommune"})
		if err != nil {
			return err
		}
		p, err := s.admit(tx, NewUser{Name: in.Name, Email: in.Email, Role: access.Administrator})
		if err != nil {
			return aboutAdministrator(err)
		}
		secret, err := newTicket(tx, p.ID, Opening)
		out = SetUpDone{Root: root, Path: TicketPath(Opening, secret)}
		return err
	})
	out.Municipality = m
	return out, err
}

// aboutAdministrator tells the administrator's name from the municipality's.
func aboutAdministrator(err error) error {
	var e *fault.Error
	if errors.As(err, &e) {
		for i, f := range e.Fields {
			if f.Name == "name" {
				e.Fields[i].Name = "admin_name"
			}
		}
	}
	return err
}

// DemoUser gives somebody of the fictive municipality an account with a password that is
// printed: it opens only from this machine. Called again it sets the same password again.
func (s *Service) DemoUser(ctx context.Context, m municipality.Municipality, in NewUser, password string) error {
	if !m.Demo {
		return fault.Denied()
	}
	return s.demo(ctx, m, in, password, true)
}

// LanUser is DemoUser with a password made by chance, which therefore opens from every
// telephone in the room. It gives the password.
func (s *Service) LanUser(ctx context.Context, m municipality.Municipality, in NewUser) (string, error) {
	if !m.Demo {
		return "", fault.Denied()
	}
	password := strings.ToLower(id.Code(5) + "-" + id.Code(5) + "-" + id.Code(5))
	return password, s.demo(ctx, m, in, password, false)
}

// WellKnown tells whether somebody of the fictive municipality signs in with the password
// that is printed, and not with one made by chance.
func (s *Service) WellKnown(ctx context.Context, m municipality.Municipality, email string) (bool, error) {
	var a Account
	err := s.DB.View(ctx, access.Program(m.ID.String()), func(tx *db.Tx) (err error) {
		a, err = accountByEmail(tx, org.Address(email))
		return err
	})
	return a.WellKnown, err
}

func (s *Service) demo(ctx context.Context, m municipality.Municipality, in NewUser, password string, wellKnown bool) error {
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.manage(ctx, access.Program(m.ID.String()), func(tx *db.Tx) error {
		p, err := personFor(tx, in)
		if err != nil {
			return err
		}
		a, _, err := maybe(tx, p.ID)
		if err != nil {
			return err
		}
		if a.Version == 0 {
			a.Created = tx.Now()
		}
		a.ID, a.Password, a.Demo, a.WellKnown = p.ID, hash, true, wellKnown
		if err := errFirst(db.Put(tx, &a), endSignIns(tx, p.ID, "")); err != nil || in.Role == "" {
			return err
		}
		return grant(tx, Grant{Person: p.ID, Role: in.Role, Unit: in.Unit})
	})
}

// Code is the one-time code that opens set-up in the browser while an installation is
// empty. The zero Code opens nothing.
type Code struct {
	mu   sync.Mutex
	code string
}

// NewCode makes the code; Text is what serve prints and writes beside the database.
func NewCode() *Code { return &Code{code: id.Code(5) + "-" + id.Code(5) + "-" + id.Code(5)} }

// Text is the code as it is printed; empty once it is used.
func (c *Code) Text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.code
}

// Open carries out do when the code is right, and then forgets the code if do did not
// fail. Only one at a time gets in.
//
// Faults: Invalid on code "wrong-code"; TooMany; what do returns.
func (s *Service) Open(c *Code, typed, address string, do func() error) error {
	if wait := s.guard.take(time.Now(), try{"s " + addresses.Neighbourhood(address), openingCode}); wait > 0 {
		return tooMany(wait)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.code == "" || subtle.ConstantTimeCompare([]byte(plain(typed)), []byte(plain(c.code))) != 1 {
		return fault.OnField("code", "wrong-opening-code")
	}
	if err := do(); err != nil {
		return err
	}
	c.code = ""
	return nil
}

func plain(code string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))
}
