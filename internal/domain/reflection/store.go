package reflection

import (
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

const columns = `id, core_task, person, body, shared, written_at`

func of(tx *db.Tx, task id.Of[coretask.Task], person string) (Reflection, bool, error) {
	return db.Maybe[Reflection](tx, `
		SELECT `+columns+`
		FROM reflection
		WHERE municipality = $1 AND core_task = $2 AND person = $3`, task, person)
}

// SharedOn gives what people have shared about their own part in a core task.
func SharedOn(tx *db.Tx, task id.Of[coretask.Task]) ([]Reflection, error) {
	return db.All[Reflection](tx, `
		SELECT `+columns+`
		FROM reflection
		WHERE municipality = $1 AND core_task = $2 AND shared
		ORDER BY written_at, id
		LIMIT 200`, task)
}

func keep(tx *db.Tx, r Reflection) error {
	_, err := db.Exec(tx, `
		INSERT INTO reflection (municipality, id, core_task, person, body, shared, written_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (municipality, core_task, person) DO UPDATE
		SET body = excluded.body, shared = excluded.shared, written_at = excluded.written_at`,
		r.ID, r.Task, r.Person, r.Text, r.Shared, r.WrittenAt)
	return err
}

// drop takes a reflection away, also from a backup that is put back later.
func drop(tx *db.Tx, task id.Of[coretask.Task], person string) error {
	r, found, err := of(tx, task, person)
	if err != nil || !found {
		return err
	}
	return db.TakeAway(tx, Kind, r.ID.String())
}

// unshare makes room for a private reflection where a shared one stands: with a new id, so
// that an older backup does not share again what was taken back.
func unshare(tx *db.Tx, task id.Of[coretask.Task], person string) error {
	if r, found, err := of(tx, task, person); err != nil || !found || !r.Shared {
		return err
	}
	return drop(tx, task, person)
}

// forget deletes the private reflections of who has left, or can no longer sign in; what
// they shared stays with the unit.
func forget(tx *db.Tx, today day.Date) error {
	_, err := db.Exec(tx, `
		DELETE FROM reflection
		WHERE municipality = $1 AND NOT shared
		  AND (person IN (SELECT id FROM person WHERE municipality = $1 AND valid_to <> '' AND valid_to < $2)
		    OR person IN (SELECT id FROM account WHERE municipality = $1 AND disabled))`, today)
	return err
}

// AllOf gives everything one person has written about their own work: for the export of
// what is known about a person.
func AllOf(tx *db.Tx, person id.Of[org.Person]) ([]Reflection, error) {
	return db.All[Reflection](tx, `
		SELECT `+columns+`
		FROM reflection
		WHERE municipality = $1 AND person = $2
		ORDER BY written_at, id
		LIMIT 10000`, person)
}
