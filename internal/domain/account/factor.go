package account

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
	"rsc.io/qr"
)

// period is how long one code of the second factor lasts (RFC 6238).
const period = 30

// newSecret makes the secret of a second factor.
func newSecret() (string, error) {
	k, err := totp.Generate(totp.GenerateOpts{Issuer: "Kernehus", AccountName: "x"})
	if err != nil {
		return "", err
	}
	return k.Secret(), nil
}

// stepOf finds the 30 seconds a code belongs to: now, or just before or after, because
// clocks differ. Steps up to the one last used do not count: a code works once.
func stepOf(secret, code string, last int64, now time.Time) (int64, bool) {
	code = strings.Join(strings.Fields(code), "")
	opts := totp.ValidateOpts{Period: period, Skew: 0, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}
	for _, shift := range []int64{0, -1, 1} {
		at := now.Add(time.Duration(shift) * period * time.Second)
		step := at.Unix() / period
		if ok, err := totp.ValidateCustom(code, secret, at, opts); err == nil && ok && step > last {
			return step, true
		}
	}
	return 0, false
}

// Enrolment is what a person needs to add the second factor to their telephone.
type Enrolment struct {
	Secret string // to type in, in groups of four
	URL    string // otpauth://…
}

func enrolment(secret, municipality, email string) Enrolment {
	issuer := strings.NewReplacer(":", " ", "%", "", "?", "", "&", "", "#", "").Replace("Kernehus " + municipality)
	url := fmt.Sprintf("otpauth://totp/%s:%s?secret=%s&issuer=%s&period=%d&digits=6&algorithm=SHA1",
		escape(issuer), escape(email), secret, escape(issuer), period)
	return Enrolment{Secret: grouped(secret), URL: url}
}

func escape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~@", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

func grouped(secret string) string {
	var b strings.Builder
	for i := 0; i < len(secret); i += 4 {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(secret[i:min(i+4, len(secret))])
	}
	return b.String()
}

// Picture draws the enrolment as a QR code, an SVG without style or script.
func (e Enrolment) Picture() (string, error) {
	code, err := qr.Encode(e.URL, qr.M)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	side := code.Size + 8 // four light modules on each side, as the standard asks
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`, side, side, side, side)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}
