package coretask

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"kernehus/internal/domain/check"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func workRoutes(p Pages) []web.Route {
	return []web.Route{
		web.Get("/ny-kerneopgave", p.newTask, access.CoreTaskEdit),
		web.Post("/ny-kerneopgave", p.createTask, access.CoreTaskEdit),
		web.Get("/kerneopgaver/{slug}/arbejde", p.work, access.CoreTaskRead),
		web.Post("/kerneopgaver/{slug}/udkast", p.begin, access.CoreTaskEdit),
		web.Get("/kerneopgaver/{slug}/tekst/{version}", p.version, access.CoreTaskRead),
		web.Post("/kerneopgaver/{slug}/tekst/{version}", p.write, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/besluttet", p.writeFormal, access.CoreTaskFormal),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/foreslaa", p.propose, access.CoreTaskPropose),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/tilbage", p.withdraw, access.CoreTaskPropose),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/til-side", p.setAside, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/frem", p.bringBack, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/tag-op", p.takeUp, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/indvending", p.object, access.CoreTaskEdit),
		web.Get("/kerneopgaver/{slug}/tekst/{version}/vedtag", p.adoption, access.CoreTaskRead),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/vedtag", p.adopt, access.CoreTaskRead),
		web.Get("/kerneopgaver/{slug}/tekst/{version}/tjek", p.check, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/tekst/{version}/tjek", p.keepCheck, access.CoreTaskEdit),
		web.Get("/kerneopgaver/{slug}/vis", p.preview, access.CoreTaskRead),
		web.Post("/kerneopgaver/{slug}/vis", p.publish, access.CoreTaskPublish),
		web.Post("/kerneopgaver/{slug}/skjul", p.unpublish, access.CoreTaskPublish),
		web.Get("/kerneopgaver/{slug}/historik", p.history, access.CoreTaskRead),
		web.Get("/kerneopgaver/{slug}/bidrag-mit", p.reflection, access.ReflectionOwn),
		web.Post("/kerneopgaver/{slug}/bidrag-mit", p.keepReflection, access.ReflectionOwn),
		web.Get("/kerneopgaver/{slug}/liv", p.life, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/liv", p.keepLife, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/tag-op", p.review, access.CoreTaskPropose),
		web.Post("/kerneopgaver/{slug}/udgaa", p.retire, access.CoreTaskRetire),
		web.Post("/kerneopgaver/{slug}/i-brug", p.revive, access.CoreTaskRetire),
		web.Get("/kerneopgaver/{slug}/fjern", p.redaction, access.Redact),
		web.Post("/kerneopgaver/{slug}/fjern", p.redact, access.Redact),
	}
}

// loaded gives the core task to those who work with it.
func (p Pages) loaded(r *web.Request) (coretask.Work, error) {
	return p.Tasks.Work(r.Context(), r.Actor(), r.PathValue("slug"))
}

// posted is a form about a core task, and the task.
func (p Pages) posted(r *web.Request) (url.Values, coretask.Work, error) {
	form, err := r.Form()
	if err != nil {
		return nil, coretask.Work{}, err
	}
	w, err := p.loaded(r)
	return form, w, err
}

// workCrumbs lead from the catalogue to the working view.
func workCrumbs(r *web.Request, w coretask.Work) []ui.Link {
	out := []ui.Link{catalogueCrumb(r)}
	if w.Task.Slug != "" {
		out = append(out, ui.Link{Text: w.Task.Name, Href: at(w.Task.Slug) + "/arbejde"})
	}
	return out
}

// desk is what the working view shows.
type desk struct {
	coretask.Work
	today     day.Date
	own       reflection.Reflection
	shared    []reflection.Signed
	questions check.Sheet
	form      ui.Form // of the act that was refused
	about     string  // the record the refused act was about
	worksHere bool    // in the unit, or in one below it
}

// at is an address below the core task's.
func (d desk) at(path string) string { return at(d.Task.Slug) + path }

func (p Pages) work(r *web.Request) (web.Reply, error) { return p.desk(r, ui.Form{}) }

func (p Pages) desk(r *web.Request, f ui.Form) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	if w.Task.Slug != r.PathValue("slug") && r.Method == http.MethodGet {
		return web.Redirect{To: at(w.Task.Slug) + "/arbejde", Permanent: true}, nil
	}
	d := desk{Work: w, today: day.Of(r.Now()), questions: p.Questions, form: f, about: r.PathValue("id"), worksHere: worksIn(r.Actor(), w.Unit.Path)}
	if d.own, d.shared, err = p.Reflections.Seen(r.Context(), r.Actor(), w.Task.ID); err != nil {
		return nil, err
	}
	out := web.Page{Title: w.Task.Name, View: deskView(d), Section: "/kerneopgaver", Crumbs: []ui.Link{catalogueCrumb(r), {Text: w.Unit.Name, Href: string(unitAddress(w.Unit.ID.String()))}}}
	if f.Refused() {
		out.Status = http.StatusConflict
		if f.Fault.Kind == fault.Invalid {
			out.Status = http.StatusUnprocessableEntity
		}
	}
	return out, nil
}

// worksIn tells whether somebody works in a unit, or in one below it.
func worksIn(a access.Actor, unit string) bool {
	return slices.ContainsFunc(a.Units, func(path string) bool { return strings.HasPrefix(path, unit) })
}

// refused gives the working view again with what went wrong, when that can be mended.
func (p Pages) refused(r *web.Request, err error) (web.Reply, error) {
	switch fault.As(err).Kind {
	case fault.Invalid, fault.Conflict, fault.Closed:
		return p.desk(r, r.Typed(err))
	}
	return nil, err
}

// done leads back to the working view, or to a place below it.
func done(r *web.Request, path string, say text.S) web.Reply {
	return web.Redirect{To: at(r.PathValue("slug")) + path, Say: say.In(r.Context())}
}

func (p Pages) newTask(r *web.Request) (web.Reply, error) {
	unit, err := p.Units.Unit(r.Context(), r.Actor(), id.Of[org.Unit](r.URL.Query().Get("enhed")))
	if err != nil {
		return nil, err
	}
	return p.newPage(r, unit, ui.Form{})
}

func (p Pages) newPage(r *web.Request, unit org.Unit, f ui.Form) (web.Reply, error) {
	ctx, o := r.Context(), access.Object{Municipality: r.Site.ID, Unit: unit.Path}
	if !access.Can(r.Actor(), access.CoreTaskEdit, o) {
		return nil, fault.Denied()
	}
	list := []field{
		{Field: ui.Field{Name: "name", Label: text.CoreWork.Name.In(ctx), Hint: text.CoreWork.NewHint.In(ctx), Max: wording.LongestName}},
		{kind: "area", Field: ui.Field{Name: "purpose", Label: text.CoreWork.Purpose.In(ctx), Hint: text.CoreWork.PurposeHint.In(ctx), Max: wording.LongestText, Optional: true}},
	}
	if access.Can(r.Actor(), access.CoreTaskSuggest, o) {
		list = append(list, field{kind: "checks", Field: ui.Field{Name: "leader", Label: text.CoreWork.AsLeader.In(ctx), Options: []ui.Option{{Value: "1", Text: text.CoreWork.AsLeader.In(ctx), Hint: text.CoreWork.AsLeaderHint.In(ctx)}}}})
	}
	return p.sheetPage(r, coretask.Work{}, sheet{
		title: text.CoreWork.NewTitle.In(ctx), lead: text.CoreWork.NewLead.In(ctx), action: "/ny-kerneopgave?enhed=" + url.QueryEscape(unit.ID.String()),
		form: f, sections: []section{{fields: list}}, button: text.CoreWork.NewDo.In(ctx), back: "/enheder/" + unit.ID.String(),
	}), nil
}

func (p Pages) createTask(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	unit, err := p.Units.Unit(r.Context(), r.Actor(), id.Of[org.Unit](r.URL.Query().Get("enhed")))
	if err != nil {
		return nil, err
	}
	t, v, err := p.Tasks.Create(r.Context(), r.Actor(), coretask.NewTask{Unit: unit.ID, Words: wordsFrom(form), AsLeader: form.Get("leader") != ""})
	if fault.Is(err, fault.Invalid) {
		return p.newPage(r, unit, r.Typed(err))
	}
	if err != nil {
		return nil, err
	}
	return web.Redirect{To: at(t.Slug) + "/tekst/" + v.ID.String()}, nil
}

func (p Pages) begin(r *web.Request) (web.Reply, error) {
	form, w, err := p.posted(r)
	if err != nil {
		return nil, err
	}
	v, err := p.Tasks.Begin(r.Context(), r.Actor(), w.Task.ID, form.Get("leader") != "")
	if err != nil {
		return p.refused(r, err)
	}
	return done(r, "/tekst/"+v.ID.String(), text.CoreWork.BegunSay), nil
}

// seenVersion is the text a button is about.
func seenVersion(r *web.Request, form url.Values) coretask.Seen[coretask.Version] {
	return coretask.Seen[coretask.Version]{ID: id.Of[coretask.Version](r.PathValue("version")), Version: rec(form)}
}

// step runs one step in a text's life and leads on.
func (p Pages) step(r *web.Request, say text.S, do func(coretask.Seen[coretask.Version]) (coretask.Version, error)) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	if _, err := do(seenVersion(r, form)); err != nil {
		return p.refused(r, err)
	}
	return done(r, "/arbejde", say), nil
}

func (p Pages) propose(r *web.Request) (web.Reply, error) {
	return p.step(r, text.CoreWork.Proposed, func(s coretask.Seen[coretask.Version]) (coretask.Version, error) {
		return p.Tasks.Propose(r.Context(), r.Actor(), s)
	})
}

func (p Pages) withdraw(r *web.Request) (web.Reply, error) {
	return p.step(r, text.CoreWork.Withdrawn, func(s coretask.Seen[coretask.Version]) (coretask.Version, error) {
		return p.Tasks.Withdraw(r.Context(), r.Actor(), s)
	})
}

func (p Pages) setAside(r *web.Request) (web.Reply, error) {
	return p.step(r, text.CoreWork.SetAsideDone, func(s coretask.Seen[coretask.Version]) (coretask.Version, error) {
		return p.Tasks.SetAside(r.Context(), r.Actor(), s, true)
	})
}

func (p Pages) bringBack(r *web.Request) (web.Reply, error) {
	return p.step(r, text.CoreWork.BroughtBack, func(s coretask.Seen[coretask.Version]) (coretask.Version, error) {
		return p.Tasks.SetAside(r.Context(), r.Actor(), s, false)
	})
}

func (p Pages) unpublish(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	seen := coretask.Seen[coretask.Version]{ID: id.Of[coretask.Version](form.Get("text")), Version: rec(form)}
	if _, err := p.Tasks.Unpublish(r.Context(), r.Actor(), seen); err != nil {
		return p.refused(r, err)
	}
	return done(r, "/arbejde", text.CoreWork.Unpublished), nil
}

func (p Pages) takeUp(r *web.Request) (web.Reply, error) {
	v, err := p.Tasks.TakeUp(r.Context(), r.Actor(), id.Of[coretask.Version](r.PathValue("version")))
	if err != nil {
		return p.refused(r, err)
	}
	return done(r, "/tekst/"+v.ID.String(), text.CoreWork.TookUp), nil
}

func (p Pages) object(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	_, err = p.Tasks.Object(r.Context(), r.Actor(), id.Of[coretask.Version](r.PathValue("version")), form.Get("topic"), form.Get("views"))
	switch {
	case err == nil:
		return done(r, "/tekst/"+r.PathValue("version"), text.CoreWork.Objected), nil
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Closed):
		return p.objectionAgain(r, r.Typed(err))
	}
	return p.refused(r, err)
}
