package coretask

import (
	"context"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"kernehus/internal/domain/check"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// showing is the page one looks at before publishing.
type showing struct {
	desk
	page shown
	now  coretask.Version // the text in force
	form ui.Form
}

func (p Pages) preview(r *web.Request) (web.Reply, error) { return p.previewPage(r, ui.Form{}) }

func (p Pages) previewPage(r *web.Request, f ui.Form) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	v := showing{desk: desk{Work: w}, form: f}
	out := web.Page{Title: text.CoreWork.PublishTitle.In(r.Context()), Section: "/kerneopgaver", Crumbs: workCrumbs(r, w), Status: refusedStatus(f)}
	now, ok := w.Current()
	if !ok {
		out.View = nothingView(at(w.Task.Slug) + "/arbejde")
		return out, nil
	}
	t, err := p.Tasks.Preview(r.Context(), r.Actor(), r.PathValue("slug"))
	if err != nil {
		return nil, err
	}
	place, err := p.Places.ByID(r.Context(), id.Of[municipality.Municipality](r.Site.ID))
	if err != nil {
		return nil, err
	}
	v.now, v.page = now, shown{Task: t, Rights: place.CitizenNotice(r.Context()), Showing: true}
	out.View = previewView(v)
	return out, nil
}

func (p Pages) publish(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	seen := coretask.Seen[coretask.Version]{ID: id.Of[coretask.Version](form.Get("text")), Version: rec(form)}
	_, err = p.Tasks.Publish(r.Context(), r.Actor(), seen, coretask.Publication{AsCards: form.Get("as_cards") != ""})
	if fault.Is(err, fault.Invalid) {
		return p.previewPage(r, r.Typed(err))
	}
	if err != nil {
		return p.refused(r, err)
	}
	w, err := p.loaded(r) // the address may have followed the name
	if err != nil {
		return nil, err
	}
	return web.Redirect{To: at(w.Task.Slug), Say: text.CoreWork.PublishedSay.In(r.Context())}, nil
}

// checking is the check questions about one text.
type checking struct {
	desk
	text  coretask.Version
	sheet check.Sheet
	form  ui.Form
	kept  *coretask.Check // what somebody else has answered meanwhile
}

func (p Pages) check(r *web.Request) (web.Reply, error) { return p.checkPage(r, ui.Form{}, false) }

// checkPage gives the check questions; after a conflict with both answers beside one another.
func (p Pages) checkPage(r *web.Request, f ui.Form, conflict bool) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	v, ok := w.Version(id.Of[coretask.Version](r.PathValue("version")))
	if !ok || !w.May.Edit {
		return nil, fault.Missing()
	}
	c := checking{desk: desk{Work: w}, text: v, sheet: p.Questions, form: f}
	kept := about(w, v)
	if !f.Refused() {
		c.form = answered(kept)
	}
	out := web.Page{Title: text.CoreWork.Check.In(r.Context()), Section: "/kerneopgaver", Crumbs: workCrumbs(r, w)}
	switch {
	case conflict && kept != nil:
		c.kept, out.Status = kept, http.StatusConflict
		c.form.Values.Set("check", kept.ID.String())
		c.form = setRec(c.form, kept.Version)
	case f.Refused():
		out.Status = http.StatusUnprocessableEntity
	}
	out.View = checkView(c)
	return out, nil
}

// about is what was answered about a text, if anything.
func about(w coretask.Work, v coretask.Version) *coretask.Check {
	for i := range w.Checks {
		if w.Checks[i].About == v.ID {
			return &w.Checks[i]
		}
	}
	return nil
}

// answered fills in what the group answered about the same text before.
func answered(c *coretask.Check) ui.Form {
	f := ui.Form{Values: url.Values{}}
	if c == nil {
		return f
	}
	f.Values.Set("check", c.ID.String())
	for q, a := range c.Answers {
		f.Values.Set(q, string(a.Answer))
		f.Values.Set(q+"_reason", a.Reason)
	}
	return setRec(f, c.Version)
}

// theirs is what somebody else has answered to a question, where it is something else than
// what was given here.
func (c checking) theirs(question string) (coretask.CheckReply, bool) {
	if c.kept == nil {
		return coretask.CheckReply{}, false
	}
	a := c.kept.Answers[question]
	return a, a.Answer != "" && (string(a.Answer) != c.form.Value(question) || a.Reason != c.form.Value(question+"_reason"))
}

func (p Pages) keepCheck(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	c := coretask.Check{ID: id.Of[coretask.Check](form.Get("check")), About: id.Of[coretask.Version](r.PathValue("version")), Answers: map[string]coretask.CheckReply{}}
	if c.ID != "" {
		c.Version = rec(form)
	}
	var ids []string
	for _, q := range p.Questions.Questions {
		ids = append(ids, q.ID)
		if a, why := form.Get(q.ID), form.Get(q.ID+"_reason"); a != "" || why != "" {
			c.Answers[q.ID] = coretask.CheckReply{Answer: check.Answer(a), Reason: why}
		}
	}
	if _, err = p.Tasks.KeepCheck(r.Context(), r.Actor(), c, ids); fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return p.checkPage(r, r.Typed(err), fault.Is(err, fault.Conflict))
	}
	if err != nil {
		return p.refused(r, err)
	}
	return done(r, "/arbejde", text.CoreWork.CheckSaved), nil
}

func (p Pages) history(r *web.Request) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	list, next, err := p.Tasks.History(r.Context(), r.Actor(), r.PathValue("slug"), r.URL.Query().Get("efter"))
	if err != nil {
		return nil, err
	}
	more := ""
	if next != "" {
		more = at(w.Task.Slug) + "/historik?efter=" + url.QueryEscape(next)
	}
	return web.Page{Title: text.CoreWork.HistoryTitle.In(r.Context()), View: historyView(list, more), Section: "/kerneopgaver", Crumbs: workCrumbs(r, w)}, nil
}

func (p Pages) reflection(r *web.Request) (web.Reply, error) { return p.reflectionPage(r, ui.Form{}) }

func (p Pages) reflectionPage(r *web.Request, f ui.Form) (web.Reply, error) {
	t, err := p.Tasks.Preview(r.Context(), r.Actor(), r.PathValue("slug"))
	if notFound(err) { // not adopted yet: then it is for those who work with it
		var w coretask.Work
		w, err = p.loaded(r)
		t = coretask.PublicTask{ID: w.Task.ID, Slug: w.Task.Slug, Words: coretask.PublicWords{Name: w.Task.Name}}
	}
	if err != nil {
		return nil, err
	}
	own, others, err := p.Reflections.Seen(r.Context(), r.Actor(), t.ID)
	if err != nil {
		return nil, err
	}
	if !f.Refused() {
		f = ui.Filled("reflection", own.Text)
		if own.Shared {
			f.Values.Set("shared", "1")
		}
	}
	out := web.Page{Title: text.CoreWork.Reflection.In(r.Context()), Section: "/kerneopgaver", Crumbs: []ui.Link{catalogueCrumb(r), {Text: t.Words.Name, Href: at(t.Slug)}}}
	out.View = reflectionView(reflectionSheet(r.Context(), t.Slug, f), others)
	if f.Refused() {
		out.Status = http.StatusUnprocessableEntity
	}
	return out, nil
}

func reflectionSheet(ctx context.Context, slug string, f ui.Form) sheet {
	return sheet{
		title: text.CoreWork.Reflection.In(ctx), lead: text.CoreWork.ReflectionLead.In(ctx), action: at(slug) + "/bidrag-mit", form: f, button: text.CoreWork.ReflectionSave.In(ctx),
		sections: []section{{fields: []field{
			{kind: "area", Field: ui.Field{Name: "reflection", Label: text.CoreWork.ReflectionField.In(ctx), Hint: text.CoreWork.ReflectionWho.In(ctx), Max: reflection.Longest, Optional: true}},
			{kind: "checks", Field: ui.Field{Name: "shared", Label: text.CoreWork.ReflectionReaders.In(ctx), Options: []ui.Option{{Value: "1", Text: text.CoreWork.ReflectionShare.In(ctx), Hint: text.CoreWork.ReflectionShareHint.In(ctx)}}}},
		}}},
	}
}

func (p Pages) keepReflection(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	t, err := p.Tasks.Find(r.Context(), r.Actor(), r.PathValue("slug"))
	if err != nil {
		return nil, err
	}
	err = p.Reflections.Write(r.Context(), r.Actor(), t.ID, form.Get("reflection"), form.Get("shared") != "")
	if fault.Is(err, fault.Invalid) {
		return p.reflectionPage(r, r.Typed(err))
	}
	if err != nil {
		return nil, err
	}
	say := text.CoreWork.ReflectionSaved
	if form.Get("reflection") == "" {
		say = text.CoreWork.ReflectionGone
	}
	return done(r, "/bidrag-mit", say), nil
}

func (p Pages) life(r *web.Request) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	f := ui.Filled("revisit_by", w.Task.RevisitBy.Typed())
	for _, t := range w.Task.Triggers {
		f.Values.Add("triggers", string(t))
	}
	return p.lifePage(r, w, f)
}

func (p Pages) lifePage(r *web.Request, w coretask.Work, f ui.Form) (web.Reply, error) {
	next, _, err := p.choices(r, w, "")
	if err != nil {
		return nil, err
	}
	next = append([]ui.Option{{Text: text.CoreWork.RetireNone.In(r.Context())}}, next...)
	out := web.Page{Title: text.CoreWork.Life.In(r.Context()), View: lifeView(living{desk{Work: w}, f, next, path.Base(r.URL.Path)}), Section: "/kerneopgaver", Crumbs: workCrumbs(r, w)}
	if f.Refused() {
		out.Status = http.StatusUnprocessableEntity
		if f.Fault.Kind != fault.Invalid {
			out.Status = http.StatusConflict
		}
	}
	return out, nil
}

// living is the page about when a core task is taken up again, and its end.
type living struct {
	desk
	form ui.Form
	next []ui.Option
	act  string // the last part of the address that was posted to
}

// typed is the reason that was typed in a form that was refused.
func (v living) typed(act string) string {
	if v.act != act {
		return ""
	}
	return v.form.Value("reason")
}

// why says what is wrong with it.
func (v living) why(ctx context.Context, act string) string {
	if v.act != act {
		return ""
	}
	return v.form.Error(ctx, "reason")
}

// turn runs one step in a task's life; its forms stand on the page of it.
func (p Pages) turn(r *web.Request, say text.S, do func(seen coretask.Seen[coretask.Task], f url.Values) error) (web.Reply, error) {
	form, w, err := p.posted(r)
	if err != nil {
		return nil, err
	}
	err = do(coretask.Seen[coretask.Task]{ID: w.Task.ID, Version: rec(form)}, form)
	switch {
	case err == nil:
		return done(r, "/arbejde", say), nil
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.Closed):
		w, loadErr := p.loaded(r) // somebody may have changed it meanwhile
		if loadErr != nil {
			return nil, loadErr
		}
		return p.lifePage(r, w, r.Typed(err))
	}
	return nil, err
}

func (p Pages) keepLife(r *web.Request) (web.Reply, error) {
	return p.turn(r, text.CoreWork.LifeSaved, func(seen coretask.Seen[coretask.Task], f url.Values) error {
		var triggers []coretask.Trigger
		for _, t := range f["triggers"] {
			triggers = append(triggers, coretask.Trigger(t))
		}
		_, err := p.Tasks.Revisit(r.Context(), r.Actor(), seen, day.Date(f.Get("revisit_by")), triggers)
		return err
	})
}

func (p Pages) review(r *web.Request) (web.Reply, error) {
	return p.turn(r, text.CoreWork.Reviewed, func(seen coretask.Seen[coretask.Task], f url.Values) error {
		_, err := p.Tasks.Review(r.Context(), r.Actor(), seen, f.Get("reason"))
		return err
	})
}

func (p Pages) retire(r *web.Request) (web.Reply, error) {
	return p.turn(r, text.CoreWork.Retired, func(seen coretask.Seen[coretask.Task], f url.Values) error {
		_, err := p.Tasks.Retire(r.Context(), r.Actor(), seen, f.Get("reason"), id.Of[coretask.Task](f.Get("successor")))
		return err
	})
}

func (p Pages) revive(r *web.Request) (web.Reply, error) {
	return p.turn(r, text.CoreWork.Revived, func(seen coretask.Seen[coretask.Task], _ url.Values) error {
		_, err := p.Tasks.Revive(r.Context(), r.Actor(), seen)
		return err
	})
}

// removal is the page where a text is taken out for good.
type removal struct {
	slug string
	list []coretask.Written
	form ui.Form
}

func (p Pages) redaction(r *web.Request) (web.Reply, error) { return p.redactionPage(r, ui.Form{}) }

func (p Pages) redactionPage(r *web.Request, f ui.Form) (web.Reply, error) {
	t, list, err := p.Erasure.InTask(r.Context(), r.Actor(), r.PathValue("slug"))
	if err != nil {
		return nil, err
	}
	out := web.Page{Title: text.CoreWork.Redact.In(r.Context()), View: redactionView(removal{t.Slug, list, f}), Section: "/kerneopgaver"}
	out.Crumbs = []ui.Link{catalogueCrumb(r), {Text: t.Name, Href: at(t.Slug)}}
	if r.Actor().Holds(access.Consultant) {
		out.Crumbs[1].Href += "/arbejde"
	}
	if f.Refused() {
		out.Status = http.StatusUnprocessableEntity
	}
	return out, nil
}

// choice names one text in the form where it is chosen: a list of cards holds several
// under one field.
func choice(i int, w coretask.Written) string {
	return strings.Join([]string{w.Kind, w.ID, w.Field, strconv.Itoa(i)}, " ")
}

// chosen finds the text that was chosen.
func chosen(list []coretask.Written, name string) (coretask.Written, error) {
	for i, w := range list {
		if choice(i, w) == name {
			return w, nil
		}
	}
	return coretask.Written{}, fault.OnField("what", "choose")
}

func (p Pages) redact(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	t, list, err := p.Erasure.InTask(r.Context(), r.Actor(), r.PathValue("slug"))
	if err != nil {
		return nil, err
	}
	what, err := chosen(list, form.Get("what"))
	if err == nil {
		err = p.Erasure.FromTask(r.Context(), r.Actor(), t.ID, what, form.Get("reason"))
	}
	if fault.Is(err, fault.Invalid) {
		return p.redactionPage(r, r.Typed(err))
	}
	if err != nil {
		return nil, err
	}
	return done(r, "/fjern", text.CoreWork.Redacted), nil
}
