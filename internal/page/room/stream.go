package room

import (
	"context"
	"encoding/json"

	"kernehus/internal/domain/dialogue"
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

// follow is the stream of a phone: where the room is, its own group, and the board once
// something lies on it for all.
func (p Pages) follow(r *web.Request) (web.Reply, error) {
	if _, err := p.Dialogues.Enter(r.Context(), guest(r)); err != nil {
		return nil, err
	}
	return web.Stream{Hub: p.Hub, Next: func(ctx context.Context) ([]web.Event, []string, error) {
		v, err := p.seated(r)
		if fault.Is(err, fault.SignIn) {
			e, err := event("step", gone)
			return []web.Event{e}, nil, err
		}
		if err != nil {
			return nil, nil, err
		}
		return p.phoneEvents(v)
	}}, nil
}

func (p Pages) phoneEvents(v phone) ([]web.Event, []string, error) {
	d, in := v.Seat.Dialogue, v.Seat.Municipality
	names := []string{dialogue.StepTopic(d), dialogue.BoardTopic(d), dialogue.SeatTopic(d, v.Seat.Participant)}
	told := []struct{ name, version string }{
		{"top", number(int(v.Room.Version))}, {"step", v.mark()}, {"board", p.version(in, dialogue.BoardTopic(d))},
	}
	if v.Seat.Group != "" {
		topic := dialogue.GroupTopic(d, v.Seat.Step, v.Seat.Group)
		names = append(names, topic)
		told = append(told, struct{ name, version string }{"group", v.Seat.Group + p.version(in, topic)})
	}
	var events []web.Event
	for _, t := range told {
		e, err := event(t.name, t.version)
		if err != nil {
			return nil, nil, err
		}
		events = append(events, e)
	}
	return events, full(in, names), nil
}

func (p Pages) version(municipality, topic string) string {
	return p.Hub.Version(municipality + "/" + topic)
}

// full are the names under which topics are rung.
func full(municipality string, topics []string) []string {
	out := make([]string, len(topics))
	for i, t := range topics {
		out[i] = municipality + "/" + t
	}
	return out
}

// followScreen is the stream of the projector, which also counts what comes in.
func (p Pages) followScreen(r *web.Request) (web.Reply, error) {
	if _, _, err := p.Dialogues.AtScreen(r.Context(), r.Site.ID, r.PathValue("token")); err != nil {
		return nil, err
	}
	return web.Stream{Hub: p.Hub, Next: func(context.Context) ([]web.Event, []string, error) {
		c, err := p.onScreen(r)
		if err != nil {
			return nil, nil, err
		}
		return p.screenEvents(r.Site.ID, c)
	}}, nil
}

func (p Pages) screenEvents(municipality string, c canvas) ([]web.Event, []string, error) {
	d := c.Seat.Dialogue
	count, err := json.Marshal(map[string]int{"written": c.Board.Written, "people": c.Room.People})
	if err != nil {
		return nil, nil, err
	}
	top, err := event("top", number(int(c.Room.Version)))
	if err != nil {
		return nil, nil, err
	}
	board, err := event("board", p.version(municipality, dialogue.BoardTopic(d))+"."+number(int(c.Room.Version)))
	if err != nil {
		return nil, nil, err
	}
	events := []web.Event{top, board, {Name: "count", ID: "count-" + number(c.Board.Step) + "-" + number(c.Board.Written) + "-" + number(c.Room.People), Data: count}}
	return events, full(municipality, []string{dialogue.StepTopic(d), dialogue.BoardTopic(d), dialogue.DeskTopic(d)}), nil
}
