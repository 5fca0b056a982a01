package dialogue

import (
	"context"
	"encoding/json"
	"time"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
)

// The jobs that take away what is no longer needed after a close.
const (
	forgetPeople = "dialogue.forget_people" // participants, their tokens and seats
	forgetWords  = "dialogue.forget_inputs" // what was written; the minutes stay
)

// due names the close that a job follows: one that was undone is followed by another.
type due struct {
	Dialogue id.Of[Dialogue] `json:"dialogue"`
	Closed   time.Time       `json:"closed"`
}

func remindRetention(tx *db.Tx, d Dialogue, m municipality.Municipality) error {
	payload := due{d.ID, d.State.Closed}
	if err := job.Enqueue(tx, forgetPeople, payload, d.State.Closed.AddDate(0, 0, m.ParticipantDays())); err != nil {
		return err
	}
	return job.Enqueue(tx, forgetWords, payload, d.State.Closed.AddDate(0, m.InputMonths(), 0))
}

// Jobs are what this package does later.
func (s *Service) Jobs() map[string]job.Do {
	return map[string]job.Do{
		forgetPeople: s.forgetting(forgetPeople, forgetParticipants),
		forgetWords:  s.forgetting(forgetWords, forgetInputs),
	}
}

// forgetting takes away what a close has left, unless that close was undone. Where the
// municipality has since chosen a longer time, it waits for that.
func (s *Service) forgetting(kind string, forget func(*db.Tx, id.Of[Dialogue]) error) job.Do {
	return func(ctx context.Context, where string, payload json.RawMessage) error {
		var p due
		if err := json.Unmarshal(payload, &p); err != nil {
			return err
		}
		m, err := s.municipality(ctx, where)
		if err != nil {
			return err
		}
		return s.DB.Change(ctx, access.Program(where), access.Action(kind), func(tx *db.Tx) error {
			d, err := loadToChange(tx, p.Dialogue)
			if fault.Is(err, fault.NotFound) || err == nil && !d.State.Closed.Equal(p.Closed) {
				return nil
			}
			if err != nil {
				return err
			}
			until := p.Closed.AddDate(0, 0, m.ParticipantDays())
			if kind == forgetWords {
				until = p.Closed.AddDate(0, m.InputMonths(), 0)
			}
			if tx.Now().Before(until) {
				return job.Enqueue(tx, kind, p, until)
			}
			if err := db.Log(tx, "dialogue", p.Dialogue.String()); err != nil {
				return err
			}
			return forget(tx, p.Dialogue)
		})
	}
}
