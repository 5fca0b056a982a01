package demo

import (
	"io/fs"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/day"
)

// catalogue is core-tasks.yaml.
type catalogue struct {
	story coretask.Narrative
	tasks []task
}

// task is one core task with its whole life, as the file tells it.
type task struct {
	id, unit   string
	interprets []string
	state      coretask.TaskState
	adopts     org.Adopts
	words      wording.Words // of the text in force
	last       edition       // the text in force
	earlier    []edition     // before it, oldest first
	present    int           // how many were at the team's meeting
	needs      []need
	gives      []coretask.Contribution
	links      []link
	disagree   []coretask.Disagreement
	revisit    day.Date
	triggers   []coretask.Trigger
	review     *review
	draft      *edition // newer than the text in force, and not adopted
	repeats    bool     // says on purpose what the task above says
}

// edition is one version of a task's text, and how it came into force.
type edition struct {
	number                     int
	name, formulation, purpose string
	proposed, adopted, public  day.Date
	forum, caseNumber, reason  string
	dialogue                   string // whose outcome it is
	asLeader                   bool   // a leader's draft
}

type need struct {
	text, unit, role string
	state            coretask.PreconditionState
}

type link struct {
	to   string
	kind coretask.LinkKind
	why  string
}

type review struct {
	since day.Date
	why   string
}

func readCatalogue(files fs.FS) (catalogue, error) {
	var c catalogue
	err := read(files, "core-tasks.yaml", func(root datafile.Node) {
		m := root.Map("fortaelling", "kerneopgaver")
		n := m.Need("fortaelling").Map("navn", "tekst", "vedtaget", "forum")
		c.story = coretask.Narrative{Name: line(n, "navn"), Text: line(n, "tekst"), AdoptedOn: date(n, "vedtaget"), Forum: line(n, "forum")}
		for _, t := range items(m, "kerneopgaver") {
			c.tasks = append(c.tasks, readTask(t))
		}
	})
	return c, err
}

func readTask(n datafile.Node) task {
	m := n.Map("id", "navn", "tidligere_navne", "enhed", "fortolker", "tilstand", "vedtages_af", "version", "gaeldende_fra", "offentliggjort",
		"forum", "sagsnummer", "begrundelse", "fra_dialog", "foreslaaet", "til_stede", "formulering", "formaal", "maalgruppe", "borgerbidrag",
		"virksomhedsbidrag", "lokalsamfundsbidrag", "hvorfor", "fortaelling", "forudsaetninger", "perspektiver", "overlap", "bidrag",
		"forbindelser", "uenigheder", "genbesoeg", "genaabnes_ved", "under_revision", "udkast", "historik", "gentager_overliggende")
	t := task{
		id: m.Need("id").Text(100), unit: m.Need("enhed").Text(100), interprets: lines(m, "fortolker"),
		state: coretask.TaskState(line(m, "tilstand")), adopts: org.Adopts(line(m, "vedtages_af")), words: readWords(m),
		last:    readEdition(m, "gaeldende_fra"),
		present: number(m, "til_stede"), revisit: date(m, "genbesoeg"), repeats: flag(m, "gentager_overliggende"),
	}
	t.last.proposed, t.last.public = date(m, "foreslaaet"), date(m, "offentliggjort")
	for _, s := range lines(m, "genaabnes_ved") {
		t.triggers = append(t.triggers, coretask.Trigger(s))
	}
	for _, e := range items(m, "historik") {
		t.earlier = append(t.earlier, readEdition(e.Map("version", "dato", "navn", "formulering", "formaal", "forum", "sagsnummer", "begrundelse", "fra_dialog"), "dato"))
	}
	t.readParts(m)
	t.readUnrest(m)
	return t
}

func readEdition(m datafile.Map, on string) edition {
	return edition{
		number: number(m, "version"), name: line(m, "navn"), formulation: line(m, "formulering"), purpose: line(m, "formaal"),
		adopted: date(m, on), forum: line(m, "forum"), caseNumber: line(m, "sagsnummer"), reason: line(m, "begrundelse"), dialogue: line(m, "fra_dialog"),
	}
}

func readWords(m datafile.Map) wording.Words {
	w := wording.Words{
		Name: line(m, "navn"), Formulation: line(m, "formulering"), Purpose: line(m, "formaal"), TargetGroup: line(m, "maalgruppe"),
		Citizens: line(m, "borgerbidrag"), Companies: line(m, "virksomhedsbidrag"), Community: line(m, "lokalsamfundsbidrag"),
		Why: line(m, "hvorfor"), Narrative: line(m, "fortaelling"),
	}
	p := m.Need("perspektiver").Map("formelt", "udfoert", "oplevet")
	side := p.Need("formelt").Map("tekst", "kilder", "raaderum")
	w.Formal, w.FormalReferences, w.OwnRoom = line(side, "tekst"), readReferences(side), line(side, "raaderum")
	side = p.Need("udfoert").Map("tekst", "kilder")
	w.Performed, w.PerformedReferences = line(side, "tekst"), readReferences(side)
	side = p.Need("oplevet").Map("tekst", "kilder")
	w.Experienced, w.ExperiencedReferences = line(side, "tekst"), readReferences(side)
	if o := m.Get("overlap"); o.Exists() {
		lists := o.Map()
		for _, place := range w.Overlap.Places() {
			*place.Cards = lines(lists, place.Name)
		}
	}
	return w
}

func readReferences(m datafile.Map) []wording.Reference {
	var out []wording.Reference
	for _, n := range items(m, "kilder") {
		r := n.Map("lov", "paragraf", "beslutning", "udvalg", "titel", "dato")
		out = append(out, wording.Reference{Law: line(r, "lov"), Paragraph: line(r, "paragraf"), Decision: line(r, "beslutning"), Committee: line(r, "udvalg"), Title: line(r, "titel"), Date: date(r, "dato")})
	}
	return out
}

func (t *task) readParts(m datafile.Map) {
	for _, n := range items(m, "forudsaetninger") {
		p := n.Map("tekst", "ejer", "tilstand")
		owner := p.Need("ejer").Map("enhed", "rolle")
		t.needs = append(t.needs, need{text: line(p, "tekst"), unit: line(owner, "enhed"), role: line(owner, "rolle"), state: coretask.PreconditionState(line(p, "tilstand"))})
	}
	for _, n := range items(m, "bidrag") {
		c := n.Map("faggruppe", "bidrag", "behov", "det_ser_andre_ikke")
		t.gives = append(t.gives, coretask.Contribution{Profession: line(c, "faggruppe"), Gives: line(c, "bidrag"), Needs: line(c, "behov"), Unseen: line(c, "det_ser_andre_ikke")})
	}
	for _, n := range items(m, "forbindelser") {
		l := n.Map("til", "type", "hvorfor")
		t.links = append(t.links, link{to: line(l, "til"), kind: coretask.LinkKind(line(l, "type")), why: line(l, "hvorfor")})
	}
}

func (t *task) readUnrest(m datafile.Map) {
	for _, n := range items(m, "uenigheder") {
		d := n.Map("emne", "synspunkter", "naeste_skridt", "offentlig_tekst")
		t.disagree = append(t.disagree, coretask.Disagreement{Topic: line(d, "emne"), Views: line(d, "synspunkter"), NextStep: line(d, "naeste_skridt"), PublicWords: line(d, "offentlig_tekst")})
	}
	if n := m.Get("under_revision"); n.Exists() {
		r := n.Map("siden", "udloeser", "begrundelse")
		t.review = &review{since: date(r, "siden"), why: line(r, "begrundelse")}
	}
	if n := m.Get("udkast"); n.Exists() {
		d := n.Map("status", "dato", "formulering", "begrundelse")
		t.draft = &edition{adopted: date(d, "dato"), formulation: line(d, "formulering"), reason: line(d, "begrundelse"), asLeader: line(d, "status") == string(coretask.LeadersDraft)}
	}
}
