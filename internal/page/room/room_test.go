package room_test

import (
	"strings"
	"testing"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/db"
)

func TestCodeIsReadHoweverItIsWritten(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.browser()
		b.get("/deltag").wants("Deltag i en dialog", "Du behøver ikke at logge ind")
		written := strings.ToLower(dialogue.ShowCode(h.d.Code))
		if got := b.post("/deltag", "kode", " "+written+" "); got.Code != 303 || got.To != h.at("") {
			h.Errorf("%d to %s", got.Code, got.To)
		}
		if got := b.get("/deltag/" + written + "?bord=3"); got.Code != 303 || got.To != h.at("?bord=3") {
			h.Errorf("in the address: %d to %s", got.Code, got.To)
		}
	})
}

func TestWrongCodeStaysBesideTheFieldAndIsCounted(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.browser()
		got := b.post("/deltag", "kode", "ABCDE-FGHJK")
		if got.Code != 422 || got.one("#kode").attr("value") != "ABCDE-FGHJK" || got.one("#kode").attr("aria-invalid") != "true" {
			h.Errorf("%d %s", got.Code, got.text("form"))
		}
		got.wants("Vi kender ikke den kode")
		if got := b.get("/deltag/ABCDEFGHJK"); got.Code != 404 || !got.has("#kode-error") {
			h.Errorf("in the address: %d", got.Code)
		}
		for range 30 {
			got = b.post("/deltag", "kode", "ABCDE-FGHJK")
		}
		if got.Code != 429 || !got.has("#kode-error") {
			h.Errorf("after thirty wrong ones: %d", got.Code)
		}
		if got := b.post("/deltag", "kode", h.d.Code); got.Code != 303 || got.To != h.at("") { // somebody else in the hall
			h.Errorf("the right one, from the same hall: %d to %s", got.Code, got.To)
		}
	})
}

func TestTrustIsSaidBeforeAnybodyWrites(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		got := h.browser().get(h.at(""))
		got.wants("Det er frivilligt", "Der står aldrig navn", "Din egen gruppe ser det", "uden navn", "først, når facilitatoren viser det",
			"Fjordby Kommune har ansvaret", "senest 30 dage", "efter 12 måneder", "Vi nævner ingen borgere eller kolleger ved navn", "Hvem er du her i dag?")
		if got.has("textarea") {
			h.Error("somebody could write before they were told")
		}
		got.lacks("også leder her")
		english := h.browser()
		english.lang = "en"
		page := english.get(h.at(""))
		page.wants("It is voluntary", "No name ever stands", "is responsible for what is written here", "We name no citizens or colleagues", "Who are you here today?")
		if page.one("html").attr("lang") != "en" {
			h.Error("the page's language is not said")
		}
	})
}

func TestWhoDoesNotSayWhoTheyAreIsAskedAgain(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.browser()
		id := b.get(h.at("")).one("input[name=id]").attr("value")
		got := b.post(h.at(""), "id", id, "navn", "Else 010190-1234", "faggruppe", "lærer")
		if got.Code != 422 || !got.has("#hvem-error") || got.one("#f-navn").attr("value") == "" || got.one("input[name=id]").attr("value") != id {
			h.Errorf("%d: %s", got.Code, got.text("form"))
		}
		if got := b.post(h.at(""), "id", id, "hvem", "citizen"); got.Code != 303 {
			h.Errorf("mended: %d", got.Code)
		}
		if again := b.post(h.at(""), "id", id, "hvem", "citizen"); again.Code != 303 || len(b.cookies) != 2 {
			h.Errorf("pressed twice: %d, %d cookies", again.Code, len(b.cookies))
		}
		people, err := h.service.People(h.Ctx(), h.host, h.d.ID)
		h.OK(err)
		if len(people) != 1 {
			h.Errorf("%d people came in", len(people))
		}
	})
}

func TestShutDoorSaysSo(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		inside := h.join(room.Citizen, "")
		h.steer(room.Command{Do: room.ShutDoor})
		got := h.browser().get(h.at(""))
		if got.Code != 409 || got.has("form.ph-join") {
			h.Errorf("%d", got.Code)
		}
		got.wants("Døren er lukket")
		inside.get(h.at("")).wants("Du er med")
	})
}

func TestPhoneLandsWhereTheRoomIs(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		b.get(h.at("")).wants("Du er med", "Den skifter selv")
		h.to(1)
		b.get(h.at("")).wants("Trin 1 af 7", "Hvad er vi egentlig til for?", "Her skal du ikke skrive noget")
		h.to(2)
		got := b.get(h.at(""))
		got.wants("Trin 2 af 7", "Skriv med dine egne ord", "Det er kun dig, der ser det")
		if !strings.HasPrefix(got.one(".ph-clock time").attr("data-ends-at"), "2026-03-02") {
			h.Errorf("clock %v", got.one(".ph-clock time").Attr)
		}
		h.steer(room.Command{Do: room.PauseClock})
		if got := b.get(h.at("")); got.text(".ph-paused") == "" || got.has("[data-ends-at]") {
			h.Error("a paused clock does not say so")
		}
		h.to(3)
		b.get(h.at("")).wants("Trin 3 af 7", "Jeres side: Det, borgerne mærker", "hvis man spørger en borger", "Skriv ikke noget, så en borger eller kollega kan genkendes.")
		late := h.join(room.Citizen, "")
		late.get(h.at("")).wants("Trin 3 af 7", "Jeres side:")
		b.lang = "en"
		b.get(h.at("")).wants("Step 3 of 7", "Your side: What citizens notice", "Do not write anything by which a citizen or colleague could be recognised.")
	})
}

func TestSideOfTheGroupIsPresetAndCanBeChanged(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		b := h.join(room.Citizen, "")
		h.to(3)
		got := b.get(h.at(""))
		if got.one(`input[name=perspektiv]`).attr("value") != "oplevet" || got.has(`input[type=radio]`) {
			h.Error("the side is asked for though the group has one")
		}
		if got := b.post(h.at("/side"), "side", "formelt"); got.Code != 303 {
			h.Fatalf("%d", got.Code)
		}
		b.get(h.at("")).wants("Jeres side: Det, der er besluttet", "Hvad forpligter lov")
	})
	inRoom(t, dialogue.PlanInput{Guide: "a1_hvem_definerer", Variant: "ledere_og_medarbejdere"}, func(h *house) {
		b := h.join(room.Employee, "lærer")
		h.to(3)
		got := b.get(h.at(""))
		if n := len(got.all(`input[type=radio][name=perspektiv][data-field]`)); n != 3 {
			h.Errorf("%d sides to choose among", n)
		}
		got.wants("Du sidder i: Medarbejderne")
	})
}

func TestItIsSaidBeforeAnybodyWritesThatTheirOwnLeaderFacilitates(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.Change(func(tx *db.Tx) error {
			_, err := db.Exec(tx, `UPDATE unit SET leader = $3 WHERE municipality = $1 AND id = $2`, h.Unit["school"].ID, h.host.Person)
			return err
		})
		h.browser().get(h.at("")).wants("også leder her")
		english := h.browser()
		english.lang = "en"
		english.get(h.at("")).wants("also the leader here")
	})
}

// The wall is looked at: it needs nobody's sign-in, has nothing to press, and gives nobody
// one.
func TestTheWallHasNothingToPress(t *testing.T) {
	inRoom(t, a1(), func(h *house) {
		h.to(3)
		b := h.browser()
		got := b.get("/skaerm/" + h.d.Screen)
		if got.Code != 200 || got.has("form, button[type=submit], input, a[href*='/dialoger']") || len(b.cookies) > 0 {
			t.Errorf("%d, a form: %v, cookies %v", got.Code, got.has("form"), b.cookies)
		}
		if got := b.post("/skaerm/"+h.d.Screen, "do", "next"); got.Code != 405 && got.Code != 404 {
			t.Errorf("something was posted to the wall: %d", got.Code)
		}
		if got := b.get("/skaerm/" + h.d.Code); got.Code != 404 {
			t.Errorf("the join code opens the wall: %d", got.Code)
		}
	})
}
