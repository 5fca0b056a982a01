package account

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
)

// NewToken is what a token is to be allowed. Lasts 0 means 90 days.
type NewToken struct {
	Name  string
	Role  access.Role
	Unit  id.Of[org.Unit] // empty: everywhere
	Lasts time.Duration
}

func (in NewToken) checked() (NewToken, error) {
	var f fault.Fields
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	switch n := utf8.RuneCountInString(in.Name); {
	case n == 0:
		f.Add("name", "required")
	case n > longestToken:
		f.Add("name", "too-long", longestToken)
	}
	personal.Check(&f, "name", in.Name)
	if _, known := access.ParseRole(string(in.Role)); !known {
		f.Add("role", "choose")
	}
	if in.Lasts == 0 {
		in.Lasts = TokenLasts
	}
	if in.Lasts < time.Hour || in.Lasts > TokenAtMost {
		f.Add("days", "range", 1, int(TokenAtMost/(24*time.Hour)))
	}
	return in, f.Err()
}

// CreateToken makes a token; its secret is given this once and never again.
//
// Faults: Denied; Invalid on name, role, unit, days.
func (s *Service) CreateToken(ctx context.Context, actor access.Actor, in NewToken) (secret string, t Token, err error) {
	in, err = in.checked()
	if err != nil {
		return "", t, err
	}
	secret = "kh_" + id.Secret()
	err = s.tokens(ctx, actor, func(tx *db.Tx) error {
		if in.Unit != "" {
			if _, err := org.LoadUnit(tx, in.Unit); err != nil {
				return fault.OnField("unit", "choose")
			}
		}
		t = Token{ID: id.Of[Token](tx.NewID()), Hash: sum(secret), Name: in.Name, Role: in.Role, Unit: in.Unit, Created: tx.Now(), Expires: tx.Now().Add(in.Lasts)}
		return db.Put(tx, &t)
	})
	return secret, t, err
}

func (s *Service) tokens(ctx context.Context, actor access.Actor, do func(*db.Tx) error) error {
	return s.DB.Change(ctx, actor, access.TokenManage, func(tx *db.Tx) error {
		if !access.Can(actor, access.TokenManage, access.Object{Municipality: actor.Municipality}) {
			return fault.Denied()
		}
		return do(tx)
	})
}

// RevokeToken makes a token stop working at once.
//
// Faults: Denied; NotFound.
func (s *Service) RevokeToken(ctx context.Context, actor access.Actor, token id.Of[Token]) error {
	return s.tokens(ctx, actor, func(tx *db.Tx) error {
		t, err := loadToken(tx, token)
		if err != nil || t.Revoked {
			return err
		}
		t.Revoked = true
		return db.Put(tx, &t)
	})
}

// TokenLine is a token as people read it.
type TokenLine struct {
	Token
	UnitName string `db:"unit_name"` // empty: everywhere
	Expired  bool   `db:"-"`
}

// Tokens gives the newest tokens, at most 200.
//
// Faults: Denied.
func (s *Service) Tokens(ctx context.Context, actor access.Actor) ([]TokenLine, error) {
	var out []TokenLine
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if !access.Can(actor, access.TokenManage, access.Object{Municipality: actor.Municipality}) {
			return fault.Denied()
		}
		out, err = listTokens(tx)
		for i := range out {
			out[i].Expired = !out[i].Expires.After(tx.Now())
		}
		return err
	})
	return out, err
}
