package danish

import (
	"slices"
	"sort"
)

// vocabulary is the set of index terms of an installation's texts, searchable by
// beginning and by end.
type vocabulary struct {
	counts   map[string]int
	forward  []string // sorted
	backward []string // each term reversed, sorted
}

// add counts terms; new ones are sorted in.
func (v *vocabulary) add(terms []string) {
	if v.counts == nil {
		v.counts = map[string]int{}
	}
	var fresh []string
	for _, t := range terms {
		if v.counts[t] == 0 {
			fresh = append(fresh, t)
		}
		v.counts[t]++
	}
	if len(fresh) == 0 {
		return
	}
	reversed := make([]string, len(fresh))
	for i, t := range fresh {
		reversed[i] = reverse(t)
	}
	v.forward, v.backward = merge(v.forward, fresh), merge(v.backward, reversed)
}

// merge sorts fresh into a sorted slice: a few one by one, many in one pass.
func merge(sorted, fresh []string) []string {
	if len(fresh) < 32 {
		for _, t := range fresh {
			at, _ := slices.BinarySearch(sorted, t)
			sorted = slices.Insert(sorted, at, t)
		}
		return sorted
	}
	slices.Sort(fresh)
	all := make([]string, 0, len(sorted)+len(fresh))
	for len(sorted) > 0 && len(fresh) > 0 {
		if sorted[0] < fresh[0] {
			all, sorted = append(all, sorted[0]), sorted[1:]
		} else {
			all, fresh = append(all, fresh[0]), fresh[1:]
		}
	}
	return append(append(all, sorted...), fresh...)
}

// beginning returns the terms that begin with s.
func (v *vocabulary) beginning(s string) []string { return withPrefix(v.forward, s) }

// ending returns the terms that end with s, each reversed.
func (v *vocabulary) ending(s string) []string { return withPrefix(v.backward, reverse(s)) }

func withPrefix(sorted []string, s string) []string {
	from := sort.SearchStrings(sorted, s)
	to := from + sort.Search(len(sorted)-from, func(i int) bool {
		w := sorted[from+i]
		return len(w) < len(s) || w[:len(s)] != s
	})
	return sorted[from:to]
}

// reverse turns a string round byte by byte; reversed twice it is itself.
func reverse(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
