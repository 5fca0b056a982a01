package coretask

import (
	"context"
	"slices"
	"strings"

	"kernehus/internal/arith/danish"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/plain"
	"kernehus/internal/kernel/text"
)

// Work is everything about a core task that those who work with it see.
type Work struct {
	Task          Task
	Unit          org.Unit
	Above         []org.Unit // the units above, the top first
	Writer        Writer
	May           May
	Versions      []Version // newest first, those set aside last
	Preconditions []OwnedPrecondition
	Contributions []Contribution
	Disagreements []Disagreement
	Links         []WorkLink
	Parents       []Kin // what it interprets
	Chain         []Kin // the main way up, the top first
	Children      []Kin
	Gaps          []org.Unit // levels without a core task
	Notices       []Notice
	Reading       wording.Reading
	Check         *Check   // the newest of Checks
	Checks        []Check  // what was answered to the check questions, text by text
	Missing       []string // professions at work here that no contribution names
	Dialogues     []Source // the conversations its texts came from
}

// May is what the reader may do with the task.
type May struct{ Read, Edit, Formal, Propose, Adopt, Publish, Retire, Redact bool }

// OwnedPrecondition is a precondition with its owner's name.
type OwnedPrecondition struct {
	Precondition
	Owner string
}

// WorkLink is a link with the task at its other end.
type WorkLink struct {
	Link
	Out   bool
	Other Kin
}

// Current is the text in force, and whether there is one.
func (w Work) Current() (Version, bool) {
	return w.the(func(v Version) bool { return v.State == InForce })
}

// Published is the text citizens read, and whether there is one.
func (w Work) Published() (Version, bool) { return w.the(func(v Version) bool { return v.PublicNow }) }

// Open is the text being worked on in a state, and whether there is one.
func (w Work) Open(s State) (Version, bool) {
	return w.the(func(v Version) bool { return v.Open() && v.State == s })
}

func (w Work) the(is func(Version) bool) (Version, bool) {
	for _, v := range w.Versions {
		if is(v) {
			return v, true
		}
	}
	return Version{}, false
}

// Unshown tells that citizens read the text in force, and something beside it that has
// changed since.
func (w Work) Unshown() bool {
	return slices.ContainsFunc(w.Notices, func(n Notice) bool { return n.Kind == BesideChanged })
}

// Version finds one of the task's texts.
func (w Work) Version(version id.Of[Version]) (Version, bool) {
	return w.the(func(v Version) bool { return v.ID == version })
}

// Work gives a core task to those who work with it; the slug may be any it has had. A
// council member, who writes the formal side, is given the texts and what they hang
// together with, without notices, disagreements and what belongs to the unit alone.
//
// Faults: NotFound, also for who may not see the unit's work.
func (s Service) Work(ctx context.Context, actor access.Actor, slug string) (Work, error) {
	var w Work
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		p, err := loadSlug(tx, slug)
		if err != nil {
			return err
		}
		o := p.object(tx.Municipality)
		if !access.Can(actor, access.CoreTaskRead, o) && !access.Can(actor, access.CoreTaskFormal, o) {
			return fault.Missing()
		}
		w = Work{Task: p.Task, Writer: p.writer(tx), May: mayDo(actor, p, o)}
		fills := []func(*db.Tx, placed) error{w.texts, w.kin, w.links}
		if access.Can(actor, access.CoreTaskRead, o) { // who only writes the formal side sees the texts
			fills = append(fills, w.parts, w.checked, w.remarks)
		}
		for _, fill := range fills {
			if err := fill(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	return w, err
}

func mayDo(actor access.Actor, p placed, o access.Object) May {
	can := func(a access.Action) bool { return access.Can(actor, a, o) }
	return May{
		Read: can(access.CoreTaskRead), Edit: can(access.CoreTaskEdit), Formal: can(access.CoreTaskFormal), Propose: can(access.CoreTaskPropose),
		Adopt: can(adoptAction(p.Adopts)), Publish: can(access.CoreTaskPublish), Retire: can(access.CoreTaskRetire), Redact: can(access.Redact),
	}
}

func (w *Work) texts(tx *db.Tx, p placed) error {
	all, err := loadVersions(tx, p.ID)
	for _, v := range all {
		if !v.SetAside {
			w.Versions = append(w.Versions, v)
		}
		if v.SourceKind == FromDialogue {
			w.Dialogues = append(w.Dialogues, v.Source())
		}
	}
	for _, v := range all {
		if v.SetAside {
			w.Versions = append(w.Versions, v)
		}
	}
	return err
}

func (w *Work) parts(tx *db.Tx, p placed) error {
	pre, err := preconditions(tx, p.ID)
	if err != nil {
		return err
	}
	units, err := ownerNames(tx, pre)
	if err != nil {
		return err
	}
	people, err := personNames(tx, ownersAmong(pre))
	if err != nil {
		return err
	}
	for _, x := range pre {
		owner := x.Role
		if x.Unit != "" {
			owner = units[x.Unit]
		} else if x.Person != "" {
			owner = people[x.Person]
		}
		w.Preconditions = append(w.Preconditions, OwnedPrecondition{x, owner})
	}
	if w.Contributions, err = contributions(tx, p.ID); err != nil {
		return err
	}
	w.Disagreements, err = disagreements(tx, p.ID)
	return err
}

func ownersAmong(pre []Precondition) []id.Of[org.Person] {
	var out []id.Of[org.Person]
	for _, p := range pre {
		if p.Person != "" {
			out = append(out, p.Person)
		}
	}
	return out
}

func personNames(tx *db.Tx, people []id.Of[org.Person]) (map[id.Of[org.Person]]string, error) {
	found, err := org.LoadPeople(tx, people)
	out := map[id.Of[org.Person]]string{}
	for _, p := range found {
		out[p.ID] = p.Name
	}
	return out, err
}

func (k kin) seen() Kin {
	return Kin{
		Task: k.Task, Slug: k.Slug, Name: k.Name, Unit: k.Unit, UnitID: k.UnitID, Level: k.Level, Sentence: k.Sentence,
		Child: k.Child, Changed: k.Current != "" && k.Current != k.Read, Public: k.Public,
	}
}

func (w *Work) kin(tx *db.Tx, p placed) error {
	above, err := ancestors(tx, p.ID)
	if err != nil {
		return err
	}
	for _, k := range above {
		if k.Child == p.ID && mayKnow(tx, k.Path, k.Current != "") {
			w.Parents = append(w.Parents, k.seen())
		}
	}
	for _, k := range thread(p.ID, above) {
		if mayKnow(tx, k.Path, k.Current != "") {
			w.Chain = append(w.Chain, k.seen())
		}
	}
	below, err := offspring(tx, p.ID)
	for _, k := range below {
		if mayKnow(tx, k.Path, k.Current != "") {
			w.Children = append(w.Children, k.seen())
		}
	}
	if err != nil {
		return err
	}
	return w.levels(tx, p)
}

// mayKnow tells whether the reader may know of another unit's core task: of one that is in
// force every colleague may.
func mayKnow(tx *db.Tx, path string, inForce bool) bool {
	return access.Can(tx.Actor(), access.CoreTaskAdopted, access.Object{Municipality: tx.Municipality, Unit: path, Adopted: inForce})
}

// levels fills in the units above and those of them without a core task.
func (w *Work) levels(tx *db.Tx, p placed) error {
	chain, err := org.LoadChain(tx, p.UnitPath)
	if err != nil || len(chain) == 0 {
		return err
	}
	w.Unit, w.Above = chain[len(chain)-1], chain[:len(chain)-1]
	ids := make([]id.Of[org.Unit], len(chain))
	for i, u := range chain {
		ids[i] = u.ID
	}
	has, err := unitsWithTask(tx, ids)
	w.Gaps = gaps(chain, w.Parents, has)
	return err
}

func (w *Work) links(tx *db.Tx, p placed) error {
	rows, err := links(tx, p.ID)
	for _, r := range rows {
		if !mayKnow(tx, r.OtherPath, r.OtherInForce) {
			continue
		}
		w.Links = append(w.Links, WorkLink{r.Link, r.Out, Kin{Slug: r.OtherSlug, Name: r.OtherName, Unit: r.OtherUnit}})
	}
	return err
}

// checked fills in the newest answers to the check and the professions nobody has written
// for.
func (w *Work) checked(tx *db.Tx, p placed) error {
	var err error
	if w.Checks, err = checks(tx, p.ID); err != nil {
		return err
	}
	if len(w.Checks) > 0 {
		w.Check = &w.Checks[0]
	}
	at, err := professionsIn(tx, p.UnitPath, day.Of(tx.Now()))
	slices.SortFunc(at, func(a, b string) int { return strings.Compare(text.SortKey(a), text.SortKey(b)) })
	w.Missing = unnamed(at, w.Contributions)
	return err
}

func (w *Work) remarks(tx *db.Tx, p placed) error {
	pre := make([]Precondition, len(w.Preconditions))
	for i, x := range w.Preconditions {
		pre[i] = x.Precondition
	}
	names, err := ownerNames(tx, pre)
	if err != nil {
		return err
	}
	out, err := linksFrom(tx, p.ID)
	if err != nil {
		return err
	}
	now := basis(w.Versions)
	for _, s := range []State{Proposed, Draft} {
		if v, ok := w.Open(s); ok {
			now = v
		}
	}
	w.Reading = now.Words.Read()
	w.Notices = noticed{
		task: p.Task, unit: p.UnitName, version: now, all: w.Versions, above: w.Parents, between: w.Gaps,
		beside: Show(pre, w.Contributions, names), links: out, today: day.Of(tx.Now()), atTop: p.UnitLevel == 1,
	}.notices()
	return nil
}

// OfUnit gives a unit's core tasks as its people see them: for the unit's page and /hjem.
type OfUnit struct {
	Task     Task
	Sentence string // of the text in force, else of the newest
	InForce  bool
	Public   bool
}

// Of gives the core tasks of a unit to those who may see them: all to those who work with
// them, those in force to colleagues. Citizens have List with the unit.
func (s Service) Of(ctx context.Context, actor access.Actor, unit id.Of[org.Unit]) ([]OfUnit, error) {
	var out []OfUnit
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		list, err := ofUnit(tx, unit)
		if err != nil {
			return err
		}
		sentences, err := sentencesOf(tx, list)
		for _, p := range list {
			if access.Can(actor, access.CoreTaskRead, p.object(tx.Municipality)) || p.State != Retired && mayKnow(tx, p.UnitPath, p.InForce) {
				out = append(out, OfUnit{p.Task, sentences[p.ID], p.InForce, p.Public})
			}
		}
		return err
	})
	return out, err
}

// Waits gives the slug of the core task of which a text is proposed and waits to be adopted, for
// who may read it; empty for all others.
func (s Service) Waits(ctx context.Context, actor access.Actor, version id.Of[Version]) (slug string, err error) {
	err = s.DB.View(ctx, actor, func(tx *db.Tx) error {
		v, err := loadVersion(tx, version)
		if fault.Is(err, fault.NotFound) || err == nil && (v.State != Proposed || v.SetAside) {
			return nil
		}
		if err != nil {
			return err
		}
		p, err := loadPlaced(tx, v.Task)
		if err == nil && access.Can(actor, access.CoreTaskRead, p.object(tx.Municipality)) {
			slug = p.Slug
		}
		return err
	})
	return slug, err
}

// sentencesOf gives the sentence of each task: of the text in force.
func sentencesOf(tx *db.Tx, list []placed) (map[id.Of[Task]]string, error) {
	ids := make([]id.Of[Task], len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	current, err := inForce(tx, ids)
	out := map[id.Of[Task]]string{}
	for t, v := range current {
		out[t] = v.Sentence()
	}
	return out, err
}

// unnamed gives the professions that no contribution names.
func unnamed(professions []string, list []Contribution) []string {
	named := map[string]bool{}
	for _, c := range list {
		named[folded(c.Profession)] = true
	}
	var out []string
	for _, p := range professions {
		if !named[folded(p)] {
			out = append(out, p)
		}
	}
	return out
}

// folded is how names of professions are compared.
func folded(s string) string { return danish.Fold(plain.Line(s)) }

// Find gives a core task by any slug it has had to a colleague who may know of it: one
// that is in force, or one they work with.
//
// Faults: NotFound.
func (s Service) Find(ctx context.Context, actor access.Actor, slug string) (Task, error) {
	var t Task
	err := s.DB.View(ctx, actor, func(tx *db.Tx) error {
		p, err := loadSlug(tx, slug)
		if err != nil {
			return err
		}
		if !mayKnow(tx, p.UnitPath, p.InForce) {
			return fault.Missing()
		}
		t = p.Task
		return nil
	})
	return t, err
}
