package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kernehus/internal/domain/account"
)

// offerSetUp makes the one-time code of an empty installation, says it, and writes it
// beside the database where only its owner reads it. It does nothing when there is a
// municipality.
func (h *House) offerSetUp(ctx context.Context, say func(string, ...any)) error {
	all, err := h.Municipalities.All(ctx)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		h.opened() // a code left behind by a start that was never followed up
		return nil
	}
	h.Opening = account.NewCode()
	file := h.openingFile()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fmt.Errorf("write the one-time code: %w", err)
	}
	if err := os.Remove(file); err != nil && !os.IsNotExist(err) { // a file left behind may be readable to others
		return err
	}
	if err := os.WriteFile(file, []byte(h.Opening.Text()+"\n"), 0o600); err != nil {
		return fmt.Errorf("write the one-time code: %w", err)
	}
	say("There is no municipality yet. Set it up at /opsaetning with the one-time code %s (also in %s).", h.Opening.Text(), file)
	return nil
}

// openingFile is beside the database; beside the program's data when that is PostgreSQL.
func (h *House) openingFile() string {
	return filepath.Join(h.Config.directory(), "opsaetningskode.txt")
}

func (c Config) directory() string {
	if strings.Contains(c.DB, "://") {
		return "data"
	}
	return filepath.Dir(c.DB)
}

// keyFile is where the key that signs people in lies.
func (c Config) keyFile() string {
	switch {
	case c.KeyFile != "":
		return c.KeyFile
	case strings.Contains(c.DB, "://"):
		return filepath.Join(c.directory(), "kernehus.key")
	}
	return c.DB + ".key"
}

// keyBytes is the length of the key that signs people in.
const keyBytes = 32

// signInKey reads the key that signs people in, and makes it at the first start. Who has a
// copy of the database and not this file cannot tell which sign-ins would open it.
func signInKey(file string) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, fmt.Errorf("make the sign-in key: %w", err)
	}
	fresh := make([]byte, keyBytes)
	if _, err := rand.Read(fresh); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case err == nil:
		_, err = f.WriteString(hex.EncodeToString(fresh) + "\n")
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			return nil, fmt.Errorf("make the sign-in key: %w", err)
		}
	case !errors.Is(err, fs.ErrExist):
		return nil, fmt.Errorf("make the sign-in key: %w", err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the sign-in key: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != keyBytes {
		return nil, fmt.Errorf("the sign-in key in %s cannot be read: move it away, and everybody signs in anew", file)
	}
	return key, nil
}

// opened takes the code away once it is used.
func (h *House) opened() {
	if err := os.Remove(h.openingFile()); err != nil && !os.IsNotExist(err) {
		h.Log.Warn("the used one-time code could not be deleted", "error", err)
	}
}
