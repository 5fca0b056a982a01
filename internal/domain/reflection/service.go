package reflection

import (
	"context"
	"encoding/json"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
)

// Service keeps reflections and shows them to whom they are for.
type Service struct{ DB *db.DB }

// Jobs are what this package does later: what is private goes with its writer.
func (s Service) Jobs() map[string]job.Do {
	return map[string]job.Do{org.LeftKind: func(ctx context.Context, municipality string, _ json.RawMessage) error {
		return s.DB.Change(ctx, access.Program(municipality), access.Action(org.LeftKind), func(tx *db.Tx) error {
			return forget(tx, day.Of(tx.Now()))
		})
	}}
}

// Write keeps the actor's own reflection on a core task that is in force or their own
// unit's; an empty text takes it away. Shared is the writer's choice and can be taken back.
//
// Faults: NotFound, Invalid.
func (s Service) Write(ctx context.Context, actor access.Actor, task id.Of[coretask.Task], words string, shared bool) error {
	return s.DB.Change(ctx, actor, access.ReflectionOwn, func(tx *db.Tx) error {
		o, err := coretask.LoadObject(tx, task)
		if err != nil {
			return err
		}
		if actor.Person == "" || !access.Can(actor, access.CoreTaskAdopted, o) {
			return fault.Missing()
		}
		words, err := checked(words)
		if err != nil {
			return err
		}
		tx.Touch("coretask/" + task.String())
		if words == "" {
			return drop(tx, task, actor.Person)
		}
		if !shared {
			if err := unshare(tx, task, actor.Person); err != nil {
				return err
			}
		}
		return keep(tx, Reflection{ID: id.Of[Reflection](tx.NewID()), Task: task, Person: id.Of[org.Person](actor.Person), Text: words, Shared: shared, WrittenAt: tx.Now()})
	})
}

// Seen gives the actor's own reflection on a core task, and those that others have shared
// where the actor may read them.
//
// Faults: NotFound.
func (s Service) Seen(ctx context.Context, actor access.Actor, task id.Of[coretask.Task]) (own Reflection, others []Signed, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		o, err := coretask.LoadObject(tx, task)
		if err != nil {
			return err
		}
		if actor.Person != "" {
			if own, _, err = of(tx, task, actor.Person); err != nil {
				return err
			}
		}
		if !access.Can(actor, access.ReflectionShared, o) {
			return nil
		}
		others, err = signed(tx, task)
		return err
	})
	return own, others, err
}

func signed(tx *db.Tx, task id.Of[coretask.Task]) ([]Signed, error) {
	list, err := SharedOn(tx, task)
	if err != nil {
		return nil, err
	}
	people := make([]id.Of[org.Person], len(list))
	for i, r := range list {
		people[i] = r.Person
	}
	found, err := org.LoadPeople(tx, people)
	names := map[id.Of[org.Person]]string{}
	for _, p := range found {
		names[p.ID] = p.Name
	}
	out := make([]Signed, len(list))
	for i, r := range list {
		out[i] = Signed{r, names[r.Person]}
	}
	return out, err
}
