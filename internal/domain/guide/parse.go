package guide

import (
	"cmp"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/text"
)

// LargestFile is how many KiB a guide file may have.
const LargestFile = 256

// The most characters a text in a guide may have.
const (
	longestTitle  = 120
	longestPrompt = 700
	longestScript = 2000
)

// Load reads every guide in the directory guides of fsys. A guide with a mistake is left
// out of the library; all mistakes of all files come back.
func Load(fsys fs.FS) (Library, []Mistake) {
	var lib Library
	var wrong []Mistake
	from := map[string]string{}
	err := datafile.ReadAll(fsys, "guides/*.yaml", LargestFile, func(path string, b []byte) {
		g, mistakes := Parse(path, b)
		if first, twice := from[g.ID]; twice && g.ID != "" {
			mistakes = append(mistakes, datafile.Note(path, 1, text.GuideFile.TwiceGuide, g.ID, first))
		}
		wrong = append(wrong, mistakes...)
		if len(mistakes) == 0 {
			from[g.ID] = path
			lib.guides = append(lib.guides, g)
		}
	})
	if err != nil {
		wrong = append(wrong, datafile.Note("guides", 1, text.DataFile.Unreadable, err))
	}
	slices.SortFunc(lib.guides, func(a, b Guide) int { return cmp.Compare(a.ID, b.ID) })
	return lib, wrong
}

// Parse reads one guide file; name is what stands in its mistakes. Without mistakes the
// guide can be run.
func Parse(name string, b []byte) (Guide, []Mistake) {
	f := datafile.Open(name, b, LargestFile)
	root := f.Root().Map("id", "titel", "formaal", "forberedelse", "deltagere", "ved_grupper", "varianter", "spilleregler", "trin")
	r := reader{file: f, wrongSteps: map[int]bool{}}
	g := Guide{
		ID:           identifier(root.Need("id")),
		Title:        root.Need("titel").Sentence(longestTitle),
		Purpose:      root.Need("formaal").Sentence(longestPrompt),
		Preparation:  root.Need("forberedelse").Sentence(longestPrompt),
		Participants: participants(root.Need("deltagere")),
		AtGroups:     root.Need("ved_grupper").Int(1, 40),
		Variants:     r.variants(root.Need("varianter")),
		GroundRules:  groundRules(root.Need("spilleregler")),
		Source:       string(b),
	}
	r.wrongTimes = r.wrongTimes || g.AtGroups == 0
	for i, n := range root.Need("trin").List(1, 30) {
		before := f.Wrong()
		g.Steps = append(g.Steps, r.step(n, i+1))
		r.wrongSteps[i+1] = f.Wrong() > before
	}
	r.checkSteps(g)
	r.checkTimes(g)
	return g, f.Mistakes()
}

// reader remembers where things stood, so that what does not fit together can be told at
// its line.
//
// A mistake is told once: what was read wrongly is not held against the rest.
type reader struct {
	file       *datafile.File
	wrongTimes bool         // a number of minutes or groups was read wrongly
	wrongSteps map[int]bool // steps in which something was read wrongly

	minutes []datafile.Node // of each variant
	ids     []string        // of the variants
	steps   []datafile.Map
	cards   [][]datafile.Node // of each step: the items of kort_fra
	gathers [][]datafile.Node // of each step: the items of samler
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

func identifier(n datafile.Node) string {
	if !n.Exists() {
		return ""
	}
	id := n.Text(longestTitle)
	if id != "" && !idForm.MatchString(id) {
		n.Fail(text.GuideFile.ID, id)
	}
	return id
}

func participants(n datafile.Node) Participants {
	m := n.Map("min", "max", "gruppe")
	group := m.Need("gruppe").Map("min", "max")
	p := Participants{
		Min: m.Need("min").Int(1, 500), Max: m.Need("max").Int(1, 500),
		GroupMin: group.Need("min").Int(1, 100), GroupMax: group.Need("max").Int(1, 100),
	}
	switch {
	case p.Max == 0 || p.GroupMax == 0: // told already
	case p.Min > p.Max:
		m.Get("min").Fail(text.GuideFile.MinAboveMax)
	case p.GroupMin > p.GroupMax:
		group.Get("min").Fail(text.GuideFile.MinAboveMax)
	case p.GroupMax > p.Max:
		group.Get("max").Fail(text.GuideFile.GroupAboveRoom)
	}
	return p
}

func groundRules(n datafile.Node) []Sentence {
	var rules []Sentence
	for _, item := range n.List(1, 12) {
		rules = append(rules, item.Sentence(longestPrompt))
	}
	return rules
}

func (r *reader) variants(n datafile.Node) []Variant {
	var variants []Variant
	before := r.file.Wrong()
	for _, item := range n.List(1, 6) {
		m := item.Map("id", "titel", "beskrivelse", "grupper_efter", "minutter", "kan_deles")
		v := Variant{
			ID:          identifier(m.Need("id")),
			Title:       m.Need("titel").Sentence(longestTitle),
			Description: m.Need("beskrivelse").Sentence(longestPrompt),
			GroupedBy:   GroupedBy(m.Need("grupper_efter").OneOf(string(ByTable), string(ByPerspective), string(ByRole))),
			Minutes:     m.Need("minutter").Int(5, 600),
			Divisible:   m.Get("kan_deles").Bool(),
		}
		if slices.Contains(r.ids, v.ID) {
			m.Get("id").Fail(text.GuideFile.TwiceVariant, v.ID)
		}
		variants = append(variants, v)
		r.ids = append(r.ids, v.ID)
		r.minutes = append(r.minutes, m.Get("minutter"))
	}
	r.wrongTimes = r.file.Wrong() > before
	return variants
}

func (r *reader) step(n datafile.Node, number int) Step {
	m := n.Map("nr", "titel", "del", "gruppering", "opgave", "opgave_pr_gruppe", "minutter", "minutter_pr_gruppe", "minutter_i_del", "skriver", "synlighed",
		"artefakter", "maerker", "kort_fra", "samler", "daekning", "aaben_minutter", "aaben_dage", "resultat", "manus")
	r.steps = append(r.steps, m)
	s := Step{
		Number:    number,
		Title:     m.Need("titel").Sentence(longestTitle),
		Grouping:  Grouping(m.Need("gruppering").OneOf(names(Alone, Pairs, Plenum, Tables, Professions, Mixed)...)),
		prompt:    m.Need("opgave").Sentence(longestPrompt),
		perGroup:  prompts(m.Get("opgave_pr_gruppe")),
		base:      r.perVariant(m.Need("minutter"), 1),
		perGroups: r.perVariant(m.Get("minutter_pr_gruppe"), 0),
		inPart:    r.perVariant(m.Get("minutter_i_del"), 1),
		Accepts:   kinds(m.Get("artefakter")),
		Marks:     chosen(m.Get("maerker"), artefact.Marks()),
		CardsFrom: numbers(m.Get("kort_fra"), &r.cards),
		Gathers:   numbers(m.Get("samler"), &r.gathers),
		Coverage:  m.Get("daekning").Sentence(longestPrompt),
		Grace:     10 * time.Minute,
		Outcome:   m.Need("resultat").Sentence(longestPrompt),
		Script:    r.script(m.Need("manus")),
	}
	if m.Need("nr").Exists() && m.Get("nr").Int(1, 30) != number {
		m.Get("nr").Fail(text.GuideFile.StepNumber, number)
	}
	if p := m.Get("del"); p.Exists() {
		s.Part = p.Int(1, 12)
	}
	if open := m.Get("aaben_minutter"); open.Exists() {
		s.Grace = time.Duration(open.Int(0, 120)) * time.Minute
	}
	if days := m.Get("aaben_dage"); days.Exists() {
		s.OpenDays = days.Int(0, 7)
	}
	s.Who, s.Visibility = writing(m, len(s.Accepts) > 0)
	return s
}

// writing reads who writes and who sees it; a step nobody writes in need not say.
func writing(m datafile.Map, needed bool) (Writer, Visibility) {
	for _, key := range []string{"skriver", "synlighed"} {
		if needed && !m.Get(key).Exists() {
			m.Fail(text.GuideFile.NoPlan, key)
		}
	}
	who := Writer(m.Get("skriver").OneOf(names(Everyone, Leader, Facilitator)...))
	sees := Visibility(m.Get("synlighed").OneOf(names(Private, OwnGroup, HiddenUntilShown, Open)...))
	return cmp.Or(who, Facilitator), cmp.Or(sees, Open)
}

func (r *reader) script(n datafile.Node) Script {
	m := n.Map("sig", "goer", "hvis_stille", "hvis_dominans", "stop_naar", "pr_variant")
	s := Script{
		Say: m.Need("sig").Sentence(longestScript), Do: m.Need("goer").Sentence(longestScript),
		IfQuiet: m.Need("hvis_stille").Sentence(longestScript), IfDominated: m.Need("hvis_dominans").Sentence(longestScript),
		StopWhen: m.Need("stop_naar").Sentence(longestScript),
	}
	if notes := m.Get("pr_variant"); notes.Exists() {
		s.notes = map[string]Sentence{}
		v := notes.Map()
		for _, id := range v.Keys() {
			r.knowVariant(v.Get(id), id)
			s.notes[id] = v.Get(id).Sentence(longestScript)
		}
	}
	return s
}

func (r *reader) knowVariant(n datafile.Node, id string) {
	if !slices.Contains(r.ids, id) {
		n.Fail(text.GuideFile.UnknownVariant, id)
	}
}

// perVariant reads one number for all variants, or one for each.
func (r *reader) perVariant(n datafile.Node, least int) perVariant {
	if !n.Exists() {
		return nil
	}
	before := r.file.Wrong()
	defer func() { r.wrongTimes = r.wrongTimes || r.file.Wrong() > before }()
	if !n.IsMap() {
		return perVariant{"": n.Int(least, 240)}
	}
	p := perVariant{}
	m := n.Map()
	for _, id := range m.Keys() {
		r.knowVariant(m.Get(id), id)
		p[id] = m.Get(id).Int(least, 240)
	}
	for _, id := range r.ids {
		m.Need(id)
	}
	return p
}

func prompts(n datafile.Node) map[string]Sentence {
	if !n.Exists() {
		return nil
	}
	out := map[string]Sentence{}
	m := n.Map(groupKeys()...)
	for _, key := range m.Keys() {
		out[key] = m.Get(key).Sentence(longestPrompt)
	}
	return out
}

func kinds(n datafile.Node) []artefact.Kind {
	var out []artefact.Kind
	for _, name := range chosen(n, names(artefact.Kinds()...)) {
		out = append(out, artefact.Kind(name))
	}
	return out
}

// chosen reads a list of values, each at most once.
func chosen(n datafile.Node, among []string) []string {
	var out []string
	for _, item := range n.List(0, len(among)) {
		v := item.OneOf(among...)
		switch {
		case v == "":
		case slices.Contains(out, v):
			item.Fail(text.GuideFile.KindTwice, v)
		default:
			out = append(out, v)
		}
	}
	return out
}

func numbers(n datafile.Node, at *[][]datafile.Node) []int {
	var out []int
	items := n.List(1, 30)
	for _, item := range items {
		out = append(out, item.Int(1, 30))
	}
	*at = append(*at, items)
	return out
}

func names[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// checkSteps looks for steps that do not fit together.
func (r *reader) checkSteps(g Guide) {
	for i, s := range g.Steps {
		m := r.steps[i]
		for j, n := range s.CardsFrom {
			r.checkReference(g, n, reference{r.cards[i][j], s.Number - 1, text.GuideFile.NothingToShow, Step.makesCards})
		}
		for j, n := range s.Gathers {
			r.checkReference(g, n, reference{r.gathers[i][j], s.Number, text.GuideFile.NothingToGather, Step.makesFormulations})
		}
		switch marks := s.Takes(artefact.Mark); {
		case marks != (len(s.Marks) > 0):
			m.Fail(text.GuideFile.MarksWithoutKind)
		case marks && len(s.CardsFrom) == 0:
			m.Fail(text.GuideFile.MarkNoCards)
		}
		r.checkPrompts(g, s, m.Get("opgave_pr_gruppe"))
	}
}

// reference is a step's number where it stands: the last step it may be, and what that
// step must have.
type reference struct {
	at      datafile.Node
	last    int
	nothing text.S // what is said where it has not
	has     func(Step) bool
}

func (s Step) makesCards() bool        { return len(s.Accepts) > 0 }
func (s Step) makesFormulations() bool { return s.Takes(artefact.Formulation) }

func (r *reader) checkReference(g Guide, number int, ref reference) {
	s, ok := g.Step(number)
	switch {
	case !ok || number > ref.last:
		ref.at.Fail(text.GuideFile.LaterStep, number)
	case r.wrongSteps[number]: // told already
	case !ref.has(s):
		ref.at.Fail(ref.nothing, number)
	case s.Visibility == Private:
		ref.at.Fail(text.GuideFile.PrivateShown, number)
	}
}

// checkPrompts sees to it that every group of a division has its question, and that no
// question is for a group that never meets.
func (r *reader) checkPrompts(g Guide, s Step, at datafile.Node) {
	for _, by := range []GroupedBy{ByPerspective, ByRole} {
		var there, missing []string
		for _, k := range by.keys() {
			if _, ok := s.perGroup[k]; ok {
				there = append(there, k)
			} else {
				missing = append(missing, k)
			}
		}
		if len(there) == 0 {
			continue
		}
		if len(missing) > 0 {
			at.Fail(text.GuideFile.GroupsIncomplete, strings.Join(missing, ", "))
		}
		if s.Grouping != Tables || !slices.ContainsFunc(g.Variants, func(v Variant) bool { return v.GroupedBy == by }) {
			at.Fail(text.GuideFile.GroupsUnused, by, there[0])
		}
	}
}

// keys gives the keys of the groups in a division; none where groups have no fixed key.
func (by GroupedBy) keys() []string {
	switch by {
	case ByPerspective:
		return artefact.Perspectives()
	case ByRole:
		return []string{LeadersKey, EmployeesKey}
	}
	return nil
}

// checkTimes holds the stated times against the steps, and the parts against 30–45 minutes.
func (r *reader) checkTimes(g Guide) {
	divisible := false
	if r.wrongTimes || slices.ContainsFunc(g.Steps, func(s Step) bool { return s.base == nil }) {
		return
	}
	for i, v := range g.Variants {
		if total := g.Total(v.ID, g.AtGroups); len(g.Steps) > 0 && total != v.Minutes {
			r.minutes[i].Fail(text.GuideFile.DoesNotAddUp, total, g.AtGroups, v.Minutes)
		}
		divisible = divisible || v.Divisible
	}
	if !divisible || !r.partsInOrder(g) {
		return
	}
	for i, v := range g.Variants {
		for _, p := range g.Parts(v.ID, g.AtGroups) {
			if v.Divisible && (p.Minutes < 30 || p.Minutes > 45) {
				r.minutes[i].Fail(text.GuideFile.PartLength, p.Number, p.Minutes, v.ID)
			}
		}
	}
}

func (r *reader) partsInOrder(g Guide) bool {
	ok, part := true, 0
	for i, s := range g.Steps {
		switch {
		case s.Part == 0:
			r.steps[i].Fail(text.GuideFile.PartMissing)
			ok = false
		case s.Part != part && s.Part != part+1:
			r.steps[i].Get("del").Fail(text.GuideFile.PartOrder, s.Part)
			ok = false
		}
		part = s.Part
	}
	return ok
}
