package municipality

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Colour is "#rrggbb" in small letters; the empty Colour is the product's own.
type Colour string

// Own is the product's colour: what a municipality has that has chosen none.
const Own Colour = "#0b5a66"

const (
	white Colour = "#ffffff"
	// enough is the contrast WCAG 2.2 asks between text and what lies behind it.
	enough = 4.5
)

var hexColour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// ParseColour reads "#rrggbb", "rrggbb" or nothing.
func ParseColour(s string) (Colour, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return "", true
	}
	if !strings.HasPrefix(s, "#") {
		s = "#" + s
	}
	return Colour(s), hexColour.MatchString(s)
}

// Theme is the few colours a page is painted with; text in any pairing of Primary or
// Dark with white, and of OnPrimary on Primary and Dark, has a contrast of at least 4.5.
type Theme struct {
	Primary   Colour // links, buttons
	Dark      Colour // the same, touched
	OnPrimary Colour // text on Primary and Dark
	Adjusted  bool   // the chosen colour was too light to read and has been darkened
}

// Theme derives what is readable from the chosen colour (WCAG 2.2, 1.4.3).
func (c Colour) Theme() Theme {
	if !hexColour.MatchString(string(c)) {
		c = Own
	}
	p := c
	for p.Contrast(white) < enough {
		p = p.darker(0.96)
	}
	return Theme{Primary: p, Dark: p.darker(0.75), OnPrimary: white, Adjusted: p != c}
}

// Stylesheet is what is served as the theme.
func (t Theme) Stylesheet() string {
	return fmt.Sprintf(":root{--kh-primary:%s;--kh-primary-dark:%s;--kh-on-primary:%s}\n", t.Primary, t.Dark, t.OnPrimary)
}

// Contrast is the ratio of two colours' luminance, 1 to 21 (WCAG 2.2, "contrast ratio").
func (c Colour) Contrast(d Colour) float64 {
	a, b := c.luminance(), d.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

func (c Colour) luminance() float64 {
	r, g, b := c.channels()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(channel int) float64 {
	v := float64(channel) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func (c Colour) channels() (r, g, b int) {
	n, err := strconv.ParseUint(strings.TrimPrefix(string(c), "#"), 16, 32)
	if err != nil {
		return 0, 0, 0
	}
	return int(n >> 16 & 255), int(n >> 8 & 255), int(n & 255)
}

func (c Colour) darker(by float64) Colour {
	r, g, b := c.channels()
	part := func(v int) int { return int(float64(v) * by) }
	return Colour(fmt.Sprintf("#%02x%02x%02x", part(r), part(g), part(b)))
}
