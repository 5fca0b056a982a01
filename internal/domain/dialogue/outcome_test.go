package dialogue_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kernehus/content"
	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
	"kernehus/internal/town"
)

func agreed(what string) agreement.Input {
	return agreement.Input{Kind: artefact.Agreement, Data: artefact.Data{"hvad": what}}
}

func TestTheWholeStoryOfA4(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a4_hvem_bidrager"}, func(g *gathering) {
		task, _ := g.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære")
		g.plan(dialogue.PlanInput{Guide: "a4_hvem_bidrager", CoreTask: task.ID.String()})
		leader := g.join(room.LeaderHere, "")
		var teachers, others []*guest
		for range 6 {
			teachers = append(teachers, g.join(room.Employee, "lærer"))
		}
		for _, p := range []string{"pædagog", "pædagog", "pædagog", "pedel", "sekretær"} {
			others = append(others, g.join(room.Employee, p))
		}
		g.to(1)
		draft := leader.write(1, artefact.Formulation, artefact.Data{"tekst": "Alle børn lærer noget hver dag."})
		g.to(2)
		change := teachers[0].write(2, artefact.Formulation, artefact.Data{"tekst": "Og har det godt imens."})
		g.to(3)
		seats := map[string]string{}
		for _, p := range append(slices.Clone(teachers), others...) {
			seat, err := g.Enter(g.Ctx(), p.who)
			g.OK(err)
			seats[p.Participant] = seat.Group
		}
		if seats[teachers[0].Participant] == seats[others[0].Participant] || seats[others[3].Participant] == "" {
			g.Errorf("seats = %v", seats)
		}
		share := others[3].write(3, artefact.Contribution, artefact.Data{"faggruppe": "pedel", "vi_bidrager_med": "Rum, der er til at være i"})
		mark := func(p *guest, sort string) error {
			return third(g.Write(g.Ctx(), p.who, card.Writing{ID: g.uuid(), Step: 4, Kind: artefact.Mark, Data: artefact.Data{"kort": share.Card, "slags": sort}}))
		}
		g.to(4)
		if err := mark(teachers[0], "overraskelse"); !fault.HasCode(err, "no-such-card") {
			g.Errorf("a mark on a card that is not shown: %v", err)
		}
		g.steer(room.Command{Do: room.Show, Step: 3})
		g.OK(mark(teachers[0], "overraskelse"))
		g.OK(mark(teachers[0], "overraskelse")) // twice by the same
		g.OK(mark(teachers[1], "overraskelse"))
		g.OK(mark(others[0], "kendt"))
		b, err := g.BoardSeen(g.Ctx(), dialogue.Seat{Municipality: town.Here, Dialogue: g.D.ID})
		g.OK(err)
		if len(b.Cards) != 1 || b.Cards[0].Marks["overraskelse"] != 2 || b.Cards[0].Marks["kendt"] != 1 {
			g.Errorf("board = %+v", b.Cards)
		}
		g.to(5)
		teachers[2].write(5, artefact.CooperationIdea, artefact.Data{"ide": "Et kort møde ved tavlen"})
		g.to(6)
		teachers[3].write(6, artefact.Agreement, artefact.Data{"hvad": "Tavlemøde hver mandag", "hvem": "Tovholder i indskolingen"})
		_, err = g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Card: draft.Card, Text: "Alle børn lærer noget hver dag."}, {Card: change.Card, Text: "Og har det godt imens."}}})
		g.OK(err)
		g.steer(room.Command{Do: room.Close})
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		w, err := g.Tasks.Work(g.Ctx(), g.As(access.Leader, "school"), task.Slug)
		g.OK(err)
		if !strings.Contains(fmt.Sprintf("%+v", w), "Alle børn lærer noget hver dag. Og har det godt imens.") || !strings.Contains(fmt.Sprintf("%+v", w), "Rum, der er til at være i") {
			g.Errorf("the core task did not get the text and the contribution: %+v", w)
		}
		if r.Proposed == "" || !r.Artefacts[0].Draft || r.Artefacts[1].Draft {
			g.Errorf("result = %+v", r)
		}
	})
}

// unseen is a guide the code has never met, with every kind there is.
func unseen(t *testing.T) guide.Library {
	t.Helper()
	b, err := os.ReadFile("../guide/testdata/vores_egen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(b), "synlighed: gruppe", "synlighed: skjult_til_vist") // so that its cards can get marks
	lib, wrong := guide.Load(fstest.MapFS{"guides/vores_egen.yaml": {Data: []byte(text)}})
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return lib
}

// sample is something of each kind.
func sample(k artefact.Kind, about string) artefact.Data {
	return map[artefact.Kind]artefact.Data{
		artefact.Formulation: {"tekst": "En tekst"}, artefact.PerspectiveCard: says("formelt", "En pointe"), artefact.OverlapMap: {"faelles": "Det hele"},
		artefact.KnowledgeNeed: {"spoergsmaal": "Hvor mange?"}, artefact.Contribution: {"vi_bidrager_med": "Ro"}, artefact.CooperationIdea: {"ide": "En idé"},
		artefact.Disagreement: {"emne": "Et emne"}, artefact.Agreement: {"hvad": "En aftale"}, artefact.Mark: {"kort": about, "slags": "spoergsmaal"},
	}[k]
}

func TestAGuideTheCodeHasNeverSeenRunsFromFileToMinutes(t *testing.T) {
	lib := unseen(t)
	town.In(t, func(w *town.Town) {
		for _, v := range []string{"borde", "sider", "roller"} {
			g := &gathering{Town: w, Service: dialogue.New(w.DB, lib, places(w))}
			g.plan(dialogue.PlanInput{Guide: "vores_egen", Variant: v})
			p := g.join(room.LeaderHere, "")
			for _, a := range room.Actors() {
				g.join(a, "lærer")
			}
			own, _ := lib.Get("vores_egen")
			made := map[artefact.Kind]int{}
			about := ""
			for _, st := range own.Steps {
				g.to(st.Number)
				g.steer(room.Command{Do: room.Show, Step: st.Number})
				for _, k := range st.Accepts {
					made[k]++
					about = g.fill(p, st, k, about)
				}
			}
			g.steer(room.Command{Do: room.Close})
			m, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
			g.OK(err)
			for _, k := range artefact.Kinds() {
				if made[k] == 0 {
					g.Errorf("the guide makes nothing of kind %s", k)
				}
			}
			if got, want := len(m.Result.Artefacts), sum(made)-made[artefact.Mark]-1; got != want { // all but the mark and the private note
				g.Errorf("%s: the minutes have %d things of %d", v, got, want)
			}
		}
	})
}

func sum(made map[artefact.Kind]int) int {
	n := 0
	for _, m := range made {
		n += m
	}
	return n
}

// fill makes one thing of a kind in a step, by a guest or by the facilitator, and gives the
// card that a mark can be put on.
func (g *gathering) fill(p *guest, st guide.Step, k artefact.Kind, about string) string {
	g.Helper()
	if st.Who == guide.Facilitator || k == artefact.OverlapMap {
		_, err := g.EnterFor(g.Ctx(), g.host, g.D.ID, dialogue.Entry{ID: g.uuid(), Step: st.Number, Channel: card.FromFacilitator, Kind: k, Data: sample(k, about)})
		g.OK(err)
		return about
	}
	r := p.write(st.Number, k, sample(k, about))
	if k == artefact.Contribution {
		return r.Card
	}
	return about
}

func TestPaperCountsLikeTheRestAndOnlyOnce(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.to(3)
		e := dialogue.Entry{ID: g.uuid(), Step: 3, Group: "oplevet", Channel: card.Paper, Actor: room.Citizen, Kind: artefact.PerspectiveCard, Data: says("oplevet", "Fra papiret")}
		first, err := g.EnterFor(g.Ctx(), g.host, g.D.ID, e)
		g.OK(err)
		again, err := g.EnterFor(g.Ctx(), g.host, g.D.ID, e)
		g.OK(err)
		if first != again {
			g.Errorf("entered twice: %+v and %+v", first, again)
		}
		g.to(4)
		g.steer(room.Command{Do: room.CloseStep, Step: 3})
		e.ID = g.uuid()
		_, err = g.EnterFor(g.Ctx(), g.host, g.D.ID, e) // the pile was found afterwards
		g.OK(err)
		g.steer(room.Command{Do: room.Close})
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if len(r.Artefacts) != 2 || r.Artefacts[0].Provenance.Channel != card.Paper || r.Artefacts[0].Provenance.Group != "oplevet" {
			g.Errorf("artefacts = %+v", r.Artefacts)
		}
	})
}

func TestALateNoteLiesInTheTrayUntilItIsAdmitted(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		g.steer(room.Command{Do: room.Show, Step: 3})
		g.steer(room.Command{Do: room.CloseStep, Step: 3})
		r, _, err := g.Write(g.Ctx(), p.who, card.Writing{ID: g.uuid(), Step: 3, Kind: artefact.PerspectiveCard, Data: says("oplevet", "Efternøler"), Late: true})
		g.OK(err)
		if !r.Late || g.sees(nil, "Efternøler") {
			g.Errorf("receipt %+v, or it is shown at once", r)
		}
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 3)
		g.OK(err)
		if len(desk.Tray) != 1 || len(desk.Cards) != 0 {
			g.Errorf("tray %+v, cards %+v", desk.Tray, desk.Cards)
		}
		g.OK(g.Admit(g.Ctx(), g.host, g.D.ID, r.Card, true))
		if !g.sees(nil, "Efternøler") {
			g.Error("an admitted note is not shown")
		}
	})
}

func TestThePrivateNoteThatIsSharedIsKept(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(2)
		kept, gone := p.write(2, artefact.Formulation, artefact.Data{"tekst": "Den må I gerne se"}), p.write(2, artefact.Formulation, artefact.Data{"tekst": "Den her er min"})
		_, err := g.Share(g.Ctx(), p.who, kept.ID, true)
		g.OK(err)
		desk, err := g.Desk(g.Ctx(), g.host, g.D.ID, 2)
		g.OK(err)
		if len(desk.Cards) != 1 || desk.Contributions != 2 {
			g.Errorf("the desk has %+v of %d", desk.Cards, desk.Contributions)
		}
		g.steer(room.Command{Do: room.Close})
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if len(r.Artefacts) != 1 || r.Artefacts[0].Data["tekst"] != "Den må I gerne se" {
			g.Errorf("artefacts = %+v", r.Artefacts)
		}
		g.checkPrivateIsGone(gone.Card)
	})
}

// A private note that was shared, used in every way a facilitator can, and taken back: the
// words go with it, and the dialogue closes.
func TestASharedNoteThatWasUsedCanBeTakenBack(t *testing.T) {
	guides := privateDeals(t)
	take := map[string]func(g *gathering, p *guest, r card.Receipt) error{
		"unshared": func(g *gathering, p *guest, r card.Receipt) error {
			return second(g.Share(g.Ctx(), p.who, r.ID, false))
		},
		"withdrawn": func(g *gathering, p *guest, r card.Receipt) error { return second(g.Withdraw(g.Ctx(), p.who, r.ID, 2)) },
	}
	town.In(t, func(w *town.Town) {
		for name, takeBack := range take {
			g := &gathering{Town: w, Service: dialogue.New(w.DB, guides, places(w))}
			g.plan(dialogue.PlanInput{Guide: "a1_hvem_definerer"})
			p := g.join(room.Citizen, "")
			g.to(2)
			r := p.write(2, artefact.Agreement, artefact.Data{"hvad": "Min egen tanke"})
			g.OK(second(g.Share(g.Ctx(), p.who, r.ID, true)))
			g.steer(room.Command{Do: room.Show, Step: 2})
			h, err := g.AddHeading(g.Ctx(), g.host, g.D.ID, 2, "Tanker")
			g.OK(err)
			place, heading := "faelles", h.ID.String()
			g.OK(second(g.Place(g.Ctx(), g.host, g.D.ID, dialogue.PlaceInput{Step: 2, Card: r.Card, Place: &place, Heading: &heading})))
			g.OK(second(g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Card: r.Card, Text: "Min egen tanke"}, {Text: "Vores fælles"}}})))
			in := agreed("Min egen tanke")
			in.Card = r.Card
			g.OK(second(g.Agree(g.Ctx(), g.host, g.D.ID, in)))
			g.OK(takeBack(g, p, r))
			b, err := g.BoardSeen(g.Ctx(), dialogue.Seat{Municipality: town.Here, Dialogue: g.D.ID})
			g.OK(err)
			if len(b.Cards) > 0 || b.Map {
				g.Errorf("%s: the board has %+v, a map: %v", name, b.Cards, b.Map)
			}
			g.steer(room.Command{Do: room.Close})
			m, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
			g.OK(err)
			if s, _ := json.Marshal(m); strings.Contains(string(s), "Min egen") || m.Result.Gathered.Text != "Vores fælles" || len(m.Agreements) > 0 {
				g.Errorf("%s: the minutes still have it: %s", name, s)
			}
			g.checkPrivateIsGone(r.Card)
			if left := g.everything("data FROM dialogue_input", "body FROM dialogue_result", "pieces FROM gathered_text", "data FROM agreement", "body FROM revision"); strings.Contains(left, "Min egen") {
				g.Errorf("%s: the words stand somewhere: %s", name, left)
			}
		}
	})
}

// privateDeals is A1 with a private step that also takes agreements.
func privateDeals(t *testing.T) guide.Library {
	t.Helper()
	b, err := content.Files.ReadFile("guides/a1_hvem_definerer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(b), "synlighed: privat\n    artefakter: [formulering]", "synlighed: privat\n    artefakter: [formulering, aftale]", 1)
	lib, wrong := guide.Load(fstest.MapFS{"guides/a1_hvem_definerer.yaml": {Data: []byte(text)}})
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return lib
}

func TestLabelsOfFewerThanFiveAreMergedInTheResult(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		var last *guest
		for range 6 {
			last = g.join(room.Employee, "lærer")
		}
		one := g.join(room.Politician, "")
		for range 4 {
			g.join(room.Employee, "pædagog")
		}
		g.to(3)
		one.write(3, artefact.PerspectiveCard, says("formelt", "Fra den eneste politiker"))
		last.write(3, artefact.PerspectiveCard, says("udfoert", "Fra en af seks lærere"))
		g.steer(room.Command{Do: room.Close})
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		b, err := json.Marshal(r)
		g.OK(err)
		if strings.Contains(string(b), "politician") || strings.Contains(string(b), "pædagog") {
			g.Errorf("the result tells of the few: %s", b)
		}
		if p := r.Artefacts[0].Provenance; p.Actor != room.MergedLabel {
			g.Errorf("provenance of the politician = %+v", p)
		}
	})
}

func TestAnAgreementIsTheOwnersOnceTheySayYes(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Employee, "lærer")
		g.to(7)
		r := p.write(7, artefact.Agreement, artefact.Data{"hvad": "Nye vagter", "hvem": "Lederen", "arbejdsforhold": "ja"})
		owner := g.As(access.Leader, "school")
		in := agreement.Input{Kind: artefact.Agreement, Data: artefact.Data{"hvad": "Nye vagter", "hvem": "Lederen", "arbejdsforhold": "ja"}}
		in.Card, in.Owner, in.Due = r.Card, id.Of[org.Person](owner.Person), "2026-06-01"
		a, err := g.Agree(g.Ctx(), g.host, g.D.ID, in)
		g.OK(err)
		if a.State != agreement.Asked || !a.MED {
			g.Errorf("agreement = %+v", a)
		}
		if _, err := g.Agree(g.Ctx(), g.host, g.D.ID, in); !fault.HasCode(err, "changed-meanwhile") {
			g.Errorf("a second of the same card: %v", err)
		}
		g.steer(room.Command{Do: room.Close})
		s := agreement.Service{DB: g.Town.DB}
		mine, err := s.Mine(g.Ctx(), owner)
		g.OK(err)
		if len(mine) != 1 || mine[0].Title != "Hvad er vi til for?" {
			g.Fatalf("on the owner's page: %+v", mine)
		}
		if err := s.Answer(g.Ctx(), g.host, a.ID, true); !fault.Is(err, fault.NotFound) {
			g.Errorf("somebody else says yes: %v", err)
		}
		line := func() dialogue.AgreementLine {
			m, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
			g.OK(err)
			return m.Agreements[0]
		}
		if l := line(); l.Owner != "" || l.Role != "Lederen" {
			g.Errorf("before the yes the minutes show %+v", l)
		}
		g.OK(s.Answer(g.Ctx(), owner, a.ID, true))
		if l := line(); l.Owner != "leder school" {
			g.Errorf("after the yes the minutes show %+v", l)
		}
		if err := s.Answer(g.Ctx(), owner, a.ID, false); !fault.HasCode(err, "already-answered") {
			g.Errorf("a second answer: %v", err)
		}
		in.ID, in.Version, in.Card = a.ID, 2, ""
		a, err = g.Agree(g.Ctx(), g.host, g.D.ID, in)
		g.OK(err)
		if a.State != agreement.Accepted {
			g.Errorf("nothing of it was changed, and it is %s", a.State)
		}
		in.Version, in.Data = a.Version, artefact.Data{"hvad": "Nye vagter hver weekend", "hvem": "Lederen", "arbejdsforhold": "ja"}
		a, err = g.Agree(g.Ctx(), g.host, g.D.ID, in)
		g.OK(err)
		if a.State != agreement.Asked || line().Owner != "" {
			g.Errorf("they said yes to other words, and it is %s", a.State)
		}
		g.OK(s.Answer(g.Ctx(), owner, a.ID, true))
		g.OK(s.Finish(g.Ctx(), owner, a.ID, true))
	})
}

// The text is gathered, the dialogue closed, opened again, the text written better, closed
// again: the better one is what the leader is asked to adopt.
func TestAReopenedDialogueProposesTheTextOfItsLastClose(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.join(room.Citizen, "")
		g.to(7)
		version := int64(0)
		for _, text := range []string{"Det første", "Det andet", ""} {
			kept, err := g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Version: version, Pieces: []dialogue.Piece{{Text: text}}})
			g.OK(err)
			version = kept.Version
			g.steer(room.Command{Do: room.Close})
			r, err := g.Result(g.Ctx(), g.host, g.D.ID)
			g.OK(err)
			w, err := g.Tasks.Work(g.Ctx(), g.As(access.Leader, "school"), "kerneopgaven-for-aaskolen")
			g.OK(err)
			v, open := w.Open(coretask.Proposed)
			if open != (text != "") || v.Formulation != text || v.ID.String() != r.Proposed || r.Gathered.Text != text {
				g.Errorf("closed with %q: the school has %q, the minutes have %q", text, v.Formulation, r.Gathered.Text)
			}
			g.steer(room.Command{Do: room.Reopen})
		}
	})
}

func TestAReopenedDialogueClosesIntoANewResult(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(7)
		p.write(7, artefact.Agreement, artefact.Data{"hvad": "Den første"})
		g.steer(room.Command{Do: room.Close})
		g.steer(room.Command{Do: room.Reopen})
		p.write(7, artefact.Agreement, artefact.Data{"hvad": "Den anden"})
		g.steer(room.Command{Do: room.Close})
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if len(r.Artefacts) != 2 || len(r.Agreements) != 2 {
			g.Errorf("%d things, %d agreements", len(r.Artefacts), len(r.Agreements))
		}
	})
}

// everything is all text in the database but the schema.
func (g *gathering) everything(tables ...string) string {
	g.Helper()
	var b strings.Builder
	g.OK(g.Town.DB.View(g.Ctx(), access.Program(town.Here), func(tx *db.Tx) error {
		for _, t := range tables {
			all, err := db.All[string](tx, `SELECT `+t+` WHERE municipality = $1 LIMIT 1000`)
			if err != nil {
				return err
			}
			b.WriteString(strings.Join(all, "\n"))
		}
		return nil
	}))
	return b.String()
}

func TestWhatIsNoLongerNeededGoesByItself(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		p := g.join(room.Citizen, "")
		g.to(3)
		p.write(3, artefact.PerspectiveCard, says("oplevet", "Dette står i referatet"))
		g.steer(room.Command{Do: room.Close})
		jobs := job.Runner{DB: g.Town.DB, Kinds: g.Jobs(), Log: slog.New(slog.DiscardHandler)}
		left := func() (people, inputs int) {
			g.OK(g.Town.DB.View(g.Ctx(), access.Program(town.Here), func(tx *db.Tx) (err error) {
				if people, err = db.One[int](tx, `SELECT count(*) FROM participant WHERE municipality = $1`); err == nil {
					inputs, err = db.One[int](tx, `SELECT count(*) FROM dialogue_input WHERE municipality = $1`)
				}
				return err
			}))
			return people, inputs
		}
		work := func() {
			for {
				did, err := jobs.Step(g.Ctx())
				g.OK(err)
				if !did {
					return
				}
			}
		}
		for _, c := range []struct{ days, people, inputs int }{{29, 1, 1}, {2, 0, 1}, {300, 0, 1}, {40, 0, 0}} {
			g.Days(c.days)
			work()
			if people, inputs := left(); people != c.people || inputs != c.inputs {
				g.Errorf("%d days on: %d people, %d inputs; want %d, %d", c.days, people, inputs, c.people, c.inputs)
			}
		}
		m, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if len(m.Result.Artefacts) != 1 {
			g.Error("the minutes have lost what they froze")
		}
	})
}

func TestADialogueThatIsReopenedIsNotForgottenByTheFirstClose(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.join(room.Citizen, "")
		g.steer(room.Command{Do: room.Close})
		g.steer(room.Command{Do: room.Reopen})
		g.Time = g.Time.Add(40 * 24 * time.Hour)
		jobs := job.Runner{DB: g.Town.DB, Kinds: g.Jobs(), Log: slog.New(slog.DiscardHandler)}
		_, err := jobs.Step(g.Ctx())
		g.OK(err)
		people, err := g.People(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if len(people) != 1 {
			g.Errorf("%d people in the room", len(people))
		}
	})
}

func TestAClosedDialogueProposesToItsUnitWhenItHasNoCoreTaskYet(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.join(room.Citizen, "")
		g.to(7)
		_, err := g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Text: "Vi er til for børnene"}}})
		g.OK(err)
		g.steer(room.Command{Do: room.Close})
		list, err := g.Tasks.Of(g.Ctx(), g.As(access.Leader, "school"), g.Unit["school"].ID)
		g.OK(err)
		if len(list) != 1 {
			g.Errorf("the school has %d core tasks", len(list))
		}
	})
}

func TestGatheredTextIsNoLongerThanACoreTaskMayBe(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.to(7)
		half := strings.Repeat("ø", wording.LongestFormulation/2)
		_, err := g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Text: half}, {Text: half}}})
		if !fault.HasCode(err, "too-long") {
			g.Errorf("two halves and the space between them: %v", err)
		}
		g.OK(second(g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Text: half}, {Text: half[2:]}}})))
	})
}

func TestPaperWithoutAProfessionDoesNotCostTheProposal(t *testing.T) {
	gather(t, dialogue.PlanInput{Guide: "a4_hvem_bidrager"}, func(g *gathering) {
		g.to(3)
		g.OK(second(g.EnterFor(g.Ctx(), g.host, g.D.ID, dialogue.Entry{ID: id.UUID(), Step: 3, Channel: card.Paper, Kind: artefact.Contribution, Data: artefact.Data{"vi_bidrager_med": "Varm mad til tiden"}})))
		g.to(6)
		g.OK(second(g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Text: "Vi er til for børnene"}}})))
		g.steer(room.Command{Do: room.Close})
		r, err := g.Result(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		w, err := g.Tasks.Work(g.Ctx(), g.As(access.Leader, "school"), "kerneopgaven-for-aaskolen")
		g.OK(err)
		if r.Proposed == "" || r.NotProposed != "" || len(w.Contributions) != 1 || w.Contributions[0].Profession != "Faggruppe ikke oplyst" {
			g.Errorf("proposed %q (%s), contributions %+v", r.Proposed, r.NotProposed, w.Contributions)
		}
	})
}

func TestWhatCannotBeProposedIsKeptWithItsReasonAndWritesNothing(t *testing.T) {
	gather(t, a1, func(g *gathering) {
		g.join(room.Citizen, "")
		g.to(7)
		kept, err := g.Gather(g.Ctx(), g.host, g.D.ID, dialogue.GatherInput{Pieces: []dialogue.Piece{{Text: "Vi er til for børnene"}}})
		g.OK(err)
		kept.Pieces[0].Text = strings.Repeat("Vi er til for børnene. ", 40) // kept before there was a limit
		g.Change(func(tx *db.Tx) error { return db.Put(tx, &kept) })
		g.steer(room.Command{Do: room.Close})
		m, err := g.Minutes(g.Ctx(), g.host, g.D.ID)
		g.OK(err)
		if m.Result.Proposed != "" || m.Result.NotProposed != "too-long" {
			g.Errorf("proposed %q, because %q", m.Result.Proposed, m.Result.NotProposed)
		}
		list, err := g.Tasks.Of(g.Ctx(), g.As(access.Leader, "school"), g.Unit["school"].ID)
		g.OK(err)
		if len(list) != 0 {
			g.Errorf("a core task was begun and has nothing in it: %+v", list)
		}
	})
}
