package guide_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kernehus/content"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/text"
)

func TestTheShippedGuidesHaveNoMistakes(t *testing.T) {
	lib, wrong := guide.Load(content.Files)
	for _, m := range wrong {
		t.Error(m)
	}
	var ids []string
	for _, g := range lib.All() {
		ids = append(ids, g.ID)
	}
	if got := strings.Join(ids, " "); got != "a1_hvem_definerer a4_hvem_bidrager" {
		t.Errorf("the library has %s", got)
	}
}

func TestTheShippedGuidesPointAtNobody(t *testing.T) {
	lib, _ := guide.Load(content.Files)
	for _, g := range lib.All() {
		if hits := personal.Find(g.Source); len(hits) > 0 {
			t.Errorf("%s has %v", g.ID, hits)
		}
	}
}

func TestTimesAddUpForTheNumberOfGroups(t *testing.T) {
	for _, c := range []struct {
		guide, variant string
		groups, want   int
	}{
		{"a1_hvem_definerer", "perspektivgrupper", 3, 130},
		{"a1_hvem_definerer", "perspektivgrupper", 6, 145},
		{"a1_hvem_definerer", "ledere_og_medarbejdere", 3, 140},
		{"a4_hvem_bidrager", "normal", 5, 120},
		{"a4_hvem_bidrager", "normal", 2, 108},
		{"a4_hvem_bidrager", "kort", 5, 45},
		{"a4_hvem_bidrager", "kort", 3, 41},
	} {
		if got := shipped(t, c.guide).Total(c.variant, c.groups); got != c.want {
			t.Errorf("%s %s with %d groups takes %d minutes, want %d", c.guide, c.variant, c.groups, got, c.want)
		}
	}
}

func TestPartsLastFromHalfAnHourToThreeQuarters(t *testing.T) {
	for _, c := range []struct{ guide, variant, want string }{
		{"a1_hvem_definerer", "perspektivgrupper", "[{1 [1 2 3] 45} {2 [4 5] 45} {3 [6 7] 35}]"},
		{"a1_hvem_definerer", "ledere_og_medarbejdere", "[{1 [1 2 3] 45} {2 [4 5] 45} {3 [6 7] 35}]"},
		{"a4_hvem_bidrager", "normal", "[{1 [1 2] 30} {2 [3 4] 45} {3 [5 6] 35}]"},
		{"a4_hvem_bidrager", "kort", "[{1 [1 2 3 4 5 6] 45}]"},
	} {
		g := shipped(t, c.guide)
		if got := fmt.Sprint(g.Parts(c.variant, g.AtGroups)); got != c.want {
			t.Errorf("the parts of %s %s are %s, want %s", c.guide, c.variant, got, c.want)
		}
	}
}

func TestEachPerspectiveGetsItsOwnQuestion(t *testing.T) {
	s, _ := shipped(t, "a1_hvem_definerer").Step(3)
	seen := map[guide.Sentence]bool{}
	for _, group := range []string{"formelt", "udfoert", "oplevet", ""} {
		seen[s.Prompt(group)] = true
	}
	if len(seen) != 4 || s.Prompt(guide.LeadersKey) != s.Prompt("") {
		t.Errorf("step 3 has %d different questions, want one for each perspective and one for all three", len(seen))
	}
}

func TestWhatTheStepsOfTheShippedGuidesAskFor(t *testing.T) {
	for id, want := range map[string]string{
		"a1_hvem_definerer": "1 plenum [] facilitator aaben, 2 individuelt [formulering] alle privat, 3 grupper [perspektivkort] alle skjult_til_vist, 4 plenum [sammenfaldskort] facilitator aaben, " +
			"5 par [vidensbehov] alle skjult_til_vist, 6 blandede_grupper [formulering] alle skjult_til_vist, 7 plenum [uenighed aftale] alle aaben",
		"a4_hvem_bidrager": "1 plenum [formulering] leder aaben, 2 par [formulering] alle skjult_til_vist, 3 faggrupper [bidrag] alle skjult_til_vist, 4 plenum [maerke bidrag] alle aaben, " +
			"5 blandede_grupper [samarbejdsforslag] alle skjult_til_vist, 6 plenum [aftale uenighed] alle aaben",
	} {
		var got []string
		for _, s := range shipped(t, id).Steps {
			got = append(got, fmt.Sprintf("%d %s %s %s %s", s.Number, s.Grouping, s.Accepts, s.Who, s.Visibility))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s:\n%s\nwant\n%s", id, strings.Join(got, ", "), want)
		}
	}
}

func TestAGuideNobodyHasSeenIsReadWhole(t *testing.T) {
	g := own(t)
	var kinds []artefact.Kind
	groupings := map[guide.Grouping]bool{}
	for _, s := range g.Steps {
		kinds = append(kinds, s.Accepts...)
		groupings[s.Grouping] = true
	}
	for _, k := range artefact.Kinds() {
		if !slices.Contains(kinds, k) {
			t.Errorf("the guide does not use %s", k)
		}
	}
	if len(groupings) != 6 {
		t.Errorf("the guide uses the groupings %v, want all six", groupings)
	}
	s3, _ := g.Step(3)
	s10, _ := g.Step(10)
	if s3.Prompt("ledere").En != "Seen by leaders?" || s3.Script.Note("roller").Da != "Byt plads bagefter" || s3.Script.Note("borde") != (guide.Sentence{}) {
		t.Errorf("step 3 is read as %+v", s3)
	}
	if !s10.AsksCoverage() || s3.AsksCoverage() || fmt.Sprint(s10.Gathers) != "[1 8]" {
		t.Errorf("step 10 is read as %+v", s10)
	}
	if got := fmt.Sprint(g.Parts("borde", 4)); got != "[{1 [1 2 3] 30} {2 [4 5 6] 30} {3 [7 8 9 10] 30}]" {
		t.Errorf("the parts are %s", got)
	}
}

func TestAStepStaysOpenForThoseOnAnotherShift(t *testing.T) {
	g := own(t)
	for _, c := range []struct {
		step    int
		inParts bool
		want    time.Duration
	}{{1, false, 10 * time.Minute}, {1, true, 10 * time.Minute}, {2, true, 0}, {3, false, 2 * time.Hour}, {3, true, 7 * 24 * time.Hour}} {
		s, _ := g.Step(c.step)
		if got := s.StaysOpen(c.inParts); got != c.want {
			t.Errorf("step %d stays open %v (in parts: %v), want %v", c.step, got, c.inParts, c.want)
		}
	}
}

func TestASourceThatIsKeptGivesTheSameGuide(t *testing.T) {
	g := shipped(t, "a1_hvem_definerer")
	again, wrong := guide.Parse("kept", []byte(g.Source))
	if len(wrong) > 0 || fmt.Sprint(again) != fmt.Sprint(g) {
		t.Errorf("the kept source is another guide: %v", wrong)
	}
}

func TestVariantsAndStepsThatAreNotThere(t *testing.T) {
	g := own(t)
	if v, ok := g.Variant(""); !ok || v.ID != "borde" {
		t.Errorf("Variant(\"\") = %v, %v; want the first one", v, ok)
	}
	if _, ok := g.Variant("ukendt"); ok {
		t.Error("there is a variant ukendt")
	}
	for _, n := range []int{-1, 0, 11} {
		if _, ok := g.Step(n); ok {
			t.Errorf("there is a step %d", n)
		}
	}
}

// A municipality lays its own files over ours: a file of the same name takes its place.
func TestAMunicipalitysOwnFilesLieOverOurs(t *testing.T) {
	mine, err := os.ReadFile("testdata/vores_egen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ours, _ := content.Files.ReadFile("guides/a4_hvem_bidrager.yaml")
	theirs := strings.Replace(string(ours), "Hvem bidrager med hvad?", "Hvem kan hvad?", -1)
	over := fstest.MapFS{"guides/vores_egen.yaml": {Data: mine}, "guides/a4_hvem_bidrager.yaml": {Data: []byte(theirs)}}
	lib, wrong := guide.Load(datafile.Overlay(content.Files, over))
	if len(wrong) > 0 || len(lib.All()) != 3 {
		t.Fatalf("the library has %d guides and the mistakes %v, want 3 and none", len(lib.All()), wrong)
	}
	if g, _ := lib.Get("a4_hvem_bidrager"); g.Title.Da != "Hvem kan hvad?" {
		t.Errorf("A4 is called %s, want the municipality's own title", g.Title.Da)
	}
	if lib, wrong := guide.Load(datafile.Overlay(content.Files, fstest.MapFS{})); len(wrong) > 0 || len(lib.All()) != 2 {
		t.Errorf("an empty directory leaves %d guides and %v", len(lib.All()), wrong)
	}
}

func TestAGuideWithAMistakeIsLeftOutAndTwoOfOneNameAreToldApart(t *testing.T) {
	mine, err := os.ReadFile("testdata/vores_egen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lib, wrong := guide.Load(fstest.MapFS{"guides/a.yaml": {Data: mine}, "guides/b.yaml": {Data: mine}, "guides/c.yaml": {Data: []byte("id: c\n")}, "guides/readme.md": {}})
	if len(lib.All()) != 1 {
		t.Errorf("the library has %d guides, want the first alone", len(lib.All()))
	}
	if got := wrong[0].Say(text.English); got != "guides/b.yaml:1: the id “vores_egen” is also used in guides/a.yaml" {
		t.Errorf("the first mistake is %q", got)
	}
	if wrong[1].File != "guides/c.yaml" {
		t.Errorf("the second mistake is in %s, want guides/c.yaml", wrong[1].File)
	}
}

func shipped(t *testing.T, id string) guide.Guide {
	t.Helper()
	lib, _ := guide.Load(content.Files)
	g, ok := lib.Get(id)
	if !ok {
		t.Fatalf("there is no guide %s", id)
	}
	return g
}

func own(t *testing.T) guide.Guide {
	t.Helper()
	b, err := os.ReadFile("testdata/vores_egen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	g, wrong := guide.Parse("vores_egen.yaml", b)
	for _, m := range wrong {
		t.Error(m)
	}
	return g
}
