package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kernehus/internal/kernel/db/dbtest"
)

const someTexts = `{"id": 1, "topic": 4, "title": "Bedre biblioteker", "body": "Vi mangler bøger"}
{"id": "to", "topic": 5, "text": "Skrald hentes for sent"}

{"id": 3, "topic": 4, "text": "Byens bibliotek er lukket"}
`

func TestAnalyseSearchMeasuresTheRealIndexOnBothEngines(t *testing.T) {
	docs, queries := fileWith(t, someTexts), fileWith(t, `{"query": "bibliotek", "topic": 4}
{"query": "affald", "relevant": ["to", 3]}
{"query": "bibliotej", "relevant": [1, 3]}
{"query": "brandstation", "topic": 5}`)
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		s := shell{t, fresh(t)}
		var got searchAnswer
		if err := json.Unmarshal([]byte(s.must("analyse", "search", "--docs", docs, "--queries", queries, "--in-db")), &got); err != nil {
			t.Fatal(err)
		}
		if got.Documents != 3 || got.Queries != 4 || got.Precision != .75 || got.Recall != (1+.5+1+0)/4. || math.Abs(got.F1-(1+2./3+1+0)/4) > 1e-12 {
			t.Errorf("%+v", got)
		}
		if got.P99 <= 0 || got.P50 > got.P99 || got.Each[1] != (queryAnswer{"affald", 1, 2, 1, .5, 2. / 3}) || got.Each[3] != (queryAnswer{"brandstation", 0, 1, 0, 0, 0}) {
			t.Errorf("%+v", got)
		}
		code, say := s.run("", "analyse", "search", "--docs", docs, "--queries", queries, "--in-db")
		if code != Failed || !strings.Contains(say, "the database of --db must be empty") {
			t.Errorf("where there is a municipality: exit %d, %q", code, say)
		}
	})
}

func TestAnalyseSearchSaysWhereAFileIsWrong(t *testing.T) {
	const asks = `{"query": "a", "topic": 4}`
	for _, x := range []struct{ docs, queries, want string }{
		{someTexts + `{"id": 4, "text": 7}`, asks, "line 5, column 19: text: a number stands where a text should"},
		{someTexts + `{"id": true, "text": "a"}`, asks, "line 5, column 1: id is a text or a number"},
		{someTexts + `{"text": "a"}`, asks, "line 5, column 1: id is a text or a number"},
		{someTexts + `{"id": 4, "text": " "}`, asks, "line 5, column 1: there is no text, title or body"},
		{someTexts + `{"id": 3, "text": "a"}`, asks, "line 5, column 1: the id 3 stands there twice"},
		{someTexts, asks + "\n" + `{"topic": 4}`, "line 2, column 1: there is no query"},
		{someTexts, asks + "\n" + `{"query": "a"}`, "line 2, column 1: there is neither relevant nor topic"},
		{someTexts, asks + "\n" + `{"query": "a" "topic": 4}`, "line 2, column 15: this is no JSON"},
		{someTexts, asks + "\n" + `{"query": "a", "relevant": [1, {}]}`, "line 2, column 1: relevant has"},
		{someTexts, "[" + asks + ",\n {\"query\": 7}]", "line 2, column 12: query: a number stands where a text should"},
		{someTexts, "[" + asks + ",\n {\"query\": \"a\"}]", "line 2, column 2: there is neither"},
		{someTexts, "[" + asks, "line 1, column 28: the JSON ends too early"},
		{someTexts, asks + "\n" + `{"query": "a", "relevant": 7}`, "line 2, column 28: relevant: a number stands where a list should"},
		{someTexts, asks + "\r\n" + `{"query": "a", "topic": "4"}`, "line 2, column 27: topic: a text stands where a whole number should"},
		{someTexts, asks + "\n" + `  {"query": "a"`, "line 2, column 16: the JSON ends too early"},
		{someTexts, "[" + asks + "] x", "line 1, column 30: something stands after the end of the list"},
		{someTexts + "[", asks, "line 5, column 2: the JSON ends too early"},
		{someTexts + "{\"id\": 4, \"text\": \"sm\xf8r\"}", asks, "line 5, column 22: this is not UTF-8"},
		{"\ufeff[]", asks, "line 1, column 1: there is nothing in it"},
		{someTexts, "", "line 1, column 1: there is nothing in it"},
	} {
		s := shell{t, filepath.Join(t.TempDir(), "none.db")}
		code, say := s.run("", "analyse", "search", "--docs", fileWith(t, x.docs), "--queries", fileWith(t, x.queries))
		if code != Failed || !strings.Contains(say, x.want) || strings.Contains(say, "f1") {
			t.Errorf("exit %d: %q, want %q", code, say, x.want)
		}
	}
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	if code, _ := s.run("", "analyse", "search", "--docs", "x", "--queries", "x", "--repeat", "0"); code != 2 {
		t.Errorf("nothing is timed: exit %d", code)
	}
}

// The figures stand in docs/methods.md. A clone without the shared files has none of these cases; in CI they
// must be there.
func TestTheRealIndexFindsAsWellAsTheGuideSays(t *testing.T) {
	dir := os.Getenv("KERNEHUS_TESTDATA")
	if dir == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("KERNEHUS_TESTDATA is not set; CI measures the search on the shared data")
		}
		return
	}
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	short := func(n float64) string { return strings.TrimPrefix(fmt.Sprintf("%.2f", n), "0") }
	for _, c := range []struct {
		docs, queries, says string
		least               float64
	}{
		{"ddt/docs.jsonl", "ddt/queries.jsonl", "precision %s, recall %s, F1 %s", .88},
		{"proposals/proposals_10k.jsonl", "proposals/topics.json", "28 topics: %s, %s, %s", .95},
	} {
		var out, errs bytes.Buffer
		args := []string{"analyse", "search", "--docs", filepath.Join(dir, "danish", c.docs), "--queries", filepath.Join(dir, "danish", c.queries), "--repeat", "1"}
		if code := Main(t.Context(), args, nil, &out, &errs); code != Done {
			t.Fatalf("exit %d, %s", code, errs.String())
		}
		var got searchAnswer
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.F1 < c.least {
			t.Errorf("%s: F1 is %.3f, want at least %.2f", c.docs, got.F1, c.least)
		}
		if says := fmt.Sprintf(c.says, short(got.Precision), short(got.Recall), short(got.F1)); !strings.Contains(string(guide), says) {
			t.Errorf("%s: docs/methods.md does not say %q", c.docs, says)
		}
	}
}

func FuzzReadLines(f *testing.F) {
	f.Add(someTexts)
	f.Add(`[{"id": 1, "text": "a"}, {"id": [`)
	f.Add("\ufeff{\"id\": \"å\", \"text\": \"a\", \"topic\": 1e99}\n")
	f.Fuzz(func(t *testing.T, body string) {
		texts, err := readLines(fileWith(t, body), eachOnce())
		if err != nil && texts != nil {
			t.Errorf("%d texts beside %v", len(texts), err)
		}
		for _, x := range texts {
			if x.ID == "" {
				t.Errorf("%+v has no id", x)
			}
		}
	})
}
