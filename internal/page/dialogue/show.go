package dialogue

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// overview is the page of one dialogue.
type overview struct {
	Base        string
	Title       string
	Phase       room.Phase
	Unit, Task  ui.Link
	Facts       []pair
	Facilitates bool
	MayTakeOver bool
	MayPlan     bool
	Code, Join  string // how to join, while the doors are open
	Screen      string // address of the projector
	Times       timePlan
	Prepare     string
	Rules       []string
	Hosts       []hostLine
	People      []ui.Option // who can be asked to facilitate too
	Reopens     bool        // it was closed less than a day ago
	Proposal    string      // address of the text it has proposed, while that waits to be adopted
	Minutes     bool
	MayRedact   bool
}

// hostLine is somebody who facilitates.
type hostLine struct{ ID, Name string }

// of is a page about one dialogue in the frame.
func (p Pages) of(r *web.Request, d dialogue.Dialogue, title text.S, view templ.Component) web.Page {
	t := title.In(r.Context())
	crumbs := []ui.Link{{Text: text.DialogueList.Title.In(r.Context()), Href: section}, {Text: d.Title, Href: href(d.ID, "")}}
	return web.Page{Title: t, Section: section, Crumbs: crumbs, View: view}
}

func (p Pages) show(r *web.Request) (web.Reply, error) {
	d, hosts, err := p.Dialogues.Get(r.Context(), r.Actor(), dialogueID(r))
	if err != nil {
		return nil, err
	}
	page, err := p.overviewOf(r, d, hosts)
	if err != nil {
		return nil, err
	}
	return web.Page{
		Title: d.Title, Section: section, Crumbs: []ui.Link{{Text: text.DialogueList.Title.In(r.Context()), Href: section}}, View: showView(page),
	}, nil
}

func (p Pages) overviewOf(r *web.Request, d dialogue.Dialogue, hosts []dialogue.Host) (overview, error) {
	ctx := r.Context()
	page := overview{Base: href(d.ID, ""), Title: d.Title, Phase: d.Phase, Facilitates: d.Code != "", MayTakeOver: r.May(access.DialogueTakeOver), Minutes: d.Phase == room.Shut, MayRedact: r.May(access.Redact)}
	u, err := p.Units.Unit(ctx, r.Actor(), id.Of[org.Unit](d.Unit))
	if err != nil {
		return page, err
	}
	page.Unit = ui.Link{Text: u.Name, Href: "/enheder/" + u.ID.String()}
	page.MayPlan = page.Facilitates && d.Phase != room.Shut
	if page.Task, err = p.taskLink(r, d); err != nil {
		return page, err
	}
	if page.Proposal, err = p.proposalOf(r, d); err != nil {
		return page, err
	}
	g, _ := p.Dialogues.Guides.Get(d.Guide)
	page.Facts = append(facts(ctx, d, g), pair{text.Org.Adopts.In(ctx), u.Adopts.Say(ctx, u.Name, "")})
	page.Times = times(g, d.Groups(), d.Plan.InParts, r.Lang())
	page.Prepare = g.Preparation.Say(r.Lang())
	if page.Hosts, err = p.hostLines(r, hosts); err != nil {
		return page, err
	}
	if !page.Facilitates {
		return page, nil
	}
	return page, p.forFacilitators(r, d, &page)
}

// hostLines are those who facilitate, by name.
func (p Pages) hostLines(r *web.Request, hosts []dialogue.Host) ([]hostLine, error) {
	var ids []id.Of[org.Person]
	for _, h := range hosts {
		ids = append(ids, id.Of[org.Person](h.Person))
	}
	people, err := p.Units.Named(r.Context(), r.Actor(), ids)
	var out []hostLine
	for _, h := range hosts {
		for _, one := range people {
			if one.ID.String() == h.Person {
				out = append(out, hostLine{ID: h.ID.String(), Name: one.Name})
			}
		}
	}
	return out, err
}

// forFacilitators adds what only those who run the dialogue see.
func (p Pages) forFacilitators(r *web.Request, d dialogue.Dialogue, page *overview) error {
	base, err := p.base(r)
	if err != nil {
		return err
	}
	page.Code, page.Join, page.Screen = dialogue.ShowCode(d.Code), base+"/deltag/"+d.Code, "/skaerm/"+d.Screen
	page.Reopens = reopens(d, r.Now())
	people, err := p.Units.Colleagues(r.Context(), r.Actor(), id.Of[org.Unit](d.Unit))
	for _, one := range people {
		page.People = append(page.People, ui.Option{Value: one.ID.String(), Text: one.Name})
	}
	return err
}

// base is how phones reach this municipality.
func (p Pages) base(r *web.Request) (string, error) {
	if p.Address != nil {
		m, err := p.Municipalities.ByID(r.Context(), id.Of[municipality.Municipality](r.Site.ID))
		if err != nil {
			return "", err
		}
		if a := p.Address(m); a != "" {
			return a, nil
		}
	}
	u := url.URL{Scheme: "http", Host: r.Host}
	if r.Secure {
		u.Scheme = "https"
	}
	return u.String(), nil
}

// taskLink leads to the core task a dialogue is about; it is empty where there is none, or
// where the reader may not know of it.
func (p Pages) taskLink(r *web.Request, d dialogue.Dialogue) (ui.Link, error) {
	list, err := p.Tasks.Of(r.Context(), r.Actor(), id.Of[org.Unit](d.Unit))
	for _, t := range list {
		if t.Task.ID.String() == d.CoreTask {
			return ui.Link{Text: t.Task.Name, Href: "/kerneopgaver/" + t.Task.Slug}, err
		}
	}
	return ui.Link{}, err
}

// proposalOf is where the text that a closed dialogue has proposed waits to be adopted; empty for
// none, and for whom it does not concern.
func (p Pages) proposalOf(r *web.Request, d dialogue.Dialogue) (string, error) {
	if d.Phase != room.Shut {
		return "", nil
	}
	v, err := p.Dialogues.Minutes(r.Context(), r.Actor(), d.ID)
	if fault.Is(err, fault.Forbidden) || fault.Is(err, fault.NotFound) || err == nil && v.Result.Proposed == "" {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	slug, err := p.Tasks.Waits(r.Context(), r.Actor(), id.Of[coretask.Version](v.Result.Proposed))
	if err != nil || slug == "" {
		return "", err
	}
	return "/kerneopgaver/" + slug + "/arbejde", nil
}

// tasksOf are the core tasks a dialogue of a unit can be about.
func (p Pages) tasksOf(r *web.Request, unit id.Of[org.Unit]) ([]ui.Option, error) {
	out := []ui.Option{{Value: "", Text: text.DialoguePlan.NoTask.In(r.Context())}}
	list, err := p.Tasks.Of(r.Context(), r.Actor(), unit)
	for _, t := range list {
		out = append(out, ui.Option{Value: t.Task.ID.String(), Text: t.Task.Name})
	}
	return out, err
}

// facts are the plan as one reads it.
func facts(ctx context.Context, d dialogue.Dialogue, g guide.Guide) []pair {
	t := text.DialogueHome
	l := text.LangOf(ctx)
	v, _ := g.Variant(d.Variant)
	var out []pair
	add := func(label text.S, value string) {
		if value != "" {
			out = append(out, pair{label.In(ctx), value})
		}
	}
	add(t.Guide, g.Named(l))
	add(t.Variant, v.Title.Say(l))
	when := text.Date(ctx, d.HeldOn)
	if !d.Plan.Starts.IsZero() {
		when = text.Moment(ctx, d.Plan.Starts)
	}
	add(t.When, when)
	add(t.Where, d.Plan.Place)
	if d.Plan.Expected > 0 {
		add(t.Expected, text.Number(ctx, d.Plan.Expected))
	}
	if d.Plan.Organiser == dialogue.ByMED {
		add(t.Organiser, text.DialoguePlan.ByMED.In(ctx))
	} else {
		add(t.Organiser, text.DialoguePlan.ByLeader.In(ctx))
	}
	if !d.Plan.MEDOn.IsZero() {
		add(t.MED, text.DialogueHome.DiscussedOn.F(ctx, text.Date(ctx, d.Plan.MEDOn)))
	}
	add(t.Hosts, hostsOf(ctx, d.Plan))
	add(t.Heard, heardOf(ctx, d.Plan))
	if len(room.Ways(g)) > 0 {
		add(t.Sits, sitsLabel(d.Plan.Sits).In(ctx))
	}
	add(t.CaseNumber, d.Plan.CaseNumber)
	add(t.Officer, d.Officer)
	return out
}

func hostsOf(ctx context.Context, p dialogue.Plan) string {
	var out []string
	for _, h := range p.Hosts {
		out = append(out, hostLabel(h).In(ctx))
	}
	return strings.Join(out, ", ")
}

func heardOf(ctx context.Context, p dialogue.Plan) string {
	var out []string
	for _, a := range p.Heard {
		out = append(out, heardLabel(a).In(ctx))
	}
	if p.Also != "" {
		out = append(out, p.Also)
	}
	return strings.Join(out, ", ")
}

// door opens the doors, shuts and opens the door to newcomers, and gives a new code.
func (p Pages) door(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	d := dialogueID(r)
	say := text.DialogueHome.DoorsOpened
	switch do := room.Do(form.Get("do")); do {
	case room.OpenDoors, room.ShutDoor, room.OpenDoor:
		_, err = p.Dialogues.Steer(r.Context(), r.Actor(), d, room.Command{Do: do})
		if do == room.ShutDoor {
			say = text.DialogueHome.DoorShut
		}
	case "new_code":
		_, err = p.Dialogues.NewCode(r.Context(), r.Actor(), d)
		say = text.DialogueHome.NewCodeMade
	default:
		err = fault.OnField("do", "choose")
	}
	if err != nil {
		return nil, err
	}
	return web.Redirect{To: href(d, ""), Say: say.In(r.Context())}, nil
}

// hosts lets somebody facilitate too, or no longer.
func (p Pages) hosts(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	d := dialogueID(r)
	if h := form.Get("host"); h != "" {
		err = p.Dialogues.RemoveHost(r.Context(), r.Actor(), d, id.Of[dialogue.Host](h))
	} else {
		err = p.Dialogues.AddHost(r.Context(), r.Actor(), d, id.Of[org.Person](form.Get("person")))
	}
	if err != nil {
		return nil, err
	}
	return web.Redirect{To: href(d, ""), Say: text.DialogueHome.HostsKept.In(r.Context())}, nil
}

func (p Pages) takeOver(r *web.Request) (web.Reply, error) {
	d := dialogueID(r)
	if err := p.Dialogues.TakeOver(r.Context(), r.Actor(), d); err != nil {
		return nil, err
	}
	return web.Redirect{To: href(d, ""), Say: text.DialogueHome.TakenOver.In(r.Context())}, nil
}

// present is who is in the room, so that a phone can be taken out. No list of names: a
// phone is known by the mark on its own screen.
type present struct {
	Base   string
	Tables bool // it matters at which table somebody sits
	People []inRoom
}

type inRoom struct{ Mark, Table, Name string }

func (p Pages) people(r *web.Request) (web.Reply, error) {
	d, g, err := p.facilitated(r)
	if err != nil {
		return nil, err
	}
	all, err := p.Dialogues.People(r.Context(), r.Actor(), d.ID)
	if err != nil {
		return nil, err
	}
	page := present{Base: href(d.ID, ""), Tables: d.ByTables(g)}
	for _, one := range all {
		page.People = append(page.People, inRoom{Mark: one.Mark, Table: room.GroupLabel(one.Table, r.Lang()), Name: one.Name})
	}
	return p.of(r, d, text.People.Title, peopleView(page)), nil
}

func (p Pages) remove(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	d := dialogueID(r)
	if err := p.Dialogues.Remove(r.Context(), r.Actor(), d, form.Get("mark")); err != nil {
		return nil, err
	}
	return web.Redirect{To: href(d, "/deltagere"), Say: text.People.Removed.In(r.Context())}, nil
}

// reopens tells whether a dialogue that was closed can be opened again now.
func reopens(d dialogue.Dialogue, now time.Time) bool {
	_, err := d.State.Apply(room.Command{Do: room.Reopen}, now)
	return err == nil
}
