package dialogue

import (
	"context"
	"net/url"
	"slices"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// deal is an agreement or a knowledge need with who has it.
type deal struct {
	ID       string
	Version  int64
	Kind     artefact.Kind
	Words    string
	Role     string // as it was written
	Owner    string // person
	Who      string // who has been asked or has said yes, by name
	State    text.S
	Asked    bool // somebody has been asked, or has said yes
	Due      day.Date
	MED      bool
	MEDOn    day.Date
	Fields   []field
	MEDField bool
	Form     ui.Form // refused: with what was typed
	Open     bool
}

// field is a field of a kind in a form of the facilitator's.
type field struct {
	Name, ID, Label, Value string
	Type                   artefact.Type
	Required               bool
	Options                []ui.Option
}

// deals fills in the agreements and the knowledge needs, with whom one can ask.
func (p Pages) deals(r *web.Request, d *desk, v dialogue.DeskView) error {
	for _, a := range v.Agreements {
		if a.Ended {
			continue
		}
		one := dealOf(r.Context(), a)
		one.Open = one.ID == r.URL.Query().Get("aftale")
		if a.Kind == artefact.Agreement {
			d.Deals = append(d.Deals, one)
		} else {
			d.Needs = append(d.Needs, one)
		}
	}
	people, err := p.Units.Colleagues(r.Context(), r.Actor(), id.Of[org.Unit](v.Dialogue.Unit))
	if err != nil {
		return err
	}
	d.Owners = ownerOptions(r.Context(), people)
	return p.named(r, d)
}

// named fills in who has been asked: also those who work elsewhere by now.
func (p Pages) named(r *web.Request, d *desk) error {
	var asked []id.Of[org.Person]
	for _, one := range append(slices.Clone(d.Deals), d.Needs...) {
		if one.Owner != "" {
			asked = append(asked, id.Of[org.Person](one.Owner))
		}
	}
	people, err := p.Units.Named(r.Context(), r.Actor(), asked)
	for _, list := range [][]deal{d.Deals, d.Needs} {
		for i := range list {
			for _, one := range people {
				if one.ID.String() == list[i].Owner {
					list[i].Who = one.Name
				}
			}
		}
	}
	return err
}

func ownerOptions(ctx context.Context, people []org.Person) []ui.Option {
	out := []ui.Option{{Value: "", Text: text.Desk.NoOwner.In(ctx)}}
	for _, one := range people {
		label := one.Name
		if one.Profession != "" {
			label = text.Desk.NameAndProfession.F(ctx, one.Name, one.Profession)
		}
		out = append(out, ui.Option{Value: one.ID.String(), Text: label})
	}
	return out
}

func dealOf(ctx context.Context, a agreement.Agreed) deal {
	d := deal{
		ID: a.ID.String(), Version: a.Version, Kind: a.Kind, Words: a.Data[a.Kind.Main()], Owner: a.Owner, Due: a.Due, MED: a.MED, MEDOn: a.MEDOn,
		Asked: a.Owner != "", State: agreedState(a.State), MEDField: a.Kind == artefact.Agreement,
	}
	d.Role = a.Data[artefact.FieldWho] + a.Data[artefact.FieldNeedOwner] // each kind has one of them
	d.Fields = fieldsOf(ctx, a.Kind, a.ID.String(), func(name string) string {
		if name == artefact.FieldWorkingConditions && a.MED { // however it was marked
			return artefact.Yes
		}
		return a.Data[name]
	})
	return d
}

func agreedState(s agreement.State) text.S {
	switch s {
	case agreement.Asked:
		return text.Desk.StateAsked
	case agreement.Accepted:
		return text.Desk.StateYes
	case agreement.Refused:
		return text.Desk.StateNo
	case agreement.Done:
		return text.Desk.StateDone
	}
	return text.Desk.StateNone
}

// fieldsOf gives the fields of a kind for a form. prefix keeps ids apart in one page.
func fieldsOf(ctx context.Context, k artefact.Kind, prefix string, value func(string) string) []field {
	var out []field
	for _, f := range k.Asked() {
		one := field{Name: f.Name, ID: prefix + "-" + f.Name, Label: k.FieldLabel(f.Name).In(ctx), Value: value(f.Name), Type: f.Type, Required: f.Required}
		if f.Type == artefact.Choice {
			one.Options = append(one.Options, ui.Option{Text: text.Desk.ChooseOne.In(ctx)})
			for _, v := range f.Values {
				one.Options = append(one.Options, ui.Option{Value: v, Text: artefact.ValueLabel(v).In(ctx)})
			}
		}
		out = append(out, one)
	}
	return out
}

// dataOf reads the fields of a kind from a form.
func dataOf(form url.Values, k artefact.Kind) artefact.Data {
	d := artefact.Data{}
	for _, f := range k.Asked() {
		v := form.Get(f.Name)
		if f.Type == artefact.Date {
			if on, err := day.Parse(v); err == nil {
				v = string(on)
			}
		}
		if v != "" {
			d[f.Name] = v
		}
	}
	return d
}

// agree writes an agreement or a knowledge need: its words, whom to ask, when, and MED.
func (p Pages) agree(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	in, err := agreeInput(form)
	if err == nil {
		_, err = p.Dialogues.Agree(r.Context(), r.Actor(), dialogueID(r), in)
	}
	if err != nil {
		return p.refusedDeal(r, form, err)
	}
	say, err := p.askedNow(r, in)
	if err != nil {
		return nil, err
	}
	if form.Get("tilbage") == "aftaler" {
		return web.Redirect{To: href(dialogueID(r), "/aftaler"), Say: say}, nil
	}
	return p.backToDesk(r, form, say), nil
}

// askedNow says that it is kept, and who has been asked.
func (p Pages) askedNow(r *web.Request, in agreement.Input) (string, error) {
	if in.Owner == "" || in.End {
		return text.Desk.Kept.In(r.Context()), nil
	}
	people, err := p.Units.Named(r.Context(), r.Actor(), []id.Of[org.Person]{in.Owner})
	if err != nil || len(people) == 0 {
		return text.Desk.Kept.In(r.Context()), err
	}
	return text.Desk.KeptAsked.F(r.Context(), people[0].Name), nil
}

func agreeInput(form url.Values) (agreement.Input, error) {
	var wrong fault.Fields
	kind := artefact.Kind(form.Get("kind"))
	in := agreement.Input{
		ID: id.Of[agreement.Agreed](form.Get("agreed")), Version: int64(number(&wrong, form, "version")), Card: form.Get("card"), Kind: kind,
		Owner: id.Of[org.Person](form.Get("owner")), MED: form.Get(artefact.FieldWorkingConditions) == artefact.Yes, MEDOn: date(&wrong, form, "med_on"),
		End: form.Get("do") == "fjern", Data: dataOf(form, kind),
	}
	return in, wrong.Err()
}

// dealsOnly is where owners, dates and MED are looked after, also after the close.
func (p Pages) dealsOnly(r *web.Request) (web.Reply, error) {
	v, d, err := p.dealsOf(r)
	if err != nil {
		return nil, err
	}
	return p.of(r, v.Dialogue, text.Desk.DealsTitle, dealsView(d)), nil
}

func (p Pages) dealsOf(r *web.Request) (dialogue.DeskView, desk, error) {
	v, err := p.Dialogues.Desk(r.Context(), r.Actor(), dialogueID(r), 0)
	if err != nil {
		return v, desk{}, err
	}
	d := desk{Base: href(v.Dialogue.ID, ""), OnlyDeals: true}
	d.noted(r.Context(), v)
	return v, d, p.deals(r, &d, v)
}

// refusedDeal shows the agreements where one wrote, with what was typed.
func (p Pages) refusedDeal(r *web.Request, form url.Values, err error) (web.Reply, error) {
	if form.Get("tilbage") != "aftaler" {
		return p.refusedAct(r, form, err)
	}
	v, d, again := p.dealsOf(r)
	if again != nil {
		return nil, again
	}
	return web.Refused(r, err, func(f ui.Form) web.Page {
		d.Form = f
		d.typed(r.Context(), form, f)
		return p.of(r, v.Dialogue, text.Desk.DealsTitle, dealsView(d))
	})
}

// typed puts what was typed back into the form of the agreement it was typed in.
func (d *desk) typed(ctx context.Context, form url.Values, f ui.Form) {
	for _, list := range [][]deal{d.Deals, d.Needs} {
		for i := range list {
			if one := &list[i]; one.ID == form.Get("agreed") {
				one.Form, one.Open, one.Owner = f, true, form.Get("owner")
				one.Fields = fieldsOf(ctx, one.Kind, one.ID, form.Get)
				if on, err := day.Parse(form.Get("med_on")); err == nil {
					one.MEDOn = on
				}
			}
		}
	}
}

// refusedAct shows the screen again with what is wrong; the pages where one came from keep
// what was typed.
func (p Pages) refusedAct(r *web.Request, form url.Values, err error) (web.Reply, error) {
	v, again := p.Dialogues.Desk(r.Context(), r.Actor(), dialogueID(r), lookedAtIn(form))
	if again != nil { // who may not see the screen is not told what was wrong with the form
		return nil, again
	}
	d, again := p.deskOf(r, v)
	if again != nil {
		return nil, again
	}
	d.Writes = writings(r.Context(), v.Shown, form)
	d.typed(r.Context(), form, r.Typed(err))
	return p.refusedDesk(r, err, v, d)
}
