package spc

import (
	"math"
	"strconv"
	"strings"

	"kernehus/internal/arith/file"
)

// written is a number as it stands in a file, with what it is to a Dane and to an Englishman.
type written struct {
	text            string
	place           file.Place
	missing         bool
	danish, english float64 // NaN where it is no number
}

func (w written) as(english bool) float64 {
	if english {
		return w.english
	}
	return w.danish
}

// open says whether it is a different number to each.
func (w written) open() bool {
	return !math.IsNaN(w.danish) && !math.IsNaN(w.english) && w.danish != w.english
}

var spaces = strings.NewReplacer("\u00a0", "", "\u202f", "", "\u2009", "", "\u2212", "-")

func number(s string, where file.Place) written {
	w := written{text: s, place: where, missing: missing(s)}
	s = spaces.Replace(strings.TrimSpace(s))
	w.danish, w.english = read(s, ",", "."), read(s, ".", ",")
	return w
}

// read is the number that s is with such a decimal sign and such a sign between thousands, or NaN.
func read(s, decimal, thousands string) float64 {
	power := ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		s, power = s[:i], s[i:]
	}
	digits := strings.TrimLeft(s, "+-")
	sign := s[:len(s)-len(digits)]
	whole, rest, parted := strings.Cut(digits, decimal)
	if groups := strings.Split(whole, thousands); len(groups) > 1 {
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && (g == "" || len(g) > 3 || g[0] == '0') {
				return math.NaN()
			}
		}
		whole = strings.Join(groups, "")
	}
	if len(sign) > 1 || !figures(whole) || parted && !figures(rest) {
		return math.NaN()
	}
	f, err := strconv.ParseFloat(sign+whole+"."+rest+power, 64)
	if err != nil {
		return math.NaN()
	}
	return f
}

func figures(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// language says whether the numbers of a file are English, and which of them cannot be read.
func language(all []written, likely bool) (english bool, err error) {
	var danishOnly, englishOnly, open, comma *written
	for i := range all {
		w := &all[i]
		danish, english := !math.IsNaN(w.danish), !math.IsNaN(w.english)
		switch {
		case w.missing:
			continue
		case !danish && !english:
			return false, w.place.Says("%.40q is no number; leave it empty where there is none", w.text)
		case danish && !english && danishOnly == nil:
			danishOnly = w
		case english && !danish && englishOnly == nil:
			englishOnly = w
		case w.open():
			open = w
			if comma == nil && strings.Contains(w.text, ",") {
				comma = w
			}
		}
		if danishOnly != nil && englishOnly != nil {
			return false, w.place.Says("%.40q and %.40q in line %d have different decimal signs", w.text, other(w, danishOnly, englishOnly).text, other(w, danishOnly, englishOnly).place.Line)
		}
	}
	switch {
	case danishOnly != nil:
		return false, nil
	case englishOnly != nil || open == nil:
		return true, nil
	case likely && comma != nil:
		return false, comma.place.Says("%.40q can be read in two ways; separate the columns by ; and it is a decimal comma", comma.text)
	}
	return likely, nil
}

func other(one, a, b *written) *written {
	if one == a {
		return b
	}
	return a
}
