package artefact_test

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"kernehus/content"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/kernel/text"
)

// content/vocabulary.yaml is what integrators read; it must say what the code does.
func TestTheVocabularySaysWhatTheCodeKnows(t *testing.T) {
	b, err := content.Files.ReadFile("vocabulary.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Kinds map[string]struct {
			Da, En   string
			Required []string `yaml:"kraevet"`
			Fields   []string `yaml:"felter"`
		} `yaml:"artefakttyper"`
	}
	if err := yaml.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Kinds) != len(artefact.Kinds()) {
		t.Errorf("the file has %d kinds, the code %d", len(file.Kinds), len(artefact.Kinds()))
	}
	for _, k := range artefact.Kinds() {
		in := file.Kinds[string(k)]
		if k.Label() != (text.S{Da: in.Da, En: in.En}) {
			t.Errorf("%s is called %v here and %s, %s in the file", k, k.Label(), in.Da, in.En)
		}
		var fields, required []string
		for _, f := range k.Fields() {
			name := f.Name
			if len(f.Values) > 0 {
				name += "(" + strings.Join(f.Values, "|") + ")"
			}
			fields = append(fields, name)
			if f.Required {
				required = append(required, f.Name)
			}
		}
		if !slices.Equal(fields, in.Fields) || !slices.Equal(required, in.Required) {
			t.Errorf("%s has the fields %v, required %v; the file says %v and %v", k, fields, required, in.Fields, in.Required)
		}
	}
}
