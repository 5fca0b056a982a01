package ui

import (
	"context"
	"encoding/xml"
	"image"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"
)

func TestQRIsDrawnModuleByModule(t *testing.T) {
	const address = "https://fjordby.example/deltag/ABCDEFGHJK"
	var b strings.Builder
	if err := QR(address, `Kode "A" & B`).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	var svg struct {
		Label string `xml:"aria-label,attr"`
		Paths []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &svg); err != nil {
		t.Fatalf("not XML: %v", err)
	}
	if svg.Label != `Kode "A" & B` || len(svg.Paths) != 2 {
		t.Fatalf("label %q, %d paths", svg.Label, len(svg.Paths))
	}
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	drawn := runs(t, svg.Paths[1].D)
	for y := range code.Size {
		for x := range code.Size {
			if got, want := drawn[image.Pt(x, y)], code.Black(x, y); got != want {
				t.Fatalf("module %d,%d is %v, want %v", x, y, got, want)
			}
		}
	}
}

// runs gives the modules that a path of horizontal strokes covers.
func runs(t *testing.T, d string) map[image.Point]bool {
	t.Helper()
	out := map[image.Point]bool{}
	for _, stroke := range strings.Split(strings.Trim(d, "Mz"), "zM") {
		f := strings.FieldsFunc(stroke, func(r rune) bool { return r == ' ' || r == 'h' || r == 'v' })
		if len(f) != 5 {
			t.Fatalf("stroke %q", stroke)
		}
		x, y, n := number(t, f[0]), number(t, f[1]), number(t, f[2])
		for i := range n {
			out[image.Pt(x+i-quiet, y-quiet)] = true
		}
	}
	return out
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
