package app

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"kernehus/content"
	"kernehus/internal/domain/check"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/text"
)

// contentOf gives the content that came with the program, with the municipality's own
// directory lying over it.
func contentOf(c Config) fs.FS {
	if c.Content == "" {
		return content.Files
	}
	return datafile.Overlay(content.Files, os.DirFS(c.Content))
}

// questions reads the check questions; a mistake in them stops the start.
func questions(c Config) (check.Sheet, error) {
	sheet, wrong := check.Load(contentOf(c))
	if len(wrong) == 0 {
		return sheet, nil
	}
	var lines []string
	for _, m := range wrong {
		lines = append(lines, m.Say(text.English))
	}
	return sheet, fmt.Errorf("the content cannot be used:\n%s", strings.Join(lines, "\n"))
}
