package dialogue

import (
	"context"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Agree writes an agreement or a knowledge need, also after the close. A new owner is asked
// on their own page and has it once they say yes.
//
// Faults: NotFound, Denied; Invalid on kind, owner, card and the fields of the data;
// Conflict "changed-meanwhile".
func (s *Service) Agree(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], in agreement.Input) (agreement.Agreed, error) {
	var a agreement.Agreed
	err := s.DB.Change(ctx, actor, access.DialogueFacilitate, func(tx *db.Tx) error {
		o, err := s.changeFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		if a, err = o.agreement(tx, in); err != nil {
			return err
		}
		if !in.End {
			if a, err = a.Written(tx, in); err != nil {
				return err
			}
		}
		a.Ended = in.End
		if a.Version == 0 {
			a.ID = id.Of[agreement.Agreed](tx.NewID())
		}
		return db.Put(tx, &a)
	})
	return a, err
}

// agreement gives the record that is changed, or a new one.
func (o opened) agreement(tx *db.Tx, in agreement.Input) (agreement.Agreed, error) {
	if in.ID != "" {
		a, err := agreement.Load(tx, in.ID)
		switch {
		case err != nil:
			return a, err
		case a.Dialogue != o.ID.String():
			return a, fault.Missing()
		case a.Version != in.Version:
			return a, fault.Stale()
		}
		return a, nil
	}
	if in.Kind != artefact.Agreement && in.Kind != artefact.KnowledgeNeed {
		return agreement.Agreed{}, fault.OnField("kind", "choose")
	}
	if in.Card == "" {
		return agreement.Agreed{Dialogue: o.ID.String(), Step: o.State.Step, Kind: in.Kind, State: agreement.Ownerless}, nil
	}
	one, err := o.cardSeen(tx, in.Card)
	if fault.Is(err, fault.NotFound) || err == nil && one.Kind != in.Kind {
		return agreement.Agreed{}, fault.OnField("card", "no-such-card")
	}
	if err != nil {
		return agreement.Agreed{}, err
	}
	known, err := agreement.Of(tx, o.ID.String())
	for _, a := range known {
		if a.Card == in.Card && !a.Ended {
			return a, fault.Stale() // somebody has just made one of it
		}
	}
	return agreement.From(one), err
}
