package dialogue_test

import (
	"testing"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	page "kernehus/internal/page/dialogue"
)

func TestMinutesTellHowMuchACoreTaskHasNoRoomFor(t *testing.T) {
	var r dialogue.Result
	for range coretask.MostGathered {
		r.Artefacts = append(r.Artefacts, dialogue.Artefact{Kind: artefact.Contribution})
		r.Disagreements = append(r.Disagreements, dialogue.Artefact{Kind: artefact.Disagreement})
	}
	if n := page.LeftOff(r); n != 0 {
		t.Errorf("of what there is room for, %d are left off", n)
	}
	r.Artefacts = append(r.Artefacts, dialogue.Artefact{Kind: artefact.Contribution}, dialogue.Artefact{Kind: artefact.Contribution})
	r.Disagreements = append(r.Disagreements, dialogue.Artefact{Kind: artefact.Disagreement})
	if n := page.LeftOff(r); n != 3 {
		t.Errorf("%d are left off, want 3", n)
	}
}
