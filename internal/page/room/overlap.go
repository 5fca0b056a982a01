package room

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/a-h/templ"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/kernel/text"
)

// spot is where the number of cards of a place is written in the drawing.
type spot struct {
	place string
	x, y  int
}

// spots are the seven fields that three circles make.
var spots = []spot{
	{"faelles", 300, 262}, {"formelt_og_udfoert", 300, 159}, {"udfoert_og_oplevet", 392, 314}, {"formelt_og_oplevet", 208, 314},
	{"kun_formelt", 172, 164}, {"kun_udfoert", 428, 164}, {"kun_oplevet", 300, 416},
}

// circle is one side of the drawing, with its name outside of it.
type circle struct {
	side, class string
	x, y        int
	nameX       int
	nameY       int
	anchor      string
}

var circles = []circle{
	{artefact.Formal, "kh-o-formal", 222, 204, 10, 26, "start"},
	{artefact.Performed, "kh-o-performed", 378, 204, 590, 26, "end"},
	{artefact.Experienced, "kh-o-experienced", 300, 336, 300, 516, "middle"},
}

// overlapDrawing shows how many cards lie in each field. The cards themselves stand beside
// it, so the drawing carries no words that are nowhere else.
func overlapDrawing(c canvas) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b strings.Builder
		fmt.Fprintf(&b, `<svg viewBox="0 0 600 530" role="img" aria-label="%s">`, templ.EscapeString(text.Room.OverlapSay.In(ctx)))
		for _, one := range circles {
			fmt.Fprintf(&b, `<circle class="%s" cx="%d" cy="%d" r="150"/>`, one.class, one.x, one.y)
		}
		for _, one := range circles {
			fmt.Fprintf(&b, `<text class="kh-o-name" x="%d" y="%d" text-anchor="%s">%s</text>`, one.nameX, one.nameY, one.anchor, templ.EscapeString(artefact.ValueLabel(one.side).In(ctx)))
		}
		for _, s := range spots {
			if n := len(lying(c.Board, s.place)); n > 0 {
				fmt.Fprintf(&b, `<text class="kh-o-number" x="%d" y="%d">%d</text>`, s.x, s.y, n)
			}
		}
		b.WriteString(`</svg>`)
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// judged is what the room has said of a side.
func judged(ctx context.Context, level dialogue.Coverage) string {
	switch level {
	case dialogue.Well:
		return text.DialogueEngine.Well.In(ctx)
	case dialogue.Partly:
		return text.DialogueEngine.Partly.In(ctx)
	case dialogue.NotAt:
		return text.DialogueEngine.NotAt.In(ctx)
	}
	return text.Room.NotJudged.In(ctx)
}
