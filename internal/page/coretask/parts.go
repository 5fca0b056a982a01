package coretask

import (
	"context"
	"net/url"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func partRoutes(p Pages) []web.Route {
	return []web.Route{
		web.Get("/kerneopgaver/{slug}/forudsaetninger/{id}", p.precondition, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/forudsaetninger/{id}", p.keepPrecondition, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/forudsaetninger/{id}/fjern", p.endPrecondition, access.CoreTaskEdit),
		web.Get("/kerneopgaver/{slug}/bidrag/{id}", p.contribution, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/bidrag/{id}", p.keepContribution, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/bidrag/{id}/fjern", p.endContribution, access.CoreTaskEdit),
		web.Get("/kerneopgaver/{slug}/uenigheder/{id}", p.disagreement, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/uenigheder/{id}", p.keepDisagreement, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/uenigheder/{id}/ord", p.approveWords, access.CoreTaskPublish),
		web.Post("/kerneopgaver/{slug}/uenigheder/{id}/enige", p.settle, access.CoreTaskEdit),
		web.Post("/kerneopgaver/{slug}/uenigheder/{id}/igen", p.unsettle, access.CoreTaskEdit),
	}
}

// newPart stands in the address of a part that is not kept yet.
const newPart = "ny"

// part is one kind of record beside a core task, as its pages handle it: the form of one,
// and how the form is kept.
type part struct {
	find func(w coretask.Work, id string) (ui.Form, bool)
	form func(ctx context.Context, w coretask.Work, id string, f ui.Form) (sheet, error)
	keep func(w coretask.Work, id string, f url.Values) error
}

// editor gives the form of a part.
func (p Pages) editor(r *web.Request, x part) (web.Reply, error) {
	w, err := p.loaded(r)
	if err != nil {
		return nil, err
	}
	if !w.May.Edit {
		return nil, fault.Denied()
	}
	which, f := r.PathValue("id"), ui.Form{}
	if which != newPart {
		var ok bool
		if f, ok = x.find(w, which); !ok {
			return nil, fault.Missing()
		}
	}
	s, err := x.form(r.Context(), w, which, f)
	if err != nil {
		return nil, err
	}
	return p.sheetPage(r, w, s), nil
}

// keeper keeps the form of a part. When somebody else was faster, both texts are shown.
func (p Pages) keeper(r *web.Request, x part) (web.Reply, error) {
	form, w, err := p.posted(r)
	if err != nil {
		return nil, err
	}
	which := r.PathValue("id")
	err = x.keep(w, which, form)
	if err == nil {
		return done(r, "/arbejde", text.CoreWork.Saved), nil
	}
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
		return p.refused(r, err)
	}
	typed := r.Typed(err)
	theirs, found := x.find(w, which)
	if fault.Is(err, fault.Conflict) && found {
		typed.Values.Set("version", theirs.Value("version"))
	}
	s, formErr := x.form(r.Context(), w, which, typed)
	if formErr != nil {
		return nil, formErr
	}
	if fault.Is(err, fault.Conflict) && found {
		s.compare(theirs)
	}
	return p.sheetPage(r, w, s), nil
}

func (p Pages) precondition(r *web.Request) (web.Reply, error) {
	return p.editor(r, p.preconditionPart(r))
}
func (p Pages) keepPrecondition(r *web.Request) (web.Reply, error) {
	return p.keeper(r, p.preconditionPart(r))
}
func (p Pages) contribution(r *web.Request) (web.Reply, error) {
	return p.editor(r, p.contributionPart(r))
}
func (p Pages) keepContribution(r *web.Request) (web.Reply, error) {
	return p.keeper(r, p.contributionPart(r))
}
func (p Pages) disagreement(r *web.Request) (web.Reply, error) {
	return p.editor(r, p.disagreementPart(r))
}
func (p Pages) keepDisagreement(r *web.Request) (web.Reply, error) {
	return p.keeper(r, p.disagreementPart(r))
}

// among finds the record that an address names.
func among[T any](list []T, which string, name func(T) string) (T, bool) {
	for _, x := range list {
		if name(x) == which {
			return x, true
		}
	}
	var none T
	return none, false
}

// addressed is the record a form is about, and the version of it that was looked at; a new
// one has neither.
func addressed[T any](which string, f url.Values, found bool) (id.Of[T], int64, error) {
	switch {
	case which == newPart:
		return "", 0, nil
	case !found:
		return "", 0, fault.Missing()
	}
	return id.Of[T](which), rec(f), nil
}

func findPrecondition(w coretask.Work, which string) (coretask.OwnedPrecondition, bool) {
	return among(w.Preconditions, which, func(x coretask.OwnedPrecondition) string { return x.ID.String() })
}

func (p Pages) preconditionPart(r *web.Request) part {
	return part{
		find: func(w coretask.Work, which string) (ui.Form, bool) {
			x, ok := findPrecondition(w, which)
			return setRec(ui.Filled("text", x.Text, "unit", x.Unit.String(), "role", x.Role, "state", string(x.State)), x.Version), ok
		},
		form: func(ctx context.Context, w coretask.Work, which string, f ui.Form) (sheet, error) {
			units, err := p.unitChoices(r, w, f.Value("unit"))
			if err != nil {
				return sheet{}, err
			}
			var states []ui.Option
			for _, s := range coretask.PreconditionStates() {
				states = append(states, ui.Option{Value: string(s), Text: preconditionState(s).In(ctx)})
			}
			return partSheet(ctx, w, "/forudsaetninger/"+which, f, []field{
				{kind: "area", Field: ui.Field{Name: "text", Label: text.CoreWork.PreconditionText.In(ctx), Max: wording.LongestText}},
				{kind: "radios", Field: ui.Field{Name: "state", Label: text.CoreWork.PreconditionState.In(ctx), Options: states}},
				{kind: "choice", Field: ui.Field{Name: "unit", Label: text.CoreWork.PreconditionUnit.In(ctx), Options: units, Optional: true}},
				{Field: ui.Field{Name: "role", Label: text.CoreWork.PreconditionRole.In(ctx), Hint: text.CoreWork.PreconditionRoleHint.In(ctx), Max: wording.LongestName, Optional: true}},
			}).named(text.CoreWork.Preconditions.In(ctx), text.CoreWork.NoPreconditions.In(ctx)), nil
		},
		keep: func(w coretask.Work, which string, f url.Values) error {
			x := coretask.Precondition{Task: w.Task.ID, Text: f.Get("text"), Unit: id.Of[org.Unit](f.Get("unit")), Role: f.Get("role"), State: coretask.PreconditionState(f.Get("state"))}
			was, found := findPrecondition(w, which)
			var err error
			if x.ID, x.Version, err = addressed[coretask.Precondition](which, f, found); err != nil {
				return err
			}
			x.Person = was.Person
			_, err = p.Tasks.KeepPrecondition(r.Context(), r.Actor(), x)
			return err
		},
	}
}

// unitChoices are the units near the core task's: those above, itself and those below,
// and the one that is chosen already.
func (p Pages) unitChoices(r *web.Request, w coretask.Work, chosen string) ([]ui.Option, error) {
	out := []ui.Option{{Text: text.CoreWork.NoUnit.In(r.Context())}}
	have := map[string]bool{"": true}
	add := func(u org.Unit) {
		if !have[u.ID.String()] {
			have[u.ID.String()] = true
			out = append(out, ui.Option{Value: u.ID.String(), Text: u.Name})
		}
	}
	for _, u := range append(w.Above, w.Unit) {
		add(u)
	}
	for _, parent := range []id.Of[org.Unit]{w.Unit.Parent, w.Unit.ID} {
		if parent == "" {
			continue
		}
		near, _, err := p.Units.Children(r.Context(), r.Actor(), parent, "", 100)
		if err != nil {
			return nil, err
		}
		for _, u := range near {
			add(u)
		}
	}
	if !have[chosen] {
		u, err := p.Units.Unit(r.Context(), r.Actor(), id.Of[org.Unit](chosen))
		if err != nil && !notFound(err) {
			return nil, err
		}
		if err == nil {
			add(u)
		}
	}
	return out, nil
}

// partSheet is the form of a record beside a core task.
func partSheet(ctx context.Context, w coretask.Work, path string, f ui.Form, list []field) sheet {
	return sheet{action: at(w.Task.Slug) + path, form: f, back: at(w.Task.Slug) + "/arbejde", sections: []section{{fields: list}}, button: text.CoreWork.LifeSave.In(ctx)}
}

// named gives the form with its title and what it is for.
func (s sheet) named(title, lead string) sheet {
	s.title, s.lead = title, lead
	return s
}

func findContribution(w coretask.Work, which string) (coretask.Contribution, bool) {
	return among(w.Contributions, which, func(x coretask.Contribution) string { return x.ID.String() })
}

func (p Pages) contributionPart(r *web.Request) part {
	return part{
		find: func(w coretask.Work, which string) (ui.Form, bool) {
			x, ok := findContribution(w, which)
			return setRec(ui.Filled("profession", x.Profession, "gives", x.Gives, "needs", x.Needs, "unseen", x.Unseen), x.Version), ok
		},
		form: func(ctx context.Context, w coretask.Work, which string, f ui.Form) (sheet, error) {
			return partSheet(ctx, w, "/bidrag/"+which, f, []field{
				{Field: ui.Field{Name: "profession", Label: text.Artefact.Share.Profession.In(ctx), Max: wording.LongestName}},
				{kind: "area", Field: ui.Field{Name: "gives", Label: text.Artefact.Share.Gives.In(ctx), Max: wording.LongestText}},
				{kind: "area", Field: ui.Field{Name: "needs", Label: text.Artefact.Share.Needs.In(ctx), Max: wording.LongestText, Optional: true}},
				{kind: "area", Field: ui.Field{Name: "unseen", Label: text.Artefact.Share.Unseen.In(ctx), Max: wording.LongestText, Optional: true}},
			}).named(text.CoreWork.Contributions.In(ctx), text.CoreWork.NoContributions.In(ctx)), nil
		},
		keep: func(w coretask.Work, which string, f url.Values) error {
			x := coretask.Contribution{Task: w.Task.ID, Profession: f.Get("profession"), Gives: f.Get("gives"), Needs: f.Get("needs"), Unseen: f.Get("unseen")}
			_, found := findContribution(w, which)
			var err error
			if x.ID, x.Version, err = addressed[coretask.Contribution](which, f, found); err != nil {
				return err
			}
			_, err = p.Tasks.KeepContribution(r.Context(), r.Actor(), x)
			return err
		},
	}
}

func findDisagreement(w coretask.Work, which string) (coretask.Disagreement, bool) {
	return among(w.Disagreements, which, func(x coretask.Disagreement) string { return x.ID.String() })
}

func (p Pages) disagreementPart(r *web.Request) part {
	return part{
		find: func(w coretask.Work, which string) (ui.Form, bool) {
			x, ok := findDisagreement(w, which)
			return setRec(ui.Filled("topic", x.Topic, "views", x.Views, "next_step", x.NextStep, "public_words", x.PublicWords), x.Version), ok
		},
		form: func(ctx context.Context, w coretask.Work, which string, f ui.Form) (sheet, error) {
			return partSheet(ctx, w, "/uenigheder/"+which, f, []field{
				{kind: "area", Field: ui.Field{Name: "topic", Label: text.Artefact.Dispute.Topic.In(ctx), Max: wording.LongestText}},
				{kind: "area", Field: ui.Field{Name: "views", Label: text.Artefact.Dispute.Views.In(ctx), Max: wording.LongestText, Optional: true}},
				{kind: "area", Field: ui.Field{Name: "next_step", Label: text.Artefact.Dispute.Next.In(ctx), Max: wording.LongestText, Optional: true}},
				{kind: "area", Field: ui.Field{Name: "public_words", Label: text.CoreWork.PublicWords.In(ctx), Hint: text.CoreWork.PublicWordsHint.In(ctx), Max: wording.LongestText, Optional: true}},
			}).named(text.CoreWork.Disagreements.In(ctx), text.CoreWork.NotPersonal.In(ctx)), nil
		},
		keep: func(w coretask.Work, which string, f url.Values) error {
			x := coretask.Disagreement{Task: w.Task.ID, Topic: f.Get("topic"), Views: f.Get("views"), NextStep: f.Get("next_step"), PublicWords: f.Get("public_words")}
			_, found := findDisagreement(w, which)
			var err error
			if x.ID, x.Version, err = addressed[coretask.Disagreement](which, f, found); err != nil {
				return err
			}
			_, err = p.Tasks.KeepDisagreement(r.Context(), r.Actor(), x)
			return err
		},
	}
}

func (p Pages) endPrecondition(r *web.Request) (web.Reply, error) {
	return p.withPart(r, text.CoreWork.Removed, func(w coretask.Work, which string, f url.Values) error {
		x, ok := findPrecondition(w, which)
		if !ok {
			return fault.Missing()
		}
		x.Version, x.Ended = rec(f), true
		_, err := p.Tasks.KeepPrecondition(r.Context(), r.Actor(), x.Precondition)
		return err
	})
}

func (p Pages) endContribution(r *web.Request) (web.Reply, error) {
	return p.withPart(r, text.CoreWork.Removed, func(w coretask.Work, which string, f url.Values) error {
		x, ok := findContribution(w, which)
		if !ok {
			return fault.Missing()
		}
		x.Version, x.Ended = rec(f), true
		_, err := p.Tasks.KeepContribution(r.Context(), r.Actor(), x)
		return err
	})
}

// withPart does something with one record beside a core task and leads back.
func (p Pages) withPart(r *web.Request, say text.S, do func(w coretask.Work, which string, f url.Values) error) (web.Reply, error) {
	form, w, err := p.posted(r)
	if err != nil {
		return nil, err
	}
	if err := do(w, r.PathValue("id"), form); err != nil {
		return p.refused(r, err)
	}
	return done(r, "/arbejde", say), nil
}

func seenDisagreement(which string, f url.Values) coretask.Seen[coretask.Disagreement] {
	return coretask.Seen[coretask.Disagreement]{ID: id.Of[coretask.Disagreement](which), Version: rec(f)}
}

func (p Pages) approveWords(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	show, say := form.Get("vis") != "", text.CoreWork.WordsHidden
	if show {
		say = text.CoreWork.WordsNow
	}
	return p.withPart(r, say, func(_ coretask.Work, which string, f url.Values) error {
		_, err := p.Tasks.ApproveWords(r.Context(), r.Actor(), seenDisagreement(which, f), show)
		return err
	})
}

func (p Pages) settle(r *web.Request) (web.Reply, error) {
	return p.withPart(r, text.CoreWork.Settled, func(_ coretask.Work, which string, f url.Values) error {
		_, err := p.Tasks.Settle(r.Context(), r.Actor(), seenDisagreement(which, f), f.Get("outcome"))
		return err
	})
}

func (p Pages) unsettle(r *web.Request) (web.Reply, error) {
	return p.withPart(r, text.CoreWork.Unsettled, func(_ coretask.Work, which string, f url.Values) error {
		_, err := p.Tasks.Unsettle(r.Context(), r.Actor(), seenDisagreement(which, f))
		return err
	})
}
