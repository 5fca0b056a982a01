package opinion

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"
)

func shuffledVotes(votes []Vote, seed uint64) []Vote {
	out := slices.Clone(votes)
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// said is all that a result tells of people by name.
type said struct {
	K                   int
	Why                 Code
	Silhouette, Inertia map[int]float64
	Inside              []int
	Groups              [][]int
	Points              map[int][2]float64
	Directions          [2][]float64
	Consensus           []Shared
	Marks               [][]Mark
}

func saidBy(c *Conversation, r Result, name func(int) int) said {
	s := said{K: r.K, Why: r.Why, Silhouette: r.Silhouette, Inertia: r.Inertia, Points: map[int][2]float64{}, Directions: r.Directions, Consensus: c.Consensus(r.Found())}
	for i, p := range c.people {
		s.Points[name(p)] = r.Points[i]
	}
	for _, p := range r.Inside {
		s.Inside = append(s.Inside, name(p))
	}
	slices.Sort(s.Inside)
	for _, g := range r.Groups {
		var named []int
		for _, p := range g {
			named = append(named, name(p))
		}
		slices.Sort(named)
		s.Groups = append(s.Groups, named)
	}
	for _, says := range c.Compared(r.Found()) {
		s.Marks = append(s.Marks, Marks(says))
	}
	return s
}

func same(p int) int { return p }

func TestTheOrderOfVotesAndTheNamesOfPeopleChangeNothing(t *testing.T) {
	for seed := range uint64(8) {
		votes := planted(40+int(seed)*20, 30, 3, 0.5)
		want := saidBy(made(t, votes, 3), made(t, votes, 3).Analyse(1), same)
		c := made(t, shuffledVotes(votes, seed), 3)
		if got := saidBy(c, c.Analyse(1), same); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: another order, another result", seed)
		}
		renamed := slices.Clone(votes)
		for i := range renamed {
			renamed[i].Person = 100_000 - 7*renamed[i].Person
		}
		c = made(t, shuffledVotes(renamed, seed), 3)
		if got := saidBy(c, c.Analyse(1), func(p int) int { return (100_000 - p) / 7 }); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: other names, another result", seed)
		}
	}
}

// The directions are those of the whole matrix, made here as it never is elsewhere.
func TestDirectionsAreThoseOfTheWholeMatrix(t *testing.T) {
	for seed := range 12 {
		votes := planted(30+seed, 12+seed, 2, 0.6)
		c := made(t, votes, seed)
		r := c.Analyse(1)
		n := len(c.statements)
		x := c.centred()
		whole := make([][]float64, n)
		for a := range whole {
			whole[a] = make([]float64, n)
		}
		for i := range c.people {
			dense := make([]float64, n)
			for _, code := range c.rows[i] {
				if j := code / 3; !c.moderated[j] {
					dense[j] = float64(code%3) - 1 - x.centre[j]
				}
			}
			for a := range n {
				for b := range n {
					whole[a][b] += dense[a] * dense[b]
				}
			}
		}
		values, vectors := jacobi(whole)
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return compareFloat(values[b], values[a]) })
		for k, w := range r.Directions {
			along := 0.0
			for j := range w {
				along += w[j] * vectors[j][order[k]]
			}
			near(t, "cosine", math.Abs(along), 1, 1e-9)
		}
	}
}

func TestTheLatestVoteCounts(t *testing.T) {
	c := made(t, []Vote{{1, 1, 1, 5}, {1, 1, -1, 9}, {1, 1, 0, 2}, {1, 2, 1, 0}, {1, 2, -1, 0}})
	if got, want := c.votes(), []Vote{{1, 1, -1, -1}, {1, 2, -1, -1}}; !slices.Equal(got, want) {
		t.Errorf("kept %v", got)
	}
	if _, err := New([]Vote{{1, 1, 2, 0}}, nil); err == nil {
		t.Error("a vote of two is taken")
	}
	if _, err := c.After(Vote{1, 1, -3, 0}); err == nil {
		t.Error("a vote of minus three is taken")
	}
}

// agreeing are so many people who all say the same of so many statements.
func agreeing(people, statements int) (votes []Vote) {
	for i := range people {
		for j := range statements {
			votes = append(votes, Vote{Person: i, Statement: j, Value: 1})
		}
	}
	return votes
}

func TestThereAreNoGroupsWhereThereIsNothingToDivide(t *testing.T) {
	for _, c := range []struct {
		name  string
		votes []Vote
		why   Code
	}{
		{"nobody", nil, TooFewPeople},
		{"two people", planted(2, 20, 2, 1), TooFewPeople},
		{"fourteen people", planted(14, 20, 2, 1), TooFewPeople},
		{"one statement", agreeing(30, 1), TooFewStatements},
		{"seven statements", planted(30, 7, 2, 1), TooFewStatements},
		{"everybody agrees", agreeing(30, 20), Alike},
	} {
		conversation := made(t, c.votes)
		r := conversation.Analyse(1)
		if r.K != 0 || r.Why != c.why || len(r.Groups) != 0 {
			t.Errorf("%s: %d groups, %q, want none and %q", c.name, r.K, r.Why, c.why)
		}
		for _, p := range r.Points {
			if math.IsNaN(p[0]) || math.IsNaN(p[1]) {
				t.Errorf("%s: somebody stands nowhere", c.name)
			}
		}
		for _, s := range conversation.Consensus(r.Found()) {
			if s.Agree != 1 || s.Groups != 0 {
				t.Errorf("%s: consensus of no groups %+v", c.name, s)
			}
		}
	}
}

func TestAStatementNobodySawChangesNothing(t *testing.T) {
	votes := planted(60, 20, 3, 0.7)
	plain := made(t, votes)
	with := made(t, votes, 999)
	if !reflect.DeepEqual(saidBy(plain, plain.Analyse(1), same), saidBy(with, with.Analyse(1), same)) {
		t.Error("a moderated statement without votes moves people")
	}
	chance := rand.New(rand.NewPCG(1, 1))
	r := plain.Analyse(1)
	if s, ok := plain.Next(Turn{Among: []int{999}}, r, r.Found(), chance); !ok || s != 999 {
		t.Error("what nobody has seen is never shown")
	}
}

func TestNoGroupUnderFiveIsEverTold(t *testing.T) {
	told := 0
	for seed := range uint64(300) {
		chance := rand.New(rand.NewPCG(seed, 3))
		votes := planted(15+chance.IntN(25), 8+chance.IntN(12), 1+chance.IntN(5), 0.4+0.6*chance.Float64())
		for p := range chance.IntN(5) { // a handful who see it all another way
			for j := range 20 {
				votes = append(votes, Vote{Person: 1000 + p, Statement: j, Value: int8(1 - 2*(j%2))})
			}
		}
		r := made(t, votes).Analyse(seed)
		told += len(r.Groups)
		for _, g := range r.Groups {
			if len(g) < SmallestGroup {
				t.Fatalf("seed %d: a group of %d", seed, len(g))
			}
		}
		c := made(t, votes)
		for k := range 7 {
			for _, g := range c.With(r, k).Groups {
				if len(g) < SmallestGroup {
					t.Fatalf("seed %d, shown as %d: a group of %d", seed, k, len(g))
				}
			}
		}
	}
	if told < 300 {
		t.Errorf("only %d groups were told: the test proves little", told)
	}
	c := made(t, planted(30, 10, 2, 1))
	d := c.Divide(Given{{0, 1, 2, 3}, {4, 5, 6, 7, 8}, {5, 777}})
	if !slices.Equal(d.Groups(), []int{1}) || len(c.Tallies(d)) != 1 {
		t.Errorf("groups from outside: %v", d.Groups())
	}
}

func TestOneMoreVoteIsAsStartingOver(t *testing.T) {
	chance := rand.New(rand.NewPCG(4, 4))
	votes := planted(80, 25, 3, 0.5)
	c := made(t, votes)
	c.Analyse(1)
	for n := range 120 {
		v := Vote{Person: chance.IntN(85), Statement: chance.IntN(26), Value: int8(chance.IntN(3) - 1), At: int64(n + 1)}
		votes = append(votes, v)
		var err error
		if c, err = c.After(v); err != nil {
			t.Fatal(err)
		}
		over := made(t, votes)
		if !slices.Equal(c.people, over.people) || !reflect.DeepEqual(c.rows, over.rows) || !slices.Equal(c.sum, over.sum) || !slices.Equal(c.seen, over.seen) || !reflect.DeepEqual(c.of, over.of) {
			t.Fatalf("after %d votes the conversation is another", n+1)
		}
		got, want := c.Analyse(1), over.Analyse(1)
		if got.K != want.K || !reflect.DeepEqual(got.Groups, want.Groups) || !slices.Equal(got.Inside, want.Inside) || !reflect.DeepEqual(c.Consensus(got.Found()), over.Consensus(want.Found())) {
			t.Fatalf("after %d votes: %v, starting over %v", n+1, got.Groups, want.Groups)
		}
		for i := range got.Points {
			for k := range 2 {
				near(t, "point", got.Points[i][k], want.Points[i][k], 1e-8)
			}
		}
	}
}

func TestTheNumberOfGroupsIsCalm(t *testing.T) {
	var s Smoothing
	for n, c := range []struct{ won, shown int }{{2, 2}, {3, 2}, {3, 2}, {3, 2}, {3, 3}, {2, 3}, {2, 3}, {4, 3}, {2, 3}, {2, 3}, {2, 3}, {2, 2}, {0, 0}, {4, 4}} {
		if s = s.After(c.won); s.Shown != c.shown {
			t.Fatalf("turn %d: %d won, shown %d, want %d", n, c.won, s.Shown, c.shown)
		}
	}
}

func TestWhatIsShownNextIsLearntFrom(t *testing.T) {
	if p := Priority(0, 0, 0, 0, true); p != 49 {
		t.Errorf("a statement about the conversation itself: %v", p)
	}
	// 4 agree, 1 passes, of 8 who saw it; extremity 1: (1 − 2/10)·2·5/10 · (1 + 8·2^(−8/5)), squared
	near(t, "priority", Priority(4, 1, 8, 1, false), math.Pow(0.8*(1+8*math.Pow(2, -1.6)), 2), 1e-12)
	c := made(t, planted(50, 12, 2, 1))
	r := c.Analyse(1)
	chance := rand.New(rand.NewPCG(2, 2))
	if _, ok := c.Next(Turn{Among: c.Statements()}, r, r.Found(), chance); ok && len(c.rows[c.of[0]]) == 12 {
		t.Error("who has seen all is shown one more")
	}
	met := map[int]int{}
	for range 4000 {
		s, ok := c.Next(Turn{-1, c.Statements(), func(s int) bool { return s == 3 }}, r, r.Found(), chance)
		if !ok {
			t.Fatal("nothing to show")
		}
		met[s]++
	}
	if len(met) < 6 || met[3] < 2000 {
		t.Errorf("drawn: %v", met)
	}
}

func TestMajorityIsOverHalfBeyondChance(t *testing.T) {
	var votes []Vote
	for i := range 20 {
		for j, v := range []int8{1, -1, int8(1 - 2*(i%2)), 0} {
			votes = append(votes, Vote{Person: i, Statement: j, Value: v})
		}
	}
	agree, disagree := made(t, votes).Majority()
	if !slices.Equal(agree, []int{0}) || !slices.Equal(disagree, []int{1}) {
		t.Errorf("agreed on %v, rejected %v", agree, disagree)
	}
}

// What a group agrees on best is found in the statements' order: another takes its place where it
// marks the group more, and while the best marks nobody where more of the group agree.
func TestWhatAGroupAgreesOnBest(t *testing.T) {
	agreed := func(statement int, p, test, rep, rtest float64) Says {
		return Says{Statement: statement, Tally: Tally{Agree: 1, Seen: 1}, Agreement: Side{p, test, rep, rtest}}
	}
	silent := agreed(9, 0.9, 9, 9, 1)
	silent.Agree = 0
	for name, c := range map[string]struct {
		says []Says
		want int
	}{
		"more than half beyond chance":   {[]Says{agreed(1, 0.4, 1.2, 0.9, 0), agreed(2, 0.6, 1.3, 0.9, 0)}, 2},
		"more than the others, and half": {[]Says{agreed(1, 0.5, 0, 1.5, 1), agreed(2, 0.51, 0, 1.1, 1)}, 2},
		"more agree":                     {[]Says{agreed(1, 0.6, 1.3, 0.9, 0), agreed(2, 0.7, 1.3, 0.8, 0), agreed(3, 0.6, 1.4, 0.9, 0)}, 2},
		"it marks more":                  {[]Says{agreed(1, 0.6, 1.3, 1.1, 1), agreed(2, 0.9, 3, 0.9, 0.1), agreed(3, 0.6, 1.3, 1.2, 1)}, 3},
		"nobody has said anything":       {[]Says{silent, agreed(1, 0.6, 1.3, 0.9, 0), silent}, 1},
	} {
		if got := Marks(c.says); len(got) != 1 || got[0].Statement != c.want || got[0].Sure || !got[0].Agrees {
			t.Errorf("%s: %+v, want %d", name, got, c.want)
		}
	}
}

// The worked figures of the formulas: 20 of 24 in the group, 5 of 30 among the others.
func TestWhatAGroupSaysIsTheFormulas(t *testing.T) {
	s := sideOf(20, 24, 5, 30)
	near(t, "pa", s.P, 21.0/26, 1e-15)
	near(t, "pat", s.Test, 2*math.Sqrt(25)*(21.0/25-0.5), 1e-15)
	near(t, "ra", s.Rep, (21.0/26)/(6.0/32), 1e-15)
	pi := 27.0 / 56
	near(t, "rat", s.RTest, (21.0/25-6.0/31)/math.Sqrt(pi*(1-pi)*(1.0/25+1.0/31)), 1e-15)
	if all := sideOf(9, 9, 4, 4); all.RTest != 0 {
		t.Errorf("where everybody agrees no group is marked: %v", all.RTest)
	}
}

func TestMemoryIsWithinThreeTimesTheVotes(t *testing.T) {
	votes := planted(2031, 896, 4, 0.124)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	made(t, votes).Analyse(1)
	runtime.ReadMemStats(&after)
	own := uint64(len(votes)) * uint64(reflect.TypeFor[Vote]().Size())
	if all := after.TotalAlloc - before.TotalAlloc; all > 3*own { // also what has been given back since
		t.Errorf("%d kB for %d kB of votes", all>>10, own>>10)
	}
}

// Most votes are reckoned from what was known, and now and then it starts over.
func TestOneMoreVoteIsAsStartingOverInALargeConversation(t *testing.T) {
	chance := rand.New(rand.NewPCG(9, 9))
	votes := planted(2400, 60, 3, 0.5) // more than mostCompared: groups are sought by cells
	c := made(t, votes)
	c.Analyse(1)
	refined := 0
	for n := range 75 {
		v := Vote{Person: chance.IntN(2402), Statement: chance.IntN(60), Value: int8(chance.IntN(3) - 1), At: int64(n + 1)}
		votes = append(votes, v)
		var err error
		if c, err = c.After(v); err != nil {
			t.Fatal(err)
		}
		if _, ok := c.centred().refined(c.known); ok {
			refined++
		}
		got := c.Analyse(1)
		if n%25 != 24 {
			continue
		}
		over := made(t, votes)
		want := over.Analyse(1)
		if got.K != want.K || !reflect.DeepEqual(got.Groups, want.Groups) || !reflect.DeepEqual(c.Consensus(got.Found()), over.Consensus(want.Found())) {
			t.Fatalf("after %d votes: %d groups, starting over %d", n+1, got.K, want.K)
		}
		for i := range got.Points {
			for k := range 2 {
				near(t, "point", got.Points[i][k], want.Points[i][k], 1e-9)
			}
		}
	}
	if refined < 60 {
		t.Errorf("only %d of 75 votes were reckoned from what was known", refined)
	}
}
