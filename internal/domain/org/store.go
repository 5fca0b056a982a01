package org

import (
	"strconv"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// MostUnits and MostPeople are how many an organisation may hold; lists of all stop there.
const (
	MostUnits  = 20_000
	MostPeople = 250_000
)

// UnitKind is what units are kept as.
const UnitKind = "unit"

// Kept says where a unit lives.
func (u *Unit) Kept() db.Kept {
	return db.Kept{Kind: UnitKind, ID: u.ID.String(), Version: &u.Version, Topics: []string{"unit/" + u.ID.String()}}
}

// Kept says where a person lives.
func (p *Person) Kept() db.Kept {
	return db.Kept{Kind: "person", ID: p.ID.String(), Version: &p.Version, Topics: []string{"person/" + p.ID.String()}}
}

// Kept says where a membership lives.
func (m *Membership) Kept() db.Kept {
	return db.Kept{Kind: "membership", ID: m.ID.String(), Version: &m.Version, Topics: []string{"unit/" + m.Unit.String()}}
}

const unitColumns = `u.id, u.version, u.external_id, u.parent, u.name, u.sort_key, u.search, u.kind, u.leader,
			u.adopts, u.path, u.level, u.valid_from, u.valid_to`

const personColumns = `p.id, p.version, p.external_id, p.name, p.sort_key, p.search, p.email, p.profession, p.language,
			p.valid_from, p.valid_to`

// today is the calendar day of the transaction.
func today(tx *db.Tx) day.Date { return day.Of(tx.Now()) }

// LoadUnit gives a unit of the actor's municipality, also one that has ended.
//
// Faults: NotFound.
func LoadUnit(tx *db.Tx, unit id.Of[Unit]) (Unit, error) {
	return db.One[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1 AND u.id = $2`, unit)
}

// LoadUnits gives those of the units that exist, in no order; at most 500 are asked for.
func LoadUnits(tx *db.Tx, units []id.Of[Unit]) ([]Unit, error) {
	units = units[:min(len(units), 500)]
	if len(units) == 0 {
		return nil, nil
	}
	return db.All[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1 AND u.id IN `+db.List(2, len(units))+`
		LIMIT 500`, db.Anys(units)...)
}

// LoadChain gives the units from the top down to one place, the place itself last.
func LoadChain(tx *db.Tx, path string) ([]Unit, error) {
	ids := PathIDs(path)
	if len(ids) == 0 {
		return nil, nil
	}
	return db.All[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1 AND u.id IN `+db.List(2, len(ids))+`
		ORDER BY u.level
		LIMIT 100`, db.Anys(ids)...)
}

// Root gives the unit at the top: the oldest where there are several.
//
// Faults: NotFound while there is none.
func Root(tx *db.Tx) (Unit, error) {
	return db.One[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1 AND u.parent IS NULL AND (u.valid_to = '' OR u.valid_to >= $2)
		ORDER BY u.id
		LIMIT 1`, today(tx))
}

// UnitByExternal finds a unit by its id in the municipality's own files.
func UnitByExternal(tx *db.Tx, external string) (Unit, bool, error) {
	return db.Maybe[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1 AND u.external_id = $2`, external)
}

// below gives the units under a path, without the unit itself, ended ones too.
func below(tx *db.Tx, path string) ([]Unit, error) {
	return db.All[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1 AND u.path LIKE $2 AND u.path <> $3
		ORDER BY u.level, u.id
		LIMIT $4`, path+"%", path, MostUnits)
}

// children gives the living units right under one, by name; from the top when parent is
// empty. after is the last one's sort key and id.
func children(tx *db.Tx, parent id.Of[Unit], after after, limit int) ([]Unit, error) {
	where := "u.parent = $2"
	if parent == "" {
		where = "u.parent IS NULL AND '' = $2"
	}
	return db.All[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1 AND `+where+`
		AND u.valid_from <= $3 AND (u.valid_to = '' OR u.valid_to >= $3)
		AND (u.sort_key, u.id) > ($4, $5)
		ORDER BY u.sort_key, u.id
		LIMIT $6`, parent, today(tx), after.key, after.id, limit)
}

func countChildren(tx *db.Tx, parent id.Of[Unit], last day.Date) (int, error) {
	return db.One[int](tx, `
		SELECT count(*)
		FROM unit
		WHERE municipality = $1 AND parent = $2 AND (valid_to = '' OR valid_to > $3)`, parent, last)
}

// node is a unit of the tree with the name of its leader and what lies right under it.
type nodeRow struct {
	Unit
	LeaderName string `db:"leader_name"`
	Children   int    `db:"children"`
}

// nodes gives the living units under a path ("/" for all) down to a level.
func nodes(tx *db.Tx, path string, level int) ([]nodeRow, error) {
	return db.All[nodeRow](tx, `
		SELECT `+unitColumns+`, COALESCE(p.name, '') AS leader_name,
			(SELECT count(*) FROM unit c
			WHERE c.municipality = u.municipality AND c.parent = u.id
			AND c.valid_from <= $4 AND (c.valid_to = '' OR c.valid_to >= $4)) AS children
		FROM unit u
		LEFT JOIN person p ON p.municipality = u.municipality AND p.id = u.leader
		WHERE u.municipality = $1 AND u.path LIKE $2 AND u.level <= $3
		AND u.valid_from <= $4 AND (u.valid_to = '' OR u.valid_to >= $4)
		ORDER BY u.sort_key, u.id
		LIMIT $5`, path+"%", level, today(tx), MostUnits)
}

// LoadPerson gives a person of the actor's municipality, also one who has left.
//
// Faults: NotFound.
func LoadPerson(tx *db.Tx, person id.Of[Person]) (Person, error) {
	return db.One[Person](tx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE p.municipality = $1 AND p.id = $2`, person)
}

// LoadPeople gives those of the people that exist, in no order; at most 500 are asked for.
func LoadPeople(tx *db.Tx, people []id.Of[Person]) ([]Person, error) {
	people = people[:min(len(people), 500)]
	if len(people) == 0 {
		return nil, nil
	}
	return db.All[Person](tx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE p.municipality = $1 AND p.id IN `+db.List(2, len(people))+`
		LIMIT 500`, db.Anys(people)...)
}

// PersonByEmail finds a person by address, written in any case.
func PersonByEmail(tx *db.Tx, email string) (Person, bool, error) {
	return db.Maybe[Person](tx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE p.municipality = $1 AND p.email = $2`, Address(email))
}

// LeaderOf gives who leads a place: the unit's own leader or the nearest above who works
// here today, and whether there is one.
func LeaderOf(tx *db.Tx, unitPath string) (Person, bool, error) {
	ids := PathIDs(unitPath)
	if len(ids) == 0 {
		return Person{}, false, nil
	}
	n := len(ids)
	return db.Maybe[Person](tx, `
		SELECT `+personColumns+`
		FROM unit u
		JOIN person p ON p.municipality = u.municipality AND p.id = u.leader
		WHERE u.municipality = $1 AND u.id IN `+db.List(3, n)+`
		AND p.valid_from <= $2 AND (p.valid_to = '' OR p.valid_to >= $2)
		ORDER BY u.level DESC
		LIMIT 1`, append([]any{today(tx)}, db.Anys(ids)...)...)
}

// MembershipPaths gives the paths of the units a person works in today; none for who has
// left.
func MembershipPaths(tx *db.Tx, person id.Of[Person]) ([]string, error) {
	return db.All[string](tx, `
		SELECT u.path
		FROM membership m
		JOIN unit u ON u.municipality = m.municipality AND u.id = m.unit
		JOIN person p ON p.municipality = m.municipality AND p.id = m.person
		WHERE m.municipality = $1 AND m.person = $2
		AND m.valid_from <= $3 AND (m.valid_to = '' OR m.valid_to >= $3)
		AND u.valid_from <= $3 AND (u.valid_to = '' OR u.valid_to >= $3)
		AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3)
		ORDER BY u.path
		LIMIT 100`, person, today(tx))
}

// LedPaths gives the paths of the units a person is the leader of today.
func LedPaths(tx *db.Tx, person id.Of[Person]) ([]string, error) {
	return db.All[string](tx, `
		SELECT u.path
		FROM unit u
		JOIN person p ON p.municipality = u.municipality AND p.id = u.leader
		WHERE u.municipality = $1 AND u.leader = $2
		AND u.valid_from <= $3 AND (u.valid_to = '' OR u.valid_to >= $3)
		AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3)
		ORDER BY u.path
		LIMIT 500`, person, today(tx))
}

// trade is a profession, or none, with how many of those who work in a unit or below have it.
type trade struct {
	Name   string `db:"name"`
	People int    `db:"people"`
}

// trades counts who works in a unit or below it today, each person once: nobody has two
// professions. From the unit it goes down to what is under it, and never through all units.
func trades(tx *db.Tx, unit id.Of[Unit]) ([]trade, error) {
	return db.All[trade](tx, `
		WITH RECURSIVE under (id) AS (
			SELECT id
			FROM unit
			WHERE municipality = $1 AND id = $2
			UNION ALL
			SELECT c.id
			FROM under
			CROSS JOIN unit c
			WHERE c.municipality = $1 AND c.parent = under.id
		)
		SELECT p.profession AS name, count(DISTINCT p.id) AS people
		FROM under
		CROSS JOIN membership m
		CROSS JOIN person p
		WHERE m.municipality = $1 AND m.unit = under.id
		AND m.valid_from <= $3 AND (m.valid_to = '' OR m.valid_to >= $3)
		AND p.municipality = $1 AND p.id = m.person
		AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3)
		GROUP BY p.profession
		ORDER BY people DESC, name
		LIMIT 1000`, unit, today(tx))
}

// unitsOf gives the units a person works in today, by name.
func unitsOf(tx *db.Tx, person id.Of[Person]) ([]Unit, error) {
	return db.All[Unit](tx, `
		SELECT `+unitColumns+`
		FROM membership m
		JOIN unit u ON u.municipality = m.municipality AND u.id = m.unit
		WHERE m.municipality = $1 AND m.person = $2
		AND m.valid_from <= $3 AND (m.valid_to = '' OR m.valid_to >= $3)
		AND u.valid_from <= $3 AND (u.valid_to = '' OR u.valid_to >= $3)
		ORDER BY u.sort_key, u.id
		LIMIT 100`, person, today(tx))
}

// people gives those who work in exactly one unit today, by name.
func people(tx *db.Tx, unit id.Of[Unit], after after, limit int) ([]Person, error) {
	return db.All[Person](tx, `
		SELECT `+personColumns+`
		FROM membership m
		JOIN person p ON p.municipality = m.municipality AND p.id = m.person
		WHERE m.municipality = $1 AND m.unit = $2
		AND m.valid_from <= $3 AND (m.valid_to = '' OR m.valid_to >= $3)
		AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3)
		AND (p.sort_key, p.id) > ($4, $5)
		ORDER BY p.sort_key, p.id
		LIMIT $6`, unit, today(tx), after.key, after.id, limit)
}

// searchPeople gives who works here today and has all the words (folded, each begun by a
// space) in the name.
func searchPeople(tx *db.Tx, words []string, limit int) ([]Person, error) {
	where, args := likeAll("p.search", words, 4)
	return db.All[Person](tx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE p.municipality = $1
		AND p.valid_from <= $2 AND (p.valid_to = '' OR p.valid_to >= $2)`+where+`
		ORDER BY p.sort_key, p.id
		LIMIT $3`, append([]any{today(tx), limit}, args...)...)
}

func searchUnits(tx *db.Tx, words []string, limit int) ([]Unit, error) {
	where, args := likeAll("u.search", words, 4)
	return db.All[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1
		AND u.valid_from <= $2 AND (u.valid_to = '' OR u.valid_to >= $2)`+where+`
		ORDER BY u.sort_key, u.id
		LIMIT $3`, append([]any{today(tx), limit}, args...)...)
}

// likeAll asks that a column holds every word, each at the beginning of a word.
func likeAll(column string, words []string, from int) (string, []any) {
	var where string
	var args []any
	for i, w := range words {
		where += " AND " + column + " LIKE $" + strconv.Itoa(from+i)
		args = append(args, "%"+w+"%")
	}
	return where, args
}

// membership finds the newest membership of a person in a unit that has not ended.
func membership(tx *db.Tx, person id.Of[Person], unit id.Of[Unit]) (Membership, bool, error) {
	return db.Maybe[Membership](tx, `
		SELECT id, version, person, unit, valid_from, valid_to
		FROM membership
		WHERE municipality = $1 AND person = $2 AND unit = $3 AND (valid_to = '' OR valid_to >= $4)
		ORDER BY id DESC
		LIMIT 1`, person, unit, today(tx))
}

// members gives the memberships of a unit that last beyond a day.
func members(tx *db.Tx, unit id.Of[Unit], last day.Date) ([]Membership, error) {
	return db.All[Membership](tx, `
		SELECT id, version, person, unit, valid_from, valid_to
		FROM membership
		WHERE municipality = $1 AND unit = $2 AND (valid_to = '' OR valid_to > $3)
		ORDER BY id
		LIMIT $4`, unit, last, MostPeople)
}

// standing gives the whole organisation, for an import.
func standing(tx *db.Tx) (s Standing, err error) {
	if s.Units, err = db.All[Unit](tx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE u.municipality = $1
		ORDER BY u.level, u.id
		LIMIT $2`, MostUnits); err != nil {
		return s, err
	}
	if s.People, err = db.All[Person](tx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE p.municipality = $1
		ORDER BY p.id
		LIMIT $2`, MostPeople); err != nil {
		return s, err
	}
	s.Memberships, err = db.All[Membership](tx, `
		SELECT id, version, person, unit, valid_from, valid_to
		FROM membership
		WHERE municipality = $1 AND (valid_to = '' OR valid_to >= $2)
		ORDER BY id
		LIMIT $3`, today(tx), MostPeople)
	return s, err
}

// colleagues gives who works in a unit or below it today, and who leads there, by name.
func colleagues(tx *db.Tx, unitPath string, limit int) ([]Person, error) {
	return db.All[Person](tx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE p.municipality = $1
		AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3)
		AND (
		  EXISTS (
		    SELECT 1
		    FROM membership m
		    JOIN unit u ON u.municipality = m.municipality AND u.id = m.unit
		    WHERE m.municipality = p.municipality AND m.person = p.id AND u.path LIKE $2
		    AND m.valid_from <= $3 AND (m.valid_to = '' OR m.valid_to >= $3))
		  OR EXISTS (
		    SELECT 1
		    FROM unit u
		    WHERE u.municipality = p.municipality AND u.leader = p.id AND u.path LIKE $2))
		ORDER BY p.sort_key, p.id
		LIMIT $4`, unitPath+"%", today(tx), limit)
}
