package text

import "kernehus/internal/kernel/fault"

// DialogueEngine is what the engine itself says, whatever the page.
var DialogueEngine = struct {
	Group, Leaders, Employees                                                  S
	Citizen, Employee, LeaderHere, Politician, Partner, Board, Council, Others S
	Well, Partly, NotAt, NoProfession                                          S
	EachSide, EachGroup                                                        S
}{
	Group:      S{"Gruppe %s", "Group %s"},
	Leaders:    S{"Lederne", "The leaders"},
	Employees:  S{"Medarbejderne", "The employees"},
	Citizen:    S{"Borger", "Citizen"},
	Employee:   S{"Medarbejder", "Employee"},
	LeaderHere: S{"Leder", "Leader"},
	Politician: S{"Politiker", "Politician"},
	Partner:    S{"Samarbejdspartner", "Partner"},
	Board:      S{"Skole- eller forældrebestyrelse", "School or parents’ board"},
	Council:    S{"Ældreråd, handicapråd eller andet råd", "Council of older people, disability council or another council"},
	Others:     S{"Andre", "Others"},
	Well:       S{"Godt", "Well"},
	Partly:     S{"Delvist", "Partly"},
	NotAt:      S{"Slet ikke", "Not at all"},

	// EachSide and EachGroup stand on the wall where every group has a question of its own.
	EachSide:  S{"Hver gruppe ser på sin side. Jeres spørgsmål står på telefonen.", "Each group looks at its own side. Your question is on your phone."},
	EachGroup: S{"Hver gruppe har sit eget spørgsmål. Jeres står på telefonen.", "Each group has a question of its own. Yours is on your phone."},

	NoProfession: S{"Faggruppe ikke oplyst", "Profession not stated"},
}

// Virtual is what the virtual phones of kernehus simulate write.
var Virtual = []S{
	{"Vi ringer tilbage samme dag, også når vi ikke har et svar endnu", "We call back the same day, also when we do not have an answer yet"},
	{"Jeg ville ønske, at I talte sammen, før I taler med mig", "I wish you talked to each other before you talk to me"},
	{"Vi bruger for lang tid på at skrive det samme tre steder", "We spend too long writing the same in three places"},
	{"Det er rart at møde den samme to gange", "It is good to meet the same person twice"},
	{"Loven siger, at vi skal, men ikke hvordan", "The law says that we must, but not how"},
	{"Børnene skal gå hjem med lyst til at komme igen", "The children should go home wanting to come back"},
	{"Når det går godt, er det, fordi nogen tog sig tid", "When it goes well, it is because somebody took the time"},
	{"Vi ved for lidt om, hvad der sker, når de går herfra", "We know too little about what happens when they leave"},
	{"Politikerne har lovet det i budgettet, så det skal kunne mærkes", "The politicians have promised it in the budget, so it should be felt"},
	{"Skriv til mig i et sprog, jeg kan forstå", "Write to me in words I can understand"},
	{"Vi kunne spørge dem, der ikke kommer", "We could ask those who do not come"},
	{"Det vigtigste er, at nogen holder aftalen", "What matters most is that somebody keeps the agreement"},
}

var dialogueFaults = map[fault.Code]S{
	"doors-open":         {"Dørene er allerede åbne.", "The doors are already open."},
	"not-open":           {"Dialogen er ikke åbnet endnu.", "The dialogue has not been opened yet."},
	"dialogue-closed":    {"Dialogen er lukket. Det, du har skrevet, ligger stadig på din telefon, og du kan kopiere det.", "The dialogue is closed. What you wrote is still on your phone, and you can copy it."},
	"no-next-step":       {"Det var det sidste trin. Nu kan dialogen lukkes.", "That was the last step. The dialogue can be closed now."},
	"no-previous-step":   {"Der er ikke noget trin før det her.", "There is no step before this one."},
	"no-such-step":       {"Det trin findes ikke i guiden.", "The guide has no such step."},
	"step-waiting":       {"Trinnet er ikke begyndt endnu. Vent, til facilitatoren går videre.", "The step has not begun yet. Wait until the facilitator moves on."},
	"step-closed":        {"Trinnet er lukket. Du kan sende det som efternøler, så kommer det med i referatet.", "The step is closed. You can send it late, and it will be in the minutes."},
	"too-late-to-reopen": {"Det er mere end et døgn siden, dialogen blev lukket, så den kan ikke åbnes igen.", "The dialogue was closed more than a day ago and cannot be opened again."},
	"moved-meanwhile":    {"En anden facilitator har lige skiftet trin. Se, hvor I er nu.", "Another facilitator has just changed the step. See where you are now."},
	"id-reused":          {"Der er allerede sendt noget andet med det samme id.", "Something else has already been sent with the same id."},
	"leader-writes":      {"På det her trin er det lederen, der skriver.", "In this step it is the leader who writes."},
	"facilitator-writes": {"På det her trin er det facilitatoren, der skriver.", "In this step it is the facilitator who writes."},
	"no-such-card":       {"Vi kan ikke finde det kort. Måske er det trukket tilbage.", "We cannot find that card. It may have been withdrawn."},
	"no-such-code":       {"Vi kender ikke den kode. Se efter på skærmen, og prøv igen.", "We do not know this code. Look at the screen and try again."},
	"door-closed":        {"Døren er lukket lige nu. Spørg facilitatoren, om du kan komme ind.", "The door is closed right now. Ask the facilitator whether you may come in."},
	"not-inside":         {"Du er ikke med i dialogen på denne telefon. Skriv koden for at være med.", "You are not in the dialogue on this phone. Enter the code to take part."},
	"removed":            {"Facilitatoren har taget denne telefon ud af dialogen.", "The facilitator has taken this phone out of the dialogue."},
	"core-task-retired":  {"Kerneopgaven er udgået.", "The core task is retired."},
	"not-closed":         {"Referatet kommer, når dialogen er lukket.", "The minutes come when the dialogue is closed."},
	"already-answered":   {"Der er allerede svaret på aftalen.", "The agreement has already been answered."},
	"not-in-groups":      {"På det her trin er I ikke delt i grupper.", "In this step you are not divided into groups."},
	"guide-unreadable":   {"Guiden kan ikke læses længere. Bed en administrator om at se på den.", "The guide can no longer be read. Ask an administrator to look at it."},
	"already-begun":      {"Dialogen er begyndt, så guide, variant og enhed kan ikke ændres mere.", "The dialogue has begun, so guide, variant and unit can no longer be changed."},
	"last-facilitator":   {"Der skal være mindst én facilitator. Tilføj en anden først.", "There must be at least one facilitator. Add another one first."},
}
