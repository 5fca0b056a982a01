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

// oneAtATime lets those who come in by a code in one after the other, so that each finds the
// emptiest table as it then is. Nobody inside waits for them.
func oneAtATime(tx *db.Tx, code string) error {
	_, _, err := db.Maybe[string](tx, db.Held(tx, db.Alone, "c", `
		SELECT c.id
		FROM dialogue_code c
		WHERE c.municipality = $1 AND c.id = $2`), NormalCode(code))
	return err
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
func coreTask(tx *db.Tx, ref string) (subject, bool, error) {
	return db.Maybe[subject](tx, `
		SELECT t.id, u.path
		FROM core_task t
		JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		WHERE t.municipality = $1 AND (t.id = $2 OR t.slug = $2)
		LIMIT 1`, ref)
}

// subject is the core task a dialogue is about, and the path of the unit whose it is.
type subject struct {
	ID   string `db:"id"`
	Path string `db:"path"`
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

// Filter chooses among dialogues: planned ones come nearest first, all others newest first.
// After is the last line of the page before.
type Filter struct {
	Unit     string // here and below
	CoreTask string
	Host     string // person who facilitates it
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
	if f.Host != "" {
		where += " AND EXISTS (SELECT 1 FROM dialogue_facilitator h WHERE h.municipality = d.municipality AND h.dialogue = d.id AND NOT h.ended AND h.person = " + place(f.Host) + ")"
	}
	if f.Unit != "" {
		path, err := unitPath(tx, f.Unit)
		if err != nil {
			return nil, err
		}
		where += " AND u.path LIKE " + place(path+"%")
	}
	order, beyond := "DESC", " < "
	if f.Phase == room.Planned { // the nearest first
		order, beyond = "ASC", " > "
	}
	if on, last, ok := strings.Cut(f.After, "."); ok {
		where += " AND (d.held_on, d.id)" + beyond + "(" + place(on) + ", " + place(last) + ")"
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
		ORDER BY d.held_on `+order+`, d.id `+order+`
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

// setGone takes a participant out of the room: the token opens nothing any more, and the
// same phone may come in anew as somebody else.
func setGone(tx *db.Tx, participant string, how gone) error {
	_, err := db.Exec(tx, `
		UPDATE participant
		SET gone = $3, name = ''
		WHERE municipality = $1 AND id = $2`, participant, how)
	return err
}
