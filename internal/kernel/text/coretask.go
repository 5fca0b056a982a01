package text

import "kernehus/internal/kernel/fault"

var coreTaskFaults = map[fault.Code]S{
	"version-not-draft":    {"Teksten er ikke et udkast længere. Åbn et nyt udkast, hvis I vil ændre den.", "The text is no longer a draft. Open a new draft if you want to change it."},
	"version-not-proposed": {"Teksten er ikke foreslået. Foreslå den først.", "The text has not been proposed. Propose it first."},
	"version-not-in-force": {"Kun en vedtaget tekst kan vises for borgerne.", "Only an adopted text can be shown to citizens."},
	"version-not-public":   {"Teksten er ikke vist for borgerne.", "The text is not shown to citizens."},
	"team-writes-itself":   {"Teamet skriver selv sin tekst. Skriv dit forslag som et lederudspil, så teamet kan se det.", "The team writes its own text. Write your suggestion as a leader's draft, so that the team can see it."},
	"leader-writes-itself": {"Det er lederens udspil. Tag det op som jeres eget udkast, hvis I vil arbejde videre med det.", "This is the leader's draft. Take it up as your own draft if you want to work on it."},
	"draft-open":           {"Der er allerede et udkast i gang. Gør det færdigt, eller læg det til side først.", "There is already a draft under way. Finish it or put it aside first."},
	"formulation-needed":   {"Skriv en formulering, før I foreslår teksten.", "Write a formulation before you propose the text."},
	"team-needs-days":      {"Et team kan vedtage en tekst, når den har ligget som foreslået i %d dage, så alle når at læse den.", "A team can adopt a text once it has been proposed for %d days, so that everybody has time to read it."},
	"cards-not-written":    {"En side af teksten er kort fra dialogen. Skriv dem sammen først, eller sæt kryds ved, at de skal stå, som de er.", "A side of the text is cards from the dialogue. Write them together first, or tick that they are to stand as they are."},
	"before-proposed":      {"Datoen ligger, før teksten kunne vedtages.", "The date is before the text could be adopted."},
	"in-the-future":        {"Datoen er ikke kommet endnu.", "This date has not come yet."},
	"task-retired":         {"Kerneopgaven er udgået. Tag den i brug igen, før I skriver på den.", "The core task is retired. Take it into use again before you write on it."},
	"task-active":          {"Kerneopgaven er allerede i brug.", "The core task is already in use."},
	"task-not-active":      {"Kerneopgaven er allerede taget op igen.", "The core task has already been taken up again."},
	"successor-itself":     {"Kerneopgaven kan ikke afløse sig selv.", "The core task cannot succeed itself."},
	"link-to-itself":       {"Vælg en anden kerneopgave end denne.", "Choose another core task than this one."},
	"interprets-itself":    {"Den kerneopgave bygger allerede på denne. Vælg en fra niveauet over.", "That core task already builds on this one. Choose one from the level above."},
	"too-many-of-them":     {"Her er plads til %d.", "There is room for %d here."},
	"no-unit":              {"Der er ingen enhed, der kan eje kerneopgaverne. Opret kommunen eller hent organisationen ind først.", "There is no unit that can own the core tasks. Set up the municipality or take in the organisation first."},
	"no-text-then":         {"På den dato var der ingen tekst, borgerne kunne læse.", "On that date there was no text that citizens could read."},
}
