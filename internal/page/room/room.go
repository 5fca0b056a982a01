// Package room has the pages of a dialogue for people without an account: the door, the
// phone and the projector.
package room

import (
	"net/http"
	"net/url"
	"time"

	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/live"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// Pages answers for the room.
type Pages struct {
	Dialogues      *dialogue.Service
	Municipalities *municipality.Service
	Hub            *live.Hub
}

// Routes are the pages of this area. Anybody may knock; the service asks for the token.
func (p Pages) Routes() []web.Route {
	public := access.CoreTaskPublic // a right that everybody has: nobody is led to the sign-in
	return []web.Route{
		web.Get("/deltag", p.askCode, public),
		web.Post("/deltag", p.takeCode, public),
		web.Get("/deltag/{code}", p.enter, public),
		web.Post("/deltag/{code}", p.join, public),
		web.Screen("/deltag/{code}/top", p.top, public),
		web.Screen("/deltag/{code}/trin", p.step, public),
		web.Screen("/deltag/{code}/gruppe", p.group, public),
		web.Screen("/deltag/{code}/tavle", p.board, public),
		web.Screen("/deltag/{code}/stroem", p.follow, public),
		web.Post("/deltag/{code}/bidrag", p.write, public),
		web.Post("/deltag/{code}/bidrag/{id}", p.correct, public),
		web.Post("/deltag/{code}/bidrag/{id}/traek-tilbage", p.withdraw, public),
		web.Post("/deltag/{code}/bidrag/{id}/del", p.share, public),
		web.Post("/deltag/{code}/tid", p.needTime, public),
		web.Post("/deltag/{code}/side", p.changeSide, public),
		web.Post("/deltag/{code}/faerdig", p.leave, public),
		web.Get("/skaerm/{token}", p.screen, public),
		web.Screen("/skaerm/{token}/laerred", p.canvas, public),
		web.Screen("/skaerm/{token}/top", p.screenTop, public),
		web.Screen("/skaerm/{token}/bund", p.screenFoot, public),
		web.Screen("/skaerm/{token}/ind", p.screenCorner, public),
		web.Screen("/skaerm/{token}/stroem", p.followScreen, public),
	}
}

// code is the join code in the address as it is kept.
func code(r *web.Request) string { return dialogue.NormalCode(r.PathValue("code")) }

// guest is who carries this phone.
func guest(r *web.Request) dialogue.Guest {
	return dialogue.Guest{Municipality: r.Site.ID, Code: code(r), Token: r.GuestToken()}
}

func visitor(r *web.Request) room.Visitor {
	return room.Visitor{Municipality: r.Site.ID, Address: r.Address}
}

// place is what every page of the room shows around its content.
type place struct {
	Municipality string
	Theme        string
	Demo         bool
	Accessible   string
	OtherLang    string
}

func placeOf(r *web.Request) place {
	p := place{Municipality: r.Site.Name, Theme: r.Site.Theme, Demo: r.Site.Demo, Accessible: r.Site.Accessible}
	u := url.URL{Path: r.URL.Path}
	if r.Method != http.MethodGet {
		u.Path = "/deltag/" + r.PathValue("code")
	}
	q := url.Values{}
	for _, key := range []string{"trin", "bord"} {
		if v := r.URL.Query().Get(key); v != "" {
			q.Set(key, v)
		}
	}
	q.Set("lang", "en")
	if r.Lang() == text.English {
		q.Set("lang", "da")
	}
	u.RawQuery = q.Encode()
	p.OtherLang = u.RequestURI()
	return p
}

func (p Pages) askCode(r *web.Request) (web.Reply, error) {
	return web.Bare{View: codeView(placeOf(r), ui.Filled("kode", r.URL.Query().Get("kode")))}, nil
}

func (p Pages) takeCode(r *web.Request) (web.Reply, error) {
	f, err := r.Form()
	if err != nil {
		return nil, err
	}
	asked := dialogue.NormalCode(f.Get("kode"))
	if asked == "" {
		return p.wrongCode(r, fault.OnField("kode", "required"), f.Get("kode"))
	}
	if _, err := p.Dialogues.SeatAtDoor(r.Context(), visitor(r), asked); err != nil {
		return p.wrongCode(r, err, f.Get("kode"))
	}
	return web.Redirect{To: "/deltag/" + asked}, nil
}

// wrongCode asks for the code again; what is wrong stands beside the field.
func (p Pages) wrongCode(r *web.Request, err error, typed string) (web.Reply, error) {
	e, status := fault.As(err), http.StatusUnprocessableEntity
	switch {
	case e.Kind == fault.TooMany:
		status = http.StatusTooManyRequests
	case fault.HasCode(err, "no-such-code") && r.Method == http.MethodGet:
		status = http.StatusNotFound
	case fault.HasCode(err, "no-such-code"), e.Kind == fault.Invalid:
	default:
		return nil, err
	}
	if len(e.Fields) == 0 {
		e = &fault.Error{Kind: fault.Invalid, Code: "invalid", Fields: []fault.Field{{Name: "kode", Code: e.Code, Args: e.Args}}}
	}
	form := ui.Filled("kode", typed)
	form.Fault = e
	return web.Bare{View: codeView(placeOf(r), form), Status: status}, nil
}

// canonical leads an address with the code written another way to the one the phone's
// cookie belongs to.
func canonical(r *web.Request) (web.Reply, bool) {
	if r.PathValue("code") == code(r) {
		return nil, false
	}
	to := url.URL{Path: "/deltag/" + code(r), RawQuery: r.URL.RawQuery}
	return web.Redirect{To: to.RequestURI()}, true
}

// enter is the room for who is inside, and the door for everybody else.
func (p Pages) enter(r *web.Request) (web.Reply, error) {
	if to, other := canonical(r); other {
		return to, nil
	}
	if r.GuestToken() != "" {
		v, err := p.phone(r)
		if err == nil {
			return web.Bare{View: phoneView(v)}, nil
		}
		if !fault.Is(err, fault.SignIn) {
			return nil, err
		}
		if fault.HasCode(err, "removed") {
			return web.Bare{View: outsideView(p.outside(r, err)), Status: http.StatusForbidden}, nil
		}
	}
	return p.atDoor(r, ui.Form{}, 0)
}

// door is what somebody reads before coming in.
type door struct {
	place
	Code       string
	Form       ui.Form
	Room       dialogue.DoorView
	Controller string
	Contact    string
	Officer    string
	PeopleDays int
	Months     int
	Table      string // from the QR code on the table
	Device     string // one-use id of the join form
}

func (p Pages) atDoor(r *web.Request, f ui.Form, status int) (web.Reply, error) {
	v, err := p.Dialogues.AtDoor(r.Context(), visitor(r), code(r))
	if err != nil {
		return p.wrongCode(r, err, r.PathValue("code"))
	}
	m, err := p.Municipalities.ByID(r.Context(), id.Of[municipality.Municipality](r.Site.ID))
	if err != nil {
		return nil, err
	}
	d := door{
		place: placeOf(r), Code: code(r), Form: f, Room: v, Controller: m.ControllerName(), Contact: m.Settings.Controller.Contact,
		Officer: m.Settings.Controller.Officer, PeopleDays: m.ParticipantDays(), Months: m.InputMonths(), Table: r.URL.Query().Get("bord"), Device: id.UUID(),
	}
	if f.Value("id") != "" {
		d.Device, d.Table = f.Value("id"), f.Value("bord")
	}
	if !v.Door {
		return web.Bare{View: shutView(d), Status: http.StatusConflict}, nil
	}
	return web.Bare{View: joinView(d), Status: status}, nil
}

// cookieLife is how long a phone remembers a dialogue; the token dies a day after the
// close whatever the phone remembers.
const cookieLife = 60 * 24 * time.Hour

func (p Pages) join(r *web.Request) (web.Reply, error) {
	f, err := r.Form()
	if err != nil {
		return nil, err
	}
	in := dialogue.JoinInput{ID: f.Get("id"), Name: f.Get("navn"), Actor: room.Actor(f.Get("hvem")), Profession: f.Get("faggruppe"), Table: f.Get("bord")}
	if other := f.Get("anden_faggruppe"); other != "" {
		in.Profession = other
	}
	j, _, err := p.Dialogues.Join(r.Context(), visitor(r), code(r), in)
	if err != nil {
		return p.refuseAtDoor(r, err)
	}
	return web.WithHeader{Header: r.GuestCookie(code(r), j.Token, cookieLife), Reply: web.Redirect{To: "/deltag/" + code(r)}}, nil
}

// fieldAtDoor tells which field of the join form the service means.
var fieldAtDoor = map[string]string{"name": "navn", "actor": "hvem", "profession": "faggruppe", "table": "bord"}

func (p Pages) refuseAtDoor(r *web.Request, err error) (web.Reply, error) {
	e := fault.As(err)
	switch {
	case fault.HasCode(err, "no-such-code"), e.Kind == fault.TooMany:
		return p.wrongCode(r, err, r.PathValue("code"))
	case e.Kind != fault.Invalid && e.Kind != fault.Closed:
		return nil, err
	}
	named := *e
	named.Fields = nil
	for _, x := range e.Fields {
		if x.Name == "id" { // a page too old to be sent: the new one has a new id
			continue
		}
		if here, ok := fieldAtDoor[x.Name]; ok {
			x.Name = here
		}
		named.Fields = append(named.Fields, x)
	}
	status := http.StatusUnprocessableEntity
	if e.Kind == fault.Closed {
		status = http.StatusConflict
	}
	return p.atDoor(r, r.Typed(&named), status)
}
