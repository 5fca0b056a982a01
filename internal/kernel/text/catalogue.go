package text

// Catalogue is what is said about a file of core tasks; the file's name and line stand in
// front of a mistake.
var Catalogue = struct {
	HasCPR, HasEmail, UnknownTask, SameID, UnknownUnit, Itself, Circle, NotDate, Order, NeedsAdoption S
}{
	HasCPR:        S{"her står noget, der ligner et cpr-nummer; tag det ud", "something here looks like a CPR number; take it out"},
	HasEmail:      S{"her står en e-mailadresse; tag den ud", "there is an e-mail address here; take it out"},
	UnknownTask:   S{"”%s” er hverken en kerneopgave i filen eller en, der er hentet ind før", "“%s” is neither a core task in the file nor one that has been taken in before"},
	SameID:        S{"id’et ”%s” står to gange i filen", "the id “%s” stands twice in the file"},
	UnknownUnit:   S{"enheden ”%s” findes ikke; hent organisationen ind først, eller ret id’et", "there is no unit “%s”; take in the organisation first, or correct the id"},
	Itself:        S{"kerneopgaven kan ikke pege på sig selv", "the core task cannot point to itself"},
	Circle:        S{"kerneopgaver, der fortolker hinanden, må ikke gå i ring", "core tasks that interpret one another must not go in a circle"},
	NotDate:       S{"her skal der stå en dato som \"2026-03-12\" i anførselstegn", "a date such as \"2026-03-12\" in quotation marks is needed here"},
	Order:         S{"datoerne i historikken skal komme i rækkefølge og ligge før den gældende tekst", "the dates of the history must be in order and before the text in force"},
	NeedsAdoption: S{"kun en vedtaget tekst kan være offentliggjort; skriv gaeldende_fra", "only an adopted text can be published; write gaeldende_fra"},
}
