package coretask

import (
	"slices"
	"time"

	"kernehus/internal/domain/check"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/plain"
)

// PreconditionState says whether what must be in place is in place.
type PreconditionState string

const (
	InPlace PreconditionState = "paa_plads"
	Partly  PreconditionState = "delvist"
	Lacking PreconditionState = "mangler"
	Unknown PreconditionState = ""
)

// Precondition is something that must be in place for the task to succeed (K-08). Its
// owner is a unit, a role in words, or a person; a person's name is never public.
type Precondition struct {
	ID      id.Of[Precondition] `db:"id"`
	Version int64               `db:"version"`
	Task    id.Of[Task]         `db:"core_task"`
	Place   int                 `db:"place"` // its order among the task's
	Text    string              `db:"body"`
	Unit    id.Of[org.Unit]     `db:"owner_unit,null"`
	Role    string              `db:"owner_role"`
	Person  id.Of[org.Person]   `db:"owner_person,null"`
	State   PreconditionState   `db:"state"`
	Ended   bool                `db:"ended"`
}

// Contribution is what one profession gives to the task (K-03).
type Contribution struct {
	ID         id.Of[Contribution] `db:"id"`
	Version    int64               `db:"version"`
	Task       id.Of[Task]         `db:"core_task"`
	Place      int                 `db:"place"`
	Profession string              `db:"profession"`
	Gives      string              `db:"gives"`
	Needs      string              `db:"needs"`
	Unseen     string              `db:"unseen"`
	From
	Ended bool `db:"ended"`
}

// Disagreement is something people see differently and have not settled (W-12). Citizens
// read only PublicWords, and only once they are approved.
type Disagreement struct {
	ID          id.Of[Disagreement] `db:"id"`
	Version     int64               `db:"version"`
	Task        id.Of[Task]         `db:"core_task"`
	About       id.Of[Version]      `db:"about,null"` // the proposed text it is an objection to
	Objection   bool                `db:"objection"`
	Topic       string              `db:"topic"`
	Views       string              `db:"views"`
	NextStep    string              `db:"next_step"`
	PublicWords string              `db:"public_words"`
	Approved    bool                `db:"approved"`
	SettledOn   day.Date            `db:"settled_on"`
	Outcome     string              `db:"outcome"`
	From
	NotedAt time.Time `db:"noted_at"`
}

// Seen is this disagreement as it stands here.
func (d Disagreement) Seen() Seen[Disagreement] { return Seen[Disagreement]{d.ID, d.Version} }

// Open tells that it is not settled.
func (d Disagreement) Open() bool { return d.SettledOn.IsZero() }

// LinkKind says what a link means.
type LinkKind string

const (
	Supports       LinkKind = "stoetter"
	PreconditionOf LinkKind = "er_forudsaetning_for"
)

// LinkKinds are the kinds of link in the order people read them.
func LinkKinds() []LinkKind { return []LinkKind{Supports, PreconditionOf} }

// Link says that one core task supports another or is a precondition of it, and why
// (K-22). Links may close a circle: that is meant.
type Link struct {
	ID          id.Of[Link] `db:"id"`
	Version     int64       `db:"version"`
	From        id.Of[Task] `db:"from_task"`
	To          id.Of[Task] `db:"to_task"`
	Kind        LinkKind    `db:"kind"`
	Reason      string      `db:"reason"`
	Shown       bool        `db:"shown"` // stood there when the task was published
	ShownReason string      `db:"shown_reason"`
	Ended       bool        `db:"ended"`
}

// asShown is the link as citizens are to read it when its task is published now.
func (l Link) asShown() Link {
	l.Shown, l.ShownReason = !l.Ended, l.Reason
	if l.Ended {
		l.ShownReason = ""
	}
	return l
}

// Interpretation says that a task interprets one of the level above, and which text of
// that it had before it (K-10).
type Interpretation struct {
	ID            id.Of[Interpretation] `db:"id"`
	Version       int64                 `db:"version"`
	Child         id.Of[Task]           `db:"child"`
	Parent        id.Of[Task]           `db:"parent"`
	ParentVersion id.Of[Version]        `db:"parent_version,null"`
	Ended         bool                  `db:"ended"`
}

// Check is what a group answered to the check questions about one text. There is no
// score: what comes of it is a list to work on.
type Check struct {
	ID      id.Of[Check]          `db:"id"`
	Version int64                 `db:"version"`
	Task    id.Of[Task]           `db:"core_task"`
	About   id.Of[Version]        `db:"about"`
	HeldOn  day.Date              `db:"held_on"`
	Answers map[string]CheckReply `db:"answers,json"` // by question id
}

// CheckReply is the answer to one question with its short reason.
type CheckReply struct {
	Answer check.Answer `json:"svar"`
	Reason string       `json:"begrundelse,omitempty"`
}

// Given are the answers alone, as the sheet of questions asks for them.
func (c Check) Given() map[string]check.Answer {
	out := map[string]check.Answer{}
	for q, r := range c.Answers {
		out[q] = r.Answer
	}
	return out
}

// checked gives the precondition tidied, or what is wrong with it.
func (p Precondition) checked() (Precondition, error) {
	var wrong fault.Fields
	p.Text, p.Role = wording.Tidy(p.Text), plain.Line(p.Role)
	wording.Needed(&wrong, "text", p.Text, wording.LongestText)
	wording.Free(&wrong, "role", p.Role, wording.LongestName)
	if !slices.Contains(PreconditionStates(), p.State) {
		wrong.Add("state", "choose")
	}
	if p.Unit != "" {
		p.Role = ""
	}
	return p, wrong.Err()
}

// PreconditionStates are the states in the order people read them.
func PreconditionStates() []PreconditionState {
	return []PreconditionState{Unknown, InPlace, Partly, Lacking}
}

// checked gives the contribution tidied, or what is wrong with it.
func (c Contribution) checked() (Contribution, error) {
	var wrong fault.Fields
	c.Profession, c.Gives, c.Needs, c.Unseen = plain.Line(c.Profession), wording.Tidy(c.Gives), wording.Tidy(c.Needs), wording.Tidy(c.Unseen)
	wording.Needed(&wrong, "profession", c.Profession, wording.LongestName)
	wording.Needed(&wrong, "gives", c.Gives, wording.LongestText)
	wording.Free(&wrong, "needs", c.Needs, wording.LongestText)
	wording.Free(&wrong, "unseen", c.Unseen, wording.LongestText)
	return c, wrong.Err()
}

// checked gives the disagreement tidied, or what is wrong with it.
func (d Disagreement) checked() (Disagreement, error) {
	var wrong fault.Fields
	d.Topic, d.Views, d.NextStep = wording.Tidy(d.Topic), wording.Tidy(d.Views), wording.Tidy(d.NextStep)
	d.PublicWords, d.Outcome = wording.Tidy(d.PublicWords), wording.Tidy(d.Outcome)
	wording.Needed(&wrong, "topic", d.Topic, wording.LongestText)
	wording.Free(&wrong, "views", d.Views, wording.LongestText)
	wording.Free(&wrong, "next_step", d.NextStep, wording.LongestText)
	wording.Free(&wrong, "public_words", d.PublicWords, wording.LongestText)
	wording.Free(&wrong, "outcome", d.Outcome, wording.LongestText)
	return d, wrong.Err()
}

// approve lets citizens read the public words; they must be written first.
func (d Disagreement) approve(yes bool) (Disagreement, error) {
	if yes && d.PublicWords == "" {
		return d, fault.OnField("public_words", "required")
	}
	d.Approved = yes
	return d, nil
}

// settle ends a disagreement on a day with what came of it; an empty day opens it again.
func (d Disagreement) settle(on day.Date, outcome string) (Disagreement, error) {
	d.SettledOn, d.Outcome = on, outcome
	return d.checked()
}

// checked gives the link tidied, or what is wrong with it.
func (l Link) checked() (Link, error) {
	var wrong fault.Fields
	l.Reason = wording.Tidy(l.Reason)
	wording.Free(&wrong, "reason", l.Reason, wording.LongestText)
	if l.To == "" {
		wrong.Add("to", "choose")
	}
	if l.To == l.From {
		wrong.Add("to", "link-to-itself")
	}
	if !slices.Contains(LinkKinds(), l.Kind) {
		wrong.Add("kind", "choose")
	}
	return l, wrong.Err()
}

// checked gives the answers tidied, or what is wrong with them; questions are the ids
// that may be answered.
func (c Check) checked(questions []string) (Check, error) {
	var wrong fault.Fields
	answers := map[string]CheckReply{}
	for q, a := range c.Answers {
		a.Reason = wording.Tidy(a.Reason)
		wording.Free(&wrong, q+"_reason", a.Reason, wording.LongestText)
		switch {
		case a.Answer == "" && a.Reason == "":
			continue
		case !a.Answer.Known(), !slices.Contains(questions, q):
			wrong.Add(q, "choose")
		}
		answers[q] = a
	}
	if len(answers) == 0 {
		wrong.Add("answers", "required")
	}
	c.Answers = answers
	return c, wrong.Err()
}

// checked gives the narrative tidied, or what is wrong with it.
func (n Narrative) checked() (Narrative, error) {
	var wrong fault.Fields
	n.Name, n.Text, n.Forum = plain.Line(n.Name), wording.Tidy(n.Text), plain.Line(n.Forum)
	wording.Needed(&wrong, "name", n.Name, wording.LongestName)
	wording.Free(&wrong, "text", n.Text, wording.LongestText)
	wording.Free(&wrong, "forum", n.Forum, wording.LongestName)
	return n, wrong.Err()
}
