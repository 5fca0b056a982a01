package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kernehus/internal/arith/file"
)

// searched is a text to search in.
type searched struct {
	ID    ident  `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Body  string `json:"body"`
	Topic *int   `json:"topic"`
}

// asked is what is searched for, and what ought to be found.
type asked struct {
	Query    string  `json:"query"`
	Relevant []ident `json:"relevant"`
	Topic    *int    `json:"topic"`
}

// ident is an id that is written as a text or as a number.
type ident string

// UnmarshalJSON reads either; anything else is no id, and stays empty.
func (i *ident) UnmarshalJSON(b []byte) error {
	var s string
	var n json.Number
	if json.Unmarshal(b, &s) == nil {
		*i = ident(s)
	} else if json.Unmarshal(b, &n) == nil {
		*i = ident(n.String())
	}
	return nil
}

// wrong says what is missing of a text, or nothing.
func (d searched) wrong() string {
	switch {
	case d.ID == "":
		return "id is a text or a number"
	case strings.TrimSpace(d.Title+d.Text+d.Body) == "":
		return "there is no text, title or body"
	}
	return ""
}

// wrong says what is missing of a query, or nothing.
func (a asked) wrong() string {
	switch {
	case strings.TrimSpace(a.Query) == "":
		return "there is no query"
	case a.Relevant == nil && a.Topic == nil:
		return "there is neither relevant nor topic: nothing says what is right"
	case slices.Contains(a.Relevant, ""):
		return "relevant has texts or numbers"
	}
	return ""
}

// eachOnce judges texts, and refuses an id that another has.
func eachOnce() func(searched) string {
	seen := map[ident]bool{}
	return func(d searched) string {
		why := d.wrong()
		if why == "" && seen[d.ID] {
			why = fmt.Sprintf("the id %s stands there twice", d.ID)
		}
		seen[d.ID] = true
		return why
	}
}

// jsonFile is a file of JSON values that is being read.
type jsonFile struct {
	name string
	text []byte
}

// readLines reads a file of one JSON value a line, or of one JSON list; wrong says what is wrong
// with a value, or nothing.
func readLines[T any](name string, wrong func(T) string) ([]T, error) {
	b, err := readAnalysed(name)
	if err != nil {
		return nil, err
	}
	f := jsonFile{name: name}
	if f.text, err = file.Text(b); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []T
	take := func(value []byte, at int) error {
		var one T
		if err := json.Unmarshal(value, &one); err != nil {
			return f.wrong(value, at, err)
		}
		if why := wrong(one); why != "" {
			return f.says(at, why)
		}
		out = append(out, one)
		return nil
	}
	each := f.lines
	if bytes.HasPrefix(bytes.TrimSpace(f.text), []byte("[")) {
		each = f.list
	}
	if err := each(take); err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, f.says(0, "there is nothing in it")
	}
	return out, nil
}

func (f jsonFile) lines(take func(value []byte, at int) error) error {
	at := 0
	for line := range bytes.Lines(f.text) {
		value := bytes.TrimLeft(line, " \t\r\n")
		if len(value) > 0 {
			if err := take(bytes.TrimRight(value, "\r\n"), at+len(line)-len(value)); err != nil {
				return err
			}
		}
		at += len(line)
	}
	return nil
}

func (f jsonFile) list(take func(value []byte, at int) error) error {
	d := json.NewDecoder(bytes.NewReader(f.text))
	if _, err := d.Token(); err != nil {
		return f.wrong(f.text, 0, err)
	}
	for d.More() {
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return f.wrong(f.text, 0, err)
		}
		if err := take(value, int(d.InputOffset())-len(value)); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return f.wrong(f.text, 0, err)
	}
	end := int(d.InputOffset())
	if rest := bytes.TrimLeft(f.text[end:], " \t\r\n"); len(rest) > 0 {
		return f.says(len(f.text)-len(rest), "something stands after the end of the list")
	}
	return nil
}

// wrong says why a value that stands at a place is no JSON, or not what it ought to be.
func (f jsonFile) wrong(value []byte, at int, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		why := file.Mistyped(kind)
		if kind.Field != "" {
			why = kind.Field + ": " + why
		}
		return f.says(at+int(kind.Offset)-1, why)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && int(syntax.Offset) >= len(value) && strings.Contains(syntax.Error(), "unexpected end"):
		return f.says(at+len(value), "the JSON ends too early")
	case syntax != nil:
		return f.says(at+int(syntax.Offset)-1, "this is no JSON: "+syntax.Error())
	}
	return f.says(at, err.Error())
}

// says tells what is wrong at a place.
func (f jsonFile) says(at int, why string) error {
	return fmt.Errorf("%s: %w", f.name, file.Misread{Place: file.At(f.text, max(at, 0)), Reason: why})
}
