package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// searches are indexes of so many texts. PostgreSQL takes minutes to build the large one, and has
// the small one only.
func (s setting) searches() []searched {
	both := []string{onSQLite, onPostgres}
	if s.quick {
		return []searched{{"search-10k", 500, "≤ 5", both}, {"search-100k", 1000, "≤ 15", both[:1]}}
	}
	return []searched{{"search-10k", 10_000, "≤ 5", both}, {"search-100k", 100_000, "≤ 15", both[:1]}}
}

type searched struct {
	key    string
	texts  int
	aim    string
	places []string
}

// asked are words that one text in topicsIn has.
var asked = []string{
	"cykelsti", "legeplads", "bibliotek", "plejehjem", "affald", "parkering", "svømmehal", "havn", "klima", "musikskole",
	"tandlæge", "hjemmepleje", "byggesag", "idrætshal", "ungdomsklub", "jobcenter", "genbrug", "pasning",
}

const topicsIn = 28

// searchFiles are made-up texts, and questions that are one of their words.
func searchFiles(texts int) (docs, queries []byte) {
	chance := rand.New(rand.NewPCG(5, 9))
	plain := make([]string, 6000)
	for n := range plain {
		plain[n] = made(chance)
	}
	var d, q bytes.Buffer
	lines := json.NewEncoder(&d)
	for n := range texts {
		said := ""
		for range 25 + chance.IntN(30) {
			at := chance.Float64()
			said += plain[int(at*at*at*float64(len(plain)))] + " " // few words are said often
		}
		topic := chance.IntN(topicsIn)
		if topic < len(asked) {
			said += asked[topic]
		}
		lines.Encode(map[string]any{"id": n, "title": plain[chance.IntN(len(plain))], "text": said + ".", "topic": topic}) //nolint:errcheck // into memory
	}
	for topic, word := range asked {
		json.NewEncoder(&q).Encode(map[string]any{"topic": topic, "query": word}) //nolint:errcheck // into memory
	}
	return d.Bytes(), q.Bytes()
}

// made is a word nobody has said.
func made(chance *rand.Rand) string {
	const open, core = "bdfghjklmnprstv", "aeiouyæøå"
	word := []rune{}
	for range 2 + chance.IntN(3) {
		word = append(word, rune(open[chance.IntN(len(open))]), []rune(core)[chance.IntN(9)])
	}
	return string(word)
}

// search builds the index and asks it, with the program's own measure.
func (s *server) search(ctx context.Context, set setting, b *book, one searched) error {
	docs, queries := searchFiles(one.texts)
	files := [2]string{filepath.Join(set.dir, "texts.jsonl"), filepath.Join(set.dir, "queries.jsonl")}
	for n, text := range [][]byte{docs, queries} {
		if err := os.WriteFile(files[n], text, 0o600); err != nil {
			return err
		}
	}
	empty := *s
	var err error
	if empty.database, err = s.another(ctx, set); err != nil {
		return err
	}
	said, err := empty.command(ctx, "", "analyse", "search", "--docs", files[0], "--queries", files[1], "--repeat", "20", "--in-db")
	if err != nil {
		return err
	}
	var found struct {
		Recall float64 `json:"recall"`
		P50    float64 `json:"p50_ms"`
		P99    float64 `json:"p99_ms"`
	}
	if err := json.Unmarshal([]byte(said), &found); err != nil {
		return fmt.Errorf("analyse search says %.200q: %w", said, err)
	}
	if found.Recall < 1 {
		return fmt.Errorf("of the texts with the word only %.2f answer", found.Recall)
	}
	b.note(one.key, s.engine, found.P50)
	b.note(one.key+"-p99", s.engine, found.P99)
	return nil
}
