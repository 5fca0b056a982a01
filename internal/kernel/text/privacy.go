package text

// Privacy is what the pages about privacy and accessibility say.
var Privacy = struct {
	Title, Lead S

	WhoTitle, Who, Address, Contact, Officer, NoOfficer S

	DialogueTitle, Voluntary, NoName, OwnGroup, Facilitator, Shown, Recognise, Few S

	KeepTitle, KeepPeople, KeepNotes, KeepMinutes, KeepAccount, KeepSignIn, KeepLog S
	KeepInputs                                                                      N

	AccountTitle, Account, Private S

	NotTitle, NotCPR, NotTrack, NotOthers, NotSell S

	CookieTitle, CookieSay, CookieName, CookieWhy, CookieSignIn, CookieDialogue, CookieLang, CookieSay1 S
	RightsTitle, Rights, RightsOwn, Complain                                                            S

	AccessTitle, AccessLead, AccessOfficial, AccessNone, AccessDoneTitle, AccessDone1, AccessDone2, AccessDone3, AccessDone4, AccessLimitTitle, AccessLimit1, AccessLimit2, AccessTellTitle, AccessTell, AccessTellNone S
}{
	Title: S{"Privatliv", "Privacy"},
	Lead:  S{"Her står, hvad vi gemmer, hvem der kan se det, og hvornår det bliver slettet.", "Here is what we keep, who can see it, and when it is deleted."},

	WhoTitle:  S{"Hvem har ansvaret?", "Who is responsible?"},
	Who:       S{"%s er dataansvarlig for alt, hvad der bliver gemt her.", "%s is the data controller for everything kept here."},
	Address:   S{"Adresse", "Address"},
	Contact:   S{"Kontakt", "Contact"},
	Officer:   S{"Databeskyttelsesrådgiver", "Data protection officer"},
	NoOfficer: S{"Kommunens databeskyttelsesrådgiver finder du på kommunens hjemmeside.", "You find the municipality's data protection officer on its website."},

	DialogueTitle: S{"Når du er med i en dialog", "When you take part in a dialogue"},
	Voluntary:     S{"Det er frivilligt at være med og at skrive.", "Taking part and writing are voluntary."},
	NoName:        S{"Du behøver ikke konto eller navn. Du siger kun, om du er borger, medarbejder, leder, politiker eller partner.", "You need no account and no name. You only say whether you are a citizen, an employee, a leader, a politician or a partner."},
	OwnGroup:      S{"Din egen gruppe ser det, du skriver, med det samme.", "Your own group sees what you write at once."},
	Facilitator:   S{"Facilitatoren ser kortene uden at se, hvem der har skrevet dem.", "The facilitator sees the cards without seeing who wrote them."},
	Shown:         S{"Alle andre ser dem først, når facilitatoren viser dem. Et kort kan skjules, inden det bliver vist.", "Everybody else sees them only when the facilitator shows them. A card can be hidden before it is shown."},
	Recognise:     S{"Skriv ikke noget, så en borger eller kollega kan genkendes. Vi stopper cpr-numre og e-mailadresser, før de bliver gemt.", "Do not write anything by which a citizen or colleague can be recognised. We stop CPR numbers and e-mail addresses before they are saved."},
	Few:           S{"Grupper på færre end %d bliver ikke vist for sig.", "Groups of fewer than %d are not shown on their own."},

	KeepTitle:   S{"Hvor længe gemmer vi det?", "How long do we keep it?"},
	KeepPeople:  S{"Hvem der var med: %d dage efter dialogen er lukket.", "Who took part: %d days after the dialogue has closed."},
	KeepNotes:   S{"Det, du kun har skrevet til dig selv i en dialog: til dialogen lukker, medmindre du har delt det.", "What you wrote only for yourself in a dialogue: until the dialogue closes, unless you have shared it."},
	KeepInputs:  N{S{"De enkelte bidrag: %d måned efter dialogen er lukket.", "The single contributions: %d month after the dialogue has closed."}, S{"De enkelte bidrag: %d måneder efter dialogen er lukket.", "The single contributions: %d months after the dialogue has closed."}},
	KeepMinutes: S{"Referatet og den tekst, I bliver enige om, bliver stående. De nævner ingen ved navn, medmindre den person selv har valgt det.", "The minutes and the text you agree on stay. They name nobody unless that person has chosen it."},
	KeepAccount: S{"Din konto: så længe du arbejder her. Når du stopper, kan du ikke længere logge ind, og dine private noter bliver slettet.", "Your account: as long as you work here. When you leave, you can no longer sign in, and your private notes are deleted."},
	KeepSignIn:  S{"At du er logget ind på en computer eller telefon: højst 14 dage.", "That you are signed in on a computer or telephone: 14 days at most."},
	KeepLog:     S{"Hvem der har ændret hvad og hvornår: så længe det, der er ændret, findes. Det bruges kun, når nogen skal kunne stå til ansvar for en ændring.", "Who changed what and when: as long as what was changed exists. It is used only when somebody must be able to answer for a change."},

	AccountTitle: S{"Når du har en konto", "When you have an account"},
	Account:      S{"Vi har dit navn, din e-mail, din faggruppe, hvor du arbejder, og hvilke roller du har. Det kommer fra kommunens organisation.", "We have your name, your e-mail, your profession, where you work and which roles you hold. It comes from the municipality's organisation."},
	Private:      S{"Det, du skriver privat om dit eget bidrag, vises kun for dig, til du selv deler det. De få, der driver serveren og databasen, kan teknisk set læse alt, hvad der er gemt; de må kun gøre det, når en fejl kræver det.", "What you write privately about your own contribution is shown only to you until you share it. The few who run the server and the database can technically read everything that is kept; they may do so only when a fault requires it."},

	NotTitle:  S{"Det gør vi ikke", "What we do not do"},
	NotCPR:    S{"Vi beder aldrig om cpr-nummer.", "We never ask for a CPR number."},
	NotTrack:  S{"Vi følger dig ikke, tæller ikke dine besøg og måler ikke, hvor meget du skriver.", "We do not follow you, count your visits or measure how much you write."},
	NotOthers: S{"Siderne henter intet fra andre end os selv.", "The pages load nothing from anybody but ourselves."},
	NotSell:   S{"Vi giver ikke oplysninger videre til nogen.", "We pass no data on to anybody."},

	CookieTitle:    S{"Cookies", "Cookies"},
	CookieSay:      S{"Vi bruger kun de cookies, siderne ikke kan virke uden. Derfor spørger vi ikke om lov.", "We use only the cookies the pages cannot work without. That is why we do not ask for permission."},
	CookieName:     S{"Navn", "Name"},
	CookieWhy:      S{"Hvad den er til", "What it is for"},
	CookieSignIn:   S{"Husker, at du er logget ind. Forsvinder, når du logger ud.", "Remembers that you are signed in. Disappears when you sign out."},
	CookieDialogue: S{"Husker, hvilken dialog telefonen er med i. Forsvinder, når du trykker “Jeg er færdig”.", "Remembers which dialogue the telephone takes part in. Disappears when you press “I am done”."},
	CookieLang:     S{"Husker, om du læser på dansk eller engelsk.", "Remembers whether you read in Danish or English."},
	CookieSay1:     S{"Bærer en kort besked, fx “Gemt”, til næste side.", "Carries a short message, such as “Saved”, to the next page."},

	RightsTitle: S{"Dine rettigheder", "Your rights"},
	Rights:      S{"Du kan få at vide, hvad vi har om dig, få rettet det, der er forkert, og i mange tilfælde få det slettet. Skriv til kontakten ovenfor.", "You can be told what we have about you, have what is wrong corrected, and in many cases have it deleted. Write to the contact above."},
	RightsOwn:   S{"Har du en konto, kan du selv hente det hele under “Min konto”.", "If you have an account, you can download all of it yourself under “My account”."},
	Complain:    S{"Du kan klage til Datatilsynet på datatilsynet.dk.", "You can complain to the Danish Data Protection Agency at datatilsynet.dk."},

	AccessTitle:      S{"Tilgængelighed", "Accessibility"},
	AccessLead:       S{"Alle skal kunne være med – også med skærmlæser, uden mus og med forstørret tekst.", "Everybody must be able to take part – also with a screen reader, without a mouse and with enlarged text."},
	AccessOfficial:   S{"Læs kommunens tilgængelighedserklæring", "Read the municipality's accessibility statement"},
	AccessNone:       S{"Kommunen har ikke angivet sin tilgængelighedserklæring endnu.", "The municipality has not yet given its accessibility statement."},
	AccessDoneTitle:  S{"Sådan er siderne lavet", "How the pages are made"},
	AccessDone1:      S{"Siderne er bygget efter WCAG 2.2 på niveau A og AA og bliver prøvet automatisk i en rigtig browser, hver gang de ændres.", "The pages are built to WCAG 2.2 at levels A and AA and tried automatically in a real browser every time they change."},
	AccessDone2:      S{"Alt kan gøres med tastatur. Det, man kan trække, kan man også flytte med knapper.", "Everything can be done with a keyboard. What can be dragged can also be moved with buttons."},
	AccessDone3:      S{"Tegninger og kort har en liste ved siden af, og intet er sagt med farve alene.", "Drawings and maps have a list beside them, and nothing is said by colour alone."},
	AccessDone4:      S{"Siderne virker uden JavaScript, på 320 punkters bredde og med teksten forstørret til 200 procent.", "The pages work without JavaScript, at 320 points of width and with the text enlarged to 200 per cent."},
	AccessLimitTitle: S{"Det ved vi, kan drille", "What we know can be a nuisance"},
	AccessLimit1:     S{"Storskærmen i en dialog er lavet til at blive set. Det samme står på din egen telefon.", "The large screen in a dialogue is made to be looked at. The same is on your own telephone."},
	AccessLimit2:     S{"Det, andre mennesker skriver, kan være på et andet sprog end siden.", "What other people write may be in another language than the page."},
	AccessTellTitle:  S{"Er der noget, der ikke virker for dig?", "Is there something that does not work for you?"},
	AccessTell:       S{"Sig det til: %s", "Tell: %s"},
	AccessTellNone:   S{"Sig det til din kontakt i kommunen, så bliver det rettet.", "Tell your contact in the municipality and it will be mended."},
}
