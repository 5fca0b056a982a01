// Package demo loads Fjordby Kommune, the made-up municipality that shows what Kernehus
// can do. Nothing is put into tables: the organisation is imported, the core tasks are
// written, proposed, adopted and published by those whose it is, and the dialogues are
// held, all through the services and each at its own date.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
)

// Name is what the municipality is called.
const Name = "Fjordby Kommune"

// Consultant is who brings the story forward where no unit does so itself.
const consultant = "konsulent@fjordby.example"

// SignIns are the addresses one can sign in with, in the order they are shown.
func SignIns() []string {
	return []string{"admin@fjordby.example", consultant, "leder@fjordby.example", "medarbejder@fjordby.example", "politiker@fjordby.example"}
}

// Password is the one that all sign-ins share on one's own machine.
const Password = "fjordby-demo"

// founded is the day the municipality took Kernehus into use: before its first core task.
const founded day.Date = "2022-10-03"

// House is what the loader drives.
type House struct {
	DB         *db.DB
	Places     *municipality.Service
	Accounts   *account.Service
	Units      org.Service
	Tasks      coretask.Service
	Dialogues  *dialogue.Service
	Agreements agreement.Service
	Files      fs.FS // the content, with demo/fjordby
}

// ErrOthers is given where a real municipality lives: made-up people do not belong beside
// real ones.
var ErrOthers = errors.New("this database holds a real municipality; load the demo into one of its own: kernehus demo --db FILE")

// ErrHalf is given where an earlier load was cut off.
var ErrHalf = errors.New("the demo was loaded only half; delete the database and load it again")

// Found gives the demo municipality if it is there, whole.
//
// Errors: ErrOthers, ErrHalf.
func (h House) Found(ctx context.Context) (municipality.Municipality, bool, error) {
	all, err := h.Places.All(ctx)
	if err != nil || len(all) == 0 {
		return municipality.Municipality{}, false, err
	}
	for _, m := range all {
		if !m.Demo {
			continue
		}
		if whole, err := h.whole(ctx, m); err != nil || !whole {
			return m, false, errors.Join(err, ErrHalf)
		}
		return m, true, nil
	}
	return municipality.Municipality{}, false, ErrOthers
}

// whole tells whether the load came to its end: the sign-ins are given last.
func (h House) whole(ctx context.Context, m municipality.Municipality) (bool, error) {
	last := SignIns()[len(SignIns())-1]
	users, _, err := h.Accounts.Users(ctx, access.Program(m.ID.String()), account.UserQuery{Words: last, All: true, Limit: 1})
	return len(users) == 1 && users[0].Demo, err
}

// Load makes the municipality as it stands at now, with the well-known password for the
// sign-ins.
func (h House) Load(ctx context.Context, now time.Time) (municipality.Municipality, error) {
	roles, err := readRoles(h.Files)
	if err != nil {
		return municipality.Municipality{}, err
	}
	tasks, err := readCatalogue(h.Files)
	if err != nil {
		return municipality.Municipality{}, err
	}
	talks, err := readConversations(h.Files)
	if err != nil {
		return municipality.Municipality{}, err
	}
	begin := db.WithNow(ctx, at(founded, 9, 0))
	m, err := h.Places.Found(begin, municipality.Found{Name: Name, Slug: "fjordby", Demo: true}, func(*db.Tx, municipality.Municipality) error { return nil })
	if err != nil {
		return m, err
	}
	program := access.Program(m.ID.String())
	if err := h.organise(begin, program); err != nil {
		return m, fmt.Errorf("organisation: %w", err)
	}
	who, err := h.assemble(ctx, program, roles)
	if err != nil {
		return m, err
	}
	if err := h.authorise(begin, who, roles, tasks); err != nil {
		return m, fmt.Errorf("roles: %w", err)
	}
	years := &stage{}
	story := &replay{House: h, who: who, byID: map[string]*living{}, made: map[string]coretask.Version{}}
	story.live(years, tasks)
	if err := story.converse(years, talks, now); err != nil {
		return m, err
	}
	if err := years.play(ctx); err != nil {
		return m, err
	}
	return m, h.LetIn(ctx, m)
}

// LetIn gives the sign-ins the password that works on one's own machine only.
func (h House) LetIn(ctx context.Context, m municipality.Municipality) error {
	for _, email := range SignIns() {
		if err := h.Accounts.DemoUser(ctx, m, account.NewUser{Email: email}, Password); err != nil {
			return fmt.Errorf("sign-in of %s: %w", email, err)
		}
	}
	return nil
}

// Invite gives the sign-ins passwords made by chance, for telephones on the same network.
func (h House) Invite(ctx context.Context, m municipality.Municipality) (map[string]string, error) {
	out := map[string]string{}
	for _, email := range SignIns() {
		password, err := h.Accounts.LanUser(ctx, m, account.NewUser{Email: email})
		if err != nil {
			return nil, fmt.Errorf("sign-in of %s: %w", email, err)
		}
		out[email] = password
	}
	return out, nil
}

// Open gives the dialogue that stands open, with its code and its projector's secret.
func (h House) Open(ctx context.Context, m municipality.Municipality) (dialogue.Dialogue, bool, error) {
	program := access.Program(m.ID.String())
	list, _, err := h.Dialogues.List(ctx, program, dialogue.Filter{Phase: room.Open, Limit: 1})
	if err != nil || len(list) == 0 {
		return dialogue.Dialogue{}, false, err
	}
	d, _, err := h.Dialogues.Get(ctx, program, list[0].ID)
	return d, err == nil, err
}

// organise imports units and people.
func (h House) organise(ctx context.Context, program access.Actor) error {
	f, err := h.Files.Open(folder + "organisation.csv")
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	file, err := org.ReadFile(f)
	if err != nil {
		return err
	}
	plan, err := h.Units.Import(ctx, program, file, org.Options{}, nil)
	for _, bad := range plan.Bad {
		err = errors.Join(err, fmt.Errorf("line %d: %s %s %v", bad.Line, bad.Column, bad.Code, bad.Args))
	}
	return err
}

// authorise gives roles, and units their way of adopting.
func (h House) authorise(ctx context.Context, who *cast, roles []held, tasks catalogue) error {
	for _, p := range roles {
		for _, r := range p.roles {
			unit, err := who.unit(r.unit)
			if err != nil {
				return err
			}
			g := account.Grant{Person: who.people[p.email], Role: r.role, Unit: unit.ID}
			if err := h.Accounts.Grant(ctx, who.program, g); err != nil {
				return fmt.Errorf("%s of %s: %w", r.role, p.email, err)
			}
		}
	}
	for _, t := range tasks.tasks {
		u, err := who.unit(t.unit)
		if err != nil {
			return err
		}
		in := org.UnitInput{Version: u.Version, Parent: u.Parent, Name: u.Name, Kind: u.Kind, Leader: u.Leader, Adopts: t.adopts, External: u.External}
		if u, err = h.Units.EditUnit(ctx, who.program, u.ID, in); err != nil {
			return fmt.Errorf("how %s adopts: %w", t.unit, err)
		}
		who.units[t.unit] = u
	}
	return nil
}
