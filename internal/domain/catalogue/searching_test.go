package catalogue_test

import (
	"fmt"
	"strings"
	"testing"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/erasure"
	"kernehus/internal/domain/wording"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/town"
)

// names gives what a filter finds, by name; a guess has a question mark.
func names(w *town.Town, f catalogue.Filter) string {
	w.Helper()
	found, err := list(w, f)
	w.OK(err)
	var out []string
	for _, l := range found.Tasks {
		out = append(out, l.Name)
	}
	said := strings.Join(out, ", ")
	if found.Guessed {
		said += "?"
	}
	return said
}

func wants(w *town.Town, f catalogue.Filter, want string) {
	w.Helper()
	if got := names(w, f); got != want {
		w.Errorf("%+v finds %q, want %q", f, got, want)
	}
}

func TestTheCatalogueIsSearchedByFormsCompoundsOtherWordsAndSlips(t *testing.T) {
	town.In(t, func(w *town.Town) {
		w.Published("council", "Gode liv", "Gode liv i levende landsbyer med åbne skolegårde")
		w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		w.Published("other", "Sikker vej", "Alle kan cykle gennem byen, og skraldet bliver hentet")
		w.Index()
		for query, want := range map[string]string{
			"barnet": "Mod på at lære", "BØRN": "Mod på at lære", "landsby": "Gode liv", "cykler": "Sikker vej", "veje": "Sikker vej",
			"gård": "Gode liv", "skole": "Gode liv", "affald": "Sikker vej", "åskole": "Mod på at lære", // compounds, another word for it, the unit
			"børn lære": "Mod på at lære", "børn cykle": "",
			"hefra": "Mod på at lære?", "hefra børn": "Mod på at lære?", "hefra cykle": "", "findesikke": "",
			"": "Gode liv, Mod på at lære, Sikker vej", "  ": "Gode liv, Mod på at lære, Sikker vej",
			"%": "", "_": "", "!": "", "b%rn": "", "b__n": "", "100%_": "", "%' OR '1'='1": "", "\x00\xff": "",
		} {
			wants(w, catalogue.Filter{Query: query}, want)
		}
	})
}

func TestWordsUnitAreaAndLevelNarrowTogether(t *testing.T) {
	town.In(t, func(w *town.Town) {
		w.Published("schools", "Alle skoler", "Børn lærer")
		w.Published("school", "Mod på at lære", "Børn lærer mere")
		w.Published("grades", "Tryg start", "Børn følges ind")
		w.Published("other", "Sikker vej", "Børn cykler")
		w.Index()
		area, unit := w.Unit["schools"].ID, w.Unit["grades"].ID
		wants(w, catalogue.Filter{Query: "barn"}, "Alle skoler, Mod på at lære, Sikker vej, Tryg start")
		wants(w, catalogue.Filter{Query: "barn", Area: area}, "Alle skoler, Mod på at lære, Tryg start")
		wants(w, catalogue.Filter{Query: "barn", Area: area, Level: 3}, "Mod på at lære")
		wants(w, catalogue.Filter{Query: "barn lærer", Area: area}, "Alle skoler, Mod på at lære")
		wants(w, catalogue.Filter{Query: "barn lærer", Area: area, Level: 4}, "")
		wants(w, catalogue.Filter{Query: "cykle", Area: area}, "")
		wants(w, catalogue.Filter{Query: "cylke", Area: area}, "") // nor is anything said of a guess that is not there
		wants(w, catalogue.Filter{Query: "barn", Unit: unit}, "Tryg start")
	})
}

// The catalogue is the same for everybody: a word that citizens may not read answers as one
// that nobody has written, also to who may read it elsewhere.
func TestWordsThatAreNotPublicNarrowNothing(t *testing.T) {
	town.In(t, func(w *town.Town) {
		_, v := w.Published("school", "Mod på at lære", "Alle børn går herfra og er kaprifolium")
		retired, _ := w.Published("other", "Sikker vej", "Man kommer sikkert frem forbi rabarberen")
		w.Task("grades", "Tryg start", "Et udkast om krokodiller")
		_, adopted := w.Task("grades", "Rolig start", "Et vedtaget om pelikaner")
		w.Adopted("grades", adopted)
		w.Index()
		boss := w.As(access.Consultant, "council")
		silent := func(words ...string) {
			w.Helper()
			for _, word := range words {
				wants(w, catalogue.Filter{Query: word}, "")
				wants(w, catalogue.Filter{Query: word[:len(word)-1]}, "") // a slip is not put right by it
				wants(w, catalogue.Filter{Query: "børn " + word}, "")
				found, err := catalogue.Service{DB: w.DB}.List(w.Ctx(), boss, catalogue.Filter{Query: word})
				if err != nil || len(found.Tasks) > 0 {
					w.Errorf("who works here finds %+v by %q in the public catalogue, %v", found.Tasks, word, err)
				}
			}
		}
		silent("krokodiller", "pelikaner")
		wants(w, catalogue.Filter{Query: "kaprifolium"}, "Mod på at lære")
		wants(w, catalogue.Filter{Query: "rabarber"}, "Sikker vej")
		_, err := w.Tasks.Unpublish(w.Ctx(), boss, v.Seen())
		w.OK(err)
		silent("kaprifolium") // at once
		retired, err = w.Tasks.Find(w.Ctx(), boss, retired.Slug)
		w.OK(err)
		_, err = w.Tasks.Retire(w.Ctx(), boss, retired.Seen(), "Det er sket", "")
		w.OK(err)
		silent("rabarberen")
		w.Index()
		silent("kaprifolium", "rabarberen", "krokodiller", "pelikaner")
	})
}

func TestWhatIsNotIndexedYetIsListedAndDoesNotAnswer(t *testing.T) {
	town.In(t, func(w *town.Town) {
		w.Published("school", "Mod på at lære", "Alle børn går herfra")
		wants(w, catalogue.Filter{}, "Mod på at lære")
		wants(w, catalogue.Filter{Query: "børn"}, "")
		w.Index()
		wants(w, catalogue.Filter{Query: "børn"}, "Mod på at lære")
	})
}

// Where core tasks stand is remembered from one search to the next.
func TestASearchKnowsAtOnceWhatHasMoved(t *testing.T) {
	town.In(t, func(w *town.Town) {
		w.Published("school", "Mod på at lære", "Alle børn går herfra")
		w.Index()
		wants(w, catalogue.Filter{Query: "børn"}, "Mod på at lære")
		task, _ := w.Published("other", "Sikker vej", "Alle børn cykler")
		w.Index()
		wants(w, catalogue.Filter{Query: "børn"}, "Mod på at lære, Sikker vej")
		member := w.As(access.Employee, "other")
		v, err := w.Tasks.Begin(w.Ctx(), member, task.ID, false)
		w.OK(err)
		v.Name = "Frem uden huller"
		v, err = w.Tasks.Write(w.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
		w.OK(err)
		w.BringOut("other", v)
		w.Index()
		wants(w, catalogue.Filter{Query: "børn"}, "Frem uden huller, Mod på at lære")
		wants(w, catalogue.Filter{Query: "børn", Area: w.Unit["schools"].ID}, "Mod på at lære")
		w.Change(func(tx *db.Tx) error {
			u, under := w.Unit["other"], w.Unit["schools"]
			u.Version = 1
			u.Parent, u.Path, u.Level = under.ID, under.Path+u.ID.String()+"/", under.Level+1
			return db.Put(tx, &u)
		})
		wants(w, catalogue.Filter{Query: "børn", Area: w.Unit["schools"].ID}, "Frem uden huller, Mod på at lære")
	})
}

func TestAWordThatIsTakenOutIsNotFoundAgain(t *testing.T) {
	town.In(t, func(w *town.Town) {
		const telling = "Alle børn i Østergård går herfra"
		task, _ := w.Published("school", "Mod på at lære", telling)
		w.Index()
		wants(w, catalogue.Filter{Query: "østergård"}, "Mod på at lære")
		eraser, boss := erasure.Service{DB: w.DB}, w.As(access.Consultant, "council")
		_, list, err := eraser.InTask(w.Ctx(), boss, task.Slug)
		w.OK(err)
		for _, x := range list {
			if x.Text == telling {
				w.OK(eraser.FromTask(w.Ctx(), boss, task.ID, x, "En familie kan genkendes"))
			}
		}
		wants(w, catalogue.Filter{Query: "østergård"}, "")
		w.Index()
		wants(w, catalogue.Filter{Query: "østergård"}, "")
		wants(w, catalogue.Filter{Query: "lære"}, "Mod på at lære")
	})
}

// More answer than find.Search tells of, and none is lost, whatever else narrows.
func TestWhateverManyAnswerIsPagedByNameAndNoneIsLost(t *testing.T) {
	town.In(t, func(w *town.Town) {
		const many = find.MostHits + 100
		f := catalogue.File{}
		for i := range many {
			e := catalogue.Entry{ID: fmt.Sprint("t", i), Unit: w.Unit[[]string{"school", "other"}[i%2]].ID.String(), State: coretask.Active, Number: 1}
			e.Words = wording.Words{Name: fmt.Sprintf("Opgave %04d", i), Purpose: "At børn cykler"}
			if i%70 == 0 {
				e.Words.Purpose = "At voksne går"
			}
			f.Tasks = append(f.Tasks, e)
		}
		r, err := catalogue.Service{DB: w.DB}.Import(w.Ctx(), access.Program(town.Here), f, catalogue.Options{Adopted: "2026-01-01"})
		if err != nil || len(r.Mistakes) > 0 {
			t.Fatal(err, r.Mistakes)
		}
		w.Index()
		paged := func(f catalogue.Filter, answers func(i int) bool) {
			w.Helper()
			i := -1
			for more := true; more; {
				found, err := list(w, f)
				w.OK(err)
				for _, l := range found.Tasks {
					for i++; !answers(i); i++ {
					}
					if want := fmt.Sprintf("Opgave %04d", i); l.Name != want {
						t.Fatalf("%+v gives %s, want %s", f, l.Name, want)
					}
				}
				f.After, more = found.Next, found.Next != ""
			}
			for i++; i < many; i++ {
				if answers(i) {
					t.Fatalf("%+v never gives number %d", f, i)
				}
			}
		}
		child := func(i int) bool { return i%70 != 0 }
		paged(catalogue.Filter{Query: "barn", Limit: 200}, child)
		paged(catalogue.Filter{Query: "barn", Limit: 190, Area: w.Unit["other"].ID, Level: 2}, func(i int) bool { return child(i) && i%2 == 1 })
		paged(catalogue.Filter{Query: "voksne", Limit: 7}, func(i int) bool { return !child(i) })
		if _, err := list(w, catalogue.Filter{Query: "barn", After: "x"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a page key of somebody's own: %v", err)
		}
	})
}
