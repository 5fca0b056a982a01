package dialogue

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// gather is the groups' drafts beside the one text that is made of them.
type gather struct {
	Version int64
	Text    string
	Pieces  []piece
	Reason  string
	Drafts  []draft
	Left    int    // characters there is room for
	Other   string // what a co-facilitator has kept meanwhile; empty where nobody has
}

// piece is a stretch of the gathered text with who gave it.
type piece struct {
	N                int
	Text, Card, From string
}

// draft is one group's draft, whole and sentence by sentence.
type draft struct {
	Card, From, Text string
	Sentences        []string // only where there is more than one
	Used             bool
}

func gatherOf(ctx context.Context, v dialogue.DeskView) *gather {
	g := &gather{Version: v.Gathered.Version, Reason: v.Gathered.Reason, Text: v.Gathered.Text()}
	g.Left = max(0, dialogue.LongestGathered-utf8.RuneCountInString(g.Text))
	labels := map[string]string{}
	for _, c := range v.Cards {
		if c.Kind != artefact.Formulation || !slices.Contains(v.Shown.Gathers, c.Step) || c.Hidden {
			continue
		}
		one := draft{Card: c.ID, Text: c.Data[artefact.FieldText], From: draftFrom(ctx, c)}
		if s := sentences(one.Text); len(s) > 1 {
			one.Sentences = s
		}
		one.Used = slices.ContainsFunc(v.Gathered.Pieces, func(p dialogue.Piece) bool { return p.Card == c.ID })
		labels[c.ID] = one.From
		g.Drafts = append(g.Drafts, one)
	}
	for i, p := range v.Gathered.Pieces {
		g.Pieces = append(g.Pieces, piece{N: i, Text: p.Text, Card: p.Card, From: given(ctx, p, labels[p.Card])})
	}
	return g
}

// draftFrom says whose draft it is: the leader's is nobody else's.
func draftFrom(ctx context.Context, c card.DeskCard) string {
	if c.Draft {
		return text.Desk.FromGroup.F(ctx, text.Desk.LeadersDraft.In(ctx), c.Step)
	}
	return from(ctx, c.Label, c.Step)
}

// given says who gave a stretch, and that it has been changed since.
func given(ctx context.Context, p dialogue.Piece, label string) string {
	switch {
	case p.Card == "":
		return text.Desk.FromRoom.In(ctx)
	case label == "":
		label = from(ctx, room.GroupLabel(p.Group, text.LangOf(ctx)), p.Step)
	}
	if p.Edited {
		return text.Desk.After.F(ctx, label)
	}
	return label
}

// sentences cuts a text where a sentence ends.
func sentences(s string) []string {
	var out []string
	start := 0
	for i, r := range s {
		if !strings.ContainsRune(".!?\n", r) || i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '\n' && r != '\n' {
			continue
		}
		if one := strings.TrimSpace(s[start : i+1]); one != "" {
			out = append(out, one)
		}
		start = i + 1
	}
	if rest := strings.TrimSpace(s[start:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// gathering keeps the gathered text. Whatever button was pressed, what stands in the form
// is kept with it.
func (p Pages) gathering(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	v, err := p.Dialogues.Desk(r.Context(), r.Actor(), dialogueID(r), lookedAtIn(form))
	if err != nil {
		return nil, err
	}
	version, err := strconv.ParseInt(form.Get("version"), 10, 64)
	if err != nil {
		return nil, fault.OnField("version", "wrong-type")
	}
	in := dialogue.GatherInput{Version: version, Pieces: arranged(form, v), Reason: form.Get("reason")}
	if _, err := p.Dialogues.Gather(r.Context(), r.Actor(), dialogueID(r), in); err != nil {
		return p.refusedGather(r, err, v, in)
	}
	say := ""
	if form.Get("do") == "gem" {
		say = text.Desk.TextKept.In(r.Context())
	}
	return p.backToDesk(r, form, say), nil
}

// refusedGather shows the form with what was typed; after a conflict also what the other
// facilitator has kept.
func (p Pages) refusedGather(r *web.Request, err error, v dialogue.DeskView, in dialogue.GatherInput) (web.Reply, error) {
	d, wrong := p.deskOf(r, v)
	if wrong != nil {
		return nil, wrong
	}
	if fault.Is(err, fault.Conflict) && d.Gather != nil {
		d.Gather.Other = d.Gather.Text
	}
	if d.Gather != nil {
		d.Gather.Reason, d.Gather.Pieces = in.Reason, nil
		labels := map[string]string{}
		for _, one := range d.Gather.Drafts {
			labels[one.Card] = one.From
		}
		for i, one := range in.Pieces {
			d.Gather.Pieces = append(d.Gather.Pieces, piece{N: i, Text: one.Text, Card: one.Card, From: given(r.Context(), one, labels[one.Card])})
		}
	}
	return p.refusedDesk(r, err, v, d)
}

// arranged gives the pieces of the form after the button: moved, taken out, or with a draft
// or one of its sentences taken in.
func arranged(form url.Values, v dialogue.DeskView) []dialogue.Piece {
	var out []dialogue.Piece
	cards := form["piece_card"]
	for i, t := range form["piece_text"] {
		one := dialogue.Piece{Text: t}
		if i < len(cards) {
			one.Card = cards[i]
		}
		out = append(out, one)
	}
	do, about, _ := strings.Cut(form.Get("do"), ":")
	n, err := strconv.Atoi(about)
	inside := err == nil && n >= 0 && n < len(out)
	switch {
	case do == "op" && inside && n > 0:
		out[n-1], out[n] = out[n], out[n-1]
	case do == "ned" && inside && n+1 < len(out):
		out[n+1], out[n] = out[n], out[n+1]
	case do == "fjern" && inside:
		out = slices.Delete(out, n, n+1)
	case do == "tag":
		out = append(out, taken(about, v)...)
	}
	return out
}

// taken is the stretch a draft gives: all of it, or the sentence whose number follows.
func taken(about string, v dialogue.DeskView) []dialogue.Piece {
	card, number, one := strings.Cut(about, ".")
	for _, c := range v.Cards {
		if c.ID != card {
			continue
		}
		words := c.Data[artefact.FieldText]
		if n, err := strconv.Atoi(number); one && err == nil {
			if all := sentences(words); n >= 0 && n < len(all) {
				words = all[n]
			}
		}
		return []dialogue.Piece{{Text: words, Card: card, Step: c.Step, Group: c.Group}}
	}
	return nil
}

func lookedAtIn(form url.Values) int {
	n, err := strconv.Atoi(form.Get("trin"))
	if err != nil {
		return 0
	}
	return n
}

// backToDesk leads back to the step one was looking at, and says what has been done where
// one does not see it.
func (p Pages) backToDesk(r *web.Request, form url.Values, say string) web.Reply {
	to := href(dialogueID(r), "/styring")
	if n := lookedAtIn(form); n > 0 {
		to += "?trin=" + strconv.Itoa(n)
	}
	return web.Redirect{To: to, Say: say}
}

// refusedDesk shows the screen again with what is wrong on top.
func (p Pages) refusedDesk(r *web.Request, err error, v dialogue.DeskView, d desk) (web.Reply, error) {
	e := fault.As(err)
	switch e.Kind {
	case fault.Invalid, fault.Conflict, fault.Closed, fault.TooMany:
	default:
		return nil, err
	}
	d.Form = ui.Form{Values: r.Typed(err).Values, Fault: e}
	if r.Header.Get("HX-Request") != "" {
		return web.Fragment{View: deskRoom(d), Status: web.Status(err)}, nil
	}
	page := p.deskIn(r, v, d)
	page.Status = web.Status(err)
	return page, nil
}
