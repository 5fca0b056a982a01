package coretask

import (
	"strings"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

// Gathered is what a conversation has come to. Empty texts leave what the core task said
// before.
type Gathered struct {
	Task id.Of[Task]     // empty for a unit that has none yet
	Unit id.Of[org.Unit] // used only without a Task
	Name string          // of a new core task

	Words         Words // the gathered formulation and the sides; empty fields are kept
	IfEmpty       Words // used only where the core task says nothing yet
	Coverage      Coverage
	Contributions []Contribution // only Profession, Gives, Needs and Unseen are read
	Disagreements []Disagreement // only Topic, Views and NextStep are read
	Reason        string
	CaseNumber    string
	Source        Source // what it came from
}

// ProposeFromDialogue makes what a conversation has come to a proposed version of its core
// task, or of a new one for a unit that has none: the unit adopts it its own way, as any
// other proposal. Without a formulation it is a draft. The same source twice gives the
// first version again. Contributions and disagreements are added to the task's own.
//
// It runs in the caller's transaction and asks no access: who may close a dialogue is
// decided there.
//
// Faults: NotFound, Invalid, Closed "task-retired".
func ProposeFromDialogue(tx *db.Tx, in Gathered) (Version, error) {
	if made, err := versionsOf(tx, in.Source); err != nil || len(made) > 0 {
		return first(made), err
	}
	t, err := gatheredTask(tx, in)
	if err != nil {
		return Version{}, err
	}
	all, err := loadVersions(tx, t.ID)
	if err != nil {
		return Version{}, err
	}
	words := in.IfEmpty.with(basis(all).Words).with(in.Words)
	if words.Name == "" {
		words.Name = t.Name
	}
	if words, err = words.checked(); err != nil {
		return Version{}, err
	}
	v := Version{State: Draft, Words: words, Coverage: in.Coverage, Reason: tidy(in.Reason), CaseNumber: line(in.CaseNumber), From: from(in.Source), BegunAt: tx.Now()}
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

func first(list []Version) Version {
	if len(list) == 0 {
		return Version{}
	}
	return list[0]
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
	name := line(in.Name)
	if name == "" {
		name = u.Name
	}
	return create(tx, Task{Unit: u.ID}, name)
}

func addGathered(tx *db.Tx, task id.Of[Task], in Gathered) error {
	for i, c := range in.Contributions {
		c = Contribution{
			ID: id.Of[Contribution](tx.NewID()), Task: task, Place: 1000 + i, From: from(in.Source),
			Profession: c.Profession, Gives: c.Gives, Needs: c.Needs, Unseen: c.Unseen,
		}
		c, err := c.checked()
		if err != nil {
			return err
		}
		if err := db.Put(tx, &c); err != nil {
			return err
		}
	}
	for _, d := range in.Disagreements {
		d = Disagreement{
			ID: id.Of[Disagreement](tx.NewID()), Task: task, From: from(in.Source), NotedAt: tx.Now(),
			Topic: d.Topic, Views: d.Views, NextStep: d.NextStep,
		}
		d, err := d.checked()
		if err != nil {
			return err
		}
		if err := db.Put(tx, &d); err != nil {
			return err
		}
	}
	return nil
}

// with gives w with every text of over that is not empty in its place.
func (w Words) with(over Words) Words {
	if over.Name != "" {
		w.Name = over.Name
	}
	old, new := w.texts(), over.texts()
	for i := range old {
		if strings.TrimSpace(*new[i].text) != "" {
			*old[i].text = *new[i].text
		}
	}
	if len(over.FormalReferences) > 0 {
		w.FormalReferences = over.FormalReferences
	}
	if len(over.PerformedReferences) > 0 {
		w.PerformedReferences = over.PerformedReferences
	}
	if len(over.ExperiencedReferences) > 0 {
		w.ExperiencedReferences = over.ExperiencedReferences
	}
	if !over.Overlap.Empty() {
		w.Overlap = over.Overlap
	}
	return w
}
