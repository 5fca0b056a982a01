package text

// GuideFile is what is said about a mistake in a guide that only a guide can have; the
// file's name and line stand in front.
var GuideFile = struct {
	ID, StepNumber, MinAboveMax, GroupAboveRoom, UnknownVariant, TwiceVariant, TwiceGuide  S
	DoesNotAddUp, PartMissing, PartOrder, PartLength                                       S
	LaterStep, NothingToShow, NothingToGather, PrivateShown, MarksWithoutKind, MarkNoCards S
	KindTwice, GroupsIncomplete, GroupsUnused, NoPlan                                      S
}{
	ID:               S{"”%s” kan ikke være et id; brug små bogstaver a-z, tal og _, og begynd med et bogstav", "“%s” cannot be an id; use lower-case letters a-z, digits and _, and start with a letter"},
	StepNumber:       S{"trinnet skal have nummer %d; trin tælles fra 1 uden huller", "the step must have number %d; steps are counted from 1 without gaps"},
	MinAboveMax:      S{"min er større end max", "min is larger than max"},
	GroupAboveRoom:   S{"en gruppe kan ikke være større end hele rummet", "a group cannot be larger than the whole room"},
	UnknownVariant:   S{"varianten ”%s” står ikke under varianter", "the variant “%s” does not stand under varianter"},
	TwiceVariant:     S{"to varianter har id’et ”%s”", "two variants have the id “%s”"},
	TwiceGuide:       S{"id’et ”%s” bruges også i %s", "the id “%s” is also used in %s"},
	DoesNotAddUp:     S{"trinene giver %d minutter med %d grupper, men her står %d", "the steps give %d minutes with %d groups, but here stands %d"},
	PartMissing:      S{"”del” mangler; en variant kan holdes i dele, så hvert trin skal høre til en del", "“del” is missing; a variant may be held in parts, so every step must belong to one"},
	PartOrder:        S{"del %d kan ikke stå her; dele tælles fra 1 uden huller og i samme orden som trinene", "part %d cannot stand here; parts are counted from 1 without gaps, in the order of the steps"},
	PartLength:       S{"del %d varer %d minutter i varianten ”%s”; en del skal vare 30–45 minutter", "part %d takes %d minutes in the variant “%s”; a part must take 30–45 minutes"},
	LaterStep:        S{"trin %d kan ikke bruges her; det skal være et trin, der kommer før", "step %d cannot be used here; it must be a step that comes before"},
	NothingToShow:    S{"trin %d har ingen kort at vise", "step %d has no cards to show"},
	NothingToGather:  S{"trin %d har ingen formuleringer at samle", "step %d has no formulations to gather"},
	PrivateShown:     S{"trin %d er privat; det, der skrives dér, vises og samles aldrig", "step %d is private; what is written there is never shown or gathered"},
	MarksWithoutKind: S{"maerker hører sammen med artefaktet maerke; skriv begge dele eller ingen af dem", "maerker belongs with the artefact maerke; write both or neither"},
	MarkNoCards:      S{"maerke kræver kort_fra: hvilke kort skal have mærker?", "maerke needs kort_fra: which cards get marks?"},
	KindTwice:        S{"”%s” står her to gange", "“%s” stands here twice"},
	GroupsIncomplete: S{"opgave_pr_gruppe mangler %s", "opgave_pr_gruppe lacks %s"},
	GroupsUnused:     S{"ingen variant deler op efter %s, eller trinnet er ikke i grupper, så opgaven til ”%s” bliver aldrig vist", "no variant divides by %s, or the step is not in grupper, so the question for “%s” is never shown"},
	NoPlan:           S{"”%s” mangler; den skal stå, når der kan skrives i trinnet", "“%s” is missing; it must stand where one can write in the step"},
}
