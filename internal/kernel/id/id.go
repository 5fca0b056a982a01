// Package id makes and types identifiers.
//
// An id is text: lower-case letters and digits, 26 characters, safe in a path, in
// SQL LIKE and in a file name. Ordered ids begin with their time, so that what is
// written together lies together in the database; Random ids say nothing at all
// and are the only ones that may stand beside something anonymous.
package id

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"time"
)

// Of is the id of a T; two kinds of id cannot be swapped by mistake.
type Of[T any] string

// String gives the id as plain text.
func (i Of[T]) String() string { return string(i) }

var coding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Random gives 128 bits from the system's chance.
func Random() string {
	var b [16]byte
	fill(b[:])
	return coding.EncodeToString(b[:])
}

// Ordered gives an id that sorts after those made in earlier milliseconds: 48 bits
// of time and 80 bits of chance.
func Ordered(now time.Time) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(now.UnixMilli())<<16)
	fill(b[6:])
	return coding.EncodeToString(b[:])
}

// Secret gives 256 bits for tokens that open a door; only its hash is kept.
func Secret() string {
	var b [32]byte
	fill(b[:])
	return coding.EncodeToString(b[:])
}

// Code gives n characters of the join-code alphabet, which leaves out what people
// mistake for one another (0 O 1 I).
func Code(n int) string { return codeFrom(rand.Reader, n) }

// CodeAlphabet is what join codes are written with.
const CodeAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

func codeFrom(r io.Reader, n int) string {
	out := make([]byte, 0, n)
	var b [1]byte
	for len(out) < n {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			panic(err) // the system has no chance left: nothing sensible can go on
		}
		if limit := 256 - 256%len(CodeAlphabet); int(b[0]) < limit { // no character is likelier than another
			out = append(out, CodeAlphabet[int(b[0])%len(CodeAlphabet)])
		}
	}
	return string(out)
}

func fill(b []byte) {
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
}

// UUID makes a UUID of version 4, for forms that a browser without script sends: phones
// make their own.
func UUID() string {
	var b [16]byte
	fill(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)

// IsUUID tells whether s has the form of a UUID, which is what phones make.
func IsUUID(s string) bool { return uuid.MatchString(s) }
