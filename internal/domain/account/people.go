package account

import (
	"context"
	"strings"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
)

// manage changes somebody's account as one who may.
func (s *Service) manage(ctx context.Context, actor access.Actor, do func(*db.Tx) error) error {
	return s.DB.Change(ctx, actor, access.UserManage, func(tx *db.Tx) error {
		if !access.Can(actor, access.UserManage, access.Object{Municipality: actor.Municipality}) {
			return fault.Denied()
		}
		return do(tx)
	})
}

// Handed is how somebody gets their link: by letter, or by the administrator's hand.
type Handed struct {
	Person org.Person
	Mailed bool
	Path   string // of the link, when it was not mailed
}

// NewUser is somebody who gets an account: a person who is in the organisation already,
// or a new one. A role is given with it, at a unit or (empty) everywhere.
type NewUser struct {
	Person     id.Of[org.Person] // empty: find by Email or make a new person
	Name       string
	Email      string
	Profession string
	Language   string
	Role       access.Role // empty: none beyond being an employee
	Unit       id.Of[org.Unit]
}

// Invite gives a person an account and a ticket to choose a password with.
//
// Faults: Denied; Invalid on name, email, role, unit; Conflict "already-taken" when the
// person can sign in already.
func (s *Service) Invite(ctx context.Context, actor access.Actor, in NewUser) (Handed, error) {
	var out Handed
	err := s.manage(ctx, actor, func(tx *db.Tx) error {
		p, err := s.admit(tx, in)
		if err != nil {
			return err
		}
		out, err = s.hand(tx, p, Invitation)
		return err
	})
	return out, err
}

// admit makes the account, and the person where there is none, with the role.
func (s *Service) admit(tx *db.Tx, in NewUser) (org.Person, error) {
	p, err := personFor(tx, in)
	if err != nil {
		return p, err
	}
	a, found, err := maybe(tx, p.ID)
	if err != nil {
		return p, err
	}
	if found && a.Password != "" {
		return p, fault.OnField("email", "has-account")
	}
	if !found {
		a = Account{ID: p.ID, Created: tx.Now()}
		if err := db.Put(tx, &a); err != nil {
			return p, err
		}
	}
	if in.Role == "" {
		return p, nil
	}
	return p, grant(tx, Grant{Person: p.ID, Role: in.Role, Unit: in.Unit})
}

func personFor(tx *db.Tx, in NewUser) (org.Person, error) {
	if in.Person != "" {
		p, err := org.LoadPerson(tx, in.Person)
		if err == nil && p.Email == "" {
			err = fault.OnField("email", "needs-email")
		}
		return p, err
	}
	if strings.TrimSpace(in.Email) == "" {
		return org.Person{}, fault.OnField("email", "required")
	}
	p, found, err := org.PersonByEmail(tx, in.Email)
	if err != nil || found {
		return p, err
	}
	p, err = org.NewPerson(tx, org.PersonInput{Name: in.Name, Email: in.Email, Profession: in.Profession, Language: in.Language})
	if err != nil || in.Unit == "" {
		return p, err
	}
	_, err = org.Join(tx, p.ID, in.Unit)
	return p, err
}

// hand gives the person a ticket: by letter where there is a mail server, else as a path.
func (s *Service) hand(tx *db.Tx, p org.Person, purpose Purpose) (Handed, error) {
	if s.Letters != nil && p.Email != "" {
		return Handed{Person: p, Mailed: true}, job.Enqueue(tx, LetterKind, letter{p.ID, purpose}, tx.Now())
	}
	secret, err := newTicket(tx, p.ID, purpose)
	return Handed{Person: p, Path: TicketPath(purpose, secret)}, err
}

// HandNew gives a person a new ticket: an invitation while no password is chosen, else a
// way to a new one.
//
// Faults: Denied; NotFound; Closed "account-disabled".
func (s *Service) HandNew(ctx context.Context, actor access.Actor, person id.Of[org.Person]) (Handed, error) {
	var out Handed
	err := s.manage(ctx, actor, func(tx *db.Tx) error {
		a, err := load(tx, person)
		if err != nil {
			return err
		}
		if a.Disabled {
			return fault.New(fault.Closed, "account-disabled")
		}
		p, err := org.LoadPerson(tx, person)
		if err != nil {
			return err
		}
		purpose := Reset
		if a.Password == "" {
			purpose = Invitation
		}
		out, err = s.hand(tx, p, purpose)
		return errFirst(err, db.Log(tx, "account", person.String()))
	})
	return out, err
}

// SetDisabled closes an account at once, with all its sign-ins, or opens it again.
//
// Faults: Denied; NotFound; Closed "own-account", "last-administrator".
func (s *Service) SetDisabled(ctx context.Context, actor access.Actor, person id.Of[org.Person], disabled bool) error {
	return s.manage(ctx, actor, func(tx *db.Tx) error {
		a, err := load(tx, person)
		if err != nil || a.Disabled == disabled {
			return err
		}
		if disabled && actor.Person == person.String() {
			return fault.New(fault.Closed, "own-account")
		}
		if disabled {
			if err := keepAnAdministrator(tx, person); err != nil {
				return err
			}
		}
		a.Disabled = disabled
		if disabled {
			if err := job.Enqueue(tx, org.LeftKind, struct{}{}, tx.Now()); err != nil {
				return err
			}
		}
		return errFirst(db.Put(tx, &a), endSignIns(tx, a.ID, ""), endTickets(tx, a.ID))
	})
}

// keepAnAdministrator refuses what would leave nobody to administer.
func keepAnAdministrator(tx *db.Tx, without id.Of[org.Person]) error {
	grants, err := grantsOf(tx, without)
	if err != nil || !(access.Actor{Grants: grants}).Holds(access.Administrator) {
		return err
	}
	n, err := otherAdministrators(tx, without)
	if err == nil && n == 0 {
		err = fault.New(fault.Closed, "last-administrator")
	}
	return err
}

// TakeSecondFactor takes a person's second factor away, when the telephone is lost. All
// their sign-ins end.
func (s *Service) TakeSecondFactor(ctx context.Context, actor access.Actor, person id.Of[org.Person]) error {
	return s.manage(ctx, actor, func(tx *db.Tx) error {
		a, err := load(tx, person)
		if err != nil {
			return err
		}
		a.Secret, a.NewSecret = "", ""
		return errFirst(db.Put(tx, &a), endSignIns(tx, a.ID, ""), endRecovery(tx, a.ID))
	})
}

// SetPassword sets somebody's password from the command line. All their sign-ins end.
//
// Faults: Denied; NotFound; Invalid on password.
func (s *Service) SetPassword(ctx context.Context, actor access.Actor, email, password string) error {
	if err := checkPassword(password, email); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.manage(ctx, actor, func(tx *db.Tx) error {
		p, found, err := org.PersonByEmail(tx, email)
		if err != nil || !found {
			return errFirst(err, fault.OnField("email", "no-such-user"))
		}
		a, found, err := maybe(tx, p.ID)
		if err != nil {
			return err
		}
		if !found {
			a = Account{ID: p.ID, Created: tx.Now()}
		}
		a.Password, a.WellKnown = hash, false
		return errFirst(db.Put(tx, &a), endSignIns(tx, a.ID, ""), endTickets(tx, a.ID))
	})
}

// Grant gives a person a role at a unit, or (empty) everywhere. Giving it twice changes
// nothing.
//
// Faults: Denied; Invalid on role, unit or person.
func (s *Service) Grant(ctx context.Context, actor access.Actor, g Grant) error {
	return s.manage(ctx, actor, func(tx *db.Tx) error { return grant(tx, g) })
}

// everywhere are the roles that are held in the whole municipality or not at all.
var everywhere = map[access.Role]bool{access.Administrator: true, access.Consultant: true, access.Auditor: true}

func grant(tx *db.Tx, g Grant) error {
	if _, known := access.ParseRole(string(g.Role)); !known {
		return fault.OnField("role", "choose")
	}
	if everywhere[g.Role] {
		g.Unit = ""
	}
	if g.Unit != "" {
		if _, err := org.LoadUnit(tx, g.Unit); err != nil {
			return fault.OnField("unit", "choose")
		}
	}
	if same, err := sameGrant(tx, g); err != nil || same {
		return err
	}
	g.ID = id.Of[Grant](tx.NewID())
	return db.Put(tx, &g)
}

// Revoke takes a role away, at once.
//
// Faults: Denied; NotFound; Closed "last-administrator".
func (s *Service) Revoke(ctx context.Context, actor access.Actor, given id.Of[Grant]) error {
	return s.manage(ctx, actor, func(tx *db.Tx) error {
		g, err := loadGrant(tx, given)
		if err != nil {
			return err
		}
		if g.Role == access.Administrator {
			if err := keepAnAdministrator(tx, g.Person); err != nil {
				return err
			}
		}
		g.Ended = true
		return db.Put(tx, &g)
	})
}

// User is one line of the list of people who have, or could have, an account.
type User struct {
	Person   id.Of[org.Person] `db:"id"`
	Name     string            `db:"name"`
	SortKey  string            `db:"sort_key"`
	Email    string            `db:"email"`
	Has      bool              `db:"has"`      // an account
	Chosen   bool              `db:"chosen"`   // a password
	Second   bool              `db:"second"`   // a second factor
	Disabled bool              `db:"disabled"` //
	Demo     bool              `db:"demo"`
	Left     bool              `db:"-"`
	To       string            `db:"valid_to"`
	Roles    []GrantLine       `db:"-"`
}

// UserQuery chooses users: those whose name or address has the words, with an account or
// all people, after the last one seen.
type UserQuery struct {
	Words string
	All   bool
	After string // key of the last one seen: "sortkey.id"
	Limit int
}

// Users gives people with their accounts and roles in order of name, and where to go on.
func (s *Service) Users(ctx context.Context, actor access.Actor, q UserQuery) ([]User, string, error) {
	var out []User
	var next string
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		if !access.Can(actor, access.UserManage, access.Object{Municipality: actor.Municipality}) {
			return fault.Denied()
		}
		q.Limit = max(1, min(q.Limit, 200))
		users, err := listUsers(tx, q)
		if err != nil {
			return err
		}
		if len(users) > q.Limit {
			users = users[:q.Limit]
			last := users[q.Limit-1]
			next = last.SortKey + "." + last.Person.String()
		}
		out = users
		return rolesOf(tx, out)
	})
	return out, next, err
}

// User gives one person with account and roles.
func (s *Service) User(ctx context.Context, actor access.Actor, person id.Of[org.Person]) (User, error) {
	var out User
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		if !access.Can(actor, access.UserManage, access.Object{Municipality: actor.Municipality}) {
			return fault.Denied()
		}
		u, err := oneUser(tx, person)
		if err != nil {
			return err
		}
		one := []User{u}
		err = rolesOf(tx, one)
		out = one[0]
		return err
	})
	return out, err
}
