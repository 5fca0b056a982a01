package administration

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kernehus/internal/domain/municipality"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

func (p Pages) place(r *web.Request) (web.Reply, error) {
	m, err := p.here(r)
	if err != nil {
		return nil, err
	}
	return placePage(r, m, filled(m)), nil
}

func placePage(r *web.Request, m municipality.Municipality, f ui.Form) web.Page {
	reply := page(r, text.Administration.PlaceTitle)
	reply.View = placeView(f, m.Version)
	return reply
}

// filled shows the settings as they are.
func filled(m municipality.Municipality) ui.Form {
	s := m.Settings
	return ui.Filled(
		"name", m.Name, "hosts", strings.Join(s.Hosts, "\n"),
		"controller_name", s.Controller.Name, "controller_address", s.Controller.Address,
		"controller_contact", s.Controller.Contact, "controller_officer", s.Controller.Officer,
		"input_months", strconv.Itoa(m.InputMonths()), "people_days", strconv.Itoa(m.ParticipantDays()), "smallest", strconv.Itoa(m.SmallestGroup()),
		"accessibility", s.Access, "feedback", s.Feedback, "notice_da", s.Notice.Da, "notice_en", s.Notice.En,
	)
}

func (p Pages) editPlace(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	m, err := p.here(r)
	if err != nil {
		return nil, err
	}
	in, err := written(m, form)
	if err == nil {
		_, err = p.Places.Edit(r.Context(), r.Actor(), version(form), in)
	}
	if err != nil {
		return web.Refused(r, err, func(f ui.Form) web.Page { return placePage(r, m, f) })
	}
	return web.Redirect{To: place, Say: text.Administration.Saved.In(r.Context())}, nil
}

func version(form url.Values) int64 {
	n, err := strconv.ParseInt(form.Get("version"), 10, 64)
	if err != nil {
		return 0 // no record has it: the answer is that somebody else was faster
	}
	return n
}

// written is what the form says; the colour is left as it is.
func written(m municipality.Municipality, form url.Values) (municipality.Edit, error) {
	var wrong fault.Fields
	number := func(name string) int {
		n, err := strconv.Atoi(form.Get(name))
		if err != nil && form.Get(name) != "" {
			wrong.Add(name, "not-a-number")
		}
		return n
	}
	s := municipality.Settings{
		Colour: m.Settings.Colour,
		Hosts:  strings.Fields(strings.ReplaceAll(form.Get("hosts"), ",", " ")),
		Controller: municipality.Controller{
			Name: form.Get("controller_name"), Address: form.Get("controller_address"),
			Contact: form.Get("controller_contact"), Officer: form.Get("controller_officer"),
		},
		InputMonths: number("input_months"), PeopleDays: number("people_days"), Smallest: number("smallest"),
		Access: form.Get("accessibility"), Feedback: form.Get("feedback"),
		Notice: municipality.Words{Da: form.Get("notice_da"), En: form.Get("notice_en")},
	}
	return municipality.Edit{Name: form.Get("name"), Settings: s}, wrong.Err()
}

// Look is the colour that is tried, or the one that is used, and the logo.
type Look struct {
	Version  int64
	Colour   municipality.Colour
	Theme    municipality.Theme
	Contrast string
	Sheet    string // address of the theme with the tried colour
	Logo     string
	Form     ui.Form
}

func (p Pages) look(r *web.Request) (web.Reply, error) { return p.lookPage(r, ui.Form{}) }

func (p Pages) lookPage(r *web.Request, f ui.Form) (web.Page, error) {
	m, err := p.here(r)
	if err != nil {
		return web.Page{}, err
	}
	reply := page(r, text.Administration.LookTitle)
	v := looked(r, m)
	v.Form = f
	reply.View = lookView(v)
	return reply, nil
}

func looked(r *web.Request, m municipality.Municipality) Look {
	c := m.Settings.Colour
	if asked, ok := municipality.ParseColour(r.FormValue("colour")); ok && asked != "" {
		c = asked
	}
	if c == "" {
		c = municipality.Own
	}
	t := c.Theme()
	return Look{
		Version: m.Version, Colour: c, Theme: t, Contrast: text.Decimal(r.Context(), t.Primary.Contrast("#ffffff"), 1),
		Sheet: "/tema.css?farve=" + strings.TrimPrefix(string(c), "#"), Logo: r.Site.Logo,
	}
}

// tryColour is the preview alone, for the page's script.
func (p Pages) tryColour(r *web.Request) (web.Reply, error) {
	m, err := p.here(r)
	if err != nil {
		return nil, err
	}
	return web.Fragment{View: previewView(looked(r, m))}, nil
}

func (p Pages) setColour(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	m, err := p.here(r)
	if err != nil {
		return nil, err
	}
	s := m.Settings
	s.Colour = municipality.Colour(form.Get("colour"))
	if _, err := p.Places.Edit(r.Context(), r.Actor(), version(form), municipality.Edit{Name: m.Name, Settings: s}); err != nil {
		return p.againLook(r, err)
	}
	return web.Redirect{To: look, Say: text.Administration.Saved.In(r.Context())}, nil
}

func (p Pages) againLook(r *web.Request, err error) (web.Reply, error) {
	var pageErr error
	reply, err := web.Refused(r, err, func(f ui.Form) web.Page {
		shown, e := p.lookPage(r, f)
		pageErr = e
		return shown
	})
	if pageErr != nil {
		return nil, pageErr
	}
	return reply, err
}

func (p Pages) setLogo(r *web.Request) (web.Reply, error) {
	body, err := uploaded(r)
	if err != nil {
		return p.againLook(r, err)
	}
	say := text.Administration.LogoSaved
	if r.FormValue("fjern") != "" {
		body, say = nil, text.Administration.LogoTaken
	} else if len(body) == 0 {
		return p.againLook(r, fault.OnField("logo", "not-a-picture"))
	}
	if _, err := p.Places.SetLogo(r.Context(), r.Actor(), body); err != nil {
		return p.againLook(r, err)
	}
	return web.Redirect{To: look, Say: say.In(r.Context())}, nil
}

// uploaded reads the picture of the form; no file is no bytes.
func uploaded(r *web.Request) ([]byte, error) {
	if err := r.ParseMultipartForm(2 * municipality.LargestLogo); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, fault.OnField("logo", "too-large")
		}
		return nil, fault.OnField("logo", "not-a-picture")
	}
	f, _, err := r.FormFile("logo")
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	return io.ReadAll(f)
}
