package room_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
)

var morning = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func fresh(steps int) room.State {
	var runs []room.StepRun
	for range steps {
		runs = append(runs, room.StepRun{Minutes: 10, Grace: 10 * time.Minute})
	}
	return room.NewState(runs)
}

// story applies commands, each a minute after the one before.
type story struct {
	*testing.T
	room.State
	now time.Time
}

func begin(t *testing.T, steps int) *story { return &story{t, fresh(steps), morning} }

func (s *story) do(c room.Command) {
	s.Helper()
	s.now = s.now.Add(time.Minute)
	next, err := s.Apply(c, s.now)
	if err != nil {
		s.Fatalf("%+v: %v", c, err)
	}
	s.State = next
}

func (s *story) refuses(c room.Command, want fault.Code) {
	s.Helper()
	next, err := s.Apply(c, s.now)
	if !fault.HasCode(err, want) {
		s.Errorf("%+v gave %v, want %s", c, err, want)
	}
	if !reflect.DeepEqual(next, s.State) {
		s.Errorf("a refused %s changed the state", c.Do)
	}
}

func (s *story) status(want ...room.StepStatus) {
	s.Helper()
	for i, w := range want {
		if got := s.Status(i+1, s.now); got != w {
			s.Errorf("step %d is %s, want %s", i+1, got, w)
		}
	}
}

func TestTheStepThatWasLeftStaysOpenForTenMinutes(t *testing.T) {
	s := begin(t, 3)
	s.do(room.Command{Do: room.OpenDoors})
	s.status(room.StepWaiting, room.StepWaiting, room.StepWaiting)
	s.do(room.Command{Do: room.Next})
	s.do(room.Command{Do: room.Next, From: 1})
	s.status(room.StepOpen, room.StepOpen, room.StepWaiting)
	s.now = s.now.Add(10*time.Minute - time.Nanosecond)
	s.status(room.StepOpen, room.StepOpen)
	s.now = s.now.Add(time.Nanosecond)
	s.status(room.StepClosed, room.StepOpen)
}

func TestTimeRunningOutClosesNothing(t *testing.T) {
	s := begin(t, 1)
	s.do(room.Command{Do: room.Next})
	s.now = s.now.Add(5 * time.Hour)
	s.status(room.StepOpen)
	if left := s.Clock.Remaining(s.now); left != 0 {
		t.Errorf("%v left after five hours", left)
	}
}

func TestAFacilitatorClosesAStepBeforeItsTime(t *testing.T) {
	s := begin(t, 2)
	s.do(room.Command{Do: room.Next})
	s.refuses(room.Command{Do: room.CloseStep, Step: 2}, "step-waiting")
	s.refuses(room.Command{Do: room.CloseStep, Step: 3}, "no-such-step")
	s.do(room.Command{Do: room.Next, From: 1})
	s.do(room.Command{Do: room.CloseStep, Step: 1})
	s.status(room.StepClosed, room.StepOpen)
	s.do(room.Command{Do: room.OpenStep, Step: 1})
	s.status(room.StepOpen, room.StepOpen)
	s.now = s.now.Add(time.Hour)
	s.do(room.Command{Do: room.OpenStep, Step: 1})
	s.status(room.StepOpen, room.StepOpen)
	s.do(room.Command{Do: room.CloseStep})
	s.status(room.StepOpen, room.StepClosed)
}

func TestPreviousReopensWithTheTimeThatWasLeft(t *testing.T) {
	s := begin(t, 2)
	s.do(room.Command{Do: room.Next})
	s.do(room.Command{Do: room.Next, From: 1}) // after one of ten minutes
	s.now = s.now.Add(time.Hour)
	s.do(room.Command{Do: room.Previous, From: 2})
	s.status(room.StepOpen, room.StepOpen)
	if left := s.Clock.Remaining(s.now); left != 9*time.Minute {
		t.Errorf("%v left, want 9 minutes", left)
	}
	s.refuses(room.Command{Do: room.Previous, From: 1}, "no-previous-step")
}

func TestTwoWhoPressNextAtOnceMoveOneStep(t *testing.T) {
	s := begin(t, 3)
	s.do(room.Command{Do: room.Next})
	s.do(room.Command{Do: room.Next, From: 1})
	s.refuses(room.Command{Do: room.Next, From: 1}, "moved-meanwhile")
	s.do(room.Command{Do: room.Next, From: -1})
	s.refuses(room.Command{Do: room.Next, From: -1}, "no-next-step")
}

func TestTheClockStandsStillAndIsExtended(t *testing.T) {
	s := begin(t, 1)
	s.refuses(room.Command{Do: room.StartClock}, "not-open")
	s.do(room.Command{Do: room.OpenDoors})
	s.refuses(room.Command{Do: room.StartClock}, "step-waiting")
	s.do(room.Command{Do: room.Next})
	s.do(room.Command{Do: room.PauseClock})
	s.now = s.now.Add(time.Hour)
	s.do(room.Command{Do: room.Extend, Minutes: 5})
	if left := s.Clock.Remaining(s.now); left != 14*time.Minute || s.Clock.Running() {
		t.Errorf("%v left, running %v; want 14 minutes standing still", left, s.Clock.Running())
	}
	s.do(room.Command{Do: room.StartClock})
	s.do(room.Command{Do: room.Extend, Minutes: -60})
	if left := s.Clock.Remaining(s.now); left != 0 {
		t.Errorf("%v left after taking an hour away", left)
	}
	s.refuses(room.Command{Do: room.Extend, Minutes: 1000}, "range")
}

func TestWhatIsShownIsShownByGroupOrWhole(t *testing.T) {
	s := begin(t, 2)
	s.do(room.Command{Do: room.Next})
	s.refuses(room.Command{Do: room.Show, Step: 2}, "step-waiting")
	s.do(room.Command{Do: room.Show, Step: 1, Group: "oplevet"})
	if !s.IsShown(1, "oplevet") || s.IsShown(1, "formelt") || s.IsShown(1, "") {
		t.Errorf("shown = %v", s.Shown)
	}
	s.do(room.Command{Do: room.Show, Step: 1})
	if !s.IsShown(1, "formelt") || len(s.Shown) != 1 {
		t.Errorf("shown = %v", s.Shown)
	}
	s.do(room.Command{Do: room.Unshow, Step: 1})
	if s.IsShown(1, "oplevet") {
		t.Errorf("shown = %v", s.Shown)
	}
}

func TestAClosedDialogueRefusesAllButReopeningWithinADay(t *testing.T) {
	s := begin(t, 2)
	s.do(room.Command{Do: room.Next})
	s.do(room.Command{Do: room.Close})
	s.status(room.StepClosed, room.StepWaiting)
	for _, d := range room.Dos() {
		if d != room.Reopen {
			s.refuses(room.Command{Do: d, Step: 1}, "dialogue-closed")
		}
	}
	late := s.now.Add(room.ReopenWithin + time.Second)
	if _, err := s.Apply(room.Command{Do: room.Reopen}, late); !fault.HasCode(err, "too-late-to-reopen") {
		t.Errorf("a day later: %v", err)
	}
	s.now = s.now.Add(room.ReopenWithin - time.Minute)
	s.do(room.Command{Do: room.Reopen})
}

func TestADialogueClosedByMistakeGoesOnWhereItWas(t *testing.T) {
	s := begin(t, 2)
	s.do(room.Command{Do: room.Next})
	s.do(room.Command{Do: room.Close})
	s.do(room.Command{Do: room.Reopen})
	s.status(room.StepOpen, room.StepWaiting)
	if !s.Door || !s.Closed.IsZero() {
		t.Errorf("state = %+v", s.State)
	}
	s.refuses(room.Command{Do: room.Reopen}, "doors-open")
}

// FuzzState presses any buttons in any order at any pace. Whatever happens, the state
// holds together, survives being written down, and a refusal changes nothing.
func FuzzState(f *testing.F) {
	f.Add([]byte{0, 0, 0, 3, 0, 0, 3, 1, 9, 11, 0, 200, 13, 0, 0, 14, 0, 0})
	f.Add([]byte{3, 0, 0, 4, 0, 0, 5, 2, 1, 8, 255, 0, 7, 0, 3, 6, 0, 3})
	f.Fuzz(func(t *testing.T, presses []byte) {
		s, now := fresh(4), morning
		for ; len(presses) >= 3; presses = presses[3:] {
			c := room.Command{Do: room.Dos()[int(presses[0])%len(room.Dos())], Step: int(presses[1]) % 6, Minutes: int(presses[1]) - 100, From: -1, Group: []string{"", "a", "b"}[presses[1]%3]}
			now = now.Add(time.Duration(presses[2]) * time.Minute)
			before := s
			kept, err := json.Marshal(before)
			if err != nil {
				t.Fatal(err)
			}
			next, failed := s.Apply(c, now)
			if after, _ := json.Marshal(before); string(after) != string(kept) {
				t.Fatalf("%+v changed the state it was asked about", c)
			}
			if failed != nil {
				if !fault.Is(failed, fault.Closed) && !fault.Is(failed, fault.Invalid) && !fault.Is(failed, fault.Conflict) {
					t.Fatalf("%+v failed oddly: %v", c, failed)
				}
				continue
			}
			s = written(t, next)
			holds(t, s, now)
		}
	})
}

// written is the state as it comes back from the database.
func written(t *testing.T, s room.State) room.State {
	b, err := json.Marshal(s)
	var back room.State
	if err == nil {
		err = json.Unmarshal(b, &back)
	}
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(back); string(again) != string(b) {
		t.Fatalf("written %s, read %s", b, again)
	}
	return back
}

func holds(t *testing.T, s room.State, now time.Time) {
	open := s.OpenSteps(now)
	switch {
	case len(s.Steps) != 4 || s.Step < 0 || s.Step > 4:
		t.Fatalf("in step %d of %d", s.Step, len(s.Steps))
	case s.Phase == room.Planned && (s.Step != 0 || s.Door):
		t.Fatalf("something happened before the doors opened: %+v", s)
	case s.Phase == room.Shut && (len(open) > 0 || s.Door || s.Clock.Running()):
		t.Fatalf("closed, but %v are open, door %v, clock %v", open, s.Door, s.Clock.Running())
	case s.Phase == room.Open && !s.Closed.IsZero():
		t.Fatalf("open and closed at %v", s.Closed)
	case s.Clock.Remaining(now) < 0:
		t.Fatalf("%v left", s.Clock.Remaining(now))
	case s.Step > 0 && s.Status(s.Step, now) == room.StepWaiting:
		t.Fatal("the current step waits")
	case slices.Index(open, s.Step) > 0:
		t.Fatalf("the current step %d is not the first of %v", s.Step, open)
	}
	for _, sh := range s.Shown {
		if s.Status(sh.Step, now) == room.StepWaiting {
			t.Fatalf("step %d is shown and waits", sh.Step)
		}
	}
}
