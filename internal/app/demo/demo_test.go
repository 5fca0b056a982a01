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
	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
)

// today is when the story is looked at.
var today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func house(t *testing.T, d *db.DB) demo.House {
	t.Helper()
	places := &municipality.Service{DB: d}
	guides, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return demo.House{
		DB: d, Places: places, Accounts: account.New(d, places), Units: org.Service{DB: d}, Tasks: coretask.Service{DB: d},
		Dialogues: dialogue.New(d, guides, places), Agreements: agreement.Service{DB: d}, Files: content.Files,
	}
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
	h := house(t, d)
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
	for _, slug := range l.slugs() {
		w, err := l.Tasks.Work(l.then(), l.program, slug)
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

// Everything is looked at in one load an engine: it holds years, and takes seconds.
func TestFjordby(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		l := load(t, d)
		for name, look := range map[string]func(*loaded){
			"has its units, people and core tasks":             stands,
			"tells every story":                                tells,
			"has no two formulations that say the same":        differs,
			"keeps its texts as they were":                     remembers,
			"names who did what":                               names,
			"held six dialogues and holds one":                 talks,
			"closed its dialogues with unequal tables":         disagrees,
			"has people with something to do":                  owes,
			"contradicts itself in no agreement":               agrees,
			"is found, and loaded only once":                   foundAgain,
			"tells who may sign in, and opens for nobody else": signsIn,
		} {
			t.Run(name, func(t *testing.T) {
				one := *l
				one.T = t
				look(&one)
			})
		}
	})
}

func stands(l *loaded) {
	for from, want := range map[string]int{
		"unit WHERE":                    63,
		"unit WHERE valid_to <> '' AND": 1,
		"person WHERE":                  250,
		"core_task WHERE":               15,
		"account WHERE":                 5,
		"narrative WHERE":               1,
		"dialogue WHERE":                7,
		"(SELECT DISTINCT municipality, profession FROM person WHERE profession <> '') p WHERE": 25,
		"(SELECT DISTINCT municipality, level FROM unit) u WHERE":                               5,
		"core_task_version WHERE public_now AND":                                                14,
	} {
		if n := l.count(from); n != want {
			l.Errorf("%s counts %d, want %d", from, n, want)
		}
	}
}

func tells(l *loaded) {
	all := l.work()
	for kind, want := range map[coretask.NoticeKind][]string{
		coretask.AboveChanged:  {"hverdagen-er-det-vi-laerer-af En blid og modig begyndelse"},
		coretask.LevelMissing:  {"klar-til-naeste-skridt Center for Skoler"},
		coretask.RepeatsAbove:  {"team-aalebaeks-kerneopgave Kendte ansigter i døren"},
		coretask.NothingAbove:  nil,
		coretask.Waiting:       nil,
		coretask.BesideChanged: nil,
		coretask.NotYetShown:   {"team-aalebaeks-kerneopgave "},
		coretask.SideEmpty:     {"en-plads-i-arbejdslivet experienced", "team-aalebaeks-kerneopgave experienced"},
	} {
		if got := noticed(all, kind); !slices.Equal(got, want) {
			l.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
	if w := all["mest-muligt-eget-liv"]; !slices.Equal(w.Task.FormerNames, []string{"Værdig støtte"}) || len(w.Versions) != 3 {
		l.Errorf("the renamed task was called %q before, in %d versions", w.Task.FormerNames, len(w.Versions))
	}
	reviewed := all["kendte-ansigter-i-doeren"]
	if _, open := reviewed.Open(coretask.LeadersDraft); reviewed.Task.State != coretask.UnderReview || !open {
		l.Errorf("the task under revision is %s; it has a leader's draft: %t", reviewed.Task.State, open)
	}
	open, public := 0, 0
	for _, d := range all["foerst-et-hjem"].Disagreements {
		if d.Open() {
			open++
			if d.Approved && d.PublicWords != "" {
				public++
			}
		}
	}
	if open != 2 || public != 2 {
		l.Errorf("of the disagreements %d are open and %d in words for citizens, want 2", open, public)
	}
}

func differs(l *loaded) {
	all := l.work()
	slugs := slices.Sorted(maps.Keys(all))
	for i, a := range slugs {
		for _, b := range slugs[i+1:] {
			pair := a == "kendte-ansigter-i-doeren" && b == "team-aalebaeks-kerneopgave"
			one, _ := all[a].Current()
			other, _ := all[b].Current()
			if share := max(danish.SharedStems(one.Formulation, other.Formulation), danish.SharedStems(other.Formulation, one.Formulation)); share >= .5 != pair {
				l.Errorf("%s and %s share %.0f %% of their stems", a, b, share*100)
			}
		}
	}
}

func remembers(l *loaded) {
	called := func(slug, on string) string {
		p, err := l.Tasks.Public(l.then(), access.Anonymous(l.m.ID.String()), slug, day.Date(on))
		if err != nil {
			l.Fatalf("%s on %s: %v", slug, on, err)
		}
		return p.Words.Name
	}
	if now, then := called("mest-muligt-eget-liv", ""), called("mest-muligt-eget-liv", "2023-07-01"); now != "Mest muligt eget liv" || then != "Værdig støtte" {
		l.Errorf("it is called %q, and was called %q in 2023", now, then)
	}
	w := l.work()["klar-til-naeste-skridt"]
	if v, ok := w.Current(); !ok || v.Source().Kind != coretask.FromDialogue || v.AdoptedOn != "2025-11-18" || v.Coverage.Formal != coretask.CoveredPartly {
		l.Errorf("the text a dialogue came to is from %+v, adopted %s, covered %+v", v.Source(), v.AdoptedOn, v.Coverage)
	}
}

func names(l *loaded) {
	if n := l.count("change WHERE person <> '' AND"); n < 600 {
		l.Errorf("%d changes were made by people", n)
	}
	if n := l.count("change WHERE at > 1795255200000000 AND"); n > 60 { // 2026-11-21
		l.Errorf("%d changes were made in the last day: history must lie where it happened", n)
	}
}

func talks(l *loaded) {
	phases := map[room.Phase]int{}
	for _, d := range l.dialogues() {
		phases[d.Phase]++
		if d.Phase != room.Open {
			continue
		}
		held, hosts, err := l.Dialogues.Get(l.then(), l.program, d.ID)
		if err != nil || held.State.Step != 3 || !held.State.Door || len(held.Code) != dialogue.CodeLength || len(hosts) != 2 {
			l.Errorf("the open dialogue is at step %d, its door open: %t, code %q, %d facilitators, %v", held.State.Step, held.State.Door, held.Code, len(hosts), err)
		}
		if held.State.IsShown(3, "") || held.State.Status(3, today) != room.StepOpen {
			l.Errorf("step 3 is %s and shown: %t", held.State.Status(3, today), held.State.IsShown(3, ""))
		}
	}
	if phases[room.Shut] != 6 || phases[room.Open] != 1 {
		l.Errorf("dialogues: %v", phases)
	}
}

func disagrees(l *loaded) {
	for _, d := range l.dialogues() {
		if d.Phase != room.Shut {
			continue
		}
		r, err := l.Dialogues.Result(l.then(), l.program, d.ID)
		if err != nil {
			l.Fatal(err)
		}
		inputs, tables := len(r.Artefacts), map[string]int{}
		for _, a := range r.Artefacts {
			for _, n := range a.Marks {
				inputs += n
			}
		}
		l.view(func(tx *db.Tx) error {
			rows, err := db.All[struct {
				Seat   string `db:"seat"`
				People int    `db:"people"`
			}](tx, "SELECT seat, COUNT(*) AS people FROM participant WHERE municipality = $1 AND dialogue = $2 GROUP BY seat ORDER BY seat LIMIT 20", d.ID)
			for _, row := range rows {
				tables[row.Seat] = row.People
			}
			return err
		})
		sizes := slices.Compact(slices.Sorted(maps.Values(tables)))
		if inputs < 25 || len(tables) < 4 || len(sizes) < 2 || len(r.Disagreements) == 0 || r.Proposed == "" || len(r.Agreements) < 3 {
			l.Errorf("%s: %d inputs from tables %v with %d disagreements and %d agreements; it proposed %q", d.Title, inputs, tables, len(r.Disagreements), len(r.Agreements), r.Proposed)
		}
	}
}

func owes(l *loaded) {
	for email, want := range map[string]agreement.State{"leder@fjordby.example": agreement.Asked, "medarbejder@fjordby.example": agreement.Accepted, "konsulent@fjordby.example": agreement.Accepted} {
		users, _, err := l.Accounts.Users(l.then(), l.program, account.UserQuery{Words: email, Limit: 2})
		if err != nil || len(users) != 1 {
			l.Fatalf("%s: %d accounts, %v", email, len(users), err)
		}
		mine, err := l.Agreements.Mine(l.then(), access.Actor{Municipality: l.m.ID.String(), Person: users[0].Person.String()})
		if err != nil || len(mine) == 0 || mine[0].State != want || mine[0].Due.Before(day.Of(today)) {
			l.Errorf("%s owes %+v, %v", email, mine, err)
		}
	}
}

// agrees sees to it that no agreement is said to be done before MED has discussed it, and
// that the days of each come in their order.
func agrees(l *loaded) {
	done := 0
	for _, d := range l.dialogues() {
		v, err := l.Dialogues.Desk(l.then(), l.program, d.ID, 0)
		if err != nil {
			l.Fatal(err)
		}
		for _, a := range v.Agreements {
			words := a.Data[a.Kind.Main()]
			switch {
			case a.State == agreement.Done && a.MED && a.MEDOn.IsZero():
				l.Errorf("%s: %q is done though MED has not discussed it", d.Title, words)
			case a.MEDOn != "" && (a.MEDOn.Before(d.HeldOn) || a.Due.Before(a.MEDOn)):
				l.Errorf("%s: %q is due %s and was discussed in MED on %s", d.Title, words, a.Due, a.MEDOn)
			case !a.Due.IsZero() && a.Due.Before(d.HeldOn):
				l.Errorf("%s: %q was due before it was agreed on", d.Title, words)
			}
			if a.State == agreement.Done {
				done++
			}
		}
	}
	if done < 6 {
		l.Errorf("%d agreements are done", done)
	}
}

func foundAgain(l *loaded) {
	before := l.count("change WHERE")
	m, found, err := l.Found(context.Background())
	if err != nil || !found || m.ID != l.m.ID {
		l.Errorf("after loading: %v, found %t, %v", m.Name, found, err)
	}
	if after := l.count("change WHERE"); after != before {
		l.Errorf("looking changed something: %d changes, %d before", after, before)
	}
}

func signsIn(l *loaded) {
	for _, email := range demo.SignIns() {
		try := account.Try{Email: email, Password: demo.Password, Address: "127.0.0.1", Local: true}
		if _, err := l.Accounts.SignIn(context.Background(), l.m, try); err != nil {
			l.Errorf("%s at home: %v", email, err)
		}
	}
	try := account.Try{Email: demo.SignIns()[2], Password: demo.Password, Address: "10.0.0.7"}
	if _, err := l.Accounts.SignIn(context.Background(), l.m, try); !fault.HasCode(err, "wrong-sign-in") {
		l.Errorf("the printed password from elsewhere: %v", err)
	}
}

func (l *loaded) then() context.Context { return db.WithNow(context.Background(), today) }

func (l *loaded) dialogues() []dialogue.Listed {
	l.Helper()
	list, _, err := l.Dialogues.List(l.then(), l.program, dialogue.Filter{})
	if err != nil {
		l.Fatal(err)
	}
	return list
}

func TestMadeUpPeopleAreKeptFromRealOnes(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		h := house(t, d)
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
	h := house(t, dbtest.Open(t, dbtest.SQLiteFile(t)))
	h.Files = torn{h.Files}
	if _, err := h.Load(context.Background(), today); err == nil {
		t.Fatal("it was loaded whole")
	}
	if _, _, err := h.Found(context.Background()); !errors.Is(err, demo.ErrHalf) {
		t.Errorf("a half loaded demo: %v", err)
	}
}
