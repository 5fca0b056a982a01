package text

import (
	"context"
	"fmt"

	"kernehus/internal/kernel/fault"
)

// faults joins the sentences of all areas; each area keeps its own beside its pages.
var faults = []map[fault.Code]S{
	commonFaults,
	coreTaskFaults,
	accountFaults,
	administrationFaults,
	orgFaults,
	dialogueFaults,
	dialoguePageFaults,
}

var commonFaults = map[fault.Code]S{
	"broken":            {"Noget gik galt hos os. Prøv igen om lidt. Bliver det ved, så giv os dette nummer: %s", "Something went wrong on our side. Try again in a moment. If it goes on, give us this number: %s"},
	"invalid":           {"Der er noget, vi har brug for, at du retter. Det, du har skrevet, er her stadig.", "There is something we need you to correct. What you wrote is still here."},
	"not-found":         {"Vi kan ikke finde det, du leder efter. Måske er det flyttet, eller også er det kun for dem, det vedrører.", "We cannot find what you are looking for. It may have moved, or it may be only for those it concerns."},
	"not-allowed":       {"Det kan du ikke gøre her. Spørg den, der har ansvaret for enheden.", "You cannot do this here. Ask whoever is responsible for the unit."},
	"sign-in":           {"Log ind for at fortsætte.", "Sign in to go on."},
	"changed-meanwhile": {"En anden har ændret det her, mens du skrev. Se begge udgaver, og vælg.", "Somebody else changed this while you were writing. Look at both versions and choose."},
	"closed":            {"Det er lukket nu.", "It is closed now."},
	"too-many":          {"Det går lidt for stærkt. Vent et øjeblik, og prøv igen.", "That was a little too fast. Wait a moment and try again."},
	"too-large":         {"Det fylder for meget. Gør det mindre, og prøv igen.", "That is too large. Make it smaller and try again."},
	"away":              {"Vi er væk et øjeblik. Prøv igen om lidt.", "We are away for a moment. Try again shortly."},
	"wrong-host":        {"Der er ingen kommune på denne adresse.", "No municipality answers at this address."},
	"not-same-origin":   {"Formularen kom fra et andet sted end denne side. Åbn siden igen, og prøv en gang til.", "The form came from somewhere else than this page. Open the page again and retry."},

	"required":      {"Skriv noget her.", "Write something here."},
	"choose":        {"Vælg en af mulighederne.", "Choose one of the options."},
	"too-long":      {"Det er for langt. Her er der plads til %d tegn.", "This is too long. There is room for %d characters."},
	"too-short":     {"Det er for kort. Skriv mindst %d tegn.", "This is too short. Write at least %d characters."},
	"not-a-date":    {"Skriv en dato, fx 12.3.2026.", "Write a date, for example 12.3.2026."},
	"not-a-number":  {"Skriv et helt tal.", "Write a whole number."},
	"not-an-email":  {"Skriv en e-mailadresse, fx navn@kommune.dk.", "Write an e-mail address, for example name@example.org."},
	"not-a-link":    {"Et link begynder med https://, http:// eller mailto:.", "A link starts with https://, http:// or mailto:."},
	"unknown-key":   {"Det felt kender vi ikke.", "We do not know this field."},
	"unseen-signs":  {"Der er usynlige tegn i teksten. Skriv den igen uden at kopiere.", "There are invisible signs in the text. Write it again without copying."},
	"wrong-type":    {"Værdien har en forkert form.", "The value has the wrong form."},
	"unreadable":    {"Vi kunne ikke læse det, du sendte. Prøv igen.", "We could not read what you sent. Try again."},
	"not-json":      {"Indholdet er ikke gyldig JSON.", "The body is not valid JSON."},
	"has-cpr":       {"Det ligner et cpr-nummer. Tag det ud, før du gemmer – så når ingen andre at se det.", "This looks like a CPR number. Take it out before you save – nobody else has seen it."},
	"has-email":     {"Der står en e-mailadresse. Tag den ud, så ingen kan genkendes.", "There is an e-mail address. Take it out so that nobody can be recognised."},
	"already-taken": {"Det er allerede i brug.", "This is already in use."},
	"range":         {"Skriv et tal mellem %d og %d.", "Write a number between %d and %d."},
}

// Fault gives the sentence for a code in a language. An unknown code, which a test
// forbids, gives the sentence for "broken".
func Fault(l Lang, c fault.Code, args ...any) string {
	for _, m := range faults {
		if s, ok := m[c]; ok {
			if len(args) == 0 {
				return s.Say(l)
			}
			return fmt.Sprintf(s.Say(l), args...)
		}
	}
	return commonFaults["broken"].Say(l)
}

// FaultIn is Fault in the reader's language.
func FaultIn(ctx context.Context, c fault.Code, args ...any) string {
	return Fault(LangOf(ctx), c, args...)
}

// KnowsFault tells whether there is a sentence for the code.
func KnowsFault(c fault.Code) bool {
	for _, m := range faults {
		if _, ok := m[c]; ok {
			return true
		}
	}
	return false
}
