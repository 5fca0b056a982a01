package demo

import (
	"errors"
	"fmt"
	"io/fs"

	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
)

// where the municipality's files lie among the content.
const folder = "demo/fjordby/"

// Largest file, list and text that are read; our own files are far below.
const (
	largestFile = 512 // KiB
	longestList = 500
	longestText = 2000
)

// read opens a data file, lets take read it, and gives every mistake in it as one error.
func read(files fs.FS, name string, take func(root datafile.Node)) error {
	b, err := fs.ReadFile(files, folder+name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	f := datafile.Open(name, b, largestFile)
	take(f.Root())
	var wrong error
	for _, m := range f.Mistakes() {
		wrong = errors.Join(wrong, errors.New(m.Say(text.English)))
	}
	return wrong
}

func line(m datafile.Map, key string) string { return m.Get(key).Maybe(longestText) }

func date(m datafile.Map, key string) day.Date {
	n := m.Get(key)
	d, err := day.Parse(n.Maybe(20))
	if err != nil {
		n.Fail(text.DataFile.NotDate)
	}
	return d
}

func number(m datafile.Map, key string) int {
	if n := m.Get(key); n.Exists() {
		return n.Int(0, 1000)
	}
	return 0
}

func flag(m datafile.Map, key string) bool {
	n := m.Get(key)
	return n.Exists() && n.Bool()
}

func lines(m datafile.Map, key string) []string {
	var out []string
	for _, n := range items(m, key) {
		out = append(out, n.Text(longestText))
	}
	return out
}

func items(m datafile.Map, key string) []datafile.Node {
	if n := m.Get(key); n.Exists() {
		return n.List(0, longestList)
	}
	return nil
}
