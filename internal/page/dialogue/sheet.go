package dialogue

import (
	"context"
	"slices"
	"strconv"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// sheets are what hangs on the door and lies on the tables: QR, code and ground rules.
type sheets struct {
	Base, Title, Unit, Code, Short string
	Door                           string   // address behind the QR on the door
	Tables                         []string // addresses for tables with a QR of their own
	Rules                          []string
	Open                           bool
}

func (p Pages) sheet(r *web.Request) (web.Reply, error) {
	d, g, err := p.facilitated(r)
	if err != nil {
		return nil, err
	}
	base, err := p.base(r)
	if err != nil {
		return nil, err
	}
	page := sheets{Base: href(d.ID, ""), Title: d.Title, Code: dialogue.ShowCode(d.Code), Short: base + "/deltag", Door: base + "/deltag/" + d.Code, Open: d.Phase == room.Open}
	for _, s := range g.GroundRules {
		page.Rules = append(page.Rules, s.Say(r.Lang()))
	}
	if d.Plan.Sits == room.AtTables {
		for n := range d.Tables(g) {
			page.Tables = append(page.Tables, page.Door+"?bord="+strconv.Itoa(n+1))
		}
	}
	return p.of(r, d, text.Paper.SheetTitle, sheetView(page)), nil
}

// facilitated gives a dialogue the visitor facilitates, with its guide.
func (p Pages) facilitated(r *web.Request) (dialogue.Dialogue, guide.Guide, error) {
	d, _, err := p.Dialogues.Get(r.Context(), r.Actor(), dialogueID(r))
	if err != nil {
		return d, guide.Guide{}, err
	}
	if d.Code == "" { // blank to who does not facilitate it
		return d, guide.Guide{}, fault.Denied()
	}
	g, err := p.Dialogues.GuideOf(r.Context(), r.Actor(), d.ID)
	return d, g, err
}

// form is one sheet: what can be written in a step, one kind on each, so that a loose sheet
// says by itself what it is.
type form struct {
	Number  int
	Title   string
	Prompts []pair // by group where they differ; the label is empty for the step's own
	Kind    string // empty where the step takes only one
	Fields  []formField
	Asked   bool // the fields ask for the profession: it is not asked again at the foot
}

// formField is a field on paper: boxes to tick, or lines to write on.
type formField struct {
	Label string
	Boxes []string
	Lines []struct{} // one for each line to write on
}

// forms are the paper forms of a dialogue.
type forms struct {
	Base, Title string
	Forms       []form
	Actors      []string
}

func (p Pages) forms(r *web.Request) (web.Reply, error) {
	d, g, err := p.facilitated(r)
	if err != nil {
		return nil, err
	}
	page := forms{Base: href(d.ID, ""), Title: d.Title}
	for _, a := range room.Actors() {
		page.Actors = append(page.Actors, a.Label().In(r.Context()))
	}
	for _, s := range g.Steps {
		page.Forms = append(page.Forms, formsOf(r.Context(), s, g, d)...)
	}
	return p.of(r, d, text.Paper.FormsTitle, formsView(page)), nil
}

// formsOf are the sheets of a step.
func formsOf(ctx context.Context, s guide.Step, g guide.Guide, d dialogue.Dialogue) []form {
	if s.Who != guide.Everyone || s.Visibility == guide.Private {
		return nil // the leader and the facilitator write for themselves
	}
	var out []form
	l := text.LangOf(ctx)
	for _, k := range s.Accepts {
		if k == artefact.OverlapMap || hasSheet(g, s.CardsFrom, k) {
			continue
		}
		f := form{Number: s.Number, Title: s.Title.Say(l), Prompts: promptsOf(s, g, d, l), Kind: k.Label().In(ctx)}
		if k == artefact.Mark {
			f.Fields = marksOnPaper(ctx, s)
			out = append(out, f)
			continue
		}
		for _, x := range g.Asks(k) {
			if x.Name != artefact.FieldAnswer { // nobody has it on the day
				f.Fields = append(f.Fields, paperField(ctx, k, x))
				f.Asked = f.Asked || x.Name == artefact.FieldProfession
			}
		}
		out = append(out, f)
	}
	if len(out) == 1 {
		out[0].Kind = ""
	}
	return out
}

// hasSheet tells whether one of the steps has a sheet for the kind already: what is added to
// those cards later is written on the same one.
func hasSheet(g guide.Guide, steps []int, k artefact.Kind) bool {
	return slices.ContainsFunc(steps, func(n int) bool {
		s, _ := g.Step(n)
		return s.Who == guide.Everyone && s.Visibility != guide.Private && s.Takes(k)
	})
}

// cardsOnASheet is how many cards one sheet of marks has room for.
const cardsOnASheet = 6

// marksOnPaper is a line for each card somebody marks.
func marksOnPaper(ctx context.Context, s guide.Step) []formField {
	one := formField{Label: text.Paper.MarkedCard.In(ctx), Lines: make([]struct{}, 1)}
	for _, m := range s.Marks {
		one.Boxes = append(one.Boxes, artefact.ValueLabel(m).In(ctx))
	}
	return slices.Repeat([]formField{one}, cardsOnASheet)
}

// promptsOf are the questions of a step, by group where they differ in this form of it.
func promptsOf(s guide.Step, g guide.Guide, d dialogue.Dialogue, l text.Lang) []pair {
	v, _ := g.Variant(d.Variant)
	by := room.DivisionIn(s, v, d.Plan.Sits)
	var out []pair
	for _, key := range room.OwnPrompts(s, by) {
		out = append(out, pair{room.GroupLabel(key, l), s.Prompt(key).Say(l)})
	}
	if len(out) == 0 {
		out = []pair{{"", s.Prompt("").Say(l)}}
	}
	return out
}

func paperField(ctx context.Context, k artefact.Kind, f artefact.Field) formField {
	out := formField{Label: k.FieldLabel(f.Name).In(ctx)}
	switch {
	case f.Type == artefact.Date:
		out.Lines = make([]struct{}, 1)
	case f.Type == artefact.Text && f.Required:
		out.Lines = make([]struct{}, 4)
	case f.Type == artefact.Text:
		out.Lines = make([]struct{}, 2)
	}
	for _, v := range f.Values {
		out.Boxes = append(out.Boxes, artefact.ValueLabel(v).In(ctx))
	}
	return out
}
