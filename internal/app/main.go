// Package app is the only place that knows everything: it reads the configuration,
// builds the services, and runs them until it is told to stop. The end-to-end tests use
// it as the command does.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
)

// Exit codes: done, failed, wrong use.
const (
	Done   = 0
	Failed = 1
	Misuse = 2
)

// environment is what a command runs in.
type environment struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	err    io.Writer
	config *Config
	model  *kong.Application
}

func (e *environment) say(format string, args ...any) {
	fmt.Fprintf(e.out, format+"\n", args...) //nolint:errcheck // a closed terminal cannot be told
}

// Main carries out one command line and gives its exit code. Errors go to standard error
// and say what to do.
func Main(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) (code int) {
	var line commands
	stopped := -1
	parser, err := kong.New(&line,
		kong.Name("kernehus"),
		kong.Description("Core tasks of a municipality: find them, agree on them, organise around them, improve them."),
		kong.Writers(out, errs),
		kong.Exit(func(c int) { stopped = c; panic(exit{}) }),
		kong.UsageOnError(),
		kong.PostBuild(named),
	)
	if err != nil {
		fmt.Fprintln(errs, err)
		return Failed
	}
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(exit); !ok {
				panic(p)
			}
			code = stopped
		}
	}()
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(errs, "kernehus: "+err.Error()+"\nRun kernehus --help to see the commands.")
		return Misuse
	}
	env := &environment{ctx: ctx, in: in, out: out, err: errs, config: &line.Config, model: parser.Model}
	if err := chosen.Run(env); err != nil {
		fmt.Fprintln(errs, "kernehus: "+explain(err))
		if errors.As(err, &misuse{}) {
			return Misuse
		}
		return Failed
	}
	return Done
}

// exit is how kong's --help ends the parsing.
type exit struct{}

// misuse is a command line that asks for what cannot be.
type misuse struct{ say string }

func (m misuse) Error() string { return m.say }

// explain gives a person at a terminal the sentence of a fault and every field in it.
func explain(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind == fault.Broken {
		return err.Error()
	}
	lines := []string{text.Fault(text.English, f.Code, f.Args...)}
	for _, x := range f.Fields {
		lines = append(lines, "  "+x.Name+": "+text.Fault(text.English, x.Code, x.Args...))
	}
	if f.Cause != nil {
		lines = append(lines, "  ("+f.Cause.Error()+")")
	}
	return strings.Join(lines, "\n")
}
