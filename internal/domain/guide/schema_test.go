package guide_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"kernehus/content"
	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/text"
)

// schema is the part of JSON Schema that content/guide.schema.json uses.
type schema struct {
	Schema               string            `json:"$schema"`
	ID                   string            `json:"$id"`
	Title, Description   string            `json:"-"`
	Ref                  string            `json:"$ref"`
	Defs                 map[string]schema `json:"$defs"`
	Type                 string            `json:"type"`
	Properties           map[string]schema `json:"properties"`
	Required             []string          `json:"required"`
	AdditionalProperties json.RawMessage   `json:"additionalProperties"`
	Items                *schema           `json:"items"`
	Enum                 []string          `json:"enum"`
	OneOf                []schema          `json:"oneOf"`
	Pattern              string            `json:"pattern"`
	MinLength            int               `json:"minLength"`
	MaxLength            *int              `json:"maxLength"`
	MinItems             int               `json:"minItems"`
	MaxItems             *int              `json:"maxItems"`
	UniqueItems          bool              `json:"uniqueItems"`
	Minimum              *int              `json:"minimum"`
	Maximum              *int              `json:"maximum"`
}

func TestGuidesThatCanBeReadFitTheSchema(t *testing.T) {
	s := readSchema(t)
	files := map[string]string{"vores_egen": ownFile(t)}
	for _, id := range []string{"a1_hvem_definerer", "a4_hvem_bidrager"} {
		files[id] = shipped(t, id).Source
	}
	for name, file := range files {
		var v any
		if err := yaml.Unmarshal([]byte(file), &v); err != nil {
			t.Fatal(err)
		}
		for _, m := range s.misfits(s, name, v) {
			t.Error(m)
		}
	}
}

// The reader lists the names it knows when it meets one it does not; the schema must list
// the same.
func TestTheSchemaKnowsTheNamesTheReaderKnows(t *testing.T) {
	s := readSchema(t)
	step, variant := s.Defs["trin"], s.Defs["variant"]
	group := s.Properties["deltagere"].Properties["gruppe"]
	for _, c := range []struct {
		name, old string
		schema    schema
	}{
		{"the file", "id: vores_egen", s},
		{"deltagere", "min: 2, max: 60", s.Properties["deltagere"]},
		{"gruppe", "min: 2, max: 8", group},
		{"variant", "id: borde", variant},
		{"trin", "nr: 1\n", step},
		{"opgave_pr_gruppe", `formelt: {da: "Besluttet?", en: "Decided?"}`, step.Properties["opgave_pr_gruppe"]},
		{"manus", `sig: {da: "Velkommen", en: "Welcome"}`, s.Defs["manus"]},
		{"a text", `da: "Vores egen samtale"`, s.Defs["saetning700"]},
	} {
		comma := ", ukendt: 1"
		if !strings.Contains(c.old, ", max") && !strings.HasPrefix(c.old, "da:") {
			line := ownFile(t)[:strings.Index(ownFile(t), c.old)]
			comma = "\n" + strings.Repeat(" ", len(line)-1-strings.LastIndex(line, "\n")) + "ukendt: 1\n"
		}
		_, wrong := guide.Parse("g", []byte(strings.Replace(ownFile(t), c.old, strings.TrimSpace(c.old)+comma, 1)))
		var known string
		for _, m := range wrong {
			if _, list, ok := strings.Cut(m.Say(text.English), "“ukendt” is not known here; use one of these: "); ok {
				known = list
			}
		}
		names := strings.Split(known, ", ")
		slices.Sort(names)
		if want := slices.Sorted(maps.Keys(c.schema.Properties)); !slices.Equal(names, want) {
			t.Errorf("%s: the reader knows %v, the schema %v", c.name, names, want)
		}
	}
}

func TestTheSchemaRefusesWhatTheReaderRefuses(t *testing.T) {
	s := readSchema(t)
	for _, c := range []struct{ old, new string }{
		{"id: vores_egen", "id: VoresEgen"}, {"ved_grupper: 4", "ved_grupper: 0"}, {"ved_grupper: 4", "farve: 4"}, {`, en: "Our own dialogue"}`, "}"},
		{"grupper_efter: bord", "grupper_efter: alder"}, {"artefakter: [bidrag]", "artefakter: [rollekort]"}, {"aaben_dage: 7", "aaben_dage: 8"}, {"artefakter: [bidrag]", "artefakter: bidrag"},
		{"Our own dialogue", strings.Repeat("x", 121)}, {"samler: [1, 8]", "samler: [31]"}, {"kan_deles: true", "kan_deles: 1"}, {"artefakter: [uenighed, aftale]", "artefakter: [aftale, aftale]"},
	} {
		var v any
		if err := yaml.Unmarshal([]byte(strings.Replace(ownFile(t), c.old, c.new, 1)), &v); err != nil {
			t.Fatal(err)
		}
		if len(s.misfits(s, "g", v)) == 0 {
			t.Errorf("the schema lets %q pass", c.new)
		}
	}
}

func readSchema(t *testing.T) schema {
	t.Helper()
	b, err := content.Files.ReadFile("guide.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// misfits tells where v does not fit s.
func (s schema) misfits(root schema, at string, v any) []string {
	if s.Ref != "" {
		def, ok := root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
		if !ok {
			return []string{at + ": the schema points nowhere: " + s.Ref}
		}
		return def.misfits(root, at, v)
	}
	if len(s.OneOf) > 0 {
		fits := 0
		for _, o := range s.OneOf {
			if len(o.misfits(root, at, v)) == 0 {
				fits++
			}
		}
		if fits != 1 {
			return []string{at + ": fits none of the forms"}
		}
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		return s.object(root, at, v)
	case []any:
		return s.list(root, at, v)
	case string:
		return s.word(at, v)
	case int:
		if s.Type != "integer" || s.Minimum != nil && v < *s.Minimum || s.Maximum != nil && v > *s.Maximum {
			return []string{fmt.Sprintf("%s: %d does not fit", at, v)}
		}
	case bool:
		if s.Type != "boolean" {
			return []string{at + ": true or false does not fit"}
		}
	}
	return nil
}

func (s schema) object(root schema, at string, v map[string]any) []string {
	if s.Type != "object" {
		return []string{at + ": is an object"}
	}
	var wrong []string
	for _, k := range s.Required {
		if _, ok := v[k]; !ok {
			wrong = append(wrong, at+": lacks "+k)
		}
	}
	for k, item := range v {
		p, ok := s.Properties[k]
		if !ok {
			if string(s.AdditionalProperties) == "false" || json.Unmarshal(s.AdditionalProperties, &p) != nil {
				wrong = append(wrong, at+": unknown "+k)
				continue
			}
		}
		wrong = append(wrong, p.misfits(root, at+"."+k, item)...)
	}
	return wrong
}

func (s schema) list(root schema, at string, v []any) []string {
	if s.Type != "array" || len(v) < s.MinItems || s.MaxItems != nil && len(v) > *s.MaxItems {
		return []string{fmt.Sprintf("%s: a list of %d does not fit", at, len(v))}
	}
	var wrong []string
	seen := map[string]bool{}
	for i, item := range v {
		wrong = append(wrong, s.Items.misfits(root, fmt.Sprintf("%s[%d]", at, i), item)...)
		if key := fmt.Sprint(item); s.UniqueItems && seen[key] {
			wrong = append(wrong, at+": twice "+key)
		} else {
			seen[key] = true
		}
	}
	return wrong
}

func (s schema) word(at, v string) []string {
	switch {
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, v),
		len(s.Enum) == 0 && s.Type != "string",
		utf8.RuneCountInString(v) < s.MinLength,
		s.MaxLength != nil && utf8.RuneCountInString(v) > *s.MaxLength,
		s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v):
		return []string{fmt.Sprintf("%s: %.40q does not fit", at, v)}
	}
	return nil
}
