package arch

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var namesATest = regexp.MustCompile(`\b(Test|Fuzz)[A-Z]\w+`)

func TestEveryRequirementHasItsRowAndItsTestsExist(t *testing.T) {
	top := root(t)
	wanted, err := os.ReadFile("testdata/requirement-ids.txt")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(top, "docs/requirements.md"))
	if err != nil {
		t.Fatal(err)
	}
	tests := testNames(t)
	var ids []string
	for _, line := range strings.Split(string(page), "\n") {
		cells := strings.Split(line, "|")
		for _, n := range namesATest.FindAllString(line, -1) {
			if len(cells) > 1 && !slices.Contains(tests, n) {
				t.Errorf("%q names %s, which does not exist", cells[1], n)
			}
		}
		if len(cells) != 6 || !regexp.MustCompile(`^ [A-Z]-\d+ $`).MatchString(cells[1]) {
			continue
		}
		id, where := strings.TrimSpace(cells[1]), strings.TrimSpace(cells[3])
		ids = append(ids, id)
		named := namesATest.FindAllString(cells[4], -1)
		if !strings.HasPrefix(where, "not yet") && len(named) == 0 {
			t.Errorf("%s works somewhere, says the table, but names no test", id)
		}
	}
	if want := strings.Fields(string(wanted)); !slices.Equal(ids, want) {
		t.Errorf("the table has %d rows, want the %d requirements in their order", len(ids), len(want))
	}
}

func testNames(t *testing.T) []string {
	t.Helper()
	_, all := sources(t)
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)`)
	var out []string
	for _, s := range all {
		if s.test {
			for _, m := range declared.FindAllStringSubmatch(s.body, -1) {
				out = append(out, m[1])
			}
		}
	}
	return out
}
