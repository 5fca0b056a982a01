package org

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"

	"github.com/xuri/excelize/v2"

	"kernehus/internal/kernel/text"
)

// example is what the type of a row begins with that only shows how: it is left out.
const example = "eksempel"

// examples are a unit and a person in the order of the columns.
var examples = [][]string{
	{example + " enhed", "1204", "Åskolen", "1200", "institution", "m-311", "", "", "", "2.3.2026", ""},
	{example + " person", "m-311", "Ida Holm", "", "", "", "navn@kommune.example", "lærer", "1204", "2.3.2026", ""},
}

// TemplateCSV gives an organisation file without rows of its own: the headings and two
// examples, separated as Danish spreadsheets expect, with the mark that tells them it is
// UTF-8.
func TemplateCSV() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	if err := w.Write(headings(columns[:])); err != nil {
		return nil, err
	}
	for _, row := range examples {
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func headings(list []Column) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = string(c)
	}
	return out
}

// TemplateXLSX gives an empty workbook: a sheet of units, one of people, and one that
// tells in the reader's language what belongs where.
func TemplateXLSX(ctx context.Context) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	guide := text.Org.GuideSheet.In(ctx)
	units := []Column{ColumnID, ColumnName, ColumnParent, ColumnKind, ColumnLeader, ColumnFrom, ColumnTo}
	staff := []Column{ColumnID, ColumnName, ColumnEmail, ColumnProfession, ColumnUnit, ColumnFrom, ColumnTo}
	if err := book.SetSheetName("Sheet1", "Enheder"); err != nil {
		return nil, err
	}
	for _, name := range []string{"Personer", guide} {
		if _, err := book.NewSheet(name); err != nil {
			return nil, err
		}
	}
	for name, list := range map[string][]Column{"Enheder": units, "Personer": staff} {
		if err := headSheet(book, name, list); err != nil {
			return nil, err
		}
	}
	if err := guideSheet(ctx, book, guide); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := book.Write(&b)
	return b.Bytes(), err
}

// headSheet writes the headings in bold, keeps them in sight, and makes every column
// text, so that Excel leaves ids and dates as they are written.
func headSheet(book *excelize.File, name string, list []Column) error {
	plain, err := book.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49})
	if err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(list))
	if err != nil {
		return err
	}
	row := headings(list)
	if err := book.SetSheetRow(name, "A1", &row); err != nil {
		return err
	}
	if err := book.SetColStyle(name, "A:"+last, plain); err != nil {
		return err
	}
	if err := book.SetColWidth(name, "A", last, 22); err != nil {
		return err
	}
	if err := book.SetRowStyle(name, 1, 1, bold); err != nil {
		return err
	}
	return book.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// Explained is a column and what belongs in it.
type Explained struct {
	Column  Column
	Meaning string
	Example string
}

// Explain gives what belongs in each column, in the reader's language.
func Explain(ctx context.Context) []Explained {
	t := text.Org.Columns
	return []Explained{
		{ColumnType, t.Type.In(ctx), "enhed"},
		{ColumnID, t.ID.In(ctx), "1204"},
		{ColumnName, t.Name.In(ctx), "Åskolen"},
		{ColumnParent, t.Parent.In(ctx), "1200"},
		{ColumnKind, t.Kind.In(ctx), "institution"},
		{ColumnLeader, t.Leader.In(ctx), "m-311"},
		{ColumnEmail, t.Email.In(ctx), "navn@kommune.example"},
		{ColumnProfession, t.Profession.In(ctx), "lærer"},
		{ColumnUnit, t.Unit.In(ctx), "1204|1205"},
		{ColumnFrom, t.From.In(ctx), "2.3.2026"},
		{ColumnTo, t.To.In(ctx), ""},
	}
}

func guideSheet(ctx context.Context, book *excelize.File, name string) error {
	if err := book.SetSheetRow(name, "A1", &[]string{text.Org.GuideColumn.In(ctx), text.Org.GuideMeaning.In(ctx), text.Org.GuideExample.In(ctx)}); err != nil {
		return err
	}
	for i, e := range Explain(ctx) {
		if e.Column == ColumnType {
			continue // the sheets say it themselves
		}
		if err := book.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &[]string{string(e.Column), e.Meaning, e.Example}); err != nil {
			return err
		}
	}
	if err := book.SetColWidth(name, "B", "B", 90); err != nil {
		return err
	}
	return book.SetColWidth(name, "A", "A", 22)
}
