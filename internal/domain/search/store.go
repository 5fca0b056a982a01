package search

import (
	"slices"
	"strings"

	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
)

// most is how many core tasks are named in one statement.
const most = 90

// written is one text of a core task.
type written struct {
	Task        string `db:"core_task"`
	Slug        string `db:"slug"`
	UnitName    string `db:"unit_name"`
	State       string `db:"state"`
	Public      bool   `db:"public_now"`
	Name        string `db:"name"`
	Formulation string `db:"formulation"`
	Purpose     string `db:"purpose"`
	TargetGroup string `db:"target_group"`
	Citizens    string `db:"citizens"`
	Companies   string `db:"companies"`
	Community   string `db:"community"`
	Why         string `db:"why"`
	Formal      string `db:"formal"`
	OwnRoom     string `db:"own_room"`
	Performed   string `db:"performed"`
	Experienced string `db:"experienced"`
}

func (t written) scope() find.Scope {
	switch {
	case t.Public:
		return Public
	case t.State == "gaeldende":
		return Force
	}
	return Drafts
}

// body is all that is searched in but the name.
func (t written) body() string {
	var said []string
	for _, s := range []string{t.Formulation, t.Purpose, t.TargetGroup, t.Citizens, t.Companies, t.Community, t.Why, t.Formal, t.OwnRoom, t.Performed, t.Experienced} {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, "\n")
}

// textsOf gives the texts of some core tasks that are searched in: the public one, the one in
// force, and of drafts the newest. A retired core task has none.
func textsOf(tx *db.Tx, tasks []string) ([]written, error) {
	var out []written
	for part := range slices.Chunk(tasks, most) {
		rows, err := db.All[written](tx, `
			SELECT v.core_task, t.slug, u.name AS unit_name, v.state, v.public_now, v.name, v.formulation, v.purpose, v.target_group,
				v.citizens, v.companies, v.community, v.why, v.formal, v.own_room, v.performed, v.experienced
			FROM core_task t
			JOIN core_task_version v ON v.municipality = t.municipality AND v.core_task = t.id
			JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
			WHERE t.municipality = $1 AND t.state <> 'udgaaet' AND t.id IN `+db.List(2, len(part))+`
			AND (v.public_now OR v.state = 'gaeldende'
				OR NOT v.set_aside AND v.state IN ('lederudspil', 'udkast', 'foreslaaet') AND v.number = (
					SELECT MAX(n.number)
					FROM core_task_version n
					WHERE n.municipality = v.municipality AND n.core_task = v.core_task
					AND NOT n.set_aside AND n.state IN ('lederudspil', 'udkast', 'foreslaaet')))
			ORDER BY v.core_task, v.number
			LIMIT 1000`, db.Anys(part)...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// permitted is what the access table asks of a core task here.
func permitted(tx *db.Tx, do access.Action, from int) (string, []any) {
	return access.Where(tx.Actor(), do, access.Columns{
		Unit:      "u.path",
		Published: "EXISTS (SELECT 1 FROM core_task_version p WHERE p.municipality = t.municipality AND p.core_task = t.id AND p.public_now)",
		Adopted:   "EXISTS (SELECT 1 FROM core_task_version a WHERE a.municipality = t.municipality AND a.core_task = t.id AND a.state = 'gaeldende')",
	}, from)
}

// forceSeen gives those core tasks whose text in force the actor may see.
func forceSeen(tx *db.Tx, tasks []string) ([]string, error) {
	var out []string
	for part := range slices.Chunk(tasks, most) {
		may, more := permitted(tx, access.CoreTaskAdopted, 2+len(part))
		rows, err := db.All[string](tx, `
			SELECT t.id
			FROM core_task t
			JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
			WHERE t.municipality = $1 AND t.state <> 'udgaaet' AND t.id IN `+db.List(2, len(part))+`
			AND EXISTS (SELECT 1 FROM core_task_version v WHERE v.municipality = t.municipality AND v.core_task = t.id AND v.state = 'gaeldende')
			AND `+may+`
			LIMIT 1000`, append(db.Anys(part), more...)...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// draftsSeen gives the core tasks with a draft the actor may read.
func draftsSeen(tx *db.Tx) ([]string, error) {
	if !tx.Actor().SignedIn() {
		return nil, nil
	}
	may, more := permitted(tx, access.CoreTaskRead, 2)
	return db.All[string](tx, `
		SELECT t.id
		FROM core_task t
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		WHERE t.municipality = $1 AND t.state <> 'udgaaet'
		AND EXISTS (SELECT 1 FROM core_task_version v WHERE v.municipality = t.municipality AND v.core_task = t.id AND NOT v.set_aside AND v.state IN ('lederudspil', 'udkast', 'foreslaaet'))
		AND `+may+`
		LIMIT 1000000`, more...)
}

func allTasks(tx *db.Tx) ([]string, error) {
	return db.All[string](tx, `
		SELECT id
		FROM core_task
		WHERE municipality = $1
		ORDER BY id
		LIMIT 1000000`)
}

// tasksOf gives the core tasks of some units.
func tasksOf(tx *db.Tx, units []string) ([]string, error) {
	var out []string
	for part := range slices.Chunk(units, most) {
		rows, err := db.All[string](tx, `
			SELECT id
			FROM core_task
			WHERE municipality = $1 AND unit IN `+db.List(2, len(part))+`
			ORDER BY id
			LIMIT 100000`, db.Anys(part)...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}
