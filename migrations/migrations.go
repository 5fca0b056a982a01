// Package migrations embeds the database's history: one text for both engines, in order.
// A landed file is never edited; kernel/db keeps its checksum and refuses a changed one.
package migrations

import "embed"

// Files are the migrations by name.
//
//go:embed *.sql
var Files embed.FS
