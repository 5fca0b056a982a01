package catalogue_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"kernehus/content"
	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/town"
)

func lejre(t *testing.T) catalogue.File {
	t.Helper()
	b, err := content.Files.ReadFile("examples/catalogue-lejre.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, wrong := catalogue.Read("catalogue-lejre.yaml", b)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return f
}

func take(w *town.Town, f catalogue.File, opt catalogue.Options) catalogue.Report {
	w.Helper()
	r, err := catalogue.Service{DB: w.DB}.Import(w.Ctx(), access.Program(town.Here), f, opt)
	w.OK(err)
	return r
}

func count(w *town.Town, query string) int {
	w.Helper()
	n := 0
	w.OK(w.DB.View(w.Ctx(), access.Program(town.Here), func(tx *db.Tx) (err error) {
		n, err = db.One[int](tx, query)
		return err
	}))
	return n
}

func TestExampleCatalogueIsTakenInAsItStands(t *testing.T) {
	town.In(t, func(w *town.Town) {
		r := take(w, lejre(t), catalogue.Options{Adopted: "2017-06-26"})
		if len(r.Created) != 5 || r.Links != 7 || len(r.Mistakes) != 0 {
			w.Fatalf("report = %+v", r)
		}
		p := w.Public("aktivt-selvstaendigt-liv")
		if !strings.HasPrefix(p.Words.Sentence(), "At give den enkelte støtte") || p.Words.Formulation != "" || len(p.Shown.Preconditions) != 4 || p.AdoptedOn != "2017-06-26" || p.Unit.Name != "Byrådet" {
			w.Errorf("public = %+v", p)
		}
		f := w.Public("faellesskab-fritid")
		reasons := map[string]string{}
		for _, l := range f.LinksOut {
			if reasons[l.Other.Slug] = l.Reason; l.Kind != coretask.Supports {
				w.Errorf("a link without type %s", l.Kind)
			}
		}
		if len(reasons) != 4 || reasons["trivsel-laering"] != "" || reasons["baeredygtig-vaekst"] != "bidrager til alle de andre" {
			w.Errorf("the star reads %q", reasons)
		}
		then, err := w.Tasks.Public(w.Ctx(), town.Anybody(), "trivsel-laering", "2018-01-01")
		w.OK(err)
		if len(then.Shown.Preconditions) != 3 {
			w.Errorf("in 2018: %+v", then.Shown)
		}
	})
}

func TestSecondImportChangesNothing(t *testing.T) {
	town.In(t, func(w *town.Town) {
		take(w, lejre(t), catalogue.Options{})
		const everything = `SELECT count(*) FROM revision WHERE municipality = $1`
		before := count(w, everything)
		r := take(w, lejre(t), catalogue.Options{Adopted: "2017-06-26"})
		if len(r.Created) != 0 || len(r.Already) != 5 || r.Links != 0 || count(w, everything) != before {
			w.Errorf("the second time: %+v, %d revisions before and %d after", r, before, count(w, everything))
		}
		if n := count(w, `SELECT count(*) FROM core_task_version WHERE municipality = $1 AND state = 'udkast' AND source_kind = 'import' AND NOT public_now`); n != 5 {
			w.Errorf("%d drafts", n)
		}
	})
}

func TestDryRunChangesNothingAndOnlyAConsultantImports(t *testing.T) {
	town.In(t, func(w *town.Town) {
		if r := take(w, lejre(t), catalogue.Options{DryRun: true}); len(r.Created) != 5 || r.Done {
			w.Errorf("dry run: %+v", r)
		}
		if n := count(w, `SELECT count(*) FROM core_task WHERE municipality = $1`); n != 0 {
			w.Errorf("%d tasks after a dry run", n)
		}
		s := catalogue.Service{DB: w.DB}
		if _, err := s.Import(w.Ctx(), w.As(access.Leader, "council"), lejre(t), catalogue.Options{}); !fault.Is(err, fault.Forbidden) {
			w.Errorf("a leader imported: %v", err)
		}
		if _, err := s.Import(w.Ctx(), w.As(access.Consultant, "council"), lejre(t), catalogue.Options{Unit: w.Unit["other"].ID}); err != nil {
			w.Errorf("a consultant did not: %v", err)
		}
		if n := count(w, `SELECT count(*) FROM core_task t JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit WHERE t.municipality = $1 AND u.name = 'Vej og Park'`); n != 5 {
			w.Errorf("%d tasks belong to the unit that was named", n)
		}
	})
}

func TestFullFormKeepsHistoryStateAndEverythingBeside(t *testing.T) {
	b, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, wrong := catalogue.Read("full.yaml", b)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	town.In(t, func(w *town.Town) {
		f := catalogue.File{Name: f.Name, Narrative: f.Narrative, Tasks: slices.Clone(f.Tasks), Links: f.Links}
		f.Tasks[1].Unit = w.Unit["school"].ID.String()
		r := take(w, f, catalogue.Options{})
		if len(r.Mistakes) != 0 || len(r.Created) != 3 {
			w.Fatalf("report = %+v", r)
		}
		p := w.Public("mod-paa-at-laere")
		if p.Number != 2 || p.AdoptedOn != "2025-02-20" || len(p.History) != 2 || p.History[0].Reason != "Elevrådet bad om det" || p.Narrative == nil || len(p.FormerNames) != 1 {
			w.Errorf("public = %+v", p)
		}
		if p.Unit.Name != "Åskolen" || p.Words.OwnRoom == "" || len(p.Words.FormalReferences) != 1 || len(p.Words.Overlap.Shared) != 1 || len(p.Disagreed) != 1 || len(p.Shown.Contributions) != 1 || !p.UnderReview {
			w.Errorf("beside = %+v", p)
		}
		then, err := w.Tasks.Public(w.Ctx(), town.Anybody(), "mod-paa-at-laere", "2024-01-01")
		w.OK(err)
		if then.Words.Formulation != "Vi underviser" || then.Words.Name != "Undervisning" {
			w.Errorf("in 2024: %+v", then.Words)
		}
		work, err := w.Tasks.Work(w.Ctx(), w.As(access.Leader, "school"), "mod-paa-at-laere")
		w.OK(err)
		if v, ok := work.Open(coretask.LeadersDraft); !ok || v.Formulation != "Lederens nye ord" || v.Number != 3 {
			w.Errorf("the leader's draft is %+v", v)
		}
		if len(work.Parents) != 1 || !work.Parents[0].Changed {
			w.Errorf("it was adopted before the council's newest text: %+v", work.Parents)
		}
		gone := w.Public("gammel-opgave")
		if !gone.Retired || gone.Successor == nil || gone.Successor.Slug != "mod-paa-at-laere" {
			w.Errorf("retired = %+v", gone)
		}
	})
}

// What the file says was never published, citizens read neither as a text nor as a name.
func TestAnEarlierTextThatWasNeverPublishedStaysUnread(t *testing.T) {
	f, wrong := catalogue.Read("f.yaml", []byte(`kerneopgaver:
  - id: skole
    navn: "Mod på at lære"
    gaeldende_fra: "2025-02-20"
    offentliggjort: "2025-02-26"
    formulering: "Alle børn går herfra med mod på at lære mere"
    historik:
      - {dato: "2023-02-28", navn: "Undervisning", formulering: "Vi underviser"}
      - {dato: "2024-02-28", offentliggjort: "", navn: "Lukning af Vestskolen", formulering: "Vi lukker"}
`))
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	town.In(t, func(w *town.Town) {
		take(w, f, catalogue.Options{})
		p := w.Public("mod-paa-at-laere")
		if !slices.Equal(p.FormerNames, []string{"Undervisning"}) || len(p.History) != 2 {
			w.Errorf("citizens read the former names %q and %d texts", p.FormerNames, len(p.History))
		}
	})
}

func TestMistakesAreToldWithLineAndReason(t *testing.T) {
	for name, one := range map[string]struct{ yaml, want string }{
		"unknown key":    {"kerneopgaver:\n  - id: a\n    navn: A\n    farve: rød\n", "f.yaml:4: the name “farve”"},
		"missing name":   {"kerneopgaver:\n  - id: a\n", "f.yaml:2: “navn” is missing"},
		"same id":        {"kerneopgaver:\n  - {id: a, navn: A}\n  - {id: a, navn: B}\n", "f.yaml:3: the id “a” stands twice"},
		"cpr":            {"kerneopgaver:\n  - id: a\n    navn: A\n    hvorfor: \"Ring til 010190-1234\"\n", "f.yaml:4: something here looks like a CPR number"},
		"e-mail":         {"kerneopgaver:\n  - id: a\n    navn: A\n    bidrag:\n      - {faggruppe: x, bidrag: a@b.dk}\n", "f.yaml:5: there is an e-mail address"},
		"no date":        {"kerneopgaver:\n  - id: a\n    navn: A\n    gaeldende_fra: i går\n", "f.yaml:4: a date such as"},
		"order":          {"kerneopgaver:\n  - id: a\n    navn: A\n    gaeldende_fra: 2020-01-01\n    historik:\n      - {dato: 2021-01-01}\n", "f.yaml:4: the dates of the history"},
		"not adopted":    {"kerneopgaver:\n  - id: a\n    navn: A\n    offentliggjort: 2020-01-01\n", "f.yaml:4: only an adopted text"},
		"empty":          {"", "f.yaml:1:"},
		"no yaml":        {"kerneopgaver: [", "f.yaml:"},
		"something else": {"noget: andet\n", "f.yaml:1:"},
	} {
		_, wrong := catalogue.Read("f.yaml", []byte(one.yaml))
		if !slices.ContainsFunc(wrong, func(m catalogue.Mistake) bool { return strings.Contains(m.Say(text.English), one.want) }) {
			t.Errorf("%s: %v, want %s", name, wrong, one.want)
		}
	}
}

func TestNothingIsTakenInWhenAnythingIsWrong(t *testing.T) {
	town.In(t, func(w *town.Town) {
		for name, one := range map[string]struct{ yaml, want string }{
			"unknown task": {"kerneopgaver:\n  - {id: a, navn: A, fortolker: [b]}\n", "f.yaml:2: “b” is neither"},
			"unknown unit": {"kerneopgaver:\n  - {id: a, navn: A, enhed: nowhere}\n", "f.yaml:2: there is no unit “nowhere”"},
			"circle":       {"kerneopgaver:\n  - {id: a, navn: A, fortolker: [b]}\n  - {id: b, navn: B, fortolker: [a]}\n", "must not go in a circle"},
			"itself":       {"kerneopgaver:\n  - {id: a, navn: A}\nafhaengigheder:\n  - {fra: a, til: a}\n", "f.yaml:4: the core task cannot point to itself"},
		} {
			f, wrong := catalogue.Read("f.yaml", []byte(one.yaml))
			if len(wrong) > 0 {
				w.Fatal(wrong)
			}
			r := take(w, f, catalogue.Options{})
			if !slices.ContainsFunc(r.Mistakes, func(m catalogue.Mistake) bool { return strings.Contains(m.Say(text.English), one.want) }) {
				w.Errorf("%s: %v", name, r.Mistakes)
			}
		}
		if n := count(w, `SELECT count(*) FROM core_task WHERE municipality = $1`); n != 0 {
			w.Errorf("%d tasks were taken in", n)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"../../../content/examples/catalogue-lejre.yaml", "testdata/full.yaml"} {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, wrong := catalogue.Read("f.yaml", b)
		if len(wrong) > 0 {
			return
		}
		for _, e := range file.Tasks {
			if e.ID == "" || e.Words.Name == "" {
				t.Errorf("a task without id or name was read: %+v", e)
			}
		}
		file.Spread()
	})
}
