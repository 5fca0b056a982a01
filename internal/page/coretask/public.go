package coretask

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// listed is what the catalogue's page shows.
type listed struct {
	Query   string
	Area    id.Of[org.Unit]
	Areas   []catalogue.Area
	Levels  []level            // the two upper ones, on the first page of all
	Tasks   []catalogue.Listed // by name
	Guessed bool               // they have a word that is only like the one looked for
	Count   int
	More    string // address of the next page
	Narrow  bool   // by words, area or level
}

// level is the core tasks of one level.
type level struct {
	Number int
	Tasks  []catalogue.Listed
}

func (p Pages) list(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	n, _ := strconv.Atoi(q.Get("niveau")) // what is no number narrows nothing
	f := catalogue.Filter{Query: cutQuery(q.Get("q")), Area: id.Of[org.Unit](q.Get("omraade")), Unit: id.Of[org.Unit](q.Get("enhed")), Level: n, After: q.Get("efter"), Limit: 30}
	page, err := p.Catalogue.Page(r.Context(), r.Actor(), f)
	if err != nil {
		return nil, err
	}
	v := listed{
		Query: f.Query, Area: f.Area, Areas: page.Areas, Narrow: f.Narrow(), Levels: byLevel(page.Top), Tasks: page.Tasks,
		Guessed: page.Guessed, Count: len(page.Top) + len(page.Tasks),
	}
	if page.Next != "" {
		q.Set("efter", page.Next)
		v.More = "/kerneopgaver?" + q.Encode()
	}
	return web.Page{
		Title: text.CoreTask.Title.In(r.Context()), Description: text.CoreTask.Lead.In(r.Context()),
		View: listView(v), Section: "/kerneopgaver", Public: true,
	}, nil
}

// cutQuery keeps a search within what anybody would type.
func cutQuery(s string) string {
	if r := []rune(s); len(r) > 100 {
		return string(r[:100])
	}
	return s
}

// byLevel divides the tasks, which come by level, into the levels.
func byLevel(tasks []catalogue.Listed) []level {
	var out []level
	for _, t := range tasks {
		if len(out) == 0 || out[len(out)-1].Number != t.Level {
			out = append(out, level{Number: t.Level})
		}
		l := &out[len(out)-1]
		l.Tasks = append(l.Tasks, t)
	}
	return out
}

// shown is what the public page of a core task shows.
type shown struct {
	Task    coretask.PublicTask
	Rights  string // what every public core task says of rights
	Work    bool   // the reader works with the text
	Showing bool   // it stands below the buttons that show it to citizens
	Asked   ui.Form
}

func (p Pages) show(r *web.Request) (web.Reply, error) {
	slug := r.PathValue("slug")
	asked := ui.Filled("dato", r.URL.Query().Get("dato"))
	on, err := day.Parse(asked.Value("dato"))
	if err != nil {
		asked.Fault = fault.OnField("dato", "not-a-date")
	}
	t, err := p.Tasks.Public(r.Context(), r.Actor(), slug, on)
	switch {
	case fault.HasCode(err, "no-text-then"):
		return p.notThen(r, slug, on)
	case fault.Is(err, fault.NotFound) && r.Actor().SignedIn():
		return p.showColleague(r, slug)
	case err != nil:
		return nil, err
	case t.Slug != slug:
		return web.Redirect{To: moved(t.Slug, r.URL.Query()), Permanent: true}, nil
	case t.Retired:
		return retiredPage(r, t), nil
	}
	return p.publicPage(r, t, asked)
}

// moved is the address a task has now, with the date that was asked for.
func moved(slug string, q url.Values) string {
	if len(q) == 0 {
		return at(slug)
	}
	return at(slug) + "?" + q.Encode()
}

func (p Pages) publicPage(r *web.Request, t coretask.PublicTask, asked ui.Form) (web.Reply, error) {
	place, err := p.Places.ByID(r.Context(), id.Of[municipality.Municipality](r.Site.ID))
	if err != nil {
		return nil, err
	}
	v := shown{Task: t, Rights: place.CitizenNotice(r.Context()), Work: p.worksWith(r, t), Asked: asked}
	return web.Page{
		Title: t.Words.Name, Description: t.Words.Sentence(), View: publicView(v), Section: "/kerneopgaver",
		Crumbs: crumbs(r, t), Public: t.Public && t.AsOf.IsZero(), Status: refusedStatus(asked),
	}, nil
}

// refusedStatus is the status of a page whose form was refused.
func refusedStatus(f ui.Form) int {
	if f.Refused() {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// worksWith tells whether the reader may open the working view.
func (p Pages) worksWith(r *web.Request, t coretask.PublicTask) bool {
	if !r.Actor().SignedIn() {
		return false
	}
	path, err := p.Units.PathOf(r.Context(), r.Actor(), t.Unit.ID)
	return err == nil && access.Can(r.Actor(), access.CoreTaskRead, access.Object{Municipality: r.Site.ID, Unit: path})
}

// showColleague gives those who work in the municipality the adopted text that citizens
// cannot read yet, and those who work with it the working view.
func (p Pages) showColleague(r *web.Request, slug string) (web.Reply, error) {
	t, err := p.Tasks.Preview(r.Context(), r.Actor(), slug)
	if notFound(err) { // nothing is adopted yet: those who work with it go on to where they do
		w, err := p.Tasks.Work(r.Context(), r.Actor(), slug)
		if err != nil {
			return nil, err
		}
		return web.Redirect{To: at(w.Task.Slug) + "/arbejde"}, nil
	}
	if err != nil {
		return nil, err
	}
	if t.Slug != slug {
		return web.Redirect{To: at(t.Slug), Permanent: true}, nil
	}
	return p.publicPage(r, t, ui.Form{})
}

// crumbs are the units above, each leading to its own core tasks.
func crumbs(r *web.Request, t coretask.PublicTask) []ui.Link {
	out := []ui.Link{catalogueCrumb(r)}
	for _, u := range append(t.Above[min(1, len(t.Above)):], t.Unit) {
		out = append(out, ui.Link{Text: u.Name, Href: "/kerneopgaver?omraade=" + url.QueryEscape(u.ID.String())})
	}
	return out
}

func retiredPage(r *web.Request, t coretask.PublicTask) web.Reply {
	title := text.CoreTask.RetiredTitle.F(r.Context(), t.Words.Name)
	return web.Page{Title: title, View: retiredView(title, t.Successor), Section: "/kerneopgaver", Crumbs: []ui.Link{catalogueCrumb(r)}, Status: http.StatusGone}
}

func (p Pages) notThen(r *web.Request, slug string, on day.Date) (web.Reply, error) {
	title := text.CoreTask.NotThen.In(r.Context())
	return web.Page{
		Title: title, View: notThenView(title, on, at(slug)), Section: "/kerneopgaver",
		Crumbs: []ui.Link{catalogueCrumb(r)}, Status: http.StatusNotFound,
	}, nil
}

// fresh tells that a text was written where nothing stood; sourced that a list changed,
// whose items are not compared word by word.
func fresh(c wording.Change) bool   { return c.Before == "" && c.After != "" }
func sourced(c wording.Change) bool { return c.Before == "" && c.After == "" }

// changedFields names the texts that changed in one way, as a list to read.
func changedFields(ctx context.Context, list []wording.Change, which func(wording.Change) bool) string {
	var names []string
	for _, c := range list {
		if which(c) {
			names = append(names, text.CoreTask.Fields[c.Field].In(ctx))
		}
	}
	return strings.Join(names, " · ")
}
