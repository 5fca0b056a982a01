package app

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"kernehus/internal/kernel/db"
)

type backupCommand struct {
	File string `arg:"" help:"The new file to write."`
}

// Run writes a backup of a SQLite database that may be in use.
func (c backupCommand) Run(env *environment) error {
	if err := sqliteOnly(env); err != nil {
		return err
	}
	h, err := Build(env.ctx, *env.config, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	if err := h.DB.Backup(env.ctx, c.File); err != nil {
		return errors.Join(err, h.Close())
	}
	env.say("The backup is in %s. Keep %s (it signs people in) and %s (what was taken out stays out after a restore) as well.", c.File, env.config.keyFile(), env.config.DB+db.RedactionFile)
	return h.Close()
}

type restoreCommand struct {
	File    string `arg:"" help:"The backup to restore."`
	Replace bool   `help:"Replace the database that is there; it is kept beside the new one as .before-restore."`
}

// Run puts a backup in the database's place; never under a running server.
func (c restoreCommand) Run(env *environment) error {
	if err := sqliteOnly(env); err != nil {
		return err
	}
	if err := db.Sound(env.ctx, c.File); err != nil {
		return err
	}
	release, err := occupy(env.config.DB)
	if err != nil {
		return err
	}
	defer release()
	if err := c.makeRoom(env.config.DB); err != nil {
		return err
	}
	if err := copyFile(c.File, env.config.DB); err != nil {
		return fmt.Errorf("restore %s: %w", c.File, err)
	}
	h, err := Build(env.ctx, *env.config, slog.New(slog.DiscardHandler)) // brings an older backup up to this version
	if err != nil {
		return err
	}
	env.say("The database is restored from %s.", c.File)
	return h.Close()
}

func (c restoreCommand) makeRoom(file string) error {
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if !c.Replace {
		return fmt.Errorf("%s is already there; add --replace to put the backup in its place", file)
	}
	for _, tail := range []string{"", "-wal", "-shm"} {
		err := os.Rename(file+tail, file+".before-restore"+tail)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return errors.Join(out.Sync(), out.Close())
}

func sqliteOnly(env *environment) error {
	if strings.Contains(env.config.DB, "://") {
		return misuse{db.ErrNotSQLite.Error()}
	}
	return nil
}

// occupy marks a SQLite database as being served or restored, so that two servers, or a
// server and a restore, never meet. The mark goes with the process.
func occupy(file string) (release func(), err error) {
	if strings.Contains(file, "://") {
		return func() {}, nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(file+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("a server is running on %s: stop it first", file), f.Close())
	}
	return func() { f.Close() }, nil //nolint:errcheck // closing is what lets go
}
