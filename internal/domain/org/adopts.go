package org

import (
	"context"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
)

// Say tells who adopts in a unit, when at the earliest and why. from is that day, empty
// while nothing is proposed.
func (a Adopts) Say(ctx context.Context, unit string, from day.Date) string {
	t := text.Org
	switch {
	case a == ByTeam && from.IsZero():
		return t.TeamAdopts.F(ctx, unit)
	case a == ByTeam:
		return t.TeamAdoptsFrom.F(ctx, unit, text.Date(ctx, from))
	case a == ByForum:
		return t.ForumAdopts.F(ctx, unit)
	}
	return t.LeaderAdopts.F(ctx, unit)
}
