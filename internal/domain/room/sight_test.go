package room_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
)

var update = flag.Bool("update", false, "write the golden matrix anew")

// The golden matrix: who sees what, in every situation.
func TestWhoSeesWhat(t *testing.T) {
	var b strings.Builder
	b.WriteString("what is written")
	for _, a := range room.Audiences() {
		b.WriteString(" | " + string(a))
	}
	b.WriteString("\n")
	for _, v := range []guide.Visibility{guide.Private, guide.OwnGroup, guide.HiddenUntilShown, guide.Open} {
		for _, s := range []struct {
			name string
			room.Sight
		}{
			{"", room.Sight{}}, {", shown", room.Sight{Shown: true}}, {", hidden", room.Sight{Hidden: true}}, {", shown and hidden", room.Sight{Shown: true, Hidden: true}},
			{", late in the tray", room.Sight{Late: true, Shown: true}}, {", withdrawn", room.Sight{Withdrawn: true, Shown: true}}, {", shared", room.Sight{Shared: true}}, {", shared and shown", room.Sight{Shared: true, Shown: true}},
		} {
			s.Visibility = v
			b.WriteString(string(v) + s.name)
			for _, a := range room.Audiences() {
				fmt.Fprintf(&b, " | %s", map[bool]string{true: "sees", false: "-"}[s.Sees(a)])
			}
			b.WriteString("\n")
		}
	}
	const file = "testdata/sight.golden"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the matrix has changed; read it, and then run with -update:\n%s", b.String())
	}
}
