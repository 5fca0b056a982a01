package app

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryRouteIsPrintedOnALineOfItsOwn(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "a.db")}
	found := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(s.must("routes")), "\n") {
		var r struct{ Method, Pattern, For, Action string }
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Pattern == "" {
			t.Fatalf("%q is no route: %v", line, err)
		}
		found[r.Method+" "+r.Pattern] = r.For + " " + r.Action
	}
	for route, want := range map[string]string{
		"GET /kerneopgaver/{slug}":       "people coretask.public",
		"POST /dialoger/{id}/trin":       "people dialogue.facilitate",
		"GET /deltag/{code}/stroem":      "screens coretask.public",
		"POST /api/v1/dialogues":         "programs dialogue.plan",
		"GET /administration/aendringer": "people changes.read",
	} {
		if found[route] != want {
			t.Errorf("%s is for %q, want %q", route, found[route], want)
		}
	}
}
