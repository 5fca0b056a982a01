package text

// Check is what can be answered to a question about a formulation.
var Check = struct{ Yes, Partly, No, DontKnow S }{
	Yes:      S{"Ja", "Yes"},
	Partly:   S{"Delvist", "Partly"},
	No:       S{"Nej", "No"},
	DontKnow: S{"Ved ikke", "Don't know"},
}
