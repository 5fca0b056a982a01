package worddiff

import "testing"

func TestATextIsRewrittenWhenLessThanHalfOfItStayed(t *testing.T) {
	for _, one := range []struct {
		old, new string
		want     bool
	}{
		{"Alle børn lærer", "Alle børn lærer mere", false},
		{"Voksne med brug for støtte skal leve et aktivt liv", "Den, der får vores hjælp, bliver ved med at bestemme", true},
		{"", "Alle børn lærer", false},
		{"Alle børn lærer", "", false},
		{"", "", false},
		{"ja", "nej", true},
	} {
		if got := Rewritten(Diff(one.old, one.new)); got != one.want {
			t.Errorf("Rewritten(%q, %q) = %v", one.old, one.new, got)
		}
	}
}
