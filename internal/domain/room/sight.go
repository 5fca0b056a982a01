package room

import "kernehus/internal/domain/guide"

// Audience is who looks at something that was written.
type Audience string

const (
	TheWriter        Audience = "participant, own"
	OwnGroup         Audience = "participant, own group"
	OtherGroup       Audience = "participant, other group"
	Anybody          Audience = "anonymous"   // with the code or the projector's link
	TheFacilitator   Audience = "facilitator" // of this dialogue; co-facilitators are the same
	OtherFacilitator Audience = "other facilitator"
	Minutes          Audience = "minutes" // and the frozen result
)

// Audiences are all of them, in the order of the golden matrix.
func Audiences() []Audience {
	return []Audience{TheWriter, OwnGroup, OtherGroup, Anybody, TheFacilitator, OtherFacilitator, Minutes}
}

// Sight is all that decides who sees one thing.
type Sight struct {
	Visibility guide.Visibility // of its step
	Shown      bool             // its step, or its group in the step, is shown
	Hidden     bool             // by a facilitator
	Withdrawn  bool
	Late       bool // in the late tray
	Shared     bool // a private note that its writer shares
}

// Sees tells whether an audience sees it. What is private is its writer's alone; what is
// withdrawn is gone for all; what a facilitator has hidden stays with its writer and the
// facilitators.
func (s Sight) Sees(who Audience) bool {
	switch {
	case s.Withdrawn, who == OtherFacilitator:
		return false
	case who == TheWriter:
		return true
	case s.Visibility == guide.Private && !s.Shared:
		return false
	case who == TheFacilitator:
		return true
	case s.Hidden:
		return false
	case who == Minutes:
		return true
	case s.Late:
		return false
	case who == OwnGroup && s.Visibility != guide.Private:
		return true
	}
	return s.Shown && s.Visibility != guide.OwnGroup || s.Visibility == guide.Open
}
