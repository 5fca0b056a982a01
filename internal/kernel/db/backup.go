package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// ErrNotSQLite is given when a PostgreSQL database is asked to back itself up.
var ErrNotSQLite = errors.New("this database is PostgreSQL: back it up with pg_dump --format=custom and restore it with pg_restore")

// Backup writes a whole copy of a SQLite database to a new file that only its owner can
// read, while people go on working, and checks that the copy is sound.
func (d *DB) Backup(ctx context.Context, file string) error {
	if d.Engine != SQLite {
		return ErrNotSQLite
	}
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("%s is already there: choose another name, so that no backup is overwritten", file)
	}
	half := file + ".part"
	// made first and empty, so that the copy is never readable to others, even for a moment
	f, err := os.OpenFile(half, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make the backup file: %w", err)
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := d.copyTo(ctx, half); err != nil {
		return errors.Join(fmt.Errorf("copy the database: %w", err), os.Remove(half))
	}
	if err := Sound(ctx, half); err != nil {
		return errors.Join(err, os.Remove(half))
	}
	return os.Rename(half, file)
}

// copyTo reads on a connection of its own: the writer goes on, and the readers' pool may
// not write even to another file.
func (d *DB) copyTo(ctx context.Context, file string) error {
	c, err := sql.Open("sqlite", fileURI(d.File)+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.ExecContext(ctx, "VACUUM INTO $1", file)
	return err
}

// Sound tells whether a file is a whole SQLite database without broken references.
func Sound(ctx context.Context, file string) error {
	c, err := sql.Open("sqlite", fileURI(file)+"?mode=ro")
	if err != nil {
		return err
	}
	defer c.Close()
	var say string
	if err := c.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&say); err != nil {
		return fmt.Errorf("%s is no database that can be read: %w", file, err)
	}
	if say != "ok" {
		return fmt.Errorf("%s is damaged: %s", file, say)
	}
	var broken string
	err = c.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&broken)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("%s is damaged: a row of %s points nowhere", file, broken)
}
