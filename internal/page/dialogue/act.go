package dialogue

import (
	"net/url"
	"strconv"
	"unicode/utf8"

	"github.com/a-h/templ"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// steer carries out one press of the facilitator's buttons.
func (p Pages) steer(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	c := room.Command{Do: room.Do(form.Get("do")), Step: whole(form, "step"), Group: form.Get("group"), From: whole(form, "from")}
	if c.Do == room.Extend {
		c.Minutes = whole(form, "minutes")
	}
	if c.Do == room.Close || c.Do == room.Reopen { // each has a page of its own that asks first
		return nil, fault.OnField("do", "choose")
	}
	if err := p.command(r, c, form); err != nil {
		if c.From > 0 { // the room has moved meanwhile: look where it is now
			form.Del("trin")
		}
		return p.refusedAct(r, form, err)
	}
	switch c.Do {
	case room.Next, room.Previous, room.GoTo, room.OpenDoors:
		return web.Redirect{To: href(dialogueID(r), "/styring")}, nil
	}
	return p.backToDesk(r, form, ""), nil
}

// command gives the room a command. What is shown may come from several steps: each is
// shown by itself.
func (p Pages) command(r *web.Request, c room.Command, form url.Values) error {
	steps := []string{form.Get("step")}
	if c.Do == room.Show || c.Do == room.Unshow {
		steps = form["step"][:min(len(form["step"]), mostShown)]
	}
	for _, s := range steps {
		n, err := strconv.Atoi(s)
		if err == nil {
			c.Step = n
		}
		if _, err := p.Dialogues.Steer(r.Context(), r.Actor(), dialogueID(r), c); err != nil {
			return err
		}
	}
	return nil
}

// mostShown is how many steps can be shown in one press.
const mostShown = 30

func whole(form url.Values, name string) int {
	n, err := strconv.Atoi(form.Get(name))
	if err != nil {
		return 0
	}
	return n
}

// card moves one card, hides it, takes it out of the late tray, or makes an agreement of it.
func (p Pages) card(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	if form.Get("do") == "aftale" {
		return p.takenOn(r, form)
	}
	if err := p.moveCard(r, form); err != nil {
		return p.refusedAct(r, form, err)
	}
	return p.backToDesk(r, form, ""), nil
}

func (p Pages) moveCard(r *web.Request, form url.Values) error {
	ctx, d, card := r.Context(), dialogueID(r), form.Get("card")
	switch form.Get("do") {
	case "skjul", "vis":
		return p.Dialogues.Hide(ctx, r.Actor(), d, card, form.Get("do") == "skjul")
	case "optag":
		return p.Dialogues.Admit(ctx, r.Actor(), d, card, true)
	}
	version, err := strconv.ParseInt(form.Get("version"), 10, 64)
	if err != nil {
		return fault.OnField("version", "wrong-type")
	}
	in := dialogue.PlaceInput{Step: lookedAtIn(form), Card: card, Version: version}
	nowhere := ""
	switch {
	case form.Get("do") == "loes":
		in.Place, in.Heading = &nowhere, &nowhere
	case form.Has("place"):
		place := form.Get("place")
		in.Place = &place // under its heading it stays
	case form.Has("heading"):
		heading := form.Get("heading")
		in.Heading = &heading
	}
	_, err = p.Dialogues.Place(ctx, r.Actor(), d, in)
	return err
}

// takenOn makes the record of a card, and leads to the form where one says whom to ask.
func (p Pages) takenOn(r *web.Request, form url.Values) (web.Reply, error) {
	made, err := p.agreeOnCard(r, form)
	if err != nil {
		return p.refusedAct(r, form, err)
	}
	to := href(dialogueID(r), "/aftaler?")
	if form.Get("tilbage") != "aftaler" {
		to = href(dialogueID(r), "/styring?trin="+strconv.Itoa(lookedAtIn(form))+"&")
	}
	return web.Redirect{To: to + "aftale=" + made.ID.String() + "#aftale-" + made.ID.String()}, nil
}

// agreeOnCard makes the record of a card that is an agreement or a knowledge need, so that
// somebody can be asked to take it on.
func (p Pages) agreeOnCard(r *web.Request, form url.Values) (agreement.Agreed, error) {
	v, err := p.Dialogues.Desk(r.Context(), r.Actor(), dialogueID(r), lookedAtIn(form))
	if err != nil {
		return agreement.Agreed{}, err
	}
	for _, c := range v.Noted {
		if c.ID == form.Get("card") && (c.Kind == artefact.Agreement || c.Kind == artefact.KnowledgeNeed) {
			return p.Dialogues.Agree(r.Context(), r.Actor(), v.Dialogue.ID, agreement.Input{Card: c.ID, Kind: c.Kind, Data: c.Data})
		}
	}
	return agreement.Agreed{}, fault.OnField("card", "no-such-card")
}

// heading makes, renames or dissolves a heading.
func (p Pages) heading(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	d := dialogueID(r)
	if h := form.Get("heading"); h == "" {
		_, err = p.Dialogues.AddHeading(r.Context(), r.Actor(), d, lookedAtIn(form), form.Get("title"))
	} else {
		_, err = p.Dialogues.EditHeading(r.Context(), r.Actor(), d, dialogue.HeadingEdit{
			Heading: id.Of[card.Heading](h), Version: int64(whole(form, "version")), Title: form.Get("title"), End: form.Get("do") == "oploes",
		})
	}
	if err != nil {
		return p.refusedAct(r, form, err)
	}
	return p.backToDesk(r, form, ""), nil
}

// cover notes how well a side is covered; pressing the same again takes the answer away.
func (p Pages) cover(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	if err := p.Dialogues.Cover(r.Context(), r.Actor(), dialogueID(r), form.Get("perspective"), dialogue.Coverage(form.Get("level"))); err != nil {
		return p.refusedAct(r, form, err)
	}
	return p.backToDesk(r, form, ""), nil
}

// levelPressed is what a button of coverage sends: its level, or nothing to take it away.
func levelPressed(now, button dialogue.Coverage) string {
	if now == button {
		return ""
	}
	return string(button)
}

// closing asks before the dialogue is closed, and says what is not there yet.
func (p Pages) closing(r *web.Request) (web.Reply, error) {
	v, err := p.Dialogues.Desk(r.Context(), r.Actor(), dialogueID(r), 0)
	if err != nil {
		return nil, err
	}
	so, err := p.Dialogues.Result(r.Context(), r.Actor(), v.Dialogue.ID)
	if err != nil {
		return nil, err
	}
	u, err := p.Units.Unit(r.Context(), r.Actor(), id.Of[org.Unit](v.Dialogue.Unit))
	if err != nil {
		return nil, err
	}
	l := closingOf(v, so)
	l.Adopts = u.Adopts.Say(r.Context(), u.Name, "")
	if l.NoProposal, err = p.noProposal(r, v.Dialogue, so); err != nil {
		return nil, err
	}
	return p.of(r, v.Dialogue, text.Closing.Title, closingView(l)), nil
}

// lacks is what a dialogue has not come to when it is about to be closed.
type lacks struct {
	Base                                   string
	Room                                   int    // the step the room is in, where it is written down what is agreed on
	Gathers, Covers                        int    // the steps where drafts become one text and where the sides are asked about; 0: none
	Adopts                                 string // who will adopt what comes of it
	NoProposal                             string // why nothing will come of the text that was gathered
	Text, Coverage, Agreement, Owner, Late bool   // each lacks, or waits
}

// at is a part of the facilitator's screen, in the step where it can be mended.
func (l lacks) at(step int, part string) templ.SafeURL {
	return templ.SafeURL(l.Base + "/styring?trin=" + strconv.Itoa(step) + "#" + part)
}

func closingOf(v dialogue.DeskView, so dialogue.Result) lacks {
	l := lacks{Base: href(v.Dialogue.ID, ""), Room: v.Shown.Number, Text: len(so.Gathered.Pieces) == 0, Agreement: true, Late: len(v.Tray) > 0}
	for _, s := range v.All {
		if s.Coverage != "" {
			l.Covers = s.Number
		}
		if len(s.Gathers) > 0 {
			l.Gathers = s.Number
		}
	}
	l.Coverage = l.Covers > 0 && len(so.Coverage) < len(artefact.Perspectives())
	for _, a := range so.Artefacts {
		l.Agreement = l.Agreement && a.Kind != artefact.Agreement
	}
	for _, a := range v.Agreements {
		if a.Kind == artefact.Agreement && !a.Ended {
			l.Agreement = false
		}
		l.Owner = l.Owner || a.Owner == "" && !a.Ended
	}
	for _, c := range v.Noted {
		l.Owner = l.Owner || mayAgree(c, v.Agreements)
	}
	return l
}

// noProposal says what will keep a gathered text from becoming a proposal; nothing where
// nothing will. The close itself says what did.
func (p Pages) noProposal(r *web.Request, d dialogue.Dialogue, so dialogue.Result) (string, error) {
	if len(so.Gathered.Pieces) == 0 {
		return "", nil
	}
	if utf8.RuneCountInString(so.Gathered.Text) > dialogue.LongestGathered {
		return text.Closing.TooLong.F(r.Context(), dialogue.LongestGathered), nil
	}
	list, err := p.Tasks.Of(r.Context(), r.Actor(), id.Of[org.Unit](d.Unit))
	if err != nil {
		return "", err
	}
	for _, t := range list {
		if t.Task.ID.String() == d.CoreTask && t.Task.State == coretask.Retired {
			return text.Closing.TaskRetired.In(r.Context()), nil
		}
	}
	return "", nil
}

func (p Pages) close(r *web.Request) (web.Reply, error) {
	d := dialogueID(r)
	if _, err := p.Dialogues.Steer(r.Context(), r.Actor(), d, room.Command{Do: room.Close}); err != nil {
		return nil, err
	}
	say := text.Closing.Done.In(r.Context())
	so, err := p.Dialogues.Result(r.Context(), r.Actor(), d)
	if why := whyNot(r.Context(), so.NotProposed); err == nil && why != "" { // it is closed, whether that could be read or not
		say = text.Closing.DoneBut.F(r.Context(), why)
	}
	return web.Redirect{To: href(d, ""), Say: say}, nil
}

func (p Pages) reopen(r *web.Request) (web.Reply, error) {
	d := dialogueID(r)
	if _, err := p.Dialogues.Steer(r.Context(), r.Actor(), d, room.Command{Do: room.Reopen}); err != nil {
		return nil, err
	}
	return web.Redirect{To: href(d, "/styring"), Say: text.Closing.Reopened.In(r.Context())}, nil
}
