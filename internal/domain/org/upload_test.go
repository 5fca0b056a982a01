package org_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/db/dbtest"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/job"
	"kernehus/internal/kernel/text"
)

// desk is a consultant with an office that takes files in.
type desk struct {
	u     *org.Uploads
	jobs  job.Runner
	actor access.Actor
	told  int
}

func atDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	found(t, d, "fjordby")
	p := person(t, d, "Kirsten Konsulent", "")
	k := &desk{actor: access.Actor{Municipality: "fjordby", Person: p.ID.String(), Grants: []access.Grant{{Role: access.Consultant, Unit: "/"}}}}
	k.u = &org.Uploads{DB: d, Tell: func([]string) { k.told++ }}
	k.jobs = job.Runner{DB: d, Kinds: k.u.Jobs(), Log: slog.New(slog.DiscardHandler)}
	return k
}

// work does every job that is due at an instant.
func (k *desk) work(t *testing.T, at time.Time) {
	t.Helper()
	for {
		did, err := k.jobs.Step(db.WithNow(context.Background(), at))
		if err != nil {
			t.Fatal(err)
		}
		if !did {
			return
		}
	}
}

func (k *desk) handIn(t *testing.T, csv string) org.Upload {
	t.Helper()
	return must[org.Upload](t)(k.u.HandIn(ctx, k.actor, org.NewUpload{FileName: "org.csv", Body: strings.NewReader(csv)}))
}

func (k *desk) see(t *testing.T, up org.Upload) org.Upload {
	t.Helper()
	return must[org.Upload](t)(k.u.Upload(ctx, k.actor, up.ID))
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestFileIsShownBeforeItIsWrittenAndForgottenAfterwards(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		k := atDesk(t, d)
		up := k.handIn(t, small)
		if up.State != org.Reading {
			t.Errorf("state = %s", up.State)
		}
		k.work(t, noon)
		up = k.see(t, up)
		if up.State != org.Planned || up.Outcome.Counts[org.UnitRow][org.Created] != 3 || len(up.Outcome.Steps) != 5 || count(t, d, "SELECT count(*) FROM unit WHERE municipality = $1") != 0 {
			t.Fatalf("planned: %+v", up)
		}
		if err := k.u.Confirm(ctx, k.actor, up.ID, false); err != nil {
			t.Fatal(err)
		}
		k.work(t, noon)
		up = k.see(t, up)
		if up.State != org.Done || up.Outcome.Steps != nil || up.FileName != "" || k.told == 0 {
			t.Errorf("done: %+v, told %d", up, k.told)
		}
		if n := count(t, d, "SELECT count(*) FROM org_upload WHERE municipality = $1 AND file <> ''"); n != 0 {
			t.Errorf("%d files are still here", n)
		}
		if n := count(t, d, "SELECT count(*) FROM change WHERE municipality = $1 AND action = 'organisation.import' AND person = '"+k.actor.Person+"'"); n != 1 {
			t.Errorf("%d changes in the consultant's name", n)
		}
		if err := k.u.Confirm(ctx, k.actor, up.ID, false); !fault.HasCode(err, "upload-closed") {
			t.Errorf("confirmed twice: %v", err)
		}
	})
}

func TestFileWithBadRowsIsConfirmedOnlyWithoutThem(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		k := atDesk(t, d)
		up := k.handIn(t, small+"person;p3;Bent 010203-1234;;;;;;3;;\n")
		k.work(t, noon)
		if err := k.u.Confirm(ctx, k.actor, up.ID, false); !fault.HasCode(err, "bad-rows") {
			t.Errorf("confirmed with a bad row: %v", err)
		}
		if err := k.u.Confirm(ctx, k.actor, up.ID, true); err != nil {
			t.Fatal(err)
		}
		k.work(t, noon)
		if got := k.see(t, up); got.State != org.Done || count(t, d, "SELECT count(*) FROM person WHERE municipality = $1") != 3 {
			t.Errorf("done: %+v", got)
		}
	})
}

func TestOrganisationThatMovedMeanwhileIsShownAgain(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		k := atDesk(t, d)
		up := k.handIn(t, small)
		k.work(t, noon)
		if err := k.u.Confirm(ctx, k.actor, up.ID, false); err != nil {
			t.Fatal(err)
		}
		must[org.Plan](t)(org.Service{DB: d}.Import(ctx, program, read(t, "type;id;navn\nenhed;1;Fjordby Kommune\n"), org.Options{}, nil))
		k.work(t, noon)
		if got := k.see(t, up); got.State != org.Planned || !got.Outcome.Moved || count(t, d, "SELECT count(*) FROM unit WHERE municipality = $1") != 1 {
			t.Errorf("after the move: %+v", got)
		}
	})
}

func TestUnreadableFileSaysWhyAndAnUnconfirmedOneIsForgotten(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, d *db.DB) {
		k := atDesk(t, d)
		wrong, left := k.handIn(t, "hej\nmed dig\n"), k.handIn(t, small)
		k.work(t, noon)
		if got := k.see(t, wrong); got.State != org.Failed || got.Outcome.Fault != "column-missing" || len(got.Outcome.Args) != 1 {
			t.Errorf("unreadable: %+v", got)
		}
		k.work(t, noon.Add(25*time.Hour))
		if got := k.see(t, left); got.State != org.Withdrawn || got.Outcome.Steps != nil {
			t.Errorf("a day later: %+v", got)
		}
		if _, err := k.u.HandIn(ctx, k.actor, org.NewUpload{Body: strings.NewReader("")}); !fault.HasCode(err, "choose-file") {
			t.Errorf("no file: %v", err)
		}
		other := k.actor
		other.Grants = nil
		if _, err := k.u.HandIn(ctx, other, org.NewUpload{Body: strings.NewReader(small)}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("an employee: %v", err)
		}
		if _, err := k.u.Upload(ctx, other, left.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("an employee looks: %v", err)
		}
	})
}

func TestTemplatesHaveTheColumnsAndAreReadBack(t *testing.T) {
	b := must[[]byte](t)(org.TemplateCSV())
	if _, err := org.ReadFile(bytes.NewReader(b)); !fault.HasCode(err, "file-empty") || !bytes.HasPrefix(b, []byte("\xef\xbb\xbftype;id;navn;")) {
		t.Errorf("CSV: %q, %v", b, err)
	}
	if !strings.Contains(string(b), "\r\neksempel enhed;1204;Åskolen;1200;institution;m-311;") || !strings.Contains(string(b), "eksempel person;m-311;Ida Holm;") {
		t.Errorf("the template shows no unit and no person: %s", b)
	}
	filled := append(b, []byte("enhed;1;Åskolen\r\n")...)
	if f, err := org.ReadFile(bytes.NewReader(filled)); err != nil || len(f.Rows) != 1 {
		t.Errorf("filled: %+v, %v", f, err)
	}
	for _, l := range []text.Lang{text.Danish, text.English} {
		x := must[[]byte](t)(org.TemplateXLSX(text.With(context.Background(), l)))
		if _, err := org.ReadFile(bytes.NewReader(x)); !fault.HasCode(err, "file-empty") {
			t.Errorf("%s workbook: %v", l, err)
		}
		book := must[*excelize.File](t)(excelize.OpenReader(bytes.NewReader(x)))
		if list := book.GetSheetList(); len(list) != 3 || list[0] != "Enheder" || list[1] != "Personer" {
			t.Errorf("sheets = %v", list)
		}
		for _, e := range org.Explain(text.With(context.Background(), l)) {
			if e.Meaning == "" {
				t.Errorf("%s is not explained", e.Column)
			}
		}
	}
}
