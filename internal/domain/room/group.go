package room

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
)

// Actor is who somebody is in the room; the names are those of the JSON API.
type Actor string

const (
	Citizen    Actor = "citizen"
	Employee   Actor = "employee"
	LeaderHere Actor = "leader"
	Politician Actor = "politician"
	Partner    Actor = "partner"
	Board      Actor = "board"   // school board, parents' board
	Council    Actor = "council" // council of older people, disability council
)

// Actors are all actors in the order people choose among them.
func Actors() []Actor {
	return []Actor{Citizen, Employee, LeaderHere, Politician, Partner, Board, Council}
}

// Known tells whether a is an actor.
func (a Actor) Known() bool { return slices.Contains(Actors(), a) }

// Seated is what grouping needs to know of a participant.
type Seated struct {
	ID         string
	Actor      Actor
	Profession string // of an employee; as it was chosen
	Table      string // key of the table group, which lasts the whole dialogue
}

// class is what counts as one faggruppe: the profession, or who one is without it.
func (p Seated) class() string {
	if p.Actor == Employee && p.Profession != "" {
		return p.Profession
	}
	return string(p.Actor)
}

// Division is how the people of a step are divided.
type Division string

const (
	Together      Division = ""           // nobody is in a group
	AtTables      Division = "bord"       // the table group
	BySide        Division = "perspektiv" // one of three perspectives
	ByRole        Division = "rolle"      // leaders and employees apart
	ByProfession  Division = "faggruppe"  // those of one profession
	MixedTogether Division = "blandet"    // actors and professions spread
)

// DivisionOf is how a step divides people in a variant. Pairs write each for themselves.
func DivisionOf(s guide.Step, v guide.Variant) Division {
	switch s.Grouping {
	case guide.Professions:
		return ByProfession
	case guide.Mixed:
		return MixedTogether
	case guide.Tables:
		switch v.GroupedBy {
		case guide.ByPerspective:
			return BySide
		case guide.ByRole:
			return ByRole
		}
		return AtTables
	}
	return Together
}

// Group is one group of a step. Step 0 holds the table groups of the whole dialogue.
type Group struct {
	Key         string   // "1", "2" … or a perspective, ledere, medarbejdere
	Professions []string // who it gathers, where it is by profession
	People      int
}

// GroupSize is how many make a good group.
type GroupSize struct{ Min, Max int }

// fewest is how many a faggruppe needs to sit by itself.
const fewest = 3

// Divide seats people who have no seat yet in the groups of a step. before are the groups
// that exist; those who sit in them stay. It gives every group with its number of people,
// and the group's key for each person's id. The same people, groups and seed give the same.
func Divide(by Division, people []Seated, before []Group, size GroupSize, seed int64) ([]Group, map[string]string) {
	seats := map[string]string{}
	groups := slices.Clone(before)
	if by == Together || by == AtTables || len(people) == 0 {
		return groups, seats
	}
	people = shuffled(people, seed)
	if len(groups) == 0 {
		return firstSeats(by, people, size)
	}
	for _, p := range people {
		g := Late(by, groups, p, size)
		seats[p.ID] = g.Key
		groups = seated(groups, g)
	}
	return groups, seats
}

// seated counts one more in a group, which may be a new one.
func seated(groups []Group, g Group) []Group {
	for i := range groups {
		if groups[i].Key == g.Key {
			groups[i].People++
			return groups
		}
	}
	g.People = 1
	return append(groups, g)
}

// shuffled orders people by the seed alone, whatever order they came in.
func shuffled(people []Seated, seed int64) []Seated {
	people = slices.Clone(people)
	slices.SortFunc(people, func(a, b Seated) int { return cmp.Compare(a.ID, b.ID) })
	r := rand.New(rand.NewPCG(uint64(seed), 0x6b65726e65687573))
	r.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	return people
}

func firstSeats(by Division, people []Seated, size GroupSize) ([]Group, map[string]string) {
	switch by {
	case BySide:
		return sides(people)
	case ByRole:
		return roles(people)
	case ByProfession:
		return professions(people, size)
	}
	return mixed(people, size)
}

// Late gives the group of somebody who comes when the groups sit: the smallest that fits.
// Where groups may be as many as are needed and all are full, it is a new one. groups must
// not be empty.
func Late(by Division, groups []Group, p Seated, size GroupSize) Group {
	switch by {
	case BySide:
		if k := preferredSide(p.Actor); k != "" && peopleIn(groups, k) <= smallest(groups).People {
			return withKey(groups, k)
		}
		return smallest(groups)
	case ByRole:
		return withKey(groups, role(p))
	}
	fit := groups
	fresh := Group{Key: strconv.Itoa(len(groups) + 1)}
	if by == ByProfession {
		fresh.Professions = []string{p.class()}
		if own := slices.DeleteFunc(slices.Clone(groups), func(g Group) bool { return !slices.Contains(g.Professions, p.class()) }); len(own) > 0 {
			fit = own
		}
	}
	if g := smallest(fit); size.Max < fewest || g.People < size.Max+Crowd {
		return g
	}
	return fresh
}

// Crowd is how many more than good a group takes before a new one is begun: one more at a
// full table is better than one alone.
const Crowd = 2

func withKey(groups []Group, key string) Group {
	for _, g := range groups {
		if g.Key == key {
			return g
		}
	}
	return Group{Key: key}
}

// MostTables is how many table groups a dialogue can have.
const MostTables = 400

// IsKey tells whether a group can be called so: a side, a role, or a number.
func IsKey(key string) bool {
	n, err := strconv.Atoi(key)
	return slices.Contains(artefact.Perspectives(), key) || key == guide.LeadersKey || key == guide.EmployeesKey ||
		err == nil && n >= 1 && n <= MostTables && key == strconv.Itoa(n)
}

func smallest(groups []Group) Group {
	return slices.MinFunc(groups, func(a, b Group) int { return cmp.Or(cmp.Compare(a.People, b.People), ByKey(a.Key, b.Key)) })
}

// ByKey orders "2" before "10".
func ByKey(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

func peopleIn(groups []Group, key string) int {
	for _, g := range groups {
		if g.Key == key {
			return g.People
		}
	}
	return 0
}

func counted(groups []Group, key string) []Group {
	for i := range groups {
		if groups[i].Key == key {
			groups[i].People++
		}
	}
	return groups
}

func preferredSide(a Actor) string {
	switch a {
	case Citizen, Board, Council:
		return artefact.Experienced
	case Politician:
		return artefact.Formal
	}
	return ""
}

// sides spreads people evenly over the three perspectives: citizens first to the
// experienced, politicians first to the formal, the others where there is room.
func sides(people []Seated) ([]Group, map[string]string) {
	var groups []Group
	for _, k := range artefact.Perspectives() {
		groups = append(groups, Group{Key: k})
	}
	room := (len(people) + len(groups) - 1) / len(groups)
	seats := map[string]string{}
	seat := func(p Seated, key string) {
		seats[p.ID] = key
		groups = counted(groups, key)
	}
	for _, p := range people {
		if k := preferredSide(p.Actor); k != "" && peopleIn(groups, k) < room {
			seat(p, k)
		}
	}
	for _, p := range people {
		if _, has := seats[p.ID]; !has {
			seat(p, smallest(groups).Key)
		}
	}
	return groups, seats
}

func role(p Seated) string {
	if p.Actor == LeaderHere {
		return guide.LeadersKey
	}
	return guide.EmployeesKey
}

func roles(people []Seated) ([]Group, map[string]string) {
	groups := []Group{{Key: guide.LeadersKey}, {Key: guide.EmployeesKey}}
	seats := map[string]string{}
	for _, p := range people {
		seats[p.ID] = role(p)
		groups = counted(groups, role(p))
	}
	return groups, seats
}

// cluster is people who will sit together, with the professions they come from.
type cluster struct {
	classes []string
	people  []Seated
}

// professions seats each profession by itself. Those of fewer than three go together with
// the other small ones; a large one is divided.
func professions(people []Seated, size GroupSize) ([]Group, map[string]string) {
	clusters := joinSmall(byClass(people))
	var groups []Group
	seats := map[string]string{}
	for _, c := range clusters {
		parts := 1
		if size.Max >= fewest {
			parts = max(1, (len(c.people)+size.Max-1)/size.Max)
		}
		first := len(groups)
		for range parts {
			groups = append(groups, Group{Key: strconv.Itoa(len(groups) + 1), Professions: c.classes})
		}
		for i, p := range c.people {
			g := &groups[first+i%parts]
			g.People++
			seats[p.ID] = g.Key
		}
	}
	return groups, seats
}

func byClass(people []Seated) []cluster {
	of := map[string]*cluster{}
	var order []string
	for _, p := range people {
		k := p.class()
		if of[k] == nil {
			of[k] = &cluster{classes: []string{k}}
			order = append(order, k)
		}
		of[k].people = append(of[k].people, p)
	}
	slices.Sort(order)
	out := make([]cluster, len(order))
	for i, k := range order {
		out[i] = *of[k]
	}
	slices.SortStableFunc(out, func(a, b cluster) int { return cmp.Compare(len(b.people), len(a.people)) })
	return out
}

// joinSmall gathers the clusters that are too small, from the largest of them down, until
// they are enough; what is left over then joins the smallest cluster there is.
func joinSmall(clusters []cluster) []cluster {
	var large []cluster
	var rest cluster
	for _, c := range clusters {
		if len(c.people) >= fewest {
			large = append(large, c)
			continue
		}
		rest = rest.with(c)
		if len(rest.people) >= fewest {
			large, rest = append(large, rest), cluster{}
		}
	}
	switch {
	case len(rest.people) == 0:
	case len(large) == 0:
		large = append(large, rest)
	default:
		i := 0
		for j, c := range large {
			if len(c.people) <= len(large[i].people) {
				i = j
			}
		}
		large[i] = large[i].with(rest)
	}
	return large
}

func (c cluster) with(other cluster) cluster {
	return cluster{classes: slices.Concat(c.classes, other.classes), people: slices.Concat(c.people, other.people)}
}

// mixed deals people round, profession by profession, so that every group has some of each.
func mixed(people []Seated, size GroupSize) ([]Group, map[string]string) {
	most := max(size.Max, 2)
	n := (len(people) + most - 1) / most
	groups := make([]Group, n)
	for i := range groups {
		groups[i].Key = strconv.Itoa(i + 1)
	}
	seats := map[string]string{}
	i := 0
	for _, c := range byClass(people) {
		for _, p := range c.people {
			seats[p.ID] = groups[i%n].Key
			groups[i%n].People++
			i++
		}
	}
	return groups, seats
}

// MergedLabel stands for every label that too few people share.
const MergedLabel = "other"

// MergeLabels tells which labels may be shown: those that at least least people share. The
// others are called MergedLabel, and where those together are too few as well, the
// smallest that could be shown is hidden with them, so that nobody can be found by
// subtraction.
func MergeLabels(counts map[string]int, least int) map[string]string {
	labels := make([]string, 0, len(counts))
	for l := range counts {
		labels = append(labels, l)
	}
	slices.SortFunc(labels, func(a, b string) int { return cmp.Or(cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b)) })
	shown := map[string]string{}
	hidden := 0
	for _, l := range labels {
		if counts[l] < least || hidden > 0 && hidden < least {
			shown[l] = MergedLabel
			hidden += counts[l]
			continue
		}
		shown[l] = l
	}
	return shown
}
