package coretask

import (
	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func tieRoutes(p Pages) []web.Route {
	return []web.Route{
		web.Get("/kerneopgaver/{slug}/forbindelser", p.ties, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/forbindelser", p.tie, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/forbindelser/{id}/fjern", p.untie, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/fortolker", p.interpret, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/fortolker/{id}/passer", p.stillFits, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/fortolker/{id}/fjern", p.noLonger, access.CoreTaskEdit),
	}
}

// knot is what the page of threads and links shows.
type knot struct {
	desk
	find    string      // words that were searched for
	found   []ui.Option // core tasks that can be tied to
	guessed bool        // they have a word that is only like the one looked for
	form    ui.Form
}

func (p Pages) ties(r *web.Request) (web.Reply, error) { return p.tiesPage(r, ui.Form{}) }

func (p Pages) tiesPage(r *web.Request, f ui.Form) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	if !w.May.Edit {
		return nil, fault.Denied()
	}
	k := knot{desk: desk{Work: w}, find: cutQuery(r.URL.Query().Get("q")), form: f}
	if k.found, k.guessed, err = p.choices(r, w, k.find); err != nil {
		return nil, err
	}
	out := web.Page{Title: text.CoreWork.Ties.In(r.Context()), View: tiesView(k), Section: "/kerneopgaver", Crumbs: workCrumbs(r, w)}
	if f.Refused() {
		out.Status = 422
	}
	return out, nil
}

// choices are core tasks to tie to: those of the units above first, then what a search in
// the public catalogue gives; guessed tells that the search has only something like the word.
func (p Pages) choices(r *web.Request, w coretask.Work, query string) (out []ui.Option, guessed bool, err error) {
	have := map[string]bool{w.Task.ID.String(): true}
	add := func(task, name, unit string) {
		if !have[task] {
			have[task] = true
			out = append(out, ui.Option{Value: task, Text: joined(name, unitBeside(name, unit))})
		}
	}
	if query == "" {
		for _, u := range w.Above {
			list, err := p.Tasks.Of(r.Context(), r.Actor(), u.ID)
			if err != nil {
				return nil, false, err
			}
			for _, t := range list {
				if t.Task.State != coretask.Retired {
					add(t.Task.ID.String(), t.Task.Name, u.Name)
				}
			}
		}
	}
	list, err := p.Catalogue.List(r.Context(), r.Actor(), catalogue.Filter{Query: query, Limit: 100})
	for _, t := range list.Tasks {
		add(t.ID.String(), t.Name, t.UnitName)
	}
	return out, list.Guessed, err
}

func (p Pages) tie(r *web.Request) (web.Reply, error) {
	form, w, err := p.posted(r)
	if err != nil {
		return nil, err
	}
	_, err = p.Tasks.KeepLink(r.Context(), r.Actor(), coretask.Link{From: w.Task.ID, To: id.Of[coretask.Task](form.Get("to")), Kind: coretask.LinkKind(form.Get("kind")), Reason: form.Get("reason")})
	return p.tied(r, err, text.CoreWork.TiesAdded)
}

// tied leads back to the threads and links, or gives the form again.
func (p Pages) tied(r *web.Request, err error, say text.S) (web.Reply, error) {
	if fault.Is(err, fault.Invalid) {
		return p.tiesPage(r, r.Typed(err))
	}
	if err != nil {
		return p.refused(r, err)
	}
	return done(r, "/forbindelser", say), nil
}

func (p Pages) untie(r *web.Request) (web.Reply, error) {
	return p.tied(r, p.Tasks.EndLink(r.Context(), r.Actor(), id.Of[coretask.Link](r.PathValue("id"))), text.CoreWork.TiesEnded)
}

func (p Pages) interpret(r *web.Request) (web.Reply, error) {
	form, w, err := p.posted(r)
	if err != nil {
		return nil, err
	}
	_, err = p.Tasks.Interpret(r.Context(), r.Actor(), w.Task.ID, id.Of[coretask.Task](form.Get("parent")))
	return p.tied(r, err, text.CoreWork.Interpreted)
}

func (p Pages) stillFits(r *web.Request) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	if err := p.Tasks.StillFits(r.Context(), r.Actor(), w.Task.ID, id.Of[coretask.Task](r.PathValue("id"))); err != nil {
		return p.refused(r, err)
	}
	return done(r, "/arbejde", text.CoreWork.FitsSaid), nil
}

func (p Pages) noLonger(r *web.Request) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	return p.tied(r, p.Tasks.NoLongerInterprets(r.Context(), r.Actor(), w.Task.ID, id.Of[coretask.Task](r.PathValue("id"))), text.CoreWork.NoLongerSaid)
}
