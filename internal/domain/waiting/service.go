package waiting

import (
	"context"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Service reads what waits for somebody.
type Service struct{ DB *db.DB }

// Adoptions gives the proposed texts that wait for the actor, each in its unit's own way of
// adopting: those who have waited longest first.
func (s Service) Adoptions(ctx context.Context, actor access.Actor) ([]Adoption, error) {
	var out []Adoption
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = adoptions(tx)
		return err
	})
	return out, err
}

// AdoptedByOthers gives the proposed texts that wait in the units the actor leads, where
// somebody else adopts: those who have waited longest first.
func (s Service) AdoptedByOthers(ctx context.Context, actor access.Actor) ([]Adoption, error) {
	var out []Adoption
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = adoptedByOthers(tx)
		return err
	})
	return out, err
}

// Ownerless gives the closed dialogues the actor facilitates in which something still has
// nobody: the newest first.
func (s Service) Ownerless(ctx context.Context, actor access.Actor) ([]Ownerless, error) {
	if actor.Person == "" {
		return nil, nil
	}
	var out []Ownerless
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		rows, err := ownerless(tx, actor.Person)
		out = counted(rows)
		return err
	})
	return out, err
}

// Moved gives what has moved in the core tasks of some units since a moment, the newest
// first: texts proposed and adopted. It shows only what the actor may read.
func (s Service) Moved(ctx context.Context, actor access.Actor, units []id.Of[org.Unit], since time.Time) ([]Moved, error) {
	var out []Moved
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = moved(tx, units, since)
		return err
	})
	return out, err
}
