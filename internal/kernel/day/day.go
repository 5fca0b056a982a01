// Package day has calendar dates in the municipality's own time zone.
//
// An instant is a time.Time; a date is a day.Date. A meeting is held on a date, an
// input is written at an instant, and the two are never compared without a zone.
package day

import (
	"database/sql/driver"
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // a bare container has no zone files
)

// Copenhagen is the zone every Danish municipality lives in; its rules are read once.
var Copenhagen = sync.OnceValue(func() *time.Location {
	z, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		return time.UTC // cannot happen: tzdata is linked in
	}
	return z
})

// Date is a day of the calendar, "2026-03-02"; the zero value is no date.
type Date string

// Of gives the date it is at instant t in the municipality's zone.
func Of(t time.Time) Date { return Date(t.In(Copenhagen()).Format(time.DateOnly)) }

// Parse reads "2026-03-02" and, as people write, "2.3.2026"; the empty text is no date.
func Parse(s string) (Date, error) {
	if s == "" {
		return "", nil
	}
	for _, layout := range []string{time.DateOnly, "2.1.2006", "02-01-2006", "2/1/2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Date(t.Format(time.DateOnly)), nil
		}
	}
	return "", fmt.Errorf("no date: %q", s)
}

// Typed is the date as people here type it, and as Parse takes it: 2.3.2026.
func (d Date) Typed() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2.1.2006")
}

// IsZero tells that there is no date.
func (d Date) IsZero() bool { return d == "" }

// Time is the date's first instant in the municipality's zone.
func (d Date) Time() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), Copenhagen())
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays gives the date n days later.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return Date(d.Time().AddDate(0, 0, n).Format(time.DateOnly))
}

// Before tells whether d comes before e; no date comes before every date.
func (d Date) Before(e Date) bool { return d < e }

// Year, Month and Day split the date; zero for no date.
func (d Date) Split() (year int, month time.Month, dayOfMonth int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	return d.Time().Date()
}

// Value stores the date as text, no date as empty text.
func (d Date) Value() (driver.Value, error) { return string(d), nil }
