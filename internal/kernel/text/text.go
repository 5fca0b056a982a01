// Package text holds every sentence the product says, Danish and English side by side.
//
// One file an area, one variable an area, one field a sentence:
//
//	var Sign = struct{ Title S }{ Title: S{"Log ind", "Sign in"} }
//
// A view writes text.Sign.Title.In(ctx). Sentences are written for someone tired, and
// never glued from halves: a sentence with a value in it is one format, used with F.
package text

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Lang is one of the two languages of the product.
type Lang string

const (
	Danish  Lang = "da"
	English Lang = "en"
)

// Accepted gives the language of ours that an Accept-Language header likes best, and
// whether it names one.
func Accepted(header string) (Lang, bool) {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return "", false
	}
	for _, t := range tags {
		base, _ := t.Base()
		if l, ok := ParseLang(base.String()); ok {
			return l, true
		}
	}
	return "", false
}

// ParseLang reads "da" or "en"; anything else is no language.
func ParseLang(s string) (Lang, bool) {
	switch Lang(strings.ToLower(s)) {
	case Danish:
		return Danish, true
	case English:
		return English, true
	}
	return "", false
}

type langKey struct{}

// With puts the reader's language into the context.
func With(ctx context.Context, l Lang) context.Context { return context.WithValue(ctx, langKey{}, l) }

// LangOf gives the reader's language; Danish where nobody said otherwise.
func LangOf(ctx context.Context) Lang {
	if l, ok := ctx.Value(langKey{}).(Lang); ok {
		return l
	}
	return Danish
}

// S is one sentence in both languages.
type S struct{ Da, En string }

// Say gives the sentence in a language.
func (s S) Say(l Lang) string {
	if l == English {
		return s.En
	}
	return s.Da
}

// In gives the sentence in the reader's language.
func (s S) In(ctx context.Context) string { return s.Say(LangOf(ctx)) }

// F gives the sentence in the reader's language with its values filled in.
func (s S) F(ctx context.Context, args ...any) string { return fmt.Sprintf(s.In(ctx), args...) }

// N is a sentence that counts: One for exactly one, Many for every other number. Both
// contain one %d.
type N struct{ One, Many S }

// Say gives the sentence for n in a language.
func (c N) Say(l Lang, n int) string {
	s := c.Many
	if n == 1 {
		s = c.One
	}
	return fmt.Sprintf(s.Say(l), n)
}

// In gives the sentence for n in the reader's language.
func (c N) In(ctx context.Context, n int) string { return c.Say(LangOf(ctx), n) }
