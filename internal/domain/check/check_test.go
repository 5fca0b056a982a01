package check_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"kernehus/content"
	"kernehus/internal/domain/check"
	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/text"
)

func TestTheSixteenQuestionsStandInBothLanguages(t *testing.T) {
	s, wrong := check.Load(content.Files)
	for _, m := range wrong {
		t.Error(m)
	}
	if len(s.Questions) != 16 || s.Questions[0].ID != "v01" || s.Questions[15].ID != "v16" {
		t.Errorf("there are %d questions, want v01 to v16", len(s.Questions))
	}
	lib, _ := guide.Load(content.Files)
	for _, q := range s.Questions {
		if _, ok := lib.Get(q.Guide); q.Guide != "" && !ok {
			t.Errorf("%s points to the guide %s, which nobody can open", q.ID, q.Guide)
		}
	}
}

func TestTheOutcomeIsAListAndNotAScore(t *testing.T) {
	s, _ := check.Load(content.Files)
	list := s.ToWorkOn(map[string]check.Answer{"v01": check.Yes, "v02": check.DontKnow, "v03": check.Partly, "v09": check.No, "v99": check.No})
	var ids []string
	for _, q := range list {
		ids = append(ids, q.ID)
	}
	if got := strings.Join(ids, " "); got != "v09 v03 v02" {
		t.Errorf("ToWorkOn = %s, want v09 v03 v02", got)
	}
}

func TestEveryAnswerHasALabel(t *testing.T) {
	for _, a := range check.Answers() {
		if !a.Known() || a.Label() == (text.S{}) {
			t.Errorf("%s has no label", a)
		}
	}
	if check.Answer("måske").Known() {
		t.Error("måske is an answer")
	}
}

func TestMistakesAreToldAtTheirLine(t *testing.T) {
	_, wrong := check.Parse("min.yaml", []byte(`titel: {da: "Tjek", en: "Check"}
brug: {da: "Svar"}
spoergsmaal:
  - {id: v01, tekst: {da: "a", en: "b"}, ved_nej: {da: "a", en: "b"}}
  - {id: v01, tekst: {da: "a", en: "b"}, ved_nej: {da: "a", en: "b"}, kilde: "x"}
`))
	var got []string
	for _, m := range wrong {
		got = append(got, m.Say(text.English))
	}
	want := []string{"min.yaml:2: “en” is missing", "min.yaml:5: the name “kilde” is not known here; use one of these: id, tekst, ved_nej, guide", "min.yaml:5: “v01” stands here twice"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("mistakes:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAMissingFileIsAMistakeToo(t *testing.T) {
	if _, wrong := check.Load(fstest.MapFS{}); len(wrong) != 1 {
		t.Errorf("mistakes = %v, want one", wrong)
	}
}
