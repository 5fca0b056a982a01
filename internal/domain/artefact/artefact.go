// Package artefact knows the kinds of thing people make in a dialogue: which fields each
// has, and what may stand in them. Guides choose among the kinds; they cannot add one.
//
// The names of kinds, fields and values are the Danish ASCII names the outside relies on
// (the JSON API, the guide files, the minutes as data); the Go names are English.
package artefact

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/plain"
)

// Kind is what sort of thing it is.
type Kind string

const (
	Formulation     Kind = "formulering"
	PerspectiveCard Kind = "perspektivkort"
	OverlapMap      Kind = "sammenfaldskort" // seven fields of words; placing cards is the facilitator's
	KnowledgeNeed   Kind = "vidensbehov"
	Contribution    Kind = "bidrag"
	CooperationIdea Kind = "samarbejdsforslag"
	Disagreement    Kind = "uenighed"
	Agreement       Kind = "aftale"
	Mark            Kind = "maerke" // what a listener thought of one card
)

// The names of the fields that other packages read.
const (
	FieldText              = "tekst"              // of a formulation
	FieldPerspective       = "perspektiv"         // of a formulation and of a perspective card
	FieldReason            = "begrundelse"        // of a formulation
	FieldStatement         = "udsagn"             // of a perspective card
	FieldSource            = "kilde"              // of a perspective card
	FieldQuestion          = "spoergsmaal"        // of a knowledge need
	FieldNeedOwner         = "ansvarlig"          // of a knowledge need
	FieldNeedDue           = "frist"              // of a knowledge need
	FieldAnswer            = "svar"               // of a knowledge need, once it is found
	FieldProfession        = "faggruppe"          // of a contribution
	FieldGives             = "vi_bidrager_med"    // of a contribution
	FieldNeeds             = "vi_har_brug_for"    // of a contribution
	FieldUnseen            = "det_ser_andre_ikke" // of a contribution
	FieldIdea              = "ide"                // of a cooperation idea
	FieldTopic             = "emne"               // of a disagreement
	FieldViews             = "synspunkter"        // of a disagreement
	FieldNextStep          = "naeste_skridt"      // of a disagreement
	FieldWhat              = "hvad"               // of an agreement
	FieldWho               = "hvem"               // of an agreement
	FieldWhen              = "hvornaar"           // of an agreement
	FieldWorkingConditions = "arbejdsforhold"     // of an agreement: ja = to be discussed in MED before it applies
	FieldCard              = "kort"               // of a mark: the id of the card it is put on
	FieldSort              = "slags"              // of a mark
)

// The three perspectives, as values of FieldPerspective.
const (
	Formal      = "formelt"
	Performed   = "udfoert"
	Experienced = "oplevet"
)

// The sorts of mark, as values of FieldSort.
const (
	Known    = "kendt"
	Surprise = "overraskelse"
	Question = "spoergsmaal"
)

// Yes and No are the values of a flag; an absent flag is No.
const (
	Yes = "ja"
	No  = "nej"
)

// Places gives the fields of the overlap map: shared by all three perspectives, by two,
// only in one.
func Places() []string {
	return []string{"faelles", "formelt_og_udfoert", "udfoert_og_oplevet", "formelt_og_oplevet", "kun_formelt", "kun_udfoert", "kun_oplevet"}
}

// Perspectives gives the three perspectives in the order they are shown.
func Perspectives() []string { return []string{Formal, Performed, Experienced} }

// Marks gives the sorts of mark in the order they are shown.
func Marks() []string { return []string{Known, Surprise, Question} }

// Type is what a field holds.
type Type string

const (
	Text   Type = "text"
	Choice Type = "choice" // one of Values
	Date   Type = "date"   // YYYY-MM-DD
	Flag   Type = "flag"   // ja or nej
	Card   Type = "card"   // the id of something made earlier in the same dialogue
)

// Longest is how many characters a text may have, and LongestCard an id.
const (
	Longest     = 2000
	LongestCard = 64
)

// Field is one thing to fill in.
type Field struct {
	Name     string
	Type     Type
	Required bool
	Values   []string // of a choice or a flag
	Max      int      // characters
	House    bool     // known, but not asked: the house fills it in when the text becomes a version
}

// Data is what somebody filled in: field name to value. Order comes from Fields.
type Data map[string]string

// Kinds gives every kind in the order they are explained to people.
func Kinds() []Kind {
	return []Kind{Formulation, PerspectiveCard, OverlapMap, KnowledgeNeed, Contribution, CooperationIdea, Disagreement, Agreement, Mark}
}

// Known tells whether k is a kind.
func (k Kind) Known() bool { return len(k.Fields()) > 0 }

// Field gives the field of that name.
func (k Kind) Field(name string) (Field, bool) {
	for _, f := range k.Fields() {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Asked gives the fields a person is asked for, in order.
func (k Kind) Asked() []Field {
	return slices.DeleteFunc(k.Fields(), func(f Field) bool { return f.House })
}

// Main names the field whose words stand for the whole on a card and in the minutes.
// The overlap map and the mark have none.
func (k Kind) Main() string {
	switch k {
	case OverlapMap, Mark:
		return ""
	}
	for _, f := range k.Fields() {
		if f.Type == Text && f.Required {
			return f.Name
		}
	}
	return ""
}

// Fields gives the fields of the kind in order; none for an unknown kind.
func (k Kind) Fields() []Field {
	switch k {
	case Formulation:
		return []Field{need(FieldText), choice(FieldPerspective, Perspectives()...), words(FieldReason),
			house(choice("status", "lederudspil", "udkast", "foreslaaet", "gaeldende", "tidligere")), house(words("version")), house(words("forum")), house(date("dato"))}
	case PerspectiveCard:
		return []Field{required(choice(FieldPerspective, Perspectives()...)), need(FieldStatement), words(FieldSource)}
	case OverlapMap:
		var fields []Field
		for _, p := range Places() {
			fields = append(fields, words(p))
		}
		return fields
	case KnowledgeNeed:
		return []Field{need(FieldQuestion), choice("type", "lov", "beslutning", "borgere", "praksis", "tal"), words(FieldNeedOwner), date(FieldNeedDue), words(FieldAnswer)}
	case Contribution:
		return []Field{words(FieldProfession), need(FieldGives), words(FieldNeeds), words(FieldUnseen)}
	case CooperationIdea:
		return []Field{need(FieldIdea), words("mellem_hvem"), words("proevehandling"), words("tegn_paa_at_det_virker")}
	case Disagreement:
		return []Field{need(FieldTopic), words(FieldViews), words(FieldNextStep)}
	case Agreement:
		return []Field{need(FieldWhat), words(FieldWho), date(FieldWhen), words("hvordan_ser_vi_det"), words("hvem_forklarer"),
			{Name: FieldWorkingConditions, Type: Flag, Values: []string{Yes, No}, Max: 3}}
	case Mark:
		return []Field{{Name: FieldCard, Type: Card, Required: true, Max: LongestCard}, required(choice(FieldSort, Marks()...))}
	}
	return nil
}

func words(name string) Field { return Field{Name: name, Type: Text, Max: Longest} }
func need(name string) Field  { return required(words(name)) }
func date(name string) Field  { return Field{Name: name, Type: Date, Max: 10} }
func required(f Field) Field  { f.Required = true; return f }
func house(f Field) Field     { f.House = true; return f }

func choice(name string, values ...string) Field {
	longest := 0
	for _, v := range values {
		longest = max(longest, len(v))
	}
	return Field{Name: name, Type: Choice, Values: values, Max: longest}
}

// Pair is a filled-in field with its value.
type Pair struct {
	Field Field
	Value string
}

// Pairs gives what is filled in, in the order of the kind's fields.
func (d Data) Pairs(k Kind) []Pair {
	var pairs []Pair
	for _, f := range k.Fields() {
		if v := d[f.Name]; v != "" {
			pairs = append(pairs, Pair{f, v})
		}
	}
	return pairs
}

// Tidy gives the data as it is kept: no space around a value, one kind of line break, and
// no empty fields. Check it first.
func (d Data) Tidy() Data {
	tidy := Data{}
	for name, v := range d {
		v = strings.ReplaceAll(strings.ReplaceAll(v, "\r\n", "\n"), "\r", "\n")
		if v = strings.TrimSpace(v); !plain.Blank(v) {
			tidy[name] = v
		}
	}
	return tidy
}

// Check tells what is wrong with the data of a kind, as one Invalid failure with a field
// each: required, too-long (with the greatest number of characters), unknown-key, choose,
// not-a-date, wrong-type (characters no text has), has-cpr, has-email. The unknown kind
// is a mistake in the field "kind".
func Check(k Kind, d Data) error {
	if !k.Known() {
		return fault.OnField("kind", "choose")
	}
	var wrong fault.Fields
	for _, f := range k.Fields() {
		f.check(&wrong, d[f.Name])
	}
	if k == OverlapMap && len(d.Tidy().Pairs(k)) == 0 {
		wrong.Add(Places()[0], "required")
	}
	for _, name := range slices.Sorted(maps.Keys(d)) {
		if _, ok := k.Field(name); !ok {
			wrong.Add(name, "unknown-key")
		}
	}
	return wrong.Err()
}

func (f Field) check(wrong *fault.Fields, v string) {
	switch {
	case plain.Blank(v):
		if f.Required && f.Type == Choice {
			wrong.Add(f.Name, "choose")
		} else if f.Required {
			wrong.Add(f.Name, "required")
		}
	case f.Type == Text || f.Type == Card:
		f.checkText(wrong, v)
	case f.Type == Date:
		if !isDate(strings.TrimSpace(v)) {
			wrong.Add(f.Name, "not-a-date")
		}
	case !slices.Contains(f.Values, strings.TrimSpace(v)):
		wrong.Add(f.Name, "choose")
	}
}

func (f Field) checkText(wrong *fault.Fields, v string) {
	switch {
	case utf8.RuneCountInString(v) > f.Max:
		wrong.Add(f.Name, "too-long", f.Max)
	case f.Type == Card && !isID(v):
		wrong.Add(f.Name, "wrong-type")
	case !plain.Is(v):
		wrong.Add(f.Name, "unseen-signs")
	}
	if f.Type == Text {
		personal.Check(wrong, f.Name, v)
	}
}

// isDate takes only the form the outside agreed on, so that a date sorts as text.
func isDate(v string) bool {
	d, err := day.Parse(v)
	return err == nil && string(d) == v
}

// isID takes what our own ids and those made on phones are written with.
func isID(v string) bool {
	return strings.IndexFunc(v, func(r rune) bool {
		return !(r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}) < 0
}
