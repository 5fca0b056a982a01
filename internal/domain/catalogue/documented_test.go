package catalogue_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestEveryKeyOfTheFileIsDocumented reads the keys out of the reader itself, so that a key
// somebody adds there is missed here until it is written down.
func TestEveryKeyOfTheFileIsDocumented(t *testing.T) {
	source, err := os.ReadFile("file.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../../docs/core-task-yaml.md")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	quoted := regexp.MustCompile(`"([a-z_]{2,})"`)
	for _, lists := range regexp.MustCompile(`(?s)\.Map\(([^)]*)\)|\[\]string\{([^}]*)\}|append\(keys, ([^)]*)\)`).FindAllStringSubmatch(string(source), -1) {
		for _, k := range quoted.FindAllStringSubmatch(strings.Join(lists[1:], " "), -1) {
			keys[k[1]] = true
		}
	}
	if len(keys) < 60 {
		t.Fatalf("only %d keys were found in the reader", len(keys))
	}
	said := map[string]bool{}
	for _, code := range regexp.MustCompile("(?s)```.*?```|`[^`]+`").FindAllString(string(page), -1) {
		for _, word := range regexp.MustCompile(`[a-z_]{2,}`).FindAllString(code, -1) {
			said[word] = true
		}
	}
	for k := range keys {
		if !said[k] {
			t.Errorf("docs/core-task-yaml.md does not say what %q is", k)
		}
	}
}
