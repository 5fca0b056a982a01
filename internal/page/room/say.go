package room

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
)

// say is a value as people read it.
func say(ctx context.Context, p artefact.Pair) string {
	switch p.Field.Type {
	case artefact.Date:
		return text.Date(ctx, day.Date(p.Value))
	case artefact.Choice, artefact.Flag:
		return artefact.ValueLabel(p.Value).In(ctx)
	}
	return p.Value
}

// said stands before a value, as one reads it.
func said(ctx context.Context, k artefact.Kind, p artefact.Pair) string {
	label := k.SaidLabel(p.Field.Name).In(ctx)
	if strings.HasSuffix(label, ":") || strings.HasSuffix(label, "?") {
		return label
	}
	return label + ":"
}

// left is a time that is left, as a clock shows it.
func left(ctx context.Context, seconds int) string {
	switch {
	case seconds <= 0:
		return text.Room.TimeUp.In(ctx)
	case seconds >= 3600:
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// nowAt is the server's time when it looked at a running clock: the phone's own may be wrong.
func nowAt(s dialogue.StepView) string {
	return s.EndsAt.Add(-time.Duration(s.Remaining) * time.Second).UTC().Format(time.RFC3339)
}

// canShare tells whether a private note can be shared: it was written in a step that is
// its writer's own.
func (p phone) canShare(in dialogue.OwnInput) bool {
	return in.Private && p.Room.Phase == room.Open
}
