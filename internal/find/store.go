package find

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kernehus/internal/kernel/db"
)

// most is how many things are named in one statement: SQLite looks each up among all others, and few are fastest.
const most = 90

type document struct {
	ID      string `db:"id"`
	Number  int64  `db:"number"`
	Kind    string `db:"kind"`
	Subject string `db:"subject"`
	Scope   Scope  `db:"scope"`
	Gone    bool   `db:"gone"`
	Terms   string `db:"terms"`
}

type waits struct {
	Kind    string `db:"kind"`
	Subject string `db:"subject"`
}

func waiting(tx *db.Tx, limit int) ([]waits, error) {
	return db.All[waits](tx, `
		SELECT kind, subject
		FROM find_waiting
		WHERE municipality = $1
		ORDER BY kind, subject
		LIMIT $2`, limit)
}

func settled(tx *db.Tx, kind string, subjects []string) error {
	_, err := db.Exec(tx, `
		DELETE FROM find_waiting
		WHERE municipality = $1 AND kind = $2 AND subject IN `+db.List(3, len(subjects)), append([]any{kind}, db.Anys(subjects)...)...)
	return err
}

// alone has whoever else writes the index of the municipality wait until tx has ended: a row of
// postings is read, changed and written again. SQLite has one writer anyway.
func alone(tx *db.Tx) error {
	_, err := db.Exec(tx, `
		INSERT INTO find_index (municipality, writes)
		VALUES ($1, 1)
		ON CONFLICT (municipality) DO UPDATE
		SET writes = find_index.writes + 1`)
	return err
}

// hide has documents answer nothing, and their things wait.
func hide(tx *db.Tx, kind string, subjects []string) error {
	_, err := db.Exec(tx, `
		UPDATE find_document
		SET gone = TRUE
		WHERE municipality = $1 AND kind = $2 AND subject IN `+db.List(3, len(subjects)), append([]any{kind}, db.Anys(subjects)...)...)
	if err != nil {
		return err
	}
	tx.Touch(Topic)
	var rows []string
	for i := range subjects {
		rows = append(rows, fmt.Sprintf("($1, $2, $%d)", 3+i))
	}
	_, err = db.Exec(tx, `
		INSERT INTO find_waiting (municipality, kind, subject)
		VALUES `+strings.Join(rows, ", ")+`
		ON CONFLICT (municipality, kind, subject) DO NOTHING`, append([]any{kind}, db.Anys(subjects)...)...)
	return err
}

func documentsOf(tx *db.Tx, kind string, subjects []string) ([]document, error) {
	return db.All[document](tx, `
		SELECT id, number, kind, subject, scope, gone, terms
		FROM find_document
		WHERE municipality = $1 AND kind = $2 AND subject IN `+db.List(3, len(subjects))+`
		ORDER BY number
		LIMIT 10000`, append([]any{kind}, db.Anys(subjects)...)...)
}

func deleteDocuments(tx *db.Tx, kind string, subjects []string) error {
	_, err := db.Exec(tx, `
		DELETE FROM find_document
		WHERE municipality = $1 AND kind = $2 AND subject IN `+db.List(3, len(subjects)), append([]any{kind}, db.Anys(subjects)...)...)
	return err
}

func clearAll(tx *db.Tx) error {
	if _, err := db.Exec(tx, `DELETE FROM find_posting WHERE municipality = $1`); err != nil {
		return err
	}
	_, err := db.Exec(tx, `DELETE FROM find_document WHERE municipality = $1`)
	return err
}

func lastNumber(tx *db.Tx) (int64, error) {
	return db.One[int64](tx, `
		SELECT COALESCE(MAX(number), 0)
		FROM find_document
		WHERE municipality = $1`)
}

type postingRow struct {
	Scope     Scope  `db:"scope"`
	Term      string `db:"term"`
	Chunk     int64  `db:"chunk"`
	Documents string `db:"documents"`
}

// postingsOf gives the rows of some terms in some scopes. Of one scope at a time SQLite looks each
// term up; of several it reads all they have.
func postingsOf(tx *db.Tx, scopes []Scope, terms []string) ([]postingRow, error) {
	var out []postingRow
	for _, scope := range scopes {
		for part := range slices.Chunk(terms, most) {
			rows, err := db.All[postingRow](tx, `
				SELECT scope, term, chunk, documents
				FROM find_posting
				WHERE municipality = $1 AND scope = $2 AND term IN `+db.List(3, len(part))+`
				LIMIT 1000000`, append([]any{scope}, db.Anys(part)...)...)
			if err != nil {
				return nil, err
			}
			out = append(out, rows...)
		}
	}
	return out, nil
}

// write carries out changes, row by row in one order, so that two who index never wait for each
// other in a ring.
func (c changes) write(tx *db.Tx) error {
	places := slices.SortedFunc(maps.Keys(c), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.scope, b.scope), cmp.Compare(a.chunk, b.chunk), cmp.Compare(a.term, b.term))
	})
	for part := range slices.Chunk(places, most) {
		was, err := rowsAt(tx, part)
		if err != nil {
			return err
		}
		for _, p := range part {
			if err := writeRow(tx, p, changed(parsePostings(was[p]), c[p]), was[p] != ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// rowsAt gives what stands in rows that are sorted by scope and chunk.
func rowsAt(tx *db.Tx, places []place) (map[place]string, error) {
	out := map[place]string{}
	for len(places) > 0 {
		n := 1
		for n < len(places) && places[n].scope == places[0].scope && places[n].chunk == places[0].chunk {
			n++
		}
		args := []any{places[0].scope, places[0].chunk}
		for _, p := range places[:n] {
			args = append(args, p.term)
		}
		rows, err := db.All[postingRow](tx, `
			SELECT scope, term, chunk, documents
			FROM find_posting
			WHERE municipality = $1 AND scope = $2 AND chunk = $3 AND term IN `+db.List(4, n)+`
			LIMIT 1000`, args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[place{r.Scope, r.Term, r.Chunk}] = r.Documents
		}
		places = places[n:]
	}
	return out, nil
}

func writeRow(tx *db.Tx, p place, list []posting, there bool) error {
	var err error
	switch {
	case len(list) == 0 && there:
		_, err = db.Exec(tx, `
			DELETE FROM find_posting
			WHERE municipality = $1 AND scope = $2 AND term = $3 AND chunk = $4`, p.scope, p.term, p.chunk)
	case len(list) > 0:
		_, err = db.Exec(tx, `
			INSERT INTO find_posting (municipality, scope, term, chunk, documents)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (municipality, scope, term, chunk) DO UPDATE
			SET documents = excluded.documents`, p.scope, p.term, p.chunk, writePostings(list))
	}
	return err
}

type counted struct {
	Term      string `db:"term"`
	Documents int    `db:"documents"`
}

// vocabularyOf gives the terms of some scopes with how many characters their rows have, which
// stands for how many documents: enough to choose between two corrections.
func vocabularyOf(tx *db.Tx, scopes []Scope) ([]counted, error) {
	return db.All[counted](tx, `
		SELECT term, CAST(SUM(LENGTH(documents)) / 4 AS BIGINT) AS documents
		FROM find_posting
		WHERE municipality = $1 AND scope IN `+db.List(2, len(scopes))+`
		GROUP BY term
		LIMIT 2000000`, db.Anys(scopes)...)
}

// named is what a number stands for.
type named struct {
	Number  int64  `db:"number"`
	Kind    string `db:"kind"`
	Subject string `db:"subject"`
	Scope   Scope  `db:"scope"`
}

// compare orders by id.
func (n named) compare(o named) int {
	return cmp.Or(strings.Compare(n.Subject, o.Subject), strings.Compare(string(n.Scope), string(o.Scope)), strings.Compare(n.Kind, o.Kind))
}

// standing gives what answers of a part, with its terms.
func standing(tx *db.Tx, p Part) ([]document, error) {
	var out []document
	for part := range slices.Chunk(p.Subjects, most) {
		rows, err := db.All[document](tx, `
			SELECT id, number, kind, subject, scope, gone, terms
			FROM find_document
			WHERE municipality = $1 AND kind = $2 AND subject IN `+db.List(4, len(part))+` AND scope = $3 AND NOT gone
			LIMIT 10000`, append([]any{p.Kind, p.Scope}, db.Anys(part)...)...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// goneIn gives the documents of some scopes that answer nothing, with their terms.
func goneIn(tx *db.Tx, scopes []Scope) ([]document, error) {
	return db.All[document](tx, `
		SELECT id, number, kind, subject, scope, gone, terms
		FROM find_document
		WHERE municipality = $1 AND gone AND scope IN `+db.List(2, len(scopes))+`
		LIMIT 2000000`, db.Anys(scopes)...)
}

// documentsIn gives all documents of some scopes that answer.
func documentsIn(tx *db.Tx, scopes []Scope) ([]named, error) {
	return db.All[named](tx, `
		SELECT number, kind, subject, scope
		FROM find_document
		WHERE municipality = $1 AND NOT gone AND scope IN `+db.List(2, len(scopes))+`
		LIMIT 2000000`, db.Anys(scopes)...)
}
