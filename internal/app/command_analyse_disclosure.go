package app

import (
	"fmt"

	"kernehus/internal/arith/disclosure"
)

type analyseDisclosureCommand struct {
	File  string `arg:"" help:"FILE.json, as docs/methods.md describes it."`
	Limit int    `help:"The smallest group of which anything may be known; what the file says, else 5, when left out."`
	Raw   bool   `help:"Hold the whole report against the attacker as it is, instead of deciding what to withhold."`
}

type groupAnswer struct {
	Name   string          `json:"name"`
	People int             `json:"people"`
	Shown  bool            `json:"shown"`
	Why    disclosure.Code `json:"why,omitempty"`
}

type findingAnswer struct {
	Atoms []string        `json:"atoms"`
	Count int             `json:"count"`
	Low   int             `json:"low"`
	High  int             `json:"high"`
	Why   disclosure.Code `json:"why"`
	From  []string        `json:"from"`
}

// Run prints what becomes of each group of the report, and what an attacker can still compute.
func (c analyseDisclosureCommand) Run(env *environment) error {
	if c.Limit != 0 && c.Limit < 2 {
		return misuse{"--limit is at least 2; under 5 only where everybody was told before answering"}
	}
	if c.Limit > disclosure.MostLimit {
		return misuse{fmt.Sprintf("--limit is at most %d", disclosure.MostLimit)}
	}
	b, err := readAnalysed(c.File)
	if err != nil {
		return err
	}
	f, err := disclosure.Read(b)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if c.Limit != 0 {
		f.Limit = c.Limit
	}
	var groups []groupAnswer
	var found []findingAnswer
	err = env.patiently("deciding what may be shown", func() error {
		var shown []int
		groups, shown = c.decide(f)
		found = findings(f, f.Audit(shown))
		return nil
	})
	if err != nil {
		return err
	}
	return env.answer(map[string]any{"groups": groups, "found": found})
}

// decide gives each group's fate; with --raw all are shown.
func (c analyseDisclosureCommand) decide(f disclosure.File) (groups []groupAnswer, shown []int) {
	verdicts := make([]disclosure.Verdict, len(f.Wanted))
	for i := range verdicts {
		verdicts[i].Shown = true
	}
	if !c.Raw {
		verdicts = f.Protect()
	}
	groups = []groupAnswer{}
	for i, v := range verdicts {
		groups = append(groups, groupAnswer{Name: f.Report[i], People: disclosure.People(f.Wanted[i], f.Counts), Shown: v.Shown, Why: v.Why})
		if v.Shown {
			shown = append(shown, i)
		}
	}
	return groups, shown
}

func findings(f disclosure.File, found []disclosure.Finding) []findingAnswer {
	out := []findingAnswer{}
	for _, x := range found {
		a := findingAnswer{Count: x.Count, Low: x.Low, High: x.High, Why: x.Why, Atoms: []string{}, From: []string{}}
		for _, i := range x.Atoms {
			a.Atoms = append(a.Atoms, f.Atoms[i])
		}
		for _, i := range x.From {
			if i < len(f.Report) {
				a.From = append(a.From, f.Report[i])
			} else {
				a.From = append(a.From, f.Before[i-len(f.Report)])
			}
		}
		out = append(out, a)
	}
	return out
}
