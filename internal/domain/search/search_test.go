package search_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/search"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/town"
)

// seeker searches in a town.
type seeker struct {
	*town.Town
	search.Service
}

func in(t *testing.T, story func(s *seeker)) {
	town.In(t, func(w *town.Town) { story(&seeker{w, search.Service{DB: w.DB}}) })
}

// finds gives names with what of them answers.
func (s *seeker) finds(a access.Actor, query string) string {
	s.Helper()
	r, err := s.Find(s.Ctx(), a, query, "")
	s.OK(err)
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.Name+":"+string(h.Scope))
	}
	if len(out) != r.Total {
		s.Errorf("%q: %d shown of %d", query, len(out), r.Total)
	}
	return strings.Join(out, " ")
}

func (s *seeker) want(a access.Actor, query, want string) {
	s.Helper()
	if got := s.finds(a, query); got != want {
		s.Errorf("%q finds %q, want %q", query, got, want)
	}
}

func TestEverybodyFindsWhatTheyMaySeeAndNothingElse(t *testing.T) {
	in(t, func(s *seeker) {
		s.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		_, v := s.Task("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		s.Index()
		own, other, auditor := s.As(access.Employee, "grades"), s.As(access.Employee, "other"), s.As(access.Consultant, "council")
		s.want(town.Anybody(), "barn", "Mod på at lære:public")
		s.want(other, "barn", "Mod på at lære:public")
		for _, a := range []access.Actor{own, auditor} {
			if got := s.finds(a, "børn"); !strings.Contains(got, "Tryg start:drafts") || !strings.Contains(got, "Mod på at lære:public") {
				t.Errorf("who may read the draft finds %q", got)
			}
		}
		s.want(access.Anonymous("elsewhere"), "barn", "")
		s.Adopted("grades", v)
		s.Index()
		s.want(town.Anybody(), "bus", "")
		s.want(other, "bus", "Tryg start:force")
	})
}

func TestWhatIsTakenBackIsFoundByNobodyAtOnce(t *testing.T) {
	in(t, func(s *seeker) {
		task, v := s.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		s.Index()
		s.want(town.Anybody(), "mod", "Mod på at lære:public")
		boss := s.As(access.Consultant, "council")
		v, err := s.Tasks.Unpublish(s.Ctx(), boss, coretask.Seen[coretask.Version]{ID: v.ID, Version: v.Version})
		s.OK(err)
		s.want(town.Anybody(), "mod", "")
		s.Index()
		s.want(town.Anybody(), "mod", "")
		s.want(s.As(access.Employee, "other"), "mod", "Mod på at lære:force")
		s.OK(s.Town.DB.Change(s.Ctx(), boss, access.Redact, func(tx *db.Tx) error {
			return coretask.TakeOut(tx, task.ID, coretask.Written{Kind: "core_task_version", ID: v.ID.String(), Field: "formulation", Text: "Alle børn går herfra med mod på at lære mere"})
		}))
		s.Change(func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT COUNT(*) FROM find_posting WHERE municipality = $1 AND term = 'herfra'`)
			if n != 0 {
				t.Error("a word that was taken out stands in the index")
			}
			return err
		})
	})
}

func TestHitsAreMarkedAndPaged(t *testing.T) {
	in(t, func(s *seeker) {
		for n := range search.PageSize + 3 {
			s.Published("school", fmt.Sprint("Nummer ", n), strings.Repeat("Ord om noget helt andet, som fylder. ", 8)+"Her står cyklen.")
		}
		s.Index()
		first, err := s.Find(s.Ctx(), town.Anybody(), "  cykel ", "")
		s.OK(err)
		if len(first.Hits) != search.PageSize || first.Total != search.PageSize+3 || first.Next == "" || first.Query != "cykel" {
			t.Fatalf("%d of %d, next %q, read as %q", len(first.Hits), first.Total, first.Next, first.Query)
		}
		marked := ""
		for _, p := range first.Hits[0].Snippet {
			if p.Marked {
				marked += p.Text
			}
		}
		if marked != "cyklen" || first.Hits[0].Snippet[0].Text != "… " {
			t.Errorf("snippet %+v", first.Hits[0].Snippet)
		}
		second, err := s.Find(s.Ctx(), town.Anybody(), "cykel", first.Next)
		s.OK(err)
		if len(second.Hits) != 3 || second.Next != "" {
			t.Errorf("second page: %d, next %q", len(second.Hits), second.Next)
		}
		for _, h := range second.Hits {
			for _, o := range first.Hits {
				if h.Slug == o.Slug {
					t.Errorf("%s stands on both pages", h.Slug)
				}
			}
		}
	})
}

func TestWhatAnOlderProgramLeftIsIndexedAtTheStart(t *testing.T) {
	in(t, func(s *seeker) {
		s.Published("school", "Mod på at lære", "Alle børn går herfra")
		s.Change(func(tx *db.Tx) error {
			_, err := db.Exec(tx, `DELETE FROM job WHERE municipality = $1`)
			return err
		})
		s.Index()
		s.want(town.Anybody(), "børn", "")
		s.OK(s.Begin(s.Ctx(), town.Here))
		s.Index()
		s.want(town.Anybody(), "børn", "Mod på at lære:public")
	})
}

// A leader searched for what applies, and was shown an old draft that had the word once more.
func TestWhatAppliesIsShownBeforeADraft(t *testing.T) {
	in(t, func(s *seeker) {
		task, _ := s.Published("school", "Tryg start", "Vi følger børnene ind fra bussen")
		boss := s.As(access.Leader, "school")
		draft, err := s.Tasks.Begin(s.Ctx(), boss, task.ID, true)
		s.OK(err)
		draft.Formulation = "Vi henter bussen, ser bussen og vinker til bussen"
		_, err = s.Tasks.Write(s.Ctx(), boss, draft.ID, coretask.Writing{Version: draft.Version, Words: draft.Words})
		s.OK(err)
		s.Index()
		s.want(boss, "bus", "Tryg start:public")
		s.want(boss, "vinke", "Tryg start:drafts")
	})
}

func TestAUnitIsFoundByItsNewName(t *testing.T) {
	in(t, func(s *seeker) {
		s.Published("school", "Mod på at lære", "Alle børn går herfra")
		s.Published("other", "Frem uden huller", "Vejene er hele")
		s.Index()
		s.want(town.Anybody(), "Åskolen", "Mod på at lære:public")
		orgs, boss := org.Service{DB: s.Town.DB}, s.As(access.Administrator, "council")
		u, err := orgs.Unit(s.Ctx(), boss, s.Unit["school"].ID)
		s.OK(err)
		_, err = orgs.EditUnit(s.Ctx(), boss, u.ID, org.UnitInput{Version: u.Version, Parent: u.Parent, Name: "Birkeskolen", Kind: u.Kind, Leader: u.Leader, Adopts: u.Adopts, External: "s-1"})
		s.OK(err)
		s.Index()
		s.want(town.Anybody(), "Åskolen", "")
		s.want(town.Anybody(), "Birkeskolen", "Mod på at lære:public")
		file, err := org.ReadFile(strings.NewReader("type;id;navn;overordnet_id;enhedstype;leder_id;email;faggruppe;enhed_id;fra;til\nenhed;s-1;Ellekilde;;;;;;;;\n"))
		s.OK(err)
		_, err = orgs.Import(s.Ctx(), access.Program(town.Here), file, org.Options{}, nil)
		s.OK(err)
		s.Index()
		s.want(town.Anybody(), "Birkeskolen", "")
		s.want(town.Anybody(), "Ellekilde", "Mod på at lære:public")
		s.want(town.Anybody(), "vej", "Frem uden huller:public")
	})
}

// A backup from before a text was taken out brings its words back into the index.
func TestTheIndexOfARestoredBackupIsMadeAnew(t *testing.T) {
	in(t, func(s *seeker) {
		task, _ := s.Published("school", "Mod på at lære", "Alle børn går herfra med hemmeligord")
		s.Index()
		s.want(town.Anybody(), "hemmeligord", "Mod på at lære:public")
		s.Change(func(tx *db.Tx) error { // as a replayed redaction leaves it
			if _, err := db.Exec(tx, `UPDATE core_task_version SET formulation = '[fjernet]' WHERE municipality = $1 AND core_task = $2`, task.ID); err != nil {
				return err
			}
			return search.Anew(tx)
		})
		left := func() (n int) {
			s.Change(func(tx *db.Tx) (err error) {
				n, err = db.One[int](tx, `SELECT COUNT(*) FROM find_posting WHERE municipality = $1 AND term = 'hemmeligord'`)
				return err
			})
			return n
		}
		if left() != 0 {
			t.Error("the word stands in the index")
		}
		s.Index()
		s.want(town.Anybody(), "hemmeligord", "")
		s.want(town.Anybody(), "lære", "Mod på at lære:public")
	})
}

func FuzzFind(f *testing.F) {
	f.Add("skole", "Åben skole for alle børn.")
	f.Add("\xff æ", "– \n ß")
	f.Add(strings.Repeat("å ", 300), "\u2028a\u00a0b")
	f.Fuzz(func(t *testing.T, query, text string) {
		if q := search.Read(query); !utf8.ValidString(q) || utf8.RuneCountInString(q) > search.LongestQuery || strings.HasPrefix(q, " ") || strings.Contains(q, "  ") || strings.ContainsAny(q, "\n\t") {
			t.Errorf("%q is read as %q", query, q)
		}
		for _, p := range search.Snippet(text, query) {
			if p.Text == "" {
				t.Error("an empty piece")
			}
		}
	})
}

// Whether a guess was made told an employee which words stand in another unit's draft.
func TestAWordOfADraftChangesNoAnswerForWhoMayNotReadIt(t *testing.T) {
	in(t, func(s *seeker) {
		s.Published("school", "Havets dyr", "Vi viser zebrafist og kanalbro")
		s.Published("school", "Landets dyr", "Vi viser brolæggeri, kanalbro og kanalbro")
		s.Task("grades", "Tryg start", "Vi taler om zebrafisk og kanalbyer og zebrafiskeri")
		s.Index()
		other, own := s.As(access.Employee, "other"), s.As(access.Employee, "grades")
		s.want(own, "zebrafisk", "Tryg start:drafts")
		for _, query := range []string{"zebrafisk", "zebrafiskeri", "kanalby", "kanalbrp"} {
			s.want(other, query, s.finds(town.Anybody(), query))
		}
		s.want(other, "zebrafisk", "Havets dyr:public")
	})
}

// What had been taken back was still a known word until it had been indexed.
func TestAWordThatWasTakenBackIsUnknownAtOnce(t *testing.T) {
	in(t, func(s *seeker) {
		s.Published("school", "Havets dyr", "Vi viser zebrafist")
		_, v := s.Published("school", "Mod på at lære", "Vi taler om zebrafisk")
		s.Index()
		s.want(town.Anybody(), "zebrafisk", "Mod på at lære:public")
		_, err := s.Tasks.Unpublish(s.Ctx(), s.As(access.Consultant, "council"), coretask.Seen[coretask.Version]{ID: v.ID, Version: v.Version})
		s.OK(err)
		s.want(town.Anybody(), "zebrafisk", "Havets dyr:public")
		s.Index()
		s.want(town.Anybody(), "zebrafisk", "Havets dyr:public")
	})
}
