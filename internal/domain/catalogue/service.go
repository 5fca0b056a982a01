package catalogue

import (
	"context"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Service reads the catalogue and fills it.
type Service struct{ DB *db.DB }

// List gives a page of the public catalogue by name, and where the next begins.
func (s Service) List(ctx context.Context, actor access.Actor, f Filter) ([]Listed, string, error) {
	after, err := parseKey(f.After)
	if err != nil {
		return nil, "", err
	}
	var list []Listed
	next := ""
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		rows, err := listed(tx, f, after)
		if err != nil {
			return err
		}
		if len(rows) > f.limit() {
			rows = rows[:f.limit()]
			last := rows[len(rows)-1]
			next = pageKey{last.SortKey, last.ID.String()}.String()
		}
		list = rows
		return withParents(tx, list)
	})
	return list, next, err
}

// withParents fills in what each listed task interprets, in one query for all.
func withParents(tx *db.Tx, list []Listed) error {
	ids := make([]id.Of[coretask.Task], len(list))
	at := map[id.Of[coretask.Task]]int{}
	for i, l := range list {
		ids[i], at[l.ID] = l.ID, i
	}
	rows, err := publicParents(tx, ids)
	for _, r := range rows {
		l := &list[at[r.Child]]
		l.Parents = append(l.Parents, Parent{r.Slug, r.Name})
	}
	return err
}

// MostTop is how many core tasks Top gives.
const MostTop = 50

// Top gives the core tasks of the whole municipality and of its areas, by level and name.
func (s Service) Top(ctx context.Context, actor access.Actor) ([]Listed, error) {
	var list []Listed
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if list, err = topmost(tx); err != nil {
			return err
		}
		return withParents(tx, list)
	})
	return list, err
}

// Areas gives the units right under the top.
func (s Service) Areas(ctx context.Context, actor access.Actor) ([]Area, error) {
	var list []Area
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		list, err = areas(tx)
		return err
	})
	return list, err
}
