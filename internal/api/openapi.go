package api

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// Document is an OpenAPI 3.1 document, as much of one as the API needs.
type Document struct {
	OpenAPI    string                         `json:"openapi"`
	Info       Info                           `json:"info"`
	Servers    []Server                       `json:"servers"`
	Paths      map[string]map[string]Endpoint `json:"paths"`
	Components Components                     `json:"components"`
}

// Info is the document's head.
type Info struct {
	Title       string `json:"title"`
	Version     string `json:"version"`
	Description string `json:"description"`
}

// Server is where the API is.
type Server struct {
	URL string `json:"url"`
}

// Endpoint is one operation.
type Endpoint struct {
	ID         string                `json:"operationId"`
	Summary    string                `json:"summary"`
	Security   []map[string][]string `json:"security"`
	Parameters []Parameter           `json:"parameters,omitempty"`
	Body       *Body                 `json:"requestBody,omitempty"`
	Responses  map[string]Response   `json:"responses"`
}

// Parameter is one in the path or the query.
type Parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Required    bool   `json:"required"`
	Description string `json:"description,omitempty"`
	Schema      Schema `json:"schema"`
}

// Body is what is sent.
type Body struct {
	Required bool             `json:"required"`
	Content  map[string]Media `json:"content"`
}

// Response is one answer.
type Response struct {
	Description string           `json:"description"`
	Content     map[string]Media `json:"content,omitempty"`
}

// Media is the shape of a body.
type Media struct {
	Schema Schema `json:"schema"`
}

// Components hold the shapes by name, and the ways to show who one is.
type Components struct {
	Schemas  map[string]*Schema `json:"schemas"`
	Security map[string]Scheme  `json:"securitySchemes"`
}

// Scheme is one way to show who one is.
type Scheme struct {
	Type        string `json:"type"`
	Scheme      string `json:"scheme"`
	Description string `json:"description"`
}

// Schema is the shape of a value.
type Schema struct {
	Ref        string             `json:"$ref,omitempty"`
	Type       any                `json:"type,omitempty"` // one name, or two where null is allowed
	Format     string             `json:"format,omitempty"`
	Enum       []string           `json:"enum,omitempty"`
	Items      *Schema            `json:"items,omitempty"`
	Properties map[string]*Schema `json:"properties,omitempty"`
	Required   []string           `json:"required,omitempty"`
	Additional any                `json:"additionalProperties,omitempty"` // false, or the shape of every value
	OneOf      []Schema           `json:"oneOf,omitempty"`
}

// values are the choices of the types that have few.
var values = map[reflect.Type][]string{
	reflect.TypeFor[artefact.Kind]():     names(artefact.Kinds()),
	reflect.TypeFor[room.Actor]():        names(room.Actors()),
	reflect.TypeFor[room.Phase]():        {string(room.Planned), string(room.Open), string(room.Shut)},
	reflect.TypeFor[room.StepStatus]():   {string(room.StepWaiting), string(room.StepOpen), string(room.StepClosed)},
	reflect.TypeFor[card.Channel]():      {string(card.Phone), string(card.Paper), string(card.FromFacilitator)},
	reflect.TypeFor[guide.Visibility]():  {string(guide.Private), string(guide.OwnGroup), string(guide.HiddenUntilShown), string(guide.Open)},
	reflect.TypeFor[guide.Writer]():      {string(guide.Everyone), string(guide.Leader), string(guide.Facilitator)},
	reflect.TypeFor[dialogue.Coverage](): names(dialogue.Coverages()),
	reflect.TypeFor[text.Lang]():         {string(text.Danish), string(text.English)},
	reflect.TypeFor[agreement.State]():   {string(agreement.Ownerless), string(agreement.Asked), string(agreement.Accepted), string(agreement.Refused), string(agreement.Done)},
}

func names[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// openAPI writes the operations as a document.
func (a API) openAPI(address string) Document {
	d := Document{
		OpenAPI: "3.1.0",
		Info:    Info{Title: "Kernehus", Version: "1", Description: "Core tasks and dialogues of a municipality. Failures are problem documents (RFC 9457)."},
		Servers: []Server{{URL: address}}, Paths: map[string]map[string]Endpoint{},
		Components: Components{Schemas: map[string]*Schema{}, Security: map[string]Scheme{
			"token": {"http", "bearer", "An API token from the administration."},
			"guest": {"http", "bearer", "The token a participant got when joining; browsers carry it in a cookie."},
		}},
	}
	s := schemas{d.Components.Schemas}
	for _, o := range a.operations() {
		if d.Paths[o.path] == nil {
			d.Paths[o.path] = map[string]Endpoint{}
		}
		d.Paths[o.path][strings.ToLower(o.method)] = o.endpoint(s)
	}
	return d
}

func (o operation) endpoint(s schemas) Endpoint {
	e := Endpoint{ID: o.id, Summary: o.summary, Security: []map[string][]string{}, Responses: map[string]Response{}}
	if o.who != anybody {
		e.Security = append(e.Security, map[string][]string{string(o.who): {}})
	}
	if o.optional {
		e.Security = append(e.Security, map[string][]string{})
	}
	for _, part := range strings.Split(o.path, "/") {
		if strings.HasPrefix(part, "{") {
			e.Parameters = append(e.Parameters, Parameter{Name: strings.Trim(part, "{}"), In: "path", Required: true, Schema: Schema{Type: "string"}})
		}
	}
	for _, q := range o.query {
		e.Parameters = append(e.Parameters, Parameter{Name: q.name, In: "query", Required: q.required, Description: q.about, Schema: Schema{Type: q.kind}})
	}
	if o.body != nil {
		e.Body = &Body{Required: true, Content: asJSON(s.of(reflect.TypeOf(o.body)))}
	}
	if o.stream {
		e.Responses["200"] = Response{Description: "A stream of events.", Content: map[string]Media{"text/event-stream": {Schema{Type: "string"}}}}
	}
	for status, answer := range o.answers {
		e.Responses[strconv.Itoa(status)] = Response{Description: http.StatusText(status), Content: asJSON(s.of(reflect.TypeOf(answer)))}
	}
	for _, status := range append(o.faults, http.StatusMisdirectedRequest, http.StatusInternalServerError, http.StatusServiceUnavailable) {
		problem := s.of(reflect.TypeFor[web.Problem]())
		e.Responses[strconv.Itoa(status)] = Response{Description: http.StatusText(status), Content: map[string]Media{"application/problem+json": {problem}}}
	}
	return e
}

func asJSON(s Schema) map[string]Media { return map[string]Media{"application/json": {s}} }

// called are shapes that are known outside by another name than in the code.
var called = map[reflect.Type]string{
	reflect.TypeFor[agreement.View]():    "Agreement",
	reflect.TypeFor[dialogue.RoomView](): "State",
	reflect.TypeFor[dialogue.StepView](): "Step",
	reflect.TypeFor[dialogue.Joined]():   "Participant",
	reflect.TypeFor[org.BranchForAPI]():  "UnitBranch",
	reflect.TypeFor[dialogue.OwnInput](): "OwnInput",
	reflect.TypeFor[wording.Reference](): "Source",
}

// schemas collects the shapes of named types as it meets them.
type schemas struct{ known map[string]*Schema }

func (s schemas) of(t reflect.Type) Schema {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return Schema{Type: "string", Format: "date-time"}
	case t == reflect.TypeFor[day.Date]():
		return Schema{Type: "string", Format: "date"}
	case t == reflect.TypeFor[loose]():
		return Schema{OneOf: []Schema{{Type: "string"}, {Type: "integer"}}}
	case values[t] != nil:
		return Schema{Type: "string", Enum: values[t]}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return nullable(s.of(t.Elem()))
	case reflect.Slice:
		items := s.of(t.Elem())
		return Schema{Type: "array", Items: &items}
	case reflect.Map:
		value := s.of(t.Elem())
		return Schema{Type: "object", Additional: &value}
	case reflect.Struct:
		return s.object(t)
	case reflect.Bool:
		return Schema{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		return Schema{Type: "integer"}
	}
	return Schema{Type: "string"}
}

func nullable(s Schema) Schema {
	if s.Ref != "" {
		return Schema{OneOf: []Schema{s, {Type: "null"}}}
	}
	s.Type = []any{s.Type, "null"}
	return s
}

// object gives a reference to a struct's shape, and keeps the shape under its name.
func (s schemas) object(t reflect.Type) Schema {
	name := t.Name()
	if i := strings.IndexByte(name, '['); i > 0 { // Page[kernehus/….CoreTask] becomes PageOfCoreTask
		name = name[:i] + "Of" + strings.TrimRight(name[strings.LastIndexByte(name, '.')+1:], "]")
	}
	if n, ok := called[t]; ok {
		name = n
	}
	ref := Schema{Ref: "#/components/schemas/" + name}
	if s.known[name] != nil {
		return ref
	}
	o := &Schema{Type: "object", Properties: map[string]*Schema{}, Additional: false}
	s.known[name] = o
	for _, f := range reflect.VisibleFields(t) {
		tag, ok := f.Tag.Lookup("json")
		key, options, _ := strings.Cut(tag, ",")
		if !ok || key == "-" || f.Anonymous {
			continue
		}
		shape := s.of(f.Type)
		o.Properties[key] = &shape
		if !strings.Contains(options, "omit") {
			o.Required = append(o.Required, key)
		}
	}
	slices.Sort(o.Required)
	return ref
}
