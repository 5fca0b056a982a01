package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"kernehus/internal/api"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/web"
)

// pointing are texts that point at a person, and the code each is refused with.
var pointing = map[string]string{"Ring om 010203-1234 i morgen": "has-cpr", "Skriv til aase@hjemme.example i morgen": "has-email"}

// free are the properties of a body in which somebody could write what they like, however
// deep they lie.
func free(doc api.Document, s api.Schema, name string) []string {
	if s.Ref != "" {
		s = *doc.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
	}
	var out []string
	switch {
	case len(s.OneOf) > 0:
		for _, one := range s.OneOf {
			out = append(out, free(doc, one, name)...)
		}
	case s.Type == "string" && len(s.Enum) == 0 && s.Format == "":
		out = append(out, name)
	case s.Type == "object":
		for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
			out = append(out, free(doc, *s.Properties[key], key)...)
		}
	}
	return out
}

// points tells that a body was refused for what it says in a field.
func (h *house) points(what, field, code string, a answer) {
	h.Helper()
	var p web.Problem
	if err := json.Unmarshal(a.Body, &p); err != nil || a.Status != http.StatusUnprocessableEntity {
		h.Errorf("%s: %d %s", what, a.Status, a.Body)
		return
	}
	if !slices.ContainsFunc(p.Errors, func(f web.ProblemField) bool {
		return f.Field == field && f.Message != "" && (code == "" || f.Code == code)
	}) {
		h.Errorf("%s: nothing is said of %s: %s", what, field, a.Body)
	}
	if strings.Contains(string(a.Body), "010203") || strings.Contains(string(a.Body), "hjemme.example") {
		h.Errorf("%s: what was written is given back: %s", what, a.Body)
	}
}

// Every property of every body that the document tells of, with what points at a person.
// Where ids and choices stand, it is no id and no choice.
func TestNoBodyOfTheDocumentTakesWhatPointsAtAPerson(t *testing.T) {
	doc := document(t)
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		p := h.join(m, "employee")
		bodies := map[string]func() map[string]any{
			"createDialogue": func() map[string]any {
				return map[string]any{"guide": "a1_hvem_definerer", "unit": h.Unit["school"].ID, "title": "Hvad er vi til for?"}
			},
			"moveDialogue": func() map[string]any { return map[string]any{} },
			"joinDialogue": func() map[string]any { return map[string]any{"id": h.uuid(), "actor": "citizen"} },
			"createInput":  func() map[string]any { return note(h.uuid(), 1, "Ordene") },
			"correctInput": func() map[string]any {
				return map[string]any{"rev": 2, "kind": "perspektivkort", "data": map[string]string{}}
			},
		}
		place := strings.NewReplacer("{id}", m.ID, "{code}", m.Code)
		texts := []string{"title", "name", "profession"}
		for path, methods := range doc.Paths {
			for method, e := range methods {
				if e.Body == nil {
					continue
				}
				if bodies[e.ID] == nil {
					h.Fatalf("say in personal_test.go what is sent to %s", e.ID)
				}
				token := map[string]string{"token": "leder", "guest": p.Token}[who(e)]
				for _, field := range free(doc, e.Body.Content["application/json"].Schema, "") {
					for text, code := range pointing {
						body := bodies[e.ID]()
						body[field] = text
						if !slices.Contains(texts, field) {
							code = ""
						}
						h.points(e.ID+" "+field, field, code, h.call(strings.ToUpper(method), place.Replace(path), token, body))
					}
				}
			}
		}
	})
}

func who(e api.Endpoint) string {
	for _, one := range e.Security {
		for name := range one {
			return name
		}
	}
	return ""
}

// Every text of every kind that the guides ask for, as the room itself tells of them.
func TestNoFieldOfAContributionTakesWhatPointsAtAPerson(t *testing.T) {
	serve(t, func(h *house) {
		tried := map[string]bool{}
		for _, guide := range []string{"a1_hvem_definerer", "a4_hvem_bidrager"} {
			m := h.open(guide)
			p := h.join(m, "employee")
			for h.move(m, "next").Status == http.StatusOK {
				h.writeEverywhere(m, p, tried)
			}
		}
		for _, kind := range artefact.Kinds() {
			if kind != artefact.OverlapMap && kind != artefact.Mark && !slices.ContainsFunc(slices.Collect(maps.Keys(tried)), func(k string) bool { return strings.HasPrefix(k, string(kind)+".") }) {
				h.Errorf("no text of %s was tried", kind)
			}
		}
	})
}

func (h *house) writeEverywhere(m made, p phone, tried map[string]bool) {
	h.Helper()
	var state struct {
		Step struct {
			Number  int
			Accepts []struct {
				Kind   string
				Fields []struct {
					Name, Type string
					Required   bool
					Values     []string
				}
			}
		}
	}
	h.call("GET", "/api/v1/dialogues/"+m.Code+"/state", p.Token, nil).into(200, &state)
	for _, kind := range state.Step.Accepts {
		with := func(name, text string) map[string]string {
			data := map[string]string{}
			for _, field := range kind.Fields {
				switch {
				case field.Required && len(field.Values) > 0:
					data[field.Name] = field.Values[0]
				case field.Required:
					data[field.Name] = "Ordene"
				}
			}
			data[name] = text
			return data
		}
		for _, field := range kind.Fields {
			if field.Type != "text" {
				continue
			}
			tried[kind.Kind+"."+field.Name] = true
			id := h.uuid()
			written := h.call("POST", h.inputs(m), p.Token, map[string]any{"id": id, "step": state.Step.Number, "kind": kind.Kind, "data": with(field.Name, "Ordene")})
			for text, code := range pointing {
				data := with(field.Name, text)
				h.points(kind.Kind+"."+field.Name, field.Name, code, h.call("POST", h.inputs(m), p.Token, map[string]any{"id": h.uuid(), "step": state.Step.Number, "kind": kind.Kind, "data": data}))
				if written.Status == http.StatusForbidden { // here the facilitator writes
					continue
				}
				h.points("correcting "+kind.Kind+"."+field.Name, field.Name, code, h.call("PUT", h.inputs(m)+"/"+id, p.Token, map[string]any{"rev": 2, "kind": kind.Kind, "data": data}))
			}
		}
	}
}
