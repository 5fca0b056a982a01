package dialogue

import (
	"context"

	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Facilitator is somebody who runs a dialogue, with the name they are known by at work.
type Facilitator struct {
	ID     id.Of[Host]
	Person string // empty for a program
	Name   string
}

// Facilitators gives who runs a dialogue, for those who may know of it.
//
// Faults: NotFound.
func (s *Service) Facilitators(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) ([]Facilitator, error) {
	var out []Facilitator
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		o, err := s.loadFor(tx, access.DialogueList, dialogue)
		if err != nil {
			return err
		}
		var ids []id.Of[org.Person]
		for _, h := range living(o.hosts) {
			if h.Person != "" {
				ids = append(ids, id.Of[org.Person](h.Person))
			}
		}
		people, err := org.LoadPeople(tx, ids)
		for _, h := range living(o.hosts) {
			for _, p := range people {
				if p.ID.String() == h.Person {
					out = append(out, Facilitator{ID: h.ID, Person: h.Person, Name: p.Name})
				}
			}
		}
		return err
	})
	return out, err
}

// mostColleagues is how many people are offered when an owner or a facilitator is chosen.
const mostColleagues = 400

// Colleagues gives those who work in the dialogue's unit or below it, and those who lead
// there, by name: whom a facilitator can ask to take something on.
//
// Faults: NotFound, Denied.
func (s *Service) Colleagues(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) ([]org.Person, error) {
	var out []org.Person
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		o, err := s.loadFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		out, err = org.LoadColleagues(tx, o.path, mostColleagues)
		return err
	})
	return out, err
}

// GuideOf gives a dialogue's guide as it was when the dialogue was planned.
//
// Faults: NotFound.
func (s *Service) GuideOf(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) (guide.Guide, error) {
	var g guide.Guide
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		o, err := s.loadFor(tx, access.DialogueList, dialogue)
		g = o.guide
		return err
	})
	return g, err
}
