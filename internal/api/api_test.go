package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kernehus/content"
	"kernehus/internal/api"
	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/live"
	"kernehus/internal/town"
	"kernehus/internal/web"
)

// house is the API of a town, answered by the real server.
type house struct {
	*town.Town
	server *httptest.Server
	tokens map[string]access.Actor
	hub    *live.Hub
	phones int
}

// Site, Visitor and Bearer are the door of the town.
func (h *house) Site(context.Context, string) (web.Site, error) {
	return web.Site{ID: town.Here, Slug: town.Here, Name: "Fjordby Kommune"}, nil
}

func (h *house) Visitor(context.Context, web.Site, string, bool) (web.Visitor, error) {
	return web.Visitor{Actor: access.Anonymous(town.Here)}, nil
}

func (h *house) Bearer(_ context.Context, _ web.Site, token string, _ bool) (web.Visitor, error) {
	a, ok := h.tokens[token]
	if !ok {
		return web.Visitor{}, fault.New(fault.SignIn, "sign-in")
	}
	return web.Visitor{Actor: a}, nil
}

// serve tells a story over HTTP, on each engine.
func serve(t *testing.T, story func(h *house)) {
	t.Helper()
	lib, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	hub := live.New("test")
	town.In(t, func(w *town.Town) {
		h := &house{Town: w, hub: hub, tokens: map[string]access.Actor{}}
		a := api.API{
			Dialogues: dialogue.New(w.DB, lib, &municipality.Service{DB: w.DB}), Catalogue: catalogue.Service{DB: w.DB}, Tasks: w.Tasks, Org: org.Service{DB: w.DB}, Hub: hub,
		}
		s := web.NewServer(web.Config{Log: slog.New(slog.DiscardHandler)}, h, a.Routes())
		h.server = httptest.NewServer(s)
		w.Cleanup(func() { s.Stop(); h.server.Close() })
		h.tokens["leder"] = h.token(access.Leader, "school")
		h.tokens["nabo"] = h.token(access.Leader, "other")
		story(h)
	}, db.Touched(hub.Touch))
}

// token is a program with a role at a unit.
func (h *house) token(role access.Role, unit string) access.Actor {
	a := access.Actor{Municipality: town.Here, Token: "token-" + unit, Grants: []access.Grant{{Role: role, Unit: h.Unit[unit].Path}}}
	h.Change(func(tx *db.Tx) error {
		_, err := db.Exec(tx, `
			INSERT INTO api_token (municipality, id, version, hash, name, role, unit, created, expires, revoked)
			VALUES ($1, $2, 1, $2, 'prøve', 'leder', $3, 0, 0, FALSE)`, a.Token, h.Unit[unit].ID)
		return err
	})
	return a
}

// answer is what came back.
type answer struct {
	h      *house
	Status int
	Header http.Header
	Body   []byte
}

func (h *house) call(method, path, token string, body any) answer {
	h.Helper()
	var in io.Reader
	if s, ok := body.(string); ok {
		in = strings.NewReader(s)
	} else if body != nil {
		b, err := json.Marshal(body)
		h.OK(err)
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, h.server.URL+path, in)
	h.OK(err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	h.OK(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	h.OK(err)
	return answer{h, res.StatusCode, res.Header, b}
}

// into reads the body, which must have come with a status.
func (a answer) into(status int, v any) answer {
	a.h.Helper()
	if a.Status != status {
		a.h.Fatalf("status %d, want %d: %s", a.Status, status, a.Body)
	}
	if v != nil {
		a.h.OK(json.Unmarshal(a.Body, v))
	}
	return a
}

// is checks a failure: its status, and a code of it or of one of its fields.
func (a answer) is(status int, code string) {
	a.h.Helper()
	if a.Status != status || !strings.Contains(string(a.Body), `"`+code+`"`) {
		a.h.Errorf("got %d %s, want %d %s", a.Status, a.Body, status, code)
	}
	if got := a.Header.Get("Content-Type"); got != "application/problem+json" {
		a.h.Errorf("a failure came as %q", got)
	}
}

func (h *house) uuid() string {
	h.phones++
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", h.phones)
}

// made is a dialogue as the one who opened it knows it.
type made struct {
	ID        string `json:"id"`
	Code      string `json:"code"`
	JoinURL   string `json:"join_url"`
	ScreenURL string `json:"screen_url"`
}

func (h *house) open(guideID string) made {
	h.Helper()
	var m made
	h.call("POST", "/api/v1/dialogues", "leder", map[string]any{"guide": guideID, "unit": h.Unit["school"].ID, "title": "Hvad er vi til for?"}).into(201, &m)
	return m
}

func (h *house) move(m made, to any) answer {
	h.Helper()
	return h.call("POST", "/api/v1/dialogues/"+m.ID+"/step", "leder", map[string]any{"to": to})
}

// phone is somebody inside.
type phone struct {
	Participant string `json:"participant"`
	Token       string `json:"token"`
	Group       string `json:"group"`
}

func (h *house) join(m made, actor string) phone {
	h.Helper()
	var p phone
	h.call("POST", "/api/v1/dialogues/"+m.Code+"/participants", "", map[string]any{"id": h.uuid(), "actor": actor}).into(201, &p)
	return p
}

func (h *house) inputs(m made) string { return "/api/v1/dialogues/" + m.Code + "/inputs" }

func note(id string, step int, what string) map[string]any {
	return map[string]any{"id": id, "step": step, "kind": "perspektivkort", "data": map[string]string{"perspektiv": "udfoert", "udsagn": what}}
}

func TestADialogueOverTheAPIFromOpenToResult(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		if !strings.HasSuffix(m.JoinURL, "/deltag/"+m.Code) || !strings.Contains(m.ScreenURL, "/skaerm/") {
			h.Errorf("made %+v", m)
		}
		p, q := h.join(m, "citizen"), h.join(m, "employee")
		var state struct {
			Version int64
			Open    bool
			Step    *struct {
				Number  int
				Title   string
				Accepts []struct {
					Kind   string
					Fields []struct {
						Name, Type string
						Required   bool
						Values     []string
						Max        int
					}
				}
				EndsAt     *string `json:"ends_at"`
				RemainingS int     `json:"remaining_s"`
			}
			Group *string
		}
		h.call("GET", "/api/v1/dialogues/"+strings.ToLower(strings.ReplaceAll(m.Code, "-", ""))+"/state", "", nil).into(200, &state)
		if !state.Open || state.Step != nil || state.Group != nil {
			h.Errorf("before the first step: %+v", state)
		}
		h.move(m, 3).into(200, &state)
		h.call("GET", "/api/v1/dialogues/"+m.Code+"/state", p.Token, nil).into(200, &state)
		if s := state.Step; s.Number != 3 || s.EndsAt == nil || s.RemainingS < 60 || *state.Group != "oplevet" || s.Accepts[0].Kind != "perspektivkort" ||
			s.Accepts[0].Fields[0].Type != "choice" || len(s.Accepts[0].Fields[0].Values) != 3 || s.Accepts[0].Fields[1].Max != 2000 {
			h.Errorf("in the third step: %+v in group %v", state.Step, *state.Group)
		}
		id := h.uuid()
		first := h.call("POST", h.inputs(m), p.Token, note(id, 3, "Vi bliver mødt")).into(201, nil)
		again := h.call("POST", h.inputs(m), p.Token, note(id, 3, "Vi bliver mødt")).into(200, nil)
		if string(first.Body) != string(again.Body) {
			h.Errorf("the first answer was %s, the second %s", first.Body, again.Body)
		}
		h.call("POST", h.inputs(m), p.Token, note(id, 3, "Noget andet")).is(409, "id-reused")
		h.call("POST", h.inputs(m), q.Token, note(id, 3, "Det samme id fra en anden")).into(201, nil)
		h.call("PUT", h.inputs(m)+"/"+id, p.Token, map[string]any{"rev": 2, "kind": "perspektivkort", "data": map[string]string{"perspektiv": "oplevet", "udsagn": "Rettet"}}).into(200, nil)
		stale := h.call("PUT", h.inputs(m)+"/"+id, p.Token, map[string]any{"rev": 2, "kind": "perspektivkort", "data": map[string]string{"perspektiv": "oplevet", "udsagn": "For sent"}}).into(200, nil)
		if strings.Contains(string(stale.Body), "For sent") {
			h.Error("an equal rev changed something")
		}
		h.call("POST", h.inputs(m), p.Token, note(id, 3, "Vi bliver mødt")).into(200, nil)
		h.call("DELETE", h.inputs(m)+"/"+id+"?rev=3", q.Token, nil).into(200, nil) // q's own of the same id
		var list struct {
			Items []struct {
				ID   string
				Own  bool
				Data map[string]string
			}
			Next *string
		}
		h.call("GET", h.inputs(m)+"?limit=1", p.Token, nil).into(200, &list)
		if len(list.Items) != 1 || list.Next != nil || list.Items[0].Data["udsagn"] != "Rettet" || !list.Items[0].Own {
			h.Errorf("own inputs = %+v", list)
		}
		h.move(m, "close").into(200, &state)
		if state.Open {
			h.Error("open after the close")
		}
		h.call("POST", h.inputs(m), p.Token, note(h.uuid(), 3, "For sent")).is(409, "dialogue-closed")
		var r dialogue.Result
		res := h.call("GET", "/api/v1/dialogues/"+m.ID+"/result", "leder", nil).into(200, &r)
		if len(r.Artefacts) != 1 || r.Artefacts[0].Data["udsagn"] != "Rettet" || r.Artefacts[0].Provenance.Step != 3 || r.Artefacts[0].Provenance.Channel != "phone" {
			h.Errorf("result = %+v", r)
		}
		for _, secret := range []string{p.Participant, p.Token, "joined", "written_at"} {
			if strings.Contains(string(res.Body), secret) {
				h.Errorf("the result holds %q", secret)
			}
		}
	})
}

// The language a dialogue was made with is the one it speaks, unless who calls asks for
// another; a wrong code says nothing of which it was.
func TestADialogueSpeaksTheLanguageItWasMadeWith(t *testing.T) {
	serve(t, func(h *house) {
		var m made
		h.call("POST", "/api/v1/dialogues", "leder", map[string]any{"guide": "a1_hvem_definerer", "unit": h.Unit["school"].ID, "title": "In English", "language": "en"}).into(201, &m)
		code, id := m.Code, m.ID
		const danish, english = "Hvad er vi egentlig til for?", "What are we really here for?"
		step := func(path string) string {
			return string(h.call("POST", path, "leder", map[string]any{"to": 1}).Body)
		}
		if got := step("/api/v1/dialogues/" + id + "/step"); !strings.Contains(got, english) {
			h.Errorf("the step: %s", got)
		}
		if got := step("/api/v1/dialogues/" + id + "/step?lang=da"); !strings.Contains(got, danish) {
			h.Errorf("asked for Danish: %s", got)
		}
		state := h.call("GET", "/api/v1/dialogues/"+code+"/state", "", nil)
		if !strings.Contains(string(state.Body), english) || state.Header.Get("Content-Language") != "en" {
			h.Errorf("the state: %s, %v", state.Body, state.Header)
		}
		refused := h.call("POST", "/api/v1/dialogues/"+code+"/participants", "", map[string]any{"id": "x", "actor": "x"})
		if refused.Status != 422 || refused.Header.Get("Content-Language") != "en" {
			h.Errorf("refused at the door: %d %v %s", refused.Status, refused.Header, refused.Body)
		}
		for accept, want := range map[string]string{"da-DK,da;q=0.9,en;q=0.8": danish, "en": english, "fr": english, "*": english, "": english} {
			if got := h.accepting(accept, "/api/v1/dialogues/"+code+"/state"); !strings.Contains(got, want) {
				h.Errorf("Accept-Language %q: %s", accept, got)
			}
		}
		for range 29 {
			if got := h.call("POST", "/api/v1/dialogues/AAAAABBBBB/participants", "", map[string]any{"id": h.uuid(), "actor": "citizen"}); got.Status != 404 || got.Header.Get("Content-Language") != "da" {
				h.Errorf("a wrong code is told in %s", got.Header.Get("Content-Language"))
			}
		}
		h.call("GET", "/api/v1/dialogues/"+code+"/state", "", nil).into(200, &struct{}{}) // each wrong code was counted once
	})
}

// accepting gets something with an Accept-Language header.
func (h *house) accepting(languages, path string) string {
	h.Helper()
	req, err := http.NewRequest("GET", h.server.URL+path, nil)
	h.OK(err)
	if languages != "" {
		req.Header.Set("Accept-Language", languages)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	h.OK(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	h.OK(err)
	return string(b)
}

func TestWhatTheAPIRefuses(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		p := h.join(m, "employee")
		h.move(m, 3).into(200, nil)
		good := note(h.uuid(), 3, "x")
		with := func(key string, v any) map[string]any {
			out := map[string]any{}
			for k, x := range good {
				out[k] = x
			}
			out[key] = v
			return out
		}
		for _, c := range []struct {
			name, method, path, token string
			body                      any
			status                    int
			code                      string
		}{
			{"no token", "POST", "/api/v1/dialogues", "", map[string]any{}, 401, "sign-in"},
			{"a wrong token", "POST", "/api/v1/dialogues", "gættet", map[string]any{}, 401, "sign-in"},
			{"an unknown guide", "POST", "/api/v1/dialogues", "leder", map[string]any{"guide": "b7", "unit": h.Unit["school"].ID, "title": "x"}, 422, "choose"},
			{"a unit of others", "POST", "/api/v1/dialogues", "nabo", map[string]any{"guide": "a1_hvem_definerer", "unit": h.Unit["school"].ID, "title": "x"}, 403, "not-allowed"},
			{"somebody else's dialogue", "POST", "/api/v1/dialogues/" + m.ID + "/step", "nabo", map[string]any{"to": "next"}, 404, "not-found"},
			{"somebody else's result", "GET", "/api/v1/dialogues/" + m.ID + "/result", "nabo", nil, 404, "not-found"},
			{"a step that is no step", "POST", "/api/v1/dialogues/" + m.ID + "/step", "leder", map[string]any{"to": "sidst"}, 422, "choose"},
			{"a wrong code", "GET", "/api/v1/dialogues/AAAAA-BBBBB/state", "", nil, 404, "no-such-code"},
			{"an unknown actor", "POST", "/api/v1/dialogues/" + m.Code + "/participants", "", map[string]any{"id": h.uuid(), "actor": "borger"}, 422, "choose"},
			{"an id that is none", "POST", "/api/v1/dialogues/" + m.Code + "/participants", "", map[string]any{"id": "1", "actor": "citizen"}, 422, "wrong-type"},
			{"a CPR number as a name", "POST", "/api/v1/dialogues/" + m.Code + "/participants", "", map[string]any{"id": h.uuid(), "actor": "citizen", "name": "010203-0000"}, 422, "has-cpr"},
			{"writing without a token", "POST", h.inputs(m), "", good, 401, "not-inside"},
			{"writing with a guess", "POST", h.inputs(m), "p_gættet", good, 401, "not-inside"},
			{"an unknown key", "POST", h.inputs(m), p.Token, with("tid", 1), 422, "unknown-key"},
			{"a key in capitals", "POST", h.inputs(m), p.Token, with("ID", h.uuid()), 422, "unknown-key"},
			{"an unknown key in data", "POST", h.inputs(m), p.Token, with("data", map[string]string{"perspektiv": "udfoert", "udsagn": "x", "titel": "y"}), 422, "unknown-key"},
			{"a number for a text", "POST", h.inputs(m), p.Token, with("data", map[string]any{"perspektiv": "udfoert", "udsagn": 7}), 422, "wrong-type"},
			{"another kind", "POST", h.inputs(m), p.Token, with("kind", "bidrag"), 422, "choose"},
			{"another perspective", "POST", h.inputs(m), p.Token, with("data", map[string]string{"perspektiv": "udført", "udsagn": "x"}), 422, "choose"},
			{"nothing said", "POST", h.inputs(m), p.Token, with("data", map[string]string{"perspektiv": "udfoert"}), 422, "required"},
			{"a CPR number", "POST", h.inputs(m), p.Token, with("data", map[string]string{"perspektiv": "udfoert", "udsagn": "010203-0000"}), 422, "has-cpr"},
			{"too long", "POST", h.inputs(m), p.Token, with("data", map[string]string{"perspektiv": "udfoert", "udsagn": strings.Repeat("å", 2001)}), 422, "too-long"},
			{"too large", "POST", h.inputs(m), p.Token, strings.Repeat(" ", 64<<10+1), 413, "too-large"},
			{"no JSON", "POST", h.inputs(m), p.Token, "{", 422, "not-json"},
			{"a step that waits", "POST", h.inputs(m), p.Token, map[string]any{"id": h.uuid(), "step": 6, "kind": "formulering", "data": map[string]string{"tekst": "x"}}, 409, "step-waiting"},
			{"a step that does not exist", "POST", h.inputs(m), p.Token, with("step", 99), 422, "choose"},
			{"correcting what is not there", "PUT", h.inputs(m) + "/" + h.uuid(), p.Token, map[string]any{"rev": 2, "kind": "perspektivkort", "data": map[string]string{"perspektiv": "udfoert", "udsagn": "x"}}, 404, "not-found"},
			{"withdrawing without a rev", "DELETE", h.inputs(m) + "/" + h.uuid(), p.Token, nil, 422, "not-a-number"},
			{"a name no database holds", "POST", "/api/v1/dialogues/" + m.Code + "/participants", "", map[string]any{"id": h.uuid(), "actor": "citizen", "name": "Bo\x00"}, 422, "unseen-signs"},
			{"a name that turns what follows", "POST", "/api/v1/dialogues/" + m.Code + "/participants", "", map[string]any{"id": h.uuid(), "actor": "citizen", "name": "Bo\u202e"}, 422, "unseen-signs"},
			{"too large a page", "GET", h.inputs(m) + "?limit=201", p.Token, nil, 422, "range"},
		} {
			h.Run(c.name, func(t *testing.T) { h.call(c.method, c.path, c.token, c.body).is(c.status, c.code) })
		}
	})
}

func TestAnAddressNoDatabaseHoldsIsNoFailureOfOurs(t *testing.T) {
	serve(t, func(h *house) {
		for _, path := range []string{"/api/v1/dialogues/%00/result", "/api/v1/dialogues/%FF/result", "/api/v1/core-tasks/%00", "/api/v1/core-tasks?q=%00&unit=%00", "/api/v1/dialogues/%00/state"} {
			if a := h.call("GET", path, "leder", nil); a.Status >= 500 {
				h.Errorf("%s gave %d %s", path, a.Status, a.Body)
			}
		}
	})
}

func TestAClosedStepTakesLatecomersIntoTheTray(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		p := h.join(m, "employee")
		for range 3 {
			h.move(m, "next").into(200, nil)
		}
		h.move(m, "next").into(200, nil)
		id := h.uuid()
		h.call("POST", h.inputs(m), p.Token, note(h.uuid(), 3, "Endnu åbent")).into(201, nil)
		h.OK(h.closeStep(m, 3))
		h.call("POST", h.inputs(m), p.Token, note(id, 3, "For sent")).is(409, "step-closed")
		late := note(id, 3, "For sent")
		late["late"] = true
		var receipt struct{ Late bool }
		h.call("POST", h.inputs(m), p.Token, late).into(201, &receipt)
		if !receipt.Late {
			h.Error("a latecomer is not marked")
		}
		h.call("POST", h.inputs(m), p.Token, note(id, 3, "For sent")).into(200, nil)
		for range 3 {
			h.move(m, "next").into(200, nil)
		}
		h.move(m, "next").is(409, "no-next-step")
		h.move(m, "close").into(200, nil)
		var r dialogue.Result
		h.call("GET", "/api/v1/dialogues/"+m.ID+"/result", "leder", nil).into(200, &r)
		if len(r.Artefacts) != 2 || !r.Artefacts[1].Late {
			h.Errorf("artefacts = %+v", r.Artefacts)
		}
	})
}

// closeStep closes a step for writing, which has a button but no operation.
func (h *house) closeStep(m made, step int) error {
	_, err := h.dialogues().
		Steer(h.Ctx(), h.tokens["leder"], id.Of[dialogue.Dialogue](m.ID), room.Command{Do: room.CloseStep, Step: step})
	return err
}

func (h *house) dialogues() *dialogue.Service {
	return dialogue.New(h.DB, guide.Library{}, &municipality.Service{DB: h.DB})
}

// show shows a step to all.
func (h *house) show(m made, step int) error {
	_, err := h.dialogues().Steer(h.Ctx(), h.tokens["leder"], id.Of[dialogue.Dialogue](m.ID), room.Command{Do: room.Show, Step: step})
	return err
}

// remove takes the only phone out of the room.
func (h *house) remove(m made) error {
	s, d := h.dialogues(), id.Of[dialogue.Dialogue](m.ID)
	people, err := s.People(h.Ctx(), h.tokens["leder"], d)
	if err != nil {
		return err
	}
	return s.Remove(h.Ctx(), h.tokens["leder"], d, people[0].Mark)
}

func TestCoreTasksAreSearchedThroughTheIndexAndPagedByName(t *testing.T) {
	serve(t, func(h *house) {
		h.Published("school", "Mod på at lære", "Alle børn leger i skolegården")
		h.Published("other", "Sikker vej", "Børnene cykler sikkert gennem byen")
		h.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		h.Task("other", "Et udkast", "Børn og krokodiller")
		h.Index()
		asked := func(query string) (names []string, next string) {
			h.Helper()
			var a struct {
				Items   []struct{ Name string }
				Next    *string
				Guessed bool
			}
			h.call("GET", "/api/v1/core-tasks?"+query, "", nil).into(200, &a)
			for _, x := range a.Items {
				names = append(names, x.Name)
			}
			if a.Guessed {
				names = append(names, "guessed")
			}
			if a.Next != nil {
				next = *a.Next
			}
			return names, next
		}
		for query, want := range map[string]string{
			"q=skole": "[Mod på at lære]", "q=g%C3%A5rd": "[Mod på at lære]", "q=barn": "[Mod på at lære Sikker vej]", "q=cylke": "[Sikker vej guessed]",
			"q=barn&unit=" + h.Unit["other"].ID.String(): "[Sikker vej]", "q=krokodille": "[]", "q=%25": "[]", "q=": "[Gode liv Mod på at lære Sikker vej]",
		} {
			if got, _ := asked(query); fmt.Sprint(got) != want {
				t.Errorf("%s finds %v, want %s", query, got, want)
			}
		}
		first, next := asked("q=barn&limit=1")
		second, end := asked("q=barn&limit=1&after=" + next)
		if fmt.Sprint(first, second) != "[Mod på at lære] [Sikker vej]" || next == "" || end != "" {
			t.Errorf("pages %v to %q and %v to %q", first, next, second, end)
		}
	})
}
