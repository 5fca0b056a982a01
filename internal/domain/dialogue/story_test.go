package dialogue_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kernehus/content"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/town"
)

// gathering is a dialogue in a town, with somebody who facilitates it.
type gathering struct {
	*town.Town
	*dialogue.Service
	D     dialogue.Dialogue
	host  access.Actor
	phone int
}

func (g *gathering) Ctx() context.Context { return g.Town.Ctx() }

func library(t *testing.T) guide.Library {
	t.Helper()
	lib, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		t.Fatalf("the shipped guides have mistakes: %v", wrong)
	}
	return lib
}

// gather opens the doors of a dialogue for each engine.
func gather(t *testing.T, in dialogue.PlanInput, story func(g *gathering)) {
	t.Helper()
	lib := library(t)
	town.In(t, func(w *town.Town) {
		g := &gathering{Town: w, Service: dialogue.New(w.DB, lib, &municipality.Service{DB: w.DB})}
		g.plan(in)
		story(g)
	})
}

func (g *gathering) plan(in dialogue.PlanInput) {
	g.Helper()
	if in.Title == "" {
		in.Title = "Hvad er vi til for?"
	}
	in.Unit = g.Unit["school"].ID.String()
	g.host = g.As(access.Facilitator, "school")
	d, err := g.Plan(g.Ctx(), g.host, in, true)
	g.OK(err)
	g.D = d
}

// guest is one phone in the room.
type guest struct {
	*gathering
	dialogue.Joined
	who    dialogue.Guest
	device string
}

func (g *gathering) uuid() string {
	g.phone++
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", g.phone)
}

func (g *gathering) join(actor room.Actor, profession string) *guest {
	g.Helper()
	device := g.uuid()
	j, isNew, err := g.Join(g.Ctx(), g.visitor(), dialogue.ShowCode(g.D.Code), dialogue.JoinInput{ID: device, Actor: actor, Profession: profession})
	g.OK(err)
	if !isNew {
		g.Errorf("a new phone was told it had been here before")
	}
	return &guest{gathering: g, Joined: j, who: dialogue.Guest{Municipality: town.Here, Code: g.D.Code, Token: j.Token}, device: device}
}

func (g *gathering) visitor() room.Visitor {
	return room.Visitor{Municipality: town.Here, Address: "192.0.2.1"}
}

func (g *gathering) steer(c room.Command) dialogue.RoomView {
	g.Helper()
	g.Time = g.Time.Add(time.Second)
	v, err := g.Steer(g.Ctx(), g.host, g.D.ID, c)
	g.OK(err)
	return v
}

func (g *gathering) to(step int) { g.Helper(); g.steer(room.Command{Do: room.GoTo, Step: step}) }

// write posts something new and gives its id on the phone and its card.
func (p *guest) write(step int, k artefact.Kind, data artefact.Data) card.Receipt {
	p.Helper()
	p.Time = p.Time.Add(time.Second)
	r, isNew, err := p.Write(p.Ctx(), p.who, card.Writing{ID: p.uuid(), Step: step, Kind: k, Data: data})
	p.OK(err)
	if !isNew {
		p.Errorf("something new was taken for something old")
	}
	return r
}

func says(side, what string) artefact.Data {
	return artefact.Data{"perspektiv": side, "udsagn": what}
}

func TestTheWholeStoryOfA1FromPlanToThePublicPage(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a1_hvem_definerer", Variant: "perspektivgrupper"}, func(g *gathering) {
		var all []*guest
		for range 4 {
			all = append(all, g.join(room.Citizen, ""))
		}
		for _, p := range []string{"lærer", "lærer", "pædagog", "lærer", "pædagog", "sekretær"} {
			all = append(all, g.join(room.Employee, p))
		}
		all = append(all, g.join(room.LeaderHere, ""), g.join(room.Politician, ""))

		g.to(2)
		private := all[0].write(2, artefact.Formulation, artefact.Data{"tekst": "Min helt egen tanke"})

		g.to(3)
		sides := map[string]int{}
		for i, p := range all {
			seat, err := g.Enter(g.Ctx(), p.who)
			g.OK(err)
			sides[seat.Group]++
			p.write(3, artefact.PerspectiveCard, says(seat.Group, fmt.Sprintf("Pointe %d fra %s", i, seat.Group)))
		}
		for _, s := range artefact.Perspectives() {
			if sides[s] != 4 {
				g.Errorf("%d people sit with %s, want 4 of 12: %v", sides[s], s, sides)
			}
		}
		if b, err := g.BoardSeen(g.Ctx(), dialogue.Seat{Municipality: town.Here, Dialogue: g.D.ID}); err != nil || len(b.Cards) > 0 || b.Contributions != 12 {
			g.Errorf("before it is shown the projector has %d cards of %d: %v", len(b.Cards), b.Contributions, err)
		}
		for _, s := range artefact.Perspectives() {
			g.steer(room.Command{Do: room.Show, Step: 3, Group: s})
		}
		g.to(4)
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 0)
		g.OK(err)
		if len(desk.Cards) != 12 {
			g.Fatalf("the desk has %d cards, want 12", len(desk.Cards))
		}
		place := "faelles"
		_, err = g.Place(g.Ctx(), g.host, g.D.ID, dialogue.PlaceInput{Step: 4, Card: desk.Cards[0].ID, Place: &place})
		g.OK(err)

		g.to(5)
		all[1].write(5, artefact.KnowledgeNeed, artefact.Data{"spoergsmaal": "Hvad siger loven om ventetid?", "frist": "2026-04-01"})
		g.to(6)
		var drafts []card.Receipt
		for i, p := range all[:4] {
			drafts = append(drafts, p.write(6, artefact.Formulation, artefact.Data{"tekst": fmt.Sprintf("Udkast %d til os alle.", i)}))
		}
		g.to(7)
		all[2].write(7, artefact.Disagreement, artefact.Data{"emne": "Om lektier hører med"})
		all[3].write(7, artefact.Agreement, artefact.Data{"hvad": "Vi prøver tavlemødet i fire uger", "hvornaar": "2026-05-01", "arbejdsforhold": "ja"})
		g.OK(g.Cover(g.Ctx(), g.host, g.D.ID, artefact.Formal, dialogue.Well))
		gathered, err := g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{
			{Card: drafts[0].Card, Text: "Udkast 0 til os alle."}, {Card: drafts[1].Card, Text: "Og lidt mere."}, {Text: "Bundet sammen."},
		}, Reason: "Sådan sagde vi det"})
		g.OK(err)
		if p := gathered.Pieces; p[0].Edited || !p[1].Edited || p[0].Group == "" || p[2].Card != "" {
			g.Errorf("pieces = %+v", p)
		}
		g.steer(room.Command{Do: room.Close})

		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if len(r.Artefacts) != 12+1+4+2 || len(r.Disagreements) != 1 || len(r.Agreements) != 2 || r.Coverage["formelt"] != dialogue.Well {
			g.Errorf("result has %d artefacts, %d disagreements, %d agreements, %v", len(r.Artefacts), len(r.Disagreements), len(r.Agreements), r.Coverage)
		}
		if r.People != 12 || strings.Contains(fmt.Sprint(r), "helt egen") {
			g.Errorf("people = %d, or a private note is in the result", r.People)
		}
		g.checkPrivateIsGone(private.Card)
		m, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if m.Unit != "Åskolen" || len(m.Steps) != 7 || len(m.Steps[2].Artefacts) != 12 || len(m.Overlap["faelles"]) != 1 {
			g.Errorf("minutes = %+v", m)
		}
		g.becomesPublic(r)
	})
}

func (g *gathering) checkPrivateIsGone(cardID string) {
	g.Helper()
	g.OK(g.Town.DB.View(g.Ctx(), access.Program(town.Here), func(tx *db.Tx) error {
		_, found, err := card.Load(tx, id.Of[card.Input](cardID))
		if found {
			g.Error("a private note outlived the close")
		}
		return err
	}))
}

// becomesPublic adopts and publishes what the room proposed and reads it as a citizen.
func (g *gathering) becomesPublic(r dialogue.Result) {
	g.Helper()
	if r.Proposed == "" {
		g.Fatal("the gathered text became no proposal")
	}
	in := coretask.Adoption{Version: 1, Reason: "Vi fandt den sammen", PublicReason: "Vi fandt den sammen"}
	v, err := g.Tasks.Adopt(g.Ctx(), g.As(access.Leader, "school"), id.Of[coretask.Version](r.Proposed), in)
	g.OK(err)
	publisher := g.As(access.Consultant, "council")
	if _, err := g.Tasks.Publish(g.Ctx(), publisher, v.Seen(), coretask.Publication{}); !fault.HasCode(err, "cards-not-written") {
		g.Errorf("the room's raw cards became the citizens' text unasked: %v", err)
	}
	_, err = g.Tasks.Publish(g.Ctx(), publisher, v.Seen(), coretask.Publication{AsCards: true})
	g.OK(err)
	p := g.Public("kerneopgaven-for-aaskolen")
	if p.Words.Formulation != r.Gathered.Text || !strings.Contains(p.Words.Experienced, "fra oplevet") {
		g.Errorf("citizens read %+v", p.Words)
	}
}

func TestASecondCloseAndAStrangerAreRefused(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a1_hvem_definerer"}, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.steer(room.Command{Do: room.Close})
		if _, err := g.Steer(g.Ctx(), g.host, g.D.ID, room.Command{Do: room.Close}); !fault.HasCode(err, "dialogue-closed") {
			g.Errorf("second close: %v", err)
		}
		_, _, err := g.Write(g.Ctx(), p.who, card.Writing{ID: g.uuid(), Step: 2, Kind: artefact.Formulation, Data: artefact.Data{"tekst": "x"}, Late: true})
		if !fault.HasCode(err, "dialogue-closed") {
			g.Errorf("a late note after the close: %v", err)
		}
		if _, err := g.Result(g.Ctx(), g.As(access.Leader, "other"), g.D.ID); !fault.Is(err, fault.NotFound) {
			g.Errorf("a stranger got %v", err)
		}
		g.Time = g.Time.Add(25 * time.Hour)
		if _, err := g.Steer(g.Ctx(), g.host, g.D.ID, room.Command{Do: room.Reopen}); !fault.HasCode(err, "too-late-to-reopen") {
			g.Errorf("reopening after a day: %v", err)
		}
		if _, err := g.Enter(g.Ctx(), p.who); !fault.Is(err, fault.SignIn) {
			g.Errorf("a token lives a day after the close: %v", err)
		}
	})
}

func places(w *town.Town) *municipality.Service { return &municipality.Service{DB: w.DB} }
