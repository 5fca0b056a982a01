// Package search lets people find what the municipality has written: core tasks now. It says
// which words of a core task are indexed for whom, and asks the access table who may see a hit.
//
// A core task has up to three documents: its public text for everybody, the text in force for
// who has an account where that is not the same, and the newest draft for who may read drafts.
package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kernehus/internal/arith/danish"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
)

// The circles of readers.
const (
	Public            = find.Public
	Force  find.Scope = "force"
	Drafts find.Scope = "drafts"
)

// nearest has what applies first.
var nearest = []find.Scope{Force, Public, Drafts}

// LongestQuery is how many characters of a query are read.
const LongestQuery = 200

// PageSize is how many hits a page has.
const PageSize = 20

// Hit is a core task that answers.
type Hit struct {
	Slug, Name, Unit string
	Scope            find.Scope // what of it answers: its public text, the one in force, a draft
	Guessed          bool       // only words one letter from what was asked for answer
	Title, Snippet   []Piece
}

// Piece is a stretch of text; a marked one answers the query.
type Piece struct {
	Text   string
	Marked bool
}

// Result is a page of hits, the best first.
type Result struct {
	Query string // as it was read
	Hits  []Hit
	Total int    // how many answer and may be seen
	More  bool   // than Total says
	Next  string // where the next page begins; empty at the end
}

// read gives the part of a query that is looked for.
func read(query string) string {
	query = strings.Join(strings.Fields(strings.ToValidUTF8(query, "")), " ")
	if utf8.RuneCountInString(query) > LongestQuery {
		query = string([]rune(query)[:LongestQuery])
	}
	return query
}

// circles are the scopes somebody searches in: whoever has an account may read what is in force.
// Of drafts they search in those they may read.
func circles(a access.Actor) []find.Scope {
	if a.SignedIn() {
		return []find.Scope{Public, Force}
	}
	return []find.Scope{Public}
}

// pieces cuts a text at its marks.
func pieces(s string, marks []danish.Mark) []Piece {
	var out []Piece
	at := 0
	for _, m := range marks {
		if m.Start > at {
			out = append(out, Piece{Text: s[at:m.Start]})
		}
		out = append(out, Piece{s[m.Start:m.End], true})
		at = m.End
	}
	if at < len(s) {
		out = append(out, Piece{Text: s[at:]})
	}
	return out
}

// around is how many bytes of text a snippet has before the first word that answers, and
// longest how many in all; it begins and ends between words.
const (
	around  = 80
	longest = 240
)

// snippet gives the stretch of a text where a query is first answered, or its beginning.
func snippet(s string, q danish.Query) []Piece {
	from := 0
	if marks := q.Marks(s); len(marks) > 0 && marks[0].Start > around {
		from = marks[0].Start - around
		if space := strings.IndexAny(s[from:], " \n"); space >= 0 && from+space < marks[0].Start {
			from += space + 1
		} else {
			from = marks[0].Start
		}
	}
	to := len(s)
	if to > from+longest {
		to = from + longest
		if space := strings.LastIndexAny(s[from:to], " \n"); space > 0 {
			to = from + space
		} else {
			for !utf8.RuneStart(s[to]) {
				to--
			}
		}
	}
	part := strings.Join(strings.Fields(s[from:to]), " ")
	out := pieces(part, q.Marks(part))
	if from > 0 && len(out) > 0 {
		out = slices.Insert(out, 0, Piece{Text: "… "})
	}
	if to < len(s) && len(out) > 0 {
		out = append(out, Piece{Text: " …"})
	}
	return out
}
