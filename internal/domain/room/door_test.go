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
		k.Wrong(Visitor{"m", fmt.Sprintf("2001:db8:1:2::%x", i)}, now)
	}
	if err := k.Admit(Visitor{"m", "2001:db8:1:2:3::4"}, now); !fault.Is(err, fault.TooMany) {
		t.Errorf("from the next address of the same house: %v", err)
	}
	if err := k.Admit(Visitor{"m", "2001:db8:1:3::1"}, now); err != nil {
		t.Errorf("from the neighbour: %v", err)
	}
}
