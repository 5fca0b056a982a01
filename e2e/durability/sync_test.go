package durability

import (
	"sync"
	"sync/atomic"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite "modernc.org/sqlite/lib"
)

// syncs counts how often SQLite has asked the operating system, through the file layer all
// its connections in this process share, to put a file on the disk.
type syncs struct{ n atomic.Int64 }

var (
	counting sync.Once
	counted  syncs
	keep     []any // functions SQLite holds: they must outlive the tables that point to them
)

// countSyncs puts a counter in front of xSync of SQLite's file layer. It counts from the
// first file that is opened afterwards.
func countSyncs(t *testing.T) *syncs {
	t.Helper()
	counting.Do(func() {
		tls := libc.NewTLS()
		vfs := at[sqlite.Tsqlite3_vfs](sqlite.Xsqlite3_vfs_find(tls, 0))
		open := call[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](vfs.FxOpen)
		seen := map[uintptr]bool{}
		var mu sync.Mutex
		vfs.FxOpen = pointer(func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
			rc := open(tls, vfs, name, file, flags, out)
			mu.Lock()
			defer mu.Unlock()
			if methods := at[sqlite.Tsqlite3_file](file).FpMethods; rc == sqlite.SQLITE_OK && methods != 0 && !seen[methods] {
				seen[methods] = true
				counted.before(at[sqlite.Tsqlite3_io_methods](methods))
			}
			return rc
		})
	})
	return &counted
}

// before lets a file's methods count before they sync.
func (s *syncs) before(methods *sqlite.Tsqlite3_io_methods) {
	real := call[func(*libc.TLS, uintptr, int32) int32](methods.FxSync)
	methods.FxSync = pointer(func(tls *libc.TLS, file uintptr, flags int32) int32 {
		rc := real(tls, file, flags)
		if rc == sqlite.SQLITE_OK {
			s.n.Add(1)
		}
		return rc
	})
}

// at is the C structure at an address.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// call is the function behind one of SQLite's function pointers.
func call[F any](pointer uintptr) F { return *(*F)(unsafe.Pointer(&pointer)) }

// pointer is a function as SQLite holds it.
func pointer(f any) uintptr {
	keep = append(keep, f)
	return (*(*[2]uintptr)(unsafe.Pointer(&f)))[1]
}
