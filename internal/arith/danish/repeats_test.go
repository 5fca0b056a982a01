package danish

import "testing"

func TestRepeatsIsAboutWhatTheChildAdds(t *testing.T) {
	const parent = "Vi støtter borgeren i et aktivt og selvstændigt liv."
	tests := []struct {
		name, parent, child string
		want                bool
	}{
		{"the same", parent, parent, true},
		{"case, marks and small words", parent, "STØTTER borgeren – aktivt, selvstændigt liv!", true},
		{"other forms of the same words", parent, "Borgerne støttes: aktivt, selvstændigt liv, i livet", true},
		{"another order", parent, "Et selvstændigt og aktivt liv støtter vi borgeren i", true},
		{"a part of it", parent, "Et aktivt liv", true},
		{"its own thought", parent, "Vi øver morgenrutiner, så borgeren får et aktivt liv", false},
		{"nothing", parent, " – ", false},
		{"nothing above", "", "Et aktivt liv", false},
		{"both nothing", "", "", false},
		{"small words alone, the same", "Vi er her", "vi er her!", true},
		{"nine of ten", "a1 b1 c1 d1 e1 f1 g1 h1 i1", "a1 b1 c1 d1 e1 f1 g1 h1 i1 j1", true},
		{"eight of nine", "a1 b1 c1 d1 e1 f1 g1 h1", "a1 b1 c1 d1 e1 f1 g1 h1 i1", false},
	}
	for _, c := range tests {
		if got := Repeats(c.parent, c.child); got != c.want {
			t.Errorf("%s: Repeats(%q, %q) = %v (share %.3f)", c.name, c.parent, c.child, got, SharedStems(c.parent, c.child))
		}
	}
}

func TestSharedStemsIsAShareOfTheChild(t *testing.T) {
	if got := SharedStems("børn leger i haven", "Barnet leger, og barnet synger"); got < 0.66 || got > 0.67 {
		t.Errorf("share = %v, want 2/3", got)
	}
}

func FuzzRepeats(f *testing.F) {
	f.Add("Vi støtter", "vi støtter")
	f.Add("", "\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		if s := SharedStems(a, b); s < 0 || s > 1 {
			t.Errorf("SharedStems(%q, %q) = %v", a, b, s)
		}
		if len(content(a)) > 0 && !Repeats(a, a) {
			t.Errorf("%q does not repeat itself", a)
		}
	})
}
