// Package find is the index people search in: which texts have which words.
//
// A document is the words of one thing for one circle of readers, its scope: what citizens may
// read of a core task is one document, what only its unit reads another. The index holds no text,
// only terms (danish.Terms) and how much each says of a document, and it knows nobody: who may
// see a hit is asked of the access table by who asked.
//
// The terms of all documents of a scope are its vocabulary, from which a query's other forms,
// compounds and corrections are taken (danish.Analyzer). A vocabulary never mixes municipalities,
// nor what is private with what everybody searches in, and who may read but some documents of a
// scope asks in that Part: no guess tells a word that stands only where one may not read. What
// answers nothing is no part of it either.
//
// What has changed stands in find_waiting, written in the transaction of the change together with
// a job that indexes it; until then its documents answer nothing (Touch). Forget takes a thing's
// words out at once.
//
// Who writes the index of a municipality waits until nobody else does: else a word that is being
// forgotten could come back with what is indexed at the same moment.
//
// Everything but storing is done in Go, so both engines give the same hits in the same order.
package find

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/arith/danish"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/job"
)

// Scope is a circle of readers.
type Scope string

// Document is what is indexed of a thing for one scope.
type Document struct {
	Kind, Subject string // the table and the id of the thing
	Scope         Scope
	Title, Text   string
}

func (d Document) id() string { return d.Kind + "/" + d.Subject + "/" + string(d.Scope) }

// titleCounts is how often a word of the title counts.
const titleCounts = 4

// mostWeight bounds what one word can say of one document.
const mostWeight = 99

// longestTerm is how many bytes of a term are worth keeping; nobody asks for a longer one, and
// PostgreSQL has no room for it.
const longestTerm = 200

// weights are the terms of a document, and how much each says of it: how often it stands there,
// in the title more.
func (d Document) weights() map[string]int {
	out := map[string]int{}
	for _, t := range danish.Terms(d.Text) {
		out[t] = min(out[t]+1, mostWeight)
	}
	for _, t := range danish.Terms(d.Title) {
		out[t] = min(out[t]+titleCounts, mostWeight)
	}
	maps.DeleteFunc(out, func(t string, _ int) bool { return len(t) > longestTerm })
	return out
}

// JobKind is the job that indexes what waits.
const JobKind = "find.index"

// Topic moves when the index does.
const Topic = "find/index"

// Touch says that a thing has changed: its documents answer nothing until they have been indexed
// anew, which follows the commit.
func Touch(tx *db.Tx, kind string, subjects ...string) error {
	if len(subjects) == 0 {
		return nil
	}
	if err := alone(tx); err != nil {
		return err
	}
	for part := range slices.Chunk(subjects, most) {
		if err := hide(tx, kind, part); err != nil {
			return err
		}
	}
	return job.Enqueue(tx, JobKind, struct{}{}, tx.Now())
}

// Clear takes everything out of the index, for when it is to be made anew.
func Clear(tx *db.Tx) error {
	if err := alone(tx); err != nil {
		return err
	}
	tx.Touch(Topic)
	return clearAll(tx)
}

// Begin has everything that waits indexed, if anything does: what a migration, an import or an
// older program has left.
func Begin(tx *db.Tx, at time.Time) error {
	waits, err := waiting(tx, 1)
	if err != nil || len(waits) == 0 {
		return err
	}
	return job.Enqueue(tx, JobKind, struct{}{}, at)
}

// Batch is how many things are indexed in one transaction.
const Batch = 200

// Next indexes up to Batch things of what waits. read gives the documents of the things of a
// kind, and may touch others; a thing without documents is simply no longer found. It tells whether
// more waits.
func Next(tx *db.Tx, read func(tx *db.Tx, kind string, subjects []string) ([]Document, error)) (more bool, err error) {
	if err := alone(tx); err != nil { // before it reads what waits
		return false, err
	}
	waits, err := waiting(tx, Batch)
	if err != nil || len(waits) == 0 {
		return false, err
	}
	of := map[string][]string{}
	for _, w := range waits {
		of[w.Kind] = append(of[w.Kind], w.Subject)
	}
	var fresh []Document
	for _, kind := range slices.Sorted(maps.Keys(of)) {
		subjects := of[kind]
		list, err := read(tx, kind, subjects)
		if err != nil {
			return false, err
		}
		fresh = append(fresh, list...)
		if err := Forget(tx, kind, subjects...); err != nil {
			return false, err
		}
		if err := settled(tx, kind, subjects); err != nil {
			return false, err
		}
	}
	if err := Put(tx, fresh); err != nil {
		return false, err
	}
	left, err := waiting(tx, 1)
	return len(left) > 0, err
}

// Put adds documents that are not in the index.
func Put(tx *db.Tx, list []Document) error {
	if len(list) == 0 {
		return nil
	}
	if err := alone(tx); err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b Document) int { return strings.Compare(a.id(), b.id()) })
	number, err := lastNumber(tx)
	if err != nil {
		return err
	}
	rows := make([]document, len(list))
	add := changes{}
	for i, d := range list {
		number++
		weights := d.weights()
		rows[i] = document{ID: d.id(), Number: number, Kind: d.Kind, Subject: d.Subject, Scope: d.Scope, Terms: joined(weights)}
		for term, w := range weights {
			add.at(d.Scope, term, number)[number] = w
		}
	}
	tx.Touch(Topic)
	if err := db.InsertAll(tx, "find_document", rows); err != nil {
		return err
	}
	return add.write(tx)
}

// Forget takes the words of things out of the index at once.
func Forget(tx *db.Tx, kind string, subjects ...string) error {
	if err := alone(tx); err != nil {
		return err
	}
	for part := range slices.Chunk(subjects, most) {
		rows, err := documentsOf(tx, kind, part)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			continue
		}
		gone := changes{}
		for _, d := range rows {
			for _, term := range strings.Fields(d.Terms) {
				gone.at(d.Scope, term, d.Number)[d.Number] = 0
			}
		}
		tx.Touch(Topic)
		if err := gone.write(tx); err != nil {
			return err
		}
		if err := deleteDocuments(tx, kind, part); err != nil {
			return err
		}
	}
	return nil
}

func joined(weights map[string]int) string {
	terms := make([]string, 0, len(weights))
	for t := range weights {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	return strings.Join(terms, " ")
}

// chunkSize is how many document numbers share a row of find_posting.
const chunkSize = 1000

// place is a row of find_posting.
type place struct {
	scope Scope
	term  string
	chunk int64
}

// changes are new weights of documents by row; 0 takes a document out.
type changes map[place]map[int64]int

func (c changes) at(s Scope, term string, number int64) map[int64]int {
	p := place{s, term, number / chunkSize}
	if c[p] == nil {
		c[p] = map[int64]int{}
	}
	return c[p]
}

// posting is a document that has a term.
type posting struct {
	number int64
	weight int
}

// parsePostings reads a row; what it cannot read is not there.
func parsePostings(s string) []posting {
	out := make([]posting, 0, len(s)/5+1)
	for s != "" {
		var one string
		one, s, _ = strings.Cut(s, " ")
		n, w, _ := strings.Cut(one, ":")
		number, err := strconv.ParseInt(n, 10, 64)
		weight, err2 := strconv.Atoi(w)
		if err == nil && err2 == nil {
			out = append(out, posting{number, weight})
		}
	}
	return out
}

func writePostings(list []posting) string {
	b := make([]byte, 0, 8*len(list))
	for i, p := range list {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, p.number, 10)
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(p.weight), 10)
	}
	return string(b)
}

// changed gives a row with some weights changed, by number.
func changed(list []posting, with map[int64]int) []posting {
	out := make([]posting, 0, len(list)+len(with))
	for _, p := range list {
		if _, other := with[p.number]; !other {
			out = append(out, p)
		}
	}
	for number, weight := range with {
		if weight > 0 {
			out = append(out, posting{number, weight})
		}
	}
	slices.SortFunc(out, func(a, b posting) int { return int(a.number - b.number) })
	return out
}
