package text

// Search is the page that finds.
var Search = struct {
	Title, Lead, Ask, None, NoneHelp, All, Guessed, InForce, Draft, More S
	Found                                                                N
}{
	Title:    S{"Søg", "Search"},
	Lead:     S{"Skriv et eller flere ord. Du finder også andre former af ordet, ord i sammensætninger og ord, der betyder det samme.", "Write one word or more. You also find other forms of the word, compounds with it, and words that mean the same."},
	Ask:      S{"Hvad leder du efter?", "What are you looking for?"},
	None:     S{"Vi fandt ingen kerneopgaver med de ord.", "We found no core tasks with those words."},
	NoneHelp: S{"Prøv færre ord, eller et andet ord for det samme.", "Try fewer words, or another word for the same."},
	All:      S{"Se alle kerneopgaver", "See all core tasks"},
	Guessed:  S{"Vi fandt ikke ordet. Her er noget, der ligner.", "We did not find the word. Here is something like it."},
	InForce:  S{"Gælder, men er ikke vist for borgerne", "In force, but not shown to citizens"},
	Draft:    S{"Udkast", "Draft"},
	More:     S{"De næste", "The next ones"},
	Found:    N{S{"%d kerneopgave", "%d core task"}, S{"%d kerneopgaver", "%d core tasks"}},
}
