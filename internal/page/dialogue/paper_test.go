package dialogue_test

import (
	"strings"
	"testing"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
)

func TestGatheredTextShowsWhichGroupGaveWhat(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		h.to(6)
		h.desk.Get(h.at("/styring")).Says("Saml udkastene til én tekst", "Der er ingen udkast endnu.")
		leader, teacher := h.join(room.LeaderHere, ""), h.join(room.Employee, "lærer")
		h.to(1)
		leader.write(1, artefact.Formulation, "tekst", "Alle børn lærer noget. Hver dag tæller.")
		h.to(2)
		change := teacher.write(2, artefact.Formulation, "tekst", "Og har det godt imens.")
		h.to(6)
		got := h.desk.Get(h.at("/styring"))
		got.Says("Lederens udspil", "Alle børn lærer noget. Hver dag tæller.", "Og har det godt imens.")
		got = h.pressOn(got, ".kh-gather", "+ Alle børn lærer noget.")
		got = h.pressOn(got, "#udkast-"+change, "Tag det hele med")
		got.Says("Alle børn lærer noget. Og har det godt imens.", "er med")
		if labels := got.Text(".kh-pieces label"); !strings.Contains(labels, "Stykke 1 – Lederens udspil · trin 1") || !strings.Contains(labels, "Stykke 2 – Trin 2") {
			h.Errorf("who gave what: %s", labels)
		}
		got = h.pressOn(got, ".kh-pieces", "Flyt stykke 2 op")
		got.Says("Og har det godt imens. Alle børn lærer noget.")
		got = h.pressOn(got, ".kh-pieces", "Tag ud: stykke 1")
		if n := len(got.All(".kh-piece[name=piece_text]")); n != 2 {
			h.Errorf("%d fields: one piece and one for new words", n)
		}
		got = h.pressOn(got, ".kh-gather", "Gem teksten", "reason", "Det er det, vi kan love.")
		if got.One("#samling-hvorfor").Value() != "Det er det, vi kan love." {
			h.Error("the reason is not kept")
		}
	})
}

func TestGatheringAtTheSameTimeLosesNeitherText(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		h.to(6)
		before := h.desk.Get(h.at("/styring"))
		h.pressOn(before, ".kh-gather", "Gem teksten", "piece_text", "Den førstes ord.")
		got := h.desk.Press(before.Button(".kh-gather", "Gem teksten"), "piece_text", "Den andens ord.")
		if got.Code != 409 {
			h.Fatalf("%d", got.Code)
		}
		got.Says("En anden facilitator har gemt teksten imens", "Den førstes ord.")
		if got.One("#stykke-0").Value() != "Den andens ord." {
			h.Error("the second's words are gone")
		}
		h.pressOn(got, ".kh-gather", "Gem teksten").Says("Den andens ord.")
	})
}

func TestPaperCountsLikeTheRestAndSaysItCameOnPaper(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.desk.Get(h.at("/papir")).Says("Der er ikke åbnet noget trin endnu")
		h.join(room.Citizen, "")
		h.to(3)
		got := h.desk.Get(h.at("/papir"))
		got.Says("Det tæller som de andre", "Se på alle tre sider")
		got = h.desk.Press(got.Button("main", "Skriv ind"), "perspektiv", "oplevet", "udsagn", bus, "kilde", "En seddel", "actor", "citizen")
		got = h.desk.Follow(got)
		got.Says("Det er skrevet ind. Tag den næste.")
		if got.One("#papir-udsagn").Value() != "" {
			h.Error("the next sheet is not empty")
		}
		desk := h.desk.Get(h.at("/styring"))
		desk.Says("1 bidrag", bus, "På papir", "En seddel")
		refused := h.desk.Press(got.Button("main", "Skriv ind"), "perspektiv", "udfoert", "udsagn", "Ring til 010190-1234", "kilde", "Min nabo", "profession", "pedel")
		refused.Is(422, "")
		if refused.One("#papir-udsagn").Value() != "Ring til 010190-1234" || refused.One("#papir-kilde").Value() != "Min nabo" || refused.One("#papir-perspektiv").Value() != "udfoert" || refused.One("#f-profession").Value() != "pedel" {
			h.Error("what was typed is not there any more")
		}
		refused.One("#papir-udsagn-error")
	})
}

func TestPaperEnteredTwiceIsKeptOnce(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.to(3)
		got := h.desk.Get(h.at("/papir"))
		for range 2 {
			h.desk.Follow(h.desk.Press(got.Button("main", "Skriv ind"), "perspektiv", "oplevet", "udsagn", bus))
		}
		h.desk.Get(h.at("/styring")).Says("1 bidrag")
	})
}

func TestSheetHasTheCodeTheQRAndTheGroundRules(t *testing.T) {
	inHouse(t, func(h *house) {
		in := a1()
		in.Plan = dialogue.Plan{Sits: room.AtTables, Tables: 4}
		h.plan(in, false)
		got := h.desk.Get(h.at("/ark"))
		got.Says("Koden virker først, når du åbner dørene", dialogue.ShowCode(h.d.Code), "Det er frivilligt", "Spilleregler", "Vi nævner ingen borgere eller kolleger ved navn", "Bord 4")
		if n := len(got.All(".kh-doorsheet")); n != 5 {
			h.Errorf("%d sheets: one for the door and four for the tables", n)
		}
		if n := len(got.All(".kh-doorsheet svg")); n != 5 {
			h.Errorf("%d codes to scan", n)
		}
		if got.All(".kh-doorsheet svg")[0].Attr("aria-label") == got.All(".kh-doorsheet svg")[1].Attr("aria-label") {
			h.Error("a table has the door's code")
		}
	})
}

func TestPaperFormsStandAloneSheetBySheet(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		got := h.desk.Get(h.at("/skema"))
		forms := got.All(".kh-paperform")
		if len(forms) < 4 {
			h.Fatalf("%d forms", len(forms))
		}
		for _, f := range forms {
			for _, must := range []string{"Hvad er vi til for?", "Trin ", "Skriv ikke noget, så en borger eller kollega kan genkendes.", "Jeg er (sæt kryds, hvis du vil)", "Gruppe", "Læg arket i bunken"} {
				if !strings.Contains(f.Text(), must) {
					h.Errorf("a sheet does not say %q: %s", must, f.Text())
				}
			}
		}
		got.Lacks("Med dine egne ord") // what is private is not handed in on paper
		h.desk.Lang = "en"
		h.desk.Get(h.at("/skema")).Says("I am (tick if you wish)")
	})
}

// Sheet 1 of A4 asked everybody for the leader's draft, sheet 4 was sheet 3 again, and the
// profession was asked twice.
func TestEachPaperFormIsForThoseWhoWriteOnIt(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		got := h.desk.Get(h.at("/skema"))
		if titles := got.Text(".kh-paperform h2"); titles != "Trin 2: Hvad er rigtigt, og hvad mangler? | Trin 3: Det bidrager netop vi med | Trin 4: Vis jeres bidrag | Trin 5: Idéer til samarbejdet | Trin 6: Det prøver vi | Trin 6: Det prøver vi" {
			h.Errorf("the sheets are %s", titles)
		}
		forms := got.All(".kh-paperform")
		if marks := forms[2].Text(); !strings.Contains(marks, "Det overraskede mig") || strings.Contains(marks, "Det bidrager netop vi med") {
			h.Errorf("the sheet of marks: %s", marks)
		}
		if n := strings.Count(strings.ToLower(forms[1].Text()), "faggruppe"); n != 1 {
			h.Errorf("the sheet of contributions asks %d times for the profession", n)
		}
		got.Lacks("Hvilken side")
	})
	inRoom(t, a1(), func(h *house) {
		if titles := h.desk.Get(h.at("/skema")).Text(".kh-paperform h2"); titles != "Trin 3: Tre sider i grupper | Trin 5: Hvad gætter vi på? | Trin 6: Skriv det sammen | Trin 7: Hvor godt er vi dækket ind? | Trin 7: Hvor godt er vi dækket ind?" {
			h.Errorf("the sheets are %s", titles)
		}
	})
}

func TestMarksThatCameOnPaperAreEnteredLikeTheRest(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		teacher := h.join(room.Employee, "lærer")
		h.to(3)
		card := teacher.write(3, artefact.Contribution, "vi_bidrager_med", "Ro i timerne")
		h.to(4)
		if h.desk.Get(h.at("/papir?trin=4")).Has("select[name=maerke]") {
			h.Error("what comes on paper opens on a mark, which seldom does")
		}
		got := h.desk.Get(h.at("/papir?trin=4&slags=maerke"))
		if !got.Has(`select[name=kort] option[value="`+card+`"]`) || len(got.All("select[name=maerke] option")) != 4 {
			h.Errorf("one cannot choose the card and the mark: %s", got.Text("main form"))
		}
		h.desk.Follow(h.desk.Press(got.Button("main", "Skriv ind"), "kort", card, "maerke", "overraskelse")).Says("Det er skrevet ind")
		h.desk.Get(h.at("/styring")).Says("Det overraskede mig: 1")
	})
}

func TestProfessionIsEnteredOnceFromPaper(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		h.to(3)
		got := h.desk.Get(h.at("/papir?trin=3"))
		if got.Has("#f-profession") || !got.Has("#papir-faggruppe") {
			h.Error("the profession is asked twice, or not at all")
		}
		h.desk.Follow(h.desk.Press(got.Button("main", "Skriv ind"), "faggruppe", "pedel", "vi_bidrager_med", "Varme radiatorer")).Says("Det er skrevet ind")
		h.to(5)
		if !h.desk.Get(h.at("/papir?trin=5")).Has("#f-profession") {
			h.Error("where the kind does not ask for it, nobody can say it")
		}
	})
}

func TestGroupOfAPhoneIsShownOnlyWhereItMattersWhereOneSits(t *testing.T) {
	inRoom(t, a4(), func(h *house) {
		h.join(room.Employee, "lærer")
		if got := h.desk.Get(h.at("/deltagere")); strings.Contains(got.Text("main table"), "Gruppe") {
			h.Errorf("nobody sits in a group: %s", got.Text("main table"))
		}
	})
	in := a1()
	in.Plan = dialogue.Plan{Sits: room.AtTables, Tables: 2}
	inRoom(t, in, func(h *house) {
		h.join(room.Employee, "lærer")
		if got := h.desk.Get(h.at("/deltagere")); !strings.Contains(got.Text("main table"), "Gruppe 1") {
			h.Errorf("it is not said at which table: %s", got.Text("main table"))
		}
	})
}
