package front_test

import (
	"strings"
	"testing"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/kernel/access"
	"kernehus/internal/page/front"
	"kernehus/internal/town"
	"kernehus/internal/web"
	"kernehus/internal/web/webtest"
)

// house is a town with a front page.
type house struct {
	*town.Town
	web *webtest.House
}

func inHouse(t *testing.T, story func(h *house)) {
	t.Helper()
	town.In(t, func(w *town.Town) {
		pages := front.Pages{Catalogue: catalogue.Service{DB: w.DB}}
		site := web.Site{ID: town.Here, Name: "Fjordby Kommune", Theme: "/tema.css", Accessible: "/was"}
		story(&house{Town: w, web: webtest.New(w.T, site, w.Ctx, pages.Routes())})
	})
}

func TestTheFrontPageLeadsACitizenToTheThreeDoors(t *testing.T) {
	inHouse(t, func(h *house) {
		for lang, title := range map[string]string{"da": "Hvilken forskel skal vi gøre", "en": "What difference"} {
			page := h.web.Nobody().Get("/?lang="+lang).Is(200, "")
			for _, to := range []string{"/kerneopgaver", "/deltag", "/log-ind"} {
				page.One(`main .kh-card a[href="` + to + `"]`)
			}
			if got := page.One("h1").Text(); !strings.HasPrefix(got, title) {
				t.Errorf("%s: the heading is %q", lang, got)
			}
		}
	})
}

func TestTheFrontPageSaysWhatTheMunicipalityWorksFor(t *testing.T) {
	inHouse(t, func(h *house) {
		if page := h.web.Nobody().Get("/"); page.Has("main section") {
			t.Error("an empty catalogue has a heading on the front page")
		}
		h.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		h.Task("council", "Et udkast", "Det har ingen vedtaget")
		page := h.web.Nobody().Get("/?lang=en").Is(200, "")
		link := page.One(`main section .kh-card a[href^="/kerneopgaver/"]`)
		if link.Text() != "Gode liv" || link.Attr("href") != "/kerneopgaver/gode-liv" {
			t.Errorf("it leads to %q at %q", link.Text(), link.Attr("href"))
		}
		page.One(`main section .kh-card p[lang="da"]`)
		page.Says("Gode liv i levende landsbyer")
		page.Lacks("Det har ingen vedtaget")
	})
}

func TestWhoIsSignedInComesHome(t *testing.T) {
	inHouse(t, func(h *house) {
		h.web.SignedIn(access.Actor{Municipality: town.Here, Person: "p", Grants: []access.Grant{{Role: access.Employee, Unit: "/1/"}}}, "Test").Get("/").Is(303, "/hjem")
	})
}

func TestLicencesAreReadable(t *testing.T) {
	inHouse(t, func(h *house) {
		h.web.Nobody().Get("/licenser").Is(200, "").One(`pre.kh-licences[tabindex="0"]`)
	})
}
