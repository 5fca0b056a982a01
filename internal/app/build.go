package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/check"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/search"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
	"kernehus/internal/kernel/live"
	"kernehus/migrations"
)

// House is everything built and not yet running.
type House struct {
	Config         Config
	Log            *slog.Logger
	DB             *db.DB
	Hub            *live.Hub
	Municipalities *municipality.Service
	Accounts       *account.Service
	Questions      check.Sheet // what a group asks its own formulation
	Dialogues      *dialogue.Service
	Uploads        *org.Uploads  // organisation files on their way in
	Opening        *account.Code // opens set-up in the browser while there is no municipality

	meter meter
	ring  chan struct{} // rung when a job was written
}

// Build opens and migrates the database and makes the services. With options tests look on
// at the database.
func Build(ctx context.Context, c Config, log *slog.Logger, opts ...db.Option) (*House, error) {
	h := &House{Config: c, Log: log, Hub: live.New(id.Random()[:6]), Opening: &account.Code{}, meter: newMeter(), ring: make(chan struct{}, 1)}
	if !strings.Contains(c.DB, "://") {
		if err := os.MkdirAll(filepath.Dir(c.DB), 0o700); err != nil {
			return nil, fmt.Errorf("make the database's directory: %w", err)
		}
	}
	d, err := db.Open(ctx, c.DB, append(opts, db.Touched(h.moved), db.Redactions(c.redactionFile()))...)
	if err != nil {
		return nil, err
	}
	if err := d.Migrate(ctx, migrations.Files); err != nil {
		return nil, errors.Join(fmt.Errorf("%w (database %s)", err, redacted(c.DB)), d.Close())
	}
	if _, err := d.Replay(ctx, afterRestore); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	h.DB = d
	h.Municipalities = &municipality.Service{DB: d}
	h.Uploads = &org.Uploads{DB: d, Tell: h.Hub.Touch}
	if h.Questions, err = questions(c); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	if h.Accounts, err = accounts(c, d, h.Municipalities); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	recipes, err := guides(c)
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	h.Dialogues = dialogue.New(d, recipes, h.Municipalities)
	return h, nil
}

// afterRestore is what follows where an older backup has been put back: whoever was signed in
// signs in again, what was theirs alone goes with those who have left since, and the search knows
// no word that has been taken out.
func afterRestore(tx *db.Tx) error {
	if err := errors.Join(account.EndEverybody(tx), search.Anew(tx)); err != nil {
		return err
	}
	return job.Enqueue(tx, org.LeftKind, struct{}{}, tx.Now())
}

// redactionFile is where redactions, and what was ended, are remembered outside the database: beside a SQLite
// file, and beside the key where that is PostgreSQL.
func (c Config) redactionFile() string {
	switch {
	case c.Redactions != "":
		return c.Redactions
	case !strings.Contains(c.DB, "://"):
		return c.DB + db.RedactionFile
	}
	return filepath.Join(filepath.Dir(c.keyFile()), "kernehus"+db.RedactionFile)
}

// moved is told after every commit which topics moved.
func (h *House) moved(topics []string) {
	h.Municipalities.Forget(topics)
	h.Hub.Touch(topics)
	for _, t := range topics {
		if strings.HasSuffix(t, "/jobs") {
			select {
			case h.ring <- struct{}{}:
			default:
			}
		}
	}
}

// Close ends what Build has opened.
func (h *House) Close() error { return h.DB.Close() }

func redacted(address string) string {
	if i := strings.LastIndex(address, "@"); i > 0 && strings.Contains(address, "://") {
		return "postgres://…@" + address[i+1:]
	}
	return address
}
