// Package room has the pure rules of a room where people talk: its state and clock, who
// sits with whom, and who sees what.
package room

import (
	"slices"
	"time"

	"kernehus/internal/kernel/fault"
)

// Phase is where a dialogue is in its life.
type Phase string

const (
	Planned Phase = "planlagt" // the doors have not been opened
	Open    Phase = "aaben"    // people can join and take part
	Shut    Phase = "lukket"   // the result is frozen
)

// StepStatus is whether one may write in a step.
type StepStatus string

const (
	StepWaiting StepStatus = "venter"
	StepOpen    StepStatus = "aaben"
	StepClosed  StepStatus = "lukket"
)

// ReopenWithin is how long a dialogue that was closed by mistake can be opened again, and
// how long participants' tokens live after the close.
const ReopenWithin = 24 * time.Hour

// State is everything that moves while a dialogue is held. It is one record: whoever
// changes it has seen the newest.
type State struct {
	Phase  Phase     `json:"phase"`
	Door   bool      `json:"door"` // newcomers are let in
	Step   int       `json:"step"` // the room's current step, from 1; 0 before the first
	Steps  []StepRun `json:"steps"`
	Clock  Clock     `json:"clock"` // of the current step
	Shown  []Showing `json:"shown,omitempty"`
	Opened time.Time `json:"opened,omitzero"`
	Closed time.Time `json:"closed,omitzero"`
}

// StepRun is how one step of the guide goes in this room.
type StepRun struct {
	Minutes int           `json:"minutes"` // planned
	Grace   time.Duration `json:"grace"`   // how long it stays open when the room has moved on
	Begun   time.Time     `json:"begun,omitzero"`
	Until   time.Time     `json:"until,omitzero"` // writing ends, once the room has moved on
	Closed  bool          `json:"closed,omitempty"`
	Left    time.Duration `json:"left,omitempty"` // time that was left when the room moved on
}

// Clock counts a step's time down. Time that runs out closes nothing.
type Clock struct {
	Ends time.Time     `json:"ends,omitzero"`  // while it runs
	Left time.Duration `json:"left,omitempty"` // while it stands still
}

// Running tells whether the clock counts down.
func (c Clock) Running() bool { return !c.Ends.IsZero() }

// Remaining is the time left at now, never below zero.
func (c Clock) Remaining(now time.Time) time.Duration {
	if c.Running() {
		return max(0, c.Ends.Sub(now))
	}
	return c.Left
}

// Showing says that what a step's group has made is shown to all; Group "" is every group.
type Showing struct {
	Step  int    `json:"step"`
	Group string `json:"group,omitempty"`
}

// Do is what a facilitator can do to the state.
type Do string

const (
	OpenDoors  Do = "open_doors" // the code works from now on
	ShutDoor   Do = "shut_door"  // nobody more comes in; those inside stay
	OpenDoor   Do = "open_door"
	Next       Do = "next"
	Previous   Do = "previous"
	GoTo       Do = "goto" // Step
	StartClock Do = "start_clock"
	PauseClock Do = "pause_clock"
	Extend     Do = "extend"     // Minutes, which may be negative
	CloseStep  Do = "close_step" // Step; 0 means the current one
	OpenStep   Do = "open_step"  // Step: writing goes on in it without moving the room
	Show       Do = "show"       // Step, Group
	Unshow     Do = "unshow"     // Step, Group
	Close      Do = "close"
	Reopen     Do = "reopen"
)

// Dos are all commands, for menus and for tests that try them in any order.
func Dos() []Do {
	return []Do{OpenDoors, ShutDoor, OpenDoor, Next, Previous, GoTo, StartClock, PauseClock, Extend, CloseStep, OpenStep, Show, Unshow, Close, Reopen}
}

// Command is one press of a facilitator's button.
type Command struct {
	Do      Do
	Step    int
	Group   string
	Minutes int // of Extend; for Next, Previous and GoTo the time of the step that begins, 0 for the planned
	From    int // with Next and Previous: the step the facilitator saw, so that two who press at once move one step; -1 for whatever it is
}

// NewState is a dialogue that waits for its doors to open.
func NewState(steps []StepRun) State {
	return State{Phase: Planned, Steps: slices.Clone(steps)}
}

// Status tells whether one may write in a step at now.
func (s State) Status(step int, now time.Time) StepStatus {
	if step < 1 || step > len(s.Steps) || s.Steps[step-1].Begun.IsZero() {
		return StepWaiting
	}
	r := s.Steps[step-1]
	switch {
	case s.Phase == Shut, r.Closed:
		return StepClosed
	case step == s.Step, now.Before(r.Until):
		return StepOpen
	}
	return StepClosed
}

// OpenSteps are the steps one may write in at now, the current one first.
func (s State) OpenSteps(now time.Time) []int {
	var out []int
	for n := len(s.Steps); n >= 1; n-- {
		if s.Status(n, now) != StepOpen {
			continue
		}
		if n == s.Step {
			out = slices.Insert(out, 0, n)
			continue
		}
		out = append(out, n)
	}
	return out
}

// IsShown tells whether what a group made in a step is shown to all.
func (s State) IsShown(step int, group string) bool {
	return slices.Contains(s.Shown, Showing{Step: step}) || group != "" && slices.Contains(s.Shown, Showing{Step: step, Group: group})
}

// Apply gives the state after a command, or why it cannot be. It never changes s.
//
// Faults (all Closed): doors-open, not-open, dialogue-closed, no-next-step,
// no-previous-step, no-such-step, step-waiting, too-late-to-reopen, moved-meanwhile.
func (s State) Apply(c Command, now time.Time) (State, error) {
	s.Steps, s.Shown = slices.Clone(s.Steps), slices.Clone(s.Shown)
	switch {
	case c.Do == Reopen:
		return s.reopen(now)
	case s.Phase == Shut:
		return s, Closed("dialogue-closed")
	case c.Do == OpenDoors:
		return s.openDoors(now)
	case c.Do == Close:
		return s.close(now), nil
	case s.Phase == Planned && c.Do == Next:
		s, _ = s.openDoors(now)
	case s.Phase == Planned:
		return s, Closed("not-open")
	}
	return s.applyInRoom(c, now)
}

func (s State) applyInRoom(c Command, now time.Time) (State, error) {
	switch c.Do {
	case ShutDoor, OpenDoor:
		s.Door = c.Do == OpenDoor
		return s, nil
	case Next, Previous, GoTo:
		return s.move(c, now)
	case StartClock, PauseClock, Extend:
		return s.turnClock(c, now)
	case CloseStep, OpenStep:
		return s.setWriting(c, now)
	case Show, Unshow:
		return s.setShown(c)
	}
	return s, fault.OnField("to", "choose")
}

// Closed is the failure of the right thing at the wrong time.
func Closed(c fault.Code) error { return fault.New(fault.Closed, c) }

func (s State) openDoors(now time.Time) (State, error) {
	if s.Phase != Planned {
		return s, Closed("doors-open")
	}
	s.Phase, s.Door, s.Opened = Open, true, now
	return s, nil
}

func (s State) close(now time.Time) State {
	s = s.leave(now)
	if s.Clock.Running() {
		s.Clock = Clock{Left: s.Clock.Remaining(now)}
	}
	s.Phase, s.Door, s.Closed = Shut, false, now
	return s
}

func (s State) reopen(now time.Time) (State, error) {
	switch {
	case s.Phase != Shut:
		return s, Closed("doors-open")
	case now.Sub(s.Closed) > ReopenWithin:
		return s, Closed("too-late-to-reopen")
	}
	s.Phase, s.Door, s.Closed = Open, true, time.Time{}
	if s.Opened.IsZero() {
		s.Opened = now
	}
	if s.Step > 0 {
		s.Steps[s.Step-1].Until = time.Time{}
	}
	return s, nil
}

func (s State) move(c Command, now time.Time) (State, error) {
	to := c.Step
	switch {
	case c.Do != GoTo && c.From >= 0 && c.From != s.Step:
		return s, fault.New(fault.Conflict, "moved-meanwhile")
	case c.Do == Next:
		if to = s.Step + 1; to > len(s.Steps) {
			return s, Closed("no-next-step")
		}
	case c.Do == Previous:
		if to = s.Step - 1; to < 1 {
			return s, Closed("no-previous-step")
		}
	case to < 1 || to > len(s.Steps):
		return s, Closed("no-such-step")
	}
	if to == s.Step {
		s.Steps[to-1].Closed = false
		return s, nil
	}
	return s.leave(now).enter(to, c.Minutes, now), nil
}

// leave lets the current step stay open for its grace.
func (s State) leave(now time.Time) State {
	if s.Step == 0 {
		return s
	}
	r := &s.Steps[s.Step-1]
	r.Until, r.Left = now.Add(r.Grace), s.Clock.Remaining(now)
	return s
}

// enter makes a step the current one. A step that was left continues with the time it had.
func (s State) enter(step, minutes int, now time.Time) State {
	r := &s.Steps[step-1]
	left := r.Left
	if r.Begun.IsZero() {
		r.Begun = now
		if minutes > 0 {
			r.Minutes = minutes
		}
		left = time.Duration(r.Minutes) * time.Minute
	}
	r.Closed, r.Until = false, time.Time{}
	s.Step, s.Clock = step, Clock{Ends: now.Add(left)}
	return s
}

// Limits of one extension, in minutes.
const (
	leastExtension = -60
	mostExtension  = 240
)

func (s State) turnClock(c Command, now time.Time) (State, error) {
	if s.Step == 0 {
		return s, Closed("step-waiting")
	}
	left := s.Clock.Remaining(now)
	running := s.Clock.Running()
	switch c.Do {
	case StartClock:
		running = true
	case PauseClock:
		running = false
	case Extend:
		if c.Minutes < leastExtension || c.Minutes > mostExtension || c.Minutes == 0 {
			return s, fault.OnField("minutes", "range", leastExtension, mostExtension)
		}
		left = max(0, left+time.Duration(c.Minutes)*time.Minute)
	}
	s.Clock = Clock{Left: left}
	if running {
		s.Clock = Clock{Ends: now.Add(left)}
	}
	return s, nil
}

func (s State) setWriting(c Command, now time.Time) (State, error) {
	step := c.Step
	if step == 0 {
		step = s.Step
	}
	if step < 1 || step > len(s.Steps) {
		return s, Closed("no-such-step")
	}
	r := &s.Steps[step-1]
	if r.Begun.IsZero() {
		return s, Closed("step-waiting")
	}
	r.Closed = c.Do == CloseStep
	if !r.Closed && step != s.Step && !now.Before(r.Until) {
		r.Until = now.Add(max(r.Grace, usualGrace))
	}
	return s, nil
}

// usualGrace is how long a step that was left stays open where the guide says nothing.
const usualGrace = 10 * time.Minute

func (s State) setShown(c Command) (State, error) {
	step := c.Step
	if step == 0 {
		step = s.Step
	}
	if s.Status(step, time.Time{}) == StepWaiting {
		return s, Closed("step-waiting")
	}
	one := Showing{Step: step, Group: c.Group}
	s.Shown = slices.DeleteFunc(s.Shown, func(x Showing) bool { return x == one || c.Group == "" && x.Step == step })
	if c.Do == Show {
		s.Shown = append(s.Shown, one)
	}
	return s, nil
}

// MayStore tells whether a writing is taken now, and whether as a latecomer.
//
// Faults (Closed): dialogue-closed, step-waiting, step-closed.
func (s State) MayStore(step int, late bool, now time.Time) (asLate bool, err error) {
	switch {
	case s.Phase == Shut:
		return false, Closed("dialogue-closed")
	case s.Status(step, now) == StepWaiting:
		return false, Closed("step-waiting")
	case s.Status(step, now) == StepOpen:
		return false, nil
	case late:
		return true, nil
	}
	return false, Closed("step-closed")
}
