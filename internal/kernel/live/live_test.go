package live_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kernehus/internal/kernel/live"
)

func TestTenTouchesRingOnce(t *testing.T) {
	h := live.New("a")
	l := h.Listen("x", "y")
	defer l.Close()
	for range 10 {
		h.Touch([]string{"x", "z"})
	}
	<-l.Bell()
	select {
	case <-l.Bell():
		t.Error("the bell was rung twice for touches nobody had answered")
	default:
	}
}

func TestVersionDiffersAfterTouchAndAfterRestart(t *testing.T) {
	h, later := live.New("a"), live.New("b")
	before := h.Version("x")
	h.Touch([]string{"x"})
	if h.Version("x") == before {
		t.Error("the version is the same after a touch")
	}
	if later.Version("x") == before {
		t.Error("the version is the same after a restart")
	}
}

func TestFollowLeavesTheOldGroup(t *testing.T) {
	h := live.New("a")
	l := h.Listen("group/1")
	l.Follow("group/2")
	h.Touch([]string{"group/1"})
	select {
	case <-l.Bell():
		t.Error("rung for the group that was left")
	default:
	}
	h.Touch([]string{"group/2"})
	<-l.Bell()
	l.Close()
}

func TestAFrameIsRenderedOncePerVersion(t *testing.T) {
	h := live.New("a")
	var rendered atomic.Int32
	render := func() ([]byte, error) { rendered.Add(1); return []byte("board"), nil }
	var wg sync.WaitGroup
	for range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if b, _, err := h.Frame("x", "da", render); err != nil || string(b) != "board" {
				t.Errorf("frame %q %v", b, err)
			}
		}()
	}
	wg.Wait()
	if n := rendered.Load(); n != 1 {
		t.Errorf("rendered %d times for one version", n)
	}
	h.Touch([]string{"x"})
	h.Frame("x", "da", render) //nolint:errcheck // counted below
	if n := rendered.Load(); n != 2 {
		t.Errorf("rendered %d times for two versions", n)
	}
}

func TestAFailedFrameIsTriedAgain(t *testing.T) {
	h := live.New("a")
	fail := true
	render := func() ([]byte, error) {
		if fail {
			return nil, errors.New("no")
		}
		return []byte("yes"), nil
	}
	if _, _, err := h.Frame("x", "da", render); err == nil {
		t.Fatal("want the failure")
	}
	fail = false
	if b, _, err := h.Frame("x", "da", render); err != nil || string(b) != "yes" {
		t.Errorf("got %q %v", b, err)
	}
}

func TestSweepForgetsFramesNobodyAsksFor(t *testing.T) {
	h := live.New("a")
	n := 0
	render := func() ([]byte, error) { n++; return nil, nil }
	h.Frame("x", "da", render) //nolint:errcheck // counted below
	h.Sweep(time.Now().Add(time.Hour))
	h.Frame("x", "da", render) //nolint:errcheck // counted below
	if n != 2 {
		t.Errorf("rendered %d times, want once before and once after the sweep", n)
	}
}

// Every core task ever kept left its name in memory.
func TestSweptTopicsAreForgottenAndNeverLookCurrentAgain(t *testing.T) {
	h := live.New("a")
	h.Touch([]string{"x"})
	seen := h.Version("x")
	l := h.Listen("heard")
	defer l.Close()
	heard := h.Version("heard")
	h.Sweep(time.Now().Add(time.Hour))
	h.Touch([]string{"never asked for"})
	if n := h.Topics(); n != 1 {
		t.Errorf("%d topics are kept, want the one that is heard", n)
	}
	if h.Version("heard") != heard {
		t.Error("a topic that is heard moved without a touch")
	}
	h.Touch([]string{"x"})
	if h.Version("x") == seen {
		t.Error("a swept topic has the version it had before a touch")
	}
	before := h.Version("x")
	h.Touch([]string{"y"})
	if h.Version("x") != before {
		t.Error("the touch of another topic moved this one")
	}
}

func TestAFrameThatPanickedIsRenderedAnew(t *testing.T) {
	h := live.New("a")
	h.Frame("x", "da", func() ([]byte, error) { return []byte("old"), nil }) //nolint:errcheck // it cannot fail
	h.Touch([]string{"x"})
	func() {
		defer func() { recover() }()                                     //nolint:errcheck // it is ours
		h.Frame("x", "da", func() ([]byte, error) { panic("no paint") }) //nolint:errcheck // it panics
	}()
	b, _, err := h.Frame("x", "da", func() ([]byte, error) { return []byte("new"), nil })
	if err != nil || string(b) != "new" {
		t.Errorf("after the panic everybody sees %q, %v", b, err)
	}
}
