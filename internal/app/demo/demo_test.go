package demo_test

import (
	"context"
	"testing"
	"time"

	"kernehus/content"
	"kernehus/internal/app/demo"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

// today is when the story is looked at.
var today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func house(d *db.DB) demo.House {
	places := &municipality.Service{DB: d}
	return demo.House{DB: d, Places: places, Accounts: account.New(d, places), Units: org.Service{DB: d}, Tasks: coretask.Service{DB: d}, Files: content.Files}
}

// loaded is the demo municipality as it was loaded.
type loaded struct {
	*testing.T
	demo.House
	m       municipality.Municipality
	program access.Actor
}

func load(t *testing.T, d *db.DB) *loaded {
	t.Helper()
	h := house(d)
	begun := time.Now()
	m, err := h.Load(context.Background(), today)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(begun))
	return &loaded{T: t, House: h, m: m, program: access.Program(m.ID.String())}
}

func TestFjordbyStands(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		load(t, d)
	})
}
