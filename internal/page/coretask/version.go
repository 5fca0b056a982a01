package coretask

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// reading is one text with what can be done with it.
type reading struct {
	desk
	text    coretask.Version
	before  coretask.Version // the text in force, where this is another
	changes []wording.Change
	sheet   *sheet // where the reader may write on it
	object  ui.Form
	objects []coretask.Disagreement // objections to it
	lix     wording.Reading
}

func (p Pages) version(r *web.Request) (web.Reply, error) {
	x, err := p.reading(r)
	if err != nil {
		return nil, err
	}
	return x.page(r, http.StatusOK), nil
}

// reading loads a text with what the reader may do with it.
func (p Pages) reading(r *web.Request) (reading, error) {
	w, err := p.loaded(r)
	if err != nil {
		return reading{}, err
	}
	v, ok := w.Version(id.Of[coretask.Version](r.PathValue("version")))
	if !ok {
		return reading{}, fault.Missing()
	}
	x := reading{desk: desk{Work: w, today: day.Of(r.Now())}, text: v, lix: v.Words.Read(), objects: objections(w, v)}
	if now, ok := w.Current(); ok && now.ID != v.ID {
		x.before, x.changes = now, wording.Changes(now.Words, v.Words)
	}
	switch {
	case w.Task.State == coretask.Retired:
	case w.May.Edit && w.Writer.MayWrite(v):
		s := textSheet(r.Context(), w, v)
		x.sheet = &s
	case w.May.Formal && !w.May.Edit && w.Writer.MayWrite(v):
		s := formalSheet(r.Context(), w, v)
		x.sheet = &s
	}
	return x, nil
}

func (x reading) page(r *web.Request, status int) web.Page {
	return web.Page{Title: versionTitle(r.Context(), x.Work, x.text), View: versionView(x), Section: "/kerneopgaver", Crumbs: workCrumbs(r, x.Work), Status: status}
}

// versionAgain gives the form of a text that was refused: to mend; beside what somebody
// else has kept meanwhile; or, when the text may not be written on any more, to copy.
func (p Pages) versionAgain(r *web.Request, typed ui.Form) (web.Reply, error) {
	x, err := p.reading(r)
	if err != nil {
		return nil, err
	}
	status := http.StatusConflict
	switch typed.Fault.Kind {
	case fault.Invalid:
		status = http.StatusUnprocessableEntity
	case fault.Closed:
		s := formalSheet(r.Context(), x.Work, x.text)
		if x.May.Edit {
			s = textSheet(r.Context(), x.Work, x.text)
		}
		s.button, x.sheet = "", &s
	}
	if x.sheet == nil {
		return nil, fault.Denied()
	}
	x.sheet.form = typed
	if typed.Fault.Kind == fault.Conflict {
		x.sheet.form = setRec(typed, x.text.Version)
		x.sheet.compare(filledWith(x.text))
	}
	return x.page(r, status), nil
}

// objectionAgain gives an objection back that was refused: to mend, or, when the text is
// not proposed any more, to copy.
func (p Pages) objectionAgain(r *web.Request, typed ui.Form) (web.Reply, error) {
	x, err := p.reading(r)
	if err != nil {
		return nil, err
	}
	x.object, x.sheet = typed, nil
	if typed.Fault.Kind == fault.Closed {
		return x.page(r, http.StatusConflict), nil
	}
	return x.page(r, http.StatusUnprocessableEntity), nil
}

func versionTitle(ctx context.Context, w coretask.Work, v coretask.Version) string {
	if w.May.Edit && w.Writer.MayWrite(v) {
		return text.CoreWork.EditTitle.In(ctx)
	}
	return text.CoreWork.Number.F(ctx, v.Number)
}

func objections(w coretask.Work, v coretask.Version) []coretask.Disagreement {
	var out []coretask.Disagreement
	for _, d := range w.Disagreements {
		if d.Objection && d.About == v.ID {
			out = append(out, d)
		}
	}
	return out
}

// textSheet is the form of a whole text.
func textSheet(ctx context.Context, w coretask.Work, v coretask.Version) sheet {
	area := func(name string, label text.S, most int) field {
		return field{kind: "area", Field: ui.Field{Name: name, Label: label.In(ctx), Max: most, Optional: true}}
	}
	hinted := func(f field, hint text.S) field { f.Hint = hint.In(ctx); return f }
	name := field{Field: ui.Field{Name: "name", Label: text.CoreWork.Name.In(ctx), Hint: text.CoreWork.NameHint.In(ctx), Max: wording.LongestName}}
	narrative := field{Field: ui.Field{Name: "narrative", Label: text.CoreWork.Narrative.In(ctx), Hint: text.CoreWork.NarrativeHint.In(ctx), Max: wording.LongestName, Optional: true}}
	sideArea := func(name string, label text.S) field {
		f := area(name, label, wording.LongestText)
		if slices.Contains(v.Raw, name) {
			f.Hint = text.CoreWork.CardsSay.In(ctx)
		}
		return f
	}
	var cards []field
	for _, p := range v.Overlap.Places() {
		cards = append(cards, hinted(area("overlap_"+p.Name, placeName(p.Name), 0), text.CoreWork.OverlapHint))
	}
	return sheet{
		action: at(w.Task.Slug) + "/tekst/" + v.ID.String(), form: filledWith(v), button: text.CoreWork.Save.In(ctx),
		back: at(w.Task.Slug) + "/arbejde", draft: "kerneopgave-" + v.ID.String(),
		sections: []section{
			{text.CoreWork.Words.In(ctx), text.CoreWork.WordsSay.In(ctx), []field{
				name, hinted(area("formulation", text.CoreWork.Formulation, wording.LongestFormulation), text.CoreWork.FormulationHint),
				hinted(area("purpose", text.CoreWork.Purpose, wording.LongestText), text.CoreWork.PurposeHint),
				area("target_group", text.CoreWork.TargetGroup, wording.LongestText),
			}},
			{text.CoreWork.TogetherTitle.In(ctx), text.CoreWork.TogetherSay.In(ctx), []field{
				area("citizens", text.CoreTask.Citizens, wording.LongestText), area("companies", text.CoreTask.Companies, wording.LongestText),
				area("community", text.CoreTask.Community, wording.LongestText),
			}},
			{text.CoreWork.WhyTitle.In(ctx), "", []field{area("why", text.CoreWork.Why, wording.LongestText), narrative}},
			{text.CoreWork.SidesTitle.In(ctx), text.CoreWork.SidesSay.In(ctx), append(formalFields(ctx, v),
				sideArea("performed", text.CoreWork.Performed), references(ctx, "performed_references"),
				sideArea("experienced", text.CoreWork.Experienced), references(ctx, "experienced_references"))},
			{text.CoreWork.OverlapTitle.In(ctx), text.CoreWork.OverlapSay.In(ctx), cards},
			{text.CoreWork.Reason.In(ctx), "", []field{hinted(area("reason", text.CoreWork.Reason, wording.LongestText), text.CoreWork.ReasonHint)}},
		},
	}
}

func references(ctx context.Context, name string) field {
	return field{kind: "references", Field: ui.Field{Name: name, Label: text.CoreWork.Sources.In(ctx)}}
}

func formalFields(ctx context.Context, v coretask.Version) []field {
	formal := field{kind: "area", Field: ui.Field{Name: "formal", Label: text.CoreWork.Formal.In(ctx), Max: wording.LongestText, Optional: true}}
	if slices.Contains(v.Raw, "formal") {
		formal.Hint = text.CoreWork.CardsSay.In(ctx)
	}
	return []field{
		formal,
		references(ctx, "formal_references"),
		{kind: "area", Field: ui.Field{Name: "own_room", Label: text.CoreWork.OwnRoom.In(ctx), Hint: text.CoreWork.OwnRoomHint.In(ctx), Max: wording.LongestText, Optional: true}},
	}
}

// formalSheet is the form of the formal side alone, for a council member.
func formalSheet(ctx context.Context, w coretask.Work, v coretask.Version) sheet {
	return sheet{
		action: at(w.Task.Slug) + "/tekst/" + v.ID.String() + "/besluttet", form: filledWith(v), button: text.CoreWork.Save.In(ctx),
		back: at(w.Task.Slug) + "/arbejde", sections: []section{{fields: formalFields(ctx, v)}},
	}
}

func (p Pages) write(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	_, err = p.Tasks.Write(r.Context(), r.Actor(), id.Of[coretask.Version](r.PathValue("version")), coretask.Writing{Version: rec(form), Words: wordsFrom(form), Reason: form.Get("reason")})
	return p.written(r, err)
}

func (p Pages) writeFormal(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	_, err = p.Tasks.WriteFormal(r.Context(), r.Actor(), id.Of[coretask.Version](r.PathValue("version")), coretask.Writing{Version: rec(form), Words: formalFrom(form)})
	return p.written(r, err)
}

// written leads on after a text was kept; when it was refused, the form comes back, and
// after a conflict both texts.
func (p Pages) written(r *web.Request, err error) (web.Reply, error) {
	switch {
	case err == nil:
		return done(r, "/tekst/"+r.PathValue("version"), text.CoreWork.Saved), nil
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Closed), fault.Is(err, fault.Conflict):
		return p.versionAgain(r, r.Typed(err))
	}
	return nil, err
}

func (p Pages) adoption(r *web.Request) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	v, ok := w.Version(id.Of[coretask.Version](r.PathValue("version")))
	if !ok || v.State != coretask.Proposed {
		return nil, fault.Missing()
	}
	f := ui.Filled("reason", v.Reason, "case_number", v.CaseNumber)
	today := day.Of(r.Now())
	if w.Unit.Adopts == org.ByLeader { // a meeting was on a day of its own
		f.Values.Set("on", today.Typed())
	}
	if today.Before(w.Task.RevisitBy) {
		f.Values.Set("revisit_by", w.Task.RevisitBy.Typed())
	}
	return p.sheetPage(r, w, adoptionSheet(r.Context(), w, v, setRec(f, v.Version))), nil
}

// adoptionSheet asks what the unit's own way to adopt needs.
func adoptionSheet(ctx context.Context, w coretask.Work, v coretask.Version, f ui.Form) sheet {
	on := field{Field: ui.Field{Name: "on", Label: text.CoreWork.AdoptOn.In(ctx), Hint: text.CoreTask.AsOfHint.In(ctx), Width: 3, Optional: w.Unit.Adopts == org.ByLeader}}
	forum := field{Field: ui.Field{Name: "forum", Label: text.CoreWork.AdoptForumField.In(ctx), Max: 240, Optional: w.Unit.Adopts == org.ByLeader}}
	attendance := field{Field: ui.Field{Name: "attendance", Label: text.CoreWork.AdoptAttendance.In(ctx), Hint: text.CoreWork.AdoptAttendanceHint.In(ctx), Max: 240}}
	number := field{Field: ui.Field{Name: "case_number", Label: text.CoreWork.AdoptCase.In(ctx), Hint: text.CoreWork.AdoptCaseHint.In(ctx), Max: 120, Optional: w.Unit.Adopts != org.ByForum}}
	lead, list := text.CoreWork.AdoptLeader, []field{on, forum, number}
	switch w.Unit.Adopts {
	case org.ByTeam:
		forum.Label = text.CoreWork.AdoptMeeting.In(ctx)
		lead, list = text.CoreWork.AdoptTeam, []field{on, forum, attendance}
	case org.ByForum:
		lead = text.CoreWork.AdoptForum
	}
	area := func(name string, label, hint text.S) field {
		f := field{kind: "area", Field: ui.Field{Name: name, Label: label.In(ctx), Max: wording.LongestText, Optional: true}}
		if hint != (text.S{}) {
			f.Hint = hint.In(ctx)
		}
		return f
	}
	list = append(list, area("public_reason", text.CoreWork.AdoptPublicReason, text.CoreWork.AdoptPublicReasonHint), area("reason", text.CoreWork.AdoptReason, text.S{}),
		field{Field: ui.Field{Name: "revisit_by", Label: text.CoreWork.AdoptRevisit.In(ctx), Hint: text.CoreWork.AdoptRevisitHint.In(ctx), Width: 3, Optional: true}})
	remind := ""
	if len(v.Raw) > 0 {
		remind = text.CoreWork.CardsRemind.F(ctx, cardsIn(ctx, v))
	}
	naming := ""
	if (desk{Work: w}).unnamed() {
		naming = text.CoreWork.ToBeNamed.In(ctx)
	}
	return sheet{
		title: text.CoreWork.AdoptTitle.In(ctx), lead: lead.In(ctx), reads: v.Sentence(), remind: remind, naming: naming, action: at(w.Task.Slug) + "/tekst/" + v.ID.String() + "/vedtag", form: f,
		sections: []section{{fields: list}}, button: text.CoreWork.AdoptDo.In(ctx), back: at(w.Task.Slug) + "/tekst/" + v.ID.String(),
	}
}

// cardsField asks whether the sides that are still cards are to stand.
func cardsField(ctx context.Context, v coretask.Version) field {
	return field{kind: "checks", Field: ui.Field{
		Name: "as_cards", Label: text.CoreWork.Cards.F(ctx, cardsIn(ctx, v)), Hint: text.CoreWork.CardsHint.In(ctx),
		Options: []ui.Option{{Value: "ja", Text: text.CoreWork.CardsYes.In(ctx)}},
	}}
}

// cardsIn names the sides of a text that are still cards.
func cardsIn(ctx context.Context, v coretask.Version) string {
	var names []string
	for _, side := range v.Raw {
		names = append(names, text.CoreTask.Fields[side].In(ctx))
	}
	return strings.Join(names, " · ")
}

func (p Pages) adopt(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	in := coretask.Adoption{ // the days are still what was typed; the domain makes days of them
		Version: rec(form), On: day.Date(form.Get("on")), RevisitBy: day.Date(form.Get("revisit_by")), Forum: form.Get("forum"), Attendance: form.Get("attendance"),
		CaseNumber: form.Get("case_number"), Reason: form.Get("reason"), PublicReason: form.Get("public_reason"),
	}
	_, err = p.Tasks.Adopt(r.Context(), r.Actor(), id.Of[coretask.Version](r.PathValue("version")), in)
	switch {
	case err == nil:
		return done(r, "/vis", text.CoreWork.Adopted), nil
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.Closed):
		return p.adoptionAgain(r, err)
	}
	return nil, err
}

// adoptionAgain gives the form back with what was typed, whatever refused it.
func (p Pages) adoptionAgain(r *web.Request, err error) (web.Reply, error) {
	w, loadErr := p.loaded(r)
	if loadErr != nil {
		return nil, loadErr
	}
	v, ok := w.Version(id.Of[coretask.Version](r.PathValue("version")))
	if !ok {
		return nil, fault.Missing()
	}
	f := r.Typed(err)
	out := p.sheetPage(r, w, adoptionSheet(r.Context(), w, v, setRec(f, v.Version)))
	if f.Fault.Kind != fault.Invalid {
		out.Status = http.StatusConflict
	}
	return out, nil
}
