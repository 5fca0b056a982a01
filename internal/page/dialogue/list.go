package dialogue

import (
	"net/url"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

const section = "/dialoger" // the menu entry that is lit

// lists is the page of dialogues one may know of.
type lists struct {
	MayPlan             bool
	Open, Planned, Held part
}

// part is a page of the dialogues in one phase, and where the next is.
type part struct {
	Lines []line
	More  string
}

func (l lists) empty() bool { return len(l.Open.Lines)+len(l.Planned.Lines)+len(l.Held.Lines) == 0 }

// line is one dialogue in a list.
type line struct {
	Href, Title, Unit, Guide, Minutes string
	On                                day.Date
}

func (p Pages) list(r *web.Request) (web.Reply, error) {
	page := lists{MayPlan: r.May(access.DialoguePlan)}
	for _, one := range []struct {
		into  *part
		phase room.Phase
		after string // in the address
	}{{&page.Open, room.Open, "aabne"}, {&page.Planned, room.Planned, "planlagte"}, {&page.Held, room.Shut, "efter"}} {
		lines, next, err := p.lines(r, dialogue.Filter{Phase: one.phase, After: r.URL.Query().Get(one.after)})
		if err != nil {
			return nil, err
		}
		one.into.Lines = lines
		if next != "" {
			one.into.More = section + "?" + url.Values{one.after: {next}}.Encode()
		}
	}
	return web.Page{Title: text.DialogueList.Title.In(r.Context()), Section: section, View: listView(page)}, nil
}

func (p Pages) lines(r *web.Request, f dialogue.Filter) ([]line, string, error) {
	all, next, err := p.Dialogues.List(r.Context(), r.Actor(), f)
	out := make([]line, len(all))
	for i, d := range all {
		out[i] = line{Href: href(d.ID, ""), Title: d.Title, Unit: d.UnitName, Guide: p.guideTitle(r, d.Guide), On: d.HeldOn}
		if d.Phase == room.Shut {
			out[i].Minutes = href(d.ID, "/referat")
		}
	}
	return out, next, err
}

// guideTitle is what a guide is called; nothing for one that is no longer among ours.
func (p Pages) guideTitle(r *web.Request, guide string) string {
	g, ok := p.Dialogues.Guides.Get(guide)
	if !ok {
		return ""
	}
	return g.Named(r.Lang())
}
