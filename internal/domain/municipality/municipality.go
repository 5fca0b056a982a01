// Package municipality is the tenant: a municipality with its name, its look, the hosts
// it answers on, and the limits and words it has chosen. Nothing of one municipality is
// seen from another.
package municipality

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
)

// Municipality is one tenant of the installation.
type Municipality struct {
	ID       id.Of[Municipality] `db:"id"`
	Version  int64               `db:"version"`
	Slug     string              `db:"slug"`
	Name     string              `db:"name"`
	Demo     bool                `db:"demo"` // fictive: the page frame says so
	Settings Settings            `db:"settings,json"`
}

// Settings are what a municipality decides for itself. The zero Settings are good ones.
type Settings struct {
	Colour      Colour     `json:"colour"`      // "#rrggbb"; empty for the product's own
	Logo        string     `json:"logo"`        // id of the logo; empty for none
	Hosts       []string   `json:"hosts"`       // names it answers on, as in table host
	Controller  Controller `json:"controller"`  // who is responsible for the data
	InputMonths int        `json:"input_month"` // months that inputs of a closed dialogue are kept; 0 for 12
	PeopleDays  int        `json:"people_days"` // days after close that participants are kept; 0 for 30
	Smallest    int        `json:"smallest"`    // smallest group shown apart; 0 for 5
	Access      string     `json:"access"`      // link to the accessibility statement
	Feedback    string     `json:"feedback"`    // whom to tell that something is hard to use
	Notice      Words      `json:"notice"`      // what every public core task says of rights; empty for the default
}

// Controller is who answers for people's data.
type Controller struct {
	Name    string `json:"name"`    // empty: the municipality's name
	Address string `json:"address"` // post address
	Contact string `json:"contact"` // e-mail or telephone
	Officer string `json:"officer"` // the data protection officer's e-mail or telephone
}

// Words are a text in both languages.
type Words struct {
	Da string `json:"da"`
	En string `json:"en"`
}

// What the settings may be. The lower end of Smallest is what the public surveys use.
const (
	LeastGroup, MostGroup      = 5, 50
	UsualMonths, MostMonths    = 12, 60
	UsualDays, MostDays        = 30, 30
	longestName, longestText   = 120, 1000
	mostHosts, longestHostName = 20, 253
)

// SmallestGroup is the fewest people who are shown as a group of their own.
func (m Municipality) SmallestGroup() int { return max(m.Settings.Smallest, LeastGroup) }

// InputMonths is how long inputs are kept after a dialogue is closed.
func (m Municipality) InputMonths() int {
	if m.Settings.InputMonths == 0 {
		return UsualMonths
	}
	return m.Settings.InputMonths
}

// ParticipantDays is how long participants and private notes are kept after the close.
func (m Municipality) ParticipantDays() int {
	if m.Settings.PeopleDays == 0 {
		return UsualDays
	}
	return m.Settings.PeopleDays
}

// ControllerName is who answers for the data.
func (m Municipality) ControllerName() string {
	if m.Settings.Controller.Name != "" {
		return m.Settings.Controller.Name
	}
	return m.Name
}

// Edit is what the administrator may change at once.
type Edit struct {
	Name     string
	Settings Settings // Logo is left as it is
}

// Edited gives the municipality with its name and settings changed. Fields: name,
// colour, hosts, smallest, input_months, people_days, accessibility, notice_da, notice_en
// and the controller's.
func (m Municipality) Edited(in Edit) (Municipality, error) {
	var f fault.Fields
	s := in.Settings
	s.Logo = m.Settings.Logo
	m.Name = strings.TrimSpace(in.Name)
	checkName(&f, m.Name)
	var ok bool
	if s.Colour, ok = ParseColour(string(s.Colour)); !ok {
		f.Add("colour", "not-a-colour")
	}
	s.Hosts = checkHosts(&f, s.Hosts)
	between(&f, "smallest", s.Smallest, LeastGroup, MostGroup)
	between(&f, "input_months", s.InputMonths, 1, MostMonths)
	between(&f, "people_days", s.PeopleDays, 1, MostDays)
	s.Access = strings.TrimSpace(s.Access)
	if s.Access != "" && !webLink(s.Access) {
		f.Add("accessibility", "not-a-link")
	}
	checkTexts(&f, s)
	m.Settings = s
	return m, f.Err()
}

func checkName(f *fault.Fields, name string) {
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		f.Add("name", "required")
	case n > longestName:
		f.Add("name", "too-long", longestName)
	}
	personal.Check(f, "name", name)
}

// between allows 0, which means the usual number.
func between(f *fault.Fields, name string, n, least, most int) {
	if n != 0 && (n < least || n > most) {
		f.Add(name, "range", least, most)
	}
}

func checkTexts(f *fault.Fields, s Settings) {
	for _, t := range []struct{ field, text string }{
		{"controller_name", s.Controller.Name}, {"controller_address", s.Controller.Address},
		{"controller_contact", s.Controller.Contact}, {"controller_officer", s.Controller.Officer},
		{"feedback", s.Feedback}, {"notice_da", s.Notice.Da}, {"notice_en", s.Notice.En},
	} {
		if utf8.RuneCountInString(t.text) > longestText {
			f.Add(t.field, "too-long", longestText)
		}
		// an address to write to is what some of these are for; a CPR number never is
		if slices.ContainsFunc(personal.Find(t.text), func(h personal.Hit) bool { return h.Kind == personal.CPR }) {
			f.Add(t.field, "has-cpr")
		}
	}
}

func webLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

func checkHosts(f *fault.Fields, in []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, h := range in {
		h = HostName(h)
		if h == "" || seen[h] {
			continue
		}
		if seen[h] = true; !plausibleHost(h) {
			f.Add("hosts", "not-a-host", h)
		}
		out = append(out, h)
	}
	if len(out) > mostHosts {
		f.Add("hosts", "too-many-hosts", mostHosts)
	}
	return out
}

// HostName gives the name of a Host header: lower case, without port and closing dot.
func HostName(h string) string {
	h = strings.ToLower(strings.TrimSpace(h))
	if strings.HasPrefix(h, "[") { // [::1]:8080
		if i := strings.IndexByte(h, ']'); i > 0 {
			return h[1:i]
		}
	}
	if i := strings.LastIndexByte(h, ':'); i >= 0 && strings.Count(h, ":") == 1 {
		h = h[:i]
	}
	return strings.TrimSuffix(h, ".")
}

func plausibleHost(h string) bool {
	if len(h) > longestHostName {
		return false
	}
	for _, r := range h {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == ':') {
			return false
		}
	}
	return true
}

var danishLetters = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "é", "e", "ö", "oe", "ä", "ae", "ü", "u")

// Slug writes a name for addresses: lower case, æ→ae ø→oe å→aa, everything else becomes
// one hyphen, at most 80 characters.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range danishLetters.Replace(strings.ToLower(name)) {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	s := b.String()
	if len(s) > 80 {
		s = strings.TrimRight(s[:80], "-")
	}
	return s
}
