package app

import (
	"encoding/json"
	"fmt"
	"os"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
)

type importCommand struct {
	Organisation importOrganisationCommand `cmd:"" help:"Take in units and people from a CSV or Excel file."`
	CoreTasks    importCoreTasksCommand    `cmd:"" name:"core-tasks" help:"Take in core tasks from a YAML file."`
}

type importOrganisationCommand struct {
	File     string `arg:"" help:"FILE.csv or FILE.xlsx."`
	Dry      bool   `name:"dry-run" help:"Only say what would happen."`
	Complete bool   `help:"The file is the whole organisation: what is not in it ends."`
	SkipBad  bool   `help:"Leave out rows that are wrong instead of stopping at them."`
	JSON     bool   `name:"json" help:"Print the plan as JSON."`
}

// Run reads the file, says what it does, and does it.
func (c importOrganisationCommand) Run(env *environment) error {
	file, err := c.read()
	if err != nil {
		return err
	}
	return env.within(func(h *House, _ municipality.Municipality, actor access.Actor) error {
		opt := org.Options{Complete: c.Complete, SkipBad: c.SkipBad}
		s := org.Service{DB: h.DB}
		var plan org.Plan
		if c.Dry {
			plan, err = s.PlanImport(env.ctx, actor, file, opt)
			if err == nil && len(plan.Bad) > 0 && !c.SkipBad {
				err = fault.New(fault.Invalid, "bad-rows", len(plan.Bad))
			}
		} else {
			plan, err = s.Import(env.ctx, actor, file, opt, nil)
		}
		if err != nil && !fault.HasCode(err, "bad-rows") {
			return err
		}
		done := !c.Dry && err == nil
		if c.JSON {
			return firstOf(env.printPlanJSON(plan, done), err)
		}
		env.printPlan(plan, done)
		return err
	})
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (c importOrganisationCommand) read() (org.File, error) {
	f, err := os.Open(c.File)
	if err != nil {
		return org.File{}, err
	}
	defer f.Close()
	return org.ReadFile(f)
}

func (e *environment) printPlan(plan org.Plan, done bool) {
	for _, b := range plan.Bad {
		e.say("%s", badLine(b))
	}
	if len(plan.Ignored) > 0 {
		e.say("Columns that are not used: %q", plan.Ignored)
	}
	for _, sort := range []org.Sort{org.UnitRow, org.PersonRow} {
		name := map[org.Sort]string{org.UnitRow: "Units", org.PersonRow: "People"}[sort]
		e.say("%-7s %d created, %d changed, %d moved, %d ended, %d reopened", name+":", plan.Count(sort, org.Created), plan.Count(sort, org.Changed), plan.Count(sort, org.Moved), plan.Count(sort, org.Ended), plan.Count(sort, org.Reopened))
	}
	e.say("Rows:   %d read, %d as before, %d wrong", plan.Rows, plan.Same, len(plan.Bad))
	if !done {
		e.say("Nothing was changed.")
	}
}

// badLine gives a bad row with its place and reason.
func badLine(b org.BadRow) string {
	place := ""
	if b.Line > 0 {
		place = fmt.Sprintf("line %d", b.Line)
	}
	if b.Sheet != "" {
		place = "sheet " + b.Sheet + ", " + place
	}
	if b.Column != "" {
		place += ", " + string(b.Column)
	}
	if place == "" {
		place = "organisation"
	}
	return place + ": " + text.Fault(text.English, b.Code, b.Args...)
}

// planJSON is a plan as programs read it.
type planJSON struct {
	Done      bool                         `json:"done"`
	Rows      int                          `json:"rows"`
	Unchanged int                          `json:"unchanged"`
	Counts    map[org.Sort]map[org.Did]int `json:"counts"`
	Steps     []org.Step                   `json:"steps"`
	Bad       []badJSON                    `json:"bad"`
	Ignored   []string                     `json:"ignored"`
}

type badJSON struct {
	org.BadRow
	Message string `json:"message"`
}

func (e *environment) printPlanJSON(plan org.Plan, done bool) error {
	out := planJSON{Done: done, Rows: plan.Rows, Unchanged: plan.Same, Counts: map[org.Sort]map[org.Did]int{}, Steps: append([]org.Step{}, plan.Steps...), Bad: []badJSON{}, Ignored: append([]string{}, plan.Ignored...)}
	for _, sort := range []org.Sort{org.UnitRow, org.PersonRow} {
		out.Counts[sort] = map[org.Did]int{}
		for _, d := range org.Dids() {
			out.Counts[sort][d] = plan.Count(sort, d)
		}
	}
	for _, b := range plan.Bad {
		out.Bad = append(out.Bad, badJSON{b, text.Fault(text.English, b.Code, b.Args...)})
	}
	enc := json.NewEncoder(e.out)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
