package municipality

import (
	"bytes"
	"image"
	_ "image/jpeg" // read JPEG
	"image/png"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // read WebP

	"kernehus/internal/kernel/fault"
)

// Logo is the municipality's picture, always PNG made by us.
type Logo struct {
	ID            string
	MediaType     string
	Width, Height int
	Body          []byte
}

const (
	// LargestLogo is how many bytes we read.
	LargestLogo = 1 << 20
	// A picture may not unpack to more than this many points.
	mostPoints = 25_000_000
	// What is kept fits into this: four times as sharp as it is shown.
	logoWidth, logoHeight = 960, 384
)

// drawLogo reads a PNG, JPEG or WebP and draws it anew, so that nothing but the points
// we saw is ever served. Faults on field logo: too-large, not-a-picture.
func drawLogo(body []byte) (Logo, error) {
	if len(body) > LargestLogo {
		return Logo{}, fault.OnField("logo", "too-large")
	}
	size, kind, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil || kind != "png" && kind != "jpeg" && kind != "webp" || size.Width < 1 || size.Height < 1 {
		return Logo{}, fault.OnField("logo", "not-a-picture")
	}
	if size.Width > mostPoints/size.Height {
		return Logo{}, fault.OnField("logo", "too-large")
	}
	seen, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return Logo{}, fault.OnField("logo", "not-a-picture")
	}
	w, h := fit(size.Width, size.Height)
	drawn := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(drawn, drawn.Bounds(), seen, seen.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	if err := png.Encode(&out, drawn); err != nil {
		return Logo{}, err
	}
	return Logo{MediaType: "image/png", Width: w, Height: h, Body: out.Bytes()}, nil
}

// fit makes a size no larger than what is kept, in the same proportion.
func fit(w, h int) (int, int) {
	scale := min(1, float64(logoWidth)/float64(w), float64(logoHeight)/float64(h))
	return max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))
}
