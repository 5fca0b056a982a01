package erasure

import (
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// most is how many rows of one kind a dialogue has.
const most = 500_000

type heading struct {
	ID    string `db:"id"`
	Title string `db:"title"`
}

type person struct {
	ID         string `db:"id"`
	Name       string `db:"name"`
	Profession string `db:"profession"`
}

type group struct {
	ID          string   `db:"id"`
	Professions []string `db:"professions,json"`
}

func headings(tx *db.Tx, d id.Of[dialogue.Dialogue]) ([]heading, error) {
	return db.All[heading](tx, `
		SELECT id, title
		FROM card_heading
		WHERE municipality = $1 AND dialogue = $2
		ORDER BY id
		LIMIT $3`, d, most)
}

func people(tx *db.Tx, d id.Of[dialogue.Dialogue]) ([]person, error) {
	return db.All[person](tx, `
		SELECT id, name, profession
		FROM participant
		WHERE municipality = $1 AND dialogue = $2 AND (name <> '' OR profession <> '')
		ORDER BY id
		LIMIT $3`, d, most)
}

// labelled gives what was written under a profession, withdrawn or not.
func labelled(tx *db.Tx, d id.Of[dialogue.Dialogue]) ([]person, error) {
	return db.All[person](tx, `
		SELECT id, '' AS name, profession
		FROM dialogue_input
		WHERE municipality = $1 AND dialogue = $2 AND profession <> ''
		ORDER BY id
		LIMIT $3`, d, most)
}

func groups(tx *db.Tx, d id.Of[dialogue.Dialogue]) ([]group, error) {
	return db.All[group](tx, `
		SELECT id, professions
		FROM dialogue_group
		WHERE municipality = $1 AND dialogue = $2
		ORDER BY id
		LIMIT $3`, d, most)
}

func gathered(tx *db.Tx, d id.Of[dialogue.Dialogue]) (dialogue.Gathered, error) {
	g, _, err := db.Maybe[dialogue.Gathered](tx, `
		SELECT id, version, pieces, reason
		FROM gathered_text
		WHERE municipality = $1 AND id = $2`, d)
	return g, err
}

func frozen(tx *db.Tx, d id.Of[dialogue.Dialogue]) (dialogue.Frozen, error) {
	f, _, err := db.Maybe[dialogue.Frozen](tx, `
		SELECT id, version, closed_at, body, proposed
		FROM dialogue_result
		WHERE municipality = $1 AND id = $2`, d)
	return f, err
}
