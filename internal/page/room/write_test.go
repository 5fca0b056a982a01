package room_test

import (
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

const ours = "Vi følger elever ind fra bussen"

func TestWritingWithoutScript(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		form := b.get(h.at("")).one(`form[data-kind=perspektivkort]`)
		sent := append(form.given(), "udsagn", ours, "kilde", "Set i går")
		if got := b.post(form.attr("action"), sent...); got.Code != 303 || !strings.HasPrefix(got.To, h.at("")) {
			h.Fatalf("%d to %s", got.Code, got.To)
		}
		if got := b.post(form.attr("action"), sent...); got.Code != 303 { // pressed twice
			h.Errorf("again: %d", got.Code)
		}
		got := b.get(h.at("?sendt=ja"))
		if n := len(got.all(".ph-list > li")); n != 1 {
			h.Errorf("%d cards", n)
		}
		got.wants("✓ sendt", ours, "Det ved vi fra: Set i går", "Dit")

		changed := append(form.given(), "udsagn", "Noget helt andet")
		got = b.post(form.attr("action"), changed...)
		if got.Code != 409 || !strings.Contains(got.Body, "Noget helt andet") {
			h.Errorf("the same id with other words: %d", got.Code)
		}
		got.wants("Den første udgave er allerede sendt")
		fresh := got.one(`form[data-outbox=""][data-kind=perspektivkort]`)
		if got := b.post(fresh.attr("action"), append(fresh.given(), "udsagn", "Noget helt andet")...); got.Code != 303 {
			h.Errorf("sent as something new: %d", got.Code)
		}
	})
}

func TestRefusedTextIsGivenBackWithTheReasonBesideIt(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		got := b.write("perspektivkort", "udsagn", "Ring til 010190-1234", "kilde", "Min nabo")
		if got.Code != 422 {
			h.Fatalf("%d", got.Code)
		}
		field := got.one("#perspektivkort-udsagn")
		if field.attr("aria-invalid") != "true" || field.text() != "Ring til 010190-1234" || got.one("#perspektivkort-kilde").text() != "Min nabo" {
			h.Errorf("%v %q", field.Attr, field.text())
		}
		if got.text("#perspektivkort-udsagn-fejl") == "" {
			h.Error("nothing stands beside the field")
		}
		if got := b.write("perspektivkort"); got.Code != 422 || got.text("#perspektivkort-udsagn-fejl") == "" {
			h.Errorf("empty: %d", got.Code)
		}
	})
}

func TestOneCorrectsAndTakesBackOnesOwnAndNobodyElses(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b, c := h.join(room.Citizen, ""), h.join(room.Citizen, "")
		h.to(3)
		b.post(h.at("/side"), "side", "oplevet")
		c.post(h.at("/side"), "side", "oplevet")
		b.write("perspektivkort", "udsagn", ours)
		if got := c.get(h.at("")); got.has(".ph-acts") || got.has("[data-input-id]") {
			h.Error("a neighbour can correct it")
		}
		c.get(h.at("")).wants(ours)
		form := b.get(h.at("")).one(`form[data-outbox=correct]`)
		if form.attr("data-rev") != "1" {
			h.Errorf("rev %s", form.attr("data-rev"))
		}
		if got := b.post(form.attr("action"), append(form.given(), "udsagn", "Rettet")...); got.Code != 303 {
			h.Fatalf("correct: %d", got.Code)
		}
		got := c.get(h.at(""))
		got.wants("Rettet")
		got.lacks(ours)
		if got := c.post(form.attr("action"), append(form.given(), "udsagn", "Stjålet")...); got.Code != 409 && got.Code != 404 {
			h.Errorf("somebody else corrects: %d", got.Code)
		}
		form = b.get(h.at("")).one(`form[data-outbox=withdraw]`)
		if got := b.post(form.attr("action"), form.given()...); got.Code != 303 {
			h.Fatalf("withdraw: %d", got.Code)
		}
		b.get(h.at("")).lacks("Rettet")
		c.get(h.at("")).lacks("Rettet", "Stjålet")
	})
}

func TestAnotherGroupsCardsAreNowhereUntilTheyAreShown(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		citizen, politician := h.join(room.Citizen, ""), h.join(room.Politician, "")
		h.to(3)
		citizen.write("perspektivkort", "udsagn", ours)
		screen := "/skaerm/" + h.d.Screen
		nowhere := func() {
			h.Helper()
			for _, path := range []string{h.at(""), h.at("/trin"), h.at("/gruppe"), h.at("/tavle"), h.at("/top")} {
				politician.get(path).lacks(ours)
			}
			for _, path := range []string{screen, screen + "/laerred", screen + "/top"} {
				h.browser().get(path).lacks(ours)
			}
		}
		nowhere()
		h.browser().get(screen).wants("1 bidrag indtil nu")
		h.to(4)
		nowhere()
		h.steer(room.Command{Do: room.Show, Step: 3})
		politician.get(h.at("")).wants("Vist for alle", ours)
		h.browser().get(screen).wants(ours)
	})
}

func TestPrivateNoteIsItsWritersUntilItIsShared(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b, c := h.join(room.Citizen, ""), h.join(room.Citizen, "")
		h.to(2)
		got := b.get(h.at(""))
		got.wants("Det er kun dig, der ser det. Det bliver slettet, når dialogen lukker, medmindre du deler det.")
		b.write("formulering", "tekst", "Min egen tanke")
		b.get(h.at("")).wants("Det har du skrevet", "Min egen tanke", "Del det")
		c.get(h.at("")).lacks("Min egen tanke")
		h.browser().get("/skaerm/" + h.d.Screen).lacks("Min egen tanke")
		form := b.get(h.at("")).one(`form[action$="/del"]`)
		if got := b.post(form.attr("action"), "del", "ja"); got.Code != 303 {
			h.Fatalf("share: %d", got.Code)
		}
		b.get(h.at("")).wants("Delt: Facilitatoren ser det", "Del det ikke alligevel")
	})
}

func TestClosedStepKeepsTheTextAndTakesItAsALatecomer(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		form := b.get(h.at("")).one(`form[data-kind=perspektivkort]`)
		sent := append(form.given(), "udsagn", ours)
		h.to(4)
		h.steer(room.Command{Do: room.CloseStep, Step: 3})
		got := b.post(form.attr("action"), sent...)
		if got.Code != 409 || !strings.Contains(got.Body, ours) {
			h.Fatalf("%d: %s", got.Code, got.text("main"))
		}
		got.wants("Trinnet er lukket", "Send som efternøler")
		late := got.one(`form[data-late]`)
		if got := b.post(late.attr("action"), append(late.given(), "udsagn", ours)...); got.Code != 303 {
			h.Fatalf("late: %d", got.Code)
		}
		b.get(h.at("")).wants(ours, "Efternøler")

		h.to(5)
		h.steer(room.Command{Do: room.CloseStep})
		b.get(h.at("")).wants("Trinnet er lukket", "Send som efternøler")
	})
}

func TestStepThatWasLeftStaysOpenForAWhile(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		h.to(4)
		got := b.get(h.at(""))
		got.wants("Du kan stadig skrive her", "Trin 3: Tre sider i grupper")
		before := b.get(got.one(".ph-earlier a").attr("href"))
		before.wants("Gå til det trin, rummet er ved", "Trin 4 af 7")
		form := before.one(`form[data-kind=perspektivkort]`)
		if form.attr("data-step") != "3" {
			h.Errorf("step %s", form.attr("data-step"))
		}
		if got := b.post(form.attr("action"), append(form.given(), "udsagn", ours, "perspektiv", "oplevet")...); got.Code != 303 {
			h.Errorf("%d", got.Code)
		}
		h.Time = h.Time.Add(11 * time.Minute)
		if b.get(h.at("")).has(".ph-earlier") {
			h.Error("still offered after its time")
		}
	})
}

func TestGroupSaysThatItNeedsTime(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(2)
		if b.get(h.at("")).has(".ph-time") {
			h.Error("asked where nobody sits in a group")
		}
		h.to(3)
		if got := b.post(h.at("/tid"), "brug", "ja"); got.Code != 303 {
			h.Fatalf("%d", got.Code)
		}
		b.get(h.at("")).wants("I har bedt om mere tid")
		b.post(h.at("/tid"), "brug", "nej")
		b.get(h.at("")).wants("Vi har brug for tid")
	})
}

func TestMarksAreSetOnWhatIsShownAndTakenOffAgain(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		b, c := h.join(room.Employee, "lærer"), h.join(room.Employee, "pædagog")
		h.to(3)
		b.write("bidrag", "vi_bidrager_med", ours)
		h.to(4)
		h.steer(room.Command{Do: room.Show, Step: 3})
		if b.get(h.at("/tavle")).has(".ph-mark") {
			h.Error("one marks one's own")
		}
		got := c.get(h.at(""))
		got.wants("Hvad tænker du, når du hører det?", "Det vidste jeg", "Det overraskede mig", "Det vil jeg spørge om")
		form := got.all(`form[data-kind=maerke]`)[1]
		if got := c.post(form.attr("action"), form.given()...); got.Code != 303 {
			h.Fatalf("%d", got.Code)
		}
		if got := c.get(h.at("")).text(`[aria-pressed=true]`); got != "Det overraskede mig" {
			h.Errorf("pressed: %s", got)
		}
		h.browser().get("/skaerm/" + h.d.Screen).wants("Det overraskede mig 1")
		form = c.get(h.at("")).one(`form[data-kind=maerke][data-outbox=withdraw]`)
		if got := c.post(form.attr("action"), form.given()...); got.Code != 303 {
			h.Fatalf("%d", got.Code)
		}
		if c.get(h.at("")).has(`[aria-pressed=true]`) {
			h.Error("the mark is still there")
		}
	})
}

func TestOnlyTheLeaderWritesWhereTheLeaderWrites(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		leader, employee := h.join(room.LeaderHere, ""), h.join(room.Employee, "lærer")
		h.to(1)
		if note := leader.get(h.at("")).text("#lederen-skriver"); !strings.Contains(note, "det er dig, der skriver her") {
			h.Errorf("the leader is told %q", note) // the question alone tells them to listen
		}
		got := employee.get(h.at(""))
		got.wants("På det her trin er det lederen, der skriver")
		if got.has("form[data-outbox]") || !leader.get(h.at("")).has("form[data-outbox]") {
			h.Error("the form stands with the wrong one")
		}
		leader.write("formulering", "tekst", "Alle børn skal gå herfra med mod")
		h.browser().get("/skaerm/"+h.d.Screen).wants("Lederens udspil", "Alle børn skal gå herfra med mod")
	})
}

func TestClosedDialogueGivesTheTextBack(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		form := b.get(h.at("")).one(`form[data-kind=perspektivkort]`)
		h.steer(room.Command{Do: room.Close})
		b.get(h.at("")).wants("Tak, fordi du var med")
		got := b.post(form.attr("action"), append(form.given(), "udsagn", ours)...)
		if got.Code != 409 || got.one("#gemt").text() != ours {
			h.Errorf("%d %s", got.Code, got.text("main"))
		}
		h.browser().get("/skaerm/" + h.d.Screen).wants("Tak for i dag")
		if got := h.browser().get(h.at("")); got.Code != 404 {
			h.Errorf("the code still works: %d", got.Code)
		}
	})
}

func TestRemovedPhoneIsToldAndKeepsItsText(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		form := b.get(h.at("")).one(`form[data-kind=perspektivkort]`)
		people, err := h.service.People(h.Ctx(), h.host, h.d.ID)
		h.OK(err)
		h.OK(h.service.Remove(h.Ctx(), h.host, h.d.ID, people[0].Mark))
		if got := b.get(h.at("")); got.Code != 403 {
			h.Errorf("page: %d", got.Code)
		}
		b.get(h.at("/trin")).wants("Telefonen er taget ud af dialogen")
		got := b.post(form.attr("action"), append(form.given(), "udsagn", ours)...)
		if got.Code != 401 || got.one("#gemt").text() != ours {
			h.Errorf("%d %s", got.Code, got.text("main"))
		}
		if got := b.get(h.at("/stroem")); got.Code != 401 {
			h.Errorf("stream: %d", got.Code)
		}
	})
}

func TestPhoneForgetsItsOwner(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		old := b.cookies
		if got := b.post(h.at("/faerdig")); got.Code != 200 || len(b.cookies) != 0 {
			h.Fatalf("%d, cookies %v", got.Code, b.cookies)
		}
		b.cookies = old // whoever kept a copy has nothing
		if !b.get(h.at("")).has("form.ph-join") {
			h.Error("the token still opens the room")
		}
		b.cookies = nil
		b.enter(room.Employee, "lærer")
		if got := b.post(h.at("/faerdig"), "ny", "ja"); got.Code != 303 || got.To != h.at("") || len(b.cookies) != 0 {
			h.Errorf("for another person: %d to %s", got.Code, got.To)
		}
	})
}

// place moves a card as the facilitator does.
func (h *house) place(step int, card string, place, heading *string) {
	h.Helper()
	_, err := h.service.Place(h.Ctx(), h.host, h.d.ID, dialogue.PlaceInput{Step: step, Card: card, Place: place, Heading: heading, Version: -1})
	h.OK(err)
}

func TestWallShowsTheMapInLaterStepsAndWhatIsGatheredInIt(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		b.write("perspektivkort", "udsagn", "Vi møder den samme")
		h.steer(room.Command{Do: room.Show, Step: 3})
		h.to(4)
		desk, err := h.service.Desk(h.Ctx(), h.host, h.d.ID, 4)
		h.OK(err)
		heading, err := h.service.AddHeading(h.Ctx(), h.host, h.d.ID, 4, "Morgenen")
		h.OK(err)
		all, under := "faelles", heading.ID.String()
		h.place(4, desk.Cards[0].ID, &all, &under)
		wall := "/skaerm/" + h.d.Screen
		if said := h.browser().get(wall).text(".pj-zone-faelles"); said != "Fælles for alle tre siderMorgenenVi møder den samme" {
			h.Errorf("step 4: %q", said)
		}
		for _, step := range []int{5, 6} {
			h.to(step)
			if said := h.browser().get(wall).text(".pj-earlier"); !strings.Contains(said, "Tavlen fra trin 4") || !strings.Contains(said, "MorgenenVi møder den samme") {
				h.Errorf("step %d: %q", step, said)
			}
			if said := b.get(h.at("")).text("#kortet"); !strings.Contains(said, "Vi møder den samme") {
				h.Errorf("phone in step %d: %q", step, said)
			}
		}
	})
}

func TestWallNamesWhatTheRoomDoesNotAgreeOnWhenItComesBackToIt(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.to(3)
		_, err := h.service.EnterFor(h.Ctx(), h.host, h.d.ID, dialogue.Entry{ID: id.UUID(), Step: 3, Channel: card.FromFacilitator, Kind: artefact.Disagreement, Data: artefact.Data{"emne": "Må døren låses?"}})
		h.OK(err)
		h.steer(room.Command{Do: room.Show, Step: 3})
		wall := "/skaerm/" + h.d.Screen
		for step, here := range map[int]bool{3: true, 6: false, 7: true} {
			h.to(step)
			said := h.browser().get(wall).text(".pj-zone-uenighed")
			if (said == "Det, vi ikke er enige omMå døren låses?") != here {
				h.Errorf("step %d: %q", step, said)
			}
		}
	})
}

func TestWallAsksNoGroupsQuestionWhereEachHasItsOwn(t *testing.T) {
	for variant, wants := range map[string]string{
		"perspektivgrupper":      "Hver gruppe ser på sin side. Jeres spørgsmål står på telefonen.",
		"ledere_og_medarbejdere": "Se på alle tre sider", // leaders and employees are asked the same
	} {
		inRoom(t, dialogue.PlanInput{Guide: "a1_hvem_definerer", Variant: variant}, func(h *house) {
			h.to(3)
			if said := h.browser().get("/skaerm/" + h.d.Screen).text("h1"); !strings.HasPrefix(said, wants) {
				h.Errorf("%s: the wall asks %q", variant, said)
			}
			h.to(6)
			if said := h.browser().get("/skaerm/" + h.d.Screen).text("h1"); strings.Contains(said, "telefonen") {
				h.Errorf("%s: the wall of a step with one question asks %q", variant, said)
			}
		})
	}
}

func TestWallSaysHowManyHaveComeIn(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.join(room.Citizen, "")
		h.join(room.Citizen, "")
		h.browser().get("/skaerm/" + h.d.Screen).wants("2 er kommet ind")
	})
}

// Profession was asked at the door and again in step 3.
func TestProfessionIsAskedOnce(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		h.to(3)
		teacher, quiet := h.join(room.Employee, "lærer"), h.join(room.Employee, "")
		folded := teacher.get(h.at("")).one(`form[data-kind=bidrag] details.ph-more:not([open]) textarea[name=faggruppe]`)
		if folded.text() != "lærer" {
			h.Errorf("said at the door, the phone has %q", folded.text())
		}
		if quiet.get(h.at("")).has(`form[data-kind=bidrag] details textarea[name=faggruppe]`) {
			h.Error("who has not said it is not asked")
		}
		teacher.write("bidrag", "vi_bidrager_med", "Ro i timerne")
		teacher.get(h.at("")).wants("Ro i timerne", "lærer")
	})
}

func TestDoorSaysWhatCanBeSkippedAndDoesNotCallALeaderAProfession(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		p := id.Of[org.Person](h.Person("Lea Leder"))
		h.Change(func(tx *db.Tx) error {
			one, err := org.LoadPerson(tx, p)
			if err != nil {
				return err
			}
			one.Profession = "leder"
			if err := db.Put(tx, &one); err != nil {
				return err
			}
			m := org.Membership{ID: id.Of[org.Membership](id.Random()), Person: p, Unit: h.Unit["school"].ID, From: "2020-01-01"}
			return db.Put(tx, &m)
		})
		got := h.browser().get(h.at(""))
		for _, name := range []string{"faggruppe", "navn"} {
			if label := got.one("label[for=f-" + name + "]").text(); !strings.Contains(label, "(kan springes over)") {
				h.Errorf("%s: %q", name, label)
			}
		}
		if got.has("option[value=leder]") {
			h.Error("leader is offered as a profession of an employee")
		}
	})
}

// "Hvilken side hører det mest til?" was asked though A4 has no sides.
func TestWhichSideIsAskedOnlyWhereThereAreSides(t *testing.T) {
	side := "[name=perspektiv]"
	inRoom(t, a4(), func(h *house) {
		h.to(1)
		if h.join(room.LeaderHere, "").get(h.at("")).has(side) {
			h.Error("the leader is asked for a side")
		}
		h.to(2)
		if h.join(room.Employee, "").get(h.at("")).has(side) {
			h.Error("a pair is asked for a side")
		}
	})
	inRoom(t, a1(), func(h *house) {
		h.to(6)
		if !h.join(room.Citizen, "").get(h.at("")).has(side) {
			h.Error("in A1 nobody is asked for a side")
		}
	})
}

func TestPrivateStepAddressesOnePerson(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.to(2)
		h.join(room.Citizen, "").get(h.at("")).wants("Skriv det med dine egne ord", "Det er kun dig, der ser det")
	})
}

// Five or six links stood under every task.
func TestAllButTheTaskIsFoldedUnderOneWord(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		got := b.get(h.at(""))
		if n := len(got.all(".ph-foot > details")); n != 1 || got.text(".ph-foot > details > summary") != "Mere" {
			h.Errorf("%d folds at the foot: %s", n, got.text(".ph-foot summary"))
		}
		for _, inside := range []string{"form[data-outbox-wipe]", ".ph-links a", ".ph-trust"} {
			if !got.has(".ph-foot details " + inside) {
				h.Errorf("%s is not under it", inside)
			}
		}
		if n := len(got.all("main .ph-button:not(.ph-second)")); n != 1 {
			h.Errorf("%d filled buttons", n)
		}
	})
}

// What one said of oneself at the door stood on the card, folded away where its writer did not see it.
func TestWriterIsToldThatTheProfessionStandsOnTheCard(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		teacher, silent := h.join(room.Employee, "lærer"), h.join(room.Employee, "")
		h.to(3)
		if known := teacher.get(h.at("")).text(".ph-known"); !strings.Contains(known, "lærer") || !strings.Contains(known, "Skriv lidt mere") {
			h.Errorf("the teacher is told %q", known)
		}
		if silent.get(h.at("")).has(".ph-known") {
			h.Error("who has said nothing is told what will stand there")
		}
		teacher.write("bidrag", "vi_bidrager_med", "Vi ser, når en dag er anderledes")
		if title := teacher.get(h.at("")).text("#gruppe h2"); title != "Det har jeres gruppe skrevet (1)" {
			h.Errorf("the list is called %q", title)
		}
	})
}
