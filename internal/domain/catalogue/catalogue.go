// Package catalogue is the catalogue of core tasks that anybody may read: found by area,
// level and words, and filled from a file.
package catalogue

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Filter narrows the public catalogue.
type Filter struct {
	Query string          // words of the text, the name or the unit's name, as find reads them
	Unit  id.Of[org.Unit] // owned by exactly this unit
	Area  id.Of[org.Unit] // owned by this unit or one below it
	Level int             // of the unit, from 1; 0 for all
	Below int             // only units below this level; 0 for all
	After string          // where the last page ended
	Limit int             // 1–200; 0 is 50
}

// Narrow tells that something is asked for by words, unit, area or level.
func (f Filter) Narrow() bool { return f.asks() || f.Unit != "" || f.Area != "" || f.Level != 0 }

// asks tells that words are looked for.
func (f Filter) asks() bool { return strings.TrimSpace(f.Query) != "" }

func (f Filter) limit() int {
	if f.Limit < 1 {
		return 50
	}
	return min(f.Limit, 200)
}

// Listed is a core task in the public catalogue.
type Listed struct {
	ID          id.Of[coretask.Task] `db:"id"`
	Slug        string               `db:"slug"`
	Name        string               `db:"name"`
	Formulation string               `db:"formulation"`
	Purpose     string               `db:"purpose"`
	TargetGroup string               `db:"target_group"`
	Number      int                  `db:"number"`
	AdoptedOn   day.Date             `db:"adopted_on"`
	UpdatedAt   time.Time            `db:"shown_at"`
	Revision    int64                `db:"revision"`
	SortKey     string               `db:"sort_key"`
	Unit        id.Of[org.Unit]      `db:"unit"`
	UnitName    string               `db:"unit_name"`
	UnitPath    string               `db:"unit_path"`
	Level       int                  `db:"unit_level"`
	Above       string               `db:"above,null"` // the unit above, where that is not the top
	UnderReview bool                 `db:"under_review"`
	Parents     []Parent
}

// Sentence is the formulation, and the purpose until there is one.
func (l Listed) Sentence() string {
	return wording.Words{Formulation: l.Formulation, Purpose: l.Purpose}.Sentence()
}

// Found is a page of the catalogue by name.
type Found struct {
	Tasks   []Listed
	Next    string // where the next page begins
	Guessed bool   // nobody has written what was looked for: these have a word one letter from it
}

// Parent is a core task of the level above that another interprets.
type Parent struct{ Slug, Name string }

// Area is a unit right under the top, by which the catalogue is divided.
type Area struct {
	ID   id.Of[org.Unit] `db:"id"`
	Name string          `db:"name"`
}

// place is where a public core task stands, by name and among the units.
type place struct {
	Task    string          `db:"core_task"`
	SortKey string          `db:"sort_key"`
	Unit    id.Of[org.Unit] `db:"unit"`
	Path    string          `db:"path"`
	Level   int             `db:"level"`
}

// passes tells that unit, area and level let it through.
func (f Filter) passes(p place) bool {
	in := (f.Unit == "" || p.Unit == f.Unit) && (f.Area == "" || strings.Contains(p.Path, "/"+f.Area.String()+"/"))
	return in && (f.Level < 1 || p.Level == f.Level) && p.Level > f.Below
}

// choose gives a page, and one more, of what answers a query, of all that is public by name.
func (f Filter) choose(all []place, after pageKey, answers map[string]bool) []string {
	from, _ := slices.BinarySearchFunc(all, after, func(p place, k pageKey) int {
		if c := cmp.Or(strings.Compare(p.SortKey, k.sort), strings.Compare(p.Task, k.id)); c != 0 {
			return c
		}
		return -1 // the page begins after it
	})
	var out []string
	for _, p := range all[from:] {
		if answers[p.Task] && f.passes(p) {
			if out = append(out, p.Task); len(out) > f.limit() {
				break
			}
		}
	}
	return out
}

// pageKey is where a list goes on: the sort key and id of the last row.
type pageKey struct{ sort, id string }

func (k pageKey) String() string { return k.sort + "." + k.id }

func parseKey(s string) (pageKey, error) {
	if s == "" {
		return pageKey{}, nil
	}
	sort, id, ok := strings.Cut(s, ".")
	if !ok || strings.Contains(id, ".") {
		return pageKey{}, fault.OnField("after", "wrong-type")
	}
	return pageKey{sort, id}, nil
}

// key is where a list goes on after a row.
func (l Listed) key() pageKey { return pageKey{l.SortKey, l.ID.String()} }

// likeLiteral makes a text mean itself inside LIKE … ESCAPE '!'.
func likeLiteral(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
