package coretask

import (
	"context"
	"slices"

	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Service is what can be done with core tasks.
type Service struct{ DB *db.DB }

// allowed refuses an action on a task: as missing to who may not see the unit's work, as
// denied to who may see but not do it.
func allowed(tx *db.Tx, do access.Action, p placed) error {
	o := p.object(tx.Municipality)
	switch {
	case access.Can(tx.Actor(), do, o):
		return nil
	case access.Can(tx.Actor(), access.CoreTaskRead, o):
		return fault.Denied()
	}
	return fault.Missing()
}

// LoadObject gives what the access rules need to know of a task.
//
// Faults: NotFound.
func LoadObject(tx *db.Tx, task id.Of[Task]) (access.Object, error) {
	p, err := loadPlaced(tx, task)
	return p.object(tx.Municipality), err
}

// taskFor loads a task for an action.
func taskFor(tx *db.Tx, do access.Action, task id.Of[Task]) (placed, error) {
	p, err := loadPlaced(tx, task)
	if err != nil {
		return p, err
	}
	return p, allowed(tx, do, p)
}

// Seen is a record somebody has looked at: which, and in which version of it. A later
// version is a conflict; 0 asks for none.
type Seen[T any] struct {
	ID      id.Of[T]
	Version int64
}

// stale tells that somebody else has changed the record since.
func (s Seen[T]) stale(version int64) bool { return s.Version != 0 && s.Version != version }

// Seen is this text as it stands here.
func (v Version) Seen() Seen[Version] { return Seen[Version]{v.ID, v.Version} }

// Seen is this task as it stands here.
func (t Task) Seen() Seen[Task] { return Seen[Task]{t.ID, t.Version} }

// versionFor loads a text with its task for an action.
func versionFor(tx *db.Tx, do access.Action, version Seen[Version]) (placed, Version, error) {
	v, err := loadVersion(tx, version.ID)
	if err != nil {
		return placed{}, v, err
	}
	p, err := taskFor(tx, do, v.Task)
	if err == nil && version.stale(v.Version) {
		err = fault.Stale()
	}
	if err == nil && p.State == Retired {
		err = errClosed("task-retired")
	}
	return p, v, err
}

// NewTask is what a core task begins with.
type NewTask struct {
	Unit     id.Of[org.Unit]
	Words    wording.Words
	AsLeader bool // a leader marks the first text as the leader's own draft
}

// Create begins a core task with its first draft. Only the name is needed.
//
// Faults: NotFound, Forbidden, Invalid.
func (s Service) Create(ctx context.Context, actor access.Actor, in NewTask) (Task, Version, error) {
	var t Task
	var v Version
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		u, err := org.LoadUnit(tx, in.Unit)
		if err != nil {
			return err
		}
		o := u.Object(tx.Municipality)
		if !access.Can(actor, access.CoreTaskEdit, o) {
			return fault.Denied()
		}
		words, err := in.Words.Checked()
		if err != nil {
			return err
		}
		w := Writer{Leads: access.Can(actor, access.CoreTaskSuggest, o), Adopts: u.Adopts}
		if t, err = create(tx, Task{Unit: u.ID}, words.Name); err != nil {
			return err
		}
		v, err = begin(tx, t.ID, Version{State: w.begins(in.AsLeader), Words: words})
		return err
	})
	return t, v, err
}

// create keeps a new task with a name and the slug that is free for it.
func create(tx *db.Tx, t Task, name string) (Task, error) {
	t.ID, t.State, t.Name, t.SortKey = id.Of[Task](tx.NewID()), Active, name, text.SortKey(name)
	if t.Triggers == nil {
		t.Triggers = []Trigger{}
	}
	if err := find.Touch(tx, Kind, t.ID.String()); err != nil { // first: two of one name wait for each other here
		return t, err
	}
	slug, err := freeSlug(tx, name, t.ID)
	if err != nil {
		return t, err
	}
	t.Slug = slug
	if err := db.Put(tx, &t); err != nil {
		return t, err
	}
	return t, addSlug(tx, slug, t.ID)
}

// freeSlug gives the first slug for a name that no other task has or has had.
func freeSlug(tx *db.Tx, name string, task id.Of[Task]) (string, error) {
	base := SlugOf(name)
	taken, err := slugsLike(tx, base)
	if err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		s := id.NumberedSlug(base, n)
		if owner, ok := taken[s]; !ok || owner == task {
			return s, nil
		}
	}
}

// begin keeps a new text of a task.
func begin(tx *db.Tx, task id.Of[Task], v Version) (Version, error) {
	last, err := lastNumber(tx, task)
	if err != nil {
		return v, err
	}
	v.ID, v.Version, v.Task, v.Number = id.Of[Version](tx.NewID()), 0, task, last+1
	if v.BegunAt.IsZero() {
		v.BegunAt = tx.Now()
	}
	return v, keep(tx, &v)
}

// keep puts a text with what is derived from its words.
func keep(tx *db.Tx, v *Version) error {
	v.SortKey = text.SortKey(v.Name)
	if err := find.Touch(tx, Kind, v.Task.String()); err != nil {
		return err
	}
	return db.Put(tx, v)
}

// Begin opens a new draft, with the words of the text in force or, before there is one,
// of the newest. Where the same kind of draft is open already, that one is given.
//
// Faults: NotFound, Forbidden, Closed "task-retired".
func (s Service) Begin(ctx context.Context, actor access.Actor, task id.Of[Task], asLeader bool) (Version, error) {
	var v Version
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		p, err := taskFor(tx, access.CoreTaskEdit, task)
		if err != nil {
			return err
		}
		v, err = draft(tx, p, p.writer(tx).begins(asLeader))
		return err
	})
	return v, err
}

// draft gives the open draft of a state, or a new one.
func draft(tx *db.Tx, p placed, state State) (Version, error) {
	if p.State == Retired {
		return Version{}, errClosed("task-retired")
	}
	all, err := loadVersions(tx, p.ID)
	if err != nil {
		return Version{}, err
	}
	for _, v := range all {
		if v.Open() && v.State == state {
			return v, nil
		}
	}
	from := basis(all)
	return begin(tx, p.ID, Version{State: state, Words: from.Words, Raw: from.Raw, Coverage: from.Coverage})
}

// basis is the text a new one starts from: the one in force, else the newest.
func basis(all []Version) Version {
	for _, v := range all {
		if v.State == InForce {
			return v
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return Version{}
}

// TakeUp makes the team's own draft of a leader's draft, which stays as it is.
//
// Faults: NotFound, Forbidden, Closed "version-not-draft", Closed "draft-open".
func (s Service) TakeUp(ctx context.Context, actor access.Actor, leaders id.Of[Version]) (Version, error) {
	var out Version
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		p, from, err := versionFor(tx, access.CoreTaskEdit, Seen[Version]{ID: leaders})
		if err != nil {
			return err
		}
		if from.State != LeadersDraft || from.SetAside {
			return errClosed("version-not-draft")
		}
		own := Version{State: Draft, Words: from.Words, Raw: from.Raw, Coverage: from.Coverage, Reason: from.Reason}
		if err := onlyOpen(tx, p, own); err != nil {
			return err
		}
		out, err = begin(tx, p.ID, own)
		return err
	})
	return out, err
}

// Writing is a change to a draft.
type Writing struct {
	Version int64 // of the record that was looked at
	Words   wording.Words
	Reason  string // why the text is changed
}

// Write changes a draft. A leader's change to a team's draft is refused: it belongs in the
// leader's own draft, which Begin gives.
//
// Faults: NotFound, Forbidden, Invalid, Closed; Conflict "changed-meanwhile" when somebody
// else has written it since: nothing of either text is lost, the caller shows both.
func (s Service) Write(ctx context.Context, actor access.Actor, version id.Of[Version], in Writing) (Version, error) {
	var v Version
	err := s.DB.Change(ctx, actor, access.CoreTaskEdit, func(tx *db.Tx) error {
		p, was, err := versionFor(tx, access.CoreTaskEdit, Seen[Version]{ID: version})
		if err != nil {
			return err
		}
		if err := p.writer(tx).mayWrite(was); err != nil {
			return err
		}
		var wrong fault.Fields
		words, err := in.Words.Checked()
		if err := wrong.Join(err); err != nil {
			return err
		}
		reason := wording.Tidy(in.Reason)
		wording.Free(&wrong, "reason", reason, wording.LongestText)
		if err := wrong.Err(); err != nil {
			return err
		}
		if in.Version != was.Version {
			return fault.Stale()
		}
		v = was
		v.Words, v.Raw, v.Reason = words, was.stillCards(words), reason
		return keep(tx, &v)
	})
	return v, err
}

// WriteFormal changes the formal side alone, which a council member may.
//
// Faults: as Write.
func (s Service) WriteFormal(ctx context.Context, actor access.Actor, version id.Of[Version], in Writing) (Version, error) {
	var v Version
	err := s.DB.Change(ctx, actor, access.CoreTaskFormal, func(tx *db.Tx) error {
		was, err := loadVersion(tx, version)
		if err != nil {
			return err
		}
		p, err := loadPlaced(tx, was.Task)
		if err != nil {
			return err
		}
		if !access.Can(actor, access.CoreTaskFormal, p.object(tx.Municipality)) {
			return allowed(tx, access.CoreTaskFormal, p)
		}
		if p.State == Retired {
			return errClosed("task-retired")
		}
		if err := formalWriter(tx, p).mayWrite(was); err != nil {
			return err
		}
		words := was.Words
		words.Formal, words.OwnRoom, words.FormalReferences = in.Words.Formal, in.Words.OwnRoom, in.Words.FormalReferences
		if words, err = words.Checked(); err != nil {
			return err
		}
		if in.Version != was.Version {
			return fault.Stale()
		}
		v = was
		v.Words, v.Raw = words, was.stillCards(words)
		return keep(tx, &v)
	})
	return v, err
}

// formalWriter is how somebody stands to the formal side: who works with the text as to
// all of it, a council member as to a draft of the unit's own.
func formalWriter(tx *db.Tx, p placed) Writer {
	if access.Can(tx.Actor(), access.CoreTaskEdit, p.object(tx.Municipality)) {
		return p.writer(tx)
	}
	return Writer{Adopts: p.Adopts}
}

// moved runs one step in a text's life.
func (s Service) moved(ctx context.Context, actor access.Actor, do access.Action, version Seen[Version], step func(tx *db.Tx, p placed, v Version) (Version, error)) (Version, error) {
	var v Version
	err := s.DB.Change(ctx, actor, do, func(tx *db.Tx) error {
		p, was, err := versionFor(tx, do, version)
		if err != nil {
			return err
		}
		if v, err = step(tx, p, was); err != nil {
			return err
		}
		return keep(tx, &v)
	})
	return v, err
}

// Propose puts a draft before the unit.
//
// Faults: NotFound, Forbidden, Conflict, Closed "version-not-draft"; Invalid
// "formulation-needed" on formulation.
func (s Service) Propose(ctx context.Context, actor access.Actor, version Seen[Version]) (Version, error) {
	return s.moved(ctx, actor, access.CoreTaskPropose, version, func(tx *db.Tx, _ placed, v Version) (Version, error) {
		return v.propose(tx.Now())
	})
}

// Withdraw takes a proposed text back to be worked on.
//
// Faults: NotFound, Forbidden, Conflict, Closed "version-not-proposed", Closed "draft-open".
func (s Service) Withdraw(ctx context.Context, actor access.Actor, version Seen[Version]) (Version, error) {
	return s.moved(ctx, actor, access.CoreTaskPropose, version, func(tx *db.Tx, p placed, v Version) (Version, error) {
		v, err := v.withdraw()
		if err != nil {
			return v, err
		}
		return v, onlyOpen(tx, p, v)
	})
}

// SetAside lays a text away that nobody works on; with aside false it comes back.
//
// Faults: NotFound, Forbidden, Conflict, Closed "version-not-draft", Closed "draft-open".
func (s Service) SetAside(ctx context.Context, actor access.Actor, version Seen[Version], aside bool) (Version, error) {
	return s.moved(ctx, actor, access.CoreTaskEdit, version, func(tx *db.Tx, p placed, v Version) (Version, error) {
		v, err := v.setAside(aside)
		if err != nil || aside {
			return v, err
		}
		return v, onlyOpen(tx, p, v)
	})
}

// onlyOpen refuses a draft beside another open one of its kind: there is one of each.
func onlyOpen(tx *db.Tx, p placed, v Version) error {
	if v.State == Proposed {
		return nil
	}
	all, err := loadVersions(tx, p.ID)
	if err == nil && slices.ContainsFunc(all, func(other Version) bool { return other.Open() && other.State == v.State && other.ID != v.ID }) {
		err = errClosed("draft-open")
	}
	return err
}

// adoptAction gives the action that adopts in a unit's own way.
func adoptAction(way org.Adopts) access.Action {
	switch way {
	case org.ByTeam:
		return access.CoreTaskTeam
	case org.ByForum:
		return access.CoreTaskForum
	}
	return access.CoreTaskAdopt
}

// Adopt puts a proposed text in force the way the unit has chosen: by its leader, by the
// team after seven days, or in a forum. What is published stays as it is until Publish.
//
// Faults: NotFound, Forbidden, Conflict, Invalid, Closed "version-not-proposed",
// Closed "team-needs-days".
func (s Service) Adopt(ctx context.Context, actor access.Actor, version id.Of[Version], in Adoption) (Version, error) {
	var v Version
	err := s.DB.Change(ctx, actor, access.CoreTaskAdopt, func(tx *db.Tx) error {
		p, was, err := versionFor(tx, access.CoreTaskRead, Seen[Version]{version, in.Version})
		if err != nil {
			return err
		}
		if err := allowed(tx, adoptAction(p.Adopts), p); err != nil {
			return err
		}
		today := day.Of(tx.Now())
		if err := was.adoptable(p.Adopts, today); err != nil {
			return err
		}
		if in, err = in.checked(p.Adopts, was.EarliestAdoption(p.Adopts), today); err != nil {
			return err
		}
		v = was.adopt(in, tx.Now())
		return enforce(tx, p.Task, &v, in.RevisitBy)
	})
	return v, err
}

// enforce makes v the text in force: the one before becomes an earlier one, the task
// takes its name, and what it interprets is remembered as it reads now.
func enforce(tx *db.Tx, t Task, v *Version, revisit day.Date) error {
	all, err := loadVersions(tx, t.ID)
	if err != nil {
		return err
	}
	for _, before := range all {
		if before.State == InForce && before.ID != v.ID {
			before = before.follow()
			if err := keep(tx, &before); err != nil {
				return err
			}
		}
	}
	if err := keep(tx, v); err != nil {
		return err
	}
	t = t.adopted(*v, all, revisit, text.SortKey(v.Name))
	if err := slugFollows(tx, &t, v.Name, isPublic(all)); err != nil {
		return err
	}
	if err := db.Put(tx, &t); err != nil {
		return err
	}
	return readAgain(tx, t.ID, *v)
}

func isPublic(all []Version) bool {
	return slices.ContainsFunc(all, func(v Version) bool { return v.PublicNow })
}

// slugFollows gives the task the slug of a name, unless citizens still read another name:
// then the address waits for Publish.
func slugFollows(tx *db.Tx, t *Task, name string, wait bool) error {
	if wait || SlugOf(name) == SlugOf(t.Slug) {
		return nil
	}
	slug, err := freeSlug(tx, name, t.ID)
	if err != nil {
		return err
	}
	t.Slug = slug
	return addSlug(tx, slug, t.ID)
}

// readAgain remembers, for what the task interprets, the text above that v was written
// with in view: the one in force when work on v began.
func readAgain(tx *db.Tx, task id.Of[Task], v Version) error {
	list, err := interpretations(tx, task)
	if err != nil {
		return err
	}
	parents := make([]id.Of[Task], len(list))
	for i, x := range list {
		parents[i] = x.Parent
	}
	current, err := inForce(tx, parents)
	if err != nil {
		return err
	}
	for _, x := range list {
		now, ok := current[x.Parent]
		if !ok || x.Ended || now.ID == x.ParentVersion || !now.AdoptedAt.Before(v.BegunAt) {
			continue
		}
		x.ParentVersion = now.ID
		if err := db.Put(tx, &x); err != nil {
			return err
		}
	}
	return nil
}

// Publish lets citizens see the text in force, with preconditions, contributions and links
// as they stand now. Publishing again refreshes what stands beside the text.
//
// Faults: NotFound, Forbidden, Conflict, Closed "version-not-in-force"; Invalid
// "cards-not-written" on as_cards for a text with sides that are still cards.
func (s Service) Publish(ctx context.Context, actor access.Actor, version Seen[Version], in Publication) (Version, error) {
	var v Version
	err := s.DB.Change(ctx, actor, access.CoreTaskPublish, func(tx *db.Tx) error {
		p, was, err := versionFor(tx, access.CoreTaskPublish, version)
		if err != nil {
			return err
		}
		v, err = publish(tx, p.Task, was, in)
		return err
	})
	return v, err
}

func publish(tx *db.Tx, t Task, v Version, in Publication) (Version, error) {
	shown, err := beside(tx, t.ID)
	if err != nil {
		return v, err
	}
	if v, err = v.publish(in, shown, tx.Now()); err != nil {
		return v, err
	}
	all, err := loadVersions(tx, t.ID)
	if err != nil {
		return v, err
	}
	for _, old := range all {
		if old.PublicNow && old.ID != v.ID {
			if old, err = old.unpublish(tx.Now()); err != nil {
				return v, err
			}
			if err := keep(tx, &old); err != nil {
				return v, err
			}
		}
	}
	if err := keep(tx, &v); err != nil {
		return v, err
	}
	before := t.Slug
	if err := slugFollows(tx, &t, v.Name, false); err != nil {
		return v, err
	}
	if before != t.Slug {
		if err := db.Put(tx, &t); err != nil {
			return v, err
		}
	}
	return v, showLinks(tx, t.ID)
}

// beside gives what is to stand beside a task's text for citizens, as it is now.
func beside(tx *db.Tx, task id.Of[Task]) (Shown, error) {
	pre, err := preconditions(tx, task)
	if err != nil {
		return Shown{}, err
	}
	con, err := contributions(tx, task)
	if err != nil {
		return Shown{}, err
	}
	names, err := ownerNames(tx, pre)
	return Show(pre, con, names), err
}

// ownerNames names the units that own preconditions.
func ownerNames(tx *db.Tx, pre []Precondition) (map[id.Of[org.Unit]]string, error) {
	var ids []id.Of[org.Unit]
	for _, p := range pre {
		if p.Unit != "" {
			ids = append(ids, p.Unit)
		}
	}
	units, err := org.LoadUnits(tx, ids)
	names := map[id.Of[org.Unit]]string{}
	for _, u := range units {
		names[u.ID] = u.Name
	}
	return names, err
}

// showLinks makes a task's outgoing links public as they read now.
func showLinks(tx *db.Tx, task id.Of[Task]) error {
	list, err := linksFrom(tx, task)
	if err != nil {
		return err
	}
	for _, l := range list {
		now := l.asShown()
		if now == l {
			continue
		}
		if err := db.Put(tx, &now); err != nil {
			return err
		}
	}
	return nil
}

// Unpublish takes the text from the citizens again.
//
// Faults: NotFound, Forbidden, Conflict, Closed "version-not-public".
func (s Service) Unpublish(ctx context.Context, actor access.Actor, version Seen[Version]) (Version, error) {
	return s.moved(ctx, actor, access.CoreTaskPublish, version, func(tx *db.Tx, _ placed, v Version) (Version, error) {
		return v.unpublish(tx.Now())
	})
}

// changed runs one step in a task's life.
func (s Service) changed(ctx context.Context, actor access.Actor, do access.Action, task Seen[Task], step func(tx *db.Tx, p placed) (Task, error)) (Task, error) {
	var t Task
	err := s.DB.Change(ctx, actor, do, func(tx *db.Tx) error {
		p, err := taskFor(tx, do, task.ID)
		if err != nil {
			return err
		}
		if task.stale(p.Version) {
			return fault.Stale()
		}
		if t, err = step(tx, p); err != nil {
			return err
		}
		if err := find.Touch(tx, Kind, t.ID.String()); err != nil {
			return err
		}
		return db.Put(tx, &t)
	})
	return t, err
}

// Review takes a task up again: its text stays in force, and a draft is opened.
//
// Faults: NotFound, Forbidden, Conflict, Invalid, Closed "task-not-active".
func (s Service) Review(ctx context.Context, actor access.Actor, task Seen[Task], why string) (Task, error) {
	return s.changed(ctx, actor, access.CoreTaskPropose, task, func(_ *db.Tx, p placed) (Task, error) {
		return p.Task.review(why)
	})
}

// Retire ends a task. Its public page then answers that it is gone, and names the successor.
//
// Faults: NotFound, Forbidden, Conflict, Invalid, Closed "task-retired".
func (s Service) Retire(ctx context.Context, actor access.Actor, task Seen[Task], why string, successor id.Of[Task]) (Task, error) {
	return s.changed(ctx, actor, access.CoreTaskRetire, task, func(tx *db.Tx, p placed) (Task, error) {
		var wrong fault.Fields
		if successor != "" {
			next, err := loadPlaced(tx, successor)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return p.Task, err
			}
			if err != nil || next.State == Retired {
				wrong.Add("successor", "choose")
			}
		}
		t, err := p.Task.retire(why, successor)
		if err := wrong.Join(err); err != nil {
			return t, err
		}
		return t, wrong.Err()
	})
}

// Revive undoes Review and Retire.
//
// Faults: NotFound, Forbidden, Conflict, Closed "task-active".
func (s Service) Revive(ctx context.Context, actor access.Actor, task Seen[Task]) (Task, error) {
	return s.changed(ctx, actor, access.CoreTaskRetire, task, func(_ *db.Tx, p placed) (Task, error) {
		return p.Task.revive()
	})
}

// Revisit sets when the task is to be taken up again, and what should make it so before.
//
// Faults: NotFound, Forbidden, Conflict, Invalid.
func (s Service) Revisit(ctx context.Context, actor access.Actor, task Seen[Task], by day.Date, triggers []Trigger) (Task, error) {
	return s.changed(ctx, actor, access.CoreTaskEdit, task, func(_ *db.Tx, p placed) (Task, error) {
		return p.Task.revisited(by, triggers)
	})
}
