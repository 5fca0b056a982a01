package guide_test

import (
	"os"
	"strings"
	"testing"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
)

func TestTheGuideInTheDocumentationCanBeRun(t *testing.T) {
	b, err := os.ReadFile("../../../docs/guides.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "```yaml\n")
	example, _, _ := strings.Cut(rest, "```")
	g, wrong := guide.Parse("docs/guides.md", []byte(example))
	for _, m := range wrong {
		t.Error(m)
	}
	if g.ID == "" {
		t.Error("the documentation has no guide")
	}
}

func TestTheDocumentationNamesEveryKeyAndEveryKind(t *testing.T) {
	b, err := os.ReadFile("../../../docs/guides.md")
	if err != nil {
		t.Fatal(err)
	}
	s := readSchema(t)
	names := []string{}
	for _, level := range []schema{s, s.Defs["variant"], s.Defs["trin"], s.Defs["manus"]} {
		for name := range level.Properties {
			names = append(names, name)
		}
		for _, p := range level.Properties {
			names = append(names, p.Enum...)
		}
	}
	for _, k := range artefact.Kinds() {
		names = append(names, string(k))
		for _, f := range k.Fields() {
			names = append(names, f.Name)
		}
	}
	for _, name := range names {
		if !strings.Contains(string(b), "`"+name) && !strings.Contains(string(b), name+":") {
			t.Errorf("docs/guides.md does not say what %s is", name)
		}
	}
}
