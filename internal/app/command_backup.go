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
	if _, err := os.Stat(env.config.DB); err != nil {
		return fmt.Errorf("there is no database to back up: %w", err)
	}
	// opened and nothing more: the server that is using it may be of an older version
	d, err := db.Open(env.ctx, env.config.DB)
	if err != nil {
		return err
	}
	if err := d.Backup(env.ctx, c.File); err != nil {
		return errors.Join(err, d.Close())
	}
	env.say("The backup is in %s. Keep %s (it signs people in) and %s (what was taken out stays out after a restore) as well.", c.File, env.config.keyFile(), env.config.redactionFile())
	return d.Close()
}

type restoreCommand struct {
	File    string `arg:"" help:"The backup to restore."`
	Replace bool   `help:"Replace the database that is there; it is kept beside the new one as .before-restore, or .before-restore-2 and so on."`
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
	aside, err := freeName(file + ".before-restore")
	if err != nil {
		return err
	}
	for _, tail := range []string{"", "-wal", "-shm"} {
		err := os.Rename(file+tail, aside+tail)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// freeName gives the name, with a number behind it when it or a companion of it is taken:
// what an earlier restore kept is never overwritten, and no database meets another's log.
func freeName(name string) (string, error) {
	for n := 1; ; n++ {
		free := name
		if n > 1 {
			free = fmt.Sprintf("%s-%d", name, n)
		}
		taken := false
		for _, tail := range []string{"", "-wal", "-shm"} {
			switch _, err := os.Lstat(free + tail); {
			case err == nil:
				taken = true
			case !errors.Is(err, os.ErrNotExist):
				return "", err
			}
		}
		if !taken {
			return free, nil
		}
	}
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
