package text

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"kernehus/internal/kernel/day"
)

var months = [2][12]string{
	{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"},
	{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Date writes a date out: "12. marts 2026" or "12 March 2026"; nothing for no date.
func Date(ctx context.Context, d day.Date) string {
	if d.IsZero() {
		return ""
	}
	y, m, n := d.Split()
	if LangOf(ctx) == English {
		return fmt.Sprintf("%d %s %d", n, months[1][m-1], y)
	}
	return fmt.Sprintf("%d. %s %d", n, months[0][m-1], y)
}

// Clock writes the time of day as people do: "kl. 13.30" or "13:30".
func Clock(ctx context.Context, t time.Time) string {
	t = t.In(day.Copenhagen())
	if LangOf(ctx) == English {
		return t.Format("15:04")
	}
	return t.Format("kl. 15.04")
}

// Moment writes date and time of day.
func Moment(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return Date(ctx, day.Of(t)) + " " + Clock(ctx, t)
}

// Number writes a whole number with the language's thousands mark: 12.000 or 12,000.
func Number(ctx context.Context, n int) string {
	sep := "."
	if LangOf(ctx) == English {
		sep = ","
	}
	s := strconv.Itoa(n)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return sign + s
}

// Decimal writes a number with so many decimals and the language's decimal mark.
func Decimal(ctx context.Context, f float64, decimals int) string {
	s := strconv.FormatFloat(f, 'f', decimals, 64)
	if LangOf(ctx) == English {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// Sorter makes many sort keys one after the other; it is not for two at once.
type Sorter struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

// NewSorter gives a sorter of Danish names.
func NewSorter() *Sorter { return &Sorter{collator: collate.New(language.Danish)} }

// Key is SortKey.
func (s *Sorter) Key(name string) string {
	s.buffer.Reset()
	return hex.EncodeToString(s.collator.KeyFromString(&s.buffer, strings.TrimSpace(name)))
}

// SortKey gives the key by which a name sorts as Danes expect: æ, ø, å last, aa as å,
// capitals beside small letters. It is hex, so that both databases order it alike.
func SortKey(name string) string { return NewSorter().Key(name) }
