package search

import (
	"context"
	"encoding/json"
	"slices"

	"kernehus/internal/arith/danish"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/job"
)

// Service searches, and keeps the index.
type Service struct{ DB *db.DB }

// Find gives what answers a query among what the actor may see, from a place that an earlier
// page gave.
func (s Service) Find(ctx context.Context, actor access.Actor, query, after string) (Result, error) {
	r := Result{Query: read(query)}
	if r.Query == "" {
		return r, nil
	}
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		drafts, err := draftsSeen(tx)
		if err != nil {
			return err
		}
		answer, err := find.Search(tx, circles(actor), r.Query, find.Part{Kind: coretask.Kind, Scope: Drafts, Subjects: drafts})
		if err != nil {
			return err
		}
		seen, err := visible(tx, answer.Hits, drafts)
		if err != nil {
			return err
		}
		r.Total, r.More = len(seen), answer.More
		from := 1 + slices.IndexFunc(seen, func(h find.Hit) bool { return h.Subject == after }) // 0 for one that is gone: the beginning
		page := seen[from:min(from+PageSize, len(seen))]
		if from+len(page) < len(seen) {
			r.Next = page[len(page)-1].Subject
		}
		r.Hits, err = told(tx, page, answer.Query)
		return err
	})
	return r, err
}

// visible gives the hits that the actor may see, each core task once: where more than one of its
// texts answers, it stands where the best does, and what applies is shown. Of drafts, those given
// are the actor's to read. What is public is for everybody: a text that stops being so answers
// nothing from the same transaction on, and told reads it once more.
func visible(tx *db.Tx, hits []find.Hit, drafts []string) ([]find.Hit, error) {
	var inForce []string
	for _, h := range hits {
		if h.Scope == Force {
			inForce = append(inForce, h.Subject)
		}
	}
	list, err := forceSeen(tx, inForce)
	if err != nil {
		return nil, err
	}
	may := map[find.Scope]map[string]bool{Force: {}, Drafts: {}}
	for scope, list := range map[find.Scope][]string{Force: list, Drafts: drafts} {
		for _, id := range list {
			may[scope][id] = true
		}
	}
	var out []find.Hit
	at := map[string]int{}
	for _, h := range hits {
		if h.Scope != Public && !may[h.Scope][h.Subject] {
			continue
		}
		i, again := at[h.Subject]
		switch {
		case !again:
			at[h.Subject] = len(out)
			out = append(out, h)
		case slices.Index(nearest, h.Scope) < slices.Index(nearest, out[i].Scope):
			out[i] = h
		}
	}
	return out, nil
}

// told gives hits with the words that answer.
func told(tx *db.Tx, hits []find.Hit, q danish.Query) ([]Hit, error) {
	subjects := make([]string, len(hits))
	for i, h := range hits {
		subjects[i] = h.Subject
	}
	rows, err := textsOf(tx, subjects)
	if err != nil {
		return nil, err
	}
	var out []Hit
	for _, h := range hits {
		i := slices.IndexFunc(rows, func(t written) bool { return t.Task == h.Subject && t.scope() == h.Scope })
		if i < 0 {
			continue // it has changed this very moment
		}
		t := rows[i]
		out = append(out, Hit{Slug: t.Slug, Name: t.Name, Unit: t.UnitName, Scope: h.Scope, Guessed: h.Guessed, Title: pieces(t.Name, q.Marks(t.Name)), Snippet: snippet(t.body(), q)})
	}
	return out, nil
}

// Jobs are what this package does later: what has changed is indexed.
func (s Service) Jobs() map[string]job.Do {
	return map[string]job.Do{find.JobKind: func(ctx context.Context, municipality string, _ json.RawMessage) error {
		for more := true; more; {
			err := s.DB.Change(ctx, access.Program(municipality), find.JobKind, func(tx *db.Tx) (err error) {
				more, err = find.Next(tx, documents)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}}
}

// Begin has what waits indexed: what an import, a migration or an older program has left.
func (s Service) Begin(ctx context.Context, municipality string) error {
	return s.DB.Change(ctx, access.Program(municipality), find.JobKind, func(tx *db.Tx) error { return find.Begin(tx, tx.Now()) })
}

// Anew has the whole index made again, of the texts as they are now: a restored backup brings the
// words of then.
func Anew(tx *db.Tx) error {
	if err := find.Clear(tx); err != nil {
		return err
	}
	tasks, err := allTasks(tx)
	if err != nil {
		return err
	}
	return find.Touch(tx, coretask.Kind, tasks...)
}

// documents gives what is indexed of some core tasks. A unit's name stands with each of its core
// tasks: where that has changed they are indexed anew.
func documents(tx *db.Tx, kind string, subjects []string) ([]find.Document, error) {
	switch kind {
	case org.UnitKind:
		tasks, err := tasksOf(tx, subjects)
		if err != nil {
			return nil, err
		}
		return nil, find.Touch(tx, coretask.Kind, tasks...)
	case coretask.Kind:
		rows, err := textsOf(tx, subjects)
		out := make([]find.Document, 0, len(rows))
		for _, t := range rows {
			out = append(out, find.Document{Kind: kind, Subject: t.Task, Scope: t.scope(), Title: t.Name, Text: t.body() + "\n" + t.UnitName})
		}
		return out, err
	}
	return nil, nil
}
