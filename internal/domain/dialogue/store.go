package dialogue

import (
	"strconv"
	"strings"
	"time"

	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// What lists stop at.
const (
	mostHosts        = 20
	mostParticipants = 10000
	mostGroups       = 2000
	mostCards        = 2000    // on a board
	mostInputs       = 500_000 // in a result
)

const dialogueColumns = `d.id, d.version, d.unit, d.core_task, d.title, d.guide, d.guide_sum, d.variant, d.language, d.plan,
			d.case_officer, d.state, d.phase, d.held_on, d.code, d.screen, d.seed, d.closed_at`

func loadDialogue(tx *db.Tx, dialogue id.Of[Dialogue]) (Dialogue, error) {
	return db.One[Dialogue](tx, `
		SELECT `+dialogueColumns+`
		FROM dialogue d
		WHERE d.municipality = $1 AND d.id = $2`, dialogue)
}

// loadToChange is loadDialogue that lets nobody else change or write into it meanwhile.
func loadToChange(tx *db.Tx, dialogue id.Of[Dialogue]) (Dialogue, error) {
	return db.One[Dialogue](tx, db.Held(tx, db.Alone, "d", `
		SELECT `+dialogueColumns+`
		FROM dialogue d
		WHERE d.municipality = $1 AND d.id = $2`), dialogue)
}

// loadHeld is loadDialogue that keeps the dialogue from being closed meanwhile.
func loadHeld(tx *db.Tx, dialogue id.Of[Dialogue]) (Dialogue, error) {
	return db.One[Dialogue](tx, db.Held(tx, db.Shared, "d", `
		SELECT `+dialogueColumns+`
		FROM dialogue d
		WHERE d.municipality = $1 AND d.id = $2`), dialogue)
}

func dialogueByCode(tx *db.Tx, code string) (Dialogue, bool, error) {
	return db.Maybe[Dialogue](tx, `
		SELECT `+dialogueColumns+`
		FROM dialogue_code c
		JOIN dialogue d ON d.municipality = c.municipality AND d.id = c.dialogue
		WHERE c.municipality = $1 AND c.id = $2 AND NOT c.ended`, code)
}

func dialogueByScreen(tx *db.Tx, screen string) (Dialogue, bool, error) {
	return db.Maybe[Dialogue](tx, `
		SELECT `+dialogueColumns+`
		FROM dialogue d
		WHERE d.municipality = $1 AND d.screen = $2`, screen)
}

func unitPath(tx *db.Tx, unit string) (string, error) {
	return db.One[string](tx, `
		SELECT path
		FROM unit
		WHERE municipality = $1 AND id = $2`, unit)
}

// coreTask finds a core task by its id or its slug.
func coreTask(tx *db.Tx, ref string) (string, bool, error) {
	return db.Maybe[string](tx, `
		SELECT id
		FROM core_task
		WHERE municipality = $1 AND (id = $2 OR slug = $2)
		LIMIT 1`, ref)
}

func hosts(tx *db.Tx, dialogue id.Of[Dialogue]) ([]Host, error) {
	return db.All[Host](tx, `
		SELECT id, version, dialogue, person, token, ended
		FROM dialogue_facilitator
		WHERE municipality = $1 AND dialogue = $2
		ORDER BY id
		LIMIT $3`, dialogue, mostHosts*5)
}

func guideSource(tx *db.Tx, sum string) (string, error) {
	return db.One[string](tx, `
		SELECT source
		FROM dialogue_guide
		WHERE municipality = $1 AND id = $2`, sum)
}

type guideRow struct {
	ID     string `db:"id"`
	Source string `db:"source"`
}

type codeRow struct {
	ID       string `db:"id"`
	Dialogue string `db:"dialogue"`
	Ended    bool   `db:"ended"`
}

func endCodes(tx *db.Tx, dialogue id.Of[Dialogue]) error {
	_, err := db.Exec(tx, `
		UPDATE dialogue_code
		SET ended = TRUE
		WHERE municipality = $1 AND dialogue = $2 AND NOT ended`, dialogue)
	return err
}

// reviveCode lets a code work again, when a dialogue is reopened.
func reviveCode(tx *db.Tx, code string) error {
	_, err := db.Exec(tx, `
		UPDATE dialogue_code
		SET ended = FALSE
		WHERE municipality = $1 AND id = $2`, code)
	return err
}

// Filter chooses among dialogues. After is the last line of the page before.
type Filter struct {
	Unit     string // here and below
	CoreTask string
	Phase    room.Phase
	After    string
	Limit    int
}

func list(tx *db.Tx, f Filter) ([]Listed, error) {
	where, args := "", []any{}
	place := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args)+1)
	}
	if f.CoreTask != "" {
		where += " AND d.core_task = " + place(f.CoreTask)
	}
	if f.Phase != "" {
		where += " AND d.phase = " + place(f.Phase)
	}
	if f.Unit != "" {
		path, err := unitPath(tx, f.Unit)
		if err != nil {
			return nil, err
		}
		where += " AND u.path LIKE " + place(path+"%")
	}
	if on, last, ok := strings.Cut(f.After, "."); ok {
		a, b := place(on), place(last)
		where += " AND (d.held_on < " + a + " OR d.held_on = " + a + " AND d.id < " + b + ")"
	}
	may, more := access.Where(tx.Actor(), access.DialogueList, access.Columns{
		Unit:        "u.path",
		Facilitator: "EXISTS (SELECT 1 FROM dialogue_facilitator f WHERE f.municipality = d.municipality AND f.dialogue = d.id AND NOT f.ended AND (f.person = %s OR f.token = %s))",
	}, len(args)+2)
	args = append(args, more...)
	return db.All[Listed](tx, `
		SELECT d.id, d.title, d.unit, u.name AS unit_name, d.core_task, d.guide, d.phase, d.held_on
		FROM dialogue d
		JOIN unit u ON u.municipality = d.municipality AND u.id = d.unit
		WHERE d.municipality = $1 AND `+may+where+`
		ORDER BY d.held_on DESC, d.id DESC
		LIMIT `+place2(&args, f.Limit), args...)
}

func place2(args *[]any, v any) string {
	*args = append(*args, v)
	return "$" + strconv.Itoa(len(*args)+1)
}

// insideRow is a participant with as much of the dialogue as every act in the room needs.
type insideRow struct {
	Participant string          `db:"participant"`
	Actor       room.Actor      `db:"actor"`
	Profession  string          `db:"profession"`
	Name        string          `db:"name"`
	Table       string          `db:"seat"`
	Gone        gone            `db:"gone"`
	ID          id.Of[Dialogue] `db:"id"`
	Version     int64           `db:"version"`
	Unit        string          `db:"unit"`
	Title       string          `db:"title"`
	GuideSum    string          `db:"guide_sum"`
	Variant     string          `db:"variant"`
	Language    text.Lang       `db:"language"`
	Plan        Plan            `db:"plan,json"`
	State       room.State      `db:"state,json"`
	Seed        int64           `db:"seed"`
	Closed      time.Time       `db:"closed_at"`
}

func (r insideRow) dialogue() Dialogue {
	return Dialogue{
		ID: r.ID, Version: r.Version, Unit: r.Unit, Title: r.Title, GuideSum: r.GuideSum, Variant: r.Variant, Language: r.Language, Plan: r.Plan,
		State: r.State, Phase: r.State.Phase, Seed: r.Seed, Closed: r.Closed,
	}
}

// loadInside finds who carries a token in the dialogue a code has belonged to. held keeps
// the dialogue from being changed until the transaction ends.
func loadInside(tx *db.Tx, code, token string, held bool) (insideRow, bool, error) {
	q := `
		SELECT p.id AS participant, p.actor, p.profession, p.name, p.seat, p.gone,
			d.id, d.version, d.unit, d.title, d.guide_sum, d.variant, d.language, d.plan, d.state, d.seed, d.closed_at
		FROM participant p
		JOIN dialogue d ON d.municipality = p.municipality AND d.id = p.dialogue
		JOIN dialogue_code c ON c.municipality = d.municipality AND c.dialogue = d.id AND c.id = $3
		WHERE p.municipality = $1 AND p.token = $2`
	if held {
		q = db.Held(tx, db.Shared, "d", q)
	}
	return db.Maybe[insideRow](tx, q, token, code)
}

const participantColumns = `p.id, p.dialogue, p.device, p.token, p.sealed, p.actor, p.profession, p.name, p.seat, p.joined_at, p.gone`

func participantByDevice(tx *db.Tx, dialogue id.Of[Dialogue], device string) (participant, error) {
	return db.One[participant](tx, `
		SELECT `+participantColumns+`
		FROM participant p
		WHERE p.municipality = $1 AND p.dialogue = $2 AND p.device = $3`, dialogue, device)
}

func participants(tx *db.Tx, dialogue id.Of[Dialogue]) ([]participant, error) {
	return db.All[participant](tx, `
		SELECT `+participantColumns+`
		FROM participant p
		WHERE p.municipality = $1 AND p.dialogue = $2 AND p.gone = ''
		ORDER BY p.id
		LIMIT $3`, dialogue, mostParticipants)
}

// unseated gives those who have no seat in a step yet.
func unseated(tx *db.Tx, dialogue id.Of[Dialogue], step int) ([]participant, error) {
	return db.All[participant](tx, `
		SELECT `+participantColumns+`
		FROM participant p
		WHERE p.municipality = $1 AND p.dialogue = $2 AND p.gone = ''
		  AND NOT EXISTS (
		    SELECT 1
		    FROM dialogue_seat s
		    WHERE s.municipality = p.municipality AND s.dialogue = p.dialogue AND s.step = $3 AND s.participant = p.id)
		ORDER BY p.id
		LIMIT $4`, dialogue, step, mostParticipants)
}

type actorCount struct {
	Actor      string `db:"actor"`
	Profession string `db:"profession"`
	Count      int    `db:"n"`
}

func countActors(tx *db.Tx, dialogue id.Of[Dialogue]) (attendance, error) {
	rows, err := db.All[actorCount](tx, `
		SELECT actor, profession, count(*) AS n
		FROM participant
		WHERE municipality = $1 AND dialogue = $2 AND gone <> 'fjernet'
		GROUP BY actor, profession
		ORDER BY actor, profession
		LIMIT $3`, dialogue, mostParticipants)
	a := attendance{actors: map[string]int{}, professions: map[string]int{}}
	for _, r := range rows {
		a.actors[r.Actor] += r.Count
		a.people += r.Count
		if r.Profession != "" {
			a.professions[r.Profession] += r.Count
		}
	}
	return a, err
}

// groupRow is a group of a step as the database has it.
type groupRow struct {
	ID          string   `db:"id"`
	Dialogue    string   `db:"dialogue"`
	Step        int      `db:"step"`
	Group       string   `db:"grp"`
	Professions []string `db:"professions,json"`
	People      int      `db:"people"`
	NeedsTime   bool     `db:"needs_time"`
}

func (r groupRow) group() room.Group {
	return room.Group{Key: r.Group, Professions: r.Professions, People: r.People}
}

func groupID(dialogue id.Of[Dialogue], step int, key string) string {
	return dialogue.String() + "." + seatKey(step, key)
}

// seatKey names a group of a step.
func seatKey(step int, key string) string { return strconv.Itoa(step) + "." + key }

func groups(tx *db.Tx, dialogue id.Of[Dialogue], step int) ([]groupRow, error) {
	return db.All[groupRow](tx, `
		SELECT id, dialogue, step, grp, professions, people, needs_time
		FROM dialogue_group
		WHERE municipality = $1 AND dialogue = $2 AND step = $3
		ORDER BY people, grp
		LIMIT $4`, dialogue, step, mostGroups)
}

// smallestGroups gives the few groups of a step with the fewest people.
func smallestGroups(tx *db.Tx, dialogue id.Of[Dialogue], step, limit int) ([]groupRow, error) {
	return db.All[groupRow](tx, `
		SELECT id, dialogue, step, grp, professions, people, needs_time
		FROM dialogue_group
		WHERE municipality = $1 AND dialogue = $2 AND step = $3
		ORDER BY people, grp
		LIMIT $4`, dialogue, step, limit)
}

func countGroups(tx *db.Tx, dialogue id.Of[Dialogue], step int) (int, error) {
	return db.One[int](tx, `
		SELECT count(*)
		FROM dialogue_group
		WHERE municipality = $1 AND dialogue = $2 AND step = $3`, dialogue, step)
}

func oneGroup(tx *db.Tx, dialogue id.Of[Dialogue], step int, key string) (groupRow, bool, error) {
	return db.Maybe[groupRow](tx, `
		SELECT id, dialogue, step, grp, professions, people, needs_time
		FROM dialogue_group
		WHERE municipality = $1 AND id = $2`, groupID(dialogue, step, key))
}

// addPeople counts so many more people in a group, which is made where it is missing.
func addPeople(tx *db.Tx, at place, g room.Group) error {
	row := groupRow{ID: groupID(at.dialogue, at.step, g.Key), Dialogue: at.dialogue.String(), Step: at.step, Group: g.Key, Professions: g.Professions, People: g.People}
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

// seatRow is where somebody sits in a step.
type seatRow struct {
	ID          string `db:"id"`
	Dialogue    string `db:"dialogue"`
	Step        int    `db:"step"`
	Participant string `db:"participant"`
	Group       string `db:"grp"`
}

func seatID(participant string, step int) string { return participant + "." + strconv.Itoa(step) }

func seatOf(tx *db.Tx, participant string, step int) (string, bool, error) {
	return db.Maybe[string](tx, `
		SELECT grp
		FROM dialogue_seat
		WHERE municipality = $1 AND id = $2`, seatID(participant, step))
}

// saveSeats writes new seats and, where they are new, the groups of a step; then counts
// who sits where.
func saveSeats(tx *db.Tx, at place, newGroups []room.Group, seats map[string]string) error {
	dialogue, step := at.dialogue, at.step
	var rows []groupRow
	for _, g := range newGroups {
		rows = append(rows, groupRow{ID: groupID(dialogue, step, g.Key), Dialogue: dialogue.String(), Step: step, Group: g.Key, Professions: g.Professions})
	}
	if err := db.InsertAll(tx, "dialogue_group", rows); err != nil {
		return err
	}
	var placed []seatRow
	for p, g := range seats {
		placed = append(placed, seatRow{ID: seatID(p, step), Dialogue: dialogue.String(), Step: step, Participant: p, Group: g})
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
		WHERE municipality = $1 AND dialogue = $2 AND step = $3`, dialogue, step)
	return err
}

// moveSeat seats somebody in another group of a step.
func moveSeat(tx *db.Tx, at place, participant, from, to string) error {
	dialogue, step := at.dialogue, at.step
	if _, err := db.Exec(tx, `
		UPDATE dialogue_seat
		SET grp = $3
		WHERE municipality = $1 AND id = $2`, seatID(participant, step), to); err != nil {
		return err
	}
	_, err := db.Exec(tx, `
		UPDATE dialogue_group
		SET people = people + CASE WHEN grp = $4 THEN 1 ELSE -1 END
		WHERE municipality = $1 AND dialogue = $2 AND step = $3 AND grp IN ($4, $5)`, dialogue, step, to, from)
	return err
}

func setNeedsTime(tx *db.Tx, at place, group string, needs bool) error {
	_, err := db.Exec(tx, `
		UPDATE dialogue_group
		SET needs_time = $3
		WHERE municipality = $1 AND id = $2`, groupID(at.dialogue, at.step, group), needs)
	return err
}

// setGone takes a participant out of the room: the token opens nothing any more, and the
// same phone may come in anew as somebody else.
func setGone(tx *db.Tx, participant string, how gone) error {
	_, err := db.Exec(tx, `
		UPDATE participant
		SET gone = $3, name = ''
		WHERE municipality = $1 AND id = $2`, participant, how)
	return err
}

func clearNeedsTime(tx *db.Tx, dialogue id.Of[Dialogue]) error {
	_, err := db.Exec(tx, `
		UPDATE dialogue_group
		SET needs_time = FALSE
		WHERE municipality = $1 AND dialogue = $2 AND needs_time`, dialogue)
	return err
}
