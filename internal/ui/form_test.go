package ui

import (
	"kernehus/internal/kernel/fault"
	"strings"
	"testing"
)

func TestAFieldTellsAllThatIsWrongWithIt(t *testing.T) {
	var fields fault.Fields
	fields.Add("udsagn", "has-cpr")
	fields.Add("udsagn", "has-email")
	fields.Add("andet", "required")
	f := Form{Fault: fault.As(fields.Err())}
	told := f.Error(t.Context(), "udsagn")
	for _, want := range []string{"cpr-nummer", "e-mailadresse"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q does not tell of the %s", told, want)
		}
	}
	if f.Error(t.Context(), "tredje") != "" {
		t.Error("a field without a mistake is told to have one")
	}
}
