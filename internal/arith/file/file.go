// Package file reads what people save from a spreadsheet or a program: text in UTF-8, where every
// mistake has its place.
package file

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Misread is what is wrong with a file, and where.
type Misread struct {
	Place
	Reason string
}

// Error gives the place and the reason.
func (m Misread) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", m.Line, m.Column, m.Reason)
}

// Place is where something stands; both count from 1, columns in bytes.
type Place struct{ Line, Column int }

// Says is what is wrong there.
func (p Place) Says(format string, args ...any) Misread {
	return Misread{p, fmt.Sprintf(format, args...)}
}

// Text gives a file without its byte order mark. The error is a Misread where it is not UTF-8.
func Text(b []byte) ([]byte, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return nil, At(b, i).Says("this is not UTF-8; save the file as UTF-8")
		}
		i += n
	}
	return b, nil
}

// At is the place of a byte in a file.
func At(b []byte, offset int) Place {
	before := b[:min(offset, len(b))]
	return Place{bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')}
}
