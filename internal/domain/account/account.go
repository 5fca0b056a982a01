// Package account is sign-in: who may come in, with what proof, and what each person is
// trusted with. Passwords are kept as argon2id, everything that opens a door (sign-ins,
// tickets, tokens) as the SHA-256 of a secret that only its holder has.
package account

import (
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Account is the way in of one person; it has the person's id.
type Account struct {
	ID        id.Of[org.Person] `db:"id"`
	Version   int64             `db:"version"`
	Password  string            `db:"password,private"`  // argon2id; empty until the person has chosen one
	Secret    string            `db:"totp,private"`      // of the second factor; empty for none
	NewSecret string            `db:"totp_new,private"`  // shown, but not yet confirmed with a code
	Step      int64             `db:"totp_step,private"` // the last 30 seconds whose code was used
	Demo      bool              `db:"demo"`              // of the fictive municipality: no second factor asked
	WellKnown bool              `db:"well_known"`        // its password is printed: only from this machine
	Disabled  bool              `db:"disabled,lasting"`
	Created   time.Time         `db:"created"`
}

// Grant is a role a person holds at a unit and below; without a unit, everywhere.
type Grant struct {
	ID      id.Of[Grant]      `db:"id"`
	Version int64             `db:"version"`
	Person  id.Of[org.Person] `db:"person"`
	Role    access.Role       `db:"role"`
	Unit    id.Of[org.Unit]   `db:"unit,null"`
	Ended   bool              `db:"ended,lasting"`
}

// Token lets a program in, with one role at one unit, for a time.
type Token struct {
	ID      id.Of[Token]    `db:"id"`
	Version int64           `db:"version"`
	Hash    string          `db:"hash,private"`
	Name    string          `db:"name"`
	Role    access.Role     `db:"role"`
	Unit    id.Of[org.Unit] `db:"unit,null"`
	Created time.Time       `db:"created"`
	Expires time.Time       `db:"expires"`
	Revoked bool            `db:"revoked,lasting"`
}

// Purpose is what a ticket is for.
type Purpose string

const (
	Invitation Purpose = "invitation" // a new person chooses a password
	Reset      Purpose = "reset"      // somebody has forgotten theirs
	Opening    Purpose = "opening"    // the first administrator of a municipality
	half       Purpose = "half"       // the password was right, the second factor is to come
)

// Lasts is how long a ticket of the purpose can be used.
func (p Purpose) Lasts() time.Duration {
	switch p {
	case half:
		return 5 * time.Minute
	case Reset:
		return time.Hour
	case Opening:
		return 24 * time.Hour
	}
	return 7 * 24 * time.Hour
}

// SecondFactorPage is where an administrator without a second factor must go first.
const SecondFactorPage = "/min-konto/totrin"

// How long a browser stays signed in; administrators shorter.
const (
	signInLasts        = 14 * 24 * time.Hour
	administratorLasts = 12 * time.Hour
)

// TokenLasts is a token's life when nobody says otherwise, and the longest one.
const (
	TokenLasts   = 90 * 24 * time.Hour
	TokenAtMost  = 366 * 24 * time.Hour
	longestToken = 100
)

// What a password may be. Length is what protects; rules about signs do not.
const (
	ShortestPassword = 12
	longestPassword  = 200
)

// everyday are passwords of twelve characters or more that are tried first.
var everyday = map[string]bool{
	"123456789012": true, "1234567890123": true, "password1234": true, "passwordpassword": true, "qwertyuiop12": true,
	"kodeordkodeord": true, "kodeord12345": true, "kodeord123456": true, "adgangskode1": true, "adgangskode123": true, "velkommen123": true,
	"velkommen1234": true, "sommer123456": true, "kernehuskernehus": true, "kerneopgaven": true, "kerneopgave1": true, "danmark12345": true,
}

// tidy gives a password as it is hashed: the same letters typed on two kinds of keyboard
// are the same password.
func tidy(password string) string { return norm.NFC.String(password) }

// checkPassword explains on field "password" what is wrong with a new password.
func checkPassword(password, email string) error {
	p := strings.ToLower(tidy(password))
	switch n := utf8.RuneCountInString(p); {
	case n == 0:
		return fault.OnField("password", "required")
	case n < ShortestPassword:
		return fault.OnField("password", "too-short", ShortestPassword)
	case n > longestPassword:
		return fault.OnField("password", "too-long", longestPassword)
	case everyday[p], strings.Count(p, p[:1]) == n, p == strings.ToLower(email):
		return fault.OnField("password", "easy-password")
	}
	return nil
}

// withoutAdministrator leaves the grants that ask for no second factor.
func withoutAdministrator(in []access.Grant) []access.Grant {
	var out []access.Grant
	for _, g := range in {
		if g.Role != access.Administrator {
			out = append(out, g)
		}
	}
	return out
}
