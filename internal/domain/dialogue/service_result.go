package dialogue

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// everything reads all that lies in a dialogue, whatever the step.
func (o opened) everything(tx *db.Tx) (lying, error) {
	var p lying
	var steps []int
	for _, s := range o.guide.Steps {
		steps = append(steps, s.Number)
	}
	var err error
	if p.Inputs, err = card.Written(tx, o.ID.String(), steps, card.Query{Newest: mostInputs}); err != nil {
		return p, err
	}
	if p.Placings, err = card.Placings(tx, o.ID.String()); err != nil {
		return p, err
	}
	if p.Headings, err = card.Headings(tx, o.ID.String()); err != nil {
		return p, err
	}
	if p.Marks, err = card.MarkCounts(tx, o.ID.String()); err != nil {
		return p, err
	}
	if p.covered, err = coverages(tx, o.ID); err != nil {
		return p, err
	}
	p.gathered, err = loadGathered(tx, o.ID)
	return p, err
}

func (o opened) resultFor(tx *db.Tx, p lying, who room.Audience, least int) (Result, error) {
	room, err := countActors(tx, o.ID)
	if err != nil {
		return Result{}, err
	}
	room.least = least
	agreed, err := agreement.Of(tx, o.ID.String())
	return p.result(o.Dialogue, o.guide, room, who).with(p.covered, p.gathered, agreed), err
}

// freeze writes what the dialogue came to when it closes: private notes go, agreements
// become records, the gathered text becomes a proposed version of the core task.
func (s *Service) freeze(tx *db.Tx, o *opened, least int) error {
	p, err := o.everything(tx)
	if err != nil {
		return err
	}
	if err := o.agreeOnCards(tx, p); err != nil {
		return err
	}
	r, err := o.resultFor(tx, p, room.Minutes, least)
	if err != nil {
		return err
	}
	if err := card.DeletePrivate(tx, o.ID.String(), o.privateSteps()); err != nil {
		return err
	}
	f, found, err := loadFrozen(tx, o.ID)
	if err != nil {
		return err
	}
	if !found {
		f.ID = o.ID.String()
	}
	if f.Proposed, err = o.propose(tx, r, f); err != nil {
		return err
	}
	f.Closed, f.Body = o.State.Closed, r.frozen(o.State)
	if err := db.Put(tx, &f); err != nil {
		return err
	}
	if err := endCodes(tx, o.ID); err != nil {
		return err
	}
	return s.remindRetention(tx, o.Dialogue)
}

func (o opened) privateSteps() []int {
	var out []int
	for _, s := range o.guide.Steps {
		if s.Visibility == guide.Private {
			out = append(out, s.Number)
		}
	}
	return out
}

// agreeOnCards makes a record of every agreement and knowledge need that has none yet.
func (o opened) agreeOnCards(tx *db.Tx, p lying) error {
	known, err := agreement.Of(tx, o.ID.String())
	if err != nil {
		return err
	}
	var fresh []agreement.Agreed
	for _, in := range p.Inputs {
		st, _ := o.guide.Step(in.Step)
		if in.Kind != artefact.Agreement && in.Kind != artefact.KnowledgeNeed || !in.Sight(st.Visibility, o.State).Sees(room.Minutes) {
			continue
		}
		if slices.ContainsFunc(known, func(a agreement.Agreed) bool { return a.Card == in.ID.String() }) {
			continue
		}
		a := agreement.From(in)
		a.ID = id.Of[agreement.Agreed](tx.NewID())
		fresh = append(fresh, a)
	}
	return db.PutAll(tx, fresh)
}

// propose makes the gathered text a proposed version of the core task. What the room gave
// besides goes along: the sides where the task has none, the overlap, who contributes what,
// what is not agreed on. A task that can take no proposal does not keep a dialogue open.
func (o *opened) propose(tx *db.Tx, r Result, before Frozen) (string, error) {
	g := o.gathered(r)
	if g.Words.Formulation == "" || before.Proposed != "" {
		return before.Proposed, nil
	}
	v, err := coretask.ProposeFromDialogue(tx, g)
	if fault.Is(err, fault.Closed) || fault.Is(err, fault.Invalid) {
		return "", nil
	}
	if err == nil && o.CoreTask == "" { // the conversation has given the unit its first one
		o.CoreTask = v.Task.String()
		err = db.Put(tx, &o.Dialogue)
	}
	return v.ID.String(), err
}

// gathered is the result as core tasks take it.
func (o opened) gathered(r Result) coretask.Gathered {
	g := coretask.Gathered{
		Task: id.Of[coretask.Task](o.CoreTask), Unit: id.Of[org.Unit](o.Unit), Reason: r.Gathered.Reason, CaseNumber: o.Plan.CaseNumber,
		Source: coretask.Source{Kind: coretask.FromDialogue, ID: o.ID.String()},
	}
	g.Words.Formulation = r.Gathered.Text
	overlap := r.OverlapMap()
	for _, p := range g.Words.Overlap.Places() {
		*p.Cards = cut(overlap[p.Name], coretask.MostCards)
	}
	for _, c := range []struct {
		side string
		to   *coretask.Covered
	}{{artefact.Formal, &g.Coverage.Formal}, {artefact.Performed, &g.Coverage.Performed}, {artefact.Experienced, &g.Coverage.Experienced}} {
		*c.to = map[Coverage]coretask.Covered{Well: coretask.CoveredWell, Partly: coretask.CoveredPartly, NotAt: coretask.CoveredNot}[r.Coverage[c.side]]
	}
	g.IfEmpty.Formal, g.IfEmpty.Performed, g.IfEmpty.Experienced = r.side(artefact.Formal), r.side(artefact.Performed), r.side(artefact.Experienced)
	for _, a := range r.Artefacts {
		if a.Kind == artefact.Contribution {
			g.Contributions = append(g.Contributions, coretask.Contribution{
				Profession: firstOf(a.Data[artefact.FieldProfession], room.GroupLabel(a.Provenance.Group, o.Language)), Gives: a.Data[artefact.FieldGives],
				Needs: a.Data[artefact.FieldNeeds], Unseen: a.Data[artefact.FieldUnseen],
			})
		}
	}
	for _, a := range r.Disagreements {
		g.Disagreements = append(g.Disagreements, coretask.Disagreement{Topic: a.Data[artefact.FieldTopic], Views: a.Data[artefact.FieldViews], NextStep: a.Data[artefact.FieldNextStep]})
	}
	return g
}

func firstOf(a, b string) string {
	a = tidy(a)
	if a == "" {
		a = b
	}
	if utf8.RuneCountInString(a) > mostProfession {
		a = string([]rune(a)[:mostProfession])
	}
	return a
}

func cut(list []string, most int) []string { return list[:min(len(list), most)] }

// side gives the room's cards of one perspective as lines, the shared ones first.
func (r Result) side(perspective string) string {
	var lines []string
	size := 0
	for _, a := range r.Artefacts {
		w := strings.TrimSpace(a.Data[artefact.FieldStatement])
		if a.Kind != artefact.PerspectiveCard || a.Data[artefact.FieldPerspective] != perspective || w == "" {
			continue
		}
		if size += utf8.RuneCountInString(w) + 1; size > artefact.Longest {
			break
		}
		lines = append(lines, w)
	}
	return strings.Join(lines, "\n")
}

// frozen gives the result as it is kept.
func (r Result) frozen(s room.State) Result {
	r.ClosedOn = day.Of(s.Closed)
	r.Gathered.Text = "" // it follows from the pieces
	return r
}

// read gives a frozen result as people read it.
func (f Frozen) read() Result {
	r := f.Body
	r.Gathered.Text = Gathered{Pieces: r.Gathered.Pieces}.Text()
	r.Proposed = f.Proposed
	return r
}

// Result gives what a dialogue has come to: as it was frozen when it closed, or so far.
//
// Faults: NotFound, Denied.
func (s *Service) Result(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) (Result, error) {
	var r Result
	least, err := s.smallest(ctx, actor.Municipality)
	if err != nil {
		return r, err
	}
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		o, err := s.loadFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		if o.State.Phase == room.Shut {
			f, _, err := loadFrozen(tx, dialogue)
			r = f.read()
			return err
		}
		p, err := o.everything(tx)
		if err != nil {
			return err
		}
		r, err = o.resultFor(tx, p, room.TheFacilitator, least)
		return err
	})
	return r, err
}

// MinutesView is what the minutes of a closed dialogue show. It names nobody but those who
// have said yes to an agreement.
type MinutesView struct {
	Dialogue   Dialogue
	Result     Result
	Guide      string // its title
	Variant    string
	Unit       string
	Steps      []MinutesStep
	Agreements []AgreementLine
	Overlap    map[string][]string
}

// MinutesStep is a step with what was made in it.
type MinutesStep struct {
	Number    int
	Title     string
	Prompt    string
	Artefacts []Artefact
}

// AgreementLine is an agreement with who has it. Owner is a name once they have said yes;
// until then Role is what the room wrote.
type AgreementLine struct {
	agreement.View
	Owner string
	Role  string
	MEDOn string // date; empty while it has not been discussed
}

// Minutes gives the minutes of a closed dialogue.
//
// Faults: NotFound, Denied; Closed "not-closed".
func (s *Service) Minutes(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) (MinutesView, error) {
	var v MinutesView
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		o, err := s.loadFor(tx, access.DialogueMinutes, dialogue)
		if err != nil {
			return err
		}
		f, found, err := loadFrozen(tx, dialogue)
		if err == nil && (!found || o.State.Phase != room.Shut) {
			err = room.Closed("not-closed")
		}
		if err != nil {
			return err
		}
		v = o.minutes(f.read(), text.LangOf(ctx))
		if o.check(tx, access.DialogueFacilitate) != nil {
			v.Dialogue.Code, v.Dialogue.Screen = "", ""
		}
		u, err := org.LoadUnit(tx, id.Of[org.Unit](o.Unit))
		if err != nil {
			return err
		}
		v.Unit = u.Name
		v.Agreements, err = agreementLines(tx, dialogue)
		return err
	})
	return v, err
}

func (o opened) minutes(r Result, l text.Lang) MinutesView {
	v := MinutesView{Dialogue: o.Dialogue, Result: r, Guide: o.guide.Title.Say(l), Overlap: r.OverlapMap()}
	if variant, ok := o.guide.Variant(o.Variant); ok {
		v.Variant = variant.Title.Say(l)
	}
	for _, st := range o.guide.Steps {
		one := MinutesStep{Number: st.Number, Title: st.Title.Say(l), Prompt: st.Prompt("").Say(l)}
		for _, a := range r.Artefacts {
			if a.Provenance.Step == st.Number {
				one.Artefacts = append(one.Artefacts, a)
			}
		}
		v.Steps = append(v.Steps, one)
	}
	return v
}

func agreementLines(tx *db.Tx, dialogue id.Of[Dialogue]) ([]AgreementLine, error) {
	all, err := agreement.Of(tx, dialogue.String())
	if err != nil {
		return nil, err
	}
	var owners []id.Of[org.Person]
	for _, a := range all {
		if a.View().Owned {
			owners = append(owners, id.Of[org.Person](a.Owner))
		}
	}
	people, err := org.LoadPeople(tx, owners)
	if err != nil {
		return nil, err
	}
	var out []AgreementLine
	for _, a := range all {
		if a.Ended {
			continue
		}
		line := AgreementLine{View: a.View(), Role: firstOf(a.Data[artefact.FieldWho], a.Data[artefact.FieldNeedOwner]), MEDOn: string(a.MEDOn)}
		for _, p := range people {
			if line.Owned && p.ID.String() == a.Owner {
				line.Owner = p.Name
			}
		}
		out = append(out, line)
	}
	return out, nil
}

// Redact takes one card out for good: of the room, the result, the minutes and what was
// gathered or agreed from it. field is a field of its kind; empty for all of it.
//
// Faults: NotFound, Denied.
func (s *Service) Redact(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], cardID, field string) error {
	return s.DB.Change(ctx, actor, access.Redact, func(tx *db.Tx) error {
		d, err := loadToChange(tx, dialogue)
		if err != nil {
			return err
		}
		o, err := s.open(tx, d)
		if err != nil {
			return err
		}
		if !access.Can(actor, access.Redact, o.object(tx.Municipality, o.path, o.hosts)) {
			return fault.Missing()
		}
		for _, t := range []string{StepTopic(d.ID), BoardTopic(d.ID), DeskTopic(d.ID)} {
			tx.Touch(t)
		}
		return o.redact(tx, cardID, field)
	})
}

func (o opened) redact(tx *db.Tx, cardID, field string) error {
	if field == "" {
		field = "*"
	}
	in, found, err := card.Load(tx, id.Of[card.Input](cardID))
	if err != nil {
		return err
	}
	f, frozen, err := loadFrozen(tx, o.ID)
	if err != nil {
		return err
	}
	known := frozen && slices.ContainsFunc(f.Body.Artefacts, func(a Artefact) bool { return a.ID == cardID })
	if !(found && in.Dialogue == o.ID.String()) && !known {
		return fault.Missing()
	}
	var fields []redaction
	if found {
		tx.Touch(GroupTopic(o.ID, in.Step, in.Group))
		fields = append(fields, redaction{"dialogue_input", cardID, "data." + field})
	}
	if known {
		fields = append(fields, f.redactions(cardID, field)...)
	}
	more, err := o.redactions(tx, cardID, field)
	if err != nil {
		return err
	}
	for _, r := range append(fields, more...) {
		if err := db.RedactField(tx, r.kind, r.subject, r.field); err != nil {
			return fmt.Errorf("redact %s %s: %w", r.kind, r.subject, err)
		}
	}
	return nil
}

type redaction struct{ kind, subject, field string }

func (f Frozen) redactions(cardID, field string) []redaction {
	out := []redaction{{"dialogue_result", f.ID, "body.artefacts." + cardID + ".data." + field}}
	if slices.ContainsFunc(f.Body.Disagreements, func(a Artefact) bool { return a.ID == cardID }) {
		out = append(out, redaction{"dialogue_result", f.ID, "body.disagreements." + cardID + ".data." + field})
	}
	for _, p := range f.Body.Gathered.Pieces {
		if p.Card == cardID {
			out = append(out, redaction{"dialogue_result", f.ID, "body.gathered.pieces." + p.ID + ".text"})
		}
	}
	return out
}

// redactions are where else the words of a card stand: agreements made from it, stretches
// of the gathered text.
func (o opened) redactions(tx *db.Tx, cardID, field string) ([]redaction, error) {
	var out []redaction
	agreed, err := agreement.Of(tx, o.ID.String())
	if err != nil {
		return nil, err
	}
	_, frozen, err := loadFrozen(tx, o.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range agreed {
		if a.Card != cardID {
			continue
		}
		out = append(out, redaction{"agreement", a.ID.String(), "data." + field})
		if frozen {
			out = append(out, redaction{"dialogue_result", o.ID.String(), "body.agreements." + a.ID.String() + ".data." + field})
		}
	}
	g, err := loadGathered(tx, o.ID)
	for _, p := range g.Pieces {
		if p.Card == cardID {
			out = append(out, redaction{"gathered_text", o.ID.String(), "pieces." + p.ID + ".text"})
		}
	}
	return out, err
}

func (s *Service) retention(tx *db.Tx) (municipality.Municipality, error) {
	return s.Municipalities.ByID(tx.Context(), id.Of[municipality.Municipality](tx.Municipality))
}
