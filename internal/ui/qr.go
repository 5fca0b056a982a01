package ui

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/a-h/templ"
	"rsc.io/qr"
)

// QR draws an address as a QR code that stands in the page itself. label is read out
// instead of the drawing.
func QR(address, label string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		code, err := qr.Encode(address, qr.M)
		if err != nil {
			return fmt.Errorf("draw a QR code: %w", err)
		}
		_, err = io.WriteString(w, qrDrawing(code, label))
		return err
	})
}

// quiet is the white edge that readers need, in modules.
const quiet = 4

func qrDrawing(code *qr.Code, label string) string {
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	size := code.Size + 2*quiet
	return fmt.Sprintf(`<svg class="kh-qr" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		size, size, templ.EscapeString(label), size, size, path.String())
}
