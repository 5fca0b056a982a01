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
}
