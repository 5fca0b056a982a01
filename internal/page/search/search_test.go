package search_test

import (
	"testing"

	"kernehus/internal/domain/search"
	"kernehus/internal/kernel/access"
	page "kernehus/internal/page/search"
	"kernehus/internal/town"
	"kernehus/internal/web"
	"kernehus/internal/web/webtest"
)

// house serves the search of a town with a public core task and a draft.
type house struct {
	*town.Town
	web *webtest.House
}

func inHouse(t *testing.T, story func(h *house)) {
	t.Helper()
	town.In(t, func(w *town.Town) {
		s := search.Service{DB: w.DB}
		w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		w.Task("grades", "Tryg start", "Vi følger børnene <b>ind</b> fra bussen")
		w.Index()
		site := web.Site{ID: town.Here, Name: "Fjordby Kommune", Theme: "/tema.css", Accessible: "/was"}
		story(&house{w, webtest.New(w.T, site, w.Ctx, page.Pages{Search: s}.Routes())})
	})
}

func TestSearchMarksWhatAnswersAndLeadsThere(t *testing.T) {
	inHouse(t, func(h *house) {
		found := h.web.Nobody().Get("/soeg?q=barn").Is(200, "")
		found.Says("1 kerneopgave", "Åskolen")
		if link := found.One(".kh-hits a"); link.Attr("href") != "/kerneopgaver/mod-paa-at-laere" || found.One(".kh-hits mark").Text() != "børn" {
			t.Errorf("the hit leads to %s and marks %q", link.Attr("href"), found.One(".kh-hits mark").Text())
		}
		if found.One("main input[name=q]").Value() != "barn" || found.Has("header form[role=search]") {
			t.Error("one box with what was asked")
		}
		found.Lacks("bussen")
	})
}

func TestADraftIsFoundByItsOwnAndSaidToBeOne(t *testing.T) {
	inHouse(t, func(h *house) {
		own := h.web.SignedIn(h.As(access.Employee, "grades"), "Ida").Get("/soeg?q=bus").Is(200, "")
		own.Says("Udkast", "<b>ind</b>")
		if at := own.One(".kh-hits a").Attr("href"); at != "/kerneopgaver/tryg-start/arbejde" {
			t.Errorf("the draft leads to %s", at)
		}
		h.web.SignedIn(h.As(access.Employee, "other"), "Bo").Get("/soeg?q=bus").Says("Vi fandt ingen kerneopgaver med de ord.", "Se alle kerneopgaver")
	})
}

func TestAGuessIsSaidToBeOneAndNothingAskedInvites(t *testing.T) {
	inHouse(t, func(h *house) {
		h.web.Nobody().Get("/soeg?q=hefra").Says("Vi fandt ikke ordet. Her er noget, der ligner.", "Mod på at lære")
		h.web.Nobody().Get("/soeg").Says("Hvad leder du efter?", "Skriv et eller flere ord.")
		h.web.Nobody().Get("/soeg?q=hefra&lang=en").Says("We did not find the word.")
	})
}
