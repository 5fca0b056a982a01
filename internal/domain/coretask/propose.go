package coretask

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/plain"
	"kernehus/internal/kernel/text"
)

// Gathered is what a conversation has come to. Empty texts leave what the core task said
// before.
type Gathered struct {
	Task id.Of[Task]     // empty for a unit that has none yet
	Unit id.Of[org.Unit] // used only without a Task
	Name string          // of a new core task; without one it gets a provisional one

	Language text.Lang // the conversation's

	Words         wording.Words // the gathered formulation and the sides; empty fields are kept
	IfEmpty       wording.Words // used only where the core task says nothing yet
	Coverage      Coverage
	Contributions []Contribution // only Profession, Gives, Needs and Unseen are read
	Disagreements []Disagreement // only Topic, Views and NextStep are read
	Reason        string
	CaseNumber    string
	Source        Source // what it came from
}

// ProposeFromDialogue makes what a conversation has come to a proposed version of its core
// task, or of a new one for a unit that has none: the unit adopts it its own way, as any
// other proposal. Without a formulation it is a draft. Contributions and disagreements are
// added to the task's own.
//
// A source comes again when a conversation was opened and closed once more. The same words
// give the same version again; other words give a new one, and what the source proposed
// before, and nobody has adopted or taken up, is set aside.
//
// It runs in the caller's transaction and asks no access: who may close a dialogue is
// decided there.
//
// Faults: NotFound, Invalid, Closed "task-retired".
func ProposeFromDialogue(tx *db.Tx, in Gathered) (Version, error) {
	in, err := in.checked() // before anything is written: a proposal is whole, or there is none
	if err != nil {
		return Version{}, err
	}
	made, err := versionsOf(tx, in.Source)
	if err != nil {
		return Version{}, err
	}
	if len(made) > 0 {
		in.Task = made[0].Task
	}
	t, err := gatheredTask(tx, in)
	if err != nil {
		return Version{}, err
	}
	all, err := loadVersions(tx, t.ID)
	if err != nil {
		return Version{}, err
	}
	all = slices.DeleteFunc(all, func(v Version) bool { return v.Source() == in.Source && v.State == Proposed })
	base := basis(all)
	words := in.IfEmpty.With(base.Words).With(in.Words)
	if words.Name == "" {
		words.Name = t.Name
	}
	if words, err = words.Checked(); err != nil {
		return Version{}, err
	}
	for _, same := range made {
		if !same.SetAside && reflect.DeepEqual(same.Words, words) {
			return same, addGathered(tx, t.ID, in)
		}
	}
	if err := SetAsideFrom(tx, in.Source); err != nil {
		return Version{}, err
	}
	v := Version{State: Draft, Words: words, Raw: append(base.stillCards(words), in.cards(base.Words)...), Coverage: in.Coverage, Reason: wording.Tidy(in.Reason), CaseNumber: plain.Line(in.CaseNumber), From: from(in.Source), BegunAt: tx.Now()}
	if strings.TrimSpace(words.Formulation) != "" {
		if v, err = v.propose(tx.Now()); err != nil {
			return v, err
		}
	}
	if v, err = begin(tx, t.ID, v); err != nil {
		return v, err
	}
	return v, addGathered(tx, t.ID, in)
}

// cards are the sides that are filled with the room's cards because nothing stood there.
func (in Gathered) cards(was wording.Words) []string {
	var out []string
	for _, name := range wording.Sides() {
		if was.Side(name)+in.Words.Side(name) == "" && in.IfEmpty.Side(name) != "" {
			out = append(out, name)
		}
	}
	return out
}

// stillCards are the sides that were cards and still read the same.
func (v Version) stillCards(now wording.Words) []string {
	return slices.DeleteFunc(slices.Clone(v.Raw), func(name string) bool { return v.Side(name) != now.Side(name) })
}

// MostGathered is how many contributions, and how many disagreements, one conversation can
// give a core task.
const MostGathered = mostParts

// checked gives what was gathered tidied, or what of it a core task cannot take.
func (in Gathered) checked() (Gathered, error) {
	words := in.IfEmpty.With(in.Words)
	if words.Name == "" {
		words.Name = "-" // the core task has a name already, or gets its unit's
	}
	_, err := words.Checked()
	for i := 0; err == nil && i < len(in.Contributions); i++ {
		in.Contributions[i], err = in.Contributions[i].checked()
	}
	for i := 0; err == nil && i < len(in.Disagreements); i++ {
		in.Disagreements[i], err = in.Disagreements[i].checked()
	}
	return in, err
}

// SetAsideFrom sets aside what a source has proposed and nobody has adopted or taken up.
func SetAsideFrom(tx *db.Tx, s Source) error {
	made, err := versionsOf(tx, s)
	for _, v := range made {
		if v.State != Proposed || v.SetAside {
			continue
		}
		v.SetAside = true
		if err := keep(tx, &v); err != nil {
			return err
		}
	}
	return err
}

// gatheredTask gives the task a conversation was about, or begins one for its unit.
func gatheredTask(tx *db.Tx, in Gathered) (Task, error) {
	if in.Task != "" {
		p, err := loadPlaced(tx, in.Task)
		if err == nil && p.State == Retired {
			err = errClosed("task-retired")
		}
		return p.Task, err
	}
	u, err := org.LoadUnit(tx, in.Unit)
	if err != nil {
		return Task{}, err
	}
	name := plain.Line(in.Name)
	if name == "" {
		name = provisional(u.Name, in.Language)
	}
	return create(tx, Task{Unit: u.ID}, name)
}

// provisional is what a core task that a conversation has given its unit is called until
// somebody names it.
func provisional(unit string, l text.Lang) string {
	name := []rune(fmt.Sprintf(text.CoreWork.NameFor.Say(l), unit))
	if len(name) > wording.LongestName {
		name = append(name[:wording.LongestName-1], '…')
	}
	return string(name)
}

// addGathered adds what is not there yet. What the source gave before and does not give any
// more ends (a disagreement is settled), unless somebody has worked on it since.
func addGathered(tx *db.Tx, task id.Of[Task], in Gathered) error {
	given, err := contributions(tx, task)
	if err != nil {
		return err
	}
	for i, c := range in.Contributions {
		in.Contributions[i] = Contribution{ID: id.Of[Contribution](tx.NewID()), Task: task, Place: 1000 + i, From: from(in.Source), Profession: c.Profession, Gives: c.Gives, Needs: c.Needs, Unseen: c.Unseen}
	}
	says := func(c Contribution) any { return [...]any{c.From, c.Profession, c.Gives, c.Needs, c.Unseen} }
	news, gone := compared(given, in.Contributions, says)
	for _, c := range gone {
		if c.Ended = true; c.Source() == in.Source && c.Version == 1 {
			news = append(news, c)
		}
	}
	if err := db.PutAll(tx, news); err != nil {
		return err
	}
	return noteGathered(tx, task, in)
}

// noteGathered is addGathered for disagreements.
func noteGathered(tx *db.Tx, task id.Of[Task], in Gathered) error {
	noted, err := disagreements(tx, task)
	if err != nil {
		return err
	}
	for i, d := range in.Disagreements {
		in.Disagreements[i] = Disagreement{ID: id.Of[Disagreement](tx.NewID()), Task: task, From: from(in.Source), NotedAt: tx.Now(), Topic: d.Topic, Views: d.Views, NextStep: d.NextStep}
	}
	news, gone := compared(noted, in.Disagreements, func(d Disagreement) any { return [...]any{d.From, d.Topic, d.Views, d.NextStep} })
	for _, d := range gone {
		if d.SettledOn = day.Of(tx.Now()); d.Source() == in.Source && d.Version == 1 {
			news = append(news, d)
		}
	}
	return db.PutAll(tx, news)
}

// compared gives what is new among now, and what of before is not there any more.
func compared[T any](before, now []T, says func(T) any) (news, gone []T) {
	has := func(list []T, x T) bool {
		return slices.ContainsFunc(list, func(y T) bool { return says(y) == says(x) })
	}
	news = slices.DeleteFunc(slices.Clone(now), func(x T) bool { return has(before, x) })
	return news, slices.DeleteFunc(slices.Clone(before), func(x T) bool { return has(now, x) })
}
