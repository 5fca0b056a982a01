package dialogue_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/town"
)

var a1 = dialogue.PlanInput{Guide: "a1_hvem_definerer", Variant: "perspektivgrupper"}

func (p *guest) again(code string) (dialogue.Joined, error) {
	j, isNew, err := p.Join(p.Ctx(), p.visitor(), code, dialogue.JoinInput{ID: p.device, Actor: room.Citizen})
	if isNew {
		p.Error("a phone that was here is taken for a new one")
	}
	return j, err
}

func TestAPhoneThatReturnsIsTheSameAlsoWhenTheDoorIsClosed(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Employee, "lærer")
		g.steer(room.Command{Do: room.ShutDoor})
		j, err := p.again(strings.ToLower(g.D.Code))
		g.OK(err)
		if j != p.Joined {
			g.Errorf("came back as %+v, was %+v", j, p.Joined)
		}
		_, _, err = g.Join(g.Ctx(), g.visitor(), g.D.Code, dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen})
		if !fault.HasCode(err, "door-closed") {
			g.Errorf("a newcomer at a closed door got %v", err)
		}
	})
}

func TestANewCodeLetsThoseInsideStay(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		code, err := g.NewCode(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		p.write(3, artefact.PerspectiveCard, says("oplevet", "Med den gamle kode i adressen"))
		if _, _, err := g.Join(g.Ctx(), g.visitor(), g.D.Code, dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen}); !fault.HasCode(err, "no-such-code") {
			g.Errorf("the old code gave %v", err)
		}
		g.D.Code = code
		g.join(room.Citizen, "").write(3, artefact.PerspectiveCard, says("oplevet", "Med den nye"))
	})
}

func TestGuessingCodesEndsForTheAddressAndNobodyInsideNoticesIt(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		guess := func() error { return second(g.AtDoor(g.Ctx(), g.visitor(), "AAAAA-BBBBB")) }
		for i := range 30 {
			if err := guess(); !fault.HasCode(err, "no-such-code") {
				g.Fatalf("guess %d: %v", i+1, err)
			}
		}
		if err := guess(); !fault.Is(err, fault.TooMany) || fault.As(err).After <= 0 {
			g.Errorf("guess 31: %v", err)
		}
		g.join(room.Citizen, "") // the hall has one address: who has the right code still gets in
		for range 269 {
			if err := guess(); !fault.Is(err, fault.TooMany) {
				g.Fatalf("a guess among many: %v", err)
			}
		}
		if err := second(g.AtDoor(g.Ctx(), g.visitor(), g.D.Code)); !fault.Is(err, fault.TooMany) {
			g.Errorf("the right code told a guesser of three hundred it was right: %v", err)
		}
		if err := third(g.Join(g.Ctx(), g.visitor(), g.D.Code, dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen})); !fault.Is(err, fault.TooMany) {
			g.Errorf("a newcomer from there: %v", err)
		}
		j, isNew, err := g.Join(g.Ctx(), g.visitor(), g.D.Code, dialogue.JoinInput{ID: p.device, Actor: room.Citizen})
		if err != nil || isNew || j.Token != p.Token {
			g.Errorf("a phone whose answer was lost came back as %+v, new %v: %v", j, isNew, err)
		}
		if err := second(g.AtDoor(g.Ctx(), room.Visitor{Municipality: town.Here, Address: "192.0.2.2"}, g.D.Code)); err != nil {
			g.Errorf("somebody else is hindered: %v", err)
		}
		p.write(3, artefact.PerspectiveCard, says("oplevet", "Vi mærker intet herinde"))
		g.Time = g.Time.Add(time.Minute)
		if err := second(g.AtDoor(g.Ctx(), g.visitor(), g.D.Code)); err != nil {
			g.Errorf("a minute later: %v", err)
		}
	})
}

func TestARemovedPhoneIsOutAndWhatItWroteStays(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		p.write(3, artefact.PerspectiveCard, says("oplevet", "Dette bliver"))
		g.OK(g.Remove(g.Ctx(), g.host, g.D.ID, p.Mark))
		if _, err := g.Enter(g.Ctx(), p.who); !fault.HasCode(err, "removed") {
			g.Errorf("a removed phone enters: %v", err)
		}
		if _, err := p.again(g.D.Code); !fault.HasCode(err, "removed") {
			g.Errorf("a removed phone comes back: %v", err)
		}
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 3)
		g.OK(err)
		if len(desk.Cards) != 1 || desk.People != 0 {
			g.Errorf("%d cards, %d people", len(desk.Cards), desk.People)
		}
		q := g.join(room.Citizen, "")
		g.OK(g.Leave(g.Ctx(), q.who))
		if _, err := g.Enter(g.Ctx(), q.who); !fault.HasCode(err, "not-inside") {
			g.Errorf("who said they were done enters: %v", err)
		}
	})
}

// sees gives whether the words are among what an audience is shown.
func (g *gathering) sees(who *guest, words string) bool {
	g.Helper()
	seat := dialogue.Seat{Municipality: town.Here, Dialogue: g.D.ID}
	if who != nil {
		var err error
		seat, err = g.Enter(g.Ctx(), who.who)
		g.OK(err)
		in, err := g.OwnInputs(g.Ctx(), who.who)
		g.OK(err)
		for _, c := range in.Group {
			if strings.Contains(c.Data["udsagn"], words) {
				return true
			}
		}
	}
	b, err := g.BoardSeen(g.Ctx(), seat)
	g.OK(err)
	for _, c := range b.Cards {
		if strings.Contains(c.Data["udsagn"], words) {
			return true
		}
	}
	return false
}

func TestAHiddenCardIsSeenByNobodyElseBeforeAndAfterItIsShown(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p, mate, far := g.join(room.Citizen, ""), g.join(room.Citizen, ""), g.join(room.Politician, "")
		g.to(3)
		for _, one := range []*guest{p, mate} {
			g.OK(g.ChangeSide(g.Ctx(), one.who, artefact.Experienced))
		}
		r := p.write(3, artefact.PerspectiveCard, says("oplevet", "Hemmeligt"))
		look := func(own, others bool) {
			t.Helper()
			if g.sees(mate, "Hemmeligt") != own || g.sees(far, "Hemmeligt") != others || g.sees(nil, "Hemmeligt") != others {
				g.Errorf("own group sees %v, others %v, anybody %v; want %v, %v", g.sees(mate, "Hemmeligt"), g.sees(far, "Hemmeligt"), g.sees(nil, "Hemmeligt"), own, others)
			}
		}
		look(true, false)
		g.steer(room.Command{Do: room.Show, Step: 3, Group: artefact.Experienced})
		look(true, true)
		g.OK(g.Hide(g.Ctx(), g.host, g.D.ID, r.Card, true))
		look(false, false)
		g.OK(g.Hide(g.Ctx(), g.host, g.D.ID, r.Card, false))
		look(true, true)
		_, err := g.Withdraw(g.Ctx(), p.who, r.ID, 2)
		g.OK(err)
		look(false, false)
	})
}

func TestAnotherFacilitatorSeesNothingOfThisDialogue(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		other := g.As(access.Facilitator, "other")
		for name, err := range map[string]error{
			"desk":   second(g.Desk(g.Ctx(), other, g.D.ID, 1)),
			"result": second(g.Result(g.Ctx(), other, g.D.ID)),
			"people": second(g.People(g.Ctx(), other, g.D.ID)),
			"steer":  second(g.Steer(g.Ctx(), other, g.D.ID, room.Command{Do: room.Next, From: -1})),
			"hide":   g.Hide(g.Ctx(), other, g.D.ID, "x", true),
		} {
			if !fault.Is(err, fault.NotFound) {
				g.Errorf("%s gave %v, want not found", name, err)
			}
		}
		leader := g.As(access.Leader, "school")
		for _, one := range []access.Actor{leader, g.As(access.Facilitator, "school")} { // may know of it, may not run it
			if _, err := g.Desk(g.Ctx(), one, g.D.ID, 1); !fault.Is(err, fault.Forbidden) {
				g.Errorf("the desk of another of the unit: %v", err)
			}
		}
		d, _, err := g.Get(g.Ctx(), leader, g.D.ID)
		g.OK(err)
		if d.Code != "" || d.Screen != "" {
			g.Error("the leader was given the code and the projector's secret")
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestAConsultantTakesOverAndTheLastFacilitatorStays(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		_, hosts, err := g.Get(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if err := g.RemoveHost(g.Ctx(), g.host, g.D.ID, hosts[0].ID); !fault.HasCode(err, "last-facilitator") {
			g.Errorf("the last facilitator left: %v", err)
		}
		c := g.As(access.Consultant, "council")
		g.OK(g.TakeOver(g.Ctx(), c, g.D.ID))
		g.OK(g.RemoveHost(g.Ctx(), c, g.D.ID, hosts[0].ID))
		if _, err := g.Desk(g.Ctx(), g.host, g.D.ID, 1); err == nil {
			g.Error("who was removed still has the desk")
		}
		_, err = g.Desk(g.Ctx(), c, g.D.ID, 1)
		g.OK(err)
	})
}

func TestTwoFacilitatorsMoveDifferentCardsAtOnceAndNeverTheSameBlindly(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		var made []card.Receipt
		for range 6 {
			made = append(made, p.write(3, artefact.PerspectiveCard, says("oplevet", "En pointe")))
		}
		g.to(4)
		place := "faelles"
		failed := make([]error, len(made))
		var wg sync.WaitGroup
		for i, r := range made {
			wg.Go(func() {
				_, failed[i] = g.Place(g.Ctx(), g.host, g.D.ID, dialogue.PlaceInput{Step: 4, Card: r.Card, Place: &place})
			})
		}
		wg.Wait()
		g.OK(errors.Join(failed...))
		other := "kun_oplevet"
		_, err := g.Place(g.Ctx(), g.host, g.D.ID, dialogue.PlaceInput{Step: 4, Card: made[0].Card, Place: &other, Version: 1})
		g.OK(err)
		if _, err := g.Place(g.Ctx(), g.host, g.D.ID, dialogue.PlaceInput{Step: 4, Card: made[0].Card, Place: &place, Version: 1}); !fault.HasCode(err, "changed-meanwhile") {
			g.Errorf("the second to move the same card got %v", err)
		}
		h, err := g.AddHeading(g.Ctx(), g.host, g.D.ID, 4, "Tid til hinanden")
		g.OK(err)
		heading := h.ID.String()
		_, err = g.Place(g.Ctx(), g.host, g.D.ID, dialogue.PlaceInput{Step: 4, Card: made[1].Card, Heading: &heading, Version: -1})
		g.OK(err)
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 4)
		g.OK(err)
		if c := desk.Cards[1]; c.Place != "faelles" || c.Heading != heading || c.Data["udsagn"] != "En pointe" {
			g.Errorf("the card is %+v", c)
		}
		for _, in := range []dialogue.PlaceInput{{Step: 9, Card: made[0].Card}, {Step: 4, Card: "nej"}, {Step: 5, Card: made[0].Card}, {Step: 4, Card: made[0].Card, Place: &heading, Version: -1}, {Step: 4, Card: made[0].Card, Heading: &place, Version: -1}} {
			if _, err := g.Place(g.Ctx(), g.host, g.D.ID, in); !fault.Is(err, fault.Invalid) {
				g.Errorf("%+v gave %v", in, err)
			}
		}
	})
}

// Whoever is told "stored" is in the result, however close to the close they wrote.
func TestTheCloseWaitsForThoseWhoAreWriting(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		var all []*guest
		for range 12 {
			all = append(all, g.join(room.Citizen, ""))
		}
		g.to(3)
		ids := make([][]string, len(all))
		for i := range ids {
			for range 30 {
				ids[i] = append(ids[i], g.uuid())
			}
		}
		stored := make([]map[string]bool, len(all))
		var wg sync.WaitGroup
		for i, p := range all {
			stored[i] = map[string]bool{}
			wg.Go(func() {
				for _, one := range ids[i] {
					r, _, err := g.Write(g.Ctx(), p.who, card.Writing{ID: one, Step: 3, Kind: artefact.PerspectiveCard, Data: says("oplevet", "Så hurtigt jeg kan")})
					if err == nil {
						stored[i][r.Card] = true
					} else if !fault.HasCode(err, "dialogue-closed") {
						t.Error(err)
					}
					if i == 0 && err == nil && len(stored[i]) == 10 {
						if _, err := g.Steer(g.Ctx(), g.host, g.D.ID, room.Command{Do: room.Close}); err != nil {
							t.Error(err)
						}
					}
				}
			})
		}
		wg.Wait()
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		frozen := map[string]bool{}
		for _, a := range r.Artefacts {
			frozen[a.ID] = true
		}
		total := 0
		for _, mine := range stored {
			total += len(mine)
			for id := range mine {
				if !frozen[id] {
					g.Errorf("%s was acknowledged and is not in the result", id)
				}
			}
		}
		if total != len(r.Artefacts) {
			g.Errorf("%d were acknowledged, %d are in the result", total, len(r.Artefacts))
		}
	})
}

func TestWhoMayWriteWhere(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a4_hvem_bidrager"}, func(g *gathering) {
		employee, leader := g.join(room.Employee, "lærer"), g.join(room.LeaderHere, "")
		g.to(1)
		_, _, err := g.Write(g.Ctx(), employee.who, card.Writing{ID: g.uuid(), Step: 1, Kind: artefact.Formulation, Data: artefact.Data{"tekst": "x"}})
		if !fault.HasCode(err, "leader-writes") {
			g.Errorf("an employee writes the leader's draft: %v", err)
		}
		leader.write(1, artefact.Formulation, artefact.Data{"tekst": "Vi giver alle børn mod på at lære"})
		b, err := g.BoardSeen(g.Ctx(), dialogue.Seat{Municipality: town.Here, Dialogue: g.D.ID})
		g.OK(err)
		if len(b.Cards) != 1 || !b.Cards[0].Draft {
			g.Errorf("the leader's draft is not marked as one: %+v", b.Cards)
		}
	})
}

func TestPersonalDataIsRefusedEverywhereSomebodyCanWrite(t *testing.T) {
	const cpr = "010203-0000"
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		r := p.write(3, artefact.PerspectiveCard, says("oplevet", "Fint"))
		place := room.Visitor{Municipality: town.Here}
		for where, err := range map[string]error{
			"input":      third(g.Write(g.Ctx(), p.who, card.Writing{ID: g.uuid(), Step: 3, Kind: artefact.PerspectiveCard, Data: says("oplevet", cpr)})),
			"correction": second(g.Correct(g.Ctx(), p.who, r.ID, card.Correction{Rev: 2, Kind: artefact.PerspectiveCard, Data: says("oplevet", cpr)})),
			"name":       third(g.Join(g.Ctx(), place, g.D.Code, dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen, Name: cpr})),
			"profession": third(g.Join(g.Ctx(), place, g.D.Code, dialogue.JoinInput{ID: g.uuid(), Actor: room.Employee, Profession: "skriv@til.mig"})),
			"heading":    second(g.AddHeading(g.Ctx(), g.host, g.D.ID, 3, cpr)),
			"paper":      second(g.EnterFor(g.Ctx(), g.host, g.D.ID, dialogue.Entry{ID: g.uuid(), Step: 3, Channel: card.Paper, Kind: artefact.PerspectiveCard, Data: says("oplevet", cpr)})),
			"gathered":   second(g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Text: cpr}}})),
			"agreement":  second(g.Agree(g.Ctx(), g.host, g.D.ID, agreed(cpr))),
			"title":      second(g.Plan(g.Ctx(), g.host, dialogue.PlanInput{Guide: "a1_hvem_definerer", Unit: g.Unit["school"].ID.String(), Title: cpr}, false)),
		} {
			if !fault.HasCode(err, "has-cpr") && !fault.HasCode(err, "has-email") {
				g.Errorf("%s gave %v", where, err)
			}
		}
	})
}

func third[A, B any](_ A, _ B, err error) error { return err }

// A group of a large hall writes more than a phone can show: it says so, and one's own is
// always there.
func TestGroupThatWritesMoreThanAPhoneShowsIsToldSo(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		own := p.write(3, artefact.PerspectiveCard, says("oplevet", "Det allerførste"))
		see := func() dialogue.GroupView {
			seat, err := g.Enter(g.Ctx(), p.who)
			g.OK(err)
			v, err := g.GroupSeen(g.Ctx(), seat)
			g.OK(err)
			return v
		}
		if see().Older {
			g.Error("one card is said to be too many")
		}
		g.Change(func(tx *db.Tx) error {
			first, _, err := card.Load(tx, id.Of[card.Input](own.Card))
			for i := range 300 {
				more := first
				more.ID, more.Device, more.At = id.Of[card.Input](g.uuid()), g.uuid(), first.At.Add(time.Duration(i+1)*time.Second)
				if err == nil {
					_, err = db.InsertNew(tx, "dialogue_input", more)
				}
			}
			return err
		})
		if v := see(); !v.Older || len(v.Cards) != 300 {
			g.Errorf("older %v, %d cards", v.Older, len(v.Cards))
		}
		mine, err := g.OwnInputs(g.Ctx(), p.who)
		g.OK(err)
		if len(mine.Own) < 301 {
			g.Errorf("of one's own only %d are there", len(mine.Own))
		}
	})
}

// Forty people who marked fifty cards each had two thousand marks, newer than every card: the cards were gone from the wall,
// from the phones and from the facilitator's screen.
func TestCardsStandOnTheBoardHoweverOftenTheyAreMarked(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a4_hvem_bidrager"}, func(g *gathering) {
		p := g.join(room.Employee, "lærer")
		g.to(3)
		made := p.write(3, artefact.Contribution, artefact.Data{"vi_bidrager_med": "Vi ser, når en dag er anderledes"})
		g.to(4)
		g.steer(room.Command{Do: room.Show, Step: 3})
		g.many(made.Card, card.MostOnBoard, `'maerke' AS kind, $3 AS about, 'vidste' AS mark`)
		v, err := g.Desk(g.Ctx(), g.host, g.D.ID, 4)
		g.OK(err)
		if len(v.Cards) != 1 || v.Older {
			g.Errorf("the facilitator sees %d cards; older ones: %v", len(v.Cards), v.Older)
		}
		b, err := g.BoardSeen(g.Ctx(), dialogue.Seat{Municipality: town.Here, Dialogue: g.D.ID})
		g.OK(err)
		if len(b.Cards) != 1 {
			g.Errorf("all see %d cards", len(b.Cards))
		}
		g.many(made.Card, card.MostOnBoard, `'bidrag' AS kind, NULL AS about, '' AS mark`)
		v, err = g.Desk(g.Ctx(), g.host, g.D.ID, 4)
		g.OK(err)
		if len(v.Cards) != card.MostOnBoard || !v.Older {
			g.Errorf("of one more than a board has room for the facilitator sees %d; older ones: %v", len(v.Cards), v.Older)
		}
	})
}

// many writes as often as is said what a card was written with, a minute later; sort is its kind, what it is about, and its mark.
func (g *gathering) many(of string, times int, sort string) {
	g.Helper()
	g.Change(func(tx *db.Tx) error {
		_, err := db.Exec(tx, `
			WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
			INSERT INTO dialogue_input (municipality, id, dialogue, step, grp, participant, device_id, kind, data, first_sum, rev, channel, actor, profession,
			                            late, admitted, shared, hidden, withdrawn, about, mark, written_at)
			SELECT d.municipality, d.id || CAST(n.i AS TEXT) || $4, d.dialogue, d.step, d.grp, d.participant, d.device_id || CAST(n.i AS TEXT) || $4, x.kind, d.data, d.first_sum, d.rev, d.channel, d.actor, d.profession,
			       d.late, d.admitted, d.shared, d.hidden, d.withdrawn, x.about, x.mark, d.written_at + 60000000
			FROM dialogue_input d, n, (SELECT `+sort+`) x
			WHERE d.municipality = $1 AND d.id = $3`, times, of, string(g.uuid()[34:]))
		return err
	})
}
