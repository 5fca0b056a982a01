package app

import (
	"context"
	"fmt"
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
	if err != nil || len(all) > 0 {
		return err
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
	dir := "data"
	if !strings.Contains(h.Config.DB, "://") {
		dir = filepath.Dir(h.Config.DB)
	}
	return filepath.Join(dir, "opsaetningskode.txt")
}

// opened takes the code away once it is used.
func (h *House) opened() {
	if err := os.Remove(h.openingFile()); err != nil && !os.IsNotExist(err) {
		h.Log.Warn("the used one-time code could not be deleted", "error", err)
	}
}
