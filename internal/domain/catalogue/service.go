package catalogue

import (
	"context"
	"slices"

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
	err = s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if list, next, err = pageOf(tx, f, after); err != nil {
			return err
		}
		return withParents(tx, list)
	})
	return list, next, err
}

// pageOf gives a page without what its tasks interpret, and where the next begins.
func pageOf(tx *db.Tx, f Filter, after pageKey) (rows []Listed, next string, err error) {
	if rows, err = listed(tx, f, after); err != nil || len(rows) <= f.limit() {
		return rows, "", err
	}
	rows = rows[:f.limit()]
	last := rows[len(rows)-1]
	return rows, pageKey{last.SortKey, last.ID.String()}.String(), nil
}

// Page is what the catalogue's page shows.
type Page struct {
	Top   []Listed // of the whole municipality and its areas, first on the first page of all
	Tasks []Listed // by name
	Next  string   // where the next page begins
	Areas []Area
}

// Page gives a page of the catalogue with all that stands around it, at one moment. Unless
// something narrows it, the upper two levels stand first and the others follow by name.
func (s Service) Page(ctx context.Context, actor access.Actor, f Filter) (Page, error) {
	var p Page
	after, err := parseKey(f.After)
	if err != nil {
		return p, err
	}
	if !f.Narrow() {
		f.Below = 2
	}
	err = s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if !f.Narrow() && f.After == "" {
			if p.Top, err = topmost(tx); err != nil {
				return err
			}
		}
		if p.Tasks, p.Next, err = pageOf(tx, f, after); err != nil {
			return err
		}
		if p.Areas, err = areas(tx); err != nil {
			return err
		}
		all := slices.Concat(p.Top, p.Tasks)
		if err := withParents(tx, all); err != nil {
			return err
		}
		p.Top, p.Tasks = all[:len(p.Top):len(p.Top)], all[len(p.Top):]
		return nil
	})
	return p, err
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
