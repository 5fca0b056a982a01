package coretask_test

import (
	"strings"
	"testing"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
)

// full publishes a core task with everything on its page.
func (h *house) full() (coretask.Task, coretask.Version) {
	h.Helper()
	member := h.As(access.Employee, "school")
	task, v := h.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
	v.TargetGroup, v.Citizens = "Alle elever i 0.–9. klasse", "Forældrene, der læser højt"
	v.Formal, v.Performed = "Folkeskolen skal fremme lysten til at lære", "Vi følger eleverne ind fra bussen"
	v.FormalReferences = []wording.Reference{{Law: "Folkeskoleloven", Paragraph: "§ 1"}}
	v.Overlap = wording.Overlap{Shared: []string{"Børn skal ville"}, OnlyExperienced: []string{"Bussen er for sen", "Der er koldt"}}
	v, err := h.Tasks.Write(h.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
	h.OK(err)
	_, err = h.Tasks.KeepPrecondition(h.Ctx(), member, coretask.Precondition{Task: task.ID, Text: "To voksne i dansk", State: coretask.Partly, Unit: h.Unit["school"].ID})
	h.OK(err)
	_, err = h.Tasks.KeepContribution(h.Ctx(), member, coretask.Contribution{Task: task.ID, Profession: "pædagog", Gives: "Legen"})
	h.OK(err)
	d, err := h.Tasks.KeepDisagreement(h.Ctx(), member, coretask.Disagreement{Task: task.ID, Topic: "HEMMELIGT", PublicWords: "Vi er ikke enige om lektier"})
	h.OK(err)
	_, err = h.Tasks.ApproveWords(h.Ctx(), h.As(access.Leader, "school"), d.Seen(), true)
	h.OK(err)
	return task, h.BringOut("school", v)
}

func TestPublicPageSaysWhatTheCoreTaskIs(t *testing.T) {
	inHouse(t, func(h *house) {
		council, _ := h.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		task, _ := h.full()
		_, err := h.Tasks.Interpret(h.Ctx(), h.As(access.Consultant, "council"), task.ID, council.ID)
		h.OK(err)
		p := h.citizen().get("/kerneopgaver/mod-paa-at-laere").is(200, "")
		for selector, want := range map[string]string{
			"h1.kh-formulation": "Alle børn går herfra med mod på at lære mere", ".kh-eyebrow": "Kerneopgave · vedtaget 2. marts 2026",
			".kh-chain":                            "Byrådet Gode liv i levende landsbyer Åskolen · Her er du Alle børn går herfra med mod på at lære mere",
			".kh-third-experienced.kh-third-empty": "Her mangler borgerne", ".kh-third-formal": "Folkeskoleloven § 1", ".kh-disagreed .kh-quote": "Vi er ikke enige om lektier",
			".kh-overlap-list": "Bussen er for sen", ".kh-card .kh-status-proposed": "Delvist på plads", "table tbody tr": "pædagog Legen",
			".kh-timeline": "Vi har talt om det med forældrene", ".kh-rights": "Den ændrer ikke din ret til hjælp", ".breadcrumbs": "Center for Skoler",
		} {
			if got := p.text(selector); !strings.Contains(got, want) {
				t.Errorf("%s says %q, not %q", selector, got, want)
			}
		}
		if n := len(p.all("h1")); n != 1 {
			t.Errorf("%d first headings", n)
		}
		if len(p.all(".kh-overlap svg .kh-o-number")) != 7 {
			t.Error("the drawing has not its seven places")
		}
		if strings.Contains(p.body, "HEMMELIGT") || p.has(`a[href$="/arbejde"]`) || p.has(`meta[name=robots]`) {
			t.Error("the citizen's page shows what is the unit's own")
		}
	})
}

func TestPublicPageInEnglishKeepsPeoplesOwnWords(t *testing.T) {
	inHouse(t, func(h *house) {
		h.full()
		p := h.citizen().get("/kerneopgaver/mod-paa-at-laere?lang=en")
		if p.text(".kh-eyebrow") != "Core task · adopted 2 March 2026" || attr(p.one("html"), "lang") != "en" {
			t.Error("the page is not English")
		}
		if attr(p.one("h1.kh-formulation"), "lang") != "da" {
			t.Error("the Danish words are not marked as Danish")
		}
		if !strings.Contains(p.text(".kh-third-empty"), "The citizens are missing") {
			t.Error("the empty third is not explained in English")
		}
	})
}

func TestOldAddressLeadsToTheNewForEver(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		draft, err := h.Tasks.Begin(h.Ctx(), h.As(access.Employee, "school"), task.ID, false)
		h.OK(err)
		draft.Words.Name, draft.Words.Formulation = "Lyst til at lære", "Hvert barn har lyst til at lære"
		draft, err = h.Tasks.Write(h.Ctx(), h.As(access.Employee, "school"), draft.ID, coretask.Writing{Version: draft.Version, Words: draft.Words})
		h.OK(err)
		h.Days(20)
		h.BringOut("school", draft)
		c := h.citizen()
		c.get("/kerneopgaver/mod-paa-at-laere").is(308, "/kerneopgaver/lyst-til-at-laere")
		p := c.get("/kerneopgaver/lyst-til-at-laere").is(200, "")
		if p.text(".kh-former") != "Hed tidligere Mod på at lære" {
			t.Error("it does not say what it was called")
		}
		if strings.Contains(p.body, "</del><ins>") {
			t.Error("what went and what came stand without a space between them")
		}
		if p.text(".kh-diff del") == "" || !strings.Contains(p.text(".kh-diff ins"), "Lyst") {
			t.Error("the history shows no differences")
		}
		then := c.get("/kerneopgaver/lyst-til-at-laere?dato=5.3.2026").is(200, "")
		if then.text("h1") != "Alle børn går herfra med mod på at lære mere" || !strings.Contains(then.text(".kh-asof"), "5. marts 2026") {
			t.Error("the text as it was is not shown")
		}
		if c.get("/kerneopgaver/lyst-til-at-laere?dato=1.1.2020").is(404, "").text("h1") != "Der var ingen tekst den dag" {
			t.Error("no explanation for a date before it began")
		}
		if c.get("/kerneopgaver/lyst-til-at-laere?dato=forleden").is(422, "").text(".form-error-message") == "" {
			t.Error("no explanation for what is no date")
		}
	})
}

func TestHistoryIsCalmAndTellsEveryChangeWhenItIsOpened(t *testing.T) {
	inHouse(t, func(h *house) {
		task, first := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		member := h.As(access.Employee, "school")
		v, err := h.Tasks.Begin(h.Ctx(), member, task.ID, false)
		h.OK(err)
		v.Words.Formulation, v.Words.Citizens, v.Words.Why = first.Formulation+" hver dag", "Forældrene læser højt", "Fordi det varer ved"
		v.Words.Purpose = "Lysten til at lære holder hele livet, også efter skolen"
		v.Words.Overlap = wording.Overlap{Shared: []string{"Børn skal ville"}}
		v, err = h.Tasks.Write(h.Ctx(), member, v.ID, coretask.Writing{Version: v.Version, Words: v.Words})
		h.OK(err)
		h.BringOut("school", v)
		p := h.citizen().get("/kerneopgaver/"+task.Slug).is(200, "")
		if p.has(".kh-timeline details[open]") || len(p.all(".kh-timeline details.kh-changes")) != 1 || len(p.all(".kh-timeline > li")) != 2 {
			t.Error("the history is not folded, one for each text that changed")
		}
		if got := p.text(".kh-changes summary"); got != "Se, hvad der blev ændret (5 steder) 2. marts 2026" {
			t.Errorf("the fold is called %q", got)
		}
		open := p.text(".kh-changes")
		if len(p.all(".kh-change")) != 2 || p.text(".kh-change .kh-diff ins") != "Nyt: hver dag" {
			t.Errorf("opened it says %s", open)
		}
		if !p.has(".kh-diff-whole del") || !strings.Contains(p.text(".kh-diff-whole ins"), "holder hele livet") {
			t.Error("a text that was written anew is mixed word by word")
		}
		for _, want := range []string{"Skrevet for første gang: Borgerne bidrager med · Hvorfor det er vigtigt", "Også ændret: Sammenfald mellem de tre sider"} {
			if !strings.Contains(open, want) {
				t.Errorf("opened it does not say %q: %s", want, open)
			}
		}
	})
}

func TestRetiredPageIsGoneAndNamesTheSuccessor(t *testing.T) {
	inHouse(t, func(h *house) {
		old, _ := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		next, _ := h.Published("schools", "Børn, der tør", "Hvert barn møder en voksen, der kender det")
		_, err := h.Tasks.Retire(h.Ctx(), h.As(access.Leader, "schools"), coretask.Seen[coretask.Task]{ID: old.ID}, "De to er blevet én", next.ID)
		h.OK(err)
		p := h.citizen().get("/kerneopgaver/"+old.Slug).is(410, "")
		if attr(p.one(".kh-successor"), "href") != "/kerneopgaver/"+next.Slug {
			t.Error("the successor is not named")
		}
	})
}

func TestWhatIsNotPublishedIsNotThereForACitizen(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		h.citizen().get("/kerneopgaver/"+task.Slug).is(404, "")
		h.Adopted("school", v)
		h.citizen().get("/kerneopgaver/"+task.Slug).is(404, "")
		p := h.signedIn(h.As(access.Employee, "other")).get("/kerneopgaver/"+task.Slug).is(200, "")
		if !p.has(".kh-preview") || !p.has(`meta[name=robots]`) {
			t.Error("a colleague is not told that citizens cannot read it")
		}
	})
}

func TestCatalogueIsSearchedAndInvitesWhenItIsEmpty(t *testing.T) {
	inHouse(t, func(h *house) {
		c := h.citizen()
		if !c.get("/kerneopgaver").is(200, "").has(".kh-empty h2") {
			t.Error("the empty catalogue says nothing")
		}
		h.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		h.Published("other", "Sikker vej", "Alle kan cykle sikkert gennem byen")
		h.Index()
		p := c.get("/kerneopgaver")
		if len(p.all(".kh-cards .kh-card")) != 3 || p.text("section h2") != "Hele kommunen" {
			t.Errorf("the catalogue shows %s", p.main())
		}
		if found := c.get("/kerneopgaver?q=cykler"); len(found.all(".kh-card")) != 1 || attr(found.one("main input[name=q]"), "value") != "cykler" {
			t.Error("searching for another form of the word finds something else")
		}
		if area := c.get("/kerneopgaver?omraade=" + h.Unit["schools"].ID.String()); len(area.all(".kh-card")) != 1 {
			t.Error("the area shows something else")
		}
		if none := c.get("/kerneopgaver?q=xyzzy"); !none.has(".kh-empty a[href='/kerneopgaver']") {
			t.Error("a search without result leads nowhere")
		}
		if got := c.get("/kerneopgaver?q=cykler").text(".kh-card .kh-eyebrow"); got != "Vej og Park" {
			t.Errorf("a unit right under the top is called %q", got)
		}
		if got := c.get("/kerneopgaver?q=lære").text(".kh-card .kh-eyebrow"); got != "Åskolen · Center for Skoler" {
			t.Errorf("a hit does not say where the unit lies: %q", got)
		}
		if guess := c.get("/kerneopgaver?q=cylke"); !strings.Contains(guess.main(), "Vi fandt ikke ordet. Her er noget, der ligner.") || len(guess.all(".kh-card")) != 1 {
			t.Errorf("a slip of the finger shows %s", guess.main())
		}
		if got := c.get("/kerneopgaver?q=cylke&lang=en").main(); !strings.Contains(got, "We did not find the word.") {
			t.Errorf("in English a guess shows %s", got)
		}
		if sure := c.get("/kerneopgaver?q=cykler").main(); strings.Contains(sure, "ligner") {
			t.Errorf("a hit is said to be a guess: %s", sure)
		}
		if blank := c.get("/kerneopgaver?q=++"); len(blank.all(".kh-card")) != 3 || blank.text("section h2") != "Hele kommunen" {
			t.Errorf("nothing asked shows %s", blank.main())
		}
		c.get("/kerneopgaver?efter=sludder").is(422, "")
		c.get("/kerneopgaver/"+strings.Repeat("x", 300)).is(404, "")
	})
}
