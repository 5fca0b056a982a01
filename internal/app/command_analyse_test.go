package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func fileWith(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "q.json")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAnalyseDisclosureWithholdsWhatWouldGiveASmallGroupAway(t *testing.T) {
	file := fileWith(t, `{"atoms": [{"name": "A", "people": 12}, {"name": "B", "people": 3}, {"name": "C", "people": 8}],
		"report": [{"name": "alle", "atoms": ["A", "B", "C"]}, {"name": "A", "atoms": ["A"]}, {"name": "B", "atoms": ["B"]}, {"name": "C", "atoms": ["C"]}]}`)
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	var got struct {
		Groups []groupAnswer
		Found  []findingAnswer
	}
	if err := json.Unmarshal([]byte(s.must("analyse", "disclosure", file)), &got); err != nil {
		t.Fatal(err)
	}
	fates := ""
	for _, g := range got.Groups {
		fates += g.Name + ":" + string(g.Why) + " "
	}
	if fates != "alle: A: B:few C:derivable " || len(got.Found) != 0 || got.Groups[0].People != 23 {
		t.Errorf("%s, found %+v", fates, got.Found)
	}
	if err := json.Unmarshal([]byte(s.must("analyse", "disclosure", file, "--raw")), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Found) != 1 || strings.Join(got.Found[0].From, " ") != "B" || got.Found[0].Count != 3 {
		t.Errorf("the attacker finds %+v", got.Found)
	}
	if _, err := os.Stat(s.db); err == nil {
		t.Error("arithmetic made a database")
	}
}

func TestAnalyseSaysWhereAFileIsWrong(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	code, say := s.run("", "analyse", "disclosure", fileWith(t, "{\"atoms\": [\n  {\"name\": \"A\", \"people\": -1}]}"))
	if code != 1 || strings.Contains(say, "groups") || !strings.Contains(say, "line 2, column 3") {
		t.Errorf("exit %d, %q", code, say)
	}
	for _, limit := range []string{"1", "1000000000000"} { // the second asked for all memory there is
		if code, _ := s.run("", "analyse", "disclosure", "--limit", limit, fileWith(t, "{}")); code != 2 {
			t.Errorf("a limit of %s: exit %d", limit, code)
		}
	}
}

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAnAnswerThatCannotBeWrittenIsAFailure(t *testing.T) {
	var errs bytes.Buffer
	code := Main(t.Context(), []string{"analyse", "spc", fileWith(t, "date,value\n1,5\n")}, nil, fullDisk{}, &errs)
	if code != Failed || !strings.Contains(errs.String(), "the answer could not be written: no space left on device") {
		t.Errorf("exit %d, %q", code, errs.String())
	}
}

func TestWhatIsNoFileToAnalyseIsSaid(t *testing.T) {
	s := shell{t, filepath.Join(t.TempDir(), "none.db")}
	dir := t.TempDir()
	for file, want := range map[string]string{
		dir:                      dir + " is a directory; name a file in it",
		filepath.Join(dir, "no"): filepath.Join(dir, "no") + ": there is no such file",
	} {
		code, say := s.run("", "analyse", "spc", file)
		if code != Failed || !strings.Contains(say, want) {
			t.Errorf("exit %d, %q, want %q", code, say, want)
		}
	}
}

func TestWhatHasNoSizeIsNotReadWithoutEnd(t *testing.T) {
	for most, want := range map[int]bool{4: true, 5: false, 6: false} {
		if b, more, err := upTo(strings.NewReader("12345"), most); more != want || err != nil || !more && string(b) != "12345" {
			t.Errorf("up to %d: %q, more %v, %v", most, b, more, err)
		}
	}
}

func TestLongWorkSaysThatItGoesOnAndCanBeStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		var errs bytes.Buffer
		env := &environment{ctx: ctx, err: &errs}
		took := func(n time.Duration) func() error {
			return func() error {
				<-time.After(n)
				return nil
			}
		}
		if err := env.patiently("counting", took(time.Second)); err != nil || errs.Len() > 0 {
			t.Errorf("a second: %v, %q", err, errs.String())
		}
		if err := env.patiently("counting", took(5*time.Second)); err != nil || errs.String() != "counting … 2 s\ncounting … 4 s\n" {
			t.Errorf("five seconds: %v, %q", err, errs.String())
		}
		time.AfterFunc(3*time.Second, stop)
		if err := env.patiently("counting", took(time.Hour)); !errors.Is(err, errStopped) {
			t.Errorf("who has had enough hears %v", err)
		}
		<-time.After(time.Hour) // what was let go of comes to its end
	})
}

var placedIn = regexp.MustCompile(`^\S+: line [1-9]\d*, column [1-9]\d*: .`)

// FuzzAnalyse gives any file to each command: an answer whole, or no answer and the place of the mistake.
func FuzzAnalyse(f *testing.F) {
	f.Add([]byte("date,value\n2024-01-01,5\n2024-01-02,fem\n"))
	f.Add([]byte("date;value;size;phase\njan;12,5;50;a\nfeb;;1;b\n"))
	f.Add([]byte("participant_id,comment_id,vote\n1,1,1\n2,1,-1\n2,2,0\n"))
	f.Add([]byte("participant_id,group,comment_id,moderated,vote\n1,a,1,-1,0\n"))
	f.Add([]byte("participant_id;comment_id;vote\r\n1;\"1;1\r\n"))
	f.Add([]byte(`{"atoms": [{"name": "A", "people": 12}], "report": [{"name": "alle", "atoms": ["A"]}]}`))
	f.Add([]byte("\ufeff"))
	f.Add([]byte("\xff\xfed\x00a\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 2000 {
			return
		}
		file := fileWith(t, string(b))
		for _, c := range []interface{ Run(*environment) error }{
			analyseSPCCommand{File: file, Chart: "run", LimitFactor: 2.66, RangeFactor: 3.268},
			analyseSPCCommand{File: file, Chart: "p", Rules: "nhs", Screen: true, LimitFactor: 2.66, RangeFactor: 3.268},
			analyseOpinionCommand{Votes: file},
			analyseOpinionCommand{Votes: file, Comments: file, Groups: file},
			analyseDisclosureCommand{File: file},
		} {
			var out, errs bytes.Buffer
			err := c.Run(&environment{ctx: t.Context(), out: &out, err: &errs})
			if err == nil && !json.Valid(out.Bytes()) || err != nil && (out.Len() > 0 || !placedIn.MatchString(err.Error())) {
				t.Errorf("%T of %q: %v, %q", c, b, err, out.String())
			}
		}
	})
}
