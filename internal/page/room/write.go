package room

import (
	"net/http"
	"strconv"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// write takes what a browser without script sends. The form carries a one-use id, so a
// second press or the back button makes no second card.
func (p Pages) write(r *web.Request) (web.Reply, error) {
	f, err := r.Form()
	if err != nil {
		return nil, err
	}
	step, _ := strconv.Atoi(f.Get("step")) // no number is no step: the service says so
	kind := artefact.Kind(f.Get("kind"))
	w := card.Writing{ID: f.Get("id"), Step: step, Kind: kind, Data: written(kind, ui.Form{Values: f}), Late: f.Get("late") == artefact.Yes}
	if _, _, err := p.Dialogues.Write(r.Context(), guest(r), w); err != nil {
		return p.refuse(r, err, refusal{Step: step, Kind: kind, OneUse: w.ID})
	}
	return p.back(r, "?sendt=ja#skrevet"), nil
}

func (p Pages) correct(r *web.Request) (web.Reply, error) {
	f, err := r.Form()
	if err != nil {
		return nil, err
	}
	rev, _ := strconv.ParseInt(f.Get("rev"), 10, 64) // no number is older than any: nothing changes
	kind := artefact.Kind(f.Get("kind"))
	c := card.Correction{Rev: rev + 1, Kind: kind, Data: written(kind, ui.Form{Values: f})}
	if _, err := p.Dialogues.Correct(r.Context(), guest(r), r.PathValue("id"), c); err != nil {
		return p.refuse(r, err, refusal{Kind: kind, Input: r.PathValue("id")})
	}
	return p.back(r, "?sendt=ja#skrevet"), nil
}

func (p Pages) withdraw(r *web.Request) (web.Reply, error) {
	return p.act(r, func(f ui.Form) error {
		rev, _ := strconv.ParseInt(f.Value("rev"), 10, 64) // as above
		_, err := p.Dialogues.Withdraw(r.Context(), guest(r), r.PathValue("id"), rev+1)
		return err
	})
}

func (p Pages) share(r *web.Request) (web.Reply, error) {
	return p.act(r, func(f ui.Form) error {
		_, err := p.Dialogues.Share(r.Context(), guest(r), r.PathValue("id"), f.Value("del") == artefact.Yes)
		return err
	})
}

func (p Pages) needTime(r *web.Request) (web.Reply, error) {
	return p.act(r, func(f ui.Form) error {
		return p.Dialogues.NeedTime(r.Context(), guest(r), f.Value("brug") == artefact.Yes)
	})
}

func (p Pages) changeSide(r *web.Request) (web.Reply, error) {
	return p.act(r, func(f ui.Form) error { return p.Dialogues.ChangeSide(r.Context(), guest(r), f.Value("side")) })
}

// act does one small thing and goes back to the page.
func (p Pages) act(r *web.Request, do func(ui.Form) error) (web.Reply, error) {
	f, err := r.Form()
	if err != nil {
		return nil, err
	}
	if err := do(ui.Form{Values: f}); err != nil {
		return p.refuse(r, err, refusal{})
	}
	return p.back(r, "#skrevet"), nil
}

// back leads to the page the form stood on.
func (p Pages) back(r *web.Request, tail string) web.Reply {
	return web.Redirect{To: "/deltag/" + code(r) + tail}
}

// refuse shows the page again with what was typed and what is wrong with it. Nothing that
// somebody wrote is lost, whatever the reason.
func (p Pages) refuse(r *web.Request, err error, what refusal) (web.Reply, error) {
	e := fault.As(err)
	typed := r.Typed(err)
	if e.Kind == fault.SignIn {
		out := p.outside(r, err)
		out.Typed = spoken(what.Kind, typed)
		return web.Bare{View: outsideView(out), Status: http.StatusUnauthorized}, nil
	}
	status := http.StatusConflict
	switch e.Kind {
	case fault.Invalid:
		status = http.StatusUnprocessableEntity
	case fault.Closed, fault.Conflict, fault.NotFound, fault.Forbidden:
	default:
		return nil, err
	}
	v, err := p.phone(r)
	if err != nil {
		return nil, err
	}
	what.Form, what.Failure = typed, text.FaultIn(r.Context(), e.Code, e.Args...)
	switch {
	case e.Code == "id-reused": // sent, changed with the back button, and sent again: something new
		what.OneUse, what.Failure = id.UUID(), text.Room.SentBefore.In(r.Context())
	case e.Code == "step-closed":
		what.Late = true
	}
	v.refused(what)
	return web.Bare{View: phoneView(v), Status: status}, nil
}

// refused shows the step a refused text belongs to, whatever step the room is at.
func (p *phone) refused(what refusal) {
	p.Refused = what
	if what.Input != "" || what.Kind == "" || p.Step != nil && p.Step.Number == what.Step {
		return
	}
	p.choose(number(what.Step))
}

// spoken is everything somebody typed on a sheet as one text, to copy.
func spoken(k artefact.Kind, f ui.Form) string {
	out := ""
	for _, pair := range written(k, f).Pairs(k) {
		if pair.Field.Type != artefact.Text {
			continue
		}
		if out != "" {
			out += "\n"
		}
		out += pair.Value
	}
	return out
}

// leave makes the phone forget the dialogue: for its owner, or before the next person uses
// it.
func (p Pages) leave(r *web.Request) (web.Reply, error) {
	f, err := r.Form()
	if err != nil {
		return nil, err
	}
	if err := p.Dialogues.Leave(r.Context(), guest(r)); err != nil && !fault.Is(err, fault.SignIn) {
		return nil, err
	}
	var reply web.Reply = web.Bare{View: goodbyeView(placeOf(r), code(r))}
	if f.Get("ny") == artefact.Yes {
		reply = web.Redirect{To: "/deltag/" + code(r)}
	}
	return web.WithHeader{Header: r.GuestCookie(code(r), "", 0), Reply: reply}, nil
}
