package text

import (
	"context"
	"fmt"

	"kernehus/internal/kernel/fault"
)

// HoursMinutes writes a length of time: "2 t 10 min" or "45 min".
func HoursMinutes(ctx context.Context, minutes int) string {
	h, m := minutes/60, minutes%60
	switch {
	case h == 0:
		return fmt.Sprintf(DialoguePlan.OnlyMinutes.In(ctx), m)
	case m == 0:
		return fmt.Sprintf(DialoguePlan.OnlyHours.In(ctx), h)
	}
	return fmt.Sprintf(DialoguePlan.HoursMinutes.In(ctx), h, m)
}

// DialogueList is the list of conversations.
var DialogueList = struct {
	Title, Plan, Empty, EmptyAsk, Now, Soon, Held, IsOpen, IsPlanned, IsHeld, Minutes S
}{
	Title:     S{"Dialog", "Dialogue"},
	Plan:      S{"Planlæg en samtale", "Plan a conversation"},
	Empty:     S{"I har ikke talt om kerneopgaven endnu. Begynd med en samtale på to timer.", "You have not talked about the core task yet. Begin with a conversation of two hours."},
	EmptyAsk:  S{"I har ikke talt om kerneopgaven endnu. Din leder, jeres MED-udvalg eller en facilitator kan planlægge en samtale.", "You have not talked about the core task yet. Your leader, your MED committee or a facilitator can plan a conversation."},
	Now:       S{"I gang nu", "Going on now"},
	Soon:      S{"Planlagt", "Planned"},
	Held:      S{"Holdt", "Held"},
	IsOpen:    S{"Dørene er åbne", "The doors are open"},
	IsPlanned: S{"Planlagt", "Planned"},
	IsHeld:    S{"Lukket", "Closed"},
	Minutes:   S{"Læs referatet", "Read the minutes"},
}

// DialoguePlan is where a conversation is planned.
var DialoguePlan = struct {
	Title, Edit, TitleOf, StepOf, FirstLead, FindUnit, Find, NoUnit, Unit, Guide, ForPeople, VariantMinutes           S
	Expected, ExpectedHint, Go, GuideAndUnit, ChooseOther, Save, Reckon, Saved, Times, Prepare                        S
	What, Name, Task, NoTask, SameTask, Variant, Parts, InParts, InPartsHint, Language, LanguageHint, Danish, English S
	When, Date, Time, TimeHint, Place                                                                                 S
	Behind, Organiser, ByLeader, ByMED, ByMEDHint, MEDOn, Hosts, HostsHint, TR, AMR, ViceChair                        S
	Heard, HeardHint, HearCitizens, HearPoliticians, HearPartners, Also, AlsoHint                                     S
	Groups, Sits, AsGuide, BySide, ByRole, ByProfession, Mixed, AtTables, AtTablesHint, Tables, TablesHint            S
	Case, CaseNumber, CaseHint, Officer                                                                               S
	Step, Minutes, Part, InAll, OnlyMinutes, OnlyHours, HoursMinutes                                                  S
	GuideGroups, WhyUsual, WhyChosen, WhySize, WhySides, WhyRoles, WhyTables                                          S
	TimesWith                                                                                                         N
}{
	Title:          S{"Planlæg en samtale", "Plan a conversation"},
	Edit:           S{"Ret planen", "Change the plan"},
	TitleOf:        S{"%s – %s", "%s – %s"},
	StepOf:         S{"Side %d af %d", "Page %d of %d"},
	FirstLead:      S{"Vælg, hvem samtalen er for, og hvilken guide I følger. Resten kommer på næste side.", "Choose whom the conversation is for, and which guide you follow. The rest comes on the next page."},
	FindUnit:       S{"Find en enhed", "Find a unit"},
	Find:           S{"Find", "Find"},
	NoUnit:         S{"Vi fandt ingen enhed med det navn, som du kan planlægge for. Prøv et andet ord.", "We found no unit of that name that you can plan for. Try another word."},
	Unit:           S{"Hvem er samtalen for?", "Whom is the conversation for?"},
	Guide:          S{"Hvad vil I tale om?", "What do you want to talk about?"},
	ForPeople:      S{"For %d til %d mennesker", "For %d to %d people"},
	VariantMinutes: S{"%s – omkring %d minutter", "%s – about %d minutes"},
	Expected:       S{"Hvor mange kommer der cirka?", "About how many will come?"},
	ExpectedHint:   S{"Så kan vi regne ud, hvor lang tid det tager.", "Then we can reckon how long it takes."},
	Go:             S{"Gå videre", "Go on"},
	GuideAndUnit:   S{"”%s” for %s", "“%s” for %s"},
	ChooseOther:    S{"Vælg en anden enhed eller guide", "Choose another unit or guide"},
	Save:           S{"Gem planen", "Save the plan"},
	Reckon:         S{"Regn tiderne ud igen", "Reckon the times again"},
	Saved:          S{"Planen er gemt.", "The plan is saved."},
	Times:          S{"Sådan går tiden", "How the time goes"},
	Prepare:        S{"Det gør du klar inden", "What to have ready"},

	What:         S{"Samtalen", "The conversation"},
	Name:         S{"Hvad kalder I samtalen?", "What do you call the conversation?"},
	Task:         S{"Hvilken kerneopgave handler den om?", "Which core task is it about?"},
	NoTask:       S{"Ingen endnu – den bliver til i samtalen", "None yet – it comes out of the conversation"},
	SameTask:     S{"Den samme som nu", "The same as now"},
	Variant:      S{"Hvordan vil I gøre det?", "How will you do it?"},
	Parts:        S{"Kan I ikke mødes så længe på én gang?", "Can you not meet for so long at one time?"},
	InParts:      S{"Hold samtalen i dele på 30–45 minutter over flere gange", "Hold the conversation in parts of 30–45 minutes"},
	InPartsHint:  S{"Så kan man skrive videre mellem gangene i op til syv dage. Det hjælper dem på et andet vagthold.", "One can then go on writing between the times for up to seven days. This helps those on another shift."},
	Language:     S{"Hvilket sprog taler I?", "Which language do you speak?"},
	LanguageHint: S{"Hver telefon kan skifte sprog for sig selv.", "Each phone can change language for itself."},
	Danish:       S{"Dansk", "Danish"},
	English:      S{"Engelsk", "English"},

	When:     S{"Tid og sted", "Time and place"},
	Date:     S{"Hvilken dag?", "Which day?"},
	Time:     S{"Klokken", "At"},
	TimeHint: S{"Fx 13.30", "For example 13.30"},
	Place:    S{"Hvor mødes I?", "Where do you meet?"},

	Behind:          S{"Hvem står bag?", "Who is behind it?"},
	Organiser:       S{"Hvem inviterer?", "Who invites?"},
	ByLeader:        S{"Lederen", "The leader"},
	ByMED:           S{"MED-udvalget", "The MED committee"},
	ByMEDHint:       S{"MED kan arrangere samtalen. Beslutninger om arbejdsforhold drøftes stadig i MED selv.", "MED can arrange the conversation. Decisions about working conditions are still discussed in MED itself."},
	MEDOn:           S{"Drøftet med MED eller TRIO den", "Discussed with MED or TRIO on"},
	Hosts:           S{"Er der nogen, der er værter sammen med lederen?", "Does anybody host it together with the leader?"},
	HostsHint:       S{"Skriv aldrig, hvilken fagforening de er i.", "Never write which union they belong to."},
	TR:              S{"Tillidsrepræsentanten", "The shop steward (TR)"},
	AMR:             S{"Arbejdsmiljørepræsentanten", "The working-environment representative (AMR)"},
	ViceChair:       S{"Næstformanden i MED-udvalget", "The vice chair of the MED committee"},
	Heard:           S{"Hvem skal også høres?", "Who should also be heard?"},
	HeardHint:       S{"Det, de har at sige, kan komme fra dem selv i rummet, på papir eller som udsagn, I har samlet.", "What they have to say can come from themselves in the room, on paper, or as statements you have collected."},
	HearCitizens:    S{"Borgere", "Citizens"},
	HearPoliticians: S{"Politikere", "Politicians"},
	HearPartners:    S{"Samarbejdspartnere", "Partners"},
	Also:            S{"Andre", "Others"},
	AlsoHint:        S{"Fx ældrerådet, handicaprådet, en lokal forening. Ingen navne på personer.", "For example the council of older people, the disability council, a local association. No names of people."},

	Groups:       S{"Grupper", "Groups"},
	Sits:         S{"Hvordan bliver grupperne til?", "How are the groups made?"},
	AsGuide:      S{"Som guiden foreslår", "As the guide suggests"},
	BySide:       S{"Én side hver: det besluttede, det vi gør, det borgerne mærker", "One side each: what is decided, what we do, what citizens notice"},
	ByRole:       S{"Ledere for sig og medarbejdere for sig", "Leaders by themselves and employees by themselves"},
	ByProfession: S{"Hver faggruppe for sig", "Each professional group by itself"},
	Mixed:        S{"Blandet, så alle slags mennesker er i hver gruppe", "Mixed, so that all kinds of people are in each group"},
	AtTables:     S{"Borde med hver sin QR-kode", "Tables, each with a QR code of its own"},
	AtTablesHint: S{"Man kommer i gruppe med dem, man sidder sammen med. Printarket har et ark til hvert bord.", "People are in a group with those they sit with. The printed sheets have one for each table."},
	Tables:       S{"Hvor mange grupper eller borde er der?", "How many groups or tables are there?"},
	TablesHint:   S{"Lad feltet stå tomt, så regner vi det ud efter, hvor mange der kommer.", "Leave it empty and we reckon it from how many will come."},
	GuideGroups:  S{"Guiden laver selv grupperne, når I når dertil. På telefonen står, hvor man sidder.", "The guide makes the groups itself when you get there. The phone says where to sit."},

	Case:       S{"Til sagen", "For the records"},
	CaseNumber: S{"Sagsnummer", "Case number"},
	CaseHint:   S{"Fx 00.22.02-P35-12-26. Det står på referatet.", "For example 00.22.02-P35-12-26. It stands on the minutes."},
	Officer:    S{"Sagsbehandler", "Case officer"},

	Step:         S{"Trin", "Step"},
	Minutes:      S{"Minutter", "Minutes"},
	Part:         S{"%d. gang", "Time %d"},
	InAll:        S{"I alt", "In all"},
	OnlyMinutes:  S{"%d min", "%d min"},
	OnlyHours:    S{"%d t", "%d h"},
	HoursMinutes: S{"%d t %d min", "%d h %d min"},
	TimesWith:    N{One: S{"Med %d gruppe.", "With %d group."}, Many: S{"Med %d grupper.", "With %d groups."}},
	WhyUsual:     S{"Så mange regner guiden med. Skriv, hvor mange der kommer, så passer tiden bedre.", "The guide reckons with that many. Say how many will come, and the times fit better."},
	WhyChosen:    S{"Det antal har du selv skrevet.", "You wrote that number yourself."},
	WhySize:      S{"I er %d, og der er højst %d i hver gruppe.", "You are %d, and there are %d in a group at most."},
	WhyTables:    S{"Det er borde: På telefonen bliver I %d grupper, og hver gruppe sidder ved flere borde.", "Those are tables: on the phone you become %d groups, and each group sits at several tables."},
	WhySides:     S{"Hver af de tre sider skal have sin gruppe.", "Each of the three sides needs its group."},
	WhyRoles:     S{"Ledere og medarbejdere sidder hver for sig.", "Leaders and employees sit apart."},
}

// DialogueHome is the page of one conversation.
var DialogueHome = struct {
	Plan, Guide, Variant, When, Where, Expected, Organiser, MED, DiscussedOn, Hosts, Heard, Sits, CaseNumber, Officer, Unit, Task S
	Print, Sheet, Forms, Projector, ReadMinutes, LookAfter, ToRoom, SeeRoom, TakePart, OpenDoors, DoorsOpened, DoorShut           S
	Proposed, ToProposal, NewCode, NewCodeAsk, NewCodeMade, JoinTitle, JoinAt, CopyLink, Copied, QRLabel                          S
	Facilitators, AddHost, Add, RemoveHost, RemoveHostAsk, HostsKept, TakeOver, TakeOverAsk, TakenOver                            S
}{
	Plan:          S{"Planen", "The plan"},
	Proposed:      S{"Det, I skrev sammen, er foreslået som kerneopgavens tekst og venter på at blive vedtaget.", "What you wrote together is proposed as the core task’s text, and waits to be adopted."},
	ToProposal:    S{"Gå til forslaget", "Go to the proposal"},
	Guide:         S{"Guide", "Guide"},
	Variant:       S{"Form", "Form"},
	When:          S{"Hvornår", "When"},
	Where:         S{"Hvor", "Where"},
	Expected:      S{"Forventet antal", "Expected number"},
	Organiser:     S{"Inviteret af", "Invited by"},
	MED:           S{"MED eller TRIO", "MED or TRIO"},
	DiscussedOn:   S{"Drøftet den %s", "Discussed on %s"},
	Hosts:         S{"Værter sammen med lederen", "Hosts together with the leader"},
	Heard:         S{"Skal også høres", "Should also be heard"},
	Sits:          S{"Grupper", "Groups"},
	CaseNumber:    S{"Sagsnummer", "Case number"},
	Officer:       S{"Sagsbehandler", "Case officer"},
	Unit:          S{"Enhed", "Unit"},
	Task:          S{"Kerneopgave", "Core task"},
	Print:         S{"Til rummet", "For the room"},
	Sheet:         S{"Ark med QR-kode og spilleregler", "Sheet with QR code and ground rules"},
	Forms:         S{"Papirskemaer til dem, der hellere vil skrive i hånden", "Paper forms for those who would rather write by hand"},
	Projector:     S{"Skærmen til projektoren (åbner i et nyt vindue)", "The screen for the projector (opens in a new window)"},
	ReadMinutes:   S{"Læs referatet", "Read the minutes"},
	LookAfter:     S{"Følg op på aftalerne", "Follow up on the agreements"},
	ToRoom:        S{"Gå til styringen", "Go to the controls"},
	SeeRoom:       S{"Se styringen", "See the controls"},
	TakePart:      S{"Deltag med kode", "Join with a code"},
	OpenDoors:     S{"Åbn dørene", "Open the doors"},
	DoorsOpened:   S{"Dørene er åbne. Koden virker nu.", "The doors are open. The code works now."},
	DoorShut:      S{"Døren er lukket. De, der er inde, er stadig med.", "The door is closed. Those inside are still in."},
	NewCode:       S{"Lav en ny kode", "Make a new code"},
	NewCodeAsk:    S{"Den gamle kode og de printede ark holder op med at virke. De, der er inde, er stadig med.", "The old code and the printed sheets stop working. Those inside are still in."},
	NewCodeMade:   S{"Der er en ny kode. Print arket igen, hvis du har hængt det op.", "There is a new code. Print the sheet again if you have put it up."},
	JoinTitle:     S{"Kom med", "Join"},
	JoinAt:        S{"Skan koden, eller skriv den på kommunens side under ”Deltag med kode”:", "Scan the code, or enter it on the municipality's site under “Join with a code”:"},
	CopyLink:      S{"Kopiér linket", "Copy the link"},
	Copied:        S{"Kopieret", "Copied"},
	QRLabel:       S{"QR-kode til %s", "QR code for %s"},
	Facilitators:  S{"Facilitatorer", "Facilitators"},
	AddHost:       S{"Lad en kollega facilitere sammen med dig", "Let a colleague facilitate together with you"},
	Add:           S{"Tilføj", "Add"},
	RemoveHost:    S{"Fjern", "Remove"},
	RemoveHostAsk: S{"Skal %s ikke længere kunne styre samtalen?", "Should %s no longer be able to run the conversation?"},
	HostsKept:     S{"Det er gemt.", "It is saved."},
	TakeOver:      S{"Overtag styringen", "Take over"},
	TakeOverAsk:   S{"Så kan du styre samtalen sammen med dem, der allerede er facilitatorer.", "You can then run the conversation together with those who already facilitate it."},
	TakenOver:     S{"Du kan nu styre samtalen.", "You can now run the conversation."},
}

// Desk is the facilitator's screen.
var Desk = struct {
	Title, Beside, StepOf, Elsewhere, ToRoom, BringRoom, DoorsClosed, OwnLeader, Previous, Next, Begin, CloseUp, Show, Unshow                                                                      S
	Clock, TimeOver, FiveLeft, OneLeft, Pause, PauseLong, Start, StartLong, FiveMore                                                                                                               S
	PromptsByGroup, GroupsLabel, GroupNeedsTime, GroupAtWork                                                                                                                                       S
	RoomSeesNot, OnlyNewest, Board, HowToMove, NewHeading, AddHeading, ShowOne, EditHeading, HeadingName, Rename, Dissolve, DissolveAsk, NoCards, NotPlaced, Loose, Disputes                       S
	MoveCard, PlaceOnMap, UnderHeading, MakeLoose, Hide, Unhide, IsHidden, IsLate, OnPaper, LeadersDraft, FromStep, FromGroup, CountOf, FindOwner                                                  S
	AllThree, FormalPerformed, PerformedExperienced, FormalExperienced, OnlyFormal, OnlyPerformed, OnlyExperienced                                                                                 S
	StepDone, ChangeEarlier, Ungroup, Ownerless, TextKept, WrittenDown, DisputeNoted, KeptAsked                                                                                                    S
	LateTray, LateSay, Admit, Coverage                                                                                                                                                             S
	Script, Say, Do, InThisVariant, IfQuiet, IfDominated, StopWhen, OnTheTable, Steps, StepCount, StepOpen, StepClosed, StepWaits, StepHere, CloseStep, OpenStep, OpenUntil                        S
	Door, DoorShut, ShutDoor, OpenDoor, ToPlan, ToPeople, ToPaper                                                                                                                                  S
	Gather, GatherSay, GatherConflict, Drafts, NoDrafts, TakeAll, TakeAllOf, TakePart, Used, OneText, PieceOf, Up, UpOf, Down, DownOf, TakeOut, TakeOutOf, OwnWords                                S
	TextRoom                                                                                                                                                                                       N
	Reason, KeepText, FromRoom, After                                                                                                                                                              S
	DealsTitle, DealsLead, Deals, Needs, NoDeals, RoleIs, DueIs, MEDFirst, MEDWas, OwnerAndDate, WhoIsAsked, WhoIsAskedHint, MEDOn, KeepDeal, EndDeal                                              S
	EndDealAsk, KeepIt, Kept, NoOwner, NameAndProfession, ChooseOne, StateNone, StateAsked, StateYes, StateNo, StateDone, ToMED, WriteDown, WriteItDown, NoNames, Side, Source, Role, Due, Because S
	Cards, People                                                                                                                                                                                  N
}{
	Beside:      S{"Trin, dør og drejebog", "Steps, door and script"},
	Title:       S{"Styring", "Controls"},
	StepOf:      S{"Trin %d af %d: %s", "Step %d of %d: %s"},
	Elsewhere:   S{"Rummet er på trin %d. Du ser på trin %d.", "The room is at step %d. You are looking at step %d."},
	ToRoom:      S{"Gå til trin %d", "Go to step %d"},
	BringRoom:   S{"Tag rummet med til trin %d", "Bring the room to step %d"},
	DoorsClosed: S{"Dørene er ikke åbnet endnu, så koden virker ikke.", "The doors have not been opened yet, so the code does not work."},
	OwnLeader:   S{"En af facilitatorerne er leder her. Det står på deltagernes telefoner, før de skriver. Overvej, om en anden skal styre samtalen.", "One of the facilitators is the leader here. This is said on the participants' phones before they write. Consider whether somebody else should run the conversation."},
	Previous:    S{"Forrige", "Previous"},
	Next:        S{"Næste trin", "Next step"},
	Begin:       S{"Begynd trin 1", "Begin step 1"},
	CloseUp:     S{"Luk dialogen", "Close the dialogue"},
	Show:        S{"Vis for alle", "Show to all"},
	Unshow:      S{"Skjul igen", "Hide again"},

	Clock:     S{"Tid", "Time"},
	TimeOver:  S{"Tiden er gået", "Time is up"},
	FiveLeft:  S{"Der er fem minutter tilbage.", "Five minutes are left."},
	OneLeft:   S{"Der er et minut tilbage.", "One minute is left."},
	Pause:     S{"Pause", "Pause"},
	PauseLong: S{"Pause: stop uret", "Pause: stop the clock"},
	Start:     S{"Start", "Start"},
	StartLong: S{"Start uret", "Start the clock"},
	FiveMore:  S{"+5 minutter", "+5 minutes"},

	PromptsByGroup: S{"Grupperne har hver sit spørgsmål", "Each group has a question of its own"},
	GroupsLabel:    S{"Grupperne", "The groups"},
	GroupNeedsTime: S{"%s: har brug for tid", "%s: needs time"},
	GroupAtWork:    S{"%s: i gang", "%s: at work"},

	Board:       S{"Tavle", "Board"},
	OnlyNewest:  S{"Her ligger de %s nyeste kort. De ældre er ikke væk: De er med i referatet.", "Here are the %s newest cards. The older ones are not lost: they are in the minutes."},
	RoomSeesNot: S{"Rummet ser ikke kortene endnu. Tryk på ”Vis for alle”, når I skal tale om dem.", "The room does not see the cards yet. Press “Show to all” when you are to talk about them."},
	HowToMove:   S{"Træk et kort i håndtaget, eller brug knapperne under ”Flyt”.", "Drag a card by its handle, or use the buttons under “Move”."},
	NewHeading:  S{"Ny overskrift til kort, der ligner hinanden", "New heading for cards that are alike"},
	AddHeading:  S{"Lav overskrift", "Make heading"},
	ShowOne:     S{"Vis én gruppe ad gangen", "Show one group at a time"},
	EditHeading: S{"Ret overskriften", "Change the heading"},
	HeadingName: S{"Overskrift", "Heading"},
	Rename:      S{"Omdøb", "Rename"},
	Dissolve:    S{"Løs op", "Dissolve"},
	DissolveAsk: S{"Kortene bliver liggende, men uden overskrift.", "The cards stay, but without a heading."},
	NoCards:     S{"Ingen kort her.", "No cards here."},
	NotPlaced:   S{"Ikke lagt på plads", "Not placed yet"},
	Loose:       S{"Kort", "Cards"},
	Disputes:    S{"Det, vi ikke er enige om", "What we do not agree on"},

	MoveCard:     S{"Flyt", "Move"},
	PlaceOnMap:   S{"Læg kortet på", "Place the card on"},
	UnderHeading: S{"Saml under en overskrift, eller tag det ud", "Gather under a heading, or take it out"},
	MakeLoose:    S{"Læg løst", "Lay loose"},
	Hide:         S{"Skjul kortet", "Hide the card"},
	Unhide:       S{"Lad det ses igen", "Let it be seen again"},
	IsHidden:     S{"Skjult", "Hidden"},
	IsLate:       S{"Efternøler", "Came late"},
	OnPaper:      S{"På papir", "On paper"},
	LeadersDraft: S{"Lederens udspil", "The leader's opening draft"},
	FromStep:     S{"Trin %d", "Step %d"},
	FromGroup:    S{"%s · trin\u00a0%d", "%s · step\u00a0%d"},
	CountOf:      S{"%s: %d", "%s: %d"},
	FindOwner:    S{"Find en, der tager det på sig", "Find somebody to take it on"},

	AllThree:             S{"Alle tre", "All three"},
	FormalPerformed:      S{"Besluttet + vi gør", "Decided + we do"},
	PerformedExperienced: S{"Vi gør + borgerne mærker", "We do + citizens notice"},
	FormalExperienced:    S{"Besluttet + borgerne mærker", "Decided + citizens notice"},
	OnlyFormal:           S{"Kun besluttet", "Only decided"},
	OnlyPerformed:        S{"Kun vi gør", "Only we do"},
	OnlyExperienced:      S{"Kun borgerne mærker", "Only citizens notice"},

	StepDone:      S{"færdig", "done"},
	ChangeEarlier: S{"Ret tavlen på trin %d", "Change the board in step %d"},
	Ungroup:       S{"Tag ud af overskriften", "Take out of the heading"},
	Ownerless:     S{"Mangler en ejer", "Need an owner"},
	TextKept:      S{"Teksten er gemt.", "The text is saved."},
	WrittenDown:   S{"Det er skrevet ned.", "It has been written down."},
	DisputeNoted:  S{"Uenigheden er skrevet ned. Den bliver stående, til I vender tilbage til den.", "The disagreement has been written down. It stays until you come back to it."},
	KeptAsked:     S{"Det er gemt, og %s er spurgt.", "It is saved, and %s has been asked."},

	LateTray: S{"Efternølere", "Latecomers"},
	LateSay:  S{"Skrevet, efter trinnet blev lukket. De står i referatet med et mærke, også hvis du lader dem ligge her.", "Written after the step was closed. They stand in the minutes with a mark, also if you leave them here."},
	Admit:    S{"Læg på tavlen", "Lay on the board"},
	Coverage: S{"Hvor godt er hver side dækket?", "How well is each side covered?"},

	Script:        S{"Drejebog", "Script"},
	Say:           S{"Sig", "Say"},
	Do:            S{"Gør", "Do"},
	InThisVariant: S{"I den form, I har valgt", "In the form you have chosen"},
	IfQuiet:       S{"Hvis der bliver stille", "If it goes quiet"},
	IfDominated:   S{"Hvis en tager al pladsen", "If one takes all the room"},
	StopWhen:      S{"Gå videre, når", "Move on when"},
	OnTheTable:    S{"Det skal ligge på bordet bagefter", "What should lie on the table afterwards"},
	Steps:         S{"Trinene", "The steps"},
	StepCount:     S{"%d af %d", "%d of %d"},
	StepOpen:      S{"man kan skrive", "open for writing"},
	StepClosed:    S{"lukket", "closed"},
	StepWaits:     S{"venter", "waits"},
	StepHere:      S{"rummet er her", "the room is here"},
	CloseStep:     S{"Luk trin %d, så ingen skriver mere i det", "Close step %d for writing"},
	OpenStep:      S{"Åbn trin %d, så man kan skrive igen", "Open step %d for writing again"},
	OpenUntil:     S{"Man kan skrive til %s.", "One can write until %s."},

	Door:     S{"Døren", "The door"},
	DoorShut: S{"Døren er lukket for nye.", "The door is closed to newcomers."},
	ShutDoor: S{"Luk døren for nye", "Close the door to newcomers"},
	OpenDoor: S{"Luk op igen", "Open it again"},
	ToPlan:   S{"Planen og koden", "The plan and the code"},
	ToPeople: S{"Telefoner i rummet", "Phones in the room"},
	ToPaper:  S{"Skriv papir ind", "Enter what came on paper"},

	Gather:         S{"Saml udkastene til én tekst", "Gather the drafts into one text"},
	GatherSay:      S{"Tag det med, der går igen. Ved hvert stykke står, hvilken gruppe det kommer fra. Den behøver ikke at være pæn; det kan I gøre bagefter.", "Take in what recurs. Beside each piece stands which group it comes from. It need not be pretty; that can be done afterwards."},
	GatherConflict: S{"En anden facilitator har gemt teksten imens. Sådan ser deres ud. Din står herunder. Gem igen, hvis det er din, der skal gælde.", "Another facilitator has kept the text meanwhile. This is theirs. Yours stands below. Save again if yours is the one to count."},
	Drafts:         S{"Gruppernes udkast", "The groups' drafts"},
	NoDrafts:       S{"Der er ingen udkast endnu.", "There are no drafts yet."},
	TakeAll:        S{"Tag det hele med", "Take all of it"},
	TakeAllOf:      S{"Tag det hele med fra %s", "Take all of it from %s"},
	TakePart:       S{"Tag kun en sætning", "Take only one sentence"},
	Used:           S{"er med", "is in"},
	OneText:        S{"Den samlede tekst", "The gathered text"},
	PieceOf:        S{"Stykke %d – %s", "Piece %d – %s"},
	Up:             S{"Op", "Up"},
	UpOf:           S{"Flyt stykke %d op", "Move piece %d up"},
	Down:           S{"Ned", "Down"},
	DownOf:         S{"Flyt stykke %d ned", "Move piece %d down"},
	TakeOut:        S{"Tag ud", "Take out"},
	TakeOutOf:      S{"Tag ud: stykke %d", "Take out: piece %d"},
	OwnWords:       S{"Skriv noget, rummet er enige om", "Write something the room agrees on"},
	Reason:         S{"Hvorfor bliver det sådan?", "Why this text?"},
	TextRoom:       N{One: S{"Der er plads til %d tegn mere.", "There is room for %d more character."}, Many: S{"Der er plads til %d tegn mere.", "There is room for %d more characters."}},
	KeepText:       S{"Gem teksten", "Keep the text"},
	FromRoom:       S{"fra rummet", "from the room"},
	After:          S{"efter %s", "after %s"},

	DealsTitle:        S{"Aftaler og det, vi mangler at vide", "Agreements and what we need to know"},
	DealsLead:         S{"Her sætter du navn og dato på. Den, du peger på, siger selv ja eller nej på sin egen side. Indtil da står der kun en rolle i referatet.", "Here you put a name and a date. Whoever you point at says yes or no on their own page. Until then the minutes show only a role."},
	Deals:             S{"Aftaler", "Agreements"},
	Needs:             S{"Det, vi mangler at vide", "What we need to know"},
	NoDeals:           S{"Der er ingen aftaler endnu. Skriv en under ”Skriv ned, hvad rummet siger”.", "There are no agreements yet. Write one under “Write down what the room says”."},
	RoleIs:            S{"Foreslået: %s", "Suggested: %s"},
	DueIs:             S{"senest %s", "by %s"},
	ToMED:             S{"Skal drøftes i MED:", "To be discussed in MED:"},
	MEDFirst:          S{"Drøftes i MED, før det gælder", "To be discussed in MED before it applies"},
	MEDWas:            S{"Drøftet i MED den %s", "Discussed in MED on %s"},
	OwnerAndDate:      S{"Hvem og hvornår", "Who and when"},
	WhoIsAsked:        S{"Hvem spørger vi?", "Whom do we ask?"},
	WhoIsAskedHint:    S{"Personen siger selv ja eller nej.", "The person says yes or no."},
	MEDOn:             S{"Drøftet i MED den", "Discussed in MED on"},
	KeepDeal:          S{"Gem", "Save"},
	EndDeal:           S{"Tag aftalen af", "Take it off"},
	EndDealAsk:        S{"Skal den ikke gælde længere?", "Should it no longer count?"},
	KeepIt:            S{"Behold den", "Keep it"},
	Kept:              S{"Det er gemt.", "It is saved."},
	NoOwner:           S{"Ingen endnu", "Nobody yet"},
	NameAndProfession: S{"%s, %s", "%s, %s"},
	ChooseOne:         S{"Vælg", "Choose"},
	StateNone:         S{"Mangler en ejer", "Needs an owner"},
	StateAsked:        S{"Spurgt, har ikke svaret", "Asked, has not answered"},
	StateYes:          S{"Har sagt ja", "Has said yes"},
	StateNo:           S{"Har sagt nej", "Has said no"},
	StateDone:         S{"Gjort", "Done"},
	WriteDown:         S{"Skriv ned, hvad rummet siger", "Write down what the room says"},
	WriteItDown:       S{"Skriv det ned", "Write it down"},
	NoNames:           S{"Skriv ikke noget, så en borger eller kollega kan genkendes.", "Write nothing by which a citizen or a colleague can be recognised."},
	Side:              S{"Side:", "Side:"},
	Source:            S{"Det ved vi fra:", "We know it from:"},
	Role:              S{"Foreslået:", "Suggested:"},
	Due:               S{"Senest:", "By:"},
	Because:           S{"Fordi:", "Because:"},
	Cards:             N{One: S{"%d bidrag", "%d contribution"}, Many: S{"%d bidrag", "%d contributions"}},
	People:            N{One: S{"%d er med", "%d is in the room"}, Many: S{"%d er med", "%d are in the room"}},
}

// People is where a phone can be taken out of the room.
var People = struct {
	Title, Lead, Empty, Mark, Table, Called, Act, Remove, RemoveAsk, Removed S
}{
	Title:     S{"Telefoner i rummet", "Phones in the room"},
	Lead:      S{"Her er ingen navneliste. Hver telefon har et mærke, som står nederst på dens egen skærm. Man kan ikke se herfra, hvem der har skrevet hvad.", "There is no list of names here. Each phone has a mark that stands at the bottom of its own screen. One cannot see from here who wrote what."},
	Empty:     S{"Der er ingen telefoner i rummet endnu. Hæng arket med QR-koden op.", "No phones are in the room yet. Put up the sheet with the QR code."},
	Mark:      S{"Mærke", "Mark"},
	Table:     S{"Gruppe", "Group"},
	Called:    S{"Vil kaldes", "Wants to be called"},
	Act:       S{"Handling", "Action"},
	Remove:    S{"Tag ud", "Take out"},
	RemoveAsk: S{"Skal telefonen %s ud af rummet? Det, der er skrevet på den, bliver liggende.", "Should phone %s leave the room? What was written on it stays."},
	Removed:   S{"Telefonen er taget ud.", "The phone has been taken out."},
}

// Closing is the end of a conversation.
var Closing = struct {
	Title, Lead, Lacks, NoText, NoCoverage, NoAgreement, NoOwner, LateWaits, Close, NotYet, Done, Reopen, ReopenAsk, Reopened S
	ToOwners, ToGather, ToCoverage, ToAgree, ToLate, TooLong, TaskRetired, DoneBut                                            S
}{
	ToOwners:    S{"Se, hvad der mangler en ejer", "See what needs an owner"},
	ToGather:    S{"Saml teksten", "Gather the text"},
	ToCoverage:  S{"Spørg rummet om de tre sider", "Ask the room about the three sides"},
	ToAgree:     S{"Skriv en aftale ned", "Write an agreement down"},
	ToLate:      S{"Se efternølerne", "See the latecomers"},
	TooLong:     S{"Den samlede tekst er længere end %d tegn, så den kan ikke blive et forslag til kerneopgaven. Gå tilbage, og forkort den.", "The gathered text is longer than %d characters, so it cannot become a proposal for the core task. Go back and shorten it."},
	TaskRetired: S{"Kerneopgaven er udgået, så den samlede tekst bliver ikke til et forslag. Den står i referatet.", "The core task is retired, so the gathered text will not become a proposal. It stands in the minutes."},
	DoneBut:     S{"Dialogen er lukket, og referatet er klar. %s", "The dialogue is closed, and the minutes are ready. %s"},
	Title:       S{"Luk dialogen", "Close the dialogue"},
	Lead:        S{"Så bliver referatet lavet, og den samlede tekst bliver et forslag til kerneopgaven, som kan vedtages. Du kan åbne dialogen igen inden for et døgn.", "The minutes are then made, and the gathered text becomes a proposal for the core task that can be adopted. You can open the dialogue again within a day."},
	Lacks:       S{"Du kan godt lukke, men se lige her:", "You can close, but look at this first:"},
	NoText:      S{"Der er ingen samlet tekst, så der kommer ikke noget forslag til kerneopgaven.", "There is no gathered text, so there will be no proposal for the core task."},
	NoCoverage:  S{"I har ikke sagt om alle tre sider, hvor godt de er dækket.", "You have not said of all three sides how well they are covered."},
	NoAgreement: S{"Der er ingen aftale om, hvad der nu skal ske.", "There is no agreement on what is to happen now."},
	NoOwner:     S{"Noget, I har aftalt eller vil finde ud af, mangler en ejer. Den kan du også finde bagefter.", "Something you have agreed on or want to find out needs an owner. You can find one afterwards too."},
	LateWaits:   S{"Der ligger efternølere. De kommer med i referatet med et mærke.", "There are latecomers. They will be in the minutes with a mark."},
	Close:       S{"Luk, og lav referatet", "Close, and make the minutes"},
	NotYet:      S{"Ikke endnu", "Not yet"},
	Done:        S{"Dialogen er lukket, og referatet er klar.", "The dialogue is closed, and the minutes are ready."},
	Reopen:      S{"Åbn dialogen igen", "Open the dialogue again"},
	ReopenAsk:   S{"Dialogen åbner, hvor I slap. Referatet bliver lavet igen, når du lukker.", "The dialogue opens where you left it. The minutes are made anew when you close."},
	Reopened:    S{"Dialogen er åben igen.", "The dialogue is open again."},
}

// Paper is what is printed, and what comes back on paper.
var Paper = struct {
	SheetTitle, SheetLead, CodeLater, Print, Welcome, TableIs, ScanOr, Voluntary, Rules                                  S
	FormsTitle, FormsLead, StepOption, IAm, HandIn, MarkedCard                                                           S
	EnterTitle, EnterLead, ToForms, NothingYet, NothingHere, BackToRoom, WhichStep, WhichKind, Choose, WhoWrote, NotSaid S
	Profession, Group, WhichGroup, NoGroup, Enter, Entered                                                               S
}{
	SheetTitle:  S{"Ark til døren og bordene", "Sheets for the door and the tables"},
	SheetLead:   S{"Hæng arket op, hvor folk kommer ind, eller læg det på bordene. Det fylder en A4-side.", "Put the sheet up where people come in, or on the tables. It fills one A4 page."},
	CodeLater:   S{"Koden virker først, når du åbner dørene. Du kan godt printe nu.", "The code works once you open the doors. You can print now."},
	Print:       S{"Udskriv", "Print"},
	Welcome:     S{"Velkommen – kom med her", "Welcome – join here"},
	TableIs:     S{"Bord %s", "Table %s"},
	ScanOr:      S{"Skan koden med telefonen, eller gå til %s og skriv:", "Scan the code with your phone, or go to %s and enter:"},
	Voluntary:   S{"Det er frivilligt. Du behøver ikke at logge ind, og der står ikke navn på det, du skriver. Vil du hellere skrive på papir, så sig til.", "It is voluntary. You need not sign in, and no name stands on what you write. If you would rather write on paper, just say so."},
	Rules:       S{"Spilleregler", "Ground rules"},
	FormsTitle:  S{"Papirskemaer", "Paper forms"},
	FormsLead:   S{"Ét ark for hver ting, man kan skrive i et trin. Print nogle stykker af hvert. Bagefter skriver du dem ind, og de tæller som alle andre.", "One sheet for each thing one can write in a step. Print a few of each. Afterwards you enter them, and they count like all others."},
	StepOption:  S{"Trin %d: %s", "Step %d: %s"},
	IAm:         S{"Jeg er (sæt kryds, hvis du vil)", "I am (tick if you wish)"},
	HandIn:      S{"Læg arket i bunken, når du er færdig. Ingen skal skrive navn.", "Put the sheet on the pile when you are done. Nobody writes a name."},
	MarkedCard:  S{"Kortet handler om", "The card is about"},
	EnterTitle:  S{"Skriv papir ind", "Enter what came on paper"},
	EnterLead:   S{"Skriv det, som det står. Det tæller som de andre, og der står ”på papir” ved det.", "Write it as it stands. It counts like the others and is marked “on paper”."},
	ToForms:     S{"Print papirskemaer", "Print paper forms"},
	NothingYet:  S{"Der er ikke åbnet noget trin endnu, hvor man kan skrive.", "No step in which one can write has been opened yet."},
	NothingHere: S{"I det trin skriver man ikke noget. Vælg et andet.", "Nothing is written in this step. Choose another."},
	BackToRoom:  S{"Tilbage til styringen", "Back to the controls"},
	WhichStep:   S{"Hvilket trin?", "Which step?"},
	WhichKind:   S{"Hvad er det?", "What is it?"},
	Choose:      S{"Vælg", "Choose"},
	WhoWrote:    S{"Hvem har skrevet det?", "Who wrote it?"},
	NotSaid:     S{"Det står der ikke", "It does not say"},
	Profession:  S{"Faggruppe", "Professional group"},
	Group:       S{"Gruppe eller bord", "Group or table"},
	WhichGroup:  S{"Hvilken gruppe?", "Which group?"},
	NoGroup:     S{"Ingen gruppe", "No group"},
	Enter:       S{"Skriv ind, og tag den næste", "Enter, and take the next"},
	Entered:     S{"Det er skrevet ind. Tag den næste.", "It is entered. Take the next one."},
}

// Minutes is the document of a conversation.
var Minutes = struct {
	Title, ToTask, Who, GuideIs, Attendance, TheText, NoText, Why, WhoGave, Disputes, NoDisputes, NoDeals, What, Question, WhoHas, When S
	Overlap, StepByStep, NothingWritten, WasPrivate, WasMap, NoMap, Under, NoNames, ClosedOn                                            S
	RedactKinds                                                                                                                         map[string]S
	RedactTask, RedactFind, RedactFindHint, RedactNone, RedactSearch, RedactMore, RemovedOn                                             S
	Redact, RedactLead, RedactWhat, RedactDo, RedactNot, Redacted                                                                       S
	TooLong, TaskRetired, NotTaken, Answered                                                                                            S
	StandsAbove, People, LeftOff                                                                                                        N
}{
	Answered: S{"Svaret er fundet", "The answer has been found"},
	LeftOff: N{
		S{"Der var ikke plads til det hele på kerneopgavens side. %d bidrag eller kort står kun her i referatet.", "There was no room for all of it on the core task's page. %d contribution or card stands only here in the minutes."},
		S{"Der var ikke plads til det hele på kerneopgavens side. %d bidrag og kort står kun her i referatet.", "There was no room for all of it on the core task's page. %d contributions and cards stand only here in the minutes."},
	},
	TooLong:        S{"Teksten blev ikke til et forslag, fordi den er længere, end en kerneopgave må være. Forkort den, og foreslå den på kerneopgavens side.", "The text did not become a proposal because it is longer than a core task may be. Shorten it and propose it on the core task's page."},
	TaskRetired:    S{"Teksten blev ikke til et forslag, fordi kerneopgaven er udgået.", "The text did not become a proposal because the core task is retired."},
	NotTaken:       S{"Teksten blev ikke til et forslag, fordi noget af det, der hører til, ikke kunne læses. Skriv den ind på kerneopgavens side.", "The text did not become a proposal because something that belongs to it could not be read. Enter it on the core task's page."},
	Title:          S{"Referat", "Minutes"},
	ToTask:         S{"Se kerneopgaven", "See the core task"},
	Who:            S{"Hvem var der", "Who was there"},
	GuideIs:        S{"%s (%s)", "%s (%s)"},
	Attendance:     S{"%s (%s). Er der færre end fem af en slags, står de under ”Andre”.", "%s (%s). Where there are fewer than five of a kind, they stand under “Others”."},
	TheText:        S{"Den tekst, vi samlede", "The text we gathered"},
	NoText:         S{"Vi samlede ikke en tekst denne gang.", "We did not gather a text this time."},
	Why:            S{"Hvorfor:", "Why:"},
	WhoGave:        S{"Hvem gav hvad", "Who gave what"},
	Disputes:       S{"Det, vi ikke er enige om", "What we do not agree on"},
	NoDisputes:     S{"Der blev ikke skrevet nogen uenighed ned.", "No disagreement was written down."},
	NoDeals:        S{"Der blev ikke lavet nogen aftaler.", "No agreements were made."},
	What:           S{"Hvad", "What"},
	Question:       S{"Spørgsmål", "Question"},
	WhoHas:         S{"Hvem", "Who"},
	When:           S{"Hvornår", "When"},
	Overlap:        S{"Det, siderne er fælles om, og det, der skiller dem", "What the sides share, and what sets them apart"},
	StepByStep:     S{"Trin for trin", "Step by step"},
	NothingWritten: S{"Her blev der talt, men ikke skrevet.", "Here there was talk but nothing was written."},
	WasPrivate:     S{"Her skrev hver for sig. Det er ikke gemt, medmindre nogen selv har delt det.", "Here everybody wrote for themselves. It is not kept unless somebody has shared it."},
	WasMap:         S{"Her blev kortene lagt på plads. Det står ovenfor.", "Here the cards were placed. It stands above."},
	NoMap:          S{"Her blev der talt, men ingen kort blev lagt på plads.", "Here people talked, but no cards were placed."},
	Under:          S{"Samlet under:", "Gathered under:"},
	People:         N{One: S{"%d deltog", "%d took part"}, Many: S{"%d deltog", "%d took part"}},
	NoNames:        S{"Der står ikke, hvem der har skrevet hvad. Navne står kun ved aftaler, hvor personen selv har sagt ja.", "It is not stated who wrote what. Names stand only beside agreements the person has said yes to."},
	ClosedOn:       S{"Dialogen blev lukket den %s.", "The dialogue was closed on %s."},
	Redact:         S{"Fjern personoplysning", "Remove personal data"},
	RedactLead:     S{"Ordene bliver taget ud af referatet, tavlen, søgningen og alle tidligere udgaver, og det kan ikke fortrydes. Tilbage står ”[fjernet]” med en dato.", "The words are taken out of the minutes, the board, the search and every earlier version, and it cannot be undone. What remains is “[removed]” with a date."},
	RedactWhat:     S{"Hvad skal tages ud?", "What should be taken out?"},
	RedactTask:     S{"Står ordene også i en kerneopgave, fordi dialogen gav dem videre, bliver hele feltet dér også tomt. Så skal der skrives en ny tekst.", "If the words also stand in a core task because the dialogue passed them on, the whole field there is emptied too. A new text must then be written."},
	RedactFind:     S{"Find i det skrevne", "Find in what is written"},
	RedactFindHint: S{"Navne, som folk selv har valgt, kommer kun frem, når du søger efter dem.", "Names people chose for themselves appear only when you search for them."},
	RedactNone:     S{"Her er ingen tekst at fjerne. Prøv et andet ord, eller ryd feltet for at se det hele.", "There is no text to remove here. Try another word, or clear the field to see everything."},
	RedactSearch:   S{"Der er mere, end der vises her. Søg efter et af ordene.", "There is more than is shown here. Search for one of the words."},
	RedactMore:     S{"Fjern en anden personoplysning fra dialogen", "Remove other personal data from the dialogue"},
	RemovedOn:      S{"Ord er fjernet den %s.", "Words were removed on %s."},
	RedactKinds: map[string]S{
		"dialogue": {"Om dialogen", "About the dialogue"}, "dialogue_input": {"Skrevet i dialogen", "Written in the dialogue"},
		"card_heading": {"En overskrift", "A heading"}, "gathered_text": {"Den samlede tekst", "The gathered text"},
		"agreement": {"En aftale eller et vidensbehov", "An agreement or a knowledge need"}, "dialogue_result": {"I referatet", "In the minutes"},
		"participant": {"Et navn, nogen selv har valgt", "A name somebody chose"}, "profession": {"En faggruppe", "A profession"},
	},
	RedactDo:    S{"Fjern for altid", "Remove for good"},
	RedactNot:   S{"Lad det stå", "Leave it"},
	Redacted:    S{"Det er fjernet.", "It is removed."},
	StandsAbove: N{One: S{"%d bidrag. Det står ovenfor.", "%d contribution. It stands above."}, Many: S{"%d bidrag. De står ovenfor.", "%d contributions. They stand above."}},
}

var dialoguePageFaults = map[fault.Code]S{
	"not-a-time":  {"Skriv et klokkeslæt, fx 13.30.", "Write a time of day, for example 13.30."},
	"needs-day":   {"Skriv også dagen. Klokkeslættet er her stadig.", "Write the day too. The time is still here."},
	"needs-title": {"Skriv, hvad I kalder samtalen.", "Write what you call the conversation."},
}
