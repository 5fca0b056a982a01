package danish

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// toyIndex is the smallest index a query can be tried on.
type toyIndex struct {
	analyzer Analyzer
	postings map[string][]string
}

func newToyIndex(texts map[string]string) *toyIndex {
	x := &toyIndex{postings: map[string][]string{}}
	var all []string
	for id, text := range texts {
		all = append(all, text)
		terms := Terms(text)
		slices.Sort(terms)
		for _, t := range slices.Compact(terms) {
			x.postings[t] = append(x.postings[t], id)
		}
	}
	x.analyzer.Learn(all...)
	return x
}

// find returns the texts that answer every clause by one of the kinds, or by any.
func (x *toyIndex) find(text string, kinds ...Kind) map[string]bool {
	var found map[string]bool
	for _, c := range x.analyzer.Query(text).Clauses {
		answers := map[string]bool{}
		for _, a := range c.Any {
			if len(kinds) == 0 || slices.Contains(kinds, a.Kind) {
				for id := range x.all(a.All) {
					answers[id] = true
				}
			}
		}
		found = both(found, answers)
	}
	return found
}

func (x *toyIndex) all(entries [][]string) map[string]bool {
	var found map[string]bool
	for _, terms := range entries {
		any := map[string]bool{}
		for _, t := range terms {
			for _, id := range x.postings[t] {
				any[id] = true
			}
		}
		found = both(found, any)
	}
	return found
}

func both(a, b map[string]bool) map[string]bool {
	if a == nil {
		return b
	}
	common := map[string]bool{}
	for id := range a {
		if b[id] {
			common[id] = true
		}
	}
	return common
}

// score is precision, recall and their harmonic mean.
func score(found map[string]bool, relevant []string) (p, r, f float64) {
	hits := 0.0
	for _, id := range relevant {
		if found[id] {
			hits++
		}
	}
	if hits == 0 {
		return 0, 0, 0
	}
	p, r = hits/float64(len(found)), hits/float64(len(relevant))
	return p, r, 2 * p * r / (p + r)
}

// sharedData is the folder of the shared files, or "" on a clone without them. In CI
// they must be there.
func sharedData(t testing.TB) string {
	dir := os.Getenv("KERNEHUS_TESTDATA")
	if dir == "" && os.Getenv("CI") != "" {
		t.Fatal("KERNEHUS_TESTDATA is not set; CI measures the search on the shared data")
	}
	return dir
}

// readJSON reads a file of one JSON value a line.
func readJSON[T any](t testing.TB, elements ...string) []T {
	t.Helper()
	f, err := os.Open(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	for s := bufio.NewScanner(f); s.Scan(); {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		all = append(all, v)
	}
	return all
}

type document struct{ ID, Text string }

type question struct {
	Query    string
	Relevant []string
}

type proposal struct {
	ID, Topic   int
	Title, Body string
}

// proposals returns the made-up proposals, and a question for each planted topic.
func proposals(t testing.TB, dir string) (map[string]string, []question, map[string]int) {
	texts, topics, relevant := map[string]string{}, map[string]int{}, map[int][]string{}
	for _, p := range readJSON[proposal](t, dir, "danish/proposals/proposals_10k.jsonl") {
		id := strconv.Itoa(p.ID)
		texts[id], topics[id] = p.Title+"\n"+p.Body, p.Topic
		relevant[p.Topic] = append(relevant[p.Topic], id)
	}
	b, err := os.ReadFile(filepath.Join(dir, "danish/proposals/topics.json"))
	if err != nil {
		t.Fatal(err)
	}
	var planted []struct {
		Topic int
		Query string
	}
	if err := json.Unmarshal(b, &planted); err != nil {
		t.Fatal(err)
	}
	var questions []question
	for _, p := range planted {
		questions = append(questions, question{p.Query, relevant[p.Topic]})
	}
	return texts, questions, topics
}

// measure returns the mean F1 over the questions and logs it for each set of kinds.
func measure(t *testing.T, x *toyIndex, questions []question) float64 {
	var mean float64
	for _, kinds := range [][]Kind{{Form}, {Form, Synonym}, {Form, Part}, {}} {
		var sum [3]float64
		for _, q := range questions {
			p, r, f := score(x.find(q.Query, kinds...), q.Relevant)
			sum[0], sum[1], sum[2] = sum[0]+p, sum[1]+r, sum[2]+f
		}
		n := float64(len(questions))
		mean = sum[2] / n
		t.Logf("%v: precision %.3f recall %.3f F1 %.3f", kinds, sum[0]/n, sum[1]/n, mean)
	}
	return mean
}

func TestSearchFindsRealSentencesByLemma(t *testing.T) {
	dir := sharedData(t)
	if dir == "" {
		return
	}
	texts := map[string]string{}
	for _, d := range readJSON[document](t, dir, "danish/ddt/docs.jsonl") {
		texts[d.ID] = d.Text
	}
	if f := measure(t, newToyIndex(texts), readJSON[question](t, dir, "danish/ddt/queries.jsonl")); f < 0.88 {
		t.Errorf("F1 = %.3f, want at least .88", f)
	}
}

func TestSearchFindsProposalsByTopic(t *testing.T) {
	dir := sharedData(t)
	if dir == "" {
		return
	}
	texts, questions, _ := proposals(t, dir)
	if f := measure(t, newToyIndex(texts), questions); f < 0.95 {
		t.Errorf("F1 = %.3f, want at least .95", f)
	}
}

func TestSimilarFindsProposalsOfTheSameTopic(t *testing.T) {
	dir := sharedData(t)
	if dir == "" {
		return
	}
	texts, _, topics := proposals(t, dir)
	var c Corpus
	ids := slices.Sorted(maps.Keys(texts))[:3000]
	for _, id := range ids {
		c.Add(id, texts[id])
	}
	hits, shown := 0, 0
	for _, id := range ids[:200] {
		for _, m := range c.Similar(texts[id], 6) {
			if m.ID != id {
				shown++
				if topics[m.ID] == topics[id] {
					hits++
				}
			}
		}
	}
	precision := float64(hits) / float64(shown)
	if precision < 0.95 {
		t.Errorf("precision = %.3f, want at least .95", precision)
	}
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	if says := fmt.Sprintf("of the five likest texts %.0f %% are of the same topic", 100*precision); !strings.Contains(strings.Join(strings.Fields(string(b)), " "), says) {
		t.Errorf("docs/methods.md does not say that %s", says)
	}
}

func BenchmarkQuery(b *testing.B) {
	var a Analyzer
	a.LearnTerms(snowballFile(b, "voc.txt.gz")...)
	for _, word := range []string{"skole", "kommune", "borgerservicemedarbejder", "forvaltningen", "skoel"} {
		b.Run(word, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a.Query(word)
			}
		})
	}
}

func BenchmarkLearnOneMoreText(b *testing.B) {
	var a Analyzer
	a.LearnTerms(snowballFile(b, "voc.txt.gz")...)
	n := 0
	for b.Loop() {
		n++
		a.Learn("Et forslag om nye cykelstier nummer" + strconv.Itoa(n))
	}
}

func BenchmarkSimilar(b *testing.B) {
	var c Corpus
	words := snowballFile(b, "voc.txt.gz")
	for i := range 10000 {
		c.Add(strconv.Itoa(i), strings.Join([]string{words[i], words[i*2], words[(i*7)%997], words[(i*13)%499]}, " "))
	}
	text := strings.Join(words[:40], " ")
	for b.Loop() {
		c.Similar(text, 10)
	}
}
