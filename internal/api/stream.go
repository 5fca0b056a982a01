package api

import (
	"context"
	"encoding/json"
	"time"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// follow tells a phone, until it hangs up, where the room is and what it may see of it.
// What is the same for many is read and written once for all of them.
func (a API) follow(r *web.Request) (web.Reply, error) {
	if _, err := a.seat(r); err != nil {
		return nil, err // an answer that says why, before the stream begins
	}
	f := &follower{api: a, lang: r.Lang(), watch: dialogue.Watch{Hub: a.Hub, Enter: func(context.Context) (dialogue.Seat, error) { return a.seat(r) }}}
	return web.Stream{Hub: a.Hub, Next: f.next}, nil
}

// follower is one stream. It remembers what it has told, so that a wake for one thing costs
// nothing for the others.
type follower struct {
	api   API
	lang  text.Lang
	watch dialogue.Watch
	told  web.Event // the step
	board web.Event
	shown bool // something lies on the board
}

func (f *follower) next(ctx context.Context) ([]web.Event, []string, error) {
	seat, err := f.watch.Seat(ctx)
	if err != nil {
		return nil, nil, err
	}
	if err := f.lookAtStep(ctx, seat); err != nil {
		return nil, nil, err
	}
	events := []web.Event{f.told}
	if seat.Group != "" {
		e, err := f.frame("group", seat, dialogue.GroupTopic(seat.Dialogue, seat.Step, seat.Group), func() (any, error) { return f.api.Dialogues.GroupSeen(ctx, seat) })
		if err != nil {
			return nil, nil, err
		}
		events = append(events, e)
	}
	if err := f.lookAtBoard(ctx, seat); err != nil {
		return nil, nil, err
	}
	if f.shown {
		events = append(events, f.board)
	}
	return events, seat.Topics(), nil
}

// frame renders what all of an audience see, once for each version of a topic.
func (f *follower) frame(name string, seat dialogue.Seat, topic string, render func() (any, error)) (web.Event, error) {
	key := name + "/" + string(f.lang) + "/" + seat.Group
	body, version, err := f.api.Hub.Frame(seat.Full(topic), key, func() ([]byte, error) {
		v, err := render()
		if err != nil {
			return nil, err
		}
		return json.Marshal(v)
	})
	return web.Event{Name: name, ID: name + "." + version + "." + seat.Group, Data: body}, err
}

// lookAtStep sees where the room is; how many seconds are left is reckoned for each who
// hears it.
func (f *follower) lookAtStep(ctx context.Context, seat dialogue.Seat) error {
	e, err := f.frame("step", seat, dialogue.StepTopic(seat.Dialogue), func() (any, error) { return f.api.Dialogues.RoomSeen(ctx, seat) })
	if err != nil || e.ID == f.told.ID {
		return err
	}
	var v dialogue.RoomView
	if err := json.Unmarshal(e.Data, &v); err != nil {
		return err
	}
	if v.Step != nil && v.Step.EndsAt != nil {
		v.Step.Remaining = max(0, int(time.Until(*v.Step.EndsAt)/time.Second))
	}
	e.Data, err = json.Marshal(v)
	f.told = e
	return err
}

// lookAtBoard sees what all see, and whether there is anything to see.
func (f *follower) lookAtBoard(ctx context.Context, seat dialogue.Seat) error {
	seat.Group = "" // it is the same for every group
	e, err := f.frame("board", seat, dialogue.BoardTopic(seat.Dialogue), func() (any, error) { return f.api.Dialogues.BoardSeen(ctx, seat) })
	if err != nil || e.ID == f.board.ID {
		return err
	}
	var v struct {
		Shown bool `json:"shown"`
	}
	f.board, err = e, json.Unmarshal(e.Data, &v)
	f.shown = v.Shown
	return err
}
