package text

import "kernehus/internal/kernel/fault"

// Letter is a mail: Subject has the municipality; Body the person's name, the
// municipality and the link, in that order.
type Letter struct{ Subject, Body S }

// Account is what sign-in says, on pages and in letters.
var Account = struct {
	InvitationLetter, ResetLetter Letter
}{
	InvitationLetter: Letter{
		Subject: S{"Du er inviteret til Kernehus i %s", "You are invited to Kernehus at %s"},
		Body: S{
			"Hej %s\n\nDu kan nu logge ind i Kernehus, hvor vi i %s taler om vores kerneopgaver og samler det, vi bliver enige om.\n\nVælg dit eget kodeord her:\n%s\n\nLinket virker én gang og i syv dage. Virker det ikke, så bed den, der inviterede dig, om et nyt.\n\nVenlig hilsen\nKernehus\n",
			"Hello %s\n\nYou can now sign in to Kernehus, where we at %s talk about our core tasks and gather what we agree on.\n\nChoose your own password here:\n%s\n\nThe link works once and for seven days. If it does not work, ask whoever invited you for a new one.\n\nKind regards\nKernehus\n",
		},
	},
	ResetLetter: Letter{
		Subject: S{"Nyt kodeord til Kernehus i %s", "New password for Kernehus at %s"},
		Body: S{
			"Hej %s\n\nNogen – forhåbentlig dig – har bedt om et nyt kodeord til Kernehus i %s. Vælg det her:\n%s\n\nLinket virker én gang og i en time. Har du ikke bedt om det, skal du ikke gøre noget: Dit kodeord er det samme som før.\n\nVenlig hilsen\nKernehus\n",
			"Hello %s\n\nSomebody – hopefully you – has asked for a new password for Kernehus at %s. Choose it here:\n%s\n\nThe link works once and for one hour. If you did not ask for it, do nothing: your password is the same as before.\n\nKind regards\nKernehus\n",
		},
	},
}

var accountFaults = map[fault.Code]S{
	"wrong-sign-in":      {"E-mail og kodeord passer ikke sammen. Prøv igen, eller få et nyt kodeord.", "E-mail and password do not match. Try again, or get a new password."},
	"wrong-password":     {"Det er ikke dit nuværende kodeord.", "This is not your present password."},
	"code-needed":        {"Skriv koden fra din telefon.", "Write the code from your telephone."},
	"wrong-code":         {"Koden passer ikke. Vent på den næste kode på telefonen, og skriv den.", "The code does not match. Wait for the next code on your telephone and write it."},
	"wrong-opening-code": {"Koden passer ikke. Den står dér, hvor Kernehus blev startet, og i en fil ved siden af databasen.", "The code does not match. It is shown where Kernehus was started, and in a file beside the database."},
	"too-many-tries":     {"Der er prøvet for mange gange. Vent %d min., og prøv igen.", "There have been too many tries. Wait %d min. and try again."},
	"easy-password":      {"Det kodeord er let at gætte. Tag hellere tre-fire ord, der ikke hører sammen.", "This password is easy to guess. Rather take three or four words that do not belong together."},
	"used-link":          {"Linket er brugt eller for gammelt. Bed om et nyt.", "The link has been used or is too old. Ask for a new one."},
	"has-account":        {"Den person kan allerede logge ind.", "This person can already sign in."},
	"needs-email":        {"Personen mangler en e-mailadresse i organisationen.", "The person has no e-mail address in the organisation."},
	"no-such-user":       {"Der er ingen med den e-mailadresse.", "There is nobody with this e-mail address."},
	"account-disabled":   {"Kontoen er lukket. Åbn den først.", "The account is closed. Open it first."},
	"own-account":        {"Du kan ikke lukke din egen konto. Bed en anden administrator om det.", "You cannot close your own account. Ask another administrator to do it."},
	"last-administrator": {"Der skal være mindst én administrator. Giv først en anden rollen.", "There must be at least one administrator. Give somebody else the role first."},
}
