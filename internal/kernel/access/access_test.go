package access_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

var update = flag.Bool("update", false, "write the golden matrix anew")

// situations of the golden matrix: how an object may stand to an actor whose role is
// held at /school/ and who works in /school/team/.
var situations = []struct {
	name string
	o    access.Object
}{
	{"published, elsewhere", access.Object{Unit: "/town/", Published: true}},
	{"adopted, elsewhere", access.Object{Unit: "/town/", Adopted: true}},
	{"draft, elsewhere", access.Object{Unit: "/town/"}},
	{"draft, at the unit of the role", access.Object{Unit: "/school/"}},
	{"draft, below it", access.Object{Unit: "/school/east/"}},
	{"draft, own team", access.Object{Unit: "/school/team/"}},
	{"own", access.Object{Owner: "me"}},
	{"somebody else's", access.Object{Owner: "other"}},
	{"dialogue I facilitate", access.Object{Unit: "/town/", Facilitators: []string{"me"}, Dialogue: "d1"}},
	{"dialogue another facilitates", access.Object{Unit: "/town/", Facilitators: []string{"other"}, Dialogue: "d1"}},
}

func actors() []struct {
	name string
	a    access.Actor
} {
	type named = struct {
		name string
		a    access.Actor
	}
	out := []named{
		{"nobody", access.Anonymous("m")},
		{"participant of d1", access.Actor{Municipality: "m", Dialogue: "d1", Participant: "p"}},
		{"participant of d2", access.Actor{Municipality: "m", Dialogue: "d2", Participant: "p"}},
	}
	for _, r := range access.Roles() {
		out = append(out, named{string(r), access.Actor{Municipality: "m", Person: "me", Units: []string{"/school/team/"}, Grants: []access.Grant{{Role: r, Unit: "/school/"}}}})
	}
	return out
}

func TestGoldenMatrix(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Who may do what, where\n\nMade from the rule table by a test. The role is held at a school; the person works in one of its teams.\n")
	for _, action := range access.Actions() {
		fmt.Fprintf(&b, "\n## %s\n", action)
		for _, actor := range actors() {
			var may []string
			for _, s := range situations {
				o := s.o
				o.Municipality = "m"
				if access.Can(actor.a, action, o) {
					may = append(may, s.name)
				}
			}
			if len(may) == len(situations) {
				may = []string{"everywhere"}
			}
			if len(may) > 0 {
				fmt.Fprintf(&b, "- %s: %s\n", actor.name, strings.Join(may, "; "))
			}
		}
	}
	const file = "testdata/matrix.md"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the rules no longer say what %s says; read the difference, then run go test ./internal/kernel/access -update", file)
	}
}

func TestNobodyReachesIntoAnotherMunicipality(t *testing.T) {
	for _, actor := range actors() {
		for _, action := range access.Actions() {
			for _, s := range situations {
				o := s.o
				o.Municipality = "another"
				if access.Can(actor.a, action, o) {
					t.Errorf("%s may %s in another municipality (%s)", actor.name, action, s.name)
				}
			}
		}
	}
}

// object as a row, for the property that Where selects exactly what Can allows.
type object struct {
	ID          string `db:"id"`
	Unit        string `db:"unit"`
	Published   bool   `db:"published"`
	Adopted     bool   `db:"adopted"`
	Owner       string `db:"owner"`
	Facilitator string `db:"facilitator"`
	Dialogue    string `db:"dialogue"`
}

func TestWhereSelectsExactlyWhatCanAllows(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		chance := rand.New(rand.NewPCG(1, 2))
		err := d.Change(context.Background(), access.Actor{Program: true}, "test", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `
				CREATE TABLE object (
				    municipality TEXT NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL, published BOOLEAN NOT NULL,
				    adopted BOOLEAN NOT NULL, owner TEXT NOT NULL, facilitator TEXT NOT NULL, dialogue TEXT NOT NULL)`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var objects []object
		for i := range 200 {
			objects = append(objects, object{ID: fmt.Sprint(i), Unit: path(chance), Published: chance.IntN(3) == 0, Adopted: chance.IntN(3) == 0,
				Owner: person(chance), Facilitator: person(chance), Dialogue: fmt.Sprintf("d%d", chance.IntN(3))})
		}
		check(t, d, chance, objects)
	})
}

func check(t *testing.T, d *db.DB, chance *rand.Rand, objects []object) {
	t.Helper()
	cols := access.Columns{Unit: "unit", Published: "published", Adopted: "adopted", Owner: "owner", Facilitator: "facilitator = %s", Dialogue: "dialogue"}
	err := d.Change(context.Background(), access.Program("m"), "test", func(tx *db.Tx) error {
		for _, o := range objects {
			if err := db.Insert(tx, "object", o); err != nil {
				return err
			}
		}
		for range 60 {
			a := actor(chance)
			for _, action := range access.Actions() {
				where, args := access.Where(a, action, cols, 2)
				got, err := db.All[string](tx, `SELECT id FROM object WHERE municipality = $1 AND `+where+` LIMIT 1000`, args...)
				if err != nil {
					return err
				}
				var want []string
				for _, o := range objects {
					if access.Can(a, action, access.Object{Municipality: "m", Unit: o.Unit, Published: o.Published, Adopted: o.Adopted, Owner: o.Owner, Facilitators: []string{o.Facilitator}, Dialogue: o.Dialogue}) {
						want = append(want, o.ID)
					}
				}
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("%+v %s: Where gives %d rows, Can allows %d", a, action, len(got), len(want))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func path(chance *rand.Rand) string {
	p := "/"
	for range 1 + chance.IntN(4) {
		p += fmt.Sprintf("u%d/", chance.IntN(3))
	}
	return p
}

func person(chance *rand.Rand) string { return fmt.Sprintf("p%d", chance.IntN(4)) }

func actor(chance *rand.Rand) access.Actor {
	a := access.Anonymous("m")
	switch chance.IntN(5) {
	case 0:
		return a
	case 1:
		a.Dialogue, a.Participant = fmt.Sprintf("d%d", chance.IntN(3)), "x"
		return a
	case 2:
		a.Token = person(chance)
	default:
		a.Person = person(chance)
		a.Units = []string{path(chance), path(chance)}
	}
	roles := access.Roles()
	for range chance.IntN(4) {
		unit := path(chance)
		if chance.IntN(4) == 0 {
			unit = "/"
		}
		a.Grants = append(a.Grants, access.Grant{Role: roles[chance.IntN(len(roles))], Unit: unit})
	}
	return a
}
