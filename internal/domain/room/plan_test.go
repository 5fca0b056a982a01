package room

import (
	"cmp"
	"strconv"
	"testing"

	"kernehus/content"
	"kernehus/internal/domain/guide"
)

func book(t *testing.T, id string) guide.Guide {
	t.Helper()
	all, wrong := guide.Load(content.Files)
	g, ok := all.Get(id)
	if len(wrong) > 0 || !ok {
		t.Fatalf("%s: %v", id, wrong)
	}
	return g
}

// Eight people were planned in two groups though the guide has three sides.
func TestEverySideHasAGroupWhereThereArePeopleForIt(t *testing.T) {
	a1, a4 := book(t, "a1_hvem_definerer"), book(t, "a4_hvem_bidrager")
	for _, c := range []struct {
		of   guide.Guide
		in   Choice
		want int
		why  Reason
	}{
		{a1, Choice{People: 8}, 3, EachSide},
		{a1, Choice{People: 12}, 3, EachSide},
		{a1, Choice{People: 18}, 3, BySize},
		{a1, Choice{People: 36}, 6, BySize},
		{a1, Choice{People: 2}, 2, EachSide},
		{a1, Choice{}, 3, AsUsual},
		{a1, Choice{People: 8, Groups: 2}, 2, AsChosen},
		{a1, Choice{People: 8, Sits: AtTables}, 2, BySize},
		{a1, Choice{Variant: "ledere_og_medarbejdere", People: 8}, 2, BySize},
		{a1, Choice{Variant: "ledere_og_medarbejdere", People: 5}, 2, EachRole},
		{a1, Choice{Variant: "ledere_og_medarbejdere", People: 5, Sits: BySide}, 3, EachSide},
		{a4, Choice{People: 8}, 2, BySize},
		{a4, Choice{}, 5, AsUsual},
	} {
		if got := Reckon(c.of, c.in); got.Groups != c.want || got.Why != c.why {
			t.Errorf("Reckon(%s, %+v) = %d, %q, want %d, %q", c.of.ID, c.in, got.Groups, got.Why, c.want, c.why)
		}
	}
}

func TestPlanChoosesOnlyWhatTheGuideLeavesToIt(t *testing.T) {
	a1, a4 := book(t, "a1_hvem_definerer"), book(t, "a4_hvem_bidrager")
	if n := len(Ways(a1)); n != 5 {
		t.Errorf("A1 can be divided in %d ways", n)
	}
	if ways := Ways(a4); ways != nil {
		t.Errorf("A4 makes its groups itself, and offers %v", ways)
	}
	for _, g := range []guide.Guide{a1, a4} {
		for _, s := range g.Steps {
			for _, v := range g.Variants {
				own := DivisionOf(s, v)
				if DivisionIn(s, v, Together) != own {
					t.Errorf("%s step %d: not as the guide suggests", g.ID, s.Number)
				}
				want := own
				if s.Grouping == guide.Tables {
					want = AtTables
				}
				if got := DivisionIn(s, v, AtTables); got != want {
					t.Errorf("%s step %d at tables: %q, want %q", g.ID, s.Number, got, want)
				}
			}
		}
	}
}

// 36 people are planned at six tables, and the room makes three groups of them.
func TestAPlanKnowsHowManyGroupsTheRoomMakes(t *testing.T) {
	a1 := book(t, "a1_hvem_definerer")
	for _, variant := range a1.Variants {
		for _, n := range []int{4, 8, 18, 24, 36, 40} {
			plan := Reckon(a1, Choice{Variant: variant.ID, People: n})
			people := make([]Seated, n)
			for i := range people {
				people[i] = Seated{ID: strconv.Itoa(i), Actor: Actors()[i%4]}
			}
			for _, s := range a1.Steps {
				by := DivisionIn(s, variant, Together)
				if by != BySide && by != ByRole {
					continue
				}
				made, _ := Divide(by, people, nil, GroupSize{Max: plan.Most}, 1)
				if got := cmp.Or(plan.Made, plan.Groups); got != len(made) {
					t.Errorf("%d people by %s: the plan says %d groups, the room makes %d", n, by, got, len(made))
				}
			}
		}
	}
}
