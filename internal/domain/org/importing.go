package org

import (
	"context"
	"fmt"

	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Progress is told how many of how many records are written; nil is allowed.
type Progress func(done, total int)

// mayImport refuses who may not take in files for the whole municipality.
func mayImport(tx *db.Tx) error {
	o := access.Object{Municipality: tx.Municipality, Unit: "/"}
	switch {
	case !access.Can(tx.Actor(), access.UnitRead, o):
		return fault.Missing()
	case !access.Can(tx.Actor(), access.OrgImport, o):
		return fault.Denied()
	}
	return nil
}

// PlanImport is the dry run: what Import would do with this file today.
//
// Faults: NotFound; Forbidden.
func (s Service) PlanImport(ctx context.Context, actor access.Actor, file File, opt Options) (Plan, error) {
	var plan Plan
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		plan, err = planIn(tx, file, opt)
		return err
	})
	return plan, err
}

func planIn(tx *db.Tx, file File, opt Options) (Plan, error) {
	if err := mayImport(tx); err != nil {
		return Plan{}, err
	}
	was, err := standing(tx)
	if err != nil {
		return Plan{}, err
	}
	opt.Today = today(tx)
	return MakePlan(was, file, opt, tx.NewID), nil
}

// Import takes a file in: all of it, or nothing when a row is wrong and opt does not say
// to leave such rows out. It gives the plan it followed, also when it refused.
//
// Faults: NotFound; Forbidden; Invalid "bad-rows".
func (s Service) Import(ctx context.Context, actor access.Actor, file File, opt Options, tell Progress) (Plan, error) {
	var plan Plan
	err := s.DB.Change(ctx, actor, access.OrgImport, func(tx *db.Tx) (err error) {
		if plan, err = planIn(tx, file, opt); err != nil {
			return err
		}
		if len(plan.Bad) > 0 && !opt.SkipBad {
			return fault.New(fault.Invalid, "bad-rows", len(plan.Bad))
		}
		return plan.write(tx, tell)
	})
	return plan, err
}

// write keeps what the plan says: people first, because units point at them, then units
// from the top down, then who works where.
func (p *Plan) write(tx *db.Tx, tell Progress) error {
	if p.Writes() == 0 {
		return nil
	}
	p.sortKeys()
	if err := p.freeAddresses(tx); err != nil {
		return err
	}
	w := writing{tx: tx, total: p.Writes(), tell: tell}
	if err := writeAll(&w, p.people); err != nil {
		return fmt.Errorf("import people: %w", err)
	}
	if err := left(tx, p.people...); err != nil {
		return err
	}
	if err := find.Touch(tx, UnitKind, p.known()...); err != nil {
		return fmt.Errorf("import units: %w", err)
	}
	if err := writeAll(&w, p.units); err != nil {
		return fmt.Errorf("import units: %w", err)
	}
	if err := writeAll(&w, p.memberships); err != nil {
		return fmt.Errorf("import memberships: %w", err)
	}
	tx.Touch("units")
	return nil
}

// known are the units that change: people search by their names.
func (p *Plan) known() (ids []string) {
	for _, u := range p.units {
		if u.Version > 0 {
			ids = append(ids, u.ID.String())
		}
	}
	return ids
}

func (p *Plan) sortKeys() {
	sorter := text.NewSorter()
	for i := range p.people {
		if p.people[i].SortKey == "" {
			p.people[i].SortKey = sorter.Key(p.people[i].Name)
		}
	}
	for i := range p.units {
		if p.units[i].SortKey == "" {
			p.units[i].SortKey = sorter.Key(p.units[i].Name)
		}
	}
}

// freeAddresses lets go of addresses that somebody else gets, so that two people can
// change theirs with one another.
func (p *Plan) freeAddresses(tx *db.Tx) error {
	if len(p.freed) == 0 {
		return nil
	}
	freed := map[id.Of[Person]]bool{}
	for _, who := range p.freed {
		freed[who] = true
	}
	var list []Person
	var at []int
	for i, x := range p.people {
		if freed[x.ID] {
			x.Email = ""
			list, at = append(list, x), append(at, i)
		}
	}
	if err := db.PutAll(tx, list); err != nil {
		return fmt.Errorf("free addresses: %w", err)
	}
	for n, i := range at {
		p.people[i].Version = list[n].Version
	}
	return nil
}

// writing is an import on its way into the database.
type writing struct {
	tx          *db.Tx
	done, total int
	tell        Progress
}

func writeAll[T any, P interface {
	*T
	db.Record
}](w *writing, list []T) error {
	const step = 2000
	for from := 0; from < len(list); from += step {
		part := list[from:min(from+step, len(list))]
		if err := db.PutAll[T, P](w.tx, part); err != nil {
			return err
		}
		w.done += len(part)
		if w.tell != nil {
			w.tell(w.done, w.total)
		}
	}
	return nil
}
