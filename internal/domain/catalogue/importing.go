package catalogue

import (
	"context"
	"slices"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/find"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Options say how a file is taken in.
type Options struct {
	Unit    id.Of[org.Unit] // owner of tasks that name no unit; empty for the unit at the top
	Adopted day.Date        // tasks without a date of their own are adopted and published on it; empty leaves them drafts
	DryRun  bool
}

// Report is what taking in a file did, or would do.
type Report struct {
	Created  []string // names
	Already  []string // names of tasks that were taken in before and are left as they are
	Links    int
	Mistakes []Mistake
	Done     bool
}

// Import takes in a file of core tasks: all of it, or nothing when anything is wrong. A
// task is known again by its id in the file and then left as it is, so that the same file
// twice changes nothing.
//
// Faults: Forbidden; Closed "no-unit" while there is no unit at all.
func (s Service) Import(ctx context.Context, actor access.Actor, f File, opt Options) (Report, error) {
	var out Report
	if !access.Can(actor, access.CoreTaskImport, access.Object{Municipality: actor.Municipality}) {
		return out, fault.Denied()
	}
	if opt.DryRun {
		err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
			a, err := plan(tx, f, opt)
			out = a.report
			return err
		})
		return out, err
	}
	err := s.DB.Change(ctx, actor, access.CoreTaskImport, func(tx *db.Tx) error {
		a, err := plan(tx, f, opt)
		out = a.report
		if err != nil || len(out.Mistakes) > 0 {
			return err
		}
		out.Done = true
		return a.write(tx, f.Narrative)
	})
	return out, err
}

// arrival is what a file becomes.
type arrival struct {
	file   File
	opt    Options
	report Report
	units  map[string]id.Of[org.Unit]
	names  map[id.Of[org.Unit]]string
	tasks  map[string]id.Of[coretask.Task] // by the file's id, old and new
	isNew  map[string]bool
	taken  map[string]bool // slugs

	kept     []coretask.Task
	slugs    []slugRow
	versions []coretask.Version
	pre      []coretask.Precondition
	con      []coretask.Contribution
	dis      []coretask.Disagreement
	links    []coretask.Link
	reads    []coretask.Interpretation
}

func (a *arrival) wrong(line int, why text.S, args ...any) {
	a.report.Mistakes = append(a.report.Mistakes, datafile.Note(a.file.Name, line, why, args...))
}

// plan reads what is known already and makes the records of what is new.
func plan(tx *db.Tx, f File, opt Options) (*arrival, error) {
	a := &arrival{file: f, opt: opt, units: map[string]id.Of[org.Unit]{}, names: map[id.Of[org.Unit]]string{}, tasks: map[string]id.Of[coretask.Task]{}, isNew: map[string]bool{}, taken: map[string]bool{}}
	if err := a.lookUp(tx); err != nil {
		return a, err
	}
	a.findCircles()
	for i := range f.Tasks {
		a.add(tx, &f.Tasks[i])
	}
	if err := a.connect(tx); err != nil {
		return a, err
	}
	slices.SortStableFunc(a.report.Mistakes, func(x, y Mistake) int { return x.Line - y.Line })
	return a, nil
}

// lookUp finds the units, tasks and slugs that a file may name or meet.
func (a *arrival) lookUp(tx *db.Tx) error {
	if a.opt.Unit == "" {
		root, err := org.Root(tx)
		if fault.Is(err, fault.NotFound) {
			err = fault.New(fault.Closed, "no-unit")
		}
		if err != nil {
			return err
		}
		a.opt.Unit = root.ID
	}
	units, err := unitsByName(tx, a.unitNames())
	if err != nil {
		return err
	}
	for _, u := range units {
		a.units[u.ID] = id.Of[org.Unit](u.ID)
		a.units[u.External] = id.Of[org.Unit](u.ID)
		a.names[id.Of[org.Unit](u.ID)] = u.Name
	}
	old, err := tasksByFile(tx, a.taskNames())
	if err != nil {
		return err
	}
	for _, t := range old {
		a.tasks[t.External] = id.Of[coretask.Task](t.ID)
	}
	for _, e := range a.file.Tasks {
		if _, ok := a.tasks[e.ID]; !ok {
			a.tasks[e.ID], a.isNew[e.ID] = id.Of[coretask.Task](tx.NewID()), true
		}
	}
	slugs, err := allSlugs(tx)
	for _, s := range slugs {
		a.taken[s] = true
	}
	return err
}

func (a *arrival) unitNames() []string {
	var out []string
	for _, e := range a.file.Tasks {
		if e.Unit != "" {
			out = append(out, e.Unit)
		}
		for _, p := range e.Preconditions {
			if p.Unit != "" {
				out = append(out, p.Unit)
			}
		}
	}
	return distinct(out)
}

func (a *arrival) taskNames() []string {
	var out []string
	for _, e := range a.file.Tasks {
		out = append(out, e.ID, e.Successor)
		for _, p := range e.Interprets {
			out = append(out, p.ID)
		}
	}
	for _, l := range a.file.Links {
		out = append(out, l.From, l.To)
	}
	return distinct(out)
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(s string) bool { return s == "" || s == "*" })
}

// unit finds a unit by name; the import's own for none.
func (a *arrival) unit(name string, line int) id.Of[org.Unit] {
	if name == "" {
		return a.opt.Unit
	}
	u, ok := a.units[name]
	if !ok {
		a.wrong(line, text.Catalogue.UnknownUnit, name)
	}
	return u
}

// add makes the records of one task, unless it was taken in before.
func (a *arrival) add(tx *db.Tx, e *Entry) {
	unit := a.unit(e.Unit, e.Line)
	if !a.isNew[e.ID] {
		a.report.Already = append(a.report.Already, e.Words.Name)
		return
	}
	a.report.Created = append(a.report.Created, e.Words.Name)
	if e.Adoption.On.IsZero() && !a.opt.Adopted.IsZero() {
		e.Adoption.On, e.Adoption.Public = a.opt.Adopted, a.opt.Adopted
	}
	t := coretask.Task{
		ID: a.tasks[e.ID], External: e.ID, Unit: unit, Name: e.Words.Name, SortKey: text.SortKey(e.Words.Name), Slug: a.slug(e.Words.Name),
		State: e.State, StateReason: e.StateReason, RevisitBy: e.RevisitBy, Triggers: append([]coretask.Trigger{}, e.Triggers...), FormerNames: e.formerNames(),
	}
	a.kept = append(a.kept, t)
	a.slugs = append(a.slugs, slugRow{t.Slug, t.ID})
	a.addParts(tx, e, t.ID)
	a.versions = append(a.versions, e.versions(tx, t.ID, a.shown(t.ID))...)
}

// shown gives what is to stand beside a task's published text.
func (a *arrival) shown(task id.Of[coretask.Task]) coretask.Shown {
	var pre []coretask.Precondition
	for _, p := range a.pre {
		if p.Task == task {
			pre = append(pre, p)
		}
	}
	var con []coretask.Contribution
	for _, c := range a.con {
		if c.Task == task {
			con = append(con, c)
		}
	}
	return coretask.Show(pre, con, a.names)
}

// slug gives the first free address for a name.
func (a *arrival) slug(name string) string {
	base := coretask.SlugOf(name)
	for n := 1; ; n++ {
		if s := id.NumberedSlug(base, n); !a.taken[s] {
			a.taken[s] = true
			return s
		}
	}
}

func (a *arrival) addParts(tx *db.Tx, e *Entry, task id.Of[coretask.Task]) {
	from := coretask.From{SourceKind: coretask.FromImport, SourceID: e.ID}
	for i, p := range e.Preconditions {
		p.ID, p.Task, p.Place = id.Of[coretask.Precondition](tx.NewID()), task, i+1
		if p.Unit != "" {
			p.Precondition.Unit, p.Role = a.unit(p.Unit, p.Line), ""
		}
		a.pre = append(a.pre, p.Precondition)
	}
	for i, c := range e.Contributions {
		c.ID, c.Task, c.Place, c.From = id.Of[coretask.Contribution](tx.NewID()), task, i+1, from
		a.con = append(a.con, c)
	}
	for _, d := range e.Disagreements {
		d.ID, d.Task, d.From, d.NotedAt = id.Of[coretask.Disagreement](tx.NewID()), task, from, tx.Now()
		d.Approved = d.PublicWords != "" && !e.Adoption.Public.IsZero()
		a.dis = append(a.dis, d)
	}
}

// connect makes the links, what interprets what, and who succeeds whom.
func (a *arrival) connect(tx *db.Tx) error {
	have, err := allLinks(tx)
	if err != nil {
		return err
	}
	known := map[linkKey]bool{}
	for _, l := range have {
		known[l] = true
	}
	public := a.publicTasks()
	for _, l := range a.file.Spread() {
		key := linkKey{a.task(l.From, l.Line), a.task(l.To, l.Line), l.Kind}
		if key.From != "" && key.From == key.To {
			a.wrong(l.Line, text.Catalogue.Itself)
		}
		if known[key] {
			continue
		}
		known[key] = true
		a.report.Links++
		one := coretask.Link{ID: id.Of[coretask.Link](tx.NewID()), From: key.From, To: key.To, Kind: l.Kind, Reason: l.Reason}
		if public[key.From] {
			one.Shown, one.ShownReason = true, l.Reason
		}
		a.links = append(a.links, one)
	}
	return a.interpret(tx)
}

func (a *arrival) task(name string, line int) id.Of[coretask.Task] {
	t, ok := a.tasks[name]
	if !ok {
		a.wrong(line, text.Catalogue.UnknownTask, name)
	}
	return t
}

func (a *arrival) publicTasks() map[id.Of[coretask.Task]]bool {
	out := map[id.Of[coretask.Task]]bool{}
	for _, v := range a.versions {
		if v.PublicNow {
			out[v.Task] = true
		}
	}
	return out
}

// interpret makes what interprets what: each with the text above of its own day.
func (a *arrival) interpret(tx *db.Tx) error {
	var old []id.Of[coretask.Task]
	for name, t := range a.tasks {
		if !a.isNew[name] {
			old = append(old, t)
		}
	}
	current, err := currentVersions(tx, old)
	if err != nil {
		return err
	}
	adopted := map[id.Of[coretask.Task]][]coretask.Version{}
	for _, v := range a.versions {
		if v.WasInForce() {
			adopted[v.Task] = append(adopted[v.Task], v)
		}
	}
	for _, e := range a.file.Tasks {
		if !a.isNew[e.ID] {
			continue
		}
		for _, p := range e.Interprets {
			parent := a.task(p.ID, p.Line)
			read := textOf(adopted[parent], e.Adoption.On)
			if read == "" {
				read = current[parent]
			}
			a.reads = append(a.reads, coretask.Interpretation{ID: id.Of[coretask.Interpretation](tx.NewID()), Child: a.tasks[e.ID], Parent: parent, ParentVersion: read})
		}
		if e.Successor != "" {
			a.task(e.Successor, e.Line)
		}
	}
	return nil
}

// textOf gives the text that was in force on a day, of versions in the order of adoption;
// the newest without a day.
func textOf(versions []coretask.Version, on day.Date) id.Of[coretask.Version] {
	var out id.Of[coretask.Version]
	for _, v := range versions {
		if on.IsZero() || !on.Before(v.AdoptedOn) {
			out = v.ID
		}
	}
	return out
}

// touched are the tasks whose texts the search must read anew.
func (a *arrival) touched() []string {
	var out []string
	for _, v := range a.versions {
		out = append(out, v.Task.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// write keeps everything: tasks first, then what points to them.
func (a *arrival) write(tx *db.Tx, n coretask.Narrative) error {
	if n.Name != "" {
		if _, err := coretask.TakeNarrative(tx, n); err != nil {
			return err
		}
	}
	for _, step := range []func() error{
		func() error { return find.Touch(tx, coretask.Kind, a.touched()...) }, // first, as every save of a text does: they wait for each other in one order
		func() error { return db.PutAll(tx, a.kept) },
		func() error { return a.succeed(tx) },
		func() error { return db.InsertAll(tx, "core_task_slug", a.slugs) },
		func() error { return db.PutAll(tx, a.versions) },
		func() error { return db.PutAll(tx, a.pre) },
		func() error { return db.PutAll(tx, a.con) },
		func() error { return db.PutAll(tx, a.dis) },
		func() error { return db.PutAll(tx, a.links) },
		func() error { return db.PutAll(tx, a.reads) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	tx.Touch("coretasks")
	return nil
}

// succeed names the successors, once every task is there to be pointed to.
func (a *arrival) succeed(tx *db.Tx) error {
	var list []coretask.Task
	at := map[id.Of[coretask.Task]]string{}
	for _, e := range a.file.Tasks {
		if a.isNew[e.ID] && e.Successor != "" {
			at[a.tasks[e.ID]] = e.Successor
		}
	}
	for _, t := range a.kept {
		if next, ok := at[t.ID]; ok {
			t.Successor = a.tasks[next]
			list = append(list, t)
		}
	}
	return db.PutAll(tx, list)
}

// findCircles refuses tasks of the file that interpret one another in a circle.
func (a *arrival) findCircles() {
	up := map[string][]string{}
	line := map[string]int{}
	for _, e := range a.file.Tasks {
		line[e.ID] = e.Line
		for _, p := range e.Interprets {
			up[e.ID] = append(up[e.ID], p.ID)
		}
	}
	done := map[string]bool{}
	for _, e := range a.file.Tasks {
		if climbs(e.ID, up, map[string]bool{}, done) {
			a.wrong(line[e.ID], text.Catalogue.Circle)
			return
		}
	}
}

// climbs tells whether the way up from a task comes back to where it was.
func climbs(task string, up map[string][]string, on, done map[string]bool) bool {
	if on[task] {
		return true
	}
	if done[task] {
		return false
	}
	on[task] = true
	for _, p := range up[task] {
		if climbs(p, up, on, done) {
			return true
		}
	}
	delete(on, task)
	done[task] = true
	return false
}
