package dialogue

import (
	"context"

	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/live"
)

// Full is the full name of a topic in the seat's municipality.
func (s Seat) Full(topic string) string { return db.Topic(s.Municipality, topic) }

// Topics are what a seat listens to, with their full names: the step, one's own seat and
// group, and the board, which moves only with what all may see. A projector hears the desk too, for
// the number of contributions.
func (s Seat) Topics() []string {
	names := []string{s.Full(StepTopic(s.Dialogue)), s.Full(BoardTopic(s.Dialogue))}
	if s.Participant != "" {
		names = append(names, s.Full(SeatTopic(s.Dialogue, s.Participant)))
	}
	if s.Group != "" && s.Participant != "" {
		names = append(names, s.Full(GroupTopic(s.Dialogue, s.Step, s.Group)))
	}
	if s.Screen {
		names = append(names, s.Full(DeskTopic(s.Dialogue)))
	}
	return names
}

// Watch follows one screen's place in a room. It asks who sits there again only when the
// room itself or that seat has moved: a note wakes screens, but asks the database nothing
// for them. Once the dialogue is closed it asks every time, for a phone's key then dies by
// itself.
type Watch struct {
	Hub   *live.Hub
	Enter func(ctx context.Context) (Seat, error)

	seat Seat
	at   string // the versions seat was asked at; empty when it must be asked again
}

// Seat gives the seat as it is now.
//
// Faults: those of Enter.
func (w *Watch) Seat(ctx context.Context) (Seat, error) {
	if w.at != "" && !w.seat.Shut && w.moves(w.seat) == w.at {
		return w.seat, nil
	}
	before := ""
	if w.seat.Dialogue != "" { // what moves while we ask must be asked again
		before = w.moves(w.seat)
	}
	seat, err := w.Enter(ctx)
	if err != nil {
		return seat, err
	}
	w.seat, w.at = seat, before
	return seat, nil
}

// moves are the versions of what can move a seat.
func (w *Watch) moves(s Seat) string {
	at := w.Hub.Version(s.Full(StepTopic(s.Dialogue)))
	if s.Participant != "" {
		at += " " + w.Hub.Version(s.Full(SeatTopic(s.Dialogue, s.Participant)))
	}
	return at
}
