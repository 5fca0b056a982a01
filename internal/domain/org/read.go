package org

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"kernehus/internal/kernel/fault"
)

// ReadFile reads an organisation file, text or Excel, told apart by what is in it.
//
// Faults: TooLarge "file-too-large", "file-too-wide", "too-many-rows"; Invalid "file-empty",
// "file-unreadable", "file-old-excel", "column-missing", "column-twice".
func ReadFile(r io.Reader) (File, error) {
	b, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err != nil {
		return File{}, fmt.Errorf("read organisation file: %w", err)
	}
	switch {
	case len(b) > MostBytes:
		return File{}, fault.New(fault.TooLarge, "file-too-large", MostBytes>>20)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return readXLSX(b)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return File{}, fault.New(fault.Invalid, "file-old-excel")
	}
	return readCSV(b)
}

// decoded gives a text file as UTF-8: by its mark where it has one, otherwise as it is
// when it is UTF-8, otherwise as Windows-1252, which old systems still write.
func decoded(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(b[3:]), "�"), nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		return string(out), err
	case utf8.Valid(b):
		return string(b), nil
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	return string(out), err
}

// separator gives what stands between the cells of the first line: the one of ; , and
// tab that is there most often outside quotes.
func separator(first string) rune {
	best, most := ';', 0
	for _, sep := range ";,\t" {
		n, quoted := 0, false
		for _, r := range first {
			switch r {
			case '"':
				quoted = !quoted
			case sep:
				if !quoted {
					n++
				}
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}

// readCSV reads a text file. A line that cannot be split becomes a bad row.
func readCSV(b []byte) (File, error) {
	s, err := decoded(b)
	if err != nil || strings.ContainsRune(s, 0) {
		return File{}, fault.New(fault.Invalid, "file-unreadable")
	}
	first, rest, _ := strings.Cut(s, "\n")
	skipped := 0
	sep := separator(first)
	if declared, found := strings.CutPrefix(strings.ToLower(strings.TrimRight(first, "\r")), "sep="); found && utf8.RuneCountInString(declared) == 1 && strings.Contains(";,\t", declared) {
		sep, _ = utf8.DecodeRuneInString(declared)
		s, skipped = rest, 1
	}
	for line := range strings.Lines(s) {
		if strings.Count(line, string(sep)) > mostColumns {
			return File{}, tooWide()
		}
	}
	r := csv.NewReader(strings.NewReader(s))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = sep, -1, true
	sheet := reading{}
	for {
		line, err := r.Read()
		if err == io.EOF {
			return sheet.file.finished()
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			sheet.file.Bad = append(sheet.file.Bad, BadRow{Line: broken.StartLine + skipped, Code: "row-unreadable"})
			if len(sheet.file.Bad) > 1000 {
				return File{}, fault.New(fault.Invalid, "file-unreadable")
			}
			continue
		}
		if err != nil {
			return File{}, err
		}
		at, _ := r.FieldPos(0)
		if err := sheet.take(line, at+skipped); err != nil {
			return File{}, err
		}
	}
}

func (f File) finished() (File, error) {
	if len(f.Rows) == 0 && len(f.Bad) == 0 {
		return File{}, fault.New(fault.Invalid, "file-empty")
	}
	return f, nil
}

// reading is a file on its way in, one sheet after the other.
type reading struct {
	file  File
	sheet string
	sort  Sort
	head  *heading
	cells int
}

// begin turns to the next sheet, whose rows are all about one thing or say it themselves.
func (s *reading) begin(sheet string, sort Sort) { s.sheet, s.sort, s.head = sheet, sort, nil }

// take reads one line: the first with anything in it is the heading.
func (s *reading) take(line []string, at int) error {
	if s.head == nil {
		if strings.TrimSpace(strings.Join(line, "")) == "" {
			return nil
		}
		h, ignored, err := readHeading(line, s.sort)
		s.head, s.file.Ignored = h, append(s.file.Ignored, ignored...)
		return err
	}
	r, found := s.head.row(line, s.sort)
	if !found {
		return nil
	}
	if len(s.file.Rows) >= MostRows {
		return fault.New(fault.TooLarge, "too-many-rows", MostRows)
	}
	r.Sheet, r.Line = s.sheet, at
	s.file.Rows = append(s.file.Rows, r)
	return nil
}

// readXLSX reads an Excel file: its sheets Enheder and Personer where it has them,
// otherwise its first sheet. A file its reader stumbles over is one we cannot read.
func readXLSX(b []byte) (f File, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = File{}, &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: fmt.Errorf("excel reader: %v", p)}
		}
	}()
	if err := unswollen(b); err != nil {
		return File{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: 8 << 20})
	if err != nil {
		return File{}, &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: err}
	}
	defer book.Close()
	s := reading{}
	for _, sheet := range sheetsOf(book) {
		s.begin(sheet.name, sheet.sort)
		if err := s.takeSheet(book); err != nil {
			return File{}, err
		}
	}
	return s.file.finished()
}

type sheet struct {
	name string
	sort Sort
}

func sheetsOf(book *excelize.File) []sheet {
	var out []sheet
	list := book.GetSheetList()
	for _, name := range list {
		switch strings.ToLower(clean(name)) {
		case "enheder":
			out = append(out, sheet{name, UnitRow})
		case "personer":
			out = append(out, sheet{name, PersonRow})
		}
	}
	if len(out) == 0 && len(list) > 0 {
		out = []sheet{{name: list[0]}}
	}
	return out
}

func (s *reading) takeSheet(book *excelize.File) error {
	rows, err := book.Rows(s.sheet)
	if err != nil {
		return &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: err}
	}
	defer rows.Close()
	for at := 1; rows.Next(); at++ {
		line, err := rows.Columns()
		if err != nil {
			return &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: err}
		}
		if s.cells += len(line); s.cells > mostCells {
			return tooWide()
		}
		for i := range line {
			line[i] = numberText(line[i])
		}
		if err := s.take(line, at); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return &fault.Error{Kind: fault.Invalid, Code: "file-unreadable", Cause: err}
	}
	return nil
}
