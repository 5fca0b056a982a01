package guide

import (
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/text"
)

// Sentence is one text in both languages.
type Sentence = text.S

// Mistake is one thing wrong with a guide file, with its line.
type Mistake = datafile.Mistake
