package dialogue

import (
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/wording"
)

// LeftOff is how many contributions, disagreements and cards of the map a core task has no
// room for: they stand in the minutes alone.
func LeftOff(r dialogue.Result) int {
	gives := 0
	for _, a := range r.Artefacts {
		if a.Kind == artefact.Contribution {
			gives++
		}
	}
	n := max(gives-coretask.MostGathered, 0) + max(len(r.Disagreements)-coretask.MostGathered, 0)
	for _, cards := range r.OverlapMap() {
		n += max(len(cards)-wording.MostCards, 0)
	}
	return n
}
