package danish

import (
	"math"
	"strings"
	"testing"
)

func TestLIXOfTheWorkedExample(t *testing.T) {
	r := LIX("Kommunen støtter borgeren. Vi lytter, og vi taler sammen om målet. Målet er et aktivt og selvstændigt liv.")
	if r.Words != 18 || r.Sentences != 3 || r.LongWords != 4 || !r.Uncertain {
		t.Errorf("counts = %+v, want 18 words, 3 sentences, 4 long, uncertain", r)
	}
	if math.Abs(r.Value-(6+400.0/18)) > 1e-12 || math.Round(r.Value*100) != 2822 {
		t.Errorf("value = %v, want 28.22", r.Value)
	}
	if r.Rounded() != 28 || r.Band() != Easy || r.LongestSentence != 8 {
		t.Errorf("rounded %d, band %s, longest %d; want 28, easy, 8", r.Rounded(), r.Band(), r.LongestSentence)
	}
}

func TestLIXCountsBySentenceRules(t *testing.T) {
	tests := []struct {
		name, text             string
		words, sentences, long int
	}{
		{"nothing", "", 0, 0, 0},
		{"marks only", " ... !? - § ", 0, 0, 0},
		{"no end mark", "Vi lytter", 2, 1, 0},
		{"seven letters are long, six are not", "borger borgere", 2, 1, 1},
		{"æøå and é are letters", "ældreæø idéerne", 2, 1, 2},
		{"a letter of two code points is one", "ide\u0301ern", 1, 1, 0},
		{"hyphenated is one word, letters only", "bør-ne børne-nær", 2, 1, 1},
		{"hanging hyphen", "børne- og ungeområdet", 3, 1, 1},
		{"numbers are words and never long", "12345678 5.678.901 12.8.2014", 3, 1, 0},
		{"decimals and clock times", "Fra 14:30 er der 3,5 timer.", 6, 1, 0},
		{"colon and semicolon end", "Vi vil: lytte; tale", 4, 3, 0},
		{"question and exclamation", "Hvem? Os! Ja.", 3, 3, 0},
		{"several marks are one end", "Hvem?! Nå ... Ja", 3, 3, 0},
		{"end mark before a quote or bracket", "\"Ja.\" Hun kom (i går.) Så gik vi.", 8, 3, 0},
		{"mark without a space is no end", "kerneopgaven.dk er vores", 3, 1, 1},
		{"forgotten space parts the words", "borger.Vi kom", 3, 1, 0},
		{"abbreviations", "Vi ses kl. 8, jf. nr. 4, dvs. ca. nu, bl.a. Anna m.v. samt fx. Bo.", 16, 1, 0},
		{"spaced abbreviation", "Der er f. eks. Anna og o. lign. Så", 9, 1, 0},
		{"abbreviation at the very end", "Vi giver mad m.v.", 4, 1, 0},
		{"initials", "H. C. Andersen skrev.", 4, 1, 1},
		{"date in figures", "Fra 12.8.2014 koster det 5.678 kr. om året.", 8, 1, 0},
		{"date in words", "Den 12. august mødes vi. Den 1. Maj også.", 9, 2, 0},
		{"spaced date", "Den 12. 8. 2014 kom vi.", 6, 1, 0},
		{"a year ends a sentence", "Det var i 2014. Nu er det nu.", 8, 2, 0},
		{"word that may be an abbreviation", "Den er min. Nu højst 5 min. om dagen.", 9, 2, 0},
		{"list items", "Vi vil:\n- lytte til alle\n- Tale. Sammen.\n* gå\n1. se\nb) høre", 10, 6, 0},
		{"date is no list item", "Vi holder\n1. maj sammen.", 5, 2, 0},
		{"heading above a text", "Et aktivt liv: for alle\nVi lytter. Vi taler.", 9, 3, 0},
		{"heading with a mark", "## Vores mål. Og vejen\nVi lytter", 6, 2, 0},
		{"wrapped lines", "Vi lytter til\nborgeren og\nhandler.", 6, 1, 2},
		{"windows line breaks", "Mål\r\n\r\nVi lytter\r\ntil dig.", 5, 2, 0},
		{"paragraph without end mark", "Vi lytter.\n\nog handler", 4, 2, 1},
	}
	for _, c := range tests {
		r := LIX(c.text)
		if r.Words != c.words || r.Sentences != c.sentences || r.LongWords != c.long {
			t.Errorf("%s: LIX(%q) = %d words, %d sentences, %d long; want %d, %d, %d",
				c.name, c.text, r.Words, r.Sentences, r.LongWords, c.words, c.sentences, c.long)
		}
	}
}

func TestLIXIsUncertainUnderFiftyWords(t *testing.T) {
	if r := LIX(strings.Repeat("ord ", 49)); !r.Uncertain {
		t.Error("49 words are certain")
	}
	if r := LIX(strings.Repeat("ord ", 50)); r.Uncertain || r.Value != 50 {
		t.Errorf("50 words = %+v, want certain and 50", r)
	}
}

func TestBandFollowsTheRoundedValue(t *testing.T) {
	bands := map[float64]Band{0: VeryEasy, 24.49: VeryEasy, 24.5: Easy, 34.4: Easy, 34.5: Medium,
		44.4: Medium, 44.5: Hard, 54.4: Hard, 54.5: VeryHard, 200: VeryHard}
	for value, want := range bands {
		if got := (Readability{Value: value, Words: 60}).Band(); got != want {
			t.Errorf("band of %v = %q, want %q", value, got, want)
		}
	}
	if got := (Readability{}).Band(); got != NoBand {
		t.Errorf("band of nothing = %q, want none", got)
	}
}

func FuzzLIX(f *testing.F) {
	for _, s := range []string{"", "Vi lytter. Ja!", "- a\r\n1. b\n\n# C", "H. C. \xff bl.a. 12.8.2014", "a.B", "\u2028x\u00ad"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := LIX(s)
		if r.LongWords > r.Words || r.Sentences > r.Words || r.LongestSentence > r.Words {
			t.Errorf("LIX(%q) = %+v", s, r)
		}
		if (r.Words > 0) != (r.Sentences > 0) || math.IsNaN(r.Value) {
			t.Errorf("LIX(%q) = %+v", s, r)
		}
	})
}

func BenchmarkLIX(b *testing.B) {
	text := strings.Repeat("Kommunen støtter borgeren. Vi lytter, og vi taler sammen om målet d. 12. august.\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		LIX(text)
	}
}
