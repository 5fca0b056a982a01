package dialogue

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/card"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/guide"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

// desk is the facilitator's screen of one step.
type desk struct {
	Base       string // /dialoger/{id}
	Form       ui.Form
	Title      string
	Phase      room.Phase
	Door       bool
	Code       string // as people read it
	Now        time.Time
	Step       dialogue.StepDesk
	Steps      int
	RoomStep   int
	Here       bool // the step that is looked at is the room's
	Clock      clockView
	ShowSteps  []int        // steps whose cards lie here and are hidden until they are shown
	ShowOne    []shownGroup // the same, group by group
	Shown      bool         // all of them are shown
	Unseen     bool         // some of an earlier step are not
	List       []stepLine
	Groups     []groupChip
	People     int
	Actors     []string
	Count      int
	Map        bool // cards lie on the overlap map
	Zones      []zone
	Older      bool // there are more cards than the board has room for
	Headings   []card.HeadingView
	Tray       []boardCard
	Covers     []cover
	Gather     *gather
	Deals      []deal
	Needs      []deal
	Owners     []ui.Option
	Writes     []writing
	Own        bool        // a facilitator is the unit's own leader
	Pending    []boardCard // agreements and needs that nobody has been found for
	Disputes   []boardCard // of all steps
	Earlier    []zone      // the overlap map of an earlier step
	EarlierAt  int         // which step
	Agrees     bool        // agreements are made in this step
	DealsFirst bool        // and before anything else
	HasBoard   bool        // cards lie here, or can
	OnlyDeals  bool        // the page of agreements alone
}

// clockView is the clock of the room.
type clockView struct {
	Ends    string // RFC 3339; empty while it stands still
	Left    int    // seconds
	Face    string // 12:40
	Running bool
	Total   int
}

// stepLine is one step in the list of steps.
type stepLine struct {
	Number  int
	Title   string
	Href    string
	Current bool // the room is here
	Done    bool
	Looked  bool // it is the one that is looked at
	Status  text.S
}

// groupChip is all one sees of a group.
type groupChip struct {
	Label     string
	NeedsTime bool
}

// shownGroup is what a group has made in a step, that can be shown by itself.
type shownGroup struct {
	Step       int
	Key, Label string
	Shown      bool
}

// zone is a place on the board where cards lie.
type zone struct {
	Key     string // of data-drop
	Title   string
	Heading *card.HeadingView
	Under   []zone // on the overlap map: gathered under headings in the same place
	Cards   []boardCard
	Loose   bool
	Edits   bool // the heading is changed here: it may stand in several places of the map
}

// all is how many cards lie here, under headings too.
func (z zone) all() int {
	n := len(z.Cards)
	for _, u := range z.Under {
		n += len(u.Cards)
	}
	return n
}

// boardCard is a card on the board.
type boardCard struct {
	ID, Kind, Words       string
	More                  []pair
	From                  string // which group and step
	Place, Heading        string
	Marks                 []string
	Hidden, Late, Paper   bool
	Shown, Draft, Another bool // Another: it was written in an earlier step
	Version               int64
	Deal                  bool // somebody can be asked to take it on
}

// pair is a field with its value.
type pair struct{ Label, Value string }

// cover is a side with how well it is covered.
type cover struct {
	Side, Label, Class string
	Level              dialogue.Coverage
}

// desk shows the step that the address asks for, or the room's own.
func (p Pages) desk(r *web.Request) (web.Reply, error) {
	v, err := p.Dialogues.Desk(r.Context(), r.Actor(), dialogueID(r), lookedAt(r))
	if err != nil {
		return nil, err
	}
	if v.Dialogue.Phase == room.Shut {
		return web.Redirect{To: href(v.Dialogue.ID, "")}, nil
	}
	d, err := p.deskOf(r, v)
	if err != nil {
		return nil, err
	}
	return p.deskIn(r, v, d), nil
}

// deskIn is the facilitator's screen in the frame.
func (p Pages) deskIn(r *web.Request, v dialogue.DeskView, d desk) web.Page {
	page := p.of(r, v.Dialogue, text.Desk.Title, deskView(d))
	page.Live, page.Wide, page.Scripts = d.Base+"/stroem", true, []string{"board.js"}
	return page
}

// lookedAt is the step the address or the form asks for; 0 is the room's own.
func lookedAt(r *web.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("trin"))
	if err != nil {
		return 0
	}
	return n
}

func (p Pages) deskOf(r *web.Request, v dialogue.DeskView) (desk, error) {
	ctx := r.Context()
	state := v.Dialogue.State
	now := r.Now()
	d := desk{
		Base: href(v.Dialogue.ID, ""), Title: v.Dialogue.Title, Phase: v.Dialogue.Phase, Door: state.Door, Code: dialogue.ShowCode(v.Dialogue.Code), Now: now,
		Step: v.Shown, Steps: len(v.All), RoomStep: state.Step, Here: v.Shown.Number == state.Step, People: v.People, Count: v.Contributions,
		Headings: v.Headings, Own: v.Room.LeaderFacilitates,
	}
	d.showing(v)
	d.Clock = clockOf(state, now)
	d.List = stepLines(d.Base, v)
	if v.Shown.Division != room.Together {
		for _, g := range v.Groups {
			d.Groups = append(d.Groups, groupChip{Label: g.Label, NeedsTime: g.NeedsTime})
		}
	}
	for _, c := range v.Actors {
		d.Actors = append(d.Actors, text.Desk.CountOf.F(ctx, room.Actor(c.Label).Label().In(ctx), c.Count))
	}
	d.Map = takes(v.Shown, artefact.OverlapMap)
	d.Zones, d.Older = zones(ctx, d.Map, v), v.Older
	d.noted(ctx, v)
	if e := v.Earlier; e != nil {
		d.Earlier, d.EarlierAt = earlierZones(ctx, *e), e.Step
	}
	for _, c := range v.Tray {
		d.Tray = append(d.Tray, cardOn(ctx, v.Shown.Number, c))
	}
	if v.Shown.Coverage != "" {
		d.Covers = covers(ctx, v)
	}
	if len(v.Shown.Gathers) > 0 {
		d.Gather = gatherOf(ctx, v)
	}
	d.DealsFirst = len(v.Shown.Accepts) > 0 && v.Shown.Accepts[0].Kind == artefact.Agreement
	d.Agrees = takes(v.Shown, artefact.Agreement) || takes(v.Shown, artefact.KnowledgeNeed)
	d.HasBoard = len(v.Headings) > 0 || slices.ContainsFunc(d.Zones, func(z zone) bool { return z.all() > 0 }) || slices.ContainsFunc(v.Shown.Accepts, func(a dialogue.Accepts) bool { return onBoard(a.Kind) || a.Kind == artefact.OverlapMap })
	d.Writes = writings(ctx, v.Shown, nil)
	return d, p.deals(r, &d, v)
}

// showing finds what on this board waits to be shown: the step's own cards, and those of
// the earlier steps that lie here.
func (d *desk) showing(v dialogue.DeskView) {
	state := v.Dialogue.State
	d.Shown = true
	for _, s := range v.All {
		here := s.Number == v.Shown.Number || slices.Contains(v.Shown.CardsFrom, s.Number) || slices.Contains(v.Shown.Gathers, s.Number)
		if here && s.Visibility == guide.HiddenUntilShown && s.Status != room.StepWaiting {
			shown := state.IsShown(s.Number, "")
			d.ShowSteps = append(d.ShowSteps, s.Number)
			d.Shown = d.Shown && shown
			d.Unseen = d.Unseen || !shown && s.Number < v.Shown.Number
		}
	}
	for _, c := range v.Cards {
		one := shownGroup{Step: c.Step, Key: c.Group, Label: c.Label, Shown: state.IsShown(c.Step, c.Group)}
		if c.Group != "" && slices.Contains(d.ShowSteps, c.Step) && !slices.Contains(d.ShowOne, one) {
			d.ShowOne = append(d.ShowOne, one)
		}
	}
}

// blind tells whether cards of an earlier step are talked about here, and the room does not see
// them all.
func (d desk) blind() bool { return d.Unseen && d.Step.Status == room.StepOpen }

// question is what is asked: where each group has its own, that it has.
func (d desk) question(ctx context.Context) string {
	if len(d.Step.Prompts) > 0 {
		return room.TogetherPrompt(d.Step.Division, text.LangOf(ctx))
	}
	return d.Step.Prompt
}

// anyDeals tells whether somebody has promised something, or ought to.
func (d desk) anyDeals() bool { return len(d.Deals)+len(d.Needs)+len(d.Pending) > 0 }

func takes(s dialogue.StepDesk, k artefact.Kind) bool {
	return slices.ContainsFunc(s.Accepts, func(a dialogue.Accepts) bool { return a.Kind == k })
}

func clockOf(s room.State, now time.Time) clockView {
	left := int(s.Clock.Remaining(now) / time.Second)
	c := clockView{Left: left, Face: face(left), Running: s.Clock.Running()}
	if s.Step > 0 {
		c.Total = s.Steps[s.Step-1].Minutes * 60
	}
	if c.Running {
		c.Ends = s.Clock.Ends.UTC().Format(time.RFC3339)
	}
	return c
}

// face writes seconds as minutes and seconds.
func face(seconds int) string {
	s := strconv.Itoa(seconds % 60)
	if len(s) < 2 {
		s = "0" + s
	}
	return strconv.Itoa(seconds/60) + ":" + s
}

func stepLines(base string, v dialogue.DeskView) []stepLine {
	var out []stepLine
	for _, s := range v.All {
		one := stepLine{Number: s.Number, Title: s.Title, Href: base + "/styring?trin=" + strconv.Itoa(s.Number), Current: s.Number == v.Dialogue.State.Step, Looked: s.Number == v.Shown.Number}
		switch s.Status {
		case room.StepOpen:
			one.Status = text.Desk.StepOpen
		case room.StepClosed:
			one.Status, one.Done = text.Desk.StepClosed, true
		default:
			one.Status = text.Desk.StepWaits
		}
		if len(s.Accepts) == 0 && s.Status == room.StepOpen { // there was never anything to write
			one.Status = text.Desk.StepDone
		}
		if one.Current {
			one.Status = text.Desk.StepHere
		}
		one.Done = one.Done || s.Number < v.Dialogue.State.Step && s.Status != room.StepWaiting
		out = append(out, one)
	}
	return out
}

// onBoard tells whether cards of a kind are moved about. Agreements and disagreements have
// lists of their own, the marks stand on their cards.
func onBoard(k artefact.Kind) bool {
	return k != artefact.OverlapMap && k != artefact.Agreement && k != artefact.Disagreement && k != artefact.Mark
}

// noted fills in what is looked after whatever the step: what nobody has been found for,
// and the disagreements the room comes back to.
func (d *desk) noted(ctx context.Context, v dialogue.DeskView) {
	for _, c := range v.Noted {
		one := cardOn(ctx, v.Shown.Number, c)
		switch lies := slices.ContainsFunc(v.Cards, func(x card.DeskCard) bool { return x.ID == c.ID && onBoard(c.Kind) }); {
		case c.InTray:
		case c.Kind == artefact.Disagreement:
			d.Disputes = append(d.Disputes, one)
		case mayAgree(c, v.Agreements) && !lies: // what lies on the board has its button there
			d.Pending = append(d.Pending, one)
		}
	}
}

// zones lays the cards out: on the seven places of the overlap map and beside it, or under
// headings and loose group by group.
func zones(ctx context.Context, onMap bool, v dialogue.DeskView) []zone {
	at := map[string][]boardCard{}
	for _, c := range v.Cards {
		if !onBoard(c.Kind) || c.Kind == artefact.Formulation && slices.Contains(v.Shown.Gathers, c.Step) {
			continue // drafts lie where they are gathered
		}
		one := cardOn(ctx, v.Shown.Number, c)
		one.Deal = mayAgree(c, v.Agreements)
		key := "" // loose
		switch {
		case onMap:
			key = one.Place
		case one.Heading != "":
			key = "h-" + one.Heading
		}
		at[key] = append(at[key], one)
	}
	if onMap {
		return mapZones(ctx, v.Headings, at)
	}
	var out []zone
	for _, h := range v.Headings {
		out = append(out, zone{Key: "h-" + h.ID, Title: h.Title, Heading: &h, Cards: at["h-"+h.ID], Edits: true})
	}
	return append(out, zone{Key: "loes", Loose: true, Title: looseTitle(onMap).In(ctx), Cards: at[""]})
}

// mapZones are what is not placed yet and the seven places, each with its headings. A
// heading that has no card yet stands with what is not placed.
func mapZones(ctx context.Context, headings []card.HeadingView, at map[string][]boardCard) []zone {
	out := []zone{{Key: "loes", Loose: true, Title: looseTitle(true).In(ctx), Cards: at[""]}}
	for _, place := range artefact.Places() {
		out = append(out, zone{Key: place, Title: placeLabel(place).In(ctx), Cards: at[place]})
	}
	for _, h := range headings {
		first := true
		for i := range out {
			under := zone{Key: "h-" + h.ID, Title: h.Title, Heading: &h}
			under.Cards, out[i].Cards = underHeading(out[i].Cards, h.ID)
			if len(under.Cards) > 0 {
				under.Edits, first = first, false
				out[i].Under = append(out[i].Under, under)
			}
		}
		if first {
			out[0].Under = append(out[0].Under, zone{Key: "h-" + h.ID, Title: h.Title, Heading: &h, Edits: true})
		}
	}
	return out
}

// underHeading gives the cards that lie under a heading, and the others.
func underHeading(cards []boardCard, heading string) (under, others []boardCard) {
	for _, c := range cards {
		if c.Heading == heading {
			under = append(under, c)
		} else {
			others = append(others, c)
		}
	}
	return under, others
}

// earlierZones are the places of an earlier step's map that hold something.
func earlierZones(ctx context.Context, e card.Map) []zone {
	at := map[string][]boardCard{}
	for _, c := range e.Cards {
		if c.Kind == artefact.OverlapMap {
			for _, place := range artefact.Places() {
				if words := c.Data[place]; words != "" {
					at[place] = append(at[place], boardCard{ID: c.ID, Words: words})
				}
			}
			continue
		}
		at[c.Place] = append(at[c.Place], boardCard{ID: c.ID, Words: c.Data[c.Kind.Main()], Heading: c.Heading})
	}
	all := mapZones(ctx, e.Headings, at)
	all = append(all[1:], all[0]) // what is not placed comes last
	return slices.DeleteFunc(all, func(z zone) bool { return z.all() == 0 })
}

// mayAgree tells whether a card can become an agreement or a need that somebody has, and
// has not been one yet.
func mayAgree(c card.DeskCard, all []agreement.Agreed) bool {
	return (c.Kind == artefact.Agreement || c.Kind == artefact.KnowledgeNeed) &&
		!slices.ContainsFunc(all, func(a agreement.Agreed) bool { return a.Card == c.ID })
}

func looseTitle(onMap bool) text.S {
	if onMap {
		return text.Desk.NotPlaced
	}
	return text.Desk.Loose
}

func cardOn(ctx context.Context, step int, c card.DeskCard) boardCard {
	out := boardCard{
		ID: c.ID, Kind: string(c.Kind), Words: c.Data[c.Kind.Main()], Place: c.Place, Heading: c.Heading, Hidden: c.Hidden, Late: c.Late,
		Paper: c.Channel == card.Paper, Shown: c.Shown, Draft: c.Draft, Version: c.Version, Another: c.Step != step, From: from(ctx, c.Label, c.Step),
	}
	for _, p := range c.Data.Pairs(c.Kind) {
		if p.Field.Name == c.Kind.Main() {
			continue
		}
		if value := shownValue(ctx, p); value == c.Label {
			continue // the group says it already
		}
		out.More = append(out.More, pair{Label: shortLabel(c.Kind, p.Field.Name).In(ctx), Value: shownValue(ctx, p)})
	}
	for _, m := range artefact.Marks() {
		if n := c.Marks[m]; n > 0 {
			out.Marks = append(out.Marks, text.Desk.CountOf.F(ctx, artefact.ValueLabel(m).In(ctx), n))
		}
	}
	return out
}

// shortLabel is what a field is called on a card, where there is little room; the others
// have their question.
func shortLabel(k artefact.Kind, field string) text.S {
	switch field {
	case artefact.FieldPerspective:
		return text.Desk.Side
	case artefact.FieldSource:
		return text.Desk.Source
	case artefact.FieldNeedOwner, artefact.FieldWho:
		return text.Desk.Role
	case artefact.FieldNeedDue, artefact.FieldWhen:
		return text.Desk.Due
	case artefact.FieldReason:
		return text.Desk.Because
	case artefact.FieldWorkingConditions:
		return text.Desk.ToMED
	}
	return k.SaidLabel(field)
}

// shownValue is a field's value as people read it.
func shownValue(ctx context.Context, p artefact.Pair) string {
	switch p.Field.Type {
	case artefact.Choice, artefact.Flag:
		return artefact.ValueLabel(p.Value).In(ctx)
	case artefact.Date:
		return text.Date(ctx, day.Date(p.Value))
	}
	return p.Value
}

// from says where a card comes from: the group, or the room where there are no groups.
func from(ctx context.Context, group string, step int) string {
	if group == "" {
		return text.Desk.FromStep.F(ctx, step)
	}
	return text.Desk.FromGroup.F(ctx, group, step)
}

func covers(ctx context.Context, v dialogue.DeskView) []cover {
	var out []cover
	for _, side := range artefact.Perspectives() {
		out = append(out, cover{Side: side, Label: artefact.ValueLabel(side).In(ctx), Class: sideClass(side), Level: v.Coverage[side].Level})
	}
	return out
}

func sideClass(side string) string {
	switch side {
	case artefact.Formal:
		return "kh-third-formal"
	case artefact.Performed:
		return "kh-third-performed"
	}
	return "kh-third-experienced"
}

// stream tells the facilitator's screens that something moved; they fetch the page anew.
func (p Pages) stream(r *web.Request) (web.Reply, error) {
	may := func() error {
		d, _, err := p.Dialogues.Get(r.Context(), r.Actor(), dialogueID(r))
		if err == nil && d.Code == "" {
			err = fault.Denied()
		}
		return err
	}
	if err := may(); err != nil {
		return nil, err
	}
	topics := []string{r.Site.ID + "/" + dialogue.StepTopic(dialogueID(r)), r.Site.ID + "/" + dialogue.DeskTopic(dialogueID(r))}
	next := func(context.Context) ([]web.Event, []string, error) {
		if err := may(); err != nil {
			return nil, nil, err
		}
		var version strings.Builder
		for _, t := range topics {
			version.WriteString(p.Hub.Version(t) + "-")
		}
		return []web.Event{{Name: "desk", ID: version.String(), Data: []byte(strconv.Quote(version.String()))}}, topics, nil
	}
	return web.Stream{Hub: p.Hub, Next: next}, nil
}
