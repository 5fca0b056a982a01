package room

import (
	"context"
	"slices"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// phone is everything a phone in the room shows.
type phone struct {
	place
	Code    string
	Seat    dialogue.Seat
	Room    dialogue.RoomView
	Step    *dialogue.StepView // the step that is shown: the room's, or an earlier one that is still open
	Chosen  int                // the earlier step somebody asked for; 0 follows the room
	Own     []dialogue.OwnInput
	Group   dialogue.GroupView
	Board   dialogue.BoardView
	Sent    bool // a browser without script has just sent something
	Refused refusal
}

// refusal is what a browser without script sent in vain: it is shown again.
type refusal struct {
	Step    int
	Kind    artefact.Kind
	Input   string // of a correction
	OneUse  string
	Form    ui.Form
	Failure string
	Late    bool // it can be sent as a latecomer
}

// at is the address of something in this room.
func (p phone) at(path string) string { return "/deltag/" + p.Code + path }

// asked adds the step somebody has chosen to an address.
func (p phone) asked(path string) string {
	if p.Chosen == 0 {
		return p.at(path)
	}
	return p.at(path) + "?trin=" + number(p.Chosen)
}

// seated finds the guest's seat and where the room is.
func (p Pages) seated(r *web.Request) (phone, error) {
	v := phone{place: placeOf(r), Code: code(r)}
	var err error
	if v.Seat, err = p.Dialogues.Enter(r.Context(), guest(r)); err != nil {
		return v, err
	}
	if v.Room, err = p.Dialogues.RoomSeen(r.Context(), v.Seat); err != nil {
		return v, err
	}
	v.choose(r.URL.Query().Get("trin"))
	return v, nil
}

// choose shows the earlier step somebody asked for, where one may still write in it.
func (p *phone) choose(asked string) {
	p.Step = p.Room.Step
	for i, s := range p.Room.Earlier {
		if number(s.Number) == asked {
			p.Step, p.Chosen = &p.Room.Earlier[i], s.Number
		}
	}
}

// phone gathers the whole page.
func (p Pages) phone(r *web.Request) (phone, error) {
	v, err := p.seated(r)
	if err != nil {
		return v, err
	}
	v.Sent = r.URL.Query().Get("sendt") != ""
	if err := p.readGroup(r.Context(), r, &v); err != nil {
		return v, err
	}
	v.Board, err = p.Dialogues.BoardSeen(r.Context(), v.Seat)
	return v, err
}

func (p Pages) readGroup(ctx context.Context, r *web.Request, v *phone) error {
	in, err := p.Dialogues.OwnInputs(ctx, guest(r))
	if err != nil {
		return err
	}
	v.Own = in.Own
	if v.Seat.Group != "" {
		v.Group, err = p.Dialogues.GroupSeen(ctx, v.Seat)
	}
	return err
}

// inGroup tells whether what is written in a step is seen by a group.
func (p phone) inGroup(s dialogue.StepView) bool {
	if p.Room.Step != nil && s.Number == p.Room.Step.Number {
		return p.Seat.Group != ""
	}
	return s.Division != room.Together
}

// groupIn is the key of the group somebody sits in during a step.
func (p phone) groupIn(s dialogue.StepView) string {
	if p.Room.Step != nil && s.Number == p.Room.Step.Number {
		return p.Seat.Group
	}
	return p.sideBefore(s.Number)
}

// sideBefore is the side somebody has written about in an earlier step; empty where they
// have written nothing, and choose it themselves.
func (p phone) sideBefore(step int) string {
	for _, in := range p.Own {
		if side := in.Data[artefact.FieldPerspective]; in.Step == step && side != "" {
			return side
		}
	}
	return ""
}

// mark is the version of the step's part of the page.
func (p phone) mark() string { return standingOf(p.Room).mark(p.Chosen, p.Seat.Group) }

// bySide tells that the groups of the current step are the three sides.
func (p phone) bySide() bool {
	return p.Room.Step != nil && p.Room.Step.Division == room.BySide && p.Chosen == 0
}

// otherSides are those one can move to.
func (p phone) otherSides() []string {
	return slices.DeleteFunc(artefact.Perspectives(), func(s string) bool { return s == p.Seat.Group })
}

// mayWrite tells whether somebody of this seat writes in the step that is shown, and what
// to say where they do not.
func (p phone) mayWrite(ctx context.Context) (bool, string) {
	s := p.Step
	switch {
	case len(s.Accepts) == 0:
		return false, text.Room.NothingToWrite.In(ctx)
	case s.Who == guide.Facilitator:
		return false, text.Room.FacilitatorWrites.In(ctx)
	case s.Who == guide.Leader && p.Seat.Actor != room.LeaderHere:
		return false, text.Room.LeaderWrites.In(ctx)
	}
	return true, ""
}

// shown is a contribution in a list on the phone.
type shown struct {
	ID    string
	Kind  artefact.Kind
	Data  artefact.Data
	Label string // whose group it is from; empty where it needs no saying
	Late  bool
	Draft bool
	Own   *dialogue.OwnInput // set where it is one's own
}

// list is what stands under the form: the group's cards where there is a group, else one's
// own of the step.
func (p phone) list() []shown {
	own := map[string]*dialogue.OwnInput{}
	for i := range p.Own {
		own[p.Own[i].Card] = &p.Own[i]
	}
	var out []shown
	here := p.current()
	for _, c := range p.Group.Cards {
		if p.Chosen != 0 || !writable(c.Kind) {
			continue
		}
		out = append(out, shown{ID: c.ID, Kind: c.Kind, Data: c.Data, Late: c.Late, Draft: c.Draft, Own: own[c.ID]})
		delete(own, c.ID)
	}
	for _, in := range p.Own {
		if own[in.Card] != nil && in.Step == here && writable(in.Kind) {
			out = append(out, shown{ID: in.Card, Kind: in.Kind, Data: in.Data, Late: in.Late, Own: own[in.Card]})
		}
	}
	return out
}

// current is the number of the step that is shown.
func (p phone) current() int {
	if p.Step == nil {
		return 0
	}
	return p.Step.Number
}

// before is what somebody wrote in other steps.
func (p phone) before() []shown {
	var out []shown
	for i, in := range p.Own {
		if in.Step != p.current() && writable(in.Kind) {
			out = append(out, shown{ID: in.Card, Kind: in.Kind, Data: in.Data, Late: in.Late, Own: &p.Own[i]})
		}
	}
	return out
}

// stillOpen are the steps the room has left in which this seat may still write.
func (p phone) stillOpen() []dialogue.StepView {
	return slices.DeleteFunc(slices.Clone(p.Room.Earlier), func(s dialogue.StepView) bool {
		return s.Who == guide.Facilitator || s.Who == guide.Leader && p.Seat.Actor != room.LeaderHere || !slices.ContainsFunc(s.Accepts, func(a dialogue.Accepts) bool { return writable(a.Kind) })
	})
}

// marks tells whether cards are marked in the current step.
func (p phone) marks() bool {
	return p.Room.Step != nil && len(p.Room.Step.Marks) > 0 && p.Room.Step.Status == room.StepOpen
}

// marked is the mark of a sort that somebody has set on a card.
func (p phone) marked(card, sort string) *dialogue.OwnInput {
	for i, in := range p.Own {
		if in.Kind == artefact.Mark && in.Step == p.Board.Step && in.Data[artefact.FieldCard] == card && in.Data[artefact.FieldSort] == sort {
			return &p.Own[i]
		}
	}
	return nil
}

// mine tells whether a card is one's own: nobody marks that.
func (p phone) mine(card string) bool {
	return slices.ContainsFunc(p.Own, func(in dialogue.OwnInput) bool { return in.Card == card })
}

// onBoard is how many cards have been shown to all.
func (p phone) onBoard(ctx context.Context) int {
	n := 0
	for _, h := range heaps(ctx, p.Board) {
		n += h.all()
	}
	return n
}

// outside is what a phone shows that is not in the room any more.
type outside struct {
	place
	Code    string
	Removed bool
	Typed   string // what was sent in vain
}

func (p Pages) outside(r *web.Request, err error) outside {
	return outside{place: placeOf(r), Code: code(r), Removed: fault.HasCode(err, "removed")}
}

// part answers with one part of the phone's page. A phone that is no longer inside is told
// so in the step's place.
func (p Pages) part(r *web.Request, view func(phone) web.Reply) (web.Reply, error) {
	v, err := p.phone(r)
	if fault.Is(err, fault.SignIn) {
		return web.NoContent{}, nil
	}
	if err != nil {
		return nil, err
	}
	return view(v), nil
}

func (p Pages) top(r *web.Request) (web.Reply, error) {
	v, err := p.seated(r)
	if fault.Is(err, fault.SignIn) {
		return web.NoContent{}, nil
	}
	if err != nil {
		return nil, err
	}
	return web.Fragment{View: topView(v)}, nil
}

func (p Pages) step(r *web.Request) (web.Reply, error) {
	v, err := p.phone(r)
	if fault.Is(err, fault.SignIn) {
		return web.Fragment{View: outsidePart(p.outside(r, err))}, nil
	}
	if err != nil {
		return nil, err
	}
	return web.Fragment{View: stepView(v)}, nil
}

func (p Pages) group(r *web.Request) (web.Reply, error) {
	return p.part(r, func(v phone) web.Reply { return web.Fragment{View: groupView(v)} })
}

func (p Pages) board(r *web.Request) (web.Reply, error) {
	return p.part(r, func(v phone) web.Reply { return web.Fragment{View: boardView(v)} })
}
