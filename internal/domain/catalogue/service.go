package catalogue

import (
	"context"
	"slices"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Service reads the catalogue and fills it.
type Service struct{ DB *db.DB }

// List gives a page of the public catalogue.
func (s Service) List(ctx context.Context, actor access.Actor, f Filter) (Found, error) {
	var p Found
	after, err := parseKey(f.After)
	if err != nil {
		return p, err
	}
	err = s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if p, err = pageOf(tx, f, after); err != nil {
			return err
		}
		return withParents(tx, p.Tasks)
	})
	return p, err
}

// pageOf gives a page without what its tasks interpret.
func pageOf(tx *db.Tx, f Filter, after pageKey) (p Found, err error) {
	var chosen []string
	if f.asks() {
		chosen, p.Guessed, err = answering(tx, f, after)
		if err == nil {
			p.Tasks, err = named(tx, chosen)
		}
	} else {
		p.Tasks, err = listed(tx, f, after)
	}
	more := max(len(p.Tasks), len(chosen)) > f.limit()
	p.Tasks = p.Tasks[:min(len(p.Tasks), f.limit())]
	if n := len(p.Tasks); more && n > 0 {
		p.Next = p.Tasks[n-1].key().String()
	}
	return p, err
}

// answering gives which core tasks stand on a page of those that answer a query, and one more.
func answering(tx *db.Tx, f Filter, after pageKey) (page []string, guessed bool, err error) {
	answers, err := find.All(tx, coretask.Kind, []find.Scope{find.Public}, f.Query)
	if err != nil {
		return nil, false, err
	}
	all, err := places(tx)
	if err != nil {
		return nil, false, err
	}
	page = f.choose(all, after, answers.Subjects)
	return page, answers.Guessed && len(page) > 0, nil
}

// Page is what the catalogue's page shows.
type Page struct {
	Found
	Top   []Listed // of the whole municipality and its areas, first on the first page of all
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
		if p.Found, err = pageOf(tx, f, after); err != nil {
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
