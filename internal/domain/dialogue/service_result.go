package dialogue

import (
	"context"
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
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/plain"
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
func (s *Service) freeze(tx *db.Tx, o *opened, m municipality.Municipality) error {
	p, err := o.everything(tx)
	if err != nil {
		return err
	}
	if err := o.agreeOnCards(tx, p); err != nil {
		return err
	}
	r, err := o.resultFor(tx, p, room.Minutes, m.SmallestGroup())
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
	if f.Proposed, r.NotProposed, err = o.propose(tx, r); err != nil {
		return err
	}
	f.Closed, f.Body = o.State.Closed, r.frozen(o.State)
	if err := db.Put(tx, &f); err != nil {
		return err
	}
	if err := endCodes(tx, o.ID); err != nil {
		return err
	}
	return remindRetention(tx, o.Dialogue, m)
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
// A dialogue that is closed again proposes what it has come to now.
func (o *opened) propose(tx *db.Tx, r Result) (proposed, why string, err error) {
	g := o.gathered(r)
	if g.Words.Formulation == "" { // and where a first close had one, it stands no longer
		return "", "", coretask.SetAsideFrom(tx, g.Source)
	}
	v, err := coretask.ProposeFromDialogue(tx, g)
	if fault.Is(err, fault.Closed) || fault.Is(err, fault.Invalid) {
		return "", fault.As(err).Why(), coretask.SetAsideFrom(tx, g.Source)
	}
	if err == nil && o.CoreTask == "" { // the conversation has given the unit its first one
		o.CoreTask = v.Task.String()
		err = db.Put(tx, &o.Dialogue)
	}
	return v.ID.String(), "", err
}

// gathered is the result as core tasks take it.
func (o opened) gathered(r Result) coretask.Gathered {
	g := coretask.Gathered{
		Task: id.Of[coretask.Task](o.CoreTask), Unit: id.Of[org.Unit](o.Unit), Language: o.Language, Reason: r.Gathered.Reason, CaseNumber: o.Plan.CaseNumber,
		Source: coretask.Source{Kind: coretask.FromDialogue, ID: o.ID.String()},
	}
	g.Words.Formulation = r.Gathered.Text
	overlap := r.OverlapMap()
	for _, p := range g.Words.Overlap.Places() {
		*p.Cards = cut(overlap[p.Name], wording.MostCards)
	}
	for _, c := range []struct {
		side string
		to   *coretask.Covered
	}{{artefact.Formal, &g.Coverage.Formal}, {artefact.Performed, &g.Coverage.Performed}, {artefact.Experienced, &g.Coverage.Experienced}} {
		*c.to = map[Coverage]coretask.Covered{Well: coretask.CoveredWell, Partly: coretask.CoveredPartly, NotAt: coretask.CoveredNot}[r.Coverage[c.side]]
	}
	g.IfEmpty.Formal, g.IfEmpty.Performed, g.IfEmpty.Experienced = r.side(artefact.Formal), r.side(artefact.Performed), r.side(artefact.Experienced)
	for _, a := range r.Artefacts {
		if a.Kind == artefact.Contribution && len(g.Contributions) < coretask.MostGathered {
			g.Contributions = append(g.Contributions, coretask.Contribution{
				Profession: o.profession(a), Gives: a.Data[artefact.FieldGives],
				Needs: a.Data[artefact.FieldNeeds], Unseen: a.Data[artefact.FieldUnseen],
			})
		}
	}
	for _, a := range cut(r.Disagreements, coretask.MostGathered) {
		g.Disagreements = append(g.Disagreements, coretask.Disagreement{Topic: a.Data[artefact.FieldTopic], Views: a.Data[artefact.FieldViews], NextStep: a.Data[artefact.FieldNextStep]})
	}
	return g
}

// profession is whose contribution it is; what came on paper may not say.
func (o opened) profession(a Artefact) string {
	label := text.DialogueEngine.NoProfession.Say(o.Language)
	if a.Provenance.Group != "" {
		label = room.GroupLabel(a.Provenance.Group, o.Language)
	}
	return firstOf(a.Data[artefact.FieldProfession], label)
}

func firstOf(a, b string) string {
	a = plain.Line(a)
	if a == "" {
		a = b
	}
	if utf8.RuneCountInString(a) > mostProfession {
		a = string([]rune(a)[:mostProfession])
	}
	return a
}

func cut[T any](list []T, most int) []T { return list[:min(len(list), most)] }

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
	// RemovedOn is when words were taken out for good, by the id of what they stood in;
	// "gathered" is the gathered text.
	RemovedOn map[string]day.Date
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
		if v.Agreements, err = agreementLines(tx, dialogue); err != nil {
			return err
		}
		v.RemovedOn, err = removedOn(tx, dialogue)
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

func removedOn(tx *db.Tx, dialogue id.Of[Dialogue]) (map[string]day.Date, error) {
	all, err := removals(tx, dialogue)
	out := map[string]day.Date{}
	for _, r := range all {
		part := strings.Split(r.Field, ".") // body.artefacts.ID.data.tekst, body.gathered.reason
		if len(part) < 3 {
			continue
		}
		of := part[2]
		if part[1] == "gathered" {
			of = part[1]
		}
		out[of] = day.Of(r.At)
	}
	return out, err
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
