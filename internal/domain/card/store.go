package card

import (
	"encoding/json"
	"slices"
	"strconv"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// MostOnBoard is how many cards, headings or placings a board has.
const MostOnBoard = 2000

// mostMarkCounts is room for each of the three sorts of mark on every card of a board.
const mostMarkCounts = 3 * MostOnBoard

const inputColumns = `i.id, i.dialogue, i.step, i.grp, i.participant, i.device_id, i.kind, i.data, i.first_sum, i.rev,
			i.channel, i.actor, i.profession, i.late, i.admitted, i.shared, i.hidden, i.withdrawn, i.about, i.mark, i.written_at`

// Load gives an input, and whether there is one.
func Load(tx *db.Tx, input id.Of[Input]) (Input, bool, error) {
	return db.Maybe[Input](tx, `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.id = $2`, input)
}

// LoadToChange is Load that lets nobody else change the input meanwhile.
func LoadToChange(tx *db.Tx, input id.Of[Input]) (Input, bool, error) {
	return db.Maybe[Input](tx, db.Held(tx, db.Alone, "i", `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.id = $2`), input)
}

// Of gives an input of a dialogue that has not been withdrawn, and keeps it from being
// withdrawn until the transaction ends; with Alone from being changed at all.
//
// Faults: NotFound.
func Of(tx *db.Tx, g db.Grip, dialogue, card string) (Input, error) {
	return db.One[Input](tx, db.Held(tx, g, "i", `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.id = $2 AND i.dialogue = $3 AND NOT i.withdrawn`), card, dialogue)
}

// ByID gives those of the cards that lie in the dialogue, and keeps them from being
// withdrawn until the transaction ends.
func ByID(tx *db.Tx, dialogue string, cards []string) (map[string]Input, error) {
	out := map[string]Input{}
	if len(cards) == 0 {
		return out, nil
	}
	all, err := db.All[Input](tx, db.Held(tx, db.Shared, "i", `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.dialogue = $2 AND NOT i.withdrawn AND i.id IN `+db.List(3, len(cards))+`
		ORDER BY i.id
		LIMIT 1000`), append([]any{dialogue}, db.Anys(cards)...)...)
	for _, in := range all {
		out[in.ID.String()] = in
	}
	return out, err
}

// Update writes an input that has changed.
func Update(tx *db.Tx, in Input) error {
	data, err := json.Marshal(in.Data)
	if err != nil {
		return err
	}
	var about any // NULL where it is no mark
	if in.About != "" {
		about = in.About
	}
	_, err = db.Exec(tx, `
		UPDATE dialogue_input
		SET rev = $3, kind = $4, data = $5, withdrawn = $6, hidden = $7, shared = $8, admitted = $9, about = $10, mark = $11
		WHERE municipality = $1 AND id = $2`, in.ID, in.Rev, in.Kind, string(data), in.Withdrawn, in.Hidden, in.Shared, in.Admitted, about, in.Mark)
	return err
}

// OwnBy gives what a participant wrote and has not withdrawn.
func OwnBy(tx *db.Tx, participant string) ([]Input, error) {
	return db.All[Input](tx, `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.participant = $2 AND NOT i.withdrawn
		ORDER BY i.written_at, i.id
		LIMIT $3`, participant, MostOnBoard)
}

// Query chooses among what was written: of one group where group is not nil, the newest
// so many.
type Query struct {
	Group  *string
	Newest int
	Cards  bool // without the marks that were set on them
}

// Written gives what was written in some steps, in the order it was written.
func Written(tx *db.Tx, dialogue string, steps []int, q Query) ([]Input, error) {
	if len(steps) == 0 {
		return nil, nil
	}
	args := append([]any{dialogue}, db.Anys(steps)...)
	only := ""
	if q.Group != nil {
		args = append(args, *q.Group)
		only = " AND i.grp = $" + strconv.Itoa(len(args)+1)
	}
	if q.Cards {
		only += " AND i.about IS NULL"
	}
	args = append(args, q.Newest)
	list, err := db.All[Input](tx, `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.dialogue = $2 AND i.step IN `+db.List(3, len(steps))+only+`
		  AND NOT i.withdrawn
		ORDER BY i.written_at DESC, i.id DESC
		LIMIT $`+strconv.Itoa(len(args)+1), args...)
	slices.Reverse(list)
	return list, err
}

// Lying gives what lies on a step's board: the newest cards, whatever marks were set on them, where
// each lies, and the headings of all boards.
func Lying(tx *db.Tx, dialogue string, s guide.Step) (Pile, error) {
	var p Pile
	var err error
	if p.Inputs, err = Written(tx, dialogue, OnBoard(s), Query{Newest: MostOnBoard + 1, Cards: true}); err != nil {
		return p, err
	}
	if p.Older = len(p.Inputs) > MostOnBoard; p.Older {
		p.Inputs = p.Inputs[1:]
	}
	if p.Placings, err = Placings(tx, dialogue); err != nil {
		return p, err
	}
	p.Headings, err = Headings(tx, dialogue)
	return p, err
}

// OfKinds gives what was written of some kinds, whatever the step, in the order it was
// written.
func OfKinds(tx *db.Tx, dialogue string, kinds ...artefact.Kind) ([]Input, error) {
	return db.All[Input](tx, `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.dialogue = $2 AND i.kind IN `+db.List(3, len(kinds))+` AND NOT i.withdrawn
		ORDER BY i.written_at, i.id
		LIMIT $`+strconv.Itoa(3+len(kinds)), append(append([]any{dialogue}, db.Anys(kinds)...), MostOnBoard)...)
}

// Beside gives what one looks at beside a step's own board: what has been noted in any
// step, and the overlap map of an earlier one.
func (p Pile) Beside(tx *db.Tx, dialogue string, g guide.Guide, s guide.Step) ([]Input, *MapPile, error) {
	noted, err := OfKinds(tx, dialogue, artefact.Disagreement, artefact.Agreement, artefact.KnowledgeNeed)
	from, ok := Carried(g, s)
	if err != nil || !ok {
		return noted, nil, err
	}
	e := MapPile{Step: from.Number, Pile: Pile{Placings: p.Placings}}
	e.Headings = slices.DeleteFunc(slices.Clone(p.Headings), func(h Heading) bool { return h.Step != from.Number })
	e.Inputs, err = Written(tx, dialogue, OnBoard(from), Query{Newest: MostOnBoard, Cards: true})
	return noted, &e, err
}

// Late gives what lies in the late tray, whatever the step.
func Late(tx *db.Tx, dialogue string) ([]Input, error) {
	return db.All[Input](tx, `
		SELECT `+inputColumns+`
		FROM dialogue_input i
		WHERE i.municipality = $1 AND i.dialogue = $2 AND i.late AND NOT i.admitted AND NOT i.withdrawn
		ORDER BY i.written_at, i.id
		LIMIT $3`, dialogue, MostOnBoard)
}

// Count gives how many inputs a step has, private ones too, and how many of them are marks.
func Count(tx *db.Tx, dialogue string, step int) (all, marks int, err error) {
	n, err := db.One[struct {
		All   int `db:"n"`
		Marks int `db:"marks"`
	}](tx, `
		SELECT count(*) AS n, count(about) AS marks
		FROM dialogue_input
		WHERE municipality = $1 AND dialogue = $2 AND step = $3 AND NOT withdrawn`, dialogue, step)
	return n.All, n.Marks, err
}

// MarkCounts gives how many set each sort of mark on each card; somebody who set one twice
// counts once, and each that came on paper counts.
func MarkCounts(tx *db.Tx, dialogue string) ([]markCount, error) {
	return db.All[markCount](tx, `
		SELECT about AS card, mark AS sort, count(DISTINCT coalesce(participant, id)) AS n
		FROM dialogue_input
		WHERE municipality = $1 AND dialogue = $2 AND about IS NOT NULL AND NOT withdrawn AND NOT hidden
		  AND (NOT late OR admitted)
		GROUP BY about, mark
		ORDER BY about, mark
		LIMIT $3`, dialogue, mostMarkCounts)
}

// Headings gives the headings of all boards of a dialogue.
func Headings(tx *db.Tx, dialogue string) ([]Heading, error) {
	return db.All[Heading](tx, `
		SELECT id, version, dialogue, step, title, ended
		FROM card_heading
		WHERE municipality = $1 AND dialogue = $2 AND NOT ended
		ORDER BY step, id
		LIMIT $3`, dialogue, MostOnBoard)
}

// LoadHeading gives one heading.
func LoadHeading(tx *db.Tx, dialogue string, heading string) (Heading, error) {
	return db.One[Heading](tx, `
		SELECT id, version, dialogue, step, title, ended
		FROM card_heading
		WHERE municipality = $1 AND id = $2 AND dialogue = $3`, heading, dialogue)
}

// Placings gives where cards lie on all boards of a dialogue.
func Placings(tx *db.Tx, dialogue string) ([]Placing, error) {
	return db.All[Placing](tx, `
		SELECT id, version, dialogue, step, card, place, heading
		FROM card_place
		WHERE municipality = $1 AND dialogue = $2
		ORDER BY step, id
		LIMIT $3`, dialogue, MostOnBoard)
}

// PlacingID makes the id of a card's placing on a step's board.
func PlacingID(card string, step int) string { return card + "." + strconv.Itoa(step) }

// LoadPlacing gives where a card lies on a step's board, and whether it lies there.
func LoadPlacing(tx *db.Tx, card string, step int) (Placing, bool, error) {
	return db.Maybe[Placing](tx, `
		SELECT id, version, dialogue, step, card, place, heading
		FROM card_place
		WHERE municipality = $1 AND id = $2`, PlacingID(card, step))
}

// DeletePrivate takes away what was written for the writer alone, and what still points to
// it from the time it was shared.
func DeletePrivate(tx *db.Tx, dialogue string, steps []int) error {
	if len(steps) == 0 {
		return nil
	}
	private := `municipality = $1 AND dialogue = $2 AND NOT shared AND step IN ` + db.List(3, len(steps))
	of := ` IN (SELECT id FROM dialogue_input WHERE ` + private + `)`
	for _, q := range []string{
		`DELETE FROM card_place WHERE municipality = $1 AND dialogue = $2 AND card` + of,
		`UPDATE agreement SET card = NULL WHERE municipality = $1 AND dialogue = $2 AND card` + of,
		`DELETE FROM dialogue_input WHERE ` + private,
	} {
		if _, err := db.Exec(tx, q, append([]any{dialogue}, db.Anys(steps)...)...); err != nil {
			return err
		}
	}
	return nil
}

// Heading is a title that similar cards of a step's board are gathered under.
type Heading struct {
	ID       id.Of[Heading] `db:"id"`
	Version  int64          `db:"version"`
	Dialogue string         `db:"dialogue"`
	Step     int            `db:"step"`
	Title    string         `db:"title,private"`
	Ended    bool           `db:"ended"`
}

// Kept says where a heading lives.
func (h *Heading) Kept() db.Kept {
	return db.Kept{Kind: "card_heading", ID: h.ID.String(), Version: &h.Version}
}

// Placing is where one card lies on a step's board. Each is a row of its own, so that two
// people who move different cards never meet.
type Placing struct {
	ID       string `db:"id"` // card.step
	Version  int64  `db:"version"`
	Dialogue string `db:"dialogue"`
	Step     int    `db:"step"`
	Card     string `db:"card"`
	Place    string `db:"place"`        // field of the overlap map; empty for none
	Heading  string `db:"heading,null"` // empty for none
}

// Kept says where a placing lives.
func (p *Placing) Kept() db.Kept {
	return db.Kept{Kind: "card_place", ID: p.ID, Version: &p.Version}
}
