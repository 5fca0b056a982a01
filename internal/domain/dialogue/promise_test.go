package dialogue_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/live"
	"kernehus/internal/town"
)

func (p *guest) tries(step int, late bool) error {
	return third(p.Write(p.Ctx(), p.who, card.Writing{ID: p.uuid(), Step: step, Kind: artefact.PerspectiveCard, Data: says("oplevet", "Fra en anden vagt"), Late: late}))
}

// Held in parts, a step waits seven days for those on another shift, the phone that comes
// back is the same, and then it takes latecomers only.
func TestThoseOnAnotherShiftWriteForSevenDays(t *testing.T) {
	in := a1
	in.Plan.InParts = true
	gather(t, in, func(g *gathering) {
		p := g.join(room.Employee, "lærer")
		g.to(3)
		g.to(4)
		g.Time = g.Time.Add(7*24*time.Hour - time.Minute)
		night := g.join(room.Employee, "pædagog") // comes in days after the room has moved on
		g.OK(errors.Join(p.tries(3, false), night.tries(3, false)))
		g.Time = g.Time.Add(time.Minute)
		if err := p.tries(3, false); !fault.HasCode(err, "step-closed") {
			g.Errorf("after seven days: %v", err)
		}
		g.OK(p.tries(3, true))
	})
}

func TestAStepLeftInOneMeetingWaitsTenMinutesAndThenTakesLatecomersOnly(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		g.Time = g.Time.Add(5 * time.Hour) // time that runs out closes nothing
		g.OK(p.tries(3, false))
		g.to(4)
		g.Time = g.Time.Add(10*time.Minute - time.Second)
		g.OK(p.tries(3, false))
		g.Time = g.Time.Add(time.Second)
		if err := p.tries(3, false); !fault.HasCode(err, "step-closed") {
			g.Errorf("after ten minutes: %v", err)
		}
		g.OK(p.tries(3, true))
		g.steer(room.Command{Do: room.Previous, From: 4})
		g.OK(p.tries(3, false))
		g.steer(room.Command{Do: room.Close})
		if err := p.tries(3, true); !fault.HasCode(err, "dialogue-closed") {
			g.Errorf("a closed dialogue took a latecomer: %v", err)
		}
	})
}

func TestWhatCameLateStandsInTheMinutesWithItsMark(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		p.write(3, artefact.PerspectiveCard, says("oplevet", "I rette tid"))
		g.steer(room.Command{Do: room.CloseStep, Step: 3})
		g.OK(p.tries(3, true))
		g.steer(room.Command{Do: room.Close})
		m, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if a := m.Steps[2].Artefacts; len(a) != 2 || a[0].Late || !a[1].Late {
			g.Errorf("the minutes of the step have %+v", a)
		}
	})
}

func TestAPhonesKeyOpensForADayAfterTheCloseAndNoLonger(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		p.write(3, artefact.PerspectiveCard, says("oplevet", "Mit"))
		g.steer(room.Command{Do: room.Close})
		g.Time = g.Time.Add(24*time.Hour - time.Second)
		in, err := g.OwnInputs(g.Ctx(), p.who)
		g.OK(err)
		if len(in.Own) != 1 {
			g.Errorf("the phone has %d of its own", len(in.Own))
		}
		g.Time = g.Time.Add(time.Second)
		for name, err := range map[string]error{
			"enter": second(g.Enter(g.Ctx(), p.who)), "inputs": second(g.OwnInputs(g.Ctx(), p.who)), "write": p.tries(3, true), "leave": g.Leave(g.Ctx(), p.who),
		} {
			if !fault.HasCode(err, "not-inside") {
				g.Errorf("%s a day after the close: %v", name, err)
			}
		}
	})
}

// A stream that is still open a day after the close ends, though nothing has moved the room.
func TestAnOpenStreamDiesWithThePhonesKey(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		w := dialogue.Watch{Hub: live.New("x"), Enter: func(context.Context) (dialogue.Seat, error) { return g.Enter(g.Ctx(), p.who) }}
		g.steer(room.Command{Do: room.Close})
		for range 3 {
			_, err := w.Seat(g.Ctx())
			g.OK(err)
		}
		g.Time = g.Time.Add(24 * time.Hour)
		if _, err := w.Seat(g.Ctx()); !fault.HasCode(err, "not-inside") {
			g.Errorf("a day after the close the stream goes on: %v", err)
		}
	})
}

func TestTheDatabaseAloneOpensNoDoor(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		all := g.everything("device || ' ' || token || ' ' || sealed FROM participant")
		for what, secret := range map[string]string{"token": p.Token, "token without its mark": strings.TrimPrefix(p.Token, "p_"), "id of the phone": p.device} {
			if strings.Contains(all, secret) {
				g.Errorf("the %s stands in the database", what)
			}
		}
		if again, err := p.again(g.D.Code); err != nil || again.Token != p.Token {
			g.Errorf("the phone itself came back as %+v, %v", again, err)
		}
	})
}

// Six hundred wrong codes from everywhere end the answers to wrong ones in one municipality;
// the right code, those inside and other municipalities notice nothing.
func TestGuessingFromEverywhereHindersNobodyWithTheRightCode(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		for i := range 600 {
			v := room.Visitor{Municipality: town.Here, Address: fmt.Sprintf("192.0.2.%d", i/29)}
			if err := second(g.SeatAtDoor(g.Ctx(), v, "AAAAABBBBB")); !fault.HasCode(err, "no-such-code") {
				g.Fatalf("guess %d: %v", i, err)
			}
		}
		elsewhere := room.Visitor{Municipality: town.Here, Address: "198.51.100.7"}
		if err := second(g.SeatAtDoor(g.Ctx(), elsewhere, "AAAAABBBBB")); !fault.Is(err, fault.TooMany) {
			g.Errorf("guess 601, from elsewhere: %v", err)
		}
		if err := third(g.Join(g.Ctx(), elsewhere, g.D.Code, dialogue.JoinInput{ID: g.uuid(), Actor: room.Citizen})); err != nil {
			g.Errorf("a newcomer with the right code meanwhile: %v", err)
		}
		g.OK(p.tries(3, false))
		neighbour := room.Visitor{Municipality: "elsewhere", Address: "198.51.100.7"}
		if err := second(g.SeatAtDoor(g.Ctx(), neighbour, "AAAAABBBBB")); !fault.HasCode(err, "no-such-code") {
			g.Errorf("another municipality's door: %v", err)
		}
	})
}

func TestTheProjectorsLinkShowsAndDoesNothingElse(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		p.write(3, artefact.PerspectiveCard, says("oplevet", "Ikke vist endnu"))
		seat, d, err := g.AtScreen(g.Ctx(), town.Here, g.D.Screen)
		g.OK(err)
		b, err := g.BoardSeen(g.Ctx(), seat)
		g.OK(err)
		if len(b.Cards) > 0 || b.Contributions != 1 || d.ID != g.D.ID || seat.Participant != "" || seat.Group != "" {
			g.Errorf("the projector shows %+v from %+v", b, seat)
		}
		as := dialogue.Guest{Municipality: town.Here, Code: g.D.Code, Token: g.D.Screen}
		for name, err := range map[string]error{
			"enter": second(g.Enter(g.Ctx(), as)), "write": (&guest{gathering: g, who: as}).tries(3, false), "need time": g.NeedTime(g.Ctx(), as, true),
		} {
			if !fault.HasCode(err, "not-inside") {
				g.Errorf("%s with the projector's secret: %v", name, err)
			}
		}
		for _, wrong := range []string{"", "x", g.D.Code, p.Token} {
			if _, _, err := g.AtScreen(g.Ctx(), town.Here, wrong); !fault.Is(err, fault.NotFound) {
				g.Errorf("a projector by %q: %v", wrong, err)
			}
		}
	})
}

func TestItIsSaidWhenTheFacilitatorIsTheGroupsOwnLeader(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		said := func() (door, desk bool) {
			v, err := g.AtDoor(g.Ctx(), g.visitor(), g.D.Code)
			g.OK(err)
			w, err := g.Desk(g.Ctx(), g.host, g.D.ID, 1)
			g.OK(err)
			return v.LeaderFacilitates, w.Room.LeaderFacilitates
		}
		if door, desk := said(); door || desk {
			g.Errorf("somebody else facilitates, and it is said at the door %v, at the desk %v", door, desk)
		}
		g.Change(func(tx *db.Tx) error {
			u, err := org.LoadUnit(tx, g.Unit["school"].ID)
			g.OK(err)
			_, err = db.Exec(tx, `UPDATE unit SET leader = $3 WHERE municipality = $1 AND id = $2`, u.ID, g.host.Person)
			return err
		})
		if door, desk := said(); !door || !desk {
			g.Errorf("the leader facilitates, and it is said at the door %v, at the desk %v", door, desk)
		}
	})
}

// Five of a kind may be named; four may not, and not the one kind that is left either.
func TestTheDeskNamesNobodyFewerThanFiveShare(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		for range 5 {
			g.join(room.Citizen, "")
		}
		for range 4 {
			g.join(room.Politician, "")
		}
		g.join(room.Council, "")
		g.to(3)
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 3)
		g.OK(err)
		if got := fmt.Sprint(desk.Actors); got != "[{"+room.MergedLabel+" 5} {citizen 5}]" && got != "[{citizen 5} {"+room.MergedLabel+" 5}]" {
			g.Errorf("the desk counts %s", got)
		}
	})
}

// Whatever a screen or a program is given, nothing in it tells who wrote.
func TestNoCardCarriesItsWriter(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		j, _, err := g.Join(g.Ctx(), g.visitor(), g.D.Code, dialogue.JoinInput{ID: g.uuid(), Actor: room.Employee, Profession: "bødker", Name: "Åse Eget Navn"})
		g.OK(err)
		p := &guest{gathering: g, Joined: j, who: dialogue.Guest{Municipality: town.Here, Code: g.D.Code, Token: j.Token}}
		mate := g.join(room.Citizen, "")
		g.to(3)
		for _, one := range []*guest{p, mate} {
			g.OK(g.ChangeSide(g.Ctx(), one.who, artefact.Experienced))
		}
		r := p.write(3, artefact.PerspectiveCard, says("oplevet", "Ord uden afsender"))
		g.steer(room.Command{Do: room.Show, Step: 3})
		seen := map[string]any{}
		look := func(name string, v any, err error) { g.Helper(); g.OK(err); seen[name] = v }
		seat, err := g.Enter(g.Ctx(), mate.who)
		g.OK(err)
		group, err := g.GroupSeen(g.Ctx(), seat)
		look("the group's phones", group, err)
		inputs, err := g.OwnInputs(g.Ctx(), mate.who)
		look("a mate's inputs", inputs, err)
		board, err := g.BoardSeen(g.Ctx(), seat)
		look("the board", board, err)
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 3)
		look("the desk", desk.Cards, err)
		result, err := g.Result(g.Ctx(), g.host, g.D.ID)
		look("the result", result, err)
		g.steer(room.Command{Do: room.Close})
		minutes, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
		look("the minutes", minutes, err)
		for name, v := range seen {
			b, err := json.Marshal(v)
			g.OK(err)
			if !strings.Contains(string(b), "Ord uden afsender") {
				g.Errorf("%s does not have the card: %s", name, b)
			}
			for what, secret := range map[string]string{"participant": p.Participant, "mark": p.Mark, "name": "Åse Eget", "profession": "bødker", "id on the phone": r.ID, "token": p.Token} {
				if strings.Contains(string(b), secret) {
					g.Errorf("%s tells the writer's %s: %s", name, what, b)
				}
			}
		}
		changes := g.everything("body FROM revision", "person || ' ' || token || ' ' || subject || ' ' || reason FROM change")
		if strings.Contains(changes, p.Participant) || strings.Contains(changes, "Åse Eget") {
			g.Error("the change log tells who wrote")
		}
	})
}

func TestWhoTakesOverHasTheWholeDeskAtOnce(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		p.write(3, artefact.PerspectiveCard, says("oplevet", "Lå der i forvejen"))
		colleague := g.As(access.Employee, "school")
		if _, err := g.Desk(g.Ctx(), colleague, g.D.ID, 3); err == nil {
			g.Error("a colleague has the desk before they were asked")
		}
		g.OK(g.AddHost(g.Ctx(), g.host, g.D.ID, id.Of[org.Person](colleague.Person)))
		desk, err := g.Desk(g.Ctx(), colleague, g.D.ID, 3)
		g.OK(err)
		if len(desk.Cards) != 1 || desk.Room.Step.Number != 3 {
			g.Errorf("the colleague sees %d cards in step %+v", len(desk.Cards), desk.Room.Step)
		}
		_, err = g.Steer(g.Ctx(), colleague, g.D.ID, room.Command{Do: room.Next, From: 3})
		g.OK(err)
	})
}

// What a dialogue comes to becomes a proposal to its core task: a leader elsewhere could
// plan one about any core task, by the slug that citizens see, and so write in it.
func TestNobodyHoldsADialogueAboutWhatIsAnotherUnits(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a4_hvem_bidrager"}, func(g *gathering) {
		task, _ := g.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære")
		in := dialogue.PlanInput{Guide: "a4_hvem_bidrager", Title: "Hvem bidrager?", Unit: g.Unit["other"].ID.String()}
		for _, role := range []access.Role{access.AreaHead, access.Leader, access.Coordinator, access.Facilitator, access.MEDMember} {
			for _, in.CoreTask = range []string{task.ID.String(), task.Slug} {
				if _, err := g.Plan(g.Ctx(), g.As(role, "other"), in, true); !fault.HasCode(err, "choose") {
					g.Errorf("%s of another unit: %v", role, err)
				}
			}
		}
		if _, err := g.Plan(g.Ctx(), g.As(access.AreaHead, "council"), in, true); err != nil {
			g.Errorf("who leads both: %v", err)
		}
	})
}

// A core task may move to another unit while its dialogue is planned: the plan can still be
// mended by who made it.
func TestAPlanIsMendedAfterItsCoreTaskHasMoved(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a4_hvem_bidrager"}, func(g *gathering) {
		task, _ := g.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære")
		leader := g.As(access.Leader, "school")
		in := dialogue.PlanInput{Guide: "a4_hvem_bidrager", Title: "Hvem bidrager?", Unit: g.Unit["school"].ID.String(), CoreTask: task.ID.String()}
		d, err := g.Plan(g.Ctx(), leader, in, false)
		g.OK(err)
		g.Change(func(tx *db.Tx) error {
			_, err := db.Exec(tx, `UPDATE core_task SET unit = $2 WHERE municipality = $1 AND id = $3`, g.Unit["other"].ID, task.ID)
			return err
		})
		in.Version, in.Title = d.Version, "Hvem bidrager med hvad?"
		if d, err = g.Replan(g.Ctx(), leader, d.ID, in); err != nil || d.Title != in.Title {
			g.Errorf("%q, %v", d.Title, err)
		}
	})
}

// A colleague who was asked to facilitate too may mend the plan like the first one; where it
// is held and what it is about is for those who may plan there.
func TestACoFacilitatorFromElsewhereMendsThePlanButMovesItNowhere(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a4_hvem_bidrager"}, func(g *gathering) {
		task, _ := g.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære")
		in := dialogue.PlanInput{Guide: "a4_hvem_bidrager", Title: "Hvem bidrager?", Unit: g.Unit["school"].ID.String(), CoreTask: task.ID.String()}
		leader, colleague := g.As(access.Leader, "school"), g.As(access.Facilitator, "other")
		d, err := g.Plan(g.Ctx(), leader, in, false)
		g.OK(err)
		g.OK(g.AddHost(g.Ctx(), leader, d.ID, id.Of[org.Person](colleague.Person)))
		in.Version, in.Title = d.Version, "Hvem bidrager med hvad?"
		if d, err = g.Replan(g.Ctx(), colleague, d.ID, in); err != nil || d.Title != in.Title {
			g.Errorf("another title: %q, %v", d.Title, err)
		}
		in.Version, in.CoreTask = d.Version, ""
		if _, err = g.Replan(g.Ctx(), colleague, d.ID, in); !fault.Is(err, fault.Forbidden) {
			g.Errorf("about something else: %v", err)
		}
	})
}
