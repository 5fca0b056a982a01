package text

// CoreWork is the working view of a core task: what its own people see and do.
var CoreWork = struct {
	Title, Lead, LeadReader, Public, Preview, History, New, NewTitle, NewLead, NewDo, NewHint, ChooseUnit, AsLeader, AsLeaderHint S

	Texts, NoDraft, BeginDraft, BeginLeaders, OpenText, ReadText, EditText, Number, FromDialogue, SetAsideState                S
	PublicNow, NotPublic, NotAdoptedState, ToText, ActiveState, ReviewState, RetiredState, ProposedOn, CanAdoptFrom, AdoptedOn S
	Earlier                                                                                                                    S

	Notices, NoticesSay                                                                          S
	Repeats, LevelMissing, NothingAbove, AboveChanged, RevisitDue, HardToRead, NotYetShown       S
	BesideChanged, Waiting, SideFormal, SidePerformed, SideExperienced, StillFits, SeeDifference S

	NameFor, ToBeNamed, EditTitle, Words, WordsSay, Name, NameHint, Formulation, FormulationHint, Purpose, PurposeHint, TargetGroup S
	TogetherTitle, TogetherSay, WhyTitle, Why, Narrative, NarrativeHint, SidesTitle, SidesSay                                       S
	Formal, OwnRoom, OwnRoomHint, Performed, Experienced, Sources, SourcesSay                                                       S
	Law, Paragraph, Decision, Committee, Date, SourceTitle, OverlapTitle, OverlapSay, OverlapHint, Reason, ReasonHint               S
	Save, Saved, Cancel, Back, NotPersonal                                                                                          S

	LIX, LIXUncertain, LIXSay, LIXLong     S
	VeryEasy, Easy, Medium, Hard, VeryHard S

	Conflict, ConflictSay, Theirs, TheirsSame S

	Propose, ProposeSay, Proposed, Withdraw, Withdrawn, SetAside, SetAsideAsk, SetAsideYes, SetAsideNo, SetAsideDone S
	BringBack, BroughtBack, TakeUp, TakeUpSay, TookUp, BegunSay, Differences, NoDifferences                          S
	Object, ObjectSay, ObjectTopic, ObjectViews, ObjectDo, Objected, Objections                                      S

	Adopt, AdoptTitle, AdoptLeader, AdoptTeam, AdoptForum, AdoptOn, AdoptForumField, AdoptMeeting, AdoptAttendance S
	AdoptAttendanceHint, AdoptCase, AdoptCaseHint, AdoptReason, AdoptPublicReason, AdoptPublicReasonHint           S
	AdoptRevisit, AdoptRevisitHint, AdoptDo, Adopted, AdoptOpen                                                    S
	Cards, CardsRemind, CardsSay, CardsYes, CardsHint                                                              S

	PublishTitle, PublishLead, PublishLeadNow, PublishLeadSame, PublishLeadOld, HideOld, SeeUnshown S
	Publish, PublishAgain, PublishedSay, Unpublish, UnpublishAsk, UnpublishYes, UnpublishNo         S
	Unpublished, NothingToShow                                                                      S

	Parts, Preconditions, AddPrecondition, PreconditionText, PreconditionUnit, PreconditionRole, PreconditionRoleHint S
	PreconditionState, NoPreconditions, Edit, Remove, RemoveAsk, RemoveYes, RemoveNo, Removed, NoUnit                 S
	Contributions, AddContribution, NoContributions, ContributionMissing                                              S
	Disagreements, AddDisagreement, NoDisagreements, PublicWords, PublicWordsHint, ApproveWords, HideWords            S
	WordsApproved, WordsNotApproved, WordsNow, WordsHidden, Settle, SettleSay, Outcome, Settled, Unsettle, Unsettled  S
	SettledOn, Objection                                                                                              S

	Ties, TiesLead, TiesDo, TiesUp, TiesUpSay, TiesParent, TiesInterpret, Interpreted, NoLonger, NoLongerSaid, FitsSaid S
	TiesLinks, TiesLinksSay, TiesTo, TiesKind, TiesReason, TiesReasonHint, TiesAdd, TiesAdded, TiesEnd, TiesEnded       S
	TiesNone, TiesShown, TiesNotShown, TiesFind, TiesFindHint, TiesFindDo, TiesFound                                    S

	Check, CheckLead, CheckDo, CheckSaved, CheckList, CheckListEmpty, CheckHeld, CheckReason, CheckAgain, CheckGuide, CheckConflict S

	Reflection, ReflectionLead, ReflectionWho, ReflectionField, ReflectionReaders, ReflectionShare, ReflectionShareHint, ReflectionSave S
	ReflectionSaved, ReflectionGone, Reflections                                                                                        S

	Life, LifeLead, RevisitBy, RevisitByHint, Triggers, LifeSave, LifeSaved, ReviewTitle, ReviewSay, ReviewWhy, ReviewDo   S
	Reviewed, RetireTitle, RetireSay, RetireWhy, RetireNext, RetireNone, RetireDo, RetireAsk, RetireYes, RetireNo, Retired S
	Revive, Revived, NewLaw, NewBudget, NewLeader, NewCouncil, Result, Other                                               S

	HistoryTitle, HistoryLead, Somebody, Made, Changed, Older, NoHistory, ByImport, Because S

	Redact, RedactLead, RedactWhat, RedactWhy, RedactDo, RedactAsk, RedactYes, RedactNo, Redacted, RedactNothing, RedactPast S

	Actions map[string]S
	Kinds   map[string]S
}{
	Title:        S{"Arbejd med kerneopgaven", "Work with the core task"},
	Lead:         S{"Her arbejder I med jeres egen tekst. Kun I, jeres ledere og dem, der hjælper jer, kan se det her.", "Here you work on your own text. Only you, your leaders and those who help you can see this."},
	LeadReader:   S{"Her arbejder stedet med sin egen tekst. Borgerne kan ikke se det her.", "Here the workplace works on its own text. Citizens cannot see this."},
	Public:       S{"Den offentlige side", "The public page"},
	Preview:      S{"Sådan ser borgerne det", "This is what citizens see"},
	History:      S{"Hele historien", "The whole history"},
	New:          S{"Skriv en kerneopgave", "Write a core task"},
	NewTitle:     S{"En ny kerneopgave", "A new core task"},
	NewLead:      S{"Giv den et navn. Resten kan I finde frem til sammen – gerne i en samtale på to timer.", "Give it a name. You can find the rest together – preferably in a conversation of two hours."},
	NewDo:        S{"Begynd", "Begin"},
	NewHint:      S{"Kort, med jeres egne ord. Det kan ændres.", "Short, in your own words. It can be changed."},
	ChooseUnit:   S{"Hvilken enhed hører den til?", "Which unit does it belong to?"},
	AsLeader:     S{"Det er mit udspil som leder", "This is my draft as a leader"},
	AsLeaderHint: S{"Så kan alle se, at det er et udspil og ikke jeres fælles tekst.", "Then everybody can see that it is a draft and not your shared text."},

	Texts:           S{"Teksterne", "The texts"},
	NoDraft:         S{"I har ikke noget udkast i gang.", "You have no draft under way."},
	BeginDraft:      S{"Begynd et nyt udkast", "Begin a new draft"},
	BeginLeaders:    S{"Skriv et lederudspil", "Write a leader's draft"},
	OpenText:        S{"Åbn teksten", "Open the text"},
	ReadText:        S{"Læs teksten", "Read the text"},
	EditText:        S{"Skriv videre", "Go on writing"},
	Number:          S{"Udgave %d", "Version %d"},
	FromDialogue:    S{"Kom ud af en dialog", "Came out of a dialogue"},
	SetAsideState:   S{"Lagt til side", "Put aside"},
	PublicNow:       S{"Borgerne kan læse den", "Citizens can read it"},
	NotPublic:       S{"Borgerne kan ikke læse den endnu", "Citizens cannot read it yet"},
	ActiveState:     S{"I brug", "In use"},
	NotAdoptedState: S{"Ikke vedtaget endnu", "Not adopted yet"},
	ToText:          S{"Gå til teksten", "Go to the text"},
	ReviewState:     S{"Taget op igen", "Taken up again"},
	RetiredState:    S{"Udgået", "Retired"},
	ProposedOn:      S{"Foreslået %s", "Proposed %s"},
	CanAdoptFrom:    S{"Kan vedtages fra den %s", "Can be adopted from %s"},
	AdoptedOn:       S{"Vedtaget %s", "Adopted %s"},
	Earlier:         S{"Tidligere tekster", "Earlier texts"},

	Notices:         S{"Til jer selv", "To yourselves"},
	NoticesSay:      S{"Stille hint, som kun I kan se. De stopper ingenting.", "Quiet hints that only you can see. They stop nothing."},
	Repeats:         S{"Teksten siger næsten det samme som ”%s”. Hvad betyder den netop hos jer?", "The text says almost the same as “%s”. What does it mean right where you are?"},
	LevelMissing:    S{"%s, som ligger imellem, har ikke nogen kerneopgave endnu. Så mangler der et led i den røde tråd.", "%s, which lies between, has no core task yet. So a link in the red thread is missing."},
	NothingAbove:    S{"Kerneopgaven er ikke bundet sammen med niveauet over. Hvilken sætning bygger I videre på?", "The core task is not tied to the level above. Which sentence do you build on?"},
	AboveChanged:    S{"”%s” har fået en ny tekst, siden I skrev jeres. Passer jeres stadig?", "“%s” has got a new text since you wrote yours. Does yours still fit?"},
	RevisitDue:      S{"I har aftalt at tage teksten op igen senest den %s.", "You have agreed to take the text up again by %s."},
	HardToRead:      S{"Teksten har et lixtal på %d. Til borgere er 35 eller derunder lettere at læse.", "The text has a LIX value of %d. For citizens, 35 or lower is easier to read."},
	NotYetShown:     S{"Teksten er vedtaget, men borgerne kan ikke læse den endnu.", "The text is adopted, but citizens cannot read it yet."},
	BesideChanged:   S{"I har ændret forudsætninger, bidrag eller forbindelser. Borgerne ser først ændringerne, når I viser dem.", "You have changed preconditions, contributions or connections. Citizens see the changes once you show them."},
	ToBeNamed:       S{"Kerneopgaven har kun et foreløbigt navn. Giv den et, borgerne kan kende den på: Ret navnet i et udkast, før I vedtager teksten.", "The core task has only a provisional name. Give it one that citizens can know it by: change the name in a draft before you adopt the text."},
	NameFor:         S{"Kerneopgaven for %s", "The core task of %s"},
	Waiting:         S{"Der ligger et forslag og venter på at blive vedtaget.", "A proposal is waiting to be adopted."},
	SideFormal:      S{"Politikernes side mangler: Hvad siger loven og byrådet?", "The politicians' side is missing: what do the law and the council say?"},
	SidePerformed:   S{"Jeres egen side mangler: Hvordan løser I opgaven i hverdagen?", "Your own side is missing: how do you do the task from day to day?"},
	SideExperienced: S{"Borgernes side mangler: Hvordan oplever de det? Spørg nogle stykker.", "The citizens' side is missing: how do they experience it? Ask a few."},
	StillFits:       S{"Vores tekst passer stadig", "Our text still fits"},
	SeeDifference:   S{"Læs den nye tekst", "Read the new text"},

	EditTitle:       S{"Skriv på teksten", "Write on the text"},
	Words:           S{"Det vigtigste", "What matters most"},
	WordsSay:        S{"Skriv, som I taler. Det her er det første, borgerne læser.", "Write as you speak. This is what citizens read first."},
	Name:            S{"Navn", "Name"},
	NameHint:        S{"Kort. Bliver navnet ændret, finder gamle links stadig frem.", "Short. If the name is changed, old links still lead here."},
	Formulation:     S{"Formulering", "Formulation"},
	FormulationHint: S{"Én sætning om den forskel, I skal gøre. Den skal være der, før teksten kan foreslås.", "One sentence about the difference you are to make. It is needed before the text can be proposed."},
	Purpose:         S{"Formål: Hvad vil I opnå?", "Purpose: what do you want to achieve?"},
	PurposeHint:     S{"Virkningen for borgerne – ikke det, I laver.", "The effect for citizens – not what you do."},
	TargetGroup:     S{"Hvem er den til for?", "Whom is it for?"},
	TogetherTitle:   S{"I lykkes kun sammen", "You only succeed together"},
	TogetherSay:     S{"Hvad bidrager de andre selv med?", "What do the others contribute themselves?"},
	WhyTitle:        S{"Hvorfor?", "Why?"},
	Why:             S{"Hvorfor er det vigtigt?", "Why does it matter?"},
	Narrative:       S{"Hvilken fortælling er den en del af?", "Which narrative is it part of?"},
	NarrativeHint:   S{"Navnet på kommunens fortælling eller vision, hvis der er en.", "The name of the municipality's narrative or vision, if there is one."},
	SidesTitle:      S{"Tre sider af samme sag", "Three sides of the same thing"},
	SidesSay:        S{"Lad en side stå tom, hvis ingen er spurgt. Det er ærligt, og borgerne kan se, hvem der mangler.", "Leave a side empty if nobody has been asked. That is honest, and citizens can see who is missing."},
	Formal:          S{"Det, der er besluttet", "What has been decided"},
	OwnRoom:         S{"Vores eget råderum", "Our own room"},
	OwnRoomHint:     S{"Hvad kan I selv vælge inden for loven?", "What can you choose for yourselves within the law?"},
	Performed:       S{"Det, vi gør", "What we do"},
	Experienced:     S{"Det, borgerne mærker", "What citizens notice"},
	Sources:         S{"Hvor ved I det fra?", "How do you know?"},
	SourcesSay:      S{"Tomme linjer bliver ikke gemt.", "Empty lines are not kept."},
	Law:             S{"Lov", "Law"},
	Paragraph:       S{"Paragraf", "Paragraph"},
	Decision:        S{"Beslutning", "Decision"},
	Committee:       S{"Hvem besluttede det?", "Who decided it?"},
	Date:            S{"Dato", "Date"},
	SourceTitle:     S{"Kilde", "Source"},
	OverlapTitle:    S{"Hvad er fælles, og hvad siger kun den ene?", "What is shared, and what does only one say?"},
	OverlapSay:      S{"Kommer som regel fra en dialog. Skriv ét kort på hver linje.", "Usually comes from a dialogue. Write one card on each line."},
	OverlapHint:     S{"Ét kort på hver linje", "One card on each line"},
	Reason:          S{"Hvorfor ændrer I teksten?", "Why do you change the text?"},
	ReasonHint:      S{"Kun til jer selv. Når teksten bliver vedtaget, kan I skrive en begrundelse til borgerne.", "Only for yourselves. When the text is adopted, you can write a reason for citizens."},
	Save:            S{"Gem udkast", "Save draft"},
	Saved:           S{"Teksten er gemt.", "The text is saved."},
	Cancel:          S{"Tilbage uden at gemme", "Back without saving"},
	Back:            S{"Tilbage til kerneopgaven", "Back to the core task"},
	NotPersonal:     S{"Skriv ikke noget, så en borger eller kollega kan genkendes.", "Do not write anything that lets a citizen or colleague be recognised."},

	LIX:          S{"Lixtal: %d – %s", "LIX: %d – %s"},
	LIXUncertain: S{"Usikkert: Teksten har få ord.", "Uncertain: the text has few words."},
	LIXSay:       S{"Et hint om, hvor let teksten er at læse. Det siger intet om indholdet.", "A hint at how easy the text is to read. It says nothing about the content."},
	LIXLong:      S{"Den længste sætning er på %d ord. Prøv at dele den.", "The longest sentence has %d words. Try to split it."},
	VeryEasy:     S{"meget let", "very easy"},
	Easy:         S{"let", "easy"},
	Medium:       S{"middel", "medium"},
	Hard:         S{"svær", "hard"},
	VeryHard:     S{"meget svær", "very hard"},

	Conflict:    S{"En anden gemte, mens du skrev", "Somebody else saved while you were writing"},
	ConflictSay: S{"Begge tekster står her. Din står i felterne. Hvor de er forskellige, kan du læse den andens nedenunder. Ret dine felter, og gem igen – så er det din tekst, der gælder, og den andens ligger i historien.", "Both texts are here. Yours is in the fields. Where they differ, you can read the other one below. Mend your fields and save again – then yours counts, and the other one is in the history."},
	Theirs:      S{"Den anden skrev:", "The other wrote:"},
	TheirsSame:  S{"(tomt)", "(empty)"},

	Propose:       S{"Foreslå teksten", "Propose the text"},
	ProposeSay:    S{"Så kan alle i enheden læse den som et forslag, og den kan vedtages.", "Then everybody in the unit can read it as a proposal, and it can be adopted."},
	Proposed:      S{"Teksten er foreslået.", "The text is proposed."},
	Withdraw:      S{"Tag den tilbage som udkast", "Take it back as a draft"},
	Withdrawn:     S{"Teksten er et udkast igen.", "The text is a draft again."},
	SetAside:      S{"Læg til side", "Put aside"},
	SetAsideAsk:   S{"Vil I lægge teksten til side? I kan hente den frem igen.", "Do you want to put the text aside? You can bring it back."},
	SetAsideYes:   S{"Læg til side", "Put aside"},
	SetAsideNo:    S{"Behold den", "Keep it"},
	SetAsideDone:  S{"Teksten er lagt til side.", "The text is put aside."},
	BringBack:     S{"Hent frem igen", "Bring back"},
	BroughtBack:   S{"Teksten er hentet frem igen.", "The text is brought back."},
	TakeUp:        S{"Tag den op som vores udkast", "Take it up as our draft"},
	TakeUpSay:     S{"Lederens udspil bliver stående, som det er. I arbejder videre i jeres eget.", "The leader's draft stays as it is. You work on in your own."},
	TookUp:        S{"Nu er det jeres udkast.", "Now it is your draft."},
	BegunSay:      S{"Her er udkastet.", "Here is the draft."},
	Differences:   S{"Sådan adskiller den sig fra den gældende tekst", "How it differs from the text in force"},
	NoDifferences: S{"Ordene er de samme.", "The words are the same."},
	Object:        S{"Har du en indvending?", "Do you object?"},
	ObjectSay:     S{"Den bliver stående som en åben uenighed, også når teksten bliver vedtaget.", "It stays as an open disagreement, also when the text is adopted."},
	ObjectTopic:   S{"Hvad er du ikke enig i?", "What do you not agree with?"},
	ObjectViews:   S{"Hvordan ser du på det?", "How do you see it?"},
	ObjectDo:      S{"Skriv indvendingen ned", "Write down the objection"},
	Objected:      S{"Indvendingen er skrevet ned.", "The objection is written down."},
	Objections:    S{"Indvendinger", "Objections"},

	Adopt:                 S{"Vedtag", "Adopt"},
	AdoptTitle:            S{"Vedtag teksten", "Adopt the text"},
	AdoptLeader:           S{"I jeres enhed vedtager lederen teksten. Den bliver først synlig for borgerne, når I viser den frem.", "In your unit the leader adopts the text. Citizens see it only once you show it."},
	AdoptTeam:             S{"I jeres enhed vedtager teamet selv. Skriv, hvornår og hvor I gjorde det, og hvor mange der var med. Indvendinger bliver stående som åben uenighed.", "In your unit the team adopts the text itself. Write when and where you did so, and how many took part. Objections stay as open disagreement."},
	AdoptForum:            S{"I jeres enhed bliver teksten vedtaget i et forum. Skriv hvilket, hvornår og sagsnummeret.", "In your unit the text is adopted in a forum. Write which, when and the case number."},
	AdoptOn:               S{"Hvornår blev den vedtaget?", "When was it adopted?"},
	AdoptForumField:       S{"Hvor blev den vedtaget?", "Where was it adopted?"},
	AdoptMeeting:          S{"På hvilket møde?", "At which meeting?"},
	AdoptAttendance:       S{"Hvem var med?", "Who took part?"},
	AdoptAttendanceHint:   S{"Antal og faggrupper, ikke navne. Fx 9 af 11: fem pædagoger, fire medhjælpere.", "Number and professions, no names. For example 9 of 11: five pedagogues, four assistants."},
	AdoptCase:             S{"Sagsnummer", "Case number"},
	AdoptCaseHint:         S{"Fx 00.01.00-A00-5-26", "For example 00.01.00-A00-5-26"},
	AdoptReason:           S{"Hvorfor blev teksten ændret? (til jer selv)", "Why was the text changed? (for yourselves)"},
	AdoptPublicReason:     S{"Hvorfor blev teksten ændret? (ord til borgerne)", "Why was the text changed? (words for citizens)"},
	AdoptPublicReasonHint: S{"Står i historien på borgernes side. Lad feltet være tomt, hvis der ikke skal stå noget.", "Stands in the history on the citizens' page. Leave it empty if nothing is to stand there."},
	AdoptRevisit:          S{"Hvornår tager I den op igen senest?", "By when do you take it up again?"},
	AdoptRevisitHint:      S{"En kerneopgave er aldrig færdig. Skriv en dag, fx om to år.", "A core task is never finished. Write a day, for example in two years."},
	AdoptDo:               S{"Vedtag", "Adopt"},
	Adopted:               S{"Teksten er vedtaget. Borgerne ser den, når I viser den frem.", "The text is adopted. Citizens see it once you show it."},
	AdoptOpen:             S{"Der er %d åbne uenigheder. De bliver stående.", "There are %d open disagreements. They stay."},
	Cards:                 S{"Kort fra dialogen: %s", "Cards from the dialogue: %s"},
	CardsRemind:           S{"Kort fra dialogen: %s. De står linje for linje. Vil I skrive dem sammen til en tekst, så tag forslaget tilbage som udkast først. Vedtager I det, som det er, bliver I spurgt igen, før borgerne kan læse kortene.", "Cards from the dialogue: %s. They stand line by line. If you want to write them together into a text, take the proposal back as a draft first. If you adopt it as it is, you are asked again before citizens can read the cards."},
	CardsSay:              S{"Det er kortene fra dialogen, linje for linje. Skriv dem sammen til en tekst, før I vedtager.", "These are the cards from the dialogue, line by line. Write them together into a text before you adopt."},
	CardsYes:              S{"Ja, borgerne må læse dem ord for ord", "Yes, citizens may read them word for word"},
	CardsHint:             S{"De står linje for linje på siden herunder. Ellers: Skriv dem sammen i et nyt udkast, og vedtag det først.", "They stand line by line on the page below. Otherwise: write them together in a new draft and adopt that first."},

	PublishTitle:    S{"Sådan ser borgerne det", "This is what citizens see"},
	PublishLead:     S{"Teksten er vedtaget. Borgerne kan læse den, når den bliver vist. Læs siden igennem først.", "The text is adopted. Citizens can read it once it is shown. Read the page through first."},
	PublishLeadNow:  S{"Borgerne kan læse teksten. I har ændret noget ved siden af den. Sådan kommer siden til at se ud, når I viser ændringerne.", "Citizens can read the text. You have changed something beside it. This is how the page will look once you show the changes."},
	PublishLeadSame: S{"Borgerne kan læse siden. Den ser ud, som den står her.", "Citizens can read the page. It looks as it stands here."},
	PublishLeadOld:  S{"Borgerne læser stadig den forrige tekst. De får den her at se, når den bliver vist.", "Citizens still read the previous text. They see this one once it is shown."},
	HideOld:         S{"Skal den forrige tekst væk nu?", "Is the previous text to go now?"},
	SeeUnshown:      S{"Se ændringerne, før borgerne gør", "See the changes before citizens do"},
	Publish:         S{"Vis for borgerne", "Show to citizens"},
	PublishAgain:    S{"Vis ændringerne for borgerne", "Show the changes to citizens"},
	PublishedSay:    S{"Nu kan borgerne læse den.", "Now citizens can read it."},
	Unpublish:       S{"Skjul for borgerne", "Hide from citizens"},
	UnpublishAsk:    S{"Vil du skjule siden for borgerne? Du kan vise den igen.", "Do you want to hide the page from citizens? You can show it again."},
	UnpublishYes:    S{"Skjul den", "Hide it"},
	UnpublishNo:     S{"Lad den blive", "Let it stay"},
	Unpublished:     S{"Borgerne kan ikke læse den længere.", "Citizens can no longer read it."},
	NothingToShow:   S{"Der er ingen vedtaget tekst at vise endnu.", "There is no adopted text to show yet."},

	Parts:                S{"Det, der hører til", "What belongs to it"},
	Preconditions:        S{"Forudsætninger", "Preconditions"},
	AddPrecondition:      S{"Tilføj en forudsætning", "Add a precondition"},
	PreconditionText:     S{"Hvad skal være på plads?", "What must be in place?"},
	PreconditionUnit:     S{"Hvilken enhed holder øje med det?", "Which unit keeps an eye on it?"},
	PreconditionRole:     S{"Eller en rolle", "Or a role"},
	PreconditionRoleHint: S{"Fx skolelederen eller forældrebestyrelsen. Ikke et navn.", "For example the head of school or the parents' board. Not a name."},
	PreconditionState:    S{"Hvordan står det til?", "How are things?"},
	NoPreconditions:      S{"Hvad skal være på plads, for at I kan lykkes? Skriv tre til fem ting.", "What must be in place for you to succeed? Write three to five things."},
	Edit:                 S{"Ret", "Edit"},
	Remove:               S{"Fjern", "Remove"},
	RemoveAsk:            S{"Vil du fjerne det? Det ligger stadig i historien.", "Do you want to remove it? It stays in the history."},
	RemoveYes:            S{"Fjern", "Remove"},
	RemoveNo:             S{"Behold", "Keep"},
	Removed:              S{"Det er fjernet.", "It is removed."},
	NoUnit:               S{"Ingen enhed", "No unit"},
	Contributions:        S{"Sådan bidrager vi", "How we contribute"},
	AddContribution:      S{"Tilføj et bidrag", "Add a contribution"},
	NoContributions:      S{"Hvad giver hver faggruppe? Ingen er kun ”støtte”.", "What does each profession give? Nobody is mere “support”."},
	ContributionMissing:  S{"Her har ingen skrevet for: %s", "Nobody has written for: %s"},
	Disagreements:        S{"Det, I ikke er enige om", "What you do not agree on"},
	AddDisagreement:      S{"Skriv en uenighed ned", "Write down a disagreement"},
	NoDisagreements:      S{"I har ikke skrevet nogen uenighed ned. Den må gerne stå her, til I har talt den færdig.", "You have written down no disagreement. It may stand here until you have talked it through."},
	PublicWords:          S{"Ord til borgerne", "Words for citizens"},
	PublicWordsHint:      S{"Borgerne læser kun det her, og først når det er godkendt.", "Citizens read only this, and only once it is approved."},
	ApproveWords:         S{"Vis disse ord for borgerne", "Show these words to citizens"},
	HideWords:            S{"Skjul ordene for borgerne", "Hide the words from citizens"},
	WordsApproved:        S{"Borgerne læser: ”%s”", "Citizens read: “%s”"},
	WordsNotApproved:     S{"Ikke vist for borgerne: ”%s”", "Not shown to citizens: “%s”"},
	WordsNow:             S{"Nu kan borgerne læse ordene.", "Now citizens can read the words."},
	WordsHidden:          S{"Borgerne kan ikke læse ordene længere.", "Citizens can no longer read the words."},
	Settle:               S{"Vi er blevet enige", "We have come to agree"},
	SettleSay:            S{"Skriv, hvad der kom ud af det. Uenigheden bliver i historien.", "Write what came of it. The disagreement stays in the history."},
	Outcome:              S{"Hvad kom der ud af det?", "What came of it?"},
	Settled:              S{"Uenigheden er talt færdig.", "The disagreement is talked through."},
	Unsettle:             S{"Tag den op igen", "Take it up again"},
	Unsettled:            S{"Uenigheden er åben igen.", "The disagreement is open again."},
	SettledOn:            S{"Talt færdig %s", "Talked through %s"},
	Objection:            S{"Indvending mod et forslag", "Objection to a proposal"},

	Ties:           S{"Den røde tråd og forbindelser", "The red thread and connections"},
	TiesLead:       S{"Kerneopgaver kan ikke læses hver for sig. Bind jeres sammen med niveauet over og med dem, I hjælper.", "Core tasks cannot be read one by one. Tie yours to the level above and to those you help."},
	TiesDo:         S{"Bind sammen med andre", "Tie together with others"},
	TiesUp:         S{"Niveauet over", "The level above"},
	TiesUpSay:      S{"Hvilken sætning fortolker I?", "Which sentence do you interpret?"},
	TiesParent:     S{"Kerneopgave på niveauet over", "Core task of the level above"},
	TiesInterpret:  S{"Vi bygger på den", "We build on it"},
	Interpreted:    S{"Nu hænger de sammen.", "Now they are tied together."},
	NoLonger:       S{"Vi bygger ikke på den længere", "We no longer build on it"},
	NoLongerSaid:   S{"Forbindelsen er taget væk.", "The connection is taken away."},
	FitsSaid:       S{"Godt. Så husker vi, at I har læst den nye tekst.", "Good. Then we remember that you have read the new text."},
	TiesLinks:      S{"Andre kerneopgaver", "Other core tasks"},
	TiesLinksSay:   S{"Hvem støtter I, og hvem er I en forudsætning for? Skriv hvorfor.", "Whom do you support, and whom are you a precondition of? Write why."},
	TiesTo:         S{"Kerneopgave", "Core task"},
	TiesKind:       S{"Hvordan hænger de sammen?", "How do they hang together?"},
	TiesReason:     S{"Hvorfor?", "Why?"},
	TiesReasonHint: S{"Fx: Børn, der har noget at gå til, kommer gladere i skole.", "For example: children who have something to go to come to school happier."},
	TiesAdd:        S{"Tilføj forbindelsen", "Add the connection"},
	TiesAdded:      S{"Forbindelsen er skrevet ned.", "The connection is written down."},
	TiesEnd:        S{"Fjern forbindelsen", "Remove the connection"},
	TiesEnded:      S{"Forbindelsen er fjernet. Borgerne ser det, når I viser siden igen.", "The connection is removed. Citizens see it once you show the page again."},
	TiesNone:       S{"I har ikke bundet jeres kerneopgave sammen med andre endnu.", "You have not tied your core task to others yet."},
	TiesShown:      S{"Borgerne kan se den", "Citizens can see it"},
	TiesNotShown:   S{"Borgerne kan ikke se den endnu", "Citizens cannot see it yet"},
	TiesFind:       S{"Find en kerneopgave", "Find a core task"},
	TiesFindHint:   S{"Skriv et ord fra navnet eller teksten", "Write a word from the name or the text"},
	TiesFindDo:     S{"Find", "Find"},
	TiesFound:      S{"Vælg blandt dem, vi fandt", "Choose among those we found"},

	Check:          S{"Tjek jeres formulering", "Check your formulation"},
	CheckLead:      S{"Svar sammen, tre til seks personer. I får ingen karakter – kun en liste over det, I vil arbejde videre med.", "Answer together, three to six people. You get no score – only a list of what you want to work on."},
	CheckDo:        S{"Gem svarene", "Save the answers"},
	CheckSaved:     S{"Svarene er gemt. Her er det, I vil arbejde videre med.", "The answers are saved. Here is what you want to work on."},
	CheckList:      S{"Det vil I arbejde videre med", "What you want to work on"},
	CheckListEmpty: S{"I svarede ja til det hele, I svarede på. Godt arbejde – tag den op igen, når noget ændrer sig.", "You said yes to everything you answered. Good work – take it up again when something changes."},
	CheckHeld:      S{"Besvaret %s", "Answered %s"},
	CheckReason:    S{"Kort hvorfor", "Briefly why"},
	CheckConflict:  S{"Jeres svar står i felterne. Hvor den anden har svaret noget andet, kan du læse det nedenunder. Bliv enige, og gem igen.", "Your answers are in the fields. Where the other has answered something else, you can read it below. Agree, and save again."},
	CheckAgain:     S{"Svar igen", "Answer again"},
	CheckGuide:     S{"Der er en samtale, der kan hjælpe.", "There is a conversation that can help."},

	Reflection:          S{"Mit eget bidrag", "My own contribution"},
	ReflectionLead:      S{"Hvordan bidrager netop dit arbejde til kerneopgaven?", "How does your own work contribute to the core task?"},
	ReflectionWho:       S{"Kun du kan læse det på siden, medmindre du deler det. Den, der passer databasen, kan teknisk set også læse det. Stopper du i kommunen, bliver det slettet.", "Only you can read it on the page unless you share it. Whoever looks after the database can technically read it too. If you leave the municipality, it is deleted."},
	ReflectionField:     S{"Sådan bidrager jeg", "How I contribute"},
	ReflectionReaders:   S{"Hvem må læse det?", "Who may read it?"},
	ReflectionShare:     S{"Del det med min enhed", "Share it with my unit"},
	ReflectionShareHint: S{"Dit navn står ved. Du kan tage det tilbage.", "Your name stands beside it. You can take it back."},
	ReflectionSave:      S{"Gem", "Save"},
	ReflectionSaved:     S{"Gemt.", "Saved."},
	ReflectionGone:      S{"Dit bidrag er slettet.", "Your contribution is deleted."},
	Reflections:         S{"Delt af kolleger", "Shared by colleagues"},

	Life:          S{"Hvornår tager I den op igen?", "When do you take it up again?"},
	LifeLead:      S{"En kerneopgave er aldrig givet én gang for alle.", "A core task is never given once and for all."},
	RevisitBy:     S{"Senest den", "By"},
	RevisitByHint: S{"Fx 12.3.2028", "Day.month.year, for example 12.3.2028"},
	Triggers:      S{"Eller hvis der kommer …", "Or if there is …"},
	LifeSave:      S{"Gem", "Save"},
	LifeSaved:     S{"Det er gemt.", "It is saved."},
	ReviewTitle:   S{"Tag den op igen nu", "Take it up again now"},
	ReviewSay:     S{"Den vedtagne tekst gælder imens. Borgerne kan se, at I taler om den igen.", "The adopted text applies meanwhile. Citizens can see that you talk about it again."},
	ReviewWhy:     S{"Hvad er der sket?", "What has happened?"},
	ReviewDo:      S{"Tag den op igen", "Take it up again"},
	Reviewed:      S{"I har taget kerneopgaven op igen.", "You have taken the core task up again."},
	RetireTitle:   S{"Lad den udgå", "Retire it"},
	RetireSay:     S{"Siden forsvinder for borgerne og viser i stedet, hvad der er kommet. Det kan fortrydes.", "The page disappears for citizens and shows what has come instead. It can be undone."},
	RetireWhy:     S{"Hvorfor?", "Why?"},
	RetireNext:    S{"Hvad er kommet i stedet?", "What has come instead?"},
	RetireNone:    S{"Ikke noget bestemt", "Nothing in particular"},
	RetireDo:      S{"Lad kerneopgaven udgå", "Retire the core task"},
	RetireAsk:     S{"Skal kerneopgaven udgå?", "Is the core task to be retired?"},
	RetireYes:     S{"Lad den udgå", "Retire it"},
	RetireNo:      S{"Behold den", "Keep it"},
	Retired:       S{"Kerneopgaven er udgået.", "The core task is retired."},
	Revive:        S{"Fortryd – tag den i brug som før", "Undo – use it as before"},
	Revived:       S{"Kerneopgaven er i brug som før.", "The core task is in use as before."},
	NewLaw:        S{"en ny lov", "a new law"},
	NewBudget:     S{"en ny budgetaftale", "a new budget agreement"},
	NewLeader:     S{"en ny leder", "a new leader"},
	NewCouncil:    S{"et nyt byråd", "a new council"},
	Result:        S{"et resultat fra en måling", "a result of a measurement"},
	Other:         S{"noget andet", "something else"},

	HistoryTitle: S{"Hele historien", "The whole history"},
	HistoryLead:  S{"Hvem gjorde hvad, hvornår og hvorfor. Kun jer, jeres ledere og dem, der hjælper jer, kan se det.", "Who did what, when and why. Only you, your leaders and those who help you can see it."},
	Somebody:     S{"Nogen", "Somebody"},
	Made:         S{"Ny: %s", "New: %s"},
	Changed:      S{"Ændret: %s", "Changed: %s"},
	Older:        S{"Vis ældre", "Show older"},
	NoHistory:    S{"Der er ikke sket noget endnu.", "Nothing has happened yet."},
	ByImport:     S{"Hentet ind fra en fil", "Taken in from a file"},
	Because:      S{"Fordi: %s", "Because: %s"},

	Redact:        S{"Fjern personoplysning", "Remove personal data"},
	RedactLead:    S{"Er en borger eller kollega til at genkende, kan teksten tages ud for altid: her, i alle tidligere udgaver, i søgningen og i sikkerhedskopier, der bliver hentet frem. Der kommer til at stå ”[fjernet]”.", "If a citizen or colleague can be recognised, the text can be taken out for good: here, in every earlier version, in the search and in backups that are restored. It will say “[fjernet]” (removed)."},
	RedactPast:    S{"står kun i historien", "stands only in the history"},
	RedactWhat:    S{"Hvilken tekst?", "Which text?"},
	RedactWhy:     S{"Hvorfor?", "Why?"},
	RedactDo:      S{"Fjern for altid", "Remove for good"},
	RedactAsk:     S{"Teksten kan ikke hentes tilbage. Vil du fjerne den?", "The text cannot be brought back. Do you want to remove it?"},
	RedactYes:     S{"Fjern for altid", "Remove for good"},
	RedactNo:      S{"Behold den", "Keep it"},
	Redacted:      S{"Teksten er fjernet alle steder.", "The text is removed everywhere."},
	RedactNothing: S{"Der er ingen tekster at fjerne.", "There are no texts to remove."},

	Actions: map[string]S{
		"coretask.edit": {"skrev", "wrote"}, "coretask.propose": {"foreslog eller tog op igen", "proposed or took up again"}, "coretask.adopt": {"vedtog", "adopted"},
		"coretask.publish": {"viste for borgerne", "showed to citizens"}, "coretask.retire": {"ændrede, om den er i brug", "changed whether it is in use"},
		"coretask.formal": {"skrev om det besluttede", "wrote about what is decided"}, "coretask.import": {"hentede ind fra en fil", "took in from a file"},
		"redact": {"fjernede en personoplysning", "removed personal data"}, "redact.replay": {"fjernede en personoplysning igen efter en gendannelse", "removed personal data again after a restore"},
		"": {"ændrede", "changed"},
	},
	Kinds: map[string]S{
		"reflection": {"det, en medarbejder har delt", "what an employee has shared"},
		"core_task":  {"kerneopgaven", "the core task"}, "core_task_version": {"teksten", "the text"}, "precondition": {"en forudsætning", "a precondition"},
		"contribution": {"et bidrag", "a contribution"}, "disagreement": {"en uenighed", "a disagreement"}, "core_task_link": {"en forbindelse", "a connection"},
		"interpretation": {"den røde tråd", "the red thread"}, "formulation_check": {"svarene på tjekket", "the answers to the check"},
	},
}
