package api

import (
	"net/http"
	"net/url"
	"time"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/web"
)

// Unit is a unit as a core task names it.
type Unit struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Parent is a core task that another interprets.
type Parent struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// CoreTask is a published core task in a list.
type CoreTask struct {
	ID          string    `json:"id"`
	Slug        string    `json:"slug"`
	Name        string    `json:"name"`
	Purpose     string    `json:"purpose"`
	TargetGroup string    `json:"target_group"`
	Unit        Unit      `json:"unit"`
	Level       int       `json:"level"`
	Parents     []Parent  `json:"parents"`
	Version     int       `json:"version"`
	UpdatedAt   time.Time `json:"updated_at"`
}

// Precondition is what must be in place, and who sees to it: a unit or a role.
type Precondition struct {
	Text  string `json:"text"`
	Owner string `json:"owner,omitempty"`
	State string `json:"state,omitempty"`
}

// Perspective is one of the three sides of a core task.
type Perspective struct {
	Text    string              `json:"text"`
	Sources []wording.Reference `json:"sources"`
}

// Perspectives are the three sides.
type Perspectives struct {
	Formal      Perspective `json:"formelt"`
	OwnRoom     string      `json:"eget_rum"`
	Performed   Perspective `json:"udfoert"`
	Experienced Perspective `json:"oplevet"`
}

// Contribution is what one profession gives.
type Contribution struct {
	Profession string `json:"profession"`
	Gives      string `json:"gives"`
}

// Dependency is a link to or from another core task.
type Dependency struct {
	Direction string `json:"direction"` // out: this one acts on the other; in: the other way round
	Kind      string `json:"kind"`
	Slug      string `json:"slug"`
	Name      string `json:"name"`
	Reason    string `json:"reason"`
}

// HistoryEntry is one published version: when, where and why, never who.
type HistoryEntry struct {
	Version       int      `json:"version"`
	Date          day.Date `json:"date"`
	Forum         string   `json:"forum"`
	Reason        string   `json:"reason"`
	ChangedFields []string `json:"changed_fields"`
}

// CoreTasks is a page of published core tasks.
type CoreTasks struct {
	Page[CoreTask]
	Guessed bool `json:"guessed"` // no text has a word that was asked for: these have one that is a letter from it
}

// WholeCoreTask is all a citizen may know of a published core task.
type WholeCoreTask struct {
	CoreTask
	Formulation   string         `json:"formulation"`
	Preconditions []Precondition `json:"preconditions"`
	Perspectives  Perspectives   `json:"perspectives"`
	Contributions []Contribution `json:"contributions"`
	Dependencies  []Dependency   `json:"dependencies"`
	History       []HistoryEntry `json:"history"`
}

func (a API) catalogueOperations() []operation {
	return []operation{
		{
			id: "listCoreTasks", method: http.MethodGet, path: "/api/v1/core-tasks", who: anybody, action: access.CoreTaskPublic, handle: a.coreTasks,
			summary: "Published core tasks by name.",
			query: append([]parameter{
				{name: "unit", kind: "string", about: "Only those of the unit with this id."}, {name: "q", kind: "string", about: "Words of the text, the name or the unit, in any form, as parts of compounds or as other words for the same; every word must be met. A word of four letters or more that no text has finds those that begin with it; where there are none, those that are a letter from it, and guessed then says so."},
			}, paging...),
			answers: map[int]any{200: CoreTasks{}}, faults: []int{422},
		},
		{
			id: "getCoreTask", method: http.MethodGet, path: "/api/v1/core-tasks/{slug}", who: anybody, action: access.CoreTaskPublic, handle: a.coreTask,
			summary: "One published core task. An earlier address answers 308, a retired task 410.", answers: map[int]any{200: WholeCoreTask{}}, faults: []int{404, 410},
		},
		{
			id: "listUnits", method: http.MethodGet, path: "/api/v1/units", who: tokens, action: access.UnitRead, handle: a.units,
			summary: "The tree of units.", answers: map[int]any{200: Page[org.BranchForAPI]{}}, faults: []int{401},
		},
	}
}

func (a API) coreTasks(r *web.Request) (web.Reply, error) {
	n, err := limit(r)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	found, err := a.Catalogue.List(r.Context(), r.Actor(), catalogue.Filter{Query: q.Get("q"), Unit: id.Of[org.Unit](q.Get("unit")), After: q.Get("after"), Limit: n})
	if err != nil {
		return nil, err
	}
	items := make([]CoreTask, len(found.Tasks))
	for i, l := range found.Tasks {
		items[i] = CoreTask{
			ID: l.ID.String(), Slug: l.Slug, Name: l.Name, Purpose: l.Purpose, TargetGroup: l.TargetGroup, Unit: Unit{l.Unit.String(), l.UnitName},
			Level: l.Level, Parents: []Parent{}, Version: l.Number, UpdatedAt: l.UpdatedAt,
		}
		for _, p := range l.Parents {
			items[i].Parents = append(items[i].Parents, Parent{p.Slug, p.Name})
		}
	}
	return web.JSON{Value: CoreTasks{page(items, found.Next), found.Guessed}}, nil
}

func (a API) coreTask(r *web.Request) (web.Reply, error) {
	slug := r.PathValue("slug")
	t, err := a.Tasks.Public(r.Context(), r.Actor(), slug, "")
	switch {
	case err != nil:
		return nil, err
	case t.Retired:
		return nil, fault.New(fault.Gone, "core-task-retired")
	case t.Slug != slug:
		return web.Redirect{To: "/api/v1/core-tasks/" + url.PathEscape(t.Slug), Permanent: true}, nil
	}
	return web.JSON{Value: whole(t)}, nil
}

func whole(t coretask.PublicTask) WholeCoreTask {
	w := t.Words
	out := WholeCoreTask{
		CoreTask: CoreTask{
			ID: t.ID.String(), Slug: t.Slug, Name: w.Name, Purpose: w.Purpose, TargetGroup: w.TargetGroup, Unit: Unit{t.Unit.ID.String(), t.Unit.Name},
			Level: t.Unit.Level, Parents: []Parent{}, Version: t.Number, UpdatedAt: t.UpdatedAt,
		},
		Formulation: w.Formulation, Preconditions: []Precondition{}, Contributions: []Contribution{}, Dependencies: []Dependency{}, History: []HistoryEntry{},
		Perspectives: Perspectives{
			Formal: Perspective{w.Formal, sources(w.FormalReferences)}, OwnRoom: w.OwnRoom,
			Performed: Perspective{w.Performed, sources(w.PerformedReferences)}, Experienced: Perspective{w.Experienced, sources(w.ExperiencedReferences)},
		},
	}
	for _, p := range t.Parents {
		out.Parents = append(out.Parents, Parent{p.Slug, p.Name})
	}
	for _, p := range t.Shown.Preconditions {
		out.Preconditions = append(out.Preconditions, Precondition{p.Text, p.Owner, string(p.State)})
	}
	for _, c := range t.Shown.Contributions {
		out.Contributions = append(out.Contributions, Contribution{c.Profession, c.Gives})
	}
	out.Dependencies = append(dependencies("out", t.LinksOut), dependencies("in", t.LinksIn)...)
	for _, h := range t.History {
		e := HistoryEntry{Version: h.Number, Date: h.On, Forum: h.Forum, Reason: h.Reason, ChangedFields: []string{}}
		for _, c := range h.Changes {
			e.ChangedFields = append(e.ChangedFields, c.Field)
		}
		out.History = append(out.History, e)
	}
	return out
}

func sources(list []wording.Reference) []wording.Reference {
	if list == nil {
		return []wording.Reference{}
	}
	return list
}

func dependencies(direction string, links []coretask.PublicLink) []Dependency {
	out := []Dependency{}
	for _, l := range links {
		out = append(out, Dependency{Direction: direction, Kind: string(l.Kind), Slug: l.Other.Slug, Name: l.Other.Name, Reason: l.Reason})
	}
	return out
}

func (a API) units(r *web.Request) (web.Reply, error) {
	tree, err := a.Org.TreeForAPI(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	return web.JSON{Value: page(tree, "")}, nil
}
