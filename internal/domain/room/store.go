package room

import (
	"strconv"

	"kernehus/internal/kernel/db"
)

// mostGroups is how many groups a step has at most.
const mostGroups = 2000

// At is one step of a dialogue, where people sit; step 0 is the tables of all of it.
type At struct {
	Dialogue string
	Step     int
}

// Table is a group as it is kept. Its id is dialogue.step.key.
type Table struct {
	ID          string   `db:"id"`
	Dialogue    string   `db:"dialogue"`
	Step        int      `db:"step"`
	Key         string   `db:"grp"`
	Professions []string `db:"professions,json"`
	People      int      `db:"people"`
	NeedsTime   bool     `db:"needs_time"`
}

// Group is the table as the rules know it.
func (t Table) Group() Group {
	return Group{Key: t.Key, Professions: t.Professions, People: t.People}
}

// GroupsOf are the tables as the rules know them.
func GroupsOf(list []Table) []Group {
	out := make([]Group, len(list))
	for i, t := range list {
		out[i] = t.Group()
	}
	return out
}

// SeatKey names a group among all steps of a dialogue.
func SeatKey(step int, key string) string { return strconv.Itoa(step) + "." + key }

func (at At) id(key string) string { return at.Dialogue + "." + SeatKey(at.Step, key) }

func (at At) table(g Group) Table {
	return Table{ID: at.id(g.Key), Dialogue: at.Dialogue, Step: at.Step, Key: g.Key, Professions: g.Professions}
}

const tableColumns = `id, dialogue, step, grp, professions, people, needs_time`

// Tables gives the groups of the step, those with the fewest people first.
func (at At) Tables(tx *db.Tx) ([]Table, error) { return at.smallest(tx, mostGroups) }

// Emptiest gives the group with the fewest people, and whether there is one.
func (at At) Emptiest(tx *db.Tx) (Table, bool, error) {
	list, err := at.smallest(tx, 1)
	if err != nil || len(list) == 0 {
		return Table{}, false, err
	}
	return list[0], true, nil
}

func (at At) smallest(tx *db.Tx, limit int) ([]Table, error) {
	return db.All[Table](tx, `
		SELECT `+tableColumns+`
		FROM dialogue_group
		WHERE municipality = $1 AND dialogue = $2 AND step = $3
		ORDER BY people, grp
		LIMIT $4`, at.Dialogue, at.Step, limit)
}

// Count gives how many groups the step has.
func (at At) Count(tx *db.Tx) (int, error) {
	return db.One[int](tx, `
		SELECT count(*)
		FROM dialogue_group
		WHERE municipality = $1 AND dialogue = $2 AND step = $3`, at.Dialogue, at.Step)
}

// Table gives one group, and whether it is there.
func (at At) Table(tx *db.Tx, key string) (Table, bool, error) {
	return db.Maybe[Table](tx, `
		SELECT `+tableColumns+`
		FROM dialogue_group
		WHERE municipality = $1 AND id = $2`, at.id(key))
}

// Lay makes empty groups.
func (at At) Lay(tx *db.Tx, groups []Group) error {
	var rows []Table
	for _, g := range groups {
		rows = append(rows, at.table(g))
	}
	return db.InsertAll(tx, "dialogue_group", rows)
}

// Add counts the people of g into the group of that key, which is made where it is missing.
func (at At) Add(tx *db.Tx, g Group) error {
	row := at.table(g)
	row.People = g.People
	isNew, err := db.InsertNew(tx, "dialogue_group", row)
	if err != nil || isNew {
		return err
	}
	_, err = db.Exec(tx, `
		UPDATE dialogue_group
		SET people = people + $3
		WHERE municipality = $1 AND id = $2`, row.ID, g.People)
	return err
}

// seat is where somebody sits in a step. Its id is participant.step.
type seat struct {
	ID          string `db:"id"`
	Dialogue    string `db:"dialogue"`
	Step        int    `db:"step"`
	Participant string `db:"participant"`
	Group       string `db:"grp"`
}

func (at At) seat(participant, key string) seat {
	return seat{ID: at.seatID(participant), Dialogue: at.Dialogue, Step: at.Step, Participant: participant, Group: key}
}

func (at At) seatID(participant string) string { return participant + "." + strconv.Itoa(at.Step) }

// SeatOf gives the key of somebody's group, and whether they have one.
func (at At) SeatOf(tx *db.Tx, participant string) (string, bool, error) {
	return db.Maybe[string](tx, `
		SELECT grp
		FROM dialogue_seat
		WHERE municipality = $1 AND id = $2`, at.seatID(participant))
}

// Seat gives somebody a seat and counts them; who sits already stays.
func (at At) Seat(tx *db.Tx, participant string, g Group) error {
	isNew, err := db.InsertNew(tx, "dialogue_seat", at.seat(participant, g.Key))
	if err != nil || !isNew {
		return err
	}
	g.People = 1
	return at.Add(tx, g)
}

// Save writes many new seats and, where they are new, their groups; then it counts who
// sits where.
func (at At) Save(tx *db.Tx, fresh []Group, seats map[string]string) error {
	if err := at.Lay(tx, fresh); err != nil {
		return err
	}
	var placed []seat
	for participant, key := range seats {
		placed = append(placed, at.seat(participant, key))
	}
	if err := db.InsertAll(tx, "dialogue_seat", placed); err != nil {
		return err
	}
	_, err := db.Exec(tx, `
		UPDATE dialogue_group
		SET people = (
		  SELECT count(*)
		  FROM dialogue_seat s
		  WHERE s.municipality = dialogue_group.municipality AND s.dialogue = dialogue_group.dialogue
		    AND s.step = dialogue_group.step AND s.grp = dialogue_group.grp)
		WHERE municipality = $1 AND dialogue = $2 AND step = $3`, at.Dialogue, at.Step)
	return err
}

// Move seats somebody in another group. Who has left the first one meanwhile stays where
// they are.
func (at At) Move(tx *db.Tx, participant, from, to string) error {
	n, err := db.Exec(tx, `
		UPDATE dialogue_seat
		SET grp = $3
		WHERE municipality = $1 AND id = $2 AND grp = $4`, at.seatID(participant), to, from)
	if err != nil || n == 0 {
		return err
	}
	_, err = db.Exec(tx, `
		UPDATE dialogue_group
		SET people = people + CASE WHEN grp = $4 THEN 1 ELSE -1 END
		WHERE municipality = $1 AND dialogue = $2 AND step = $3 AND grp IN ($4, $5)`, at.Dialogue, at.Step, to, from)
	return err
}

// NeedsTime says of a group that it needs time, or that it works.
func (at At) NeedsTime(tx *db.Tx, key string, needs bool) error {
	_, err := db.Exec(tx, `
		UPDATE dialogue_group
		SET needs_time = $3
		WHERE municipality = $1 AND id = $2`, at.id(key), needs)
	return err
}

// NobodyNeedsTime says that every group of a dialogue works.
func NobodyNeedsTime(tx *db.Tx, dialogue string) error {
	_, err := db.Exec(tx, `
		UPDATE dialogue_group
		SET needs_time = FALSE
		WHERE municipality = $1 AND dialogue = $2 AND needs_time`, dialogue)
	return err
}
