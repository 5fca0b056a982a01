// Package erasure takes out for good what points at a person ("Fjern personoplysning"): any
// text that somebody has written in a dialogue, in a core task or about their own work. A
// text goes wherever it stands: in the record and every earlier state of it, on the boards,
// in the frozen minutes, and in the core task that the dialogue gave it to. "[fjernet]" is
// left, and the day is kept.
//
// This file says where texts stand; a text that can be written and is not found here cannot
// be taken out, and a test writes one into every field to see.
package erasure

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/personal"
)

// LongestReason is how many characters the reason for an erasure may have.
const LongestReason = 2000

// Text is one text that somebody has written, however often it stands there.
type Text struct {
	ID    string // among the texts of its dialogue
	Words string
	Kind  string // of the record where it was found first: dialogue, dialogue_input, agreement …
	Field string // in that record
	Card  string // of what was written in the room
}

// Field names of texts that are no record's own.
const (
	kindProfession = "profession" // of participants and cards alike
	kindName       = "participant"
)

func idOf(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:12])
}

// place is where a text stands. Field is a path as db.RedactField takes it.
type place struct {
	kind, id, field string
	card            string // that it belongs to
	only            bool   // other texts under the same path stay
	private         bool   // its writer's alone: it goes with the others, and is shown to nobody
}

// holdings is all that has been written in one dialogue.
type holdings struct {
	dialogue.Dialogue
	guide    guide.Guide
	inputs   []card.Input
	headings []heading
	gathered dialogue.Gathered
	agreed   []agreement.Agreed
	frozen   dialogue.Frozen // its ID is empty while nothing is frozen
	people   []person
	labelled []person // what was written under a profession
	groups   []group
}

// each names every text with its place.
func (h holdings) each(add func(p place, words string)) {
	d := h.ID.String()
	own := func(field, words string) { add(place{kind: "dialogue", id: d, field: field}, words) }
	own("title", h.Title)
	own("plan.place", h.Plan.Place)
	own("plan.also", h.Plan.Also)
	own("plan.case_number", h.Plan.CaseNumber)
	own("case_officer", h.Officer)
	for _, in := range h.inputs {
		st, _ := h.guide.Step(in.Step)
		private := !in.Sight(st.Visibility, h.State).Sees(room.TheFacilitator)
		for _, f := range freeFields(in.Kind) {
			add(place{kind: "dialogue_input", id: in.ID.String(), field: "data." + f, card: in.ID.String(), private: private}, in.Data[f])
		}
	}
	for _, x := range h.labelled {
		add(place{kind: kindProfession}, x.Profession)
	}
	for _, x := range h.headings {
		add(place{kind: "card_heading", id: x.ID, field: "title"}, x.Title)
	}
	for _, p := range h.gathered.Pieces {
		add(place{kind: "gathered_text", id: d, field: "pieces.text", only: true}, p.Text)
	}
	add(place{kind: "gathered_text", id: d, field: "reason"}, h.gathered.Reason)
	for _, a := range h.agreed {
		for _, f := range freeFields(a.Kind) {
			add(place{kind: "agreement", id: a.ID.String(), field: "data." + f}, a.Data[f])
		}
	}
	h.eachFrozen(add)
	for _, p := range h.people {
		add(place{kind: kindName, id: p.ID, field: "name"}, p.Name)
		add(place{kind: kindProfession}, p.Profession)
	}
}

// eachFrozen is each for the frozen result.
func (h holdings) eachFrozen(add func(p place, words string)) {
	if h.frozen.ID == "" {
		return
	}
	r := h.frozen.Body
	frozen := func(field, of, words string) {
		add(place{kind: "dialogue_result", id: h.frozen.ID, field: "body." + field, card: of}, words)
	}
	for _, a := range r.Artefacts {
		for _, f := range freeFields(a.Kind) {
			frozen("artefacts."+a.ID+".data."+f, a.ID, a.Data[f])
		}
	}
	for _, a := range r.Disagreements {
		for _, f := range freeFields(a.Kind) {
			frozen("disagreements."+a.ID+".data."+f, a.ID, a.Data[f])
		}
	}
	for _, a := range r.Agreements {
		for _, f := range freeFields(a.Kind) {
			frozen("agreements."+a.ID+".data."+f, "", a.Data[f])
		}
	}
	for _, p := range r.Gathered.Pieces {
		add(place{kind: "dialogue_result", id: h.frozen.ID, field: "body.gathered.pieces.text", only: true}, p.Text)
	}
	frozen("gathered.reason", "", r.Gathered.Reason)
	for _, x := range r.Headings {
		frozen("headings."+x.ID+".title", "", x.Title)
	}
	frozen("title", "", r.Title)
	for _, c := range r.Professions {
		if c.Label != room.MergedLabel {
			add(place{kind: kindProfession}, c.Label)
		}
	}
}

// freeFields are the fields of a kind that people write in as they like.
func freeFields(k artefact.Kind) []string {
	var out []string
	for _, f := range k.Fields() {
		if f.Type == artefact.Text {
			out = append(out, f.Name)
		}
	}
	return out
}

// texts gives what is written, each text once. The names people chose are there only for
// who looks for one: nobody gets a list of who took part. What is its writer's alone is not
// there at all.
func (h holdings) texts(find string) []Text {
	find = strings.ToLower(strings.TrimSpace(find))
	var out []Text
	seen := map[string]bool{"": true, gone: true}
	h.each(func(p place, words string) {
		if seen[words] || p.private || p.kind == kindName && find == "" || !strings.Contains(strings.ToLower(words), find) {
			return
		}
		seen[words] = true
		out = append(out, Text{ID: idOf(words), Words: words, Kind: p.kind, Field: p.field, Card: p.card})
	})
	return out
}

// target is one field that is blanked; of only one text where that is not empty.
type target struct{ kind, subject, field, only string }

// targets are the fields that hold some words, and what was made of a card that said them.
// pieces are the stretches of the gathered text that go too.
func (h holdings) targets(words string) (out []target, pieces []string) {
	all, lost := map[target]bool{}, map[string]bool{}
	h.each(func(p place, w string) {
		switch {
		case w != words:
		case p.kind == kindProfession:
			for _, t := range h.professionTargets(words) {
				all[t] = true
			}
		default:
			t := target{kind: p.kind, subject: p.id, field: p.field}
			if p.only {
				t.only = words
			}
			all[t] = true
			for _, t := range h.madeOf(p, lost) {
				all[t] = true
			}
		}
	})
	out = slices.SortedFunc(maps.Keys(all), func(a, b target) int { return strings.Compare(a.kind+a.subject+a.field, b.kind+b.subject+b.field) })
	return out, slices.Sorted(maps.Keys(lost))
}

// madeOf are the stretches of the gathered text that were taken from a card, and the
// agreements that were made of it: they may say it in other words.
func (h holdings) madeOf(p place, lost map[string]bool) []target {
	if p.card == "" {
		return nil
	}
	var out []target
	d := h.ID.String()
	for _, one := range append(slices.Clone(h.gathered.Pieces), h.frozen.Body.Gathered.Pieces...) {
		if one.Card == p.card && one.Text != gone { // what is gone already says nothing that is lost now
			lost[one.Text] = true
		}
	}
	if slices.ContainsFunc(h.gathered.Pieces, func(x dialogue.Piece) bool { return x.Card == p.card }) {
		out = append(out, target{kind: "gathered_text", subject: d, field: "pieces.card=" + p.card + ".text"})
	}
	if slices.ContainsFunc(h.frozen.Body.Gathered.Pieces, func(x dialogue.Piece) bool { return x.Card == p.card }) {
		out = append(out, target{kind: "dialogue_result", subject: h.frozen.ID, field: "body.gathered.pieces.card=" + p.card + ".text"})
	}
	_, field, _ := strings.Cut(p.field, "data.")
	for _, a := range h.agreed {
		if a.Card != p.card {
			continue
		}
		out = append(out, target{kind: "agreement", subject: a.ID.String(), field: "data." + field})
		if h.frozen.ID != "" {
			out = append(out, target{kind: "dialogue_result", subject: h.frozen.ID, field: "body.agreements." + a.ID.String() + ".data." + field})
		}
	}
	return out
}

// professionTargets is everywhere a profession stands as a label.
func (h holdings) professionTargets(words string) []target {
	var out []target
	for _, p := range h.people {
		if p.Profession == words {
			out = append(out, target{kind: "participant", subject: p.ID, field: "profession"})
		}
	}
	for _, x := range h.labelled {
		if x.Profession == words {
			out = append(out, target{kind: "dialogue_input", subject: x.ID, field: "profession"})
		}
	}
	for _, g := range h.groups {
		if slices.Contains(g.Professions, words) {
			out = append(out, target{kind: "dialogue_group", subject: g.ID, field: "professions.*", only: words})
		}
	}
	if h.frozen.ID != "" {
		for _, f := range []string{"professions.label", "artefacts.provenance.profession", "disagreements.provenance.profession"} {
			out = append(out, target{kind: "dialogue_result", subject: h.frozen.ID, field: "body." + f, only: words})
		}
	}
	return out
}

// carried tells whether a text of the core task has the words from the dialogue: the same
// words, a stretch of the gathered formulation, or a line of one of the three sides.
func carried(w coretask.Written, words string, pieces []string) bool {
	same := func(s string) bool { return s == words || slices.Contains(pieces, s) }
	switch w.Field {
	case "formulation":
		return slices.ContainsFunc(append(pieces, words), func(p string) bool { return strings.Contains(w.Text, p) })
	case "formal", "performed", "experienced":
		return same(w.Text) || slices.ContainsFunc(strings.Split(w.Text, "\n"), same)
	}
	return same(w.Text)
}

// checkedReason gives the reason tidied, or what is wrong with it.
func checkedReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	var wrong fault.Fields
	switch {
	case reason == "":
		wrong.Add("reason", "required")
	case len([]rune(reason)) > LongestReason:
		wrong.Add("reason", "too-long", LongestReason)
	}
	personal.Check(&wrong, "reason", reason)
	return reason, wrong.Err()
}
