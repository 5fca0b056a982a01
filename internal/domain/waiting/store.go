package waiting

import (
	"strconv"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// mine asks for each way of adopting whether the actor may adopt in that unit.
func mine(a access.Actor) (string, []any) {
	var args []any
	all := ""
	for _, way := range org.Ways() {
		may, more := access.Where(a, adopting(way), access.Columns{Unit: "u.path"}, len(args)+3)
		if all != "" {
			all += " OR "
		}
		all += "u.adopts = $" + strconv.Itoa(len(args)+2) + " AND " + may
		args = append(append(args, way), more...)
	}
	return "(" + all + ")", args
}

func adoptions(tx *db.Tx) ([]Adoption, error) {
	which, args := mine(tx.Actor())
	return proposed(tx, which, args)
}

// adoptedByOthers gives what waits where the actor leads and others adopt.
func adoptedByOthers(tx *db.Tx) ([]Adoption, error) {
	which, args := mine(tx.Actor())
	leads, more := access.Where(tx.Actor(), access.CoreTaskSuggest, access.Columns{Unit: "u.path"}, len(args)+2)
	return proposed(tx, leads+" AND NOT "+which, append(args, more...))
}

func proposed(tx *db.Tx, which string, args []any) ([]Adoption, error) {
	return db.All[Adoption](tx, `
		SELECT v.id AS version, t.slug, t.name, u.name AS unit_name, v.formulation, v.proposed_at, u.adopts,
			v.source_kind = 'dialogue' AS dialogue
		FROM core_task_version v
		JOIN core_task t ON t.municipality = v.municipality AND t.id = v.core_task
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		WHERE v.municipality = $1 AND v.state = 'foreslaaet' AND NOT v.set_aside AND t.state <> 'udgaaet'
		AND `+which+`
		ORDER BY v.proposed_at, v.id
		LIMIT 50`, args...)
}

func moved(tx *db.Tx, units []id.Of[org.Unit], since time.Time) ([]Moved, error) {
	if len(units) == 0 {
		return nil, nil
	}
	args := append([]any{since}, db.Anys(units)...)
	may, more := access.Where(tx.Actor(), access.CoreTaskRead, access.Columns{Unit: "u.path"}, len(args)+2)
	return db.All[Moved](tx, `
		SELECT t.slug, t.name, v.state,
			CASE WHEN v.adopted_at > v.proposed_at THEN v.adopted_at ELSE v.proposed_at END AS moved_at
		FROM core_task_version v
		JOIN core_task t ON t.municipality = v.municipality AND t.id = v.core_task
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		WHERE v.municipality = $1 AND (v.adopted_at > $2 OR v.proposed_at > $2) AND NOT v.set_aside
		AND v.state IN ('foreslaaet', 'gaeldende')
		AND t.unit IN `+db.List(3, len(units))+` AND `+may+`
		ORDER BY moved_at DESC, v.id DESC
		LIMIT 20`, append(args, more...)...)
}

// mostOwnerless is how many agreements and questions without an owner are counted.
const mostOwnerless = 2000

func ownerless(tx *db.Tx, person string) ([]ownerlessRow, error) {
	return db.All[ownerlessRow](tx, `
		SELECT d.id AS dialogue, d.title, d.held_on, a.data
		FROM agreement a
		JOIN dialogue d ON d.municipality = a.municipality AND d.id = a.dialogue
		JOIN dialogue_facilitator f ON f.municipality = d.municipality AND f.dialogue = d.id
		WHERE a.municipality = $1 AND f.person = $2 AND NOT f.ended AND d.phase = 'lukket' AND NOT a.ended
		AND a.state IN ('aaben', 'nej')
		ORDER BY d.held_on DESC, d.id DESC, a.id
		LIMIT $3`, person, mostOwnerless)
}
