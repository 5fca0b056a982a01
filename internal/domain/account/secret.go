package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// argon2id with what OWASP recommends and this kind of machine bears: 19 MiB, two
// rounds, one lane, about 27 ms.
const (
	memory, rounds, lanes = 19 * 1024, 2, 1
	saltBytes, hashBytes  = 16, 32
)

// hasher limits how many passwords are hashed at once: each needs 19 MiB, and a crowd at
// the door must not take the memory of those inside.
type hasher struct{ slots chan struct{} }

func newHasher(atOnce int) hasher { return hasher{make(chan struct{}, atOnce)} }

func (h hasher) run(ctx context.Context, password, salt []byte) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey(password, salt, rounds, memory, lanes, hashBytes), nil
}

// hash gives a password in the form it is kept: $argon2id$v=19$m=…,t=…,p=…$salt$hash.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	sum, err := h.run(ctx, []byte(tidy(password)), salt)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, rounds, lanes, b64(salt), b64(sum)), nil
}

// nobody is what an unknown e-mail's password is compared with, so that the answer takes
// as long as for a known one. No password gives it.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// matches compares a password with what is kept. Nothing kept takes as long as something.
func (h hasher) matches(ctx context.Context, kept, password string) (bool, error) {
	if kept == "" {
		kept = nobody
	}
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[3] != fmt.Sprintf("m=%d,t=%d,p=%d", memory, rounds, lanes) {
		return false, errors.New("a kept password has an unknown form")
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, err
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, err
	}
	if len(password) > 4*longestPassword {
		password = ""
	}
	got, err := h.run(ctx, []byte(tidy(password)), salt)
	return subtle.ConstantTimeCompare(got, want) == 1 && kept != nobody, err
}

// sum is what is kept of a sign-in: with another key it opens nothing.
func (s *Service) sum(secret string) string {
	mac := hmac.New(sha256.New, s.Key)
	mac.Write([]byte(secret))
	return hex.EncodeToString(mac.Sum(nil))
}

// sum is what is kept of a secret with 256 bits of chance.
func sum(secret string) string {
	s := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(s[:])
}
