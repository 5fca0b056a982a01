package demo_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kernehus/content"
	"kernehus/internal/app/demo"
	"kernehus/internal/arith/danish"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

// today is when the story is looked at.
var today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func house(d *db.DB) demo.House {
	places := &municipality.Service{DB: d}
	return demo.House{DB: d, Places: places, Accounts: account.New(d, places), Units: org.Service{DB: d}, Tasks: coretask.Service{DB: d}, Files: content.Files}
}

// loaded is the demo municipality as it was loaded.
type loaded struct {
	*testing.T
	demo.House
	m       municipality.Municipality
	program access.Actor
}

func load(t *testing.T, d *db.DB) *loaded {
	t.Helper()
	h := house(d)
	begun := time.Now()
	m, err := h.Load(context.Background(), today)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(begun))
	return &loaded{T: t, House: h, m: m, program: access.Program(m.ID.String())}
}

// work gives every core task by its address, as the consultant sees it.
func (l *loaded) work() map[string]coretask.Work {
	l.Helper()
	out := map[string]coretask.Work{}
	ctx := db.WithNow(context.Background(), today)
	for _, slug := range l.slugs() {
		w, err := l.Tasks.Work(ctx, l.program, slug)
		if err != nil {
			l.Fatalf("%s: %v", slug, err)
		}
		out[slug] = w
	}
	return out
}

func (l *loaded) slugs() []string {
	l.Helper()
	var out []string
	l.view(func(tx *db.Tx) (err error) {
		out, err = db.All[string](tx, `SELECT slug FROM core_task WHERE municipality = $1 ORDER BY slug LIMIT 100`)
		return err
	})
	return out
}

func (l *loaded) view(do func(*db.Tx) error) {
	l.Helper()
	if err := l.DB.View(context.Background(), l.program, do); err != nil {
		l.Fatal(err)
	}
}

// count counts rows of the municipality.
func (l *loaded) count(from string) int {
	l.Helper()
	var n int
	l.view(func(tx *db.Tx) (err error) {
		n, err = db.One[int](tx, "SELECT COUNT(*) FROM "+from+" municipality = $1")
		return err
	})
	return n
}

func TestFjordbyHasItsUnitsPeopleAndCoreTasks(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		l := load(t, d)
		for from, want := range map[string]int{
			"unit WHERE":                    63,
			"person WHERE":                  250,
			"core_task WHERE":               15,
			"account WHERE":                 5,
			"narrative WHERE":               1,
			"unit WHERE valid_to <> '' AND": 1,
			"(SELECT DISTINCT municipality, profession FROM person WHERE profession <> '') p WHERE": 25,
			"(SELECT DISTINCT municipality, level FROM unit) u WHERE":                               5,
			"core_task_version WHERE public_now AND":                                                14,
		} {
			if n := l.count(from); n != want {
				t.Errorf("%s counts %d, want %d", from, n, want)
			}
		}
	})
}

// noticed gives the addresses whose notices are of a kind.
func noticed(all map[string]coretask.Work, kind coretask.NoticeKind) []string {
	var out []string
	for slug, w := range all {
		for _, n := range w.Notices {
			if n.Kind == kind {
				out = append(out, slug+" "+n.About)
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestEveryStoryIsTold(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		l := load(t, d)
		all := l.work()
		for kind, want := range map[coretask.NoticeKind][]string{
			coretask.AboveChanged: {"hverdagen-er-det-vi-laerer-af En blid og modig begyndelse"},
			coretask.LevelMissing: {"klar-til-naeste-skridt Center for Skoler"},
			coretask.RepeatsAbove: {"team-aalebaeks-kerneopgave Kendte ansigter i døren"},
			coretask.NothingAbove: nil,
			coretask.Waiting:      nil,
			coretask.NotYetShown:  {"team-aalebaeks-kerneopgave "},
			coretask.SideEmpty:    {"en-plads-i-arbejdslivet experienced", "team-aalebaeks-kerneopgave experienced"},
		} {
			if got := noticed(all, kind); !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", kind, got, want)
			}
		}
		if w := all["mest-muligt-eget-liv"]; !slices.Equal(w.Task.FormerNames, []string{"Værdig støtte"}) || len(w.Versions) != 3 {
			t.Errorf("the renamed task was called %q before, in %d versions", w.Task.FormerNames, len(w.Versions))
		}
		reviewed := all["kendte-ansigter-i-doeren"]
		if _, open := reviewed.Open(coretask.LeadersDraft); reviewed.Task.State != coretask.UnderReview || !open {
			t.Errorf("the task under revision is %s; it has a leader's draft: %t", reviewed.Task.State, open)
		}
		if d := all["foerst-et-hjem"].Disagreements; len(d) < 2 || !d[0].Open() || !d[0].Approved {
			t.Errorf("the disagreement is not open and public: %+v", d)
		}
	})
}

func TestNoTwoFormulationsSayTheSame(t *testing.T) {
	l := load(t, dbtest.Open(t, dbtest.SQLiteFile(t)))
	all := l.work()
	slugs := slices.Sorted(maps.Keys(all))
	for i, a := range slugs {
		for _, b := range slugs[i+1:] {
			pair := a == "kendte-ansigter-i-doeren" && b == "team-aalebaeks-kerneopgave"
			one, _ := all[a].Current()
			other, _ := all[b].Current()
			if share := max(danish.SharedStems(one.Formulation, other.Formulation), danish.SharedStems(other.Formulation, one.Formulation)); share >= .5 != pair {
				t.Errorf("%s and %s share %.0f %% of their stems", a, b, share*100)
			}
		}
	}
}

func TestVersionsAreThoseOfTheFileAtTheirDates(t *testing.T) {
	l := load(t, dbtest.Open(t, dbtest.SQLiteFile(t)))
	in := func(slug, on string) string {
		p, err := l.Tasks.Public(db.WithNow(context.Background(), today), access.Anonymous(l.m.ID.String()), slug, day.Date(on))
		if err != nil {
			t.Fatalf("%s on %s: %v", slug, on, err)
		}
		return p.Words.Name
	}
	if now, then := in("mest-muligt-eget-liv", ""), in("mest-muligt-eget-liv", "2023-07-01"); now != "Mest muligt eget liv" || then != "Værdig støtte" {
		t.Errorf("it is called %q, and was called %q in 2023", now, then)
	}
}

func TestWhoDidWhatIsToldByName(t *testing.T) {
	l := load(t, dbtest.Open(t, dbtest.SQLiteFile(t)))
	if n := l.count("change WHERE person <> '' AND"); n < 200 {
		t.Errorf("%d changes were made by people", n)
	}
}

func TestSecondLoadFindsItThere(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		h := house(d)
		if _, found, err := h.Found(context.Background()); found || err != nil {
			t.Fatalf("an empty database: found %t, %v", found, err)
		}
		l := load(t, d)
		m, found, err := l.Found(context.Background())
		if err != nil || !found || m.ID != l.m.ID {
			t.Errorf("after loading: %v, found %t, %v", m.Name, found, err)
		}
	})
}

func TestMadeUpPeopleAreKeptFromRealOnes(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		h := house(d)
		if _, err := h.Accounts.SetUp(context.Background(), account.SetUp{Municipality: "Lejre Kommune", Email: "it@lejre.example"}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.Found(context.Background()); !errors.Is(err, demo.ErrOthers) {
			t.Errorf("beside a real municipality: %v", err)
		}
	})
}

// torn is the content with the organisation's file torn out.
type torn struct{ fs.FS }

func (f torn) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "organisation.csv") {
		return nil, fs.ErrNotExist
	}
	return f.FS.Open(name)
}

func TestLoadThatWasCutOffIsTold(t *testing.T) {
	h := house(dbtest.Open(t, dbtest.SQLiteFile(t)))
	h.Files = torn{h.Files}
	if _, err := h.Load(context.Background(), today); err == nil {
		t.Fatal("it was loaded whole")
	}
	if _, _, err := h.Found(context.Background()); !errors.Is(err, demo.ErrHalf) {
		t.Errorf("a half loaded demo: %v", err)
	}
}
