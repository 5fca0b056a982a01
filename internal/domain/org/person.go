package org

import (
	"strings"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
)

// Person is somebody who works here or has a say here. Name and e-mail stand in this row
// only, so that erasing somebody is one place. To is the last day; access ends with it.
type Person struct {
	ID         id.Of[Person] `db:"id"`
	Version    int64         `db:"version"`
	External   string        `db:"external_id,null"`
	Name       string        `db:"name,private"`
	SortKey    string        `db:"sort_key,private"`
	Search     string        `db:"search,private"`
	Email      string        `db:"email,null,private"`
	Profession string        `db:"profession"`
	Language   string        `db:"language"`
	From       day.Date      `db:"valid_from"`
	To         day.Date      `db:"valid_to,lasting"`
}

// Active tells whether the person works here on a day; who does not may not sign in.
func (p Person) Active(on day.Date) bool { return valid(p.From, p.To, on) }

// Membership says that a person works in a unit.
type Membership struct {
	ID      id.Of[Membership] `db:"id"`
	Version int64             `db:"version"`
	Person  id.Of[Person]     `db:"person"`
	Unit    id.Of[Unit]       `db:"unit"`
	From    day.Date          `db:"valid_from"`
	To      day.Date          `db:"valid_to,lasting"`
}

// Active tells whether the membership holds on a day.
func (m Membership) Active(on day.Date) bool { return valid(m.From, m.To, on) }

// PersonInput is what is written about a person. Email may be empty.
type PersonInput struct {
	Version    int64
	Name       string
	Email      string
	Profession string
	Language   string
	External   string
	From       day.Date
}

// checked gives the input tidied, or what is wrong with it field by field.
func (in PersonInput) checked() (PersonInput, error) {
	var wrong fault.Fields
	in.Name, in.Profession, in.External = clean(in.Name), clean(in.Profession), clean(in.External)
	in.Email = Address(in.Email)
	checkText(&wrong, "name", in.Name, MostName)
	if in.Profession != "" {
		checkText(&wrong, "profession", in.Profession, MostKind)
	}
	if code := emailCode(in.Email); code != "" {
		wrong.Add("email", code)
	}
	if len([]rune(in.External)) > MostID {
		wrong.Add("external_id", "too-long", MostID)
	}
	if hasCPR(in.External) {
		wrong.Add("external_id", "has-cpr")
	}
	if in.Language != "en" {
		in.Language = "da"
	}
	return in, wrong.Err()
}

// Address gives an e-mail address in the form it is kept in: small letters, no spaces.
func Address(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// emailCode gives what is wrong with an address, or nothing; an empty one is right.
func emailCode(s string) fault.Code {
	if s == "" {
		return ""
	}
	before, after, found := strings.Cut(s, "@")
	switch {
	case hasCPR(s):
		return "has-cpr"
	case !found, before == "", strings.ContainsAny(s, " \t<>,;\"()"), strings.Contains(after, "@"), !strings.Contains(strings.Trim(after, "."), "."), len(s) > MostEmail:
		return "not-an-email"
	}
	return ""
}

func hasCPR(s string) bool {
	for _, h := range personal.Find(s) {
		if h.Kind == personal.CPR {
			return true
		}
	}
	return false
}

// written gives the person with what was written about them.
func (p Person) written(in PersonInput, sortKey string) Person {
	p.Name, p.SortKey, p.Search = in.Name, sortKey, searchText(in.Name)
	p.Email, p.Profession, p.Language, p.External = in.Email, in.Profession, in.Language, in.External
	return p
}

// Profession is a profession and how many have it.
type Profession struct {
	Name   string `db:"name"`
	People int    `db:"people"`
}
