package agreement

import (
	"kernehus/internal/domain/artefact"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Kept says where an agreement lives.
func (a *Agreed) Kept() db.Kept {
	return db.Kept{Kind: "agreement", ID: a.ID.String(), Version: &a.Version, Topics: []string{"dialogue/" + a.Dialogue + "/desk", "agreements/" + a.Owner}}
}

// mostOfOne is how many agreements one dialogue has.
const mostOfOne = 2000

const agreedColumns = `a.id, a.version, a.dialogue, a.card, a.step, a.grp, a.kind, a.data, a.owner, a.due, a.med, a.med_on, a.state,
			a.answered_on, a.ended`

// Of gives the agreements and knowledge needs of a dialogue, ended ones too.
func Of(tx *db.Tx, dialogue string) ([]Agreed, error) {
	return db.All[Agreed](tx, `
		SELECT `+agreedColumns+`
		FROM agreement a
		WHERE a.municipality = $1 AND a.dialogue = $2
		ORDER BY a.id
		LIMIT $3`, dialogue, mostOfOne)
}

// TakeBack ends what was made of a card whose writer has taken it back; its words go.
func TakeBack(tx *db.Tx, card string) error {
	list, err := db.All[Agreed](tx, db.Held(tx, db.Alone, "a", `
		SELECT `+agreedColumns+`
		FROM agreement a
		WHERE a.municipality = $1 AND a.card = $2
		ORDER BY a.id
		LIMIT $3`), card, mostOfOne)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].Card, list[i].Data, list[i].Ended = "", artefact.Data{}, true
		if err := db.Put(tx, &list[i]); err != nil {
			return err
		}
	}
	return nil
}

// Load gives one that has not been taken back.
//
// Faults: NotFound.
func Load(tx *db.Tx, agreed id.Of[Agreed]) (Agreed, error) {
	return db.One[Agreed](tx, `
		SELECT `+agreedColumns+`
		FROM agreement a
		WHERE a.municipality = $1 AND a.id = $2 AND NOT a.ended`, agreed)
}

// Owed is an agreement on its owner's own page.
type Owed struct {
	Agreed
	Title string   `db:"title"` // of the dialogue
	Held  day.Date `db:"held_on"`
}

func owedBy(tx *db.Tx, person string) ([]Owed, error) {
	return db.All[Owed](tx, `
		SELECT `+agreedColumns+`, d.title, d.held_on
		FROM agreement a
		JOIN dialogue d ON d.municipality = a.municipality AND d.id = a.dialogue
		WHERE a.municipality = $1 AND a.owner = $2 AND NOT a.ended AND a.state IN ('spurgt', 'ja', 'faerdig')
		ORDER BY a.due, a.id
		LIMIT 200`, person)
}
