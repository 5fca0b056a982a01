package coretask

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// field is one field of a form, with what somebody else wrote meanwhile.
type field struct {
	ui.Field
	kind   string // area, choice, radios, checks, references; empty is a line
	theirs string // what the other wrote, where it differs
	differ bool
}

// section is fields that belong together.
type section struct {
	title  string
	say    string
	fields []field
}

// sheet is a page with one form.
type sheet struct {
	title    string
	lead     string
	remind   string // what is to be known before the form is sent
	naming   string // the same, of a name that is only there for the time being
	reads    string // the text it is about, where one would not see it
	action   string
	form     ui.Form
	hidden   [][2]string
	sections []section
	button   string
	back     string
	conflict bool
	draft    string // key under which the browser keeps what is half typed
}

// compare marks the fields where the record says something else than what was typed.
func (s *sheet) compare(theirs ui.Form) {
	s.conflict = true
	for i := range s.sections {
		for j := range s.sections[i].fields {
			f := &s.sections[i].fields[j]
			typed, kept := typedIn(s.form, *f), typedIn(theirs, *f)
			f.theirs, f.differ = kept, typed != kept
		}
	}
}

// typedIn is everything a form holds under a field.
func typedIn(form ui.Form, f field) string {
	if f.kind != "references" {
		return strings.Join(form.Values[f.Name], ", ")
	}
	var lines []string
	for _, r := range referencesFrom(form.Values, f.Name) {
		if line := joined(r.Law, r.Paragraph, r.Decision, r.Title, r.Committee, string(r.Date)); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// rec is the version of the record that a form was made from.
func rec(form url.Values) int64 {
	n, err := strconv.ParseInt(form.Get("version"), 10, 64)
	if err != nil || n < 1 {
		return -1 // no record has it: somebody else was faster
	}
	return n
}

// setRec puts the newest version into a form that is given again.
func setRec(f ui.Form, version int64) ui.Form {
	if f.Values == nil {
		f.Values = url.Values{}
	}
	f.Values.Set("version", strconv.FormatInt(version, 10))
	return f
}

// lines are what stands on the lines of a field.
func lines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// wordsFrom reads a text's words from its form.
func wordsFrom(f url.Values) wording.Words {
	w := wording.Words{
		Name: f.Get("name"), Formulation: f.Get("formulation"), Purpose: f.Get("purpose"), TargetGroup: f.Get("target_group"),
		Citizens: f.Get("citizens"), Companies: f.Get("companies"), Community: f.Get("community"), Why: f.Get("why"), Narrative: f.Get("narrative"),
		Performed: f.Get("performed"), PerformedReferences: referencesFrom(f, "performed_references"),
		Experienced: f.Get("experienced"), ExperiencedReferences: referencesFrom(f, "experienced_references"),
	}
	for _, p := range w.Overlap.Places() {
		*p.Cards = lines(f.Get("overlap_" + p.Name))
	}
	formal := formalFrom(f)
	w.Formal, w.OwnRoom, w.FormalReferences = formal.Formal, formal.OwnRoom, formal.FormalReferences
	return w
}

// formalFrom reads the formal side alone.
func formalFrom(f url.Values) wording.Words {
	return wording.Words{Formal: f.Get("formal"), OwnRoom: f.Get("own_room"), FormalReferences: referencesFrom(f, "formal_references")}
}

// referencesFrom reads the rows of sources: the same names again and again, in order. A
// date is still what was typed; the domain makes a date of it.
func referencesFrom(f url.Values, name string) []wording.Reference {
	at := func(part string, i int) string {
		if list := f[name+"_"+part]; i < len(list) {
			return list[i]
		}
		return ""
	}
	var out []wording.Reference
	for i := range max(len(f[name+"_law"]), len(f[name+"_title"])) {
		r := wording.Reference{
			Law: at("law", i), Paragraph: at("paragraph", i), Decision: at("decision", i), Committee: at("committee", i),
			Title: at("title", i), Date: day.Date(at("date", i)),
		}
		if !r.IsZero() {
			out = append(out, r)
		}
	}
	return out
}

// filledWith is the form of a text as it stands.
func filledWith(v coretask.Version) ui.Form {
	f := ui.Filled(
		"name", v.Name, "formulation", v.Formulation, "purpose", v.Purpose, "target_group", v.TargetGroup, "citizens", v.Citizens,
		"companies", v.Companies, "community", v.Community, "why", v.Why, "narrative", v.Narrative, "formal", v.Formal,
		"own_room", v.OwnRoom, "performed", v.Performed, "experienced", v.Experienced, "reason", v.Reason,
	)
	for _, p := range v.Overlap.Places() {
		f.Values.Set("overlap_"+p.Name, strings.Join(*p.Cards, "\n"))
	}
	addReferences(f.Values, "formal_references", v.FormalReferences)
	addReferences(f.Values, "performed_references", v.PerformedReferences)
	addReferences(f.Values, "experienced_references", v.ExperiencedReferences)
	return setRec(f, v.Version)
}

func addReferences(f url.Values, name string, list []wording.Reference) {
	for _, r := range list {
		for part, s := range map[string]string{"law": r.Law, "paragraph": r.Paragraph, "decision": r.Decision, "committee": r.Committee, "title": r.Title, "date": r.Date.Typed()} {
			f.Add(name+"_"+part, s)
		}
	}
}

// noDate tells that something was typed where a date belongs, and it is none.
func noDate(typed string) bool {
	_, err := day.Parse(typed)
	return err != nil
}

// rows are the sources a form shows: those that are there, and room for two more.
func rows(f ui.Form, name string) []wording.Reference {
	return append(referencesFrom(f.Values, name), wording.Reference{}, wording.Reference{})
}

// notFound is whether an error means that there is nothing to see.
func notFound(err error) bool { return fault.Is(err, fault.NotFound) }

// sheetPage is the page of a form.
func (p Pages) sheetPage(r *web.Request, w coretask.Work, s sheet) web.Page {
	out := web.Page{Title: s.title, View: sheetView(s), Section: "/kerneopgaver", Crumbs: workCrumbs(r, w)}
	if s.conflict {
		out.Status = http.StatusConflict
	} else if s.form.Refused() {
		out.Status = http.StatusUnprocessableEntity
	}
	return out
}
