package municipality

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

// Topic moves when a municipality's name, look, hosts or settings change.
const Topic = "municipality"

// everywhere is the actor that asks across municipalities: only to find the right one.
var everywhere = access.Actor{Program: true}

// Service keeps municipalities. All of them are few and asked for at every request, so
// it remembers them; Forget makes it read again. Use one Service in a program.
type Service struct {
	DB *db.DB
	// Remembers is how long another process' change (kernehus setup or host beside a running
	// serve) may go unseen; 0 is a quarter of a second. A host that nobody known answers on is
	// always looked up anew.
	Remembers time.Duration

	mu     sync.Mutex
	known  []Municipality
	readAt time.Time
}

// rememberFor is how long one remembers where nobody has said it.
const rememberFor = 250 * time.Millisecond

// Forget makes the next question read the database. Call it with the topics that moved.
func (s *Service) Forget(topics []string) {
	for _, t := range topics {
		if strings.HasSuffix(t, "/"+Topic) {
			s.mu.Lock()
			s.readAt = time.Time{}
			s.mu.Unlock()
			return
		}
	}
}

// All gives every municipality of the installation in the order they were founded.
func (s *Service) All(ctx context.Context) ([]Municipality, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.readAt.IsZero() && time.Since(s.readAt) < cmp.Or(s.Remembers, rememberFor) {
		return s.known, nil
	}
	return s.read(ctx)
}

// anew is All that trusts nothing it remembers.
func (s *Service) anew(ctx context.Context) ([]Municipality, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read(ctx)
}

func (s *Service) read(ctx context.Context) ([]Municipality, error) {
	err := s.DB.View(ctx, everywhere, func(tx *db.Tx) error {
		all, err := loadAll(tx)
		if err == nil {
			s.known, s.readAt = all, time.Now()
		}
		return err
	})
	return s.known, err
}

// ByHost gives the municipality that answers on a host. Where there is only one, it is
// meant whatever the host. Faults: Misdirected "wrong-host"; NotFound "not-set-up" while
// there is none at all.
func (s *Service) ByHost(ctx context.Context, host string) (Municipality, error) {
	name := HostName(host)
	all, err := s.All(ctx)
	if err != nil {
		return Municipality{}, err
	}
	if m, answers := answering(all, name); answers {
		return m, nil
	}
	if all, err = s.anew(ctx); err != nil { // another process may just have set it up
		return Municipality{}, err
	}
	if m, answers := answering(all, name); answers {
		return m, nil
	}
	if len(all) == 0 {
		return Municipality{}, fault.New(fault.NotFound, "not-set-up")
	}
	return Municipality{}, fault.New(fault.Misdirected, "wrong-host")
}

// answering is the municipality with the host name, or the only one.
func answering(all []Municipality, host string) (Municipality, bool) {
	if len(all) == 1 {
		return all[0], true
	}
	for _, m := range all {
		if slices.Contains(m.Settings.Hosts, host) {
			return m, true
		}
	}
	return Municipality{}, false
}

// BySlug gives the municipality the command line names; the empty slug means the only one.
// Faults: NotFound "not-set-up", "which-municipality".
func (s *Service) BySlug(ctx context.Context, slug string) (Municipality, error) {
	all, err := s.All(ctx)
	if err != nil {
		return Municipality{}, err
	}
	if len(all) == 0 {
		return Municipality{}, fault.New(fault.NotFound, "not-set-up")
	}
	if slug == "" && len(all) == 1 {
		return all[0], nil
	}
	for _, m := range all {
		if m.Slug == slug {
			return m, nil
		}
	}
	return Municipality{}, fault.New(fault.NotFound, "which-municipality")
}

// ByID gives a municipality by its id.
func (s *Service) ByID(ctx context.Context, id id.Of[Municipality]) (Municipality, error) {
	all, err := s.All(ctx)
	if err != nil {
		return Municipality{}, err
	}
	for _, m := range all {
		if m.ID == id {
			return m, nil
		}
	}
	return Municipality{}, fault.Missing()
}

// Found is what a new municipality begins with.
type Found struct {
	Name  string
	Slug  string // empty: from the name
	Hosts []string
	Demo  bool
	First bool // only where there is none yet
}

// Found makes a municipality; then runs in the same transaction, for the root unit and
// the first administrator. It is the program's own act: there is nobody yet to allow it.
//
// Faults: Invalid on name and hosts; Conflict "already-taken" for a slug or a host;
// NotFound when it was to be the first and is not.
func (s *Service) Found(ctx context.Context, in Found, then func(*db.Tx, Municipality) error) (Municipality, error) {
	m := Municipality{ID: id.Of[Municipality](id.Random()), Slug: in.Slug, Demo: in.Demo}
	if m.Slug == "" {
		m.Slug = Slug(in.Name)
	}
	m, err := m.Edited(Edit{Name: in.Name, Settings: Settings{Hosts: in.Hosts}})
	if err != nil {
		return m, err
	}
	if m.Slug == "" {
		return m, fault.OnField("name", "required")
	}
	err = s.DB.Change(ctx, access.Program(m.ID.String()), access.SettingsEdit, func(tx *db.Tx) error {
		if err := alone(tx, in.First); err != nil {
			return err
		}
		if err := putNew(tx, &m); err != nil {
			return err
		}
		return then(tx, m)
	})
	if err != nil {
		return m, fmt.Errorf("found municipality: %w", err)
	}
	s.Forget([]string{db.Topic(m.ID.String(), Topic)})
	return m, nil
}

// alone refuses a first municipality where there is one already: another process may have
// set it up since we looked.
func alone(tx *db.Tx, first bool) error {
	if !first {
		return nil
	}
	n, err := others(tx)
	if err == nil && n > 0 {
		err = fault.Missing()
	}
	return err
}

// Edit changes name and settings. version is the one the administrator saw.
//
// Faults: Denied; Invalid with fields, also "needs-host" where there are several and this
// one would be reached by no name; Conflict "changed-meanwhile", "already-taken" (a host
// that belongs to another municipality).
func (s *Service) Edit(ctx context.Context, actor access.Actor, version int64, in Edit) (Municipality, error) {
	all, err := s.All(ctx)
	if err != nil {
		return Municipality{}, err
	}
	if len(all) > 1 && len(in.Settings.Hosts) == 0 {
		return Municipality{}, fault.OnField("hosts", "needs-host")
	}
	return s.change(ctx, actor, func(tx *db.Tx, m Municipality) (Municipality, error) {
		if version != m.Version {
			return m, fault.Stale()
		}
		m, err := m.Edited(in)
		if err != nil {
			return m, err
		}
		return m, replaceHosts(tx, m.Settings.Hosts)
	})
}

// SetLogo takes a new logo: PNG, JPEG or WebP of at most 1 MiB. An empty body takes the
// logo away. Faults: Denied; Invalid on logo.
func (s *Service) SetLogo(ctx context.Context, actor access.Actor, body []byte) (Municipality, error) {
	var l Logo
	if len(body) > 0 {
		var err error
		if l, err = drawLogo(body); err != nil {
			return Municipality{}, err
		}
		l.ID = id.Random()
	}
	return s.change(ctx, actor, func(tx *db.Tx, m Municipality) (Municipality, error) {
		m.Settings.Logo = l.ID
		return m, replaceLogo(tx, l)
	})
}

func (s *Service) change(ctx context.Context, actor access.Actor, edit func(*db.Tx, Municipality) (Municipality, error)) (Municipality, error) {
	var m Municipality
	err := s.DB.Change(ctx, actor, access.SettingsEdit, func(tx *db.Tx) error {
		if !access.Can(actor, access.SettingsEdit, access.Object{Municipality: tx.Municipality}) {
			return fault.Denied()
		}
		var err error
		if m, err = load(tx); err != nil {
			return err
		}
		if m, err = edit(tx, m); err != nil {
			return err
		}
		return db.Put(tx, &m)
	})
	if err != nil {
		return m, fmt.Errorf("edit municipality %s: %w", actor.Municipality, err)
	}
	s.Forget([]string{db.Topic(actor.Municipality, Topic)})
	return m, nil
}

// Logo gives a municipality's picture by its id; NotFound when it is no longer the one.
func (s *Service) Logo(ctx context.Context, m Municipality, logo string) (Logo, error) {
	var l Logo
	err := s.DB.View(ctx, access.Anonymous(m.ID.String()), func(tx *db.Tx) (err error) {
		l, err = loadLogo(tx, logo)
		return err
	})
	return l, err
}

// CitizenNotice is what every public core task says of rights, in the municipality's own
// words or the default ones.
func (m Municipality) CitizenNotice(ctx context.Context) string {
	own := text.S{Da: m.Settings.Notice.Da, En: m.Settings.Notice.En}
	if own.In(ctx) == "" {
		return text.Administration.CitizenNotice.In(ctx)
	}
	return own.In(ctx)
}
