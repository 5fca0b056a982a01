package dialogue_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"kernehus/content"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/erasure"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/live"
	page "kernehus/internal/page/dialogue"
	"kernehus/internal/town"
	"kernehus/internal/web"
	"kernehus/internal/web/webtest"
)

// house is a town with the pages of those who plan and facilitate.
type house struct {
	*town.Town
	web     *webtest.House
	service *dialogue.Service
	host    access.Actor
	desk    *webtest.Browser // of who facilitates
	d       dialogue.Dialogue
	phones  int
}

// inHouse tells a story in a town of its own, on each engine.
func inHouse(t *testing.T, story func(h *house)) {
	t.Helper()
	guides, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	town.In(t, func(w *town.Town) {
		places := &municipality.Service{DB: w.DB}
		h := &house{Town: w, service: dialogue.New(w.DB, guides, places), host: w.As(access.Facilitator, "school")}
		pages := page.Pages{Dialogues: h.service, Units: org.Service{DB: w.DB}, Tasks: w.Tasks, Erasure: erasure.Service{DB: w.DB, Dialogues: h.service}, Municipalities: places, Hub: live.New("x")}
		h.web = webtest.New(w.T, web.Site{ID: town.Here, Name: "Fjordby Kommune", Theme: "/tema.css", Accessible: "/was"}, w.Ctx, pages.Routes())
		h.desk = h.web.SignedIn(h.host, "Fie Facilitator")
		story(h)
	})
}

// inRoom tells a story in a dialogue whose doors are open.
func inRoom(t *testing.T, in dialogue.PlanInput, story func(h *house)) {
	t.Helper()
	inHouse(t, func(h *house) {
		h.plan(in, true)
		story(h)
	})
}

func a1() dialogue.PlanInput {
	return dialogue.PlanInput{Guide: "a1_hvem_definerer", Variant: "perspektivgrupper", Title: "Hvad er vi til for?"}
}

func a4() dialogue.PlanInput {
	return dialogue.PlanInput{Guide: "a4_hvem_bidrager", Title: "Hvem bidrager med hvad?"}
}

func (h *house) plan(in dialogue.PlanInput, open bool) {
	h.Helper()
	in.Unit = h.Unit["school"].ID.String()
	var err error
	h.d, err = h.service.Plan(h.Ctx(), h.host, in, open)
	h.OK(err)
}

// at is an address of the dialogue.
func (h *house) at(path string) string { return "/dialoger/" + h.d.ID.String() + path }

func (h *house) steer(c room.Command) {
	h.Helper()
	h.Time = h.Time.Add(time.Second)
	_, err := h.service.Steer(h.Ctx(), h.host, h.d.ID, c)
	h.OK(err)
}

func (h *house) to(step int) { h.Helper(); h.steer(room.Command{Do: room.GoTo, Step: step}) }

// works lets somebody new work at the school, so that they can be asked to take something on.
func (h *house) works(name string) id.Of[org.Person] {
	h.Helper()
	p := id.Of[org.Person](h.Person(name))
	h.Change(func(tx *db.Tx) error {
		m := org.Membership{ID: id.Of[org.Membership](id.Random()), Person: p, Unit: h.Unit["school"].ID, From: "2020-01-01"}
		return db.Put(tx, &m)
	})
	return p
}

// phone is somebody in the room.
type phone struct {
	*house
	who dialogue.Guest
}

func (h *house) uuid() string {
	h.phones++
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", h.phones)
}

func (h *house) join(actor room.Actor, profession string) phone {
	h.Helper()
	j, _, err := h.service.Join(h.Ctx(), room.Visitor{Municipality: town.Here, Address: "192.0.2.1"}, h.d.Code, dialogue.JoinInput{ID: h.uuid(), Actor: actor, Profession: profession})
	h.OK(err)
	return phone{h, dialogue.Guest{Municipality: town.Here, Code: h.d.Code, Token: j.Token}}
}

func (p phone) write(step int, k artefact.Kind, pairs ...string) string {
	p.Helper()
	data := artefact.Data{}
	for i := 0; i+1 < len(pairs); i += 2 {
		data[pairs[i]] = pairs[i+1]
	}
	p.Time = p.Time.Add(time.Second)
	r, _, err := p.service.Write(p.Ctx(), p.who, card.Writing{ID: p.uuid(), Step: step, Kind: k, Data: data})
	p.OK(err)
	return r.Card
}

// says writes a card about a side.
func (p phone) says(side, words string) string {
	p.Helper()
	return p.write(3, artefact.PerspectiveCard, "perspektiv", side, "udsagn", words)
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1 << 20
	}
	return n
}

// minutesOf reads "2 t 20 min".
func minutesOf(s string) int {
	words, sum := strings.Fields(s), 0
	for i := 0; i+1 < len(words); i += 2 {
		n := atoi(words[i])
		if words[i+1] == "t" {
			n *= 60
		}
		sum += n
	}
	return sum
}

func (p phone) late(step int, k artefact.Kind, pairs ...string) string {
	p.Helper()
	data := artefact.Data{}
	for i := 0; i+1 < len(pairs); i += 2 {
		data[pairs[i]] = pairs[i+1]
	}
	r, _, err := p.service.Write(p.Ctx(), p.who, card.Writing{ID: p.uuid(), Step: step, Kind: k, Data: data, Late: true})
	p.OK(err)
	return r.Card
}
