package org

import (
	"slices"
	"strings"

	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/id"
)

// ended tells whether a last day has passed.
func (p *planner) ended(to day.Date) bool { return !to.IsZero() && to.Before(p.opt.Today) }

// lastDay gives the last day a row leads to: the one it says; without a column for it,
// what is in the file is there.
func (p *planner) lastDay(r *Row, said, was day.Date) day.Date {
	switch {
	case r.says(ColumnTo):
		return said
	case p.ended(was):
		return ""
	}
	return was
}

// unitEnd gives the last day of a unit after the import.
func (p *planner) unitEnd(key string) day.Date {
	was := p.standing(key)
	row, inFile := p.unitRows[key]
	switch {
	case inFile && !row.bad && was == nil:
		return row.to
	case inFile && !row.bad:
		return p.lastDay(row.row, row.to, was.To)
	case was == nil:
		return ""
	case p.opt.Complete && !inFile && was.External != "" && !p.ended(was.To) && !p.stays[key]:
		return p.opt.Today.AddDays(-1)
	}
	return was.To
}

// standing gives the unit of a key as it stands; nil for one that is new.
func (p *planner) standing(key string) *Unit {
	if own, found := strings.CutPrefix(key, "\x00"); found {
		return p.unitByID[id.Of[Unit](own)]
	}
	return p.units[key]
}

// personEnd gives the last day of a person after the import.
func (p *planner) personEnd(key string) day.Date {
	was := p.people[key]
	row, inFile := p.personRows[key]
	switch {
	case inFile && !row.bad && was == nil:
		return row.to
	case inFile && !row.bad:
		return p.lastDay(row.row, row.to, was.To)
	case was == nil:
		return ""
	case p.opt.Complete && !inFile && !p.ended(was.To):
		return p.opt.Today.AddDays(-1)
	}
	return was.To
}

// outlives tells whether something that ends on one day would be left without what ends
// on another.
func outlives(own, above day.Date) bool { return !above.IsZero() && (own.IsZero() || own > above) }

// checkEnds refuses what would live on in or under something that has ended.
func (p *planner) checkEnds() {
	for _, u := range p.order {
		if u.bad {
			continue
		}
		to := p.unitEnd(u.id)
		if p.ended(to) {
			continue
		}
		if key := p.above(u.id); key != "" && outlives(to, p.unitEnd(key)) {
			p.bad(u.row, ColumnParent, "unit-above-ended")
			u.bad = true
		}
		if u.leader != "" && p.ended(p.personEnd(u.leader)) {
			p.bad(u.row, ColumnLeader, "leader-left", u.leader)
			u.bad = true
		}
	}
	for i := range p.was.Units {
		p.checkLeft(&p.was.Units[i])
	}
	for _, x := range p.staff {
		if x.bad || p.ended(p.personEnd(x.id)) {
			continue
		}
		for _, key := range x.units {
			if p.ended(p.unitEnd(key)) {
				p.bad(x.row, ColumnUnit, "person-in-ended", key)
				x.bad = true
			}
		}
	}
}

// checkLeft looks at a standing unit that the file does not speak of, or speaks of
// wrongly: when the file ends what is above it, that cannot be.
func (p *planner) checkLeft(u *Unit) {
	key := p.external(u.ID)
	if row := p.unitRows[key]; row != nil && !row.bad {
		return
	}
	above, to := p.above(key), p.unitEnd(key)
	end := p.unitEnd(above)
	top := p.standing(above)
	if above == "" || p.ended(to) || !outlives(to, end) || top != nil && top.To == end {
		return
	}
	if row := p.unitRows[above]; row != nil && !row.bad {
		p.bad(row.row, ColumnTo, "keeps-child", u.Name)
		row.bad = true
		return
	}
	if top != nil && !p.stays[above] {
		p.plan.Bad = append(p.plan.Bad, BadRow{Code: "absent-keeps-child", Args: []any{top.Name, u.Name}})
		p.stays[above] = true
	}
}

// personKey names a person before and after alike.
func personKey(x *Person) string {
	if x.External != "" {
		return x.External
	}
	return "\x00" + x.ID.String()
}

// fileRow gives the good row about a standing person; nil when there is none.
func (p *planner) fileRow(x *Person) *personRow {
	if x.External == "" {
		return nil
	}
	if row := p.personRows[x.External]; row != nil && !row.bad {
		return row
	}
	return nil
}

// addressOf gives the address a row leads to.
func (p *planner) addressOf(x *personRow) string {
	if was := p.people[x.id]; was != nil && !x.row.says(ColumnEmail) {
		return was.Email
	}
	return x.email
}

// checkAddresses shares out the addresses: those who work here come first, the file's
// rows in their order, and who has left keeps one only while nobody else needs it.
func (p *planner) checkAddresses() {
	p.owner = make(map[string]string, len(p.staff))
	var wrong []*personRow // by something else: told once of its address too
	for _, x := range p.staff {
		if x.bad && !p.shared {
			wrong = append(wrong, x)
		}
	}
	p.shared = true
	for _, working := range []bool{true, false} {
		for i := range p.was.People {
			x := &p.was.People[i]
			if p.fileRow(x) == nil && x.Email != "" && !p.ended(p.standingEnd(x)) == working && p.owner[x.Email] == "" {
				p.owner[x.Email] = personKey(x)
			}
		}
		for _, x := range p.staff {
			email := p.addressOf(x)
			if x.bad || email == "" || !p.ended(p.personEnd(x.id)) != working {
				continue
			}
			switch first := p.owner[email]; {
			case first == "":
				p.owner[email] = x.id
			case working && first != x.id:
				p.bad(x.row, ColumnEmail, "email-taken")
				x.bad = true
			}
		}
	}
	for _, x := range wrong {
		if first := p.owner[p.addressOf(x)]; first != "" && first != x.id {
			p.bad(x.row, ColumnEmail, "email-taken")
		}
	}
}

func (p *planner) standingEnd(x *Person) day.Date {
	if x.External == "" {
		return x.To
	}
	return p.personEnd(x.External)
}

// settlePeople gives every person of the file, and everybody whom it ends or takes an
// address from, as they will be.
func (p *planner) settlePeople() {
	for _, x := range p.staff {
		if !x.bad {
			p.settlePerson(x)
		}
	}
	for i := range p.was.People {
		x := p.was.People[i]
		if p.fileRow(&x) != nil {
			continue
		}
		step := Step{Sort: PersonRow, Did: Ended, ID: x.External, Name: x.Name}
		ends, loses := p.standingEnd(&x) != x.To, x.Email != "" && p.owner[x.Email] != personKey(&x)
		if ends {
			x.To = p.standingEnd(&x)
			p.plan.Steps = append(p.plan.Steps, step)
		}
		if loses {
			p.free(&x)
			x.Email = ""
		}
		if ends || loses {
			p.plan.people = append(p.plan.people, x)
		}
	}
}

// free notes that a standing person's address goes to somebody else.
func (p *planner) free(was *Person) {
	if who := p.owner[was.Email]; was.Email != "" && who != "" && who != personKey(was) {
		p.plan.freed = append(p.plan.freed, was.ID)
	}
}

func (p *planner) settlePerson(x *personRow) {
	was := p.people[x.id]
	now := Person{Language: "da", External: x.id, From: p.opt.Today}
	if was != nil {
		now = *was
		p.free(was)
	} else {
		now.ID = id.Of[Person](p.newID())
	}
	if now.Name != x.name {
		now.Name, now.Search, now.SortKey = x.name, searchText(x.name), ""
	}
	if now.Email = p.addressOf(x); p.owner[now.Email] != x.id {
		now.Email = ""
	}
	if x.row.says(ColumnProfession) {
		now.Profession = x.profession
	}
	if !x.from.IsZero() {
		now.From = x.from
	}
	now.To = p.personEnd(x.id)
	x.person = now
	if was == nil || *was != now {
		p.plan.people = append(p.plan.people, now)
	}
	p.personStep(x, was, now)
}

func (p *planner) personStep(x *personRow, was *Person, now Person) {
	step := Step{Sort: PersonRow, Did: Created, ID: x.id, Name: x.name, Line: x.row.Line}
	step.Before, step.After = p.unitNames(x)
	if was != nil {
		step.Column = personColumnsChanged(*was, now)
		if step.Before != step.After {
			step.Column = append(step.Column, ColumnUnit)
		}
		step.Did = did(p.ended(was.To), p.ended(now.To), step.Before != step.After)
		if slices.Contains(step.Column, ColumnName) && step.Did == Changed {
			step.Before, step.After = was.Name, now.Name
		}
	}
	p.step(step, was == nil || len(step.Column) > 0)
}

func (p *planner) step(s Step, any bool) {
	if !any {
		p.plan.Same++
		return
	}
	if s.Before == s.After {
		s.Before, s.After = "", ""
	}
	p.plan.Steps = append(p.plan.Steps, s)
}

// did gives the one word for what happens to something that stands already.
func did(wasEnded, isEnded, moves bool) Did {
	switch {
	case wasEnded && !isEnded:
		return Reopened
	case !wasEnded && isEnded:
		return Ended
	case moves:
		return Moved
	}
	return Changed
}

func personColumnsChanged(was, now Person) []Column {
	var out []Column
	for _, c := range []struct {
		column  Column
		differs bool
	}{
		{ColumnName, was.Name != now.Name}, {ColumnEmail, was.Email != now.Email}, {ColumnProfession, was.Profession != now.Profession},
		{ColumnFrom, was.From != now.From}, {ColumnTo, was.To != now.To},
	} {
		if c.differs {
			out = append(out, c.column)
		}
	}
	return out
}

// unitNames gives the units a person works in before and after, by name.
func (p *planner) unitNames(x *personRow) (before, after string) {
	var was, now []string
	for _, m := range p.works[x.person.ID] {
		if u := p.unitByID[m.Unit]; u != nil {
			was = append(was, u.Name)
		}
	}
	if !x.row.says(ColumnUnit) || p.ended(x.person.To) {
		return "", ""
	}
	for _, key := range x.units {
		now = append(now, p.nameOf(key))
	}
	slices.Sort(was)
	slices.Sort(now)
	return strings.Join(was, ", "), strings.Join(now, ", ")
}

// nameOf gives a unit's name as it will be.
func (p *planner) nameOf(key string) string {
	if row := p.unitRows[key]; row != nil && !row.bad {
		return row.name
	}
	if u := p.standing(key); u != nil {
		return u.Name
	}
	return ""
}

// settleUnits gives every unit that is written as it will be, those above before those
// below.
func (p *planner) settleUnits() {
	for _, u := range p.order {
		if u.bad {
			continue
		}
		u.unit = Unit{External: u.id, Adopts: ByLeader, From: p.opt.Today}
		if was := p.units[u.id]; was != nil {
			u.unit = *was
		} else {
			u.unit.ID = id.Of[Unit](p.newID())
		}
	}
	for _, u := range p.order {
		if !u.bad {
			p.settleUnit(u)
		}
	}
	placed := map[string]Unit{}
	for _, u := range p.order {
		if !u.bad {
			p.writeUnit(p.place(u.id, placed), u)
		}
	}
	for i := range p.was.Units {
		key := p.external(p.was.Units[i].ID)
		if row := p.unitRows[key]; row == nil || row.bad {
			p.writeStanding(p.place(key, placed), p.was.Units[i])
		}
	}
	slices.SortStableFunc(p.plan.units, func(a, b Unit) int { return a.Level - b.Level })
}

func (p *planner) settleUnit(u *unitRow) {
	if u.unit.Name != u.name {
		u.unit.Name, u.unit.Search, u.unit.SortKey = u.name, searchText(u.name), ""
	}
	if u.row.says(ColumnKind) {
		u.unit.Kind = u.kind
	}
	if u.row.says(ColumnLeader) {
		u.unit.Leader = p.personID(u.leader)
	}
	if !u.from.IsZero() {
		u.unit.From = u.from
	}
	u.unit.To = p.unitEnd(u.id)
}

func (p *planner) personID(key string) id.Of[Person] {
	if row := p.personRows[key]; row != nil && !row.bad {
		return row.person.ID
	}
	if x := p.people[key]; x != nil {
		return x.ID
	}
	return ""
}

// place gives the unit of a key with path and level to match where it will lie.
func (p *planner) place(key string, placed map[string]Unit) Unit {
	if u, done := placed[key]; done {
		return u
	}
	var u Unit
	if row := p.unitRows[key]; row != nil && !row.bad {
		u = row.unit
	} else if was := p.standing(key); was != nil {
		u = *was
		u.To = p.unitEnd(key)
	}
	if above := p.above(key); above == "" {
		u = u.placed(nil)
	} else {
		top := p.place(above, placed)
		u = u.placed(&top)
	}
	placed[key] = u
	return u
}

func (p *planner) writeUnit(now Unit, u *unitRow) {
	u.unit = now
	was := p.units[u.id]
	if was == nil || *was != now {
		p.plan.units = append(p.plan.units, now)
	}
	step := Step{Sort: UnitRow, Did: Created, ID: u.id, Name: u.name, Line: u.row.Line}
	if was == nil {
		step.After = p.nameOf(p.above(u.id))
	} else {
		step.Column = unitColumnsChanged(*was, now)
		step.Did = did(p.ended(was.To), p.ended(now.To), was.Parent != now.Parent)
		switch {
		case was.Parent != now.Parent:
			step.Before, step.After = p.nameOf(p.external(was.Parent)), p.nameOf(p.above(u.id))
		case was.Name != now.Name:
			step.Before, step.After = was.Name, now.Name
		}
	}
	if now.Parent == "" && (was == nil || was.Parent != "") {
		step.Beside = p.topBeside(u)
	}
	p.step(step, was == nil || len(step.Column) > 0)
}

// topBeside names another unit at the top: one that stands there already, or that an
// earlier row puts there.
func (p *planner) topBeside(u *unitRow) string {
	for i := range p.was.Units {
		if t := &p.was.Units[i]; t.Parent == "" && t.External != u.id && p.above(p.external(t.ID)) == "" && !p.ended(p.unitEnd(p.external(t.ID))) {
			return t.Name
		}
	}
	for _, o := range p.order {
		if o == u {
			break
		}
		if !o.bad && p.above(o.id) == "" {
			return o.name
		}
	}
	return ""
}

// writeStanding writes a unit the file does not speak of when it ends or is carried along.
func (p *planner) writeStanding(now, was Unit) {
	if now == was {
		return
	}
	p.plan.units = append(p.plan.units, now)
	if now.To != was.To {
		p.plan.Steps = append(p.plan.Steps, Step{Sort: UnitRow, Did: Ended, ID: was.External, Name: was.Name})
	}
}

func unitColumnsChanged(was, now Unit) []Column {
	var out []Column
	for _, c := range []struct {
		column  Column
		differs bool
	}{
		{ColumnName, was.Name != now.Name}, {ColumnParent, was.Parent != now.Parent}, {ColumnKind, was.Kind != now.Kind},
		{ColumnLeader, was.Leader != now.Leader}, {ColumnFrom, was.From != now.From}, {ColumnTo, was.To != now.To},
	} {
		if c.differs {
			out = append(out, c.column)
		}
	}
	return out
}

// settleMemberships lets people work where the file says, and nowhere once they, or the
// unit, have ended.
func (p *planner) settleMemberships() {
	for _, x := range p.staff {
		if !x.bad && x.row.says(ColumnUnit) && !p.ended(x.person.To) {
			p.settleMember(x)
		}
	}
	gone := map[id.Of[Person]]day.Date{}
	for _, x := range p.plan.people {
		if p.ended(x.To) {
			gone[x.ID] = x.To
		}
	}
	closed := map[id.Of[Unit]]day.Date{}
	for _, u := range p.plan.units {
		if p.ended(u.To) {
			closed[u.ID] = u.To
		}
	}
	settled := map[id.Of[Membership]]bool{}
	for _, m := range p.plan.memberships {
		settled[m.ID] = true
	}
	for _, m := range p.was.Memberships {
		last, left := gone[m.Person]
		if end, shut := closed[m.Unit]; shut && (!left || end < last) {
			last, left = end, true
		}
		if left && !settled[m.ID] && outlives(m.To, last) {
			m.To = last
			p.plan.memberships = append(p.plan.memberships, m)
		}
	}
}

func (p *planner) settleMember(x *personRow) {
	var wanted []id.Of[Unit]
	for _, key := range x.units {
		if row := p.unitRows[key]; row != nil && !row.bad {
			wanted = append(wanted, row.unit.ID)
		} else if u := p.units[key]; u != nil {
			wanted = append(wanted, u.ID)
		}
	}
	for _, m := range p.works[x.person.ID] {
		if i := slices.Index(wanted, m.Unit); i >= 0 {
			wanted = slices.Delete(wanted, i, i+1)
			continue
		}
		m.To = p.opt.Today.AddDays(-1)
		p.plan.memberships = append(p.plan.memberships, m)
	}
	from := p.opt.Today
	if p.people[x.id] == nil {
		from = x.person.From
	}
	for _, unit := range wanted {
		p.plan.memberships = append(p.plan.memberships, Membership{ID: id.Of[Membership](p.newID()), Person: x.person.ID, Unit: unit, From: from})
	}
}
