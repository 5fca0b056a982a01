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
