package find

import (
	"math"
	"slices"
	"testing"
)

func FuzzPostings(f *testing.F) {
	f.Add("1:2 30:99")
	f.Add("x:1 5: :7 -4:2 99999999999999999999:1  ")
	f.Fuzz(func(t *testing.T, row string) {
		list := parsePostings(row)
		if again := parsePostings(writePostings(list)); !slices.Equal(again, list) {
			t.Errorf("%q reads as %v, and then as %v", row, list, again)
		}
		for _, p := range changed(list, map[int64]int{1: 0, math.MaxInt64: 7}) {
			if p.number == 1 || p.number == math.MaxInt64 && p.weight != 7 {
				t.Errorf("%q still has %v", row, p)
			}
		}
	})
}
