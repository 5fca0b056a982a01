package db

import (
	"bufio"
	"bytes"
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
// of it and what was ended in it, so that in an older backup put in its place the same is
// taken out and ended again.
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

// appendLines appends to the file and has it on disk before it returns.
func appendLines[L redactionLine | lastingLine](d *DB, lines []L) error {
	name := d.redactionFile()
	if name == "" || len(lines) == 0 {
		return nil
	}
	f, err := appending(name)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, l := range lines {
		if err := e.Encode(l); err != nil {
			return errors.Join(fmt.Errorf("remember redactions: %w", err), f.Close())
		}
	}
	if _, err := f.Write(b.Bytes()); err != nil { // one write: two that append at once do not mix
		return errors.Join(fmt.Errorf("remember redactions: %w", err), f.Close())
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

// remembered is what the file holds, in its order.
type remembered struct {
	redactions []redactionLine
	lasting    []lastingLine
}

// of gives what is one municipality's.
func (r remembered) of(town string) (out remembered) {
	for _, l := range r.redactions {
		if l.Municipality == town {
			out.redactions = append(out.redactions, l)
		}
	}
	for _, l := range r.lasting {
		if l.Municipality == town {
			out.lasting = append(out.lasting, l)
		}
	}
	return out
}

// readRemembered reads the file; a line that was cut by a crash is passed over.
func (d *DB) readRemembered() (out remembered, err error) {
	f, err := os.Open(d.redactionFile())
	if errors.Is(err, fs.ErrNotExist) || d.redactionFile() == "" {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("read redactions: %w", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		var r redactionLine
		var l lastingLine
		switch {
		case json.Unmarshal(s.Bytes(), &r) == nil && r.ID != "":
			out.redactions = append(out.redactions, r)
		case json.Unmarshal(s.Bytes(), &l) == nil && l.whole():
			out.lasting = append(out.lasting, l)
		}
	}
	if err := s.Err(); err != nil {
		return out, fmt.Errorf("read redactions: %w", err)
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

// Replay takes out again what the file remembers and the database does not, and ends again
// what was ended: what a restored older backup has brought back. Where it had to, then is
// asked in the same transaction what must follow. Replay also writes to the file what only
// the database remembers. It gives how many things it set right. Run it after Migrate and
// before anybody reads.
func (d *DB) Replay(ctx context.Context, then func(*Tx) error) (int, error) {
	lines, err := d.readRemembered()
	if err != nil {
		return 0, err
	}
	towns, err := d.municipalities(ctx)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, town := range towns {
		n, err := d.replayFor(ctx, town, lines.of(town), then)
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

func (d *DB) replayFor(ctx context.Context, town string, lines remembered, then func(*Tx) error) (int, error) {
	done := 0
	err := d.Change(ctx, access.Program(town), "redact.replay", func(tx *Tx) error {
		ended, err := tx.endAgain(lines.lasting) // first, for a redaction writes the record anew
		if err != nil {
			return err
		}
		taken, err := tx.redactAgain(lines.redactions)
		if done = ended + taken; err != nil || done == 0 {
			return err
		}
		return then(tx)
	})
	return done, err
}

func (tx *Tx) endAgain(lines []lastingLine) (int, error) {
	open, err := due(tx, newestOnly(lines))
	if err != nil {
		return 0, err
	}
	for _, l := range open {
		if err := again(tx, l); err != nil {
			return 0, err
		}
	}
	return len(open), nil
}

func (tx *Tx) redactAgain(lines []redactionLine) (int, error) {
	kept, err := All[Redaction](tx, `
		SELECT id, kind, subject, field, digest, person, at
		FROM redaction
		WHERE municipality = $1
		ORDER BY id
		LIMIT 100000`)
	if err != nil {
		return 0, err
	}
	known, written := map[string]bool{}, map[string]bool{}
	for _, r := range kept {
		known[r.ID] = true
	}
	done := 0
	for _, l := range lines {
		written[l.ID] = true
		if known[l.ID] {
			continue
		}
		if err := redact(tx, l.Redaction); fault.Is(err, fault.NotFound) {
			continue // the record came after this backup
		} else if err != nil {
			return done, err
		}
		done++
	}
	tx.after = append(tx.after, func(d *DB) error { return appendLines(d, missing(tx.Municipality, kept, written)) })
	return done, nil
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
