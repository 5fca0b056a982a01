package datafile

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
)

// Overlay gives the files of over, and those of base that over does not have. A file in
// over stands in the place of the one with the same path in base.
func Overlay(base, over fs.FS) fs.FS { return overlay{base, over} }

type overlay struct{ base, over fs.FS }

// Open opens the file in over, or else in base.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.over.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}

// ReadDir lists the directory of both, by name, each name once.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.over, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	below, errBase := fs.ReadDir(o.base, name)
	if err != nil && errBase != nil {
		return nil, errBase
	}
	entries = append(slices.Clone(entries), below...)
	byName := func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) }
	slices.SortStableFunc(entries, byName)
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// ReadAll reads every file whose path matches the pattern, in order of path, and hands it
// to read. What is larger than limit KiB is handed over cut, so that Open refuses it.
func ReadAll(fsys fs.FS, pattern string, limit int, read func(path string, b []byte)) error {
	paths, err := fs.Glob(fsys, pattern)
	if err != nil {
		return err
	}
	for _, path := range paths {
		b, err := readUpTo(fsys, path, limit<<10+1)
		if err != nil {
			return err
		}
		read(path, b)
	}
	return nil
}
func readUpTo(fsys fs.FS, path string, most int) ([]byte, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(most)))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return b, nil
}
