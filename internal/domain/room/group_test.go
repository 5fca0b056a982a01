package room_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/room"
)

func people(n int, what ...room.Seated) []room.Seated {
	var out []room.Seated
	for i := range n {
		p := what[i%len(what)]
		p.ID = fmt.Sprintf("p%03d", len(out))
		out = append(out, p)
	}
	return out
}

func sizes(groups []room.Group) []int {
	var out []int
	for _, g := range groups {
		out = append(out, g.People)
	}
	return out
}

var good = room.GroupSize{Min: 4, Max: 6}

func TestCitizensComeFirstToTheExperiencedSideAndPoliticiansToTheFormal(t *testing.T) {
	all := append(people(2, room.Seated{Actor: room.Citizen}), people(7, room.Seated{Actor: room.Employee})...)
	for i := range all {
		all[i].ID = fmt.Sprint("p", i)
	}
	all = append(all, room.Seated{ID: "x", Actor: room.Politician}, room.Seated{ID: "y", Actor: room.Council})
	groups, seats := room.Divide(room.BySide, all, nil, good, 7)
	if !slices.Equal(sizes(groups), []int{4, 4, 3}) && !slices.Equal(sizes(groups), []int{4, 3, 4}) && !slices.Equal(sizes(groups), []int{3, 4, 4}) {
		t.Errorf("11 people sit %v", sizes(groups))
	}
	if seats["x"] != artefact.Formal || seats["y"] != artefact.Experienced || seats["p0"] != artefact.Experienced || seats["p1"] != artefact.Experienced {
		t.Errorf("seats = %v", seats)
	}
}

func TestTheSidesAreBalancedAlsoWhenAllAreCitizens(t *testing.T) {
	groups, _ := room.Divide(room.BySide, people(12, room.Seated{Actor: room.Citizen}), nil, good, 1)
	if !slices.Equal(sizes(groups), []int{4, 4, 4}) {
		t.Errorf("12 citizens sit %v", sizes(groups))
	}
}

func TestASmallProfessionJoinsOthersAndALargeOneIsDivided(t *testing.T) {
	var all []room.Seated
	for profession, n := range map[string]int{"lærer": 9, "pædagog": 4, "sekretær": 1, "pedel": 1, "sundhedsplejerske": 2} {
		for i := range n {
			all = append(all, room.Seated{ID: fmt.Sprintf("%s%d", profession, i), Actor: room.Employee, Profession: profession})
		}
	}
	groups, seats := room.Divide(room.ByProfession, all, nil, room.GroupSize{Min: 3, Max: 7}, 3)
	if got := sizes(groups); !slices.Equal(got, []int{5, 4, 4, 4}) {
		t.Errorf("groups of %v, want teachers 5 + 4, pedagogues 4, the small ones 4", got)
	}
	if seats["pedel0"] != seats["sekretær0"] || seats["pedel0"] != seats["sundhedsplejerske0"] || seats["pedel0"] == seats["lærer0"] {
		t.Errorf("seats = %v", seats)
	}
	for _, g := range groups {
		if g.People < 3 {
			t.Errorf("group %s has %d people", g.Key, g.People)
		}
	}
}

func TestTwoOfAProfessionAloneInTheRoomSitTogether(t *testing.T) {
	groups, _ := room.Divide(room.ByProfession, people(2, room.Seated{Actor: room.Employee, Profession: "lærer"}), nil, good, 3)
	if !slices.Equal(sizes(groups), []int{2}) {
		t.Errorf("groups of %v", sizes(groups))
	}
}

func TestMixedGroupsHaveSomeOfEach(t *testing.T) {
	all := people(18, room.Seated{Actor: room.Citizen}, room.Seated{Actor: room.Employee, Profession: "lærer"}, room.Seated{Actor: room.Employee, Profession: "pædagog"})
	groups, seats := room.Divide(room.MixedTogether, all, nil, good, 5)
	if !slices.Equal(sizes(groups), []int{6, 6, 6}) {
		t.Fatalf("groups of %v", sizes(groups))
	}
	citizens := map[string]int{}
	for _, p := range all {
		if p.Actor == room.Citizen {
			citizens[seats[p.ID]]++
		}
	}
	for _, g := range groups {
		if citizens[g.Key] != 2 {
			t.Errorf("group %s has %d citizens, want 2: %v", g.Key, citizens[g.Key], citizens)
		}
	}
}

func TestLeadersSitApart(t *testing.T) {
	all := []room.Seated{{ID: "a", Actor: room.LeaderHere}, {ID: "b", Actor: room.Employee}, {ID: "c", Actor: room.Citizen}}
	_, seats := room.Divide(room.ByRole, all, nil, good, 5)
	if seats["a"] != "ledere" || seats["b"] != "medarbejdere" || seats["c"] != "medarbejdere" {
		t.Errorf("seats = %v", seats)
	}
}

// Any people in any order, and any who come late: everybody gets one seat, the counts are
// right, and nobody who sits moves.
func TestDividingHoldsForAnyPeopleInAnyOrder(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		by := []room.Division{room.BySide, room.ByRole, room.ByProfession, room.MixedTogether}[seed%4]
		all := anybody(r, 1+r.IntN(60))
		groups, seats := room.Divide(by, all, nil, good, int64(seed))
		mixed := slices.Clone(all)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if _, again := room.Divide(by, mixed, nil, good, int64(seed)); !reflect.DeepEqual(seats, again) {
			t.Fatalf("seed %d: another order gave other seats", seed)
		}
		counted(t, groups, seats, nil)
		late := anybody(r, r.IntN(20))
		for i := range late {
			late[i].ID = fmt.Sprintf("late%02d", i)
		}
		after, more := room.Divide(by, late, groups, good, int64(seed))
		if len(more) != len(late) {
			t.Fatalf("seed %d: %d of %d latecomers have a seat", seed, len(more), len(late))
		}
		counted(t, after, more, seats)
	}
}

func anybody(r *rand.Rand, n int) []room.Seated {
	var out []room.Seated
	for i := range n {
		out = append(out, room.Seated{ID: fmt.Sprintf("p%02d", i), Actor: room.Actors()[r.IntN(7)], Profession: []string{"lærer", "pædagog", "pedel", ""}[r.IntN(4)]})
	}
	return out
}

func counted(t *testing.T, groups []room.Group, seats, before map[string]string) {
	t.Helper()
	got := map[string]int{}
	for _, key := range seats {
		got[key]++
	}
	for _, key := range before {
		got[key]++
	}
	for _, g := range groups {
		if g.People != got[g.Key] {
			t.Fatalf("group %s says %d people, %d sit there", g.Key, g.People, got[g.Key])
		}
		delete(got, g.Key)
	}
	if len(got) > 0 {
		t.Fatalf("people sit in groups that are not: %v", got)
	}
}

func TestALatecomerGoesToTheSmallestGroupThatFits(t *testing.T) {
	groups := []room.Group{{Key: "1", People: 5, Professions: []string{"lærer"}}, {Key: "2", People: 3, Professions: []string{"pædagog"}}, {Key: "3", People: 4, Professions: []string{"lærer"}}}
	if g := room.Late(room.ByProfession, groups, room.Seated{Actor: room.Employee, Profession: "lærer"}, good); g.Key != "3" {
		t.Errorf("a teacher goes to %s, want 3", g.Key)
	}
	if g := room.Late(room.MixedTogether, groups, room.Seated{Actor: room.Citizen}, good); g.Key != "2" {
		t.Errorf("a citizen goes to %s, want 2", g.Key)
	}
}

func TestLabelsThatTooFewShareAreMergedSoThatNobodyIsFoundBySubtraction(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 2))
		counts := map[string]int{}
		total := 0
		for i := range r.IntN(8) {
			n := 1 + r.IntN(9)
			counts[fmt.Sprint("l", i)] = n
			total += n
		}
		shown := map[string]int{}
		for label, as := range room.MergeLabels(counts, 5) {
			shown[as] += counts[label]
		}
		for label, n := range shown {
			if n < 5 && total >= 5 {
				t.Fatalf("%v shows %d as %s", counts, n, label)
			}
		}
	}
}
