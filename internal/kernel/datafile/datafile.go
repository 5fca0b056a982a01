// Package datafile reads our own YAML files: strictly, with every mistake at its line, and
// without the parts of YAML that surprise people (references, tags, several documents).
//
// A reader asks for what it needs and gets a zero value where that is wrong; the mistakes
// lie in the File, all of them and not only the first.
package datafile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"kernehus/internal/kernel/plain"
	"kernehus/internal/kernel/text"
)

// MostMistakes is how many mistakes are told at once.
const MostMistakes = 100

// Mistake is one thing wrong with a file; Line counts from 1.
type Mistake struct {
	File   string
	Line   int
	Reason text.S
}

// Say gives "file:line: reason" in a language.
func (m Mistake) Say(l text.Lang) string {
	return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.Reason.Say(l))
}

// String gives the mistake in Danish.
func (m Mistake) String() string { return m.Say(text.Danish) }

// File is a file that is being read.
type File struct {
	name     string
	root     *yaml.Node
	mistakes []Mistake
}

// Open reads the bytes of a file of at most limit KiB.
func Open(name string, b []byte, limit int) *File {
	f := &File{name: name}
	if len(b) > limit<<10 {
		f.note(1, text.DataFile.TooLarge, limit)
		return f
	}
	doc, err := decode(b)
	switch {
	case err != nil:
		line, why := split(err)
		f.note(line, text.DataFile.NotYAML, why)
	case doc == nil:
		f.note(1, text.DataFile.Empty)
	default:
		f.root = doc.first
		f.refuseSurprises(doc)
	}
	return f
}

type document struct {
	first *yaml.Node
	extra int // the line of a second document; 0 for none
}

func decode(b []byte) (*document, error) {
	d := yaml.NewDecoder(bytes.NewReader(b))
	var doc, next yaml.Node
	err := d.Decode(&doc)
	if errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := &document{first: doc.Content[0]}
	switch err := d.Decode(&next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		return nil, err
	default:
		out.extra = max(next.Line, 1)
	}
	return out, nil
}

var atLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

func split(err error) (line int, why string) {
	m := atLine.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if m == nil {
		return 1, err.Error()
	}
	n, _ := strconv.Atoi(m[1])
	return max(n, 1), m[2]
}

func (f *File) refuseSurprises(doc *document) {
	if doc.extra > 0 {
		f.note(doc.extra, text.DataFile.SeveralDocuments)
	}
	f.walk(doc.first)
}

func (f *File) walk(n *yaml.Node) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		f.note(n.Line, text.DataFile.Alias)
	}
	if n.Style&yaml.TaggedStyle != 0 {
		f.note(n.Line, text.DataFile.Tag)
	}
	for _, c := range n.Content { // an alias has no Content of its own, so this ends
		f.walk(c)
	}
}

// Note makes a mistake with the values of its sentence filled in.
func Note(file string, line int, why text.S, args ...any) Mistake {
	if len(args) > 0 {
		why = text.S{Da: fmt.Sprintf(why.Da, args...), En: fmt.Sprintf(why.En, args...)}
	}
	return Mistake{file, max(line, 1), why}
}

func (f *File) note(line int, why text.S, args ...any) {
	switch {
	case len(f.mistakes) < MostMistakes:
		f.mistakes = append(f.mistakes, Note(f.name, line, why, args...))
	case len(f.mistakes) == MostMistakes:
		f.mistakes = append(f.mistakes, Note(f.name, line, text.DataFile.TooMany))
	}
}

// Mistakes gives what is wrong so far, by line.
func (f *File) Mistakes() []Mistake {
	slices.SortStableFunc(f.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
	return f.mistakes
}

// Wrong counts the mistakes so far, so that a reader can tell whether what it just read
// is fit to be held against something else.
func (f *File) Wrong() int { return len(f.mistakes) }

// Root is the file's outermost value.
func (f *File) Root() Node { return Node{f, f.root, 1} }

// Node is one value in a file. A node that is not there gives zero values and no
// mistakes; what fetched it has told about it.
type Node struct {
	f    *File
	y    *yaml.Node
	line int
}

// Exists tells that something stands here.
func (n Node) Exists() bool { return n.y != nil }

// Line is where it stands; for a value that is missing, where it should have stood.
func (n Node) Line() int { return n.line }

// Fail notes a mistake at the node.
func (n Node) Fail(why text.S, args ...any) { n.f.note(n.line, why, args...) }

func (n Node) is(k yaml.Kind, why text.S) bool {
	if n.y == nil {
		return false
	}
	if n.y.Kind != k {
		if n.y.Kind != yaml.AliasNode { // told already
			n.Fail(why)
		}
		return false
	}
	return true
}

// Map is a value with names.
type Map struct {
	Node
	keys   []string
	values map[string]Node
}

// Map reads names with values. A name that is not among known is a mistake; with no known
// names, every name is taken.
func (n Node) Map(known ...string) Map {
	m := Map{Node: n, values: map[string]Node{}}
	if !n.is(yaml.MappingNode, text.DataFile.NotMap) {
		return m
	}
	for i := 0; i+1 < len(n.y.Content); i += 2 {
		key, value := n.y.Content[i], n.y.Content[i+1]
		switch _, twice := m.values[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			n.f.note(key.Line, text.DataFile.NotMap)
		case twice:
			n.f.note(key.Line, text.DataFile.Twice, shorten(key.Value))
		case len(known) > 0 && !slices.Contains(known, key.Value):
			n.f.note(key.Line, text.DataFile.UnknownKey, shorten(key.Value), strings.Join(known, ", "))
		default:
			m.keys = append(m.keys, key.Value)
			m.values[key.Value] = Node{n.f, value, key.Line}
		}
	}
	return m
}

// Keys gives the names in the order they stand.
func (m Map) Keys() []string { return m.keys }

// Get gives the value of a name; a node that is not there when it is absent.
func (m Map) Get(key string) Node {
	if v, ok := m.values[key]; ok {
		return v
	}
	return Node{m.f, nil, m.line}
}

// Need gives the value of a name and notes it as missing when it is absent.
func (m Map) Need(key string) Node {
	v := m.Get(key)
	if !v.Exists() && m.Exists() && m.y.Kind == yaml.MappingNode {
		m.Fail(text.DataFile.Missing, key)
	}
	return v
}

// List reads a list of least to most items.
func (n Node) List(least, most int) []Node {
	if !n.is(yaml.SequenceNode, text.DataFile.NotList) {
		return nil
	}
	if c := len(n.y.Content); c < least || c > most {
		n.Fail(text.DataFile.Length, least, most, c)
	}
	var items []Node
	for _, y := range n.y.Content[:min(len(n.y.Content), most)] {
		items = append(items, Node{n.f, y, y.Line})
	}
	return items
}

// Blank tells that nothing is written here: no value, or an empty one.
func (n Node) Blank() bool {
	return n.y == nil || n.y.Kind == yaml.ScalarNode && (n.y.Tag == "!!null" || strings.TrimSpace(n.y.Value) == "")
}

// IsList tells whether a list stands here.
func (n Node) IsList() bool { return n.y != nil && n.y.Kind == yaml.SequenceNode }

// IsMap tells whether names with values stand here, so that a reader can take either form.
func (n Node) IsMap() bool { return n.y != nil && n.y.Kind == yaml.MappingNode }

// Text reads a text of at most most characters that is not empty.
func (n Node) Text(most int) string {
	if !n.is(yaml.ScalarNode, text.DataFile.NotText) {
		return ""
	}
	s := strings.TrimSpace(n.y.Value)
	switch {
	case n.y.Tag == "!!null" || s == "":
		n.Fail(text.DataFile.EmptyText)
	case utf8.RuneCountInString(s) > most:
		n.Fail(text.DataFile.TooLong, most)
	case !plain.Is(s), strings.ContainsAny(s, "\t\r\uFFFD"):
		n.Fail(text.DataFile.ControlCharacters)
	}
	return s
}

// Maybe reads a text of at most most characters that may be absent or empty.
func (n Node) Maybe(most int) string {
	if n.y == nil || n.y.Kind == yaml.ScalarNode && strings.TrimSpace(n.y.Value) == "" {
		return ""
	}
	return n.Text(most)
}

// Sentence reads a text in both languages, each of at most most characters.
func (n Node) Sentence(most int) text.S {
	if !n.Exists() {
		return text.S{}
	}
	m := n.Map("da", "en")
	return text.S{Da: m.Need("da").Text(most), En: m.Need("en").Text(most)}
}

// Int reads a whole number from least to most; 0 where it is wrong.
func (n Node) Int(least, most int) int {
	if !n.is(yaml.ScalarNode, text.DataFile.NotNumber) {
		return 0
	}
	i, err := strconv.Atoi(n.y.Value)
	switch {
	case err != nil || n.y.Tag != "!!int":
		n.Fail(text.DataFile.NotNumber)
		return 0
	case i < least || i > most:
		n.Fail(text.DataFile.Range, i, least, most)
		return 0
	}
	return i
}

// Bool reads true or false.
func (n Node) Bool() bool {
	if !n.is(yaml.ScalarNode, text.DataFile.NotFlag) {
		return false
	}
	if n.y.Tag != "!!bool" {
		n.Fail(text.DataFile.NotFlag)
	}
	return strings.EqualFold(n.y.Value, "true")
}

// OneOf reads one of the values; "" where it is something else.
func (n Node) OneOf(values ...string) string {
	if !n.is(yaml.ScalarNode, text.DataFile.NotText) {
		return ""
	}
	if !slices.Contains(values, n.y.Value) {
		n.Fail(text.DataFile.OneOf, shorten(n.y.Value), strings.Join(values, ", "))
		return ""
	}
	return n.y.Value
}

// shorten keeps a mistake readable when somebody's whole text stands where a word should.
func shorten(s string) string {
	r := []rune(strings.ToValidUTF8(s, "?"))
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return string(r)
}
