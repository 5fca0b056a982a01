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
	NoneHelp: S{"Prøv et andet ord for det samme, eller kun en del af det, du skrev. Her finder du kerneopgaver. Enheder og dialoger finder du i menuen, når du er logget ind.", "Try another word for the same, or only a part of what you wrote. Here you find core tasks. Units and dialogues are in the menu when you are signed in."},
	All:      S{"Se alle kerneopgaver", "See all core tasks"},
	Guessed:  S{"Vi fandt ikke ordet. Her er noget, der ligner.", "We did not find the word. Here is something like it."},
	InForce:  S{"Gælder, men er ikke vist for borgerne", "In force, but not shown to citizens"},
	Draft:    S{"Udkast", "Draft"},
	More:     S{"De næste", "The next ones"},
	Found:    N{S{"%d kerneopgave", "%d core task"}, S{"%d kerneopgaver", "%d core tasks"}},
}
