package dialogue_test

import (
	"errors"
	"sync"
	"testing"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/town"
)

// atOnce does several things at the same moment and gives what each came to.
func atOnce(do ...func() error) []error {
	out := make([]error, len(do))
	var wg sync.WaitGroup
	for i, one := range do {
		wg.Go(func() { out[i] = one() })
	}
	wg.Wait()
	return out
}

func TestACardTakenBackWhileItIsHiddenIsTakenBackAndHidden(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		for range 10 {
			r := p.write(3, artefact.PerspectiveCard, says("oplevet", "Dette tages tilbage"))
			failed := atOnce(
				func() error { return second(g.Withdraw(g.Ctx(), p.who, r.ID, 2)) },
				func() error {
					err := g.Hide(g.Ctx(), g.host, g.D.ID, r.Card, true)
					if fault.Is(err, fault.NotFound) { // it was gone first
						err = nil
					}
					return err
				})
			g.OK(errors.Join(failed...))
		}
		for range 10 {
			r := p.write(3, artefact.PerspectiveCard, says("oplevet", "Dette er skjult"))
			failed := atOnce(
				func() error {
					return second(g.Correct(g.Ctx(), p.who, r.ID, card.Correction{Rev: 2, Kind: artefact.PerspectiveCard, Data: says("oplevet", "Dette er rettet og skjult")}))
				},
				func() error { return g.Hide(g.Ctx(), g.host, g.D.ID, r.Card, true) })
			g.OK(errors.Join(failed...))
		}
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 3)
		g.OK(err)
		if len(desk.Cards) != 10 {
			g.Errorf("%d cards lie there, want the 10 that were not taken back", len(desk.Cards))
		}
		for _, c := range desk.Cards {
			if !c.Hidden || c.Data["udsagn"] != "Dette er rettet og skjult" {
				g.Errorf("%q, hidden %v", c.Data["udsagn"], c.Hidden)
			}
		}
	})
}

func TestWhoComesInWhileTheRoomMovesLandsWhereItIs(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.join(room.Citizen, "")
		g.to(2)
		guests := make([]dialogue.Guest, 16)
		do := []func() error{func() error {
			return second(g.Steer(g.Ctx(), g.host, g.D.ID, room.Command{Do: room.GoTo, Step: 3}))
		}}
		for i := range guests {
			in := dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen}
			do = append(do, func() error {
				j, _, err := g.Join(g.Ctx(), g.visitor(), g.D.Code, in)
				guests[i] = dialogue.Guest{Municipality: town.Here, Code: g.D.Code, Token: j.Token}
				return err
			})
		}
		g.OK(errors.Join(atOnce(do...)...))
		for _, who := range guests {
			seat, err := g.Enter(g.Ctx(), who)
			g.OK(err)
			if seat.Group == "" {
				g.Errorf("somebody who came in while the room moved has no group in step 3")
			}
		}
	})
}

func TestNobodyComesInAfterTheMinutesAreFrozen(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.join(room.Citizen, "")
		g.to(3)
		do := []func() error{func() error {
			return second(g.Steer(g.Ctx(), g.host, g.D.ID, room.Command{Do: room.Close}))
		}}
		for range 16 {
			in := dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen}
			do = append(do, func() error { return third(g.Join(g.Ctx(), g.visitor(), g.D.Code, in)) })
		}
		in := 1
		for i, err := range atOnce(do...) {
			switch {
			case err == nil && i > 0:
				in++
			case err != nil && !fault.HasCode(err, "not-open") && !fault.HasCode(err, "no-such-code"):
				g.Errorf("one got %v", err)
			}
		}
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if r.People != in {
			g.Errorf("the minutes know %d people, %d were let in", r.People, in)
		}
	})
}

func TestThoseWhoComeAtOnceSpreadOverTheTables(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a1_hvem_definerer", Variant: "perspektivgrupper", Plan: dialogue.Plan{Tables: 6}}, func(g *gathering) {
		var do []func() error
		tables := make([]string, 24)
		for i := range tables {
			in := dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen}
			do = append(do, func() error {
				j, _, err := g.Join(g.Ctx(), g.visitor(), g.D.Code, in)
				tables[i] = j.Group
				return err
			})
		}
		g.OK(errors.Join(atOnce(do...)...))
		at := map[string]int{}
		for _, one := range tables {
			at[one]++
		}
		for key, n := range at {
			if n != 4 {
				g.Errorf("%d sit at table %s, want 24 people four at each of six: %v", n, key, at)
			}
		}
	})
}

func TestTwoTapsOnTheSameSideMoveOnePersonOnce(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		var all []*guest
		for range 9 {
			all = append(all, g.join(room.Employee, ""))
		}
		g.to(3)
		for _, p := range all {
			tap := func() error { return g.ChangeSide(g.Ctx(), p.who, artefact.Experienced) }
			g.OK(errors.Join(atOnce(tap, tap, tap)...))
		}
		g.Change(func(tx *db.Tx) error {
			tables, err := room.At{Dialogue: g.D.ID.String(), Step: 3}.Tables(tx)
			for _, one := range tables {
				want := 0
				if one.Key == artefact.Experienced {
					want = len(all)
				}
				if one.People != want {
					g.Errorf("%d people are counted in %s, want %d", one.People, one.Key, want)
				}
			}
			return err
		})
	})
}

func TestTwoFacilitatorsMakeOneAgreementOfOneCard(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(5)
		r := p.write(5, artefact.KnowledgeNeed, artefact.Data{"spoergsmaal": "Hvor mange går hjem uden svar?"})
		agree := func() error {
			return second(g.Agree(g.Ctx(), g.host, g.D.ID, agreement.Input{Kind: artefact.KnowledgeNeed, Card: r.Card, Data: artefact.Data{"spoergsmaal": "Hvor mange går hjem uden svar?"}}))
		}
		made := 0
		for _, err := range atOnce(agree, agree, agree) {
			switch {
			case err == nil:
				made++
			case !fault.HasCode(err, "changed-meanwhile"):
				g.Errorf("one got %v", err)
			}
		}
		if made != 1 {
			g.Errorf("%d agreements were made of one card", made)
		}
	})
}
