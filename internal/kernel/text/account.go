package text

import "kernehus/internal/kernel/fault"

// Letter is a mail: Subject has the municipality; Body the person's name, the
// municipality and the link, in that order.
type Letter struct{ Subject, Body S }

// Account is what sign-in says, on pages and in letters.
var Account = struct {
	Title, Lead, Email, Password, Do, Forgot, SignedOut                                                                                                                                                     S
	TypedLead, TypedTitle, TypedSay, TypedDo, TypedDrop                                                                                                                                                     S
	CodeTitle, CodeLead, Code, CodeHint, FirstCodeHint, CodeDo, CodeLost                                                                                                                                    S
	ForgotTitle, ForgotLead, ForgotDo, ForgotSent, ForgotNoMail, BackToSignIn                                                                                                                               S
	WelcomeTitle, WelcomeLead, WelcomeDo, OpeningLead, ResetTitle, ResetLead, ResetDo, NewPassword, PasswordHint, PasswordSet, SignInNow                                                                    S
	OwnTitle, OwnLead, Name, Profession, Roles, Everywhere, RoleAt, NoRoles, NameFrom                                                                                                                       S
	PasswordTitle, OldPassword, PasswordDo, PasswordChanged                                                                                                                                                 S
	LanguageTitle, Language, LanguageDo, LanguageSaved                                                                                                                                                      S
	FactorTitle, FactorLead, FactorMust, FactorOn, FactorOff, FactorPage, FactorBegin, FactorScan, FactorType, FactorConfirm, FactorDone, FactorOnSay, FactorTake, FactorTakeDo, FactorTaken, FactorPicture S
	RecoveryTitle, RecoverySay, RecoveryLeft, RecoveryFew, RecoveryNew, RecoveryNewDo, RecoveryShown, RecoveryKeep, RecoveryOnce, RecoveryPrint, RecoveryKept                                               S
	OutTitle, OutSay, OutDo, OutConfirm, Yes, No                                                                                                                                                            S
	DataTitle, DataSay, DataDo                                                                                                                                                                              S
	SetUpTitle, SetUpLead, SetUpCode, SetUpCodeHint, SetUpName, SetUpNameHint, SetUpAdmin, SetUpEmail, SetUpDo                                                                                              S
	InvitationLetter, ResetLetter                                                                                                                                                                           Letter
}{
	Title:     S{"Log ind", "Sign in"},
	Lead:      S{"Er du borger eller med i en dialog, skal du ikke logge ind.", "As a citizen, or in a dialogue, you do not need to sign in."},
	Email:     S{"E-mail", "E-mail"},
	Password:  S{"Kodeord", "Password"},
	Do:        S{"Log ind", "Sign in"},
	Forgot:    S{"Glemt kodeord?", "Forgotten your password?"},
	SignedOut: S{"Du er logget ud.", "You are signed out."},

	TypedLead:  S{"Du har været væk så længe, at vi har logget dig ud. Det, du skrev, er her stadig: Log ind, så får du det igen.", "You have been away so long that we signed you out. What you wrote is still here: sign in and you get it back."},
	TypedTitle: S{"Her er det, du skrev", "Here is what you wrote"},
	TypedSay:   S{"Det er ikke gemt endnu. Send det nu, eller gå videre uden.", "It is not saved yet. Send it now, or go on without it."},
	TypedDo:    S{"Send det nu", "Send it now"},
	TypedDrop:  S{"Gå videre uden at sende", "Go on without sending"},

	CodeTitle:     S{"Koden fra din telefon", "The code from your telephone"},
	CodeLead:      S{"Åbn den app, du brugte, da du satte totrinslogin op, og skriv de seks tal.", "Open the app you used when you set up two-step sign-in and write the six digits."},
	Code:          S{"Kode", "Code"},
	CodeHint:      S{"Seks tal. Koden skifter hvert halve minut. Du kan også skrive en af dine nødkoder.", "Six digits. The code changes every half minute. You can also write one of your recovery codes."},
	FirstCodeHint: S{"Seks tal. Koden skifter hvert halve minut.", "Six digits. The code changes every half minute."},
	CodeDo:        S{"Fortsæt", "Go on"},
	CodeLost:      S{"Er telefonen væk? Skriv en af de nødkoder, du fik, da du satte totrinslogin op. Har du ingen, så bed en administrator om at fjerne dit totrinslogin.", "Is your telephone gone? Write one of the recovery codes you got when you set up two-step sign-in. If you have none, ask an administrator to take your two-step sign-in away."},

	ForgotTitle:  S{"Nyt kodeord", "New password"},
	ForgotLead:   S{"Skriv din e-mail. Har du en konto hos os, får du et link, der virker i en time.", "Write your e-mail. If you have an account with us, you get a link that works for one hour."},
	ForgotDo:     S{"Send mig et link", "Send me a link"},
	ForgotSent:   S{"Har du en konto med den adresse, er linket på vej. Kig også i uønsket post.", "If you have an account with that address, the link is on its way. Look in your junk mail too."},
	ForgotNoMail: S{"Kernehus kan ikke sende mail her. Bed din administrator om et link til et nyt kodeord.", "Kernehus cannot send mail here. Ask your administrator for a link to a new password."},
	BackToSignIn: S{"Tilbage til log ind", "Back to sign in"},

	WelcomeTitle: S{"Velkommen, %s", "Welcome, %s"},
	WelcomeLead:  S{"Vælg et kodeord, så er du i gang. Du logger ind med %s.", "Choose a password and you are ready. You sign in with %s."},
	WelcomeDo:    S{"Gem kodeordet, og log ind", "Save the password and sign in"},
	OpeningLead:  S{"Du er den første administrator. Vælg et kodeord; bagefter sætter du totrinslogin op. Du logger ind med %s.", "You are the first administrator. Choose a password; after that you set up two-step sign-in. You sign in with %s."},
	ResetTitle:   S{"Vælg et nyt kodeord", "Choose a new password"},
	ResetLead:    S{"Kodeordet er til %s. Er du logget ind andre steder, bliver du logget ud dér.", "The password is for %s. If you are signed in elsewhere, you will be signed out there."},
	ResetDo:      S{"Gem kodeordet", "Save the password"},
	NewPassword:  S{"Nyt kodeord", "New password"},
	PasswordHint: S{"Mindst 12 tegn. Tre-fire ord, der ikke hører sammen, er både stærkt og let at huske.", "At least 12 characters. Three or four words that do not belong together are both strong and easy to remember."},
	PasswordSet:  S{"Dit kodeord er gemt.", "Your password is saved."},
	SignInNow:    S{"Dit kodeord er gemt. Log ind med det.", "Your password is saved. Sign in with it."},

	OwnTitle:   S{"Min konto", "My account"},
	OwnLead:    S{"Her bestemmer du, hvordan du logger ind.", "Here you decide how you sign in."},
	Name:       S{"Navn", "Name"},
	Profession: S{"Faggruppe", "Profession"},
	Roles:      S{"Roller", "Roles"},
	Everywhere: S{"hele kommunen", "the whole municipality"},
	RoleAt:     S{"%s i %s", "%s at %s"},
	NoRoles:    S{"Medarbejder", "Employee"},
	NameFrom:   S{"Navn, e-mail og faggruppe kommer fra organisationen. Er noget forkert, så sig det til din leder.", "Name, e-mail and profession come from the organisation. If something is wrong, tell your leader."},

	PasswordTitle:   S{"Skift kodeord", "Change password"},
	OldPassword:     S{"Dit nuværende kodeord", "Your present password"},
	PasswordDo:      S{"Skift kodeord", "Change password"},
	PasswordChanged: S{"Dit kodeord er skiftet. Andre steder er du logget ud.", "Your password is changed. Elsewhere you are signed out."},

	LanguageTitle: S{"Sprog", "Language"},
	Language:      S{"Sider og mails til mig er på", "Pages and mails to me are in"},
	LanguageDo:    S{"Gem sprog", "Save language"},
	LanguageSaved: S{"Sproget er gemt.", "The language is saved."},

	FactorTitle:   S{"Totrinslogin", "Two-step sign-in"},
	FactorLead:    S{"Ud over kodeordet skriver du en kode fra din telefon. Så kommer ingen ind, selv om de kender dit kodeord.", "Besides the password you write a code from your telephone. Then nobody gets in, even if they know your password."},
	FactorMust:    S{"Du er administrator og kan åbne alt for andre. Derfor skal du sætte totrinslogin op, før du går videre.", "You are an administrator and can open everything for others. So you must set up two-step sign-in before you go on."},
	FactorOn:      S{"Slået til", "On"},
	FactorOff:     S{"Ikke slået til", "Not on"},
	FactorPage:    S{"Sæt totrinslogin op eller fjern det", "Set up two-step sign-in or take it away"},
	FactorBegin:   S{"Begynd", "Begin"},
	FactorScan:    S{"1. Åbn en app til engangskoder på din telefon (fx Microsoft Authenticator, Google Authenticator eller FreeOTP), og scan billedet.", "1. Open an app for one-time codes on your telephone (such as Microsoft Authenticator, Google Authenticator or FreeOTP) and scan the picture."},
	FactorType:    S{"Kan du ikke scanne, så skriv denne nøgle i appen:", "If you cannot scan, write this key in the app:"},
	FactorConfirm: S{"2. Skriv den kode, appen viser", "2. Write the code the app shows"},
	FactorDone:    S{"Totrinslogin er slået til.", "Two-step sign-in is on."},
	FactorOnSay:   S{"Du bliver spurgt om en kode, hver gang du logger ind.", "You are asked for a code every time you sign in."},
	FactorTake:    S{"Har du fået ny telefon, eller vil du ikke bruge det mere? Fjern det her, og sæt det så op på den nye telefon.", "Do you have a new telephone, or do you not want it any more? Take it away here, and then set it up on the new telephone."},
	FactorTakeDo:  S{"Fjern totrinslogin", "Take two-step sign-in away"},
	FactorTaken:   S{"Totrinslogin er fjernet.", "Two-step sign-in has been taken away."},
	FactorPicture: S{"QR-kode til appen på din telefon", "QR code for the app on your telephone"},

	RecoveryTitle: S{"Nødkoder", "Recovery codes"},
	RecoverySay:   S{"Mister du telefonen, kommer du ind med en nødkode. Hver kode virker én gang.", "If you lose the telephone, a recovery code lets you in. Each code works once."},
	RecoveryLeft:  S{"Du har %d nødkoder tilbage.", "You have %d recovery codes left."},
	RecoveryFew:   S{"Du har snart ikke flere nødkoder. Lav nye, mens du har telefonen.", "You will soon have no recovery codes left. Make new ones while you have the telephone."},
	RecoveryNew:   S{"Er de blevet væk, eller har andre set dem? Lav nye, så virker de gamle ikke mere.", "Are they lost, or has somebody seen them? Make new ones, and the old ones stop working."},
	RecoveryNewDo: S{"Lav nye nødkoder", "Make new recovery codes"},
	RecoveryShown: S{"Gem dine nødkoder", "Keep your recovery codes"},
	RecoveryKeep:  S{"Mister du telefonen, kommer du ind med en af dem i stedet for koden fra appen. Hver virker én gang. Skriv dem ud, eller læg dem et sikkert sted – ikke på telefonen.", "If you lose the telephone, one of them lets you in instead of the code from the app. Each works once. Print them or keep them in a safe place – not on the telephone."},
	RecoveryOnce:  S{"Du ser dem kun denne ene gang.", "You see them only this once."},
	RecoveryPrint: S{"Skriv ud", "Print"},
	RecoveryKept:  S{"Jeg har gemt dem", "I have kept them"},

	OutTitle:   S{"Log ud alle steder", "Sign out everywhere"},
	OutSay:     S{"Har du glemt at logge ud på en fælles computer, så gør det her.", "If you forgot to sign out on a shared computer, do it here."},
	OutDo:      S{"Log ud alle steder", "Sign out everywhere"},
	OutConfirm: S{"Du bliver også logget ud her. Vil du fortsætte?", "You will be signed out here too. Go on?"},
	Yes:        S{"Ja", "Yes"},
	No:         S{"Nej", "No"},

	DataTitle: S{"Det, vi har om dig", "What we have about you"},
	DataSay:   S{"Hent alt, hvad Kernehus har gemt om dig, som en fil. Det, du skriver anonymt i en dialog, kan vi ikke finde frem til dig – og det er meningen.", "Download everything Kernehus has kept about you as a file. What you write anonymously in a dialogue we cannot trace to you – and that is the point."},
	DataDo:    S{"Hent mine oplysninger", "Download my data"},

	SetUpTitle:    S{"Velkommen til Kernehus", "Welcome to Kernehus"},
	SetUpLead:     S{"Her er ingen kommune endnu. Sæt den op – det tager et minut.", "There is no municipality here yet. Set it up – it takes a minute."},
	SetUpCode:     S{"Engangskode", "One-time code"},
	SetUpCodeHint: S{"Den står dér, hvor Kernehus blev startet, og i filen opsaetningskode.txt ved siden af databasen.", "It is shown where Kernehus was started, and in the file opsaetningskode.txt beside the database."},
	SetUpName:     S{"Kommunens navn", "Name of the municipality"},
	SetUpNameHint: S{"Fx Lejre Kommune.", "For example Lejre Kommune."},
	SetUpAdmin:    S{"Dit navn", "Your name"},
	SetUpEmail:    S{"Din e-mail", "Your e-mail"},
	SetUpDo:       S{"Sæt kommunen op", "Set up the municipality"},

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
	"no-second-factor":   {"Totrinslogin er ikke slået til.", "Two-step sign-in is not on."},
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

// roles are what people call the roles.
var roles = map[string]S{
	"systemadministrator": {"Systemadministrator", "System administrator"},
	"hr_konsulent":        {"HR-konsulent", "HR consultant"},
	"omraadechef":         {"Områdechef", "Head of area"},
	"leder":               {"Leder", "Leader"},
	"tovholder":           {"Tovholder", "Coordinator"},
	"facilitator":         {"Facilitator", "Facilitator"},
	"medarbejder":         {"Medarbejder", "Employee"},
	"med_medlem":          {"MED-medlem", "Member of MED"},
	"politiker":           {"Politiker", "Politician"},
	"revisor":             {"Revisor", "Auditor"},
}

// RoleName is what people call a role.
func RoleName(role string) S {
	if s, ok := roles[role]; ok {
		return s
	}
	return S{role, role}
}
