package dbtest

import (
	"bytes"
	"runtime"
	"sync"

	"kernehus/internal/kernel/db"
)

// writing holds the goroutines that are inside a Change.
var writing sync.Map

// neverWithin panics when a transaction is opened inside the work of a Change: what it
// reads is not what the Change sees, and it waits for a connection or a turn that its own
// caller holds. Read with the tx that is there.
func neverWithin(way db.Way) (leave func()) {
	me := goroutine()
	if _, inside := writing.Load(me); inside {
		panic("db." + string(way) + " within a Change: use its tx")
	}
	if way != db.Writing {
		return func() {}
	}
	writing.Store(me, true)
	return func() { writing.Delete(me) }
}

// goroutine is the number that the runtime prints of this goroutine.
func goroutine() string {
	var b [64]byte
	return string(bytes.Fields(b[:runtime.Stack(b[:], false)])[1])
}
