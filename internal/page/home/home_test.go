package home_test

import (
	"strings"
	"testing"
	"time"

	"kernehus/content"
	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/domain/waiting"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	page "kernehus/internal/page/home"
	"kernehus/internal/town"
	"kernehus/internal/web"
	"kernehus/internal/web/webtest"
)

// house is a town where everybody has a page of their own.
type house struct {
	*town.Town
	web     *webtest.House
	service *dialogue.Service
	host    access.Actor
}

func inHouse(t *testing.T, story func(h *house)) {
	t.Helper()
	guides, wrong := guide.Load(content.Files)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	town.In(t, func(w *town.Town) {
		h := &house{Town: w, service: dialogue.New(w.DB, guides, &municipality.Service{DB: w.DB}), host: w.As(access.Facilitator, "school")}
		pages := page.Pages{Agreements: agreement.Service{DB: w.DB}, Tasks: w.Tasks, Dialogues: h.service, Units: org.Service{DB: w.DB}, Waiting: waiting.Service{DB: w.DB}}
		h.web = webtest.New(w.T, web.Site{ID: town.Here, Name: "Fjordby Kommune", Theme: "/tema.css", Accessible: "/was"}, w.Ctx, pages.Routes())
		story(h)
	})
}

// works is somebody new who works in a unit, with a browser.
func (h *house) works(unit, name string) (id.Of[org.Person], *webtest.Browser) {
	h.Helper()
	p := id.Of[org.Person](h.Person(name))
	h.Change(func(tx *db.Tx) error {
		m := org.Membership{ID: id.Of[org.Membership](id.Random()), Person: p, Unit: h.Unit[unit].ID, From: "2020-01-01"}
		return db.Put(tx, &m)
	})
	return p, h.web.SignedIn(access.Actor{Municipality: town.Here, Person: p.String(), Units: []string{h.Unit[unit].Path}}, name)
}

func (h *house) plan(title string, open bool) dialogue.Dialogue {
	h.Helper()
	d, err := h.service.Plan(h.Ctx(), h.host, dialogue.PlanInput{Guide: "a1_hvem_definerer", Title: title, Unit: h.Unit["school"].ID.String()}, open)
	h.OK(err)
	return d
}

func (h *house) ask(d dialogue.Dialogue, who id.Of[org.Person], what string, k artefact.Kind) {
	h.Helper()
	data := artefact.Data{k.Main(): what}
	if k == artefact.Agreement {
		data[artefact.FieldWhen] = "2026-06-01"
	}
	_, err := h.service.Agree(h.Ctx(), h.host, d.ID, agreement.Input{Kind: k, Data: data, Owner: who, MED: k == artefact.Agreement})
	h.OK(err)
}

func TestEmptyPageInvites(t *testing.T) {
	inHouse(t, func(h *house) {
		_, mie := h.works("school", "Mie Møller")
		got := mie.Get("/hjem")
		got.Says("Der er ikke noget, der venter på dig", "Åskolen har ikke skrevet sin kerneopgave endnu. Begynd med en samtale på to timer.", "Der er ikke planlagt nogen samtale", "Ikke noget nyt")
		if got.Has(`main a[href^="/dialoger/ny"]`) {
			h.Error("who may not plan is sent to plan")
		}
		leader := h.web.SignedIn(h.As(access.Leader, "school"), "Lis Leder").Get("/hjem")
		if leader.One(".kh-empty a").Attr("href") != "/dialoger/ny?enhed="+h.Unit["school"].ID.String() {
			h.Error("the invitation does not lead to a plan for the unit")
		}
		mie.Lang = "en"
		mie.Get("/hjem").Says("Nothing waits for you", "has not written its core task yet", "No conversation is planned")
	})
}

func TestGreetingFollowsTheTimeOfDay(t *testing.T) {
	inHouse(t, func(h *house) {
		_, mie := h.works("school", "Mie Møller")
		for hour, want := range map[int]string{6: "Godmorgen, Mie", 13: "Goddag, Mie", 20: "Godaften, Mie"} {
			h.Time = time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC)
			if said := mie.Get("/hjem").Text("h1"); said != want {
				h.Errorf("at %d: %s", hour, said)
			}
		}
	})
}

func TestWhatWaitsStandsInTheOrderOfWhoIsWaiting(t *testing.T) {
	inHouse(t, func(h *house) {
		d := h.plan("Hvad er vi til for?", true)
		leader := h.As(access.Leader, "school")
		h.Change(func(tx *db.Tx) error {
			return db.Put(tx, &org.Membership{ID: id.Of[org.Membership](id.Random()), Person: id.Of[org.Person](leader.Person), Unit: h.Unit["school"].ID, From: "2020-01-01"})
		})
		person := id.Of[org.Person](leader.Person)
		h.ask(d, person, "Fast makker", artefact.Agreement)
		mine, err := agreement.Service{DB: h.DB}.Mine(h.Ctx(), leader)
		h.OK(err)
		h.OK(agreement.Service{DB: h.DB}.Answer(h.Ctx(), leader, mine[0].ID, true))
		h.ask(d, person, "Hvor mange går alene?", artefact.KnowledgeNeed)
		_, v := h.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære")
		_, err = h.Tasks.Propose(h.Ctx(), h.As(access.Employee, "school"), v.Seen())
		h.OK(err)
		got := h.web.SignedIn(leader, "Lis Leder").Get("/hjem")
		if order := got.Text("main h2:not(.h3)"); order != "Nogen venter på dit svar | Forslag, der venter på at blive vedtaget | Det har du sagt ja til | Kerneopgaven hos dig" {
			h.Errorf("in the order %s", order)
		}
		got.Says("Hvor mange går alene?", "Det, vi mangler at vide", "Mod på at lære", "Fast makker", "Senest 1. juni 2026", "Det gælder først, når MED har drøftet det", "Dørene er åbne nu")
	})
}

func TestYesAndNoToWhatOneIsAsked(t *testing.T) {
	inHouse(t, func(h *house) {
		d := h.plan("Hvad er vi til for?", true)
		person, mie := h.works("school", "Mie Møller")
		h.ask(d, person, "Fast makker", artefact.Agreement)
		h.ask(d, person, "Åben dør", artefact.Agreement)
		got := mie.Get("/hjem")
		got.Says("Siger du ja, står dit navn ved aftalen i referatet")
		yes, no := "", ""
		for _, card := range got.All("section[aria-labelledby=spurgt] .kh-card") {
			if strings.Contains(card.Text(), "Fast makker") {
				yes = "#" + card.Attr("id")
			} else {
				no = "#" + card.Attr("id")
			}
		}
		if got.Button(no, "Nej tak").Attr("data-confirm") == "" {
			h.Error("a no is not asked about")
		}
		mie.Follow(mie.Press(got.Button(no, "Nej tak"))).Says("Facilitatoren finder en anden")
		got = mie.Follow(mie.Press(got.Button(yes, "Ja, det tager jeg")))
		got.Says("Nu står dit navn ved det", "Det har du sagt ja til")
		got.Lacks("Åben dør")
		got = mie.Follow(mie.Press(got.Button(yes, "Det er gjort")))
		got.Says("Det er noteret", "Gjort")
		got = mie.Follow(mie.Press(got.Button(yes, "Ikke gjort alligevel")))
		got.Button(yes, "Det er gjort")
		_, other := h.works("school", "Ida Holm")
		if got := other.Post("/hjem/aftaler/"+strings.TrimPrefix(yes, "#aftale-"), "do", "nej"); got.Code != 404 && got.Code != 403 {
			h.Errorf("somebody else answers for her: %d", got.Code)
		}
	})
}

func TestOverdueIsSaid(t *testing.T) {
	inHouse(t, func(h *house) {
		d := h.plan("Hvad er vi til for?", true)
		person, mie := h.works("school", "Mie Møller")
		h.ask(d, person, "Fast makker", artefact.Agreement)
		h.Days(120)
		mie.Get("/hjem").Says("Skulle være gjort 1. juni 2026")
	})
}

func TestNextConversationIsWhatOthersFacilitateWhereOneWorks(t *testing.T) {
	inHouse(t, func(h *house) {
		d := h.plan("Åskolens samtale", true)
		_, mie := h.works("school", "Mie Møller")
		if got := mie.Get("/hjem"); got.One(".kh-nextcard a").Attr("href") != "/dialoger/"+d.ID.String() {
			h.Errorf("next: %s", got.Text(".kh-nextcard"))
		}
		if got := h.web.SignedIn(h.host, "Vibeke").Get("/hjem"); got.Has(".kh-nextcard") || !got.Has("section[aria-labelledby=styrer]") {
			h.Error("one's own conversation stands twice, or nowhere")
		}
	})
}

// A consultant with four dialogues of her own found none of them on her page.
func TestFacilitatorSeesHerDialoguesAndWhatNobodyHasInThem(t *testing.T) {
	inHouse(t, func(h *house) {
		consultant := h.As(access.Consultant, "other")
		her := func(title string, open bool) dialogue.Dialogue {
			d, err := h.service.Plan(h.Ctx(), consultant, dialogue.PlanInput{Guide: "a1_hvem_definerer", Title: title, Unit: h.Unit["school"].ID.String()}, open)
			h.OK(err)
			return d
		}
		ownerless := func(d dialogue.Dialogue, k artefact.Kind, data artefact.Data) {
			_, err := h.service.Agree(h.Ctx(), consultant, d.ID, agreement.Input{Kind: k, Data: data})
			h.OK(err)
		}
		held := her("Den holdte", true)
		ownerless(held, artefact.Agreement, artefact.Data{"hvad": "Fast makker"})
		ownerless(held, artefact.KnowledgeNeed, artefact.Data{"spoergsmaal": "Hvor mange går alene?"})
		ownerless(held, artefact.KnowledgeNeed, artefact.Data{"spoergsmaal": "Hvor mange er vi?", "svar": "Tolv"})
		_, err := h.service.Steer(h.Ctx(), consultant, held.ID, room.Command{Do: room.Close})
		h.OK(err)
		her("Den planlagte", false)
		hers := h.web.SignedIn(consultant, "Solvej")
		section := "section[aria-labelledby=styrer]"
		got := hers.Get("/hjem")
		if order := got.Text(section + " h3"); order != "Den planlagte | Den holdte" {
			h.Errorf("in the order %s", order)
		}
		got.Says("2 aftaler og spørgsmål mangler en, der tager dem på sig", "Læs referatet, og send det til dem, der var med", "Kun dem, du selv styrer.")
		got.Lacks("Der er ikke noget, der venter på dig")

		open := her("Den åbne", true)
		got = hers.Get("/hjem")
		if order := got.Text(section + " h3"); order != "Den åbne | Den planlagte | Den holdte" {
			h.Errorf("in the order %s", order)
		}
		if filled := got.One("main .button-primary"); filled.Attr("href") != "/dialoger/"+open.ID.String()+"/styring" {
			h.Errorf("the filled action is %s", filled.Text())
		}
		h.Days(40)
		if order := hers.Get("/hjem").Text(section + " h3"); order != "Den åbne | Den planlagte | Den holdte" { // something there has nobody still
			h.Errorf("after forty days in the order %s", order)
		}
		hers.Get("/hjem").Lacks("Læs referatet, og send det") // after forty days
		if h.web.SignedIn(h.As(access.Leader, "school"), "Lis Leder").Get("/hjem").Has(section) {
			h.Error("who facilitates none is shown some")
		}
	})
}

func TestOneFilledActionOnOnesOwnPage(t *testing.T) {
	inHouse(t, func(h *house) {
		d := h.plan("Hvad er vi til for?", true)
		leader := h.As(access.Leader, "school")
		browser := h.web.SignedIn(leader, "Lis Leder")
		filled := func() (words []string) {
			for _, b := range browser.Get("/hjem").All("main .button-primary") {
				words = append(words, b.Text())
			}
			return words
		}
		if got := filled(); len(got) != 1 || got[0] != "Planlæg en samtale" {
			h.Errorf("where nothing waits: %q", got)
		}
		for _, what := range []string{"Fast makker", "Ring hjem"} {
			h.ask(d, id.Of[org.Person](leader.Person), what, artefact.Agreement)
		}
		if got := filled(); len(got) != 1 || !strings.HasPrefix(got[0], "Ja, det tager jeg") {
			h.Errorf("where two wait for an answer: %q", got)
		}
	})
}

func TestOnlyWhatHappenedSinceLastTimeIsNew(t *testing.T) {
	inHouse(t, func(h *house) {
		_, mie := h.works("school", "Mie Møller")
		mie.Get("/hjem").Says("Ikke noget nyt")
		h.Days(1)
		d := h.plan("Hvad er vi til for?", true)
		_, err := h.service.Steer(h.Ctx(), h.host, d.ID, room.Command{Do: room.Close})
		h.OK(err)
		h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære")
		h.Days(1)
		got := mie.Get("/hjem")
		got.Says("Mod på at lære er vedtaget", "Referatet af ”Hvad er vi til for?” er klar", "Alle børn går herfra med mod på at lære")
		mie.Get("/hjem").Says("Mod på at lære er vedtaget") // looking again is the same visit
		h.Days(3)
		mie.Get("/hjem").Says("Ikke noget nyt")
	})
}

func TestPageIsForPeopleWhoHaveSignedIn(t *testing.T) {
	inHouse(t, func(h *house) {
		h.web.Nobody().Get("/hjem").Is(303, "/log-ind?til=%2Fhjem")
	})
}

// A leader looked for a proposal from a team below and found nothing about it anywhere.
func TestLeaderSeesWhatWaitsInTheUnitsBelowAndWhoAdoptsIt(t *testing.T) {
	inHouse(t, func(h *house) {
		_, v := h.Task("grades", "Tryg start", "Vi følger børnene ind fra bussen")
		_, err := h.Tasks.Propose(h.Ctx(), h.As(access.Employee, "grades"), v.Seen())
		h.OK(err)
		got := h.web.SignedIn(h.As(access.Leader, "school"), "Lis Leder").Get("/hjem")
		if said := got.Text("section[aria-labelledby=andre]"); !strings.Contains(said, "Vi følger børnene ind fra bussen") ||
			!strings.Contains(said, "I Indskolingen vedtager teamet selv, tidligst 9. marts 2026, fordi alle skal nå at læse den.") || got.Has("section[aria-labelledby=vedtag]") {
			h.Errorf("the leader reads %s", got.Text("main"))
		}
		team := h.web.SignedIn(h.As(access.Employee, "grades"), "Mie Møller").Get("/hjem")
		if !strings.Contains(team.Text("section[aria-labelledby=vedtag]"), "tidligst 9. marts 2026") || team.Has("section[aria-labelledby=andre]") {
			h.Errorf("the team reads %s", team.Text("main"))
		}
		if h.web.SignedIn(h.As(access.Leader, "other"), "Bo Berg").Get("/hjem").Has("section[aria-labelledby=andre]") {
			h.Error("another leader sees it too")
		}
	})
}

// Who facilitates many saw those furthest away, and not the next one.
func TestTheNearestOfManyPlannedConversationsComesFirst(t *testing.T) {
	inHouse(t, func(h *house) {
		consultant := h.As(access.Consultant, "council")
		for i, on := range []day.Date{"2026-05-03", "2026-05-01", "2026-05-02", "2026-05-01"} {
			_, err := h.service.Plan(h.Ctx(), consultant, dialogue.PlanInput{Guide: "a1_hvem_definerer", Title: "Nummer " + string(rune('a'+i)), Unit: h.Unit["school"].ID.String(), HeldOn: on}, false)
			h.OK(err)
		}
		var days []string
		f := dialogue.Filter{Phase: room.Planned, Limit: 1}
		for range 4 {
			list, next, err := h.service.List(h.Ctx(), consultant, f)
			h.OK(err)
			days = append(days, string(list[0].HeldOn))
			f.After = next
		}
		if got := strings.Join(days, " "); got != "2026-05-01 2026-05-01 2026-05-02 2026-05-03" || f.After != "" {
			t.Errorf("a page at a time: %s, and more: %q", got, f.After)
		}
	})
}
