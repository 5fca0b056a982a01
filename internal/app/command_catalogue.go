package app

import (
	"fmt"
	"io"
	"os"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
)

type importCoreTasksCommand struct {
	File     string `arg:"" help:"FILE.yaml, as docs/core-task-yaml.md describes it."`
	Unit     string `help:"Id of the unit that owns tasks which name none, ours or the municipality's own; the unit at the top when left out."`
	Adopted  string `help:"Date on which tasks without a date of their own are adopted and published; drafts when left out."`
	Dry      bool   `name:"dry-run" help:"Only say what would happen."`
	Language string `enum:"da,en" default:"en" help:"The language of the reasons: da or en."`
}

// Run reads the file, says every mistake with its line, and takes it in when there is none.
func (c importCoreTasksCommand) Run(env *environment) error {
	on, err := day.Parse(c.Adopted)
	if err != nil {
		return misuse{fmt.Sprintf("--adopted %s is no date such as 2026-03-12", c.Adopted)}
	}
	f, wrong, err := c.read()
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return c.refuse(env, wrong)
	}
	return env.within(func(h *House, _ municipality.Municipality, actor access.Actor) error {
		unit, err := h.unit(env, actor, c.Unit)
		if fault.Is(err, fault.Invalid) {
			return misuse{fmt.Sprintf("--unit %s: there is no such unit", c.Unit)}
		}
		if err != nil {
			return err
		}
		report, err := catalogue.Service{DB: h.DB}.Import(env.ctx, actor, f, catalogue.Options{Unit: unit, Adopted: on, DryRun: c.Dry})
		if err != nil {
			return err
		}
		if len(report.Mistakes) > 0 {
			return c.refuse(env, report.Mistakes)
		}
		env.printReport(report)
		return nil
	})
}

func (c importCoreTasksCommand) read() (catalogue.File, []catalogue.Mistake, error) {
	f, err := os.Open(c.File)
	if err != nil {
		return catalogue.File{}, nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	b, err := io.ReadAll(io.LimitReader(f, catalogue.LargestFile<<10+1))
	if err != nil {
		return catalogue.File{}, nil, fmt.Errorf("read %s: %w", c.File, err)
	}
	out, wrong := catalogue.Read(c.File, b)
	return out, wrong, nil
}

func (c importCoreTasksCommand) refuse(env *environment, wrong []catalogue.Mistake) error {
	for _, m := range wrong {
		env.say("%s", m.Say(text.Lang(c.Language)))
	}
	return fmt.Errorf("nothing was taken in; mistakes found: %d", len(wrong))
}

func (e *environment) printReport(r catalogue.Report) {
	for _, n := range r.Created {
		e.say("new:       %s", n)
	}
	for _, n := range r.Already {
		e.say("as it was: %s", n)
	}
	e.say("%d core tasks and %d links are new; %d were taken in before.", len(r.Created), r.Links, len(r.Already))
	if !r.Done {
		e.say("Nothing was changed.")
	}
}
