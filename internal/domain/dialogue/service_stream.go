package dialogue

import (
	"context"

	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/live"
)

// Full is the full name of a topic in the seat's municipality.
func (s Seat) Full(topic string) string { return db.Topic(s.Municipality, topic) }

// Topics are what a seat listens to, with their full names: the step, one's own group, and
// the board, which moves only with what all may see. A projector hears the desk too, for
// the number of contributions.
func (s Seat) Topics() []string {
	names := []string{s.Full(StepTopic(s.Dialogue)), s.Full(BoardTopic(s.Dialogue))}
	if s.Group != "" && s.Participant != "" {
		names = append(names, s.Full(GroupTopic(s.Dialogue, s.Step, s.Group)))
	}
	if s.Screen {
		names = append(names, s.Full(DeskTopic(s.Dialogue)))
	}
	return names
}

// Watch follows one screen's place in a room. It asks who sits there again only when the
// room itself has moved: a note wakes screens, but asks the database nothing for them.
type Watch struct {
	Hub   *live.Hub
	Enter func(ctx context.Context) (Seat, error)

	seat Seat
	step string // the version of the room's step that seat was asked at
}

// Seat gives the seat as it is now.
//
// Faults: those of Enter.
func (w *Watch) Seat(ctx context.Context) (Seat, error) {
	if w.step != "" && w.Hub.Version(db.Topic(w.seat.Municipality, StepTopic(w.seat.Dialogue))) == w.step {
		return w.seat, nil
	}
	before := ""
	if w.seat.Dialogue != "" { // what moves while we ask must be asked again
		before = w.Hub.Version(db.Topic(w.seat.Municipality, StepTopic(w.seat.Dialogue)))
	}
	seat, err := w.Enter(ctx)
	if err != nil {
		return seat, err
	}
	w.seat, w.step = seat, before
	return seat, nil
}
