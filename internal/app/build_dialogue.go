package app

import (
	"fmt"
	"strings"

	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/text"
)

// guides reads the recipes for dialogues: the shipped ones, and in front of them those of
// the installation's own directory. One that cannot be used stops the start, with every
// mistake named, rather than surprise a room full of people.
func guides(c Config) (guide.Library, error) {
	lib, wrong := guide.Load(contentOf(c))
	if len(wrong) == 0 {
		return lib, nil
	}
	lines := make([]string, len(wrong))
	for i, m := range wrong {
		lines[i] = m.Say(text.English)
	}
	return lib, fmt.Errorf("the guides cannot be used yet:\n%s", strings.Join(lines, "\n"))
}
