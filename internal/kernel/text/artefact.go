package text

// Artefact names the things people make in a dialogue, and the fields they fill in.
var Artefact = struct {
	Formulation struct{ Name, Text, Perspective, Status, Version, Forum, Date, Reason S }
	Card        struct{ Name, Perspective, Statement, Source S }
	Overlap     struct{ Name, Shared, FormalPerformed, PerformedExperienced, FormalExperienced, OnlyFormal, OnlyPerformed, OnlyExperienced S }
	Need        struct{ Name, Question, Type, Owner, Due, Answer S }
	Share       struct{ Name, Profession, Gives, Needs, Unseen S }
	Idea        struct{ Name, What, Between, Trial, Sign S }
	Dispute     struct{ Name, Topic, Views, Next S }
	Deal        struct{ Name, What, Who, When, Seen, Explains, WorkingConditions S }
	Mark        struct{ Name, Card, Sort S }

	Said  struct{ Perspective, Reason, Source, Type, Finds, Known, Answer, Profession, Needs, Unseen, Between, Trial, Sign, Views, Next, Who, When, Explains, WorkingConditions S }
	Alone struct{ Text, Source, Profession, Gives, Needs, Question, Due, Trial, Sign, Topic, Views, Next, What, Seen S }

	Formal, Performed, Experienced             S
	LeadersDraft, Draft, Proposed, InForce     S
	Earlier                                    S
	Law, Decision, Citizens, Practice, Figures S
	Known, Surprise, Asks                      S
	Yes, No                                    S
}{
	Formulation: struct{ Name, Text, Perspective, Status, Version, Forum, Date, Reason S }{
		Name:        S{"Formulering", "Formulation"},
		Text:        S{"Skriv det med egne ord", "Write it in your own words"},
		Perspective: S{"Hvilken side hører det mest til?", "Which side does it mostly belong to?"},
		Status:      S{"Hvor langt er teksten?", "How far is the text?"},
		Version:     S{"Udgave", "Version"},
		Forum:       S{"Hvor blev det besluttet?", "Where was it decided?"},
		Date:        S{"Hvornår?", "When?"},
		Reason:      S{"Hvorfor netop sådan?", "Why like this?"},
	},
	Card: struct{ Name, Perspective, Statement, Source S }{
		Name:        S{"Perspektivkort", "Perspective card"},
		Perspective: S{"Hvilken side?", "Which side?"},
		Statement:   S{"Skriv én pointe", "Write one point"},
		Source:      S{"Hvor ved I det fra?", "How do you know?"},
	},
	Overlap: struct{ Name, Shared, FormalPerformed, PerformedExperienced, FormalExperienced, OnlyFormal, OnlyPerformed, OnlyExperienced S }{
		Name:                 S{"Sammenfaldskort", "Overlap map"},
		Shared:               S{"Fælles for alle tre sider", "Shared by all three sides"},
		FormalPerformed:      S{"Det besluttede og det, vi gør", "What is decided and what we do"},
		PerformedExperienced: S{"Det, vi gør, og det, borgerne mærker", "What we do and what citizens notice"},
		FormalExperienced:    S{"Det besluttede og det, borgerne mærker", "What is decided and what citizens notice"},
		OnlyFormal:           S{"Kun i det, der er besluttet", "Only in what is decided"},
		OnlyPerformed:        S{"Kun i det, vi gør", "Only in what we do"},
		OnlyExperienced:      S{"Kun i det, borgerne mærker", "Only in what citizens notice"},
	},
	Need: struct{ Name, Question, Type, Owner, Due, Answer S }{
		Name:     S{"Det, vi mangler at vide", "What we need to know"},
		Question: S{"Hvad mangler vi at vide?", "What do we need to know?"},
		Type:     S{"Hvor skal svaret findes?", "Where is the answer to be found?"},
		Owner:    S{"Hvem finder ud af det? Skriv en rolle, fx afdelingslederen", "Who will find out? Write a role, for example the head of department"},
		Due:      S{"Hvornår ved vi det?", "When will we know?"},
		Answer:   S{"Svaret, når det er fundet", "The answer, once it is found"},
	},
	Share: struct{ Name, Profession, Gives, Needs, Unseen S }{
		Name:       S{"Bidrag", "Contribution"},
		Profession: S{"Hvilken faggruppe er I?", "Which professional group are you?"},
		Gives:      S{"Det bidrager netop vi med", "What we in particular contribute"},
		Needs:      S{"Det har vi brug for fra andre", "What we need from others"},
		Unseen:     S{"Det ser de andre måske ikke", "What the others perhaps do not see"},
	},
	Idea: struct{ Name, What, Between, Trial, Sign S }{
		Name:    S{"Forslag til samarbejdet", "Cooperation idea"},
		What:    S{"Hvad er ideen?", "What is the idea?"},
		Between: S{"Hvem skal samarbejde om det?", "Who should work together on it?"},
		Trial:   S{"Hvad kan vi prøve allerede i næste uge?", "What can we try as early as next week?"},
		Sign:    S{"Hvordan kan vi se, at det virker?", "How can we see that it works?"},
	},
	Dispute: struct{ Name, Topic, Views, Next S }{
		Name:  S{"Åben uenighed", "Open disagreement"},
		Topic: S{"Hvad er vi ikke enige om?", "What do we not agree on?"},
		Views: S{"Hvordan ser vi forskelligt på det?", "How do we see it differently?"},
		Next:  S{"Hvad gør vi med det nu?", "What do we do about it now?"},
	},
	Deal: struct{ Name, What, Who, When, Seen, Explains, WorkingConditions S }{
		Name:              S{"Aftale", "Agreement"},
		What:              S{"Hvad har vi aftalt?", "What have we agreed?"},
		Who:               S{"Hvem sørger for det? Skriv en rolle, fx afdelingslederen", "Who sees to it? Write a role, for example the head of department"},
		When:              S{"Hvornår?", "When?"},
		Seen:              S{"Hvordan ser vi, at det virker?", "How do we see that it works?"},
		Explains:          S{"Hvem forklarer det for andre?", "Who explains it to others?"},
		WorkingConditions: S{"Kan det ændre arbejdstid, bemanding eller hvem der gør hvad? Så skal det drøftes i MED, før det gælder", "Could it change working hours, staffing or who does what? Then it is to be discussed in MED before it applies"},
	},
	Mark: struct{ Name, Card, Sort S }{
		Name: S{"Mærke", "Mark"},
		Card: S{"Hvilket kort?", "Which card?"},
		Sort: S{"Hvad tænkte du, da du hørte det?", "What did you think when you heard it?"},
	},

	// Said stands before what somebody answered, when it is read afterwards.
	Said: struct{ Perspective, Reason, Source, Type, Finds, Known, Answer, Profession, Needs, Unseen, Between, Trial, Sign, Views, Next, Who, When, Explains, WorkingConditions S }{
		Perspective:       S{"Side:", "Side:"},
		Reason:            S{"Fordi:", "Because:"},
		Source:            S{"Det ved vi fra:", "We know it from:"},
		Type:              S{"Svaret kan findes:", "The answer can be found:"},
		Finds:             S{"Finder ud af det:", "Finds out:"},
		Known:             S{"Vi ved det senest:", "We know by:"},
		Answer:            S{"Svaret:", "The answer:"},
		Profession:        S{"Faggruppe:", "Profession:"},
		Needs:             S{"Har brug for:", "Needs:"},
		Unseen:            S{"Det ser de andre måske ikke:", "What the others perhaps do not see:"},
		Between:           S{"Sammen om det:", "Together on it:"},
		Trial:             S{"Det kan vi prøve:", "We can try:"},
		Sign:              S{"Tegn på, at det virker:", "Sign that it works:"},
		Views:             S{"Sådan ser vi på det:", "How we see it:"},
		Next:              S{"Det gør vi nu:", "What we do now:"},
		Who:               S{"Sørger for det:", "Sees to it:"},
		When:              S{"Senest:", "By:"},
		Explains:          S{"Forklarer det for andre:", "Explains it to others:"},
		WorkingConditions: S{"Skal drøftes i MED:", "To be discussed in MED:"},
	},

	// Alone asks one person who writes for nobody else.
	Alone: struct{ Text, Source, Profession, Gives, Needs, Question, Due, Trial, Sign, Topic, Views, Next, What, Seen S }{
		Text:       S{"Skriv det med dine egne ord", "Write it in your own words"},
		Source:     S{"Hvor ved du det fra?", "How do you know?"},
		Profession: S{"Hvilken faggruppe hører du til?", "Which professional group do you belong to?"},
		Gives:      S{"Det bidrager netop du med", "What you in particular contribute"},
		Needs:      S{"Det har du brug for fra andre", "What you need from others"},
		Question:   S{"Hvad mangler du at vide?", "What do you need to know?"},
		Due:        S{"Hvornår ved du det?", "When will you know?"},
		Trial:      S{"Hvad kan du prøve allerede i næste uge?", "What can you try as early as next week?"},
		Sign:       S{"Hvordan kan du se, at det virker?", "How can you see that it works?"},
		Topic:      S{"Hvad er du ikke enig i?", "What do you not agree with?"},
		Views:      S{"Hvordan ser du på det?", "How do you see it?"},
		Next:       S{"Hvad gør du med det nu?", "What do you do about it now?"},
		What:       S{"Hvad vil du gøre?", "What will you do?"},
		Seen:       S{"Hvordan ser du, at det virker?", "How do you see that it works?"},
	},

	Formal:       S{"Det, der er besluttet", "What has been decided"},
	Performed:    S{"Det, vi gør", "What we do"},
	Experienced:  S{"Det, borgerne mærker", "What citizens notice"},
	LeadersDraft: S{"Lederens udspil", "The leader's opening draft"},
	Draft:        S{"Udkast", "Draft"},
	Proposed:     S{"Foreslået", "Proposed"},
	InForce:      S{"Gældende", "In force"},
	Earlier:      S{"Tidligere", "Earlier"},
	Law:          S{"I loven", "In the law"},
	Decision:     S{"I en politisk beslutning", "In a political decision"},
	Citizens:     S{"Hos borgerne", "With the citizens"},
	Practice:     S{"I vores hverdag", "In our everyday work"},
	Figures:      S{"I tallene", "In the figures"},
	Known:        S{"Det vidste jeg", "I knew that"},
	Surprise:     S{"Det overraskede mig", "That surprised me"},
	Asks:         S{"Det vil jeg spørge om", "I have a question"},
	Yes:          S{"Ja", "Yes"},
	No:           S{"Nej", "No"},
}
