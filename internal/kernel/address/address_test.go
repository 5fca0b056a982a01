package address

import "testing"

func TestOneHouseholdIsOneAddress(t *testing.T) {
	for in, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3::4": "2001:db8:1:2::/64", "?": "?",
	} {
		if got := Neighbourhood(in); got != want {
			t.Errorf("Neighbourhood(%q) = %q, want %q", in, got, want)
		}
	}
}
