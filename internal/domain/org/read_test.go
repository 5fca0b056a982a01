package org

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"kernehus/internal/kernel/fault"
)

func TestTextFilesAreReadHoweverTheyAreWritten(t *testing.T) {
	plain := "type;id;navn\nperson;p1;Åse Ærø\n"
	old, err := charmap.Windows1252.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{
		"UTF-8":         plain,
		"with a mark":   "\xef\xbb\xbf" + plain,
		"Windows-1252":  old,
		"UTF-16":        wide,
		"commas":        strings.ReplaceAll(plain, ";", ","),
		"tabs":          strings.ReplaceAll(plain, ";", "\t"),
		"Windows lines": strings.ReplaceAll(plain, "\n", "\r\n"),
		"quotes":        "\"type\";\"id\";\"navn\"\n\"person\";\"p1\";\"Åse Ærø\"\n",
		"sep=":          "sep=,\ntype,id,navn\nperson,p1,Åse Ærø",
		"big headings":  "Type ; ID; Navn \nperson; p1 ;  Åse   Ærø\n\n;;\n",
	} {
		f, err := ReadFile(strings.NewReader(s))
		if err != nil || len(f.Rows) != 1 {
			t.Errorf("%s: %+v, %v", name, f, err)
			continue
		}
		r := f.Rows[0]
		line := map[bool]int{true: 3, false: 2}[name == "sep="]
		if r.cell(ColumnName) != "Åse Ærø" || r.cell(ColumnID) != "p1" || r.Line != line || r.says(ColumnTo) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestFilesThatCannotBeReadSayWhy(t *testing.T) {
	for in, want := range map[string]fault.Code{
		"":                    "file-empty",
		"type;id;navn\n":      "file-empty",
		"navn;id\nBo;1\n":     "column-missing",
		"type;id;navn;navn\n": "column-twice",
		"type;id;navn\n" + strings.Repeat(";", 20_000): "file-too-wide",
		"PK\x03\x04 not really":                        "file-unreadable",
		"\xd0\xcf\x11\xe0 old":                         "file-old-excel",
		"type;id;navn\nperson;1;B\x00o":                "file-unreadable",
	} {
		if _, err := ReadFile(strings.NewReader(in)); !fault.HasCode(err, want) {
			t.Errorf("ReadFile(%q) = %v, want %s", in, err, want)
		}
	}
	if _, err := ReadFile(bytes.NewReader(make([]byte, MostBytes+1))); !fault.HasCode(err, "file-too-large") {
		t.Errorf("too large: %v", err)
	}
	many := "type;id;navn\n" + strings.Repeat("person;1;B\n", MostRows+1)
	if _, err := ReadFile(strings.NewReader(many)); !fault.HasCode(err, "too-many-rows") {
		t.Errorf("too many: %v", err)
	}
}

func TestLineThatCannotBeSplitIsABadRow(t *testing.T) {
	f, err := ReadFile(strings.NewReader("type;id;navn;titel\nperson;1;B\"o\nperson;2;Åse\n"))
	if err != nil || len(f.Bad) != 1 || f.Bad[0].Line != 2 || len(f.Rows) != 1 || f.Rows[0].Line != 3 {
		t.Errorf("file = %+v, %v", f, err)
	}
	if len(f.Ignored) != 1 || f.Ignored[0] != "titel" {
		t.Errorf("ignored = %v", f.Ignored)
	}
}

// workbook makes an Excel file of sheets with rows.
func workbook(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		rows := sheets[name]
		if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestExcelFilesInOneSheetOrTwo(t *testing.T) {
	one := workbook(t, map[string][][]any{"Ark1": {{"type", "id", "navn", "fra"}, {"enhed", 1003259678, "Åskolen", 46083}}})
	two := workbook(t, map[string][][]any{
		"Vejledning": {{"Læs mig"}},
		"Enheder":    {{"id", "navn", "fra"}, {}, {1003259678, "Åskolen", "2026-03-02"}},
		"Personer":   {{"id", "navn"}, {"p1", "Åse"}},
	})
	for name, b := range map[string][]byte{"one": one, "two": two} {
		f, err := ReadFile(bytes.NewReader(b))
		if err != nil || len(f.Rows) != map[string]int{"one": 1, "two": 2}[name] {
			t.Fatalf("%s: %+v, %v", name, f, err)
		}
		r := f.Rows[0]
		from, err := dateOf(r.cell(ColumnFrom))
		if err != nil || from != "2026-03-02" || r.cell(ColumnID) != "1003259678" || r.cell(ColumnType) != "enhed" {
			t.Errorf("%s: %+v, from %s, %v", name, r, from, err)
		}
	}
}

func TestCellsThatLookLikeFormulasAreWrittenAsText(t *testing.T) {
	for _, s := range []string{"=1+1", "+45", "-Hansen", "@x"} {
		if g := Guarded(s); g != "'"+s || unguarded(g) != s {
			t.Errorf("Guarded(%q) = %q", s, g)
		}
	}
	for _, s := range []string{"", "Åse", "'tis", "1-2"} {
		if Guarded(s) != s || unguarded(s) != s {
			t.Errorf("Guarded(%q) = %q", s, Guarded(s))
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte(fjordby))
	f.Add([]byte("sep=,\ntype,id,navn\nenhed,1,\"A\nB\"\n"))
	f.Add([]byte("\xff\xfet\x00y\x00"))
	f.Add([]byte("type;id;navn;overordnet_id;til\nenhed;1;A;2;1.1.2020\nenhed;2;B;1;\nperson;1;010203-1234;;99999\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.HasPrefix(b, []byte("PK")) || len(b) > 1<<16 {
			return
		}
		readAndPlan(t, b)
	})
}

func FuzzReadXLSX(f *testing.F) {
	f.Add(workbook(f, map[string][][]any{"Ark1": {{"type", "id", "navn"}, {"enhed", 1, "Åskolen"}}}))
	f.Add(workbook(f, map[string][][]any{"Enheder": {{"id", "navn"}, {1, "Åskolen"}}, "Personer": {{"id", "navn"}, {"p1", "Åse"}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		readAndPlan(t, append([]byte("PK\x03\x04"), bytes.TrimPrefix(b, []byte("PK\x03\x04"))...))
	})
}

// readAndPlan wants a fault people can be told, or a plan that says the same when it has
// been carried out.
func readAndPlan(t *testing.T, b []byte) {
	t.Helper()
	got, err := ReadFile(bytes.NewReader(b))
	if err != nil {
		if fault.As(err).Kind == fault.Broken {
			t.Errorf("not a fault: %v", err)
		}
		return
	}
	opt := Options{Today: "2026-03-02", SkipBad: true, Complete: true}
	ids := counter()
	first := MakePlan(Standing{}, got, opt, ids)
	if len(first.units)+len(first.people)+len(first.memberships) > 900 {
		return
	}
	second := MakePlan(carriedOut(Standing{}, first), got, opt, ids)
	if second.Writes() > 0 {
		t.Errorf("%q: a second time: %s", b, say(second))
	}
}
