package room_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/db"
	"kernehus/internal/town"
)

// open serves the house over HTTP, at the story's time.
func (h *house) open() string {
	h.Helper()
	s := httptest.NewUnstartedServer(h.server)
	s.Config.BaseContext = func(net.Listener) context.Context { return h.Ctx() }
	s.Start()
	h.Cleanup(s.Close)
	return s.URL
}

// ear hears a stream.
type ear struct {
	*house
	lines *bufio.Scanner
}

// heard is one event.
type heard struct{ name, id, data string }

// listen opens a stream as this browser.
func (b *browser) listen(at string) ear {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx(), time.Minute)
	r, err := http.NewRequestWithContext(ctx, "GET", at, nil)
	b.OK(err)
	for _, c := range b.cookies {
		if strings.HasPrefix(r.URL.Path, c.Path) {
			r.AddCookie(c)
		}
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	b.OK(err)
	if answer.StatusCode != 200 {
		b.Fatalf("the stream answered %d", answer.StatusCode)
	}
	b.Cleanup(func() { cancel(); answer.Body.Close() }) //nolint:errcheck // it was only read
	return ear{b.house, bufio.NewScanner(answer.Body)}
}

// until gives what is heard until an event of that name comes for which ok holds.
func (e ear) until(name string, ok func(heard) bool) []heard {
	e.Helper()
	var all []heard
	var one heard
	for e.lines.Scan() {
		key, value, _ := strings.Cut(e.lines.Text(), ": ")
		switch key {
		case "event":
			one = heard{name: value}
		case "id":
			one.id = value
		case "data":
			one.data = value
			if all = append(all, one); one.name == name && ok(one) {
				return all
			}
		}
	}
	e.Fatalf("the stream ended before %s came: %v", name, e.lines.Err())
	return nil
}

func anyOne(heard) bool { return true }

// other tells that something else is told than before.
func other(than heard) func(heard) bool { return func(h heard) bool { return h.id != than.id } }

func last(list []heard) heard { return list[len(list)-1] }

func TestAStreamTellsAGroupOfItsOwnAndOfNobodyElses(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		citizen, politician := h.join(room.Citizen, ""), h.join(room.Politician, "")
		h.to(3)
		base := h.open()
		ours, theirs, wall := citizen.listen(base+h.at("/stroem")), politician.listen(base+h.at("/stroem")), h.browser().listen(base+"/skaerm/"+h.d.Screen+"/stroem")
		own, foreign := last(ours.until("group", anyOne)), last(theirs.until("group", anyOne))
		wall.until("count", func(e heard) bool { return e.data == `{"people":0,"written":0}` })
		citizen.write("perspektivkort", "udsagn", "Ingen kigger op, når jeg kommer")
		all := ours.until("group", other(own))
		all = append(all, wall.until("count", func(e heard) bool { return strings.Contains(e.data, `"written":1`) })...)
		h.to(4)
		deaf := theirs.until("step", anyOne)
		for _, e := range deaf {
			if e.name == "group" && e.id != foreign.id {
				t.Errorf("the other group is told %v", e)
			}
		}
		for _, e := range append(all, deaf...) {
			if strings.Contains(e.data, "kigger") {
				t.Errorf("a stream carries words: %v", e)
			}
		}
	})
}

func TestAStreamTellsWhatThePageShows(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		citizen, politician := h.join(room.Citizen, ""), h.join(room.Politician, "")
		h.to(3)
		base := h.open()
		for _, b := range []*browser{citizen, politician} {
			page := b.get(h.at(""))
			e := b.listen(base + h.at("/stroem"))
			for _, part := range []string{"top", "step"} {
				shown := page.one(`[data-live-event=` + part + `]`).attr("data-live-version")
				if told := last(e.until(part, anyOne)); told.id != part+"-"+shown {
					t.Errorf("the page shows %s of version %q, the stream tells %q", part, shown, told.id)
				}
			}
		}
	})
}

// What moves for many phones wakes them, and asks the database nothing for them.
func TestARingForManyPhonesAsksTheDatabaseNothing(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		var phones []*browser
		for range 6 {
			phones = append(phones, h.join(room.Citizen, ""))
		}
		h.to(3)
		base := h.open()
		ears, told := make([]ear, len(phones)), make([]heard, len(phones))
		for i, b := range phones {
			ears[i] = b.listen(base + h.at("/stroem"))
			told[i] = last(ears[i].until("board", anyOne))
		}
		ring := func() int64 {
			before := h.asked.Load()
			h.hub.Touch([]string{db.Topic(town.Here, dialogue.BoardTopic(h.d.ID))})
			for i, e := range ears {
				told[i] = last(e.until("board", other(told[i])))
			}
			return h.asked.Load() - before
		}
		ring() // the first one finds out that nobody has been moved meanwhile
		if n := ring(); n != 0 {
			t.Errorf("%d statements", n)
		}
	})
}
