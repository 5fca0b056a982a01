package text

// DataFile is what is said about a mistake in one of our data files (guides, checks). The
// file's name and line stand in front.
var DataFile = struct {
	Unreadable, NotYAML, TooLarge, Empty, SeveralDocuments, Alias, Tag, TooMany             S
	NotMap, NotList, NotText, NotNumber, NotDate, NotFlag                                   S
	UnknownKey, Missing, Twice, EmptyText, TooLong, ControlCharacters, OneOf, Range, Length S
}{
	Unreadable:        S{"filerne kan ikke læses: %v", "the files cannot be read: %v"},
	NotYAML:           S{"filen kan ikke læses som YAML: %s", "the file cannot be read as YAML: %s"},
	TooLarge:          S{"filen fylder mere end %d KiB", "the file is larger than %d KiB"},
	Empty:             S{"filen er tom", "the file is empty"},
	SeveralDocuments:  S{"der må kun være ét dokument i filen; tag linjen med --- ud", "there may be only one document in the file; take out the line with ---"},
	Alias:             S{"henvisninger med & og * er slået fra; skriv teksten igen", "references with & and * are switched off; write the text again"},
	Tag:               S{"mærker med ! er slået fra; sæt teksten i anførselstegn", "tags with ! are switched off; put the text in quotation marks"},
	TooMany:           S{"der er flere fejl; ret disse først", "there are more mistakes; correct these first"},
	NotMap:            S{"her skal der stå navne med værdier, fx da: … en: …", "names with values are needed here, for example da: … en: …"},
	NotList:           S{"her skal der stå en liste", "a list is needed here"},
	NotText:           S{"her skal der stå en tekst", "a text is needed here"},
	NotDate:           S{"her skal der stå en dato som 2026-03-02", "a date such as 2026-03-02 is needed here"},
	NotNumber:         S{"her skal der stå et helt tal", "a whole number is needed here"},
	NotFlag:           S{"her skal der stå true eller false", "true or false is needed here"},
	UnknownKey:        S{"navnet ”%s” kender vi ikke her; brug et af disse: %s", "the name “%s” is not known here; use one of these: %s"},
	Missing:           S{"”%s” mangler", "“%s” is missing"},
	Twice:             S{"”%s” står her to gange", "“%s” stands here twice"},
	EmptyText:         S{"teksten er tom", "the text is empty"},
	TooLong:           S{"teksten er for lang; her er der plads til %d tegn", "the text is too long; there is room for %d characters"},
	ControlCharacters: S{"teksten har tegn, som ikke kan vises", "the text has characters that cannot be shown"},
	OneOf:             S{"”%s” kan ikke bruges her; vælg blandt: %s", "“%s” cannot be used here; choose among: %s"},
	Range:             S{"%d kan ikke bruges her; tallet skal være fra %d til %d", "%d cannot be used here; the number must be from %d to %d"},
	Length:            S{"listen skal have fra %d til %d punkter; her er %d", "the list must have from %d to %d items; here are %d"},
}
