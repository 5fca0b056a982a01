package dialogue

import (
	"time"

	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Kept says where a dialogue lives.
func (d *Dialogue) Kept() db.Kept {
	return db.Kept{Kind: "dialogue", ID: d.ID.String(), Version: &d.Version, Topics: []string{StepTopic(d.ID), DeskTopic(d.ID), ListTopic}}
}

// Host is somebody who facilitates a dialogue: a person, or a program by its token.
type Host struct {
	ID       id.Of[Host] `db:"id"`
	Version  int64       `db:"version"`
	Dialogue string      `db:"dialogue"`
	Person   string      `db:"person,null"`
	Token    string      `db:"token,null"`
	Ended    bool        `db:"ended"`
}

// Kept says where a facilitator of a dialogue lives.
func (h *Host) Kept() db.Kept {
	return db.Kept{Kind: "dialogue_facilitator", ID: h.ID.String(), Version: &h.Version, Topics: []string{DeskTopic(id.Of[Dialogue](h.Dialogue))}}
}

// Covered is the room's judgement of one perspective.
type Covered struct {
	ID          string   `db:"id"` // dialogue.perspective
	Version     int64    `db:"version"`
	Dialogue    string   `db:"dialogue"`
	Perspective string   `db:"perspective"`
	Level       Coverage `db:"level"` // empty: not answered
}

// Kept says where a judgement lives.
func (c *Covered) Kept() db.Kept {
	return db.Kept{Kind: "dialogue_coverage", ID: c.ID, Version: &c.Version}
}

// Gathered is the one text made of the groups' drafts; its id is the dialogue's.
type Gathered struct {
	ID      string  `db:"id"`
	Version int64   `db:"version"`
	Pieces  []Piece `db:"pieces,json,private"`
	Reason  string  `db:"reason,private"` // why this text, for the version it becomes
}

// Kept says where a gathered text lives.
func (g *Gathered) Kept() db.Kept {
	return db.Kept{Kind: "gathered_text", ID: g.ID, Version: &g.Version}
}

// Frozen is what a dialogue came to when it was closed; its id is the dialogue's.
type Frozen struct {
	ID       string    `db:"id"`
	Version  int64     `db:"version"`
	Closed   time.Time `db:"closed_at"`
	Body     Result    `db:"body,json,private"`
	Proposed string    `db:"proposed"` // id of the core task's version it became; empty for none
}

// Kept says where a result lives.
func (f *Frozen) Kept() db.Kept {
	return db.Kept{Kind: "dialogue_result", ID: f.ID, Version: &f.Version}
}

// participant is somebody in the room as the database has them.
type participant struct {
	ID         string     `db:"id"`
	Dialogue   string     `db:"dialogue"`
	Device     string     `db:"device"`
	Token      string     `db:"token"`
	Sealed     string     `db:"sealed"`
	Actor      room.Actor `db:"actor"`
	Profession string     `db:"profession"`
	Name       string     `db:"name"`
	Table      string     `db:"seat"`
	Joined     time.Time  `db:"joined_at"`
	Gone       gone       `db:"gone"`
}

// gone is why a participant is no longer in the room.
type gone string

const (
	here     gone = ""
	finished gone = "faerdig" // said so
	removed  gone = "fjernet" // by a facilitator
)

func (p participant) seated() room.Seated {
	return room.Seated{ID: p.ID, Actor: p.Actor, Profession: p.Profession, Table: p.Table}
}

// The topics that screens listen to. A phone hears the step, its own seat and group, and the
// board once something lies on it for all to see; a projector hears the step, the board
// and the desk; a facilitator's screen hears the step and the desk.

// ListTopic moves when a dialogue is planned, opened or closed.
const ListTopic = "dialogues"

// StepTopic moves with the room's state: step, clock, door, what is shown.
func StepTopic(d id.Of[Dialogue]) string { return "dialogue/" + d.String() + "/step" }

// GroupTopic moves when a group's own cards do.
func GroupTopic(d id.Of[Dialogue], step int, group string) string {
	return "dialogue/" + d.String() + "/group/" + room.SeatKey(step, group)
}

// SeatTopic moves when one phone is moved to another group, or is no longer in the room.
func SeatTopic(d id.Of[Dialogue], participant string) string {
	return "dialogue/" + d.String() + "/seat/" + participant
}

// BoardTopic moves when something that all may see does.
func BoardTopic(d id.Of[Dialogue]) string { return "dialogue/" + d.String() + "/board" }

// DeskTopic moves with everything that happens: counts, cards not yet shown, who needs time.
func DeskTopic(d id.Of[Dialogue]) string { return "dialogue/" + d.String() + "/desk" }

// object is what the access rules need to know of a dialogue.
func (d Dialogue) object(municipality, unitPath string, hosts []Host) access.Object {
	o := access.Object{Municipality: municipality, Unit: unitPath, Dialogue: d.ID.String()}
	for _, h := range hosts {
		if h.Ended {
			continue
		}
		if h.Person != "" {
			o.Facilitators = append(o.Facilitators, h.Person)
		} else {
			o.Facilitators = append(o.Facilitators, h.Token)
		}
	}
	return o
}
