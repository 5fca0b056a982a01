package dialogue

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"sync"
	"time"

	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// Service is what can be done with dialogues. Make it with New; use one in a program,
// because it remembers guides and counts wrong codes.
type Service struct {
	DB             *db.DB
	Guides         guide.Library
	Municipalities *municipality.Service

	shelf shelf
	door  room.Doorkeeper
}

// New makes a service; guides are those that new dialogues choose among.
func New(d *db.DB, guides guide.Library, m *municipality.Service) *Service {
	return &Service{DB: d, Guides: guides, Municipalities: m}
}

// shelf holds the guides of dialogues as they were planned, read once.
type shelf struct {
	mu    sync.Mutex
	books map[string]guide.Guide // by the SHA-256 of the text
}

const mostBooks = 200

func (s *shelf) get(sum string) (guide.Guide, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.books[sum]
	return g, ok
}

func (s *shelf) put(sum string, g guide.Guide) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.books == nil || len(s.books) >= mostBooks {
		s.books = map[string]guide.Guide{}
	}
	s.books[sum] = g
}

// guideOf gives a dialogue's guide as it was planned with it.
func (s *Service) guideOf(tx *db.Tx, d Dialogue) (guide.Guide, error) {
	if g, ok := s.shelf.get(d.GuideSum); ok {
		return g, nil
	}
	source, err := guideSource(tx, d.GuideSum)
	if err != nil {
		return guide.Guide{}, err
	}
	g, wrong := guide.Parse("dialogue/"+d.ID.String(), []byte(source))
	if len(wrong) > 0 {
		e := fault.New(fault.Closed, "guide-unreadable")
		e.Cause = fmt.Errorf("guide %s: %v", d.GuideSum, wrong[0])
		return g, e
	}
	s.shelf.put(d.GuideSum, g)
	return g, nil
}

func guideSum(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:])
}

// smallest is the fewest people who are shown as a group of their own.
func (s *Service) smallest(ctx context.Context, municipalityID string) (int, error) {
	m, err := s.municipality(ctx, municipalityID)
	return m.SmallestGroup(), err
}

// municipality gives the settings that hold. It is asked before a transaction begins: a
// change that holds a room must not wait for another connection.
func (s *Service) municipality(ctx context.Context, municipalityID string) (municipality.Municipality, error) {
	return s.Municipalities.ByID(ctx, id.Of[municipality.Municipality](municipalityID))
}

// opened is a dialogue with what the access rules ask about.
type opened struct {
	Dialogue
	guide guide.Guide
	hosts []Host
	path  string // of its unit
}

func (s *Service) open(tx *db.Tx, d Dialogue) (opened, error) {
	o := opened{Dialogue: d}
	var err error
	if o.guide, err = s.guideOf(tx, d); err != nil {
		return o, err
	}
	if o.path, err = unitPath(tx, d.Unit); err != nil {
		return o, err
	}
	o.hosts, err = hosts(tx, d.ID)
	return o, err
}

// Opened is a dialogue with its guide and what the access rules ask about.
type Opened struct {
	Dialogue
	Guide  guide.Guide
	Object access.Object
}

// Open loads a dialogue for another word, inside its transaction; who may is the caller's
// to check.
//
// Faults: NotFound.
func (s *Service) Open(tx *db.Tx, dialogue id.Of[Dialogue]) (Opened, error) {
	d, err := loadDialogue(tx, dialogue)
	if err != nil {
		return Opened{}, err
	}
	o, err := s.open(tx, d)
	return Opened{Dialogue: o.Dialogue, Guide: o.guide, Object: o.object(tx.Municipality, o.path, o.hosts)}, err
}

// Hold lets nobody else change a dialogue, or write into it, until the transaction ends.
//
// Faults: NotFound.
func Hold(tx *db.Tx, dialogue id.Of[Dialogue]) error {
	_, err := loadToChange(tx, dialogue)
	return err
}

// check refuses who may not do the action: as missing to who may not even know of it. Who
// may know that it is held, such as another facilitator of the unit, is told that it is
// for others to steer: they see it in the list, so "not found" would be untrue.
func (o opened) check(tx *db.Tx, do access.Action) error {
	object := o.object(tx.Municipality, o.path, o.hosts)
	switch {
	case !access.Can(tx.Actor(), access.DialogueList, object):
		return fault.Missing()
	case !access.Can(tx.Actor(), do, object):
		return fault.Denied()
	}
	return nil
}

// loadFor loads a dialogue to read.
func (s *Service) loadFor(tx *db.Tx, do access.Action, dialogue id.Of[Dialogue]) (opened, error) {
	d, err := loadDialogue(tx, dialogue)
	if err != nil {
		return opened{}, err
	}
	o, err := s.open(tx, d)
	if err != nil {
		return o, err
	}
	return o, o.check(tx, do)
}

// changeFor loads a dialogue that nobody else changes until the transaction ends.
func (s *Service) changeFor(tx *db.Tx, do access.Action, dialogue id.Of[Dialogue]) (opened, error) {
	d, err := loadToChange(tx, dialogue)
	if err != nil {
		return opened{}, err
	}
	o, err := s.open(tx, d)
	if err != nil {
		return o, err
	}
	return o, o.check(tx, do)
}

// Plan makes a dialogue. Who plans it becomes its first facilitator; openDoors lets people
// in at once.
//
// Faults: Denied; Invalid with fields (see PlanInput).
func (s *Service) Plan(ctx context.Context, actor access.Actor, in PlanInput, openDoors bool) (Dialogue, error) {
	g, known := s.Guides.Get(in.Guide)
	in, err := in.checked(g, known)
	if err != nil {
		return Dialogue{}, err
	}
	var d Dialogue
	err = s.DB.Change(ctx, actor, access.DialoguePlan, func(tx *db.Tx) error {
		if in, err = mayPlan(tx, in, ""); err != nil {
			return err
		}
		d = Dialogue{ID: id.Of[Dialogue](tx.NewID()), Screen: id.Secret(), Seed: seedFrom(id.Random())}
		d = d.planned(in, g, day.Of(tx.Now()))
		if openDoors {
			if d.State, err = d.State.Apply(room.Command{Do: room.OpenDoors}, tx.Now()); err != nil {
				return err
			}
			d.Phase = d.State.Phase
		}
		return keepNew(tx, &d, g)
	})
	return d, err
}

// mayPlan refuses who may not plan there, and gives the input with its core task's id. What
// a dialogue comes to becomes a proposal to its core task: that is planned by those who may
// plan at the unit whose core task it is. What it is about already, it may stay about: the
// core task may have moved to another unit since.
func mayPlan(tx *db.Tx, in PlanInput, already string) (PlanInput, error) {
	u, err := org.LoadUnit(tx, id.Of[org.Unit](in.Unit))
	switch {
	case fault.Is(err, fault.NotFound), err == nil && !access.Can(tx.Actor(), access.UnitRead, u.Object(tx.Municipality)):
		return in, fault.OnField("unit", "choose")
	case err != nil:
		return in, err
	case !access.Can(tx.Actor(), access.DialoguePlan, u.Object(tx.Municipality)):
		return in, fault.Denied()
	case in.CoreTask == "":
		return in, nil
	}
	about, known, err := coreTask(tx, in.CoreTask)
	if err == nil && (!known || about.ID != already && !access.Can(tx.Actor(), access.DialoguePlan, access.Object{Municipality: tx.Municipality, Unit: about.Path})) {
		err = fault.OnField("core_task", "choose")
	}
	in.CoreTask = about.ID
	return in, err
}

// planned gives the dialogue with its plan; nothing of it has happened yet.
func (d Dialogue) planned(in PlanInput, g guide.Guide, today day.Date) Dialogue {
	v, _ := g.Variant(in.Variant)
	d.Unit, d.CoreTask, d.Title, d.Guide, d.Variant, d.Language = in.Unit, in.CoreTask, in.Title, g.ID, v.ID, in.Language
	d.Plan, d.Officer, d.HeldOn, d.GuideSum = in.Plan, in.Officer, in.HeldOn, guideSum(g.Source)
	if !in.Plan.Starts.IsZero() {
		d.HeldOn = day.Of(in.Plan.Starts)
	}
	if d.HeldOn.IsZero() {
		d.HeldOn = today
	}
	d.State = room.NewState(room.Runs(g, v.ID, in.Plan.InParts, room.Reckon(g, d.Groups()).Groups))
	d.Phase = room.Planned
	return d
}

func keepNew(tx *db.Tx, d *Dialogue, g guide.Guide) error {
	if _, err := db.InsertNew(tx, "dialogue_guide", guideRow{ID: d.GuideSum, Source: g.Source}); err != nil {
		return err
	}
	d.Code = id.Code(CodeLength)
	if err := db.Put(tx, d); err != nil {
		return err
	}
	if err := newCode(tx, d); err != nil {
		return err
	}
	if d.State.Phase == room.Open {
		if err := layTables(tx, *d, g); err != nil {
			return err
		}
	}
	h := hostFor(tx.Actor(), d.ID)
	if h.Person == "" && h.Token == "" {
		return nil // the program itself: somebody is added afterwards
	}
	h.ID = id.Of[Host](tx.NewID())
	return db.Put(tx, &h)
}

// newCode makes d's code work and every earlier one of the dialogue end.
func newCode(tx *db.Tx, d *Dialogue) error {
	if err := endCodes(tx, d.ID); err != nil {
		return err
	}
	return db.Insert(tx, "dialogue_code", codeRow{ID: d.Code, Dialogue: d.ID.String(), Ended: d.State.Phase != room.Open})
}

func hostFor(a access.Actor, d id.Of[Dialogue]) Host {
	if a.Person != "" {
		return Host{Dialogue: d.String(), Person: a.Person}
	}
	return Host{Dialogue: d.String(), Token: a.Token}
}

// layTables makes the table groups that people are seated at as they come.
func layTables(tx *db.Tx, d Dialogue, g guide.Guide) error {
	at := d.at(0)
	if n, err := at.Count(tx); err != nil || n > 0 {
		return err
	}
	var tables []room.Group
	for i := range d.Tables(g) {
		tables = append(tables, room.Group{Key: strconv.Itoa(i + 1)})
	}
	return at.Lay(tx, tables)
}

// Replan changes the plan. Once people have come in, the guide, its variant, the unit and
// the core task stay as they are.
//
// Faults: NotFound, Denied; Invalid with fields; Conflict "changed-meanwhile"; Closed
// "already-begun", "dialogue-closed".
func (s *Service) Replan(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], in PlanInput) (Dialogue, error) {
	g, known := s.Guides.Get(in.Guide)
	in, err := in.checked(g, known)
	if err != nil {
		return Dialogue{}, err
	}
	var d Dialogue
	err = s.DB.Change(ctx, actor, access.DialoguePlan, func(tx *db.Tx) error {
		o, err := s.changeFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		if o.Version != in.Version {
			return fault.Stale()
		}
		if in.Unit != o.Unit || in.CoreTask != o.CoreTask { // the rest is for all who facilitate
			if in, err = mayPlan(tx, in, o.CoreTask); err != nil {
				return err
			}
		}
		if d, err = o.replanned(in, g, day.Of(tx.Now())); err != nil {
			return err
		}
		if d.GuideSum != o.GuideSum {
			if _, err := db.InsertNew(tx, "dialogue_guide", guideRow{ID: d.GuideSum, Source: g.Source}); err != nil {
				return err
			}
		}
		return db.Put(tx, &d)
	})
	return d, err
}

func (o opened) replanned(in PlanInput, g guide.Guide, today day.Date) (Dialogue, error) {
	d := o.Dialogue
	if d.Phase == room.Planned {
		return d.planned(in, g, today), nil
	}
	switch v, _ := g.Variant(in.Variant); {
	case d.Phase == room.Shut:
		return d, room.Closed("dialogue-closed")
	case in.Guide != d.Guide || v.ID != d.Variant || in.Unit != d.Unit || in.CoreTask != d.CoreTask || in.Plan.InParts != d.Plan.InParts,
		d.State.Step > 0 && in.Plan.Sits != d.Plan.Sits: // who sits together stays together
		return d, room.Closed("already-begun")
	}
	d.Title, d.Language, d.Officer, d.Plan = in.Title, in.Language, in.Officer, in.Plan
	d.HeldOn = cmp.Or(in.HeldOn, d.HeldOn)
	if !in.Plan.Starts.IsZero() {
		d.HeldOn = day.Of(in.Plan.Starts)
	}
	return d, nil
}

// List gives dialogues the actor may know of, the newest first, and where the next page
// begins.
func (s *Service) List(ctx context.Context, actor access.Actor, f Filter) ([]Listed, string, error) {
	limit := min(max(f.Limit, 1), 200)
	if f.Limit == 0 {
		limit = 50
	}
	f.Limit = limit + 1
	var out []Listed
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = list(tx, f)
		return err
	})
	if len(out) <= limit {
		return out, "", err
	}
	last := out[limit-1]
	return out[:limit], string(last.HeldOn) + "." + last.ID.String(), err
}

// Get gives one dialogue with who facilitates it. The join code and the projector's secret
// are blank to who does not facilitate it.
//
// Faults: NotFound.
func (s *Service) Get(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) (Dialogue, []Host, error) {
	var o opened
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		o, err = s.loadFor(tx, access.DialogueList, dialogue)
		if err == nil && o.check(tx, access.DialogueFacilitate) != nil {
			o.Code, o.Screen = "", ""
		}
		return err
	})
	return o.Dialogue, living(o.hosts), err
}

// GuideOf gives a dialogue's guide as it was when the dialogue was planned.
//
// Faults: NotFound.
func (s *Service) GuideOf(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) (guide.Guide, error) {
	var o opened
	err := s.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		o, err = s.loadFor(tx, access.DialogueList, dialogue)
		return err
	})
	return o.guide, err
}

func living(all []Host) []Host {
	var out []Host
	for _, h := range all {
		if !h.Ended {
			out = append(out, h)
		}
	}
	return out
}

// AddHost lets somebody facilitate too.
//
// Faults: NotFound, Denied; Invalid on person.
func (s *Service) AddHost(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], person id.Of[org.Person]) error {
	return s.DB.Change(ctx, actor, access.DialogueFacilitate, func(tx *db.Tx) error {
		o, err := s.changeFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		p, err := org.LoadPerson(tx, person)
		if fault.Is(err, fault.NotFound) || err == nil && !p.Active(day.Of(tx.Now())) {
			return fault.OnField("person", "choose")
		}
		if err != nil {
			return err
		}
		return putHost(tx, o, Host{Dialogue: dialogue.String(), Person: person.String()})
	})
}

func putHost(tx *db.Tx, o opened, h Host) error {
	for _, one := range o.hosts {
		if one.Person == h.Person && one.Token == h.Token {
			if !one.Ended {
				return nil
			}
			h = one
		}
	}
	h.Ended = false
	if h.Version == 0 {
		h.ID = id.Of[Host](tx.NewID())
	}
	return db.Put(tx, &h)
}

// RemoveHost ends somebody's facilitating. The last one stays.
//
// Faults: NotFound, Denied; Closed "last-facilitator".
func (s *Service) RemoveHost(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue], host id.Of[Host]) error {
	return s.DB.Change(ctx, actor, access.DialogueFacilitate, func(tx *db.Tx) error {
		o, err := s.changeFor(tx, access.DialogueFacilitate, dialogue)
		if err != nil {
			return err
		}
		if len(living(o.hosts)) < 2 {
			return room.Closed("last-facilitator")
		}
		for _, h := range o.hosts {
			if h.ID == host {
				h.Ended = true
				return db.Put(tx, &h)
			}
		}
		return fault.Missing()
	})
}

// TakeOver makes a consultant a facilitator of a dialogue whose own are not there.
//
// Faults: NotFound, Denied.
func (s *Service) TakeOver(ctx context.Context, actor access.Actor, dialogue id.Of[Dialogue]) error {
	return s.DB.Change(ctx, actor, access.DialogueTakeOver, func(tx *db.Tx) error {
		o, err := s.changeFor(tx, access.DialogueTakeOver, dialogue)
		if err != nil {
			return err
		}
		return putHost(tx, o, hostFor(actor, dialogue))
	})
}

func seedFrom(chance string) int64 {
	sum := sha256.Sum256([]byte(chance))
	var n int64
	for _, b := range sum[:7] { // 56 bits: positive on both engines
		n = n<<8 | int64(b)
	}
	return n
}

// tokenLife tells whether the tokens of a dialogue's participants are still alive.
func tokenLife(d Dialogue, now time.Time) bool {
	return d.State.Phase != room.Shut || now.Before(d.State.Closed.Add(room.ReopenWithin))
}
