// Package dialogue has the pages of those who plan and facilitate a dialogue: the list,
// the plan, the facilitator's screen, what is printed, and the minutes. What participants
// and the projector see is in package room.
package dialogue

import (
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/erasure"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/live"
	"kernehus/internal/web"
)

// Pages answers for everything under /dialoger.
type Pages struct {
	Dialogues      *dialogue.Service
	Units          org.Service
	Tasks          coretask.Service
	Erasure        erasure.Service
	Municipalities *municipality.Service
	Hub            *live.Hub
	// Address is how phones reach this municipality, for codes and QR; empty means as the
	// request did.
	Address func(municipality.Municipality) string
}

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	const d = "/dialoger/{id}"
	run := access.DialogueFacilitate
	return []web.Route{
		web.Get("/dialoger", p.list, access.UnitRead),
		web.Get("/dialoger/ny", p.new, access.DialoguePlan),
		web.Post("/dialoger/ny", p.plan, access.DialoguePlan),
		web.Get(d, p.show, access.UnitRead),
		web.Get(d+"/plan", p.edit, run),
		web.Post(d+"/plan", p.replan, run),
		web.Post(d+"/doer", p.door, run),
		web.Post(d+"/facilitatorer", p.hosts, run),
		web.Post(d+"/overtag", p.takeOver, access.DialogueTakeOver),

		web.Get(d+"/styring", p.desk, run),
		web.Screen(d+"/stroem", p.stream, run),
		web.Post(d+"/trin", p.steer, run),
		web.Post(d+"/kort", p.card, run),
		web.Post(d+"/overskrift", p.heading, run),
		web.Post(d+"/daekning", p.cover, run),
		web.Post(d+"/samling", p.gathering, run),
		web.Post(d+"/skriv", p.write, run),
		web.Get(d+"/aftaler", p.dealsOnly, run),
		web.Post(d+"/aftaler", p.agree, run),
		web.Get(d+"/papir", p.paper, run),
		web.Post(d+"/papir", p.enterPaper, run),
		web.Get(d+"/deltagere", p.people, run),
		web.Post(d+"/deltagere", p.remove, run),
		web.Get(d+"/luk", p.closing, run),
		web.Post(d+"/luk", p.close, run),
		web.Post(d+"/genaabn", p.reopen, run),

		web.Get(d+"/ark", p.sheet, run),
		web.Get(d+"/skema", p.forms, run),
		web.Get(d+"/referat", p.minutes, access.DialogueMinutes),
		web.Get(d+"/fjern", p.removing, access.Redact),
		web.Post(d+"/fjern", p.takeOut, access.Redact),
	}
}

func dialogueID(r *web.Request) id.Of[dialogue.Dialogue] {
	return id.Of[dialogue.Dialogue](r.PathValue("id"))
}

func href(d id.Of[dialogue.Dialogue], rest string) string { return "/dialoger/" + d.String() + rest }
