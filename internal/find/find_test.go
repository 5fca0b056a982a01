package find_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

const (
	public = find.Scope("public")
	inside = find.Scope("inside")
)

// library is a database with two municipalities and some documents.
type library struct {
	*testing.T
	db *db.DB
}

func in(t *testing.T, story func(l *library)) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		l := &library{t, d}
		for _, town := range []string{"a", "b"} {
			l.change(town, func(tx *db.Tx) error {
				_, err := db.Exec(tx, `INSERT INTO municipality (municipality, id, version, slug, name, demo, settings) VALUES ($1, $1, 1, $1, $1, FALSE, '{}')`)
				return err
			})
		}
		story(l)
	})
}

func (l *library) change(town string, do func(tx *db.Tx) error) {
	l.Helper()
	if err := l.db.Change(context.Background(), access.Program(town), "test", do); err != nil {
		l.Fatal(err)
	}
}

func (l *library) put(town string, list ...find.Document) {
	l.Helper()
	l.change(town, func(tx *db.Tx) error { return find.Put(tx, list) })
}

func doc(subject string, scope find.Scope, title, text string) find.Document {
	return find.Document{Kind: "core_task", Subject: subject, Scope: scope, Title: title, Text: text}
}

// ask gives what answers, the best first; a guess has a question mark.
func (l *library) ask(town, query string, scopes ...find.Scope) string {
	l.Helper()
	var out []string
	err := l.db.View(context.Background(), access.Program(town), func(tx *db.Tx) error {
		a, err := find.Search(tx, scopes, query)
		for _, h := range a.Hits {
			s := h.Subject
			if h.Guessed {
				s += "?"
			}
			out = append(out, s)
		}
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	return strings.Join(out, " ")
}

func (l *library) answers(town, query, want string, scopes ...find.Scope) {
	l.Helper()
	if got := l.ask(town, query, scopes...); got != want {
		l.Errorf("%s asks %q in %v: %q, want %q", town, query, scopes, got, want)
	}
}

func TestOtherFormsSynonymsCompoundsAndSlipsOfTheFingerFind(t *testing.T) {
	in(t, func(l *library) {
		l.put("a",
			doc("skole", public, "Mod på at lære", "Alle børn går herfra med mod på at lære mere. Skolerne er åbne."),
			doc("affald", public, "Rent og ryddeligt", "Vi henter skrald, så byen er til at være i."),
			doc("gaard", public, "Plads til leg", "Skolegården er åben for alle."),
			doc("vej", public, "Frem uden huller", "Vejene er hele."))
		l.answers("a", "skole", "skole gaard", public)
		l.answers("a", "skolernes", "skole gaard", public)
		l.answers("a", "affald", "affald", public)
		l.answers("a", "mod lære", "skole", public)
		l.answers("a", "vjeene", "vej?", public)
		l.answers("a", "rydd", "affald", public)
		l.answers("a", "SKOLE åben", "skole gaard", public)
		l.answers("a", "byrådssal", "", public)
		l.answers("a", "", "", public)
		l.answers("a", "!?", "", public)
		l.answers("a", "skole", "")
	})
}

func TestTheTitleSaysMost(t *testing.T) {
	in(t, func(l *library) {
		l.put("a", doc("1", public, "Noget andet", "Her står cykel én gang."), doc("2", public, "Cykel og gang", "Her ikke."), doc("3", public, "Bus", "Kun bus."))
		l.answers("a", "cykel", "2 1", public)
	})
}

func TestScopesAndMunicipalitiesKeepTheirWordsToThemselves(t *testing.T) {
	in(t, func(l *library) {
		l.put("a", doc("1", public, "Tryg hverdag", "For alle."), doc("1", inside, "Tryg hverdag", "Med en hemmelig tilbygning."))
		l.put("b", doc("9", public, "Andre ord", "Tilbygninger og tryghed."))
		l.answers("a", "tilbygning", "", public)
		l.answers("a", "tilbygnign", "", public) // no guess tells that the word stands inside
		l.answers("a", "tilbygning", "1", public, inside)
		l.answers("a", "tryg", "1 1", public, inside) // both its documents
		l.answers("b", "tryghed", "9", public)
		l.answers("b", "hverdag", "", public, inside)
	})
}

func TestWhatHasChangedAnswersNothingUntilItIsIndexedAnew(t *testing.T) {
	in(t, func(l *library) {
		words := map[string]string{"1": "Gamle ord", "2": "Andre ord"}
		read := func(_ *db.Tx, kind string, subjects []string) (out []find.Document, err error) {
			for _, s := range subjects {
				if words[s] != "" {
					out = append(out, doc(s, public, words[s], ""))
				}
			}
			return out, nil
		}
		index := func() (more bool) {
			l.change("a", func(tx *db.Tx) (err error) { more, err = find.Next(tx, read); return err })
			return more
		}
		l.change("a", func(tx *db.Tx) error { return find.Touch(tx, "core_task", "1", "2") })
		index()
		l.answers("a", "ord", "1 2", public)
		words["1"] = "Nye sætninger"
		l.change("a", func(tx *db.Tx) error { return find.Touch(tx, "core_task", "1") })
		l.answers("a", "gamle", "", public)
		l.answers("a", "ord", "2", public)
		index()
		l.answers("a", "sætning", "1", public)
		l.answers("a", "gamle", "", public)
		delete(words, "2")
		l.change("a", func(tx *db.Tx) error { return find.Touch(tx, "core_task", "2") })
		if index() {
			t.Error("more is said to wait than does")
		}
		l.answers("a", "andre", "", public)
		for n := range find.Batch + 5 {
			words[fmt.Sprint("m", n)] = "Mange"
		}
		var many []string
		for s := range words {
			many = append(many, s)
		}
		l.change("a", func(tx *db.Tx) error { return find.Touch(tx, "core_task", many...) })
		if !index() || index() {
			t.Error("a batch and a bit are indexed in two")
		}
		if n := len(strings.Fields(l.ask("a", "mange", public))); n != find.Batch+5 {
			t.Errorf("%d of many are found", n)
		}
	})
}

func TestWhatIndexingTouchesIsSaidToWait(t *testing.T) {
	in(t, func(l *library) {
		read := func(tx *db.Tx, kind string, _ []string) ([]find.Document, error) {
			if kind == "unit" {
				return nil, find.Touch(tx, "core_task", "1")
			}
			return []find.Document{doc("1", public, "Ord", "")}, nil
		}
		l.change("a", func(tx *db.Tx) error { return find.Touch(tx, "unit", "u") })
		var rounds []bool
		for range 2 {
			l.change("a", func(tx *db.Tx) error {
				more, err := find.Next(tx, read)
				rounds = append(rounds, more)
				return err
			})
		}
		if !slices.Equal(rounds, []bool{true, false}) {
			t.Errorf("more is said to wait: %v, want true, then false", rounds)
		}
		l.answers("a", "ord", "1", public)
	})
}

func TestNoWordOfWhatIsForgottenIsLeft(t *testing.T) {
	in(t, func(l *library) {
		l.put("a", doc("1", public, "hemmeligord", "sammen med hemmeligord"), doc("2", public, "sammen", ""))
		l.change("a", func(tx *db.Tx) error { return find.Forget(tx, "core_task", "1") })
		l.answers("a", "sammen", "2", public)
		l.change("a", func(tx *db.Tx) error {
			for _, q := range []string{`SELECT term || documents FROM find_posting WHERE municipality = $1`, `SELECT terms FROM find_document WHERE municipality = $1`} {
				rows, err := db.All[string](tx, q)
				if err != nil {
					return err
				}
				if slices.ContainsFunc(rows, func(s string) bool { return strings.Contains(s, "hemmeligord") }) {
					t.Errorf("the word is left: %v", rows)
				}
			}
			return nil
		})
	})
}

// Many documents share the rows of a common word.
func TestACommonWordStandsInSeveralRows(t *testing.T) {
	in(t, func(l *library) {
		var list []find.Document
		for n := range 2500 {
			list = append(list, doc(fmt.Sprintf("%04d", n), public, "Fælles", fmt.Sprint("nummer", n)))
		}
		l.put("a", list[:1200]...)
		l.put("a", list[1200:]...)
		if got := len(strings.Fields(l.ask("a", "fælles", public))); got != find.MostHits {
			t.Errorf("%d are told of", got)
		}
		l.answers("a", "nummer2345", "2345", public)
		l.change("a", func(tx *db.Tx) error { return find.Forget(tx, "core_task", "2345", "0001") })
		if got := l.ask("a", "nummer2345", public); strings.Contains(got, "2345") {
			t.Errorf("what is forgotten answers: %s", got)
		}
	})
}

func TestWhoForgetsAndWhoIndexesAtOnceLoseNothingOfEachOther(t *testing.T) {
	in(t, func(l *library) {
		const many = 30
		for i := range many {
			l.put("a", doc(fmt.Sprint("old", i), public, "", "fælles hemmelighed"))
		}
		var both sync.WaitGroup
		each := func(do func(tx *db.Tx, i int) error) {
			both.Go(func() {
				for i := range many {
					if err := l.db.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error { return do(tx, i) }); err != nil {
						l.Error(err)
					}
				}
			})
		}
		each(func(tx *db.Tx, i int) error { return find.Forget(tx, "core_task", fmt.Sprint("old", i)) })
		each(func(tx *db.Tx, i int) error {
			return find.Put(tx, []find.Document{doc(fmt.Sprint("new", i), public, "", "fælles vej")})
		})
		both.Wait()
		l.answers("a", "hemmelighed", "", public)
		var rows []string
		var answer find.Answer
		l.change("a", func(tx *db.Tx) (err error) {
			if answer, err = find.Search(tx, []find.Scope{public}, "fælles"); err != nil {
				return err
			}
			rows, err = db.All[string](tx, `
				SELECT term || ' ' || documents
				FROM find_posting
				WHERE municipality = $1 AND term <> 'vej'
				ORDER BY term`)
			return err
		})
		if len(answer.Hits) != many || len(rows) != 1 || strings.Count(rows[0], ":") != many {
			t.Errorf("%d of %d answer; left stands %q", len(answer.Hits), many, rows)
		}
	})
}

// Search tells of no more than MostHits, the best; All has every one, of the kind asked for, and
// of each other municipality none.
func TestAllHasWhateverManyAnswerAndSaysWhenItGuesses(t *testing.T) {
	in(t, func(l *library) {
		const many = find.MostHits + 5
		list := []find.Document{{Kind: "other", Subject: "other", Scope: public, Text: "Alle cykler"}, doc("inside", inside, "", "Alle cykler hemmeligt")}
		for i := range many {
			list = append(list, doc(fmt.Sprint(i), public, "", "Alle cykler"))
		}
		l.put("a", list...)
		all := func(town, query string, scopes ...find.Scope) (whole find.Whole) {
			l.Helper()
			l.change(town, func(tx *db.Tx) (err error) {
				whole, err = find.All(tx, "core_task", scopes, query)
				return err
			})
			return whole
		}
		if got := all("a", "cykel", public); len(got.Subjects) != many || !got.Subjects["7"] || got.Guessed {
			t.Errorf("%d answer, guessed %v", len(got.Subjects), got.Guessed)
		}
		if got := all("a", "cylke", public); len(got.Subjects) != many || !got.Guessed {
			t.Errorf("%d answer a slip, guessed %v", len(got.Subjects), got.Guessed)
		}
		if got := all("a", "cykel hemmeligt", public, inside); len(got.Subjects) != 1 || !got.Subjects["inside"] {
			t.Errorf("inside answers %v", got.Subjects)
		}
		for _, got := range []find.Whole{all("b", "cykel", public), all("a", "cykel"), all("a", "hemmelgt", public), all("a", "", public), all("a", "cylke fndes", public)} {
			if len(got.Subjects) > 0 || got.Guessed {
				t.Errorf("%d answer, guessed %v", len(got.Subjects), got.Guessed)
			}
		}
		l.change("a", func(tx *db.Tx) error { return find.Touch(tx, "core_task", "7") })
		if got := all("a", "cykel", public); len(got.Subjects) != many-1 || got.Subjects["7"] {
			t.Errorf("what has changed still answers: %d", len(got.Subjects))
		}
	})
}

// Of a scope somebody reads but a part of, no other word changes what is found, or in which order.
func TestAPartKnowsNothingOfTheRest(t *testing.T) {
	in(t, func(l *library) {
		l.put("a", doc("1", public, "", "havn zebrafist bro"), doc("2", public, "", "havn vej vej bro"), doc("3", inside, "", "havn vej"))
		answers := func() (out []string) {
			for _, query := range []string{"zebrafisk", "havn bro", "vej", "zebrafi", "havn"} {
				l.change("a", func(tx *db.Tx) error {
					a, err := find.Search(tx, []find.Scope{public}, query, find.Part{Kind: "core_task", Scope: inside, Subjects: []string{"3"}})
					out = append(out, fmt.Sprintf("%s: %+v", query, a.Hits))
					return err
				})
			}
			return out
		}
		before := answers()
		l.put("a", doc("4", inside, "", "zebrafisk zebrafikum vej vej vejbro"), doc("5", inside, "", "vej bro bro zebrafist"))
		if after := answers(); !slices.Equal(before, after) {
			t.Errorf("what another may read changes the answer:\n%q\n%q", before, after)
		}
	})
}
