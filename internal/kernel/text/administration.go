package text

import "kernehus/internal/kernel/fault"

// Administration is what the administrator's pages say.
var Administration = struct {
	CitizenNotice S
}{
	CitizenNotice: S{
		"Teksten beskriver, hvad vi arbejder for. Den ændrer ikke din ret til hjælp eller det serviceniveau, politikerne har besluttet. Det, du kan få, står i din afgørelse, og dér kan du også se, hvordan du klager.",
		"The text describes what we work for. It does not change your right to help or the level of service the council has decided. What you can get is written in your decision letter, and there you can also see how to complain.",
	},
}

var administrationFaults = map[fault.Code]S{
	"not-set-up":         {"Kernehus er ikke sat op endnu.", "Kernehus has not been set up yet."},
	"which-municipality": {"Den kommune findes ikke her. Skriv dens korte navn med --municipality.", "There is no such municipality here. Give its short name with --municipality."},
	"not-a-colour":       {"Skriv farven som # og seks tegn, fx #14543f.", "Write the colour as # and six characters, for example #14543f."},
	"not-a-host":         {"%s kan ikke være en webadresse. Skriv kun navnet, fx kernehus.kommune.dk.", "%s cannot be a web address. Write only the name, for example kernehus.kommune.dk."},
	"too-many-hosts":     {"Der kan være op til %d adresser.", "There can be up to %d addresses."},
	"not-a-picture":      {"Det er ikke et billede, vi kan vise. Brug PNG, JPEG eller WebP.", "This is not a picture we can show. Use PNG, JPEG or WebP."},
}
