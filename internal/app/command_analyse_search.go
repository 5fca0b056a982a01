package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/migrations"
)

type analyseSearchCommand struct {
	Docs    string `required:"" help:"Texts, one JSON object a line: id and text, or title and body; topic where queries ask for one."`
	Queries string `required:"" help:"Queries, one JSON object a line or one list: query and relevant (ids), or query and topic."`
	Repeat  int    `default:"5" help:"How often each query is timed."`
	OwnDB   bool   `name:"in-db" help:"Build the index in the database of --db, which must be empty, instead of a temporary SQLite file."`
}

// searchAnswer has the means over the queries; times are in milliseconds.
type searchAnswer struct {
	Documents int           `json:"documents"`
	Queries   int           `json:"queries"`
	Precision float64       `json:"precision"`
	Recall    float64       `json:"recall"`
	F1        float64       `json:"f1"`
	IndexS    float64       `json:"index_seconds"`
	P50       float64       `json:"p50_ms"`
	P99       float64       `json:"p99_ms"`
	Each      []queryAnswer `json:"each"`
}

type queryAnswer struct {
	Query     string  `json:"query"`
	Found     int     `json:"found"`
	Relevant  int     `json:"relevant"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// textKind is what a text is called in the index.
const textKind = "text"

// mostSearched is how many texts are indexed in one transaction.
const mostSearched = 1000

// Run indexes the texts, asks the queries, and prints how well and how fast they are answered.
func (c analyseSearchCommand) Run(env *environment) error {
	if c.Repeat < 1 || c.Repeat > 1000 {
		return misuse{"--repeat is from 1 to 1000"}
	}
	docs, err := readLines(c.Docs, eachOnce())
	if err != nil {
		return err
	}
	queries, err := readLines(c.Queries, asked.wrong)
	if err != nil {
		return err
	}
	address := env.config.DB
	if !c.OwnDB {
		dir, err := os.MkdirTemp("", "kernehus-search")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // it is the temporary directory's
		address = filepath.Join(dir, "index.db")
	}
	d, err := db.Open(env.ctx, address)
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // what was written is read and done with
	if err := d.Migrate(env.ctx, migrations.Files); err != nil {
		return err
	}
	m, err := (&municipality.Service{DB: d}).Found(env.ctx, municipality.Found{Name: "Analyse", First: true}, func(*db.Tx, municipality.Municipality) error { return nil })
	if fault.Is(err, fault.NotFound) {
		return fmt.Errorf("the database of --db must be empty: there is a municipality in it")
	}
	if err != nil {
		return err
	}
	s := searching{d, access.Program(m.ID.String()), env}
	return c.measure(s, docs, queries)
}

// searching is an index to ask.
type searching struct {
	db    *db.DB
	actor access.Actor
	env   *environment
}

func (c analyseSearchCommand) measure(s searching, docs []searched, queries []asked) error {
	begun := time.Now()
	if err := s.index(docs); err != nil {
		return err
	}
	out := searchAnswer{Documents: len(docs), Queries: len(queries), IndexS: time.Since(begun).Seconds(), Each: []queryAnswer{}}
	for _, q := range queries { // this also reads the vocabulary
		found, err := s.all(q.Query)
		if err != nil {
			return err
		}
		one := judged(q, found, docs)
		out.Each = append(out.Each, one)
		n := float64(len(queries))
		out.Precision, out.Recall, out.F1 = out.Precision+one.Precision/n, out.Recall+one.Recall/n, out.F1+one.F1/n
	}
	times, err := s.times(queries, c.Repeat)
	if err != nil {
		return err
	}
	slices.Sort(times)
	out.P50, out.P99 = times[len(times)/2], times[min(len(times)-1, len(times)*99/100)]
	return s.env.answer(out)
}

// times asks every query so many times, and gives how many milliseconds each took.
func (s searching) times(queries []asked, repeat int) ([]float64, error) {
	var out []float64
	told := time.Now()
	for round := range repeat {
		for n, q := range queries {
			if s.env.ctx.Err() != nil {
				return nil, errStopped
			}
			if time.Since(told) > toldEvery {
				s.env.note("asking for the %d. time of %d: %d of %d queries", round+1, repeat, n, len(queries))
				told = time.Now()
			}
			begun := time.Now()
			if err := s.ask(q.Query); err != nil {
				return nil, err
			}
			out = append(out, float64(time.Since(begun).Microseconds())/1000)
		}
	}
	return out, nil
}

func (s searching) index(docs []searched) error {
	done, told := 0, time.Now()
	for part := range slices.Chunk(docs, mostSearched) {
		list := make([]find.Document, len(part))
		for i, d := range part {
			list[i] = find.Document{Kind: textKind, Subject: string(d.ID), Scope: find.Public, Title: d.Title, Text: d.Text + "\n" + d.Body}
		}
		err := s.db.Change(s.env.ctx, s.actor, find.JobKind, func(tx *db.Tx) error { return find.Put(tx, list) })
		if err != nil {
			return fmt.Errorf("index the texts: %w", err)
		}
		if done += len(part); time.Since(told) > toldEvery {
			s.env.note("%d of %d texts are indexed", done, len(docs))
			told = time.Now()
		}
	}
	return nil
}

// all gives every text that answers.
func (s searching) all(query string) (map[string]bool, error) {
	var found find.Whole
	err := s.db.View(context.WithoutCancel(s.env.ctx), s.actor, func(tx *db.Tx) (err error) {
		found, err = find.All(tx, textKind, []find.Scope{find.Public}, query)
		return err
	})
	return found.Subjects, err
}

// ask has a query answered as a page does, the best first.
func (s searching) ask(query string) error {
	return s.db.View(context.WithoutCancel(s.env.ctx), s.actor, func(tx *db.Tx) error {
		_, err := find.Search(tx, []find.Scope{find.Public}, query)
		return err
	})
}

// judged compares what was found with what ought to be.
func judged(q asked, found map[string]bool, docs []searched) queryAnswer {
	relevant := map[string]bool{}
	for _, id := range q.Relevant {
		relevant[string(id)] = true
	}
	if q.Topic != nil {
		for _, d := range docs {
			if d.Topic != nil && *d.Topic == *q.Topic {
				relevant[string(d.ID)] = true
			}
		}
	}
	hits := 0.0
	for id := range found {
		if relevant[id] {
			hits++
		}
	}
	a := queryAnswer{Query: q.Query, Found: len(found), Relevant: len(relevant)}
	if hits > 0 {
		a.Precision, a.Recall = hits/float64(len(found)), hits/float64(len(relevant))
		a.F1 = 2 * a.Precision * a.Recall / (a.Precision + a.Recall)
	}
	return a
}
