package opinion

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestFilesAreReadByTheNamesOfTheirColumns(t *testing.T) {
	votes, err := ReadVotes([]byte("\ufeffvote,created_ms,participant_id,x,comment_id\n1,5,7,,3\n-1,9,7,,3\n"))
	if err != nil || !slices.Equal(votes, []Vote{{7, 3, 1, 5}, {7, 3, -1, 9}}) {
		t.Errorf("votes %v, %v", votes, err)
	}
	votes, err = ReadVotes([]byte("Participant_ID; comment_id ;vote\r\n7;3;1\r\n")) // as a Danish spreadsheet saves it
	if err != nil || !slices.Equal(votes, []Vote{{7, 3, 1, 0}}) {
		t.Errorf("votes %v, %v", votes, err)
	}
	c, err := ReadComments([]byte("comment_id,author_id,moderated,body\n1,0,1,\"Et, to\"\n2,0,-1,Væk\n"))
	if err != nil || !slices.Equal(c.Moderated, []int{2}) || c.Texts[1] != "Et, to" {
		t.Errorf("comments %+v, %v", c, err)
	}
	names, given, err := ReadGroups([]byte("participant_id,group\n1,SOSU\n2,lærer\n3,\n4,SOSU\n"))
	if err != nil || !slices.Equal(names, []string{"SOSU", "lærer"}) || !reflect.DeepEqual(given, Given{{1, 4}, {2}}) {
		t.Errorf("groups %v %v, %v", names, given, err)
	}
}

func TestAMistakeIsToldWithItsPlace(t *testing.T) {
	const head = "participant_id,comment_id,vote\n"
	for in, want := range map[string]string{
		"":                              "line 1, column 1: the file is empty; its first line is participant_id,comment_id,vote",
		"participant_id,vote\n":         "line 1, column 1: there is no column comment_id; the first line names the columns: participant_id,comment_id,vote",
		"participant_id,vote,vote\n":    "line 1, column 21: the column vote stands twice",
		head:                            "line 2, column 1: there are no votes",
		head + "1,2,3\n":                "line 2, column 5: a vote is 1, 0 or -1",
		head + "1,x,1\n":                `line 2, column 3: "x" is no whole number`,
		head + "1,2\n":                  "line 2, column 3: the line ends after column 2 of 3",
		head + "1,2,1,1\n":              "line 2, column 7: there are 4 columns, not 3",
		head + "1,2,\"1\n":              "line 2, column 8: a quotation mark is not closed",
		head + "1,2,1\n1,2,0\n":         "line 3, column 1: participant 1 has voted on statement 2 before",
		head + "1,2,1\n2,\xf8,0\n":      "line 3, column 3: this is not UTF-8",
		head + strings.Repeat("9", 500): "line 2, column 1: the line ends after column 1 of 3",
		head + strings.Repeat("9", 500) + ",1,1\n":                 `line 2, column 1: "` + strings.Repeat("9", 40) + `" is no whole number`,
		"participant_id,comment_id,vote,created_ms\n1,2,1,i går\n": "line 2, column 7",
	} {
		if votes, err := ReadVotes([]byte(in)); err == nil || !strings.HasPrefix(err.Error(), want) || len(votes) > 1 {
			t.Errorf("%q: %v, %v", in, votes, err)
		}
	}
	if _, err := ReadComments([]byte("comment_id,moderated\n1,2\n")); err == nil || !strings.Contains(err.Error(), "line 2, column 3") {
		t.Errorf("comments: %v", err)
	}
	if _, _, err := ReadGroups([]byte("participant_id,group\n1,a\n1,b\n")); err == nil || !strings.Contains(err.Error(), "line 3, column 1") {
		t.Errorf("groups: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("participant_id,comment_id,vote\n1,2,1\n2,2,-1\n"))
	f.Add([]byte("participant_id,group,comment_id,moderated,vote\n1,a,1,-1,0\n"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		ReadComments(b) //nolint:errcheck // only that it comes to an end
		ReadGroups(b)   //nolint:errcheck // the same
		votes, err := ReadVotes(b)
		if err != nil || len(votes) > 500 {
			return
		}
		analysed(votes)
	})
}

// analysed panics where a number is none.
func analysed(votes []Vote) {
	c, err := New(votes, nil)
	if err != nil {
		panic(err)
	}
	r := c.Analyse(1)
	for _, p := range r.Points {
		if math.IsNaN(p[0]+p[1]) || math.IsInf(p[0]+p[1], 0) {
			panic("nowhere")
		}
	}
	for _, says := range c.Compared(r.Found()) {
		for _, m := range Marks(says) {
			if math.IsNaN(m.Side().Metric()) {
				panic("no number")
			}
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	f.Add([]byte("\x01\x02\x01\x03\x02\x02"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		var votes []Vote
		for i := 0; i+2 < len(b) && i < 3000; i += 3 {
			votes = append(votes, Vote{Person: int(b[i] % 40), Statement: int(b[i+1] % 20), Value: int8(b[i+2]%3) - 1, At: int64(i)})
		}
		analysed(votes)
	})
}

// Numbers stand before names, so that there is one order: 2 < 10 by size and 10 < 1x < 2 by letter
// would be a ring.
func TestNamesOfGivenGroupsHaveOneOrder(t *testing.T) {
	want := []string{"-3", "02", "2", "10", "1x", "A"}
	for range 50 {
		b := "participant_id,group\n"
		for i, g := range []string{"10", "A", "1x", "02", "2", "-3"} {
			b += fmt.Sprintf("%d,%s\n", i, g)
		}
		got, _, err := ReadGroups([]byte(b))
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("ReadGroups names %v, %v, want %v", got, err, want)
		}
	}
}
