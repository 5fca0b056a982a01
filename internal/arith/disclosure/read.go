package disclosure

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"kernehus/internal/arith/file"
)

// File is a question with names, as `kernehus analyse disclosure` takes it:
//
//	{"limit": 5,
//	 "atoms":   [{"name": "Team Å, SOSU-assistent", "people": 7}, …],
//	 "report":  [{"name": "Team Å", "atoms": ["Team Å, SOSU-assistent", …]}, …],
//	 "earlier": [like report],
//	 "rounds":  [{"atoms": [{"name": …, "people": 6, "moved": 1}, …], "published": [like report]}]}
//
// People are those who answered; moved those who answered in only one of the two rounds. The
// limit may be left out, and so may earlier and rounds. Atoms come first. An atom that a round
// does not name had nobody.
type File struct {
	Question
	Atoms  []string
	Report []string
	Before []string // names of Earlier
	place  map[string]int
}

// Read reads a file. The error is a file.Misread.
func Read(b []byte) (File, error) {
	b, err := file.Text(b) // two names must not become one
	if err != nil {
		return File{}, err
	}
	r := &reader{text: b, json: json.NewDecoder(bytes.NewReader(b)), file: File{place: map[string]int{}}}
	r.json.DisallowUnknownFields()
	if err := r.object(r.part); err != nil {
		return File{}, err
	}
	if err := r.end(); err != nil {
		return File{}, err
	}
	if len(r.file.Atoms) == 0 {
		return File{}, r.at(0, "no atoms are named")
	}
	if err := r.file.Check(); err != nil {
		return File{}, r.at(0, err.Error())
	}
	return r.file, nil
}

type reader struct {
	text []byte
	json *json.Decoder
	file File
}

// at makes a Misread of a place in the file.
func (r *reader) at(offset int64, reason string) file.Misread {
	return file.Misread{Place: file.At(r.text, int(offset)), Reason: reason}
}

// next is where the next value or sign stands.
func (r *reader) next() int64 {
	at := r.json.InputOffset()
	for int(at) < len(r.text) && bytes.IndexByte([]byte(" \t\r\n,:"), r.text[at]) >= 0 {
		at++
	}
	return at
}

func (r *reader) token() (json.Token, int64, error) {
	at := r.next()
	t, err := r.json.Token()
	if err != nil {
		return nil, at, r.wrong(at, err)
	}
	return t, at, nil
}

func (r *reader) wrong(at int64, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return r.at(int64(len(r.text)), "the file ends too early")
	case errors.As(err, &syntax):
		return r.at(r.json.InputOffset(), "this is no JSON: "+syntax.Error())
	case errors.As(err, &kind):
		return r.at(at, file.Mistyped(kind))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return r.at(at, fmt.Sprintf("%.40s is no part of what stands here", name))
	}
	return r.at(at, err.Error())
}

func (r *reader) value(into any) (int64, error) {
	at := r.next()
	if err := r.json.Decode(into); err != nil {
		return at, r.wrong(at, err)
	}
	return at, nil
}

func (r *reader) opens(sign json.Delim) error {
	t, at, err := r.token()
	if err == nil && t != sign {
		return r.at(at, fmt.Sprintf("%s is missing", sign))
	}
	return err
}

// object reads names, and lets each read its value; none may stand twice.
func (r *reader) object(part func(name string, at int64) error) error {
	if err := r.opens('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for r.json.More() {
		t, at, err := r.token()
		if err != nil {
			return err
		}
		name := t.(string)
		if seen[name] {
			return r.at(at, fmt.Sprintf("%.40q stands twice", name))
		}
		seen[name] = true
		if err := part(name, at); err != nil {
			return err
		}
	}
	return r.opens('}')
}

func (r *reader) list(item func() error) error {
	if err := r.opens('['); err != nil {
		return err
	}
	for r.json.More() {
		if err := item(); err != nil {
			return err
		}
	}
	return r.opens(']')
}

func (r *reader) end() error {
	if at := r.next(); int(at) < len(r.text) {
		return r.at(at, "something stands after the end")
	}
	return nil
}

func (r *reader) part(name string, at int64) error {
	switch name {
	case "limit":
		at, err := r.value(&r.file.Limit)
		if err == nil && r.file.Limit < 2 {
			return r.at(at, "a limit under 2 protects nobody")
		}
		if err == nil && r.file.Limit > MostLimit {
			return r.at(at, fmt.Sprintf("a limit over %d is more than this can weigh", MostLimit))
		}
		return err
	case "atoms":
		return r.list(r.atom)
	case "report":
		return r.list(r.group(&r.file.Wanted, &r.file.Report))
	case "earlier":
		return r.list(r.group(&r.file.Earlier, &r.file.Before))
	case "rounds":
		return r.list(r.round)
	}
	return r.at(at, fmt.Sprintf("%.40q is none of limit, atoms, report, earlier, rounds", name))
}

type namedAtom struct {
	Name   string `json:"name"`
	People int    `json:"people"`
	Moved  int    `json:"moved"`
}

func (r *reader) atom() error {
	var a namedAtom
	at, err := r.value(&a)
	switch _, double := r.file.place[a.Name]; {
	case err != nil:
		return err
	case a.Name == "":
		return r.at(at, "the atom has no name")
	case double:
		return r.at(at, fmt.Sprintf("atom %.40q stands twice", a.Name))
	case a.People < 0 || a.People > mostPeople:
		return r.at(at, fmt.Sprintf("%.40q has %d people", a.Name, a.People))
	case a.Moved != 0:
		return r.at(at, "moved belongs to the atoms of a round")
	}
	r.file.place[a.Name] = len(r.file.Atoms)
	r.file.Atoms, r.file.Counts = append(r.file.Atoms, a.Name), append(r.file.Counts, a.People)
	return nil
}

// mostPeople keeps sums within what is counted exactly.
const mostPeople = 10_000_000

func (r *reader) group(groups *[]Group, names *[]string) func() error {
	return func() error {
		var g struct {
			Name  string   `json:"name"`
			Atoms []string `json:"atoms"`
		}
		at, err := r.value(&g)
		if err != nil {
			return err
		}
		out := make(Group, len(g.Atoms))
		for i, name := range g.Atoms {
			a, ok := r.file.place[name]
			if !ok {
				return r.at(at, fmt.Sprintf("group %.40q names %.40q, which is no atom above it", g.Name, name))
			}
			out[i] = a
		}
		*groups = append(*groups, out)
		if names != nil {
			*names = append(*names, g.Name)
		}
		return nil
	}
}

func (r *reader) round() error {
	round := Round{Counts: make([]int, len(r.file.Counts)), Moved: make([]int, len(r.file.Counts))}
	err := r.object(func(name string, at int64) error {
		switch name {
		case "atoms":
			return r.list(func() error { return r.before(&round) })
		case "published":
			return r.list(r.group(&round.Published, nil))
		}
		return r.at(at, fmt.Sprintf("%.40q is neither atoms nor published", name))
	})
	r.file.Rounds = append(r.file.Rounds, round)
	return err
}

func (r *reader) before(round *Round) error {
	var a namedAtom
	at, err := r.value(&a)
	if err != nil {
		return err
	}
	i, ok := r.file.place[a.Name]
	switch {
	case !ok:
		return r.at(at, fmt.Sprintf("%.40q is no atom above it", a.Name))
	case a.People < 0 || a.People > mostPeople || a.Moved < 0 || a.Moved > mostPeople:
		return r.at(at, fmt.Sprintf("%.40q has %d people, %d moved", a.Name, a.People, a.Moved))
	}
	round.Counts[i], round.Moved[i] = a.People, a.Moved
	return nil
}
