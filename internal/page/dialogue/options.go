package dialogue

import (
	"context"
	"slices"
	"strings"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
)

// hostLabel is what a co-host's role is called: a role, never a union.
func hostLabel(role string) text.S {
	switch role {
	case "tr":
		return text.DialoguePlan.TR
	case "amr":
		return text.DialoguePlan.AMR
	}
	return text.DialoguePlan.ViceChair
}

func hostOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, role := range dialogue.HostRoles() {
		out = append(out, ui.Option{Value: role, Text: hostLabel(role).In(ctx)})
	}
	return out
}

// heardOptions are those a dialogue may need who are not there of themselves.
func heardOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, a := range []room.Actor{room.Citizen, room.Board, room.Council, room.Partner, room.Politician} {
		out = append(out, ui.Option{Value: string(a), Text: heardLabel(a).In(ctx)})
	}
	return out
}

func heardLabel(a room.Actor) text.S {
	switch a {
	case room.Citizen:
		return text.DialoguePlan.HearCitizens
	case room.Politician:
		return text.DialoguePlan.HearPoliticians
	case room.Partner:
		return text.DialoguePlan.HearPartners
	}
	return a.Label()
}

func sitsLabel(d room.Division) text.S {
	switch d {
	case room.AtTables:
		return text.DialoguePlan.AtTables
	case room.BySide:
		return text.DialoguePlan.BySide
	case room.ByRole:
		return text.DialoguePlan.ByRole
	case room.ByProfession:
		return text.DialoguePlan.ByProfession
	case room.MixedTogether:
		return text.DialoguePlan.Mixed
	}
	return text.DialoguePlan.AsGuide
}

// waysOf are the ways in which the groups of a guide can be made, and the one that is
// chosen already.
func waysOf(ctx context.Context, g guide.Guide, chosen room.Division) []ui.Option {
	ways := room.Ways(g)
	if len(ways) == 0 {
		return nil
	}
	if chosen != room.Together && !slices.Contains(ways, chosen) {
		ways = append(ways, chosen)
	}
	out := []ui.Option{{Text: sitsLabel(room.Together).In(ctx)}}
	for _, d := range ways {
		o := ui.Option{Value: string(d), Text: sitsLabel(d).In(ctx)}
		if d == room.AtTables {
			o.Hint = text.DialoguePlan.AtTablesHint.In(ctx)
		}
		out = append(out, o)
	}
	return out
}

// groupsWhy is why a plan reckons with so many groups.
func groupsWhy(ctx context.Context, r room.Reckoned) string {
	t := text.DialoguePlan
	switch r.Why {
	case room.AsChosen:
		return t.WhyChosen.In(ctx)
	case room.BySize:
		if r.Made > 0 {
			return t.WhySize.F(ctx, r.People, r.Most) + " " + t.WhyTables.F(ctx, r.Made)
		}
		return t.WhySize.F(ctx, r.People, r.Most)
	case room.EachSide:
		return t.WhySides.In(ctx)
	case room.EachRole:
		return t.WhyRoles.In(ctx)
	case room.AsUsual:
		return t.WhyUsual.In(ctx)
	}
	return ""
}

// coverageLabel is how well a side is covered.
func coverageLabel(c dialogue.Coverage) text.S {
	switch c {
	case dialogue.Well:
		return text.DialogueEngine.Well
	case dialogue.Partly:
		return text.DialogueEngine.Partly
	}
	return text.DialogueEngine.NotAt
}

// placeLabel is what a place of the overlap map is called, said in full.
func placeLabel(place string) text.S { return artefact.OverlapMap.FieldLabel(place) }

// placeShort is the same on a button.
func placeShort(place string) text.S {
	t := text.Desk
	switch place {
	case "faelles":
		return t.AllThree
	case "formelt_og_udfoert":
		return t.FormalPerformed
	case "udfoert_og_oplevet":
		return t.PerformedExperienced
	case "formelt_og_oplevet":
		return t.FormalExperienced
	case "kun_formelt":
		return t.OnlyFormal
	case "kun_udfoert":
		return t.OnlyPerformed
	}
	return t.OnlyExperienced
}

// short is the beginning of a text, to tell cards apart by ear.
func short(s string) string {
	const most = 60
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}
