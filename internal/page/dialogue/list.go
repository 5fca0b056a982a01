package dialogue

import (
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
	MayPlan bool
	Open    []line
	Planned []line
	Held    []line
	More    string // where the next held ones are
}

func (l lists) empty() bool { return len(l.Open)+len(l.Planned)+len(l.Held) == 0 }

// line is one dialogue in a list.
type line struct {
	Href, Title, Unit, Guide, Minutes string
	On                                day.Date
}

func (p Pages) list(r *web.Request) (web.Reply, error) {
	page := lists{MayPlan: r.May(access.DialoguePlan)}
	var err error
	if page.Open, _, err = p.lines(r, dialogue.Filter{Phase: room.Open}); err != nil {
		return nil, err
	}
	if page.Planned, _, err = p.lines(r, dialogue.Filter{Phase: room.Planned}); err != nil {
		return nil, err
	}
	after := r.URL.Query().Get("efter")
	next := ""
	if page.Held, next, err = p.lines(r, dialogue.Filter{Phase: room.Shut, After: after}); err != nil {
		return nil, err
	}
	if next != "" {
		page.More = "/dialoger?efter=" + next
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
