package db_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
)

// note is a kept record with a column that holds JSON; table unit lends itself to it.
type note struct {
	ID      string `db:"id"`
	Version int64  `db:"version"`
	Name    string `db:"name"`
	SortKey string `db:"sort_key"`
	Search  string `db:"search"`
	Kind    cards  `db:"kind,json"`
	Adopts  string `db:"adopts"`
	Path    string `db:"path"`
	Level   int    `db:"level"`
	From    string `db:"valid_from"`
	To      string `db:"valid_to"`
}

type cards struct {
	Shared []string `json:"faelles"`
	Only   []card   `json:"kun"`
}

type card struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	On   string `json:"on"`
}

func (n *note) Kept() db.Kept { return db.Kept{Kind: "unit", ID: n.ID, Version: &n.Version} }

func keepNote(t *testing.T, d *db.DB, n *note) {
	t.Helper()
	err := d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error { return db.Put(tx, n) })
	if err != nil {
		t.Fatal(err)
	}
}

func redact(t *testing.T, d *db.DB, fields ...string) {
	t.Helper()
	err := d.Change(context.Background(), access.Program("a"), "redact", func(tx *db.Tx) error {
		for _, f := range fields {
			if err := db.RedactField(tx, "unit", "n1", f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func everything(t *testing.T, d *db.DB) string {
	t.Helper()
	var all []string
	err := d.View(context.Background(), access.Program("a"), func(tx *db.Tx) (err error) {
		all, err = db.All[string](tx, `
			SELECT name || ' ' || kind FROM unit WHERE municipality = $1
			UNION ALL
			SELECT body FROM revision WHERE municipality = $1 LIMIT 100`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

func secretNote() *note {
	return &note{ID: "n1", Name: "Hun hedder Sofia", Adopts: "leder", Path: "/n1/", Level: 1, Kind: cards{
		Shared: []string{"Sofia kommer for sent", "Bussen er fuld"},
		Only:   []card{{ID: "x", Text: "Sofias mor ringede", On: "2026-03-02"}, {ID: "y", Text: "Vi mangler stole"}},
	}}
}

func TestRedactedFieldIsGoneFromRowAndEveryRevision(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		n := secretNote()
		keepNote(t, d, n)
		n.Level = 2
		keepNote(t, d, n)
		redact(t, d, "name", "kind.kun.x.text")
		got := everything(t, d)
		for _, gone := range []string{"hedder Sofia", "Sofias mor"} {
			if strings.Contains(got, gone) {
				t.Errorf("%q is still there:\n%s", gone, got)
			}
		}
		for _, stays := range []string{db.Removed, "Vi mangler stole", "Bussen er fuld", "2026-03-02", "Sofia kommer for sent"} {
			if !strings.Contains(got, stays) {
				t.Errorf("%q is gone:\n%s", stays, got)
			}
		}
		n.Name = "Hun hedder Sofia"
		err := d.Change(context.Background(), access.Program("a"), "test", func(tx *db.Tx) error { return db.Put(tx, n) })
		if !fault.HasCode(err, "changed-meanwhile") {
			t.Errorf("an open form brought the text back: %v", err)
		}
	})
}

func TestRedactingOneTextLeavesTheOthersOfTheField(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		n := secretNote()
		keepNote(t, d, n)
		n.Name = "Vi mangler en bus"
		keepNote(t, d, n)
		err := d.Change(context.Background(), access.Program("a"), "redact", func(tx *db.Tx) error {
			return db.RedactText(tx, "unit", "n1", "name", "Hun hedder Sofia")
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := everything(t, d); strings.Contains(got, "hedder Sofia") || !strings.Contains(got, "Vi mangler en bus") || !strings.Contains(got, db.Removed) {
			t.Errorf("after redacting one text:\n%s", got)
		}
	})
}

func TestRedactingAWholeListBlanksEveryTextInIt(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		keepNote(t, d, secretNote())
		redact(t, d, "kind.faelles")
		if got := everything(t, d); strings.Contains(got, "Bussen") || !strings.Contains(got, "Sofias mor") {
			t.Errorf("after redacting faelles:\n%s", got)
		}
	})
}

func TestRedactingChoosesElementsByAnyKeyAndPlainTextsByAStar(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a")
		n := secretNote()
		n.Kind.Only = append(n.Kind.Only, card{ID: "z", Text: "Sofia igen", On: "2026-03-02"})
		keepNote(t, d, n)
		redact(t, d, "kind.faelles.*", "kind.kun.on=2026-03-02.text", "kind.kun.id=nobody.text")
		if got := everything(t, d); strings.Contains(got, "Bussen") || strings.Contains(got, "Sofias mor") || strings.Contains(got, "Sofia igen") || !strings.Contains(got, "Vi mangler stole") {
			t.Errorf("after redacting:\n%s", got)
		}
	})
}

func TestRedactedTextIsNowhereInTheDatabaseFile(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteFile(t))
	found(t, d, "a")
	keepNote(t, d, secretNote())
	redact(t, d, "name")
	copied := d.File + ".vacuumed"
	if err := d.Backup(context.Background(), copied); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("hedder Sofia")) {
		t.Error("the text stands in the file after VACUUM")
	}
	if b, err = os.ReadFile(d.File + db.RedactionFile); err != nil || bytes.Contains(b, []byte("Sofia")) || !bytes.Contains(b, []byte(`"n1"`)) {
		t.Errorf("beside the database stands %s, %v", b, err)
	}
}

func nothing(*db.Tx) error { return nil }

func TestRestoredBackupGetsItsRedactionsAgain(t *testing.T) {
	file := dbtest.SQLiteFile(t)
	d := dbtest.Open(t, file)
	found(t, d, "a")
	keepNote(t, d, secretNote())
	old := file + ".old"
	if err := d.Backup(context.Background(), old); err != nil {
		t.Fatal(err)
	}
	redact(t, d, "name")
	restored := dbtest.Open(t, old, db.Redactions(file+db.RedactionFile))
	if got := everything(t, restored); !strings.Contains(got, "hedder Sofia") {
		t.Fatal("the old backup does not hold the text: the test proves nothing")
	}
	n, err := restored.Replay(context.Background(), nothing)
	if err != nil || n != 1 {
		t.Fatalf("took out %d, %v", n, err)
	}
	if got := everything(t, restored); strings.Contains(got, "hedder Sofia") {
		t.Errorf("the text is back:\n%s", got)
	}
	if n, err := restored.Replay(context.Background(), nothing); err != nil || n != 0 {
		t.Errorf("a second replay took out %d, %v", n, err)
	}
}

func TestRedactingWhatIsNotThereIsNotFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		found(t, d, "a", "b")
		keepNote(t, d, secretNote())
		err := d.Change(context.Background(), access.Program("b"), "redact", func(tx *db.Tx) error {
			return db.RedactField(tx, "unit", "n1", "name")
		})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("another municipality's record: %v", err)
		}
		err = d.Change(context.Background(), access.Program("a"), "redact", func(tx *db.Tx) error {
			return db.RedactField(tx, "unit", "n1", "name = '' --")
		})
		if err == nil {
			t.Error("a field name that is SQL was taken")
		}
	})
}
