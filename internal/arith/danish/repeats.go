package danish

import "slices"

// RepeatShare is the share of shared stems from which a text only repeats another.
const RepeatShare = 0.9

// Repeats reports whether child says nothing that parent did not say: the two are
// equal after case, punctuation and stop words, or at least RepeatShare of child's
// stems stand in parent. A child without words repeats nothing.
func Repeats(parent, child string) bool {
	p, c := content(parent), content(child)
	if len(c) == 0 {
		return false
	}
	return slices.Equal(p, c) || sharedStems(p, c) >= RepeatShare
}

// SharedStems is the share (0 to 1) of child's different stems that parent has too,
// stop words left out; a text of stop words alone is compared by those. The share is
// of child's stems, not of both texts': a sentence taken out of a longer one shares
// everything. 0 where child has no word.
func SharedStems(parent, child string) float64 {
	return sharedStems(content(parent), content(child))
}

func sharedStems(parent, child []string) float64 {
	have := map[string]bool{}
	for _, w := range parent {
		have[Stem(w)] = true
	}
	shared, all := 0, map[string]bool{}
	for _, w := range child {
		s := Stem(w)
		if all[s] {
			continue
		}
		all[s] = true
		if have[s] {
			shared++
		}
	}
	if len(all) == 0 {
		return 0
	}
	return float64(shared) / float64(len(all))
}

// content returns the folded words of a text without stop words, or with them where
// there is nothing else.
func content(text string) []string {
	var words, stops []string
	for _, t := range Tokens(text) {
		if w := Fold(t.Text); stopWords[w] {
			stops = append(stops, w)
		} else {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return stops
	}
	return words
}
