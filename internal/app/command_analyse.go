package app

import (
	"encoding/json"
	"fmt"
	"os"
)

// analyseCommand is the arithmetic alone: files in, JSON on standard output; no database but what the search is tried on.
type analyseCommand struct {
	Disclosure analyseDisclosureCommand `cmd:"" help:"What of a report may be shown, so that no small group can be computed."`
	Opinion    analyseOpinionCommand    `cmd:"" help:"Groups of people who vote alike on statements, what all share and what marks each."`
	Search     analyseSearchCommand     `cmd:"" help:"How well and how fast the search finds, in texts of yours and on the real index."`
	Spc        analyseSPCCommand        `cmd:"" help:"Whether a series of measurements has changed, or only varies as it always has."`
}

// largestAnalysed is how many bytes of a file are read.
const largestAnalysed = 256 << 20

func readAnalysed(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.Size() > largestAnalysed {
		return nil, fmt.Errorf("%s is larger than %d MB", file, largestAnalysed>>20)
	}
	return os.ReadFile(file)
}

// answer prints a result, whole or not at all.
func (e *environment) answer(v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	e.say("%s", b)
	return nil
}
