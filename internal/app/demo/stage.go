package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
)

// scene is one thing that happened at one time.
type scene struct {
	at   time.Time
	what string
	do   func(ctx context.Context) error
}

// stage is a story told in any order and played in the order it happened.
type stage struct{ scenes []scene }

func (s *stage) add(at time.Time, what string, do func(ctx context.Context) error) {
	s.scenes = append(s.scenes, scene{at, what, do})
}

// play does every scene at its own time.
func (s *stage) play(ctx context.Context) error {
	slices.SortStableFunc(s.scenes, func(a, b scene) int { return a.at.Compare(b.at) })
	for _, one := range s.scenes {
		if err := one.do(db.WithNow(ctx, one.at)); err != nil {
			return fmt.Errorf("%s, %s: %w", day.Of(one.at), one.what, err)
		}
	}
	return nil
}

// at is a time of day on a date where the municipality lies.
func at(d day.Date, hour, minute int) time.Time {
	y, m, n := d.Split()
	return time.Date(y, m, n, hour, minute, 0, 0, day.Copenhagen())
}
