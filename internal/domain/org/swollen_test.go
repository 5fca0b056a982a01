package org

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"kernehus/internal/kernel/fault"
)

// rewritten is an Excel file with another sheet in place of its own.
func rewritten(t *testing.T, sheet ...string) []byte {
	t.Helper()
	was := workbook(t, map[string][][]any{"Ark1": {{"type", "id", "navn"}}})
	in, err := zip.NewReader(bytes.NewReader(was), int64(len(was)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, part := range in.File {
		w, err := to.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Name, "xl/worksheets/") {
			for _, s := range sheet {
				if _, err := io.WriteString(w, s); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		r, err := part.Open()
		if err == nil {
			_, err = io.Copy(w, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Each of these is less than a megabyte, and took gigabytes or minutes.
func TestAnExcelFileThatSwellsIsRefusedBeforeItTakesTheMemory(t *testing.T) {
	const head = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">` +
		`<c t="inlineStr"><is><t>type</t></is></c><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>navn</t></is></c></row>`
	const foot = `</sheetData></worksheet>`
	var far strings.Builder
	for i := 2; i < 3000; i++ {
		fmt.Fprintf(&far, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	for name, c := range map[string]struct {
		sheet []string
		want  fault.Code
	}{
		"a cell of two megabytes":          {[]string{head, `<row r="2"><c t="inlineStr"><is><t>`, strings.Repeat("A", 2<<20), `</t></is></c></row>`, foot}, "file-too-wide"},
		"a tag of two megabytes":           {[]string{head, `<row r="2" x="`, strings.Repeat("A", 2<<20), `"></row>`, foot}, "file-too-wide"},
		"a row of three million cells":     {[]string{head, `<row r="2">`, strings.Repeat("<c/>", 3e6), `</row>`, foot}, "file-too-wide"},
		"the same with prefixes":           {[]string{`<x:worksheet xmlns:x="y"><x:sheetData><x:row>`, strings.Repeat("<x:c/>", 3e6), `</x:row></x:sheetData></x:worksheet>`}, "file-too-wide"},
		"cells at the far end of its rows": {[]string{head, far.String(), foot}, "file-too-wide"},
		"text that hides its brackets":     {[]string{"<\x00r\x00o\x00w\x00>\x00"}, "file-unreadable"},
	} {
		if _, err := ReadFile(bytes.NewReader(rewritten(t, c.sheet...))); !fault.HasCode(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	long := strings.Repeat("ø", 32_767)
	f, err := ReadFile(bytes.NewReader(rewritten(t, head, `<row r="2"><c t="inlineStr"><is><t>enhed</t></is></c><c t="inlineStr"><is><t>1</t></is></c><c t="inlineStr"><is><t>`, long, `</t></is></c></row>`, foot)))
	if err != nil || len(f.Rows) != 1 {
		t.Errorf("the longest cell Excel can write: %d rows, %v", len(f.Rows), err)
	}
}
