// Package agreement is what a dialogue leaves people to do: agreements and knowledge needs,
// who has said yes to each, and by when.
package agreement

import (
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
)

// State is how far an agreement has come.
type State string

const (
	Ownerless State = "aaben"  // nobody has been asked to take it
	Asked     State = "spurgt" // the owner has not answered
	Accepted  State = "ja"
	Refused   State = "nej"
	Done      State = "faerdig"
)

// Agreed is an agreement or a knowledge need that somebody takes on.
type Agreed struct {
	ID         id.Of[Agreed] `db:"id"`
	Version    int64         `db:"version"`
	Dialogue   string        `db:"dialogue"`
	Card       string        `db:"card,null"` // what it was made from
	Step       int           `db:"step"`
	Group      string        `db:"grp"`
	Kind       artefact.Kind `db:"kind"` // artefact.Agreement or artefact.KnowledgeNeed
	Data       artefact.Data `db:"data,json,private"`
	Owner      string        `db:"owner,null"` // person
	Due        day.Date      `db:"due"`
	MED        bool          `db:"med"`    // may touch working conditions: to be discussed in MED before it applies
	MEDOn      day.Date      `db:"med_on"` // when it was discussed
	State      State         `db:"state"`
	AnsweredOn day.Date      `db:"answered_on"`
	Ended      bool          `db:"ended"` // taken back by a facilitator
}

// Input is an agreement or a knowledge need as a facilitator writes it. With ID it
// changes one, with Card it makes one of a card, otherwise it is new.
type Input struct {
	ID      id.Of[Agreed]
	Version int64
	Card    string
	Kind    artefact.Kind
	Data    artefact.Data
	Owner   id.Of[org.Person] // who is asked to take it on; empty for nobody yet
	Due     day.Date          // empty: what Data says
	MED     bool              // touches working conditions: MED discusses it before it applies
	MEDOn   day.Date          // when it was discussed
	End     bool              // take it back
}

// View is an agreement or a knowledge need as the result and the minutes show it.
type View struct {
	ID    string        `json:"id"`
	Kind  artefact.Kind `json:"kind"`
	Data  artefact.Data `json:"data"`
	Step  int           `json:"step"`
	Group string        `json:"group,omitempty"`
	Due   day.Date      `json:"due,omitempty"`
	MED   bool          `json:"med"`
	State State         `json:"state"`
	Owned bool          `json:"owned"` // somebody has said yes; who, stands on their own page
}

// View gives the agreement as the result and the minutes show it.
func (a Agreed) View() View {
	return View{ID: a.ID.String(), Kind: a.Kind, Data: a.Data, Step: a.Step, Group: a.Group, Due: a.Due, MED: a.MED, State: a.State, Owned: a.State == Accepted || a.State == Done}
}

// From makes the record of an agreement or a knowledge need from a card.
func From(in card.Input) Agreed {
	a := Agreed{Dialogue: in.Dialogue, Card: in.ID.String(), Step: in.Step, Group: in.Group, Kind: in.Kind, Data: in.Data, State: Ownerless}
	if in.Kind == artefact.Agreement {
		a.Due, a.MED = day.Date(in.Data[artefact.FieldWhen]), in.Data[artefact.FieldWorkingConditions] == artefact.Yes
	} else {
		a.Due = day.Date(in.Data[artefact.FieldNeedDue])
	}
	return a
}

// answer gives the agreement after its owner has said yes or no.
//
// Faults: Closed "already-answered".
func (a Agreed) answer(yes bool, on day.Date) (Agreed, error) {
	if a.State != Asked {
		return a, room.Closed("already-answered")
	}
	a.State, a.AnsweredOn = Accepted, on
	if !yes {
		a.State, a.Owner = Refused, ""
	}
	return a, nil
}
