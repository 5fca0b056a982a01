package danish

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed synonyms.txt
var synonymText string

// synonyms holds, by word or phrase, what else it is called.
type synonyms struct{ of map[string][]string }

var ownSynonyms = sync.OnceValue(func() *synonyms { return readSynonyms(synonymText) })

// readSynonyms reads one group a line, its words parted by |. All words of a group
// stand for each other. Where the line has >, the words before it are found by those
// after it, and not the other way: plejebolig > ældrebolig.
func readSynonyms(text string) *synonyms {
	s := &synonyms{of: map[string][]string{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		left, right, oneWay := strings.Cut(line, ">")
		from, to := entries(left), entries(left)
		if oneWay {
			from, to = entries(right), entries(left)
		}
		for _, word := range from {
			for _, other := range to {
				if word != other {
					s.of[word] = appendNew(s.of[word], other)
				}
			}
		}
	}
	return s
}

func entries(list string) []string {
	var all []string
	for e := range strings.SplitSeq(list, "|") {
		if e = strings.Join(strings.Fields(e), " "); e != "" {
			all = append(all, e)
		}
	}
	return all
}
