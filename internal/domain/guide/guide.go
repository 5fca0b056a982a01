// Package guide knows the recipes for a facilitated dialogue: their steps, what each step
// asks, for how long, in which groups, who writes and who sees it. Guides are data files;
// docs/guides.md describes them. A guide made of known kinds of step needs no code.
//
// The values are the Danish ASCII words of the files; the Go names are English.
package guide

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/kernel/text"
)

// Grouping is how people sit during a step.
type Grouping string

const (
	Alone       Grouping = "individuelt"
	Pairs       Grouping = "par" // in the software each writes alone
	Plenum      Grouping = "plenum"
	Tables      Grouping = "grupper" // the variant says what a group is
	Professions Grouping = "faggrupper"
	Mixed       Grouping = "blandede_grupper"
)

// GroupedBy is what the groups of Tables follow in a variant.
type GroupedBy string

const (
	ByTable       GroupedBy = "bord"
	ByPerspective GroupedBy = "perspektiv" // three sides; the keys are artefact.Perspectives
	ByRole        GroupedBy = "rolle"      // the keys are LeadersKey and EmployeesKey
)

// The keys of the groups in a variant by role.
const (
	LeadersKey   = "ledere"
	EmployeesKey = "medarbejdere"
)

// Writer is who may write in a step. A facilitator always may.
type Writer string

const (
	Everyone    Writer = "alle"
	Leader      Writer = "leder"
	Facilitator Writer = "facilitator"
)

// Visibility is who sees what is written in a step, and when.
type Visibility string

const (
	Private          Visibility = "privat"          // the writer alone; deleted at close unless shared
	OwnGroup         Visibility = "gruppe"          // the group and facilitators
	HiddenUntilShown Visibility = "skjult_til_vist" // as OwnGroup, and everybody once it is shown
	Open             Visibility = "aaben"           // everybody at once
)

// Guide is one recipe.
type Guide struct {
	ID           string
	Title        Sentence
	Purpose      Sentence
	Preparation  Sentence
	Participants Participants
	AtGroups     int       // the number of groups the stated times are reckoned for
	Variants     []Variant // at least one; the first is the usual one
	GroundRules  []Sentence
	Steps        []Step // numbered from 1 without gaps

	// Source is the file as it was read. A dialogue keeps it and parses it again, so that
	// a guide that is changed later does not change a dialogue that is planned or closed.
	Source string
}

// Short is what people call a guide among themselves: A1 of "a1_hvem_definerer"; empty
// where its id does not begin like that.
func (g Guide) Short() string {
	first, _, _ := strings.Cut(g.ID, "_")
	if !short.MatchString(first) {
		return ""
	}
	return strings.ToUpper(first)
}

var short = regexp.MustCompile(`^[a-z][0-9]{1,2}$`)

// Named is the title with the short name before it.
func (g Guide) Named(l text.Lang) string {
	return strings.TrimPrefix(g.Short()+" · "+g.Title.Say(l), " · ")
}

// Participants is how many a guide suits, and how many make a good group.
type Participants struct{ Min, Max, GroupMin, GroupMax int }

// Variant is one way of running a guide.
type Variant struct {
	ID          string
	Title       Sentence
	Description Sentence
	GroupedBy   GroupedBy
	Minutes     int  // in all, with Guide.AtGroups groups
	Divisible   bool // may be held in parts of 30–45 minutes
}

// Step is one thing a room does.
type Step struct {
	Number   int
	Title    Sentence
	Part     int // which part it belongs to where the guide is held in parts; 0 in a guide that is not
	Grouping Grouping

	prompt    Sentence
	perGroup  map[string]Sentence
	base      perVariant // minutes whatever the number of groups
	perGroups perVariant // minutes more for each group
	inPart    perVariant // replaces base where the guide is held in parts

	Who        Writer
	Visibility Visibility
	Accepts    []artefact.Kind // empty: nobody writes; the first is what the phone offers first
	Marks      []string        // the sorts of mark; set where Accepts has artefact.Mark
	CardsFrom  []int           // earlier steps whose cards lie on this step's board
	Gathers    []int           // steps whose formulations are gathered into one text here
	Coverage   Sentence        // what is asked of each perspective (godt, delvist, slet ikke); empty: not asked

	Grace    time.Duration // how long the step stays open for writing when the room has moved on
	OpenDays int           // the same where the guide is held in parts, for those on another shift: 0–7 days
	Outcome  Sentence      // what should lie on the table afterwards
	Script   Script
}

// Script tells somebody who has never facilitated what to do in a step. Paragraphs are
// separated by a line break.
type Script struct {
	Say, Do, IfQuiet, IfDominated, StopWhen Sentence
	notes                                   map[string]Sentence
}

// Note is what is different in a variant; empty where nothing is.
func (s Script) Note(variant string) Sentence { return s.notes[variant] }

// perVariant holds a number for each variant; the key "" stands for all of them.
type perVariant map[string]int

func (p perVariant) of(variant string) int {
	if n, ok := p[variant]; ok {
		return n
	}
	return p[""]
}

// Prompt is the question of the step. group is the key of the group (a perspective, ledere,
// medarbejdere); where the groups get the same question, and for no group, it is the
// step's own.
func (s Step) Prompt(group string) Sentence {
	if p, ok := s.perGroup[group]; ok {
		return p
	}
	return s.prompt
}

// Prompts tells for which groups the step has a question of its own.
func (s Step) Prompts() []string {
	var keys []string
	for _, k := range groupKeys() {
		if _, ok := s.perGroup[k]; ok {
			keys = append(keys, k)
		}
	}
	return keys
}

func groupKeys() []string { return append(artefact.Perspectives(), LeadersKey, EmployeesKey) }

// Minutes is how long the step takes in a variant with so many groups.
func (s Step) Minutes(variant string, groups int) int {
	return s.base.of(variant) + s.perGroups.of(variant)*max(groups, 0)
}

// PartMinutes is the same where the guide is held in parts.
func (s Step) PartMinutes(variant string, groups int) int {
	if s.inPart == nil || s.inPart.of(variant) == 0 {
		return s.Minutes(variant, groups)
	}
	return s.inPart.of(variant) + s.perGroups.of(variant)*max(groups, 0)
}

// StaysOpen is how long one may still write in the step after the room has moved on.
func (s Step) StaysOpen(inParts bool) time.Duration {
	if inParts && s.OpenDays > 0 {
		return time.Duration(s.OpenDays) * 24 * time.Hour
	}
	return s.Grace
}

// Takes tells whether things of the kind may be made in the step.
func (s Step) Takes(k artefact.Kind) bool { return slices.Contains(s.Accepts, k) }

// AsksCoverage tells whether the step asks how well each perspective is covered.
func (s Step) AsksCoverage() bool { return s.Coverage != Sentence{} }

// Sided tells whether the guide looks at the task from the three sides.
func (g Guide) Sided() bool {
	return slices.ContainsFunc(g.Steps, func(s Step) bool {
		return s.Takes(artefact.PerspectiveCard) || s.Takes(artefact.OverlapMap) || s.AsksCoverage()
	})
}

// Asks gives the fields of a kind that this guide asks for: which side a text belongs to is
// asked only where there are sides.
func (g Guide) Asks(k artefact.Kind) []artefact.Field {
	return slices.DeleteFunc(k.Asked(), func(f artefact.Field) bool {
		return f.Name == artefact.FieldPerspective && !f.Required && !g.Sided()
	})
}

// Step gives the step with the number, counted from 1.
func (g Guide) Step(number int) (Step, bool) {
	if number < 1 || number > len(g.Steps) {
		return Step{}, false
	}
	return g.Steps[number-1], true
}

// Variant gives the variant of that id; the usual one for "".
func (g Guide) Variant(id string) (Variant, bool) {
	for _, v := range g.Variants {
		if v.ID == id || id == "" {
			return v, true
		}
	}
	return Variant{}, false
}

// Total is how many minutes the guide takes in a variant with so many groups.
func (g Guide) Total(variant string, groups int) int {
	total := 0
	for _, s := range g.Steps {
		total += s.Minutes(variant, groups)
	}
	return total
}

// Part is a stretch of a guide that is held by itself.
type Part struct {
	Number  int // from 1
	Steps   []int
	Minutes int
}

// Parts gives the parts of 30–45 minutes a variant can be held in, with the times for so
// many groups; a variant that is not divided is one part.
func (g Guide) Parts(variant string, groups int) []Part {
	v, ok := g.Variant(variant)
	if !ok || !v.Divisible {
		return []Part{g.whole(variant, groups)}
	}
	var parts []Part
	for _, s := range g.Steps {
		if len(parts) == 0 || parts[len(parts)-1].Number != s.Part {
			parts = append(parts, Part{Number: s.Part})
		}
		p := &parts[len(parts)-1]
		p.Steps = append(p.Steps, s.Number)
		p.Minutes += s.PartMinutes(v.ID, groups)
	}
	return parts
}

func (g Guide) whole(variant string, groups int) Part {
	p := Part{Number: 1, Minutes: g.Total(variant, groups)}
	for _, s := range g.Steps {
		p.Steps = append(p.Steps, s.Number)
	}
	return p
}

// Library is the guides an installation has.
type Library struct{ guides []Guide }

// Get gives the guide of that id.
func (l Library) Get(id string) (Guide, bool) {
	for _, g := range l.guides {
		if g.ID == id {
			return g, true
		}
	}
	return Guide{}, false
}

// All gives every guide, ordered by id.
func (l Library) All() []Guide { return slices.Clone(l.guides) }
