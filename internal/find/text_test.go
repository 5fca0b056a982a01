package find_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kernehus/internal/find"
	"kernehus/internal/kernel/db"
)

// odd are stretches that texts and questions of people and machines are made of.
var odd = []string{"skole", "Skolegård", "bør\u00adne", "A\u030abenrå", "ide\u0301", "12.8.2014", "a@b.dk", "DBU's", "børne- og unge", "ß", "İ", "\x00", "\xff", "\xf0\x9f", "'; DROP TABLE find_posting; --",
	"%_\\", "\"", "$1", "𝔘𝔫𝔦", "\u202e", "\ufeff", "\ufffd", "一二三", "٣٤", "ǅ", strings.Repeat("å", 90), strings.Repeat("ab-", 60), " ", "\n", "\u2028", "!?", "er", "og"}

func oddText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(9) {
		b.WriteString(odd[r.IntN(len(odd))])
		if r.IntN(3) > 0 {
			b.WriteString(" ")
		}
	}
	return b.String()
}

// Any text is indexed and any text is asked for, and both engines give the same.
func TestAnyTextIsIndexedAndAskedFor(t *testing.T) {
	said := map[string]bool{}
	in(t, func(l *library) {
		r := rand.New(rand.NewPCG(5, 5))
		all, n := "", 0
		for range 30 {
			l.change("a", func(tx *db.Tx) error {
				var list []find.Document
				for range 4 {
					n++
					list = append(list, doc(fmt.Sprint("thing ", n), public, oddText(r), oddText(r)))
				}
				return find.Put(tx, list)
			})
			for range 10 {
				all += l.ask("a", oddText(r), public) + "\n"
			}
		}
		if strings.Count(all, "thing") < 100 {
			l.Errorf("hardly anything is ever found: %q", all)
		}
		said[all] = true
	})
	if len(said) != 1 {
		t.Error("the engines do not agree")
	}
}

// PostgreSQL has no room for the longest words in its index, and whoever wrote one had the job fail
// with all that waited.
func TestAWordWithoutEndIsLeftOut(t *testing.T) {
	in(t, func(l *library) {
		r := rand.New(rand.NewPCG(1, 2))
		var b strings.Builder
		for range 2000 {
			b.WriteRune(rune(0x20000 + r.IntN(40000)))
		}
		l.put("a", doc("1", public, b.String(), "havn "+b.String()+" mole-"+b.String()))
		if got := l.ask("a", "havn mole", public); got != "1" {
			t.Errorf("beside it stands what is found: %q", got)
		}
	})
}
