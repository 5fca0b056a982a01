package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func fileWith(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "q.json")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAnalyseDisclosureWithholdsWhatWouldGiveASmallGroupAway(t *testing.T) {
	file := fileWith(t, `{"atoms": [{"name": "A", "people": 12}, {"name": "B", "people": 3}, {"name": "C", "people": 8}],
		"report": [{"name": "alle", "atoms": ["A", "B", "C"]}, {"name": "A", "atoms": ["A"]}, {"name": "B", "atoms": ["B"]}, {"name": "C", "atoms": ["C"]}]}`)
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	var got struct {
		Groups []groupAnswer
		Found  []findingAnswer
	}
	if err := json.Unmarshal([]byte(s.must("analyse", "disclosure", file)), &got); err != nil {
		t.Fatal(err)
	}
	fates := ""
	for _, g := range got.Groups {
		fates += g.Name + ":" + string(g.Why) + " "
	}
	if fates != "alle: A: B:few C:derivable " || len(got.Found) != 0 || got.Groups[0].People != 23 {
		t.Errorf("%s, found %+v", fates, got.Found)
	}
	if err := json.Unmarshal([]byte(s.must("analyse", "disclosure", file, "--raw")), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Found) != 1 || strings.Join(got.Found[0].From, " ") != "B" || got.Found[0].Count != 3 {
		t.Errorf("the attacker finds %+v", got.Found)
	}
	if _, err := os.Stat(s.db); err == nil {
		t.Error("arithmetic made a database")
	}
}

func TestAnalyseSaysWhereAFileIsWrong(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	code, say := s.run("", "analyse", "disclosure", fileWith(t, "{\"atoms\": [\n  {\"name\": \"A\", \"people\": -1}]}"))
	if code != 1 || strings.Contains(say, "groups") || !strings.Contains(say, "line 2, column 3") {
		t.Errorf("exit %d, %q", code, say)
	}
	if code, _ := s.run("", "analyse", "disclosure", "--limit", "1", fileWith(t, "{}")); code != 2 {
		t.Errorf("a limit of one: exit %d", code)
	}
}
