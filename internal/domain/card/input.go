// Package card is what people write in a dialogue: each contribution as it is stored, and
// as a card that others see, lay on a board and put marks on.
package card

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Channel is how a contribution came in.
type Channel string

const (
	Phone           Channel = "phone"
	Paper           Channel = "paper"       // written on a form, entered by a facilitator
	FromFacilitator Channel = "facilitator" // said in the room, written by a facilitator
)

// Input is one thing somebody wrote, as it is stored. What others see of it is a Card.
type Input struct {
	ID          id.Of[Input]  `db:"id"` // the card's id: it tells nothing of the writer
	Dialogue    string        `db:"dialogue"`
	Step        int           `db:"step"`
	Group       string        `db:"grp"`              // where the writer sat
	Participant string        `db:"participant,null"` // empty for paper and facilitator
	Device      string        `db:"device_id"`        // the id the writer's device made
	Kind        artefact.Kind `db:"kind"`
	Data        artefact.Data `db:"data,json"`
	First       string        `db:"first_sum"` // of what was first sent under this id
	Rev         int64         `db:"rev"`
	Channel     Channel       `db:"channel"`
	Actor       room.Actor    `db:"actor"`
	Profession  string        `db:"profession"`
	Late        bool          `db:"late"`
	Admitted    bool          `db:"admitted"` // taken out of the late tray
	Shared      bool          `db:"shared"`   // a private note the writer lets others see
	Hidden      bool          `db:"hidden"`   // by a facilitator, before it was shown
	Withdrawn   bool          `db:"withdrawn"`
	About       string        `db:"about,null"` // of a mark: the card it is put on
	Mark        string        `db:"mark"`       // of a mark: its sort
	At          time.Time     `db:"written_at"`
}

// Writing is what a device or a form sends.
type Writing struct {
	ID   string // UUID
	Step int
	Kind artefact.Kind
	Data artefact.Data
	Late bool
}

// Receipt is the first answer to a writing; a retry gets the same again.
type Receipt struct {
	ID    string        `json:"id"`
	Card  string        `json:"card"` // under which id others see it
	Step  int           `json:"step"`
	Kind  artefact.Kind `json:"kind"`
	Rev   int64         `json:"rev"` // 1
	Late  bool          `json:"late"`
	Group string        `json:"group,omitempty"`
}

// Receipt is the first answer to the input.
func (in Input) Receipt() Receipt {
	return Receipt{ID: in.Device, Card: in.ID.String(), Step: in.Step, Kind: in.Kind, Rev: 1, Late: in.Late, Group: in.Group}
}

// IDOf makes the id of what a device calls uuid: always the same for one writer, another
// for another writer, and not to be traced back.
func IDOf(writer, uuid string) id.Of[Input] {
	sum := sha256.Sum256([]byte("card\x00" + writer + "\x00" + strings.ToLower(uuid)))
	return id.Of[Input](cardCoding.EncodeToString(sum[:16]))
}

var cardCoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Sum is the fingerprint of what was sent: the late mark is no part of it, because a phone
// that never heard the first answer sends the same again as a latecomer.
func (w Writing) Sum() string {
	h := sha256.New()
	add := func(s string) { h.Write([]byte(strconv.Itoa(len(s)) + ":" + s)) } //nolint:errcheck // a hash never fails
	add(strconv.Itoa(w.Step))
	add(string(w.Kind))
	names := make([]string, 0, len(w.Data))
	for k := range w.Data {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		add(k)
		add(w.Data[k])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Check tells whether the writing can be stored in the step: its id is a UUID, the step
// takes the kind, the data is right and points at nobody.
//
// Faults: Invalid on id, step, kind and the fields of data.
func (w Writing) Check(g guide.Guide) error {
	var wrong fault.Fields
	if !id.IsUUID(w.ID) {
		wrong.Add("id", "wrong-type")
	}
	s, ok := g.Step(w.Step)
	switch {
	case !ok:
		wrong.Add("step", "choose")
	case w.Kind == "":
		wrong.Add("kind", "required")
	case !s.Takes(w.Kind):
		wrong.Add("kind", "choose")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return CheckData(s, w.Kind, w.Data)
}

// CheckData tells whether the data of a kind is right for the step.
func CheckData(s guide.Step, k artefact.Kind, d artefact.Data) error {
	if err := artefact.Check(k, d); err != nil {
		return err
	}
	if k == artefact.Mark && !slices.Contains(s.Marks, strings.TrimSpace(d[artefact.FieldSort])) {
		return fault.OnField(artefact.FieldSort, "choose")
	}
	return nil
}

// MayWrite tells whether somebody may write in a step at all.
//
// Faults: Forbidden "leader-writes", "facilitator-writes".
func MayWrite(s guide.Step, a room.Actor, k artefact.Kind) error {
	switch {
	case s.Who == guide.Facilitator, k == artefact.OverlapMap:
		return fault.New(fault.Forbidden, "facilitator-writes")
	case s.Who == guide.Leader && a != room.LeaderHere:
		return fault.New(fault.Forbidden, "leader-writes")
	}
	return nil
}

// Correction changes one's own; Rev counts up on the device with each change.
type Correction struct {
	Rev  int64
	Kind artefact.Kind
	Data artefact.Data
}

// Corrected gives the input after a correction; a lower or equal rev changes nothing.
func (in Input) Corrected(c Correction) Input {
	if c.Rev <= in.Rev {
		return in
	}
	in.Rev, in.Withdrawn = c.Rev, false
	return in.Filled(c.Kind, c.Data)
}

// Filled gives the input with its words; of a mark what it is about stands apart.
func (in Input) Filled(k artefact.Kind, d artefact.Data) Input {
	in.Kind, in.Data, in.About, in.Mark = k, d.Tidy(), "", ""
	if k == artefact.Mark {
		in.About, in.Mark = in.Data[artefact.FieldCard], in.Data[artefact.FieldSort]
	}
	return in
}

// Withdraw gives the input without its words. Nothing of them is kept.
func (in Input) Withdraw(rev int64) Input {
	if rev < in.Rev || in.Withdrawn {
		return in
	}
	in.Rev, in.Withdrawn, in.Shared = rev, true, false
	in.Data, in.About, in.Mark = artefact.Data{}, "", ""
	return in
}

// Sight collects what decides who sees an input.
func (in Input) Sight(v guide.Visibility, s room.State) room.Sight {
	return room.Sight{
		Visibility: v, Shown: s.IsShown(in.Step, in.Group), Hidden: in.Hidden, Withdrawn: in.Withdrawn,
		Late: in.Late && !in.Admitted, Shared: in.Shared,
	}
}
