package text

// CoreTask is the catalogue and the public page of a core task.
var CoreTask = struct {
	Title, Lead, Search, SearchHint, SearchDo, AllAreas, Area, NoneTitle, None, NoneFound, ShowAll, Closer S
	Found                                                                                                  N
	Level                                                                                                  [7]S
	Own, OwnWords                                                                                          S

	Eyebrow, EyebrowPlain, Formerly, Print, ForWhom, Effect, Together, Citizens, Companies, Community, Why, PartOf S
	Thread, ThreadSay, Here, Interprets, NoThread                                                                  S
	Sides, SidesSay, Formal, FormalSay, Performed, PerformedSay, Experienced, ExperiencedSay                       S
	FormalEmpty, PerformedEmpty, ExperiencedEmpty, OwnRoom, KnownFrom                                              S
	Overlap, OverlapSay, OverlapDrawing, OverlapList, OverlapTitle                                                 S
	Disagreed, DisagreedSay                                                                                        S
	Preconditions, PreconditionsSay, Owner, InPlace, Partly, Lacking, Unknown                                      S
	Contributions, ContributionsSay, Profession, Gives                                                             S
	Links, LinksSay, Supports, SupportedBy, PreconditionOf, Needs, ReasonMissing, Circles, CirclesSay              S
	History, HistorySay, FirstText, ChangedBecause, Adopted, AdoptedIn, FromDialogue, WasCalled, Gone, Came        S
	Fresh, AlsoChanged                                                                                             S
	SeeChanges                                                                                                     N
	AsOf, AsOfDo, AsOfHint, AsOfNow, AsOfToday                                                                     S
	Rights, UnderReview, Preview, PreviewSay, RetiredTitle, RetiredSay, RetiredNext, NotThen, NotThenSay           S
	Work, InUnit                                                                                                   S
	Fields                                                                                                         map[string]S
}{
	Title:      S{"Kerneopgaver", "Core tasks"},
	Lead:       S{"En kerneopgave er den forskel, et sted i kommunen er til for at gøre – for og sammen med borgerne.", "A core task is the difference a part of the municipality exists to make – for and together with citizens."},
	Search:     S{"Søg efter et ord", "Search for a word"},
	SearchHint: S{"Fx skole, pårørende eller cykel", "For example skole, pårørende or cykel (the texts are in Danish)"},
	SearchDo:   S{"Søg", "Search"},
	AllAreas:   S{"Alle områder", "All areas"},
	Area:       S{"Område", "Area"},
	NoneTitle:  S{"Her er ingen kerneopgaver endnu", "There are no core tasks here yet"},
	None:       S{"Når en enhed har talt om sin kerneopgave, vedtaget den og vist den frem, kan du læse den her.", "Once a unit has talked about its core task, adopted it and shown it, you can read it here."},
	NoneFound:  S{"Vi fandt ingen kerneopgaver med de ord. Prøv et andet ord eller et andet område.", "We found no core tasks with those words. Try another word or another area."},
	ShowAll:    S{"Vis alle kerneopgaver", "Show all core tasks"},
	Closer:     S{"Tæt på hverdagen, fra A til Å", "Close to everyday life, from A to Å"},
	Found:      N{S{"%d kerneopgave", "%d core task"}, S{"%d kerneopgaver", "%d core tasks"}},
	Level: [7]S{
		{"Niveau", "Level"}, {"Hele kommunen", "The whole municipality"}, {"Områder", "Areas"}, {"Centre og afdelinger", "Centres and departments"},
		{"Institutioner og steder", "Institutions and places"}, {"Teams", "Teams"}, {"Tættere på", "Closer still"},
	},
	Own:      S{"Jeres egen kerneopgave", "Your own core task"},
	OwnWords: S{"Det, folk selv har skrevet, står på det sprog, de skrev det på.", "What people have written themselves stands in the language they wrote it in."},

	Eyebrow:      S{"Kerneopgave · vedtaget %s", "Core task · adopted %s"},
	EyebrowPlain: S{"Kerneopgave", "Core task"},
	Formerly:     S{"Hed tidligere %s", "Formerly called %s"},
	Print:        S{"Udskriv", "Print"},
	ForWhom:      S{"For hvem", "For whom"},
	Effect:       S{"Det vil vi opnå", "What we want to achieve"},
	Together:     S{"Vi lykkes kun sammen", "We only succeed together"},
	Citizens:     S{"Borgerne bidrager med", "Citizens contribute"},
	Companies:    S{"Virksomhederne bidrager med", "Companies contribute"},
	Community:    S{"Lokalsamfundet bidrager med", "The local community contributes"},
	Why:          S{"Hvorfor det er vigtigt", "Why it matters"},
	PartOf:       S{"En del af fortællingen", "Part of the narrative"},

	Thread:     S{"Den røde tråd", "The red thread"},
	ThreadSay:  S{"Hvert sted siger med sine egne ord, hvad niveauet over betyder netop her.", "Each place says in its own words what the level above means right there."},
	Here:       S{"Her er du", "You are here"},
	Interprets: S{"Bygger også på", "Also builds on"},
	NoThread:   S{"Kerneopgaven er ikke bundet sammen med andre niveauer endnu.", "The core task is not yet tied to other levels."},

	Sides:            S{"Tre sider af samme sag", "Three sides of the same thing"},
	SidesSay:         S{"Ingen af de tre siger alt. De falder aldrig helt sammen, og det er godt.", "None of the three says everything. They never coincide completely, and that is good."},
	Formal:           S{"Det, der er besluttet", "What has been decided"},
	FormalSay:        S{"Love og politiske beslutninger", "Laws and political decisions"},
	Performed:        S{"Det, vi gør", "What we do"},
	PerformedSay:     S{"Som ledere og medarbejdere løser det", "As leaders and employees do it"},
	Experienced:      S{"Det, borgerne mærker", "What citizens notice"},
	ExperiencedSay:   S{"Som borgerne oplever det", "As citizens experience it"},
	FormalEmpty:      S{"Her mangler politikernes side. Ingen har skrevet, hvad loven og byrådet siger.", "The politicians' side is missing. Nobody has written what the law and the council say."},
	PerformedEmpty:   S{"Her mangler de ansatte. Ingen har skrevet, hvordan opgaven bliver løst i hverdagen.", "The employees are missing. Nobody has written how the task is done from day to day."},
	ExperiencedEmpty: S{"Her mangler borgerne. Ingen har spurgt, hvordan de oplever det.", "The citizens are missing. Nobody has asked how they experience it."},
	OwnRoom:          S{"Vores eget råderum", "Our own room"},
	KnownFrom:        S{"Det ved vi fra", "We know this from"},

	Overlap:        S{"Hvad er fælles, og hvad siger kun den ene?", "What is shared, and what does only one say?"},
	OverlapSay:     S{"Kortene er lagt af dem, der talte sammen om det.", "The cards were placed by those who talked about it."},
	OverlapDrawing: S{"Tre cirkler, der lapper over hinanden: det, der er besluttet, det, vi gør, og det, borgerne mærker. Tallene siger, hvor mange kort der ligger hvert sted. Kortene står i listen nedenfor.", "Three overlapping circles: what is decided, what we do and what citizens notice. The numbers say how many cards lie in each place. The cards are in the list below."},
	OverlapList:    S{"Vis som liste", "Show as a list"},
	OverlapTitle:   S{"Sammenfald", "Overlap"},

	Disagreed:    S{"Her er vi ikke enige endnu", "Here we do not agree yet"},
	DisagreedSay: S{"Uenighed hører med. Den bliver stående, til vi har talt den færdig.", "Disagreement is part of it. It stays here until we have talked it through."},

	Preconditions:    S{"Det skal være på plads", "What must be in place"},
	PreconditionsSay: S{"Forudsætninger for, at det kan lykkes.", "Preconditions for it to succeed."},
	Owner:            S{"Holder øje med det: %s", "In the care of: %s"},
	InPlace:          S{"På plads", "In place"},
	Partly:           S{"Delvist på plads", "Partly in place"},
	Lacking:          S{"Mangler", "Lacking"},
	Unknown:          S{"Ikke vurderet", "Not assessed"},

	Contributions:    S{"Sådan bidrager vi", "How we contribute"},
	ContributionsSay: S{"Hver faggruppe giver sit.", "Each profession gives its part."},
	Profession:       S{"Faggruppe", "Profession"},
	Gives:            S{"Bidrager med", "Contributes"},

	Links:          S{"Hænger sammen med", "Hangs together with"},
	LinksSay:       S{"Kerneopgaver kan ikke læses hver for sig. Gevinsten ligger tit i forbindelsen.", "Core tasks cannot be read one by one. The gain often lies in the connection."},
	Supports:       S{"Støtter", "Supports"},
	SupportedBy:    S{"Får støtte fra", "Is supported by"},
	PreconditionOf: S{"Er en forudsætning for", "Is a precondition of"},
	Needs:          S{"Bygger på", "Depends on"},
	ReasonMissing:  S{"Begrundelse mangler", "No reason given yet"},
	Circles:        S{"Ringe af mening", "Circles of meaning"},
	CirclesSay:     S{"Her bider kerneopgaverne hinanden i halen: Det, der hjælper den ene, kommer tilbage igen.", "Here the core tasks come full circle: what helps the one comes back again."},

	History:        S{"Det er ændret, fordi …", "It was changed because …"},
	HistorySay:     S{"Alle tekster, borgerne har kunnet læse, nyeste først.", "All texts that citizens have been able to read, newest first."},
	SeeChanges:     N{S{"Se, hvad der blev ændret (%d sted)", "See what was changed (%d place)"}, S{"Se, hvad der blev ændret (%d steder)", "See what was changed (%d places)"}},
	Fresh:          S{"Skrevet for første gang: %s", "Written for the first time: %s"},
	AlsoChanged:    S{"Også ændret: %s", "Also changed: %s"},
	FirstText:      S{"Den første tekst", "The first text"},
	ChangedBecause: S{"Hvorfor", "Why"},
	Adopted:        S{"Vedtaget %s", "Adopted %s"},
	AdoptedIn:      S{"Vedtaget %s · %s", "Adopted %s · %s"},
	FromDialogue:   S{"Kom ud af en dialog", "Came out of a dialogue"},
	WasCalled:      S{"Navnet var %s", "The name was %s"},
	Gone:           S{"Udgået: ", "Removed: "},
	Came:           S{"Nyt: ", "New: "},
	AsOf:           S{"Se teksten, som den var den dag", "See the text as it was on that day"},
	AsOfDo:         S{"Vis", "Show"},
	AsOfHint:       S{"Fx 12.3.2026", "Day.month.year, for example 12.3.2026"},
	AsOfNow:        S{"Du læser teksten, som borgerne kunne læse den %s.", "You are reading the text as citizens could read it on %s."},
	AsOfToday:      S{"Læs den nyeste tekst", "Read the newest text"},

	Rights:       S{"Dine rettigheder", "Your rights"},
	UnderReview:  S{"Teksten gælder, mens vi taler om den igen.", "The text applies while we talk about it again."},
	Preview:      S{"Kun for kolleger endnu", "Only for colleagues so far"},
	PreviewSay:   S{"Teksten er vedtaget, men ikke vist for borgerne. Indtil da kan kun kolleger læse siden.", "The text is adopted but not shown to citizens. Until then only colleagues can read the page."},
	RetiredTitle: S{"%s er udgået", "%s is retired"},
	RetiredSay:   S{"Kerneopgaven er ikke i brug længere.", "The core task is no longer in use."},
	RetiredNext:  S{"Den er afløst af", "It is succeeded by"},
	NotThen:      S{"Der var ingen tekst den dag", "There was no text on that day"},
	NotThenSay:   S{"Den %s kunne borgerne ikke læse denne kerneopgave endnu.", "On %s citizens could not yet read this core task."},
	Work:         S{"Arbejd med teksten", "Work with the text"},
	InUnit:       S{"%s · %s", "%s · %s"},
	Fields: map[string]S{
		"name": {"Navn", "Name"}, "formulation": {"Formulering", "Formulation"}, "purpose": {"Formål", "Purpose"}, "target_group": {"For hvem", "For whom"},
		"citizens": {"Borgerne bidrager med", "Citizens contribute"}, "companies": {"Virksomhederne bidrager med", "Companies contribute"},
		"community": {"Lokalsamfundet bidrager med", "The local community contributes"}, "why": {"Hvorfor det er vigtigt", "Why it matters"},
		"narrative": {"Fortælling", "Narrative"}, "formal": {"Det, der er besluttet", "What has been decided"}, "own_room": {"Vores eget råderum", "Our own room"},
		"performed": {"Det, vi gør", "What we do"}, "experienced": {"Det, borgerne mærker", "What citizens notice"},
		"formal_references": {"Kilder til det besluttede", "Sources of what is decided"}, "performed_references": {"Kilder til det, vi gør", "Sources of what we do"},
		"experienced_references": {"Kilder til det, borgerne mærker", "Sources of what citizens notice"}, "overlap": {"Sammenfald mellem de tre sider", "Overlap of the three sides"},
		"reason": {"Hvorfor teksten er ændret", "Why the text has changed"}, "public_reason": {"Begrundelsen med ord til borgerne", "The reason in words for citizens"},
		"state_reason": {"Hvorfor", "Why"}, "body": {"Tekst", "Text"}, "owner_role": {"Hvem holder øje", "Who keeps an eye on it"},
		"profession": {"Faggruppe", "Profession"}, "gives": {"Bidrager med", "Contributes"}, "needs": {"Har brug for", "Needs"}, "unseen": {"Det ser andre ikke", "What others do not see"},
		"topic": {"Emne", "Topic"}, "views": {"Synspunkter", "Views"}, "next_step": {"Næste skridt", "Next step"}, "public_words": {"Ord til borgerne", "Words for citizens"}, "outcome": {"Hvad kom der ud af det?", "What came of it?"},
	},
}
