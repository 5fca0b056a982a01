package dialogue

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// firstStep is the first page of a plan: which guide, which unit, how many.
type firstStep struct {
	Form   ui.Form
	Units  []ui.Option
	Query  string // what was searched for among many units
	Search bool   // there are too many units to choose among
	Guides []guideCard
}

// guideCard is a guide to choose.
type guideCard struct {
	ID, Title, Purpose string
	Minutes            []string
	People             string
}

// secondStep is the rest of a plan.
type secondStep struct {
	Form     ui.Form
	Back     string // address of the first step; empty when an existing plan is changed
	Action   string
	Unit     string
	Guide    string
	Adopts   string // who will adopt what comes of it
	Prepare  string
	Variants []ui.Option
	Divides  bool // may be held in parts
	Tasks    []ui.Option
	Ways     []ui.Option // how groups can be made; none where the guide makes them
	Times    []timePlan  // of every form that can be chosen, and each in parts where it can be
	Begun    bool        // people have come in: guide, unit and core task stay
}

const mostUnitsToChoose = 120

func (p Pages) new(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	g, known := p.Dialogues.Guides.Get(q.Get("guide"))
	if !known || q.Get("enhed") == "" || q.Has("om") { // om: to choose anew
		return p.askFirst(r, ui.Form{Values: q})
	}
	u, err := p.Units.Unit(r.Context(), r.Actor(), id.Of[org.Unit](q.Get("enhed")))
	if err != nil {
		return nil, err
	}
	form := ui.Form{Values: q}
	if form.Value("title") == "" {
		form.Values.Set("title", text.DialoguePlan.TitleOf.F(r.Context(), g.Title.Say(r.Lang()), u.Name))
		form.Values.Set("organiser", string(dialogue.ByLeaderHere))
		form.Values.Set("language", string(r.Lang()))
		form.Values.Set("variant", g.Variants[0].ID)
	}
	return p.planPage(r, form)
}

func (p Pages) askFirst(r *web.Request, form ui.Form) (web.Reply, error) {
	page := firstStep{Form: form, Query: form.Value("soeg")}
	var err error
	if page.Units, page.Search, err = p.plannable(r, page.Query); err != nil {
		return nil, err
	}
	if len(page.Units) == 0 && page.Query == "" {
		return nil, fault.Denied()
	}
	for _, g := range p.Dialogues.Guides.All() {
		page.Guides = append(page.Guides, cardOf(r, g))
	}
	return p.page(r, text.DialoguePlan.Title.In(r.Context()), firstView(page)), nil
}

func cardOf(r *web.Request, g guide.Guide) guideCard {
	ctx := r.Context()
	c := guideCard{ID: g.ID, Title: g.Named(r.Lang()), Purpose: g.Purpose.Say(r.Lang()), People: text.DialoguePlan.ForPeople.F(ctx, g.Participants.Min, g.Participants.Max)}
	for _, v := range g.Variants {
		c.Minutes = append(c.Minutes, text.DialoguePlan.VariantMinutes.F(ctx, v.Title.Say(r.Lang()), v.Minutes))
	}
	return c
}

// plannable gives the units the visitor may plan for; where they are many, those whose
// name holds what was searched for.
func (p Pages) plannable(r *web.Request, query string) ([]ui.Option, bool, error) {
	nodes, err := p.Units.Tree(r.Context(), r.Actor(), org.TreeQuery{})
	var out []ui.Option
	many := false
	for _, n := range nodes {
		if !access.Can(r.Actor(), access.DialoguePlan, n.Object(r.Site.ID)) {
			continue
		}
		if query != "" && !strings.Contains(strings.ToLower(n.Name), strings.ToLower(query)) {
			many = true
			continue
		}
		if len(out) == mostUnitsToChoose {
			return out, true, err
		}
		out = append(out, ui.Option{Value: n.ID.String(), Text: strings.Repeat("\u2002\u2002", n.Depth) + n.Name})
	}
	return out, many, err
}

// page is a page of this area in the frame.
func (p Pages) page(r *web.Request, title string, view templ.Component) web.Page {
	return web.Page{Title: title, Section: section, Crumbs: []ui.Link{{Text: text.DialogueList.Title.In(r.Context()), Href: section}}, View: view}
}

func (p Pages) planPage(r *web.Request, form ui.Form) (web.Reply, error) {
	page, err := p.second(r, form)
	if err != nil {
		return nil, err
	}
	page.isNew(form)
	return p.page(r, text.DialoguePlan.Title.In(r.Context()), secondView(page)), nil
}

const newPlan = "/dialoger/ny"

// isNew makes it the page of a dialogue that is not there yet: one can go back and choose
// another guide or unit.
func (s *secondStep) isNew(form ui.Form) {
	q := url.Values{"om": {"1"}, "enhed": form.Values["enhed"], "guide": form.Values["guide"], "expected": form.Values["expected"]}
	s.Back, s.Action = newPlan+"?"+q.Encode(), newPlan
}

// isOf makes it the page of a dialogue that is planned already. What it is about it can stay
// about, also when the reader may not know that core task, or it is another unit's now.
func (s *secondStep) isOf(ctx context.Context, d dialogue.Dialogue) {
	s.Action, s.Begun = href(d.ID, "/plan"), d.Phase != room.Planned
	if d.CoreTask != "" && !slices.ContainsFunc(s.Tasks, func(o ui.Option) bool { return o.Value == d.CoreTask }) {
		s.Tasks = append(s.Tasks, ui.Option{Value: d.CoreTask, Text: text.DialoguePlan.SameTask.In(ctx)})
	}
}

// second gathers what the second step shows for a form that names guide and unit.
func (p Pages) second(r *web.Request, form ui.Form) (secondStep, error) {
	g, known := p.Dialogues.Guides.Get(form.Value("guide"))
	if !known {
		return secondStep{}, fault.Missing()
	}
	u, err := p.Units.Unit(r.Context(), r.Actor(), id.Of[org.Unit](form.Value("enhed")))
	if err != nil {
		return secondStep{}, err
	}
	l := r.Lang()
	page := secondStep{Form: form, Unit: u.Name, Guide: g.Named(l), Adopts: u.Adopts.Say(r.Context(), u.Name, ""), Prepare: g.Preparation.Say(l)}
	chosen, _ := g.Variant(form.Value("variant"))
	for i, v := range g.Variants {
		t := times(g, groupsIn(form, v.ID), false, l)
		page.Divides = page.Divides || v.Divisible
		page.Variants = append(page.Variants, ui.Option{Value: v.ID, Text: text.DialoguePlan.VariantMinutes.F(r.Context(), v.Title.Say(l), t.Minutes), Hint: v.Description.Say(l)})
		parts := form.Has("in_parts", "ja") && v.Divisible
		t.Variant, t.Shown = i, v.ID == chosen.ID && !parts
		page.Times = append(page.Times, t)
		if v.Divisible {
			t = times(g, groupsIn(form, v.ID), true, l)
			t.Variant, t.Shown = i, v.ID == chosen.ID && parts
			page.Times = append(page.Times, t)
		}
	}
	page.Ways = waysOf(r.Context(), g, room.Division(form.Value("sits")))
	page.Tasks, err = p.tasksOf(r, u.ID)
	return page, err
}

// groupsIn is what the form says of groups, in one form of the guide.
func groupsIn(form ui.Form, variant string) room.Choice {
	people, _ := strconv.Atoi(form.Value("expected")) // what is no number is said when it is sent
	groups, _ := strconv.Atoi(form.Value("tables"))
	return room.Choice{Variant: variant, Sits: room.Division(form.Value("sits")), People: people, Groups: groups}
}

// timePlan is how long each step takes, and the whole.
type timePlan struct {
	Groups  room.Reckoned
	Minutes int
	Steps   []timedStep
	Parts   int  // 0 where it is held at one time
	Variant int  // which form of the guide, counted from 0
	Shown   bool // it is the one that is chosen
}

type timedStep struct {
	Number, Minutes, Part int
	Title                 string
	FirstOfPart           bool
}

func times(g guide.Guide, c room.Choice, inParts bool, l text.Lang) timePlan {
	v, _ := g.Variant(c.Variant)
	inParts = inParts && v.Divisible
	t := timePlan{Groups: room.Reckon(g, c)}
	last := 0
	for i, run := range room.Runs(g, v.ID, inParts, t.Groups.Groups) {
		s := g.Steps[i]
		one := timedStep{Number: s.Number, Title: s.Title.Say(l), Minutes: run.Minutes}
		if inParts {
			one.Part, one.FirstOfPart = s.Part, s.Part != last
			last, t.Parts = s.Part, max(t.Parts, s.Part)
		}
		t.Minutes += one.Minutes
		t.Steps = append(t.Steps, one)
	}
	return t
}

func (p Pages) plan(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	if form.Get("do") == "regn" {
		return p.planPage(r, ui.Form{Values: form})
	}
	in, err := planInput(form)
	if err == nil {
		var d dialogue.Dialogue
		if d, err = p.Dialogues.Plan(r.Context(), r.Actor(), in, form.Get("do") == "aabn"); err == nil {
			return web.Redirect{To: href(d.ID, ""), Say: text.DialoguePlan.Saved.In(r.Context())}, nil
		}
	}
	return p.refusedPlan(r, err, func(s *secondStep) { s.isNew(r.Typed(err)) })
}

// refusedPlan shows the plan again with what is wrong beside each field.
func (p Pages) refusedPlan(r *web.Request, err error, finish func(*secondStep)) (web.Reply, error) {
	page, wrong := p.second(r, r.Typed(err))
	if wrong != nil {
		return nil, wrong
	}
	finish(&page)
	return web.Refused(r, err, func(form ui.Form) web.Page {
		page.Form = form
		return p.page(r, text.DialoguePlan.Title.In(r.Context()), secondView(page))
	})
}

// planInput reads the second step.
func planInput(form url.Values) (dialogue.PlanInput, error) {
	var wrong fault.Fields
	in := dialogue.PlanInput{
		Unit: form.Get("enhed"), CoreTask: form.Get("core_task"), Title: form.Get("title"), Guide: form.Get("guide"), Variant: form.Get("variant"),
		Language: text.Lang(form.Get("language")), Officer: form.Get("case_officer"), Version: int64(number(&wrong, form, "version")),
		Plan: dialogue.Plan{
			Place: form.Get("place"), Expected: number(&wrong, form, "expected"), Tables: number(&wrong, form, "tables"), InParts: form.Get("in_parts") == "ja",
			Organiser: dialogue.Organiser(form.Get("organiser")), Hosts: form["hosts"], CaseNumber: form.Get("case_number"),
			Sits: room.Division(form.Get("sits")), MEDOn: date(&wrong, form, "med_on"), Also: form.Get("also"),
		},
	}
	for _, a := range form["heard"] {
		in.Plan.Heard = append(in.Plan.Heard, room.Actor(a))
	}
	if strings.TrimSpace(in.Title) == "" { // said together with what else cannot be read
		wrong.Add("title", "needs-title")
	}
	in.HeldOn = date(&wrong, form, "date")
	in.Plan.Starts = timeOfDay(&wrong, form, in.HeldOn)
	return in, wrong.Err()
}

func number(wrong *fault.Fields, form url.Values, name string) int {
	if form.Get(name) == "" {
		return 0
	}
	n, err := strconv.Atoi(form.Get(name))
	if err != nil {
		wrong.Add(name, "not-a-number")
	}
	return n
}

func date(wrong *fault.Fields, form url.Values, name string) day.Date {
	d, err := day.Parse(form.Get(name))
	if err != nil {
		wrong.Add(name, "not-a-date")
	}
	return d
}

// timeOfDay reads the time of day as people write it: 13.30, 13:30 or 13. A time needs its
// day: it is asked for beside the day's field.
func timeOfDay(wrong *fault.Fields, form url.Values, on day.Date) time.Time {
	s := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(form.Get("time"))), "kl."))
	if s == "" {
		return time.Time{}
	}
	if strings.TrimSpace(form.Get("date")) == "" {
		wrong.Add("date", "needs-day")
	}
	for _, layout := range []string{"15.04", "15:04", "15"} {
		if t, err := time.Parse(layout, s); err == nil {
			if on.IsZero() {
				return time.Time{}
			}
			y, m, d := on.Split()
			return time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, day.Copenhagen())
		}
	}
	wrong.Add("time", "not-a-time")
	return time.Time{}
}

func (p Pages) edit(r *web.Request) (web.Reply, error) {
	d, _, err := p.facilitated(r)
	if err != nil {
		return nil, err
	}
	return p.editPage(r, d, planForm(d))
}

func (p Pages) editPage(r *web.Request, d dialogue.Dialogue, form ui.Form) (web.Reply, error) {
	page, err := p.second(r, form)
	if err != nil {
		return nil, err
	}
	page.isOf(r.Context(), d)
	return p.of(r, d, text.DialoguePlan.Edit, secondView(page)), nil
}

func (p Pages) replan(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	d, _, err := p.facilitated(r)
	if err != nil {
		return nil, err
	}
	if d.Phase != room.Planned { // what no longer can change is not in the form
		for k, v := range planForm(d).Values {
			if k == "enhed" || k == "guide" || k == "variant" || k == "core_task" || k == "in_parts" {
				form[k] = v
				r.Request.PostForm[k] = v
			}
		}
	}
	if form.Get("do") == "regn" {
		return p.editPage(r, d, ui.Form{Values: form})
	}
	in, err := planInput(form)
	if err == nil {
		if _, err = p.Dialogues.Replan(r.Context(), r.Actor(), d.ID, in); err == nil {
			return web.Redirect{To: href(d.ID, ""), Say: text.DialoguePlan.Saved.In(r.Context())}, nil
		}
	}
	return p.refusedPlan(r, err, func(s *secondStep) { s.isOf(r.Context(), d) })
}

// planForm shows a plan in the form.
func planForm(d dialogue.Dialogue) ui.Form {
	v := url.Values{
		"version": {strconv.FormatInt(d.Version, 10)}, "enhed": {d.Unit}, "guide": {d.Guide}, "core_task": {d.CoreTask}, "title": {d.Title},
		"variant": {d.Variant}, "language": {string(d.Language)}, "case_officer": {d.Officer}, "date": {string(d.HeldOn)}, "place": {d.Plan.Place},
		"organiser": {string(d.Plan.Organiser)}, "hosts": d.Plan.Hosts, "case_number": {d.Plan.CaseNumber}, "sits": {string(d.Plan.Sits)},
		"med_on": {string(d.Plan.MEDOn)}, "also": {d.Plan.Also},
	}
	if d.Plan.InParts {
		v.Set("in_parts", "ja")
	}
	if d.Plan.Expected > 0 {
		v.Set("expected", strconv.Itoa(d.Plan.Expected))
	}
	if d.Plan.Tables > 0 {
		v.Set("tables", strconv.Itoa(d.Plan.Tables))
	}
	if !d.Plan.Starts.IsZero() {
		v.Set("time", d.Plan.Starts.In(day.Copenhagen()).Format("15.04"))
	}
	for _, a := range d.Plan.Heard {
		v.Add("heard", string(a))
	}
	return ui.Form{Values: v}
}
