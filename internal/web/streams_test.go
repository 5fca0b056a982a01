package web

import (
	"net/http/httptest"
	"testing"

	"kernehus/internal/kernel/fault"
)

func TestOneAddressHasOnlySoManyStreamsAndGetsThemBack(t *testing.T) {
	var s streams
	from := func(address string) *Request {
		return &Request{Request: httptest.NewRequest("GET", "/", nil), Address: address}
	}
	var last func()
	for range streamsPerAddress {
		leave, err := s.enter(from("192.0.2.1"))
		if err != nil {
			t.Fatal(err)
		}
		last = leave
	}
	if _, err := s.enter(from("192.0.2.1")); !fault.Is(err, fault.TooMany) {
		t.Errorf("one too many: %v", err)
	}
	if leave, err := s.enter(from("192.0.2.2")); err != nil {
		t.Errorf("from another address: %v", err)
	} else {
		leave()
	}
	last()
	if _, err := s.enter(from("192.0.2.1")); err != nil {
		t.Errorf("after one has left: %v", err)
	}
	if len(s.open) != 1 {
		t.Errorf("%d counters are kept, want one", len(s.open))
	}
}
