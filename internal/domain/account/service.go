package account

import (
	"context"
	"runtime"
	"time"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	addresses "kernehus/internal/kernel/address"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Sender sends a letter; mail.SMTP does. Without one, links are shown to hand over.
type Sender interface {
	Send(ctx context.Context, to, subject, body string) error
}

// Service is sign-in. Make it with New: it remembers how often somebody has guessed.
type Service struct {
	DB      *db.DB
	Places  *municipality.Service
	Letters Sender                                 // nil where no mail server is set
	Address func(municipality.Municipality) string // "https://kerne.lejre.dk": where links in letters lead
	Key     []byte                                 // without it what the database keeps of sign-ins opens nothing
	guard   *guard
	hasher  hasher
}

// New makes the one Service of a program.
func New(d *db.DB, places *municipality.Service) *Service {
	return &Service{DB: d, Places: places, guard: &guard{buckets: map[string]bucket{}}, hasher: newHasher(max(2, runtime.NumCPU()))}
}

// Who is somebody who has signed in.
type Who struct {
	Actor     access.Actor
	Person    id.Of[org.Person]
	Name      string
	Lang      text.Lang
	Demo      bool // an account of the fictive municipality
	MustEnrol bool // an administrator without a second factor: may do nothing as one before it is set up
}

// Try is one attempt to sign in.
type Try struct {
	Email    string
	Password string
	Address  string // the client's, for counting guesses
	Local    bool   // the host is a loopback name: demo accounts may come in
}

// Entry is what a right password gives: a sign-in, or half of one when the account has a
// second factor.
type Entry struct {
	Secret string // for the cookie
	Life   time.Duration
	Half   string // to be given to SignInCode together with a code, within five minutes
}

// SignIn opens a sign-in with e-mail and password.
//
// Faults: Invalid "wrong-sign-in" whatever was wrong; TooMany with After.
func (s *Service) SignIn(ctx context.Context, m municipality.Municipality, t Try) (Entry, error) {
	t.Email = org.Address(t.Email)
	actor := access.Anonymous(m.ID.String())
	now, a, err := s.lookUp(ctx, actor, t.Email)
	if err != nil {
		return Entry{}, err
	}
	counted := s.guesses(actor.Municipality+" "+t.Email, t.Address)
	if wait := s.guard.take(now, counted...); wait > 0 {
		return Entry{}, tooMany(wait)
	}
	ok, err := s.hasher.matches(ctx, a.Password, t.Password)
	if err != nil {
		return Entry{}, err
	}
	if !ok || a.Disabled || a.WellKnown && !t.Local {
		return Entry{}, fault.New(fault.Invalid, "wrong-sign-in")
	}
	s.guard.forgive(counted...)
	actor.Person = a.ID.String()
	var out Entry
	err = s.DB.Change(ctx, actor, access.SignInSelf, func(tx *db.Tx) error {
		if a.Secret != "" {
			out.Half, err = addTicket(tx, a.ID, half)
			return err
		}
		out.Secret, out.Life, err = s.open(tx, a.ID, false)
		return err
	})
	return out, err
}

// guesses are the counters of one thing that is guessed at from one address.
func (s *Service) guesses(what, address string) []try {
	at := addresses.Neighbourhood(address)
	return []try{{"a " + what + " " + at, accountFromAddress}, {"w " + what, accountAnywhere}, {"n " + at, addressAnything}}
}

// SignInCode makes half a sign-in whole with a code of the second factor, or with a
// recovery code.
//
// Faults: Invalid on code "wrong-code"; Gone "used-link" when the half is too old;
// TooMany.
func (s *Service) SignInCode(ctx context.Context, m municipality.Municipality, halfSecret, code, address string) (Entry, error) {
	var out Entry
	var who string
	actor := access.Anonymous(m.ID.String())
	var now time.Time
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		t, _, err := redeemable(tx, halfSecret, half)
		who, now = t.Person.String(), tx.Now()
		return err
	})
	if err != nil {
		return out, err
	}
	counted := s.guesses(m.ID.String()+" code "+who, address)
	if wait := s.guard.take(now, counted...); wait > 0 {
		return out, tooMany(wait)
	}
	actor.Person = who
	err = s.DB.Change(ctx, actor, access.SignInSelf, func(tx *db.Tx) error {
		out, err = s.whole(tx, halfSecret, code)
		return err
	})
	if err == nil {
		s.guard.forgive(counted...)
	}
	return out, err
}

func (s *Service) whole(tx *db.Tx, halfSecret, code string) (Entry, error) {
	t, _, err := redeemable(tx, halfSecret, half)
	if err != nil {
		return Entry{}, err
	}
	a, err := load(tx, t.Person)
	if err != nil {
		return Entry{}, err
	}
	if err := useCode(tx, a, code, "sign_in"); err != nil {
		return Entry{}, err
	}
	if ok, err := useTicket(tx, t.ID); err != nil || !ok {
		return Entry{}, errFirst(err, fault.New(fault.Gone, "used-link"))
	}
	secret, life, err := s.open(tx, a.ID, true)
	return Entry{Secret: secret, Life: life}, err
}

func tooMany(wait time.Duration) error {
	e := fault.New(fault.TooMany, "too-many-tries", int(wait/time.Minute)+1)
	e.After = wait
	return e
}

func (s *Service) now(ctx context.Context, actor access.Actor) (now time.Time, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		now = tx.Now()
		return nil
	})
	return now, err
}

func (s *Service) lookUp(ctx context.Context, actor access.Actor, email string) (now time.Time, a Account, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		now = tx.Now()
		a, err = accountByEmail(tx, email)
		return err
	})
	return now, a, err
}

// useCode uses up a code from the telephone, or a recovery code in its place. kind is what
// the auditor reads that it was used for.
func useCode(tx *db.Tx, a Account, code, kind string) error {
	if typed, is := recoveryTyped(code); is {
		return useRecovery(tx, a.ID, typed)
	}
	step, ok := stepOf(a.Secret, code, a.Step, tx.Now())
	if !ok {
		return fault.OnField("code", "wrong-code")
	}
	a.Step = step
	err := errFirst(db.Log(tx, kind, a.ID.String()), db.Put(tx, &a))
	if fault.HasCode(err, "changed-meanwhile") { // the code was used a moment ago
		return fault.OnField("code", "wrong-code")
	}
	return err
}

// open writes a sign-in and the auditor's line about it.
func (s *Service) open(tx *db.Tx, person id.Of[org.Person], second bool) (string, time.Duration, error) {
	life := signInLasts
	grants, err := grantsOf(tx, person)
	if err != nil {
		return "", 0, err
	}
	if (access.Actor{Grants: grants}).Holds(access.Administrator) {
		life = administratorLasts
	}
	if err := sweep(tx); err != nil { // what has expired goes when somebody comes
		return "", 0, err
	}
	secret := id.Secret()
	if err := db.Insert(tx, "sign_in", signInRow{ID: s.sum(secret), Person: person, Second: second, Created: tx.Now(), Expires: tx.Now().Add(life)}); err != nil {
		return "", 0, err
	}
	return secret, life, db.Log(tx, "sign_in", person.String())
}

// Visitor finds who carries a sign-in's secret. Nobody, a person who has left, a disabled
// account, and a demo account from outside are all the zero Who with an anonymous actor.
func (s *Service) Visitor(ctx context.Context, m municipality.Municipality, secret string, local bool) (Who, error) {
	who := Who{Actor: access.Anonymous(m.ID.String())}
	if secret == "" {
		return who, nil
	}
	err := s.DB.View(ctx, who.Actor, func(tx *db.Tx) error {
		in, found, err := signedIn(tx, s.sum(secret))
		if err != nil || !found || in.WellKnown && !local {
			return err
		}
		who, err = in.who(tx)
		return err
	})
	return who, err
}

func (in visit) who(tx *db.Tx) (Who, error) {
	grants, err := grantsOf(tx, in.Person)
	if err != nil {
		return Who{}, err
	}
	units, err := org.MembershipPaths(tx, in.Person)
	if err != nil {
		return Who{}, err
	}
	lang, _ := text.ParseLang(in.Language)
	who := Who{
		Actor:  access.Actor{Municipality: tx.Municipality, Person: in.Person.String(), Grants: grants, Units: units},
		Person: in.Person, Name: in.Name, Lang: lang, Demo: in.Demo,
	}
	if who.Actor.Holds(access.Administrator) && !in.Second && !in.Demo {
		who.Actor.Grants, who.MustEnrol = withoutAdministrator(grants), true
	}
	return who, nil
}

// Bearer finds who carries an API token. Fault SignIn when nobody does.
func (s *Service) Bearer(ctx context.Context, m municipality.Municipality, secret string) (access.Actor, error) {
	var actor access.Actor
	err := s.DB.View(ctx, access.Anonymous(m.ID.String()), func(tx *db.Tx) error {
		t, found, err := tokenByHash(tx, sum(secret))
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.SignIn, "sign-in")
		}
		actor = access.Actor{Municipality: tx.Municipality, Token: t.ID, Grants: []access.Grant{{Role: t.Role, Unit: t.Unit}}}
		return nil
	})
	return actor, err
}

// SignOut ends one sign-in.
func (s *Service) SignOut(ctx context.Context, m municipality.Municipality, secret string) error {
	return s.DB.Change(ctx, access.Anonymous(m.ID.String()), access.SignInSelf, func(tx *db.Tx) error {
		return endSignIn(tx, s.sum(secret))
	})
}

// SignOutEverywhere ends all sign-ins of the actor.
func (s *Service) SignOutEverywhere(ctx context.Context, actor access.Actor) error {
	return s.self(ctx, actor, func(tx *db.Tx, a Account) error {
		return errFirst(db.Log(tx, "account", a.ID.String()), endSignIns(tx, a.ID, ""))
	})
}

func errFirst(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// self changes the actor's own account.
func (s *Service) self(ctx context.Context, actor access.Actor, do func(*db.Tx, Account) error) error {
	return s.DB.Change(ctx, actor, access.SignInSelf, func(tx *db.Tx) error {
		if !access.Can(actor, access.SignInSelf, access.Object{Municipality: actor.Municipality, Owner: actor.Person}) {
			return fault.New(fault.SignIn, "sign-in")
		}
		a, err := load(tx, id.Of[org.Person](actor.Person))
		if err != nil {
			return err
		}
		return do(tx, a)
	})
}

// PasswordChange is what one gives to change one's own password.
type PasswordChange struct {
	Old, New string
	Keep     string // the secret of the sign-in that goes on
	Address  string
}

// ChangePassword sets the actor's own password and ends every other sign-in.
//
// Faults: Invalid on old or password; TooMany.
func (s *Service) ChangePassword(ctx context.Context, actor access.Actor, in PasswordChange) error {
	var a Account
	var email string
	err := s.self(ctx, actor, func(tx *db.Tx, own Account) error {
		p, err := org.LoadPerson(tx, own.ID)
		a, email = own, p.Email
		return err
	})
	if err != nil {
		return err
	}
	counted := try{"o " + actor.Municipality + actor.Person, accountFromAddress}
	if wait := s.guard.take(time.Now(), counted); wait > 0 {
		return tooMany(wait)
	}
	if ok, err := s.hasher.matches(ctx, a.Password, in.Old); err != nil || !ok {
		return errFirst(err, fault.OnField("old", "wrong-password"))
	}
	s.guard.forgive(counted)
	if err := checkPassword(in.New, email); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, in.New)
	if err != nil {
		return err
	}
	return s.self(ctx, actor, func(tx *db.Tx, own Account) error {
		own.Password, own.WellKnown = hash, false
		return errFirst(db.Put(tx, &own), endSignIns(tx, own.ID, s.sum(in.Keep)), endTickets(tx, own.ID))
	})
}

// Enrol begins a second factor: the secret is shown, and counts once a code confirms it.
func (s *Service) Enrol(ctx context.Context, m municipality.Municipality, actor access.Actor) (Enrolment, error) {
	var out Enrolment
	err := s.self(ctx, actor, func(tx *db.Tx, a Account) error {
		p, err := org.LoadPerson(tx, a.ID)
		if err != nil {
			return err
		}
		if a.NewSecret == "" {
			if a.NewSecret, err = newSecret(); err != nil {
				return err
			}
			err = db.Put(tx, &a)
		}
		out = enrolment(a.NewSecret, m.Name, p.Email)
		return err
	})
	return out, err
}

// Enrolling gives the second factor that is shown and not yet confirmed, if there is one.
func (s *Service) Enrolling(ctx context.Context, m municipality.Municipality, actor access.Actor) (Enrolment, bool, error) {
	var out Enrolment
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		a, err := load(tx, id.Of[org.Person](actor.Person))
		if err != nil || a.NewSecret == "" {
			return err
		}
		p, err := org.LoadPerson(tx, a.ID)
		out = enrolment(a.NewSecret, m.Name, p.Email)
		return err
	})
	return out, out.URL != "", err
}

// Confirm makes the shown second factor count, when the code is right; this sign-in has
// then shown it, all others end. It gives the recovery codes, this once.
//
// Faults: Invalid on code; TooMany.
func (s *Service) Confirm(ctx context.Context, actor access.Actor, signIn, code string) ([]string, error) {
	if err := s.mayGuessOwn(ctx, actor); err != nil {
		return nil, err
	}
	var out []string
	err := s.self(ctx, actor, func(tx *db.Tx, a Account) error {
		step, ok := stepOf(a.NewSecret, code, 0, tx.Now())
		if a.NewSecret == "" || !ok {
			return fault.OnField("code", "wrong-code")
		}
		a.Secret, a.NewSecret, a.Step = a.NewSecret, "", step
		if err := errFirst(db.Put(tx, &a), endSignIns(tx, a.ID, s.sum(signIn)), showSecond(tx, s.sum(signIn))); err != nil {
			return err
		}
		var err error
		out, err = makeRecovery(tx, a.ID)
		return err
	})
	return out, err
}

// Unenrol takes the actor's own second factor away, with a last code or a recovery code.
// Administrators must set up another before they can administer again.
//
// Faults: Invalid on code; TooMany.
func (s *Service) Unenrol(ctx context.Context, actor access.Actor, code string) error {
	if err := s.mayGuessOwn(ctx, actor); err != nil {
		return err
	}
	return s.self(ctx, actor, func(tx *db.Tx, a Account) error {
		if err := useCode(tx, a, code, "account"); err != nil {
			return err
		}
		a, err := load(tx, a.ID)
		if err != nil {
			return err
		}
		a.Secret, a.NewSecret = "", ""
		return errFirst(db.Put(tx, &a), hideSecond(tx, a.ID), endRecovery(tx, a.ID))
	})
}

// SetLanguage keeps the actor's choice of language.
func (s *Service) SetLanguage(ctx context.Context, actor access.Actor, lang text.Lang) error {
	return s.self(ctx, actor, func(tx *db.Tx, a Account) error {
		p, err := org.LoadPerson(tx, a.ID)
		if err != nil {
			return err
		}
		p.Language = string(lang)
		return db.Put(tx, &p)
	})
}

// Own is what a person sees of their own account.
type Own struct {
	Person   org.Person
	Second   bool // the second factor is set up
	Recovery int  // recovery codes that are left
	Grants   []GrantLine
}

// Own gives the actor's own account.
func (s *Service) Own(ctx context.Context, actor access.Actor) (Own, error) {
	var out Own
	if actor.Person == "" {
		return out, fault.New(fault.SignIn, "sign-in")
	}
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		a, err := load(tx, id.Of[org.Person](actor.Person))
		if err != nil {
			return err
		}
		out.Second = a.Secret != ""
		if out.Recovery, err = countRecovery(tx, a.ID); err != nil {
			return err
		}
		if out.Person, err = org.LoadPerson(tx, a.ID); err != nil {
			return err
		}
		out.Grants, err = grantLines(tx, a.ID)
		return err
	})
	return out, err
}
