package app

import (
	"fmt"
	"io"
	"os"

	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/text"
)

type checkCommand struct {
	Guide checkGuideCommand `cmd:"" help:"Check a dialogue guide: every mistake as file:line: reason."`
}

type checkGuideCommand struct {
	File     string `arg:"" help:"The guide, as docs/guides.md describes it."`
	Language string `enum:"da,en" default:"en" help:"The language of the reasons: da or en."`
}

// Run prints every mistake of the guide on a line of its own; a guide without mistakes is
// summed up.
func (c checkGuideCommand) Run(env *environment) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	b, err := io.ReadAll(io.LimitReader(f, guide.LargestFile<<10+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", c.File, err)
	}
	g, wrong := guide.Parse(c.File, b)
	for _, m := range wrong {
		env.say("%s", m.Say(text.Lang(c.Language)))
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%s cannot be used yet; mistakes found: %d", c.File, len(wrong))
	}
	env.say("%s is in order: %s, %d steps.", c.File, g.ID, len(g.Steps))
	for _, v := range g.Variants {
		env.say("  %s: %d minutes with %d groups, in %d part(s)", v.ID, v.Minutes, g.AtGroups, len(g.Parts(v.ID, g.AtGroups)))
	}
	return nil
}
