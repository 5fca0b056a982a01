package demo

import (
	"io/fs"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/text"
)

// conversation is one dialogue as dialogues.yaml tells it.
type conversation struct {
	id, guide, variant, unit, task, title, place string
	open                                         bool
	start, end                                   time.Time     // of a closed one
	sinceStart, sinceStep                        time.Duration // of the open one, counted back from now
	current                                      int           // the step the open one is at
	expected                                     int
	organiser, caseNumber, officer               string
	discussed                                    day.Date
	hosts, heard                                 []string
	facilitators                                 []string // the first one plans it
	tables                                       int
	people                                       map[int]participant
	order                                        []int // of people, as they come in
	steps                                        map[int]step
	becomes                                      int      // the version of the core task
	proposed                                     day.Date // when that was proposed
}

type participant struct {
	actor, profession, table, name, side string
	paper                                bool // has no telephone
}

type step struct {
	show       bool
	inputs     []input
	headings   []heading
	placements []placement
	coverage   map[string]string
	gathered   []piece
}

type input struct {
	ref         string
	by          int // number of a participant; 0 is the facilitator
	kind        artefact.Kind
	data        artefact.Data
	paper, late bool
	shared      bool     // a private note its writer lets others see
	owner       string   // e-mail of who takes it on
	declined    bool     // the owner has not said yes yet
	discussed   day.Date // when MED discussed it
}

type heading struct {
	title string
	cards []string
}

type placement struct{ card, place string }

type piece struct {
	text string
	from []string
}

func readConversations(files fs.FS) ([]conversation, error) {
	var out []conversation
	err := read(files, "dialogues.yaml", func(root datafile.Node) {
		for _, n := range items(root.Map("dialoger"), "dialoger") {
			out = append(out, readConversation(n))
		}
	})
	return out, err
}

func readConversation(n datafile.Node) conversation {
	m := n.Map("id", "tilstand", "guide", "variant", "enhed", "kerneopgave", "titel", "sted", "start", "slut", "start_minutter_siden", "aktuelt_trin",
		"trin_aabent_minutter_siden", "forventet_antal", "arrangoer", "droeftet", "medvaerter", "hoeres", "sagsnummer", "sagsbehandler", "facilitator",
		"medfacilitatorer", "borde", "deltagere", "trin", "resultat")
	c := conversation{
		id: line(m, "id"), guide: line(m, "guide"), variant: line(m, "variant"), unit: line(m, "enhed"), task: line(m, "kerneopgave"), title: line(m, "titel"),
		place: line(m, "sted"), open: m.Need("tilstand").OneOf("lukket", "aaben") == "aaben", start: moment(m, "start"), end: moment(m, "slut"),
		sinceStart: minutes(m, "start_minutter_siden"), sinceStep: minutes(m, "trin_aabent_minutter_siden"), current: number(m, "aktuelt_trin"),
		expected: number(m, "forventet_antal"), organiser: line(m, "arrangoer"), caseNumber: line(m, "sagsnummer"), officer: line(m, "sagsbehandler"),
		hosts: lines(m, "medvaerter"), heard: lines(m, "hoeres"), facilitators: append([]string{line(m, "facilitator")}, lines(m, "medfacilitatorer")...),
		tables: len(items(m, "borde")), people: map[int]participant{}, steps: map[int]step{},
	}
	if d := m.Get("droeftet"); d.Exists() {
		c.discussed = date(d.Map("forum", "dato"), "dato")
	}
	for _, p := range items(m, "deltagere") {
		k := p.Map("nr", "aktoer", "bord", "faggruppe", "navn", "side", "kanal", "note")
		who := participant{actor: line(k, "aktoer"), profession: line(k, "faggruppe"), table: line(k, "bord"), name: line(k, "navn"), side: line(k, "side"), paper: line(k, "kanal") == "papir"}
		c.people[number(k, "nr")] = who
		c.order = append(c.order, number(k, "nr"))
	}
	for _, s := range items(m, "trin") {
		k := s.Map("nr", "vis", "input", "overskrifter", "placeringer", "daekning", "samlet")
		c.steps[number(k, "nr")] = readStep(k)
	}
	if r := m.Get("resultat"); r.Exists() {
		k := r.Map("kerneopgave", "version", "foreslaaet", "vedtaget")
		c.becomes, c.proposed = number(k, "version"), date(k, "foreslaaet")
	}
	return c
}

func moment(m datafile.Map, key string) time.Time {
	n := m.Get(key)
	s := n.Maybe(20)
	if s == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", s, day.Copenhagen())
	if err != nil {
		n.Fail(text.DataFile.NotDate)
	}
	return t
}

func minutes(m datafile.Map, key string) time.Duration {
	return time.Duration(number(m, key)) * time.Minute
}

func readStep(m datafile.Map) step {
	s := step{show: flag(m, "vis"), coverage: map[string]string{}}
	for _, n := range items(m, "input") {
		s.inputs = append(s.inputs, readInput(n.Map("ref", "deltager", "slags", "data", "kanal", "sent", "delt", "ejer", "accepteret", "med_droeftet")))
	}
	for _, n := range items(m, "overskrifter") {
		h := n.Map("tekst", "kort")
		s.headings = append(s.headings, heading{line(h, "tekst"), lines(h, "kort")})
	}
	for _, n := range items(m, "placeringer") {
		p := n.Map("kort", "felt")
		s.placements = append(s.placements, placement{line(p, "kort"), line(p, "felt")})
	}
	if n := m.Get("daekning"); n.Exists() {
		c := n.Map(artefact.Perspectives()...)
		for _, side := range c.Keys() {
			s.coverage[side] = line(c, side)
		}
	}
	for _, n := range items(m, "samlet") {
		p := n.Map("tekst", "fra")
		s.gathered = append(s.gathered, piece{line(p, "tekst"), lines(p, "fra")})
	}
	return s
}

func readInput(m datafile.Map) input {
	in := input{
		ref: line(m, "ref"), kind: artefact.Kind(line(m, "slags")), data: artefact.Data{}, paper: line(m, "kanal") == "papir", late: flag(m, "sent"),
		shared: flag(m, "delt"), owner: line(m, "ejer"), declined: m.Get("accepteret").Exists() && !flag(m, "accepteret"), discussed: date(m, "med_droeftet"),
	}
	if line(m, "deltager") != "facilitator" {
		in.by = number(m, "deltager")
	}
	d := m.Need("data").Map()
	for _, key := range d.Keys() {
		in.data[key] = line(d, key)
	}
	return in
}
