package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kernehus/internal/api"
)

func document(t *testing.T) api.Document {
	t.Helper()
	var doc api.Document
	serve(t, func(h *house) {
		res := h.call("GET", "/api/v1/openapi.json", "", nil).into(200, &doc)
		if !strings.Contains(string(res.Body), `"openapi":"3.1.0"`) {
			h.Errorf("not OpenAPI 3.1: %.80s", res.Body)
		}
	})
	return doc
}

func TestTheDocumentHasEveryRouteAndNoOther(t *testing.T) {
	doc := document(t)
	var told, routed []string
	for path, methods := range doc.Paths {
		for method, e := range methods {
			told = append(told, strings.ToUpper(method)+" "+path)
			if e.ID == "" || e.Summary == "" || len(e.Responses) == 0 {
				t.Errorf("%s %s says too little: %+v", method, path, e)
			}
			for _, p := range e.Parameters {
				if p.In == "path" && !strings.Contains(path, "{"+p.Name+"}") {
					t.Errorf("%s: %s is not in the path", path, p.Name)
				}
			}
		}
	}
	for _, r := range (api.API{}).Routes() {
		if r.Pattern != "/api/v1/openapi.json" {
			routed = append(routed, r.Method+" "+r.Pattern)
		}
	}
	slices.Sort(told)
	slices.Sort(routed)
	if !slices.Equal(told, routed) {
		t.Errorf("the document tells of\n%s\nthe routes are\n%s", strings.Join(told, "\n"), strings.Join(routed, "\n"))
	}
}

func TestEveryReferenceInTheDocumentLeadsSomewhere(t *testing.T) {
	doc := document(t)
	b, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(b), `"$ref":"#/components/schemas/`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if doc.Components.Schemas[name] == nil {
			t.Errorf("nothing is called %s", name)
		}
	}
}

// shapes holds answers against the document.
type shapes struct {
	doc   api.Document
	wrong []string
}

func (s *shapes) say(at, format string, args ...any) {
	s.wrong = append(s.wrong, at+": "+fmt.Sprintf(format, args...))
}

// check holds one answer against what the document says of its route and status.
func (s *shapes) check(method, path string, status int, body []byte) {
	at := method + " " + path + " " + strconv.Itoa(status)
	e, ok := s.endpoint(method, path)
	if !ok {
		s.say(at, "the document does not tell of it")
		return
	}
	r, ok := e.Responses[strconv.Itoa(status)]
	if !ok {
		s.say(at, "the document does not tell of this answer")
		return
	}
	for _, m := range r.Content {
		var v any
		if err := json.Unmarshal(body, &v); err != nil {
			s.say(at, "%v", err)
			return
		}
		s.value(at, m.Schema, v)
	}
}

func (s *shapes) endpoint(method, path string) (api.Endpoint, bool) {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for pattern, methods := range s.doc.Paths {
		want := strings.Split(pattern, "/")
		if len(want) == len(parts) && !slices.ContainsFunc(want, func(p string) bool {
			return !strings.HasPrefix(p, "{") && p != parts[slices.Index(want, p)]
		}) {
			e, ok := methods[strings.ToLower(method)]
			return e, ok
		}
	}
	return api.Endpoint{}, false
}

func (s *shapes) value(at string, shape api.Schema, v any) {
	if shape.Ref != "" {
		shape = *s.doc.Components.Schemas[strings.TrimPrefix(shape.Ref, "#/components/schemas/")]
	}
	if len(shape.OneOf) > 0 {
		for _, one := range shape.OneOf {
			if try := (&shapes{doc: s.doc}); true {
				if try.value(at, one, v); len(try.wrong) == 0 {
					return
				}
			}
		}
		s.say(at, "%v is none of the shapes", v)
		return
	}
	if !slices.Contains(typesOf(shape.Type), kindOf(v)) {
		s.say(at, "%v is no %v", v, shape.Type)
		return
	}
	switch x := v.(type) {
	case string:
		s.text(at, shape, x)
	case []any:
		for i, one := range x {
			s.value(fmt.Sprintf("%s[%d]", at, i), *shape.Items, one)
		}
	case map[string]any:
		s.object(at, shape, x)
	}
}

func (s *shapes) text(at string, shape api.Schema, x string) {
	if len(shape.Enum) > 0 && !slices.Contains(shape.Enum, x) {
		s.say(at, "%q is none of %v", x, shape.Enum)
	}
	if _, err := time.Parse(time.RFC3339, x); shape.Format == "date-time" && err != nil {
		s.say(at, "%v", err)
	}
	if _, err := time.Parse(time.DateOnly, x); shape.Format == "date" && err != nil {
		s.say(at, "%v", err)
	}
}

func (s *shapes) object(at string, shape api.Schema, x map[string]any) {
	for _, key := range shape.Required {
		if _, ok := x[key]; !ok {
			s.say(at, "%s is missing", key)
		}
	}
	for key, one := range x {
		if p := shape.Properties[key]; p != nil {
			s.value(at+"."+key, *p, one)
			continue
		}
		values, open := shape.Additional.(map[string]any)
		if !open {
			s.say(at, "the document does not know %s", key)
			continue
		}
		b, err := json.Marshal(values)
		var of api.Schema
		if err == nil {
			err = json.Unmarshal(b, &of)
		}
		if err != nil {
			s.say(at, "%v", err)
		}
		s.value(at+"."+key, of, one)
	}
}

func typesOf(t any) []string {
	switch x := t.(type) {
	case string:
		return []string{x}
	case []any:
		var out []string
		for _, one := range x {
			out = append(out, fmt.Sprint(one))
		}
		return out
	}
	return []string{"string", "integer", "boolean", "object", "array", "null"}
}

func kindOf(v any) string {
	switch x := v.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if x == float64(int64(x)) {
			return "integer"
		}
	}
	return "number"
}

func TestEveryOperationAnswersAsTheDocumentSays(t *testing.T) {
	doc := document(t)
	serve(t, func(h *house) {
		s := &shapes{doc: doc}
		did := map[string]bool{}
		try := func(method, path, token string, body any) answer {
			a := h.call(method, path, token, body)
			s.check(method, path, a.Status, a.Body)
			if e, ok := s.endpoint(method, path); ok && a.Status < 300 {
				did[e.ID] = true
			}
			return a
		}
		task, _ := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		try("GET", "/api/v1/core-tasks?q=lære", "", nil).into(200, nil)
		try("GET", "/api/v1/core-tasks?limit=0", "", nil)
		try("GET", "/api/v1/core-tasks/"+task.Slug, "", nil).into(200, nil)
		try("GET", "/api/v1/core-tasks/ingen", "", nil).into(404, nil)
		try("GET", "/api/v1/units", "leder", nil).into(200, nil)
		try("GET", "/api/v1/units", "", nil).into(401, nil)
		var m made
		try("POST", "/api/v1/dialogues", "leder", map[string]any{"guide": "a4_hvem_bidrager", "unit": h.Unit["school"].ID, "title": "Hvem bidrager?", "core_task": task.Slug}).into(201, &m)
		var p phone
		who := map[string]any{"id": h.uuid(), "actor": "employee", "profession": "lærer", "table": 2}
		try("POST", "/api/v1/dialogues/"+m.Code+"/participants", "", who).into(201, &p)
		try("POST", "/api/v1/dialogues/"+m.Code+"/participants", "", who).into(200, nil)
		for range 3 {
			try("POST", "/api/v1/dialogues/"+m.ID+"/step", "leder", map[string]any{"to": "next"}).into(200, nil)
		}
		try("GET", "/api/v1/dialogues/"+m.Code+"/state", p.Token, nil).into(200, nil)
		id := h.uuid()
		share := map[string]any{"id": id, "step": 3, "kind": "bidrag", "data": map[string]string{"faggruppe": "lærer", "vi_bidrager_med": "Tid til den enkelte"}}
		try("POST", h.inputs(m), p.Token, share).into(201, nil)
		try("POST", h.inputs(m), p.Token, share).into(200, nil)
		try("GET", h.inputs(m), p.Token, nil).into(200, nil)
		try("PUT", h.inputs(m)+"/"+id, p.Token, map[string]any{"rev": 2, "kind": "bidrag", "data": map[string]string{"vi_bidrager_med": "Tid"}}).into(200, nil)
		try("GET", "/api/v1/dialogues/"+m.ID+"/result", "leder", nil).into(200, nil)
		try("DELETE", h.inputs(m)+"/"+id+"?rev=3", p.Token, nil).into(200, nil)
		try("POST", "/api/v1/dialogues/"+m.ID+"/step", "leder", map[string]any{"to": "close"}).into(200, nil)
		try("GET", "/api/v1/dialogues/"+m.ID+"/result", "leder", nil).into(200, nil)
		for _, methods := range doc.Paths {
			for _, e := range methods {
				if !did[e.ID] && e.ID != "followDialogue" {
					h.Errorf("%s was never answered", e.ID)
				}
			}
		}
		for _, w := range s.wrong {
			h.Error(w)
		}
	})
}

func TestAMovedCoreTaskAnswersItsNewAddressAndARetiredOneThatItIsGone(t *testing.T) {
	serve(t, func(h *house) {
		task, v := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		next, err := h.Tasks.Begin(h.Ctx(), h.As("medarbejder", "school"), task.ID, false)
		h.OK(err)
		next.Name = "Lyst til at lære"
		next, err = h.Tasks.Write(h.Ctx(), h.As("medarbejder", "school"), next.ID, writing(next))
		h.OK(err)
		h.BringOut("school", next)
		a := h.call("GET", "/api/v1/core-tasks/"+task.Slug, "", nil)
		if a.Status != http.StatusPermanentRedirect || a.Header.Get("Location") != "/api/v1/core-tasks/lyst-til-at-laere" {
			h.Errorf("%d to %q", a.Status, a.Header.Get("Location"))
		}
		_ = v
	})
}
