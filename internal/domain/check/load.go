package check

import (
	"errors"
	"io/fs"

	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/text"
)

// Sentence is one text in both languages.
type Sentence = text.S

// Mistake is one thing wrong with the file, with its line.
type Mistake = datafile.Mistake

// File is where the questions lie in the content.
const File = "checks/formulation-check.yaml"

// Label is the answer as people read it.
func (a Answer) Label() text.S {
	switch a {
	case Yes:
		return text.Check.Yes
	case Partly:
		return text.Check.Partly
	case No:
		return text.Check.No
	case DontKnow:
		return text.Check.DontKnow
	}
	return text.S{}
}

const largest = 64 // KiB

// Load reads the questions from the content.
func Load(fsys fs.FS) (Sheet, []Mistake) {
	var sheet Sheet
	wrong, found := []Mistake(nil), false
	err := datafile.ReadAll(fsys, File, largest, func(path string, b []byte) {
		found = true
		sheet, wrong = Parse(path, b)
	})
	if err == nil && !found {
		err = errors.New(File)
	}
	if err != nil {
		wrong = append(wrong, datafile.Note(File, 1, text.DataFile.Unreadable, err))
	}
	return sheet, wrong
}

// Parse reads a file of questions; name is what stands in its mistakes.
func Parse(name string, b []byte) (Sheet, []Mistake) {
	f := datafile.Open(name, b, largest)
	root := f.Root().Map("titel", "brug", "spoergsmaal")
	s := Sheet{Title: root.Need("titel").Sentence(120), Use: root.Need("brug").Sentence(600)}
	for _, item := range root.Need("spoergsmaal").List(1, 40) {
		m := item.Map("id", "tekst", "ved_nej", "guide")
		q := Question{Text: m.Need("tekst").Sentence(300), IfNo: m.Need("ved_nej").Sentence(300)}
		if id := m.Need("id"); id.Exists() {
			q.ID = id.Text(20)
			if _, twice := s.Get(q.ID); twice {
				id.Fail(text.DataFile.Twice, q.ID)
			}
		}
		if g := m.Get("guide"); g.Exists() {
			q.Guide = g.Text(64)
		}
		s.Questions = append(s.Questions, q)
	}
	return s, f.Mistakes()
}
