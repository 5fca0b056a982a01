package municipality

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"kernehus/internal/kernel/fault"
)

func TestEveryThemeIsReadable(t *testing.T) {
	for _, c := range []Colour{"", "#ffffff", "#ffff00", "#00ff00", "#8ab4f8", "#0b5a66", "#000000", "#ff6600", "#777777"} {
		theme := c.Theme()
		for _, p := range []Colour{theme.Primary, theme.Dark} {
			if got := p.Contrast(theme.OnPrimary); got < 4.5 {
				t.Errorf("Theme(%q): %s on %s has contrast %.2f, want 4.5", c, theme.OnPrimary, p, got)
			}
			if got := p.Contrast(white); got < 4.5 {
				t.Errorf("Theme(%q): %s on white has contrast %.2f, want 4.5", c, p, got)
			}
		}
		if strings.ContainsAny(theme.Stylesheet(), "<>@") {
			t.Errorf("Theme(%q).Stylesheet() = %q", c, theme.Stylesheet())
		}
	}
}

func TestContrastIsThatOfTheGuidelines(t *testing.T) {
	if got := Colour("#000000").Contrast(white); got != 21 {
		t.Errorf("black on white = %v, want 21", got)
	}
	if got := Colour("#767676").Contrast(white); got < 4.54 || got > 4.55 {
		t.Errorf("#767676 on white = %v, want 4.54", got)
	}
}

func TestOnlyAColourIsAColour(t *testing.T) {
	for _, s := range []string{"red", "#fff", "#12345g", "#123456;}body{", "url(x)"} {
		if c, ok := ParseColour(s); ok {
			t.Errorf("ParseColour(%q) = %q, want no colour", s, c)
		}
	}
	if c, ok := ParseColour(" 0B5A66 "); !ok || c != "#0b5a66" {
		t.Errorf("ParseColour = %q %v", c, ok)
	}
}

func TestSettingsExplainEachMistake(t *testing.T) {
	_, err := Municipality{}.Edited(Edit{Name: " ", Settings: Settings{
		Colour: "blå", Hosts: []string{"kernehus.dk/sti"}, Smallest: 4, InputMonths: 61, PeopleDays: 31, Access: "javascript:alert(1)",
	}})
	for _, code := range []fault.Code{"required", "not-a-colour", "not-a-host", "range", "not-a-link"} {
		if !fault.HasCode(err, code) {
			t.Errorf("Edited = %v, want %s", err, code)
		}
	}
	if got := len(fault.As(err).Fields); got != 7 {
		t.Errorf("%d fields, want 7: %v", got, err)
	}
}

func TestSettingsTakeAnAddressToWriteToButNoCPRNumber(t *testing.T) {
	in := Edit{Name: "Lejre", Settings: Settings{Feedback: "web@lejre.example", Controller: Controller{Contact: "Ring til 010190-1234"}}}
	_, err := Municipality{}.Edited(in)
	if fields := fault.As(err).Fields; len(fields) != 1 || fields[0].Name != "controller_contact" || fields[0].Code != "has-cpr" {
		t.Errorf("Edited = %v, want has-cpr on the contact alone", err)
	}
}

func TestSmallestGroupIsNeverBelowFive(t *testing.T) {
	if got := (Municipality{Settings: Settings{Smallest: 2}}).SmallestGroup(); got != 5 {
		t.Errorf("SmallestGroup = %d, want 5", got)
	}
}

func TestHostNameIsWithoutPort(t *testing.T) {
	for in, want := range map[string]string{
		"Kernehus.Lejre.DK:8080": "kernehus.lejre.dk", "a.dk.": "a.dk", "[::1]:8080": "::1", "127.0.0.1": "127.0.0.1", "": "",
	} {
		if got := HostName(in); got != want {
			t.Errorf("HostName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSlugIsDanish(t *testing.T) {
	for in, want := range map[string]string{
		"Aktivt & selvstændigt liv": "aktivt-selvstaendigt-liv", "Ærø Kommune": "aeroe-kommune", "  --Å ": "aa", "!": "",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func picture(w, h int) image.Image {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		p.Set(x, h/2, color.RGBA{R: 200, A: 255})
	}
	return p
}

func TestLogoIsDrawnAnew(t *testing.T) {
	var in bytes.Buffer
	if err := png.Encode(&in, picture(2000, 400)); err != nil {
		t.Fatal(err)
	}
	in.WriteString("<script>after the picture</script>")
	l, err := drawLogo(in.Bytes())
	if err != nil || l.Width != 960 || l.Height != 192 || l.MediaType != "image/png" {
		t.Fatalf("drawLogo = %dx%d %s %v", l.Width, l.Height, l.MediaType, err)
	}
	if bytes.Contains(l.Body, []byte("script")) {
		t.Error("what lay behind the picture is served")
	}
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, picture(20, 10), nil); err != nil {
		t.Fatal(err)
	}
	if l, err := drawLogo(jpg.Bytes()); err != nil || l.Width != 20 || l.MediaType != "image/png" {
		t.Errorf("a small JPEG = %dx%d %s %v", l.Width, l.Height, l.MediaType, err)
	}
}

func TestOnlyPicturesAreTaken(t *testing.T) {
	var g bytes.Buffer
	if err := gif.Encode(&g, picture(2, 2), nil); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"svg":       []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		"gif":       g.Bytes(),
		"cut short": []byte("\x89PNG\r\n\x1a\n"),
		"text":      []byte("hej"),
	} {
		if _, err := drawLogo(body); !fault.HasCode(err, "not-a-picture") {
			t.Errorf("%s: %v, want not-a-picture", name, err)
		}
	}
	if _, err := drawLogo(make([]byte, LargestLogo+1)); !fault.HasCode(err, "too-large") {
		t.Errorf("too many bytes: %v, want too-large", err)
	}
}

func TestPictureThatUnpacksToTooMuchIsRefused(t *testing.T) {
	var in bytes.Buffer
	if err := png.Encode(&in, image.NewGray(image.Rect(0, 0, 20000, 2000))); err != nil {
		t.Fatal(err)
	}
	if _, err := drawLogo(in.Bytes()); !fault.HasCode(err, "too-large") {
		t.Errorf("got %v, want too-large", err)
	}
}
