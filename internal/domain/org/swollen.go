package org

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"kernehus/internal/kernel/fault"
)

// An Excel file of half a megabyte can unpack to a gigabyte, and its reader keeps a cell, and
// a row, in memory whole. So it is looked through once before it is read. A cell of Excel
// holds 32,767 characters, and a row 16,384 cells.
const (
	mostColumns  = 16_384
	mostUnpacked = 1 << 30  // bytes of all parts together
	mostOther    = 16 << 20 // bytes of a part that is not XML: a picture
	mostStretch  = 1 << 20  // bytes between two brackets of XML: one text, or one tag
	mostRow      = 8 << 20  // bytes of one row of a sheet
	mostCells    = 20e6     // cells of all rows together, the empty ones before the last of a row too
)

func tooWide() error { return fault.New(fault.TooLarge, "file-too-wide") }

// unswollen refuses an Excel file that takes more room than one that people have made.
func unswollen(b []byte) error {
	parts, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: err}
	}
	left := int64(mostUnpacked)
	for _, part := range parts.File {
		in, err := part.Open()
		if err != nil {
			return &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: err}
		}
		most, look := min(left, mostOther), io.Writer(io.Discard)
		if strings.HasSuffix(strings.ToLower(part.Name), ".xml") {
			most, look = left, &widths{}
		}
		n, err := io.Copy(look, io.LimitReader(in, most+1))
		in.Close() //nolint:errcheck // it was only read
		switch {
		case fault.As(err).Kind == fault.TooLarge:
			return err
		case err != nil:
			return &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: err}
		case n > most:
			return tooWide()
		}
		left -= n
	}
	return nil
}

// widths looks at XML as it passes: how far it is between brackets, and how long a row is.
type widths struct {
	stretch, row int
	inSheet      bool
	open         bool   // inside the name of a tag
	tag          []byte // that name, with its prefix
}

// Write looks at one more piece.
//
// Faults: TooLarge "file-too-wide"; Invalid "file-unreadable" where it is not UTF-8, in which
// no brackets can be counted.
func (w *widths) Write(p []byte) (int, error) {
	for _, c := range p {
		w.stretch++
		w.row++
		switch {
		case c == 0:
			return 0, fault.New(fault.Invalid, "file-unreadable")
		case c == '<':
			w.stretch, w.open, w.tag = 0, true, w.tag[:0]
		case w.open && (c == '>' || c == '/' && len(w.tag) > 0 || c <= ' ' || len(w.tag) == longestTag):
			w.met(string(w.tag))
			w.open = false
		case w.open:
			w.tag = append(w.tag, c)
		}
		if c == '>' {
			w.stretch = 0
		}
		if w.stretch > mostStretch || w.inSheet && w.row > mostRow {
			return 0, tooWide()
		}
	}
	return len(p), nil
}

// longestTag is how much of a tag is read: a prefix and a name.
const longestTag = 40

func (w *widths) met(tag string) {
	end := strings.HasPrefix(tag, "/")
	name := strings.TrimPrefix(tag, "/")
	if _, local, prefixed := strings.Cut(name, ":"); prefixed {
		name = local
	}
	switch name {
	case "row":
		w.row = 0
	case "sheetData":
		w.row, w.inSheet = 0, !end
	}
}
