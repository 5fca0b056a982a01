package dialogue_test

import (
	"fmt"
	"strings"
	"testing"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/id"
)

func TestListInvitesWhereNothingIsPlannedYet(t *testing.T) {
	inHouse(t, func(h *house) {
		got := h.desk.Get("/dialoger")
		got.Says("I har ikke talt om kerneopgaven endnu. Begynd med en samtale på to timer.")
		if got.One(".kh-empty a").Attr("href") != "/dialoger/ny" {
			h.Error("the invitation leads nowhere")
		}
		employee := h.web.SignedIn(h.As(access.Employee, "school"), "Mie").Get("/dialoger")
		employee.Says("Din leder, jeres MED-udvalg eller en facilitator kan planlægge en samtale.")
		if employee.Has(`main a[href="/dialoger/ny"]`) {
			h.Error("who may not plan is invited to")
		}
	})
}

func TestListHasWhatGoesOnFirstAndLeadsHeldOnesToTheirMinutes(t *testing.T) {
	inHouse(t, func(h *house) {
		h.plan(dialogue.PlanInput{Guide: "a4_hvem_bidrager", Title: "Den planlagte"}, false)
		h.plan(dialogue.PlanInput{Guide: "a1_hvem_definerer", Title: "Den lukkede"}, true)
		h.steer(room.Command{Do: room.Close})
		closed := h.at("/referat")
		for range 3 {
			h.plan(dialogue.PlanInput{Guide: "a1_hvem_definerer", Title: "Den åbne"}, true)
		}
		got := h.desk.Get("/dialoger")
		if said := got.Text("main h2"); said != "I gang nu | Planlagt | Holdt" {
			h.Errorf("in the order %s", said)
		}
		if n := len(got.All("section[aria-labelledby=nu] li")); n != 3 {
			h.Errorf("%d open ones", n)
		}
		if got.One("section[aria-labelledby=holdt] h3 a").Attr("href") != closed {
			h.Error("a held one does not lead to its minutes")
		}
		got.Lacks(h.d.Code)
		h.desk.Lang = "en"
		h.desk.Get("/dialoger").Says("Going on now", "Planned", "Held", "Plan a conversation")
	})
}

func TestEveryPlannedDialogueIsReachedFromTheList(t *testing.T) {
	inHouse(t, func(h *house) {
		for range 51 {
			h.plan(a4(), false)
		}
		got := h.desk.Get("/dialoger")
		next := h.desk.Get(got.One("section[aria-labelledby=snart] > p a").Attr("href")).Is(200, "")
		if n, more := len(got.All("section[aria-labelledby=snart] li")), len(next.All("section[aria-labelledby=snart] li")); n != 50 || more != 1 {
			h.Errorf("%d on the first page and %d on the next", n, more)
		}
	})
}

func TestPlanIsMadeOnTwoPages(t *testing.T) {
	inHouse(t, func(h *house) {
		got := h.desk.Get("/dialoger/ny")
		got.Says("Side 1 af 2", "Hvem er samtalen for?", "Hvad vil I tale om?", "Hvem bestemmer, hvad kerneopgaven er?", "Hvem bidrager med hvad?")
		got = h.desk.Press(got.Button("main", "Gå videre"), "guide", "a1_hvem_definerer", "expected", "24")
		got.Is(200, "").Says("Side 2 af 2", "A1 · Hvem bestemmer, hvad kerneopgaven er?", "I Åskolen vedtager lederen teksten, så snart den er foreslået.", "for Åskolen", "Sådan går tiden", "Det gør du klar inden")
		if got.One("#f-title").Value() == "" || got.One("#f-expected").Value() != "24" {
			h.Error("what was said on the first page is not on the second")
		}
		back := h.desk.Get(got.One("main p > a").Attr("href"))
		back.Says("Side 1 af 2")
		if back.One("#f-expected").Value() != "24" || !back.Has(`input[value=a1_hvem_definerer][checked]`) || back.One("#f-enhed").Value() != h.Unit["school"].ID.String() {
			h.Error("what was chosen is gone when one goes back to choose anew")
		}
		got = h.desk.Press(got.Button("main", "Gem planen"), "title", "Til for hvem?", "date", "2026-04-09", "time", "kl. 13.30", "place", "Lærerværelset",
			"organiser", "med", "med_on", "2026-03-20", "hosts", "tr", "heard", "board", "also", "Den lokale idrætsforening", "sits", "bord", "tables", "5",
			"case_number", "27.36.00-A00-5-26", "case_officer", "Bo Berg")
		got = h.desk.Follow(got)
		got.Says("A1 · Hvem bestemmer, hvad kerneopgaven er?", "I Åskolen vedtager lederen teksten", "Til for hvem?", "9. april 2026 kl. 13.30", "Lærerværelset", "24", "MED-udvalget", "Drøftet den 20. marts 2026", "Tillidsrepræsentanten",
			"Skole- eller forældrebestyrelse", "Den lokale idrætsforening", "Borde med hver sin QR-kode", "27.36.00-A00-5-26", "Bo Berg", "Åbn dørene")
		got.Lacks("fagforening")
	})
}

func TestRefusedPlanKeepsEverythingThatWasTyped(t *testing.T) {
	inHouse(t, func(h *house) {
		got := h.desk.Get("/dialoger/ny?guide=a1_hvem_definerer&enhed=" + h.Unit["school"].ID.String())
		typed := map[string]string{"title": "", "place": "Salen", "date": "2026-04-09", "time": "halv to", "expected": "mange", "also": "Ældrerådet",
			"tables": "4", "case_number": "27.36.00-A00-5-26", "case_officer": "Bo Berg", "med_on": "2026-03-20"}
		pairs := []string{"organiser", "med", "sits", "blandet", "variant", "ledere_og_medarbejdere", "language", "en", "hosts", "amr", "heard", "council"}
		for name, value := range typed {
			pairs = append(pairs, name, value)
		}
		got = h.desk.Press(got.Button("main", "Gem planen"), pairs...)
		got.Is(422, "").Says("Side 2 af 2", "Vælg en anden enhed eller guide")
		for name, value := range typed {
			if now := got.One("#f-" + name).Value(); now != value {
				h.Errorf("%s = %q, want %q", name, now, value)
			}
		}
		for i := 0; i+1 < 12; i += 2 {
			if !got.Has(`input[name="` + pairs[i] + `"][value="` + pairs[i+1] + `"][checked]`) {
				h.Errorf("%s %s is no longer chosen", pairs[i], pairs[i+1])
			}
		}
		for _, name := range []string{"title", "time", "expected"} {
			if got.Text("#f-"+name+"-error") == "" {
				h.Errorf("nothing stands beside %s", name)
			}
		}
		if !strings.Contains(got.Text(".kh-error-summary"), "Skriv et klokkeslæt, fx 13.30.") {
			h.Errorf("on top: %s", got.Text(".kh-error-summary"))
		}
	})
}

// "13:30" without a day was dropped, and the day became today.
func TestTimeWithoutADayIsKeptAndTheDayIsAskedFor(t *testing.T) {
	inHouse(t, func(h *house) {
		at := "/dialoger/ny?guide=a1_hvem_definerer&enhed=" + h.Unit["school"].ID.String()
		for lang, say := range map[string]string{"da": "Skriv også dagen. Klokkeslættet er her stadig.", "en": "Write the day too. The time is still here."} {
			h.desk.Lang = lang
			got := h.desk.Get(at)
			got = h.desk.Press(got.One("main form button[value=gem]"), "time", "13:30", "place", "Salen").Is(422, "")
			if got.Text("#f-date-error") == "" || !strings.Contains(got.Text("#f-date-error"), say) || got.One("#f-time").Value() != "13:30" || got.One("#f-place").Value() != "Salen" {
				h.Errorf("beside the day stands %q, and the time is %q", got.Text("#f-date-error"), got.One("#f-time").Value())
			}
			if got.Has("#f-time-error") {
				h.Error("the time itself is said to be wrong")
			}
		}
		h.desk.Lang = "da"
		got := h.desk.Get(at)
		kept := h.desk.Follow(h.desk.Press(got.Button("main", "Gem planen"), "time", "13:30", "date", "2026-04-09"))
		kept.Says("9. april 2026 kl. 13.30")
	})
}

func TestPlanWithoutATitleSaysWhichFieldItIs(t *testing.T) {
	inHouse(t, func(h *house) {
		got := h.desk.Get("/dialoger/ny?guide=a4_hvem_bidrager&enhed=" + h.Unit["school"].ID.String())
		got = h.desk.Press(got.Button("main", "Gem planen"), "title", " ").Is(422, "")
		got.Says("Planlæg en samtale", "Skriv, hvad I kalder samtalen.")
		got.Lacks("Skriv noget her.", "Ret planen")
		if n := len(got.All(".kh-error-summary li")); n != 1 {
			h.Errorf("%d things to mend", n)
		}
	})
}

func TestPlanSaysWhyThereAreSoManyGroups(t *testing.T) {
	inHouse(t, func(h *house) {
		at := "&enhed=" + h.Unit["school"].ID.String() + "&expected="
		for query, want := range map[string]string{
			"a1_hvem_definerer" + at + "8":  "Med 3 grupper. Hver af de tre sider skal have sin gruppe.",
			"a1_hvem_definerer" + at + "36": "Med 6 grupper. I er 36, og der er højst 6 i hver gruppe. Det er borde: På telefonen bliver I 3 grupper, og hver gruppe sidder ved flere borde.",
			"a1_hvem_definerer" + at:        "Med 3 grupper. Så mange regner guiden med.",
			"a4_hvem_bidrager" + at + "8":   "Med 2 grupper. I er 8, og der er højst 7 i hver gruppe.",
		} {
			if said := h.desk.Get("/dialoger/ny?guide=" + query).Text(".kh-times-shown caption"); !strings.HasPrefix(said, want) {
				h.Errorf("%s: %q, want %q", query, said, want)
			}
		}
	})
}

// The two-hour timetable stayed when the form of 45 minutes was chosen.
func TestEveryFormHasItsOwnTimetableInThePage(t *testing.T) {
	inHouse(t, func(h *house) {
		got := h.desk.Get("/dialoger/ny?guide=a4_hvem_bidrager&enhed=" + h.Unit["school"].ID.String())
		for i, want := range []string{"2 t", "45 min"} {
			sheet := fmt.Sprintf(".kh-times-%d:not(.kh-times-parts)", i)
			if said := got.Text(sheet + " tfoot td"); said != want {
				h.Errorf("form %d takes %s, want %s", i, said, want)
			}
			if label := got.Text(fmt.Sprintf("label[for=f-variant-%d]", i)); strings.Count(label, "minutter") != 1 {
				h.Errorf("form %d is called %q", i, label)
			}
		}
		if !got.Has(".kh-times-0.kh-times-parts") || got.Has(".kh-times-1.kh-times-parts") {
			h.Error("only the whole form is held in parts")
		}
		got = h.desk.Press(got.Button("main", "Regn tiderne ud igen"), "variant", "kort", "in_parts", "ja")
		if said := got.Text(".kh-times-shown tfoot td"); said != "45 min" {
			h.Errorf("chosen, it takes %s", said)
		}
	})
}

func TestReckoningTheTimesOfAPlannedDialogueSavesNothing(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		got := h.desk.Get(h.at("/plan"))
		got = h.desk.Press(got.Button("main", "Regn tiderne ud igen"), "expected", "36", "title", "Endnu ikke").Is(200, "")
		got.Says("Ret planen", "Med 6 grupper.")
		if got.One("#f-title").Value() != "Endnu ikke" {
			h.Error("what was typed is gone")
		}
		h.desk.Get(h.at("")).Lacks("Endnu ikke")
	})
}

func TestPlanOffersOnlyGroupsThatFitTheGuide(t *testing.T) {
	inHouse(t, func(h *house) {
		at := "&enhed=" + h.Unit["school"].ID.String()
		h.desk.Get("/dialoger/ny?guide=a1_hvem_definerer" + at).Says("Én side hver")
		got := h.desk.Get("/dialoger/ny?guide=a4_hvem_bidrager" + at)
		got.Says("Guiden laver selv grupperne")
		got.Lacks("Én side hver")
		if got.Has("input[name=sits]") {
			h.Error("A4 makes its groups itself, and asks all the same")
		}
	})
}

func TestCaseNumberOfAPlanIsNobodysNumber(t *testing.T) {
	inHouse(t, func(h *house) {
		got := h.desk.Get("/dialoger/ny?guide=a1_hvem_definerer&enhed=" + h.Unit["school"].ID.String())
		for _, s := range []string{"sag 010190-1234", "skriv til hans@fjordby.example"} {
			refused := h.desk.Press(got.Button("main", "Gem planen"), "case_number", s).Is(422, "")
			if refused.Text("#f-case_number-error") == "" || refused.One("#f-case_number").Value() != s {
				h.Errorf("%q: nothing stands beside the field, or what was typed is gone", s)
			}
		}
		for _, s := range []string{"27.36.00-A00-5-26", "2026-180183", "26/010190", "EMN-2026-01234"} {
			if kept := h.desk.Press(got.Button("main", "Gem planen"), "case_number", s); kept.Code != 303 {
				h.Errorf("%q is refused: %d", s, kept.Code)
			}
		}
	})
}

func TestTimesAddUpForTheNumberOfGroups(t *testing.T) {
	inHouse(t, func(h *house) {
		at := "/dialoger/ny?guide=a1_hvem_definerer&enhed=" + h.Unit["school"].ID.String()
		minutes := map[string]string{}
		for _, expected := range []string{"12", "36"} {
			got := h.desk.Get(at + "&expected=" + expected)
			sum := 0
			for _, cell := range got.All(".kh-times-shown tbody .kh-num") {
				sum += atoi(cell.Text())
			}
			if said := got.Text(".kh-times-shown tfoot td"); minutesOf(said) != sum {
				h.Errorf("the steps take %d minutes and the whole %s", sum, said)
			}
			minutes[expected] = got.Text(".kh-times-shown tfoot td")
		}
		if minutes["12"] == minutes["36"] {
			h.Errorf("as long with more groups: %v", minutes)
		}
	})
}

func TestPlanInPartsHasPartsOfHalfAnHourToThreeQuarters(t *testing.T) {
	inHouse(t, func(h *house) {
		got := h.desk.Get("/dialoger/ny?guide=a1_hvem_definerer&enhed=" + h.Unit["school"].ID.String())
		got.Says("Hold samtalen i dele på 30–45 minutter", "op til syv dage")
		got = h.desk.Press(got.Button("main", "Regn tiderne ud igen"), "in_parts", "ja", "place", "Salen")
		got.Is(200, "").Says("1. gang", "2. gang")
		if got.One("#f-place").Value() != "Salen" || !got.Has("input[name=in_parts][checked]") {
			h.Error("reckoning the times lost what was typed")
		}
		part := -1
		for _, row := range got.All(".kh-times-shown tbody tr") {
			if strings.HasSuffix(row.Text(), ". gang") {
				if part >= 0 && (part < 30 || part > 45) {
					h.Errorf("a part of %d minutes", part)
				}
				part = 0
				continue
			}
			part += atoi(row.Text()[strings.LastIndexAny(row.Text(), "?dtrne ")+1:])
		}
	})
}

func TestPlanIsChangedUntilPeopleComeAndThenOnlyWhatCanStillChange(t *testing.T) {
	inHouse(t, func(h *house) {
		h.plan(a1(), false)
		got := h.desk.Get(h.at("/plan"))
		if !got.Has("input[name=variant]") {
			h.Error("the form cannot be chosen though nobody has come")
		}
		h.desk.Press(got.Button("main", "Gem planen"), "place", "Salen").Is(303, h.at(""))
		stale := h.desk.Press(got.Button("main", "Gem planen"), "place", "Kantinen") // the version of before
		if stale.Code != 409 || stale.One("#f-place").Value() != "Kantinen" {
			h.Errorf("somebody else changed it meanwhile: %d", stale.Code)
		}
		h.steer(room.Command{Do: room.OpenDoors})
		got = h.desk.Get(h.at("/plan"))
		if got.Has("input[name=variant]") || got.Has("select[name=core_task]") {
			h.Error("what no longer can change is in the form")
		}
		got = h.desk.Press(got.Button("main", "Gem planen"), "title", "")
		got.Is(422, "")
		if got.Has("input[name=variant]") {
			h.Error("refused, it offers what no longer can change")
		}
		h.desk.Press(got.Button("main", "Gem planen"), "title", "Et nyt navn").Is(303, h.at(""))
		h.desk.Get(h.at("")).Says("Et nyt navn", "Salen", "Gå til styringen")
	})
}

// The core task may be one this facilitator cannot see: the plan stays about it all the same.
func TestWhoSavesThePlanDoesNotLoseACoreTaskTheyCannotSee(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære")
		in := a1()
		in.CoreTask = task.ID.String()
		h.plan(in, false)
		from := h.As(access.Facilitator, "other")
		h.OK(h.service.AddHost(h.Ctx(), h.host, h.d.ID, id.Of[org.Person](from.Person)))
		desk := h.web.SignedIn(from, "Mie Møller")
		got := desk.Get(h.at("/plan"))
		got.Lacks("Mod på at lære")
		desk.Press(got.Button("main", "Gem planen"), "place", "Salen").Is(303, h.at(""))
		v, err := h.service.Desk(h.Ctx(), h.host, h.d.ID, 0)
		h.OK(err)
		if v.Dialogue.CoreTask != in.CoreTask || v.Dialogue.Plan.Place != "Salen" {
			h.Errorf("it is about %q, in %q", v.Dialogue.CoreTask, v.Dialogue.Plan.Place)
		}
	})
}

func TestOnlyWhoFacilitatesSeesTheCodeAndTheControls(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		colleague := h.web.SignedIn(h.As(access.Employee, "school"), "Mie")
		got := colleague.Get(h.at("")).Is(200, "")
		got.Says("Hvad er vi til for?", "Deltag med kode")
		got.Lacks(h.d.Code, dialogue.ShowCode(h.d.Code), h.d.Screen, "/styring", "/plan")
		for _, path := range []string{"/styring", "/plan", "/ark", "/skema", "/papir", "/deltagere", "/luk", "/aftaler", "/stroem"} {
			if got := colleague.Get(h.at(path)); got.Code != 403 { // they know that it is held
				h.Errorf("%s: %d", path, got.Code)
			}
		}
		for _, path := range []string{"/trin", "/kort", "/overskrift", "/daekning", "/samling", "/skriv", "/aftaler", "/papir", "/deltagere", "/luk", "/genaabn", "/doer", "/facilitatorer", "/plan", "/overtag"} {
			if got := colleague.Post(h.at(path), "do", "new_code"); got.Code != 403 {
				h.Errorf("post %s: %d", path, got.Code)
			}
		}
		h.desk.Get("/dialoger/findes-ikke").Is(404, "")
		h.desk.Get("/dialoger/findes-ikke/styring").Is(404, "")
	})
}

func TestColleagueFacilitatesTooAndTheConsultantTakesOver(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		mie := h.works("Mie Møller")
		got := h.desk.Get(h.at(""))
		got = h.desk.Follow(h.desk.Press(got.Button("main", "Tilføj"), "person", mie.String()))
		got.Says("Mie Møller", "Det er gemt")
		consultant := h.web.SignedIn(h.As(access.Consultant, "council"), "Solvej Konsulent")
		got = consultant.Get(h.at(""))
		got.Lacks(h.d.Code)
		got = consultant.Follow(consultant.Press(got.Button("main", "Overtag styringen")))
		got.Says("Du kan nu styre samtalen", dialogue.ShowCode(h.d.Code))
	})
}

func TestNewCodeEndsTheOldOne(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		got := h.desk.Get(h.at(""))
		ask := got.One(`form[data-confirm]:has(input[value=new_code])`)
		if ask.Attr("data-confirm") == "" {
			h.Error("it is not asked first")
		}
		got = h.desk.Follow(h.desk.Press(ask))
		got.Says("Der er en ny kode")
		got.Lacks(dialogue.ShowCode(h.d.Code))
	})
}
