package coretask_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/text"
)

func TestTeamWritesProposesAdoptsAndItsLeaderShowsIt(t *testing.T) {
	inHouse(t, func(h *house) {
		member, leader := h.signedIn(h.As(access.Employee, "grades")), h.signedIn(h.As(access.Leader, "school"))
		unit := h.Unit["grades"].ID.String()
		p := member.get("/ny-kerneopgave?enhed="+unit).is(200, "")
		p = member.submit(p, "form.kh-sheet-form", "name", "Tryg start")
		address := p.to
		if p.code != 303 || !strings.HasPrefix(address, "/kerneopgaver/tryg-start/tekst/") {
			t.Fatalf("a new core task leads to %d %s", p.code, address)
		}
		p = member.get(address).is(200, "")
		if !p.has(".kh-steps-of-text") || p.text("h1") != "Skriv på teksten" {
			t.Errorf("the new text opens as %s", p.main())
		}
		refused := member.submit(p, "form.kh-sheet-form", "formulation", "Ring til 010190-1234").is(422, "")
		if refused.text("#f-formulation-error") == "" || !strings.Contains(refused.text("#f-formulation"), "010190-1234") {
			t.Error("a CPR number is not explained beside its field, or what was typed is gone")
		}
		member.submit(p, "form.kh-sheet-form", "formulation", "Vi følger børnene ind fra bussen", "overlap_faelles", "Ro om morgenen\nEn voksen ved døren", "reason", "Vi talte om det").is(303, address)
		p = member.get(address)
		if p.text("#f-overlap_faelles") != "Ro om morgenen En voksen ved døren" {
			t.Error("the cards of the overlap are not kept")
		}
		member.submit(p, `form[action$="/foreslaa"]`).is(303, "/kerneopgaver/tryg-start/arbejde")
		p = member.get("/kerneopgaver/tryg-start/arbejde").is(200, "")
		if !p.has(".kh-status-proposed") || !strings.Contains(p.text(".kh-texts"), "Kan vedtages fra den 9. marts 2026") {
			t.Errorf("the desk says %s", p.text(".kh-texts"))
		}
		for _, who := range []*browser{member, leader} {
			p = who.get(address).is(200, "")
			if p.text(".kh-adopts") != "I Indskolingen vedtager teamet selv, tidligst 9. marts 2026, fordi alle skal nå at læse den." || p.has(`a[href$="/vedtag"]`) {
				t.Errorf("who adopts, when and why: %q", p.text(".kh-adopts"))
			}
		}
		member.submit(member.get(address), ".kh-object form", "topic", "Hvem følger de små?").is(303, address)
		h.Days(7)
		form := member.get(address+"/vedtag").is(200, "")
		if form.has("#f-case_number") || !form.has("#f-attendance") {
			t.Error("the form does not ask what a team must write")
		}
		member.submit(form, "form.kh-sheet-form", "on", "9.3.2026").is(422, "")
		member.submit(form, "form.kh-sheet-form", "on", "9.3.2026", "forum", "Teammøde", "attendance", "9 af 11", "public_reason", "Forældrene bad om det").is(303, "/kerneopgaver/tryg-start/vis")
		if p = member.get("/kerneopgaver/tryg-start/vis").is(200, ""); p.has(`form[action$="/vis"]`) {
			t.Error("a member may show it to citizens")
		}
		h.citizen().get("/kerneopgaver/tryg-start").is(404, "")
		p = leader.get("/kerneopgaver/tryg-start/vis").is(200, "")
		leader.submit(p, `form[action$="/vis"]`).is(303, "/kerneopgaver/tryg-start")
		public := h.citizen().get("/kerneopgaver/tryg-start").is(200, "")
		if public.text("h1") != "Vi følger børnene ind fra bussen" || !strings.Contains(public.text(".kh-timeline"), "Forældrene bad om det") || strings.Contains(public.body, "følger de små") {
			t.Errorf("citizens read %s", public.main())
		}
		if desk := member.get("/kerneopgaver/tryg-start/arbejde"); !strings.Contains(desk.text(".kh-desk-disagreements"), "Hvem følger de små?") {
			t.Error("the objection is gone")
		}
	})
}

func TestTwoPeopleEditingTheSameTextLoseNothing(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", "Mod på at lære", "Den første formulering")
		anna, bo := h.signedIn(h.As(access.Employee, "school")), h.signedIn(h.As(access.Employee, "school"))
		address := "/kerneopgaver/" + task.Slug + "/tekst/" + v.ID.String()
		annas, bos := anna.get(address), bo.get(address)
		anna.submit(annas, "form.kh-sheet-form", "formulation", "Annas formulering", "why", "Annas hvorfor").is(303, address)
		p := bo.submit(bos, "form.kh-sheet-form", "formulation", "Bos formulering", "target_group", "Bos målgruppe").is(409, "")
		if p.text("#f-formulation") != "Bos formulering" || p.text("#f-target_group") != "Bos målgruppe" {
			t.Error("what Bo typed is lost")
		}
		theirs := p.all(".kh-theirs")
		if len(theirs) != 3 || !strings.Contains(words(theirs[0], true), "Annas formulering") || !strings.Contains(words(theirs[1], true), "(tomt)") || !strings.Contains(words(theirs[2], true), "Annas hvorfor") {
			t.Errorf("what Anna wrote is not shown beside: %d", len(theirs))
		}
		if !p.has(".kh-conflict") {
			t.Error("nobody says what happened")
		}
		bo.submit(p, "form.kh-sheet-form", "formulation", "Fælles formulering", "why", "Annas hvorfor").is(303, address)
		p = anna.get(address)
		if p.text("#f-formulation") != "Fælles formulering" || p.text("#f-target_group") != "Bos målgruppe" || p.text("#f-why") != "Annas hvorfor" {
			t.Error("the two texts did not come together")
		}
		if all := anna.get("/kerneopgaver/" + task.Slug + "/historik").main(); !strings.Contains(all, "Annas formulering") && !strings.Contains(all, "Annas") {
			t.Errorf("the history has lost Anna's words: %s", all)
		}
	})
}

func TestLeadersDraftIsSeenAndTakenUpByTheTeam(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("grades", "Tryg start", "Teamets egne ord")
		leader, member := h.signedIn(h.As(access.Leader, "school")), h.signedIn(h.As(access.Employee, "grades"))
		desk := leader.get("/kerneopgaver/"+task.Slug+"/arbejde").is(200, "")
		p := leader.get("/kerneopgaver/"+task.Slug+"/tekst/"+v.ID.String()).is(200, "")
		if p.has("form.kh-sheet-form") {
			t.Error("the leader may write in the team's text")
		}
		begun := leader.submit(desk, `form[action$="/udkast"]`)
		leader.submit(leader.get(begun.to), "form.kh-sheet-form", "formulation", "Lederens ord").is(303, begun.to)
		if p = member.get(begun.to).is(200, ""); p.has("form.kh-sheet-form") || !strings.Contains(p.text(".kh-status"), "Lederens udspil") {
			t.Error("the team may overwrite the leader's draft, or is not told whose it is")
		}
		if r := member.submit(p, `form[action$="/tag-op"]`); r.code != 409 || !strings.Contains(r.text(".kh-error-summary"), "udkast i gang") {
			t.Errorf("taking up beside an open draft gave %d", r.code)
		}
		member.submit(member.get("/kerneopgaver/"+task.Slug+"/tekst/"+v.ID.String()), `form[action$="/til-side"]`).is(303, "/kerneopgaver/"+task.Slug+"/arbejde")
		taken := member.submit(p, `form[action$="/tag-op"]`)
		if got := member.get(taken.to).is(200, "").text("#f-formulation"); got != "Lederens ord" {
			t.Errorf("the team took up %q", got)
		}
	})
}

func TestEverythingBesideTheTextIsWrittenWithoutScript(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		council, _ := h.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		b := h.signedIn(h.As(access.Leader, "school"))
		base := "/kerneopgaver/" + task.Slug
		b.submit(b.get(base+"/forudsaetninger/ny").is(200, ""), "form.kh-sheet-form", "text", "To voksne", "state", "delvist", "unit", h.Unit["schools"].ID.String()).is(303, base+"/arbejde")
		b.submit(b.get(base+"/bidrag/ny"), "form.kh-sheet-form", "profession", "pædagog", "gives", "Legen", "needs", "Tid").is(303, base+"/arbejde")
		b.submit(b.get(base+"/uenigheder/ny"), "form.kh-sheet-form", "topic", "Lektier", "public_words", "Vi er ikke enige om lektier").is(303, base+"/arbejde")
		p := b.get(base + "/arbejde")
		for selector, want := range map[string]string{".kh-desk-preconditions": "Center for Skoler", ".kh-desk-contributions": "Legen", ".kh-desk-disagreements": "Ikke vist for borgerne"} {
			if !strings.Contains(p.text(selector), want) {
				t.Errorf("%s says %s", selector, p.text(selector))
			}
		}
		if !p.has(".kh-notice-beside-changed") {
			t.Error("nobody says that citizens do not see the precondition yet")
		}
		b.submit(p, `form[action$="/ord"]`).is(303, base+"/arbejde")
		if got := h.citizen().get(base).text(".kh-disagreed"); !strings.Contains(got, "Vi er ikke enige om lektier") {
			t.Errorf("citizens read %s", got)
		}
		b.submit(b.get(base+"/arbejde"), `form[action$="/enige"]`, "outcome", "Vi prøver uden").is(303, base+"/arbejde")
		b.submit(b.get(base+"/arbejde"), `form[action$="/igen"]`).is(303, base+"/arbejde")
		b.submit(b.get(base+"/arbejde"), `.kh-desk-preconditions form[action$="/fjern"]`).is(303, base+"/arbejde")
		if p = b.get(base + "/arbejde"); p.has(".kh-desk-preconditions .kh-card") {
			t.Error("the precondition is still there")
		}
		ties := b.get(base+"/forbindelser").is(200, "")
		b.submit(ties, ".kh-interpret", "parent", council.ID.String()).is(303, base+"/forbindelser")
		b.submit(ties, ".kh-tie", "to", council.ID.String(), "kind", "er_forudsaetning_for", "reason", "Skolen holder på familierne").is(303, base+"/forbindelser")
		if p = b.get(base + "/forbindelser"); !strings.Contains(p.text(".kh-ties-up"), "Gode liv") || !strings.Contains(p.text(".kh-ties-links"), "Skolen holder på familierne") {
			t.Errorf("ties = %s", p.main())
		}
		b.submit(ties, ".kh-tie", "to", task.ID.String()).is(422, "")
		h.Index()
		if found := b.get(base + "/forbindelser?q=landsby"); len(found.all("#f-to option")) != 1 || strings.Contains(found.main(), "ligner") {
			t.Error("the search finds something else")
		}
		if guess := b.get(base + "/forbindelser?q=lansby"); len(guess.all("#f-to option")) != 1 || !strings.Contains(guess.main(), "Vi fandt ikke ordet. Her er noget, der ligner.") {
			t.Errorf("a guess shows %s", guess.main())
		}
	})
}

func TestPartsChangedByTwoShowBothTexts(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Task("school", "Mod på at lære", "Alle børn")
		member := h.As(access.Employee, "school")
		c, err := h.Tasks.KeepContribution(h.Ctx(), member, coretask.Contribution{Task: task.ID, Profession: "pædagog", Gives: "Legen"})
		h.OK(err)
		a, b := h.signedIn(member), h.signedIn(h.As(access.Employee, "school"))
		address := "/kerneopgaver/" + task.Slug + "/bidrag/" + c.ID.String()
		one, two := a.get(address), b.get(address)
		a.submit(one, "form.kh-sheet-form", "gives", "Legen og venskaberne").is(303, "/kerneopgaver/"+task.Slug+"/arbejde")
		p := b.submit(two, "form.kh-sheet-form", "gives", "Konflikterne").is(409, "")
		if p.text("#f-gives") != "Konflikterne" || !strings.Contains(p.text(".kh-theirs"), "Legen og venskaberne") {
			t.Error("one of the two texts is lost")
		}
		b.submit(p, "form.kh-sheet-form", "gives", "Legen, venskaberne og konflikterne").is(303, "/kerneopgaver/"+task.Slug+"/arbejde")
	})
}

func TestCheckReflectionAndLife(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		base := "/kerneopgaver/" + task.Slug
		b, colleague := h.signedIn(h.As(access.Leader, "school")), h.signedIn(h.As(access.Employee, "school"))
		p := b.get(base+"/tekst/"+v.ID.String()+"/tjek").is(200, "")
		if len(p.all(".kh-question")) != 16 {
			t.Errorf("%d questions", len(p.all(".kh-question")))
		}
		b.submit(p, "main form", "v01", "ja", "v02", "nej", "v02_reason", "For bred").is(303, base+"/arbejde")
		if p = b.get(base + "/arbejde"); len(p.all(".kh-work-on > li")) != 1 || !strings.Contains(p.text(".kh-work-on"), "For bred") {
			t.Error("the list to work on is something else")
		}
		b.submit(b.get(base+"/bidrag-mit").is(200, ""), "form.kh-sheet-form", "reflection", "Jeg tager imod om morgenen").is(303, base+"/bidrag-mit")
		if strings.Contains(colleague.get(base+"/arbejde").body, "tager imod om morgenen") {
			t.Error("a private reflection is seen by a colleague")
		}
		b.submit(b.get(base+"/bidrag-mit"), "form.kh-sheet-form", "reflection", "Jeg tager imod om morgenen", "shared", "1").is(303, base+"/bidrag-mit")
		if !strings.Contains(colleague.get(base+"/arbejde").body, "tager imod om morgenen") {
			t.Error("a shared reflection is not seen")
		}
		b.submit(b.get(base+"/liv"), ".kh-revisit", "revisit_by", "1.3.2026", "triggers", "nyt_byraad").is(303, base+"/arbejde")
		if !b.get(base + "/arbejde").has(".kh-notice-revisit-due") {
			t.Error("nobody says that it is time")
		}
		b.submit(b.get(base+"/liv"), ".kh-revisit", "revisit_by", "snart").is(422, "")
		b.submit(b.get(base+"/liv"), ".kh-review form", "reason", "Ny lov").is(303, base+"/arbejde")
		if !h.citizen().get(base).has(".kh-status-review") {
			t.Error("citizens are not told that it is talked about again")
		}
		b.submit(b.get(base+"/liv"), ".kh-retire form", "reason", "Lagt sammen").is(303, base+"/arbejde")
		h.citizen().get(base).is(410, "")
		b.submit(b.get(base+"/liv"), `form[action$="/i-brug"]`).is(303, base+"/arbejde")
		h.citizen().get(base).is(200, "")
		p = b.get(base + "/vis")
		b.submit(p, `form[action$="/skjul"]`).is(303, base+"/arbejde")
		h.citizen().get(base).is(404, "")
	})
}

func TestWhatWasTypedComesBackWhateverRefusedIt(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", "Mod på at lære", "Alle børn lærer")
		a, b := h.signedIn(h.As(access.Employee, "school")), h.signedIn(h.As(access.Leader, "school"))
		base := "/kerneopgaver/" + task.Slug
		address := base + "/tekst/" + v.ID.String()
		writing := a.get(address)
		b.submit(b.get(address), `form[action$="/foreslaa"]`).is(303, base+"/arbejde")
		p := a.submit(writing, "form.kh-sheet-form", "why", "Det, jeg skrev imens").is(409, "")
		if p.text("#f-why") != "Det, jeg skrev imens" || p.has("form.kh-sheet-form button") || !p.has(".kh-error-summary") {
			t.Errorf("a text that was proposed meanwhile: %s", p.main())
		}
		objecting := a.get(address)
		refused := a.submit(objecting, ".kh-object form", "topic", "Ring til 010190-1234").is(422, "")
		if !strings.Contains(refused.text(".kh-object #f-topic"), "010190-1234") {
			t.Error("a refused objection is gone")
		}
		adopting := b.get(address + "/vedtag")
		b.submit(b.get(address), `form[action$="/tilbage"]`).is(303, base+"/arbejde")
		if p = a.submit(objecting, ".kh-object form", "topic", "Hvem følger de små?").is(409, ""); p.text(".kh-object #f-topic") != "Hvem følger de små?" {
			t.Error("an objection to a text that was taken back is gone")
		}
		if p = b.submit(adopting, "form.kh-sheet-form", "public_reason", "Forældrene bad om det").is(409, ""); p.text("#f-public_reason") != "Forældrene bad om det" {
			t.Error("what was typed about the adoption is gone")
		}
		p = b.submit(b.get(base+"/liv"), ".kh-review form", "reason", "Ring til 010190-1234").is(422, "")
		if !strings.Contains(p.text("#tag-op-reason"), "010190-1234") || p.text("#udgaa-reason") != "" || p.text("#tag-op-reason-error") == "" {
			t.Error("the refused reason is not in the field it was typed in, with what is wrong beside it")
		}
		b.submit(b.get(base+"/uenigheder/ny"), "form.kh-sheet-form", "topic", "Lektier").is(303, base+"/arbejde")
		if p = b.submit(b.get(base+"/arbejde"), `form[action$="/enige"]`, "outcome", "Spørg 010190-1234").is(422, ""); !strings.Contains(p.text("textarea[name=outcome]"), "010190-1234") {
			t.Error("what came of the disagreement is gone")
		}
	})
}

func TestDatesStandInTheirFieldsAsPeopleTypeThem(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", "Mod på at lære", "Alle børn lærer")
		b := h.signedIn(h.As(access.Leader, "school"))
		base := "/kerneopgaver/" + task.Slug
		b.submit(b.get(base+"/liv"), ".kh-revisit", "revisit_by", "1.3.2028").is(303, base+"/arbejde")
		if got := attr(b.get(base+"/liv").one("#f-revisit_by"), "value"); got != "1.3.2028" {
			t.Errorf("the date stands as %q", got)
		}
		address := base + "/tekst/" + v.ID.String()
		b.submit(b.get(address), "form.kh-sheet-form", "formal_references_law", "Folkeskoleloven", "formal_references_date", "2.12.2025").is(303, address)
		if got := attr(b.get(address).one("input[name=formal_references_date]"), "value"); got != "2.12.2025" {
			t.Errorf("the date of a source stands as %q", got)
		}
	})
}

func TestTwoWhoAnswerTheCheckAtOnceSeeBothAnswers(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", "Mod på at lære", "Alle børn lærer")
		a, b := h.signedIn(h.As(access.Employee, "school")), h.signedIn(h.As(access.Employee, "school"))
		address := "/kerneopgaver/" + task.Slug + "/tekst/" + v.ID.String() + "/tjek"
		ones, twos := a.get(address), b.get(address)
		a.submit(ones, "main form", "v01", "nej", "v01_reason", "For bred", "v02", "ja").is(303, "/kerneopgaver/"+task.Slug+"/arbejde")
		p := b.submit(twos, "main form", "v01", "delvist", "v02", "ja", "v03", "ja").is(409, "")
		if theirs := p.all(".kh-theirs"); len(theirs) != 1 || words(theirs[0], true) != "Den anden skrev: Nej For bred" || !p.has(".kh-conflict") {
			t.Errorf("%d answers beside, the page says %s", len(theirs), p.main())
		}
		if !p.has(`input[name=v01][value=delvist][checked]`) || !p.has(`input[name=v03][value=ja][checked]`) {
			t.Error("what the second answered is lost")
		}
		b.submit(p, "main form").is(303, "/kerneopgaver/"+task.Slug+"/arbejde")
		if p = a.get(address); !p.has(`input[name=v01][value=delvist][checked]`) {
			t.Error("what they agreed on is not kept")
		}
	})
}

func TestSharingIsTakenBackAndTheTextStays(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		base := "/kerneopgaver/" + task.Slug
		me, colleague := h.signedIn(h.As(access.Employee, "school")), h.signedIn(h.As(access.Employee, "school"))
		me.submit(me.get(base+"/bidrag-mit"), "form.kh-sheet-form", "reflection", "Jeg tager imod om morgenen", "shared", "1").is(303, base+"/bidrag-mit")
		if !strings.Contains(colleague.get(base+"/arbejde").body, "tager imod") {
			t.Error("a shared reflection is not seen")
		}
		me.submit(me.get(base+"/bidrag-mit"), "form.kh-sheet-form", "shared", "").is(303, base+"/bidrag-mit")
		if strings.Contains(colleague.get(base+"/arbejde").body, "tager imod") || strings.Contains(colleague.get(base+"/bidrag-mit").body, "tager imod") {
			t.Error("it is seen after it was taken back")
		}
		if me.get(base+"/bidrag-mit").text("#f-reflection") != "Jeg tager imod om morgenen" {
			t.Error("the writer's own text is gone")
		}
	})
}

func TestPersonalDataIsTakenOutFromThePage(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Published("school", "Mod på at lære", "Sofia går herfra med mod på at lære mere")
		boss := h.signedIn(h.As(access.Consultant, "council"))
		base := "/kerneopgaver/" + task.Slug
		p := boss.get(base+"/fjern").is(200, "")
		boss.submit(p, ".kh-redact", "reason", "Et barn kan genkendes").is(422, "")
		boss.submit(p, ".kh-redact", "reason", "Et barn kan genkendes", "what", attr(p.one(`input[name=what][value*=" formulation "]`), "value")).is(303, base+"/fjern")
		if got := h.citizen().get(base); got.text("h1") != "[fjernet]" || strings.Contains(got.body, "Sofia") {
			t.Errorf("citizens read %s", got.main())
		}
		if got := boss.get(base + "/historik"); strings.Contains(got.body, "Sofia") || !strings.Contains(got.body, "[fjernet]") {
			t.Error("the history still tells it, or hides that something was taken out")
		}
		h.signedIn(h.As(access.Leader, "school")).get(base+"/fjern").is(403, "")
	})
}

func TestWorkingPagesAreForThoseItConcerns(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		base := "/kerneopgaver/" + task.Slug
		paths := []string{"/arbejde", "/historik", "/vis", "/forbindelser", "/liv", "/tekst/" + v.ID.String(), "/tekst/" + v.ID.String() + "/tjek", "/forudsaetninger/ny", "/bidrag/ny", "/uenigheder/ny"}
		stranger, politician, citizen := h.signedIn(h.As(access.Employee, "other")), h.signedIn(access.Actor{Municipality: "fjordby", Person: h.Person("Rådsmedlem"), Grants: []access.Grant{{Role: access.Politician, Unit: "/"}}}), h.citizen()
		for _, path := range paths {
			stranger.get(base+path).is(404, "")
			if got := citizen.get(base + path); got.code != 401 && got.code != 404 && !strings.HasPrefix(got.to, "/log-ind") {
				t.Errorf("a citizen gets %d at %s", got.code, path)
			}
			if got := citizen.post(base+path, "version", "1"); got.code < 400 && !strings.HasPrefix(got.to, "/log-ind") {
				t.Errorf("a citizen posts to %s: %d", path, got.code)
			}
		}
		politician.get(base+"/forbindelser").is(403, "")
		p := politician.get(base+"/arbejde").is(200, "")
		if p.has(".kh-notices") || p.has(`form[action$="/udkast"]`) {
			t.Error("a council member sees the unit's notices or may write its text")
		}
		if lead := p.text(".kh-lead"); strings.Contains(lead, "jeres") {
			t.Errorf("a council member is told that the text is theirs: %s", lead)
		}
		for _, link := range p.all(".kh-desk-links a") {
			politician.get(attr(link, "href")).is(200, "")
		}
		draft, err := h.Tasks.Begin(h.Ctx(), h.As(access.Employee, "school"), task.ID, false)
		h.OK(err)
		address := base + "/tekst/" + draft.ID.String()
		p = politician.get(address).is(200, "")
		if p.has("#f-formulation") {
			t.Error("a council member may write the whole text")
		}
		politician.submit(p, "form.kh-sheet-form", "formal", "Byrådet har besluttet mindre klasser", "formal_references_decision", "Budget 2027").is(303, address)
		if got := politician.get(address); got.text("#f-formal") != "Byrådet har besluttet mindre klasser" || !strings.Contains(got.body, "Budget 2027") {
			t.Error("the formal side is not kept")
		}
	})
}

func TestWorkingPagesSpeakEnglish(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		b := h.signedIn(h.As(access.Leader, "school"))
		for path, want := range map[string]string{
			"/arbejde": "To yourselves", "/historik": "The whole history", "/vis": "This is what citizens see", "/forbindelser": "The level above", "/liv": "When do you take it up again?",
			"/tekst/" + v.ID.String(): "In force", "/tekst/" + v.ID.String() + "/tjek": "Check your formulation", "/uenigheder/ny": "What do we not agree on?", "/bidrag-mit": "My own contribution",
		} {
			p := b.get("/kerneopgaver/"+task.Slug+path+"?lang=en").is(200, "")
			if !strings.Contains(p.main(), want) {
				t.Errorf("%s does not say %q", path, want)
			}
			if len(p.all("h1")) != 1 {
				t.Errorf("%s has %d first headings", path, len(p.all("h1")))
			}
		}
	})
}

func TestCardsBecomeCitizensTextOnlyKnowingly(t *testing.T) {
	inHouse(t, func(h *house) {
		in := coretask.Gathered{
			Unit: h.Unit["school"].ID, Name: "Mod på at lære", Words: wording.Words{Formulation: "Alle børn tør lære"},
			IfEmpty: wording.Words{Experienced: "Bussen er fuld\nDer er koldt"}, Source: coretask.Source{Kind: coretask.FromDialogue, ID: "d1"},
		}
		var v coretask.Version
		h.Change(func(tx *db.Tx) (err error) { v, err = coretask.ProposeFromDialogue(tx, in); return err })
		b := h.signedIn(h.As(access.Leader, "school"))
		base := "/kerneopgaver/mod-paa-at-laere"
		address := base + "/tekst/" + v.ID.String()
		if got := b.get(address).text(".kh-cards-as-text"); !strings.Contains(got, "Det, borgerne mærker") || !strings.Contains(got, "Skriv dem sammen") {
			t.Errorf("nobody says that a side is cards: %q", got)
		}
		form := b.get(address+"/vedtag").is(200, "")
		if attr(form.one("#f-on"), "value") != "2.3.2026" || form.has("#f-revisit_by[value]") && attr(form.one("#f-revisit_by"), "value") != "" {
			t.Error("a leader adopts today, in Danish, and no other day is filled in")
		}
		if got := form.text(".kh-remind"); !strings.Contains(got, "Det, borgerne mærker") || !strings.Contains(got, "spurgt igen, før borgerne") || form.has("[name=as_cards]") {
			t.Errorf("who adopts is reminded of the cards, and asked where citizens get to see them: %q", got)
		}
		b.submit(form, "form.kh-sheet-form", "public_reason", "Vi talte om det").is(303, base+"/vis")
		p := b.get(base + "/vis")
		refused := b.submit(p, `form[action$="/vis"]`).is(422, "")
		if h.citizen().get(base).code != 404 || !strings.Contains(refused.text(".kh-error-summary"), "kort fra dialogen") {
			t.Errorf("raw cards are shown to citizens unasked: %s", refused.main())
		}
		b.submit(p, `form[action$="/vis"]`, "as_cards", "ja").is(303, base)
		b.submit(b.get(base+"/forudsaetninger/ny"), "form.kh-sheet-form", "text", "Et fast hold").is(303, base+"/arbejde")
		b.submit(b.get(base+"/vis"), `form[action$="/vis"]`).is(303, base) // once it is public nobody is asked again
	})
}

func TestPageBeforePublishingHasOneMainActionAndNoContradiction(t *testing.T) {
	inHouse(t, func(h *house) {
		_, v := h.Task("school", "Mod på at lære", "Alle børn lærer")
		v = h.Adopted("school", v)
		b := h.signedIn(h.As(access.Leader, "school"))
		base := "/kerneopgaver/mod-paa-at-laere"
		p := b.get(base+"/vis").is(200, "")
		if len(p.all("main .button-primary")) != 1 || p.has(`form[action$="/skjul"]`) || p.has(".kh-preview") || len(p.all(".kh-notice:not(.kh-rights)")) != 1 {
			t.Errorf("a text nobody has seen: %s", p.main())
		}
		if got := b.get(base + "/arbejde"); got.text(`a[href$="/vis"]`) != "Sådan ser borgerne det" || len(got.all(".kh-desk-links a[href='"+base+"']")) != 0 {
			t.Error("the desk has two ways to what citizens see before they see it")
		}
		b.submit(p, `form[action$="/vis"]`).is(303, base)
		p = b.get(base + "/vis")
		if p.has("main .button-primary") || p.has(`form[action$="/vis"]`) || strings.Contains(p.text(".kh-showing"), "ændr") || len(p.all(`form[action$="/skjul"]`)) != 1 {
			t.Errorf("a text citizens read, and nothing has changed: %s", p.main())
		}
		if got := b.get(base + "/arbejde"); got.text(`a[href$="/vis"]`) != "Skjul for borgerne" {
			t.Errorf("once it is public the desk says %q", got.text(`a[href$="/vis"]`))
		}
		b.submit(b.get(base+"/bidrag/ny"), "form.kh-sheet-form", "profession", "lærer", "gives", "Ro").is(303, base+"/arbejde")
		p = b.get(base + "/vis")
		if p.text(`form[action$="/vis"] button`) != "Vis ændringerne for borgerne" || !strings.Contains(p.text(".kh-showing"), "I har ændret noget ved siden af") {
			t.Errorf("a text citizens read, and a contribution they do not: %s", p.main())
		}
		if got := b.get(base + "/arbejde"); got.text(`a[href$="/vis"]`) != "Se ændringerne, før borgerne gør" {
			t.Errorf("with something new the desk says %q", got.text(`a[href$="/vis"]`))
		}
		next, err := h.Tasks.Begin(h.Ctx(), h.As(access.Employee, "school"), v.Task, false)
		h.OK(err)
		h.Adopted("school", next)
		p = b.get(base + "/vis")
		if !strings.Contains(p.text(".kh-showing"), "Borgerne læser stadig den forrige tekst") || !p.has(`.kh-showing details form[action$="/skjul"]`) || len(p.all("main .button-primary")) != 1 {
			t.Errorf("a newer text than citizens read: %s", p.main())
		}
	})
}

func TestEnglishPagesTellWhyTheWordsAreDanish(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.full()
		b := h.signedIn(h.As(access.Leader, "school"))
		for _, path := range []string{"/kerneopgaver", "/kerneopgaver/" + task.Slug, "/kerneopgaver/" + task.Slug + "/arbejde"} {
			if got := b.get(path + "?lang=en").text(".kh-own-words"); got != "What people have written themselves stands in the language they wrote it in." {
				t.Errorf("%s says %q", path, got)
			}
			if b.get(path + "?lang=da").has(".kh-own-words") {
				t.Errorf("%s says it in Danish too", path)
			}
		}
		p := b.get("/kerneopgaver/" + task.Slug + "?lang=en")
		if !strings.Contains(p.main(), "In the care of: Åskolen") || !strings.Contains(p.text("#f-dato-hint"), "Day.month.year") {
			t.Errorf("English flaws: %s", p.main())
		}
	})
}

func TestEverythingWrongWithAnAdoptionIsToldAtOnce(t *testing.T) {
	inHouse(t, func(h *house) {
		_, v := h.Task("school", "Mod på at lære", "Alle børn lærer")
		v, err := h.Tasks.Propose(h.Ctx(), h.As(access.Employee, "school"), v.Seen())
		h.OK(err)
		b := h.signedIn(h.As(access.Leader, "school"))
		p := b.submit(b.get("/kerneopgaver/mod-paa-at-laere/tekst/"+v.ID.String()+"/vedtag"), "form.kh-sheet-form",
			"on", "i går", "public_reason", "Ring til 010190-1234", "reason", strings.Repeat("x", 2001), "revisit_by", "om et år").is(422, "")
		for _, field := range []string{"on", "public_reason", "reason", "revisit_by"} {
			if !p.has("#f-" + field + "-error") {
				t.Errorf("nothing is said at %s: %s", field, p.text(".kh-error-summary"))
			}
		}
		if attr(p.one("#f-on"), "value") != "i går" || attr(p.one("#f-revisit_by"), "value") != "om et år" || p.text("#f-public_reason") != "Ring til 010190-1234" {
			t.Error("what was typed is lost")
		}
	})
}

func TestEverythingWrongWithATextIsToldAtOnce(t *testing.T) {
	inHouse(t, func(h *house) {
		_, v := h.Task("school", "Mod på at lære", "Alle børn lærer")
		b := h.signedIn(h.As(access.Employee, "school"))
		p := b.submit(b.get("/kerneopgaver/mod-paa-at-laere/tekst/"+v.ID.String()), "form.kh-sheet-form",
			"name", "", "purpose", "Skriv til per@example.dk", "formal_references_title", "Skoleloven", "formal_references_date", "engang", "reason", "Ring til 010190-1234").is(422, "")
		said := p.text(".kh-error-summary")
		for _, field := range []string{"name", "purpose", "reason"} {
			if !p.has("#f-" + field + "-error") {
				t.Errorf("nothing is said at %s: %s", field, said)
			}
		}
		if attr(p.one("#formal_references-date-0"), "value") != "engang" || !p.has("#formal_references-date-0-error") || !p.has("#f-formal_references-error") {
			t.Errorf("nothing is said at the date of a source: %s", said)
		}
	})
}

func TestALinkIsShownToCitizensWhenSomebodyShowsIt(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		council, _ := h.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		b, base := h.signedIn(h.As(access.Leader, "school")), "/kerneopgaver/"+task.Slug
		reason := "Skolen holder på familierne"
		show := func(linked bool) {
			t.Helper()
			p := b.get(base+"/vis").is(200, "")
			if p.text(`form[action$="/vis"] button`) != "Vis ændringerne for borgerne" || !strings.Contains(p.text(".kh-showing"), "I har ændret noget ved siden af") {
				t.Errorf("before a changed link is shown: %s", p.text(".kh-showing"))
			}
			b.submit(p, `form[action$="/vis"]`).is(303, base)
			if p = b.get(base + "/vis"); p.has(`form[action$="/vis"]`) {
				t.Errorf("shown, and still to be shown: %s", p.text(".kh-showing"))
			}
			if got := h.citizen().get(base); strings.Contains(got.body, reason) != linked {
				t.Errorf("citizens read %s", got.main())
			}
		}
		b.submit(b.get(base+"/forbindelser"), ".kh-tie", "to", council.ID.String(), "kind", "stoetter", "reason", reason).is(303, base+"/forbindelser")
		if strings.Contains(h.citizen().get(base).body, reason) {
			t.Error("citizens read the link before it is shown")
		}
		show(true)
		b.submit(b.get(base+"/forbindelser"), `.kh-ties-links form[action$="/fjern"]`).is(303, base+"/forbindelser")
		show(false)
	})
}

func TestEverythingWrongWithALifeIsToldAtOnce(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Published("school", "Mod på at lære", "Alle børn lærer")
		b, base := h.signedIn(h.As(access.Leader, "school")), "/kerneopgaver/"+task.Slug
		p := b.submit(b.get(base+"/liv"), ".kh-revisit", "revisit_by", "snart", "triggers", "fuldmaane").is(422, "")
		if !p.has("#f-revisit_by-error") || !p.has("#f-triggers .form-error-message") || attr(p.one("#f-revisit_by"), "value") != "snart" {
			t.Errorf("a date and a trigger that are none are told %s", p.main())
		}
		p = b.submit(b.get(base+"/liv"), ".kh-retire form", "reason", "", "successor", task.ID.String()).is(422, "")
		if len(p.all(".kh-retire .form-error-message")) != 2 {
			t.Errorf("a retirement without a reason that leads to itself is told %s", p.text(".kh-retire"))
		}
	})
}

func TestAUnitIsNotSaidTwiceBesideACoreTaskThatNamesIt(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Published("school", "Kerneopgaven for Åskolen", "Alle børn lærer")
		other, _ := h.Published("council", "Tryg by", "Alle kan færdes")
		b := h.signedIn(h.As(access.Leader, "school"))
		_, err := h.Tasks.KeepLink(h.Ctx(), h.As(access.Leader, "school"), coretask.Link{From: task.ID, To: other.ID, Kind: coretask.Supports, Reason: "Vejen hjem"})
		h.OK(err)
		for path, where := range map[string]string{"": "main .kh-lead", "/tekst/" + v.ID.String(): "main .kh-eyebrow"} {
			if got := b.get("/kerneopgaver/" + task.Slug + path).text(where); got != "Kerneopgaven for Åskolen" {
				t.Errorf("%s says %q", path, got)
			}
		}
		if got := b.get("/kerneopgaver/" + other.Slug).text("main .kh-lead"); !strings.HasPrefix(got, "Tryg by · ") {
			t.Errorf("another one says %q", got)
		}
	})
}

func TestSignsThatNobodySeesReachNoCitizen(t *testing.T) {
	inHouse(t, func(h *house) {
		_, v := h.Task("school", "Mod på at lære", "Alle børn lærer")
		b := h.signedIn(h.As(access.Employee, "school"))
		address := "/kerneopgaver/mod-paa-at-laere/tekst/" + v.ID.String()
		b.submit(b.get(address), "form.kh-sheet-form", "purpose", "Vi hj\u202eælper\u2066 alle\x07").is(303, address)
		if got := b.get(address).text("#f-purpose"); got != "Vi hjælper alle" {
			t.Errorf("what was kept is %q", got)
		}
	})
}

// A core task that has no text in force yet has no sentence: its name leads to it.
func TestAThreadNamesACoreTaskThatHasNoTextInForce(t *testing.T) {
	inHouse(t, func(h *house) {
		above, _ := h.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		below, _ := h.Task("school", "Mod på at lære", "Alle børn lærer")
		last, _ := h.Task("grades", "Tryg start", "Vi følger børnene")
		leader := h.As(access.AreaHead, "council")
		_, err := h.Tasks.Interpret(h.Ctx(), leader, below.ID, above.ID)
		h.OK(err)
		_, err = h.Tasks.Interpret(h.Ctx(), leader, last.ID, below.ID)
		h.OK(err)
		b := h.signedIn(leader)
		for slug, other := range map[string]string{above.Slug: below.Name, below.Slug: last.Name, last.Slug: below.Name} {
			if got := b.get("/kerneopgaver/" + slug + "/arbejde").text(".kh-thread"); !strings.Contains(got, other) {
				t.Errorf("the thread of %s does not name %q: %s", slug, other, got)
			}
		}
	})
}

// A core task that was only proposed was said to be in use.
func TestCoreTaskIsInUseFromTheDayATextIsInForce(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		member := h.signedIn(h.As(access.Employee, "school"))
		if got := member.get("/kerneopgaver/" + task.Slug + "/arbejde").text("#tilstand"); got != "Ikke vedtaget endnu" {
			t.Errorf("before a text is in force: %q", got)
		}
		h.Adopted("school", v)
		if got := member.get("/kerneopgaver/" + task.Slug + "/arbejde").text("#tilstand"); got != "I brug" {
			t.Errorf("after: %q", got)
		}
	})
}

// The provisional name was a quiet hint in the margin, and became the name that citizens read.
func TestProvisionalNameIsSaidWhereTheTextIsAdopted(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", fmt.Sprintf(text.CoreWork.NameFor.Da, "Åskolen"), "Alle børn går herfra med mod på at lære mere")
		h.Time = h.Time.Add(time.Minute)
		_, err := h.Tasks.Propose(h.Ctx(), h.As(access.Employee, "school"), v.Seen())
		h.OK(err)
		leader, reader := h.signedIn(h.As(access.Leader, "school")), h.signedIn(h.As(access.Politician, "council"))
		base := "/kerneopgaver/" + task.Slug
		for _, page := range []string{"/arbejde", "/tekst/" + v.ID.String() + "/vedtag"} {
			if to := attr(leader.get(base+page).is(200, "").one("#foreloebigt-navn a"), "href"); to != base+"/tekst/"+v.ID.String() {
				t.Errorf("%s leads to %s", page, to)
			}
		}
		if reader.get(base + "/arbejde").has("#foreloebigt-navn") {
			t.Error("who cannot change it is asked to")
		}
		named, _ := h.Task("grades", "Tryg start", "Vi følger børnene ind")
		if leader.get("/kerneopgaver/" + named.Slug + "/arbejde").has("#foreloebigt-navn") {
			t.Error("a name that somebody has given is said to be provisional")
		}
	})
}

// One adopted a text without seeing it.
func TestTextIsReadWhereItIsAdopted(t *testing.T) {
	inHouse(t, func(h *house) {
		task, v := h.Task("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		h.Time = h.Time.Add(time.Minute)
		_, err := h.Tasks.Propose(h.Ctx(), h.As(access.Employee, "school"), v.Seen())
		h.OK(err)
		leader := h.signedIn(h.As(access.Leader, "school"))
		if got := leader.get("/kerneopgaver/" + task.Slug + "/tekst/" + v.ID.String() + "/vedtag").text("main blockquote"); got != "Alle børn går herfra med mod på at lære mere" {
			t.Errorf("it reads %q", got)
		}
	})
}

// A member of the council and the consultant were asked how their work contributes to what a school does.
func TestOnlyWhoWorksThereIsAskedHowTheyContribute(t *testing.T) {
	inHouse(t, func(h *house) {
		task, _ := h.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		base := "/kerneopgaver/" + task.Slug
		asked := func(a access.Actor) bool { return h.signedIn(a).get(base + "/arbejde").has(`a[href$="/bidrag-mit"]`) }
		below := h.As(access.Leader, "school") // leads it, and works in a team of it
		below.Units = []string{h.Unit["grades"].Path}
		if !asked(h.As(access.Employee, "school")) || !asked(below) {
			t.Error("who works at the school, or in a team of it, is not asked")
		}
		politician, consultant := h.As(access.Politician, "council"), h.As(access.Consultant, "council")
		if asked(politician) || asked(consultant) {
			t.Error("who does not work there is asked")
		}
		b := h.signedIn(consultant)
		b.submit(b.get(base+"/bidrag-mit").is(200, ""), "form.kh-sheet-form", "reflection", "Jeg passer på tiden").is(303, base+"/bidrag-mit")
		if !asked(consultant) {
			t.Error("who has written something does not find it again")
		}
	})
}
