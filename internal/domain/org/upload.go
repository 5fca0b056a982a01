package org

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/job"
)

// UploadState says how far an uploaded file is.
type UploadState string

const (
	Reading   UploadState = "reading"   // it waits to be read
	Planned   UploadState = "planned"   // the dry run is there to see
	Writing   UploadState = "writing"   // it was confirmed
	Done      UploadState = "done"      //
	Failed    UploadState = "failed"    // it could not be read, or not be written
	Withdrawn UploadState = "withdrawn" // somebody, or a day, has gone by
)

// Upload is an organisation file somebody has handed in.
type Upload struct {
	ID       id.Of[Upload] `db:"id"`
	Person   id.Of[Person] `db:"person"`
	FileName string        `db:"file_name"`
	At       time.Time     `db:"at"`
	Complete bool          `db:"complete"`
	SkipBad  bool          `db:"skip_bad"`
	State    UploadState   `db:"state"`
	Outcome  Outcome       `db:"outcome,json"`
}

// Outcome is what is kept of a plan: the counts, and as much of the list as people read.
type Outcome struct {
	Rows    int                  `json:"rows"`
	Same    int                  `json:"unchanged"`
	Counts  map[Sort]map[Did]int `json:"counts"`
	Bad     []BadRow             `json:"bad"`
	BadRows int                  `json:"bad_rows"` // how many there are in all
	Steps   []Step               `json:"steps"`
	All     int                  `json:"steps_in_all"`
	Writes  int                  `json:"writes"`
	Ignored []string             `json:"ignored"`
	Moved   bool                 `json:"moved"` // the organisation changed after the dry run
	Print   string               `json:"print"` // tells one plan from another
	Fault   fault.Code           `json:"fault"`
	Args    []any                `json:"args"`
}

// shown is how much of a long list is kept for people to look through.
const shown = 300

// OutcomeOf gives what is kept of a plan.
func OutcomeOf(p Plan) Outcome {
	o := Outcome{Rows: p.Rows, Same: p.Same, Ignored: p.Ignored, BadRows: len(p.Bad), All: len(p.Steps), Writes: p.Writes(), Print: p.print(), Counts: map[Sort]map[Did]int{UnitRow: {}, PersonRow: {}}}
	for _, s := range p.Steps {
		o.Counts[s.Sort][s.Did]++
	}
	o.Bad, o.Steps = p.Bad[:min(len(p.Bad), shown)], p.Steps[:min(len(p.Steps), shown)]
	return o
}

// forgotten gives what may stay once the file is gone: numbers, no names.
func (o Outcome) forgotten() Outcome {
	o.Bad, o.Steps, o.Ignored, o.Args = nil, nil, nil, nil
	return o
}

// print gives a mark that differs when a plan does.
func (p Plan) print() string {
	h := sha256.New()
	for _, s := range p.Steps {
		fmt.Fprintf(h, "%s %s %q %q %q %q %v\n", s.Sort, s.Did, s.ID, s.Name, s.Before, s.After, s.Column) //nolint:errcheck // a hash never fails
	}
	for _, b := range p.Bad {
		fmt.Fprintf(h, "%d %s %s\n", b.Line, b.Column, b.Code) //nolint:errcheck // a hash never fails
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Uploads takes files in by pages: handed in, shown, confirmed, written by a job.
type Uploads struct {
	DB   *db.DB
	Tell func(topics []string) // told when a running import has come further; may be nil

	mu      sync.Mutex
	running map[id.Of[Upload]][2]int
}

// The kinds of job uploads need.
const (
	ReadKind   = "org.read"
	WriteKind  = "org.write"
	ForgetKind = "org.forget"
)

// keepFile is how long a file lies here when nobody confirms it.
const keepFile = 24 * time.Hour

type uploadJob struct {
	Upload id.Of[Upload] `json:"upload"`
}

// NewUpload is a file as it was handed in.
type NewUpload struct {
	FileName string
	Complete bool
	Body     io.Reader
}

// HandIn keeps a file until it has been read and shown.
//
// Faults: NotFound; Forbidden; TooLarge; Invalid "choose-file" when there is no file.
func (u *Uploads) HandIn(ctx context.Context, actor access.Actor, in NewUpload) (Upload, error) {
	body, size, err := packed(in.Body)
	switch {
	case err != nil:
		return Upload{}, err
	case size == 0:
		return Upload{}, fault.OnField("file", "choose-file")
	case size > MostBytes:
		return Upload{}, fault.New(fault.TooLarge, "file-too-large", MostBytes>>20)
	}
	name := []rune(clean(in.FileName))
	out := Upload{FileName: string(name[:min(len(name), MostName)]), Complete: in.Complete, State: Reading, Person: id.Of[Person](actor.Person)}
	err = u.DB.Change(ctx, actor, access.OrgImport, func(tx *db.Tx) error {
		if err := mayImport(tx); err != nil {
			return err
		}
		out.ID, out.At = id.Of[Upload](tx.NewID()), tx.Now()
		if err := insertUpload(tx, out, body); err != nil {
			return err
		}
		if err := job.Enqueue(tx, ForgetKind, uploadJob{out.ID}, tx.Now().Add(keepFile)); err != nil {
			return err
		}
		return job.Enqueue(tx, ReadKind, uploadJob{out.ID}, tx.Now())
	})
	return out, err
}

// packed gives a file as text that takes little room, and its size as it was.
func packed(r io.Reader) (string, int64, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	n, err := io.Copy(z, io.LimitReader(r, MostBytes+1))
	if err != nil {
		return "", 0, fmt.Errorf("take in file: %w", err)
	}
	if err := z.Close(); err != nil {
		return "", 0, err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), n, nil
}

func unpacked(s string) (File, error) {
	z, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(s)))
	if err != nil {
		return File{}, fmt.Errorf("take out file: %w", err)
	}
	return ReadFile(z)
}

// Upload gives how far a file is, to whoever may import.
//
// Faults: NotFound; Forbidden.
func (u *Uploads) Upload(ctx context.Context, actor access.Actor, upload id.Of[Upload]) (Upload, error) {
	var out Upload
	err := u.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if err := mayImport(tx); err != nil {
			return err
		}
		out, err = loadUpload(tx, upload)
		return err
	})
	return out, err
}

// Recent gives the newest uploads of the municipality, the newest first.
//
// Faults: NotFound; Forbidden.
func (u *Uploads) Recent(ctx context.Context, actor access.Actor) ([]Upload, error) {
	var out []Upload
	err := u.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		if err := mayImport(tx); err != nil {
			return err
		}
		out, err = recentUploads(tx)
		return err
	})
	return out, err
}

// Running gives how many of how many records a file has written so far; zeros when it is
// not being written here.
func (u *Uploads) Running(upload id.Of[Upload]) (done, total int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	at := u.running[upload]
	return at[0], at[1]
}

// Confirm lets a file that has been shown be written; skipBad leaves its bad rows out.
//
// Faults: NotFound; Forbidden; Closed when it is not waiting for that; Invalid "bad-rows".
func (u *Uploads) Confirm(ctx context.Context, actor access.Actor, upload id.Of[Upload], skipBad bool) error {
	return u.change(ctx, actor, upload, func(tx *db.Tx, was Upload) error {
		if was.State != Planned {
			return fault.New(fault.Closed, "upload-closed")
		}
		if was.Outcome.BadRows > 0 && !skipBad {
			return fault.New(fault.Invalid, "bad-rows", was.Outcome.BadRows)
		}
		was.State, was.SkipBad, was.Person = Writing, skipBad, id.Of[Person](actor.Person)
		if err := saveUpload(tx, was); err != nil {
			return err
		}
		return job.Enqueue(tx, WriteKind, uploadJob{upload}, tx.Now())
	})
}

// Withdraw forgets a file that has not been written.
//
// Faults: NotFound; Forbidden; Closed when it is being written or is done.
func (u *Uploads) Withdraw(ctx context.Context, actor access.Actor, upload id.Of[Upload]) error {
	return u.change(ctx, actor, upload, func(tx *db.Tx, was Upload) error {
		if was.State == Writing || was.State == Done {
			return fault.New(fault.Closed, "upload-closed")
		}
		was.State, was.Outcome = Withdrawn, was.Outcome.forgotten()
		return closeUpload(tx, was)
	})
}

func (u *Uploads) change(ctx context.Context, actor access.Actor, upload id.Of[Upload], do func(*db.Tx, Upload) error) error {
	return u.DB.Change(ctx, actor, access.OrgImport, func(tx *db.Tx) error {
		if err := mayImport(tx); err != nil {
			return err
		}
		was, err := loadUpload(tx, upload)
		if err != nil {
			return err
		}
		tx.Touch(Topic(upload))
		return do(tx, was)
	})
}

// Topic is the live topic of an upload.
func Topic(upload id.Of[Upload]) string { return "upload/" + upload.String() }

// TopicIn is Topic with its municipality, as screens listen to it.
func TopicIn(municipality string, upload id.Of[Upload]) string {
	return db.Topic(municipality, Topic(upload))
}

// Jobs are the jobs uploads need, by kind.
func (u *Uploads) Jobs() map[string]job.Do {
	return map[string]job.Do{ReadKind: u.read, WriteKind: u.write, ForgetKind: u.forget}
}

// begun loads what a job is about. The product does it, in the name of who asked for it.
func (u *Uploads) begun(ctx context.Context, municipality string, payload json.RawMessage) (access.Actor, Upload, error) {
	actor := access.Program(municipality)
	var in uploadJob
	if err := json.Unmarshal(payload, &in); err != nil {
		return actor, Upload{}, err
	}
	was, err := u.Upload(ctx, actor, in.Upload)
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	actor.Person = was.Person.String()
	return actor, was, err
}

// read makes the dry run of a file that has just come in.
func (u *Uploads) read(ctx context.Context, municipality string, payload json.RawMessage) error {
	actor, was, err := u.begun(ctx, municipality, payload)
	if err != nil || was.State != Reading {
		return err
	}
	file, err := u.file(ctx, actor, was.ID)
	if err != nil {
		return u.fail(ctx, actor, was, err)
	}
	plan, err := Service{DB: u.DB}.PlanImport(ctx, actor, file, Options{Complete: was.Complete})
	if err != nil {
		return u.fail(ctx, actor, was, err)
	}
	was.State, was.Outcome = Planned, OutcomeOf(plan)
	return u.save(ctx, actor, was)
}

func (u *Uploads) file(ctx context.Context, actor access.Actor, upload id.Of[Upload]) (File, error) {
	var body string
	err := u.DB.View(ctx, actor, func(tx *db.Tx) (err error) {
		body, err = uploadedFile(tx, upload)
		return err
	})
	if err != nil {
		return File{}, err
	}
	return unpacked(body)
}

// fail keeps why a file came to nothing, when a person can be told; other errors let the
// job be tried again.
func (u *Uploads) fail(ctx context.Context, actor access.Actor, was Upload, err error) error {
	f := fault.As(err)
	if f.Kind == fault.Broken || f.Kind == fault.Away {
		return err
	}
	was.State, was.Outcome = Failed, was.Outcome.forgotten()
	was.Outcome.Fault, was.Outcome.Args = f.Code, f.Args
	return u.DB.Change(ctx, actor, access.OrgImport, func(tx *db.Tx) error {
		tx.Touch(Topic(was.ID))
		return closeUpload(tx, was)
	})
}

func (u *Uploads) save(ctx context.Context, actor access.Actor, was Upload) error {
	return u.DB.Change(ctx, actor, access.OrgImport, func(tx *db.Tx) error {
		tx.Touch(Topic(was.ID))
		return saveUpload(tx, was)
	})
}

// write carries out a file that was confirmed. When the organisation has changed since
// the dry run, so that the file would now do something else, it is shown again instead.
func (u *Uploads) write(ctx context.Context, municipality string, payload json.RawMessage) error {
	actor, was, err := u.begun(ctx, municipality, payload)
	if err != nil || was.State != Writing {
		return err
	}
	file, err := u.file(ctx, actor, was.ID)
	if err != nil {
		return u.fail(ctx, actor, was, err)
	}
	defer u.ran(was.ID)
	err = u.DB.Change(ctx, actor, access.OrgImport, func(tx *db.Tx) error {
		plan, err := planIn(tx, file, Options{Complete: was.Complete, SkipBad: was.SkipBad})
		if err != nil {
			return err
		}
		tx.Touch(Topic(was.ID))
		now := OutcomeOf(plan)
		if now.Print != was.Outcome.Print {
			now.Moved = true
			was.State, was.Outcome = Planned, now
			return saveUpload(tx, was)
		}
		if err := plan.write(tx, func(done, total int) { u.further(municipality, was.ID, done, total) }); err != nil {
			return err
		}
		was.State, was.Outcome = Done, now.forgotten()
		return closeUpload(tx, was)
	})
	if err != nil {
		return u.fail(ctx, actor, was, err)
	}
	return nil
}

func (u *Uploads) further(municipality string, upload id.Of[Upload], done, total int) {
	u.mu.Lock()
	if u.running == nil {
		u.running = map[id.Of[Upload]][2]int{}
	}
	u.running[upload] = [2]int{done, total}
	u.mu.Unlock()
	if u.Tell != nil {
		u.Tell([]string{TopicIn(municipality, upload)})
	}
}

func (u *Uploads) ran(upload id.Of[Upload]) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.running, upload)
}

// forget lets go of a file that nobody confirmed within a day.
func (u *Uploads) forget(ctx context.Context, municipality string, payload json.RawMessage) error {
	actor, was, err := u.begun(ctx, municipality, payload)
	if err != nil || was.State != Reading && was.State != Planned {
		return err
	}
	was.State, was.Outcome = Withdrawn, was.Outcome.forgotten()
	return u.DB.Change(ctx, actor, access.OrgImport, func(tx *db.Tx) error { return closeUpload(tx, was) })
}
