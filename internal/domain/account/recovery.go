package account

import (
	"context"
	"strings"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// A person with a second factor has recovery codes on paper: each opens once in place of
// a code from the telephone. They are shown when they are made and never again; what is
// kept is the SHA-256 of person and code. 12 characters of 30 are 59 bits.
const (
	recoveryCodes  = 8
	recoveryLength = 12
)

// RecoveryFew is when the person is told to make new ones.
const RecoveryFew = 3

// recoverySum is what is kept of a recovery code.
func recoverySum(person id.Of[org.Person], code string) string {
	return sum("recovery " + person.String() + " " + code)
}

// recoveryTyped gives a typed code as it was made, and whether it can be one at all.
func recoveryTyped(typed string) (string, bool) {
	code := plain(typed)
	if len(code) != recoveryLength {
		return "", false
	}
	for _, c := range code {
		if !strings.ContainsRune(id.CodeAlphabet, c) {
			return "", false
		}
	}
	return code, true
}

// makeRecovery makes new recovery codes; the person's earlier ones stop working.
func makeRecovery(tx *db.Tx, person id.Of[org.Person]) ([]string, error) {
	if err := endRecovery(tx, person); err != nil {
		return nil, err
	}
	var out []string
	for range recoveryCodes { // eight small rows
		code := id.Code(recoveryLength)
		row := recoveryRow{ID: recoverySum(person, code), Person: person, Created: tx.Now()}
		if err := db.Insert(tx, "recovery_code", row); err != nil {
			return nil, err
		}
		out = append(out, code[:4]+"-"+code[4:8]+"-"+code[8:])
	}
	return out, db.Log(tx, "recovery_code", person.String())
}

// NewRecovery makes the actor's recovery codes anew, with a code from the telephone or
// one of the old ones.
//
// Faults: Invalid on code; Closed "no-second-factor"; TooMany.
func (s *Service) NewRecovery(ctx context.Context, actor access.Actor, code string) ([]string, error) {
	if err := s.mayGuessOwn(ctx, actor); err != nil {
		return nil, err
	}
	var out []string
	err := s.self(ctx, actor, func(tx *db.Tx, a Account) error {
		if a.Secret == "" {
			return fault.New(fault.Closed, "no-second-factor")
		}
		if err := useCode(tx, a, code, "recovery_code"); err != nil {
			return err
		}
		var err error
		out, err = makeRecovery(tx, a.ID)
		return err
	})
	return out, err
}

// mayGuessOwn counts one try at a code of the actor's own account.
func (s *Service) mayGuessOwn(ctx context.Context, actor access.Actor) error {
	now, err := s.now(ctx, actor)
	if err != nil {
		return err
	}
	if wait := s.guard.take(now, try{"c " + actor.Municipality + actor.Person, accountFromAddress}); wait > 0 {
		return tooMany(wait)
	}
	return nil
}

// useRecovery uses a recovery code up; the auditor sees that one was used.
func useRecovery(tx *db.Tx, person id.Of[org.Person], code string) error {
	used, err := takeRecovery(tx, recoverySum(person, code), person)
	if err == nil && !used {
		err = fault.OnField("code", "wrong-code")
	}
	return errFirst(err, db.Log(tx, "recovery_used", person.String()))
}
