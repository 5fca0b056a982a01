package coretask

import (
	"slices"
	"strings"
	"time"

	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/plain"
)

// TeamDays is how many days a text stands as proposed before a team can adopt it.
const TeamDays = 7

// Writer is how somebody stands to a unit's text.
type Writer struct {
	Leads  bool       // leads the unit, or one above
	Adopts org.Adopts // who adopts in the unit
}

// begins gives the state of a text this writer begins: what a leader writes to a team's
// text is a draft of the leader's, never the team's own (K-21).
func (w Writer) begins(asLeader bool) State {
	if w.Leads && (asLeader || w.Adopts == org.ByTeam) {
		return LeadersDraft
	}
	return Draft
}

// mayWrite refuses to change a text that is no draft, a team's draft by its leader, and a
// leader's draft by anybody else.
func (w Writer) mayWrite(v Version) error {
	switch {
	case !v.Open() || v.State == Proposed:
		return errClosed("version-not-draft")
	case v.State == Draft && w.Leads && w.Adopts == org.ByTeam:
		return errClosed("team-writes-itself")
	case v.State == LeadersDraft && !w.Leads:
		return errClosed("leader-writes-itself")
	}
	return nil
}

// MayWrite tells whether this writer may change the text.
func (w Writer) MayWrite(v Version) bool { return w.mayWrite(v) == nil }

// propose puts a draft before the unit. The formulation is needed now, not before.
func (v Version) propose(now time.Time) (Version, error) {
	if !v.Open() || v.State == Proposed {
		return v, errClosed("version-not-draft")
	}
	if strings.TrimSpace(v.Formulation) == "" {
		return v, fault.OnField("formulation", "formulation-needed")
	}
	v.State, v.ProposedAt = Proposed, now
	return v, nil
}

// withdraw takes a proposed text back to be worked on.
func (v Version) withdraw() (Version, error) {
	if !v.Open() || v.State != Proposed {
		return v, errClosed("version-not-proposed")
	}
	v.State, v.ProposedAt = Draft, time.Time{}
	return v, nil
}

// setAside lays a text nobody works on away; back takes it out again.
func (v Version) setAside(aside bool) (Version, error) {
	if v.WasInForce() || v.SetAside == aside {
		return v, errClosed("version-not-draft")
	}
	v.SetAside = aside
	return v, nil
}

// Adoption is what is recorded when a text is adopted.
type Adoption struct {
	Version      int64 // of the record that was looked at
	On           day.Date
	Forum        string // the forum, or the team's meeting
	Attendance   string // of a team: who was there, by role and number
	CaseNumber   string
	Reason       string
	PublicReason string
	RevisitBy    day.Date
}

// Publication is what is said when a text is shown to citizens.
type Publication struct {
	AsCards bool // citizens may read the sides that are still cards word for word
}

// EarliestAdoption is the first day a proposed text can be adopted in a unit.
func (v Version) EarliestAdoption(adopts org.Adopts) day.Date {
	if adopts == org.ByTeam && !v.ProposedAt.IsZero() {
		return day.Of(v.ProposedAt).AddDays(TeamDays)
	}
	return day.Of(v.ProposedAt)
}

// adoptable refuses a text that cannot be adopted now, however it is asked for.
func (v Version) adoptable(adopts org.Adopts, today day.Date) error {
	switch {
	case !v.Open() || v.State != Proposed:
		return errClosed("version-not-proposed")
	case adopts == org.ByTeam && today.Before(v.EarliestAdoption(adopts)):
		return errClosed("team-needs-days", TeamDays)
	}
	return nil
}

// adopt puts a proposed text in force the unit's own way. Which person may do it is a
// question for access; what must be recorded is decided by checked.
func (v Version) adopt(in Adoption, now time.Time) Version {
	v.State, v.AdoptedOn, v.AdoptedAt = InForce, in.On, now
	v.Forum, v.Attendance, v.CaseNumber = in.Forum, in.Attendance, in.CaseNumber
	v.PublicReason = in.PublicReason
	if in.Reason != "" {
		v.Reason = in.Reason
	}
	return v
}

// checked gives what is recorded tidied, or everything that is wrong with it. The days may
// be as they were typed; earliest is the first one the text can be adopted on.
func (in Adoption) checked(adopts org.Adopts, earliest, today day.Date) (Adoption, error) {
	var wrong fault.Fields
	in.Forum, in.Attendance, in.CaseNumber = plain.Line(in.Forum), plain.Line(in.Attendance), plain.Line(in.CaseNumber)
	in.Reason, in.PublicReason = wording.Tidy(in.Reason), wording.Tidy(in.PublicReason)
	if in.On.IsZero() && adopts == org.ByLeader {
		in.On = today
	}
	in.On = wording.Date(&wrong, "on", in.On)
	switch {
	case len(wrong) > 0:
	case in.On.IsZero():
		wrong.Add("on", "required")
	case today.Before(in.On):
		wrong.Add("on", "in-the-future")
	case in.On.Before(earliest):
		wrong.Add("on", "before-proposed")
	}
	ask := func(field, s string, must bool) {
		if must {
			wording.Needed(&wrong, field, s, wording.LongestName*2)
		} else {
			wording.Free(&wrong, field, s, wording.LongestName*2)
		}
	}
	ask("forum", in.Forum, adopts != org.ByLeader)
	ask("attendance", in.Attendance, adopts == org.ByTeam)
	ask("case_number", in.CaseNumber, adopts == org.ByForum)
	wording.Free(&wrong, "public_reason", in.PublicReason, wording.LongestText)
	wording.Free(&wrong, "reason", in.Reason, wording.LongestText)
	in.RevisitBy = wording.Date(&wrong, "revisit_by", in.RevisitBy)
	return in, wrong.Err()
}

// follow makes a text that was in force an earlier one.
func (v Version) follow() Version {
	v.State = Earlier
	return v
}

// adopted gives the task after a version came into force: its name, and the names before
// that citizens have read.
func (t Task) adopted(v Version, before []Version, revisit day.Date, sortKey string) Task {
	for _, b := range before {
		if b.WasPublic() && b.Name != v.Name && !slices.Contains(t.FormerNames, b.Name) {
			t.FormerNames = append(slices.Clone(t.FormerNames), b.Name)
		}
	}
	t.FormerNames = slices.DeleteFunc(slices.Clone(t.FormerNames), func(n string) bool { return n == v.Name })
	t.Name, t.SortKey = v.Name, sortKey
	if t.State == UnderReview {
		t.State, t.StateReason = Active, ""
	}
	if !revisit.IsZero() {
		t.RevisitBy = revisit
	}
	return t
}

// publish lets citizens see the text in force with what stands beside it now. What a
// dialogue's cards say, line by line, is read by citizens only after a yes to that.
func (v Version) publish(in Publication, shown Shown, now time.Time) (Version, error) {
	if v.State != InForce {
		return v, errClosed("version-not-in-force")
	}
	if len(v.Raw) > 0 && !v.PublicNow && !in.AsCards {
		return v, fault.OnField("as_cards", "cards-not-written")
	}
	if !v.PublicNow {
		v.PublishedFrom, v.PublishedUntil = now, time.Time{}
	}
	v.PublicNow, v.Shown, v.ShownAt = true, shown, now
	return v, nil
}

// unpublish takes the text from the citizens again; that they could read it stays known.
func (v Version) unpublish(now time.Time) (Version, error) {
	if !v.PublicNow {
		return v, errClosed("version-not-public")
	}
	v.PublicNow, v.PublishedUntil = false, now
	return v, nil
}

// review takes a task up again; its text stays in force meanwhile.
func (t Task) review(why string) (Task, error) {
	if t.State != Active {
		return t, errClosed("task-not-active")
	}
	var wrong fault.Fields
	t.StateReason = wording.Tidy(why)
	wording.Needed(&wrong, "reason", t.StateReason, wording.LongestText)
	t.State = UnderReview
	return t, wrong.Err()
}

// retire ends a task; another may take its place.
func (t Task) retire(why string, successor id.Of[Task]) (Task, error) {
	if t.State == Retired {
		return t, errClosed("task-retired")
	}
	var wrong fault.Fields
	t.StateReason = wording.Tidy(why)
	wording.Needed(&wrong, "reason", t.StateReason, wording.LongestText)
	if successor == t.ID {
		wrong.Add("successor", "successor-itself")
	}
	t.State, t.Successor = Retired, successor
	return t, wrong.Err()
}

// revive undoes review and retire.
func (t Task) revive() (Task, error) {
	if t.State == Active {
		return t, errClosed("task-active")
	}
	t.State, t.StateReason, t.Successor = Active, "", ""
	return t, nil
}

// revisited sets the date, which may be as it was typed, and the triggers; an unknown
// trigger is refused.
func (t Task) revisited(by day.Date, triggers []Trigger) (Task, error) {
	var wrong fault.Fields
	t.RevisitBy, t.Triggers = wording.Date(&wrong, "revisit_by", by), append([]Trigger{}, triggers...)
	if slices.ContainsFunc(triggers, func(x Trigger) bool { return !slices.Contains(Triggers(), x) }) {
		wrong.Add("triggers", "choose")
	}
	return t, wrong.Err()
}
