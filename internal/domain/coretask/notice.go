package coretask

import (
	"slices"
	"strings"

	"kernehus/internal/arith/danish"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/wording"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// NoticeKind says what a quiet notice to the unit is about.
type NoticeKind string

const (
	RepeatsAbove  NoticeKind = "repeats"        // the text only repeats the one above (K-11)
	LevelMissing  NoticeKind = "level-missing"  // a level between has no core task
	NothingAbove  NoticeKind = "nothing-above"  // it interprets nothing
	AboveChanged  NoticeKind = "above-changed"  // the one above has another text since
	RevisitDue    NoticeKind = "revisit-due"    // the date to take it up again has come
	HardToRead    NoticeKind = "hard-to-read"   // LIX over what is advised for citizens
	SideEmpty     NoticeKind = "side-empty"     // nobody has been heard about one side
	NotYetShown   NoticeKind = "not-yet-shown"  // adopted, and citizens read another text or none
	BesideChanged NoticeKind = "beside-changed" // what stands beside the text is newer than what citizens see
	ToBeNamed     NoticeKind = "to-be-named"    // a conversation gave it, and nobody has named it yet
	Waiting       NoticeKind = "waiting"        // a proposed text waits for its adoption
)

// Notice is a remark to the unit alone. It never stops anything.
type Notice struct {
	Kind  NoticeKind
	About string   // name of the unit, core task or side it is about
	Slug  string   // of the core task it is about
	Date  day.Date // that is due
	LIX   int
}

// Kin is another core task of the red thread, as those who work here see it.
type Kin struct {
	Task     id.Of[Task]
	Slug     string
	Name     string
	Unit     string
	UnitID   id.Of[org.Unit]
	Level    int
	Sentence string
	Child    id.Of[Task] // that interprets it
	Changed  bool        // it has another text than the child had before it
	Public   bool
}

// noticed is what the notices are made from.
type noticed struct {
	task    Task
	unit    string  // its name
	version Version // what is looked at: the open draft, else the text in force
	all     []Version
	above   []Kin      // what it interprets
	between []org.Unit // units between it and what it interprets that have no core task
	beside  Shown
	links   []Link // that go out from it, also those that have ended
	today   day.Date
	atTop   bool
}

// notices gives the remarks to the unit, those that need an answer first.
func (n noticed) notices() []Notice {
	var out []Notice
	for _, v := range n.all {
		if v.Open() && v.State == Proposed {
			out = append(out, Notice{Kind: Waiting})
			break
		}
	}
	if !n.task.RevisitBy.IsZero() && !n.today.Before(n.task.RevisitBy) {
		out = append(out, Notice{Kind: RevisitDue, Date: n.task.RevisitBy})
	}
	out = append(out, n.shownToCitizens()...)
	out = append(out, n.aboveIt()...)
	return append(out, n.ofTheText()...)
}

// shownToCitizens tells what citizens do not read yet.
func (n noticed) shownToCitizens() []Notice {
	for _, v := range n.all {
		switch {
		case v.State != InForce:
		case !v.PublicNow:
			return []Notice{{Kind: NotYetShown}}
		case !v.Shown.same(n.beside), slices.ContainsFunc(n.links, func(l Link) bool { return l != l.asShown() }):
			return []Notice{{Kind: BesideChanged}}
		}
	}
	return nil
}

// aboveIt tells what is to say about the levels above.
func (n noticed) aboveIt() []Notice {
	var out []Notice
	for _, k := range n.above {
		if k.Changed {
			out = append(out, Notice{Kind: AboveChanged, About: k.Name, Slug: k.Slug})
		}
		if k.Sentence != "" && danish.Repeats(k.Sentence, n.version.Sentence()) {
			out = append(out, Notice{Kind: RepeatsAbove, About: k.Name, Slug: k.Slug})
		}
	}
	if len(n.above) == 0 && !n.atTop {
		out = append(out, Notice{Kind: NothingAbove})
	}
	for _, u := range n.between {
		out = append(out, Notice{Kind: LevelMissing, About: u.Name})
	}
	return out
}

// ofTheText tells what is to say about the words themselves.
func (n noticed) ofTheText() []Notice {
	var out []Notice
	if n.version.Name == provisional(n.unit, text.Danish) || n.version.Name == provisional(n.unit, text.English) {
		out = append(out, Notice{Kind: ToBeNamed})
	}
	for _, side := range []struct{ name, words string }{{"formal", n.version.Formal}, {"performed", n.version.Performed}, {"experienced", n.version.Experienced}} {
		if strings.TrimSpace(side.words) == "" {
			out = append(out, Notice{Kind: SideEmpty, About: side.name})
		}
	}
	if r := n.version.Words.Read(); r.LIX > wording.AdvisedLIX && !r.Uncertain {
		out = append(out, Notice{Kind: HardToRead, LIX: r.LIX})
	}
	return out
}

// gaps gives the units between a place and the nearest core task it interprets that have
// no core task of their own. chain is from the top down with the place last.
func gaps(chain []org.Unit, above []Kin, has map[id.Of[org.Unit]]bool) []org.Unit {
	if len(above) == 0 {
		return nil
	}
	top := 0
	for _, k := range above {
		for i, u := range chain {
			if u.ID == k.UnitID {
				top = max(top, i+1)
			}
		}
	}
	var out []org.Unit
	for i := top; top > 0 && i+1 < len(chain); i++ {
		if !has[chain[i].ID] {
			out = append(out, chain[i])
		}
	}
	return out
}
