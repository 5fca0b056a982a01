package db

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
)

// RedactionFile is the file beside a SQLite database that remembers what was taken out
// of it, so that an older backup put in its place gets the same taken out again.
const RedactionFile = ".redactions"

// Redactions names the file that remembers redactions; without it SQLite uses the
// database file's name with RedactionFile behind it, and PostgreSQL none.
func Redactions(file string) Option { return func(d *DB) { d.redactions = file } }

func (d *DB) redactionFile() string {
	if d.redactions == "" && d.File != "" {
		return d.File + RedactionFile
	}
	return d.redactions
}

// noteRedactions appends lines to the file and has them on disk before it returns.
func (d *DB) noteRedactions(lines []redactionLine) error {
	name := d.redactionFile()
	if name == "" || len(lines) == 0 {
		return nil
	}
	f, err := appending(name)
	if err != nil {
		return err
	}
	e := json.NewEncoder(f)
	for _, l := range lines {
		if err := e.Encode(l); err != nil {
			return errors.Join(fmt.Errorf("remember redactions: %w", err), f.Close())
		}
	}
	return errors.Join(f.Sync(), f.Close())
}

func appending(name string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return nil, fmt.Errorf("remember redactions: %w", err)
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("remember redactions: %w", err)
	}
	return f, nil
}

// readRedactions gives the lines of the file; a line that was cut by a crash is passed over.
func (d *DB) readRedactions() ([]redactionLine, error) {
	f, err := os.Open(d.redactionFile())
	if errors.Is(err, fs.ErrNotExist) || d.redactionFile() == "" {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read redactions: %w", err)
	}
	defer f.Close()
	var out []redactionLine
	s := bufio.NewScanner(f)
	for s.Scan() {
		var l redactionLine
		if json.Unmarshal(s.Bytes(), &l) == nil && l.ID != "" {
			out = append(out, l)
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read redactions: %w", err)
	}
	return out, nil
}

// CanRemember proves that the file can be written, before anybody asks for a redaction: one
// that cannot be remembered would come back with an older backup.
func (d *DB) CanRemember() error {
	name := d.redactionFile()
	if name == "" {
		return nil
	}
	f, err := appending(name)
	if err != nil {
		return err
	}
	return f.Close()
}

// ReplayRedactions takes out again what the file remembers and the database does not: what
// a restored older backup has brought back. It also writes to the file what only the
// database remembers. It gives how many fields it took out. Run it after Migrate and before
// anybody reads.
func (d *DB) ReplayRedactions(ctx context.Context) (int, error) {
	lines, err := d.readRedactions()
	if err != nil {
		return 0, err
	}
	towns, err := d.municipalities(ctx)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, town := range towns {
		n, err := d.replayFor(ctx, town, lines)
		done += n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

func (d *DB) municipalities(ctx context.Context) ([]string, error) {
	var out []string
	err := d.View(ctx, access.Actor{}, func(tx *Tx) (err error) {
		out, err = All[string](tx, `
			SELECT id
			FROM municipality
			ORDER BY id
			LIMIT 1000`)
		return err
	})
	return out, err
}

func (d *DB) replayFor(ctx context.Context, town string, lines []redactionLine) (int, error) {
	done := 0
	err := d.Change(ctx, access.Program(town), "redact.replay", func(tx *Tx) error {
		kept, err := All[Redaction](tx, `
			SELECT id, kind, subject, field, digest, person, at
			FROM redaction
			WHERE municipality = $1
			ORDER BY id
			LIMIT 100000`)
		if err != nil {
			return err
		}
		known, written := map[string]bool{}, map[string]bool{}
		for _, r := range kept {
			known[r.ID] = true
		}
		for _, l := range lines {
			if l.Municipality != town {
				continue
			}
			written[l.ID] = true
			if known[l.ID] {
				continue
			}
			if err := redact(tx, l.Redaction); fault.Is(err, fault.NotFound) {
				continue // the record came after this backup
			} else if err != nil {
				return err
			}
			done++
		}
		tx.after = append(tx.after, func(d *DB) error { return d.noteRedactions(missing(town, kept, written)) })
		return nil
	})
	return done, err
}

// missing gives what the database remembers and the file does not.
func missing(town string, kept []Redaction, written map[string]bool) []redactionLine {
	var out []redactionLine
	for _, r := range kept {
		if !written[r.ID] {
			out = append(out, redactionLine{town, r})
		}
	}
	return out
}
