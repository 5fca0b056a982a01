package app

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// twoCamps are 24 people who disagree on everything but the first of ten statements.
func twoCamps() string {
	var b strings.Builder
	b.WriteString("participant_id,comment_id,vote\n")
	for p := range 24 {
		for s := range 10 {
			vote := 1 - 2*(p%2)
			if s == 0 || (p+s)%7 == 0 {
				vote = 1
			}
			fmt.Fprintf(&b, "%d,%d,%d\n", p, s, vote)
		}
	}
	return b.String()
}

func TestAnalyseOpinionFindsWhoVotesAlikeAndWhatAllShare(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	votes, comments := fileWith(t, twoCamps()), fileWith(t, "comment_id,moderated,body\n9,-1,Den her er ude\n")
	var got opinionAnswer
	if err := json.Unmarshal([]byte(s.must("analyse", "opinion", "--votes", votes, "--comments", comments)), &got); err != nil {
		t.Fatal(err)
	}
	if got.K != 2 || len(got.Inside) != 24 || len(got.Groups) != 24 || got.Groups["0"] == got.Groups["1"] || got.Groups["0"] != got.Groups["2"] {
		t.Errorf("%d groups of %d: %v", got.K, len(got.Inside), got.Groups)
	}
	for _, list := range got.Representative {
		if slices.ContainsFunc(list, func(m markAnswer) bool { return m.Statement == 9 }) {
			t.Error("what is out marks a group")
		}
	}
	if slices.Contains(append(got.MajorityAgree, got.MajorityReject...), 9) || len(got.Agree) != 10 || got.Agree["0"] < 0.8 || got.Agree["1"] > 0.5 || len(got.Projection) != 24 || len(got.Center) != 10 {
		t.Errorf("consensus %v", got.Agree)
	}
	if len(got.Representative["0"]) == 0 || len(got.Representative["1"]) == 0 || len(got.MajorityAgree) == 0 {
		t.Errorf("nothing marks the groups: %v", got.Representative)
	}
}

func TestAnalyseOpinionTakesGroupsFromOutside(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	groups := "participant_id,group\n"
	for p := range 24 {
		groups += fmt.Sprintf("%d,%s\n", p, []string{"lærer", "pædagog", "leder"}[min(p/10, 2)])
	}
	var got opinionAnswer
	if err := json.Unmarshal([]byte(s.must("analyse", "opinion", "--votes", fileWith(t, twoCamps()), "--groups", fileWith(t, groups))), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Names) != 2 || len(got.Groups) != 20 || len(got.Representative) != 2 {
		t.Errorf("four leaders are too few to be told of: %v %v", got.Names, got.Representative)
	}
}

func TestAnalyseOpinionSaysWhyThereAreNoGroupsAndWhereAFileIsWrong(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	out := s.must("analyse", "opinion", "--votes", fileWith(t, "participant_id,comment_id,vote\n1,1,1\n2,1,-1\n"))
	if !strings.Contains(out, `"why": "too-few-people"`) || !strings.Contains(out, `"consensus_agree": {}`) || strings.Contains(out, "null") {
		t.Errorf("two people: %s", out)
	}
	code, say := s.run("", "analyse", "opinion", "--votes", fileWith(t, "participant_id,comment_id,vote\n1,1,7\n"))
	if code != 1 || strings.Contains(say, "center") || !strings.Contains(say, "line 2, column 5") {
		t.Errorf("exit %d, %q", code, say)
	}
	if code, _ := s.run("", "analyse", "opinion"); code != 2 {
		t.Errorf("without a file: exit %d", code)
	}
}
