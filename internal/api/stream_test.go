package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/kernel/id"
	"kernehus/internal/town"
)

func writing(v coretask.Version) coretask.Writing {
	return coretask.Writing{Version: v.Version, Words: v.Words}
}

// ear is a stream that is listened to.
type ear struct {
	h      *house
	lines  *bufio.Scanner
	cancel context.CancelFunc
}

// event is one that was heard.
type event struct {
	name, id string
	data     map[string]any
}

func (h *house) listen(m made, token string) *ear {
	h.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	req, err := http.NewRequestWithContext(ctx, "GET", h.server.URL+"/api/v1/dialogues/"+m.Code+"/stream", nil)
	h.OK(err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	h.OK(err)
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		h.Fatalf("the stream answered %d as %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	h.Cleanup(func() { cancel(); res.Body.Close() })
	return &ear{h, bufio.NewScanner(res.Body), cancel}
}

// next waits for an event of that name for which ok holds.
func (e *ear) next(name string, ok func(map[string]any) bool) event {
	e.h.Helper()
	var one event
	for e.lines.Scan() {
		key, value, _ := strings.Cut(e.lines.Text(), ": ")
		switch key {
		case "event":
			one = event{name: value}
		case "id":
			one.id = value
		case "data":
			e.h.OK(json.Unmarshal([]byte(value), &one.data))
			if one.name == name && ok(one.data) {
				return one
			}
		}
	}
	e.h.Fatalf("the stream ended before %s came: %v", name, e.lines.Err())
	return one
}

func cards(n int) func(map[string]any) bool {
	return func(v map[string]any) bool { list, _ := v["cards"].([]any); return len(list) == n }
}

func inStep(n float64) func(map[string]any) bool {
	return func(v map[string]any) bool {
		s, _ := v["step"].(map[string]any)
		return s != nil && s["number"] == n
	}
}

func TestANoteReachesItsOwnGroupAtOnceAndAllWhenItIsShown(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		citizen, politician := h.join(m, "citizen"), h.join(m, "politician")
		own, other, wall := h.listen(m, citizen.Token), h.listen(m, politician.Token), h.listen(m, "")
		h.move(m, 3).into(200, nil)
		first := own.next("step", inStep(3))
		other.next("step", inStep(3))
		wall.next("step", inStep(3))
		h.call("POST", h.inputs(m), citizen.Token, note(h.uuid(), 3, "Vi bliver mødt")).into(201, nil)
		own.next("group", cards(1))
		h.OK(h.show(m, 3))
		for _, e := range []*ear{own, other, wall} {
			e.next("board", cards(1))
		}
		h.move(m, 4).into(200, nil)
		if second := other.next("step", inStep(4)); second.id == first.id {
			h.Error("two states have the same id")
		}
		other.next("ping", func(map[string]any) bool { return true })
	})
}

func TestARemovedPhoneHearsNothingMore(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		p := h.join(m, "citizen")
		e := h.listen(m, p.Token)
		e.next("step", func(map[string]any) bool { return true })
		h.OK(h.remove(m))
		for e.lines.Scan() {
			if strings.Contains(e.lines.Text(), `"open":false`) {
				h.Error("the room looks closed to who was removed")
			}
		}
		h.call("GET", "/api/v1/dialogues/"+m.Code+"/state", p.Token, nil).is(401, "removed")
	})
}

// ends waits for the end of a stream, in which those words must not stand.
func (e *ear) ends(never ...string) {
	e.h.Helper()
	for e.lines.Scan() {
		for _, words := range never {
			if strings.Contains(e.lines.Text(), words) {
				e.h.Errorf("the stream still says %q: %s", words, e.lines.Text())
				return
			}
		}
	}
}

// Somebody who is done closes nothing but their own eyes: another tab, or a program that
// kept the token, has the stream open still.
func TestAPhoneThatIsDoneHearsNothingMore(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		p, mate := h.join(m, "citizen"), h.join(m, "citizen")
		h.move(m, 3).into(200, nil)
		for _, one := range []phone{p, mate} {
			h.OK(h.dialogues().ChangeSide(h.Ctx(), h.inside(m, one), "oplevet"))
		}
		e := h.listen(m, p.Token)
		e.next("group", cards(0))
		h.OK(h.dialogues().Leave(h.Ctx(), h.inside(m, p)))
		h.call("POST", h.inputs(m), mate.Token, note(h.uuid(), 3, "Sagt, da den anden var gået")).into(201, nil)
		e.ends("Sagt, da")
	})
}

func (h *house) inside(m made, p phone) dialogue.Guest {
	return dialogue.Guest{Municipality: town.Here, Code: m.Code, Token: p.Token}
}

func TestWhoChangesSidesHearsTheNewGroupAndNoMoreOfTheOld(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		p, mate := h.join(m, "citizen"), h.join(m, "citizen")
		h.move(m, 3).into(200, nil)
		side := func(who phone, to string) { h.OK(h.dialogues().ChangeSide(h.Ctx(), h.inside(m, who), to)) }
		side(p, "oplevet")
		side(mate, "oplevet")
		e := h.listen(m, p.Token)
		in := func(group string, n int) func(map[string]any) bool {
			return func(v map[string]any) bool { return v["group"] == group && cards(n)(v) }
		}
		e.next("group", in("oplevet", 0))
		side(p, "formelt")
		e.next("group", in("formelt", 0))
		h.call("POST", h.inputs(m), mate.Token, note(h.uuid(), 3, "Kun for dem, der bliver")).into(201, nil)
		h.call("POST", h.inputs(m), p.Token, note(h.uuid(), 3, "I den nye gruppe")).into(201, nil)
		if got := e.next("group", func(v map[string]any) bool { return !cards(0)(v) }); got.data["group"] != "formelt" || !cards(1)(got.data) {
			h.Errorf("after the change the phone hears %v", got.data)
		}
	})
}

func TestTheOldCodeHearsNothingMore(t *testing.T) {
	serve(t, func(h *house) {
		m := h.open("a1_hvem_definerer")
		h.join(m, "citizen")
		h.move(m, 3).into(200, nil)
		e := h.listen(m, "")
		e.next("step", inStep(3))
		_, err := h.dialogues().NewCode(h.Ctx(), h.tokens["leder"], id.Of[dialogue.Dialogue](m.ID))
		h.OK(err)
		h.OK(h.show(m, 3))
		e.ends(`"shown":true`)
	})
}
