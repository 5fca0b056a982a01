// Package home is one's own page: what waits for me, in the order of who is waiting, and
// what is near. It shows nothing that is not mine to see or do.
package home

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/domain/waiting"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// Pages answers for /hjem.
type Pages struct {
	Agreements agreement.Service
	Tasks      coretask.Service
	Dialogues  *dialogue.Service
	Units      org.Service
	Waiting    waiting.Service
}

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		web.Get("/hjem", p.show, access.UnitRead),
		web.Post("/hjem/aftaler/{id}", p.answer, access.AgreementOwn),
	}
}

// home is the page.
type home struct {
	Greeting string
	Asked    []promise
	Adopt    []proposal
	Others   []proposal // where I lead and others adopt
	Mine     []promise
	Done     []promise
	Notes    []ui.Link
	Units    []unit
	Next     []meeting
	MayPlan  bool
	News     []event

	Hosting       []hosted
	OwnerlessMore int // dialogues besides in which something has nobody
}

func (h home) nothing() bool {
	return len(h.Asked)+len(h.Adopt)+len(h.Mine) == 0 && !h.running() && !h.owing()
}

// invites tells whether the page's one filled action is to plan a conversation: nothing
// else waits that has one.
func (h home) invites() bool { return !h.running() && len(h.Asked) == 0 }

// promise is an agreement or a knowledge need that is mine to answer or to do.
type promise struct {
	ID, Words, From, Href string
	Kind                  text.S
	Due                   day.Date
	Overdue, MED          bool
}

type proposal struct {
	Name, Unit, Words, Href string
	On                      day.Date
	Dialogue                bool
	How                     string // who adopts, when and why; empty where it is mine to do at once
}

// unit is a place where I work or lead, with its core tasks.
type unit struct {
	ID, Name string
	Tasks    []task
	MayPlan  bool
}

type task struct{ Name, Sentence, Href, Work string }

type meeting struct {
	Title, Unit, Href string
	On                day.Date
	Open              bool
}

type event struct {
	Link ui.Link
	On   day.Date
}

// mostUnits is how many of one's own units the page looks at.
const mostUnits = 6

func (p Pages) show(r *web.Request) (web.Reply, error) {
	if r.Actor().Person == "" { // a program has no page of its own
		return nil, fault.Denied()
	}
	since, cookie := lastVisit(r, r.Now())
	h := home{Greeting: greeting(r.Context(), r.Visitor.Name, r.Now()), MayPlan: r.May(access.DialoguePlan)}
	for _, fill := range []func(*web.Request, *home) error{p.promises, p.proposals, p.hosting, p.units, p.meetings} {
		if err := fill(r, &h); err != nil {
			return nil, err
		}
	}
	if err := p.news(r, &h, since); err != nil {
		return nil, err
	}
	page := web.Page{Title: text.HomePage.Title.In(r.Context()), Section: "/hjem", View: homeView(h)}
	return web.WithHeader{Header: http.Header{"Set-Cookie": {cookie}}, Reply: page}, nil
}

// greeting is what one says at that time of day, with the first name.
func greeting(ctx context.Context, name string, now time.Time) string {
	first, _, _ := strings.Cut(name, " ")
	switch h := now.In(day.Copenhagen()).Hour(); {
	case h >= 4 && h < 10:
		return text.HomePage.Morning.F(ctx, first)
	case h >= 18 || h < 4:
		return text.HomePage.Evening.F(ctx, first)
	}
	return text.HomePage.Day.F(ctx, first)
}

const (
	visitCookie = "sidst"
	sameVisit   = 30 * time.Minute    // looking again within it is one visit
	firstVisit  = 14 * 24 * time.Hour // what somebody sees who was never here
)

// lastVisit tells when somebody was here before this visit, and the cookie that remembers
// this one: "before.now" in seconds. Nothing of it is kept by us.
func lastVisit(r *web.Request, now time.Time) (time.Time, string) {
	before := now.Add(-firstVisit)
	if c, err := r.Cookie(visitCookie); err == nil {
		a, b, _ := strings.Cut(c.Value, ".")
		if x, err := strconv.ParseInt(a, 10, 64); err == nil {
			before = time.Unix(x, 0)
		}
		if x, err := strconv.ParseInt(b, 10, 64); err == nil && now.Sub(time.Unix(x, 0)) > sameVisit {
			before = time.Unix(x, 0)
		}
	}
	value := strconv.FormatInt(before.Unix(), 10) + "." + strconv.FormatInt(now.Unix(), 10)
	c := http.Cookie{Name: visitCookie, Value: value, Path: "/hjem", MaxAge: 365 * 24 * 3600, HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode}
	return before, c.String()
}

func (p Pages) promises(r *web.Request, h *home) error {
	all, err := p.Agreements.Mine(r.Context(), r.Actor())
	today := day.Of(r.Now())
	for _, a := range all {
		one := promise{
			ID: a.ID.String(), Words: a.Data[a.Kind.Main()], From: a.Title, Due: a.Due, Href: "/dialoger/" + a.Dialogue, Kind: text.HomePage.Agreement,
			Overdue: !a.Due.IsZero() && a.Due.Before(today), MED: a.MED && a.MEDOn.IsZero(),
		}
		if a.Kind == artefact.KnowledgeNeed {
			one.Kind = text.HomePage.Need
		}
		switch a.State {
		case agreement.Asked:
			h.Asked = append(h.Asked, one)
		case agreement.Accepted:
			h.Mine = append(h.Mine, one)
		case agreement.Done:
			h.Done = append(h.Done, one)
		}
	}
	return err
}

func (p Pages) proposals(r *web.Request, h *home) error {
	all, err := p.Waiting.Adoptions(r.Context(), r.Actor())
	if err != nil {
		return err
	}
	for _, v := range all {
		one := proposalOf(r.Context(), v)
		if v.From().IsZero() {
			one.How = ""
		}
		h.Adopt = append(h.Adopt, one)
	}
	all, err = p.Waiting.AdoptedByOthers(r.Context(), r.Actor())
	for _, v := range all {
		h.Others = append(h.Others, proposalOf(r.Context(), v))
	}
	return err
}

func proposalOf(ctx context.Context, v waiting.Adoption) proposal {
	return proposal{
		Name: v.Name, Unit: v.UnitName, Words: v.Formulation, On: day.Of(v.ProposedAt), Dialogue: v.Dialogue, How: v.Adopts.Say(ctx, v.UnitName, v.From()),
		Href: "/kerneopgaver/" + v.Slug + "/arbejde",
	}
}

// own gives the ids of the units one works in or leads.
func own(a access.Actor) []id.Of[org.Unit] {
	var out []id.Of[org.Unit]
	add := func(path string) {
		ids := org.PathIDs(path)
		if len(ids) == 0 || len(out) == mostUnits || slices.Contains(out, ids[len(ids)-1]) {
			return
		}
		out = append(out, ids[len(ids)-1])
	}
	for _, path := range a.Units {
		add(path)
	}
	for _, g := range a.Grants {
		switch g.Role {
		case access.Leader, access.AreaHead, access.Coordinator, access.MEDMember:
			add(g.Unit)
		}
	}
	return out
}

func (p Pages) units(r *web.Request, h *home) error {
	for _, which := range own(r.Actor()) {
		u, err := p.Units.Unit(r.Context(), r.Actor(), which)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		one := unit{ID: u.ID.String(), Name: u.Name, MayPlan: access.Can(r.Actor(), access.DialoguePlan, u.Object(r.Site.ID))}
		list, err := p.Tasks.Of(r.Context(), r.Actor(), u.ID)
		if err != nil {
			return err
		}
		for _, t := range list {
			if t.Task.State == coretask.Retired {
				continue
			}
			one.Tasks = append(one.Tasks, taskOf(r, u, t))
			if err := p.notes(r, h, t.Task); err != nil {
				return err
			}
		}
		h.Units = append(h.Units, one)
	}
	return nil
}

func taskOf(r *web.Request, u org.Unit, t coretask.OfUnit) task {
	out := task{Name: t.Task.Name, Sentence: t.Sentence}
	if t.Public || t.InForce {
		out.Href = "/kerneopgaver/" + t.Task.Slug
	}
	if access.Can(r.Actor(), access.CoreTaskRead, u.Object(r.Site.ID)) {
		out.Work = "/kerneopgaver/" + t.Task.Slug + "/arbejde"
	}
	return out
}

// mostNotes is how many quiet remarks are shown.
const mostNotes = 5

// notes are the quiet remarks about the core task of one's own unit that ask for something.
func (p Pages) notes(r *web.Request, h *home, t coretask.Task) error {
	if len(h.Notes) >= mostNotes {
		return nil
	}
	w, err := p.Tasks.Work(r.Context(), r.Actor(), t.Slug)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	say := func(s text.S, about string) {
		h.Notes = append(h.Notes, ui.Link{Text: s.F(r.Context(), t.Name, about), Href: "/kerneopgaver/" + t.Slug + "/arbejde"})
	}
	for _, n := range w.Notices {
		switch n.Kind {
		case coretask.RevisitDue:
			say(text.HomePage.Revisit, text.Date(r.Context(), n.Date))
		case coretask.AboveChanged:
			say(text.HomePage.AboveChanged, n.About)
		case coretask.RepeatsAbove:
			say(text.HomePage.Repeats, n.About)
		}
	}
	for _, d := range w.Disagreements {
		if d.Open() {
			say(text.HomePage.Dispute, d.Topic)
		}
	}
	return nil
}

// meetings are the conversations where I work that others facilitate: open ones first, then
// the nearest.
func (p Pages) meetings(r *web.Request, h *home) error {
	for _, phase := range []room.Phase{room.Open, room.Planned} {
		all, err := p.near(r, dialogue.Filter{Phase: phase})
		if err != nil {
			return err
		}
		slices.SortStableFunc(all, func(a, b dialogue.Listed) int { return strings.Compare(string(a.HeldOn), string(b.HeldOn)) })
		for _, d := range all {
			if href := "/dialoger/" + d.ID.String(); slices.ContainsFunc(h.Hosting, func(o hosted) bool { return o.Href == href }) {
				continue // it stands with those one facilitates
			}
			h.Next = append(h.Next, meeting{Title: d.Title, Unit: d.UnitName, Href: "/dialoger/" + d.ID.String(), On: d.HeldOn, Open: phase == room.Open})
		}
	}
	h.Next = h.Next[:min(len(h.Next), 3)]
	return nil
}

// near gives the dialogues of one's own units and those one facilitates elsewhere, each
// once.
func (p Pages) near(r *web.Request, f dialogue.Filter) ([]dialogue.Listed, error) {
	hosted := f
	hosted.Host = r.Actor().Person
	filters := []dialogue.Filter{hosted}
	for _, u := range own(r.Actor()) {
		f.Unit = u.String()
		filters = append(filters, f)
	}
	var out []dialogue.Listed
	for _, f := range filters {
		all, _, err := p.Dialogues.List(r.Context(), r.Actor(), f)
		if err != nil {
			return nil, err
		}
		for _, d := range all {
			if !slices.ContainsFunc(out, func(x dialogue.Listed) bool { return x.ID == d.ID }) {
				out = append(out, d)
			}
		}
	}
	return out, nil
}

// news is what has happened where I work since I was here.
func (p Pages) news(r *web.Request, h *home, since time.Time) error {
	moved, err := p.Waiting.Moved(r.Context(), r.Actor(), own(r.Actor()), since)
	if err != nil {
		return err
	}
	for _, m := range moved {
		say := text.HomePage.NewAdopted
		if m.State == coretask.Proposed {
			say = text.HomePage.NewProposed
		}
		h.News = append(h.News, event{ui.Link{Text: say.F(r.Context(), m.Name), Href: "/kerneopgaver/" + m.Slug + "/arbejde"}, day.Of(m.At)})
	}
	held, err := p.near(r, dialogue.Filter{Phase: room.Shut, Limit: 10})
	for _, d := range held {
		if !d.HeldOn.Before(day.Of(since)) {
			h.News = append(h.News, event{ui.Link{Text: text.HomePage.NewMinutes.F(r.Context(), d.Title), Href: "/dialoger/" + d.ID.String() + "/referat"}, d.HeldOn})
		}
	}
	slices.SortStableFunc(h.News, func(a, b event) int { return strings.Compare(string(b.On), string(a.On)) })
	return err
}

// answer is a yes or a no to what I was asked, or that I have done it.
func (p Pages) answer(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	which := id.Of[agreement.Agreed](r.PathValue("id"))
	say := text.HomePage.Finished
	switch do := form.Get("do"); do {
	case "ja", "nej":
		if say = text.HomePage.Answered; do == "nej" {
			say = text.HomePage.Declined
		}
		err = p.Agreements.Answer(r.Context(), r.Actor(), which, do == "ja")
	case "gjort", "ikke_gjort":
		err = p.Agreements.Finish(r.Context(), r.Actor(), which, do == "gjort")
	default:
		err = fault.OnField("do", "choose")
	}
	if err != nil {
		return nil, err
	}
	return web.Redirect{To: "/hjem", Say: say.In(r.Context())}, nil
}
