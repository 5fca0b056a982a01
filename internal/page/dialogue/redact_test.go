package dialogue_test

import (
	"testing"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
)

func TestPersonalDataIsTakenOutWhileTheDialogueIsHeldAndAfterwards(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		p := h.join(room.Citizen, "")
		h.to(3)
		p.says("oplevet", "Fru Hemmelig venter")
		boss := h.web.SignedIn(h.As(access.Consultant, "council"), "Karen Konsulent")
		if boss.Get(h.at("")).One(`main a[href$="/fjern"]`).Attr("href") != h.at("/fjern") {
			h.Error("the dialogue's page does not lead there")
		}
		found := boss.Get(h.at("/fjern"))
		found.Says("Fru Hemmelig venter", "Skrevet i dialogen", "Hvad er vi til for?")
		refused := boss.Press(found.Button(".kh-redact", "Fjern for altid"), "reason", "En familie kan genkendes")
		refused.Is(422, "")
		if refused.One("textarea[name=reason]").Value() != "En familie kan genkendes" {
			h.Error("the reason was lost")
		}
		found = boss.Get(h.at("/fjern?soeg=hemmelig"))
		found.Lacks("Om dialogen")
		after := boss.Follow(boss.Press(found.Button(".kh-redact", "Fjern for altid"), "what", found.One("input[name=what]").Attr("value"), "reason", "En familie kan genkendes"))
		after.Says("Det er fjernet.")
		after.Lacks("Fru Hemmelig")
		desk := h.desk.Get(h.at("/styring"))
		desk.Says("[fjernet]")
		desk.Lacks("Hemmelig")

		h.to(7)
		card := p.write(7, artefact.Disagreement, "emne", "Om hr. Hemmelig", "synspunkter", "Hr. Hemmelig siger nej")
		h.steer(room.Command{Do: room.Close})
		of := boss.Get(h.at("/fjern?kort=" + card))
		if n := len(of.All("input[name=what]")); n != 2 {
			h.Errorf("the card has %d texts, want 2", n)
		}
		boss.Follow(boss.Press(of.Button(".kh-redact", "Fjern for altid"), "what", of.All("input[name=what]")[0].Attr("value"), "reason", "Han kan genkendes"))
		minutes := boss.Get(h.at("/referat"))
		minutes.Says("[fjernet]", "Ord er fjernet den", "Hr. Hemmelig siger nej")
		minutes.Lacks("Om hr. Hemmelig")
	})
}

func TestOnlyWhoMayIsShownTheWayToTakeSomethingOut(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.steer(room.Command{Do: room.Close})
		for _, path := range []string{"", "/referat"} {
			if h.desk.Get(h.at(path)).Has(`a[href*="/fjern"]`) {
				h.Errorf("the facilitator is led there from %q", path)
			}
		}
		h.desk.Get(h.at("/fjern")).Is(403, "")
		h.web.SignedIn(h.As(access.Administrator, "council"), "Anna Administrator").Get(h.at("/fjern")).Is(200, "").Says("Hvad er vi til for?")
	})
}
