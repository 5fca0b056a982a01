package text

import "kernehus/internal/kernel/fault"

// Administration is what the administrator's pages say.
var Administration = struct {
	CitizenNotice, Title, Lead, Saved, Save, Cancel S

	UsersTitle, UsersCard, PlaceTitle, PlaceCard, LookTitle, LookCard, TokensTitle, TokensCard, LogTitle, LogCard, ExportTitle, ExportCard, OrgTitle, OrgCard S

	Search, SearchHint, SearchDo, ShowAll, ShowUsers, NoUsers, NewUser, Person, State, Roles, None                                                S
	StateActive, StateInvited, StateClosed, StateLeft, StateDemo, StateNone, Factor                                                               S
	NewTitle, NewLead, NewName, NewEmail, NewProfession, NewRole, NewRoleHint, ChooseRole, NewUnit, NewUnitHint, NewDo, NoRole, WhichUnit, NoUnit S

	LinkTitle, LinkSay, LinkMailed, LinkCopy, LinkCopied, LinkDone                                                                                  S
	UserRoles, RoleTake, RoleTakeAsk, RoleGive, RoleGiven, RoleTaken, UserAccess, UserLink, UserLinkSay, UserInvite, UserInviteSay                  S
	UserClose, UserCloseSay, UserCloseAsk, UserClosed, UserOpen, UserOpenSay, UserOpened, UserFactor, UserFactorSay, UserFactorAsk, UserFactorTaken S
	UserData, UserDataSay, UserDataDo, UserLog, Yes, No                                                                                             S

	PlaceLead, Name, Hosts, HostsHint, ControllerTitle, ControllerName, ControllerNameHint, ControllerAddress, ControllerContact, ControllerContactHint, ControllerOfficer S
	RetentionTitle, InputMonths, InputMonthsHint, PeopleDays, PeopleDaysHint, Smallest, SmallestHint                                                                       S
	AccessTitle, Access, AccessHint, Feedback, FeedbackHint, NoticeTitle, NoticeSay, NoticeDa, NoticeEn, NoticeHint                                                        S

	LookLead, Colour, ColourHint, ColourTry, ColourSave, Preview, PreviewText, PreviewButton, PreviewLink, PreviewDarker, PreviewReadable, Logo, LogoHint, LogoDo, LogoTake, LogoNow, LogoSaved, LogoTaken S

	TokensLead, TokenName, TokenNameHint, TokenRole, TokenDays, TokenDaysHint, TokenDo, TokenMade, TokenOnce, TokenCopy, TokenKept, TokenStop, TokenStopAsk, TokenStopped, NoTokens, TokenFor, TokenUntil, TokenWorks, TokenExpired, TokenRevoked S

	LogLead, LogWhen, LogWho, LogWhat, LogAbout, LogWhy, LogProgram, LogToken, LogNobody, LogFrom, LogTo, LogFilter, LogAll, LogEmpty, LogDetail, LogField, LogBefore, LogAfter, LogRequest, LogNoFields, LogHidden, LogOnly S

	ExportLead, ExportWhat, ExportNot, ExportDo, ExportAsk S
}{
	CitizenNotice: S{
		"Teksten beskriver, hvad vi arbejder for. Den ændrer ikke din ret til hjælp eller det serviceniveau, politikerne har besluttet. Det, du kan få, står i din afgørelse, og dér kan du også se, hvordan du klager.",
		"The text describes what we work for. It does not change your right to help or the level of service the council has decided. What you can get is written in your decision letter, and there you can also see how to complain.",
	},
	Title:  S{"Administration", "Administration"},
	Lead:   S{"Her holder du styr på, hvem der kan hvad, og hvordan Kernehus ser ud i jeres kommune.", "Here you look after who may do what, and how Kernehus looks in your municipality."},
	Saved:  S{"Det er gemt.", "It is saved."},
	Save:   S{"Gem", "Save"},
	Cancel: S{"Tilbage", "Back"},

	UsersTitle:  S{"Brugere og roller", "Users and roles"},
	UsersCard:   S{"Invitér, giv roller, luk adgang.", "Invite, give roles, close access."},
	PlaceTitle:  S{"Kommunen", "The municipality"},
	PlaceCard:   S{"Navn, adresser, dataansvar, sletning og tilgængelighedserklæring.", "Name, addresses, data responsibility, deletion and accessibility statement."},
	LookTitle:   S{"Farve og logo", "Colour and logo"},
	LookCard:    S{"Så man kan se, at det er jeres.", "So that people can see it is yours."},
	TokensTitle: S{"Nøgler til andre systemer", "Keys for other systems"},
	TokensCard:  S{"Giv et andet system adgang for en tid.", "Let another system in for a time."},
	LogTitle:    S{"Ændringslog", "Change log"},
	LogCard:     S{"Hvem har ændret hvad, hvornår og hvorfor.", "Who changed what, when and why."},
	ExportTitle: S{"Hent alt", "Download everything"},
	ExportCard:  S{"Alt, kommunen har i Kernehus, i én fil.", "Everything the municipality has in Kernehus, in one file."},
	OrgTitle:    S{"Organisation", "Organisation"},
	OrgCard:     S{"Hent enheder og personer ind fra en fil.", "Take in units and people from a file."},

	Search:       S{"Find en person", "Find a person"},
	SearchHint:   S{"Skriv begyndelsen af navnet eller e-mailadressen.", "Write the beginning of the name or the e-mail address."},
	SearchDo:     S{"Søg", "Search"},
	ShowAll:      S{"Vis også dem uden konto", "Show also those without an account"},
	ShowUsers:    S{"Vis kun dem med konto", "Show only those with an account"},
	NoUsers:      S{"Vi fandt ingen. Prøv med færre bogstaver, eller invitér en ny.", "We found nobody. Try fewer letters, or invite somebody new."},
	NewUser:      S{"Invitér en person", "Invite a person"},
	Person:       S{"Person", "Person"},
	State:        S{"Adgang", "Access"},
	Roles:        S{"Roller", "Roles"},
	None:         S{"ingen", "none"},
	StateActive:  S{"Kan logge ind", "Can sign in"},
	StateInvited: S{"Inviteret", "Invited"},
	StateClosed:  S{"Lukket", "Closed"},
	StateLeft:    S{"Arbejder her ikke længere", "No longer works here"},
	StateDemo:    S{"Demo", "Demo"},
	StateNone:    S{"Ingen konto", "No account"},
	Factor:       S{"Totrinslogin", "Two-step sign-in"},

	NewTitle:      S{"Invitér en person", "Invite a person"},
	NewLead:       S{"Findes personen i organisationen med den e-mail, bruger vi de oplysninger, der står dér.", "If the person is in the organisation with that e-mail, we use what stands there."},
	NewName:       S{"Navn", "Name"},
	NewEmail:      S{"E-mail", "E-mail"},
	NewProfession: S{"Faggruppe", "Profession"},
	NewRole:       S{"Rolle", "Role"},
	NewRoleHint:   S{"Den, der er leder for en enhed i organisationen, er automatisk leder her.", "Whoever leads a unit in the organisation is automatically its leader here."},
	ChooseRole:    S{"Vælg en rolle", "Choose a role"},
	NewUnit:       S{"Enhed", "Unit"},
	NewUnitHint:   S{"Skriv en del af enhedens navn. Tomt felt: hele kommunen.", "Write part of the unit's name. Empty: the whole municipality."},
	NewDo:         S{"Invitér", "Invite"},
	NoRole:        S{"Medarbejder uden andre roller", "Employee without other roles"},
	WhichUnit:     S{"Hvilken enhed mener du?", "Which unit do you mean?"},
	NoUnit:        S{"hele kommunen", "the whole municipality"},

	LinkTitle:  S{"Giv linket videre", "Hand the link over"},
	LinkSay:    S{"Her er linket til %s. Det virker én gang og vises kun nu. Giv det personligt eller i en sikker besked.", "Here is the link for %s. It works once and is shown only now. Give it in person or in a secure message."},
	LinkMailed: S{"%s får en mail med et link.", "%s gets a mail with a link."},
	LinkCopy:   S{"Kopiér linket", "Copy the link"},
	LinkCopied: S{"Kopieret", "Copied"},
	LinkDone:   S{"Jeg har givet det videre", "I have handed it over"},

	UserRoles:       S{"Roller", "Roles"},
	RoleTake:        S{"Fjern", "Take away"},
	RoleTakeAsk:     S{"Vil du fjerne rollen? Det virker med det samme.", "Take the role away? It works at once."},
	RoleGive:        S{"Giv en rolle", "Give a role"},
	RoleGiven:       S{"Rollen er givet.", "The role is given."},
	RoleTaken:       S{"Rollen er fjernet.", "The role is taken away."},
	UserAccess:      S{"Adgang", "Access"},
	UserLink:        S{"Lav et link til nyt kodeord", "Make a link for a new password"},
	UserLinkSay:     S{"Når kodeordet er glemt. Det gamle virker, til det nye er valgt.", "When the password is forgotten. The old one works until the new one is chosen."},
	UserInvite:      S{"Giv en konto", "Give an account"},
	UserInviteSay:   S{"Personen er i organisationen, men kan ikke logge ind endnu.", "The person is in the organisation but cannot sign in yet."},
	UserClose:       S{"Luk kontoen", "Close the account"},
	UserCloseSay:    S{"Personen bliver logget ud alle steder med det samme. Intet bliver slettet.", "The person is signed out everywhere at once. Nothing is deleted."},
	UserCloseAsk:    S{"Vil du lukke kontoen?", "Close the account?"},
	UserClosed:      S{"Kontoen er lukket.", "The account is closed."},
	UserOpen:        S{"Åbn kontoen igen", "Open the account again"},
	UserOpenSay:     S{"Personen kan logge ind igen med sit kodeord.", "The person can sign in again with the password."},
	UserOpened:      S{"Kontoen er åben igen.", "The account is open again."},
	UserFactor:      S{"Fjern totrinslogin", "Take two-step sign-in away"},
	UserFactorSay:   S{"Når telefonen er væk. Vær sikker på, hvem du taler med.", "When the telephone is gone. Be sure whom you are talking to."},
	UserFactorAsk:   S{"Vil du fjerne totrinslogin for den her person?", "Take two-step sign-in away from this person?"},
	UserFactorTaken: S{"Totrinslogin er fjernet.", "Two-step sign-in is taken away."},
	UserData:        S{"Indsigt", "Access to data"},
	UserDataSay:     S{"Alt, hvad vi har om personen. Private noter er ikke med; dem kan kun personen selv hente.", "Everything we have about the person. Private notes are not in it; only the person can download those."},
	UserDataDo:      S{"Hent oplysningerne", "Download the data"},
	UserLog:         S{"Se, hvad personen har ændret", "See what the person has changed"},
	Yes:             S{"Ja", "Yes"},
	No:              S{"Nej", "No"},

	PlaceLead:             S{"Det, du skriver her, står på siderne om privatliv og tilgængelighed og dér, hvor man går med i en dialog.", "What you write here stands on the pages about privacy and accessibility and where people join a dialogue."},
	Name:                  S{"Kommunens navn", "Name of the municipality"},
	Hosts:                 S{"Webadresser", "Web addresses"},
	HostsHint:             S{"Kun navnet, fx kernehus.kommune.dk. Én på hver linje. Er der kun én kommune her, kan feltet være tomt.", "Only the name, for example kernehus.kommune.dk. One a line. If there is only one municipality here, the field can be empty."},
	ControllerTitle:       S{"Hvem har ansvaret for data?", "Who is responsible for the data?"},
	ControllerName:        S{"Dataansvarlig", "Data controller"},
	ControllerNameHint:    S{"Tomt felt: kommunens navn.", "Empty: the municipality's name."},
	ControllerAddress:     S{"Adresse", "Address"},
	ControllerContact:     S{"Kontakt", "Contact"},
	ControllerContactHint: S{"E-mail eller telefon, borgere og medarbejdere kan bruge. Brug en fælles postkasse, ikke en enkelt persons.", "E-mail or telephone that citizens and employees can use. Use a shared mailbox, not one person's."},
	ControllerOfficer:     S{"Databeskyttelsesrådgiverens e-mail eller telefon", "The data protection officer's e-mail or telephone"},
	RetentionTitle:        S{"Hvor længe gemmer I?", "How long do you keep things?"},
	InputMonths:           S{"De enkelte bidrag i en dialog, antal måneder", "The single contributions in a dialogue, number of months"},
	InputMonthsHint:       S{"Regnet fra dialogen er lukket. Højst 60. Referatet bliver stående.", "Counted from the close of the dialogue. At most 60. The minutes stay."},
	PeopleDays:            S{"Hvem der var med i en dialog, antal dage", "Who took part in a dialogue, number of days"},
	PeopleDaysHint:        S{"Regnet fra dialogen er lukket. Højst 30.", "Counted from the close of the dialogue. At most 30."},
	Smallest:              S{"Mindste gruppe, der bliver vist for sig", "Smallest group that is shown on its own"},
	SmallestHint:          S{"Mindst 5, så ingen kan regnes ud.", "At least 5, so that nobody can be worked out."},
	AccessTitle:           S{"Tilgængelighed", "Accessibility"},
	Access:                S{"Link til tilgængelighedserklæringen", "Link to the accessibility statement"},
	AccessHint:            S{"Den laves i WAS-Tool og begynder typisk med https://was.digst.dk/.", "It is made in WAS-Tool and usually starts with https://was.digst.dk/."},
	Feedback:              S{"Hvem skal have besked, når noget er svært at bruge?", "Who is to be told when something is hard to use?"},
	FeedbackHint:          S{"Både e-mail og telefon.", "Both e-mail and telephone."},
	NoticeTitle:           S{"Under hver kerneopgave, borgerne kan se", "Under every core task citizens can see"},
	NoticeSay:             S{"Skriver I ikke noget, står der:", "If you write nothing, it says:"},
	NoticeDa:              S{"Jeres egne ord på dansk", "Your own words in Danish"},
	NoticeEn:              S{"Jeres egne ord på engelsk", "Your own words in English"},
	NoticeHint:            S{"Sig, at teksten ikke ændrer nogens rettigheder, og hvor man ser sin afgørelse.", "Say that the text changes nobody's rights, and where people find their decision."},

	LookLead:        S{"Vælg kommunens egen farve og logo. Er farven for lys til at læse hvid skrift på, gør vi den selv lidt mørkere.", "Choose the municipality's own colour and logo. If the colour is too light for white letters to be read on it, we make it a little darker."},
	Colour:          S{"Farve", "Colour"},
	ColourHint:      S{"Skriv # og seks tegn, fx #0b5a66.", "Write # and six characters, for example #0b5a66."},
	ColourTry:       S{"Prøv farven", "Try the colour"},
	ColourSave:      S{"Brug farven", "Use the colour"},
	Preview:         S{"Sådan ser det ud", "This is how it looks"},
	PreviewText:     S{"Alle børn skal gå herfra med mod på at lære mere.", "Every child is to leave here eager to learn more."},
	PreviewButton:   S{"En knap", "A button"},
	PreviewLink:     S{"Et link", "A link"},
	PreviewDarker:   S{"Farven er gjort mørkere, så den kan læses.", "The colour has been made darker so that it can be read."},
	PreviewReadable: S{"Kontrasten mellem farven og hvid er %s til 1. Kravet er 4,5 til 1.", "The contrast between the colour and white is %s to 1. The requirement is 4.5 to 1."},
	Logo:            S{"Logo", "Logo"},
	LogoHint:        S{"PNG, JPEG eller WebP, højst 1 MB. Det vises 48 punkter højt øverst på alle sider.", "PNG, JPEG or WebP, at most 1 MB. It is shown 48 points high at the top of every page."},
	LogoDo:          S{"Brug logoet", "Use the logo"},
	LogoTake:        S{"Fjern logoet", "Take the logo away"},
	LogoNow:         S{"Logoet nu", "The logo now"},
	LogoSaved:       S{"Logoet er på plads.", "The logo is in place."},
	LogoTaken:       S{"Logoet er fjernet.", "The logo is taken away."},

	TokensLead:    S{"En nøgle lader et andet system læse eller styre dialoger gennem Kernehus' API. Den har én rolle, ét sted, og den holder op af sig selv.", "A key lets another system read or steer dialogues through the Kernehus API. It has one role, in one place, and ends by itself."},
	TokenName:     S{"Hvad skal den bruges til?", "What is it for?"},
	TokenNameHint: S{"Fx journalsystem. Skriv systemet, ikke en persons navn.", "For example the records system. Write the system, not a person's name."},
	TokenRole:     S{"Rolle", "Role"},
	TokenDays:     S{"Antal dage den virker", "Number of days it works"},
	TokenDaysHint: S{"Tomt felt: 90 dage. Højst 366.", "Empty: 90 days. At most 366."},
	TokenDo:       S{"Lav en nøgle", "Make a key"},
	TokenMade:     S{"Her er nøglen", "Here is the key"},
	TokenOnce:     S{"Kopiér den nu. Den bliver ikke vist igen.", "Copy it now. It is not shown again."},
	TokenCopy:     S{"Kopiér nøglen", "Copy the key"},
	TokenKept:     S{"Jeg har gemt den", "I have kept it"},
	TokenStop:     S{"Stop nøglen", "Stop the key"},
	TokenStopAsk:  S{"Vil du stoppe nøglen? Systemet, der bruger den, mister adgang med det samme.", "Stop the key? The system that uses it loses access at once."},
	TokenStopped:  S{"Nøglen virker ikke længere.", "The key no longer works."},
	NoTokens:      S{"Der er ingen nøgler endnu.", "There are no keys yet."},
	TokenFor:      S{"Til", "For"},
	TokenUntil:    S{"Virker til", "Works until"},
	TokenWorks:    S{"Virker", "Works"},
	TokenExpired:  S{"Udløbet", "Expired"},
	TokenRevoked:  S{"Stoppet", "Stopped"},

	LogLead:     S{"Alt, der er ændret, i den rækkefølge det skete. Det, folk skriver i en dialog, står her ikke med navn.", "Everything that was changed, in the order it happened. What people write in a dialogue does not stand here with a name."},
	LogWhen:     S{"Hvornår", "When"},
	LogWho:      S{"Hvem", "Who"},
	LogWhat:     S{"Hvad", "What"},
	LogAbout:    S{"Vedrører", "Concerns"},
	LogWhy:      S{"Begrundelse", "Reason"},
	LogProgram:  S{"Kernehus selv", "Kernehus itself"},
	LogToken:    S{"Nøglen %s", "The key %s"},
	LogNobody:   S{"En tidligere bruger", "A former user"},
	LogFrom:     S{"Fra dato", "From date"},
	LogTo:       S{"Til og med", "To and including"},
	LogFilter:   S{"Vis", "Show"},
	LogAll:      S{"Vis alt", "Show all"},
	LogEmpty:    S{"Der er ingen ændringer at vise.", "There are no changes to show."},
	LogDetail:   S{"Se ændringen", "See the change"},
	LogField:    S{"Felt", "Field"},
	LogBefore:   S{"Før", "Before"},
	LogAfter:    S{"Efter", "After"},
	LogRequest:  S{"Forespørgsel", "Request"},
	LogNoFields: S{"Ændringen ligger i oplysninger om en person eller en hemmelighed. De bliver ikke gemt i loggen.", "The change is in data about a person or in a secret. Those are not kept in the log."},
	LogHidden:   S{"Hvad der står i teksten, ser de, der arbejder med kerneopgaven.", "What the text says is seen by those who work with the core task."},
	LogOnly:     S{"Kun det, %s har ændret.", "Only what %s has changed."},

	ExportLead: S{"Filen indeholder alt, hvad kommunen har i Kernehus, som JSON og CSV.", "The file holds everything the municipality has in Kernehus, as JSON and CSV."},
	ExportWhat: S{"Organisationen, kerneopgaverne med hele deres historie, lukkede dialoger med deres resultater, aftaler, brugere og roller, indstillinger og ændringsloggen.", "The organisation, the core tasks with all their history, closed dialogues with their results, agreements, users and roles, settings and the change log."},
	ExportNot:  S{"Kodeord, koder og nøgler er ikke med. Private noter og det, der kunne vise, hvem der skrev hvad i en dialog, er heller ikke med.", "Passwords, codes and keys are not in it. Nor are private notes, or what could show who wrote what in a dialogue."},
	ExportDo:   S{"Hent filen", "Download the file"},
	ExportAsk:  S{"Filen indeholder personoplysninger. Gem den et sikkert sted, og slet den, når du er færdig. At du henter den, står i ændringsloggen.", "The file holds personal data. Keep it in a safe place and delete it when you are done. That you download it stands in the change log."},
}

// actions are what the change log calls the things that can be done.
var actions = map[string]S{
	"settings.edit":    {"Ændrede kommunens indstillinger", "Changed the municipality's settings"},
	"user.manage":      {"Ændrede en brugers adgang", "Changed a user's access"},
	"token.manage":     {"Ændrede nøgler til andre systemer", "Changed keys for other systems"},
	"export.all":       {"Hentede oplysninger ud", "Downloaded data"},
	"redact":           {"Fjernede en personoplysning", "Removed personal data"},
	"signin":           {"Loggede ind eller ændrede egen konto", "Signed in or changed their own account"},
	"unit.edit":        {"Ændrede en enhed", "Changed a unit"},
	"org.import":       {"Hentede organisationen ind fra en fil", "Took in the organisation from a file"},
	"coretask.edit":    {"Skrev på en kerneopgave", "Wrote on a core task"},
	"coretask.suggest": {"Skrev en leders udspil", "Wrote a leader's opening draft"},
	"coretask.formal":  {"Skrev på det, der er besluttet", "Wrote on what has been decided"},
	"coretask.propose": {"Foreslog en kerneopgave", "Proposed a core task"},
	"coretask.adopt":   {"Vedtog en kerneopgave", "Adopted a core task"},
	"coretask.team":    {"Vedtog en kerneopgave i teamet", "Adopted a core task in the team"},
	"coretask.forum":   {"Vedtog en kerneopgave i et forum", "Adopted a core task in a forum"},
	"coretask.publish": {"Viste en kerneopgave for borgerne", "Showed a core task to citizens"},
	"coretask.retire":  {"Lod en kerneopgave udgå", "Retired a core task"},
	"coretask.import":  {"Hentede kerneopgaver ind fra en fil", "Took in core tasks from a file"},

	"organisation.import": {"Hentede organisationen ind fra en fil", "Took in the organisation from a file"},
	"reflection.own":      {"Skrev en note om eget bidrag", "Wrote a note on their own contribution"},
	"dialogue.plan":       {"Planlagde en dialog", "Planned a dialogue"},
	"dialogue.facilitate": {"Styrede en dialog", "Facilitated a dialogue"},
	"dialogue.takeover":   {"Overtog styringen af en dialog", "Took over a dialogue"},
	"dialogue.takepart":   {"Skrev i en dialog", "Wrote in a dialogue"},
	"agreement.own":       {"Svarede på en aftale", "Answered an agreement"},

	"dialogue.forget_people": {"Glemte, hvem der var med i en dialog", "Forgot who took part in a dialogue"},
	"dialogue.forget_inputs": {"Glemte, hvad der blev skrevet i en dialog", "Forgot what was written in a dialogue"},
	"org.read":               {"Læste en fil med organisationen", "Read a file with the organisation"},
	"org.write":              {"Hentede organisationen ind fra en fil", "Took in the organisation from a file"},
	"org.forget":             {"Glemte en fil med organisationen", "Forgot a file with the organisation"},
	"account.letter":         {"Sendte et brev med et link", "Sent a letter with a link"},
	"find.index":             {"Gjorde det nye til at finde ved søgning", "Made what is new possible to find"},
	"person.left":            {"Tog det væk, der kun var deres, som er stoppet", "Took away what was only theirs who have left"},
}

// ActionName is what the change log calls an action; an unknown one keeps its code.
func ActionName(action string) S {
	if s, ok := actions[action]; ok {
		return s
	}
	return S{action, action}
}

// kinds are what the change log calls the things that were changed.
var kinds = map[string]S{
	"municipality": {"Kommunen", "The municipality"}, "account": {"Konto", "Account"}, "role_grant": {"Rolle", "Role"}, "api_token": {"Nøgle", "Key"},
	"recovery_code": {"Nye nødkoder", "New recovery codes"}, "recovery_used": {"Login med nødkode", "Sign-in with a recovery code"},
	"sign_in": {"Login", "Sign-in"}, "person": {"Person", "Person"}, "unit": {"Enhed", "Unit"}, "membership": {"Tilknytning", "Membership"},
	"core_task": {"Kerneopgave", "Core task"}, "core_task_version": {"Udgave af en kerneopgave", "Version of a core task"}, "core_task_link": {"Sammenhæng", "Link"},
	"interpretation": {"Tråd til niveauet over", "Thread to the level above"}, "precondition": {"Forudsætning", "Precondition"}, "contribution": {"Bidrag", "Contribution"},
	"disagreement": {"Uenighed", "Disagreement"}, "narrative": {"Fortælling", "Narrative"}, "formulation_check": {"Tjek af formuleringen", "Check of the formulation"},
	"dialogue": {"Dialog", "Dialogue"}, "dialogue_facilitator": {"Facilitator", "Facilitator"}, "agreement": {"Aftale", "Agreement"}, "card_heading": {"Overskrift på tavlen", "Heading on the board"},
	"card_place": {"Korts plads på tavlen", "Place of a card on the board"}, "dialogue_coverage": {"Dækning af en side", "Coverage of a side"}, "gathered_text": {"Samlet tekst", "Gathered text"}, "dialogue_result": {"Resultat af en dialog", "Result of a dialogue"},
}

// KindName is what the change log calls a kind of record; an unknown one keeps its code.
func KindName(kind string) S {
	if s, ok := kinds[kind]; ok {
		return s
	}
	return S{kind, kind}
}

var administrationFaults = map[fault.Code]S{
	"which-unit":         {"Flere enheder passer. Vælg en af dem.", "Several units match. Choose one of them."},
	"no-such-unit":       {"Der er ingen enhed med det navn. Skriv en del af navnet, eller lad feltet være tomt.", "There is no unit with this name. Write part of the name, or leave the field empty."},
	"not-set-up":         {"Kernehus er ikke sat op endnu.", "Kernehus has not been set up yet."},
	"which-municipality": {"Den kommune findes ikke her. Skriv dens korte navn med --municipality.", "There is no such municipality here. Give its short name with --municipality."},
	"not-a-colour":       {"Skriv farven som # og seks tegn, fx #0b5a66.", "Write the colour as # and six characters, for example #0b5a66."},
	"not-a-host":         {"%s kan ikke være en webadresse. Skriv kun navnet, fx kernehus.kommune.dk.", "%s cannot be a web address. Write only the name, for example kernehus.kommune.dk."},
	"needs-host":         {"Der er flere kommuner her, så hver skal have sin egen adresse. Skriv mindst én.", "There are several municipalities here, so each needs its own address. Write at least one."},
	"too-many-hosts":     {"Der kan være op til %d adresser.", "There can be up to %d addresses."},
	"not-a-picture":      {"Det er ikke et billede, vi kan vise. Brug PNG, JPEG eller WebP.", "This is not a picture we can show. Use PNG, JPEG or WebP."},
}
