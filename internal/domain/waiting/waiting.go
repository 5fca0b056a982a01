// Package waiting is what waits for one person, and what has moved where they work: what
// their own page is made of. It only reads.
package waiting

import (
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
)

// Adoption is a proposed text that waits for the reader to adopt it.
type Adoption struct {
	Version     id.Of[coretask.Version] `db:"version"`
	Slug        string                  `db:"slug"`
	Name        string                  `db:"name"`
	UnitName    string                  `db:"unit_name"`
	Formulation string                  `db:"formulation"`
	ProposedAt  time.Time               `db:"proposed_at"`
	Adopts      org.Adopts              `db:"adopts"`
	Dialogue    bool                    `db:"dialogue"` // it came from a conversation
}

// From is the first day it can be adopted; empty where there is no need to wait.
func (a Adoption) From() day.Date {
	if a.Adopts != org.ByTeam {
		return ""
	}
	return day.Of(a.ProposedAt).AddDays(coretask.TeamDays)
}

// Moved is a core task whose text has moved on.
type Moved struct {
	Slug  string         `db:"slug"`
	Name  string         `db:"name"`
	State coretask.State `db:"state"`
	At    time.Time      `db:"moved_at"`
}

// Ownerless are the agreements and questions of a closed dialogue that nobody has.
type Ownerless struct {
	Dialogue string
	Title    string
	HeldOn   day.Date
	Count    int
}

// ownerless is one of them as it is stored.
type ownerlessRow struct {
	Dialogue string        `db:"dialogue"`
	Title    string        `db:"title"`
	HeldOn   day.Date      `db:"held_on"`
	Data     artefact.Data `db:"data,json"`
}

// counted gives how many are left in each dialogue: a question that has its answer needs
// nobody.
func counted(rows []ownerlessRow) []Ownerless {
	var out []Ownerless
	for _, r := range rows {
		if r.Data[artefact.FieldAnswer] != "" {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Dialogue != r.Dialogue {
			out = append(out, Ownerless{Dialogue: r.Dialogue, Title: r.Title, HeldOn: r.HeldOn})
		}
		out[len(out)-1].Count++
	}
	return out
}

// adopting is the action that adopts in a unit's own way.
func adopting(way org.Adopts) access.Action {
	switch way {
	case org.ByTeam:
		return access.CoreTaskTeam
	case org.ByForum:
		return access.CoreTaskForum
	}
	return access.CoreTaskAdopt
}
