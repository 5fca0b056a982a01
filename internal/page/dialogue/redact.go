package dialogue

import (
	"context"
	"net/http"

	"kernehus/internal/domain/erasure"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// removal is where somebody's words are chosen to be taken out for good.
type removal struct {
	Base, Back string
	Card, Find string
	Texts      []ui.Option
	More       bool // there are more than are shown
	Form       ui.Form
}

// mostTexts is how many texts are shown to choose among; a search finds the others.
const mostTexts = 200

func (p Pages) removing(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	return p.removalPage(r, removal{Card: q.Get("kort"), Find: q.Get("soeg")})
}

func (p Pages) removalPage(r *web.Request, page removal) (web.Reply, error) {
	d, texts, err := p.Erasure.InDialogue(r.Context(), r.Actor(), dialogueID(r), page.Find)
	if err != nil {
		return nil, err
	}
	page.Base = href(d.ID, "")
	if page.Back = page.Base; r.Actor().Holds(access.Consultant) && !d.Closed.IsZero() {
		page.Back += "/referat"
	}
	for _, t := range texts {
		if page.Card != "" && t.Card != page.Card {
			continue
		}
		if page.More = len(page.Texts) == mostTexts; page.More {
			break
		}
		page.Texts = append(page.Texts, ui.Option{Value: t.ID, Text: t.Words, Hint: whereText(r.Context(), t)})
	}
	out := p.of(r, d, text.Minutes.Redact, removalView(page))
	if page.Form.Refused() {
		out.Status = http.StatusUnprocessableEntity
	}
	return out, nil
}

// whereText says what a text is, for who chooses among many.
func whereText(ctx context.Context, t erasure.Text) string {
	if s, ok := text.Minutes.RedactKinds[t.Kind]; ok {
		return s.In(ctx)
	}
	return ""
}

func (p Pages) takeOut(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	d := dialogueID(r)
	err = p.Erasure.FromDialogue(r.Context(), r.Actor(), d, form["what"], form.Get("reason"))
	if fault.Is(err, fault.Invalid) {
		return p.removalPage(r, removal{Card: form.Get("kort"), Find: form.Get("soeg"), Form: r.Typed(err)})
	}
	if err != nil {
		return nil, err
	}
	return web.Redirect{To: href(d, "/fjern"), Say: text.Minutes.Redacted.In(r.Context())}, nil
}
