package account_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
)

const good = "tre glade katte sover"

// place is one municipality with its first administrator, ready to be signed in to.
type place struct {
	*account.Service
	ctx   context.Context
	db    *db.DB
	m     municipality.Municipality
	root  org.Unit
	path  string       // of the first administrator's link
	admin access.Actor // as the program would let them act
}

func set(t *testing.T, d *db.DB) place {
	t.Helper()
	s := account.New(d, &municipality.Service{DB: d})
	s.Address = func(municipality.Municipality) string { return "https://kerne.example" }
	p := place{Service: s, ctx: context.Background(), db: d}
	done, err := s.SetUp(p.ctx, account.SetUp{Municipality: "Lejre Kommune", Email: "Admin@lejre.example"})
	if err != nil {
		t.Fatal(err)
	}
	p.m, p.root, p.path = done.Municipality, done.Root, done.Path
	p.admin = access.Actor{Municipality: p.m.ID.String(), Person: p.person(t, "admin@lejre.example").ID.String(), Grants: []access.Grant{{Role: access.Administrator, Unit: "/"}}}
	return p
}

func (p place) person(t *testing.T, email string) org.Person {
	t.Helper()
	var out org.Person
	err := p.db.View(p.ctx, access.Program(p.m.ID.String()), func(tx *db.Tx) error {
		one, found, err := org.PersonByEmail(tx, email)
		if out = one; !found {
			t.Fatalf("nobody is %s", email)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func ticket(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// user makes somebody with a password.
func (p place) user(t *testing.T, email string, role access.Role, unit id.Of[org.Unit]) org.Person {
	t.Helper()
	h, err := p.Invite(p.ctx, p.admin, account.NewUser{Name: "Åse Prøve", Email: email, Role: role, Unit: unit})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Redeem(p.ctx, p.m, ticket(h.Path), good); err != nil {
		t.Fatal(err)
	}
	return h.Person
}

func (p place) signIn(t *testing.T, email string) string {
	t.Helper()
	in, err := p.SignIn(p.ctx, p.m, account.Try{Email: email, Password: good, Address: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	return in.Secret
}

func (p place) who(t *testing.T, secret string) account.Who {
	t.Helper()
	w, err := p.Visitor(p.ctx, p.m, secret, true)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestFirstAdministratorMustSetUpASecondFactorBeforeAdministering(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		in, err := p.Redeem(p.ctx, p.m, ticket(p.path), good)
		if err != nil || in.Secret == "" {
			t.Fatalf("Redeem = %+v, %v", in, err)
		}
		w := p.who(t, in.Secret)
		if !w.MustEnrol || w.Actor.Holds(access.Administrator) {
			t.Errorf("without a second factor: %+v", w)
		}
		e, err := p.Enrol(p.ctx, p.m, w.Actor)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Confirm(p.ctx, w.Actor, in.Secret, "000000"); !fault.HasCode(err, "wrong-code") {
			t.Errorf("a wrong code: %v", err)
		}
		code, _ := totp.GenerateCode(strings.ReplaceAll(e.Secret, " ", ""), time.Now())
		if _, err := p.Confirm(p.ctx, w.Actor, in.Secret, code); err != nil {
			t.Fatal(err)
		}
		if w = p.who(t, in.Secret); w.MustEnrol || !w.Actor.Holds(access.Administrator) {
			t.Errorf("with a second factor: %+v", w)
		}
		if _, err := p.Redeem(p.ctx, p.m, ticket(p.path), good); !fault.Is(err, fault.Gone) {
			t.Errorf("the link a second time: %v, want used-link", err)
		}
		half, err := p.SignIn(p.ctx, p.m, account.Try{Email: "admin@lejre.example", Password: good})
		if err != nil || half.Secret != "" || half.Half == "" {
			t.Fatalf("SignIn = %+v, %v, want half a sign-in", half, err)
		}
		if p.who(t, half.Half).Actor.SignedIn() {
			t.Error("half a sign-in opens")
		}
		if _, err := p.Redeem(p.ctx, p.m, half.Half, good); !fault.Is(err, fault.Gone) {
			t.Errorf("half a sign-in sets a password: %v", err)
		}
		if _, err := p.SignInCode(p.ctx, p.m, half.Half, code, ""); !fault.HasCode(err, "wrong-code") {
			t.Errorf("the code that was used to enrol: %v", err)
		}
		soon := time.Now().Add(2 * time.Minute)
		if code, err = totp.GenerateCode(strings.ReplaceAll(e.Secret, " ", ""), soon); err != nil {
			t.Fatal(err)
		}
		if _, err := p.SignInCode(db.WithNow(p.ctx, soon.Add(5*time.Minute)), p.m, half.Half, code, ""); !fault.Is(err, fault.Gone) {
			t.Errorf("after seven minutes: %v", err)
		}
		in, err = p.SignInCode(db.WithNow(p.ctx, soon), p.m, half.Half, code, "")
		if err != nil || in.Life != 12*time.Hour || !p.who(t, in.Secret).Actor.Holds(access.Administrator) {
			t.Fatalf("SignInCode = %+v, %v", in, err)
		}
		if _, err := p.SignInCode(db.WithNow(p.ctx, soon), p.m, half.Half, code, ""); !fault.Is(err, fault.Gone) {
			t.Errorf("the same half twice: %v", err)
		}
		half, err = p.SignIn(p.ctx, p.m, account.Try{Email: "admin@lejre.example", Password: good})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.SignInCode(db.WithNow(p.ctx, soon), p.m, half.Half, code, ""); !fault.HasCode(err, "wrong-code") {
			t.Errorf("the same code twice: %v", err)
		}
	})
}

// enrolled is the first administrator with a second factor; now is when they set it up.
func (p place) enrolled(t *testing.T, now time.Time) (w account.Who, secret string, codes []string) {
	t.Helper()
	ctx := db.WithNow(p.ctx, now)
	in, err := p.Redeem(ctx, p.m, ticket(p.path), good)
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.Enrol(ctx, p.m, p.admin)
	if err != nil {
		t.Fatal(err)
	}
	secret = strings.ReplaceAll(e.Secret, " ", "")
	code, err := totp.GenerateCode(secret, now)
	if err != nil {
		t.Fatal(err)
	}
	if codes, err = p.Confirm(ctx, p.admin, in.Secret, code); err != nil {
		t.Fatal(err)
	}
	return p.who(t, in.Secret), secret, codes
}

func TestLostTelephoneIsNoLockedDoor(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		now := time.Now()
		w, secret, codes := p.enrolled(t, now)
		if len(codes) != 8 || len(codes[0]) != len("ABCD-EFGH-JKMN") {
			t.Fatalf("recovery codes: %v", codes)
		}
		half := func() string {
			in, err := p.SignIn(p.ctx, p.m, account.Try{Email: "admin@lejre.example", Password: good})
			if err != nil || in.Half == "" {
				t.Fatalf("SignIn = %+v, %v", in, err)
			}
			return in.Half
		}
		with := func(code string) error {
			in, err := p.SignInCode(p.ctx, p.m, half(), code, "")
			if err == nil && !p.who(t, in.Secret).Actor.Holds(access.Administrator) {
				t.Error("a recovery code opened, but not for an administrator")
			}
			return err
		}
		if err := with(strings.ToLower(strings.ReplaceAll(codes[0], "-", " "))); err != nil {
			t.Errorf("a recovery code, written by hand: %v", err)
		}
		if err := with(codes[0]); !fault.HasCode(err, "wrong-code") {
			t.Errorf("the same one twice: %v", err)
		}
		if err := with("ABCD-EFGH-JKMN"); !fault.HasCode(err, "wrong-code") {
			t.Errorf("a made-up one: %v", err)
		}
		other := p.user(t, "aase@lejre.example", access.Consultant, "")
		if err := p.db.Change(p.ctx, access.Program(p.m.ID.String()), access.UserManage, func(tx *db.Tx) error {
			_, err := db.Exec(tx, `UPDATE account SET totp = $3 WHERE municipality = $1 AND id = $2`, other.ID, secret)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		in, err := p.SignIn(p.ctx, p.m, account.Try{Email: "aase@lejre.example", Password: good})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.SignInCode(p.ctx, p.m, in.Half, codes[1], ""); !fault.HasCode(err, "wrong-code") {
			t.Errorf("somebody else's recovery code: %v", err)
		}
		if own, err := p.Own(p.ctx, w.Actor); err != nil || own.Recovery != 7 {
			t.Errorf("left: %d, %v", own.Recovery, err)
		}
		fresh, err := p.NewRecovery(p.ctx, w.Actor, codes[1])
		if err != nil || len(fresh) != 8 {
			t.Fatalf("NewRecovery = %v, %v", fresh, err)
		}
		if err := with(codes[2]); !fault.HasCode(err, "wrong-code") {
			t.Errorf("an old one after new ones were made: %v", err)
		}
		if err := with(fresh[0]); err != nil {
			t.Errorf("a new one: %v", err)
		}
		seen := 0
		err = p.db.View(p.ctx, p.admin, func(tx *db.Tx) (err error) {
			seen, err = db.One[int](tx, `SELECT count(*) FROM change WHERE municipality = $1 AND kind IN ('recovery_code', 'recovery_used')`)
			return err
		})
		if err != nil || seen != 3 {
			t.Errorf("the auditor sees %d, %v: two uses and the new codes", seen, err)
		}
		if err := p.Unenrol(p.ctx, w.Actor, fresh[1]); err != nil {
			t.Errorf("a new telephone, without the old: %v", err)
		}
		if own, err := p.Own(p.ctx, w.Actor); err != nil || own.Recovery != 0 || own.Second {
			t.Errorf("after it is taken away: %+v, %v", own, err)
		}
	})
}

func TestAdministratorTakesALostSecondFactorAwayAndItIsWrittenDown(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		w, _, codes := p.enrolled(t, time.Now())
		if err := p.TakeSecondFactor(p.ctx, p.admin, w.Person); err != nil {
			t.Fatal(err)
		}
		in, err := p.SignIn(p.ctx, p.m, account.Try{Email: "admin@lejre.example", Password: good})
		if err != nil || in.Secret == "" || !p.who(t, in.Secret).MustEnrol {
			t.Errorf("after it is taken: %+v, %v", in, err)
		}
		if _, err := p.NewRecovery(p.ctx, p.admin, codes[0]); !fault.HasCode(err, "no-second-factor") {
			t.Errorf("a recovery code of what is gone: %v", err)
		}
		written := 0
		err = p.db.View(p.ctx, p.admin, func(tx *db.Tx) (err error) {
			written, err = db.One[int](tx, `SELECT count(*) FROM change WHERE municipality = $1 AND kind = 'account' AND action = $2 AND person = $3`, access.UserManage, p.admin.Person)
			return err
		})
		if err != nil || written == 0 {
			t.Errorf("nothing in the change log: %d, %v", written, err)
		}
	})
}

func TestSignInsOpenNothingWithAnotherKey(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.Key = []byte("one")
		p.user(t, "aase@lejre.example", "", "")
		secret := p.signIn(t, "aase@lejre.example")
		if !p.who(t, secret).Actor.SignedIn() {
			t.Fatal("not in")
		}
		p.Key = []byte("another")
		if p.who(t, secret).Actor.SignedIn() {
			t.Error("the database alone, beside another key, lets people in")
		}
	})
}

// Two people open the same link at once, or one presses twice.
func TestALinkIsUsedOnceHoweverManyTryAtOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		h, err := p.Invite(p.ctx, p.admin, account.NewUser{Name: "Åse Prøve", Email: "aase@lejre.example"})
		if err != nil {
			t.Fatal(err)
		}
		errs := make(chan error)
		for i := range 6 {
			go func() {
				_, err := p.Redeem(p.ctx, p.m, ticket(h.Path), fmt.Sprint("tre glade katte ", i))
				errs <- err
			}()
		}
		in := 0
		for range 6 {
			switch err := <-errs; {
			case err == nil:
				in++
			case !fault.Is(err, fault.Gone) && !fault.Is(err, fault.Conflict):
				t.Errorf("one of the others: %v", err)
			}
		}
		if in != 1 {
			t.Errorf("the link opened %d times", in)
		}
	})
}

func TestUnknownAndWrongGetTheSameAnswer(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		for _, try := range []account.Try{{Email: "aase@lejre.example", Password: "noget helt andet"}, {Email: "ingen@lejre.example", Password: good}, {Email: "admin@lejre.example"}, {}} {
			_, err := p.SignIn(p.ctx, p.m, try)
			if e := fault.As(err); e.Code != "wrong-sign-in" || len(e.Fields) != 0 {
				t.Errorf("SignIn(%+v) = %v", try, err)
			}
		}
		if _, err := p.SignIn(p.ctx, p.m, account.Try{Email: " AASE@lejre.example", Password: good}); err != nil {
			t.Errorf("the right one: %v", err)
		}
	})
}

func TestGuessingAnAccountWaits(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
		try := func(at time.Time, address, password string) error {
			_, err := p.SignIn(db.WithNow(p.ctx, at), p.m, account.Try{Email: "aase@lejre.example", Password: password, Address: address})
			return err
		}
		for range 5 {
			if err := try(now, "192.0.2.1", "forkert kodeord"); !fault.HasCode(err, "wrong-sign-in") {
				t.Fatal(err)
			}
		}
		err := try(now, "192.0.2.1", good)
		if e := fault.As(err); e.Kind != fault.TooMany || e.After < 30*time.Second {
			t.Errorf("sixth try = %v after %v, want to wait", err, e.After)
		}
		if err := try(now, "198.51.100.9", good); err != nil {
			t.Errorf("the right person elsewhere: %v", err)
		}
		if err := try(now.Add(2*time.Minute), "192.0.2.1", good); err != nil {
			t.Errorf("two minutes later: %v", err)
		}
	})
}

func TestAccessEndsAtOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		who := p.user(t, "aase@lejre.example", access.Leader, p.root.ID)
		secret := p.signIn(t, "aase@lejre.example")
		w := p.who(t, secret)
		if w.Name != "Åse Prøve" || !w.Actor.Holds(access.Leader) || w.Actor.Grants[0].Unit != p.root.Path || len(w.Actor.Units) != 1 {
			t.Fatalf("signed in: %+v", w)
		}
		if err := p.SetDisabled(p.ctx, p.admin, who.ID, true); err != nil {
			t.Fatal(err)
		}
		if p.who(t, secret).Actor.SignedIn() {
			t.Error("a closed account is still in")
		}
		if _, err := p.SignIn(p.ctx, p.m, account.Try{Email: "aase@lejre.example", Password: good}); !fault.HasCode(err, "wrong-sign-in") {
			t.Errorf("a closed account signs in: %v", err)
		}
		if err := p.SetDisabled(p.ctx, p.admin, who.ID, false); err != nil {
			t.Fatal(err)
		}
		if p.who(t, secret).Actor.SignedIn() {
			t.Error("opening the account again opened an old sign-in")
		}
		secret = p.signIn(t, "aase@lejre.example")
		err := p.db.Change(p.ctx, access.Program(p.m.ID.String()), access.UserManage, func(tx *db.Tx) error {
			_, err := org.EndPerson(tx, who.ID, org.EndInput{Last: "2020-01-01"})
			if err != nil {
				_, err = db.Exec(tx, `UPDATE person SET valid_from = '2019-01-01', valid_to = '2020-01-01' WHERE municipality = $1 AND id = $2`, who.ID)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if p.who(t, secret).Actor.SignedIn() {
			t.Error("somebody who has left is still in")
		}
	})
}

func TestSignInExpiresAndIsOfOneMunicipality(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		secret := p.signIn(t, "aase@lejre.example")
		w, err := p.Visitor(db.WithNow(p.ctx, time.Now().Add(15*24*time.Hour)), p.m, secret, true)
		if err != nil || w.Actor.SignedIn() {
			t.Errorf("after fifteen days: %+v, %v", w, err)
		}
		other, err := p.SetUp(p.ctx, account.SetUp{Municipality: "Roskilde Kommune", Email: "admin@roskilde.example"})
		if err != nil {
			t.Fatal(err)
		}
		if w, err := p.Visitor(p.ctx, other.Municipality, secret, true); err != nil || w.Actor.SignedIn() {
			t.Errorf("in another municipality: %+v, %v", w, err)
		}
		if _, err := p.Ticket(p.ctx, other.Municipality, ticket(p.path)); !fault.Is(err, fault.Gone) {
			t.Errorf("its ticket in another municipality: %v", err)
		}
		if _, err := p.SignIn(db.WithNow(p.ctx, time.Now().Add(15*24*time.Hour)), p.m, account.Try{Email: "aase@lejre.example", Password: good}); err != nil {
			t.Fatal(err)
		}
		if left := p.column(t, `SELECT id FROM sign_in WHERE municipality = $1 LIMIT 9`); len(left) != 1 {
			t.Errorf("%d sign-ins are kept after the first has expired, want 1", len(left))
		}
	})
}

func TestNewPasswordEndsOtherSignIns(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		here, there := p.signIn(t, "aase@lejre.example"), p.signIn(t, "aase@lejre.example")
		actor := p.who(t, here).Actor
		change := account.PasswordChange{Old: "forkert", New: "fire nye blå heste", Keep: here}
		if err := p.ChangePassword(p.ctx, actor, change); !fault.HasCode(err, "wrong-password") {
			t.Errorf("with a wrong old one: %v", err)
		}
		change.Old = good
		if err := p.ChangePassword(p.ctx, actor, change); err != nil {
			t.Fatal(err)
		}
		if !p.who(t, here).Actor.SignedIn() || p.who(t, there).Actor.SignedIn() {
			t.Error("want this browser in and the other out")
		}
	})
}

func TestSignOutEverywhereEndsAllOnesOwnSignIns(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		p.user(t, "bo@lejre.example", "", "")
		here, there, other := p.signIn(t, "aase@lejre.example"), p.signIn(t, "aase@lejre.example"), p.signIn(t, "bo@lejre.example")
		if err := p.SignOutEverywhere(p.ctx, p.who(t, here).Actor); err != nil {
			t.Fatal(err)
		}
		if p.who(t, here).Actor.SignedIn() || p.who(t, there).Actor.SignedIn() || !p.who(t, other).Actor.SignedIn() {
			t.Error("want both browsers out, and somebody else still in")
		}
	})
}

func TestSignOutEndsOneSignIn(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		here, there := p.signIn(t, "aase@lejre.example"), p.signIn(t, "aase@lejre.example")
		if err := p.SignOut(p.ctx, p.m, here); err != nil {
			t.Fatal(err)
		}
		if p.who(t, here).Actor.SignedIn() || !p.who(t, there).Actor.SignedIn() {
			t.Error("want this browser out and the other in")
		}
	})
}

func TestOnlyAdministratorsManageAndOneRemains(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		leader := p.user(t, "leder@lejre.example", access.Leader, p.root.ID)
		actor := p.who(t, p.signIn(t, "leder@lejre.example")).Actor
		for name, err := range map[string]error{
			"grant":   p.Grant(p.ctx, actor, account.Grant{Person: leader.ID, Role: access.Administrator}),
			"disable": p.SetDisabled(p.ctx, actor, leader.ID, true),
			"factor":  p.TakeSecondFactor(p.ctx, actor, leader.ID),
		} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("a leader may %s: %v", name, err)
			}
		}
		if _, err := p.Invite(p.ctx, actor, account.NewUser{Name: "x", Email: "x@lejre.example"}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a leader invites: %v", err)
		}
		if _, _, err := p.Users(p.ctx, actor, account.UserQuery{}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a leader lists users: %v", err)
		}
		if _, _, err := p.CreateToken(p.ctx, actor, account.NewToken{Name: "x", Role: access.Facilitator}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a leader makes tokens: %v", err)
		}
		u, err := p.User(p.ctx, p.admin, id.Of[org.Person](p.admin.Person))
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Revoke(p.ctx, p.admin, u.Roles[0].ID); !fault.HasCode(err, "last-administrator") {
			t.Errorf("the last administrator gives up the role: %v", err)
		}
		if err := p.Grant(p.ctx, p.admin, account.Grant{Person: leader.ID, Role: access.Administrator}); err != nil {
			t.Fatal(err)
		}
		if err := p.Revoke(p.ctx, p.admin, u.Roles[0].ID); err != nil {
			t.Errorf("with another administrator: %v", err)
		}
	})
}

// Somebody who had been invited but never came counted as the one who could administer.
func TestWhoHasChosenNoPasswordIsNoLastAdministrator(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d) // the first administrator has not used the link yet
		aase := p.user(t, "aase@lejre.example", access.Administrator, "")
		u, err := p.User(p.ctx, p.admin, aase.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Revoke(p.ctx, p.admin, u.Roles[0].ID); !fault.HasCode(err, "last-administrator") {
			t.Errorf("the only one who can sign in gives up the role: %v", err)
		}
		if err := p.SetDisabled(p.ctx, p.admin, aase.ID, true); !fault.HasCode(err, "last-administrator") {
			t.Errorf("the only one who can sign in is shut out: %v", err)
		}
	})
}

func TestTwoAdministratorsWhoRevokeEachOtherLeaveOne(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		people := []org.Person{p.user(t, "aase@lejre.example", "", ""), p.user(t, "bo@lejre.example", "", "")}
		for range 8 {
			var given []id.Of[account.Grant]
			for _, one := range people {
				if err := p.Grant(p.ctx, p.admin, account.Grant{Person: one.ID, Role: access.Administrator}); err != nil {
					t.Fatal(err)
				}
				u, err := p.User(p.ctx, p.admin, one.ID)
				if err != nil {
					t.Fatal(err)
				}
				given = append(given, u.Roles[0].ID)
			}
			var both sync.WaitGroup
			var done atomic.Int32
			for _, g := range given {
				both.Go(func() {
					err := p.Revoke(p.ctx, p.admin, g)
					if err == nil {
						done.Add(1)
					} else if !fault.HasCode(err, "last-administrator") {
						t.Error(err)
					}
				})
			}
			if both.Wait(); done.Load() != 1 {
				t.Fatalf("%d of two succeeded", done.Load())
			}
		}
	})
}

// A sign-in with a code counted the account's version up without a revision, so that its
// next change was told as if everything were new.
func TestEveryVersionOfAnAccountHasItsRevision(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		now := time.Now()
		_, secret, _ := p.enrolled(t, now)
		half, err := p.SignIn(p.ctx, p.m, account.Try{Email: "admin@lejre.example", Password: good})
		if err != nil {
			t.Fatal(err)
		}
		soon := now.Add(2 * time.Minute)
		code, err := totp.GenerateCode(secret, soon)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.SignInCode(db.WithNow(p.ctx, soon), p.m, half.Half, code, ""); err != nil {
			t.Fatal(err)
		}
		err = d.View(p.ctx, access.Program(p.m.ID.String()), func(tx *db.Tx) error {
			n, err := db.One[int64](tx, `SELECT version - (SELECT count(*) FROM revision r WHERE r.municipality = account.municipality AND r.kind = 'account' AND r.id = account.id) FROM account WHERE municipality = $1 AND id = $2`, p.admin.Person)
			if n != 0 {
				t.Errorf("%d versions without a revision", n)
			}
			if err != nil {
				return err
			}
			kind, err := db.One[string](tx, `SELECT kind FROM change WHERE municipality = $1 ORDER BY at DESC LIMIT 1`)
			if kind != "sign_in" {
				t.Errorf("the auditor reads %q, want that somebody signed in", kind)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestLeaderInTheOrganisationLeadsHere(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		who := p.user(t, "aase@lejre.example", "", "")
		secret := p.signIn(t, "aase@lejre.example")
		if p.who(t, secret).Actor.Holds(access.Leader) {
			t.Fatal("leader of nothing")
		}
		_, err := org.Service{DB: d}.EditUnit(p.ctx, p.admin, p.root.ID, org.UnitInput{Version: p.root.Version, Name: p.root.Name, Kind: p.root.Kind, Leader: who.ID})
		if err != nil {
			t.Fatal(err)
		}
		if g := p.who(t, secret).Actor.Grants; len(g) != 1 || g[0] != (access.Grant{Role: access.Leader, Unit: p.root.Path}) {
			t.Errorf("the leader of the unit has %v", g)
		}
	})
}

func TestTokenHasItsRoleAtItsUnitUntilItEnds(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		secret, tok, err := p.CreateToken(p.ctx, p.admin, account.NewToken{Name: "Journalsystem", Role: access.Facilitator, Unit: p.root.ID})
		if err != nil || tok.Expires.Sub(tok.Created) != 90*24*time.Hour {
			t.Fatalf("CreateToken = %+v, %v", tok, err)
		}
		a, err := p.Bearer(p.ctx, p.m, secret)
		if err != nil || a.Token != tok.ID.String() || a.Person != "" || a.Grants[0] != (access.Grant{Role: access.Facilitator, Unit: p.root.Path}) {
			t.Errorf("Bearer = %+v, %v", a, err)
		}
		if _, err := p.Bearer(db.WithNow(p.ctx, time.Now().Add(91*24*time.Hour)), p.m, secret); !fault.Is(err, fault.SignIn) {
			t.Errorf("after 91 days: %v", err)
		}
		other, err := p.SetUp(p.ctx, account.SetUp{Municipality: "Roskilde Kommune", Email: "admin@roskilde.example"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Bearer(p.ctx, other.Municipality, secret); !fault.Is(err, fault.SignIn) {
			t.Errorf("in another municipality: %v", err)
		}
		if err := p.RevokeToken(p.ctx, p.admin, tok.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Bearer(p.ctx, p.m, secret); !fault.Is(err, fault.SignIn) {
			t.Errorf("revoked: %v", err)
		}
		list, err := p.Tokens(p.ctx, p.admin)
		if err != nil || len(list) != 1 || !list[0].Revoked || list[0].UnitName != "Lejre Kommune" || list[0].Hash != "" {
			t.Errorf("Tokens = %+v, %v", list, err)
		}
	})
}

func TestDemoAccountOpensOnlyFromThisMachine(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		s := account.New(d, &municipality.Service{DB: d})
		ctx := context.Background()
		done, err := s.SetUp(ctx, account.SetUp{Municipality: "Fjordby Kommune", Email: "x@fjordby.example", Demo: true})
		if err != nil {
			t.Fatal(err)
		}
		m, in := done.Municipality, account.NewUser{Name: "Admin", Email: "admin@fjordby.example", Role: access.Administrator}
		for range 2 {
			if err := s.DemoUser(ctx, m, in, "fjordby-demo"); err != nil {
				t.Fatal(err)
			}
		}
		try := account.Try{Email: "admin@fjordby.example", Password: "fjordby-demo"}
		if _, err := s.SignIn(ctx, m, try); !fault.HasCode(err, "wrong-sign-in") {
			t.Errorf("from outside: %v", err)
		}
		try.Local = true
		entry, err := s.SignIn(ctx, m, try)
		if err != nil {
			t.Fatal(err)
		}
		if w, err := s.Visitor(ctx, m, entry.Secret, true); err != nil || !w.Actor.Holds(access.Administrator) || w.MustEnrol || !w.Demo {
			t.Errorf("here: %+v, %v", w, err)
		}
		if w, err := s.Visitor(ctx, m, entry.Secret, false); err != nil || w.Actor.SignedIn() {
			t.Errorf("its cookie from outside: %+v, %v", w, err)
		}
		password, err := s.LanUser(ctx, m, in)
		if err != nil {
			t.Fatal(err)
		}
		if entry, err = s.SignIn(ctx, m, account.Try{Email: try.Email, Password: password}); err != nil {
			t.Fatalf("in the room: %v", err)
		}
		if w, err := s.Visitor(ctx, m, entry.Secret, false); err != nil || !w.Actor.Holds(access.Administrator) {
			t.Errorf("in the room: %+v, %v", w, err)
		}
		if err := set(t, d).DemoUser(ctx, municipality.Municipality{ID: m.ID}, in, "fjordby-demo"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a demo account in a real municipality: %v", err)
		}
	})
}

// box keeps the letters that were sent.
type box struct{ to, bodies []string }

func (b *box) Send(_ context.Context, to, _, body string) error {
	b.to, b.bodies = append(b.to, to), append(b.bodies, body)
	return nil
}

func TestForgottenPasswordComesByLetterAndTellsNobodyWhoIsHere(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		if sent, err := p.Forgotten(p.ctx, p.m, "aase@lejre.example", "192.0.2.1"); sent || err != nil {
			t.Errorf("without a mail server: %v, %v", sent, err)
		}
		letters := &box{}
		p.Letters = letters
		for _, email := range []string{"aase@lejre.example", "ingen@lejre.example"} {
			if sent, err := p.Forgotten(p.ctx, p.m, email, "192.0.2.1"); !sent || err != nil {
				t.Errorf("Forgotten(%s) = %v, %v", email, sent, err)
			}
		}
		queued := strings.Join(p.column(t, `SELECT payload FROM job WHERE municipality = $1 LIMIT 9`), " ")
		if strings.Contains(queued, "lejre.example") {
			t.Errorf("the queue holds an address: %s", queued)
		}
		runner := job.Runner{DB: d, Kinds: map[string]job.Do{account.LetterKind: p.SendLetter}}
		for more := true; more; {
			var err error
			if more, err = runner.Step(p.ctx); err != nil {
				t.Fatal(err)
			}
		}
		if len(letters.to) != 1 || letters.to[0] != "aase@lejre.example" || !strings.Contains(letters.bodies[0], "https://kerne.example/nyt-kodeord/") {
			t.Fatalf("letters = %v %v", letters.to, letters.bodies)
		}
		_, after, _ := strings.Cut(letters.bodies[0], "/nyt-kodeord/")
		secret, _, _ := strings.Cut(after, "\n")
		if _, err := p.Redeem(db.WithNow(p.ctx, time.Now().Add(2*time.Hour)), p.m, secret, "fire nye blå heste"); !fault.Is(err, fault.Gone) {
			t.Errorf("after two hours: %v", err)
		}
		if r, err := p.Redeem(p.ctx, p.m, secret, "fire nye blå heste"); err != nil || r.Secret == "" {
			t.Errorf("Redeem = %+v, %v", r, err)
		}
		for range 3 {
			_, err := p.Forgotten(p.ctx, p.m, "aase@lejre.example", "192.0.2.1")
			if fault.Is(err, fault.TooMany) {
				return
			}
		}
		t.Error("letters without end")
	})
}

func (p place) column(t *testing.T, query string) []string {
	t.Helper()
	var out []string
	err := p.db.View(p.ctx, access.Program(p.m.ID.String()), func(tx *db.Tx) (err error) {
		out, err = db.All[string](tx, query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNoSecretStandsInHistory(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", "", "")
		secret := p.signIn(t, "aase@lejre.example")
		if _, err := p.Enrol(p.ctx, p.m, p.who(t, secret).Actor); err != nil {
			t.Fatal(err)
		}
		if _, _, err := p.CreateToken(p.ctx, p.admin, account.NewToken{Name: "x", Role: access.Facilitator}); err != nil {
			t.Fatal(err)
		}
		all := strings.Join(p.column(t, `SELECT body FROM revision WHERE municipality = $1 LIMIT 100`), "\n")
		for _, word := range []string{"argon2", "totp", "hash", "aase@", "Åse"} {
			if strings.Contains(all, word) {
				t.Errorf("revision holds %q: %s", word, all)
			}
		}
		if n := len(p.column(t, `SELECT id FROM change WHERE municipality = $1 AND action = 'signin' LIMIT 100`)); n == 0 {
			t.Error("the auditor sees no sign-in")
		}
	})
}

func TestOpeningCodeWorksOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		s := account.New(d, &municipality.Service{DB: d})
		c := account.NewCode()
		nothing := func() error { return nil }
		if err := s.Open(c, "forkert", "192.0.2.1", nothing); !fault.HasCode(err, "wrong-opening-code") {
			t.Errorf("a wrong code: %v", err)
		}
		text := strings.ToLower(strings.ReplaceAll(c.Text(), "-", " "))
		if err := s.Open(c, text, "192.0.2.1", func() error { return errors.New("no") }); err == nil {
			t.Error("what failed is told as done")
		}
		if err := s.Open(c, text, "192.0.2.1", nothing); err != nil {
			t.Errorf("the right code after a failure: %v", err)
		}
		if err := s.Open(c, text, "192.0.2.1", nothing); !fault.HasCode(err, "wrong-opening-code") {
			t.Errorf("a second time: %v", err)
		}
		if err := s.Open(&account.Code{}, "", "192.0.2.1", nothing); err == nil {
			t.Error("the zero code opens")
		}
	})
}

func TestUsersAreFoundByNameAndPaged(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		p := set(t, d)
		p.user(t, "aase@lejre.example", access.Leader, p.root.ID)
		p.user(t, "bo@lejre.example", "", "")
		first, next, err := p.Users(p.ctx, p.admin, account.UserQuery{Limit: 2})
		if err != nil || len(first) != 2 || next == "" {
			t.Fatalf("Users = %+v %q %v", first, next, err)
		}
		rest, next, err := p.Users(p.ctx, p.admin, account.UserQuery{Limit: 2, After: next})
		if err != nil || len(rest) != 1 || next != "" || rest[0].Person == first[0].Person || rest[0].Person == first[1].Person {
			t.Errorf("then %+v %q %v", rest, next, err)
		}
		found, _, err := p.Users(p.ctx, p.admin, account.UserQuery{Words: "ÅSE prø", Limit: 10})
		if err != nil || len(found) != 2 {
			t.Errorf("by name: %+v, %v", found, err)
		}
		found, _, err = p.Users(p.ctx, p.admin, account.UserQuery{Words: "aase@", Limit: 10})
		if err != nil || len(found) != 1 || len(found[0].Roles) != 1 || found[0].Roles[0].UnitName != "Lejre Kommune" || !found[0].Chosen {
			t.Errorf("by address: %+v, %v", found, err)
		}
		if found, _, _ = p.Users(p.ctx, p.admin, account.UserQuery{Words: "%", Limit: 10}); len(found) != 0 {
			t.Errorf("a percent sign finds %d", len(found))
		}
	})
}
