package coretask

import (
	"context"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Public gives a core task as citizens read it, today or as it was on a date. Slug finds it
// by any address it has had; the answer's Slug is where it lives now.
//
// Faults: NotFound, also for what is not published; NotFound "no-text-then" for a date
// before the first publication.
func (s Service) Public(ctx context.Context, actor access.Actor, slug string, on day.Date) (PublicTask, error) {
	var out PublicTask
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		p, err := loadSlug(tx, slug)
		if err != nil {
			return err
		}
		published, err := loadPublished(tx, p.ID)
		if err != nil {
			return err
		}
		if p.State == Retired && len(published) > 0 {
			out, err = retired(tx, p, published[0])
			return err
		}
		if !access.Can(actor, access.CoreTaskPublic, p.object(tx.Municipality)) {
			return fault.Missing()
		}
		v, err := readable(tx, published, on)
		if err != nil {
			return err
		}
		out, err = project(tx, p, v, false)
		out.History, out.AsOf = publicHistory(published), on
		return err
	})
	return out, err
}

// readable gives the published version of today or of a date, as it then stood.
func readable(tx *db.Tx, published []Version, on day.Date) (Version, error) {
	if on.IsZero() {
		for _, v := range published {
			if v.PublicNow {
				return v, nil
			}
		}
		return Version{}, fault.Missing()
	}
	at := endOf(on)
	v, ok := publicAt(published, at)
	if !ok {
		return v, fault.New(fault.NotFound, "no-text-then")
	}
	was, found, err := db.At[Version](tx, "core_task_version", v.ID.String(), at)
	if err == nil && found && was.PublicNow {
		v.Shown, v.ShownAt = was.Shown, was.ShownAt // the words are the same since the adoption; what stood beside them may not be
	}
	return v, err
}

// endOf is the last instant of a date.
func endOf(d day.Date) time.Time { return d.AddDays(1).Time().Add(-time.Microsecond) }

// retired gives the little that is said of a task that is no more.
func retired(tx *db.Tx, p placed, last Version) (PublicTask, error) {
	out := PublicTask{ID: p.ID, Slug: p.Slug, Retired: true, Words: PublicWords{Name: last.Name}, Unit: PublicUnit{p.Unit, p.UnitName, p.UnitLevel}}
	if p.Successor == "" {
		return out, nil
	}
	places, err := publicPlaces(tx, []id.Of[Task]{p.Successor})
	if next, ok := places[p.Successor]; ok {
		out.Successor = &next
	}
	return out, err
}

// Preview gives the text in force as citizens would read it if it was published now: what
// colleagues read, and what one looks at before publishing.
//
// Faults: NotFound, also for who may not see it and while nothing is adopted.
func (s Service) Preview(ctx context.Context, actor access.Actor, slug string) (PublicTask, error) {
	var out PublicTask
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		p, err := loadSlug(tx, slug)
		if err != nil {
			return err
		}
		o := p.object(tx.Municipality)
		o.Published = false // what is public of this task is an earlier text, perhaps
		if p.State == Retired || !access.Can(actor, access.CoreTaskAdopted, o) {
			return fault.Missing()
		}
		all, err := loadVersions(tx, p.ID)
		if err != nil {
			return err
		}
		v := basis(all)
		if v.State != InForce {
			return fault.Missing()
		}
		var before []Version
		for _, b := range all {
			if b.WasPublic() && b.ID != v.ID {
				before = append(before, b)
			}
		}
		if v.Shown, err = beside(tx, p.ID); err != nil {
			return err
		}
		out, err = project(tx, p, v, true)
		out.History = publicHistory(append([]Version{v}, before...))
		return err
	})
	return out, err
}

// project makes the public view of a version: the only way from a record to a citizen.
func project(tx *db.Tx, p placed, v Version, preview bool) (PublicTask, error) {
	out := PublicTask{
		ID: p.ID, Slug: p.Slug, Number: v.Number, AdoptedOn: v.AdoptedOn, Forum: v.Forum, UpdatedAt: v.ShownAt,
		Public: !preview, UnderReview: p.State == UnderReview,
		Unit:  PublicUnit{p.Unit, p.UnitName, p.UnitLevel},
		Words: publicWords(v.Words), Shown: v.Shown,
	}
	for _, n := range p.FormerNames {
		if n != v.Name {
			out.FormerNames = append(out.FormerNames, n)
		}
	}
	for _, fill := range []func(*db.Tx, placed, Version, *PublicTask) error{surroundings, redThread, disagreed, func(tx *db.Tx, p placed, _ Version, out *PublicTask) error {
		return meaning(tx, p, preview, out)
	}} {
		if err := fill(tx, p, v, &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// surroundings fills in the units above and the narrative.
func surroundings(tx *db.Tx, p placed, v Version, out *PublicTask) error {
	chain, err := org.LoadChain(tx, p.UnitPath)
	if err != nil {
		return err
	}
	for _, u := range chain {
		if u.ID != p.Unit {
			out.Above = append(out.Above, PublicUnit{u.ID, u.Name, u.Level})
		}
	}
	if v.Narrative == "" {
		return nil
	}
	n, found, err := narrativeNamed(tx, v.Narrative)
	if found {
		out.Narrative = &n
	}
	return err
}

// redThread fills in what the task interprets, the way to the top, and what interprets it.
func redThread(tx *db.Tx, p placed, _ Version, out *PublicTask) error {
	above, err := ancestors(tx, p.ID)
	if err != nil {
		return err
	}
	ids := make([]id.Of[Task], len(above))
	for i, k := range above {
		ids[i] = k.Task
	}
	places, err := publicPlaces(tx, ids)
	if err != nil {
		return err
	}
	for _, k := range above {
		if place, ok := places[k.Task]; ok && k.Child == p.ID {
			out.Parents = append(out.Parents, place)
		}
	}
	for _, k := range thread(p.ID, above) {
		if place, ok := places[k.Task]; ok {
			out.Chain = append(out.Chain, place)
		}
	}
	out.Children, err = publicChildren(tx, p.ID)
	return err
}

// disagreed fills in the open disagreements in their approved words.
func disagreed(tx *db.Tx, p placed, _ Version, out *PublicTask) (err error) {
	out.Disagreed, err = approvedWords(tx, p.ID)
	return err
}

// meaning fills in the links and the circles they close.
func meaning(tx *db.Tx, p placed, preview bool, out *PublicTask) error {
	rows, err := shownLinks(tx, p.ID, preview)
	if err != nil {
		return err
	}
	for _, r := range rows {
		l := PublicLink{Kind: r.Kind, Reason: r.ShownReason, Other: PublicPlace{r.OtherSlug, r.OtherName, r.OtherSentence, r.OtherUnit}}
		if preview && r.Out {
			l.Reason = r.Reason
		}
		if r.Out {
			out.LinksOut = append(out.LinksOut, l)
		} else {
			out.LinksIn = append(out.LinksIn, l)
		}
	}
	if len(out.LinksOut) == 0 || len(out.LinksIn) == 0 {
		return nil
	}
	edges, err := reach(tx, p.ID)
	if err != nil {
		return err
	}
	rounds := circles(p.ID, edges)
	var ids []id.Of[Task]
	for _, c := range rounds {
		ids = append(ids, c...)
	}
	places, err := publicPlaces(tx, ids)
	if err != nil {
		return err
	}
	for _, c := range rounds {
		if named := namedAll(c, places); named != nil {
			out.Circles = append(out.Circles, named)
		}
	}
	return nil
}

// namedAll names every task of a circle, or none where one of them is not public.
func namedAll(circle []id.Of[Task], places map[id.Of[Task]]PublicPlace) []PublicPlace {
	var out []PublicPlace
	for _, t := range circle {
		place, ok := places[t]
		if !ok {
			return nil
		}
		out = append(out, place)
	}
	return out
}
