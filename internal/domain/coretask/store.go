package coretask

import (
	"strings"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Lists of what belongs to one task stop here.
const (
	mostVersions = 200
	mostParts    = 200
	mostWritten  = 2000 // with those that have ended
	mostChain    = 12
)

const taskColumns = `t.id, t.version, t.external_id, t.unit, t.name, t.sort_key, t.slug, t.state, t.successor,
			t.state_reason, t.revisit_by, t.triggers, t.former_names`

const versionColumns = `v.id, v.version, v.core_task, v.number, v.state, v.set_aside, v.sort_key, v.name, v.formulation,
			v.purpose, v.target_group, v.citizens, v.companies, v.community, v.why, v.narrative, v.formal,
			v.formal_references, v.own_room, v.performed, v.performed_references, v.experienced,
			v.experienced_references, v.overlap, v.raw, v.coverage, v.reason, v.public_reason, v.forum, v.case_number,
			v.adopted_on, v.attendance, v.begun_at, v.proposed_at, v.adopted_at, v.source_kind, v.source_id,
			v.public_now, v.published_from, v.published_until, v.shown_at, v.shown`

// placed is a task with its unit and what access asks of it.
type placed struct {
	Task
	UnitName  string     `db:"unit_name"`
	UnitPath  string     `db:"unit_path"`
	UnitLevel int        `db:"unit_level"`
	Adopts    org.Adopts `db:"adopts"`
	Public    bool       `db:"is_public"`
	InForce   bool       `db:"is_in_force"`
}

// object is what the access rules need to know of the task.
func (p placed) object(municipality string) access.Object {
	return access.Object{Municipality: municipality, Unit: p.UnitPath, Published: p.Public && p.State != Retired, Adopted: p.InForce}
}

// writer tells how the actor stands to the task's text.
func (p placed) writer(tx *db.Tx) Writer {
	return Writer{Leads: !tx.Actor().Program && access.Can(tx.Actor(), access.CoreTaskSuggest, p.object(tx.Municipality)), Adopts: p.Adopts}
}

const selectPlaced = `
		SELECT ` + taskColumns + `, u.name AS unit_name, u.path AS unit_path, u.level AS unit_level, u.adopts,
			EXISTS (SELECT 1 FROM core_task_version v
				WHERE v.municipality = t.municipality AND v.core_task = t.id AND v.public_now) AS is_public,
			EXISTS (SELECT 1 FROM core_task_version v
				WHERE v.municipality = t.municipality AND v.core_task = t.id AND v.state = 'gaeldende') AS is_in_force
		FROM core_task t
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		`

func loadPlaced(tx *db.Tx, task id.Of[Task]) (placed, error) {
	return db.One[placed](tx, selectPlaced+`WHERE t.municipality = $1 AND t.id = $2`, task)
}

// loadSlug finds a task by any slug it has ever had.
func loadSlug(tx *db.Tx, slug string) (placed, error) {
	return db.One[placed](tx, selectPlaced+`
		JOIN core_task_slug s ON s.municipality = t.municipality AND s.core_task = t.id
		WHERE t.municipality = $1 AND s.id = $2`, slug)
}

func loadVersion(tx *db.Tx, version id.Of[Version]) (Version, error) {
	return db.One[Version](tx, `
		SELECT `+versionColumns+`
		FROM core_task_version v
		WHERE v.municipality = $1 AND v.id = $2`, version)
}

// loadVersions gives all texts of a task, newest first.
func loadVersions(tx *db.Tx, task id.Of[Task]) ([]Version, error) {
	return db.All[Version](tx, `
		SELECT `+versionColumns+`
		FROM core_task_version v
		WHERE v.municipality = $1 AND v.core_task = $2
		ORDER BY v.number DESC
		LIMIT $3`, task, mostVersions)
}

// loadPublished gives the texts of a task that citizens have been able to read, newest first.
func loadPublished(tx *db.Tx, task id.Of[Task]) ([]Version, error) {
	return db.All[Version](tx, `
		SELECT `+versionColumns+`
		FROM core_task_version v
		WHERE v.municipality = $1 AND v.core_task = $2 AND v.published_from <> 0
		ORDER BY v.published_from DESC, v.number DESC
		LIMIT $3`, task, mostVersions)
}

func versionsOf(tx *db.Tx, s Source) ([]Version, error) {
	return db.All[Version](tx, `
		SELECT `+versionColumns+`
		FROM core_task_version v
		WHERE v.municipality = $1 AND v.source_kind = $2 AND v.source_id = $3
		ORDER BY v.id
		LIMIT 50`, s.Kind, s.ID)
}

// lastNumber gives the number of a task's newest text, 0 when there is none.
func lastNumber(tx *db.Tx, task id.Of[Task]) (int, error) {
	return db.One[int](tx, `
		SELECT COALESCE(MAX(number), 0)
		FROM core_task_version
		WHERE municipality = $1 AND core_task = $2`, task)
}

const selectPreconditions = `
		SELECT id, version, core_task, place, body, owner_unit, owner_role, owner_person, state, ended
		FROM precondition
		WHERE municipality = $1 AND `

func preconditions(tx *db.Tx, task id.Of[Task]) ([]Precondition, error) {
	return db.All[Precondition](tx, selectPreconditions+`core_task = $2 AND NOT ended`+partsInOrder, task, mostParts)
}

// everyPrecondition gives also those that have ended: their words are still kept.
func everyPrecondition(tx *db.Tx, task id.Of[Task]) ([]Precondition, error) {
	return db.All[Precondition](tx, selectPreconditions+`core_task = $2`+partsInOrder, task, mostWritten)
}

func loadPrecondition(tx *db.Tx, p id.Of[Precondition]) (Precondition, error) {
	return db.One[Precondition](tx, selectPreconditions+`id = $2`, p)
}

const selectContributions = `
		SELECT id, version, core_task, place, profession, gives, needs, unseen, source_kind, source_id, ended
		FROM contribution
		WHERE municipality = $1 AND `

func contributions(tx *db.Tx, task id.Of[Task]) ([]Contribution, error) {
	return db.All[Contribution](tx, selectContributions+`core_task = $2 AND NOT ended`+partsInOrder, task, mostParts)
}

func everyContribution(tx *db.Tx, task id.Of[Task]) ([]Contribution, error) {
	return db.All[Contribution](tx, selectContributions+`core_task = $2`+partsInOrder, task, mostWritten)
}

func loadContribution(tx *db.Tx, c id.Of[Contribution]) (Contribution, error) {
	return db.One[Contribution](tx, selectContributions+`id = $2`, c)
}

const partsInOrder = `
		ORDER BY place, id
		LIMIT $3`

const disagreementColumns = `id, version, core_task, about, objection, topic, views, next_step, public_words, approved,
			settled_on, outcome, source_kind, source_id, noted_at`

func disagreements(tx *db.Tx, task id.Of[Task]) ([]Disagreement, error) {
	return db.All[Disagreement](tx, `
		SELECT `+disagreementColumns+`
		FROM disagreement
		WHERE municipality = $1 AND core_task = $2
		ORDER BY id
		LIMIT $3`, task, mostParts)
}

func loadDisagreement(tx *db.Tx, d id.Of[Disagreement]) (Disagreement, error) {
	return db.One[Disagreement](tx, `
		SELECT `+disagreementColumns+`
		FROM disagreement
		WHERE municipality = $1 AND id = $2`, d)
}

// approvedWords gives the open disagreements of a task in the words approved for citizens.
func approvedWords(tx *db.Tx, task id.Of[Task]) ([]string, error) {
	return db.All[string](tx, `
		SELECT public_words
		FROM disagreement
		WHERE municipality = $1 AND core_task = $2 AND approved AND settled_on = '' AND public_words <> ''
		ORDER BY id
		LIMIT $3`, task, mostParts)
}

// linkRow is a link with the task at its other end.
type linkRow struct {
	Link
	OtherName     string `db:"other_name"`
	OtherSlug     string `db:"other_slug"`
	OtherUnit     string `db:"other_unit"`
	OtherSentence string `db:"other_sentence"`
	OtherSort     string `db:"other_sort"`
	OtherPath     string `db:"other_path"`
	OtherInForce  bool   `db:"other_in_force"`
	Out           bool   `db:"is_out"`
}

// linkEnds are the columns of a link seen from one of its ends; o is the other task, v its
// public text, u its unit.
const linkEnds = `l.id AS id, l.version, l.from_task, l.to_task, l.kind, l.reason, l.shown, l.shown_reason, l.ended,
			o.slug AS other_slug, o.sort_key AS other_sort, u.name AS other_unit, u.path AS other_path`

// links gives the links from and to a task that still hold, for those who work with it.
func links(tx *db.Tx, task id.Of[Task]) ([]linkRow, error) {
	half := func(near, far, out string) string {
		return `
		SELECT ` + linkEnds + `, o.name AS other_name, '' AS other_sentence,
			EXISTS (SELECT 1 FROM core_task_version v
				WHERE v.municipality = o.municipality AND v.core_task = o.id AND v.state = 'gaeldende') AS other_in_force,
			` + out + ` AS is_out
		FROM core_task_link l
		JOIN core_task o ON o.municipality = l.municipality AND o.id = l.` + far + `
		JOIN unit u ON u.municipality = o.municipality AND u.id = o.unit
		WHERE l.municipality = $1 AND l.` + near + ` = $2 AND NOT l.ended AND o.state <> 'udgaaet'`
	}
	return db.All[linkRow](tx, half("from_task", "to_task", "TRUE")+`
		UNION ALL`+half("to_task", "from_task", "FALSE")+`
		ORDER BY other_sort, id
		LIMIT $3`, task, mostParts)
}

// shownLinks gives the links that citizens may see: shown, and public at both ends. With
// preview the task's own are given as they would be shown if it was published now.
func shownLinks(tx *db.Tx, task id.Of[Task], preview bool) ([]linkRow, error) {
	half := func(near, far, stands, out string) string {
		return `
		SELECT ` + linkEnds + `, v.name AS other_name,
			CASE WHEN v.formulation <> '' THEN v.formulation ELSE v.purpose END AS other_sentence, TRUE AS other_in_force,
			` + out + ` AS is_out
		FROM core_task_link l
		JOIN core_task o ON o.municipality = l.municipality AND o.id = l.` + far + `
		JOIN core_task_version v ON v.municipality = o.municipality AND v.core_task = o.id AND v.public_now
		JOIN unit u ON u.municipality = o.municipality AND u.id = o.unit
		WHERE l.municipality = $1 AND l.` + near + ` = $2 AND ` + stands + ` AND o.state <> 'udgaaet'`
	}
	own := "l.shown"
	if preview {
		own = "NOT l.ended"
	}
	return db.All[linkRow](tx, half("from_task", "to_task", own, "TRUE")+`
		UNION ALL`+half("to_task", "from_task", "l.shown", "FALSE")+`
		ORDER BY other_sort, id
		LIMIT $3`, task, mostParts)
}

const selectLinks = `
		SELECT id, version, from_task, to_task, kind, reason, shown, shown_reason, ended
		FROM core_task_link
		WHERE municipality = $1 AND `

// loadLink gives a link by its id.
func loadLink(tx *db.Tx, link id.Of[Link]) (Link, error) {
	return db.One[Link](tx, selectLinks+`id = $2`, link)
}

// linkBetween finds the link of a kind between two tasks, also one that has ended.
func linkBetween(tx *db.Tx, from, to id.Of[Task], kind LinkKind) (Link, bool, error) {
	return db.Maybe[Link](tx, selectLinks+`from_task = $2 AND to_task = $3 AND kind = $4`, from, to, kind)
}

// linksFrom gives every link that goes out from a task, ended or not.
func linksFrom(tx *db.Tx, task id.Of[Task]) ([]Link, error) {
	return db.All[Link](tx, selectLinks+`from_task = $2
		ORDER BY id
		LIMIT $3`, task, mostWritten)
}

// edge is one link of the whole municipality's net, for circles.
type edge struct {
	From id.Of[Task] `db:"from_task"`
	To   id.Of[Task] `db:"to_task"`
}

// reach gives the shown links among tasks that can be reached from one within a few steps.
func reach(tx *db.Tx, task id.Of[Task]) ([]edge, error) {
	return db.All[edge](tx, `
		WITH RECURSIVE near (core_task, depth) AS (
			SELECT id, 0
			FROM core_task
			WHERE municipality = $1 AND id = $2
			UNION
			SELECT l.to_task, n.depth + 1
			FROM near n
			CROSS JOIN core_task_link l
			WHERE l.municipality = $1 AND l.from_task = n.core_task AND l.shown AND n.depth < 4
		)
		SELECT DISTINCT l.from_task, l.to_task
		FROM near n
		CROSS JOIN core_task_link l
		WHERE l.municipality = $1 AND l.from_task = n.core_task AND l.shown
		ORDER BY l.from_task, l.to_task
		LIMIT 500`, task)
}

// places names public tasks as seen from another.
type placeRow struct {
	Task id.Of[Task] `db:"core_task"`
	PublicPlace
}

const selectPlaces = `
		SELECT t.id AS core_task, t.slug, v.name, u.name AS unit_name,
			CASE WHEN v.formulation <> '' THEN v.formulation ELSE v.purpose END AS sentence
		FROM core_task t
		JOIN core_task_version v ON v.municipality = t.municipality AND v.core_task = t.id AND v.public_now
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		`

func publicPlaces(tx *db.Tx, tasks []id.Of[Task]) (map[id.Of[Task]]PublicPlace, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	rows, err := db.All[placeRow](tx, selectPlaces+`
		WHERE t.municipality = $1 AND t.state <> 'udgaaet' AND t.id IN `+db.List(2, len(tasks))+`
		LIMIT 500`, db.Anys(tasks)...)
	out := map[id.Of[Task]]PublicPlace{}
	for _, r := range rows {
		out[r.Task] = r.PublicPlace
	}
	return out, err
}

func publicChildren(tx *db.Tx, task id.Of[Task]) ([]PublicPlace, error) {
	rows, err := db.All[placeRow](tx, selectPlaces+`
		JOIN interpretation i ON i.municipality = t.municipality AND i.child = t.id AND NOT i.ended
		WHERE t.municipality = $1 AND i.parent = $2 AND t.state <> 'udgaaet'
		ORDER BY v.sort_key, t.id
		LIMIT $3`, task, mostParts)
	out := make([]PublicPlace, len(rows))
	for i, r := range rows {
		out[i] = r.PublicPlace
	}
	return out, err
}

// kin is a task of the red thread with the sentence those who work here read.
type kin struct {
	Task          id.Of[Task]           `db:"core_task"`
	Slug          string                `db:"slug"`
	Name          string                `db:"name"`
	Unit          string                `db:"unit_name"`
	UnitID        id.Of[org.Unit]       `db:"unit"`
	Sentence      string                `db:"sentence"`
	Current       id.Of[Version]        `db:"current_version"`
	Public        bool                  `db:"is_public"`
	Child         id.Of[Task]           `db:"child"`
	Read          id.Of[Version]        `db:"parent_version"`
	Interpreting  id.Of[Interpretation] `db:"interpretation"`
	InterpVersion int64                 `db:"interpretation_version"`
	Level         int                   `db:"level"`
	Path          string                `db:"unit_path"`
}

const kinColumns = `t.id AS core_task, t.slug, t.name, u.name AS unit_name, t.unit, u.path AS unit_path,
			COALESCE(CASE WHEN v.formulation <> '' THEN v.formulation ELSE v.purpose END, '') AS sentence,
			COALESCE(v.id, '') AS current_version,
			EXISTS (SELECT 1 FROM core_task_version p
				WHERE p.municipality = t.municipality AND p.core_task = t.id AND p.public_now) AS is_public,
			i.child, COALESCE(i.parent_version, '') AS parent_version, i.id AS interpretation, i.version AS interpretation_version`

// CROSS JOIN is how a query says in which order its tables are gone through: from the few
// rows that are known to what hangs on them. SQLite, which keeps no statistics here, would
// otherwise begin at the wrong end.

// ancestors gives every task of the levels above, each under the child that interprets
// it; a circle, which the rules forbid, would end at mostChain.
func ancestors(tx *db.Tx, task id.Of[Task]) ([]kin, error) {
	return db.All[kin](tx, `
		WITH RECURSIVE up (parent, child, depth) AS (
			SELECT i.parent, i.child, 1
			FROM interpretation i
			WHERE i.municipality = $1 AND i.child = $2 AND NOT i.ended
			UNION
			SELECT i.parent, i.child, up.depth + 1
			FROM interpretation i
			JOIN up ON up.parent = i.child
			WHERE i.municipality = $1 AND NOT i.ended AND up.depth < $3
		)
		SELECT DISTINCT `+kinColumns+`, u.level
		FROM up
		CROSS JOIN interpretation i
		CROSS JOIN core_task t
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		LEFT JOIN core_task_version v ON v.municipality = t.municipality AND v.core_task = t.id AND v.state = 'gaeldende'
		WHERE i.municipality = $1 AND i.child = up.child AND i.parent = up.parent AND NOT i.ended
		AND t.municipality = $1 AND t.id = up.parent AND t.state <> 'udgaaet'
		ORDER BY u.level, t.id
		LIMIT 100`, task, mostChain)
}

// offspring gives the tasks that interpret this one.
func offspring(tx *db.Tx, task id.Of[Task]) ([]kin, error) {
	return db.All[kin](tx, `
		SELECT `+kinColumns+`, u.level
		FROM interpretation i
		JOIN core_task t ON t.municipality = i.municipality AND t.id = i.child AND t.state <> 'udgaaet'
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		LEFT JOIN core_task_version v ON v.municipality = t.municipality AND v.core_task = t.id AND v.state = 'gaeldende'
		WHERE i.municipality = $1 AND i.parent = $2 AND NOT i.ended
		ORDER BY t.sort_key, t.id
		LIMIT $3`, task, mostParts)
}

func interpretations(tx *db.Tx, child id.Of[Task]) ([]Interpretation, error) {
	return db.All[Interpretation](tx, `
		SELECT id, version, child, parent, parent_version, ended
		FROM interpretation
		WHERE municipality = $1 AND child = $2
		ORDER BY id
		LIMIT $3`, child, mostParts)
}

// inForce gives the version in force of each task that has one.
func inForce(tx *db.Tx, tasks []id.Of[Task]) (map[id.Of[Task]]Version, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	rows, err := db.All[Version](tx, `
		SELECT `+versionColumns+`
		FROM core_task_version v
		WHERE v.municipality = $1 AND v.state = 'gaeldende' AND v.core_task IN `+db.List(2, len(tasks))+`
		LIMIT 500`, db.Anys(tasks)...)
	out := map[id.Of[Task]]Version{}
	for _, v := range rows {
		out[v.Task] = v
	}
	return out, err
}

// unitsWithTask gives those of the units that own a living core task.
func unitsWithTask(tx *db.Tx, units []id.Of[org.Unit]) (map[id.Of[org.Unit]]bool, error) {
	if len(units) == 0 {
		return nil, nil
	}
	rows, err := db.All[id.Of[org.Unit]](tx, `
		SELECT DISTINCT unit
		FROM core_task
		WHERE municipality = $1 AND state <> 'udgaaet' AND unit IN `+db.List(2, len(units))+`
		LIMIT 500`, db.Anys(units)...)
	out := map[id.Of[org.Unit]]bool{}
	for _, u := range rows {
		out[u] = true
	}
	return out, err
}

// ofUnit gives a unit's core tasks, the living ones first.
func ofUnit(tx *db.Tx, unit id.Of[org.Unit]) ([]placed, error) {
	return db.All[placed](tx, selectPlaced+`
		WHERE t.municipality = $1 AND t.unit = $2
		ORDER BY CASE WHEN t.state = 'udgaaet' THEN 1 ELSE 0 END, t.sort_key, t.id
		LIMIT 50`, unit)
}

func narrativeNamed(tx *db.Tx, name string) (Narrative, bool, error) {
	return db.Maybe[Narrative](tx, `
		SELECT id, version, name, body, adopted_on, forum
		FROM narrative
		WHERE municipality = $1 AND name = $2`, name)
}

// versionsHolding gives the texts of a task that hold some words, now or in an earlier
// state; the words are as they stand inside a revision.
func versionsHolding(tx *db.Tx, task id.Of[Task], words string) ([]id.Of[Version], error) {
	return db.All[id.Of[Version]](tx, `
		SELECT DISTINCT v.id
		FROM core_task_version v
		JOIN revision r ON r.municipality = v.municipality AND r.kind = 'core_task_version' AND r.id = v.id
		WHERE v.municipality = $1 AND v.core_task = $2 AND r.body LIKE $3 ESCAPE '!'
		ORDER BY v.id
		LIMIT $4`, task, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(words)+"%", mostVersions)
}

// happenedRow is one revision of a record of a task, with the one before it.
type happenedRow struct {
	Change string    `db:"change"`
	Kind   string    `db:"kind"`
	ID     string    `db:"id"`
	At     time.Time `db:"at"`
	Person string    `db:"person"`
	Action string    `db:"action"`
	Reason string    `db:"reason"`
	Body   string    `db:"body"`
	Before string    `db:"before"`
}

// happened gives what was done with a task and what belongs to it before a change (empty:
// until now), newest first.
func happened(tx *db.Tx, task id.Of[Task], before string, limit int) ([]happenedRow, error) {
	return db.All[happenedRow](tx, `
		SELECT r.change, r.kind, r.id, r.at, c.person, c.action, c.reason, r.body, COALESCE(b.body, '') AS before
		FROM revision r
		JOIN change c ON c.municipality = r.municipality AND c.id = r.change
		LEFT JOIN revision b ON b.municipality = r.municipality AND b.kind = r.kind AND b.id = r.id AND b.version = (
			SELECT max(x.version)
			FROM revision x
			WHERE x.municipality = r.municipality AND x.kind = r.kind AND x.id = r.id AND x.version < r.version)
		WHERE r.municipality = $1 AND ($3 = '' OR r.change < $3)
		AND (r.kind = 'core_task' AND r.id = $2
			OR r.kind = 'core_task_version' AND r.id IN (SELECT id FROM core_task_version WHERE municipality = $1 AND core_task = $2)
			OR r.kind = 'precondition' AND r.id IN (SELECT id FROM precondition WHERE municipality = $1 AND core_task = $2)
			OR r.kind = 'contribution' AND r.id IN (SELECT id FROM contribution WHERE municipality = $1 AND core_task = $2)
			OR r.kind = 'disagreement' AND r.id IN (SELECT id FROM disagreement WHERE municipality = $1 AND core_task = $2)
			OR r.kind = 'core_task_link' AND r.id IN (SELECT id FROM core_task_link WHERE municipality = $1 AND from_task = $2)
			OR r.kind = 'interpretation' AND r.id IN (SELECT id FROM interpretation WHERE municipality = $1 AND child = $2))
		ORDER BY r.change DESC, r.kind, r.id
		LIMIT $4`, task, before, limit)
}

// mostChecks is how many texts of one task are shown with their answers.
const mostChecks = 100

// checks gives what was answered to the check questions about the texts of a task, the
// newest first.
func checks(tx *db.Tx, task id.Of[Task]) ([]Check, error) {
	return db.All[Check](tx, `
		SELECT id, version, core_task, about, held_on, answers
		FROM formulation_check
		WHERE municipality = $1 AND core_task = $2
		ORDER BY held_on DESC, id DESC
		LIMIT $3`, task, mostChecks)
}

// checkAbout gives what was answered about one text.
func checkAbout(tx *db.Tx, about id.Of[Version]) (Check, bool, error) {
	return db.Maybe[Check](tx, `
		SELECT id, version, core_task, about, held_on, answers
		FROM formulation_check
		WHERE municipality = $1 AND about = $2
		ORDER BY held_on DESC, id DESC
		LIMIT 1`, about)
}

func addSlug(tx *db.Tx, slug string, task id.Of[Task]) error {
	_, err := db.Exec(tx, `
		INSERT INTO core_task_slug (municipality, id, core_task)
		VALUES ($1, $2, $3)
		ON CONFLICT DO NOTHING`, slug, task)
	return err
}

// slugsLike gives the slugs that begin with one, and whose task each is or was.
func slugsLike(tx *db.Tx, slug string) (map[string]id.Of[Task], error) {
	type row struct {
		ID   string      `db:"id"`
		Task id.Of[Task] `db:"core_task"`
	}
	rows, err := db.All[row](tx, `
		SELECT id, core_task
		FROM core_task_slug
		WHERE municipality = $1 AND (id = $2 OR id LIKE $3)
		LIMIT 5000`, slug, slug[:min(len(slug), id.LongestSlug-5)]+"%")
	out := map[string]id.Of[Task]{}
	for _, r := range rows {
		out[r.ID] = r.Task
	}
	return out, err
}

// Professions of the people who work in a unit or below it today.
func professionsIn(tx *db.Tx, path string, on day.Date) ([]string, error) {
	return db.All[string](tx, `
		SELECT DISTINCT p.profession
		FROM unit u
		JOIN membership m ON m.municipality = u.municipality AND m.unit = u.id
		JOIN person p ON p.municipality = m.municipality AND p.id = m.person
		WHERE u.municipality = $1 AND u.path LIKE $2 AND p.profession <> ''
		AND m.valid_from <= $3 AND (m.valid_to = '' OR m.valid_to >= $3)
		ORDER BY p.profession
		LIMIT 100`, path+"%", on)
}
