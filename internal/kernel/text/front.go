package text

// Front is the front page and the licences.
var Front = struct {
	Title, Lead, Catalogue, CatalogueSay, Join, JoinSay, SignIn, SignInSay, WorkFor, LicencesTitle, LicencesSay S
}{
	Title:         S{"Hvilken forskel skal vi gøre – sammen med dig?", "What difference are we to make – together with you?"},
	Lead:          S{"En kerneopgave er den forskel, et sted i kommunen er til for at gøre, for og sammen med borgerne. Her kan du læse dem, se, hvordan de hænger sammen, og hvorfor de er blevet ændret.", "A core task is the difference a part of the municipality exists to make, for and together with citizens. Here you can read them, see how they hang together and why they have changed."},
	Catalogue:     S{"Se kerneopgaverne", "See the core tasks"},
	CatalogueSay:  S{"Fra byrådet til det enkelte team – i almindelige ord.", "From the council to the single team – in plain words."},
	Join:          S{"Deltag i en dialog", "Join a dialogue"},
	JoinSay:       S{"Har du fået en kode eller en QR-kode? Du behøver ikke at logge ind.", "Have you got a code or a QR code? You need not sign in."},
	SignIn:        S{"Arbejder du her?", "Do you work here?"},
	SignInSay:     S{"Log ind for at skrive om jeres egen kerneopgave og holde dialoger.", "Sign in to write about your own core task and hold dialogues."},
	WorkFor:       S{"Det arbejder vi for", "What we work for"},
	LicencesTitle: S{"Licenser", "Licences"},
	LicencesSay:   S{"Kernehus er fri software under MPL-2.0. Siderne bruger også dette, som andre har lavet og delt:", "Kernehus is free software under MPL-2.0. The pages also use this, which others have made and shared:"},
}
