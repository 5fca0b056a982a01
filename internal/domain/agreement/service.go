package agreement

import (
	"context"
	"maps"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Service is what owners do with what they have taken on.
type Service struct{ DB *db.DB }

// Written gives the agreement as a facilitator leaves it. A new owner is asked, and so is
// one who has said yes to other words or another day.
//
// Faults: Invalid on owner and the fields of the data.
func (a Agreed) Written(tx *db.Tx, in Input) (Agreed, error) {
	if err := artefact.Check(a.Kind, in.Data); err != nil {
		return a, err
	}
	was := a
	a.Data, a.MEDOn = in.Data.Tidy(), in.MEDOn
	a.MED = in.MED || a.Data[artefact.FieldWorkingConditions] == artefact.Yes
	a.Due = in.Due
	if a.Due.IsZero() {
		a.Due = day.Date(a.Data[artefact.FieldWhen] + a.Data[artefact.FieldNeedDue]) // each kind has one of them
	}
	if in.Owner.String() == a.Owner {
		if a.State == Accepted && (a.Due != was.Due || !maps.Equal(a.Data, was.Data)) {
			a.State, a.AnsweredOn = Asked, ""
		}
		return a, nil
	}
	a.Owner, a.State, a.AnsweredOn = in.Owner.String(), Ownerless, ""
	if a.Owner == "" {
		return a, nil
	}
	p, err := org.LoadPerson(tx, in.Owner)
	if fault.Is(err, fault.NotFound) || err == nil && !p.Active(day.Of(tx.Now())) {
		return a, fault.OnField("owner", "choose")
	}
	a.State = Asked
	return a, err
}

// Mine gives what the actor has been asked to take on or has said yes to, by date.
func (s Service) Mine(ctx context.Context, actor access.Actor) ([]Owed, error) {
	var out []Owed
	if actor.Person == "" {
		return nil, nil
	}
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = owedBy(tx, actor.Person)
		return err
	})
	return out, err
}

// Answer is an owner's yes or no to what they were asked to take on.
//
// Faults: NotFound; Closed "already-answered".
func (s Service) Answer(ctx context.Context, actor access.Actor, agreed id.Of[Agreed], yes bool) error {
	return s.ownAgreement(ctx, actor, agreed, func(a Agreed, on day.Date) (Agreed, error) { return a.answer(yes, on) })
}

// Finish says that an owner has done it, or that it is not done after all.
//
// Faults: NotFound; Closed "already-answered" before they have said yes.
func (s Service) Finish(ctx context.Context, actor access.Actor, agreed id.Of[Agreed], done bool) error {
	return s.ownAgreement(ctx, actor, agreed, func(a Agreed, _ day.Date) (Agreed, error) {
		if a.State != Accepted && a.State != Done {
			return a, room.Closed("already-answered")
		}
		if a.State = Accepted; done {
			a.State = Done
		}
		return a, nil
	})
}

func (s Service) ownAgreement(ctx context.Context, actor access.Actor, agreed id.Of[Agreed], do func(Agreed, day.Date) (Agreed, error)) error {
	return s.DB.Change(ctx, actor, access.AgreementOwn, func(tx *db.Tx) error {
		a, err := Load(tx, agreed)
		if err != nil {
			return err
		}
		if !access.Can(actor, access.AgreementOwn, access.Object{Municipality: tx.Municipality, Owner: a.Owner}) {
			return fault.Missing()
		}
		if a, err = do(a, day.Of(tx.Now())); err != nil {
			return err
		}
		return db.Put(tx, &a)
	})
}
