package guide_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/text"
)

// Each case changes one place of a guide that is right, and expects the mistakes with the
// line of that place.
func TestEveryMistakeIsToldAtItsLine(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"an id with capitals", "id: vores_egen", "id: VoresEgen", "1: “VoresEgen” cannot be an id; use lower-case letters a-z, digits and _, and start with a letter"},
		{"no title", `titel: {da: "Vores egen samtale", en: "Our own dialogue"}` + "\n", "", "1: “titel” is missing"},
		{"no English title", `, en: "Our own dialogue"}`, "}", "2: “en” is missing"},
		{"an empty English title", "Our own dialogue", " ", "2: the text is empty"},
		{"a title in one language only", `{da: "Vores egen samtale", en: "Our own dialogue"}`, `"Vores egen samtale"`, "2: names with values are needed here, for example da: … en: …"},
		{"a third language", `en: "Our own dialogue"`, `en: "Our own dialogue", de: "Unser"`, "2: the name “de” is not known here; use one of these: da, en"},
		{"a title that is too long", "Our own dialogue", strings.Repeat("x", 121), "2: the text is too long; there is room for 120 characters"},
		{"a title that is a list", `da: "Vores egen samtale"`, "da: [a]", "2: a text is needed here"},
		{"a control character", "Our own dialogue", `Our\u0007own`, "2: the text has characters that cannot be shown"},
		{"an unknown key", "ved_grupper: 4", "ved_grupper: 4\nfarve: 4", "7: the name “farve” is not known here; use one of these: id, titel, formaal, forberedelse, deltagere, ved_grupper, varianter, spilleregler, trin"},
		{"a key twice", "ved_grupper: 4", "ved_grupper: 4\nved_grupper: 4", "7: “ved_grupper” stands here twice"},
		{"a number in words", "ved_grupper: 4", "ved_grupper: fire", "6: a whole number is needed here"},
		{"a number as a text", "ved_grupper: 4", `ved_grupper: "4"`, "6: a whole number is needed here"},
		{"a number out of range", "min: 2, max: 60", "min: 2, max: 600", "5: 600 cannot be used here; the number must be from 1 to 500"},
		{"more at least than at most", "min: 2, max: 60", "min: 61, max: 60", "5: min is larger than max"},
		{"a smallest group above the largest", "gruppe: {min: 2, max: 8}", "gruppe: {min: 9, max: 8}", "5: min is larger than max"},
		{"a group above the room", "gruppe: {min: 2, max: 8}", "gruppe: {min: 2, max: 61}", "5: a group cannot be larger than the whole room"},
		{"no ground rules", `spilleregler:` + "\n" + `  - {da: "Vi lytter", en: "We listen"}`, "spilleregler: []", "24: the list must have from 1 to 12 items; here are 0"},
		{"an unknown division", "grupper_efter: bord", "grupper_efter: alder", "11: “alder” cannot be used here; choose among: bord, perspektiv, rolle"},
		{"something else than true or false", "kan_deles: true", "kan_deles: ja", "13: true or false is needed here"},
		{"two variants of one name", "id: sider", "id: borde", "14: two variants have the id “borde”\n65: the variant “sider” does not stand under varianter\n66: the variant “sider” does not stand under varianter\n127: the variant “sider” does not stand under varianter"},
		{"times that do not add up", "minutter: 77", "minutter: 78", "12: the steps give 77 minutes with 4 groups, but here stands 78"},
		{"minutes for an unknown variant", "roller: 15}\n    minutter_i_del", "hjemme: 15, roller: 15}\n    minutter_i_del", "65: the variant “hjemme” does not stand under varianter"},
		{"minutes missing for a variant", "sider: 2, roller: 2}", "sider: 2}", "127: “roller” is missing"},
		{"a note for an unknown variant", `        roller: {da: "Byt`, `        hjemme: {da: "Byt`, "86: the variant “hjemme” does not stand under varianter"},
		{"a step number left out", "nr: 2\n", "nr: 3\n", "43: the step must have number 2; steps are counted from 1 without gaps"},
		{"an unknown grouping", "gruppering: individuelt", "gruppering: alene", "49: “alene” cannot be used here; choose among: individuelt, par, plenum, grupper, faggrupper, blandede_grupper"},
		{"an unknown writer", "skriver: leder", "skriver: chef", "34: “chef” cannot be used here; choose among: alle, leder, facilitator"},
		{"an unknown visibility", "synlighed: privat", "synlighed: hemmelig", "51: “hemmelig” cannot be used here; choose among: privat, gruppe, skjult_til_vist, aaben"},
		{"nobody said who writes", "    skriver: leder\n", "", "27: “skriver” is missing; it must stand where one can write in the step"},
		{"an unknown kind", "artefakter: [bidrag]", "artefakter: [rollekort]", "114: “rollekort” cannot be used here; choose among: formulering, perspektivkort, sammenfaldskort, vidensbehov, bidrag, samarbejdsforslag, uenighed, aftale, maerke"},
		{"a kind twice", "artefakter: [uenighed, aftale]", "artefakter: [aftale, aftale]", "195: “aftale” stands here twice"},
		{"kinds that are no list", "artefakter: [bidrag]", "artefakter: bidrag", "114: a list is needed here"},
		{"marks without the kind", "maerker: [overraskelse, spoergsmaal]\n", "\n", "121: maerker belongs with the artefact maerke; write both or neither"},
		{"marks on nothing", "    kort_fra: [5]\n", "", "121: maerke needs kort_fra: which cards get marks?"},
		{"cards from a later step", "kort_fra: [5]", "kort_fra: [7]", "133: step 7 cannot be used here; it must be a step that comes before"},
		{"cards from a step that makes none", "samler: [1, 8]", "kort_fra: [7]\n    samler: [1, 8]", "196: step 7 has no cards to show"},
		{"cards that are private", "kort_fra: [5]", "kort_fra: [2]", "133: step 2 is private; what is written there is never shown or gathered"},
		{"gathering what is no formulation", "samler: [1, 8]", "samler: [1, 5]", "196: step 5 has no formulations to gather"},
		{"gathering a step that is not there", "samler: [1, 8]", "samler: [1, 12]", "196: step 12 cannot be used here; it must be a step that comes before"},
		{"gathering what is private", "samler: [1, 8]", "samler: [2]", "196: step 2 is private; what is written there is never shown or gathered"},
		{"too many open days", "aaben_dage: 7", "aaben_dage: 8", "72: 8 cannot be used here; the number must be from 0 to 7"},
		{"one perspective without its question", `      udfoert: {da: "Gjort?", en: "Done?"}` + "\n", "", "73: opgave_pr_gruppe lacks udfoert"},
		{"a question for no group", "gruppering: grupper", "gruppering: plenum", "73: no variant divides by perspektiv, or the step is not in grupper, so the question for “formelt” is never shown\n73: no variant divides by rolle, or the step is not in grupper, so the question for “ledere” is never shown"},
		{"a step in no part", `en: "Opening"}` + "\n    del: 1\n", `en: "Opening"}` + "\n", "27: “del” is missing; a variant may be held in parts, so every step must belong to one"},
		{"parts out of order", `en: "Professions"}` + "\n    del: 2", `en: "Professions"}` + "\n    del: 1", "107: part 1 cannot stand here; parts are counted from 1 without gaps, in the order of the steps"},
		{"a part that is too short", "minutter_i_del: 9", "minutter_i_del: 8", "12: part 3 takes 29 minutes in the variant “borde”; a part must take 30–45 minutes"},
		{"a script without a say", "      sig: {da: \"Velkommen\", en: \"Welcome\"}\n", "", "37: “sig” is missing"},
		{"a reference", "    manus:\n", "    manus: &m\n", "37: references with & and * are switched off; write the text again"},
		{"a tag", "ved_grupper: 4", "ved_grupper: !!int 4", "6: tags with ! are switched off; put the text in quotation marks"},
		{"nothing wrong", "ved_grupper: 4", "ved_grupper: 4", ""},
		{"no groups", "ved_grupper: 4", "ved_grupper: 0", "6: 0 cannot be used here; the number must be from 1 to 40"},
	} {
		file := ownFile(t)
		if !strings.Contains(file, c.old) {
			t.Errorf("%s: the guide has no %q", c.name, c.old)
			continue
		}
		_, wrong := guide.Parse("g", []byte(strings.Replace(file, c.old, c.new, 1)))
		var got []string
		for _, m := range wrong {
			got = append(got, strings.TrimPrefix(m.Say(text.English), "g:"))
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestFilesThatAreNoGuideAtAll(t *testing.T) {
	many := "varianter:\n" + strings.Repeat("  - {farve: 1}\n", 6) + "trin:\n" + strings.Repeat("  - {farve: 1, lugt: 2}\n", 30)
	for _, c := range []struct{ name, file, want string }{
		{"nothing", "", "g:1: the file is empty"},
		{"only a comment", "# endnu ikke\n", "g:1: the file is empty"},
		{"a list", "- a\n", "g:1: names with values are needed here, for example da: … en: …"},
		{"not YAML", "id: a\ntitel: {da: \"x\n", "g:2: the file cannot be read as YAML: "},
		{"a tab", "id: a\n\ttitel: b\n", "g:2: the file cannot be read as YAML: "},
		{"bytes", "\xff\xfe\x00", "g:1: the file cannot be read as YAML: "},
		{"too large", strings.Repeat("#", 256<<10) + "\n", "g:1: the file is larger than 256 KiB"},
		{"two documents", ownFile(t) + "---\nid: b\n", fmt.Sprintf("g:%d: there may be only one document in the file; take out the line with ---", strings.Count(ownFile(t), "\n")+1)},
		{"a laugh", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "g:1: references with & and * are switched off; write the text again"},
		{"a hundred mistakes", many, "g:1: “id” is missing"},
	} {
		_, wrong := guide.Parse("g", []byte(c.file))
		if len(wrong) == 0 || !strings.Contains(said(wrong), c.want) {
			t.Errorf("%s: %v, want %s", c.name, wrong, c.want)
		}
		if len(wrong) > 101 {
			t.Errorf("%s: %d mistakes are told at once", c.name, len(wrong))
		}
	}
}

func TestAMistakeIsSaidInDanishUnlessAskedOtherwise(t *testing.T) {
	_, wrong := guide.Parse("min.yaml", []byte("id: a\nfarve: b\n"))
	if got := wrong[0].String(); !strings.HasPrefix(got, "min.yaml:1: ”titel” mangler") {
		t.Errorf("the first mistake is %q", got)
	}
}

func FuzzParse(f *testing.F) {
	file, err := os.ReadFile("testdata/vores_egen.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(file))
	for _, s := range []string{"", "id: a", "a: &a [*a]", "trin: [{nr: 1, kort_fra: [1, 99]}]", "varianter: [{id: a}]\ntrin: [{minutter: {a: 1, b: 2}}]", "- - -", "? [a]\n: b", "trin: [{opgave_pr_gruppe: {ledere: x}}]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g, wrong := guide.Parse("g", []byte(s))
		for _, m := range wrong {
			if m.Line < 1 || m.Reason.Da == "" || m.Reason.En == "" || !strings.Contains(s, "%") && strings.Contains(m.Reason.Da, "%!") || utf8.RuneCountInString(m.Reason.Da) > 600 {
				t.Fatalf("a mistake nobody can use: %+v", m)
			}
		}
		if len(wrong) == 0 {
			mustRun(t, g)
		}
	})
}

// mustRun holds what an engine relies on in a guide without mistakes.
func mustRun(t *testing.T, g guide.Guide) {
	if g.ID == "" || g.Title.En == "" || len(g.Variants) == 0 || len(g.Steps) == 0 {
		t.Fatalf("a guide without %+v is let in", g)
	}
	for _, v := range g.Variants {
		if g.Total(v.ID, g.AtGroups) != v.Minutes || len(g.Parts(v.ID, g.AtGroups)) == 0 {
			t.Fatalf("the times of %s do not add up", v.ID)
		}
	}
	for i, s := range g.Steps {
		if s.Number != i+1 || s.Prompt("").Da == "" || s.Minutes("", 1) < 0 || s.Who == "" || s.Visibility == "" || s.Script.Say.En == "" {
			t.Fatalf("step %d cannot be run: %+v", i+1, s)
		}
	}
}

func said(wrong []guide.Mistake) string {
	var all []string
	for _, m := range wrong {
		all = append(all, m.Say(text.English))
	}
	return strings.Join(all, "\n")
}

func ownFile(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("testdata/vores_egen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
