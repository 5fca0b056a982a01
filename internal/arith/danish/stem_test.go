package danish

import (
	"bufio"
	"compress/gzip"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// snowballFile reads one of the published lists (see testdata/snowball/COPYING).
func snowballFile(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open("testdata/snowball/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for s := bufio.NewScanner(z); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines
}

func TestStemsEqualThePublishedOnesWhereNoExceptionIsListed(t *testing.T) {
	words, stems := snowballFile(t, "voc.txt.gz"), snowballFile(t, "output.txt.gz")
	if len(words) != 23832 || len(stems) != len(words) {
		t.Fatalf("%d words and %d stems, want 23832 of both", len(words), len(stems))
	}
	excepted := 0
	for i, w := range words {
		if _, ok := exceptions[w]; ok {
			excepted++
			continue
		}
		if got := Stem(w); got != stems[i] {
			t.Errorf("Stem(%q) = %q, want %q", w, got, stems[i])
		}
	}
	if excepted > len(exceptions) {
		t.Errorf("%d words excepted, the list has %d", excepted, len(exceptions))
	}
}

func TestExceptionsStemAsTheWordTheyStandFor(t *testing.T) {
	for form, word := range exceptions {
		if Stem(form) != Stem(word) {
			t.Errorf("Stem(%q) = %q, Stem(%q) = %q", form, Stem(form), word, Stem(word))
		}
	}
}

func TestFoldComparesWordsAsPeopleDo(t *testing.T) {
	same := map[string]string{
		"ÆØÅ": "æøå", "Idé": "ide", "Ide\u0301": "ide", "Müller": "muller", "A\u030abenrå": "åbenrå",
		"Aabenraa": "åbenrå", "AARHUS": "århus", "Faaborg": "fåborg", "Nørregaard": "nørregård", "paa": "på",
		"temaaften": "temaaften", "ekstraarbejde": "ekstraarbejde", "Malmö": "malmø", "bor\u00adger": "borger", "DBU’s": "dbu's",
	}
	for in, want := range same {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStopWordsAreFolded(t *testing.T) {
	for w := range stopWords {
		if Fold(w) != w {
			t.Errorf("stop word %q is not folded", w)
		}
	}
}

func FuzzStemAndFold(f *testing.F) {
	for _, s := range []string{"", "børnene", "Aabenraa", "\xff", "aaa", "ßÄ\u0308", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Errorf("Fold(%q) is not UTF-8", s)
		}
		if utf8.ValidString(once) && len(Stem(once)) > len(once)+4 {
			t.Errorf("Stem(%q) grew", once)
		}
		end := 0
		for _, tok := range Tokens(s) {
			if tok.Start < end || s[tok.Start:tok.End] != tok.Text || tok.Text == "" {
				t.Errorf("Tokens(%q) has %+v", s, tok)
			}
			end = tok.End
		}
	})
}

func BenchmarkStem(b *testing.B) {
	words := snowballFile(b, "voc.txt.gz")
	for b.Loop() {
		for _, w := range words {
			Stem(w)
		}
	}
}

func TestTokensAreWordsAsWritten(t *testing.T) {
	got := []string{}
	for _, tok := range Tokens("»Børne- og unge-området«: 3,5 t. kl. 14:30 (jf. §83), a@b.dk/DBU's") {
		got = append(got, tok.Text)
	}
	want := "Børne|og|unge-området|3,5|t|kl|14:30|jf|83|a@b.dk|DBU's"
	if strings.Join(got, "|") != want {
		t.Errorf("tokens = %s, want %s", strings.Join(got, "|"), want)
	}
}
