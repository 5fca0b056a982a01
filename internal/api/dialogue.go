package api

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// NewDialogue is what a program sends to open a dialogue.
type NewDialogue struct {
	Guide    string    `json:"guide"`
	Unit     string    `json:"unit"`
	CoreTask string    `json:"core_task,omitempty"` // id or slug
	Title    string    `json:"title"`
	Language text.Lang `json:"language,omitempty"`
	Variant  string    `json:"variant,omitempty"`
}

// MadeDialogue is where a new dialogue is found.
type MadeDialogue struct {
	ID        string `json:"id"`
	Code      string `json:"code"`
	JoinURL   string `json:"join_url"`
	ScreenURL string `json:"screen_url"`
}

// StepCommand moves a room: "next", "previous", "close" or a step's number.
type StepCommand struct {
	To loose `json:"to"`
}

// NewParticipant is somebody who comes in.
type NewParticipant struct {
	ID         string     `json:"id"` // secret UUID made on the phone
	Name       string     `json:"name,omitempty"`
	Actor      room.Actor `json:"actor"`
	Profession string     `json:"profession,omitempty"`
	Table      loose      `json:"table,omitempty"`
}

// NewInput is something written.
type NewInput struct {
	ID   string        `json:"id"`
	Step int           `json:"step"`
	Kind artefact.Kind `json:"kind"`
	Data artefact.Data `json:"data"`
	Late bool          `json:"late,omitempty"`
}

// ChangedInput corrects something written.
type ChangedInput struct {
	Rev  int64         `json:"rev"`
	Kind artefact.Kind `json:"kind"`
	Data artefact.Data `json:"data"`
}

// InputItem is one's own or one's group's contribution. Of others nothing is said but what
// they wrote.
type InputItem struct {
	ID        string         `json:"id"` // one's own: the id the phone gave it; others': the card's
	Card      string         `json:"card"`
	Own       bool           `json:"own"`
	Step      int            `json:"step"`
	Kind      artefact.Kind  `json:"kind"`
	Data      artefact.Data  `json:"data"`
	Rev       int64          `json:"rev,omitempty"`
	Late      bool           `json:"late"`
	Shared    bool           `json:"shared,omitempty"`
	Withdrawn bool           `json:"withdrawn,omitempty"`
	Open      bool           `json:"open"` // it can be corrected now
	Marks     map[string]int `json:"marks,omitempty"`
}

func (a API) dialogueOperations() []operation {
	return []operation{
		{
			id: "createDialogue", method: http.MethodPost, path: "/api/v1/dialogues", who: tokens, action: access.DialoguePlan, handle: a.create,
			summary: "Plan a dialogue and open its doors.", body: NewDialogue{}, answers: map[int]any{201: MadeDialogue{}}, faults: []int{401, 403, 413, 422},
		},
		{
			id: "moveDialogue", method: http.MethodPost, path: "/api/v1/dialogues/{id}/step", who: tokens, action: access.DialogueFacilitate, handle: a.move,
			summary: "Move the room to another step, or close the dialogue.", body: StepCommand{}, answers: map[int]any{200: dialogue.RoomView{}}, faults: []int{401, 403, 404, 409, 413, 422},
		},
		{
			id: "getResult", method: http.MethodGet, path: "/api/v1/dialogues/{id}/result", who: tokens, action: access.DialogueFacilitate, handle: a.result,
			summary: "What the dialogue has come to, with where everything came from and never from whom.", answers: map[int]any{200: dialogue.Result{}}, faults: []int{401, 403, 404},
		},
		{
			id: "joinDialogue", method: http.MethodPost, path: "/api/v1/dialogues/{code}/participants", who: anybody, handle: a.join,
			summary: "Come in. The same id again is the same participant.", body: NewParticipant{},
			answers: map[int]any{200: dialogue.Joined{}, 201: dialogue.Joined{}}, faults: []int{404, 409, 413, 422, 429},
		},
		{
			id: "getState", method: http.MethodGet, path: "/api/v1/dialogues/{code}/state", who: guests, optional: true, handle: a.state,
			summary: "Where the room is, and one's own group where a token is sent.", answers: map[int]any{200: dialogue.RoomView{}}, faults: []int{401, 404, 429},
		},
		{
			id: "createInput", method: http.MethodPost, path: "/api/v1/dialogues/{code}/inputs", who: guests, action: access.DialogueTakePart, handle: a.write,
			summary: "Write something. The same id with the same words again gives the first answer again.", body: NewInput{},
			answers: map[int]any{200: card.Receipt{}, 201: card.Receipt{}}, faults: []int{401, 403, 409, 413, 422},
		},
		{
			id: "listInputs", method: http.MethodGet, path: "/api/v1/dialogues/{code}/inputs", who: guests, action: access.DialogueTakePart, handle: a.inputs,
			summary: "What one has written oneself, then what one's group has written in the current step.", query: paging,
			answers: map[int]any{200: Page[InputItem]{}}, faults: []int{401, 422},
		},
		{
			id: "correctInput", method: http.MethodPut, path: "/api/v1/dialogues/{code}/inputs/{id}", who: guests, action: access.DialogueTakePart, handle: a.correct,
			summary: "Correct one's own while the step is open. A lower or equal rev changes nothing.", body: ChangedInput{},
			answers: map[int]any{200: dialogue.OwnInput{}}, faults: []int{401, 404, 409, 413, 422},
		},
		{
			id: "withdrawInput", method: http.MethodDelete, path: "/api/v1/dialogues/{code}/inputs/{id}", who: guests, action: access.DialogueTakePart, handle: a.withdraw,
			summary: "Withdraw one's own while the step is open.", query: []parameter{{name: "rev", kind: "integer", about: "Higher than that of the last change.", required: true}},
			answers: map[int]any{200: dialogue.OwnInput{}}, faults: []int{401, 404, 409, 422},
		},
		{
			id: "followDialogue", method: http.MethodGet, path: "/api/v1/dialogues/{code}/stream", who: guests, optional: true, handle: a.follow, stream: true,
			summary: "Server-Sent Events: step, group (one's own), board, and ping every five seconds. Each carries the newest snapshot.", faults: []int{401, 404, 429},
		},
	}
}

func (a API) create(r *web.Request) (web.Reply, error) {
	var in NewDialogue
	if err := r.ReadJSON(&in); err != nil {
		return nil, err
	}
	d, err := a.Dialogues.Plan(r.Context(), r.Actor(), dialogue.PlanInput{
		Guide: in.Guide, Unit: in.Unit, CoreTask: in.CoreTask, Title: in.Title, Language: in.Language, Variant: in.Variant,
	}, true)
	if err != nil {
		return nil, err
	}
	code := dialogue.ShowCode(d.Code)
	return web.JSON{Status: http.StatusCreated, Value: MadeDialogue{
		ID: d.ID.String(), Code: code, JoinURL: r.Link("/deltag/" + code), ScreenURL: r.Link("/skaerm/" + d.Screen),
	}}, nil
}

func dialogueID(r *web.Request) id.Of[dialogue.Dialogue] {
	return id.Of[dialogue.Dialogue](r.PathValue("id"))
}

func (a API) move(r *web.Request) (web.Reply, error) {
	var in StepCommand
	if err := r.ReadJSON(&in); err != nil {
		return nil, err
	}
	c := room.Command{From: -1}
	switch n, err := strconv.Atoi(string(in.To)); {
	case in.To == "":
		return nil, fault.OnField("to", "required")
	case in.To == "next":
		c.Do = room.Next
	case in.To == "previous":
		c.Do = room.Previous
	case in.To == "close":
		c.Do = room.Close
	case err == nil:
		c.Do, c.Step = room.GoTo, n
	default:
		return nil, fault.OnField("to", "choose")
	}
	r.Speak(a.language(r))
	v, err := a.Dialogues.Steer(r.Context(), r.Actor(), dialogueID(r), c)
	return web.JSON{Value: v}, err
}

func (a API) result(r *web.Request) (web.Reply, error) {
	v, err := a.Dialogues.Result(r.Context(), r.Actor(), dialogueID(r))
	return web.JSON{Value: v}, err
}

// guestLife is how long a phone keeps its cookie: longer than a dialogue whose steps stay
// open for days.
const guestLife = 30 * 24 * time.Hour

func (a API) join(r *web.Request) (web.Reply, error) {
	var in NewParticipant
	if err := r.ReadJSON(&in); err != nil {
		return nil, err
	}
	j, isNew, err := a.Dialogues.Join(r.Context(), visitor(r), r.PathValue("code"), dialogue.JoinInput{
		ID: in.ID, Name: in.Name, Actor: in.Actor, Profession: in.Profession, Table: string(in.Table),
	})
	if err != nil {
		return nil, err
	}
	return web.WithHeader{Header: r.GuestCookie(r.PathValue("code"), j.Token, guestLife), Reply: web.JSON{Status: made(isNew), Value: j}}, nil
}

func made(isNew bool) int {
	if isNew {
		return http.StatusCreated
	}
	return http.StatusOK
}

func (a API) state(r *web.Request) (web.Reply, error) {
	seat, err := a.seat(r)
	if err != nil {
		return nil, err
	}
	v, err := a.Dialogues.RoomSeen(r.Context(), seat)
	return web.JSON{Value: v}, err
}

// seat is where the one who asks sits: inside with a token, at the door without. What they
// are told is in the language of the dialogue.
func (a API) seat(r *web.Request) (dialogue.Seat, error) {
	var seat dialogue.Seat
	var err error
	if who := guest(r); who.Token != "" {
		seat, err = a.Dialogues.Enter(r.Context(), who)
	} else {
		seat, err = a.Dialogues.SeatAtDoor(r.Context(), visitor(r), r.PathValue("code"))
	}
	r.Speak(seat.Language)
	return seat, err
}

func (a API) write(r *web.Request) (web.Reply, error) {
	var in NewInput
	if err := r.ReadJSON(&in); err != nil {
		return nil, err
	}
	receipt, isNew, err := a.Dialogues.Write(r.Context(), guest(r), card.Writing{ID: in.ID, Step: in.Step, Kind: in.Kind, Data: in.Data, Late: in.Late})
	return web.JSON{Status: made(isNew), Value: receipt}, err
}

func (a API) correct(r *web.Request) (web.Reply, error) {
	var in ChangedInput
	if err := r.ReadJSON(&in); err != nil {
		return nil, err
	}
	v, err := a.Dialogues.Correct(r.Context(), guest(r), r.PathValue("id"), card.Correction{Rev: in.Rev, Kind: in.Kind, Data: in.Data})
	return web.JSON{Value: v}, err
}

func (a API) withdraw(r *web.Request) (web.Reply, error) {
	rev, err := strconv.ParseInt(r.URL.Query().Get("rev"), 10, 64)
	if err != nil || rev < 1 {
		return nil, fault.OnField("rev", "not-a-number")
	}
	v, err := a.Dialogues.Withdraw(r.Context(), guest(r), r.PathValue("id"), rev)
	return web.JSON{Value: v}, err
}

func (a API) inputs(r *web.Request) (web.Reply, error) {
	n, err := limit(r)
	if err != nil {
		return nil, err
	}
	all, err := a.Dialogues.OwnInputs(r.Context(), guest(r))
	if err != nil {
		return nil, err
	}
	items := itemsOf(all)
	if after := r.URL.Query().Get("after"); after != "" {
		at := slices.IndexFunc(items, func(i InputItem) bool { return i.Card == after })
		items = items[at+1:] // from the beginning where that one has been withdrawn
	}
	next := ""
	if len(items) > n {
		items = items[:n]
		next = items[n-1].Card
	}
	return web.JSON{Value: page(items, next)}, nil
}

func itemsOf(all dialogue.Inputs) []InputItem {
	own := map[string]bool{}
	var items []InputItem
	for _, o := range all.Own {
		own[o.Card] = true
		items = append(items, InputItem{
			ID: o.ID, Card: o.Card, Own: true, Step: o.Step, Kind: o.Kind, Data: o.Data, Rev: o.Rev, Late: o.Late, Shared: o.Shared, Withdrawn: o.Withdrawn, Open: o.Open,
		})
	}
	for _, c := range all.Group {
		if !own[c.ID] {
			items = append(items, InputItem{ID: c.ID, Card: c.ID, Step: c.Step, Kind: c.Kind, Data: c.Data, Late: c.Late, Marks: c.Marks})
		}
	}
	return items
}
