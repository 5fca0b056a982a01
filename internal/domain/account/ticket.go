package account

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	addresses "kernehus/internal/kernel/address"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
	"kernehus/internal/kernel/text"
)

// LetterKind is the kind of job that writes a letter with a ticket in it.
const LetterKind = "account.letter"

// letter is a job's payload: the ticket itself is made when the letter is sent, so that
// no secret ever stands in the queue.
type letter struct {
	Person  id.Of[org.Person] `json:"person"`
	Purpose Purpose           `json:"purpose"`
}

// newTicket makes a ticket that works once; earlier ones of the person stop working.
func newTicket(tx *db.Tx, person id.Of[org.Person], p Purpose) (string, error) {
	if err := endTickets(tx, person); err != nil {
		return "", err
	}
	return addTicket(tx, person, p)
}

// addTicket is newTicket that leaves the person's other tickets alone.
func addTicket(tx *db.Tx, person id.Of[org.Person], p Purpose) (string, error) {
	secret := id.Secret()
	return secret, db.Insert(tx, "ticket", ticketRow{ID: sum(secret), Person: person, Purpose: p, Created: tx.Now(), Expires: tx.Now().Add(p.Lasts())})
}

// Ticket is what a link with a ticket opens.
type Ticket struct {
	Purpose Purpose
	Name    string
	Email   string
}

// Ticket tells whom a ticket is for. Fault Gone "used-link" when it is used up, expired,
// or never was.
func (s *Service) Ticket(ctx context.Context, m municipality.Municipality, secret string) (Ticket, error) {
	var out Ticket
	err := s.DB.View(ctx, access.Anonymous(m.ID.String()), func(tx *db.Tx) error {
		t, p, err := redeemable(tx, secret, Invitation, Reset, Opening)
		out = Ticket{Purpose: t.Purpose, Name: p.Name, Email: p.Email}
		return err
	})
	return out, err
}

// redeemable finds a ticket that can still be used for one of the purposes.
func redeemable(tx *db.Tx, secret string, purposes ...Purpose) (ticketRow, org.Person, error) {
	t, found, err := ticketByHash(tx, sum(secret))
	if err != nil {
		return t, org.Person{}, err
	}
	if !found || !slices.Contains(purposes, t.Purpose) {
		return ticketRow{}, org.Person{}, fault.New(fault.Gone, "used-link")
	}
	p, err := org.LoadPerson(tx, t.Person)
	return t, p, err
}

// Redeem uses a ticket up to set a password. All other sign-ins and tickets end. The
// Entry is empty when the account has a second factor: then the way in is SignIn.
//
// Faults: Gone "used-link"; Invalid on password.
func (s *Service) Redeem(ctx context.Context, m municipality.Municipality, secret, password string) (Entry, error) {
	t, err := s.Ticket(ctx, m, secret)
	if err != nil {
		return Entry{}, err
	}
	if err := checkPassword(password, t.Email); err != nil {
		return Entry{}, err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return Entry{}, err
	}
	var out Entry
	err = s.DB.Change(ctx, access.Anonymous(m.ID.String()), access.SignInSelf, func(tx *db.Tx) error {
		out, err = s.redeem(tx, secret, hash)
		return err
	})
	return out, err
}

func (s *Service) redeem(tx *db.Tx, secret, hash string) (Entry, error) {
	t, _, err := redeemable(tx, secret, Invitation, Reset, Opening)
	if err != nil {
		return Entry{}, err
	}
	if ok, err := useTicket(tx, t.ID); err != nil || !ok {
		return Entry{}, errFirst(err, fault.New(fault.Gone, "used-link"))
	}
	a, err := load(tx, t.Person)
	if err != nil {
		return Entry{}, err
	}
	a.Password, a.WellKnown = hash, false
	if err := errFirst(db.Put(tx, &a), endSignIns(tx, a.ID, ""), endTickets(tx, a.ID)); err != nil || a.Secret != "" {
		return Entry{}, err
	}
	in, life, err := s.open(tx, a.ID, false)
	return Entry{Secret: in, Life: life}, err
}

// Forgotten sends a letter with a way to a new password, if the address is of somebody
// with an account. The answer is the same when it is not. It tells false where there is
// no mail server: then only an administrator can help.
//
// Faults: TooMany.
func (s *Service) Forgotten(ctx context.Context, m municipality.Municipality, email, address string) (bool, error) {
	if s.Letters == nil {
		return false, nil
	}
	email = org.Address(email)
	counted := []try{{"l " + m.ID.String() + " " + email, letterPerAccount}, {"m " + addresses.Neighbourhood(address), letterPerAddress}}
	if wait := s.guard.take(time.Now(), counted...); wait > 0 {
		return true, tooMany(wait)
	}
	return true, s.DB.Change(ctx, access.Program(m.ID.String()), access.SignInSelf, func(tx *db.Tx) error {
		a, err := accountByEmail(tx, email)
		if err != nil || a.ID == "" || a.Disabled || a.Demo {
			return err
		}
		return job.Enqueue(tx, LetterKind, letter{a.ID, Reset}, tx.Now())
	})
}

// SendLetter carries out a job of LetterKind. A letter to somebody who has left since is
// not sent.
func (s *Service) SendLetter(ctx context.Context, municipalityID string, payload json.RawMessage) error {
	var l letter
	if err := json.Unmarshal(payload, &l); err != nil {
		return err
	}
	m, err := s.Places.ByID(ctx, id.Of[municipality.Municipality](municipalityID))
	if err != nil || s.Letters == nil {
		return err
	}
	var p org.Person
	var secret string
	err = s.DB.Change(ctx, access.Program(municipalityID), access.SignInSelf, func(tx *db.Tx) error {
		a, err := load(tx, l.Person)
		if err != nil || a.Disabled {
			return errFirst(err, fault.Missing())
		}
		if p, err = org.LoadPerson(tx, l.Person); err != nil {
			return err
		}
		secret, err = newTicket(tx, l.Person, l.Purpose)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil || p.Email == "" {
		return err
	}
	subject, body := s.write(m, p, l.Purpose, secret)
	if err := s.Letters.Send(ctx, p.Email, subject, body); err != nil {
		return fmt.Errorf("letter to person %s: %w", p.ID, err)
	}
	return nil
}

func (s *Service) write(m municipality.Municipality, p org.Person, purpose Purpose, secret string) (subject, body string) {
	lang, ok := text.ParseLang(p.Language)
	if !ok {
		lang = text.Danish
	}
	l := text.Account.InvitationLetter
	if purpose == Reset {
		l = text.Account.ResetLetter
	}
	link := s.Address(m) + TicketPath(purpose, secret)
	return fmt.Sprintf(l.Subject.Say(lang), m.Name), fmt.Sprintf(l.Body.Say(lang), p.Name, m.Name, link)
}

// TicketPath is where a ticket's link leads.
func TicketPath(p Purpose, secret string) string {
	if p == Reset {
		return "/nyt-kodeord/" + secret
	}
	return "/invitation/" + secret
}
