package account

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"kernehus/internal/kernel/fault"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestPasswordIsKeptAsArgon2idAndNeverTwiceAlike(t *testing.T) {
	h, ctx := newHasher(1), context.Background()
	a, err := h.hash(ctx, "tre glade katte sover")
	if err != nil || !strings.HasPrefix(a, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("hash = %q, %v", a, err)
	}
	if b, _ := h.hash(ctx, "tre glade katte sover"); a == b {
		t.Error("two hashes of one password are alike: no salt")
	}
	for password, want := range map[string]bool{"tre glade katte sover": true, "tre glade katte": false, "": false} {
		if got, err := h.matches(ctx, a, password); got != want || err != nil {
			t.Errorf("matches(%q) = %v, %v", password, got, err)
		}
	}
	if got, err := h.matches(ctx, "", ""); got || err != nil {
		t.Errorf("an account without password opens: %v, %v", got, err)
	}
}

func TestLettersTypedOnAnotherKeyboardAreTheSamePassword(t *testing.T) {
	h, ctx := newHasher(1), context.Background()
	kept, err := h.hash(ctx, "blåbærgrød på bordet")
	if err != nil {
		t.Fatal(err)
	}
	if ok, _ := h.matches(ctx, kept, "bla\u030abærgrød pa\u030a bordet"); !ok {
		t.Error("å written as two signs is refused")
	}
}

func TestEasyPasswordsAreRefused(t *testing.T) {
	for password, code := range map[string]fault.Code{
		"": "required", "kort": "too-short", "Velkommen123": "easy-password", "aaaaaaaaaaaaaa": "easy-password",
		"navn@kommune.dk": "easy-password", strings.Repeat("lang ", 50): "too-long",
	} {
		if err := checkPassword(password, "Navn@kommune.dk"); !fault.HasCode(err, code) {
			t.Errorf("checkPassword(%q) = %v, want %s", password, err, code)
		}
	}
	if err := checkPassword("tre glade katte", ""); err != nil {
		t.Errorf("a good one: %v", err)
	}
}

func TestGuessingIsSlowedDownAndForgotten(t *testing.T) {
	g := &guard{buckets: map[string]bucket{}}
	one := try{"a", limit{3, time.Minute}}
	for i := range 3 {
		if wait := g.take(noon, one); wait != 0 {
			t.Fatalf("try %d waits %v", i, wait)
		}
	}
	if wait := g.take(noon, one); wait < time.Minute || wait > time.Minute+2*time.Second {
		t.Errorf("fourth try waits %v, want a minute", wait)
	}
	if wait := g.take(noon.Add(61*time.Second), one); wait != 0 {
		t.Errorf("after a minute it still waits %v", wait)
	}
	if wait := g.take(noon.Add(61*time.Second), one); wait == 0 {
		t.Error("a minute gives more than one try")
	}
	if wait := g.take(noon.Add(time.Hour), one); wait != 0 {
		t.Errorf("after an hour it waits %v", wait)
	}
}

func TestRefusedTryCountsNowhere(t *testing.T) {
	g := &guard{buckets: map[string]bucket{}}
	narrow, wide := try{"n", limit{1, time.Hour}}, try{"w", limit{2, time.Hour}}
	g.take(noon, narrow, wide)
	g.take(noon, narrow, wide) // refused by the narrow one
	if wait := g.take(noon, wide); wait != 0 {
		t.Errorf("the wide limit counted a refused try: wait %v", wait)
	}
}

func TestMemoryOfGuessesIsBounded(t *testing.T) {
	g := &guard{buckets: map[string]bucket{}}
	for i := range 3 * mostBuckets {
		g.take(noon, try{fmt.Sprint(i), limit{5, time.Minute}})
	}
	if n := len(g.buckets); n > mostBuckets+1 {
		t.Errorf("%d buckets, want at most %d", n, mostBuckets+1)
	}
}

func TestCodeOfTheSecondFactorWorksOnce(t *testing.T) {
	secret, err := newSecret()
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(secret, noon)
	if err != nil {
		t.Fatal(err)
	}
	step, ok := stepOf(secret, " "+code[:3]+" "+code[3:], 0, noon)
	if !ok || step != noon.Unix()/30 {
		t.Fatalf("stepOf = %d %v", step, ok)
	}
	if _, ok := stepOf(secret, code, step, noon); ok {
		t.Error("the same code works twice")
	}
	if _, ok := stepOf(secret, code, 0, noon.Add(25*time.Second)); !ok {
		t.Error("a telephone that is a little late is refused")
	}
	if _, ok := stepOf(secret, code, 0, noon.Add(2*time.Minute)); ok {
		t.Error("an old code works")
	}
	if _, ok := stepOf(secret, "", 0, noon); ok {
		t.Error("no code works")
	}
}

func TestEnrolmentNamesTheMunicipality(t *testing.T) {
	e := enrolment("ABCDEFGH2345", "Ærø: Kommune", "å&b@aeroe.dk")
	want := "otpauth://totp/Kernehus%20%C3%86r%C3%B8%20%20Kommune:%C3%A5%26b@aeroe.dk?secret=ABCDEFGH2345&issuer=Kernehus%20%C3%86r%C3%B8%20%20Kommune&period=30&digits=6&algorithm=SHA1"
	if e.URL != want || e.Secret != "ABCD EFGH 2345" {
		t.Errorf("enrolment = %q %q", e.URL, e.Secret)
	}
	svg, err := e.Picture()
	if err != nil || !strings.HasPrefix(svg, "<svg ") || strings.Contains(svg, "style") || strings.Contains(svg, "ABCD") {
		t.Errorf("Picture = %.80s…, %v", svg, err)
	}
}
