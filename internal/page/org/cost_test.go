package org_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
)

const redThread = `kerneopgaver:
- {id: a, enhed: "1", navn: "Gode liv", version: 1, gaeldende_fra: "2025-03-04", offentliggjort: "2025-03-10", formulering: "Gode liv i levende landsbyer"}
- {id: b, enhed: "2", navn: "Mod på at lære", fortolker: [a], version: 1, gaeldende_fra: "2025-03-04", offentliggjort: "2025-03-10", formulering: "Alle børn går herfra med mod på at lære mere",
   forudsaetninger: ["To voksne i dansk"], bidrag: [{faggruppe: "pædagog", bidrag: "Legen"}], forbindelser: [{til: d, type: stoetter, hvorfor: "Vejen til skolen"}]}
- {id: c, enhed: "3", navn: "Læsning", fortolker: [b], version: 1, gaeldende_fra: "2025-03-04", offentliggjort: "2025-03-10", formulering: "Alle læser, når de går ud af tredje"}
- {id: d, enhed: "4", navn: "Vejen frem", version: 1, gaeldende_fra: "2025-03-04", offentliggjort: "2025-03-10", formulering: "Man kommer sikkert frem", forbindelser: [{til: b, type: stoetter, hvorfor: "Børn cykler"}]}
`

// asked counts what the database is asked.
type asked struct {
	mu         sync.Mutex
	statements []string
}

func (a *asked) tell(statement string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.statements = append(a.statements, strings.Join(strings.Fields(statement), " "))
}

// during gives what is asked while something is done: how often the database was looked at,
// and the statements.
func (a *asked) during(do func()) (looks int, statements []string) {
	a.mu.Lock()
	a.statements = nil
	a.mu.Unlock()
	do()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range a.statements {
		if s == db.Begin {
			looks++
		} else {
			statements = append(statements, s)
		}
	}
	return looks, statements
}

// On PostgreSQL each look costs two round trips and each statement one. A page that needs
// more than here has a query too many, perhaps one for each row.
func TestPagesAskTheDatabaseLittle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, fresh dbtest.Address) {
		var a asked
		o := open(t, fresh, db.Asked(a.tell))
		o.house.Municipalities.Remembers = time.Hour // however slow the machine is
		file, wrong := catalogue.Read("red-thread.yaml", []byte(redThread))
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		report, err := catalogue.Service{DB: o.house.DB}.Import(context.Background(), o.actor, file, catalogue.Options{})
		if err != nil || len(report.Mistakes) > 0 {
			t.Fatal(err, report.Mistakes)
		}
		o.work() // what was imported is found
		nobody, colleague := &browser{office: o, cookies: map[string]string{}}, o.consultant()
		for _, page := range []struct {
			who               *browser
			path, shows       string
			looks, statements int
		}{
			{nobody, "/", "Gode liv", 1, 2},
			{nobody, "/kerneopgaver", "Læsning", 1, 3},
			{nobody, "/kerneopgaver?q=b%C3%B8rn", "Mod på at lære", 1, 3}, // the index, then the page
			{nobody, "/kerneopgaver/mod-paa-at-laere", "Vejen frem", 1, 10},
			{colleague, o.at("2", ""), "Åskolen", 3, 10},
		} {
			page.who.get(page.path) // what is remembered is found
			looks, statements := a.during(func() {
				if s := page.who.get(page.path); s.code != 200 || !strings.Contains(s.body, page.shows) {
					t.Fatalf("%s answers %d without %q", page.path, s.code, page.shows)
				}
			})
			if looks != page.looks || len(statements) != page.statements {
				t.Errorf("%s looks %d times and asks %d statements, want %d and %d:\n%s", page.path, looks, len(statements), page.looks, page.statements, strings.Join(statements, "\n"))
			}
		}
	})
}
