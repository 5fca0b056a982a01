package text

import "kernehus/internal/kernel/fault"

// orgFaults are what can be wrong with units, people and the files they come in.
var orgFaults = map[fault.Code]S{
	"unit-in-itself":    {"En enhed kan ikke ligge under sig selv.", "A unit cannot lie under itself."},
	"unit-ended":        {"Den enhed er nedlagt.", "That unit has ended."},
	"unit-above-ended":  {"Enheden ovenover er nedlagt. Genåbn den først, eller flyt enheden et andet sted hen.", "The unit above has ended. Reopen it first, or move the unit somewhere else."},
	"unit-has-children": {"Der ligger stadig enheder under den. Flyt eller nedlæg dem først.", "There are still units below it. Move or end them first."},
	"ends-before-start": {"Den sidste dag ligger før den første.", "The last day comes before the first."},
	"too-deep":          {"Så dybt kan enheder ikke ligge. Der er plads til %d niveauer.", "Units cannot lie that deep. There is room for %d levels."},
	"not-an-email":      {"Det ligner ikke en e-mailadresse.", "This does not look like an e-mail address."},

	"file-too-large":  {"Filen er for stor. Der er plads til %d MB.", "The file is too large. There is room for %d MB."},
	"too-many-rows":   {"Der er for mange rækker. Der er plads til %d.", "There are too many rows. There is room for %d."},
	"file-empty":      {"Der er ingen rækker i filen.", "There are no rows in the file."},
	"file-unreadable": {"Vi kan ikke læse filen. Gem den som CSV eller som Excel (.xlsx), og prøv igen.", "We cannot read the file. Save it as CSV or as Excel (.xlsx) and try again."},
	"file-old-excel":  {"Filen er i det gamle Excel-format. Gem den som Excel-projektmappe (.xlsx), og prøv igen.", "The file is in the old Excel format. Save it as an Excel workbook (.xlsx) and try again."},
	"column-missing":  {"Kolonnen “%s” mangler i første linje.", "The column “%s” is missing from the first line."},
	"column-twice":    {"Kolonnen “%s” står der to gange.", "The column “%s” is there twice."},
	"bad-rows":        {"Der er %d fejl i filen, så vi har ikke ændret noget.", "There are %d mistakes in the file, so we have changed nothing."},

	"row-unreadable":     {"Linjen kan ikke deles i kolonner. Se efter et anførselstegn, der mangler.", "The line cannot be split into columns. Look for a missing quotation mark."},
	"type-unknown":       {"Skriv enhed eller person i kolonnen type.", "Write enhed or person in the column type."},
	"double":             {"Samme id står allerede på linje %d.", "The same id is already on line %d."},
	"two-leaders":        {"En enhed har én leder. Se også linje %d.", "A unit has one leader. See also line %d."},
	"not-a-date":         {"Det er ikke en dato. Skriv den som 2026-03-02.", "This is not a date. Write it as 2026-03-02."},
	"unknown-unit":       {"Der er ingen enhed med id “%s”, hverken i filen eller hos os.", "There is no unit with the id “%s”, neither in the file nor with us."},
	"unknown-person":     {"Der er ingen person med id “%s”, hverken i filen eller hos os.", "There is no person with the id “%s”, neither in the file nor with us."},
	"refers-to-bad":      {"Rækken bygger på en anden række, der er fejl i: “%s”.", "The row leans on another row that has a mistake: “%s”."},
	"cycle":              {"Enheden ligger under sig selv. Følg overordnet_id opad, så ser I, hvor ringen sluttes.", "The unit lies under itself. Follow overordnet_id upwards to see where the circle closes."},
	"leader-left":        {"Lederen “%s” er her ikke længere.", "The leader “%s” is no longer here."},
	"keeps-child":        {"Enheden kan ikke nedlægges, så længe “%s” ligger under den.", "The unit cannot end while “%s” lies below it."},
	"person-in-ended":    {"Enheden “%s” er nedlagt.", "The unit “%s” has ended."},
	"absent-keeps-child": {"“%s” er ikke i filen, men kan ikke nedlægges, så længe “%s” ligger under den.", "“%s” is not in the file but cannot end while “%s” lies below it."},
	"email-taken":        {"En anden har allerede den e-mailadresse.", "Somebody else already has that e-mail address."},
}
