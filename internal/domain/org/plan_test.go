package org

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"kernehus/internal/kernel/fault"
)

// counter gives ids n1, n2, …
func counter() func() string {
	n := 0
	return func() string { n++; return "n" + strconv.Itoa(n) }
}

const head = "type;id;navn;overordnet_id;enhedstype;leder_id;email;faggruppe;enhed_id;fra;til\n"

func file(t *testing.T, csv string) File {
	t.Helper()
	f, err := ReadFile(strings.NewReader(csv))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const fjordby = head +
	"enhed;1;Fjordby Kommune;;kommune;;;;;;\n" +
	"enhed;2;Børn og Unge;1;center;p1;;;;;\n" +
	"enhed;3;Åskolen;2;institution;;;;;;\n" +
	"person;p1;Åse Holm;;;;aase@fjordby.example;leder;2;;\n" +
	"person;p2;Bo Zander;;;;bo@fjordby.example;lærer;3|2;2026-01-01;\n"

var onMarch2 = Options{Today: "2026-03-02"}

// carriedOut gives the organisation as it stands once a plan has been carried out.
func carriedOut(was Standing, p Plan) Standing {
	out := Standing{}
	units, people, works := map[string]Unit{}, map[string]Person{}, map[string]Membership{}
	for _, u := range append(was.Units, p.units...) {
		u.Version = 1
		units[u.ID.String()] = u
	}
	for _, x := range append(was.People, p.people...) {
		x.Version = 1
		people[x.ID.String()] = x
	}
	for _, m := range append(was.Memberships, p.memberships...) {
		m.Version = 1
		works[m.ID.String()] = m
	}
	for i := range 1000 {
		key := "n" + strconv.Itoa(i)
		if u, ok := units[key]; ok {
			out.Units = append(out.Units, u)
		}
		if x, ok := people[key]; ok {
			out.People = append(out.People, x)
		}
		if m, ok := works[key]; ok && !(m.To != "" && m.To < "2026-03-02") {
			out.Memberships = append(out.Memberships, m)
		}
	}
	return out
}

// stood is Fjordby after its first import.
func stood(t *testing.T, newID func() string) Standing {
	t.Helper()
	p := MakePlan(Standing{}, file(t, fjordby), onMarch2, newID)
	if len(p.Bad) > 0 {
		t.Fatalf("bad rows: %+v", p.Bad)
	}
	return carriedOut(Standing{}, p)
}

func TestFirstImportCreatesEverything(t *testing.T) {
	p := MakePlan(Standing{}, file(t, fjordby), onMarch2, counter())
	if p.Count(UnitRow, Created) != 3 || p.Count(PersonRow, Created) != 2 || len(p.memberships) != 3 || len(p.Bad) != 0 {
		t.Fatalf("plan = %+v", p)
	}
	school := p.units[2]
	if school.Level != 3 || school.Path != "/"+string(p.units[0].ID)+"/"+string(p.units[1].ID)+"/"+string(school.ID)+"/" || school.Adopts != ByLeader {
		t.Errorf("school = %+v", school)
	}
	if p.units[1].Leader != p.people[0].ID || p.people[1].From != "2026-01-01" || p.people[0].From != "2026-03-02" {
		t.Errorf("centre = %+v, people = %+v", p.units[1], p.people)
	}
}

func TestSecondImportOfTheSameFileChangesNothing(t *testing.T) {
	ids := counter()
	was := stood(t, ids)
	for _, complete := range []bool{false, true} {
		p := MakePlan(was, file(t, fjordby), Options{Today: "2026-04-01", Complete: complete}, ids)
		if p.Writes() != 0 || len(p.Steps) != 0 || p.Same != 5 || len(p.Bad) != 0 {
			t.Errorf("complete %v: %d writes, steps %+v, bad %+v", complete, p.Writes(), p.Steps, p.Bad)
		}
	}
}

// say writes what a plan does in one line, for comparing.
func say(p Plan) string {
	var out []string
	for _, s := range p.Steps {
		out = append(out, fmt.Sprintf("%s %s %s", s.Did, s.ID, s.Before+">"+s.After))
	}
	for _, b := range p.Bad {
		out = append(out, fmt.Sprintf("line %d %s %s", b.Line, b.Column, b.Code))
	}
	return strings.ReplaceAll(strings.Join(out, "; "), " >;", ";")
}

func TestWhatAFileDoes(t *testing.T) {
	for name, c := range map[string]struct {
		csv  string
		opt  Options
		want string
	}{
		"a unit changes its name":           {"type;id;navn\nenhed;3;Åhøjskolen\n", Options{}, "changed 3 Åskolen>Åhøjskolen"},
		"absent columns are untouched":      {"type;id;navn\nperson;p2;Bo Zander\nenhed;2;Børn og Unge\n", Options{}, ""},
		"a unit moves":                      {"type;id;navn;overordnet_id\nenhed;3;Åskolen;1\n", Options{}, "moved 3 Børn og Unge>Fjordby Kommune"},
		"a person moves":                    {"type;id;navn;enhed_id\nperson;p2;Bo Zander;3\n", Options{}, "moved p2 Børn og Unge, Åskolen>Åskolen"},
		"a person leaves":                   {"type;id;navn;til\nperson;p2;Bo Zander;2026-03-01\n", Options{}, "ended p2 >"},
		"the last day is still a day":       {"type;id;navn;til\nperson;p2;Bo Zander;2026-03-02\n", Options{}, "changed p2 >"},
		"complete ends what is absent":      {head + "enhed;1;Fjordby Kommune;;kommune;;;;;;\nperson;p1;Åse Holm;;;;aase@fjordby.example;leder;1;;\n", Options{Complete: true}, "ended 2 >; ended 3 >; moved p1 Børn og Unge>Fjordby Kommune; ended p2 >"},
		"complete spares a bad row's unit":  {head + "enhed;1;Fjordby Kommune;;kommune;;;;;;\nenhed;2;;1;center;;;;;;\nenhed;3;Åskolen;1;institution;;;;;;\nperson;p1;Åse Holm;;;;aase@fjordby.example;leder;;;\nperson;p2;Bo Zander;;;;bo@fjordby.example;lærer;3;;\n", Options{Complete: true, SkipBad: true}, "moved 3 Børn og Unge>Fjordby Kommune; moved p1 Børn og Unge>; moved p2 Børn og Unge, Åskolen>Åskolen; line 3 navn required"},
		"an ended parent keeps its child":   {"type;id;navn;til\nenhed;2;Børn og Unge;2026-01-01\n", Options{}, "line 2 til keeps-child"},
		"a child under an ended parent":     {"type;id;navn;overordnet_id;til\nenhed;2;Børn og Unge;1;2026-01-01\nenhed;3;Åskolen;2;\n", Options{}, "line 2 til keeps-child; line 3 overordnet_id unit-above-ended"},
		"a circle":                          {"type;id;navn;overordnet_id\nenhed;1;Fjordby Kommune;3\nenhed;9;Ny;1\n", Options{}, "line 2 overordnet_id cycle; line 3 overordnet_id refers-to-bad"},
		"itself":                            {"type;id;navn;overordnet_id\nenhed;7;Ny;7\n", Options{}, "line 2 overordnet_id cycle"},
		"an unknown unit":                   {"type;id;navn;overordnet_id;enhed_id\nenhed;7;Ny;8;\nperson;p9;Ny;;8\n", Options{}, "line 2 overordnet_id unknown-unit; line 3 enhed_id unknown-unit"},
		"an unknown leader":                 {"type;id;navn;leder_id\nenhed;3;Åskolen;p9\n", Options{}, "line 2 leder_id unknown-person"},
		"two leaders":                       {"type;id;navn;leder_id\nenhed;3;Åskolen;p1|p2\n", Options{}, "line 2 leder_id two-leaders"},
		"two leaders on two lines":          {"type;id;navn;leder_id\nenhed;3;Åskolen;p1\nenhed;3;Åskolen;p2\n", Options{}, "changed 3 >; line 3 leder_id two-leaders"},
		"a leader who leaves":               {"type;id;navn;leder_id;til\nenhed;3;Åskolen;p2;\nperson;p2;Bo Zander;;2026-01-31\n", Options{}, "ended p2 >; line 2 leder_id leader-left"},
		"a double":                          {"type;id;navn\nperson;p9;Ny\nperson;p9;Ny igen\n", Options{}, "created p9 >; line 3 id double"},
		"a CPR number":                      {"type;id;navn\nperson;p9;Ny 010203-1234\nperson;0102031234;Ny\n", Options{}, "line 2 navn has-cpr; line 3 id has-cpr"},
		"a unit may be called as P-numbers": {"type;id;navn\nenhed;1003259678;Ny\n", Options{}, "created 1003259678 >"},
		"bad dates":                         {"type;id;navn;fra;til\nperson;p9;Ny;32.1.2026;\nperson;p8;Ny;2026-02-01;1.1.2026\n", Options{}, "line 2 fra not-a-date; line 3 til ends-before-start"},
		"dates as people write them":        {"type;id;navn;fra;til\nperson;p2;Bo Zander;1.1.2026;46387\n", Options{}, "changed p2 >"},
		"every mistake of a row":            {"type;id;navn;email;enhed_id\nperson;p9;Ny;ny;8\n", Options{}, "line 2 email not-an-email; line 2 enhed_id unknown-unit"},
		"every mistake, the address too":    {"type;id;navn;email\nperson;p9;;bo@fjordby.example\n", Options{}, "line 2 navn required; line 2 email email-taken"},
		"a new unit and who works there":    {"type;id;navn;overordnet_id;enhed_id\nenhed;7;Ny;2;\nperson;p9;Ida;;7\n", Options{}, "created 7 >Børn og Unge; created p9 >Ny"},
		"no type, no id, no name":           {"type;id;navn\n;7;Ny\nenhed;;Ny\nenhed;7;\nting;7;Ny\n", Options{}, "line 2 type required; line 3 id required; line 4 navn required; line 5 type type-unknown"},
		"an address somebody has":           {"type;id;navn;email\nperson;p9;Ny;bo@fjordby.example\n", Options{}, "line 2 email email-taken"},
		"an address on two lines":           {"type;id;navn;email\nperson;p9;Ny;ny@fjordby.example\nperson;p8;Ny;NY@fjordby.example\n", Options{}, "created p9 >; line 3 email email-taken"},
		"an address of one who leaves":      {"type;id;navn;email;til\nperson;p2;Bo Zander;bo@fjordby.example;2026-02-01\nperson;p9;Ny;bo@fjordby.example;\n", Options{}, "ended p2 >; created p9 >"},
		"addresses change places":           {"type;id;navn;email\nperson;p2;Bo Zander;aase@fjordby.example\nperson;p1;Åse Holm;bo@fjordby.example\n", Options{}, "changed p2 >; changed p1 >"},
		"who leans on a bad row":            {"type;id;navn;enhed_id\nenhed;7;Ny a@b.dk;\nperson;p9;Ny;7\n", Options{}, "line 2 navn has-email; line 3 enhed_id refers-to-bad"},
		"work in a unit that ends":          {"type;id;navn;enhed_id;til\nenhed;3;Åskolen;;2026-01-31\nperson;p2;Bo Zander;3;\n", Options{}, "ended 3 >; line 3 enhed_id person-in-ended"},
	} {
		ids := counter()
		was := stood(t, ids)
		c.opt.Today = "2026-03-02"
		if got := strings.TrimSuffix(say(MakePlan(was, file(t, c.csv), c.opt, ids)), " >"); got != strings.TrimSuffix(strings.ReplaceAll(c.want, " >;", ";"), " >") {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestWhatIsTakenInTwiceIsTheSame(t *testing.T) {
	for _, csv := range []string{
		"type;id;navn;til\nperson;p2;Bo Zander;2026-03-01\n",
		head + "enhed;1;Fjordby Kommune;;kommune;;;;;;\nperson;p1;Åse Holm;;;;aase@fjordby.example;leder;1;;\nperson;p2;Bo Zander;;;;bo@fjordby.example;lærer;3;;2026-02-01\n",
		"type;id;navn;email;til\nperson;p2;Bo Zander;bo@fjordby.example;2026-02-01\nperson;p9;Ny;bo@fjordby.example;\n",
		"type;id;navn;email\nperson;p2;Bo Zander;aase@fjordby.example\nperson;p1;Åse Holm;bo@fjordby.example\n",
		"type;id;navn;overordnet_id\nenhed;3;Åskolen;1\nenhed;2;Børn og Unge;3\n",
		"type;id;navn;overordnet_id\nenhed;3;Åskolen;\n",
	} {
		for _, complete := range []bool{false, true} {
			ids := counter()
			was := stood(t, ids)
			opt := Options{Today: "2026-03-02", Complete: complete, SkipBad: true}
			first := MakePlan(was, file(t, csv), opt, ids)
			second := MakePlan(carriedOut(was, first), file(t, csv), opt, ids)
			if second.Writes() != 0 || len(second.Steps) != 0 {
				t.Errorf("%q complete %v: again %s (%d writes), after %s", csv, complete, say(second), second.Writes(), say(first))
			}
		}
	}
}

func TestEndedPersonWhoIsBackInTheFileIsReopened(t *testing.T) {
	ids := counter()
	was := stood(t, ids)
	gone := MakePlan(was, file(t, "type;id;navn;til\nperson;p2;Bo Zander;2026-03-01\n"), onMarch2, ids)
	if len(gone.memberships) != 2 || gone.memberships[0].To != "2026-03-01" {
		t.Errorf("memberships = %+v", gone.memberships)
	}
	back := MakePlan(carriedOut(was, gone), file(t, "type;id;navn;enhed_id\nperson;p2;Bo Zander;3\n"), onMarch2, ids)
	if say(back) != "reopened p2 >Åskolen" || len(back.memberships) != 1 {
		t.Errorf("back: %s, %+v", say(back), back.memberships)
	}
}

func TestDeepAndCircularFilesAreWorkedThroughOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("type;id;navn;overordnet_id\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "enhed;%d;Enhed;%d\n", i, (i+1)%20_000)
	}
	p := MakePlan(Standing{}, file(t, b.String()), onMarch2, counter())
	if len(p.Bad) != 20_000 || p.Bad[0].Code != "cycle" {
		t.Errorf("%d bad rows, first %+v", len(p.Bad), p.Bad[:1])
	}
	p = MakePlan(Standing{}, file(t, strings.Replace(b.String(), "enhed;19999;Enhed;0\n", "enhed;19999;Enhed;\n", 1)), onMarch2, counter())
	if len(p.Bad) != 20_000-MostDepth || p.Bad[0].Code != fault.Code("too-deep") {
		t.Errorf("%d bad rows", len(p.Bad))
	}
}

// "Team Skoven" without the unit above came to lie beside the whole municipality, and nobody said so.
func TestSecondUnitAtTheTopIsAskedAbout(t *testing.T) {
	ids := counter()
	was := stood(t, ids)
	for csv, want := range map[string]string{
		"type;id;navn;overordnet_id\nenhed;7;Team Skoven;\n":                           "Fjordby Kommune",
		"type;id;navn;overordnet_id\nenhed;3;Åskolen;\n":                               "Fjordby Kommune",
		"type;id;navn;overordnet_id\nenhed;7;Team Skoven;3\n":                          "",
		"type;id;navn;overordnet_id\nenhed;1;Fjordbyernes Kommune;\n":                  "",
		"type;id;navn;overordnet_id\nenhed;9;Ny Kommune;\nenhed;1;Fjordby Kommune;9\n": "",
	} {
		p := MakePlan(was, file(t, csv), onMarch2, ids)
		if len(p.Steps) == 0 || p.Steps[0].Beside != want {
			t.Errorf("%q stands beside %q, want %q: %+v", csv, p.Steps[0].Beside, want, p.Steps)
		}
	}
	p := MakePlan(Standing{}, file(t, "type;id;navn\nenhed;1;Fjordby Kommune\nenhed;7;Team Skoven\n"), onMarch2, counter())
	if p.Steps[0].Beside != "" || p.Steps[1].Beside != "Fjordby Kommune" {
		t.Errorf("two at the top of a new organisation: %+v", p.Steps)
	}
}

func TestBadRowTellsWhoItIsAndWhatItSaysButNoNumberOfAPerson(t *testing.T) {
	ids := counter()
	p := MakePlan(stood(t, ids), file(t, "type;id;navn;email;fra;enhed_id\nperson;p9;Ny Nielsen;ny(at)x;i går;8\nperson;p8;Bent 010203-1234;;;\nperson;p7;Ib;010203-1234;;\n"), onMarch2, ids)
	var got []string
	for _, b := range p.Bad {
		got = append(got, b.Name+"|"+string(b.Column)+"|"+b.Value)
	}
	if want := "Ny Nielsen|email|ny(at)x, Ny Nielsen|fra|i går, Ny Nielsen|enhed_id|8, Bent [fjernet]|navn|Bent [fjernet], Ib|email|[fjernet]"; strings.Join(got, ", ") != want {
		t.Errorf("bad rows = %s, want %s", strings.Join(got, ", "), want)
	}
}
