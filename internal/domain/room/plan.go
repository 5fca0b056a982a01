package room

import (
	"slices"

	"kernehus/internal/domain/guide"
)

// Choice is what a plan says of groups: the form of the guide, how groups are made
// (Together: as the guide suggests), and how many people and groups are expected; 0 where
// nobody has said.
type Choice struct {
	Variant string
	Sits    Division
	People  int
	Groups  int
}

// Reason is why a plan reckons with so many groups.
type Reason string

// The reasons.
const (
	AsUsual  Reason = ""         // nobody has said how many come: as many as the guide reckons with
	AsChosen Reason = "chosen"   // the plan names the number
	BySize   Reason = "size"     // as many as it takes to keep the groups small
	EachSide Reason = "sides"    // fewer would leave a side without a group
	EachRole Reason = "roles"    // leaders and employees cannot sit together
	General  Reason = "together" // the guide has no groups
)

// Reckoned is how many groups a plan's times are reckoned for, and why. Where many look at
// one side, each of their tables has its turn, though the room knows them as one group.
type Reckoned struct {
	Groups int
	Why    Reason
	People int // expected
	Most   int // in a good group
	Made   int // groups that the room makes all the same, each at several tables; 0 where it makes as many as are reckoned
}

// Reckon tells how many groups a plan's times are reckoned for.
func Reckon(g guide.Guide, c Choice) Reckoned {
	r := Reckoned{Groups: g.AtGroups, People: c.People, Most: mostIn(g)}
	switch {
	case !slices.ContainsFunc(g.Steps, func(s guide.Step) bool {
		return s.Grouping != guide.Alone && s.Grouping != guide.Plenum && s.Grouping != guide.Pairs
	}):
		r.Why = General
		return r
	case c.Groups > 0:
		r.Groups, r.Why = c.Groups, AsChosen
		return r
	case c.People <= 0:
		return r
	}
	r.Groups, r.Why = GroupsFor(g, c.People), BySize
	v, _ := g.Variant(c.Variant)
	for _, s := range g.Steps {
		switch by := DivisionIn(s, v, c.Sits); {
		case by == BySide && r.Groups < min(3, c.People):
			r.Groups, r.Why = min(3, c.People), EachSide
		case by == ByRole && r.Groups < min(2, c.People):
			r.Groups, r.Why = min(2, c.People), EachRole
		case by == BySide && r.Groups > 3:
			r.Made = 3
		case by == ByRole && r.Groups > 2:
			r.Made = 2
		}
	}
	return r
}

// GroupsFor is how many good groups so many people make.
func GroupsFor(g guide.Guide, people int) int {
	return min(MostTables, max(1, (people+mostIn(g)-1)/mostIn(g)))
}

func mostIn(g guide.Guide) int { return max(g.Participants.GroupMax, 2) }

// DivisionIn is DivisionOf in a dialogue: where the plan says how the groups are made, that
// goes before the variant's own way. Professions and mixed groups are the guide's.
func DivisionIn(s guide.Step, v guide.Variant, sits Division) Division {
	if s.Grouping == guide.Tables && sits != Together {
		return sits
	}
	return DivisionOf(s, v)
}

// Ways are the ways in which a plan can have the groups of a guide made; none where the
// guide makes them all itself.
func Ways(g guide.Guide) []Division {
	if !slices.ContainsFunc(g.Steps, func(s guide.Step) bool { return s.Grouping == guide.Tables }) {
		return nil
	}
	ways := []Division{BySide, ByRole, ByProfession, MixedTogether, AtTables}
	if !g.Sided() {
		ways = ways[1:]
	}
	return ways
}

// Runs gives the steps of a guide as a dialogue will hold them, with the times for so many
// groups.
func Runs(g guide.Guide, variant string, inParts bool, groups int) []StepRun {
	out := make([]StepRun, len(g.Steps))
	for i, s := range g.Steps {
		out[i] = StepRun{Minutes: Lasts(s, variant, inParts, groups), Grace: s.StaysOpen(inParts)}
	}
	return out
}

// Lasts is how many minutes a step takes in one dialogue.
func Lasts(s guide.Step, variant string, inParts bool, groups int) int {
	if inParts {
		return s.PartMinutes(variant, groups)
	}
	return s.Minutes(variant, groups)
}
