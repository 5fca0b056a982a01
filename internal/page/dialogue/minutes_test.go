package dialogue_test

import (
	"strings"
	"testing"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/town"
)

// held tells a story of a dialogue that has been held and closed.
func held(t *testing.T, story func(h *house, mie access.Actor)) {
	t.Helper()
	inHouse(t, func(h *house) {
		in := a1()
		in.Officer, in.HeldOn = "Bo Berg", day.Date("2026-03-02")
		in.Plan = dialogue.Plan{CaseNumber: "27.36.00-A00-5-26", Organiser: dialogue.ByMED, MEDOn: "2026-02-20", Hosts: []string{"tr"}}
		h.plan(in, true)
		var teachers []phone
		for range 6 {
			teachers = append(teachers, h.join(room.Employee, "lærer"))
		}
		citizen := h.join(room.Citizen, "")
		h.to(3)
		citizen.says("oplevet", bus)
		h.steer(room.Command{Do: room.CloseStep, Step: 3})
		teachers[0].late(3, artefact.PerspectiveCard, "perspektiv", "udfoert", "udsagn", "Vi venter ved porten")
		h.to(6)
		draft := teachers[1].write(6, artefact.Formulation, "tekst", "Alle børn går herfra med mod på at lære mere.")
		h.to(7)
		h.pressOn(h.desk.Get(h.at("/styring")), "#udkast-"+draft, "Tag det hele med")
		h.press("#skriv-ned-uenighed", "Skriv det ned", "emne", "Må døren låses?", "synspunkter", "Halvdelen siger ja.")
		h.press(".kh-third-formal", "Delvist")
		person := h.works("Mie Møller")
		_, err := h.service.Agree(h.Ctx(), h.host, h.d.ID, agreement.Input{Kind: artefact.Agreement, Data: artefact.Data{"hvad": "Fast makker", "hvem": "Teamlederen"}, Owner: person, MED: true})
		h.OK(err)
		h.steer(room.Command{Do: room.Close})
		mie := access.Actor{Municipality: town.Here, Person: person.String(), Units: []string{h.Unit["school"].Path}}
		h.desk.Get(h.at("/referat")).Lacks("Mie Møller") // she has not said yes
		story(h, mie)
	})
}

func TestMinutesSayEverythingWithWhereItComesFrom(t *testing.T) {
	held(t, func(h *house, _ access.Actor) {
		got := h.desk.Get(h.at("/referat")).Is(200, "")
		got.Says("Referat", "Hvad er vi til for?", "Åskolen", "2. marts 2026", "27.36.00-A00-5-26", "Bo Berg", "MED-udvalget", "Drøftet den 20. februar 2026", "Tillidsrepræsentanten",
			"Alle børn går herfra med mod på at lære mere.", "Hvem gav hvad", "trin 6", "Delvist", "Må døren låses?", "Halvdelen siger ja.",
			"Fast makker", "Teamlederen", "Spurgt, har ikke svaret", "Drøftes i MED, før det gælder", bus, "Vi venter ved porten", "Efternøler",
			"Her skrev hver for sig. Det er ikke gemt", "Der står ikke, hvem der har skrevet hvad", "Dialogen blev lukket den")
		if steps := len(got.All(".kh-doc-step")); steps != 7 {
			h.Errorf("%d steps with their question", steps)
		}
	})
}

func TestMinutesMergeWhoWasThereBelowFiveAndNameNobody(t *testing.T) {
	held(t, func(h *house, mie access.Actor) {
		got := h.desk.Get(h.at("/referat"))
		who := ""
		for _, dd := range got.All(".kh-doc-head dd") {
			if strings.Contains(dd.Text(), "deltog") {
				who = dd.Text()
			}
		}
		if strings.Contains(who, "Borger") || !strings.Contains(who, "7 deltog") {
			h.Errorf("who was there: %q", who)
		}
		got.Lacks("Mie Møller", "lærer</", h.d.Code)
		mine, err := agreement.Service{DB: h.DB}.Mine(h.Ctx(), mie)
		h.OK(err)
		h.OK(agreement.Service{DB: h.DB}.Answer(h.Ctx(), mie, mine[0].ID, true))
		h.desk.Get(h.at("/referat")).Says("Mie Møller", "Har sagt ja")
	})
}

func TestMinutesAreForTheWorkplaceAndRefusedBeforeTheClose(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		if got := h.desk.Get(h.at("/referat")); got.Code != 409 {
			h.Errorf("before the close: %d", got.Code)
		}
	})
	held(t, func(h *house, mie access.Actor) {
		h.web.SignedIn(mie, "Mie Møller").Get(h.at("/referat")).Is(200, "")
		stranger := h.web.SignedIn(h.As(access.Employee, "other"), "Vera Vej")
		if got := stranger.Get(h.at("/referat")); got.Code != 403 && got.Code != 404 {
			h.Errorf("somebody from elsewhere: %d", got.Code)
		}
		h.web.Nobody().Get(h.at("/referat")).Is(303, "/log-ind?til="+strings.ReplaceAll(h.at("/referat"), "/", "%2F"))
		english := h.web.SignedIn(mie, "Mie Møller")
		english.Lang = "en"
		english.Get(h.at("/referat")).Says("Minutes", "The text we gathered", "What we do not agree on", "Case number")
	})
}

func TestMinutesHaveOneQuietWayToTakePersonalDataOut(t *testing.T) {
	held(t, func(h *house, _ access.Actor) {
		h.desk.Get(h.at("/referat")).Lacks("/fjern")
		got := h.web.SignedIn(h.As(access.Consultant, "council"), "Solvej").Get(h.at("/referat"))
		if links := got.All(`main a[href*="/fjern"]`); len(links) != 1 || links[0].Attr("href") != h.at("/fjern") {
			h.Errorf("%d links", len(links))
		}
	})
}

func TestDealsAreLookedAfterAfterTheClose(t *testing.T) {
	held(t, func(h *house, _ access.Actor) {
		got := h.desk.Get(h.at("/aftaler"))
		got.Says("Fast makker", "Drøftes i MED, før det gælder")
		got = h.desk.Follow(h.desk.Press(got.Button(".kh-deal", "Gem"), "med_on", "2026-03-20"))
		got.Says("Det er gemt", "Drøftet i MED den 20. marts 2026")
		refused := h.desk.Press(got.Button(".kh-deal", "Gem"), "hvad", "Ring til 010190-1234", "hvordan_ser_vi_det", "Færre skift")
		refused.Is(422, "")
		if !refused.One(".kh-deal details").Has("open") || refused.One(".kh-deal [name=hvad]").Value() != "Ring til 010190-1234" || refused.One(".kh-deal [name=hvordan_ser_vi_det]").Value() != "Færre skift" {
			h.Error("what was typed is not there any more")
		}
	})
}

// The minutes said in one line what the answer was, and that nobody had taken the question on.
func TestMinutesSayThatAQuestionHasItsAnswer(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.to(5)
		h.join(room.Employee, "lærer").write(5, artefact.KnowledgeNeed, "spoergsmaal", "Hvor mange dage blev aflyst?", "svar", "19 af 42")
		h.steer(room.Command{Do: room.Show, Step: 5})
		h.steer(room.Command{Do: room.Close})
		got := h.desk.Get(h.at("/referat"))
		got.Says("19 af 42", "Svaret er fundet")
		if filled := got.All("main .button-primary"); len(filled) != 1 {
			h.Errorf("%d filled actions", len(filled))
		}
	})
}

// The script promises that one sees what is the leader's and what is everybody's.
func TestMinutesSayWhatIsTheLeaders(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		h.to(1)
		draft := h.join(room.LeaderHere, "").write(1, artefact.Formulation, "tekst", "Vi er her for børnene.")
		h.to(2)
		own := h.join(room.Employee, "lærer").write(2, artefact.Formulation, "tekst", "Og for deres forældre.")
		h.to(3)
		h.join(room.Employee, "lærer").write(3, artefact.Contribution, "faggruppe", "lærer", "vi_bidrager_med", "Vi ser, når en dag er anderledes")
		h.to(6)
		for _, card := range []string{draft, own} {
			h.pressOn(h.desk.Get(h.at("/styring")), "#udkast-"+card, "Tag det hele med")
		}
		h.desk.Get(h.at("/styring")).Says("Stykke 1 – Lederens udspil · trin 1", "Stykke 2 – Trin 2")
		h.steer(room.Command{Do: room.Close})
		got := h.desk.Get(h.at("/referat"))
		if gave := got.Text(".kh-gave"); !strings.Contains(gave, "Lederens udspil · trin 1") || !strings.Contains(gave, "Trin 2") {
			h.Errorf("who gave what: %s", gave)
		}
		got.Says("Faggruppe: lærer")
		got.Lacks("Hvilken faggruppe er I?")
	})
}

// The minutes pointed at a map above where there was none.
func TestMinutesSayWhenNoCardsWerePlaced(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.to(7)
		h.steer(room.Command{Do: room.Close})
		got := h.desk.Get(h.at("/referat"))
		got.Says("ingen kort blev lagt på plads")
		got.Lacks("Det står ovenfor")
	})
}
