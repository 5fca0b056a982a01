package app

import (
	"log/slog"
	"path/filepath"
	"testing"

	"kernehus/internal/kernel/text"
)

func TestTheChangeLogSaysWhatEveryJobDid(t *testing.T) {
	h, err := Build(t.Context(), Config{DB: filepath.Join(t.TempDir(), "a.db")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // nothing was written
	for kind := range h.JobKinds() {
		if text.ActionName(kind).Da == kind {
			t.Errorf("the log shows the code %s", kind)
		}
	}
}
