package room

import (
	"fmt"
	"testing"
	"time"

	"kernehus/internal/kernel/fault"
)

// Who has one IPv6 address has 2^64 of them, and could try thirty codes from each.
func TestAHouseholdIsOneAddressAtTheDoor(t *testing.T) {
	var k Doorkeeper
	now := time.Now()
	for i := range wrongPerAddress {
		if err := k.Wrong(Visitor{"m", fmt.Sprintf("2001:db8:1:2::%x", i)}, now); err != nil {
			t.Fatalf("guess %d: %v", i+1, err)
		}
	}
	if err := k.Wrong(Visitor{"m", "2001:db8:1:2:3::4"}, now); !fault.Is(err, fault.TooMany) {
		t.Errorf("from the next address of the same house: %v", err)
	}
	if err := k.Wrong(Visitor{"m", "2001:db8:1:3::1"}, now); err != nil {
		t.Errorf("from the neighbour: %v", err)
	}
}

// A hall of people has one address, and some of them mistype. Who has the right code gets
// in; who guesses is stopped long before a guess could be right.
func TestRightCodeIsLookedAtTenTimesAsLongAsAWrongOneIsAnswered(t *testing.T) {
	for what, from := range map[string]func(int) string{
		"one address":  func(int) string { return "192.0.2.1" },
		"a whole town": func(i int) string { return fmt.Sprintf("10.0.%d.%d", i/250, i%250) },
	} {
		var k Doorkeeper
		now := time.Now()
		answered, looked := 0, 0
		for i := range 10_000 {
			v := Visitor{"m", from(i)}
			if k.Admit(v, now) != nil {
				break
			}
			looked++
			if k.Wrong(v, now) == nil {
				answered++
			}
		}
		most := map[string]int{"one address": wrongPerAddress, "a whole town": wrongPerMunicipality}[what]
		if answered != most || looked != most*lookedUp {
			t.Errorf("%s: %d wrong codes answered, %d looked up; want %d and %d", what, answered, looked, most, most*lookedUp)
		}
		if err := k.Admit(Visitor{"elsewhere", from(0)}, now); err != nil {
			t.Errorf("%s: another municipality's door: %v", what, err)
		}
		if err := k.Admit(Visitor{"m", from(0)}, now.Add(guessingTime)); err != nil {
			t.Errorf("%s: a minute later: %v", what, err)
		}
	}
}
