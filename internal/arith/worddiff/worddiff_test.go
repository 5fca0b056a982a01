package worddiff

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// show writes a diff as text: [-removed-] and {+added+}.
func show(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.Op {
		case Removed:
			fmt.Fprintf(&b, "[-%s-]", p.Text)
		case Added:
			fmt.Fprintf(&b, "{+%s+}", p.Text)
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestDiffReadsLikeAPersonWouldMarkIt(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"equal", "Vi lytter.", "Vi lytter.", "Vi lytter."},
		{"all new", "", "Vi lytter", "{+Vi lytter+}"},
		{"all gone", "Vi lytter", "", "[-Vi lytter-]"},
		{"one word", "Vi støtter borgeren.", "Vi styrker borgeren.", "Vi [-støtter-]{+styrker+} borgeren."},
		{"word added", "Vi støtter borgeren.", "Vi støtter hver borger og borgeren.", "Vi støtter{+ hver borger og+} borgeren."},
		{"word in front", "støtter vi", "Her støtter vi", "{+Her +}støtter vi"},
		{"neighbours become one change", "et aktivt liv i byen", "et trygt hjem i byen", "et [-aktivt liv-]{+trygt hjem+} i byen"},
		{"mark only", "Vi lytter. Og taler", "Vi lytter, Og taler", "Vi lytter[-.-]{+,+} Og taler"},
		{"line break for a space", "Vi lytter og taler", "Vi lytter\nog taler", "Vi lytter[- -]{+\n+}og taler"},
		{"list item goes", "- a b\n- c d\n- e f", "- a b\n- e f", "- a b[-\n- c d-]\n- e f"},
		{"sentence between sentences that begin alike", "Vi lytter. Vi gør det.", "Vi lytter. Vi taler. Vi gør det.", "Vi lytter.{+ Vi taler.+} Vi gør det."},
		{"small word between big changes", "alle glade børn og trygge voksne her", "mange unge mennesker og stærke ældre her",
			"[-alle glade børn og trygge voksne-]{+mange unge mennesker og stærke ældre+} her"},
		{"moved sentence", "A B C. D E F.", "D E F. A B C.", ""},
	}
	for _, c := range tests {
		got := show(Diff(c.old, c.new))
		if c.want != "" && got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		check(t, c.old, c.new)
	}
}

// check asserts what holds for every diff.
func check(t *testing.T, old, new string) {
	t.Helper()
	var was, is strings.Builder
	var last Op
	for _, p := range Diff(old, new) {
		if p.Text == "" || p.Op == last || last == Added && p.Op == Removed {
			t.Errorf("Diff(%q, %q): %q part %q after %q", old, new, p.Op, p.Text, last)
		}
		last = p.Op
		if p.Op != Added {
			was.WriteString(p.Text)
		}
		if p.Op != Removed {
			is.WriteString(p.Text)
		}
	}
	if was.String() != old || is.String() != new {
		t.Errorf("Diff(%q, %q) joins to %q and %q", old, new, was.String(), is.String())
	}
}

func TestDiffLosesNothingOnRandomEdits(t *testing.T) {
	chance := rand.New(rand.NewSource(1))
	words := []string{"vi", "og", "støtter", " ", "  ", "\n", ".", ",", "borger", "børne-", "12.8.2014", "\xff", "–", "liv"}
	draw := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[chance.Intn(len(words))]
			if chance.Intn(2) == 0 {
				out[i] += " "
			}
		}
		return out
	}
	for range 3000 {
		a := draw(chance.Intn(30))
		b := append([]string(nil), a...)
		for range chance.Intn(6) {
			at := chance.Intn(len(b) + 1)
			end := min(len(b), at+chance.Intn(4))
			b = append(append(append([]string(nil), b[:at]...), draw(chance.Intn(3))...), b[end:]...)
		}
		check(t, strings.Join(a, ""), strings.Join(b, ""))
	}
}

func TestDiffOfUnrelatedTextsWithFewWordsStaysBounded(t *testing.T) {
	a, b := longText(20000, 1, 40), longText(20000, 2, 40)
	check(t, a, b)
}

func TestMyersGivesTheShortestScript(t *testing.T) {
	chance := rand.New(rand.NewSource(7))
	for range 2000 {
		a, b := numbers(chance), numbers(chance)
		pairs := shortest(a, b, 0, 0)
		if len(pairs) != longestCommon(a, b) {
			t.Fatalf("shortest(%v, %v) keeps %d, want %d", a, b, len(pairs), longestCommon(a, b))
		}
		for _, p := range pairs {
			if a[p.a] != b[p.b] {
				t.Fatalf("shortest(%v, %v) pairs %v", a, b, p)
			}
		}
	}
}

func numbers(chance *rand.Rand) []int {
	out := make([]int, chance.Intn(12))
	for i := range out {
		out[i] = chance.Intn(3)
	}
	return out
}

func longestCommon(a, b []int) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			up := row[j+1]
			row[j+1] = max(up, row[j])
			if x == y {
				row[j+1] = diagonal + 1
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

func longText(words int, seed int64, different int) string {
	chance := rand.New(rand.NewSource(seed))
	var b strings.Builder
	for range words {
		fmt.Fprintf(&b, "ord%d ", chance.Intn(different))
	}
	return b.String()
}

func FuzzDiff(f *testing.F) {
	f.Add("Vi støtter borgeren.", "Vi styrker borgeren!")
	f.Add("a b c a b b a", "c b a b a c")
	f.Add("\xff \u00a0x", " \xffx\r\n")
	f.Fuzz(func(t *testing.T, a, b string) { check(t, a, b) })
}

func BenchmarkDiff(b *testing.B) {
	unrelatedA, unrelatedB := longText(20000, 1, 5000), longText(20000, 2, 5000)
	few, fewB := longText(20000, 1, 40), longText(20000, 2, 40)
	edited := strings.Replace(unrelatedA, "ord7 ", "syv ", 20)
	for _, c := range []struct{ name, a, b string }{{"unrelated", unrelatedA, unrelatedB}, {"few words", few, fewB}, {"edited", unrelatedA, edited}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Diff(c.a, c.b)
			}
		})
	}
}
