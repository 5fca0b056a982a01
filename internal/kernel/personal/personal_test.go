package personal_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/personal"
)

// The numbers below are made up: month and day are real, the rest is not anybody's.
func TestCPRNumbersAreFoundHoweverTheyAreWritten(t *testing.T) {
	for _, s := range []string{
		"010203-0000", "010203 0000", "0102030000", "010203 - 0000", "Jeg er 010203-0000.", "cpr010203-0000x",
		"(311299-9999)", "290200-1111", "290204 1111", "010203–0000", "010203—0000", "010203‑0000", "010203−0000",
		"010203\u00a00000", "010203\t0000", "010203\u00ad0000", "01\u200b0203-0000", "０１０２０３-００００", "٠١٠٢٠٣-٠٠٠٠", "𝟘𝟙𝟘𝟚𝟘𝟛𝟘𝟘𝟘𝟘",
		"sag 2020-180183, borger 180183-2020", "tlf. 12345678 010203-0000", "010203-0000/2024", "1.010203-0000",
	} {
		if !has(personal.Find(s), personal.CPR) {
			t.Errorf("Find(%q) finds no CPR number", s)
		}
	}
}

func TestWhatLooksLikeACPRNumberButIsNot(t *testing.T) {
	for _, s := range []string{
		"", "00.01.00-A00-5-13", "2020-180183", "12345678", "12 34 56 78", "+45 12 34 56 78", "+4512345678", "010203-00000", "1010203-0000", "01020300001",
		"320103-0000", "011303-0000", "000103-0000", "010003-0000", "300204-0000", "290203-0000", "310403-0000",
		"010203-000", "010203", "010203--0000", "010203\n0000", "010203 / 0000", "5798001234567", "12.3.2026 kl. 13.30", "12-03-2026", "2026-03-12",
		"DK50 0040 0440 1162 43", "§ 83 a, lov nr. 1089 af 16/08/2023", "kl. 8.00-16.00", "010203x0000",
	} {
		if h := personal.Find(s); len(h) != 0 {
			t.Errorf("Find(%q) = %v, want nothing", s, h)
		}
	}
}

func TestEmailAddressesAreFound(t *testing.T) {
	for _, s := range []string{
		"navn@kommune.example", "Skriv til navn.efter-navn+ting@post.kommune.example.", "<a_b@x.dk>", "mailto:a@b.dk", "jørgen@ærø.dk", "navn＠kommune.dk",
		"na\u200bvn@kommune.dk", "a@b@c.dk", "@ a@b.dk", "x@1.dk",
	} {
		if !has(personal.Find(s), personal.Email) {
			t.Errorf("Find(%q) finds no e-mail address", s)
		}
	}
}

func TestWhatIsNoEmailAddress(t *testing.T) {
	for _, s := range []string{"@fjordby", "a@b", "3 stk. @ 5.00", "3@5.00", "@", "@@", "navn@", "navn@.dk", "a @b.dk", "kl. 10@mødet"} {
		if h := personal.Find(s); len(h) != 0 {
			t.Errorf("Find(%q) = %v, want nothing", s, h)
		}
	}
}

func TestCheckNotesEachKindOnce(t *testing.T) {
	var f fault.Fields
	personal.Check(&f, "tekst", "010203-0000 og 010203-0001 og a@b.dk og c@d.dk")
	if len(f) != 2 || f[0].Code != "has-cpr" || f[1].Code != "has-email" || f[0].Name != "tekst" {
		t.Errorf("Check noted %v, want has-cpr and has-email on tekst", f)
	}
	if err := f.Err(); strings.Contains(err.Error(), "0102") {
		t.Errorf("the fault repeats the number: %v", err)
	}
}

func TestMaskTakesOutTheNumberAndKeepsTheRest(t *testing.T) {
	if got, want := personal.Mask("Ring om 010203-0000, eller skriv til a@b.dk."), "Ring om [fjernet], eller skriv til [fjernet]."; got != want {
		t.Errorf("Mask = %q, want %q", got, want)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "010203-0000", "a@b.dk", "010203 - ", "٠١٠٢٠٣", "\xff010203-0000\xff", "00.01.00-A00-5-13"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, h := range personal.Find(s) {
			if h.Start < 0 || h.End > len(s) || h.Start >= h.End {
				t.Fatalf("Find(%q) = %v: outside the text", s, h)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[h.Start:h.End]) {
				t.Fatalf("Find(%q) = %v: cuts a character", s, h)
			}
		}
		if personal.Has(personal.Mask(s)) && !strings.ContainsAny(s, "0123456789@") {
			t.Fatalf("Mask(%q) = %q still points at somebody", s, personal.Mask(s))
		}
		if with := s + "|010203-0000|" + s; !has(personal.Find(with), personal.CPR) {
			t.Fatalf("Find(%q) misses the number", with)
		}
	})
}

func has(hits []personal.Hit, k personal.Kind) bool {
	for _, h := range hits {
		if h.Kind == k {
			return true
		}
	}
	return false
}
