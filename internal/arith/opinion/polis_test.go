package opinion

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// reference is what an independent computation found in an open conversation (testdata/LICENCE.txt).
type reference struct {
	Participants int
	Moderated    []int `json:"moderated_out"`
	PCA          struct{ Center map[string]float64 }
	Projection   map[string][2]float64
	InConv       []int `json:"in_conv"`
	KMeans       struct {
		BestK               int `json:"best_k"`
		Silhouette, Inertia map[string]float64
	}
	Groups         map[string]int
	Agree          map[string]float64 `json:"group_informed_consensus_agree"`
	Disagree       map[string]float64 `json:"group_informed_consensus_disagree"`
	Given          map[string]float64 `json:"consensus_given_published_groups_agree"`
	Representative map[string][]struct {
		Tid        int
		Side       string
		N, Of      int
		P, Rep     float64
		RepTest    float64 `json:"rep_test"`
		PTest      float64 `json:"p_test"`
		Sufficient bool
		Metric     float64
	}
}

var conversations = []string{"scoop-hivemind.biodiversity", "vtaiwan.uberx"}

func unzip(t testing.TB, name string) *bufio.Scanner {
	t.Helper()
	f, err := os.Open("testdata/" + name + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() }) //nolint:errcheck // it was only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<22)
	return s
}

func numbers(t testing.TB, name string) (out [][]int) {
	t.Helper()
	for s := unzip(t, name); s.Scan(); {
		var row []int
		for _, f := range strings.Split(s.Text(), ",") {
			n, err := strconv.Atoi(f)
			if err != nil {
				break
			}
			row = append(row, n)
		}
		if len(row) == 3 {
			out = append(out, row)
		}
	}
	return out
}

func open(t testing.TB, name string) ([]Vote, reference) {
	t.Helper()
	var votes []Vote
	for _, r := range numbers(t, name+".votes_final.csv") {
		votes = append(votes, Vote{Person: r[0], Statement: r[1], Value: int8(r[2])})
	}
	var ref reference
	s := unzip(t, name+".reference.json")
	var text strings.Builder
	for s.Scan() {
		text.WriteString(s.Text())
	}
	if err := json.Unmarshal([]byte(text.String()), &ref); err != nil {
		t.Fatal(err)
	}
	return votes, ref
}

func made(t testing.TB, votes []Vote, moderated ...int) *Conversation {
	t.Helper()
	c, err := New(votes, moderated)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// near fails where two numbers differ by more than the tolerance.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if d := math.Abs(got - want); !(d <= tolerance*max(1, math.Abs(want))) {
		t.Errorf("%s = %v, want %v (%g apart)", what, got, want, d)
	}
}

func TestPlaneIsTheReferences(t *testing.T) {
	for _, name := range conversations {
		votes, ref := open(t, name)
		c := made(t, votes, ref.Moderated...)
		r := c.Analyse(1)
		if len(c.people) != ref.Participants || !slices.Equal(r.Inside, ref.InConv) {
			t.Errorf("%s: %d people, %d in the conversation", name, len(c.people), len(r.Inside))
		}
		if len(c.statements) != len(ref.PCA.Center) || len(ref.Projection) != len(c.people) {
			t.Errorf("%s: %d statements, want %d", name, len(c.statements), len(ref.PCA.Center))
		}
		for j, s := range c.statements {
			near(t, name+" centre", r.Centre[j], ref.PCA.Center[strconv.Itoa(s)], 1e-9)
		}
		for k := range 2 {
			sign := 0.0
			for person, want := range ref.Projection {
				id, err := strconv.Atoi(person)
				if err != nil {
					t.Fatal(err)
				}
				got := r.Points[c.of[id]][k]
				if sign == 0 && math.Abs(want[k]) > 0.1 {
					sign = math.Copysign(1, got*want[k])
				}
				if sign != 0 {
					near(t, name+" projection", got*sign, want[k], 1e-6)
				}
			}
		}
	}
}

func TestGroupsAreAsTightAsTheReferences(t *testing.T) {
	for _, name := range conversations {
		votes, ref := open(t, name)
		r := made(t, votes, ref.Moderated...).Analyse(1)
		for k, want := range ref.KMeans.Inertia {
			n, err := strconv.Atoi(k)
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := r.Inertia[n]; !ok || got > 1.01*want {
				t.Errorf("%s, %d groups: inertia %v, want at most %v", name, n, got, 1.01*want)
			}
			near(t, name+" silhouette "+k, r.Silhouette[n], ref.KMeans.Silhouette[k], 0.01)
		}
		if r.K != ref.KMeans.BestK || r.Why != Grouped {
			t.Errorf("%s: %d groups (%s), want %d", name, r.K, r.Why, ref.KMeans.BestK)
		}
	}
}

func TestGroupsAreAFixedPoint(t *testing.T) {
	for _, name := range conversations {
		votes, ref := open(t, name)
		c := made(t, votes, ref.Moderated...)
		r := c.Analyse(1)
		for k, of := range r.labelsOf {
			points := make([]spot, len(of))
			for n, i := range c.inside() {
				points[n] = spot{r.Points[i], 1}
			}
			again := assigned(points, centresOf(points, of, k))
			if !slices.Equal(again, of) {
				t.Errorf("%s, %d groups: somebody stands nearer to another group", name, k)
			}
		}
		theirs, points := []int{}, []spot{}
		for _, i := range c.inside() {
			points = append(points, spot{r.Points[i], 1})
			theirs = append(theirs, ref.Groups[strconv.Itoa(c.people[i])])
		}
		again := assigned(points, centresOf(points, theirs, ref.KMeans.BestK))
		if !slices.Equal(again, theirs) {
			t.Errorf("%s: the reference's groups do not stay", name)
		}
	}
}

// The groups that were published are of an earlier moment; nearly everybody stays in theirs.
func TestPublishedGroupsStayInOurPlane(t *testing.T) {
	for _, name := range conversations {
		votes, ref := open(t, name)
		c := made(t, votes, ref.Moderated...)
		r := c.Analyse(1)
		var of []int
		var points []spot
		most := 0
		for _, row := range numbers(t, name+".participants.csv") {
			if p, voted := r.Point(c, row[0]); voted && row[1] >= 0 {
				of, points = append(of, row[1]), append(points, spot{p, 1})
				most = max(most, row[1])
			}
		}
		stay := 0
		for i, g := range assigned(points, centresOf(points, of, most+1)) {
			if g == of[i] {
				stay++
			}
		}
		if len(of) < 400 || float64(stay) < 0.97*float64(len(of)) {
			t.Errorf("%s: %d of %d stay", name, stay, len(of))
		}
	}
}

func TestStatisticsAndConsensusAreTheReferences(t *testing.T) {
	for _, name := range conversations {
		votes, ref := open(t, name)
		c := made(t, votes, ref.Moderated...)
		r := c.Analyse(1)
		told := 0
		all := c.ConsensusOfAll(r.Found())
		if len(all) != len(ref.Agree) {
			t.Errorf("%s: consensus on %d statements, want %d", name, len(all), len(ref.Agree))
		}
		for _, s := range all {
			key := strconv.Itoa(s.Statement)
			near(t, name+" consensus "+key, s.Agree, ref.Agree[key], 1e-9)
			near(t, name+" rejection "+key, s.Disagree, ref.Disagree[key], 1e-9)
		}
		for _, s := range c.Consensus(r.Found()) {
			key := strconv.Itoa(s.Statement)
			near(t, name+" consensus "+key, s.Agree, ref.Agree[key], 1e-9)
			near(t, name+" rejection "+key, s.Disagree, ref.Disagree[key], 1e-9)
			told++
		}
		if told != len(c.statements)-len(ref.Moderated) && told != len(c.statements)-c.zeroed {
			t.Errorf("%s: %d statements are told of", name, told)
		}
		compared := c.Compared(r.Found())
		for group, list := range ref.Representative {
			g, err := strconv.Atoi(group)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range list {
				i := slices.IndexFunc(compared[g], func(s Says) bool { return s.Statement == want.Tid })
				s := compared[g][i]
				side, n := s.Agreement, s.Agree
				if want.Side == "disagree" {
					side, n = s.Disagreement, s.Disagree
				}
				if n != want.N || s.Seen != want.Of || side.Sure() != want.Sufficient {
					t.Errorf("%s group %d statement %d: %d of %d, sure %v", name, g, want.Tid, n, s.Seen, side.Sure())
				}
				near(t, "p", side.P, want.P, 1e-9)
				near(t, "test", side.Test, want.PTest, 1e-9)
				near(t, "rep", side.Rep, want.Rep, 1e-9)
				near(t, "rep test", side.RTest, want.RepTest, 1e-9)
				near(t, "metric", side.Metric(), want.Metric, 1e-9)
			}
			// the same, in another order: the reference ranks by the metric alone
			known := 0
			for _, m := range Marks(compared[g]) {
				for _, want := range list {
					if want.Tid == m.Statement && (want.Side == "agree") == m.Agrees {
						known++
					}
				}
			}
			if known != len(list) {
				t.Errorf("%s group %d: %d of the reference's %d marks", name, g, known, len(list))
			}
		}
	}
}

func TestConsensusAcrossGroupsFromOutside(t *testing.T) {
	for _, name := range conversations {
		votes, ref := open(t, name)
		c := made(t, votes, ref.Moderated...)
		var given Given
		for _, r := range numbers(t, name+".participants.csv") {
			for len(given) <= r[1] {
				given = append(given, nil)
			}
			if r[1] >= 0 {
				given[r[1]] = append(given[r[1]], r[0])
			}
		}
		for _, s := range c.ConsensusOfAll(c.Divide(given)) {
			key := strconv.Itoa(s.Statement)
			near(t, name+" consensus "+key, s.Agree, ref.Given[key], 1e-9)
		}
	}
}
