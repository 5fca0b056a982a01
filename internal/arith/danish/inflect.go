package danish

import "strings"

// The paradigms below are the regular ones of Danish (Retskrivningsordbogen, rules of
// inflection): they give every form a word of a class may have, also some it has not,
// since gender and plural are not known. Genitive -s follows each noun and adjective form.

// vowels are the letters that carry a syllable.
const vowels = "aeiouyæøå"

func vowelAt(word string, last bool) bool {
	for _, v := range vowels {
		if last && strings.HasSuffix(word, string(v)) || !last && strings.HasPrefix(word, string(v)) {
			return true
		}
	}
	return false
}

// bases are the shapes a word takes before an ending that begins with a vowel: as it
// is, with its last consonant doubled (bus-s-er), or with the last e gone (cyk-l-er).
func bases(word string) []string {
	n := len(word)
	if n < 3 || vowelAt(word, true) {
		return []string{word}
	}
	all := []string{word}
	last := word[n-1:]
	if strings.Contains("bdfgklmnprst", last) && vowelAt(word[:n-1], true) {
		all = append(all, word+last)
	}
	if strings.Contains("lnr", last) && word[n-2] == 'e' && n > 3 && !vowelAt(word[:n-2], true) {
		all = append(all, word[:n-2]+last)
		if word[n-3] == word[n-4] { // gammel, gamle
			all = append(all, word[:n-3]+last)
		}
	}
	return all
}

// join adds each ending to each base.
func join(all []string, bases []string, endings string) []string {
	for _, b := range bases {
		for e := range strings.SplitSeq(endings, " ") {
			all = append(all, b+e)
		}
	}
	return all
}

// genitives adds the -s of every form.
func genitives(forms []string) []string {
	for _, f := range forms[:len(forms):len(forms)] {
		if !strings.HasSuffix(f, "s") {
			forms = append(forms, f+"s")
		}
	}
	return forms
}

func nounForms(word string) []string {
	forms := []string{word}
	if stem, ok := strings.CutSuffix(word, "e"); ok && !vowelAt(stem, true) {
		forms = join(forms, []string{word}, "n t r rne ne")
		forms = join(forms, []string{stem}, "er erne ene")
	} else {
		forms = join(forms, bases(word), "en et er erne e ene")
	}
	if stem, ok := strings.CutSuffix(word, "er"); ok { // lærer, lærere, lærerne
		forms = join(forms, []string{stem}, "ere erne eren")
	}
	if stem, ok := strings.CutSuffix(word, "um"); ok { // museum, museet, museer
		forms = join(forms, []string{stem}, "et er erne")
	}
	return genitives(forms)
}

// verbForms gives the forms of a weak verb; past is "ede", "te" or both.
func verbForms(word, past string) []string {
	stem, ok := strings.CutSuffix(word, "e")
	if !ok || vowelAt(stem, true) && len(stem) > 1 && word != stem+"e" {
		stem = word
	}
	forms := join([]string{word}, []string{word}, "r s nde")
	if stem == word {
		return join(forms, []string{stem}, "ede et ende ete te t edes es")
	}
	if bare := imperative(stem); !stopWords[bare] { // vare has the imperative var; nobody means it
		forms = append(forms, bare)
	}
	if strings.Contains(past, "ede") {
		forms = join(forms, []string{stem}, "ede edes et ets")
	}
	if strings.Contains(past, "te") {
		short := []string{stem, imperative(stem)}
		forms = join(forms, short, "te tes t")
	}
	return forms
}

// imperative is the bare stem: kom from komme.
func imperative(stem string) string {
	n := len(stem)
	if n > 2 && stem[n-1] == stem[n-2] {
		return stem[:n-1]
	}
	return stem
}

// strongForms gives the forms of an irregular verb from its principal parts.
func strongForms(parts []string) []string {
	word := parts[0]
	forms := join(append([]string{}, parts...), []string{word}, "r s nde")
	if stem, ok := strings.CutSuffix(word, "e"); ok {
		if bare := imperative(stem); !stopWords[bare] {
			forms = append(forms, bare)
		}
	} else {
		forms = join(forms, []string{word}, "ende es")
	}
	for _, p := range parts[1:] {
		forms = append(forms, p+"s")
		if stem, ok := strings.CutSuffix(p, "et"); ok {
			forms = join(forms, []string{stem}, "ne ede")
		} else if strings.HasSuffix(p, "t") {
			forms = append(forms, p+"e")
		}
	}
	return forms
}

func adjectiveForms(word string) []string {
	forms := []string{word, word + "t"}
	if strings.HasSuffix(word, "e") {
		forms = join(forms, []string{word}, "re st ste")
	} else {
		forms = join(forms, bases(word), "e ere est este")
	}
	if vowelAt(word, true) {
		forms = append(forms, word+"tt")
	}
	return genitives(forms)
}

// guessForms gives the forms of a word whose class is not known: as a noun; as a verb
// where it ends like one; as an adjective, compared only where the ending tells.
func guessForms(word string) []string {
	forms := nounForms(word)
	if strings.HasSuffix(word, "e") {
		forms = append(forms, verbForms(word, "ede te")...)
	}
	for _, end := range []string{"ig", "som", "bar", "løs", "isk", "iv", "el"} {
		if strings.HasSuffix(word, end) {
			return append(forms, adjectiveForms(word)...)
		}
	}
	return append(forms, word+"t")
}
