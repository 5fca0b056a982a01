package room

import (
	"context"
	"strconv"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
)

// sheet is one form somebody writes in. Its fields come from the kind alone, so that a
// guide with a step of another kind needs no code here.
type sheet struct {
	Action  string // address of the plain form
	Act     string // data-outbox: "" to make, "correct" to correct
	Code    string
	Step    int
	Kind    artefact.Kind
	Input   string // id the device made, of what is corrected
	Rev     int64  // what the server has
	OneUse  string // id of what is made, for a browser without script
	Late    bool
	Title   string // the kind's name, where a step takes several
	Button  string
	Hint    string // what happens with it
	Typed   ui.Form
	Open    []control // asked straight away
	Folded  []control // asked on wish
	Side    string    // the side that is preset, in words; empty where it is chosen
	Failure string    // what is wrong with the whole
}

// widget is how a control looks.
type widget int

const (
	area widget = iota
	radios
	choice
	date
	check
	preset // said by the group, not chosen
)

// control is one field of a sheet.
type control struct {
	ID       string
	Name     string
	Label    string
	Widget   widget
	Required bool
	Main     bool // the words that stand for the whole: the large field
	Known    bool // said at the door: it is there, and need not be asked again
	Max      int
	Value    string
	Options  []ui.Option
	Error    string
}

// mostOpen is how many fields are asked straight away. More would make a form of what
// should be a sentence.
const mostOpen = 4

// filling is what a sheet's controls are made from.
type filling struct {
	kind    artefact.Kind
	prefix  string // makes ids unique in the page
	values  artefact.Data
	typed   ui.Form // what was refused; its values go before the others
	group   string  // key of the writer's group: a side presets the perspective
	private bool    // nobody else reads it: only the one question is asked
	sided   bool    // the guide looks at the three sides
}

// fill gives a sheet its controls.
func (s sheet) fill(ctx context.Context, f filling) sheet {
	s.Typed = f.typed
	asked := 0
	for _, field := range f.kind.Asked() {
		if field.Type == artefact.Card || field.Name == artefact.FieldPerspective && !field.Required && !f.sided && f.value(field.Name) == "" {
			continue
		}
		c := f.control(ctx, field)
		if c.Widget == preset {
			s.Side = artefact.ValueLabel(c.Value).In(ctx)
		}
		if f.folds(field, c, asked) {
			s.Folded = append(s.Folded, c)
			continue
		}
		asked++
		s.Open = append(s.Open, c)
	}
	return s
}

func (f filling) folds(field artefact.Field, c control, asked int) bool {
	switch {
	case c.Required || c.Error != "" || c.Widget == check:
		return false
	case f.private, f.later(field), c.Known, c.Widget == radios || c.Widget == choice:
		return true
	}
	return asked >= mostOpen
}

// later tells that a field is filled in when the dialogue is over: the answer to what is
// not known yet.
func (f filling) later(field artefact.Field) bool {
	return f.kind == artefact.KnowledgeNeed && field.Name == "svar"
}

func (f filling) control(ctx context.Context, field artefact.Field) control {
	c := control{
		ID: f.prefix + field.Name, Name: field.Name, Label: f.label(field.Name).In(ctx), Required: field.Required,
		Main: field.Name == f.kind.Main(), Max: field.Max, Value: f.value(field.Name), Error: f.typed.Error(ctx, field.Name),
	}
	c.Known = field.Name == artefact.FieldProfession && c.Value != "" && f.typed.Values == nil
	switch field.Type {
	case artefact.Date:
		c.Widget = date
	case artefact.Flag:
		c.Widget = check
	case artefact.Choice:
		c.Widget = choice
		if field.Required {
			c.Widget = radios
		}
		for _, v := range field.Values {
			c.Options = append(c.Options, ui.Option{Value: v, Text: artefact.ValueLabel(v).In(ctx)})
			if v == f.group && field.Required && (c.Value == "" || c.Value == v) {
				c.Widget, c.Value = preset, v
			}
		}
	}
	return c
}

// label asks one person where nobody else reads it.
func (f filling) label(name string) text.S {
	if f.private {
		return f.kind.AloneLabel(name)
	}
	return f.kind.FieldLabel(name)
}

func (f filling) value(name string) string {
	if f.typed.Values != nil {
		return f.typed.Value(name)
	}
	return f.values[name]
}

// hint says what happens with what is written in a step.
func hint(ctx context.Context, v guide.Visibility, inGroup bool) string {
	t := text.Room
	switch {
	case v == guide.Private:
		return t.HintPrivate.In(ctx)
	case v == guide.OwnGroup:
		return t.HintGroup.In(ctx)
	case v == guide.Open:
		return t.HintOpen.In(ctx)
	case inGroup:
		return t.HintHiddenGroup.In(ctx)
	}
	return t.HintHidden.In(ctx)
}

// written reads what somebody wrote on a sheet: the fields its kind asks for, and no other.
func written(k artefact.Kind, f ui.Form) artefact.Data {
	d := artefact.Data{}
	for _, field := range k.Asked() {
		if v := f.Value(field.Name); v != "" {
			d[field.Name] = v
		}
	}
	return d
}

// sheets are the forms of a step for one who sits in a group.
func (p phone) sheets(ctx context.Context, s dialogue.StepView) []sheet {
	var out []sheet
	several := 0
	for _, a := range s.Accepts {
		if writable(a.Kind) {
			several++
		}
	}
	for _, a := range s.Accepts {
		if !writable(a.Kind) {
			continue
		}
		one := p.sheet(ctx, s.Number, a.Kind)
		one.Hint = hint(ctx, s.Visibility, p.inGroup(s))
		one.Late = s.Status == room.StepClosed
		if several > 1 || len(s.Marks) > 0 {
			one.Title = a.Kind.Label().In(ctx)
		}
		if one.Late {
			one.Button = text.Room.AddLate.In(ctx)
		}
		f := filling{kind: a.Kind, prefix: string(a.Kind) + "-", group: p.groupIn(s), private: s.Visibility == guide.Private, sided: p.Room.Sided}
		if p.Seat.Profession != "" && a.Kind == artefact.Contribution {
			f.values = artefact.Data{artefact.FieldProfession: p.Seat.Profession}
		}
		if p.Refused.Step == s.Number && p.Refused.Kind == a.Kind && p.Refused.Input == "" {
			f.typed, one.Failure, one.Late = p.Refused.Form, p.Refused.Failure, one.Late || p.Refused.Late
			if p.Refused.OneUse != "" {
				one.OneUse = p.Refused.OneUse
			}
		}
		out = append(out, one.fill(ctx, f))
	}
	return out
}

// lost is the form for what was sent in vain to a step that is closed and no longer shown:
// it can still be sent as a latecomer.
func (p phone) lost(ctx context.Context) []sheet {
	w := p.Refused
	if !w.Late || w.Input != "" || !w.Kind.Known() || w.Step == p.current() {
		return nil
	}
	s := p.sheet(ctx, w.Step, w.Kind)
	s.OneUse, s.Late, s.Failure, s.Button = w.OneUse, true, w.Failure, text.Room.AddLate.In(ctx)
	return []sheet{s.fill(ctx, filling{kind: w.Kind, prefix: "late-", typed: w.Form, sided: p.Room.Sided})}
}

// writable tells whether a kind is written in a form of its own: marks are set on cards,
// and the overlap map is the facilitator's.
func writable(k artefact.Kind) bool { return k != artefact.Mark && k != artefact.OverlapMap }

func (p phone) sheet(ctx context.Context, step int, k artefact.Kind) sheet {
	return sheet{Action: p.at("/bidrag"), Code: p.Code, Step: step, Kind: k, OneUse: id.UUID(), Button: text.Room.Add.In(ctx)}
}

// correction is the form to correct one's own with.
func (p phone) correction(ctx context.Context, in dialogue.OwnInput) sheet {
	s := p.sheet(ctx, in.Step, in.Kind)
	s.Action, s.Act, s.Input, s.Rev, s.Button = p.at("/bidrag/"+in.ID), "correct", in.ID, in.Rev, text.Room.SaveChange.In(ctx)
	f := filling{kind: in.Kind, prefix: in.Card + "-", values: in.Data, group: p.Seat.Group, private: in.Private, sided: p.Room.Sided}
	if p.Refused.Input == in.ID {
		f.typed, s.Failure = p.Refused.Form, p.Refused.Failure
	}
	return s.fill(ctx, f)
}

func number(n int) string { return strconv.Itoa(n) }
