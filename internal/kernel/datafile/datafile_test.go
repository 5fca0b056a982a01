package datafile_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/text"
)

func TestWhatIsRightIsRead(t *testing.T) {
	f := datafile.Open("f", []byte("navn: {da: \" hus \", en: house}\ntal: -3\nja: True\nvalg: b\nliste: [1, 2]\n"), 1)
	m := f.Root().Map()
	if s := m.Need("navn").Sentence(5); s != (text.S{Da: "hus", En: "house"}) {
		t.Errorf("Sentence = %v", s)
	}
	if n := m.Need("tal").Int(-3, 3); n != -3 {
		t.Errorf("Int = %d, want -3", n)
	}
	if !m.Need("ja").Bool() || m.Get("nej").Bool() || m.Get("nej").Exists() {
		t.Error("Bool reads something else than true, and false where nothing stands")
	}
	if v := m.Need("valg").OneOf("a", "b"); v != "b" {
		t.Errorf("OneOf = %q, want b", v)
	}
	if items := m.Need("liste").List(0, 2); len(items) != 2 || items[1].Int(0, 2) != 2 || items[1].Line() != 5 {
		t.Errorf("List = %v", items)
	}
	if strings.Join(m.Keys(), " ") != "navn tal ja valg liste" || f.Wrong() != 0 || len(f.Mistakes()) != 0 {
		t.Errorf("Keys = %v, mistakes %v", m.Keys(), f.Mistakes())
	}
}

func TestWhatIsNotThereGivesNothingAndIsToldOnce(t *testing.T) {
	f := datafile.Open("f", []byte("a: 1\n"), 1)
	n := f.Root().Map().Need("b")
	if n.Sentence(9) != (text.S{}) || n.Int(1, 2) != 0 || n.Text(9) != "" || n.OneOf("x") != "" || n.List(1, 2) != nil || len(n.Map("c").Keys()) != 0 || n.IsMap() {
		t.Error("a missing value gives something")
	}
	if len(f.Mistakes()) != 1 || f.Mistakes()[0].String() != "f:1: ”b” mangler" {
		t.Errorf("mistakes = %v, want the missing b alone", f.Mistakes())
	}
}

func TestOverlayPutsOneDirectoryOverAnother(t *testing.T) {
	base := fstest.MapFS{"a/1": {Data: []byte("base")}, "a/2": {Data: []byte("base")}}
	over := fstest.MapFS{"a/2": {Data: []byte("over")}, "a/3": {Data: []byte("over")}}
	var got []string
	err := datafile.ReadAll(datafile.Overlay(base, over), "a/*", 1, func(path string, b []byte) { got = append(got, path+"="+string(b)) })
	if s := strings.Join(got, " "); err != nil || s != "a/1=base a/2=over a/3=over" {
		t.Errorf("ReadAll = %s, %v", s, err)
	}
	if _, err := fs.ReadDir(datafile.Overlay(base, over), "b"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a directory in neither gives %v", err)
	}
}

func TestAFileThatIsTooLargeIsReadNoFurtherThanItMustBe(t *testing.T) {
	fsys := fstest.MapFS{"big": {Data: make([]byte, 5<<10)}}
	err := datafile.ReadAll(fsys, "big", 1, func(path string, b []byte) {
		if len(b) != 1<<10+1 {
			t.Errorf("%d bytes are read", len(b))
		}
		if m := datafile.Open(path, b, 1).Mistakes(); len(m) != 1 || m[0].Say(text.English) != "big:1: the file is larger than 1 KiB" {
			t.Errorf("mistakes = %v", m)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
