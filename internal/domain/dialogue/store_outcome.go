package dialogue

import (
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

func coverages(tx *db.Tx, dialogue id.Of[Dialogue]) ([]Covered, error) {
	return db.All[Covered](tx, `
		SELECT id, version, dialogue, perspective, level
		FROM dialogue_coverage
		WHERE municipality = $1 AND dialogue = $2
		ORDER BY id
		LIMIT 10`, dialogue)
}

func loadGathered(tx *db.Tx, dialogue id.Of[Dialogue]) (Gathered, error) {
	g, found, err := db.Maybe[Gathered](tx, `
		SELECT id, version, pieces, reason
		FROM gathered_text
		WHERE municipality = $1 AND id = $2`, dialogue)
	if !found {
		g.ID = dialogue.String()
	}
	return g, err
}

// gatheredToChange is loadGathered that lets nobody else change the text meanwhile.
func gatheredToChange(tx *db.Tx, dialogue id.Of[Dialogue]) (Gathered, error) {
	g, _, err := db.Maybe[Gathered](tx, db.Held(tx, db.Alone, "g", `
		SELECT g.id, g.version, g.pieces, g.reason
		FROM gathered_text g
		WHERE g.municipality = $1 AND g.id = $2`), dialogue)
	return g, err
}

func loadFrozen(tx *db.Tx, dialogue id.Of[Dialogue]) (Frozen, bool, error) {
	return db.Maybe[Frozen](tx, `
		SELECT id, version, closed_at, body, proposed
		FROM dialogue_result
		WHERE municipality = $1 AND id = $2`, dialogue)
}

// removals gives what has been taken out of a frozen result, the newest last.
func removals(tx *db.Tx, dialogue id.Of[Dialogue]) ([]db.Redaction, error) {
	return db.All[db.Redaction](tx, `
		SELECT id, kind, subject, field, digest, person, at
		FROM redaction
		WHERE municipality = $1 AND kind = 'dialogue_result' AND subject = $2
		ORDER BY at, id
		LIMIT 10000`, dialogue)
}

// forgetParticipants takes away who was there; what they wrote stays, without them.
func forgetParticipants(tx *db.Tx, dialogue id.Of[Dialogue]) error {
	for _, q := range []string{
		`UPDATE dialogue_input SET participant = NULL, device_id = '', first_sum = '' WHERE municipality = $1 AND dialogue = $2`,
		`DELETE FROM dialogue_seat WHERE municipality = $1 AND dialogue = $2`,
		`DELETE FROM participant WHERE municipality = $1 AND dialogue = $2`,
	} {
		if _, err := db.Exec(tx, q, dialogue); err != nil {
			return err
		}
	}
	return nil
}

// forgetInputs takes away what was written; the minutes keep what they froze.
func forgetInputs(tx *db.Tx, dialogue id.Of[Dialogue]) error {
	for _, q := range []string{
		`DELETE FROM card_place WHERE municipality = $1 AND dialogue = $2`,
		`UPDATE agreement SET card = NULL WHERE municipality = $1 AND dialogue = $2`,
		`DELETE FROM dialogue_input WHERE municipality = $1 AND dialogue = $2`,
	} {
		if _, err := db.Exec(tx, q, dialogue); err != nil {
			return err
		}
	}
	return nil
}
