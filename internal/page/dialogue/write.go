package dialogue

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// writing is a form in which a facilitator writes something down for the room.
type writing struct {
	Kind   artefact.Kind
	Label  string
	ID     string // made once: sent twice, it is kept once
	Fields []field
	Open   bool // it was refused, and is shown with what was typed
}

// writings are what a facilitator can write down in a step: what the step takes, and
// always a disagreement, an agreement and what the room lacks to know.
func writings(ctx context.Context, s dialogue.StepDesk, typed url.Values) []writing {
	kinds := []artefact.Kind{artefact.Disagreement, artefact.Agreement, artefact.KnowledgeNeed}
	for _, a := range s.Accepts {
		if a.Kind != artefact.Mark && a.Kind != artefact.OverlapMap && !slices.Contains(kinds, a.Kind) {
			kinds = append(kinds, a.Kind)
		}
	}
	var out []writing
	for _, k := range kinds {
		w := writing{Kind: k, Label: k.Label().In(ctx), ID: id.UUID()}
		value := func(string) string { return "" }
		if typed.Get("write") == string(k) {
			w.Open, w.ID, value = true, typed.Get("id"), typed.Get
		}
		w.Fields = onlyAsked(s, k, fieldsOf(ctx, k, "skriv-"+string(k), value))
		out = append(out, w)
	}
	return out
}

// write keeps what a facilitator writes down for the room.
func (p Pages) write(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	kind := artefact.Kind(form.Get("write"))
	v, err := p.Dialogues.Desk(r.Context(), r.Actor(), dialogueID(r), lookedAtIn(form))
	if err != nil {
		return nil, err
	}
	data := dataOf(form, kind)
	if takes(v.Shown, kind) || kind == artefact.Disagreement {
		_, err = p.Dialogues.EnterFor(r.Context(), r.Actor(), v.Dialogue.ID, dialogue.Entry{
			ID: form.Get("id"), Step: v.Shown.Number, Group: form.Get("group"), Channel: card.FromFacilitator, Kind: kind, Data: data,
		})
	} else {
		_, err = p.Dialogues.Agree(r.Context(), r.Actor(), v.Dialogue.ID, agreement.Input{Kind: kind, Data: data})
	}
	if err != nil {
		return p.refusedAct(r, form, err)
	}
	say := text.Desk.WrittenDown
	if kind == artefact.Disagreement {
		say = text.Desk.DisputeNoted
	}
	return p.backToDesk(r, form, say.In(r.Context())), nil
}

// paper is the page where what came on paper is written in, form after form.
type paper struct {
	Base       string
	Form       ui.Form
	ID         string
	Step       dialogue.StepDesk
	Steps      []ui.Option
	Kinds      []ui.Option
	Kind       artefact.Kind
	Fields     []field
	Actors     []ui.Option
	Groups     []ui.Option
	Cards      []ui.Option // what a mark can be set on
	Profession bool        // asked for here, because the kind does not
	Marks      []string
}

// sortOnPaper is what the sort of a mark is called in the form, whose own "slags" is the kind.
const sortOnPaper = "maerke"

// filled gives the page its fields, with what was typed.
func (p paper) filled(ctx context.Context, form ui.Form) paper {
	p.Form, p.Profession = form, true
	p.Fields = onlyAsked(p.Step, p.Kind, fieldsOf(ctx, p.Kind, "papir", form.Value))
	for i, f := range p.Fields {
		switch {
		case f.Name == artefact.FieldProfession:
			p.Profession = false
		case f.Type == artefact.Card:
			p.Fields[i].Options = append([]ui.Option{{Text: text.Desk.ChooseOne.In(ctx)}}, p.Cards...)
		case f.Name == artefact.FieldSort:
			p.Fields[i].Name, p.Fields[i].Value = sortOnPaper, form.Value(sortOnPaper)
			p.Fields[i].Options = slices.DeleteFunc(f.Options, func(o ui.Option) bool { return o.Value != "" && !slices.Contains(p.Marks, o.Value) })
		}
	}
	return p
}

// onlyAsked leaves out what the step does not ask for of a kind it takes: which side a text
// belongs to, where the guide has no sides.
func onlyAsked(s dialogue.StepDesk, k artefact.Kind, list []field) []field {
	at := slices.IndexFunc(s.Accepts, func(a dialogue.Accepts) bool { return a.Kind == k })
	if at < 0 {
		return list
	}
	return slices.DeleteFunc(list, func(f field) bool {
		return f.Value == "" && !slices.ContainsFunc(s.Accepts[at].Fields, func(x dialogue.FieldView) bool { return x.Name == f.Name })
	})
}

func (p Pages) paper(r *web.Request) (web.Reply, error) {
	return p.paperPage(r, ui.Form{Values: r.URL.Query()}, lookedAt(r), r.URL.Query().Get("slags"))
}

// paperPage shows the form of a kind in a step, with what was typed.
func (p Pages) paperPage(r *web.Request, form ui.Form, step int, kind string) (web.Reply, error) {
	v, page, err := p.paperOf(r, step, kind)
	if err != nil {
		return nil, err
	}
	page.ID = id.UUID()
	page = page.filled(r.Context(), form)
	return p.of(r, v.Dialogue, text.Paper.EnterTitle, enterView(page)), nil
}

func (p Pages) paperOf(r *web.Request, step int, kind string) (dialogue.DeskView, paper, error) {
	ctx := r.Context()
	v, err := p.Dialogues.Desk(ctx, r.Actor(), dialogueID(r), step)
	if err != nil {
		return v, paper{}, err
	}
	page := paper{Base: href(v.Dialogue.ID, ""), Step: v.Shown}
	for _, s := range v.All {
		if len(s.Accepts) > 0 && s.Status != room.StepWaiting && s.Visibility != guide.Private {
			page.Steps = append(page.Steps, ui.Option{Value: strconv.Itoa(s.Number), Text: text.Paper.StepOption.F(ctx, s.Number, s.Title)})
		}
	}
	for _, a := range v.Shown.Accepts {
		page.Kinds = append(page.Kinds, ui.Option{Value: string(a.Kind), Text: a.Kind.Label().In(ctx)})
		if page.Kind == "" || string(a.Kind) == kind || kind == "" && page.Kind == artefact.Mark { // a mark is set by a hand, and seldom on paper
			page.Kind = a.Kind
		}
	}
	page.Actors = append(page.Actors, ui.Option{Text: text.Paper.NotSaid.In(ctx)})
	for _, a := range room.Actors() {
		page.Actors = append(page.Actors, ui.Option{Value: string(a), Text: a.Label().In(ctx)})
	}
	page.Marks = v.Shown.Marks
	for _, c := range v.Cards {
		if c.Kind != artefact.Mark {
			page.Cards = append(page.Cards, ui.Option{Value: c.ID, Text: short(c.Data[c.Kind.Main()])})
		}
	}
	page.Groups = append(page.Groups, ui.Option{Text: text.Paper.NoGroup.In(ctx)})
	for _, g := range v.Groups {
		page.Groups = append(page.Groups, ui.Option{Value: g.Key, Text: g.Label})
	}
	return v, page, nil
}

func (p Pages) enterPaper(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	step, kind := lookedAtIn(form), artefact.Kind(form.Get("slags"))
	data := dataOf(form, kind)
	if kind == artefact.Mark {
		data[artefact.FieldSort] = form.Get(sortOnPaper)
	}
	_, err = p.Dialogues.EnterFor(r.Context(), r.Actor(), dialogueID(r), dialogue.Entry{
		ID: form.Get("id"), Step: step, Group: form.Get("group"), Channel: card.Paper, Actor: room.Actor(form.Get("actor")),
		Profession: cmp.Or(form.Get("profession"), form.Get(artefact.FieldProfession)), Kind: kind, Data: data,
	})
	if err == nil {
		q := url.Values{"trin": {strconv.Itoa(step)}, "slags": {string(kind)}, "group": {form.Get("group")}}
		return web.Redirect{To: href(dialogueID(r), "/papir?"+q.Encode()), Say: text.Paper.Entered.In(r.Context())}, nil
	}
	v, page, again := p.paperOf(r, step, string(kind))
	if again != nil {
		return nil, err
	}
	return web.Refused(r, err, func(f ui.Form) web.Page {
		page.ID = form.Get("id")
		page := page.filled(r.Context(), f)
		return p.of(r, v.Dialogue, text.Paper.EnterTitle, enterView(page))
	})
}
