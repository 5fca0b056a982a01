package artefact_test

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
)

func TestEveryKindTakesItsRequiredFieldsAlone(t *testing.T) {
	for k, d := range map[artefact.Kind]artefact.Data{
		artefact.Formulation:     {"tekst": "Alle børn skal gå herfra med mod på at lære mere"},
		artefact.PerspectiveCard: {"perspektiv": "udfoert", "udsagn": "Vi følger elever ind fra bussen"},
		artefact.OverlapMap:      {"faelles": "Tid til børnene"},
		artefact.KnowledgeNeed:   {"spoergsmaal": "Hvad siger loven om ventetid?"},
		artefact.Contribution:    {"vi_bidrager_med": "Rene lokaler, så børnene kan være på gulvet"},
		artefact.CooperationIdea: {"ide": "Et kort møde ved tavlen hver morgen"},
		artefact.Disagreement:    {"emne": "Om lektier hører med"},
		artefact.Agreement:       {"hvad": "Vi prøver tavlemødet i fire uger"},
		artefact.Mark:            {"kort": "0198c0de-0000-7000-8000-000000000001", "slags": "overraskelse"},
	} {
		if err := artefact.Check(k, d); err != nil {
			t.Errorf("Check(%s, %v) = %v, want nothing wrong", k, d, err)
		}
		for _, f := range k.Fields() {
			if !f.Required {
				continue
			}
			without := maps.Clone(d)
			delete(without, f.Name)
			if err := artefact.Check(k, without); !onField(err, f.Name) {
				t.Errorf("Check(%s) without %s = %v, want a mistake on that field", k, f.Name, err)
			}
		}
	}
}

func TestWhatMayNotStandInAField(t *testing.T) {
	for _, c := range []struct {
		kind       artefact.Kind
		field, val string
		want       fault.Code
	}{
		{artefact.Formulation, "tekst", " \n\u200b", "required"},
		{artefact.Formulation, "tekst", strings.Repeat("ø", 2001), "too-long"},
		{artefact.Formulation, "tekst", "a\x00b", "unseen-signs"},
		{artefact.Formulation, "tekst", "a\xffb", "unseen-signs"},
		{artefact.Formulation, "tekst", "a\u2067b", "unseen-signs"},
		{artefact.Formulation, "tekst", "Ring til 010203-0000", "has-cpr"},
		{artefact.Formulation, "begrundelse", "Skriv til navn@kommune.example", "has-email"},
		{artefact.Formulation, "perspektiv", "udført", "choose"},
		{artefact.Formulation, "status", "vedtaget", "choose"},
		{artefact.Formulation, "titel", "x", "unknown-key"},
		{artefact.PerspectiveCard, "perspektiv", "", "choose"},
		{artefact.KnowledgeNeed, "frist", "12.3.2026", "not-a-date"},
		{artefact.KnowledgeNeed, "frist", "2026-02-30", "not-a-date"},
		{artefact.KnowledgeNeed, "frist", "snart", "not-a-date"},
		{artefact.KnowledgeNeed, "type", "gæt", "choose"},
		{artefact.Agreement, "hvornaar", "2026-3-1", "not-a-date"},
		{artefact.Agreement, "arbejdsforhold", "måske", "choose"},
		{artefact.OverlapMap, "faelles", "  ", "required"},
		{artefact.Mark, "slags", "kedelig", "choose"},
		{artefact.Mark, "kort", "<b>", "wrong-type"},
		{artefact.Mark, "kort", strings.Repeat("a", 65), "too-long"},
		{"digt", "kind", "x", "choose"},
	} {
		err := artefact.Check(c.kind, artefact.Data{c.field: c.val})
		if !fault.Is(err, fault.Invalid) || !onField(err, c.field) || !fault.HasCode(err, c.want) {
			t.Errorf("Check(%s, {%s: %q}) = %v, want %s", c.kind, c.field, c.val, err, c.want)
		}
	}
}

func TestATextMayHaveTwoThousandCharactersOfAnyKind(t *testing.T) {
	if err := artefact.Check(artefact.Formulation, artefact.Data{"tekst": strings.Repeat("å", 2000)}); err != nil {
		t.Errorf("Check = %v, want 2,000 letters of two bytes to fit", err)
	}
	if err := artefact.Check(artefact.Agreement, artefact.Data{"hvad": "a\nb", "hvornaar": "2028-02-29", "arbejdsforhold": "ja"}); err != nil {
		t.Errorf("Check = %v, want nothing wrong", err)
	}
}

// Ids are random, so some of them look like a number that may not be written.
func TestAnIdThatLooksLikeACPRNumberIsNotOne(t *testing.T) {
	if err := artefact.Check(artefact.Mark, artefact.Data{"kort": "ab010203-0000-4abc-8abc-0123456789ab", "slags": "kendt"}); err != nil {
		t.Errorf("Check = %v, want nothing wrong", err)
	}
}

func TestTidyKeepsWhatWasWritten(t *testing.T) {
	got := artefact.Data{"tekst": "  en\r\nto\r ", "begrundelse": " \n", "kilde": "\u200b"}.Tidy()
	if want := (artefact.Data{"tekst": "en\nto"}); !maps.Equal(got, want) {
		t.Errorf("Tidy = %q, want %q", got, want)
	}
}

func TestPairsComeInTheOrderOfTheForm(t *testing.T) {
	pairs := artefact.Data{"hvem": "lederen", "hvad": "tavlemøde", "digt": "x"}.Pairs(artefact.Agreement)
	if len(pairs) != 2 || pairs[0].Field.Name != "hvad" || pairs[1].Value != "lederen" {
		t.Errorf("Pairs = %v, want hvad before hvem and nothing else", pairs)
	}
}

func TestEveryKindFieldAndValueHasANameInBothLanguages(t *testing.T) {
	for _, k := range artefact.Kinds() {
		said(t, string(k), k.Label())
		if k.Main() == "" && k != artefact.OverlapMap && k != artefact.Mark {
			t.Errorf("%s has no main field", k)
		}
		for _, f := range k.Fields() {
			said(t, fmt.Sprintf("%s.%s", k, f.Name), k.FieldLabel(f.Name))
			for _, v := range f.Values {
				said(t, fmt.Sprintf("%s.%s=%s", k, f.Name, v), artefact.ValueLabel(v))
			}
		}
	}
}

func TestTheHousesOwnFieldsAreKnownButNotAsked(t *testing.T) {
	for _, f := range artefact.Formulation.Asked() {
		if slices.Contains([]string{"status", "version", "forum", "dato"}, f.Name) {
			t.Errorf("a person is asked for %s", f.Name)
		}
	}
	if err := artefact.Check(artefact.Formulation, artefact.Data{"tekst": "x", "status": "udkast", "version": "2", "forum": "personalemøde", "dato": "2026-03-12"}); err != nil {
		t.Errorf("Check = %v, want the names of the vocabulary to be known", err)
	}
}

func FuzzCheck(f *testing.F) {
	for _, k := range artefact.Kinds() {
		for _, field := range k.Fields() {
			f.Add(string(k), field.Name, "2026-03-12")
		}
	}
	f.Add("digt", "", "\xff\x00")
	f.Fuzz(func(t *testing.T, kind, name, value string) {
		k, d := artefact.Kind(kind), artefact.Data{name: value}
		err := artefact.Check(k, d)
		var e *fault.Error
		if err != nil && (!errors.As(err, &e) || e.Kind != fault.Invalid || len(e.Fields) == 0) {
			t.Fatalf("Check(%q, %q) = %v, want an explained mistake", kind, d, err)
		}
		if err == nil && (!utf8.ValidString(value) || utf8.RuneCountInString(value) > artefact.Longest || strings.Contains(value, "\x00")) {
			t.Fatalf("Check(%q, %q) lets it in", kind, d)
		}
		if err == nil && artefact.Check(k, d.Tidy()) != nil {
			t.Fatalf("Check(%q, %q) refuses its own tidied form", kind, d)
		}
	})
}

func said(t *testing.T, what string, s text.S) {
	t.Helper()
	if s.Da == "" || s.En == "" {
		t.Errorf("%s has no name in both languages: %q", what, s)
	}
}

func onField(err error, name string) bool {
	var e *fault.Error
	return errors.As(err, &e) && slices.ContainsFunc(e.Fields, func(f fault.Field) bool { return f.Name == name })
}

// "Hvor ved I det fra? Mig" is no sentence, and somebody who writes for nobody else is not
// "I".
func TestLabelsReadBackAndOnesOwnLabelsAreSentences(t *testing.T) {
	several := regexp.MustCompile(`\b(vi|I|jer|jeres|os|we|our)\b`)
	for _, k := range artefact.Kinds() {
		if k == artefact.OverlapMap || k == artefact.Mark {
			continue
		}
		for _, f := range k.Asked() {
			said, alone := k.SaidLabel(f.Name), k.AloneLabel(f.Name)
			if f.Name != k.Main() && (!strings.HasSuffix(said.Da, ":") || !strings.HasSuffix(said.En, ":")) {
				t.Errorf("%s.%s is read back as %q, %q", k, f.Name, said.Da, said.En)
			}
			if several.MatchString(alone.Da) && !strings.Contains(alone.Da, "Hvem") || regexp.MustCompile(`\bwe\b`).MatchString(alone.En) {
				t.Errorf("%s.%s asks one person %q, %q", k, f.Name, alone.Da, alone.En)
			}
		}
	}
}
