package catalogue

import (
	"slices"
	"strconv"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/text"
)

// What a file of core tasks may hold.
const (
	LargestFile = 4096 // KiB
	MostTasks   = 2000
	mostOfEach  = 100
)

// File is a file of core tasks as it was read. Docs: docs/core-task-yaml.md.
type File struct {
	Name      string
	Narrative coretask.Narrative // without a name: none
	Tasks     []Entry
	Links     []FileLink
}

// Entry is one core task of a file.
type Entry struct {
	Line          int
	ID            string // the file's
	Unit          string // id of a unit, ours or the municipality's; empty for the import's own
	Former        []string
	Words         wording.Words
	State         coretask.TaskState
	StateReason   string
	Successor     string // id of another task
	Number        int    // of the newest adopted text
	Adoption      Edition
	Earlier       []Edition // oldest first
	Newer         *Edition  // a text that is not adopted
	RevisitBy     day.Date
	Triggers      []coretask.Trigger
	Interprets    []Pointer
	Preconditions []FilePrecondition
	Contributions []coretask.Contribution
	Disagreements []coretask.Disagreement
}

// Edition is one text of a core task with how it was adopted.
type Edition struct {
	Line         int
	State        coretask.State
	Words        wording.Words // empty ones read as in the text after it
	On           day.Date
	ProposedOn   day.Date
	Public       day.Date // empty: not published
	Hidden       bool     // adopted, and expressly not published
	Forum        string
	CaseNumber   string
	Attendance   string
	Reason       string
	PublicReason string
}

// Pointer names another core task.
type Pointer struct {
	Line int
	ID   string
}

// FilePrecondition is a precondition whose owner may be a unit of the municipality's files.
type FilePrecondition struct {
	coretask.Precondition
	Line int
	Unit string
}

// FileLink is a link between two core tasks of a file; To is "*" for all the others.
type FileLink struct {
	Line     int
	From, To string
	Kind     coretask.LinkKind
	Reason   string
}

// Mistake is one thing wrong with a file, with its line.
type Mistake = datafile.Mistake

// Read reads a file of core tasks: the catalogue's full form, or the shorter one of an
// example such as catalogue-lejre.yaml. Every mistake is told with its line.
func Read(name string, b []byte) (File, []Mistake) {
	d := datafile.Open(name, b, LargestFile)
	root := d.Root().Map("fortaelling", "kerneopgaver", "afhaengigheder", "lejre_kerneopgaver", "lejre_afhaengigheder")
	f := File{Name: name}
	if !root.Exists() {
		return f, d.Mistakes()
	}
	if n := root.Get("fortaelling"); n.Exists() {
		f.Narrative = readNarrative(n)
	}
	tasks, links := root.Get("kerneopgaver"), root.Get("afhaengigheder")
	if root.Get("lejre_kerneopgaver").Exists() {
		tasks, links = root.Get("lejre_kerneopgaver"), root.Get("lejre_afhaengigheder")
	} else if !tasks.Exists() {
		tasks = root.Need("kerneopgaver")
	}
	seen := map[string]bool{}
	for _, n := range tasks.List(1, MostTasks) {
		e, out := readEntry(n)
		if e.ID != "" && seen[e.ID] {
			n.Fail(text.Catalogue.SameID, e.ID)
		}
		seen[e.ID] = true
		f.Tasks, f.Links = append(f.Tasks, e), append(f.Links, out...)
	}
	if links.Exists() {
		for _, n := range links.List(0, MostTasks*10) {
			f.Links = append(f.Links, readLink(n, ""))
		}
	}
	return f, d.Mistakes()
}

// written reads a text of at most most characters; where it stands in both languages, the
// Danish one, for people's own words keep their language. Nothing written is no mistake.
func written(n datafile.Node, most int) string {
	if n.Blank() {
		return ""
	}
	if n.IsMap() {
		m := n.Map("da", "en")
		written(m.Get("en"), most)
		return written(m.Need("da"), most)
	}
	s := n.Text(most)
	for _, h := range personal.Find(s) {
		if h.Kind == personal.CPR {
			n.Fail(text.Catalogue.HasCPR)
		} else {
			n.Fail(text.Catalogue.HasEmail)
		}
	}
	return s
}

// needed is written for what must be there.
func needed(m datafile.Map, key string, most int) string {
	n := m.Need(key)
	if n.Exists() && n.Blank() {
		n.Text(most) // tells that it is empty
	}
	return written(n, most)
}

func date(n datafile.Node) day.Date {
	if n.Blank() {
		return ""
	}
	d, err := day.Parse(n.Text(20))
	if err != nil {
		n.Fail(text.Catalogue.NotDate)
	}
	return d
}

func readNarrative(n datafile.Node) coretask.Narrative {
	m := n.Map("navn", "tekst", "vedtaget", "forum")
	return coretask.Narrative{
		Name: needed(m, "navn", wording.LongestName), Text: written(m.Get("tekst"), wording.LongestText),
		AdoptedOn: date(m.Get("vedtaget")), Forum: written(m.Get("forum"), wording.LongestName),
	}
}

var entryKeys = []string{
	"id", "navn", "tidligere_navne", "enhed", "fortolker", "tilstand", "vedtages_af", "version", "gaeldende_fra", "offentliggjort",
	"forum", "sagsnummer", "begrundelse", "offentlig_begrundelse", "fra_dialog", "foreslaaet", "til_stede", "formulering", "formaal",
	"maalgruppe", "borgerbidrag", "virksomhedsbidrag", "lokalsamfundsbidrag", "hvorfor", "fortaelling", "forudsaetninger",
	"perspektiver", "overlap", "bidrag", "forbindelser", "uenigheder", "genbesoeg", "genaabnes_ved", "under_revision", "udgaaet",
	"udkast", "historik", "gentager_overliggende",
}

func readEntry(n datafile.Node) (Entry, []FileLink) {
	m := n.Map(entryKeys...)
	e := Entry{Line: n.Line(), ID: needed(m, "id", 100), Unit: written(m.Get("enhed"), 100), Words: readWords(m), State: coretask.Active, Number: 1}
	if v := m.Get("version"); v.Exists() {
		e.Number = v.Int(1, 1000)
	}
	if v := m.Get("gentager_overliggende"); v.Exists() {
		v.Bool() // a note to who keeps the file
	}
	for _, x := range list(m, "tidligere_navne") {
		e.Former = append(e.Former, written(x, wording.LongestName))
	}
	for _, x := range list(m, "fortolker") {
		e.Interprets = append(e.Interprets, Pointer{x.Line(), written(x, 100)})
	}
	for _, x := range list(m, "genaabnes_ved") {
		e.Triggers = append(e.Triggers, coretask.Trigger(x.OneOf(triggerNames()...)))
	}
	e.RevisitBy = date(m.Get("genbesoeg"))
	e.Adoption = readEdition(m)
	readState(m, &e)
	readHistory(m, &e)
	readParts(m, &e)
	var links []FileLink
	for _, x := range list(m, "forbindelser") {
		links = append(links, readLink(x, e.ID))
	}
	return e, links
}

// list reads an optional list.
func list(m datafile.Map, key string) []datafile.Node {
	n := m.Get(key)
	if n.Blank() {
		return nil
	}
	return n.List(0, mostOfEach)
}

func triggerNames() []string {
	var out []string
	for _, t := range coretask.Triggers() {
		out = append(out, string(t))
	}
	return out
}

func readWords(m datafile.Map) wording.Words {
	long := func(key string) string { return written(m.Get(key), wording.LongestText) }
	w := wording.Words{
		Name: needed(m, "navn", wording.LongestName), Formulation: written(m.Get("formulering"), wording.LongestFormulation),
		Purpose: long("formaal"), TargetGroup: long("maalgruppe"), Citizens: long("borgerbidrag"), Companies: long("virksomhedsbidrag"),
		Community: long("lokalsamfundsbidrag"), Why: long("hvorfor"), Narrative: written(m.Get("fortaelling"), wording.LongestName),
	}
	if n := m.Get("perspektiver"); !n.Blank() {
		p := n.Map("formelt", "udfoert", "oplevet")
		w.Formal, w.OwnRoom, w.FormalReferences = readSide(p.Get("formelt"), "raaderum")
		w.Performed, _, w.PerformedReferences = readSide(p.Get("udfoert"), "")
		w.Experienced, _, w.ExperiencedReferences = readSide(p.Get("oplevet"), "")
	}
	if n := m.Get("overlap"); !n.Blank() {
		readOverlap(n, &w.Overlap)
	}
	return w
}

func readSide(n datafile.Node, room string) (words, own string, refs []wording.Reference) {
	if n.Blank() {
		return "", "", nil
	}
	keys := []string{"tekst", "kilder"}
	if room != "" {
		keys = append(keys, room)
	}
	m := n.Map(keys...)
	if m.Get("kilder").IsList() {
		for _, x := range m.Get("kilder").List(0, wording.MostReferences) {
			k := x.Map("lov", "paragraf", "beslutning", "udvalg", "titel", "dato")
			short := func(key string) string { return written(k.Get(key), wording.LongestName*2) }
			refs = append(refs, wording.Reference{Law: short("lov"), Paragraph: short("paragraf"), Decision: short("beslutning"), Committee: short("udvalg"), Title: short("titel"), Date: date(k.Get("dato"))})
		}
	}
	return written(m.Get("tekst"), wording.LongestText), written(m.Get("raaderum"), wording.LongestText), refs
}

func readOverlap(n datafile.Node, o *wording.Overlap) {
	var keys []string
	for _, p := range o.Places() {
		keys = append(keys, p.Name)
	}
	m := n.Map(keys...)
	for _, p := range o.Places() {
		if x := m.Get(p.Name); !x.Blank() {
			for _, c := range x.List(0, wording.MostCards) {
				*p.Cards = append(*p.Cards, written(c, wording.LongestText))
			}
		}
	}
}

// readEdition reads how a text was adopted. The reason given in a file was written to be
// read: citizens may read it too, unless the file says otherwise.
func readEdition(m datafile.Map) Edition {
	e := Edition{
		Line: m.Line(), On: date(m.Get("gaeldende_fra")), Public: date(m.Get("offentliggjort")), ProposedOn: date(m.Get("foreslaaet")),
		Forum: written(m.Get("forum"), wording.LongestName*2), CaseNumber: written(m.Get("sagsnummer"), wording.LongestName),
		Reason: written(m.Get("begrundelse"), wording.LongestText),
	}
	e.Hidden = m.Get("offentliggjort").Exists() && e.Public.IsZero()
	if !e.Public.IsZero() && e.On.IsZero() {
		m.Get("offentliggjort").Fail(text.Catalogue.NeedsAdoption)
	}
	if n := m.Get("til_stede"); !n.Blank() {
		e.Attendance = strconv.Itoa(n.Int(0, 100_000))
	}
	if n := m.Get("vedtages_af"); n.Exists() {
		n.OneOf("leder", "team", "forum")
	}
	written(m.Get("fra_dialog"), 100)
	e.PublicReason = e.Reason
	if n := m.Get("offentlig_begrundelse"); n.Exists() {
		e.PublicReason = written(n, wording.LongestText)
	}
	return e
}

func readState(m datafile.Map, e *Entry) {
	if n := m.Get("tilstand"); n.Exists() {
		if s := n.OneOf(string(coretask.Active), string(coretask.UnderReview), string(coretask.Retired)); s != "" {
			e.State = coretask.TaskState(s)
		}
	}
	if n := m.Get("under_revision"); !n.Blank() {
		x := n.Map("siden", "udloeser", "begrundelse")
		date(x.Get("siden"))
		if t := x.Get("udloeser"); t.Exists() {
			t.OneOf(triggerNames()...)
		}
		e.StateReason = written(x.Get("begrundelse"), wording.LongestText)
	}
	if n := m.Get("udgaaet"); !n.Blank() {
		x := n.Map("begrundelse", "afloest_af")
		e.StateReason, e.Successor = written(x.Get("begrundelse"), wording.LongestText), written(x.Get("afloest_af"), 100)
	}
	if n := m.Get("udkast"); !n.Blank() {
		x := n.Map("status", "dato", "formulering", "formaal", "begrundelse")
		d := Edition{Line: n.Line(), State: coretask.Draft, On: date(x.Get("dato")), Reason: written(x.Get("begrundelse"), wording.LongestText)}
		d.Words.Formulation, d.Words.Purpose = written(x.Get("formulering"), wording.LongestFormulation), written(x.Get("formaal"), wording.LongestText)
		if s := x.Get("status"); s.Exists() && s.OneOf(string(coretask.LeadersDraft), string(coretask.Draft)) == string(coretask.LeadersDraft) {
			d.State = coretask.LeadersDraft
		}
		e.Newer = &d
	}
}

// readHistory reads the earlier texts; their dates must come one after the other.
func readHistory(m datafile.Map, e *Entry) {
	var last day.Date
	for _, n := range list(m, "historik") {
		x := n.Map("version", "dato", "offentliggjort", "navn", "formulering", "formaal", "maalgruppe", "forum", "sagsnummer", "begrundelse", "offentlig_begrundelse", "fra_dialog")
		if v := x.Get("version"); v.Exists() {
			v.Int(1, 1000)
		}
		written(x.Get("fra_dialog"), 100)
		h := Edition{
			Line: n.Line(), State: coretask.Earlier, On: date(x.Need("dato")), Public: date(x.Get("offentliggjort")), Forum: written(x.Get("forum"), wording.LongestName*2),
			CaseNumber: written(x.Get("sagsnummer"), wording.LongestName), Reason: written(x.Get("begrundelse"), wording.LongestText),
		}
		h.Hidden = x.Get("offentliggjort").Exists() && h.Public.IsZero()
		h.PublicReason = h.Reason
		if r := x.Get("offentlig_begrundelse"); r.Exists() {
			h.PublicReason = written(r, wording.LongestText)
		}
		h.Words = wording.Words{
			Name: written(x.Get("navn"), wording.LongestName), Formulation: written(x.Get("formulering"), wording.LongestFormulation),
			Purpose: written(x.Get("formaal"), wording.LongestText), TargetGroup: written(x.Get("maalgruppe"), wording.LongestText),
		}
		if !h.On.IsZero() && h.On <= last {
			n.Fail(text.Catalogue.Order)
		}
		last = h.On
		e.Earlier = append(e.Earlier, h)
	}
	if !e.Adoption.On.IsZero() && e.Adoption.On <= last {
		m.Get("gaeldende_fra").Fail(text.Catalogue.Order)
	}
}

func readParts(m datafile.Map, e *Entry) {
	e.Preconditions = readPreconditions(m.Get("forudsaetninger"))
	for _, n := range list(m, "bidrag") {
		x := n.Map("faggruppe", "bidrag", "behov", "det_ser_andre_ikke")
		e.Contributions = append(e.Contributions, coretask.Contribution{
			Profession: needed(x, "faggruppe", wording.LongestName), Gives: needed(x, "bidrag", wording.LongestText),
			Needs: written(x.Get("behov"), wording.LongestText), Unseen: written(x.Get("det_ser_andre_ikke"), wording.LongestText),
		})
	}
	for _, n := range list(m, "uenigheder") {
		x := n.Map("emne", "synspunkter", "naeste_skridt", "offentlig_tekst")
		e.Disagreements = append(e.Disagreements, coretask.Disagreement{
			Topic: needed(x, "emne", wording.LongestText), Views: written(x.Get("synspunkter"), wording.LongestText),
			NextStep: written(x.Get("naeste_skridt"), wording.LongestText), PublicWords: written(x.Get("offentlig_tekst"), wording.LongestText),
		})
	}
}

// readPreconditions takes a list of texts, one per language ({da: […], en: […]}), or
// records with owner and state.
func readPreconditions(n datafile.Node) []FilePrecondition {
	if n.Blank() {
		return nil
	}
	if n.IsMap() {
		m := n.Map("da", "en")
		for _, x := range list(m, "en") {
			written(x, wording.LongestText)
		}
		n = m.Need("da")
	}
	var out []FilePrecondition
	for _, x := range n.List(0, mostOfEach) {
		p := FilePrecondition{Line: x.Line()}
		if !x.IsMap() {
			p.Text = written(x, wording.LongestText)
		} else {
			m := x.Map("tekst", "ejer", "tilstand")
			p.Text = needed(m, "tekst", wording.LongestText)
			if o := m.Get("ejer"); !o.Blank() {
				owner := o.Map("enhed", "rolle")
				p.Unit, p.Role = written(owner.Get("enhed"), 100), written(owner.Get("rolle"), wording.LongestName)
			}
			if s := m.Get("tilstand"); !s.Blank() {
				p.State = coretask.PreconditionState(s.OneOf(string(coretask.InPlace), string(coretask.Partly), string(coretask.Lacking)))
			}
		}
		out = append(out, p)
	}
	return out
}

// readLink reads a link; without a type it supports, without a reason it lacks one.
func readLink(n datafile.Node, from string) FileLink {
	keys := []string{"til", "type", "hvorfor"}
	if from == "" {
		keys = append(keys, "fra")
	}
	m := n.Map(keys...)
	l := FileLink{Line: n.Line(), From: from, To: needed(m, "til", 100), Kind: coretask.Supports, Reason: written(m.Get("hvorfor"), wording.LongestText)}
	if from == "" {
		l.From = needed(m, "fra", 100)
	}
	if k := m.Get("type"); k.Exists() {
		if s := k.OneOf(string(coretask.Supports), string(coretask.PreconditionOf)); s != "" {
			l.Kind = coretask.LinkKind(s)
		}
	}
	return l
}

// Spread gives the links with "*" written out: to every other task of the file that has
// no link of its own from there.
func (f File) Spread() []FileLink {
	own := map[[2]string]bool{}
	for _, l := range f.Links {
		own[[2]string{l.From, l.To}] = true
	}
	var out []FileLink
	for _, l := range f.Links {
		if l.To != "*" {
			out = append(out, l)
			continue
		}
		for _, t := range f.Tasks {
			if t.ID != l.From && !own[[2]string{l.From, t.ID}] {
				one := l
				one.To = t.ID
				out = append(out, one)
			}
		}
	}
	return slices.Clip(out)
}
