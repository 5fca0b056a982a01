package text

// Room is what people without an account read: the door, the phone and the projector.
var Room = struct {
	// The door.
	CodeTitle, CodeLead, CodeLabel, CodeHint, CodeButton, CodeEarly, WrongPage S

	// Trust, before anybody writes.
	Before, Voluntary, NoName, SeeGroup, SeeFacilitator, SeeAll, SeeStated, SeeOften                           S
	DataTitle, Controller, Contact, Officer, DeleteNotes, DeletePeople, DeleteInputs, KeepMinutes, MorePrivacy S
	LeaderTitle, LeaderSay, Rules, Purpose                                                                     S
	JoinTitle, WhoAreYou, WhoHint, Profession, ProfessionHint, ProfessionNone, OtherProfession                 S
	Name, NameHint, Table, TableHint, Enter, DoorShut, DoorShutSay                                             S

	// The phone.
	StepOf, Clock, TimeUp, Paused, FiveLeft, OneLeft, NotBegun, NotBegunSay, NotOpen, NotOpenSay                                             S
	Closed, ClosedSay, ReadTasks, Outside, OutsideSay, Removed, RemovedSay, ComeIn, Goodbye, GoodbyeSay                                      S
	YourGroup, YourSide, SideHelp, ChangeSide, MovedOn, ShowNew, BackToRoom                                                                  S
	NoIdentify, HintPrivate, HintGroup, HintHiddenGroup, HintHidden, HintOpen, MoreFields                                                    S
	Choose, Optional, Add, AddLate, SaveChange, Change, Withdraw, WithdrawAsk, Keep                                                          S
	SentBefore, NotSentText                                                                                                                  S
	Share, Unshare, Shared, LeaderWrites, FacilitatorWrites, NothingToWrite                                                                  S
	StepClosed, StepClosedSay, StepWaiting, StillOpen, StillOpenSay, Also                                                                    S
	OwnTitle, OwnEmpty, YouWrite, KnownStands, GroupWrote, GroupTitle, GroupEmpty, GroupSay, GroupOnly, Mine, Late, EarlierOwn, Copied, Copy S
	NeedTime, NeedTimeSay, HaveTime, WaitsForTime                                                                                            S
	EarlierMap, Agreed, CameIn                                                                                                               S
	BoardTitle, BoardOpen, BoardSay, Unplaced, LeadersDraft, MarkTitle, MarkSay, MarkWait, MarkSet                                           S
	MarkTake                                                                                                                                 S
	Sent, WaitingCount, Working, OnPhone, Sending, SentOne, DraftOne, LateOne, Refused, ClosedOne, GoneOne                                   S
	SendDraft, SendLate, Correct, Remove, RemoveAsk, RemoveYes, RemoveNo                                                                     S
	NewPerson, NewPersonAsk, Done, DoneAsk, Yes, No, Unsent, PhoneMark, NoScript, Footer                                                     S
	Help, HelpOpen, More, OtherSteps, OnlyNewest                                                                                             S

	// The projector.
	ScreenTitle, JoinHere, JoinAt, JoinQR, DoorClosed, Light, Dark, ScreenWaiting, ScreenClosed, ScreenThanks S
	Board, OverlapTitle, OverlapSay, Gathered, From, Given, NotJudged                                         S
	Cards, Contributions, OwnCount, MoreCards                                                                 N
}{
	CodeTitle:  S{"Deltag i en dialog", "Join a dialogue"},
	CodeLead:   S{"Skriv koden fra skærmen eller fra arket på bordet. Du behøver ikke at logge ind.", "Enter the code from the screen or from the sheet on the table. You need not sign in."},
	CodeLabel:  S{"Kode", "Code"},
	CodeHint:   S{"Ti bogstaver og tal, for eksempel ABCDE-FGHJK. Det er lige meget, om du skriver med stort eller småt.", "Ten letters and digits, for example ABCDE-FGHJK. Capital or small letters make no difference."},
	CodeButton: S{"Gå videre", "Go on"},
	CodeEarly:  S{"Koden virker, fra dørene bliver åbnet, og til dialogen bliver lukket.", "The code works from when the doors open until the dialogue is closed."},
	WrongPage:  S{"Koden passer ikke", "The code does not match"},

	Before:         S{"Før du går ind", "Before you come in"},
	Voluntary:      S{"Det er frivilligt. Du kan springe et spørgsmål over, og du kan gå, når du vil.", "It is voluntary. You can skip a question, and you can leave whenever you like."},
	NoName:         S{"Der står aldrig navn ved det, du skriver.", "No name ever stands beside what you write."},
	SeeGroup:       S{"Din egen gruppe ser det, du skriver, med det samme.", "Your own group sees what you write at once."},
	SeeFacilitator: S{"Facilitatoren, der styrer samtalen, ser det også – uden navn.", "The facilitator, who leads the dialogue, sees it too – without a name."},
	SeeAll:         S{"Alle andre ser det først, når facilitatoren viser det for hele rummet.", "Everybody else sees it only when the facilitator shows it to the whole room."},
	SeeStated:      S{"Er et spørgsmål åbent for alle med det samme, eller er det kun for dig selv, så står det ved feltet.", "If a question is open to everybody at once, or is for yourself alone, it says so beside the field."},
	SeeOften:       S{"Hvem ser det, jeg skriver?", "Who sees what I write?"},
	DataTitle:      S{"Hvad sker der med det bagefter?", "What happens to it afterwards?"},
	Controller:     S{"%s har ansvaret for de oplysninger, der bliver skrevet her.", "%s is responsible for what is written here."},
	Contact:        S{"Du kan kontakte os her: %s", "You can reach us here: %s"},
	Officer:        S{"Kommunens databeskyttelsesrådgiver: %s", "The municipality’s data protection officer: %s"},
	DeleteNotes:    S{"Det, kun du kan se, bliver slettet, når dialogen bliver lukket – medmindre du selv deler det.", "What only you can see is deleted when the dialogue is closed – unless you share it yourself."},
	DeletePeople:   S{"Oplysninger om, hvem der var med, bliver slettet senest %d dage efter.", "What tells who took part is deleted at most %d days afterwards."},
	DeleteInputs:   S{"Det, der er skrevet, bliver slettet efter %d måneder.", "What was written is deleted after %d months."},
	KeepMinutes:    S{"Referatet bliver gemt. Det siger, hvad rummet kom frem til – ikke hvem der sagde hvad.", "The minutes are kept. They say what the room arrived at – not who said what."},
	MorePrivacy:    S{"Læs mere om privatliv", "Read more about privacy"},
	LeaderTitle:    S{"Godt at vide", "Good to know"},
	LeaderSay:      S{"Den, der styrer samtalen i dag, er også leder her. Lederen ser det, der bliver skrevet, uden navn – men kan måske genkende en måde at skrive på.", "The person who leads the dialogue today is also the leader here. The leader sees what is written, without names – but may recognise a way of writing."},
	Rules:          S{"Sådan taler vi sammen", "How we talk together"},
	Purpose:        S{"Hvorfor vi mødes", "Why we meet"},

	JoinTitle:       S{"Gå ind", "Come in"},
	WhoAreYou:       S{"Hvem er du her i dag?", "Who are you here today?"},
	WhoHint:         S{"Så kan grupperne blandes. Er der færre end fem af jer, viser vi det ikke.", "This helps to mix the groups. If there are fewer than five of you, we do not show it."},
	Profession:      S{"Hvilken faggruppe hører du til?", "Which professional group do you belong to?"},
	ProfessionHint:  S{"Så kommer du sammen med dem, der har samme fag, og bliver ikke spurgt igen.", "Then you sit with those of the same profession, and are not asked again."},
	ProfessionNone:  S{"Vælg faggruppe", "Choose a professional group"},
	OtherProfession: S{"Står den ikke på listen, så skriv den her", "If it is not on the list, write it here"},
	Name:            S{"Hvad må vi kalde dig?", "What may we call you?"},
	NameHint:        S{"Kun facilitatoren kan se det. Det står aldrig ved det, du skriver.", "Only the facilitator can see it. It never stands beside what you write."},
	Table:           S{"Hvilket bord sidder du ved?", "Which table are you at?"},
	TableHint:       S{"Tallet står på bordet. Springer du det over, finder vi et bord til dig.", "The number is on the table. If you skip it, we find a table for you."},
	Enter:           S{"Gå ind i dialogen", "Enter the dialogue"},
	DoorShut:        S{"Døren er lukket lige nu", "The door is closed right now"},
	DoorShutSay:     S{"Samtalen er i gang, og der bliver ikke lukket flere ind. Spørg facilitatoren, om du kan komme med.", "The dialogue is under way and nobody more is let in. Ask the facilitator whether you may join."},

	StepOf:      S{"Trin %d af %d", "Step %d of %d"},
	Clock:       S{"Tid tilbage", "Time left"},
	TimeUp:      S{"Tiden er gået", "Time is up"},
	Paused:      S{"Pause", "Pause"},
	FiveLeft:    S{"Der er fem minutter tilbage.", "Five minutes are left."},
	OneLeft:     S{"Der er et minut tilbage.", "One minute is left."},
	NotBegun:    S{"Du er med", "You are in"},
	NotBegunSay: S{"Læg bare telefonen. Den skifter selv, når vi begynder.", "You can put the phone down. It changes by itself when we begin."},
	NotOpen:     S{"Vi er ikke begyndt endnu", "We have not begun yet"},
	NotOpenSay:  S{"Facilitatoren åbner dørene om lidt.", "The facilitator opens the doors in a moment."},
	Closed:      S{"Tak, fordi du var med", "Thank you for taking part"},
	ClosedSay:   S{"Dialogen er lukket. Arbejder du her, finder du referatet under Dialog, når du logger ind. Ellers kan du bede dem, der holdt dialogen, om det. Har du noget liggende, der ikke blev sendt, står det her på siden, så du kan kopiere det.", "The dialogue is closed. If you work here, you find the minutes under Dialogue when you sign in. Otherwise ask those who held the dialogue for them. If something of yours was not sent, it stands on this page so that you can copy it."},
	ReadTasks:   S{"Læs kommunens kerneopgaver", "Read the municipality's core tasks"},
	Outside:     S{"Telefonen er ikke med lige nu", "This phone is not in the dialogue"},
	OutsideSay:  S{"Gå ind igen for at fortsætte. Det, der ligger på telefonen og ikke er sendt, er her stadig.", "Come in again to go on. What lies on the phone and was not sent is still here."},
	Removed:     S{"Telefonen er taget ud af dialogen", "This phone has been taken out of the dialogue"},
	RemovedSay:  S{"Det er facilitatoren, der har gjort det. Tal med facilitatoren, hvis det er en fejl. Det, du ikke har sendt, er her stadig.", "The facilitator did it. Talk to the facilitator if it is a mistake. What you have not sent is still here."},
	ComeIn:      S{"Gå ind igen", "Come in again"},
	Goodbye:     S{"Tak for nu", "Goodbye for now"},
	GoodbyeSay:  S{"Telefonen har glemt dialogen. Det, du har sendt, er med i samtalen.", "The phone has forgotten the dialogue. What you sent is part of it."},

	YourGroup:  S{"Du sidder i: %s", "You are in: %s"},
	YourSide:   S{"Jeres side: %s", "Your side: %s"},
	SideHelp:   S{"Sidder du et andet sted?", "Do you sit somewhere else?"},
	ChangeSide: S{"Skift til: %s", "Change to: %s"},
	MovedOn:    S{"Rummet er gået videre. Skriv din sætning færdig, og tryk på Send – den bliver ikke væk.", "The room has moved on. Finish your sentence and press Send – it will not be lost."},
	ShowNew:    S{"Vis det nye nu", "Show what is new"},
	BackToRoom: S{"Gå til det trin, rummet er ved", "Go to the step the room is at"},

	NoIdentify:      S{"Skriv ikke noget, så en borger eller kollega kan genkendes.", "Do not write anything by which a citizen or colleague could be recognised."},
	HintPrivate:     S{"Det er kun dig, der ser det. Det bliver slettet, når dialogen lukker, medmindre du deler det.", "Only you see it. It is deleted when the dialogue closes, unless you share it."},
	HintGroup:       S{"Din gruppe ser det med det samme, og facilitatoren ser det uden navn. Det bliver ikke vist for andre.", "Your group sees it at once, and the facilitator sees it without a name. It is not shown to others."},
	HintHiddenGroup: S{"Din gruppe ser det med det samme, og facilitatoren ser det uden navn. De andre ser det først, når det bliver vist for alle.", "Your group sees it at once, and the facilitator sees it without a name. The others see it only when it is shown to all."},
	HintHidden:      S{"Facilitatoren ser det uden navn. De andre ser det først, når det bliver vist for alle.", "The facilitator sees it without a name. The others see it only when it is shown to all."},
	HintOpen:        S{"Alle i rummet ser det med det samme – uden navn.", "Everybody in the room sees it at once – without a name."},
	MoreFields:      S{"Skriv lidt mere, hvis det giver mening", "Write a little more if it makes sense"},
	Choose:          S{"Vælg, hvis det passer", "Choose if one fits"},
	Optional:        S{"(kan springes over)", "(optional)"},
	Add:             S{"Send", "Send"},
	AddLate:         S{"Send som efternøler", "Send late"},
	SaveChange:      S{"Gem rettelsen", "Save the change"},
	Change:          S{"Ret", "Change"},
	Withdraw:        S{"Træk tilbage", "Take back"},
	WithdrawAsk:     S{"Vil du trække det tilbage? Så forsvinder det for alle.", "Do you want to take it back? Then it disappears for everybody."},
	Keep:            S{"Behold", "Keep"},
	SentBefore:      S{"Den første udgave er allerede sendt. Er det her noget nyt, så send det også. Skulle det i stedet rettes, så tryk Ret ved teksten nedenfor.", "The first version has already been sent. If this is something new, send it too. If you meant to change it, press Change beside the text below."},
	NotSentText:     S{"Det blev ikke sendt. Kopiér det, hvis du vil gemme det:", "This was not sent. Copy it if you want to keep it:"},
	Share:           S{"Del det", "Share it"},
	Unshare:         S{"Del det ikke alligevel", "Do not share it after all"},
	Shared:          S{"Delt: Facilitatoren ser det, og det kommer med i referatet.", "Shared: the facilitator sees it, and it will be in the minutes."},

	LeaderWrites:      S{"På det her trin er det lederen, der skriver. Lyt, og læs med på skærmen.", "In this step it is the leader who writes. Listen, and read along on the screen."},
	FacilitatorWrites: S{"På det her trin skriver facilitatoren det ned, I bliver enige om. Kig op på skærmen.", "In this step the facilitator writes down what you agree on. Look up at the screen."},
	NothingToWrite:    S{"Her skal du ikke skrive noget. Kig op, og lyt.", "There is nothing to write here. Look up and listen."},
	StepClosed:        S{"Trinnet er lukket", "The step is closed"},
	StepClosedSay:     S{"Fik du ikke det hele med? Skriv det her, og send det som efternøler. Så kommer det med i referatet.", "Did you not get everything in? Write it here and send it late. Then it will be in the minutes."},
	StepWaiting:       S{"Trinnet er ikke begyndt endnu.", "The step has not begun yet."},
	StillOpen:         S{"Du kan stadig skrive her", "You can still write here"},
	StillOpenSay:      S{"Trin %d: %s", "Step %d: %s"},
	Also:              S{"Skriv også: %s", "Also write: %s"},

	OwnTitle:     S{"Det har du skrevet", "What you have written"},
	OwnEmpty:     S{"Du har ikke skrevet noget endnu. Begynd med det første, du kommer i tanke om.", "You have not written anything yet. Begin with the first thing that comes to mind."},
	GroupTitle:   S{"Jeres gruppe", "Your group"},
	GroupWrote:   S{"Det har jeres gruppe skrevet", "What your group has written"},
	YouWrite:     S{"Du er leder, så det er dig, der skriver her. De andre lytter og læser med på skærmen.", "You are a leader, so it is you who writes here. The others listen and read along on the screen."},
	KnownStands:  S{"På kortet kommer der til at stå: %s. Du kan rette det under ”Skriv lidt mere”.", "The card will say: %s. You can change it under “Write a little more”."},
	GroupEmpty:   S{"Her står det, I skriver i gruppen. Ingen har skrevet endnu – begynd bare.", "What your group writes stands here. Nobody has written yet – just begin."},
	GroupSay:     S{"Kun din egen gruppe ser det her på telefonen.", "Only your own group sees this on the phone."},
	GroupOnly:    S{"Det, der er vist for alle, står længere nede.", "What has been shown to all stands further down."},
	Mine:         S{"Dit", "Yours"},
	Late:         S{"Efternøler", "Late"},
	EarlierOwn:   S{"Det har du skrevet på andre trin", "What you wrote in other steps"},
	Copied:       S{"Kopieret", "Copied"},
	Copy:         S{"Kopiér", "Copy"},
	NeedTime:     S{"Vi har brug for tid", "We need time"},
	NeedTimeSay:  S{"Facilitatoren kan se, at jeres gruppe har brug for tid – ikke hvem der trykkede.", "The facilitator can see that your group needs time – not who pressed."},
	HaveTime:     S{"Vi er klar igen", "We are ready again"},
	WaitsForTime: S{"I har bedt om mere tid.", "You have asked for more time."},

	EarlierMap:   S{"Tavlen fra trin %d", "The board from step %d"},
	CameIn:       S{"er kommet ind", "have come in"},
	Agreed:       S{"Det, vi har aftalt", "What we have agreed"},
	BoardTitle:   S{"Vist for alle", "Shown to all"},
	BoardOpen:    S{"Se det, der er vist", "See what has been shown"},
	BoardSay:     S{"Det her ser alle i rummet.", "Everybody in the room sees this."},
	Unplaced:     S{"Ikke lagt på plads endnu", "Not placed yet"},
	LeadersDraft: S{"Lederens udspil", "The leader’s opening draft"},
	MarkTitle:    S{"Hvad tænker du, når du hører det?", "What do you think when you hear it?"},
	MarkSay:      S{"Sæt et mærke ved de kort, der gør indtryk. Ingen kan se, hvem der har sat det.", "Mark the cards that make an impression. Nobody can see who did."},
	MarkWait:     S{"Vent lidt. Kortene kommer her, når de bliver vist for alle.", "Wait a moment. The cards come here once they are shown to everybody."},
	MarkSet:      S{"Sæt mærket: %s", "Set the mark: %s"},
	MarkTake:     S{"Tag mærket af: %s", "Take off the mark: %s"},

	Sent:         S{"✓ sendt", "✓ sent"},
	WaitingCount: S{"{n} gemt på telefonen", "{n} saved on the phone"},
	Working:      S{"sender …", "sending …"},
	OnPhone:      S{"Gemt på telefonen. Sendes, når der er forbindelse.", "Saved on the phone. It is sent when there is a connection."},
	Sending:      S{"Sender …", "Sending …"},
	SentOne:      S{"✓ Sendt", "✓ Sent"},
	DraftOne:     S{"Ikke sendt endnu – det ligger som kladde på telefonen.", "Not sent yet – it lies as a draft on the phone."},
	LateOne:      S{"Trinnet er lukket. Din tekst er her stadig.", "The step is closed. Your text is still here."},
	Refused:      S{"Teksten kunne ikke sendes, som den er. Ret den, og prøv igen.", "The text could not be sent as it is. Change it and try again."},
	ClosedOne:    S{"Dialogen er lukket. Din tekst er her stadig, så du kan kopiere den.", "The dialogue is closed. Your text is still here, so you can copy it."},
	GoneOne:      S{"Telefonen er ikke med i dialogen mere. Din tekst er her stadig.", "The phone is no longer in the dialogue. Your text is still here."},
	SendDraft:    S{"Send", "Send"},
	SendLate:     S{"Send som efternøler", "Send late"},
	Correct:      S{"Ret", "Change"},
	Remove:       S{"Fjern", "Remove"},
	RemoveAsk:    S{"Vil du fjerne teksten fra telefonen? Den er ikke sendt.", "Do you want to remove the text from the phone? It has not been sent."},
	RemoveYes:    S{"Fjern", "Remove"},
	RemoveNo:     S{"Behold", "Keep"},

	NewPerson:    S{"Ny person på denne telefon", "Another person on this phone"},
	NewPersonAsk: S{"Skal en anden bruge telefonen? Så glemmer den dig. Det, du har sendt, er med i samtalen.", "Is somebody else going to use the phone? Then it forgets you. What you sent is part of the dialogue."},
	Done:         S{"Jeg er færdig", "I am done"},
	DoneAsk:      S{"Er du færdig? Så glemmer telefonen dialogen. Det, du har sendt, er med i samtalen.", "Are you done? Then the phone forgets the dialogue. What you sent is part of it."},
	Yes:          S{"Ja", "Yes"},
	No:           S{"Nej, bliv her", "No, stay here"},
	Unsent:       S{"{n} er ikke sendt endnu og bliver slettet fra telefonen. Vil du det?", "{n} not sent yet will be deleted from the phone. Do you want that?"},
	PhoneMark:    S{"Telefonens mærke: %s", "This phone’s mark: %s"},
	NoScript:     S{"Siden kan ikke følge med af sig selv i den her browser. Tryk her for at se, hvor rummet er. Send det, du har skrevet, først – det bliver ikke gemt på telefonen.", "The page cannot follow by itself in this browser. Press here to see where the room is. Send what you have written first – it is not saved on the phone."},
	Footer:       S{"Telefon og sprog", "Phone and language"},
	Help:         S{"Hvem ser det, jeg skriver?", "Who sees what I write?"},
	More:         S{"Mere", "More"},
	OtherSteps:   S{"Andre trin", "Other steps"},
	OnlyNewest:   S{"I har skrevet så meget, at telefonen kun viser de nyeste %d og dine egne. Alt er gemt og kommer med.", "You have written so much that the phone shows only the newest %d and your own. Everything is kept and counts."},
	HelpOpen:     S{"Hent siden igen", "Reload the page"},

	ScreenTitle:   S{"Storskærm", "Projector"},
	JoinHere:      S{"Vær med", "Join in"},
	JoinAt:        S{"Skan, eller gå til %s og skriv koden", "Scan, or go to %s and enter the code"},
	JoinQR:        S{"QR-kode, der fører til dialogen", "QR code that leads to the dialogue"},
	DoorClosed:    S{"Døren er lukket", "The door is closed"},
	Light:         S{"Lys skærm", "Light screen"},
	Dark:          S{"Mørk skærm", "Dark screen"},
	ScreenWaiting: S{"Velkommen. Vi begynder om lidt.", "Welcome. We begin in a moment."},
	ScreenClosed:  S{"Tak for i dag", "Thank you for today"},
	ScreenThanks:  S{"Dialogen er lukket. Referatet er på vej.", "The dialogue is closed. The minutes are on their way."},
	Board:         S{"Tavle", "Board"},
	OverlapTitle:  S{"Det, siderne er fælles om, og det, der skiller dem", "What the sides share, and what sets them apart"},
	OverlapSay:    S{"Tre cirkler, der overlapper: det, der er besluttet, det, vi gør, og det, borgerne mærker. Tallene er antallet af kort.", "Three circles that overlap: what has been decided, what we do, and what citizens notice. The numbers are the number of cards."},
	Gathered:      S{"Den samlede tekst", "The gathered text"},
	From:          S{"Fra %s", "From %s"},
	Given:         S{"bidrag indtil nu", "contributions so far"},
	NotJudged:     S{"Ikke talt om endnu", "Not talked about yet"},

	Cards:         N{S{"%d kort", "%d card"}, S{"%d kort", "%d cards"}},
	Contributions: N{S{"%d bidrag", "%d contribution"}, S{"%d bidrag", "%d contributions"}},
	OwnCount:      N{S{"%d tekst fra dig", "%d text from you"}, S{"%d tekster fra dig", "%d texts from you"}},
	MoreCards:     N{S{"og %d kort mere", "and %d more card"}, S{"og %d kort mere", "and %d more cards"}},
}
