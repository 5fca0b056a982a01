package disclosure_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"kernehus/internal/arith/disclosure"
	"kernehus/internal/arith/file"
)

const good = `{"limit": 4,
 "atoms": [{"name": "a", "people": 12}, {"name": "b", "people": 3}],
 "report": [{"name": "all", "atoms": ["a", "b"]}, {"name": "b", "atoms": ["b"]}],
 "earlier": [{"name": "first", "atoms": ["a"]}],
 "rounds": [{"atoms": [{"name": "a", "people": 11, "moved": 1}], "published": [{"name": "a", "atoms": ["a"]}]}]}`

func TestAFileIsAQuestionWithNames(t *testing.T) {
	f, err := disclosure.Read([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := disclosure.Read([]byte("\ufeff" + good)); err != nil || !reflect.DeepEqual(again, f) {
		t.Errorf("with a mark of its bytes' order: %+v, %v", again, err)
	}
	if f.Limit != 4 || len(f.Atoms) != 2 || f.Counts[1] != 3 || f.Report[1] != "b" || len(f.Wanted[0]) != 2 || f.Before[0] != "first" || f.Rounds[0].Counts[0] != 11 || f.Rounds[0].Moved[0] != 1 {
		t.Errorf("read as %+v", f)
	}
}

func TestAMistakeIsToldWithItsPlace(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"limit": 4`, `"limit": 1`, "line 1, column 11: a limit under 2"},
		{`"limit": 4`, `"limit": 1000000000000`, "line 1, column 11: a limit over 1000 is more than this can weigh"},
		{`"limit": 4`, `"limit": "x"`, "line 1, column 11: a text stands where a whole number should"},
		{`"limit": 4`, `"limit": 4.5`, "line 1, column 11: number 4.5 stands where a whole number should"},
		{`"limit": 4`, `"limit": [4]`, "line 1, column 11: a list stands where a whole number should"},
		{`"limit": 4`, `"limit": 4, "limit": 5`, `line 1, column 14: "limit" stands twice`},
		{`"earlier": [`, `"report": [`, `line 4, column 2: "report" stands twice`},
		{`"name": "first"`, "\"name\": \"f\xf8rst\"", "line 4, column 25: this is not UTF-8"},
		{`"limit": 4,`, `"limit": 4`, "this is no JSON"},
		{`{"name": "b", "people": 3}`, `{"name": "a", "people": 3}`, `line 2, column 41: atom "a" stands twice`},
		{`{"name": "b", "people": 3}`, `{"name": "b", "people": -3}`, `line 2, column 41: "b" has -3 people`},
		{`{"name": "b", "people": 3}`, `{"nome": "b"}`, `line 2, column 41: "nome" is no part of what stands here`},
		{`["a", "b"]`, `["a", "c"]`, `line 3, column 13: group "all" names "c"`},
		{`"earlier"`, `"later"`, `line 4, column 2: "later" is none of`},
		{`"published"`, `"shown"`, `"shown" is neither atoms nor published`},
		{`"moved": 1}]`, `"moved": -1}]`, `line 5, column 24: "a" has 11 people, -1 moved`},
		{`]}]}`, `]}]} x`, "line 5, column 114: something stands after the end"},
		{`]}]}`, `]}`, "the file ends too early"},
		{`"atoms": [{"name": "a", "people": 12}, {"name": "b", "people": 3}],`, `"atoms": 3,`, "[ is missing"},
	} {
		i := strings.LastIndex(good, c.old)
		if c.old == `["a", "b"]` || strings.HasPrefix(c.old, `{"name": "b"`) {
			i = strings.Index(good, c.old)
		}
		_, err := disclosure.Read([]byte(good[:i] + c.new + good[i+len(c.old):]))
		var m file.Misread
		if !errors.As(err, &m) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v, want %s", c.new, c.old, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(`{"atoms":[]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		q, err := disclosure.Read(b)
		if err != nil || len(q.Counts) > 12 || len(q.Wanted) > 8 || len(q.Rounds) > 2 {
			return
		}
		if found := q.Audit(shownOf(q.Protect())); len(q.Earlier)+len(q.Rounds) == 0 && len(found) > 0 {
			t.Errorf("%s: %+v", b, found)
		}
	})
}
