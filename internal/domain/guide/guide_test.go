package guide_test

import (
	"testing"

	"kernehus/content"
	"kernehus/internal/domain/guide"
)

func TestTheShippedGuidesHaveNoMistakes(t *testing.T) {
	lib, wrong := guide.Load(content.Files)
	for _, m := range wrong {
		t.Error(m)
	}
	for _, id := range []string{"a1_hvem_definerer", "a4_hvem_bidrager"} {
		if _, ok := lib.Get(id); !ok {
			t.Errorf("the guide %s is not in the library", id)
		}
	}
}
