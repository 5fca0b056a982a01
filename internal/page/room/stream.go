package room

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/web"
)

// An event tells a part of the page that it has something to fetch: the version is all it
// carries, so a stream shows nothing that the fragment would not show.
func event(name, version string) (web.Event, error) {
	data, err := json.Marshal(map[string]string{"version": version})
	return web.Event{Name: name, ID: name + "-" + version, Data: data}, err
}

// gone is the step's version for a phone that is no longer inside: it fetches once more and
// is told.
const gone = "ude"

// standing is where the room is, as far as a part of a page depends on it. It is the same for
// every phone, so it is read once for all of them whenever the room moves.
type standing struct {
	Version int64
	Phase   room.Phase
	Step    int // 0 before the first and after the close
	Status  room.StepStatus
	Earlier []leftOpen
}

// leftOpen is a step the room has left in which one may still write.
type leftOpen struct {
	Number int
	Until  time.Time
}

func standingOf(v dialogue.RoomView) standing {
	s := standing{Version: v.Version, Phase: v.Phase}
	if v.Step != nil {
		s.Step, s.Status = v.Step.Number, v.Step.Status
	}
	for _, e := range v.Earlier {
		one := leftOpen{Number: e.Number}
		if e.OpenUntil != nil {
			one.Until = *e.OpenUntil
		}
		s.Earlier = append(s.Earlier, one)
	}
	return s
}

// at leaves out what has closed since by itself.
func (s standing) at(now time.Time) standing {
	s.Earlier = slices.DeleteFunc(slices.Clone(s.Earlier), func(e leftOpen) bool { return !e.Until.IsZero() && !now.Before(e.Until) })
	return s
}

// chosen is the earlier step somebody asked for, 0 where one may not write in it any more.
func (s standing) chosen(asked string) int {
	for _, e := range s.Earlier {
		if number(e.Number) == asked {
			return e.Number
		}
	}
	return 0
}

// mark names all that the step's part of the page depends on. While it is the same, an
// event changes nothing there, and nobody is told that the room has moved on.
func (s standing) mark(chosen int, group string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.%d.%s", s.Phase, chosen, group)
	if s.Step != 0 {
		fmt.Fprintf(&b, ".%d%s", s.Step, s.Status)
	}
	for _, e := range s.Earlier {
		fmt.Fprintf(&b, ".%d", e.Number)
	}
	return b.String()
}

// listener is one phone's or projector's stream. A ring for what others are told asks the
// database nothing for it: the seat is asked again when the room or the seat has moved, and
// what is the same for many is read once for all of them.
type listener struct {
	Pages
	r     *web.Request
	watch dialogue.Watch
}

func (p Pages) listener(r *web.Request, enter func(context.Context) (dialogue.Seat, error)) *listener {
	return &listener{p, r, dialogue.Watch{Hub: p.Hub, Enter: enter}}
}

// shared reads what is the same for all who are told of a topic, once for each of its
// versions. The key says for whom.
func shared[T any](l *listener, seat dialogue.Seat, topic, key string, read func() (T, error)) (T, error) {
	var out T
	body, _, err := l.Hub.Frame(seat.Full(topic), "page/"+key, func() ([]byte, error) {
		v, err := read()
		if err != nil {
			return nil, err
		}
		return json.Marshal(v)
	})
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(body, &out)
}

// follow is the stream of a phone: where the room is, its own group, and the board once
// something lies on it for all.
func (p Pages) follow(r *web.Request) (web.Reply, error) {
	if _, err := p.Dialogues.Enter(r.Context(), guest(r)); err != nil {
		return nil, err
	}
	l := p.listener(r, func(ctx context.Context) (dialogue.Seat, error) { return p.Dialogues.Enter(ctx, guest(r)) })
	return web.Stream{Hub: p.Hub, Next: l.phone}, nil
}

func (l *listener) phone(ctx context.Context) ([]web.Event, []string, error) {
	seat, err := l.watch.Seat(ctx)
	if fault.Is(err, fault.SignIn) {
		e, err := event("step", gone)
		return []web.Event{e}, nil, err
	}
	if err != nil {
		return nil, nil, err
	}
	everyone := seat
	everyone.Group = "" // what is read for all is read as nobody's group sees it
	where, err := shared(l, seat, dialogue.StepTopic(seat.Dialogue), "standing", func() (standing, error) {
		v, err := l.Dialogues.RoomSeen(ctx, everyone)
		return standingOf(v), err
	})
	if err != nil {
		return nil, nil, err
	}
	where = where.at(l.r.Now())
	parts := [][2]string{
		{"top", number(int(where.Version))},
		{"step", where.mark(where.chosen(l.r.URL.Query().Get("trin")), seat.Group)},
		{"board", l.version(seat, dialogue.BoardTopic(seat.Dialogue))},
	}
	if seat.Group != "" {
		parts = append(parts, [2]string{"group", seat.Group + l.version(seat, dialogue.GroupTopic(seat.Dialogue, seat.Step, seat.Group))})
	}
	var events []web.Event
	for _, part := range parts {
		e, err := event(part[0], part[1])
		if err != nil {
			return nil, nil, err
		}
		events = append(events, e)
	}
	return events, seat.Topics(), nil
}

func (p Pages) version(seat dialogue.Seat, topic string) string {
	return p.Hub.Version(seat.Full(topic))
}

// counted is what the projector says of those who write.
type counted struct {
	Version               int64
	Step, Written, People int
}

// followScreen is the stream of the projector, which also counts what comes in.
func (p Pages) followScreen(r *web.Request) (web.Reply, error) {
	at := func(ctx context.Context) (dialogue.Seat, error) {
		seat, _, err := p.Dialogues.AtScreen(ctx, r.Site.ID, r.PathValue("token"))
		return seat, err
	}
	if _, err := at(r.Context()); err != nil {
		return nil, err
	}
	return web.Stream{Hub: p.Hub, Next: p.listener(r, at).screen}, nil
}

func (l *listener) screen(ctx context.Context) ([]web.Event, []string, error) {
	seat, err := l.watch.Seat(ctx)
	if err != nil {
		return nil, nil, err
	}
	c, err := shared(l, seat, dialogue.DeskTopic(seat.Dialogue), "counted", func() (counted, error) {
		v, err := l.Dialogues.RoomSeen(ctx, seat)
		if err != nil {
			return counted{}, err
		}
		b, err := l.Dialogues.BoardSeen(ctx, seat)
		return counted{v.Version, b.Step, b.Written, v.People}, err
	})
	if err != nil {
		return nil, nil, err
	}
	count, err := json.Marshal(map[string]int{"written": c.Written, "people": c.People})
	if err != nil {
		return nil, nil, err
	}
	top, err := event("top", number(int(c.Version)))
	if err != nil {
		return nil, nil, err
	}
	board, err := event("board", l.version(seat, dialogue.BoardTopic(seat.Dialogue))+"."+number(int(c.Version)))
	if err != nil {
		return nil, nil, err
	}
	events := []web.Event{top, board, {Name: "count", ID: "count-" + number(c.Step) + "-" + number(c.Written) + "-" + number(c.People), Data: count}}
	return events, seat.Topics(), nil
}
