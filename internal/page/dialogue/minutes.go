package dialogue

import (
	"context"
	"slices"
	"strings"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// minutes are the document of a dialogue: what one would hand to the council.
type minutes struct {
	Base, Title, Logo, Municipality string
	Facts                           []pair
	Task                            ui.Link
	Text, Reason                    string
	Pieces                          []pair // stretch and who gave it
	Covers                          []pair
	Overlap                         []minutesPlace
	Disputes                        []minutesCard
	Deals, Needs                    []minutesDeal
	Steps                           []minutesStep
	People, Removed, NotProposed    string
	LeftOff                         string // what of it the core task has no room for
	Closed                          day.Date
	MayRedact                       bool
}

type minutesPlace struct {
	Title string
	Words []string
}

type minutesDeal struct {
	Words, Who string
	More       []pair
	Due        day.Date
	MED        string
	State      text.S
	Removed    string // as of a card
}

type minutesStep struct {
	Number        int
	Title, Prompt string
	Groups        []minutesGroup
	Empty         string // why nothing stands here
}

// minutesGroup is what one group made in a step.
type minutesGroup struct {
	Label string
	Cards []minutesCard
}

type minutesCard struct {
	ID, Words, From string
	More            []pair
	Late, Paper     bool
	Draft           bool
	Marks           []string
	Removed         string // when words of it were taken out for good
}

func (p Pages) minutes(r *web.Request) (web.Reply, error) {
	v, err := p.Dialogues.Minutes(r.Context(), r.Actor(), dialogueID(r))
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	d := v.Dialogue
	page := minutes{
		Base: href(d.ID, ""), Title: d.Title, Logo: r.Site.Logo, Municipality: r.Site.Name, Text: v.Result.Gathered.Text, Reason: v.Result.Gathered.Reason,
		Closed: v.Result.ClosedOn, MayRedact: r.May(access.Redact), People: attendance(ctx, v.Result),
		Removed: removedOn(ctx, v.RemovedOn["gathered"]),
	}
	page.NotProposed = whyNot(ctx, v.Result.NotProposed)
	if n := LeftOff(v.Result); n > 0 && v.Result.Proposed != "" {
		page.LeftOff = text.Minutes.LeftOff.In(ctx, n)
	}
	if page.Task, err = p.taskLink(r, d); err != nil {
		return nil, err
	}
	page.Facts = minutesFacts(ctx, v)
	page.gave(ctx, v.Result)
	for _, side := range artefact.Perspectives() {
		if level, ok := v.Result.Coverage[side]; ok {
			page.Covers = append(page.Covers, pair{artefact.ValueLabel(side).In(ctx), coverageLabel(level).In(ctx)})
		}
	}
	for _, place := range artefact.Places() {
		if words := v.Overlap[place]; len(words) > 0 {
			page.Overlap = append(page.Overlap, minutesPlace{placeLabel(place).In(ctx), words})
		}
	}
	for _, a := range v.Result.Disagreements {
		page.Disputes = append(page.Disputes, minutesCardOf(ctx, a, v.RemovedOn))
	}
	page.agreements(ctx, v)
	if err := p.minutesSteps(r, &page, v); err != nil {
		return nil, err
	}
	return p.of(r, d, text.Minutes.Title, minutesView(page)), nil
}

// gave says of each stretch of the text who gave it: what the leader wrote is the leader's.
func (m *minutes) gave(ctx context.Context, so dialogue.Result) {
	for _, one := range so.Gathered.Pieces {
		label := ""
		if slices.ContainsFunc(so.Artefacts, func(a dialogue.Artefact) bool { return a.Draft && a.ID == one.Card }) {
			label = text.Desk.FromGroup.F(ctx, text.Desk.LeadersDraft.In(ctx), one.Step)
		}
		m.Pieces = append(m.Pieces, pair{given(ctx, one, label), one.Text})
	}
}

// whyNot says why a gathered text has become no proposal.
func whyNot(ctx context.Context, why string) string {
	switch why {
	case "":
		return ""
	case "too-long":
		return text.Minutes.TooLong.In(ctx)
	case "task-retired":
		return text.Minutes.TaskRetired.In(ctx)
	}
	return text.Minutes.NotTaken.In(ctx)
}

// minutesSteps adds the steps with what came of each.
func (p Pages) minutesSteps(r *web.Request, m *minutes, v dialogue.MinutesView) error {
	g, err := p.Dialogues.GuideOf(r.Context(), r.Actor(), v.Dialogue.ID)
	headings := map[string]string{}
	for _, h := range v.Result.Headings {
		headings[h.ID] = h.Title
	}
	for _, s := range v.Steps {
		of, _ := g.Step(s.Number)
		m.Steps = append(m.Steps, minutesStepOf(r.Context(), s, stepContext{of, headings, v.RemovedOn, len(v.Overlap) > 0}))
	}
	return err
}

func (m *minutes) agreements(ctx context.Context, v dialogue.MinutesView) {
	for _, a := range v.Agreements {
		one := minutesDeal{Words: a.Data[a.Kind.Main()], Who: a.Owner, Due: a.Due, State: agreedState(a.State), Removed: removedOn(ctx, v.RemovedOn[a.ID])}
		if one.Who == "" {
			one.Who = a.Role
		}
		if a.State == agreement.Ownerless && a.Data[artefact.FieldAnswer] != "" { // it needs nobody any more
			one.State = text.Minutes.Answered
		}
		for _, f := range a.Data.Pairs(a.Kind) {
			switch f.Field.Name {
			case a.Kind.Main(), artefact.FieldWho, artefact.FieldWhen, artefact.FieldNeedOwner, artefact.FieldNeedDue, artefact.FieldWorkingConditions:
			default:
				one.More = append(one.More, pair{a.Kind.SaidLabel(f.Field.Name).In(ctx), shownValue(ctx, f)})
			}
		}
		if a.MED {
			one.MED = text.Desk.MEDFirst.In(ctx)
			if a.MEDOn != "" {
				one.MED = text.Desk.MEDWas.F(ctx, text.Date(ctx, day.Date(a.MEDOn)))
			}
		}
		if a.Kind == artefact.Agreement {
			m.Deals = append(m.Deals, one)
		} else {
			m.Needs = append(m.Needs, one)
		}
	}
}

// stepContext is what one must know besides to write a step down.
type stepContext struct {
	guide    guide.Step
	headings map[string]string
	removed  map[string]day.Date
	placed   bool // something lies on the overlap map
}

// minutesStepOf is a step with what came of it, group by group.
func minutesStepOf(ctx context.Context, s dialogue.MinutesStep, around stepContext) minutesStep {
	out := minutesStep{Number: s.Number, Title: s.Title, Prompt: s.Prompt}
	for _, a := range s.Artefacts {
		if a.Kind == artefact.Disagreement || a.Kind == artefact.Agreement || a.Kind == artefact.KnowledgeNeed || a.Kind == artefact.OverlapMap {
			continue // they have a place of their own in the document
		}
		one := minutesCardOf(ctx, a, around.removed)
		if h := around.headings[a.Heading]; h != "" {
			one.More = append(one.More, pair{text.Minutes.Under.In(ctx), h})
		}
		i := slices.IndexFunc(out.Groups, func(g minutesGroup) bool { return g.Label == one.From })
		if i < 0 {
			i, out.Groups = len(out.Groups), append(out.Groups, minutesGroup{Label: one.From})
		}
		out.Groups[i].Cards = append(out.Groups[i].Cards, one)
	}
	switch {
	case len(out.Groups) > 0:
	case around.guide.Visibility == guide.Private:
		out.Empty = text.Minutes.WasPrivate.In(ctx)
	case around.guide.Takes(artefact.OverlapMap) && around.placed:
		out.Empty = text.Minutes.WasMap.In(ctx)
	case around.guide.Takes(artefact.OverlapMap):
		out.Empty = text.Minutes.NoMap.In(ctx)
	case len(s.Artefacts) > 0:
		out.Empty = text.Minutes.StandsAbove.In(ctx, len(s.Artefacts))
	default:
		out.Empty = text.Minutes.NothingWritten.In(ctx)
	}
	return out
}

func minutesCardOf(ctx context.Context, a dialogue.Artefact, removed map[string]day.Date) minutesCard {
	out := minutesCard{
		ID: a.ID, Words: a.Data[a.Kind.Main()], Late: a.Late, Paper: a.Provenance.Channel == card.Paper, Draft: a.Draft,
		From: room.GroupLabel(a.Provenance.Group, text.LangOf(ctx)), Removed: removedOn(ctx, removed[a.ID]),
	}
	for _, f := range a.Data.Pairs(a.Kind) {
		if value := shownValue(ctx, f); f.Field.Name != a.Kind.Main() && value != out.From {
			out.More = append(out.More, pair{shortLabel(a.Kind, f.Field.Name).In(ctx), value})
		}
	}
	for _, m := range artefact.Marks() {
		if n := a.Marks[m]; n > 0 {
			out.Marks = append(out.Marks, text.Desk.CountOf.F(ctx, artefact.ValueLabel(m).In(ctx), n))
		}
	}
	return out
}

// removedOn says when words were taken out; nothing where none were.
func removedOn(ctx context.Context, on day.Date) string {
	if on.IsZero() {
		return ""
	}
	return text.Minutes.RemovedOn.F(ctx, text.Date(ctx, on))
}

// minutesFacts are the head of the document.
func minutesFacts(ctx context.Context, v dialogue.MinutesView) []pair {
	t := text.DialogueHome
	d := v.Dialogue
	out := []pair{{t.Unit.In(ctx), v.Unit}}
	for _, f := range facts(ctx, d, guide.Guide{}) {
		switch f.Label {
		case t.Expected.In(ctx), t.Sits.In(ctx), t.Guide.In(ctx), t.Variant.In(ctx):
		default:
			out = append(out, f)
		}
	}
	out = append(out, pair{t.Guide.In(ctx), text.Minutes.GuideIs.F(ctx, v.Guide, v.Variant)})
	return out
}

// attendance says who was in the room, by who they are and never by name.
func attendance(ctx context.Context, r dialogue.Result) string {
	var parts []string
	for _, c := range r.Actors {
		parts = append(parts, text.Desk.CountOf.F(ctx, room.Actor(c.Label).Label().In(ctx), c.Count))
	}
	all := text.Minutes.People.In(ctx, r.People)
	if len(parts) == 0 {
		return all
	}
	return text.Minutes.Attendance.F(ctx, all, strings.Join(parts, ", "))
}
