package text

// HomePage is one's own page: what waits, and what is near.
var HomePage = struct {
	Title, Morning, Day, Evening, Nothing, NothingSay                         S
	Asked, AskedSay, Yes, No, NoAsk, Agreement, Need, From, Due, Overdue, MED S
	Adopt, AdoptSay, ProposedOn, FromDialogue, Others, OthersSay              S
	Mine, Finish, Unfinish, Done, Finished, Answered, Declined                S
	Notes, Revisit, Dispute, AboveChanged, Repeats                            S
	Unit, NoTask, SeeTask, WorkWith, NoUnit                                   S
	Next, NextNone, Plan, Open                                                S
	News, NewsNone, NewProposed, NewAdopted, NewMinutes                       S
	Hosting, ToDesk, SendMinutes, NextYours                                   S
	Ownerless, OwnerlessMore                                                  N
}{
	Title:   S{"Hjem", "Home"},
	Morning: S{"Godmorgen, %s", "Good morning, %s"},
	Day:     S{"Goddag, %s", "Hello, %s"},
	Evening: S{"Godaften, %s", "Good evening, %s"},

	Nothing:    S{"Der er ikke noget, der venter på dig", "Nothing waits for you"},
	NothingSay: S{"Når nogen spørger dig om noget, står det her øverst.", "When somebody asks you for something, it stands here at the top."},

	Asked:     S{"Nogen venter på dit svar", "Somebody waits for your answer"},
	AskedSay:  S{"Siger du ja, står dit navn ved aftalen i referatet. Siger du nej, finder I en anden.", "If you say yes, your name stands beside the agreement in the minutes. If you say no, another is found."},
	Yes:       S{"Ja, det tager jeg", "Yes, I take it"},
	No:        S{"Nej tak", "No, thank you"},
	NoAsk:     S{"Skal vi sige, at det ikke bliver dig?", "Shall we say that it will not be you?"},
	Agreement: S{"Aftale", "Agreement"},
	Need:      S{"Det, vi mangler at vide", "What we need to know"},
	From:      S{"Fra ”%s”", "From “%s”"},
	Due:       S{"Senest %s", "By %s"},
	Overdue:   S{"Skulle være gjort %s", "Was to be done by %s"},
	MED:       S{"Det gælder først, når MED har drøftet det.", "It applies only once MED has discussed it."},

	Adopt:        S{"Forslag, der venter på at blive vedtaget", "Proposals that wait to be adopted"},
	AdoptSay:     S{"Teksten gælder først, når den er vedtaget hos jer.", "The text is in force only when you have adopted it."},
	ProposedOn:   S{"Foreslået %s", "Proposed on %s"},
	FromDialogue: S{"Fra en samtale", "From a conversation"},
	Others:       S{"Forslag, som andre vedtager", "Proposals that others adopt"},
	OthersSay:    S{"De venter i enheder, du leder. Du skal ikke gøre noget, men du kan læse dem og skrive dit eget udspil.", "They wait in units you lead. You need not do anything, but you can read them and write a draft of your own."},

	Hosting:     S{"Samtaler, du styrer", "Conversations you facilitate"},
	ToDesk:      S{"Gå til styringen", "Go to the controls"},
	SendMinutes: S{"Læs referatet, og send det til dem, der var med", "Read the minutes, and send them to those who took part"},
	NextYours:   S{"Kun dem, du selv styrer.", "Only those you facilitate yourself."},
	Ownerless: N{
		S{"%d aftale eller spørgsmål mangler en, der tager det på sig", "%d agreement or question needs somebody to take it on"},
		S{"%d aftaler og spørgsmål mangler en, der tager dem på sig", "%d agreements and questions need somebody to take them on"},
	},
	OwnerlessMore: N{
		S{"Det samme gælder %d anden samtale. Se alle samtaler", "The same goes for %d other conversation. See all conversations"},
		S{"Det samme gælder %d andre samtaler. Se alle samtaler", "The same goes for %d other conversations. See all conversations"},
	},

	Mine:     S{"Det har du sagt ja til", "What you have said yes to"},
	Finish:   S{"Det er gjort", "It is done"},
	Unfinish: S{"Ikke gjort alligevel", "Not done after all"},
	Done:     S{"Gjort", "Done"},
	Finished: S{"Det er noteret. Tak.", "Noted. Thank you."},
	Answered: S{"Tak. Nu står dit navn ved det.", "Thank you. Your name now stands beside it."},
	Declined: S{"Det er noteret. Facilitatoren finder en anden.", "Noted. The facilitator finds somebody else."},

	Notes:        S{"Godt at vide om jeres kerneopgave", "Good to know about your core task"},
	Revisit:      S{"%s skulle genbesøges %s", "%s was to be revisited on %s"},
	Dispute:      S{"%s: Her er I ikke enige endnu – %s", "%s: here you do not agree yet – %s"},
	AboveChanged: S{"%s: Den opgave, I bygger på, er ændret – %s", "%s: the task you build on has changed – %s"},
	Repeats:      S{"%s: Teksten siger næsten det samme som den ovenover – %s", "%s: the text says almost the same as the one above – %s"},

	Unit:     S{"Kerneopgaven hos dig", "The core task where you work"},
	NoTask:   S{"%s har ikke skrevet sin kerneopgave endnu. Begynd med en samtale på to timer.", "%s has not written its core task yet. Begin with a conversation of two hours."},
	SeeTask:  S{"Se kerneopgaven", "See the core task"},
	WorkWith: S{"Arbejd med den", "Work with it"},
	NoUnit:   S{"Du er ikke knyttet til en enhed endnu. Bed din leder om at tilføje dig.", "You do not belong to a unit yet. Ask your leader to add you."},

	Next:     S{"Næste samtale", "The next conversation"},
	NextNone: S{"Der er ikke planlagt nogen samtale.", "No conversation is planned."},
	Plan:     S{"Planlæg en samtale", "Plan a conversation"},
	Open:     S{"Dørene er åbne nu", "The doors are open now"},

	News:        S{"Sket, siden du var her sidst", "What happened since you were here"},
	NewsNone:    S{"Ikke noget nyt.", "Nothing new."},
	NewProposed: S{"Der er kommet et forslag til %s", "There is a proposal for %s"},
	NewAdopted:  S{"%s er vedtaget", "%s has been adopted"},
	NewMinutes:  S{"Referatet af ”%s” er klar", "The minutes of “%s” are ready"},
}
