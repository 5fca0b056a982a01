package home

import (
	"slices"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/domain/waiting"
	"kernehus/internal/kernel/day"
	"kernehus/internal/web"
)

const (
	lately        = 30 // days in which a dialogue was held lately: its minutes are still on their way to people
	mostHosted    = 50 // of one's coming dialogues
	mostLately    = 10
	mostOwnerless = 5 // older dialogues in which something has nobody; the rest are counted
)

// hosted is a dialogue I facilitate.
type hosted struct {
	Title, Unit, Href string
	On                day.Date
	Phase             room.Phase
	Ownerless         int  // agreements and questions that nobody has
	Lately            bool // its minutes are still to be read and sent
}

// hosting fills in the dialogues I facilitate: those that are open, those that come, those
// held lately, and older ones in which something has nobody yet.
func (p Pages) hosting(r *web.Request, h *home) error {
	me := r.Actor().Person
	left, err := p.Waiting.Ownerless(r.Context(), r.Actor())
	if err != nil {
		return err
	}
	since := day.Of(r.Now()).AddDays(-lately)
	for _, f := range []dialogue.Filter{{Host: me, Phase: room.Open, Limit: mostHosted}, {Host: me, Phase: room.Planned, Limit: mostHosted}, {Host: me, Phase: room.Shut, Limit: mostLately}} {
		list, _, err := p.Dialogues.List(r.Context(), r.Actor(), f)
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(d dialogue.Listed) bool { return f.Phase == room.Shut && d.HeldOn.Before(since) })
		for _, d := range list {
			one := hosted{Title: d.Title, Unit: d.UnitName, Href: "/dialoger/" + d.ID.String(), On: d.HeldOn, Phase: d.Phase, Lately: d.Phase == room.Shut}
			left = slices.DeleteFunc(left, func(o waiting.Ownerless) bool {
				if o.Dialogue == d.ID.String() {
					one.Ownerless = o.Count
				}
				return o.Dialogue == d.ID.String()
			})
			h.Hosting = append(h.Hosting, one)
		}
	}
	for _, o := range left[:min(len(left), mostOwnerless)] {
		h.Hosting = append(h.Hosting, hosted{Title: o.Title, Href: "/dialoger/" + o.Dialogue, On: o.HeldOn, Phase: room.Shut, Ownerless: o.Count})
	}
	h.OwnerlessMore = max(len(left)-mostOwnerless, 0)
	return nil
}

// running tells whether one of them is open now.
func (h home) running() bool { return len(h.Hosting) > 0 && h.Hosting[0].Phase == room.Open }

// coming tells whether one of them is open or planned.
func (h home) coming() bool {
	return slices.ContainsFunc(h.Hosting, func(d hosted) bool { return d.Phase != room.Shut })
}

// owing tells whether something in them has nobody.
func (h home) owing() bool {
	return slices.ContainsFunc(h.Hosting, func(d hosted) bool { return d.Ownerless > 0 })
}
