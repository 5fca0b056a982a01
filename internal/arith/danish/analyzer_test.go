package danish

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSplitCutsCompoundsIntoTheirWords(t *testing.T) {
	var a Analyzer
	a.Learn("Kajakken ligger ved broen", "en kajak")
	tests := map[string]string{
		"borgerservicemedarbejder":  "borger service medarbejder",
		"Borgerservicemedarbejdere": "borger service medarbejder",
		"skolebestyrelserne":        "skole bestyrelse",
		"parkeringspladser":         "parkering plads",
		"cykelsti":                  "cykel sti",
		"børnehave":                 "barn have",
		"affaldssortering":          "affald sortering",
		"fodgængerovergang":         "fodgænger overgang",
		"kajakklub":                 "kajak klub", // learned from the texts
		"ungdomsklubben":            "ungdom klub",
		"klimatilpasning":           "klima tilpasning",
		"hjemmeplejeleder":          "hjemmepleje leder",
		"arbejdsmarkedsforvaltning": "arbejde marked forvaltning",
		"vejarbejdet":               "vej arbejde",
		"sygefraværet":              "syg fravær",
		"snevejret":                 "sne vejr",
		// not compounds
		"mandag": "mandag", "forældre": "forælder", "billeder": "billede", "kommunerne": "kommune",
		"medarbejder": "medarbejder", "venlig": "venlig", "interesseret": "interesseret", "politikere": "politiker",
		"": "", "xyzzy": "xyzzy",
	}
	for word, want := range tests {
		if got := strings.Join(a.Split(word), " "); got != want {
			t.Errorf("Split(%q) = %s, want %s", word, got, want)
		}
	}
}

func TestSplitOfMadeUpWordsStaysCheap(t *testing.T) {
	var a Analyzer
	for n := 4; n < 40; n++ {
		a.Learn(strings.Repeat("b", n/2) + strings.Repeat("a", n))
		a.Learn(strings.Repeat("a", n))
	}
	word := strings.Repeat("a", 79) + "x"
	if got := a.Split(word); len(got) != 1 {
		t.Errorf("Split(%q) = %v", word, got)
	}
}

func TestQueryFindsTheFormsThatTheTextsUse(t *testing.T) {
	x := newToyIndex(map[string]string{
		"1": "Børnene leger i skolegården.", "2": "Et barn skrev et brev.", "3": "SFO'en åbner kl. 7.",
		"4": "De gamle cykler og den nye cykelsti", "5": "Toilettet ved søen", "6": "Vi udskrev valget", "7": "P-pladsen er fuld",
		"8": "Kollektiv trafik til øen", "9": "Seniorerne spiser", "10": "En idé fra Aabenraa", "11": "trafik og kollektiv",
	})
	tests := []struct {
		query string
		kinds []Kind
		want  string
	}{
		{"barn", nil, "1 2"},
		{"børn", nil, "1 2"},
		{"BARNET", nil, "1 2"},
		{"skole", nil, "1"},
		{"skole", []Kind{Form}, ""},
		{"gård", []Kind{Part}, "1"},
		{"fritidsordning", []Kind{Synonym}, "3"},
		{"sfo", []Kind{Form}, "3"},
		{"cyklen", []Kind{Form}, "4"},
		{"cykel", nil, "4"},
		{"toiletter", nil, "5"},
		{"wc", nil, "5"},
		{"udskrive", nil, "6"},
		{"skrive", []Kind{Form}, "2"},
		{"parkeringsplads", nil, "7"},
		{"p-plads", []Kind{Form}, "7"},
		{"bus", nil, "11 8"},
		{"kollektiv trafik", nil, "11 8"},
		{"ældre", nil, "9"},
		{"Åbenrå ide", nil, "10"},
		{"skoleg", []Kind{Begun}, "1"},
		{"aaben", []Kind{Begun}, "10"},
		{"aab", nil, ""},
		{"toil", []Kind{Begun}, "5"},
		{"toi", nil, ""},
		{"toillet", []Kind{Guess}, "5"},
		{"toilte", []Kind{Guess}, "5"},
		{"fritidshjme", []Kind{Guess}, "3"}, // fritidshjem stands nowhere, but another word for it does
		{"slole", []Kind{Guess}, "1"},       // nor does skole, but a compound with it
		{"barn brev", nil, "2"},
		{"barn brev toilet", nil, ""},
		{"den", nil, "4"}, // stop words count where there is nothing else
		{"zzzzz", nil, ""},
		{"", nil, ""},
	}
	for _, c := range tests {
		var got []string
		for id := range x.find(c.query, c.kinds...) {
			got = append(got, id)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("find(%q, %v) = %v, want %s; %+v", c.query, c.kinds, got, c.want, x.analyzer.Query(c.query))
		}
	}
}

func TestQueryDoesNotDependOnTheOrderOfLearning(t *testing.T) {
	words := snowballFile(t, "voc.txt.gz")[:6000]
	var a, b Analyzer
	a.LearnTerms(words...)
	for i := len(words) - 1; i >= 0; i -= 100 {
		part := slices.Clone(words[max(0, i-99) : i+1])
		slices.Reverse(part)
		b.LearnTerms(part...)
	}
	for _, w := range []string{"barn", "arbejde", "by", "anbefalingen", "bilen", "avsi"} {
		if x, y := a.Query(w), b.Query(w); !reflect.DeepEqual(x, y) {
			t.Errorf("Query(%q) = %+v and %+v", w, x, y)
		}
	}
}

func TestEveryFormOfAListedWordLeadsBackToIt(t *testing.T) {
	x := ownWords()
	for lemma, forms := range x.forms {
		for _, f := range forms {
			if !slices.Contains(x.lemmasOf(f), lemma) {
				t.Errorf("form %q of %q does not lead back", f, lemma)
			}
		}
	}
}

func TestGuessedFormsAreFoundFromTheirLemma(t *testing.T) {
	x := ownWords()
	for _, w := range snowballFile(t, "voc.txt.gz") {
		for _, l := range x.lemmasOf(w) {
			if !slices.Contains(x.formsOf(l), w) {
				t.Errorf("%q is a form of %q, but not the other way", w, l)
			}
		}
	}
}

func TestTheListsAreFoldedAndKnown(t *testing.T) {
	for w := range ownWords().classes {
		if Fold(w) != w {
			t.Errorf("listed word %q is not folded", w)
		}
	}
	for w, others := range ownSynonyms().of {
		for _, o := range append(others, w) {
			if Fold(o) != o {
				t.Errorf("synonym %q is not folded", o)
			}
		}
	}
}

func TestMarksShowWhatAnswered(t *testing.T) {
	var a Analyzer
	text := "Skraldet fra skolen – og affaldssortering."
	a.Learn(text)
	var got []string
	for _, m := range a.Query("affald").Marks(text) {
		got = append(got, text[m.Start:m.End]+":"+string(m.Kind))
	}
	if want := "Skraldet:synonym affaldssortering:part"; strings.Join(got, " ") != want {
		t.Errorf("marks = %v, want %s", got, want)
	}
}

func TestTermsKeepEveryPart(t *testing.T) {
	got := strings.Join(Terms("P-plads, DBU's e-mail til a@b.dk; idé nr. 3,5 – børne- og unge"), " ")
	want := "pplads p plads dbu email e mail til a@b.dk a b dk ide nr 3,5 3 5 børne og unge"
	if got != want {
		t.Errorf("terms = %s, want %s", got, want)
	}
}

func TestSimilarPutsTheLikestFirst(t *testing.T) {
	var c Corpus
	if got := c.Similar("noget", 3); len(got) != 0 {
		t.Errorf("empty corpus answers %v", got)
	}
	c.Add("a", "Flere cykelstier ved skolen")
	c.Add("b", "En ny cykelsti")
	c.Add("c", "Bedre mad på plejehjemmet")
	c.Add("d", "noget andet")
	c.Add("d", "Cykelstier ved skolerne, flere af dem")
	c.Remove("x")
	got := c.Similar("flere cykelstier ved skolen", 3)
	if len(got) != 3 || got[0].ID != "a" || got[1].ID != "d" || got[2].ID != "b" || got[0].Likeness < 1-1e-12 || got[2].Likeness >= got[1].Likeness {
		t.Errorf("similar = %v, want a, d, b", got)
	}
	c.Remove("a")
	if got := c.Similar("cykelstien", 9); len(got) != 2 {
		t.Errorf("similar = %v, want d and b", got)
	}
	if got := c.Similar("cykelstien", -1); len(got) != 0 {
		t.Errorf("similar with k = -1: %v", got)
	}
}

func FuzzQuery(f *testing.F) {
	var a Analyzer
	a.Learn("Børnene leger i skolegården ved p-pladsen", "Kollektiv trafik 12.8.2014")
	for _, s := range []string{"", "skole", "p-plads barn", "\xff-å", "a'b'c", strings.Repeat("å", 90), "kollektiv trafik"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := a.Query(s)
		if len(q.Clauses) > maxQueryWords {
			t.Errorf("%d clauses", len(q.Clauses))
		}
		for _, c := range q.Clauses {
			for _, alt := range c.Any {
				for _, terms := range alt.All {
					if len(terms) == 0 || alt.Weight <= 0 || alt.Weight > 1 {
						t.Errorf("Query(%q) = %+v", s, q)
					}
				}
			}
		}
		q.Marks(s)
		if parts := a.Split(s); len(parts) == 0 {
			t.Errorf("Split(%q) has no part", s)
		}
		var own Analyzer
		own.Learn(s)
		own.Query(s)
	})
}

func FuzzSimilar(f *testing.F) {
	f.Add("Flere cykelstier ved skolen", "En ny cykelsti", "cykelstier")
	f.Add("", "\xff", "å")
	f.Add("er på og", "og", "og er")
	f.Fuzz(func(t *testing.T, one, other, asked string) {
		var c Corpus
		c.Add("one", one)
		c.Add("other", other)
		c.Add("one", one) // once more is once
		for _, text := range []string{one, other, asked} {
			before := 2.0
			found := c.Similar(text, 9)
			for _, m := range found {
				if !(m.Likeness > 0 && m.Likeness <= 1 && m.Likeness <= before) {
					t.Errorf("%q is like %+v", text, found)
				}
				before = m.Likeness
			}
			if own := Stems(text); text == one && len(own) > 0 && (len(found) == 0 || found[0].Likeness < 1-1e-9) {
				t.Errorf("%q is not like itself: %+v", text, found)
			}
		}
		c.Remove("one")
		c.Remove("other")
		if found := c.Similar(one, 9); len(found) > 0 {
			t.Errorf("what was taken out is found: %+v", found)
		}
	})
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{"", "P-plads, DBU's 3,5 – børne- og unge", "\xff\u0301-a", "e-mail til a@b.dk"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		terms := Terms(s)
		for _, x := range terms {
			if x == "" || !utf8.ValidString(x) || strings.ContainsAny(x, "- \n\x00") || strings.ToLower(x) != x {
				t.Errorf("Terms(%q) has %q", s, x)
			}
			StopWord(x)
		}
		if len(Stems(s)) > len(Tokens(s)) {
			t.Errorf("Stems(%q) = %q", s, Stems(s))
		}
	})
}
