package catalogue

import (
	"slices"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// formerNames are the names citizens have read before: those the file lists, and those of
// its earlier texts that were published.
func (e Entry) formerNames() []string {
	out := append([]string{}, e.Former...)
	for _, h := range e.editions() {
		if n := h.Words.Name; n != "" && n != e.Words.Name && !h.Public.IsZero() && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// versions makes the texts of a task, oldest first. What an earlier text does not say
// reads as in the one after it: the file then says nothing of a difference.
func (e Entry) versions(tx *db.Tx, task id.Of[coretask.Task], shown coretask.Shown) []coretask.Version {
	all := e.editions()
	words := e.Words
	for i := len(all) - 1; i >= 0; i-- {
		words = said(words, all[i].Words)
		all[i].Words = words
	}
	var out []coretask.Version
	first := max(e.Number-len(e.Earlier), 1)
	for i, x := range all {
		v := x.version(e.ID)
		v.ID, v.Task, v.Number = id.Of[coretask.Version](tx.NewID()), task, first+i
		v.SortKey = text.SortKey(v.Name)
		if v.BegunAt.IsZero() {
			v.BegunAt = tx.Now()
		}
		out = append(out, v)
	}
	settle(out, shown)
	if e.Newer != nil {
		out = append(out, e.newer(tx, task, first+len(all)))
	}
	return out
}

// editions are the earlier texts and the newest, oldest first, each with its state.
func (e Entry) editions() []Edition {
	all := append(slices.Clone(e.Earlier), e.Adoption)
	for i := range all {
		all[i].State = coretask.Earlier
		if all[i].Public.IsZero() && !all[i].Hidden && !e.Adoption.Public.IsZero() {
			all[i].Public = all[i].On
		}
	}
	last := len(all) - 1
	if all[last].On.IsZero() {
		all[last].State = coretask.Draft
		last--
	}
	if last >= 0 {
		all[last].State = coretask.InForce
	}
	return all
}

// version is an edition as it is kept.
func (x Edition) version(source string) coretask.Version {
	v := coretask.Version{
		State: x.State, Words: x.Words, Reason: x.Reason, PublicReason: x.PublicReason, Forum: x.Forum, CaseNumber: x.CaseNumber,
		Attendance: x.Attendance, AdoptedOn: x.On, From: coretask.From{SourceKind: coretask.FromImport, SourceID: source},
	}
	if x.State == coretask.Draft {
		v.AdoptedOn, v.PublicReason = "", ""
		return v
	}
	v.BegunAt, v.ProposedAt, v.AdoptedAt = x.On.Time(), x.On.Time(), x.On.Time()
	if !x.ProposedOn.IsZero() {
		v.BegunAt, v.ProposedAt = x.ProposedOn.Time(), x.ProposedOn.Time()
	}
	if !x.Public.IsZero() {
		v.PublishedFrom = x.Public.Time()
	}
	return v
}

// settle ends the publication of each text where the next begins, and shows the newest.
func settle(list []coretask.Version, shown coretask.Shown) {
	last := -1
	for i := range list {
		if list[i].PublishedFrom.IsZero() {
			continue
		}
		if last >= 0 {
			list[last].PublishedUntil = list[i].PublishedFrom
		}
		last = i
	}
	if last >= 0 {
		list[last].PublicNow, list[last].Shown, list[last].ShownAt = true, shown, list[last].PublishedFrom
	}
}

// newer is the text somebody has begun that is not adopted.
func (e Entry) newer(tx *db.Tx, task id.Of[coretask.Task], number int) coretask.Version {
	x := *e.Newer
	v := coretask.Version{
		ID: id.Of[coretask.Version](tx.NewID()), Task: task, Number: number, State: x.State, Words: said(e.Words, x.Words), Reason: x.Reason,
		BegunAt: tx.Now(), From: coretask.From{SourceKind: coretask.FromImport, SourceID: e.ID},
	}
	if !x.On.IsZero() {
		v.BegunAt = x.On.Time()
	}
	v.SortKey = text.SortKey(v.Name)
	return v
}

// said gives the words of one text with those another says differently.
func said(w, over wording.Words) wording.Words {
	for _, p := range []struct {
		into *string
		from string
	}{{&w.Name, over.Name}, {&w.Formulation, over.Formulation}, {&w.Purpose, over.Purpose}, {&w.TargetGroup, over.TargetGroup}} {
		if p.from != "" {
			*p.into = p.from
		}
	}
	return w
}
