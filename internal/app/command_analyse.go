package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
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

// readAnalysed reads a file, or what comes through a pipe, up to that size.
func readAnalysed(file string) ([]byte, error) {
	f, err := os.Open(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such file", file)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%s: you may not read this file", file)
	case err != nil:
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a directory; name a file in it", file)
	}
	b, more, err := upTo(f, largestAnalysed)
	if more {
		return nil, fmt.Errorf("%s is larger than %d MB", file, largestAnalysed>>20)
	}
	return b, err
}

// upTo reads to the end or until it is more than so many bytes: a device or a pipe has no size to ask for.
func upTo(r io.Reader, most int) (b []byte, more bool, err error) {
	b, err = io.ReadAll(io.LimitReader(r, int64(most)+1))
	return b, len(b) > most, err
}

// answer prints a result; one that cannot be written whole is a failure.
func (e *environment) answer(v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		_, err = e.out.Write(append(b, '\n'))
	}
	if err != nil {
		return fmt.Errorf("the answer could not be written: %w", err)
	}
	return nil
}

// toldEvery is how long a person at a terminal waits for a sign of life.
const toldEvery = 2 * time.Second

var errStopped = errors.New("stopped; nothing has been written")

// patiently does long work: it says every other second that it goes on, and lets go of it when the
// person at the terminal has had enough. The work is not waited for then, for the program ends.
func (e *environment) patiently(what string, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	begun, sign := time.Now(), time.NewTicker(toldEvery)
	defer sign.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-e.ctx.Done():
			return errStopped
		case now := <-sign.C:
			e.note("%s … %d s", what, int(now.Sub(begun).Seconds()))
		}
	}
}

// note tells a person at a terminal how it goes; the answer is not there.
func (e *environment) note(format string, args ...any) {
	fmt.Fprintf(e.err, format+"\n", args...) //nolint:errcheck // a closed terminal cannot be told
}
