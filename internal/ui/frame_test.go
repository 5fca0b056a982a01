package ui

import (
	"strings"
	"testing"
)

// The search box stands in the frame of every page with a menu, unless the page has one of its own.
func TestTheFrameHasASearchBox(t *testing.T) {
	for _, c := range []struct {
		frame Frame
		want  int
	}{
		{Frame{Nav: []Link{{Href: "/kerneopgaver", Text: "Kerneopgaver"}}}, 1},
		{Frame{Nav: []Link{{Href: "/kerneopgaver", Text: "Kerneopgaver"}}, Searches: true}, 0},
		{Frame{}, 0},
	} {
		var page strings.Builder
		if err := Page(c.frame).Render(t.Context(), &page); err != nil {
			t.Fatal(err)
		}
		box := strings.Count(page.String(), `method="get" action="/soeg" role="search"`)
		if input := strings.Count(page.String(), `name="q" type="search"`); box != c.want || input != c.want {
			t.Errorf("%+v: %d boxes, %d inputs, want %d", c.frame, box, input, c.want)
		}
	}
}
